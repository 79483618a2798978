//! [`List`]: the claims that may be the parts of a total, read up to the end of their list.

use super::kin::{Kin, kin};
use super::{Finder, MOST, REACH};
use crate::Decimal;
use crate::audit::gap::Opener;
use crate::claim::Claim;
use crate::registry::audit_cue::Role;

/// A list of claims that has been read.
pub(super) struct List {
    /// The claim after it.
    end: usize,
    /// Whether something ends it, or says that it is the rest.
    closed: bool,
    rest: bool,
    /// Whether dots leave something out.
    dots: bool,
}

impl Finder<'_> {
    /// Reads the list of claims from `first` on that may be parts of `total`, into `self.members`.
    pub(super) fn list(&mut self, total: usize, first: usize, opener: Opener) -> List {
        let claims = self.claims;
        let whole = &claims[total];
        let base = i32::from(opener == Opener::Bracket);
        let (mut depth, mut closed, mut dots, mut rest) = (0i32, false, false, false);
        self.members.clear();
        let mut j = first;
        while j < claims.len() && j < first + MOST && claims[j].core.start() - whole.core.end() < REACH {
            let (gap, inside) = (self.gap(j), j > first);
            if inside && gap.breaks {
                closed |= base == 0;
                break;
            }
            dots |= gap.dots;
            if inside && depth.saturating_add(gap.lowest) < base {
                closed = true;
                break;
            }
            depth += if inside { gap.depth } else { gap.depth.max(0) };
            match gap.cue {
                Some(Role::Closes) => {
                    closed = true;
                    break;
                }
                Some(Role::Rest) => rest = true,
                // A cue of its own inside the list breaks a part down: what follows is the part's affair.
                Some(Role::Opens | Role::Includes) if inside && depth <= base => break,
                _ => {}
            }
            if self.siblings(total, j) {
                break;
            }
            // What stands in brackets of its own inside the list says more of a part.
            if depth <= base {
                self.members.push((j as u32, kin(self.text, whole, &claims[j])));
            }
            j += 1;
        }
        List { end: j, closed, rest, dots }
    }

    /// The sum of the list's parts, the claim after the last of them, and whether they are counted in other words; the
    /// parts go to `self.parts`. Without brackets the list ends where the sum is the total's.
    pub(super) fn add_up(
        &mut self,
        whole: &Claim,
        opener: Opener,
        loose: bool,
        list: &List,
    ) -> Option<(Decimal, usize, bool)> {
        self.parts.clear();
        let (mut sum, mut drift, mut end) = (Decimal::ZERO, false, list.end);
        for &(i, kin) in self.members.iter() {
            match kin {
                Kin::Same => {}
                Kin::Drift => drift = true,
                Kin::Other if loose => drift = true,
                Kin::Other | Kin::Foreign => continue,
            }
            sum = sum.checked_add(self.claims[i as usize].low)?;
            self.parts.push(i);
            if opener != Opener::Bracket && sum >= whole.low && self.parts.len() > 1 {
                end = i as usize + 1;
                break;
            }
        }
        (self.parts.len() > 1).then_some((sum, end, drift))
    }

    /// Whether no number of the total's own kind is left in the list behind the parts.
    pub(super) fn all_of_the_list(&self) -> bool {
        self.members.iter().filter(|(_, kin)| matches!(kin, Kin::Same | Kin::Drift)).count() == self.parts.len()
    }

    /// Whether two claims are parts of one total: the one is no part of the other then.
    fn siblings(&self, a: usize, b: usize) -> bool {
        self.held(a).any(|audit| self.out.parts(audit).contains(&(b as u32)))
    }

    /// Whether a list is closed, and nothing was left out by dots.
    pub(super) fn is_whole(&self, list: &List, opener: Opener) -> bool {
        let tail = &self.text[self.claims[list.end - 1].core.end() as usize..];
        if opener == Opener::Bracket {
            let end = || tail.bytes().take(200).position(|byte| byte == b')');
            let dots = |end| tail[..end].contains("...") || tail[..end].contains('…');
            return !list.dots && (list.closed || end().is_some_and(|end| !dots(end)));
        }
        let near = &tail.as_bytes()[..tail.len().min(80)];
        let line = near.split(|&byte| byte == b'\n').next().unwrap_or_default();
        let closed = list.closed || list.rest || list.end == self.claims.len();
        closed && !list.dots && !line.windows(3).any(|w| w == b"...")
    }
}
