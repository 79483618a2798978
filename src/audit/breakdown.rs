//! Breakdowns: a total and the parts that the page gives of it.
//!
//! Parts stand in brackets right after their total, after `trong đó`, `gồm`, `cụ thể`, after a colon or semicolon, or in
//! the list that follows. One total may be broken down several times (`18 cuộc`: 16 and 2, then 9, 5 and 4).
//!
//! That parts add up is evidence in itself, so a partition that holds is reported wherever the grammar allows one. That
//! they do not is reported only where nothing else could be meant: every number of a closed list is of the total's own
//! kind, exact, and labelled alike (by year, by level, by place), and nothing says that the list is a choice.

use std::iter::successors;

use super::gap::{Gap, Gaps, Opener, between};
use super::{Audit, Audits, Form, Verdict};
use crate::claim::{Bound, Claim, Flags, Form as Shape};
use crate::registry::audit_cue::Role;
use crate::registry::place::ProvinceName;
use crate::text::key::Key;
use crate::text::set::words;
use crate::text::token::{Class, Token, Words};
use crate::text::tokens::Tokens;
use crate::{Decimal, Span};

/// How far, in bytes and claims, the parts may reach from their total.
const REACH: u32 = 1_200;
const MOST: usize = 40;

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

/// How a claim is related to the total before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kin {
    /// Counted or measured alike.
    Same,
    /// Counted in words of the total's own: `lượt` of `lượt người`.
    Drift,
    /// A count of something else: `8 nam` of `11 đối tượng`.
    Other,
    /// No part of it.
    Foreign,
}

/// A list of claims that has been read.
struct List {
    /// The claim after it.
    end: usize,
    /// Whether something ends it, or says that it is the rest.
    closed: bool,
    rest: bool,
    /// Whether dots leave something out.
    dots: bool,
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

    /// `2.278 thí sinh đoạt giải với 93 giải Nhất, 544 giải Nhì, 1.641 giải Ba`: at least three counts of one other noun that add
    /// up to the total.
    fn kinds(&mut self, total: usize) {
        let whole = &self.claims[total];
        let after = |n: usize| self.claims.get(total + n).is_some_and(|c| lesser(c, whole));
        if whole.unit.is_some() || !after(2) || !after(3) || whole.low < Decimal::from(20) {
            return;
        }
        let aside = |c: &Claim| c.unit.is_some_and(|unit| unit.base.row().share);
        let Some(first) = (total + 1..(total + 3).min(self.claims.len())).find(|&i| !aside(&self.claims[i])) else {
            return;
        };
        let led = {
            let at = self.text.skip_space_back(self.claims[first].core.start() as usize).0;
            self.text.token_before(at).is_some_and(|t| t.one_of(words!["với", "có"]))
        };
        let head = self.claims[first].counted.and_then(|noun| self.head(noun));
        if !led || head.is_none() {
            return;
        }
        self.parts.clear();
        let mut sum = Decimal::ZERO;
        for i in first..(first + MOST).min(self.claims.len()) {
            let part = &self.claims[i];
            let alike = part.unit.is_none()
                && part.form == Shape::Number
                && part.bound == Bound::Exact
                && part.counted.and_then(|noun| self.head(noun)) == head;
            if !alike || self.gap(i).breaks {
                return;
            }
            let Some(more) = sum.checked_add(part.low).filter(|sum| *sum <= whole.low) else { return };
            sum = more;
            self.parts.push(i as u32);
            if sum == whole.low {
                // Not the first few of a longer list.
                let more = self.claims.get(i + 1).and_then(|c| c.counted).and_then(|noun| self.head(noun)) == head;
                if self.parts.len() > 2 && (!more || self.gap(i + 1).breaks) {
                    self.report(total, sum, Verdict::Holds, true, None);
                }
                return;
            }
        }
    }

