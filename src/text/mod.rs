//! [`Text`]: a page's readable text, which knows its way back to the page's bytes.

pub(crate) mod case;
mod compose;
mod edits;
pub(crate) mod entity;
mod gate;
pub(crate) mod hash;
pub(crate) mod key;
mod kinds;
mod leftover;
mod legacy;
mod letter;
pub(crate) mod lexicon;
mod normalize;
mod repair;
mod report;
pub(crate) mod set;
mod syllable;
pub(crate) mod token;
pub(crate) mod tokens;
pub(crate) mod tone;
mod unicode;
mod utf8;

use std::borrow::Cow;

use unicode_segmentation::GraphemeCursor;

use crate::Span;
use crate::span::{ceil_boundary, floor_boundary};
pub(crate) use edits::Edits;

pub use legacy::Legacy;
pub use normalize::{DecodeError, Options, normalize};
pub use report::{Encoding, Loss, Lost, Reading, Repair, Report};
pub use syllable::is_syllable;
pub use tone::{Fold, ParseTonePlaceError, TonePlace, fold};

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
    report: Report,
    /// What the page's markup says of some stretches, in order.
    marks: Vec<Mark>,
}

/// A stretch of the text of which the page's markup says what it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Mark {
    pub(crate) span: Span,
    pub(crate) markup: Markup,
}

/// What markup can say of a stretch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(not(feature = "html"), allow(dead_code, reason = "only markup says these"))]
pub(crate) enum Markup {
    Title,
    /// When the page was published, which no reader sees.
    Published,
    /// The site's name, which no reader sees.
    Site,
    Caption,
    Table,
    Furniture,
}

impl<'p> Text<'p> {
    /// Reads a page: repairs what was written in one encoding and read in another, composes letters, makes exotic
    /// spaces spaces, leaves out what is not seen. See [`normalize`] for the stages one by one.
    ///
    /// Spans count no further than 4 GiB: of a longer page only what stands before is read ([`Text::from_bytes`] refuses it).
    pub fn new(page: &'p str) -> Text<'p> {
        let page = prefix(page, u32::MAX as usize);
        match leftover::remove(page.as_bytes(), true) {
            Some((plain, edits)) => Text::plain(&String::from_utf8_lossy(&plain)).staged(&edits, Vec::new()),
            None => Text::plain(page),
        }
    }

    /// [`Text::new`] of a page in which scrapers left nothing.
    fn plain(page: &'p str) -> Text<'p> {
        let clean = unicode::clean(page);
        if clean.suspect {
            if let Some(repaired) = repair::text(page) {
                return Text::repaired(repaired);
            }
        }
        Text::cleaned(clean, Report::default())
    }

    /// Reads a page whose bytes may be in any Vietnamese encoding: UTF-8, UTF-16 with a byte order mark, TCVN3, VNI,
    /// VISCII, VPS, windows-1258, or a mixture. Spans lead back to these bytes.
    ///
    /// ```
    /// use vanban::{Encoding, Legacy, Span, Text};
    /// let page = b"Quy\xd5t \xae\xdenh c\xf1a B\xe9 tr\xad\xebng";
    /// let text = Text::from_bytes(page)?;
    /// assert_eq!(text.as_str(), "Quyết định của Bộ trưởng");
    /// assert_eq!(text.report().encoding, Encoding::Legacy(Legacy::Tcvn3));
    /// assert_eq!(text.to_page(Span::new(0, 7)), Span::new(0, 5));
    /// # Ok::<(), vanban::DecodeError>(())
    /// ```
    pub fn from_bytes(page: &'p [u8]) -> Result<Text<'p>, DecodeError> {
        normalize(page, &Options::default())
    }

    fn repaired(repaired: repair::Repaired) -> Text<'p> {
        let clean = unicode::clean(&repaired.text);
        let edits = repaired.edits.then(&clean.edits);
        let clean = match clean.text {
            Cow::Owned(text) => Some(text),
            Cow::Borrowed(_) => None,
        };
        let mut report = repaired.report;
        report.edits = edits.len();
        Text { clean: Cow::Owned(clean.unwrap_or(repaired.text)), edits, report, marks: Vec::new() }
    }

    fn cleaned(clean: unicode::Clean<'p>, mut report: Report) -> Text<'p> {
        report.edits = clean.edits.len();
        Text { clean: clean.text, edits: clean.edits, report, marks: Vec::new() }
    }

    /// The same text as one that an earlier stage led to, with what that stage knows of its stretches.
    pub(crate) fn staged(mut self, before: &Edits, mut marks: Vec<Mark>) -> Text<'static> {
        // Both lists are in order: each mark's ends move by what the edits before them added or took away.
        let mut edits = self.edits.iter().peekable();
        let mut moved = 0i64;
        let mut forward = |at: u32| {
            while let Some(edit) = edits.next_if(|edit| edit.page.end() <= at) {
                moved += i64::from(edit.clean.len()) - i64::from(edit.page.len());
            }
            (i64::from(at) + moved) as u32
        };
        for mark in &mut marks {
            mark.span = Span::new(forward(mark.span.start()), forward(mark.span.end()));
        }
        for repair in &mut self.report.repairs {
            repair.span = before.to_page(repair.span);
        }
        for loss in &mut self.report.losses {
            loss.first = before.to_page(loss.first);
        }
        let edits = before.then(&self.edits);
        self.report.edits = edits.len();
        Text { clean: Cow::Owned(self.clean.into_owned()), edits, report: self.report, marks }
    }

    /// The way back to the page.
    #[cfg(feature = "html")]
    pub(crate) fn edits(&self) -> &Edits {
        &self.edits
    }

    /// What the page's markup says, in order.
    pub(crate) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// What was done to the page.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The normalised text, owned; allocates where the page was clean.
    pub fn into_string(self) -> String {
        self.clean.into_owned()
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
        let here = (at as usize).min(bytes.len());
        let plain = |i: usize| bytes.get(i).is_none_or(|b| b.is_ascii() && *b != b'\n');
        if here == 0 || (plain(here) && plain(here - 1)) {
            return here as u32;
        }
        let here = if after { ceil_boundary(text, here) } else { floor_boundary(text, here) };
        let mut cursor = GraphemeCursor::new(here, bytes.len(), true);
        if cursor.is_boundary(text, 0) != Ok(false) {
            return here as u32;
        }
        let found = if after { cursor.next_boundary(text, 0) } else { cursor.prev_boundary(text, 0) };
        found.ok().flatten().unwrap_or(here) as u32
    }
}

/// The first bytes of a page, at most so many, up to the end of a letter.
fn prefix(page: &str, most: usize) -> &str {
    &page[..floor_boundary(page, most)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_ends_with_a_letter() {
        assert_eq!(prefix("Đảng", 100), "Đảng");
        assert_eq!(prefix("Đảng", 5), "Đả");
        assert_eq!(prefix("Đảng", 4), "Đ");
        assert_eq!(prefix("Đảng", 1), "");
    }

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
