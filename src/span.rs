//! [`Span`]: a half-open range of bytes, and where a text may be cut.

use std::fmt;
use std::ops::{Index, Range};

/// A half-open byte range, `start ≤ end` by construction.
///
/// Which bytes it counts (those of the page as it came in, or those of the normalised text) is said wherever a span is
/// handed out. Two `u32`s: a page of 4 GiB or more is refused at the edge.
///
/// ```
/// use vanban::Span;
/// let span = Span::new(3, 7);
/// assert_eq!(format!("{span:?}"), "3..7");
/// assert_eq!(&"số 114-KL/TW"[Span::new(5, 8)], "114");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The range `start..end`; an end before the start is taken for an empty range at `start`.
    #[inline]
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end: if end < start { start } else { end } }
    }

    /// The range `start..end` of positions in a text, which is shorter than 4 GiB.
    #[inline]
    pub(crate) const fn of(start: usize, end: usize) -> Span {
        Span::new(start as u32, end as u32)
    }

    /// The `len` positions from `start` on, in a text that is shorter than 4 GiB.
    #[inline]
    pub(crate) const fn sized(start: usize, len: usize) -> Span {
        Span { start: start as u32, end: (start + len) as u32 }
    }

    /// First byte.
    #[inline]
    pub const fn start(self) -> u32 {
        self.start
    }

    /// One past the last byte.
    #[inline]
    pub const fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    #[inline]
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it holds no byte.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same range as `usize`s, for slicing.
    #[inline]
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies within.
    #[inline]
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    #[inline]
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[inline]
    pub const fn cover(self, other: Span) -> Span {
        let start = if self.start < other.start { self.start } else { other.start };
        let end = if self.end > other.end { self.end } else { other.end };
        Span { start, end }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl From<Range<u32>> for Span {
    fn from(range: Range<u32>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// The slice that the span covers. Panics where `str` indexing would: out of bounds or inside a character.
impl Index<Span> for str {
    type Output = str;
    #[inline]
    fn index(&self, span: Span) -> &str {
        &self[span.range()]
    }
}

/// The last character boundary at or before a position, the page's end behind it.
pub(crate) fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first character boundary at or after a position, the page's end behind it.
pub(crate) fn ceil_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{Span, ceil_boundary, floor_boundary};

    #[test]
    fn a_reversed_range_is_empty() {
        assert_eq!(Span::new(7, 3), Span::new(7, 7));
        assert!(Span::new(7, 3).is_empty());
    }

    #[test]
    fn relations() {
        let (a, b) = (Span::new(0, 4), Span::new(4, 8));
        assert!(!a.overlaps(b) && !b.overlaps(a), "half-open ranges that touch share nothing");
        assert!(a.overlaps(Span::new(3, 9)) && Span::new(3, 9).overlaps(a));
        assert!(a.cover(b).contains(a));
        assert_eq!(a.cover(b), Span::new(0, 8));
        assert!(!a.contains(b));
    }

    #[test]
    fn a_letter_is_not_cut() {
        let page = "số 5";
        assert_eq!([0, 1, 2, 3, 4, 5].map(|at| floor_boundary(page, at)), [0, 1, 1, 1, 4, 5]);
        assert_eq!([0, 1, 2, 3, 4, 5].map(|at| ceil_boundary(page, at)), [0, 1, 4, 4, 4, 5]);
        assert_eq!((floor_boundary(page, 99), ceil_boundary(page, 99)), (page.len(), page.len()));
    }
}
