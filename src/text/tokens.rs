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
    /// A bit for each byte of the text: whether a token starts there.
    starts: Vec<u64>,
    /// How many tokens start before each word of `starts`.
    ranks: Vec<u32>,
}

impl Table {
    /// Reads the tokens of a text.
    pub(crate) fn read(&mut self, text: &str) {
        self.tokens.clear();
        self.starts.clear();
        self.ranks.clear();
        let words = text.len() / 64 + 1;
        self.starts.resize(words, 0);
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if bytes[at] <= b' ' {
                at += 1;
                continue;
            }
            match read_at(text, at) {
                Some(token) => {
                    self.starts[at / 64] |= 1 << (at % 64);
                    at = token.span.end() as usize;
                    self.tokens.push(token);
                }
                None => at += text[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
        let mut rank = 0;
        self.ranks.extend(self.starts.iter().map(|word| {
            let before = rank;
            rank += word.count_ones();
            before
        }));
    }

    /// The tokens, in order.
    pub(crate) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The table with the text that it was read from.
    pub(crate) fn of<'t>(&'t self, text: &'t str) -> Tokens<'t> {
        Tokens { text, table: self }
    }

    /// How many tokens start before `at`.
    #[inline]
    fn rank(&self, at: usize) -> usize {
        let below = self.starts[at / 64] & ((1 << (at % 64)) - 1);
        self.ranks[at / 64] as usize + below.count_ones() as usize
    }
}

/// A text with its tokens; it reads like the `str` that it is of.
#[derive(Clone, Copy)]
pub(crate) struct Tokens<'t> {
    text: &'t str,
    table: &'t Table,
}

/// The table of a text that was not read: every token is read when it is asked for.
static UNREAD: Table = Table { tokens: Vec::new(), starts: Vec::new(), ranks: Vec::new() };

impl<'t> Tokens<'t> {
    /// A text without a table, for a look at a few tokens.
    pub(crate) fn plain(text: &'t str) -> Tokens<'t> {
        UNREAD.of(text)
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
        match self.table.starts.get(at / 64) {
            Some(starts) if starts >> (at % 64) & 1 == 1 => Some(self.table.tokens[self.table.rank(at)]),
            // White space, or the middle of a token.
            _ if *self.text.as_bytes().get(at)? <= b' ' => None,
            _ => read_at(self.text, at),
        }
    }

    #[inline]
    fn token_before(&self, end: usize) -> Option<Token> {
        if end / 64 >= self.table.starts.len() {
            return read_before(self.text, end);
        }
        let last = self.table.rank(end).checked_sub(1)?;
        let token = self.table.tokens[last];
        match token.span.end() as usize {
            at if at == end => Some(token),
            at if at < end => None,
            _ => read_before(self.text, end),
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
