//! What failed, told on standard error: each by name, but not one reason a thousand times.

use std::collections::BTreeMap;

use vanban::Error;

use crate::tally::count;
use crate::told;

/// As many failures are told one by one.
pub(crate) const TOLD: u64 = 20;

/// Reasons that are told apart; some name a byte, and of these there may be as many as pages.
const REASONS: usize = 1000;

/// The failures of a run that have been told.
#[derive(Default)]
pub(crate) struct Failures {
    /// They are kept in a file.
    kept: bool,
    all: u64,
    reasons: BTreeMap<String, u64>,
}

impl Failures {
    /// None yet, of a run that keeps them in a file or not.
    pub(crate) fn new(kept: bool) -> Failures {
        Failures { kept, ..Failures::default() }
    }

    /// The line that tells a failure; none where it has been told often enough: of all that are kept in a file the first
    /// ones, otherwise the first ones of each reason.
    pub(crate) fn line(&mut self, error: &Error) -> Option<String> {
        self.all += 1;
        if self.kept {
            return match self.all {
                ..=TOLD => Some(told(error)),
                n if n == TOLD + 1 => Some(told("more pages failed; they are told in the file of errors only")),
                _ => None,
            };
        }
        let known = self.reasons.len() < REASONS || self.reasons.contains_key(error.reason());
        let seen = known.then(|| self.reasons.entry(error.reason().to_owned()).or_default());
        let n = seen.map_or(0, |n| {
            *n += 1;
            *n
        });
        (n <= TOLD).then(|| told(error))
    }

    /// The lines that tell in the end how many were not told, by reason; `remedy` says how to have them.
    pub(crate) fn rest(&self, remedy: &str) -> impl Iterator<Item = String> {
        let more = self.reasons.iter().filter(|(_, n)| **n > TOLD);
        more.map(move |(reason, n)| told(format!("{} more: {reason}{remedy}", count(n - TOLD, "page"))))
    }
}
