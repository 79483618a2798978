//! The marks between the parts of a symbol, which pages space, double and mix.

use crate::reference::words::skip;
use crate::text::tokens::Tokens;

/// A separator with the white space around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Separator {
    /// Where the separator's white space begins, and where its first mark stands.
    pub(super) start: usize,
    pub(super) mark: usize,
    /// After its last mark, and after the white space that follows.
    mark_end: usize,
    pub(super) end: usize,
    /// The first mark, a dash of any kind as `-`.
    pub(super) kind: char,
}

impl Separator {
    /// On how many of its sides white space stands.
    pub(super) fn spaces(&self) -> u8 {
        u8::from(self.mark > self.start) + u8::from(self.parted())
    }

    /// Whether white space stands behind it.
    pub(super) fn parted(&self) -> bool {
        self.end > self.mark_end
    }
}

/// `/`, `-`, `.`, `_`, `&`, doubled or mixed by slips (`//`, `-/`), with white space around it.
pub(super) fn separator(text: &Tokens, at: usize) -> Option<Separator> {
    let mark = skip(text, at);
    let (kind, mut mark_end) = mark_at(text, mark)?;
    if kind != '.' && kind != '&' {
        if let Some(('/' | '-', end)) = mark_at(text, mark_end) {
            mark_end = end;
        }
    }
    let end = skip(text, mark_end);
    // `12/NQ-HĐTV — Tổng công ty`: a long dash between spaces parts sentences.
    let long = text[mark..mark_end].chars().all(|c| matches!(c, '\u{2014}' | '\u{2015}'));
    if long && mark > at && end > mark_end && text[..at].ends_with(char::is_alphabetic) {
        return None;
    }
    Some(Separator { start: at, mark, mark_end, end, kind })
}

/// The one mark at a position, and where it ends.
pub(super) fn mark_at(text: &str, at: usize) -> Option<(char, usize)> {
    let c = text.get(at..)?.chars().next()?;
    Some((mark_of(c)?, at + c.len_utf8()))
}

/// The mark that a character is, however it is drawn.
pub(super) fn mark_of(c: char) -> Option<char> {
    match c {
        '/' | '-' | '.' | '_' | '&' => Some(c),
        '\u{2044}' | '\u{2215}' => Some('/'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
        _ => None,
    }
}
