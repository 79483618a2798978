//! [`Text`]: a page's readable text, which knows its way back to the page's bytes.

pub(crate) mod key;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::Span;

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
    edits: Vec<Edit>,
}

/// One changed run: its place in the clean text and in the page.
#[derive(Clone, Copy, Debug)]
struct Edit {
    clean: Span,
    page: Span,
}

impl<'p> Text<'p> {
    /// Normalises a page: NFC, exotic spaces to spaces, zero-width characters and soft hyphens out.
    pub fn new(page: &'p str) -> Text<'p> {
        if page.is_ascii() {
            return Text { clean: Cow::Borrowed(page), edits: Vec::new() };
        }
        let mut clean = String::new();
        let mut edits = Vec::new();
        let mut copied = 0;
        for (at, cluster) in page.grapheme_indices(true) {
            let read: String = cluster.nfc().filter(|&c| !invisible(c)).map(plain_space).collect();
            if read == cluster {
                continue;
            }
            clean.push_str(&page[copied..at]);
            let start = clean.len();
            clean.push_str(&read);
            copied = at + cluster.len();
            edits.push(Edit { clean: Span::of(start, clean.len()), page: Span::of(at, copied) });
        }
        if edits.is_empty() {
            return Text { clean: Cow::Borrowed(page), edits };
        }
        clean.push_str(&page[copied..]);
        Text { clean: Cow::Owned(clean), edits }
    }

    /// The normalised text. Findings' spans are bytes of it.
    pub fn as_str(&self) -> &str {
        &self.clean
    }

    /// The page's bytes that a span of the text was read from; a position inside an edit snaps outwards.
    pub fn to_page(&self, span: Span) -> Span {
        let start = self.point(span.start(), false);
        Span::new(start, self.point(span.end(), true).max(start))
    }

    /// The page position of a text position, at the edit's end where `end`, else at its start.
    fn point(&self, at: u32, end: bool) -> u32 {
        // The last edit that begins before `at` (or at it, for a start).
        let n = self.edits.partition_point(|e| if end { e.clean.start() < at } else { e.clean.start() <= at });
        let Some(edit) = n.checked_sub(1).map(|i| self.edits[i]) else { return at };
        if at < edit.clean.end() || (end && at == edit.clean.end()) {
            return if end { edit.page.end() } else { edit.page.start() };
        }
        at - edit.clean.end() + edit.page.end()
    }
}

fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn plain_space(c: char) -> char {
    match c {
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clean_page_is_borrowed() {
        let text = Text::new("Kết luận số 114-KL/TW");
        assert!(matches!(text.clean, Cow::Borrowed(_)) && text.edits.is_empty());
        assert_eq!(text.to_page(Span::new(2, 9)), Span::new(2, 9));
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
