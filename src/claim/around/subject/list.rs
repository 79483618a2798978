//! What a list or a label says that a quantity measures: its members, its items, the words before a colon.

use super::Around;
use super::clause::{Clause, clause, opening};
use super::phrase::trimmed;
use crate::Span;
use crate::claim::clause::wraps;
use crate::registry::cue::CUES;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// `may mặc 66 triệu USD (tăng 30%); thép 560 triệu USD (tăng 44%)`: the member of a list that semicolons part, a few words
/// right before a measure, where brackets with a change follow.
pub(super) fn itemised(around: Around, clause: &Clause) -> Option<Span> {
    let Around { text, at, end, .. } = around;
    if clause.verb || clause.head.is_some() || around.counts {
        return None;
    }
    if around.share {
        return shared(around, clause);
    }
    if let Some(name) = row(around, clause) {
        return Some(name);
    }
    let open = text.next_token(end).filter(|t| t.one_of(words!["("]))?;
    text.after(&open).filter(|(t, _)| t.one_of(words!["tăng", "giảm"]))?;
    let semicolon = || text.last_token(clause.start).filter(|t| t.one_of(words![";"])).map(|_| clause.start);
    let joined = || text.word_at(clause.start, words!["và"]).map(|end| text.skip_space(end).0);
    let start = joined().or_else(semicolon)?;
    let words = text.within(Span::of(start, at.max(start)));
    const ACTS: &WordSet = words!["đã", "được", "có", "cho", "với", "để", "là", "hỗ", "cấp", "nộp"];
    let named = words.len() <= 6 && words.iter().all(|t| t.class == Class::Word && !t.one_of(ACTS));
    (named && !words.is_empty()).then(|| trimmed(around, start, clause.stop)).filter(|span| !span.is_empty())
}

/// `Trong đó: cây lương thực 198 ha, cây thực phẩm 140 ha`: the noun right before a measure, in a row of those behind a colon.
fn row(around: Around, clause: &Clause) -> Option<Span> {
    const MOST: usize = 6;
    const NONE: &WordSet =
        words!["đã", "được", "có", "cho", "với", "để", "từ", "so", "bằng", "hơn", "và", "trên", "tại"];
    let Around { text, end, told, .. } = around;
    let closes = matches!(text.as_bytes().get(end), None | Some(b',' | b';' | b'.' | b')' | b'\n'));
    let first = text.next_token(clause.start).filter(|_| closes && clause.stop == around.at)?;
    let beside = || told.last().is_some_and(|c| c.counted.is_none() && c.subject.is_some() && c.unit.is_some());
    if clause.mark != Some(b':') && !(matches!(clause.mark, Some(b',' | b';')) && beside()) {
        return None;
    }
    CUES.counted.starting(text, first)?;
    let words = text.within(Span::of(clause.start, clause.stop.max(clause.start)));
    let verb = |t: &Token| matches!(CUES.stop.starting(text, *t), Some((true, _)));
    let named = words.len() <= MOST && words.iter().all(|t| t.class == Class::Word && !t.one_of(NONE) && !verb(t));
    named.then(|| trimmed(around, clause.start, clause.stop)).filter(|span| !span.is_empty())
}

/// `nữ chiếm 25%, ngoài Đảng 4%; tôn giáo 2%`: the few words between a share and the one before, in a row of those.
fn shared(around: Around, clause: &Clause) -> Option<Span> {
    let Around { text, at, end, told, .. } = around;
    let last = told.last().filter(|c| c.unit.is_some_and(|unit| unit.base.row().share) && c.change.is_none())?;
    let mark = text.next_token(last.core.end() as usize).filter(|t| t.one_of(words![",", ";"]))?;
    let closes = matches!(text.as_bytes().get(end), None | Some(b',' | b';' | b'.' | b')' | b'\n'));
    let start = text.skip_space(mark.span.end() as usize).0;
    const NONE: &WordSet =
        words!["đã", "được", "có", "cho", "với", "để", "là", "hỗ", "cấp", "nộp", "từ", "so", "bằng", "hơn", "và"];
    let words = text.within(Span::of(start, at.max(start)));
    let verb = |t: &Token| matches!(CUES.stop.starting(text, *t), Some((true, _)));
    let named = words.len() <= 4 && words.iter().all(|t| t.class == Class::Word && !t.one_of(NONE) && !verb(t));
    let lower = words.first().is_some_and(|t| !text[..t.span.start() as usize].ends_with('\n'));
    (closes && named && lower).then(|| trimmed(around, start, clause.stop)).filter(|span| !span.is_empty())
}

