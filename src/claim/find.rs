//! [`Finder`]: walks the anchors and puts claims together.

use super::cell::Grid;
use super::scope::link_periods;
use super::sift::{self, Number, Sieve, Sort, Spot};
use super::walk::Walk;
use super::{Claim, around};
use crate::Span;
use crate::page::ZoneSpan;
use crate::scan::Anchor;
use crate::text::tokens::Tokens;

/// Finds the claims of a text; holds the buffers that a page needs.
#[derive(Default)]
pub(crate) struct Finder {
    scopes: Vec<Span>,
    /// Where the words of each claim end, with what is counted.
    ends: Vec<u32>,
    /// Where the words of each claim begin, with its hedges.
    starts: Vec<u32>,
    sieve: Sieve,
}

impl Finder {
    /// Finds the claims of a text, in order, outside the spans already taken and outside furniture: their quantities and
    /// what is counted.
    ///
    /// `taken` is sorted and does not overlap.
    pub(crate) fn find_into(
        &mut self,
        text: &Tokens,
        anchors: &[(u32, Anchor)],
        zones: &[ZoneSpan],
        taken: &[Span],
        out: &mut Vec<Claim>,
    ) {
        out.clear();
        self.scopes.clear();
        self.ends.clear();
        self.sieve.sift(text, anchors, zones, taken);
        let Sieve { spots, numbers, .. } = &mut self.sieve;
        let mut walk = Walk {
            text,
            scopes: &mut self.scopes,
            out,
            ends: &mut self.ends,
            done: 0,
            taken: u32::MAX,
            trapped: 0,
            parts: None,
            counts: 0,
            grid: Grid::default(),
        };
        for spot in spots {
            walk.visit(*spot, numbers);
        }
    }

    /// Fills in what the words around the claims say of them, where they were found last in the same text.
    pub(crate) fn describe(&mut self, text: &Tokens, claims: &mut [Claim]) {
        around::describe(text, &self.scopes, &self.ends, &mut self.starts, claims);
        link_periods(text, &mut self.scopes, self.sieve.page, claims);
    }
}

impl Walk<'_> {
    fn visit(&mut self, spot: Spot, numbers: &mut [Number]) {
        let at = spot.at as usize;
        if at < self.done {
            return;
        }
        self.taken = spot.taken_next;
        let sort = match spot.sort {
            Sort::Digits => sift::told(self.text, at, spot.taken_end as usize),
            sort => sort,
        };
        match sort {
            Sort::Word => self.word(at),
            Sort::Code(end) => self.trap(end),
            Sort::Time(time) => self.time(time),
            Sort::Read(number) => self.number(at, &mut numbers[number as usize]),
            Sort::Digits | Sort::Number => self.number(at, &mut Number::read(self.text, at)),
        }
    }
}
