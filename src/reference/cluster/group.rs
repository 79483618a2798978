//! A group: what is known of one document of the page, and whether a mention can mean it.

use super::NONE;
use crate::Date;
use crate::reference::named::revision_after;
use crate::reference::{DocType, Event, Reference};
use crate::registry::locality::Locality;
use crate::registry::series::{Restart, Series, code_of, series};
use crate::registry::symbol::{Letters, Symbol};
use crate::registry::term;
use crate::text::hash::Hash;
use crate::text::tokens::Tokens;

/// What is known of one document of the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// The mention met last, in order; `NONE` before the first.
    pub(super) last: u32,
    /// Whether its symbol has letters.
    pub(super) letters: bool,
    /// Whether it is told from an older version of its name: `Luật Đất đai (sửa đổi)`.
    pub(super) revised: bool,
    /// The first letter of its symbol's type code.
    code: Option<char>,
    /// The first issuer's code, as one number, and its numbering rule.
    pub(super) issuer: u64,
    series: Option<Series>,
    pub(super) year: Option<u16>,
    issued: Option<Date>,
    pub(super) term: Option<u8>,
    place: Locality,
    pub(super) event: Option<Event>,
    /// The type of what a meeting passed.
    pub(super) passed: Option<DocType>,
    /// The serial number, its suffix and year, as one number.
    pub(super) number: u64,
    /// How often it was met.
    pub(super) count: u32,
}

impl Group {
    /// What one mention says of its document.
    pub(super) fn of(text: &Tokens, reference: &Reference) -> Group {
        let symbol = reference.symbol_parts(text).map(|symbol| (symbol, symbol.letters()));
        Group::of_symbol(text, reference, symbol.as_ref().map(|(symbol, letters)| (symbol, letters)))
    }

    /// [`Group::of`], where the symbol is taken apart.
    pub(super) fn of_symbol(text: &Tokens, reference: &Reference, symbol: Option<(&Symbol, &Letters)>) -> Group {
        let code = symbol.and_then(|(_, letters)| letters.issuer);
        let of_symbol = symbol.and_then(|(_, letters)| letters.rule);
        let initial = symbol.and_then(|(_, letters)| letters.kind).and_then(|run| run.as_str().chars().next());
        let symbol = symbol.map(|(symbol, _)| symbol);
        let by_words = reference.issuer_id.map(code_of).filter(|code| !code.is_empty());
        let hash = |code: &str| {
            let mut hash = Hash::default();
            hash.add(code.as_bytes());
            hash.0
        };
        // QH14 is the Quốc hội of the words; the term is told by the symbol.
        let letters = |code: &str| hash(code.trim_end_matches(|c: char| c.is_ascii_digit()));
        let issuer = code.map(|run| letters(run.as_str())).or_else(|| by_words.map(hash));
        Group {
            last: NONE,
            letters: symbol.is_some_and(|s| s.has_letters()),
            revised: reference.name.is_some_and(|name| revision_after(text, name.end() as usize).is_some()),
            code: initial,
            issuer: issuer.unwrap_or_default(),
            series: of_symbol.or_else(|| series(by_words?)),
            year: symbol.and_then(|s| s.year).or_else(|| reference.issued.map(Date::year)),
            issued: reference.issued,
            term: reference.term,
            place: reference.locality(text),
            event: reference.event,
            passed: reference.event.and(reference.doc_type),
            number: symbol.map_or(0, |s| s.number_hash()),
            count: 0,
        }
    }

    /// Whether a mention can mean this document: nothing that both say is at odds.
    pub(super) fn fits(&self, mention: &Group, text: &Tokens) -> bool {
        let issuers = self.issuer == 0 || mention.issuer == 0 || self.issuer == mention.issuer;
        issuers && self.place.agrees(&mention.place, text) && !self.apart(mention)
    }

    /// Whether two type codes can be spellings of one, or misprints: `CT` and `CTr`, not `TB` and `QĐ`.
    pub(super) fn type_alike(&self, other: &Group) -> bool {
        self.code.is_none() || other.code.is_none() || self.code == other.code
    }

    /// Whether a law's mention can mean this one of the same name: what is told from an older version is not of a year that
    /// the page does not tell of it.
    pub(super) fn same_version(&self, mention: &Group) -> bool {
        !mention.revised || self.revised || self.year.is_none() && !self.letters
    }

    /// Whether two dates can be one.
    pub(super) fn same_year(&self, other: &Group) -> bool {
        let year = |group: &Group| group.issued.map(Date::year);
        !matches!((year(self), year(other)), (Some(a), Some(b)) if a != b)
    }

    /// Whether two say periods in which the number stands for different documents.
    fn apart(&self, other: &Group) -> bool {
        let restart = self.series.or(other.series).map(|s| s.restart);
        match restart {
            Some(Restart::Term) => {
                if let (Some(x), Some(y)) = (self.term, other.term) {
                    return x != y;
                }
                let level = self.series.or(other.series).and_then(|s| s.term_body());
                let by_date = |g: &Group| level.and_then(|body| term::at(body, g.issued?)).map(|t| t.number);
                let central = level == Some(term::Body::Party);
                let of = |g: &Group| g.term.filter(|_| central).map(u16::from).or_else(|| by_date(g));
                matches!((of(self), of(other)), (Some(x), Some(y)) if x != y)
            }
            Some(Restart::Symbol) => false,
            _ => matches!((self.year, other.year), (Some(x), Some(y)) if x != y),
        }
    }

    /// Adds what a mention says.
    pub(super) fn absorb(&mut self, mention: &Group) {
        self.issued = self.issued.max(mention.issued);
        self.term = self.term.or(mention.term);
        self.revised |= mention.revised;
        self.year = self.year.or(mention.year);
        self.place.absorb(mention.place);
        self.series = self.series.or(mention.series);
        if self.issuer == 0 {
            self.issuer = mention.issuer;
        }
        if let (Some(event), Some(new)) = (&mut self.event, mention.event) {
            event.absorb(new);
        }
    }
}
