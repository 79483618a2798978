//! The letterhead of a document: national title and motto, and the body that issues it.

use super::rule::{RULES, Rule};
use super::words::spoken;
use crate::Span;
use crate::text::token::{Class, Token};
use crate::text::tokens::Tokens;

/// Whether nothing but further phrases of the letterhead follow, which a page may have on one line.
pub(super) fn headed(text: &Tokens, mut rest: &[Token]) -> bool {
    while let Some(token) = rest.first() {
        let read = if spoken(text, token) { RULES.count(text, rest, Rule::heads) } else { Some(1) };
        let Some(read) = read else { return false };
        rest = &rest[read..];
    }
    true
}

/// Whether a row of cells holds the letterhead: `CHÍNH PHỦ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |`.
pub(in crate::page) fn heads_cell(text: &Tokens, line: Span) -> bool {
    let tokens = text.within(line);
    let bar = |token: &Token| token.class == Class::Mark && &text[token.span] == "|";
    (1..tokens.len()).any(|i| bar(&tokens[i - 1]) && RULES.count(text, &tokens[i..], Rule::heads).is_some())
}

/// Whether a line in capitals names who issues the document: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH`.
pub(in crate::page) fn is_authority(text: &Tokens, line: Span) -> bool {
    RULES.count(text, text.within(line), |rule| rule.field == "authority").is_some()
}
