//! What a run has done so far.

use serde::{Deserialize, Serialize};
use vanban::Error;
use vanban::batch::Outcome;

/// Numbers of things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) pages: u64,
    /// Pages that gave no records.
    pub(crate) failed: u64,
    /// Pages that were read, but for some of their bytes.
    pub(crate) damaged: u64,
    pub(crate) references: u64,
    pub(crate) documents: u64,
    pub(crate) claims: u64,
    pub(crate) audits: u64,
}

impl Tally {
    /// Counts what came of an input.
    pub(crate) fn input(&mut self, outcome: &Result<Outcome, Error>) {
        let Ok(Outcome { counts, damage, .. }) = outcome else {
            self.failed += 1;
            return;
        };
        self.pages += 1;
        self.damaged += u64::from(damage.is_some());
        self.references += u64::from(counts.references);
        self.documents += u64::from(counts.documents);
        self.claims += u64::from(counts.claims);
        self.audits += u64::from(counts.audits);
    }

    pub(crate) fn add(&mut self, other: Tally) {
        self.pages += other.pages;
        self.failed += other.failed;
        self.damaged += other.damaged;
        self.references += other.references;
        self.documents += other.documents;
        self.claims += other.claims;
        self.audits += other.audits;
    }

    /// Whether every page was read, and all of it.
    pub(crate) fn is_clean(&self) -> bool {
        self.failed == 0 && self.damaged == 0
    }

    /// One line for a person.
    pub(crate) fn line(&self) -> String {
        format!(
            "{}: {} to {}, {}, {}; {}",
            count(self.pages, "page"),
            count(self.references, "reference"),
            count(self.documents, "document"),
            count(self.claims, "claim"),
            count(self.audits, "audit"),
            self.failures()
        )
    }

    /// Its end: how many pages failed, in whole or in part.
    pub(crate) fn failures(&self) -> String {
        let damaged = if self.damaged == 0 { String::new() } else { format!(", {} damaged", self.damaged) };
        format!("{} failed{damaged}", self.failed)
    }
}

/// A number of things: `1 page`, `2 pages`.
pub(crate) fn count(n: u64, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}
