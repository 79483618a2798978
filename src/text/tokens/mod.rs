//! [`Tokens`]: a text with its tokens, read once, so that every look ahead or behind is a look into a table.
//!
//! The rules ask for the token at a position, or before one, about once for every byte of a page. [`Words`] is what they
//! ask: a page's [`Tokens`] answer from the table.

mod cut;
mod list;
mod met;
mod read;
mod sign;

use std::ops::Deref;

use super::token::{Token, Words, read_at, read_before};
use crate::Span;

use list::List;
use met::Pair;
pub(crate) use read::PICTURE;
pub(crate) use sign::Sign;

/// The tokens of a text, in order; the buffers are kept from page to page.
#[derive(Default)]
pub(crate) struct Table {
    tokens: List<Token>,
    /// For the first and the last byte of each token its place in `tokens`; elsewhere what another text left there.
    places: Vec<u32>,
    /// The places of digits, and of words that something is noted of.
    noted: List<u32>,
    /// The marks and line breaks, in order.
    signs: List<Sign>,
    /// Where each line ends, in order.
    lines: List<LineEnd>,
    /// The runs read last, each where its bytes send it: pages say the same few thousand words over and over.
    words: Vec<Pair>,
}

/// The end of a line: its break, or the end of the text.
#[derive(Clone, Copy, Default, Debug)]
struct LineEnd {
    at: u32,
    /// How many tokens stand before it.
    tokens: u32,
}

impl Table {
    /// The digits, and the words that something is noted of, in order.
    pub(crate) fn noted(&self) -> impl Iterator<Item = &Token> {
        self.noted.iter().filter_map(|&place| self.tokens.get(place as usize))
    }

    /// The table with the text that it was read from.
    pub(crate) fn of<'t>(&'t self, text: &'t str) -> Tokens<'t> {
        Tokens { text, table: self }
    }

    /// The token at a place, from zero.
    #[inline]
    fn listed(&self, place: usize) -> Option<&Token> {
        self.tokens.get(place)
    }

    /// The token that has its first or its last byte at `at`.
    #[inline]
    fn token(&self, at: usize) -> Option<&Token> {
        let token = self.tokens.get(*self.places.get(at)? as usize)?;
        (token.span.start() as usize == at || token.span.end() as usize == at + 1).then_some(token)
    }
}

/// A text with its tokens; it reads like the `str` that it is of.
#[derive(Clone, Copy)]
pub(crate) struct Tokens<'t> {
    text: &'t str,
    table: &'t Table,
}

/// The table of a text that was not read: every token is read when it is asked for.
static UNREAD: Table = Table {
    tokens: List::EMPTY,
    places: Vec::new(),
    noted: List::EMPTY,
    signs: List::EMPTY,
    lines: List::EMPTY,
    words: Vec::new(),
};

impl<'t> Tokens<'t> {
    /// A text without a table, for a look at a few tokens.
    pub(crate) fn plain(text: &'t str) -> Tokens<'t> {
        UNREAD.of(text)
    }

    /// The tokens that lie within a stretch.
    pub(crate) fn within(&self, stretch: Span) -> &'t [Token] {
        let Table { tokens, places, .. } = self.table;
        let (start, end) = (stretch.start() as usize, (stretch.end() as usize).min(places.len()));
        if start >= end {
            return &[];
        }
        // Most stretches begin and end with a token.
        let token = |at| self.table.token(at);
        let first = token(start).or_else(|| (start + 1..end).find_map(token));
        let last = token(end - 1).or_else(|| (start..end - 1).rev().find_map(token));
        let (Some(first), Some(last)) = (first, last) else { return &[] };
        // A token that is cut has its other end beyond the stretch.
        let before = first.place - u32::from(first.span.start() >= stretch.start());
        let upto = last.place - u32::from(last.span.end() > stretch.end());
        tokens.get(before as usize..upto as usize).unwrap_or_default()
    }

    /// The lines of the text that the table was read from: each without its break, with its tokens.
    pub(crate) fn line_by_line(&self) -> impl Iterator<Item = (Span, &'t [Token])> {
        let Table { tokens, lines, .. } = self.table;
        let (mut start, mut first) = (0, 0);
        lines.iter().map(move |end| {
            let line = (Span::new(start, end.at), tokens.get(first..end.tokens as usize).unwrap_or_default());
            (start, first) = (end.at + 1, end.tokens as usize);
            line
        })
    }

