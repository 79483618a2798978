//! Breakdowns: a total and the parts that the page gives of it.
//!
//! Parts stand in brackets right after their total, after `trong đó`, `gồm`, `cụ thể`, after a colon or semicolon, or in
//! the list that follows. One total may be broken down several times (`18 cuộc`: 16 and 2, then 9, 5 and 4).
//!
//! That parts add up is evidence in itself, so a partition that holds is reported wherever the grammar allows one. That
//! they do not is reported only where nothing else could be meant: every number of a closed list is of the total's own
//! kind, exact, and labelled alike (by year, by level, by place), and nothing says that the list is a choice.
//!
//! The parts stand [`before`] their total, [`behind`] it, where an [`opener`] leads to most, or [`below`] it. A [`list`] is
//! read claim by claim, each of some [`kin`] to the total. What does not add up goes to the [`judge`], who asks whether the
//! parts have [`label`]s of one kind.

mod before;
mod behind;
mod below;
mod judge;
mod kin;
mod label;
mod list;
mod opener;

use super::gap::{Gap, Gaps};
use super::{Audit, Audits, Form, Verdict};
use crate::Decimal;
use crate::claim::{Bound, Claim, Flags, Form as Shape};
use crate::text::token::{Token, Words};
use crate::text::tokens::Tokens;
use kin::Kin;

/// How far, in bytes and claims, the parts may reach from their total.
const REACH: u32 = 1_200;
const MOST: usize = 40;

/// Finds the breakdowns among a page's claims.
pub(super) fn find(text: &Tokens, claims: &[Claim], buffers: &mut Buffers, out: &mut Audits) {
    let Buffers { gaps, members, parts } = buffers;
    gaps.clear(claims.len());
    let mut finder = Finder { text, claims, out, gaps, members, parts };
    for total in 0..claims.len() {
        if finder.may_be_total(total) {
            finder.partitions(total);
        }
    }
}

struct Finder<'a> {
    text: &'a Tokens<'a>,
    claims: &'a [Claim],
    out: &'a mut Audits,
    gaps: &'a mut Gaps,
    members: &'a mut Vec<(u32, Kin)>,
    parts: &'a mut Vec<u32>,
}

/// What is kept from page to page, so that nothing is allocated for each.
#[derive(Default)]
pub(crate) struct Buffers {
    gaps: Gaps,
    /// The list that is being read.
    members: Vec<(u32, Kin)>,
    /// Those of it that are the parts.
    parts: Vec<u32>,
}

impl Buffers {
    /// The gaps of the page that was read last.
    pub(super) fn gaps(&mut self) -> &mut Gaps {
        &mut self.gaps
    }
}

impl Finder<'_> {
    /// A total is one plain number of more than one.
    fn may_be_total(&self, i: usize) -> bool {
        let c = &self.claims[i];
        c.form == Shape::Number
            && c.low > Decimal::from(1)
            && !c.flags.has(Flags::OVERFLOW)
            && c.unit
                .is_none_or(|unit| !matches!(unit.base.symbol(), "%" | "‰" | "năm" | "tháng" | "ngày" | "tuổi" | "lần"))
    }

    /// Reports the partitions of one total.
    fn partitions(&mut self, total: usize) {
        self.sum_before(total);
        let reported = self.out.len();
        match self.opener(total) {
            Some((opener, first)) => self.lists(total, opener, first),
            None => self.following_lines(total),
        }
        if self.out.len() == reported {
            self.behind_others(total);
        }
        if self.out.len() == reported {
            self.kinds(total);
        }
    }

    /// What the words before a claim say.
    #[inline]
    fn gap(&mut self, claim: usize) -> Gap {
        self.gaps.before(self.text, self.claims, claim)
    }

    /// The token before a claim.
    #[inline]
    fn token_before(&self, claim: usize) -> Option<Token> {
        let end = self.text.skip_space_back(self.claims[claim].core.start() as usize).0;
        self.text.token_before(end)
    }

    /// Whether a part is hedged: `gần 150 tỷ đồng`.
    fn hedged(&self) -> bool {
        self.parts.iter().any(|&i| self.claims[i as usize].bound != Bound::Exact)
    }

    /// Adds a breakdown into the parts that were read.
    fn report(&mut self, total: usize, sum: Decimal, verdict: Verdict, drift: bool, fits: Option<u32>) {
        let audit = Audit {
            form: Form::Breakdown,
            total: Some(total as u32),
            parts: (0, 0),
            stated: self.claims[total].low,
            expected: Some(sum),
            verdict,
            fits,
            drift,
        };
        self.out.push(audit, self.parts.iter().copied());
    }

    /// The breakdowns just reported of which a claim is a part.
    fn held(&self, part: usize) -> impl Iterator<Item = &Audit> {
        let of = move |audit: &&Audit| self.out.parts(audit).contains(&(part as u32));
        self.out.items.iter().rev().take(8).filter(|audit| audit.form == Form::Breakdown).filter(of)
    }
}

/// Whether one claim could be a part of another: a smaller number in the same unit, both exact.
#[inline]
fn lesser(part: &Claim, whole: &Claim) -> bool {
    part.unit.map(|unit| unit.base) == whole.unit.map(|unit| unit.base)
        && part.bound == Bound::Exact
        && whole.bound == Bound::Exact
        && part.low < whole.low
}
