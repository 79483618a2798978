//! Identity: which document a cluster is, or why that stays open.
//!
//! A document is its symbol, its issuer's place, and the term or year that its number belongs to. Its key is one string
//! on every page:
//!
//! | document | key |
//! | --- | --- |
//! | Kết luận số 114-KL/TW, khóa XI | `114-KL/TW#XI` |
//! | Nghị định số 04/2015/NĐ-CP | `04/2015/NĐ-CP` |
//! | Chỉ thị số 16/CT-TTg, 2020 | `16/CT-TTg#2020` |
//! | Quyết định số 12/QĐ-UBND, 2020, tỉnh Phú Yên | `12/QĐ-UBND@phú-yên#2020` |
//! | Nghị quyết số 08-NQ/HU, nhiệm kỳ 2020 - 2025 | `08-NQ/HU@phú-yên/huyện-sơn-hòa#2020-2025` |
//! | Hiến pháp năm 2013 | `Hiến pháp#2013` |
//! | Nghị quyết Đại hội XIII của Đảng | `Nghị quyết Đại hội#XIII` |

use super::{DocType, Form, Issuer, KnownDocuments, Province, Reference};
use crate::name::names;
use crate::registry::series::Restart;
use crate::registry::symbol::Symbol;
use crate::registry::term::{self, Body};
use crate::{Date, Span};

/// Which numbering period a document belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Period {
    /// The khóa of the Central Committee.
    Term(u8),
    /// The term (nhiệm kỳ) of a local party committee, by its first and last year.
    Years(u16, u16),
    /// A year.
    Year(u16),
    /// The symbol itself holds the year or the term.
    InSymbol,
}

/// Where the name of a document is read from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Name {
    /// The symbol of a mention.
    Printed(u32),
    /// The number of a mention, with the letters that its type and issuer always bear.
    Completed { mention: u32, kind: &'static str, issuer: &'static str, year: Option<u16> },
    /// A row of the known documents.
    Known(u32),
    /// The congress of which a mention is the resolution: its number.
    Congress(u8),
}

/// Which document a cluster is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Identity {
    pub(crate) name: Name,
    /// The province, where the issuer is local.
    pub province: Option<Province>,
    /// Below the province: the word for the kind of place, and its name.
    pub(crate) below: Option<(Span, Span)>,
    /// The numbering period.
    pub period: Period,
}

/// What settled an identity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Basis {
    /// The words of its mentions alone.
    Stated,
    /// Its mentions, completed with the page's own place.
    Page,
    /// A known document of that number or name whose title or year the page gives.
    Registry,
    /// Dates between which it must have been issued.
    Inferred,
}

names!(Basis { Stated: "stated", Page: "page", Registry: "registry", Inferred: "inferred" });

/// Why an identity stays open.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum OpenBecause {
    /// Party numbers restart each khóa, and neither khóa nor a date that settles it is given.
    TermUnknown,
    /// Administrative numbers restart each year, and none is given.
    YearUnknown,
    /// The issuer is local, and the page does not say of which place.
    PlaceUnknown,
    /// The number has no letters, and no issuer is named that completes it.
    IssuerUnknown,
    /// The symbol's letters are of no series that the registry knows.
    SeriesUnknown,
    /// A law is named without its year.
    VersionUnknown,
    /// The name is not among the known documents.
    NotKnown,
    /// Several documents fit the words.
    SeveralFit,
    /// What is said of it contradicts itself: see the diagnostics.
    Contradiction,
    /// A back reference with nothing before it that it could mean.
    NoAntecedent,
    /// A back reference that can mean several documents, or one that was not extracted.
    AntecedentUnsure,
    /// The page itself is meant: `Nghị định này` on a decree's own page.
    OwnPage,
    /// A congress or plenum that is not told apart from others.
    EventUnclear,
}

names!(OpenBecause {
    TermUnknown: "term_unknown",
    YearUnknown: "year_unknown",
    PlaceUnknown: "place_unknown",
    IssuerUnknown: "issuer_unknown",
    SeriesUnknown: "series_unknown",
    VersionUnknown: "version_unknown",
    NotKnown: "not_known",
    SeveralFit: "several_fit",
    Contradiction: "contradiction",
    NoAntecedent: "no_antecedent",
    AntecedentUnsure: "antecedent_unsure",
    OwnPage: "own_page",
    EventUnclear: "event_unclear",
});

/// What is at odds in what a page says of a document. Reported, never corrected.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Inconsistency {
    /// The date of issue lies outside the stated khóa.
    DateOutsideTerm,
    /// The year in the symbol is not the date's.
    SymbolYear,
    /// The type is none that this issuer issues: a decree of a people's committee.
    IssuerCannotIssue,
    /// The province did not exist on that date.
    PlaceGone,
    /// The known document of that number and period has another date.
    KnownDate,
    /// Mentions of the one document give different dates.
    DatesDiffer,
}

