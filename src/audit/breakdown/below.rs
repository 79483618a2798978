//! Parts below their total: one in each item of the list on the lines that follow.

use super::kin::{Kin, kin};
use super::{Finder, MOST};
use crate::audit::Verdict;
use crate::audit::gap::{Gap, Opener};
use crate::claim::Bound;
use crate::registry::audit_cue::Role;
use crate::{Decimal, Span};

impl Finder<'_> {
    /// A total at the end of a line (`…: 120 hộ, trong đó:`) whose parts are the items of the list below it.
    pub(super) fn following_lines(&mut self, total: usize) {
        let whole = &self.claims[total];
        let (mut from, mut next) = (whole.core.end() as usize, total + 1);
        let rest = &self.text.as_bytes()[from..];
        let Some(eol) = memchr::memchr(b'\n', &rest[..rest.len().min(200)]).map(|n| from + n) else { return };
        if !self.text[from..eol].trim_end().ends_with(':') {
            return;
        }
        // 190 viên chức ở 38 tổ, trong đó: another number may stand before the words that open the list.
        let mut alone = true;
        while let Some(aside) = self.claims.get(next).filter(|c| (c.core.start() as usize) < eol) {
            (from, next, alone) = (aside.core.end() as usize, next + 1, false);
        }
        let cue = Gap::read(self.text, Span::of(from, eol)).cue;
        let opens = matches!(cue, Some(Role::Opens | Role::Includes));
        if !alone && (!opens || next > total + 3) {
            return;
        }
        self.parts.clear();
        let (mut at, mut bullet, mut sum) = (eol + 1, None, Decimal::ZERO);
        let (mut drift, mut whole_list) = (false, true);
        while self.parts.len() < MOST {
            let line = self.text[at..].split('\n').next().unwrap_or_default();
            let lead = line.trim_start();
            let mark = lead.chars().next().filter(|c| matches!(c, '-' | '+' | '*' | '•' | '–'));
            if mark.is_none() || bullet.is_some_and(|b| Some(b) != mark) || line.len() > 600 {
                break;
            }
            bullet = mark;
            let end = at + line.len();
            while self.claims.get(next).is_some_and(|c| (c.core.start() as usize) < at) {
                next += 1;
            }
            match self.claims.get(next).filter(|c| (c.core.start() as usize) < end) {
                Some(part) => {
                    let kin = kin(self.text, whole, part);
                    drift |= kin != Kin::Same;
                    whole_list &= matches!(kin, Kin::Same | Kin::Drift) || kin == Kin::Other && opens;
                    let Some(more) = sum.checked_add(part.low) else { return };
                    sum = more;
                    self.parts.push(next as u32);
                }
                None => whole_list = false,
            }
            at = end + 1;
            if at >= self.text.len() {
                break;
            }
        }
        if self.parts.len() < 2 || !whole_list {
            return;
        }
        if sum == whole.low && whole.bound == Bound::Exact {
            self.report(total, sum, Verdict::Holds, drift, None);
        } else if alone && cue == Some(Role::Opens) {
            self.judge(total, sum, drift, Opener::All);
        }
    }
}
