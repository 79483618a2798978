//! What opens the list of a total's parts.

use super::{Finder, lesser};
use crate::audit::gap::{Opener, between};
use crate::registry::audit_cue::Role;
use crate::text::set::words;
use crate::text::token::Words;

impl Finder<'_> {
    /// What opens the list of a total's parts, and the first claim of the list.
    ///
    /// Shares and changes may stand between: `14.000 tỷ đồng, bằng 80% dự toán, tăng 12%. Trong đó, …`.
    pub(super) fn opener(&mut self, total: usize) -> Option<(Opener, usize)> {
        let whole = &self.claims[total];
        for next in total + 1..(total + 5).min(self.claims.len()) {
            let between = between(&self.claims[next - 1], &self.claims[next]);
            if between.len() > 300 {
                return None;
            }
            let claim = &self.claims[next];
            let aside =
                claim.change.is_some() || claim.unit.is_some_and(|unit| matches!(unit.base.symbol(), "%" | "lần"));
            let gap = self.gap(next);
            match gap.opener {
                // 4.141 vụ (chiếm 51,8% số vụ); giải quyết 3.793 vụ, còn lại 348 vụ
                Some(Opener::Bracket) if aside && self.closes(next) => {}
                Some(Opener::Mark) if next > total + 1 && lesser(claim, whole) && self.leaves_rest(next) => {
                    return Some((Opener::Mark, next));
                }
                // Trong 29 đảng viên …, có 3 đảng viên nhận …: what follows is of them.
                Some(Opener::Mark) | None if !gap.breaks && lesser(claim, whole) && self.said_of(total, next) => {
                    return Some((Opener::Some, next));
                }
                Some(Opener::Mark) if aside || next > total + 1 => {}
                Some(opener) => return Some((opener, next)),
                None if gap.breaks => return None,
                None => {}
            }
            if !aside {
                return None;
            }
        }
        None
    }

    /// Whether a bracket closes between a claim and the next, before another opens.
    fn closes(&self, i: usize) -> bool {
        self.claims.get(i + 1).is_some_and(|next| {
            self.text[between(&self.claims[i], next)]
                .find(['(', ')', ','])
                .is_some_and(|at| self.text.as_bytes()[self.claims[i].core.end() as usize + at] == b')')
        })
    }

    /// Whether `trong` leads a total, and `có` the claim after it.
    fn said_of(&self, total: usize, next: usize) -> bool {
        self.token_before(next).is_some_and(|t| t.one_of(words!["có"])) && {
            let mut lead = self.token_before(total);
            for _ in 0..3 {
                lead = lead
                    .filter(|t| t.one_of(words!["số", "tổng"]))
                    .and_then(|t| self.text.before(&t))
                    .map_or(lead, |(t, _)| Some(t));
            }
            lead.is_some_and(|t| t.one_of(words!["trong"]))
        }
    }

    /// `giải quyết 3.793 vụ (đạt 91,6%), còn lại 348 vụ`: whether what is left follows a part, shares and changes between.
    fn leaves_rest(&mut self, part: usize) -> bool {
        for next in part + 1..(part + 4).min(self.claims.len()) {
            let gap = self.gap(next);
            if gap.breaks {
                return false;
            }
            if gap.cue == Some(Role::Rest) {
                return true;
            }
        }
        false
    }

    /// What opens a list behind an aside in brackets that holds one claim and no list: a colon, or `gồm`.
    pub(super) fn aside(&mut self, inside: usize) -> Option<Opener> {
        let gap = self.claims.get(inside + 1).map(|_| self.gap(inside + 1)).filter(|gap| !gap.breaks)?;
        let words = &self.text[between(&self.claims[inside], &self.claims[inside + 1])];
        let close = words.find(')').filter(|&close| !words[..close].contains([',', ';', ':']))?;
        match gap.opener {
            Some(opener @ (Opener::All | Opener::Some)) => Some(opener),
            _ => words[close..].contains(':').then_some(Opener::Mark),
        }
    }
}
