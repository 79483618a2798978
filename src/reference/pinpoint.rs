//! Pinpoints: the part of a document that is meant (điểm, khoản, điều, mục, chương, phụ lục).

use std::fmt;

use once_cell::sync::Lazy;

use crate::Span;
use crate::registry::doc_type::DocType;
use crate::registry::law::Law;
use crate::roman;
use crate::span::floor_boundary;
use crate::text::lexicon::Lexicon;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

use super::words::{byte, skip};

/// The number or letter of a part: `5`, `52a`, `đ`, `II`. Plain data, as printed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Label {
    bytes: [u8; Label::MAX],
    len: u8,
}

impl Label {
    const MAX: usize = 11;

    /// A label of at most eleven bytes; `None` where it is longer or empty.
    pub fn new(label: &str) -> Option<Label> {
        let len = label.len();
        if len == 0 || len > Label::MAX {
            return None;
        }
        let mut bytes = [0; Label::MAX];
        bytes[..len].copy_from_slice(label.as_bytes());
        Some(Label { bytes, len: len as u8 })
    }

    /// The label's words.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

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
        ("phần", IGNORED),
        ("tiết", IGNORED),
        ("đoạn", IGNORED),
        ("phần thứ", IGNORED),
    ])
});

/// How far before a core its pinpoints may begin, in bytes and in tokens.
const REACH: usize = 300;
const TOKENS: usize = 80;
/// The most pinpoints of one mention; a range of more is cut.
const MOST: usize = 60;

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
    // `Điều 2. Quyết định này có hiệu lực …`: the heading of the page's own article, or on a line of its own.
    let heading =
        joint == "." && (back || text[end..core].contains('\n')) || joint.is_empty() && alone(text, first, end..core);
    let dash = || matches!(joint, "-" | "–") && !text[end..core].contains('\n') && text[..core].ends_with(' ');
    // `Hiến pháp năm 2013 - Điều 4` and a line break: a part of the document before.
    let earlier = || matches!(text[from..first].trim_start_matches(' '), "- " | "– ") && text[end..core].contains('\n');
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
    if heading || !(joins || dash()) || from > 0 && earlier() {
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

/// The most bytes of a bracket that says what a part is about.
const ASIDE: usize = 240;

/// Where the bracket opens that closes at `close`, on its line and behind a part's label.
fn aside_open(text: &Tokens, close: usize) -> Option<usize> {
    let from = close.saturating_sub(ASIDE);
    let open = from + text.as_bytes()[from..close].iter().rposition(|b| matches!(b, b'(' | b')' | b'\n'))?;
    let label = text.token_before(text.skip_space_back(open).0)?;
    (byte(text, open) == b'(' && label_like(text, label)).then_some(open)
}

/// Where the bracket ends that opens at or behind `at`.
fn aside_end(text: &Tokens, at: usize) -> Option<usize> {
    let open = Some(skip(text, at)).filter(|&open| byte(text, open) == b'(')?;
    let to = (open + ASIDE).min(text.len());
    let close = text.as_bytes()[open + 1..to].iter().position(|b| matches!(b, b'(' | b')' | b'\n'))?;
    Some(open + close + 2).filter(|&end| byte(text, end - 1) == b')')
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
    let joints = words![",", ";", "/", ".", "-", "và", "hoặc", "đến", "từ", "các", "của", "cả", "thứ", "lục"];
    // In capitals only what headings have.
    token.one_of(joints) && (token.case == Case::Lower || matches!(&text[token.span], "Các" | "Lục" | "LỤC" | "VÀ"))
}

fn label_like(text: &Tokens, token: Token) -> bool {
    match token.class {
        Class::Digits => token.span.len() <= 3,
        Class::Word => {
            let word = &text[token.span];
            let numeral = matches!(word.as_bytes().first(), Some(b'I' | b'V' | b'X'));
            let lettered = || {
                word.len() > 1
                    && word.is_char_boundary(word.len() - 1)
                    && roman::value(&word[..word.len() - 1]).is_some()
            };
            word.len() <= 2 && point_letter(word) || numeral && (roman::value(word).is_some() || lettered())
        }
        Class::Mark => false,
    }
}

fn point_letter(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_ascii_alphabetic() || matches!(c, 'đ' | 'Đ'))
}

