//! Pinpoints: the part of a document that is meant (điểm, khoản, điều, mục, chương, phụ lục).

use std::fmt;

use crate::Span;

/// The number or letter of a part: `5`, `52a`, `đ`, `II`. Plain data, as printed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Label {
    bytes: [u8; Label::MAX],
    len: u8,
}

impl Label {
    const MAX: usize = 11;

    /// A label of at most eleven bytes; `None` where it is longer or empty.
    pub fn new(label: &str) -> Option<Label> {
        let len = label.len();
        if len == 0 || len > Label::MAX {
            return None;
        }
        let mut bytes = [0; Label::MAX];
        bytes[..len].copy_from_slice(label.as_bytes());
        Some(Label { bytes, len: len as u8 })
    }

    /// The label's words.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One part of a document. `điểm a, b khoản 2 Điều 5` is two, each with article `5` and clause `2`.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
#[non_exhaustive]
pub struct Pinpoint {
    /// điểm; `d` and `đ` are different points.
    pub point: Option<Label>,
    /// khoản
    pub clause: Option<Label>,
    /// điều
    pub article: Option<Label>,
    /// mục
    pub section: Option<Label>,
    /// chương
    pub chapter: Option<Label>,
    /// phụ lục
    pub appendix: Option<Label>,
    /// Where the text names this part: the label of its innermost level.
    pub span: Span,
}
