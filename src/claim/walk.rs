//! [`Walk`]: the claims found so far, to which the grammars of numbers in digits and in words add theirs.

use super::cell::Grid;
use super::quantity::Quantity;
use super::time::Time;
use super::{Bound, Claim, Form};
use crate::Span;
use crate::text::tokens::Tokens;

/// A walk over the anchors of a page.
pub(super) struct Walk<'a> {
    pub(super) text: &'a Tokens<'a>,
    pub(super) scopes: &'a mut Vec<Span>,
    pub(super) out: &'a mut Vec<Claim>,
    pub(super) ends: &'a mut Vec<u32>,
    /// Where the next reference's core begins.
    pub(super) taken: u32,
    /// Everything before is read.
    pub(super) done: usize,
    /// Where the last number that is no claim ends.
    pub(super) trapped: usize,
    /// The total whose parts are being read, and where they end.
    pub(super) parts: Option<(usize, usize)>,
    /// Where the last number ends of the counts in brackets that add up to the count before them.
    pub(super) counts: usize,
    /// The table that was read last.
    pub(super) grid: Grid,
}

impl Walk<'_> {
    /// Takes a scope; one that overlaps the last makes it longer: `trong năm` and `năm nay`.
    pub(super) fn scope(&mut self, scope: Span) {
        match self.scopes.last_mut().filter(|last| scope.start() < last.end()) {
            Some(last) => *last = last.cover(scope),
            None => self.scopes.push(scope),
        }
    }

    /// Passes a time, and takes its scope.
    pub(super) fn time(&mut self, time: Time) {
        if let Some(scope) = time.scope {
            self.scope(scope);
        }
        self.done = time.end;
    }

    /// Passes a number that is no claim.
    pub(super) fn trap(&mut self, end: usize) {
        self.done = end;
        self.trapped = end;
    }

    /// Takes a claim, whose words end at `end`.
    pub(super) fn push(&mut self, quantity: &Quantity, counted: Option<Span>, end: usize) {
        let text = self.text;
        let mut core = quantity.core;
        let (mut low, mut high, mut of) = (quantity.low, quantity.high, quantity.of);
        // 1999 NĐ 235: the decree's, no thousands of đồng.
        if core.end() > self.taken {
            return self.trap(end);
        }
        let at = core.start() as usize;
        if quantity.first.words == 0 && negative(text, at) {
            let sign = text[..at].chars().next_back().map_or(0, char::len_utf8);
            core = Span::of(at - sign, core.end() as usize);
            low = low.checked_neg().unwrap_or(low);
            high = (quantity.form == Form::Number).then_some(low).or(high);
        }
        if quantity.form != Form::Fraction && quantity.form != Form::Ordinal {
            of = None;
        }
        self.out.push(Claim {
            core,
            form: quantity.form,
            low,
            high,
            of,
            other: quantity.other,
            unit: quantity.unit.map(|u| u.unit),
            unit_text: quantity.unit.map(|u| u.text),
            counted,
            subject: None,
            predicate: None,
            base: None,
            bound: Bound::Exact,
            bound_text: None,
            change: None,
            period: None,
            period_from: None,
            period_to: None,
            flags: quantity.flags,
        });
        self.ends.push(end as u32);
        self.done = core.end() as usize;
    }
}

/// A minus sign glued to the number, after a space or a bracket, not at the head of a line.
fn negative(text: &Tokens, at: usize) -> bool {
    let Some(sign) = text[..at].chars().next_back().filter(|c| matches!(c, '-' | '−' | '–')) else { return false };
    let before = &text[..at - sign.len_utf8()];
    let spaced = before.ends_with([' ', '(']);
    let trimmed = before.trim_end_matches([' ', '\t']);
    let opens = trimmed.is_empty() || trimmed.ends_with(['\n', ':', ';']);
    spaced && !opens && !trimmed.ends_with(|c: char| c.is_ascii_digit() || c == '%')
}
