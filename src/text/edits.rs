//! [`Edits`]: the changed runs of a text, packed, and the way back through them.
//!
//! A clean page has none and no memory is taken. Where there are some, an edit usually takes one byte: the length of
//! the unchanged run before it in the upper four bits, one of fifteen common shapes (`à` out of `a` + U+0300 is two
//! bytes for three) in the lower four. What does not fit follows as base-128 numbers. A mark stands at every 64th edit or
//! sooner, so that a look-up is a binary search and a walk of at most 64 edits.

use crate::Span;

/// The changed runs of a text, in order: each a span of the clean text and the span of the page it was read from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Edits {
    packed: Vec<u8>,
    marks: Vec<Mark>,
    end: Point,
    count: u32,
    /// The count at the last mark.
    marked: u32,
}

/// One place in the clean text and in the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Point {
    clean: u32,
    page: u32,
}

/// Where the edits stand before the one that is packed at `at`.
#[derive(Clone, Copy, Debug)]
struct Mark {
    from: Point,
    at: u32,
}

/// One changed run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    pub(crate) clean: Span,
    pub(crate) page: Span,
}

/// Most edits between two marks.
const STRIDE: u32 = 64;

/// In a nibble: the number follows.
const FOLLOWS: u32 = 15;

/// Common shapes: bytes of the clean text, bytes of the page.
const SHAPES: [(u32, u32); 15] = [
    (2, 3), // à: a + mark; also VNI's two letters in UTF-8
    (3, 5), // ế: e + mark + mark
    (3, 4), // ế: ê + mark
    (3, 3), // ạ: a + mark
    (3, 2), // ạ: one Latin-1 letter of TCVN3 in UTF-8, two bytes of VNI
    (3, 1), // ạ: one byte of TCVN3, VISCII, VPS
    (2, 1), // à: one byte of a legacy encoding
    (1, 2), // space: no-break space
    (1, 3), // an exotic space, a full-width letter
    (0, 3), // zero-width space
    (0, 2), // soft hyphen
    (2, 4), // à: mojibake
    (3, 7), // ệ: mojibake
    (3, 6), // ạ: mojibake
    (2, 2), // Đ: Ð
];

/// [`SHAPES`], looked up by both lengths.
static SHAPE_OF: [[u8; 8]; 4] = {
    let mut out = [[FOLLOWS as u8; 8]; 4];
    let mut i = 0;
    while i < SHAPES.len() {
        out[SHAPES[i].0 as usize][SHAPES[i].1 as usize] = i as u8;
        i += 1;
    }
    out
};

/// Edits of common shapes that lie close together, packed but not added yet.
pub(crate) struct Near {
    packed: [u8; 2 * Near::MOST + 2],
    used: usize,
    count: usize,
}

impl Default for Near {
    fn default() -> Near {
        Near { packed: [0; 2 * Near::MOST + 2], used: 0, count: 0 }
    }
}

impl Near {
    /// How many fit.
    pub(crate) const MOST: usize = STRIDE as usize;

    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// Adds an edit that lies less than 143 bytes after the one before. Two bytes are written in any case: no branch.
    #[inline]
    pub(crate) fn push(&mut self, gap: usize, shape: u8) {
        const MOST: usize = FOLLOWS as usize;
        debug_assert!(gap < MOST + 0x80);
        let two = [(gap.min(MOST) << 4) as u8 | shape, gap.wrapping_sub(MOST) as u8];
        self.packed[self.used % (2 * Near::MOST)..][..2].copy_from_slice(&two);
        self.used += 1 + usize::from(gap >= MOST);
        self.count += 1;
    }
}

impl Edits {
    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Makes room for about as many edits as a page of so many bytes may have: where it has one, it has more.
    pub(crate) fn reserve(&mut self, page: usize) {
        self.packed.reserve(page / 64);
    }

    /// How many runs were changed.
    pub(crate) fn len(&self) -> usize {
        self.count as usize
    }

