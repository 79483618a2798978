//! The judge: what is said of parts that do not add up to their total exactly.

use super::label::Label;
use super::{Finder, REACH};
use crate::Decimal;
use crate::audit::Verdict;
use crate::audit::gap::Opener;
use crate::claim::{Bound, Claim, Flags, Form};

impl Finder<'_> {
    /// Reports parts that do not add up to an exact total, where the list is certain; that a hedged number cannot be
    /// checked; and that rounded measures agree.
    pub(super) fn judge(&mut self, total: usize, sum: Decimal, drift: bool, opener: Opener) {
        let whole = &self.claims[total];
        // 33 đơn (tồn 12 đơn), gồm 29 đơn khiếu nại: what is more than the total is no part of it.
        if self.parts.iter().any(|&i| self.claims[i as usize].low > whole.low) {
            return;
        }
        let hedged = whole.bound != Bound::Exact || self.hedged();
        // 81 tàu (Kiên Giang 65, Cà Mau 10): where most were.
        let choice = |label: Label| label == Label::Province && opener != Opener::All && sum < whole.low;
        let labelled = || self.labelled_alike().is_some_and(|label| !choice(label));
        if let (Some(true), false) = (self.within_rounding(whole, sum), hedged) {
            self.report(total, sum, Verdict::HoldsRounded, drift, None);
        } else if !drift && (labelled() || self.worded_alike(opener)) && self.certain() {
            if hedged {
                self.report(total, sum, Verdict::NotCheckable, drift, None);
            } else {
                let fits = self.sibling(total, sum);
                self.report(total, sum, Verdict::DoesNotHold, drift, fits);
            }
        }
    }

    /// Whether nothing about the parts is in doubt.
    fn certain(&self) -> bool {
        self.parts.iter().all(|&i| {
            let c = &self.claims[i as usize];
            !c.flags.has(Flags::TWO_READINGS) && !c.flags.has(Flags::MALFORMED) && c.change.is_none()
        })
    }

    /// A claim near the total that states the sum: the figure that the page may have meant.
    fn sibling(&self, total: usize, sum: Decimal) -> Option<u32> {
        let whole = self.claims[total].core.start();
        let before = (0..total).rev().take(12).filter(|&i| whole - self.claims[i].core.end() < REACH);
        let after = (total + 1..self.claims.len()).take(12);
        before
            .chain(after)
            .find(|&i| {
                self.claims[i].low == sum && self.claims[i].form == Form::Number && !self.parts.contains(&(i as u32))
            })
            .map(|i| i as u32)
    }

    /// Whether a sum of measures, taken as exact, is the total to the digits that the total is given with.
    pub(super) fn rounds(&self, whole: &Claim, sum: Decimal) -> bool {
        let plain = whole.unit.is_some() && whole.bound == Bound::Exact && !self.hedged() && self.all_of_the_list();
        let near = || within_half(sum, whole, self.last_digit(whole)?);
        plain && near() == Some(true)
    }

    /// Whether the sum of rounded measures agrees with a rounded total: half a unit of the last digit of each.
    fn within_rounding(&self, whole: &Claim, sum: Decimal) -> Option<bool> {
        whole.unit?;
        let mut slack = self.last_digit(whole)?;
        for &i in self.parts.iter() {
            slack = slack.checked_add(self.last_digit(&self.claims[i as usize])?)?;
        }
        within_half(sum, whole, slack)
    }

    /// The unit of a claim's last digit: 100,000,000 for `1,2 tỷ`; none where decimals are not what was rounded.
    fn last_digit(&self, claim: &Claim) -> Option<Decimal> {
        let digits = self.text[claim.core].bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
        let written = digits
            .filter(u8::is_ascii_digit)
            .try_fold(0i128, |n, digit| n.checked_mul(10)?.checked_add(i128::from(digit - b'0')))?;
        let value = claim.low.mantissa();
        if written == 0 || value % written != 0 && written % value.max(1) != 0 {
            return None;
        }
        let power = value / written;
        let plain = power >= 1 && (0..38).any(|n| 10i128.checked_pow(n) == Some(power));
        if plain { Decimal::new(power, claim.low.scale()) } else { None }
    }
}

/// Whether a sum is off its total by half of `slack` at most.
fn within_half(sum: Decimal, whole: &Claim, slack: Decimal) -> Option<bool> {
    let off = sum.checked_sub(whole.low)?;
    let twice = off.checked_add(off)?;
    Some(twice <= slack && twice >= slack.checked_neg()?)
}
