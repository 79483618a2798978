//! Pinpoints: the part of a document that is meant (điểm, khoản, điều, mục, chương, phụ lục).

mod aside;
mod group;
mod label;

use super::words::{byte, skip};
use crate::Span;
use crate::registry::doc_type::DocType;
use crate::registry::law::Law;
use crate::span::floor_boundary;
use crate::text::lexicon::Lexicon;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;
use aside::aside_open;
use group::{join_end, parse};
pub use label::Label;
use label::{label_at, label_like};
use once_cell::sync::Lazy;

/// One part of a document. `điểm a, b khoản 2 Điều 5` is two, each with article `5` and clause `2`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
#[non_exhaustive]
pub struct Pinpoint {
    /// điểm; `d` and `đ` are different points.
    pub point: Option<Label>,
    /// khoản
    pub clause: Option<Label>,
    /// điều
    pub article: Option<Label>,
    /// mục
    pub section: Option<Label>,
    /// chương
    pub chapter: Option<Label>,
    /// phụ lục
    pub appendix: Option<Label>,
    /// Where the text names this part: the label of its innermost level.
    pub span: Span,
}

/// Levels, small to large, by their index in a pinpoint; `IGNORED` are named but not kept.
const LEVELS: usize = 6;

const IGNORED: u32 = 6;

const ARTICLE: usize = 2;

const APPENDIX: usize = 5;

static LEVEL_WORDS: Lazy<Lexicon> = Lazy::new(|| {
    Lexicon::new([
        ("điểm", 0),
        ("khoản", 1),
        ("điều", 2),
        ("mục", 3),
        ("chương", 4),
        ("phụ lục", 5),
        ("phụ lục số", 5),
        ("phần", IGNORED),
        ("tiết", IGNORED),
        ("đoạn", IGNORED),
        ("phần thứ", IGNORED),
    ])
});

/// How far before a core its pinpoints may begin, in bytes and in tokens.
const REACH: usize = 300;

const TOKENS: usize = 80;

/// Reads the parts that stand before a core (`điểm a khoản 2 Điều 5 Luật …`), not before `from`; where they
/// begin. `back`: the core points back, so that `Điều 2.` before it is a heading.
pub(super) fn before(text: &Tokens, core: usize, from: usize, back: bool, out: &mut Vec<Pinpoint>) -> Option<usize> {
    let mut pos = text.skip_space_back(core).0;
    // `Phụ lục II ban hành kèm theo Thông tư …`
    if text.token_before(pos)?.one_of(words!["kèm", "theo"]) {
        let annexed = ["ban hành kèm theo", "ban hành kèm", "kèm theo"];
        if let Some(annexed) = annexed.iter().find(|annexed| text[..pos].ends_with(**annexed)) {
            pos = text.skip_space_back(pos - annexed.len()).0;
        }
    }
    let (mut first, mut reach) = (None, REACH);
    for n in 0..TOKENS {
        let Some(token) = text.token_before(pos).filter(|t| t.span.start() as usize >= from) else { break };
        let at = token.span.start() as usize;
        if core - at > reach {
            break;
        }
        // `Điều 251 (tội mua bán trái phép chất ma túy) của Bộ luật …`: what the part is about.
        if byte(text, at) == b')' {
            let Some(open) = aside_open(text, at) else { break };
            reach += at - open;
            pos = text.skip_space_back(open).0;
            continue;
        }
        let level = level_in(text, token);
        if let Some(start) = level {
            // `khoản 1 Điều 5`; a level word without its label is another word: `Điều lệ`, `mục tiêu`.
            if label_at(text, skip(text, level_end(text, start)?), None).is_some() {
                first = Some(start);
            }
        }
        let known = level.is_some() || joins(text, token) || label_like(text, token);
        // `của`, `,`, `/` join the parts to the core, `tại` only the first.
        if !(known || (n == 0 && matches!(&text[token.span], "của" | "CỦA" | "thuộc" | "tại" | "trong"))) {
            break;
        }
        if level.is_some_and(|start| start != at) {
            break;
        }
        pos = text.skip_space_back(at).0;
    }
    let first = first?;
    let kept = out.len();
    let end = parse(text, first, core, true, out)?;
    // Nothing but a joint between the parts and the core.
    let joint = text.get(end..core)?.trim();
    // `Điều 2. Quyết định này có hiệu lực …`: the heading of the page's own article, before a line or at its beginning.
    let line = || matches!(text.as_bytes()[..first].iter().rev().find(|b| **b != b' '), None | Some(b'\n'));
    let heading = joint == "." && (back || text[end..core].contains('\n') || line())
        || joint.is_empty() && alone(text, first, end..core);
    let dash = || matches!(joint, "-" | "–") && !text[end..core].contains('\n') && text[..core].ends_with(' ');
    // `Hiến pháp năm 2013 - Điều 4` and a line break: a part of the document before.
    let earlier = || matches!(text[from..first].trim_start_matches(' '), "- " | "– ") && text[end..core].contains('\n');
    // `Luật A (sửa đổi 2020), Điều 4; Luật B`: a part of the law before.
    let of_last = || joint == ";" && from > 0 && text[from..first].trim_end().ends_with(',');
    let joins = matches!(
        joint,
        "" | ","
            | ";"
            | "/"
            | "."
            | "của"
            | "CỦA"
            | ", của"
            | "thuộc"
            | "tại"
            | "trong"
            | "ban hành kèm theo"
            | "ban hành kèm"
            | "kèm theo"
    );
    if heading || !(joins || dash()) || from > 0 && earlier() || of_last() {
        out.truncate(kept);
        return None;
    }
    Some(first)
}