    /// Bytes of memory in use.
    #[cfg(test)]
    pub(crate) fn bytes(&self) -> usize {
        self.packed.len() + self.marks.len() * size_of::<Mark>()
    }

    /// Adds the next changed run. What lies between it and the run before is unchanged.
    #[inline]
    pub(crate) fn push(&mut self, clean: Span, page: Span) {
        let gap = clean.start().saturating_sub(self.end.clean);
        debug_assert_eq!(gap, page.start().wrapping_sub(self.end.page), "{clean:?} {page:?} after {:?}", self.end);
        self.mark(1);
        let lens = (clean.len(), page.len());
        let shape = u32::from(Edits::shape(lens.0 as usize, lens.1 as usize));
        self.packed.push(((gap.min(FOLLOWS) << 4) | shape) as u8);
        if gap >= FOLLOWS {
            self.number(gap - FOLLOWS);
        }
        if shape == FOLLOWS {
            self.number(lens.0);
            self.number(lens.1);
        }
        self.end = Point { clean: clean.end(), page: page.end() };
        self.count += 1;
    }

    /// The number of a common shape.
    #[inline]
    pub(crate) fn shape(clean: usize, page: usize) -> u8 {
        match (clean, page) {
            (0..=3, 0..=7) => SHAPE_OF[clean][page],
            _ => FOLLOWS as u8,
        }
    }

    /// Leaves a mark if there would be none within [`STRIDE`] once `more` edits are added.
    #[inline]
    fn mark(&mut self, more: u32) {
        if self.count + more - self.marked > STRIDE {
            self.marks.push(Mark { from: self.end, at: self.packed.len() as u32 });
            self.marked = self.count;
        }
    }

    /// Takes over what is in `near`; where the last of these edits ends.
    pub(crate) fn append(&mut self, near: &mut Near, clean: usize, page: usize) {
        if near.count > 0 {
            self.mark(near.count as u32);
            self.packed.extend_from_slice(&near.packed[..near.used]);
            self.end = Point { clean: clean as u32, page: page as u32 };
            self.count += near.count as u32;
            (near.used, near.count) = (0, 0);
        }
    }

    /// Seven bits a byte, the lowest first; the eighth says that more follow.
    fn number(&mut self, mut n: u32) {
        while n >= 0x80 {
            self.packed.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.packed.push(n as u8);
    }

    /// The changed runs, in order.
    pub(crate) fn iter(&self) -> Iter<'_> {
        Iter { packed: &self.packed, at: 0, from: Point::default() }
    }

    /// The page's bytes that a span of the clean text was read from; a position inside an edit snaps outwards.
    ///
    /// What was deleted at the span's edges stays outside.
    pub(crate) fn to_page(&self, span: Span) -> Span {
        let start = self.start(span.start());
        Span::new(start, if span.is_empty() { start } else { self.end(span.end()).max(start) })
    }

    fn start(&self, at: u32) -> u32 {
        let from = self.before(self.marks.partition_point(|m| m.from.clean <= at));
        let mut last = from.from;
        for edit in from {
            if edit.clean.start() > at {
                break;
            }
            if at < edit.clean.end() {
                return edit.page.start();
            }
            last = Point { clean: edit.clean.end(), page: edit.page.end() };
        }
        at - last.clean + last.page
    }

    fn end(&self, at: u32) -> u32 {
        let from = self.before(self.marks.partition_point(|m| m.from.clean < at));
        let mut last = from.from;
        for edit in from {
            if edit.clean.start() >= at {
                break;
            }
            if at < edit.clean.end() {
                return edit.page.end();
            }
            last = Point { clean: edit.clean.end(), page: edit.page.end() };
        }
        at - last.clean + last.page
    }

