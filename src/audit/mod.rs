//! The audit: do the page's own numbers agree?
//!
//! A reader of a thousand pages does not notice that three years' figures add up to 119 and not to the 167 before them.
//! The audit looks for totals that the page itself breaks down, for percentages that follow from a stated fraction, for
//! parts of a hundred and for targets that a percentage implies, and says whether they hold. It is exact (no floats, no
//! rounding but what the digits given allow), and it would rather stay silent than accuse wrongly: where it is not
//! certain that the parts are all the parts, it abstains.

mod breakdown;
mod gap;
mod percentage;
mod ratio;

pub(crate) use breakdown::Buffers;

use crate::Decimal;
use crate::claim::Claim;
use crate::name::names;
use crate::text::key::Key;
use crate::text::token::Words;
use crate::text::tokens::Tokens;

/// What was checked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Form {
    /// The parts should add up to the total.
    Breakdown,
    /// The percentage should follow from the numbers, or imply a whole number.
    Percentage,
    /// The percentages should add up to a hundred.
    Hundred,
}

names!(Form { Breakdown: "breakdown", Percentage: "percentage", Hundred: "hundred" });

/// What came of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Verdict {
    /// The numbers agree exactly.
    Holds,
    /// They agree to the digits given.
    HoldsRounded,
    /// They do not agree.
    DoesNotHold,
    /// They cannot be compared: a number is hedged, vague or too long.
    NotCheckable,
}

names!(Verdict {
    Holds: "holds",
    HoldsRounded: "holds_rounded",
    DoesNotHold: "does_not_hold",
    NotCheckable: "not_checkable",
});

/// One check, as plain data over the page's claims.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Audit {
    /// What was checked.
    pub form: Form,
    /// The claim that states the total or the whole; none for parts of a hundred.
    pub total: Option<u32>,
    /// Which of [`Audits::parts`] are this audit's parts: first and count.
    parts: (u32, u32),
    /// What the page states: the total, or the percentage.
    pub stated: Decimal,
    /// What follows from the parts: their sum, or the whole number that the percentage implies; none where it is no
    /// decimal or too long.
    pub expected: Option<Decimal>,
    /// Whether the two agree.
    pub verdict: Verdict,
    /// A claim nearby that states the sum which the total does not.
    pub fits: Option<u32>,
    /// Whether the parts are counted in other words than the total: `lượt` beside `người`.
    pub drift: bool,
}

/// The audits of a page, in the order of their totals, with their parts.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Audits {
    items: Vec<Audit>,
    parts: Vec<u32>,
}

impl Audits {
    /// The audits.
    pub fn iter(&self) -> std::slice::Iter<'_, Audit> {
        self.items.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The claims that are an audit's parts, as indexes into the page's claims.
    pub fn parts(&self, audit: &Audit) -> &[u32] {
        &self.parts[audit.parts.0 as usize..][..audit.parts.1 as usize]
    }

    /// The arithmetic in words, for a person: `53 + 54 + 12 = 119, not 167; 119 stands nearby`.
    pub fn explain(&self, audit: &Audit, claims: &[Claim]) -> String {
        explain(audit, self.parts(audit), claims)
    }

    fn clear(&mut self) {
        self.items.clear();
        self.parts.clear();
    }

    /// Adds an audit over `parts`.
    fn push(&mut self, audit: Audit, parts: impl IntoIterator<Item = u32>) {
        let first = self.parts.len() as u32;
        self.parts.extend(parts);
        self.items.push(Audit { parts: (first, self.parts.len() as u32 - first), ..audit });
    }
}

impl<'a> IntoIterator for &'a Audits {
    type Item = &'a Audit;
    type IntoIter = std::slice::Iter<'a, Audit>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Audits a page's claims, which are in order and spans of `text`.
pub(crate) fn find_into(text: &Tokens, claims: &[Claim], buffers: &mut Buffers, out: &mut Audits) {
    out.clear();
    breakdown::find(text, claims, buffers, out);
    percentage::find(text, claims, buffers.gaps(), out);
    // In the order of their totals, those of one total in the order they were found in.
    let parts = &out.parts;
    let total = |audit: &Audit| audit.total.unwrap_or_else(|| parts[audit.parts.0 as usize]);
    out.items.sort_unstable_by_key(|audit| (total(audit), audit.form as u8, audit.parts));
}

/// The first word of what a claim counts.
#[inline]
fn head(text: &Tokens, claim: &Claim) -> Option<Key> {
    claim.counted.and_then(|counted| text.token_at(counted.start() as usize)).map(|token| token.key)
}

fn explain(audit: &Audit, parts: &[u32], claims: &[Claim]) -> String {
    let value = |i: u32| claims[i as usize].low.to_string();
    let values: Vec<String> = parts.iter().map(|&i| value(i)).collect();
    let mut words = match audit.form {
        Form::Breakdown | Form::Hundred => {
            let sum = values.join(" + ");
            match (audit.expected, audit.verdict) {
                (Some(e), Verdict::Holds) => format!("{sum} = {e}"),
                (Some(e), Verdict::HoldsRounded) => format!("{sum} = {e}, which rounds to {}", audit.stated),
                (Some(e), Verdict::DoesNotHold) => format!("{sum} = {e}, not {}", audit.stated),
                (Some(e), Verdict::NotCheckable) => format!("{sum} = {e} beside a hedged {}", audit.stated),
                (None, _) => format!("{sum} is too long a number"),
            }
        }
        Form::Percentage => match audit.total.map(|t| &claims[t as usize]) {
            Some(total) => {
                let (part, whole) = (total.low, total.of);
                match (whole, audit.expected) {
                    (Some(whole), _) => {
                        let sign = match audit.verdict {
                            Verdict::Holds => "=",
                            Verdict::HoldsRounded => "≈",
                            Verdict::DoesNotHold => "≠",
                            Verdict::NotCheckable => "?",
                        };
                        format!("{part}/{whole} {sign} {}%", audit.stated)
                    }
                    (None, Some(whole)) => format!("{part} is {}% of {whole}", audit.stated),
                    (None, None) => {
                        let levels = parts
                            .iter()
                            .filter(|&&i| claims[i as usize].unit.is_none_or(|unit| !unit.base.row().share));
                        let levels: Vec<String> = levels.map(|&i| value(i)).collect();
                        format!("{} and {}%", levels.join(", "), audit.stated)
                    }
                }
            }
            None => format!("{}%", audit.stated),
        },
    };
    if let Some(fits) = audit.fits {
        words.push_str(&format!("; {} stands nearby", value(fits)));
    }
    if audit.drift {
        words.push_str("; the parts are counted in other words than the total");
    }
    words
}
