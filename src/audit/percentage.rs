//! Percentages: shares that follow from a stated fraction, parts of a hundred, targets that a percentage implies, and
//! growth from one stated level to another, or by a stated step.
//!
//! Only a percentage that stands right beside its numbers is judged, and one that names a base of its own (`kế hoạch`,
//! `so với cùng kỳ`) is never held against them.

use super::gap::{Gaps, between};
use super::ratio::{Fit, implied_whole, percent_of};
use super::{Audit, Audits, Form, Verdict, head};
use crate::claim::{Bound, Change, Claim, Form as Shape};
use crate::registry::audit_cue::{AUDIT_CUES, Role};
use crate::registry::cue::CUES;
use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;
use crate::{Decimal, Span};

pub(super) fn find(text: &Tokens, claims: &[Claim], gaps: &mut Gaps, out: &mut Audits) {
    for i in 0..claims.len() {
        let Some(next) = claims.get(i + 1) else { break };
        let near = is_percent(next) || claims.get(i + 2).is_some_and(is_percent);
        if !near || !joined(text, claims, gaps, i) {
            continue;
        }
        if is_percent(next) {
            match claims[i].form {
                Shape::Fraction => fraction(text, claims, i, out),
                Shape::Number if !is_percent(&claims[i]) => target(text, claims, i, out),
                Shape::Number => hundred(text, claims, gaps, i, out),
                _ => {}
            }
        }
        growth(text, claims, i, out);
        step(text, claims, i, out);
    }
}

/// Whether a claim and the next stand in one sentence, near each other.
fn joined(text: &Tokens, claims: &[Claim], gaps: &mut Gaps, i: usize) -> bool {
    between(&claims[i], &claims[i + 1]).len() <= 160 && !gaps.before(text, claims, i + 1).breaks
}

/// A plain, exact number of per cent.
fn is_percent(claim: &Claim) -> bool {
    claim.form == Shape::Number
        && claim.bound == Bound::Exact
        && claim.unit.is_some_and(|unit| unit.base.symbol() == "%" && unit.per == [None, None])
}

/// `252/252=100%`, `12/18 xã (66,7%)`, `978/1.170 đơn, đạt 83,6%`.
fn fraction(text: &Tokens, claims: &[Claim], i: usize, out: &mut Audits) {
    let (parts, percent) = (&claims[i], &claims[i + 1]);
    let Some(whole) = parts.of else { return };
    let Some(fit) = percent_of(parts.low, whole, percent.low) else { return };
    let verdict = match fit {
        Fit::Exact => Verdict::Holds,
        Fit::Rounded => Verdict::HoldsRounded,
        // Far apart and loosely joined, the percentage may be one of something else.
        Fit::Off if tied(text, claims, i) => Verdict::DoesNotHold,
        Fit::Off => return,
    };
    push(out, Form::Percentage, Some(i), percent.low, None, verdict, [i as u32, i as u32 + 1]);
}

/// Whether a percentage can only be that of the fraction before it: joined by `=`, or alone in brackets.
fn tied(text: &Tokens, claims: &[Claim], i: usize) -> bool {
    let words = text[between(&claims[i], &claims[i + 1])].trim();
    let after = text[claims[i + 1].core.end() as usize..].trim_start();
    claims[i + 1].change.is_none()
        && !of_a_plan(text, &claims[i + 1])
        && (words == "=" || (words.ends_with('(') && after.starts_with(')')))
}

/// `36 doanh nghiệp đạt 60% Nghị quyết`: of 60.
fn target(text: &Tokens, claims: &[Claim], i: usize, out: &mut Audits) {
    let (part, percent) = (&claims[i], &claims[i + 1]);
    let counts = part.unit.is_none() && part.counted.is_some();
    if !counts || part.bound != Bound::Exact || percent.change.is_some() {
        return;
    }
    let words = text[between(part, percent)].trim_end();
    let reached = ["đạt", "bằng"].iter().any(|cue| words.ends_with(cue));
    if !reached || !of_a_plan(text, percent) {
        return;
    }
    if let Some(whole) = implied_whole(part.low, percent.low) {
        let fit = percent_of(part.low, whole, percent.low);
        let verdict = if fit == Some(Fit::Exact) { Verdict::Holds } else { Verdict::HoldsRounded };
        push(out, Form::Percentage, Some(i), percent.low, Some(whole), verdict, [i as u32 + 1]);
    }
}