/// `Tổng số đơn: 329 đơn`: the label before the colon that ends at `colon`.
pub(super) fn label(around: Around, colon: usize) -> Option<Span> {
    let text = around.text;
    let end = text[..colon].trim_end().strip_suffix(':').map(str::len)?;
    let labelled = Around { at: end, ..around };
    let clause = clause(Around { told: &[], ..labelled });
    let start = match clause.head.filter(|_| clause.stop == end || clause.verb) {
        Some(head) => head,
        None => member(text, clause.start).or_else(|| item(text, clause.start, end))?,
    };
    text.token_at(start)
        .is_some_and(|head| opening(text, head))
        .then(|| trimmed(labelled, start, if clause.verb { clause.stop } else { end }))
        .filter(|span| !span.is_empty())
}

/// `tham nhũng: 5 (7%); đạo đức, lối sống: 14 (19%)`, `- Tốc mái, ngập nước: 27 nhà`: where the member of a list begins
/// that semicolons or items' marks part, whose label a comma parts before `start`.
fn member(text: &Tokens, start: usize) -> Option<usize> {
    const MOST: usize = 14;
    let mut last = text.last_token(start).filter(|t| t.one_of(words![","]))?;
    for _ in 0..MOST {
        let (before, _) = text.before(&last)?;
        if before.one_of(words![";"]) || before.one_of(words!["-", "+", "*", "."]) && opens_line(text, before) {
            return CUES.lead.starting(text, last).is_none().then_some(last.span.start() as usize);
        }
        if before.class != Class::Word && !before.one_of(words![","]) || wraps(text, Some((before, true)), last) {
            return None;
        }
        last = before;
    }
    None
}

/// Whether a mark is an item's: at a line's head, alone or behind the item's number.
fn opens_line(text: &Tokens, mark: Token) -> bool {
    let head =
        text[..mark.span.start() as usize].trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '.'));
    head.is_empty() || head.ends_with('\n')
}

/// `- Đất rừng sản xuất: 312 ha`, `(trâu: 41 con, bò: 96 con)`: where a few words begin that name an item, if they do.
fn item(text: &Tokens, start: usize, end: usize) -> Option<usize> {
    const MOST: usize = 10;
    // Toàn huyện có: 12 trường; Trong năm 2023: 7 vụ; Thứ nhất: 3 xã
    const ENDS: &WordSet = words![
        "có", "được", "là", "gồm", "sau", "quả", "với", "cho", "đã", "về", "thể", "như", "biết", "rằng", "nói", "tin"
    ];
    const NONE: &WordSet = words!["đó", "theo", "nay", "năm", "tháng", "quý", "ngày", "tuần", "thứ", "mục"];
    // 1- Đường liên thôn, trong đó lao động nữ
    let first = text.within(Span::of(start, end)).iter().find(|t| t.class == Class::Word)?.span.start() as usize;
    let start = CUES.lead.at(text, first).map_or(first, |(_, stop)| text.skip_space(stop).0);
    let words = text.within(Span::of(start, end.max(start)));
    let named = !words.is_empty() && words.len() <= MOST && words.iter().all(|w| w.class == Class::Word);
    // UBND huyện ban hành: 8 kế hoạch
    let acts = |word: &Token| matches!(CUES.stop.starting(text, *word), Some((true, _)));
    if words.first()?.case == Case::Upper && words.iter().any(acts) {
        return None;
    }
    let told = |word: &Token| word.one_of(NONE);
    (named && !words.iter().any(told) && !words.last()?.one_of(ENDS)).then_some(start)
}
