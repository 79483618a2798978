//! The letterhead of a document: national title and motto, and the body that issues it.

use super::rule::{RULES, Rule};
use super::words::{spoken, upper};
use crate::Span;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token};
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

/// Whether a line is the issuing body and then the letterhead, which stood beside it in two columns:
/// `ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`. A title may end so too: `HIẾN PHÁP NƯỚC CỘNG HÒA …`.
#[inline]
pub(super) fn heads_column(text: &Tokens, line: &[Token]) -> bool {
    let [first, .., last] = line else { return false };
    if first.case != Case::Upper || !last.one_of(words!["nam", "phúc"]) {
        return false;
    }
    let Some(at) = (1..line.len()).find(|&i| RULES.count(text, &line[i..], Rule::heads).is_some()) else {
        return false;
    };
    let (body, head) = line.split_at(at);
    let apart = head[0].span.start() >= body[at - 1].span.end() + 2;
    let joined = || head[0].one_of(words!["đảng"]) || body[at - 1].one_of(words!["nước", "của"]);
    upper(text, body) && headed(text, head) && (apart || !joined())
}

/// Whether a line in capitals names who issues the document: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH`.
pub(in crate::page) fn is_authority(text: &Tokens, line: Span) -> bool {
    RULES.count(text, text.within(line), |rule| rule.field == "authority").is_some()
}