    /// The edits from the `n`th mark's predecessor on.
    fn before(&self, n: usize) -> Iter<'_> {
        match n.checked_sub(1).and_then(|i| self.marks.get(i)) {
            Some(mark) => Iter { packed: &self.packed, at: mark.at as usize, from: mark.from },
            None => Iter { packed: &self.packed, at: 0, from: Point::default() },
        }
    }

    /// Two stages as one: `self` leads from the second stage's input back to the page, `next` from its output to its
    /// input. Runs that overlap become one.
    pub(crate) fn then(&self, next: &Edits) -> Edits {
        if self.is_empty() {
            return next.clone();
        }
        if next.is_empty() {
            return self.clone();
        }
        let mut out = Edits::default();
        // Both sides' spans in the text between the stages: (start, end, growth towards clean, growth towards page).
        let growth = |edit: &Edit| i64::from(edit.page.len()) - i64::from(edit.clean.len());
        let mut inner = self.iter().map(|e| (e.clean, 0, growth(&e))).peekable();
        let mut outer = next.iter().map(|e| (e.page, -growth(&e), 0)).peekable();
        let key = |e: &(Span, i64, i64)| (e.0.start(), e.0.end());
        let mut take = || match (inner.peek(), outer.peek()) {
            (Some(a), Some(b)) if key(a) <= key(b) => inner.next(),
            (_, Some(_)) => outer.next(),
            _ => inner.next(),
        };
        let (mut to_clean, mut to_page) = (0i64, 0i64);
        let mut ahead = take();
        while let Some((mut span, mut clean, mut page)) = ahead {
            ahead = take();
            while let Some((other, c, p)) = ahead {
                if other.start() >= span.end() {
                    break;
                }
                (span, clean, page) = (span.cover(other), clean + c, page + p);
                ahead = take();
            }
            let (start, end) = (i64::from(span.start()), i64::from(span.end()));
            out.push(
                Span::new((start + to_clean) as u32, (end + to_clean + clean) as u32),
                Span::new((start + to_page) as u32, (end + to_page + page) as u32),
            );
            to_clean += clean;
            to_page += page;
        }
        out
    }
}

/// Iterator over [`Edits`].
pub(crate) struct Iter<'e> {
    packed: &'e [u8],
    at: usize,
    from: Point,
}

impl Iter<'_> {
    fn number(&mut self) -> u32 {
        let (mut n, mut shift) = (0, 0);
        while let Some(&byte) = self.packed.get(self.at) {
            self.at += 1;
            n |= u32::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        n
    }
}

