//! Where clauses begin and break, what they compare with, and whether a verb governs a number.

use crate::registry::cue::CUES;
use crate::text::set::words;
use crate::text::token::{Case, Token, Words};
use crate::text::tokens::Tokens;

/// Whether a verb or a mark of value governs the number that begins at `at`.
pub(super) fn governed(text: &Tokens, at: usize) -> bool {
    let (end, _) = text.skip_space_back(at);
    text.token_before(end).is_some_and(|t| {
        if CUES.change.ending(text, t).is_some() {
            return true;
        }
        // lên con số 1.540
        if t.one_of(words!["số"]) {
            let (outer, _) = text.skip_space_back(t.span.start() as usize);
            return text.token_before(outer).is_some_and(|t| t.one_of(words!["con", "tổng"]));
        }
        // bình quân 5, trung bình 24,5; not Lục quân 2, nor khu phố Bình Quân 2
        if t.one_of(words!["quân", "bình"]) {
            let (outer, _) = text.skip_space_back(t.span.start() as usize);
            let even = if t.one_of(words!["bình"]) { words!["trung"] } else { words!["bình"] };
            return t.case == Case::Lower && text.token_before(outer).is_some_and(|t| t.one_of(even));
        }
        t.one_of(words![
            "là", "đạt", "được", "còn", "có", "gồm", "chiếm", "bằng", "vượt", "lên", "xuống", "mức", "thêm", "lượt",
            "quân", "tới", "khoảng", "hơn", "gần", "trên", "dưới"
        ])
    })
}

/// Whether `at` begins a clause: after a mark, or at the head of a line.
pub(super) fn opens_clause(text: &Tokens, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', '.', ',', ';', ':', '(', '“', '"', '-', '–', '!', '?', '…', '*', '+'])
}

/// Whether the line was broken between a token and the one before it.
pub(super) fn wraps(text: &Tokens, before: Option<(Token, bool)>, token: Token) -> bool {
    before.is_some_and(|(before, spaced)| {
        spaced && text.as_bytes()[before.span.end() as usize..token.span.start() as usize].contains(&b'\n')
    })
}

/// Whether a mark stands inside a number or an abbreviation: `1.250`, `TP.HCM`.
pub(super) fn inner_mark(text: &Tokens, mark: Token) -> bool {
    let upper = |at: Option<&u8>| at.is_some_and(u8::is_ascii_uppercase);
    let (start, end) = (mark.span.start() as usize, mark.span.end() as usize);
    let short = || mark.one_of(words!["."]) && start > 0 && upper(text.as_bytes().get(start - 1));
    number_mark(text, mark) || short() && upper(text.as_bytes().get(end))
}

/// Whether a mark stands inside a number: `1.250`.
pub(super) fn number_mark(text: &Tokens, mark: Token) -> bool {
    let digit = |at: Option<&u8>| at.is_some_and(u8::is_ascii_digit);
    let (start, end) = (mark.span.start() as usize, mark.span.end() as usize);
    mark.one_of(words![".", ","])
        && start > 0
        && digit(text.as_bytes().get(start - 1))
        && digit(text.as_bytes().get(end))
}

/// Where what is compared with begins, after `so với` at `end`.
pub(super) fn compared(text: &Tokens, end: usize) -> Option<usize> {
    let (at, _) = text.skip_space(end);
    let so = text.token_at(at)?;
    // tăng 74% với cùng kỳ
    if so.one_of(words!["với"]) {
        return text.next_word(so.span.end() as usize, words!["cùng"]).and_then(|end| {
            let same = text.next_word(end, words!["kỳ", "kì"]).is_some();
            same.then(|| text.skip_space(so.span.end() as usize).0)
        });
    }
    if !so.one_of(words!["so"]) {
        return None;
    }
    // so sánh với
    let comparing = text.after(&so).map(|(t, _)| t).filter(|t| t.one_of(words!["sánh"]));
    let so = comparing.unwrap_or(so);
    let with = text.after(&so).filter(|(t, spaced)| *spaced && t.one_of(words!["với"]));
    // theo giá so sánh năm 2010
    if comparing.is_some() && with.is_none() {
        return None;
    }
    Some(text.skip_space(with.map_or(so, |(t, _)| t).span.end() as usize).0)
}

/// Where brackets end that open behind a quantity and hold a few words: `2.021 tấn (tức tăng 13,4%)`.
pub(super) fn past_aside(text: &Tokens, end: usize) -> Option<usize> {
    const MOST: usize = 90;
    let inside = match text.as_bytes()[end..] {
        [b'(', ..] => end + 1,
        [b' ' | b',', b'(', ..] => end + 2,
        [b',', b' ', b'(', ..] => end + 3,
        _ => return None,
    };
    let mut bytes = text.as_bytes()[inside..].iter().take(MOST);
    let close = inside + bytes.position(|b| matches!(b, b')' | b'\n'))?;
    text[close..].starts_with(')').then_some(close + 1)
}
