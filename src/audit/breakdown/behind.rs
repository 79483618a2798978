//! Parts behind their total: in brackets, after a cue or a mark, behind counts of something else, or as counts of one other
//! noun that open without any.

use super::kin::{Kin, kin};
use super::{Finder, MOST, REACH, lesser};
use crate::Decimal;
use crate::audit::gap::{Opener, between};
use crate::audit::{Audit, Verdict, head};
use crate::claim::{Bound, Claim, Flags, Form as Shape};
use crate::text::set::words;

impl Finder<'_> {
    /// Reports the partitions of a total whose list opens with claim `first`.
    pub(super) fn lists(&mut self, total: usize, mut opener: Opener, first: usize) {
        let mut next = first;
        // 58 đảng viên (35 cấp ủy viên), bằng các hình thức: khiển trách 32, cảnh cáo 26
        let behind = if opener == Opener::Bracket { self.aside(first) } else { None };
        if let Some(behind) = behind {
            (opener, next) = (behind, first + 1);
        }
        while let Some(end) = self.partition(total, next, opener) {
            // After one partition that holds, a bracket may break the same total down again.
            let Some(c) = self.claims.get(end) else { break };
            if c.core.start() - self.claims[total].core.end() >= REACH {
                break;
            }
            let gap = self.gap(end);
            if gap.breaks || !gap.bracket {
                break;
            }
            (opener, next) = (Opener::Bracket, end);
        }
    }

    /// Reads one list of parts from claim `first` on; the claim after it where a partition that holds was found.
    fn partition(&mut self, total: usize, first: usize, opener: Opener) -> Option<usize> {
        let list = self.list(total, first, opener);
        let whole = &self.claims[total];
        let exact = whole.bound == Bound::Exact;
        // Parts of the total's own kind first; then, where words say that these are parts, of any kind.
        for loose in [false, true] {
            if loose && opener == Opener::Mark {
                break;
            }
            let Some((sum, end, drift)) = self.add_up(whole, opener, loose, &list) else { continue };
            // gần 9,6 tỷ đồng, gồm ngân sách tỉnh trên 2,3 tỷ và huyện gần 7,3 tỷ: hedged alike.
            let exact = exact || self.hedged();
            if sum == whole.low && exact && (opener != Opener::Mark || self.plausible(whole)) {
                self.report(total, sum, Verdict::Holds, drift, None);
                return Some(end);
            }
            if loose || sum == whole.low {
                continue;
            }
            // A bracket may break down an earlier total of which this claim is itself a part.
            if let Some(elder) = self.elder(total, sum).filter(|_| opener == Opener::Bracket) {
                let same = |a: &Audit| a.total == Some(elder as u32) && self.out.parts(a) == self.parts;
                if !self.out.items.iter().rev().take(8).any(same) {
                    self.report(elder, sum, Verdict::Holds, drift, None);
                }
                return None;
            }
            // 3,2 nghìn ha, trong đó bị cháy 2,7 nghìn ha, bị chặt phá 517 ha: the sum is the total, rounded.
            if opener == Opener::Some && self.rounds(whole, sum) && self.is_whole(&list, opener) {
                self.report(total, sum, Verdict::HoldsRounded, drift, None);
                return Some(end);
            }
            if matches!(opener, Opener::Bracket | Opener::All)
                && self.members.len() == self.parts.len()
                && self.is_whole(&list, opener)
            {
                self.judge(total, sum, drift, opener);
                if self.out.items.last().is_some_and(|audit| audit.total == Some(total as u32)) {
                    return None;
                }
            }
        }
        None
    }

    /// Whether a sum that fits is no accident where only a mark stands between: for the smallest of numbers only where
    /// each follows its label, `khiển trách 3, cảnh cáo 1`.
    fn plausible(&self, whole: &Claim) -> bool {
        // giải 300 triệu, 200 triệu và 100 triệu đồng: members of one list.
        if whole.flags.has(Flags::SHARED_UNIT) {
            return false;
        }
        let bare = || self.parts.iter().all(|&i| self.claims[i as usize].flags.has(Flags::SHARED_COUNTED));
        (whole.low >= Decimal::from(10) || !whole.flags.has(Flags::SHARED_COUNTED) && bare())
            && self.parts.iter().all(|&i| {
                let part = &self.claims[i as usize];
                part.counted.is_some() || part.unit.is_some()
            })
    }

    /// An earlier total of which `part` is a part, and whose value is `sum`.
    fn elder(&self, part: usize, sum: Decimal) -> Option<usize> {
        let held = self.held(part).find(|audit| audit.stated == sum)?;
        held.total.map(|total| total as usize)
    }

    /// `125 vụ với 230 bị can; trong đó: hình sự 80 vụ, 150 bị can; kinh tế 45 vụ, 80 bị can`: counts of something else stand
    /// between a total and the words that open the list. Only parts of the very kind that add up are reported.
    pub(super) fn behind_others(&mut self, total: usize) {
        let whole = &self.claims[total];
        if whole.unit.is_some() || whole.bound != Bound::Exact {
            return;
        }
        if !self.claims.get(total + 1).is_some_and(|c| is_count(c) && between(whole, c).len() < 100) {
            return;
        }
        for next in total + 1..(total + 5).min(self.claims.len()) {
            let gap = self.gap(next);
            if let Some(opener @ (Opener::All | Opener::Some)) = gap.opener.filter(|_| next > total + 1) {
                let list = self.list(total, next, opener);
                match self.add_up(whole, opener, false, &list) {
                    // 4 đồng chí; 11 đảng viên, gồm: 1 đồng chí, 3 đồng chí, 7 đồng chí: all of the list, not its first two.
                    Some((sum, _, drift)) if sum == whole.low && !self.hedged() && self.all_of_the_list() => {
                        self.report(total, sum, Verdict::Holds, drift, None);
                    }
                    _ => {}
                }
                return;
            }
            let other = &self.claims[next];
            if gap.breaks || gap.depth != 0 || !is_count(other) || kin(self.text, whole, other) == Kin::Same {
                return;
            }
            // Most counts in a row open nothing.
            if next == total + 1
                && !(total + 2..total + 5).any(|i| self.claims.get(i).is_some_and(|c| lesser(c, whole)))
            {
                return;
            }
        }
    }

    /// `2.278 thí sinh đoạt giải với 93 giải Nhất, 544 giải Nhì, 1.641 giải Ba`: at least three counts of one other noun that add
    /// up to the total.
    pub(super) fn kinds(&mut self, total: usize) {
        let whole = &self.claims[total];
        let after = |n: usize| self.claims.get(total + n).is_some_and(|c| lesser(c, whole));
        if whole.unit.is_some() || !after(2) || !after(3) || whole.low < Decimal::from(20) {
            return;
        }
        let aside = |c: &Claim| c.unit.is_some_and(|unit| unit.base.row().share);
        let Some(first) = (total + 1..(total + 3).min(self.claims.len())).find(|&i| !aside(&self.claims[i])) else {
            return;
        };
        let led = self.token_before(first).is_some_and(|t| t.one_of(words!["với", "có"]));
        let noun = head(self.text, &self.claims[first]);
        if !led || noun.is_none() {
            return;
        }
        self.parts.clear();
        let mut sum = Decimal::ZERO;
        for i in first..(first + MOST).min(self.claims.len()) {
            let part = &self.claims[i];
            let alike = part.unit.is_none()
                && part.form == Shape::Number
                && part.bound == Bound::Exact
                && head(self.text, part) == noun;
            if !alike || self.gap(i).breaks {
                return;
            }
            let Some(more) = sum.checked_add(part.low).filter(|sum| *sum <= whole.low) else { return };
            sum = more;
            self.parts.push(i as u32);
            if sum == whole.low {
                // Not the first few of a longer list.
                let more = self.claims.get(i + 1).and_then(|next| head(self.text, next)) == noun;
                if self.parts.len() > 2 && (!more || self.gap(i + 1).breaks) {
                    self.report(total, sum, Verdict::Holds, true, None);
                }
                return;
            }
        }
    }
}

/// Whether a claim counts things, one number of them.
fn is_count(c: &Claim) -> bool {
    c.unit.is_none() && c.form == Shape::Number
}