impl Iterator for Iter<'_> {
    type Item = Edit;

    fn next(&mut self) -> Option<Edit> {
        let head = u32::from(*self.packed.get(self.at)?);
        self.at += 1;
        let gap = if head >> 4 == FOLLOWS { FOLLOWS + self.number() } else { head >> 4 };
        let lens = match SHAPES.get((head & 15) as usize) {
            Some(&lens) => lens,
            None => (self.number(), self.number()),
        };
        let start = Point { clean: self.from.clean + gap, page: self.from.page + gap };
        self.from = Point { clean: start.clean + lens.0, page: start.page + lens.1 };
        Some(Edit { clean: Span::new(start.clean, self.from.clean), page: Span::new(start.page, self.from.page) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edits(runs: &[(u32, u32, u32)]) -> Edits {
        let (mut out, mut clean, mut page) = (Edits::default(), 0, 0);
        for &(gap, c, p) in runs {
            out.push(Span::new(clean + gap, clean + gap + c), Span::new(page + gap, page + gap + p));
            (clean, page) = (clean + gap + c, page + gap + p);
        }
        out
    }

    #[test]
    fn what_goes_in_comes_out() {
        let runs = [(0, 2, 3), (3, 3, 5), (0, 0, 3), (14, 1, 2), (15, 9, 300), (200_000, 3, 1), (16, 0, 2)];
        let packed = edits(&runs);
        let (mut clean, mut page) = (0, 0);
        for (edit, &(gap, c, p)) in packed.iter().zip(&runs) {
            assert_eq!((edit.clean.start() - clean, edit.clean.len(), edit.page.len()), (gap, c, p));
            (clean, page) = (edit.clean.end(), edit.page.end());
        }
        assert_eq!((packed.len(), page - clean), (7, 298));
    }

    #[test]
    fn edits_that_come_together_are_packed_as_others_are() {
        let (mut by_one, mut together, mut near) = (Edits::default(), Edits::default(), Near::default());
        let (mut clean, mut page) = (0, 0);
        for gap in (0..143).chain([3; 200]) {
            let (c, p) = SHAPES[gap % 4];
            let start = (clean + gap as u32, page + gap as u32);
            (clean, page) = (start.0 + c, start.1 + p);
            by_one.push(Span::new(start.0, clean), Span::new(start.1, page));
            near.push(gap, Edits::shape(c as usize, p as usize));
            if near.len() == Near::MOST - gap % 7 {
                together.append(&mut near, clean as usize, page as usize);
            }
        }
        together.append(&mut near, clean as usize, page as usize);
        assert_eq!((&together.packed, together.len()), (&by_one.packed, by_one.len()));
        for at in 0..clean {
            assert_eq!(together.to_page(Span::new(at, at + 1)), by_one.to_page(Span::new(at, at + 1)), "{at}");
        }
    }

    #[test]
    fn positions_snap_outwards_and_deletions_stay_outside() {
        let e = edits(&[(2, 3, 5), (1, 0, 3), (0, 0, 2), (4, 1, 2)]);
        // clean: 0 1 [2..5) 5 | 6 7 8 9 [10..11); page: 0 1 [2..7) 7 (8..11)(11..13) 13 14 15 16 [17..19)
        assert_eq!(e.to_page(Span::new(3, 4)), Span::new(2, 7));
        assert_eq!(e.to_page(Span::new(2, 6)), Span::new(2, 8));
        assert_eq!(e.to_page(Span::new(6, 11)), Span::new(13, 19));
        assert_eq!(e.to_page(Span::new(5, 7)), Span::new(7, 14), "a deletion inside stays inside");
        assert_eq!(e.to_page(Span::new(6, 6)), Span::new(13, 13));
    }

    #[test]
    fn marks_do_not_change_the_answer() {
        let many = edits(&vec![(1, 2, 3); 1000]);
        for i in 0..1000 {
            assert_eq!(many.to_page(Span::new(3 * i + 1, 3 * i + 3)), Span::new(4 * i + 1, 4 * i + 4));
            assert_eq!(many.to_page(Span::new(3 * i, 3 * i + 2)), Span::new(4 * i, 4 * i + 4));
        }
        assert!(many.bytes() < 2 * 1000);
        let gone = edits(&vec![(0, 0, 2); 1000]);
        assert_eq!(gone.to_page(Span::new(0, 1)), Span::new(2000, 2001));
    }

    #[test]
    fn stages_compose() {
        // Every pair of small edit lists: the composition agrees with mapping twice, up to snapping outwards.
        let lists = [
            edits(&[]),
            edits(&[(0, 2, 3)]),
            edits(&[(1, 3, 1), (0, 3, 1)]),
            edits(&[(2, 0, 3), (2, 1, 4)]),
            edits(&[(3, 2, 1), (1, 0, 2), (1, 5, 2)]),
            edits(&[(4, 4, 4)]),
        ];
        for inner in &lists {
            for outer in &lists {
                let both = inner.then(outer);
                for start in 0..16 {
                    for end in start + 1..17 {
                        let span = Span::new(start, end);
                        let twice = inner.to_page(outer.to_page(span));
                        assert!(both.to_page(span).contains(twice), "{inner:?} {outer:?} {span:?}");
                    }
                }
                let sum = |e: &Edits| e.iter().map(|e| i64::from(e.page.len()) - i64::from(e.clean.len())).sum::<i64>();
                assert_eq!(sum(&both), sum(inner) + sum(outer));
            }
        }
    }
}
