//! [`Text`]: a page's readable text, which knows its way back to the page's bytes.

mod edits;
mod gate;
pub(crate) mod key;
mod letter;
mod syllable;
mod unicode;

use std::borrow::Cow;

use unicode_segmentation::GraphemeCursor;

use crate::Span;
use edits::Edits;

pub use syllable::is_syllable;

/// A page's text as the rules read it, with the edits that lead back to the page's own bytes.
///
/// A page that is already clean is borrowed and has no edits.
///
/// ```
/// use vanban::{Span, Text};
/// let page = "Kê\u{301}t luâ\u{323}n 114"; // decomposed
/// let text = Text::new(page);
/// assert_eq!(text.as_str(), "Kết luận 114");
/// let span = Span::new(0, "Kết".len() as u32);
/// assert_eq!(&page[text.to_page(span)], "Kê\u{301}t");
/// ```
#[derive(Clone, Debug)]
pub struct Text<'p> {
    clean: Cow<'p, str>,
    edits: Edits,
}

impl<'p> Text<'p> {
    /// Normalises a page: NFC, exotic spaces to spaces, zero-width characters and soft hyphens out.
    pub fn new(page: &'p str) -> Text<'p> {
        let (clean, edits) = unicode::clean(page);
        Text { clean, edits }
    }

    /// The normalised text. Findings' spans are bytes of it.
    pub fn as_str(&self) -> &str {
        &self.clean
    }

    /// The page's bytes that a span of the text was read from.
    ///
    /// The span begins and ends on grapheme boundaries: a position inside an edit or a grapheme snaps outwards.
    pub fn to_page(&self, span: Span) -> Span {
        self.edits.to_page(self.whole(span))
    }

    /// The span widened to grapheme boundaries.
    pub(crate) fn whole(&self, span: Span) -> Span {
        Span::new(self.boundary(span.start(), false), self.boundary(span.end(), true))
    }

    /// The nearest grapheme boundary at or before `at`, or at or after it.
    fn boundary(&self, at: u32, after: bool) -> u32 {
        let text = self.as_str();
        let bytes = text.as_bytes();
        let mut here = (at as usize).min(bytes.len());
        let plain = |i: usize| bytes.get(i).is_none_or(|b| b.is_ascii() && *b != b'\n');
        if here == 0 || (plain(here) && plain(here - 1)) {
            return here as u32;
        }
        while !text.is_char_boundary(here) {
            here = if after { here + 1 } else { here - 1 };
        }
        let mut cursor = GraphemeCursor::new(here, bytes.len(), true);
        if cursor.is_boundary(text, 0) != Ok(false) {
            return here as u32;
        }
        let found = if after { cursor.next_boundary(text, 0) } else { cursor.prev_boundary(text, 0) };
        found.ok().flatten().unwrap_or(here) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_page_is_borrowed() {
        let text = Text::new("Kết luận số 114-KL/TW");
        assert!(matches!(text.clean, Cow::Borrowed(_)) && text.edits.is_empty());
        assert_eq!(text.to_page(Span::new(6, 12)), Span::new(6, 12));
        assert_eq!(text.to_page(Span::new(2, 12)), Span::new(1, 12), "a span does not begin inside a letter");
    }

    #[test]
    fn spans_lead_back_across_every_kind_of_edit() {
        let page = "so\u{302}\u{301}\u{a0}114\u{200b}-KL/TW, tie\u{302}\u{301}p";
        let text = Text::new(page);
        assert_eq!(text.as_str(), "số 114-KL/TW, tiếp");
        for word in ["số", "114", "KL/TW", "tiếp", "4-K"] {
            let at = text.as_str().find(word).unwrap();
            let span = text.to_page(Span::of(at, at + word.len()));
            assert_eq!(Text::new(&page[span]).as_str(), word);
        }
    }
}
