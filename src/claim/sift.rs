//! Sifting: what each number of a page is by itself, before any claim is put together.
//!
//! One question after the other over all the numbers of a page (do they stand where claims stand, are they times or
//! codes, what quantities are they), so that what answers it stays in the processor's nearest cache. The questions are
//! asked of a number alone; where one seems to lie in what was read before it, they are left for the walk that knows.

use super::quantity::{self, Quantity};
use super::time::{self, Time};
use super::trap::{self, Barred};
use crate::date::date_at;
use crate::page::{Zone, ZoneSpan};
use crate::scan::Anchor;
use crate::text::tokens::Tokens;
use crate::{Date, Span};

/// An anchor where claims may stand: in no reference and no furniture.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub(super) at: u32,
    /// Where the last reference's core before it ends.
    pub(super) taken_end: u32,
    /// Where the next one's begins.
    pub(super) taken_next: u32,
    pub(super) sort: Sort,
}

/// What stands at an anchor.
#[derive(Clone, Copy)]
pub(super) enum Sort {
    /// A word.
    Word,
    /// Digits of which nothing was asked yet.
    Digits,
    /// Digits that are no number of their own, and where what they belong to ends.
    Code(usize),
    /// Digits that belong to time.
    Time(Time),
    /// A number that was not read yet.
    Number,
    /// Which of the [`Number`]s.
    Read(u32),
}

/// A number in digits, and what the words before it make of it.
pub(super) struct Number {
    pub(super) bar: Option<Barred>,
    /// `Err` holds where a chunk ends that is no number.
    pub(super) quantity: Result<Quantity, usize>,
}

/// The anchors of a page, as far as they were asked.
#[derive(Default)]
pub(super) struct Sieve {
    pub(super) spots: Vec<Spot>,
    pub(super) numbers: Vec<Number>,
    /// The page's own date, from the lines that say what the page is.
    pub(super) page: Option<Date>,
}

impl Sieve {
    /// Asks all the anchors of a page. `taken` is sorted and does not overlap.
    pub(super) fn sift(&mut self, text: &Tokens, anchors: &[(u32, Anchor)], zones: &[ZoneSpan], taken: &[Span]) {
        self.gather(text, anchors, zones, taken);
        let mut done = 0;
        for spot in &mut self.spots {
            let at = spot.at as usize;
            if matches!(spot.sort, Sort::Digits) && at >= done && !goes_on(text, at) {
                spot.sort = told(text, at, spot.taken_end as usize);
                done = match spot.sort {
                    Sort::Code(end) | Sort::Time(Time { end, .. }) => end,
                    _ => done,
                };
            }
        }
        self.numbers.clear();
        let mut done = 0;
        for spot in &mut self.spots {
            let at = spot.at as usize;
            if matches!(spot.sort, Sort::Number) && at >= done {
                let number = Number::read(text, at);
                done = match &number.quantity {
                    Ok(quantity) => quantity.core.end() as usize,
                    Err(end) => *end,
                };
                spot.sort = Sort::Read(self.numbers.len() as u32);
                self.numbers.push(number);
            }
        }
    }

    /// Gathers the anchors outside the spans already taken and outside furniture.
    fn gather(&mut self, text: &Tokens, anchors: &[(u32, Anchor)], mut zones: &[ZoneSpan], mut taken: &[Span]) {
        self.spots.clear();
        self.page = None;
        let mut taken_end = 0;
        for &(at, anchor) in anchors.iter().filter(|(_, anchor)| *anchor != Anchor::Head) {
            while taken.first().is_some_and(|span| span.end() <= at) {
                (taken_end, taken) = (taken[0].end(), &taken[1..]);
            }
            if taken.first().is_some_and(|span| span.start() <= at) {
                continue;
            }
            while zones.first().is_some_and(|line| line.span.end() <= at) {
                zones = &zones[1..];
            }
            let line = zones.first().filter(|line| line.span.start() <= at);
            match line.map(|line| line.zone) {
                Some(Zone::Meta) if self.page.is_none() => {
                    self.page = date_at(text, at as usize).filter(|d| d.has_day).and_then(|d| d.date);
                }
                Some(Zone::Furniture | Zone::Meta | Zone::Signature) => {}
                Some(Zone::Table) if line.is_some_and(|line| counts_rows(text, line.span, at)) => {}
                _ => {
                    let sort = if anchor == Anchor::Digits { Sort::Digits } else { Sort::Word };
                    let taken_next = taken.first().map_or(u32::MAX, |span| span.start());
                    self.spots.push(Spot { at, taken_end, taken_next, sort });
                }
            }
        }
    }
}

/// Whether a number counts the rows of a table: up to three digits alone in a row's first cell, words in the next.
#[cold]
fn counts_rows(text: &Tokens, row: Span, at: u32) -> bool {
    let before = &text[Span::new(row.start(), at)];
    let digits = text[Span::new(at, row.end())].bytes().take_while(u8::is_ascii_digit).count();
    digits <= 3
        && before.bytes().all(|byte| matches!(byte, b'|' | b' '))
        && trap::counts_rows(text, at as usize + digits)
}

/// Whether digits stand after a separator within a number: `1.640`.
fn goes_on(text: &Tokens, at: usize) -> bool {
    matches!(text.as_bytes()[..at], [.., b'0'..=b'9', b'.' | b','])
}

/// What digits are: part of a code, time, or a number.
#[inline(never)]
pub(super) fn told(text: &Tokens, at: usize, taken_end: usize) -> Sort {
    // 7h, 21h30 look like codes.
    let hour = |n: usize| matches!(text.as_bytes().get(at + n), Some(b'h' | b'g' | b'H'));
    let hours = hour(1) || hour(2);
    let code = || trap::shape(text, at).map(Sort::Code);
    let time = || time::at_digits(text, at, taken_end).map(Sort::Time);
    let sort = if hours { time().or_else(code) } else { code().or_else(time) };
    sort.unwrap_or(Sort::Number)
}

impl Number {
    /// Reads the number at `at`.
    #[inline(never)]
    pub(super) fn read(text: &Tokens, at: usize) -> Number {
        Number { bar: trap::cue(text, at), quantity: quantity::quantity(text, at) }
    }
}