/// Whether nothing but a mark follows a percentage: no base, no `mỗi năm`.
fn alone(text: &Tokens, percent: &Claim) -> bool {
    let after = text[percent.core.end() as usize..].trim_start_matches(' ');
    after.is_empty() || after.starts_with(['.', ';', ',', ')', '\n'])
}

/// Whether a percentage is of what was planned, and not a share of what is there.
fn of_a_plan(text: &Tokens, percent: &Claim) -> bool {
    let plan = |base: Span| AUDIT_CUES.at(text, base.start() as usize).is_some_and(|(role, _)| role == Role::Plan);
    percent.base.or(percent.counted).is_some_and(plan)
}

/// How many percentages are taken back into a hundred: a page of nothing else is not read again for each.
const MOST: usize = 40;

/// `98,2%, còn lại 1,8%`: the percentages of one sentence up to `còn lại` should make a hundred.
fn hundred(text: &Tokens, claims: &[Claim], gaps: &mut Gaps, i: usize, out: &mut Audits) {
    let span = between(&claims[i], &claims[i + 1]);
    let mut at = text.skip_space(span.start() as usize).0;
    let mut rest = false;
    while at < span.end() as usize {
        match AUDIT_CUES.at(text, at) {
            Some((Role::Rest, stop)) => {
                // `giảm … còn lại 5%` is a level that is left, not a part.
                rest = true;
                at = text.skip_space(stop).0;
            }
            Some((Role::Aside | Role::Plan, _)) => return,
            _ => match text.token_at(at) {
                Some(token) if rest && token.class == Class::Digits => break,
                Some(token) => at = text.skip_space(token.span.end() as usize).0,
                None => return,
            },
        }
    }
    if !rest || claims[i + 1].change.is_some() {
        return;
    }
    // The percentages before it in the sentence, one after the other.
    let mut first = i;
    while first > 0 && i - first < MOST && is_percent(&claims[first - 1]) && !gaps.before(text, claims, first).breaks {
        first -= 1;
    }
    if claims[first..=i + 1].iter().any(|c| c.change.is_some() || of_a_plan(text, c)) {
        return;
    }
    // The nearest run of them that makes a hundred; more may stand before it that speak of something else.
    let mut sum = claims[i + 1].low;
    for from in (first..=i).rev() {
        let Some(more) = sum.checked_add(claims[from].low) else { return };
        sum = more;
        if sum == Decimal::from(100) {
            push(out, Form::Hundred, None, sum, Some(sum), Verdict::Holds, from as u32..=i as u32 + 1);
            return;
        }
    }
}

/// `tăng từ 40 lên 50 xã, tăng 25%`: growth that the two levels state.
fn growth(text: &Tokens, claims: &[Claim], i: usize, out: &mut Audits) {
    let [from, to, percent] = match claims.get(i..i + 3) {
        Some([a, b, c]) => [a, b, c],
        _ => return,
    };
    let levels = [from, to].iter().all(|c| c.form == Shape::Number && c.bound == Bound::Exact && !c.low.is_zero());
    let same = from.unit.map(|u| u.base) == to.unit.map(|u| u.base) && from.low != to.low;
    let direction = if to.low > from.low { Change::Increase } else { Change::Decrease };
    if !levels
        || !same
        || is_percent(from)
        || !is_percent(percent)
        || percent.change != Some(direction)
        || percent.base.is_some()
    {
        return;
    }
    let before = text[..from.core.start() as usize].trim_end().ends_with("từ");
    let up = text[between(from, to)].trim();
    let near = text[between(to, percent)].trim_start_matches([',', ' ', '(']);
    let joined = matches!(up, "lên" | "lên đến" | "lên tới" | "xuống" | "xuống còn" | "còn");
    let next = near.trim_end();
    if !before || !joined || !(next.ends_with("tăng") || next.ends_with("giảm")) || next.len() > 40 {
        return;
    }
    let Some(off) = (if to.low > from.low { to.low.checked_sub(from.low) } else { from.low.checked_sub(to.low) })
    else {
        return;
    };
    let verdict = match percent_of(off, from.low, percent.low) {
        Some(Fit::Exact) => Verdict::Holds,
        Some(Fit::Rounded) => Verdict::HoldsRounded,
        // The rate of a year, or a share of the later level, is another number.
        Some(Fit::Off) if !near.contains("bình quân") && alone(text, percent) => Verdict::DoesNotHold,
        _ => return,
    };
    let at = i as u32;
    push(out, Form::Percentage, Some(i), percent.low, None, verdict, [at, at + 1, at + 2]);
}

