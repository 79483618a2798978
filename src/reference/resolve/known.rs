//! The known documents that a mention may be of.

use super::context::{Facts, Page, Settled};
use super::facts::{content_words, numerals};
use crate::reference::Reference;
use crate::reference::identity::{Basis, Name, OpenBecause, Resolution};
use crate::registry::series::Level;
use crate::registry::symbol::Symbol;
use crate::registry::term::{bounds, overlap};
use crate::text::hash::words_hash;
use crate::{Date, Span};

impl Page<'_> {
    /// The known documents that bear the symbol and nothing of which is at odds with the page.
    pub(super) fn candidates(&self, symbol: &Symbol, name: &Name, facts: &Facts, out: &mut Resolution) -> Vec<u32> {
        let whole;
        let hash = match *name {
            Name::Completed { kind, issuer, year, .. } => {
                let year = year.map_or_else(String::new, |year| format!("/{year}"));
                whole = format!("{}{}{year}/{kind}-{issuer}", symbol.serial, symbol.suffix);
                Symbol::parse(&whole).map(|s| s.hash())
            }
            _ => Some(symbol.hash()),
        };
        let rows = hash.map_or(&[][..], |hash| self.known.with_symbol(hash));
        let fits = |&&row: &&u32| {
            let document = &self.known.rows()[row as usize];
            let term = document.term.is_none()
                || facts.document.term.is_none()
                || facts.issuer != "TW"
                || document.term == facts.document.term.map(u16::from);
            let date = document.issued.zip(facts.document.issued).is_none_or(|(a, b)| overlap(a, b));
            let local = facts.series.is_some_and(|s| s.level != Level::Central);
            term && date && (!local || !document.place.is_empty())
        };
        let found: Vec<u32> = rows.iter().filter(fits).copied().collect();
        out.candidates.extend_from_slice(&found);
        found
    }

    /// Adds the known documents of a type with that serial number, whatever their issuers.
    pub(super) fn by_number(&self, symbol: &Symbol, kind: &str, year: Option<u16>, out: &mut Resolution) {
        let of_type = |&&row: &&u32| {
            let row = &self.known.rows()[row as usize];
            let dated = row.issued.is_some_and(|date| year.is_some_and(|year| date.year() != year));
            row.doc_type == kind && !dated
        };
        out.candidates.extend(self.known.with_serial(symbol.serial_hash()).iter().filter(of_type));
    }

    /// The known document of a type and a number whose whole matter the page gives, though nothing says whose it is: `Nghị quyết
    /// 68 về phát triển kinh tế tư nhân`.
    #[cold]
    pub(super) fn by_whole_matter(&self, symbol: &Symbol, kind: &str, facts: &Facts) -> Option<u32> {
        let of_type = |&&row: &&u32| {
            let row = &self.known.rows()[row as usize];
            row.doc_type == kind && row.issued.zip(facts.document.issued).is_none_or(|(a, b)| overlap(a, b))
        };
        let rows: Vec<u32> = self.known.with_serial(symbol.serial_hash()).iter().filter(of_type).copied().collect();
        let found = self.by_matter(&rows, facts)?;
        let mut own = Vec::new();
        content_words(&self.known.rows()[found as usize].title, &mut own);
        let given = own.iter().filter(|word| facts.titles.binary_search(word).is_ok()).count();
        (own.len() >= 4 && given * 10 >= own.len() * 9).then_some(found)
    }

    /// The known law of a number and a year: the laws of a year are numbered in one series.
    pub(super) fn law_of_number(&self, facts: &Facts, best: &Reference, symbol: &Symbol) -> Option<u32> {
        let of_law = |kind: &str| matches!(kind, "luật" | "bộ luật");
        best.doc_type.filter(|kind| of_law(kind.name()))?;
        let year = symbol.year.or(facts.document.issued.map(Date::year))?;
        let fits = |&&row: &&u32| {
            let row = &self.known.rows()[row as usize];
            of_law(&row.doc_type) && row.issued.is_some_and(|date| date.year() == year)
        };
        let mut found = self.known.with_serial(symbol.serial_hash()).iter().filter(fits);
        found.next().copied().filter(|_| found.next().is_none())
    }

    /// The one of several known documents whose matter the page's titles give.
    pub(super) fn by_matter(&self, rows: &[u32], facts: &Facts) -> Option<u32> {
        let title = &facts.titles;
        if title.len() < 2 {
            return None;
        }
        // A congress is not another one, and nothing is cited before it was issued.
        let can_be = |&&row: &&u32| {
            let document = &self.known.rows()[row as usize];
            let mut own = Vec::new();
            numerals(&document.title, &mut own);
            let other =
                !own.is_empty() && !facts.numerals.is_empty() && !own.iter().any(|n| facts.numerals.contains(n));
            let later =
                self.date().zip(document.issued).is_some_and(|(page, issued)| bounds(issued).0 > bounds(page).1);
            !other && !later
        };
        let rows: Vec<u32> = rows.iter().filter(can_be).copied().collect();
        let mut words: Vec<Vec<u64>> = Vec::new();
        for &row in &rows {
            let mut out = Vec::new();
            content_words(&self.known.rows()[row as usize].title, &mut out);
            words.push(out);
        }
        let shared = |i: usize| title.iter().filter(|word| words[i].binary_search(word).is_ok()).count();
        // Words that set one candidate apart from the others.
        let own = |i: usize| {
            let others = |word: &u64| (0..words.len()).all(|j| j == i || words[j].binary_search(word).is_err());
            title.iter().filter(|word| words[i].binary_search(word).is_ok() && others(word)).count()
        };
        let mut best = None;
        for i in 0..rows.len() {
            let n = shared(i);
            // Most of the shorter of the two titles, and at least two words that no other candidate has.
            let enough = n * 10 >= title.len().min(words[i].len()) * 8 && own(i) >= 2;
            if enough {
                if best.is_some() {
                    return None;
                }
                best = Some(rows[i]);
            } else if n * 2 >= title.len() && own(i) >= 2 {
                // A second that is half as good is too many.
                return None;
            }
        }
        best
    }

    /// The one known law of that date that amends a law.
    #[cold]
    fn amending(&self, law: &str, date: Date) -> Option<u32> {
        let name = format!("Luật sửa đổi, bổ sung một số điều của {law}");
        let rows = self.known.with_name(words_hash(name.as_str(), Span::of(0, name.len())));
        let mut found = self.known.dated(rows, date);
        found.next().filter(|_| found.next().is_none())
    }

    /// A law known by its name: of that year, the one known document.
    pub(super) fn named(&self, facts: &Facts, best: &Reference, out: &mut Resolution) -> Settled {
        let name = match (best.law, best.name) {
            (Some(law), _) => law.words(),
            (None, Some(name)) if self.text[name].contains("/QH") => numberless(&self.text[name]),
            (None, Some(name)) => words_hash(self.text, name),
            (None, None) => return Err(OpenBecause::NotKnown),
        };
        let rows = self.known.with_name(name);
        if rows.is_empty() {
            return Err(OpenBecause::NotKnown);
        }
        let Some(date) = facts.document.issued else {
            out.candidates.extend_from_slice(rows);
            return Err(OpenBecause::VersionUnknown);
        };
        let mut found = self.known.dated(rows, date);
        match (found.next(), found.next()) {
            (Some(row), None) => {
                let identity = self.known.identity(row).ok_or(OpenBecause::NotKnown)?;
                Ok((identity, Basis::Registry))
            }
            (None, _) => {
                // `Luật Thi hành án dân sự sửa đổi 2014`: the law that amends it.
                let amends = best.law.filter(|_| self.text[best.core].contains("sửa đổi"));
                let amending = amends.and_then(|law| self.amending(law.name(), date));
                if let Some(identity) = amending.and_then(|row| self.known.identity(row)) {
                    return Ok((identity, Basis::Registry));
                }
                out.candidates.extend_from_slice(rows);
                Err(OpenBecause::NotKnown)
            }
            _ => {
                out.candidates.extend(self.known.dated(rows, date));
                Err(OpenBecause::SeveralFit)
            }
        }
    }
}

/// One number for the name of a law that names others with their numbers: `Luật sửa đổi … của Luật A số 31/2024/QH15 và Luật B`.
#[cold]
fn numberless(name: &str) -> u64 {
    let mut words: Vec<&str> = Vec::new();
    for word in name.split_whitespace() {
        if !word.contains("/QH") {
            words.push(word);
        } else if words.last() == Some(&"số") {
            words.pop();
        }
    }
    let name = words.join(" ");
    words_hash(name.as_str(), Span::of(0, name.len()))
}
