//! What a run has done so far.

use serde::{Deserialize, Serialize};
use vanban::record::Counts;

/// Numbers of things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    pub(crate) pages: u64,
    pub(crate) failed: u64,
    pub(crate) references: u64,
    pub(crate) documents: u64,
    pub(crate) claims: u64,
    pub(crate) audits: u64,
}

impl Tally {
    pub(crate) fn page(&mut self, counts: Counts) {
        self.pages += 1;
        self.references += u64::from(counts.references);
        self.documents += u64::from(counts.documents);
        self.claims += u64::from(counts.claims);
        self.audits += u64::from(counts.audits);
    }

    pub(crate) fn add(&mut self, other: Tally) {
        self.pages += other.pages;
        self.failed += other.failed;
        self.references += other.references;
        self.documents += other.documents;
        self.claims += other.claims;
        self.audits += other.audits;
    }

    /// One line for a person.
    pub(crate) fn line(&self) -> String {
        let count = |n: u64, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        format!(
            "{}: {} to {}, {}, {}; {} failed",
            count(self.pages, "page"),
            count(self.references, "reference"),
            count(self.documents, "document"),
            count(self.claims, "claim"),
            count(self.audits, "audit"),
            self.failed
        )
    }
}