/// Whether a part fills a line between sentences: a heading, not the place in the document that the next line names.
fn alone(text: &Tokens, first: usize, rest: std::ops::Range<usize>) -> bool {
    let above = text[..first].trim_end();
    text[rest].contains('\n')
        && text[above.len()..first].contains('\n')
        && (above.is_empty() || above.ends_with(['.', ';', ':', '/', ',']))
}

/// Reads the parts right after a core: `Luật Đất đai, Điều 5`, `Nghị định 100 (khoản 2 Điều 5)`; where they end.
pub(super) fn after(text: &Tokens, core_end: usize, out: &mut Vec<Pinpoint>) -> Option<usize> {
    let mut pos = skip(text, core_end);
    // `HIỆU LỰC CỦA BỘ LUẬT HÌNH SỰ\nĐiều 5. …`: the heading below.
    let below = text[core_end..pos].contains('\n');
    let bracket = byte(text, pos) == b'(';
    // `Luật Thương mại 2005 – điều 241`
    let dash = text.token_at(pos).filter(|t| pos > core_end && matches!(&text[t.span], "-" | "–"));
    if bracket || byte(text, pos) == b',' {
        pos = skip(text, pos + 1);
    } else if let Some(dash) = dash {
        pos = skip(text, dash.span.end() as usize);
    } else if below {
        return None;
    }
    if matches!(byte(text, pos), b'c' | b't') {
        let leads = ["cụ thể tại ", "cụ thể là ", "cụ thể ", "tại "];
        if let Some(lead) = leads.iter().find(|lead| text[pos..].starts_with(**lead)) {
            pos = skip(text, pos + lead.len());
        }
    }
    let (_, level_end) = LEVEL_WORDS.at(text, pos)?;
    label_at(text, skip(text, level_end), None)?;
    let kept = out.len();
    let limit = floor_boundary(text, pos + REACH);
    let end = parse(text, pos, limit, false, out)?;
    // `Luật A, Điều 5 Luật B`: the parts belong to the next document.
    let mut next = skip(text, end);
    if byte(text, next) == b',' {
        next = skip(text, next + 1);
    }
    if text[next..].starts_with("của ") {
        next += "của ".len();
    }
    let capital = text.token_at(next).is_some_and(|t| t.case != Case::Lower);
    let other = capital && DocType::at(text, next).is_some()
        || Law::at(text, next).is_some()
        || text.token_at(next).is_some_and(|t| matches!(&text[t.span], "NĐ" | "TT" | "QĐ" | "NQ"));
    if other {
        out.truncate(kept);
        return None;
    }
    Some(if bracket && byte(text, skip(text, end)) == b')' { skip(text, end) + 1 } else { end })
}

/// `Điều 4`, `khoản 2 Điều 9 của` at a position: where what they are parts of must begin.
pub(super) fn parts_end(text: &Tokens, at: usize) -> Option<usize> {
    let (mut pos, mut named) = (at, false);
    for _ in 0..TOKENS {
        let Some((_, after)) = LEVEL_WORDS.at(text, pos) else { break };
        let label = skip(text, after);
        let Some((_, end)) = label_at(text, label, None) else { break };
        named = true;
        pos = join_end(text, end);
        while let Some((_, end)) = label_at(text, pos, None).filter(|_| LEVEL_WORDS.at(text, pos).is_none()) {
            pos = join_end(text, end);
        }
    }
    named.then_some(pos)
}

/// Where the level word in a token starts; `tại` may be glued to it.
fn level_in(text: &Tokens, token: Token) -> Option<usize> {
    let at = token.span.start() as usize;
    if token.class != Class::Word {
        return None;
    }
    if LEVEL_WORDS.at(text, at).is_some() {
        return Some(at);
    }
    let glued = token.span.len() as usize > "tại".len() && text[token.span].starts_with("tại");
    (glued && LEVEL_WORDS.at(text, at + "tại".len()).is_some()).then_some(at + "tại".len())
}

/// Whether a token names a level: `Điều`, `khoản`.
pub(super) fn is_level(text: &Tokens, token: Token) -> bool {
    level_in(text, token).is_some()
}

fn level_end(text: &Tokens, at: usize) -> Option<usize> {
    LEVEL_WORDS.at(text, at).map(|(_, end)| end)
}

fn joins(text: &Tokens, token: Token) -> bool {
    let joints = words![",", ";", "/", ".", "-", "và", "hoặc", "đến", "từ", "các", "của", "cả", "thứ", "lục", "số"];
    // In capitals only what headings have.
    token.one_of(joints) && (token.case == Case::Lower || matches!(&text[token.span], "Các" | "Lục" | "LỤC" | "VÀ"))
}

impl Pinpoint {
    fn slot(&mut self, level: usize) -> &mut Option<Label> {
        match level {
            0 => &mut self.point,
            1 => &mut self.clause,
            ARTICLE => &mut self.article,
            3 => &mut self.section,
            4 => &mut self.chapter,
            _ => &mut self.appendix,
        }
    }

    fn highest(&self) -> Option<usize> {
        let all = [self.point, self.clause, self.article, self.section, self.chapter, self.appendix];
        all.iter().rposition(Option::is_some)
    }
}
