//! Mentions that identify a document by themselves: a symbol, a number with its year, a dated law.

use super::group::Group;
use super::index::Groups;
use super::{NONE, key};
use crate::reference::{Form, Reference};
use crate::registry::known_document::KNOWN;
use crate::text::tokens::Tokens;

impl Groups {
    /// The group of a mention that identifies its document by itself; `NONE` for the others.
    pub(super) fn anchored(&mut self, text: &Tokens, reference: &Reference) -> u32 {
        match reference.form {
            Form::Numbered => self.numbered(text, reference),
            // A number with a year and no letters is held by itself, apart from full symbols.
            Form::NumberOnly if reference.number.is_some_and(|n| n.year.is_some()) => {
                let Some(symbol) = reference.symbol_parts(text) else { return NONE };
                let key = key::dated(reference, &symbol);
                let group = Group::of_symbol(text, reference, Some((&symbol, &symbol.letters())));
                let found = self.all(key).find(|&g| self[g].fits(&group, text));
                let found = found.unwrap_or_else(|| self.add(group, key));
                self.register(found, key::short(reference, &symbol));
                self[found].absorb(&group);
                found
            }
            Form::Named if reference.issued.is_some() => {
                let Some(name) = key::name(text, reference) else { return NONE };
                let group = Group::of(text, reference);
                let found = self.all(name).find(|&g| self[g].year == group.year);
                let found = found.unwrap_or_else(|| self.add(group, name));
                self[found].absorb(&group);
                found
            }
            _ => NONE,
        }
    }

    fn numbered(&mut self, text: &Tokens, reference: &Reference) -> u32 {
        if lacks_year(text, reference) {
            return NONE;
        }
        let Some(symbol) = reference.symbol_parts(text) else { return NONE };
        let letters = symbol.letters();
        let (full, short) = (key::full(&letters), key::short(reference, &symbol));
        let group = Group::of_symbol(text, reference, Some((&symbol, &letters)));
        let best = |all: &mut dyn Iterator<Item = u32>| {
            all.filter(|&g| self[g].fits(&group, text)).max_by_key(|&g| self[g].last)
        };
        let met = best(&mut self.all(full));
        // `Nghị quyết số 18-NQ/TW`, of which the page has named those of two terms: only the one that is spoken of here.
        let rival = |one: u32| {
            let near = reference.core.start() - self[one].last <= REACH;
            let other = |g: &u32| *g != one && self[*g].fits(&group, text) && !self[*g].fits(&self[one], text);
            self.all(full).find(other).is_some_and(|g| !near || self[one].last - self[g].last <= REACH)
        };
        if met.is_some_and(rival) {
            return NONE;
        }
        // A misprinted or missing type code: the head word, the number and the issuer hold them together.
        let found = met.or_else(|| {
            let same = |g: &u32| {
                let other = &self[*g];
                let one = other.number == group.number && other.issuer == group.issuer;
                other.letters && one && other.type_alike(&group)
            };
            best(&mut self.all(short).filter(same)).filter(|_| reference.head.is_some())
        });
        let name = key::name(text, reference).or_else(|| KNOWN.law_of(letters.hash).map(key::law));
        // `Luật Giá năm 2012`, met before: a year passes one law of a name.
        let found = found.or_else(|| {
            let same = |g: &u32| {
                let other = &self[*g];
                !other.letters && other.year.is_some() && other.year == group.year
            };
            let found = self.all(name?).find(same)?;
            let known = &mut self[found];
            (known.letters, known.number) = (true, group.number);
            self.register(found, full);
            Some(found)
        });
        let found = found.unwrap_or_else(|| self.add(group, full));
        self.register(found, short);
        if let Some(name) = name {
            self.register(found, name);
        }
        self[found].absorb(&group);
        self[found].last = reference.core.start();
        found
    }
}

/// How far what is spoken of reaches, in bytes.
const REACH: u32 = 900;

/// Whether a symbol lacks the year that all such bear: `Nghị định 95/NĐ-CP`, `Nghị quyết 326/UBTVQH`. It is read as the number
/// alone is.
fn lacks_year(text: &Tokens, reference: &Reference) -> bool {
    let Some(tail) = reference.number.filter(|number| number.year.is_none()).and_then(|number| number.tail) else {
        return false;
    };
    let dated = || reference.doc_type.is_some_and(|kind| matches!(kind.code(), "NĐ" | "TT" | "TTLT"));
    let assembly = |tail: &str| tail.starts_with("/UBTVQH") || tail.starts_with("/QH");
    reference.head.is_some() && text[tail].starts_with('/') && (dated() || assembly(&text[tail]))
}