    /// `khối 6 có 120 em, khối 7 có 130 em; tổng cộng 250 em`: a total whose parts stand before it.
    fn sum_before(&mut self, total: usize) {
        let whole = &self.claims[total];
        let lesser = |n: usize| total.checked_sub(n).is_some_and(|i| lesser(&self.claims[i], whole));
        if whole.low < Decimal::from(10) || (1..5).filter(|&n| lesser(n)).nth(1).is_none() {
            return;
        }
        // Few claims sum up: a look at the words before the number spares reading all that stands between.
        let at = self.text.skip_space_back(whole.core.start() as usize).0;
        let before = |token: &Token| self.text.before(token).map(|(token, _)| token);
        let mut words = successors(self.text.token_before(at), before).take(8);
        if !words.any(|token| token.one_of(words!["tổng", "toàn"])) || !self.gap(total).sums {
            return;
        }
        self.parts.clear();
        let mut sum = Decimal::ZERO;
        for part in (total.saturating_sub(12)..total).rev() {
            if self.gap(part + 1).breaks || whole.core.start() - self.claims[part].core.end() > REACH {
                return;
            }
            if self.kin(whole, &self.claims[part]) != Kin::Same {
                continue;
            }
            let Some(more) = sum.checked_add(self.claims[part].low).filter(|sum| *sum <= whole.low) else { return };
            sum = more;
            self.parts.push(part as u32);
            if sum == whole.low {
                self.parts.reverse();
                // Not the last few of a longer list.
                let more = part > 0 && !self.gap(part).breaks && self.kin(whole, &self.claims[part - 1]) == Kin::Same;
                if self.parts.len() > 1 && !more && !self.hedged() {
                    self.report(total, sum, Verdict::Holds, false, None);
                }
                return;
            }
        }
    }

