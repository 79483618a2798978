//! [`Page`]: what a page's documents are worked out from.

use std::cell::RefCell;

use crate::Date;
use crate::page::{self, Home, ZoneSpan};
use crate::reference::cluster::Abstained;
use crate::reference::identity::{Basis, Document, Identity, OpenBecause};
use crate::reference::relation::Relation;
use crate::reference::{Event, KnownDocuments, Reference};
use crate::registry::locality::Locality;
use crate::registry::series::Series;
use crate::registry::symbol::Symbol;
use crate::registry::term::Body;
use crate::text::tokens::Table;

pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Table,
    pub(super) zones: &'a [ZoneSpan],
    pub(super) facts: &'a page::Facts,
    pub(super) references: &'a [Reference],
    pub(super) abstained: &'a [(u32, Abstained)],
    pub(super) known: &'a KnownDocuments,
    pub(super) relations: &'a [Relation],
    /// The documents that lack nothing but their term, each with whose terms they follow.
    pub(super) undated: RefCell<Vec<(u32, Identity, Body)>>,
    /// Read only where a mention leaves its place out.
    pub(super) home: once_cell::unsync::OnceCell<Home>,
    /// Asked only where a congress is named without its level.
    pub(super) local_party: once_cell::unsync::OnceCell<bool>,
}

/// What all mentions of a document say together, beyond what its record holds.
pub(super) struct Facts<'a> {
    pub(super) document: Document,
    pub(super) symbol: Option<Symbol<'a>>,
    /// The letters of the symbol, or what type and issuer complete.
    pub(super) issuer: String,
    pub(super) series: Option<Series>,
    pub(super) place: Locality,
    pub(super) titles: Vec<u64>,
    /// The numerals among them: `XIII` of `tiến tới Đại hội XIII`.
    pub(super) numerals: Vec<u64>,
    pub(super) event: Option<Event>,
    /// Whether mentions give dates that cannot be one.
    pub(super) dates_differ: bool,
}

pub(super) type Settled = Result<(Identity, Basis), OpenBecause>;

impl Page<'_> {
    /// The place that the page is about.
    pub(super) fn home(&self) -> &Home {
        self.home.get_or_init(|| Home::of(&self.tokens.of(self.text), self.zones, self.facts))
    }

    /// When the page was published.
    pub(super) fn date(&self) -> Option<Date> {
        self.facts.published.map(|(date, _)| date)
    }
}
