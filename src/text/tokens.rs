//! [`Tokens`]: a text with its tokens, read once, so that every look ahead or behind is a look into a table.
//!
//! The rules ask for the token at a position, or before one, about once for every byte of a page. [`Words`] is what they
//! ask: a page's [`Tokens`] answer from the table, a `str` (a phrase of the registry, a line) reads its letters.

use std::ops::Deref;

use super::key::{Token, read_at, read_before};

/// A text that is looked at token by token.
pub(crate) trait Words {
    /// The text itself.
    fn as_text(&self) -> &str;

    /// The token that starts exactly at `at`; `None` at white space and at the end.
    fn token_at(&self, at: usize) -> Option<Token>;

    /// The token that ends exactly at `end`; `None` at white space and at the start.
    fn token_before(&self, end: usize) -> Option<Token>;
}

impl Words for str {
    fn as_text(&self) -> &str {
        self
    }

    #[inline]
    fn token_at(&self, at: usize) -> Option<Token> {
        read_at(self, at)
    }

    #[inline]
    fn token_before(&self, end: usize) -> Option<Token> {
        read_before(self, end)
    }
}

/// The tokens of a text, in order; the buffers are kept from page to page.
#[derive(Default)]
pub(crate) struct Table {
    tokens: Vec<Token>,
    /// For the first and the last byte of each token its place in `tokens`, from one; 0 elsewhere.
    places: Vec<u32>,
}

impl Table {
    /// Reads the tokens of a text.
    pub(crate) fn read(&mut self, text: &str) {
        self.tokens.clear();
        self.places.clear();
        self.places.resize(text.len(), 0);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] <= b' ' {
                at += 1;
                continue;
            }
            match read_at(text, at) {
                Some(token) => {
                    self.tokens.push(token);
                    let place = self.tokens.len() as u32;
                    self.places[at] = place;
                    at = token.span.end() as usize;
                    self.places[at - 1] = place;
                }
                None => at += text[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
    }

    /// The tokens, in order.
    pub(crate) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The table with the text that it was read from.
    pub(crate) fn of<'t>(&'t self, text: &'t str) -> Tokens<'t> {
        Tokens { text, table: self }
    }

    /// The token that has its first or its last byte at `at`.
    #[inline]
    fn token(&self, at: usize) -> Option<&Token> {
        let place = *self.places.get(at)? as usize;
        self.tokens.get(place.wrapping_sub(1))
    }
}

/// A text with its tokens; it reads like the `str` that it is of.
#[derive(Clone, Copy)]
pub(crate) struct Tokens<'t> {
    text: &'t str,
    table: &'t Table,
}

/// The table of a text that was not read: every token is read when it is asked for.
static UNREAD: Table = Table { tokens: Vec::new(), places: Vec::new() };

impl<'t> Tokens<'t> {
    /// A text without a table, for a look at a few tokens.
    pub(crate) fn plain(text: &'t str) -> Tokens<'t> {
        UNREAD.of(text)
    }

    /// White space, the middle of a token, or a text without a table.
    #[cold]
    fn unlisted_at(&self, at: usize) -> Option<Token> {
        read_at(self.text, at)
    }

    #[cold]
    fn unlisted_before(&self, end: usize) -> Option<Token> {
        read_before(self.text, end)
    }
}

impl Deref for Tokens<'_> {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.text
    }
}

impl Words for Tokens<'_> {
    #[inline]
    fn as_text(&self) -> &str {
        self.text
    }

    #[inline]
    fn token_at(&self, at: usize) -> Option<Token> {
        match self.table.token(at) {
            Some(token) if token.span.start() as usize == at => Some(*token),
            _ if *self.text.as_bytes().get(at)? <= b' ' => None,
            _ => self.unlisted_at(at),
        }
    }

    #[inline]
    fn token_before(&self, end: usize) -> Option<Token> {
        let last = end.checked_sub(1)?;
        match self.table.token(last) {
            Some(token) if token.span.end() as usize == end => Some(*token),
            _ if *self.text.as_bytes().get(last)? <= b' ' => None,
            _ => self.unlisted_before(end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_reading_says() {
        let text = "Kết luận số 114- KL/TW,  ngày\u{a0}14.7.2015…\n\n“Müller” 12a\u{301} ẤẤ 😀ư";
        let mut table = Table::default();
        for text in [text, &text.repeat(9), "", " ", "a"] {
            table.read(text);
            let tokens = table.of(text);
            for at in (0..=text.len() + 2).filter(|&at| text.is_char_boundary(at) || at > text.len()) {
                let span = |token: Option<Token>| token.map(|t| (t.span, t.key, t.case, t.class));
                assert_eq!(span(tokens.token_at(at)), span(text.token_at(at)), "at {at}");
                assert_eq!(span(tokens.token_before(at)), span(text.token_before(at)), "before {at}");
            }
        }
    }
}
