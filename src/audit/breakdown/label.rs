//! Labels: what tells that the parts of a list are all of one kind.

use super::Finder;
use crate::audit::gap::Opener;
use crate::claim::Flags;
use crate::registry::place::ProvinceName;
use crate::text::key::Key;
use crate::text::set::words;
use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;

/// What a part is labelled with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Year(u32),
    Word(Key),
    Province,
}

impl Finder<'_> {
    /// What kind of label all parts carry: years that follow each other, the same word (`cấp`, `xã`) before names, provinces.
    pub(super) fn labelled_alike(&self) -> Option<Label> {
        let mut parts = self.parts.iter();
        let mut kind = self.label(*parts.next()? as usize)?;
        for &i in parts {
            let label = self.label(i as usize)?;
            // A year that is left out may be left out of the list only.
            let next = if let Label::Year(year) = kind { Label::Year(year + 1) } else { kind };
            if label != next {
                return None;
            }
            kind = label;
        }
        Some(kind)
    }

    /// Whether the parts name, each, the very thing that the total counts, in a list that is meant to be whole: after
    /// `gồm` or `cụ thể`, or number first in brackets with `và` before the last.
    pub(super) fn worded_alike(&self, opener: Opener) -> bool {
        let named = self.parts.iter().all(|&i| {
            let c = &self.claims[i as usize];
            !c.flags.has(Flags::SHARED_COUNTED) && (c.counted.is_some() || c.unit.is_some())
        });
        let before = |i: u32| self.token_before(i as usize);
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
}

/// Whether a province's name follows.
fn at_province(text: &Tokens, end: usize) -> bool {
    let (mut at, _) = text.skip_space(end);
    while let Some(mark) = text.token_at(at).filter(|t| t.one_of(words!["(", ",", ";", "và", "tỉnh"])) {
        at = text.skip_space(mark.span.end() as usize).0;
    }
    ProvinceName::at(text, at).is_some()
}