/// A label at a position: `5`, `52a`, `đ`, `IV`, `Ia`; with the level, only what that level is labelled with.
fn label_at(text: &Tokens, at: usize, level: Option<u32>) -> Option<(Label, usize)> {
    let token = text.token_at(at)?;
    let word = &text[token.span];
    let mut end = token.span.end() as usize;
    match token.class {
        Class::Digits if token.span.len() <= 3 => {
            let dotted = dotted_end(text, end);
            if level == Some(ARTICLE as u32) && dotted > end {
                return None;
            }
            end = dotted;
            if let Some(letter) = text.token_at(end).filter(|t| point_letter(&text[t.span])) {
                end = letter.span.end() as usize;
            } else if text.token_at(end).is_some_and(|t| t.class == Class::Word) {
                return None;
            }
        }
        Class::Word => {
            let letter = point_letter(word)
                && !matches!(level, Some(1 | 2))
                && (level == Some(0) || roman::value(word).is_none());
            let numeral = || roman::value(word).is_some() && !matches!(level, Some(0..=2));
            let lettered = || {
                let (last, body) = word.char_indices().next_back().map(|(i, c)| (c, &word[..i])).unwrap_or((' ', ""));
                !matches!(level, Some(0..=2)) && last.is_ascii_lowercase() && roman::value(body).is_some()
            };
            if !(letter || numeral() || lettered()) {
                return None;
            }
            // `a1`, but not the start of a longer mark.
            if letter {
                if let Some(digit) = text.token_at(end).filter(|t| t.class == Class::Digits && t.span.len() == 1) {
                    end = digit.span.end() as usize;
                }
            }
        }
        _ => return None,
    }
    // `5/2015`, `1.640`: no label.
    if byte(text, end) == b'/' && byte(text, end + 1).is_ascii_digit() || byte(text, end) == b'%' {
        return None;
    }
    Some((Label::new(&text[at..end])?, end))
}

/// `2.4`, `3.1.2`: where the further numbers of a label end that starts with digits. Party documents number so.
fn dotted_end(text: &Tokens, end: usize) -> usize {
    let mut end = end;
    while byte(text, end) == b'.' {
        let Some(more) = text.token_at(end + 1).filter(|t| t.class == Class::Digits && t.span.len() <= 2) else {
            break;
        };
        end = more.span.end() as usize;
    }
    end
}

/// A level and the labels under it: `điểm a, b và đ`.
#[derive(Clone, Copy)]
struct Group {
    level: u32,
    from: usize,
    to: usize,
    /// `các` before it: the smaller part is one of each, `khoản 1 các điều 134, 135 và 226`.
    each: bool,
}

/// Reads groups from `at` up to `limit`, puts the pinpoints out, and says where the last one ends. `asides`: brackets may
/// say what the parts are about.
fn parse(text: &Tokens, at: usize, limit: usize, asides: bool, out: &mut Vec<Pinpoint>) -> Option<usize> {
    let mut groups: [Group; 24] = [Group { level: IGNORED, from: 0, to: 0, each: false }; 24];
    let mut labels: [Option<(Label, Span)>; 64] = [None; 64];
    let (mut n, mut l, mut pos, mut end) = (0, 0, at, at);
    while n < groups.len() && pos < limit {
        let Some((level, after)) = LEVEL_WORDS.at(text, pos) else { break };
        let from = l;
        let each = text.last_token(pos).filter(|t| t.one_of(words!["các"]));
        let each = each.and_then(|t| text.last_token(t.span.start() as usize)).is_some_and(|t| t.class != Class::Mark);
        pos = skip(text, after);
        // `Phụ lục ban hành kèm theo`: named, not numbered.
        let Some(read) = read_labels(text, pos, level, limit, &mut labels, &mut l) else { break };
        end = read;
        if let Some(closed) = aside_end(text, end).filter(|&closed| asides && closed <= limit) {
            end = closed;
        }
        groups[n] = Group { level, from, to: l, each };
        n += 1;
        pos = join_end(text, end);
    }
    // `điểm 3 mục II`; `điểm 3` alone is something else.
    let whole = |group: &Group| {
        let mut labels = labels[group.from..group.to].iter().flatten();
        group.level == 0 && labels.any(|(label, _)| label.as_str().bytes().all(|b| b.is_ascii_digit()))
    };
    if n == 0 || groups[..n].iter().any(whole) && groups[..n].iter().all(|group| group.level == 0) {
        return None;
    }
    combine(&groups[..n], &labels, out);
    Some(end)
}

/// After a group: over `,`, `;`, `/`, a dash, `và`, `hoặc`, `của`, `các`, `từ` to the next level word.
fn join_end(text: &Tokens, at: usize) -> usize {
    let mut pos = skip(text, at);
    for _ in 0..3 {
        let Some(token) = text.token_at(pos) else { break };
        let joints = words![",", ";", "/", ".", "-", "và", "hoặc", "của", "các", "từ"];
        if token.one_of(joints) && token.case == Case::Lower {
            pos = skip(text, token.span.end() as usize);
        } else {
            break;
        }
    }
    pos
}

