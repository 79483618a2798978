//! Where a line's words begin, whether they are in capitals, and whether they end a sentence.

use crate::text::set::words;
use crate::text::token::{Case, Class, Token};
use crate::text::tokens::Tokens;

/// Whether a line's words may begin with a token: not with bullets, brackets and icons.
#[inline]
pub(super) fn opens(text: &Tokens, token: &Token) -> bool {
    token.class != Class::Mark || spoken(text, token) || token.one_of(words!["©", "("])
}

/// Whether a token is letters or digits, which a few marks are too: `²`.
#[inline]
pub(super) fn spoken(text: &Tokens, token: &Token) -> bool {
    let ascii = || text.as_bytes()[token.span.start() as usize].is_ascii();
    token.class != Class::Mark || !ascii() && text[token.span].starts_with(char::is_alphanumeric)
}

/// Whether a line's words are all in capitals.
pub(in crate::page) fn upper(text: &Tokens, line: &[Token]) -> bool {
    let words = || line.iter().filter(|token| token.class == Class::Word);
    // One capital begins a word, and is all of a short one.
    let capitals = |token: &Token| token.case == Case::Upper || !text[token.span].contains(char::is_lowercase);
    words().any(|token| token.case != Case::Lower) && words().all(capitals)
}

/// Whether a line ends as sentences do, closing quotation marks and brackets aside.
#[inline]
pub(in crate::page) fn ends_sentence(line: &str) -> bool {
    let closing = |c: &char| matches!(c, '”' | '"' | '\'' | '’' | ')' | '»' | ' ');
    let last = line.chars().rev().find(|c| !closing(c));
    matches!(last, Some('.' | ';' | ':' | '!' | '?' | '…'))
}
