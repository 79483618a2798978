//! The words between a total and its parts.

use once_cell::sync::Lazy;

use crate::text::lexicon::Lexicon;
use crate::text::token::{Token, Words};
use crate::tsv::Table;

/// What a word between two numbers says of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// All the parts follow.
    Opens,
    /// All the parts follow, where a mark stands before the word.
    Specifies,
    /// Parts follow, perhaps not all.
    Includes,
    /// What is left of the total follows.
    Rest,
    /// No part follows any more.
    Closes,
    /// What follows in brackets is no list of parts.
    Aside,
    /// The total of what stands before follows.
    Sums,
    /// What was planned: a percentage of it says nothing of the numbers beside it.
    Plan,
}

/// The cues and their roles.
pub(crate) struct AuditCues {
    lexicon: Lexicon,
    roles: Vec<Role>,
}

impl AuditCues {
    /// The cue that starts exactly at a position, and where it ends.
    #[inline]
    pub(crate) fn at(&self, text: &(impl Words + ?Sized), at: usize) -> Option<(Role, usize)> {
        self.starting(text, text.token_at(at)?)
    }

    /// The cue that starts with a token, and where it ends.
    #[inline]
    pub(crate) fn starting(&self, text: &(impl Words + ?Sized), first: Token) -> Option<(Role, usize)> {
        let (row, end) = self.lexicon.starting(text, first)?;
        Some((self.roles[row as usize], end))
    }
}

static TABLE: Lazy<Table> = Lazy::new(|| Table::new("audit_cue", include_str!("../../data/audit_cue.tsv")));

pub(crate) static AUDIT_CUES: Lazy<AuditCues> = Lazy::new(|| {
    let rows = || TABLE.rows();
    let roles = rows().map(|row| match row.get("role") {
        "opens" => Role::Opens,
        "specifies" => Role::Specifies,
        "includes" => Role::Includes,
        "rest" => Role::Rest,
        "closes" => Role::Closes,
        "aside" => Role::Aside,
        "sums" => Role::Sums,
        "plan" => Role::Plan,
        _ => row.wrong("role"),
    });
    AuditCues {
        lexicon: Lexicon::new(rows().enumerate().map(|(i, row)| (row.get("cue"), i as u32))),
        roles: roles.collect(),
    }
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::Words;

    #[test]
    fn every_cue_is_met_in_its_example() {
        for (row, cells) in TABLE.rows().enumerate() {
            let (cue, example) = (cells.get("cue"), cells.get("example"));
            let mut at = 0;
            let mut met = false;
            while let Some(token) = example.token_at(at) {
                met |= AUDIT_CUES.lexicon.at(example, at).is_some_and(|(found, _)| found == row as u32);
                at = example.skip_space(token.span.end() as usize).0;
            }
            assert!(met, "{cue}: {example}");
        }
    }
}