/// `736 việc, tăng 39 việc (tăng 5,6%)`, `257 ha, giảm 28,1% (tương đương giảm 100 ha)`: what the size of a change is of
/// the level that it started from.
fn step(text: &Tokens, claims: &[Claim], i: usize, out: &mut Audits) {
    let Some([level, first, second]) = claims.get(i..i + 3) else { return };
    let (size, percent) = if is_percent(first) { (second, first) } else { (first, second) };
    let Some(change) = size.change.filter(|change| is_percent(percent) && percent.change == Some(*change)) else {
        return;
    };
    let sound = [level, size].iter().all(|c| c.form == Shape::Number && c.bound == Bound::Exact && !c.low.is_zero());
    if !sound || level.change.is_some() || is_percent(level) || percent.counted.is_some() || !alike(text, level, size) {
        return;
    }
    // The change is the level's own, and said twice over.
    let verb = text[between(level, first)].rsplit([',', '(']).next().unwrap_or_default().trim();
    let own = verb.is_empty() || CUES.change.at(verb, 0).is_some_and(|(_, end)| end == verb.len());
    let again = text[between(first, second)].trim_end();
    let bracket = again.rfind('(').is_some_and(|open| again.len() - open < 24 && !again[..open].contains([',', ';']));
    let equal = ["tương đương", "tương ứng"].iter().any(|word| again.contains(word));
    if !own || !(bracket || equal) || again.len() > 60 {
        return;
    }
    let before = match change {
        Change::Increase => level.low.checked_sub(size.low),
        Change::Decrease => level.low.checked_add(size.low),
    };
    let Some(fit) = before.and_then(|before| percent_of(size.low, before, percent.low)) else { return };
    let verdict = match fit {
        Fit::Exact => Verdict::Holds,
        Fit::Rounded => Verdict::HoldsRounded,
        // 60 tạ/ha, tăng 1,1% (+0,6 tạ/ha): measures are rounded themselves, counts in full are not.
        Fit::Off if [level, size].iter().all(|c| c.unit.is_none() && !text[c.core].contains([',', ' '])) => {
            Verdict::DoesNotHold
        }
        Fit::Off => return,
    };
    let at = i as u32;
    push(out, Form::Percentage, Some(i), percent.low, None, verdict, [at, at + 1, at + 2]);
}

/// Whether two claims are measured in one unit, or count one thing.
fn alike(text: &Tokens, a: &Claim, b: &Claim) -> bool {
    let unit = |c: &Claim| c.unit.map(|unit| (unit.base, unit.per));
    unit(a) == unit(b) && (a.unit.is_some() || head(text, a) == head(text, b))
}

fn push(
    out: &mut Audits,
    form: Form,
    total: Option<usize>,
    stated: Decimal,
    expected: Option<Decimal>,
    verdict: Verdict,
    parts: impl IntoIterator<Item = u32>,
) {
    let total = total.map(|i| i as u32);
    out.push(Audit { form, total, parts: (0, 0), stated, expected, verdict, fits: None, drift: false }, parts);
}
