//! Numbers that stand alone or among others: in a list, in a score.

use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;

/// Whether nothing else stands on the number's line: a note's sign, a page's number.
pub(in crate::claim) fn alone_on_line(text: &Tokens, at: usize, end: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    let after = text[end..].trim_start_matches([' ', '\t']);
    before.ends_with('\n') && after.starts_with(['\n', '\r'])
}

/// Whether the number right before belongs to the same list: `20, 22`.
pub(in crate::claim) fn follows_in_list(text: &Tokens, trapped: usize, at: usize) -> bool {
    at >= trapped
        && at - trapped < 8
        && text
            .get(trapped..at)
            .is_some_and(|between| matches!(between.trim(), "," | "và" | "-" | "–" | ";" | "/" | "+" | "đến" | "&"))
}

/// `2-0`, `2 - 1`: whether another number follows a dash or a colon.
pub(in crate::claim) fn scored(text: &Tokens, end: usize) -> bool {
    pair_end(text, end) > end
}

pub(in crate::claim) fn pair_end(text: &Tokens, end: usize) -> usize {
    let (at, _) = text.skip_space(end);
    let Some(c) = text[at..].chars().next().filter(|c| matches!(c, '-' | '–' | ':')) else { return end };
    let (next, _) = text.skip_space(at + c.len_utf8());
    text.token_at(next).filter(|t| t.class == Class::Digits).map_or(end, |t| t.span.end() as usize)
}