    /// The digits, and the words that something is noted of, in order.
    pub(crate) fn noted(&self) -> impl Iterator<Item = &'t Token> {
        self.table.noted()
    }

    /// The text up to its end or to white space: what looks ahead stops there.
    pub(crate) fn upto(&self, end: usize) -> Tokens<'t> {
        Tokens { text: &self.text[..end], table: self.table }
    }

    /// The marks and line breaks from `from` up to `to`, in order; none where the text has no table.
    #[inline]
    pub(crate) fn signs(&self, from: usize, to: usize) -> &'t [Sign] {
        let signs = &self.table.signs;
        let first = signs.partition_point(|sign| (sign.at as usize) < from);
        let count = signs[first..].iter().take_while(|sign| (sign.at as usize) < to).count();
        &signs[first..first + count]
    }

    /// The marks and line breaks before `to`, in order; none where the text has no table.
    #[inline]
    pub(crate) fn signs_before(&self, to: usize) -> &'t [Sign] {
        let signs = &self.table.signs;
        &signs[..signs.partition_point(|sign| (sign.at as usize) < to)]
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

    /// [`Words::after`] over a line break or more than one space.
    #[inline(never)]
    fn far_after(&self, end: usize) -> Option<(Token, bool)> {
        let (at, spaced) = self.skip_space(end);
        Some((self.token_at(at)?, spaced))
    }

    #[inline(never)]
    fn far_before(&self, start: usize) -> Option<(Token, bool)> {
        let (end, spaced) = self.skip_space_back(start);
        Some((self.token_before(end)?, spaced))
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

    #[inline]
    fn after(&self, token: &Token) -> Option<(Token, bool)> {
        let end = token.span.end() as usize;
        match self.table.listed(token.place as usize).filter(|next| next.span.end() as usize <= self.text.len()) {
            Some(next) if next.span.start() as usize == end => Some((*next, false)),
            Some(next) if next.span.start() as usize == end + 1 && self.text.as_bytes()[end] == b' ' => {
                Some((*next, true))
            }
            _ => self.far_after(end),
        }
    }

    #[inline]
    fn before(&self, token: &Token) -> Option<(Token, bool)> {
        let start = token.span.start() as usize;
        match self.table.listed((token.place as usize).wrapping_sub(2)) {
            Some(last) if last.span.end() as usize == start => Some((*last, false)),
            Some(last) if last.span.end() as usize + 1 == start && self.text.as_bytes()[start - 1] == b' ' => {
                Some((*last, true))
            }
            _ => self.far_before(start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_reading_says() {
        let text =
            "Kết luận số 114- KL/TW,  ngày\u{a0}14.7.2015…\n\n“Müller” 12a\u{301} ẤẤ 😀ư\n nay\r\n\r\n—a\u{c}b\tc";
        let text = format!("{text} Llanfairpwllgwyngyll “Đề “ nghiêngxx nghiêngxxx 3×4 Nam”");
        let mut table = Table::default();
        // Whatever stands where blocks of bytes meet.
        let moved = (0..70).map(|by| " ".repeat(by) + &text);
        for text in moved.chain(["", " ", "a", "ă”"].map(str::to_owned)) {
            let text = text.as_str();
            table.read(text, |_| 0);
            let tokens = table.of(text);
            for at in (0..=text.len() + 2).filter(|&at| text.is_char_boundary(at) || at > text.len()) {
                let span = |token: Option<Token>| token.map(|t| (t.span, t.key, t.case, t.class));
                assert_eq!(span(tokens.token_at(at)), span(text.token_at(at)), "at {at}");
                assert_eq!(span(tokens.token_before(at)), span(text.token_before(at)), "before {at}");
                let far = |found: Option<(Token, bool)>| found.map(|(token, spaced)| (span(Some(token)), spaced));
                if let Some(token) = tokens.token_at(at) {
                    assert_eq!(far(tokens.after(&token)), far(text.after(&token)), "after {at}");
                    assert_eq!(far(tokens.before(&token)), far(text.before(&token)), "before {at}");
                }
            }
        }
    }
}
