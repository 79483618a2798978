//! Where clauses begin and break, and whether a verb governs a number.

use crate::registry::cue::CUES;
use crate::text::set::words;
use crate::text::token::{Case, Token, Words};
use crate::text::tokens::Tokens;

/// Whether a verb or a mark of value governs the number that begins at `at`.
pub(in crate::claim) fn governed(text: &Tokens, at: usize) -> bool {
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
        // bình quân 5, not Lục quân 2, nor khu phố Bình Quân 2
        if t.one_of(words!["quân"]) {
            let (outer, _) = text.skip_space_back(t.span.start() as usize);
            return t.case == Case::Lower && text.token_before(outer).is_some_and(|t| t.one_of(words!["bình"]));
        }
        t.one_of(words![
            "là", "đạt", "được", "còn", "có", "gồm", "chiếm", "bằng", "vượt", "lên", "xuống", "mức", "thêm", "lượt",
            "quân", "tới", "khoảng", "hơn", "gần", "trên", "dưới"
        ])
    })
}

/// Whether `at` begins a clause: after a mark, or at the head of a line.
pub(in crate::claim) fn opens_clause(text: &Tokens, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with(['\n', '.', ',', ';', ':', '(', '“', '"', '-', '–', '!', '?', '…', '*', '+'])
}

/// Whether the line was broken between a token and the one before it.
pub(in crate::claim) fn breaks(text: &Tokens, before: Option<(Token, bool)>, token: Token) -> bool {
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