fn read_labels(
    text: &Tokens,
    at: usize,
    level: u32,
    limit: usize,
    labels: &mut [Option<(Label, Span)>; 64],
    count: &mut usize,
) -> Option<usize> {
    let (mut pos, mut end, mut any) = (at, at, false);
    while *count < labels.len() && pos < limit {
        let Some((label, label_end)) = label_at(text, pos, Some(level)).filter(|(_, e)| *e <= limit) else { break };
        labels[*count] = Some((label, Span::of(pos, label_end)));
        *count += 1;
        any = true;
        end = label_end;
        // `từ khoản 1 đến khoản 6`, `Điều 3-5`.
        if let Some(range_end) = range(text, end, level, label, limit, labels, count) {
            end = range_end;
        }
        let mut next = skip(text, end);
        let Some(token) = text.token_at(next) else { break };
        if !matches!(&text[token.span], "," | ";" | "và" | "hoặc") {
            break;
        }
        next = skip(text, token.span.end() as usize);
        if let Some(and) = text.token_at(next).filter(|t| matches!(&text[t.span], "và" | "hoặc")) {
            next = skip(text, and.span.end() as usize);
        }
        if LEVEL_WORDS.at(text, next).is_some() {
            break;
        }
        pos = next;
    }
    any.then_some(end)
}

/// The rest of a range after its first label: the labels between are counted out.
fn range(
    text: &Tokens,
    at: usize,
    level: u32,
    first: Label,
    limit: usize,
    labels: &mut [Option<(Label, Span)>; 64],
    count: &mut usize,
) -> Option<usize> {
    let joint = text.token_at(skip(text, at))?;
    if !matches!(&text[joint.span], "đến" | "-" | "–") {
        return None;
    }
    let mut pos = skip(text, joint.span.end() as usize);
    if let Some((again, after)) = LEVEL_WORDS.at(text, pos) {
        if again != level {
            return None;
        }
        pos = skip(text, after);
    }
    let (last, end) = label_at(text, pos, Some(level)).filter(|(_, e)| *e <= limit)?;
    let (from, to) = (first.as_str().parse::<u16>().ok()?, last.as_str().parse::<u16>().ok()?);
    if to <= from {
        return None;
    }
    let span = Span::of(pos, end);
    for value in from + 1..=to {
        let mut digits = [0u8; 5];
        let label = decimal(value, &mut digits).and_then(Label::new)?;
        *labels.get_mut(*count)? = Some((label, span));
        *count += 1;
    }
    Some(end)
}

/// A number's digits, without a string.
fn decimal(mut value: u16, digits: &mut [u8; 5]) -> Option<&str> {
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    std::str::from_utf8(&digits[at..]).ok()
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

/// Turns groups into pinpoints. Small parts come before large ones (`khoản 1 Điều 40`) unless the first group is larger
/// than the last (`Điều 5 khoản 3`).
fn combine(groups: &[Group], labels: &[Option<(Label, Span)>; 64], out: &mut Vec<Pinpoint>) {
    let base = out.len();
    let kept = || groups.iter().filter(|g| (g.level as usize) < LEVELS);
    let (Some(first), Some(last)) = (kept().next(), kept().next_back()) else { return };
    if first.level > last.level {
        let mut context = Pinpoint::default();
        let mut groups = kept().peekable();
        while let Some(group) = groups.next() {
            let level = group.level as usize;
            for lower in 0..=level {
                *context.slot(lower) = None;
            }
            let goes_down = groups.peek().is_some_and(|next| next.level < group.level);
            for (label, span) in labels[group.from..group.to].iter().flatten() {
                let mut part = context;
                *part.slot(level) = Some(*label);
                part.span = *span;
                if goes_down && group.to - group.from == 1 {
                    context = part;
                } else if out.len() - base < MOST {
                    out.push(part);
                }
            }
        }
        return;
    }
    for group in kept() {
        let level = group.level as usize;
        let mut own = labels[group.from..group.to].iter().flatten();
        // An appendix holds no articles: `khoản 2 Điều 3 và Phụ lục I` are two.
        let open = |part: &Pinpoint| {
            part.highest().is_some_and(|h| h < level && !(level == APPENDIX && part.article.is_some()))
        };
        if out[base..].iter().any(open) {
            let (first, count) = (own.next(), out.len());
            while let Some((label, span)) = if group.each { own.next() } else { None } {
                for i in base..count {
                    if open(&out[i]) && out.len() - base < MOST {
                        let mut part = Pinpoint { span: *span, ..out[i] };
                        *part.slot(level) = Some(*label);
                        out.push(part);
                    }
                }
            }
            if let Some((label, _)) = first {
                for part in out[base..count].iter_mut().filter(|part| open(part)) {
                    *part.slot(level) = Some(*label);
                }
            }
        }
        for (label, span) in own {
            if out.len() - base < MOST {
                let mut part = Pinpoint { span: *span, ..Pinpoint::default() };
                *part.slot(level) = Some(*label);
                out.push(part);
            }
        }
    }
}