    /// `125 vụ với 230 bị can; trong đó: hình sự 80 vụ, 150 bị can; kinh tế 45 vụ, 80 bị can`: counts of something else stand
    /// between a total and the words that open the list. Only parts of the very kind that add up are reported.
    fn behind_others(&mut self, total: usize) {
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
            if gap.breaks || gap.depth != 0 || !is_count(other) || self.kin(whole, other) == Kin::Same {
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

    /// Whether no number of the total's own kind is left in the list behind the parts.
    fn all_of_the_list(&self) -> bool {
        self.members.iter().filter(|(_, kin)| matches!(kin, Kin::Same | Kin::Drift)).count() == self.parts.len()
    }

    /// Reports the partitions of a total whose list opens with claim `first`.
    fn lists(&mut self, total: usize, mut opener: Opener, first: usize) {
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

    /// What opens the list of a total's parts, and the first claim of the list.
    ///
    /// Shares and changes may stand between: `14.000 tỷ đồng, bằng 80% dự toán, tăng 12%. Trong đó, …`.
    fn opener(&mut self, total: usize) -> Option<(Opener, usize)> {
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
        let word = |i: usize| {
            let at = self.text.skip_space_back(self.claims[i].core.start() as usize).0;
            self.text.token_before(at)
        };
        word(next).is_some_and(|t| t.one_of(words!["có"])) && {
            let mut lead = word(total);
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
    fn aside(&mut self, inside: usize) -> Option<Opener> {
        let gap = self.claims.get(inside + 1).map(|_| self.gap(inside + 1)).filter(|gap| !gap.breaks)?;
        let words = &self.text[between(&self.claims[inside], &self.claims[inside + 1])];
        let close = words.find(')').filter(|&close| !words[..close].contains([',', ';', ':']))?;
        match gap.opener {
            Some(opener @ (Opener::All | Opener::Some)) => Some(opener),
            _ => words[close..].contains(':').then_some(Opener::Mark),
        }
    }

    /// What the words before a claim say.
    fn gap(&mut self, claim: usize) -> Gap {
        self.gaps.before(self.text, self.claims, claim)
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

    /// The sum of the list's parts, the claim after the last of them, and whether they are counted in other words; the
    /// parts go to `self.parts`. Without brackets the list ends where the sum is the total's.
    fn add_up(&mut self, whole: &Claim, opener: Opener, loose: bool, list: &List) -> Option<(Decimal, usize, bool)> {
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

    /// Reads the list of claims from `first` on that may be parts of `total`, into `self.members`.
    fn list(&mut self, total: usize, first: usize, opener: Opener) -> List {
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
                self.members.push((j as u32, self.kin(whole, &claims[j])));
            }
            j += 1;
        }
        List { end: j, closed, rest, dots }
    }

    /// Whether a list is closed, and nothing was left out by dots.
    fn is_whole(&self, list: &List, opener: Opener) -> bool {
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

    /// Reports parts that do not add up to an exact total, where the list is certain; that a hedged number cannot be
    /// checked; and that rounded measures agree.
    fn judge(&mut self, total: usize, sum: Decimal, drift: bool, opener: Opener) {
        let whole = &self.claims[total];
        // 33 đơn (tồn 12 đơn), gồm 29 đơn khiếu nại: what is more than the total is no part of it.
        if self.parts.iter().any(|&i| self.claims[i as usize].low > whole.low) {
            return;
        }
        let hedged = whole.bound != Bound::Exact || self.hedged();
        if let (Some(true), false) = (self.within_rounding(whole, sum), hedged) {
            self.report(total, sum, Verdict::HoldsRounded, drift, None);
        } else if !drift && (self.labelled_alike() || self.worded_alike(opener)) && self.certain() {
            if hedged {
                self.report(total, sum, Verdict::NotCheckable, drift, None);
            } else {
                let fits = self.sibling(total, sum);
                self.report(total, sum, Verdict::DoesNotHold, drift, fits);
            }
        }
    }

    /// How a claim may be a part of `whole`.
    fn kin(&self, whole: &Claim, part: &Claim) -> Kin {
        if part.form != Shape::Number
            || part.flags.has(Flags::OVERFLOW)
            || (part.change.is_some() && part.change != whole.change)
        {
            return Kin::Foreign;
        }
        match (whole.unit, part.unit) {
            (Some(a), Some(b)) if a.base == b.base && a.per == b.per => return Kin::Same,
            (None, None) => {}
            _ => return Kin::Foreign,
        }
        match (whole.counted, part.counted) {
            (Some(a), Some(b)) => match self.head(b) {
                head if head == self.head(a) => Kin::Same,
                // kỷ luật 58 đảng viên: khiển trách 49 đồng chí, khai trừ 9 trường hợp
                Some(_) if ["trường hợp", "đồng chí"].iter().any(|word| self.text[b].starts_with(word)) => {
                    Kin::Drift
                }
                // `lượt người` broken down into `lượt` and `người`.
                Some(head) if self.holds_word(a, head) => Kin::Drift,
                _ => Kin::Other,
            },
            (_, None) => Kin::Same,
            (None, Some(_)) => Kin::Other,
        }
    }

    fn head(&self, span: Span) -> Option<Key> {
        self.text.token_at(span.start() as usize).map(|token| token.key)
    }

    fn holds_word(&self, span: Span, key: Key) -> bool {
        let mut at = span.start() as usize;
        while let Some(token) = self.text.token_at(at).filter(|token| token.span.end() <= span.end()) {
            if token.key == key {
                return true;
            }
            at = self.text.skip_space(token.span.end() as usize).0;
        }
        false
    }

    /// Whether a sum that fits is no accident where only a mark stands between: for the smallest of numbers only where
    /// each follows its label, `khiển trách 3, cảnh cáo 1`.
    fn plausible(&self, whole: &Claim) -> bool {
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

    /// The breakdowns just reported of which a claim is a part.
    fn held(&self, part: usize) -> impl Iterator<Item = &Audit> {
        let of = move |audit: &&Audit| self.out.parts(audit).contains(&(part as u32));
        self.out.items.iter().rev().take(8).filter(|audit| audit.form == Form::Breakdown).filter(of)
    }

    /// Whether two claims are parts of one total: the one is no part of the other then.
    fn siblings(&self, a: usize, b: usize) -> bool {
        self.held(a).any(|audit| self.out.parts(audit).contains(&(b as u32)))
    }

    /// Whether a sum of measures, taken as exact, is the total to the digits that the total is given with.
    fn rounds(&self, whole: &Claim, sum: Decimal) -> bool {
        let twice = || {
            let off = sum.checked_sub(whole.low)?;
            let twice = off.checked_add(off)?;
            Some((twice, self.last_digit(whole)?))
        };
        let plain = whole.unit.is_some() && whole.bound == Bound::Exact && !self.hedged() && self.all_of_the_list();
        plain && twice().is_some_and(|(twice, unit)| twice <= unit && Some(twice) >= unit.checked_neg())
    }

    /// Whether the sum of rounded measures agrees with a rounded total: half a unit of the last digit of each.
    fn within_rounding(&self, whole: &Claim, sum: Decimal) -> Option<bool> {
        whole.unit?;
        let mut slack = self.last_digit(whole)?;
        for &i in self.parts.iter() {
            slack = slack.checked_add(self.last_digit(&self.claims[i as usize])?)?;
        }
        let off = sum.checked_sub(whole.low)?;
        let twice = off.checked_add(off)?;
        Some(twice <= slack && twice >= slack.checked_neg()?)
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

    /// Whether the parts carry labels of one kind: years that differ, or the same word (`cấp`, `xã`) before names.
    fn labelled_alike(&self) -> bool {
        let mut kind: Option<Label> = None;
        for &i in self.parts.iter() {
            let Some(label) = self.label(i as usize) else { return false };
            match kind {
                None => kind = Some(label),
                Some(Label::Year(a)) => {
                    // Years follow one another: a year that is left out may be left out of the list only.
                    if label != Label::Year(a + 1) {
                        return false;
                    }
                    kind = Some(label);
                }
                Some(word) if word == label => {}
                Some(_) => return false,
            }
        }
        true
    }

    /// Whether the parts name, each, the very thing that the total counts, in a list that is meant to be whole: after
    /// `gồm` or `cụ thể`, or number first in brackets with `và` before the last.
    fn worded_alike(&self, opener: Opener) -> bool {
        let named = self.parts.iter().all(|&i| {
            let c = &self.claims[i as usize];
            !c.flags.has(Flags::SHARED_COUNTED) && (c.counted.is_some() || c.unit.is_some())
        });
        let before = |i: u32| {
            let end = self.text.skip_space_back(self.claims[i as usize].core.start() as usize).0;
            self.text.token_before(end)
        };
        let Some((&last, others)) = self.parts.split_last() else { return false };
        let bare = || others.iter().all(|&i| before(i).is_some_and(|token| token.one_of(words!["(", ",", ";"])));
        named
            && match opener {
                Opener::All => true,
                Opener::Bracket => bare() && before(last).is_some_and(|token| token.one_of(words!["và"])),
                Opener::Some | Opener::Mark => false,
            }
    }

    /// The label before a part: the year, or the first word after the mark that separates the parts.
    fn label(&self, i: usize) -> Option<Label> {
        let floor = i.checked_sub(1).map_or(0, |before| self.claims[before].core.end());
        let (mut at, _) = self.text.skip_space_back(self.claims[i].core.start() as usize);
        let mut first = None;
        let (mut words, mut year) = (0, None);
        while at as u32 > floor {
            let token = self.text.token_before(at)?;
            let mark = token.class == Class::Mark && &self.text[token.span] != "-";
            if mark && (words > 0 || &self.text[token.span] != ":") || token.one_of(words!["và"]) {
                break;
            }
            if token.class == Class::Digits {
                let digits = &self.text[token.span];
                year = (digits.len() == 4).then(|| digits.parse::<u32>().ok()).flatten();
            }
            if token.class == Class::Word {
                first = Some(token.key);
            }
            words += 1;
            if words > 14 {
                return None;
            }
            at = self.text.skip_space_back(token.span.start() as usize).0;
        }
        if let Some(year) = year {
            return Some(Label::Year(year));
        }
        if at_province(self.text, at) {
            return Some(Label::Province);
        }
        first.filter(|&key| words!["cấp", "quý"].has(key)).map(Label::Word)
    }

    /// Whether a part is hedged: `gần 150 tỷ đồng`.
    fn hedged(&self) -> bool {
        self.parts.iter().any(|&i| self.claims[i as usize].bound != Bound::Exact)
    }

    /// Whether nothing about the parts is in doubt.
    fn certain(&self) -> bool {
        self.parts.iter().all(|&i| {
            !self.claims[i as usize].flags.has(Flags::TWO_READINGS) && {
                let c = &self.claims[i as usize];
                !c.flags.has(Flags::MALFORMED) && c.change.is_none()
            }
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
                self.claims[i].low == sum && self.claims[i].form == Shape::Number && !self.parts.contains(&(i as u32))
            })
            .map(|i| i as u32)
    }

    /// A total at the end of a line (`…: 120 hộ, trong đó:`) whose parts are the items of the list below it.
    fn following_lines(&mut self, total: usize) {
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
                    let kin = self.kin(whole, part);
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
}

/// Whether a claim counts things, one number of them.
fn is_count(c: &Claim) -> bool {
    c.unit.is_none() && c.form == Shape::Number
}

/// Whether one claim could be a part of another: a smaller number in the same unit, both exact.
fn lesser(part: &Claim, whole: &Claim) -> bool {
    part.unit.map(|unit| unit.base) == whole.unit.map(|unit| unit.base)
        && part.bound == Bound::Exact
        && whole.bound == Bound::Exact
        && part.low < whole.low
}

/// What a part is labelled with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Year(u32),
    Word(Key),
    Province,
}

/// Whether a province's name follows.
fn at_province(text: &Tokens, end: usize) -> bool {
    let (mut at, _) = text.skip_space(end);
    while let Some(mark) = text.token_at(at).filter(|t| t.one_of(words!["(", ",", ";", "và", "tỉnh"])) {
        at = text.skip_space(mark.span.end() as usize).0;
    }
    ProvinceName::at(text, at).is_some()
}
