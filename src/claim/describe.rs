//! What the words around the claims say of them: one question after the other, each asked of all the claims of a page,
//! so that what answers it stays in the processor's nearest cache.

use super::{Change, Claim, Form, context, phrase};
use crate::Span;
use crate::text::set::{WordSet, words};
use crate::text::token::Words;
use crate::text::tokens::Tokens;

/// Fills in bound, change, subject, base and predicate. `ends` say where each claim's words end; `starts` is a buffer.
pub(super) fn describe(text: &Tokens, scopes: &[Span], ends: &[u32], starts: &mut Vec<u32>, claims: &mut [Claim]) {
    starts.clear();
    for (i, &end) in ends.iter().enumerate() {
        let (told, rest) = claims.split_at_mut(i);
        let claim = &mut rest[0];
        let share = is_share(claim);
        let bounded = context::bound(text, claim.core, end as usize, claim.form == Form::Range, share);
        if claim.form != Form::Ordinal {
            claim.bound = bounded.bound;
        }
        claim.bound_text = bounded.text;
        if !matches!(claim.form, Form::Ordinal | Form::Fraction) {
            let level = bounded.from && claim.form != Form::Range || bounded.text.is_some_and(|by| reaches(text, by));
            claim.change =
                context::change(text, bounded.start, share, level).or_else(|| parts_change(text, told, claim));
            let before = &scopes[..scopes.partition_point(|scope| scope.start() < claim.core.start())];
            if let Some((verb, base)) = phrase::grown_over(text, before, bounded.start) {
                claim.change = context::change_at(text, verb);
                claim.base = Some(base);
            } else if claim.change.is_some() {
                claim.base = phrase::opening_base(text, bounded.start, told);
            }
        }
        starts.push(bounded.start as u32);
    }
    for (i, &start) in starts.iter().enumerate() {
        let (told, rest) = claims.split_at_mut(i);
        let claim = &mut rest[0];
        let scopes = &scopes[..scopes.partition_point(|scope| scope.start() < claim.core.start())];
        let around = phrase::Around { text, at: start as usize, told, scopes, counts: claim.unit.is_none() };
        claim.subject = phrase::subject(around);
    }
    for (claim, &start) in claims.iter_mut().zip(starts.iter()) {
        claim.base = phrase::base(text, start as usize, claim).or(claim.base);
    }
    for i in 1..claims.len() {
        let (told, rest) = claims.split_at_mut(i);
        let (last, claim) = (&mut told[i - 1], &rest[0]);
        if last.change.is_some() && last.base.is_none() && last.change == claim.change && said_again(text, last, claim)
        {
            last.base = claim.base;
        }
    }
    for (claim, &end) in claims.iter_mut().zip(ends) {
        if claim.change.is_none() && (claim.unit.is_none() || is_share(claim)) {
            claim.predicate = phrase::predicate(text, claim.counted, end.max(claim.core.end()) as usize);
        }
    }
}

/// `vượt ngưỡng`, `trên mức`: whether a hedge says that what stands is a level.
fn reaches(text: &Tokens, hedge: Span) -> bool {
    text.token_before(hedge.end() as usize).is_some_and(|t| t.one_of(words!["ngưỡng", "mốc", "mức"]))
}

/// Whether a claim is a percentage or the like.
fn is_share(claim: &Claim) -> bool {
    claim.unit.is_some_and(|unit| unit.base.row().share)
}

/// `giảm 45 tấn, tức giảm 6,7% so với cùng kỳ`: whether one change says the other in another unit.
fn said_again(text: &Tokens, last: &Claim, claim: &Claim) -> bool {
    const AGAIN: &WordSet = words!["tức", "tương", "hay"];
    let gap = Span::new(last.core.end(), claim.core.start());
    is_share(last) != is_share(claim) && gap.len() < 60 && text.within(gap).iter().any(|word| word.one_of(AGAIN))
}

/// `tăng 2,6% (107 USD/tấn)`: whether brackets right behind a change hold but its size in another unit.
fn restated(text: &Tokens, total: &Claim, claim: &Claim) -> bool {
    let between = text.get(total.core.end() as usize..claim.core.start() as usize);
    let after = claim.counted.map_or(claim.core.end(), |noun| noun.end().max(claim.core.end())) as usize;
    is_share(total) != is_share(claim)
        && between.is_some_and(|between| between.trim_start() == "(")
        && text[after..].starts_with(')')
}

/// `giảm 97 đơn vị, gồm 74 xã`: the parts of what fell fell too. `told` are the claims before.
fn parts_change(text: &Tokens, told: &[Claim], claim: &Claim) -> Option<Change> {
    let total = told.last()?;
    let change = total.change?;
    if restated(text, total, claim) {
        return Some(change);
    }
    if claim.unit.map(|u| u.base) != total.unit.map(|u| u.base) {
        return None;
    }
    let between = text.get(total.core.end() as usize..claim.core.start() as usize)?;
    // tăng 2% so với đầu năm và 7,5% so với cùng kỳ
    let compared = |c: &Claim| phrase::compared(text, c.core.end() as usize).is_some();
    if between.len() < 60 && between.trim_end().ends_with("và") && compared(total) && compared(claim) {
        return Some(change);
    }
    // tăng 8,6% về số lượng và 22% về vốn
    if total.unit.is_some() && !(between.len() < 60 && between.trim_end().ends_with("và")) {
        return None;
    }
    if between.len() > 120 || between.contains(['\n', ';', '.', '%']) {
        return None;
    }
    // tăng 13 vụ, 6 bị cáo so với cùng kỳ; tăng 13 vụ/6 bị cáo
    let noun = |c: &Claim| c.counted.map_or(c.core.end(), |noun| noun.end()) as usize;
    let mark = total.counted.and_then(|noun| text.get(noun.end() as usize..claim.core.start() as usize)).map(str::trim);
    let after = || {
        let next = text.skip_space(noun(claim)).0;
        text.word_at(next, words!["so"]).is_some()
            || matches!(text.as_bytes().get(next), None | Some(b'.' | b';' | b')' | b'('))
    };
    // So với tháng trước, giảm 3 vụ tai nạn, 2 người bị thương
    let listed = || total.base.is_some() && mark.is_some_and(|mark| mark.len() < 30 && mark.ends_with(','));
    if mark == Some("/") || mark == Some(",") && after() || listed() {
        return Some(change);
    }
    let words = text.within(Span::new(total.core.end(), claim.core.start()));
    let says = |set: &WordSet| words.iter().any(|word| word.one_of(set));
    let listed = says(words!["gồm"]) || told.len() > 1 && told[told.len() - 2].change == Some(change);
    let verb = says(words!["còn", "tăng", "đạt", "có", "so", "năm", "là"]);
    let coordinated = between.len() < 40 && says(words!["và"]) || listed;
    (coordinated && !verb).then_some(change)
}
