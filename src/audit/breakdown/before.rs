//! Parts before their total, which says that it sums them up.

use std::iter::successors;

use super::kin::{Kin, kin};
use super::{Finder, REACH, lesser};
use crate::Decimal;
use crate::audit::Verdict;
use crate::text::set::words;
use crate::text::token::{Token, Words};

impl Finder<'_> {
    /// `khối 6 có 120 em, khối 7 có 130 em; tổng cộng 250 em`: a total whose parts stand before it.
    pub(super) fn sum_before(&mut self, total: usize) {
        let whole = &self.claims[total];
        let lesser = |n: usize| total.checked_sub(n).is_some_and(|i| lesser(&self.claims[i], whole));
        if whole.low < Decimal::from(10) || (1..5).filter(|&n| lesser(n)).nth(1).is_none() {
            return;
        }
        // Few claims sum up: a look at the words before the number spares reading all that stands between.
        let before = |token: &Token| self.text.before(token).map(|(token, _)| token);
        let mut words = successors(self.token_before(total), before).take(8);
        if !words.any(|token| token.one_of(words!["tổng", "toàn"])) || !self.gap(total).sums {
            return;
        }
        self.parts.clear();
        let mut sum = Decimal::ZERO;
        for part in (total.saturating_sub(12)..total).rev() {
            if self.gap(part + 1).breaks || whole.core.start() - self.claims[part].core.end() > REACH {
                return;
            }
            if kin(self.text, whole, &self.claims[part]) != Kin::Same {
                continue;
            }
            let Some(more) = sum.checked_add(self.claims[part].low).filter(|sum| *sum <= whole.low) else { return };
            sum = more;
            self.parts.push(part as u32);
            if sum == whole.low {
                self.parts.reverse();
                // Not the last few of a longer list.
                let more =
                    part > 0 && !self.gap(part).breaks && kin(self.text, whole, &self.claims[part - 1]) == Kin::Same;
                if self.parts.len() > 1 && !more && !self.hedged() {
                    self.report(total, sum, Verdict::Holds, false, None);
                }
                return;
            }
        }
    }
}
