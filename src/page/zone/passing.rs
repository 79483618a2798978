//! [`Passing`]: what is rare on a page, looked for once and met line by line.

use crate::Span;
use crate::page::line::Rare;

/// What is rare on a page, as its lines are gone through.
pub(super) struct Passing<T, P, Y> {
    marks: Places<T>,
    pictures: Places<P>,
    years: Places<Y>,
    /// Where the next of these is: nearly every line ends before it.
    next: usize,
}

impl<T: Iterator<Item = usize>, P: Iterator<Item = usize>, Y: Iterator<Item = usize>> Passing<T, P, Y> {
    pub(super) fn new(marks: T, pictures: P, years: Y) -> Passing<T, P, Y> {
        let mut passing =
            Passing { marks: Places::new(marks), pictures: Places::new(pictures), years: Places::new(years), next: 0 };
        passing.next = passing.nearest();
        passing
    }

    fn nearest(&self) -> usize {
        self.marks.next.min(self.pictures.next).min(self.years.next)
    }

    /// What is rare in a line that follows those asked for before.
    #[inline]
    pub(super) fn of(&mut self, line: Span) -> Rare {
        if (line.end() as usize) <= self.next { Rare::default() } else { self.seek(line) }
    }

    #[inline(never)]
    fn seek(&mut self, line: Span) -> Rare {
        let rare = Rare { mark: self.marks.meet(line), picture: self.pictures.meet(line), year: self.years.meet(line) };
        self.next = self.nearest();
        rare
    }
}

/// The places of something, in order.
struct Places<I> {
    next: usize,
    rest: I,
}

impl<I: Iterator<Item = usize>> Places<I> {
    fn new(mut rest: I) -> Places<I> {
        Places { next: rest.next().unwrap_or(usize::MAX), rest }
    }

    /// Whether a line holds one; those up to its end are passed.
    fn meet(&mut self, line: Span) -> bool {
        let mut met = false;
        while self.next < line.end() as usize {
            met |= self.next >= line.start() as usize;
            self.next = self.rest.next().unwrap_or(usize::MAX);
        }
        met
    }
}
