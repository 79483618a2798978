//! What the words around a claim say of it: a file for each field of the record that they fill.
//!
//! One question is asked after the other, each of all the claims of a page, so that what answers it stays in the
//! processor's nearest cache.

mod base;
mod change;
mod predicate;
mod subject;

use super::{Claim, Form};
use crate::Span;
use crate::registry::cue::Bound;
use crate::registry::unit::Kind;
use crate::text::set::{WordSet, words};
use crate::text::token::Words;
use crate::text::tokens::Tokens;

use super::bound::bound;

/// How many tokens a phrase has at most.
const REACH: usize = 32;

/// Fills in bound, change, subject, base and predicate. `ends` say where each claim's words end; `starts` is a buffer.
pub(super) fn describe(text: &Tokens, scopes: &[Span], ends: &[u32], starts: &mut Vec<u32>, claims: &mut [Claim]) {
    starts.clear();
    let mut passed = 0;
    for (i, &end) in ends.iter().enumerate() {
        let (told, rest) = claims.split_at_mut(i);
        let claim = &mut rest[0];
        let bounded = bound(text, claim.core, end as usize, claim.form == Form::Range, is_share(claim));
        if claim.form != Form::Ordinal {
            // hoàn thành vượt mức 10/10 chỉ tiêu: how well, not how many.
            let well = claim.form == Form::Fraction
                && bounded.text.is_some_and(|by| text.word_at(by.start() as usize, words!["vượt"]).is_some());
            claim.bound = if well { Bound::Exact } else { bounded.bound };
        }
        claim.bound_text = bounded.text;
        if !matches!(claim.form, Form::Ordinal | Form::Fraction) {
            passed = past(scopes, passed, claim);
            change::tell(text, &scopes[..passed], told, &bounded, claim);
        }
        starts.push(bounded.start as u32);
    }
    let mut passed = 0;
    for (i, &start) in starts.iter().enumerate() {
        let (told, rest) = claims.split_at_mut(i);
        let claim = &mut rest[0];
        passed = past(scopes, passed, claim);
        let (scopes, counts) = (&scopes[..passed], claim.unit.is_none());
        let around = subject::Around {
            text,
            at: start as usize,
            end: claim.core.end() as usize,
            told,
            scopes,
            counts,
            share: is_share(claim),
        };
        claim.subject = if aged(text, start as usize, claim) {
            None
        } else if let Some(last) = told.last().filter(|last| base::coordinated(text, last, claim)) {
            last.subject
        } else {
            subject::subject(around)
        };
    }
    for (claim, &start) in claims.iter_mut().zip(starts.iter()) {
        claim.base = base::base(text, start as usize, claim).or(claim.base);
    }
    base::say_again(text, claims);
    for (claim, &end) in claims.iter_mut().zip(ends) {
        if claim.change.is_none() && (claim.unit.is_none() || is_share(claim)) {
            let said = predicate::predicate(text, claim.counted, end.max(claim.core.end()) as usize);
            // 90% dự toán thành phố xây dựng: whose it is that the share is of.
            claim.predicate = said.filter(|said| claim.base.is_none_or(|base| base.end() <= said.start()));
        }
    }
}

/// `người dưới 18 tuổi`, `người từ đủ 14 tuổi`: whether an age says who is meant, and measures nothing.
fn aged(text: &Tokens, start: usize, claim: &Claim) -> bool {
    const WHO: &WordSet = words!["người", "trẻ", "em", "nam", "nữ", "con", "cháu", "bé", "niên", "già", "động", "giáo"];
    if !claim.unit.is_some_and(|unit| unit.base.row().kind == Kind::Age && unit.base.symbol().ends_with("tuổi")) {
        return false;
    }
    // trẻ em suy dinh dưỡng dưới 5 tuổi
    const PASSED: &WordSet = words!["từ", "đủ", "suy", "dinh", "dưỡng", "thấp", "còi", "tật", "khuyết"];
    let mut words = std::iter::successors(text.last_token(start), |t| Some(text.before(t)?.0)).take(5);
    words.find(|t| !t.one_of(PASSED)).is_some_and(|t| t.one_of(WHO))
}

/// How many time scopes begin before a claim, where `passed` begin before the one before.
fn past(scopes: &[Span], passed: usize, claim: &Claim) -> usize {
    passed + scopes[passed..].iter().take_while(|scope| scope.start() < claim.core.start()).count()
}

/// Whether a claim is a percentage or the like.
fn is_share(claim: &Claim) -> bool {
    claim.unit.is_some_and(|unit| unit.base.row().share)
}