impl Inconsistency {
    /// A sentence for a person.
    pub fn message(self) -> &'static str {
        match self {
            Inconsistency::DateOutsideTerm => "the date of issue lies outside the stated khóa",
            Inconsistency::SymbolYear => "the year in the symbol is not the year of the date",
            Inconsistency::IssuerCannotIssue => "this issuer does not issue documents of this type",
            Inconsistency::PlaceGone => "the province did not exist on the date of issue",
            Inconsistency::KnownDate => "the known document of this number and period has another date",
            Inconsistency::DatesDiffer => "mentions of this document give different dates",
        }
    }

    /// A stable word for it.
    pub fn code(self) -> &'static str {
        match self {
            Inconsistency::DateOutsideTerm => "date_outside_term",
            Inconsistency::SymbolYear => "symbol_year",
            Inconsistency::IssuerCannotIssue => "issuer_cannot_issue",
            Inconsistency::PlaceGone => "place_gone",
            Inconsistency::KnownDate => "known_date",
            Inconsistency::DatesDiffer => "dates_differ",
        }
    }
}

/// One document of a page: what all its mentions say together, and which one it is. Plain data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Document {
    /// The cluster of its mentions.
    pub cluster: u32,
    /// The mention that says most of it: its place among the page's references.
    pub mention: u32,
    /// How many mentions it has.
    pub mentions: u32,
    /// The kind of document.
    pub doc_type: Option<DocType>,
    /// The date of issue, from any mention.
    pub issued: Option<Date>,
    /// The khóa, from any mention.
    pub term: Option<u8>,
    /// The issuer, from any mention.
    pub issuer_id: Option<Issuer>,
    /// The title or matter, from the first mention that has one.
    pub title: Option<Span>,
    /// Which document it is; `None` while open.
    pub identity: Option<Identity>,
    /// What settled it.
    pub basis: Option<Basis>,
    /// Why it is open.
    pub open_because: Option<OpenBecause>,
    /// Where its candidates lie in the resolution's buffer.
    pub(crate) candidates: (u32, u32),
}

/// The documents of a page, in the order of their clusters, with candidates and inconsistencies: buffers to reuse.
#[derive(Clone, Default, Debug)]
pub struct Resolution {
    pub(crate) documents: Vec<Document>,
    pub(crate) candidates: Vec<u32>,
    pub(crate) inconsistencies: Vec<(u32, Inconsistency)>,
}

impl Resolution {
    /// Empties it, keeping its buffers.
    pub fn clear(&mut self) {
        self.documents.clear();
        self.candidates.clear();
        self.inconsistencies.clear();
    }

    /// The documents, in the order of their clusters.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The document of a cluster.
    pub fn document(&self, cluster: u32) -> Option<&Document> {
        let at = self.documents.binary_search_by_key(&cluster, |d| d.cluster).ok()?;
        self.documents.get(at)
    }

    /// Settles a document that is known: an identity of [`KnownDocuments::identity`].
    pub fn settle(&mut self, cluster: u32, identity: Identity) {
        if let Ok(at) = self.documents.binary_search_by_key(&cluster, |d| d.cluster) {
            let document = &mut self.documents[at];
            (document.identity, document.basis, document.open_because) = (Some(identity), Some(Basis::Registry), None);
            document.candidates = (0, 0);
        }
    }

    /// Leaves a document open.
    pub fn open(&mut self, cluster: u32, why: OpenBecause) {
        if let Ok(at) = self.documents.binary_search_by_key(&cluster, |d| d.cluster) {
            let document = &mut self.documents[at];
            (document.identity, document.basis, document.open_because) = (None, None, Some(why));
        }
    }

    /// The known documents that an open one may be: places in [`KnownDocuments::rows`].
    pub fn candidates(&self, document: &Document) -> &[u32] {
        self.candidates.get(document.candidates.0 as usize..document.candidates.1 as usize).unwrap_or_default()
    }

    /// What is at odds, each with the mention (its place among the page's references).
    pub fn inconsistencies(&self) -> &[(u32, Inconsistency)] {
        &self.inconsistencies
    }
}

impl KnownDocuments {
    /// The identity of one of these documents, by its place in [`KnownDocuments::rows`]; `None` where the row does not say it
    /// whole: a local document without its place, a year's number without a date.
    ///
    /// ```
    /// use vanban::reference::KnownDocuments;
    ///
    /// let known = KnownDocuments::builtin();
    /// let row = known.rows().iter().position(|row| row.symbol == "04/2015/NĐ-CP").unwrap();
    /// assert!(known.identity(row as u32).is_some());
    /// assert!(known.identity(u32::MAX).is_none());
    /// ```
    pub fn identity(&self, row: u32) -> Option<Identity> {
        let document = self.rows().get(row as usize)?;
        let province = Province::by_id(&document.place);
        let year = document.issued.map(Date::year);
        let period = match Symbol::parse(&document.symbol) {
            None => Period::Year(year?),
            Some(symbol) => match symbol.series()?.restart {
                _ if symbol.year.is_some() => Period::InSymbol,
                Restart::Symbol => Period::InSymbol,
                Restart::Year => Period::Year(year?),
                Restart::Term => match symbol.series()?.term_body()? {
                    Body::Party => Period::Term(u8::try_from(document.term?).ok()?),
                    body => {
                        let term = term::at(body, document.issued?)?;
                        Period::Years(term.years.0, term.years.1)
                    }
                },
            },
        };
        Some(Identity { name: Name::Known(row), province, below: None, period })
    }
}

/// Whether a mention could be written with a symbol: it has a number.
pub(crate) fn has_number(reference: &Reference) -> bool {
    matches!(reference.form, Form::Numbered | Form::NumberOnly) && reference.number.is_some()
}
