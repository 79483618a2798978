//! References: mentions of one particular party or state document.
//!
//! Finding never resolves: a [`Reference`] says what its words say. It never looks at claims.

mod cluster;
mod field;
mod figure;
mod find;
mod finder;
mod head;
mod identity;
mod issued;
mod issuer;
mod list;
mod mention;
mod named;
mod naming;
mod number;
mod numbered;
mod pinpoint;
mod relation;
mod resolve;
#[cfg(test)]
mod rows;
mod title;
mod urn;
mod words;

pub(crate) use cluster::{Abstained, Clusters};
pub(crate) use find::find_into;
pub use identity::{Basis, Document, Identity, Inconsistency, OpenBecause, Period, Resolution};
pub(crate) use mention::mentions_into;
pub use naming::Naming;
pub use number::Number;
pub use pinpoint::{Label, Pinpoint};
pub(crate) use relation::relations_into;
pub use relation::{Actor, Relation, RelationType};
pub use resolve::{Resolver, Rules};
pub use urn::{ParseUrnError, Urn};

pub use crate::registry::doc_type::DocType;
pub use crate::registry::issuer::Issuer;
pub use crate::registry::known_document::{KnownDocument, KnownDocuments, LoadError};
pub use crate::registry::law::Law;
pub use crate::registry::place::Province;

use crate::name::names;
use crate::registry::locality::{Kind, Locality};
use crate::registry::symbol::Symbol;
use crate::text::token::Words;
use crate::{Date, Span};

/// How a document is mentioned.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ReferenceForm"))]
#[non_exhaustive]
pub enum Form {
    /// With its symbol: `114-KL/TW`.
    Numbered,
    /// With a number that has no letters: `Kết luận 114`, `Thông tư 64/2017`.
    NumberOnly,
    /// By its name: `Luật Đất đai năm 2013`.
    Named,
    /// By the congress or plenum that passed it: `Nghị quyết Trung ương 4 (khóa XII)`.
    Event,
    /// By pointing back: `Nghị quyết này`.
    Back,
}

names!(Form { Numbered: "numbered", NumberOnly: "number_only", Named: "named", Event: "event", Back: "back" });

/// Whose documents are numbered in this way.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Family {
    /// The party: `114-KL/TW`.
    Party,
    /// Government, ministries, committees: `04/2015/NĐ-CP`.
    State,
    /// The National Assembly and its standing committee: `45/2013/QH13`; laws and codes by name.
    Assembly,
    /// Mass organisations: `655/KH-MTTW`.
    MassOrganisation,
    /// Companies, kept apart from policy: `02/2018/NQ-ĐHĐCĐ`.
    Corporate,
    /// Courts and procuracies: `66/2022/QĐST-HNGĐ`.
    Judicial,
    /// What the words leave open.
    Unknown,
}

names!(Family {
    Party: "party",
    State: "state",
    Assembly: "assembly",
    MassOrganisation: "mass_organisation",
    Corporate: "corporate",
    Judicial: "judicial",
    Unknown: "unknown",
});

/// Who met and passed a resolution that is known by the meeting.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct Event {
    /// A plenum of the Central Committee, or a congress and of which level.
    pub meeting: Meeting,
    /// Which one: 4 of `Trung ương 4`, 16 of `lần thứ XVI`.
    pub ordinal: Option<u8>,
    /// The place's own name where the words give it: `Bình Phước` of `Đại hội Đảng bộ tỉnh Bình Phước lần thứ XI`.
    pub place: Option<Span>,
    /// The congress term: 2020 and 2025 of `nhiệm kỳ 2020 - 2025`.
    pub years: Option<(u16, u16)>,
}

impl Event {
    /// Adds what another mention says of the same meeting.
    pub(crate) fn absorb(&mut self, other: Event) {
        self.ordinal = self.ordinal.or(other.ordinal);
        self.place = self.place.or(other.place);
        self.years = self.years.or(other.years);
    }
}

/// The kind of meeting that an [`Event`] is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Meeting {
    /// Hội nghị Trung ương: a plenum of the Central Committee.
    Plenum,
    /// Đại hội Đảng toàn quốc.
    NationalCongress,
    /// Đại hội Đảng bộ tỉnh, thành phố trực thuộc Trung ương.
    ProvinceCongress,
    /// Đại hội Đảng bộ huyện, quận, thị xã, thành phố thuộc tỉnh.
    DistrictCongress,
    /// Đại hội Đảng bộ xã, phường, thị trấn.
    CommuneCongress,
    /// A congress of another party organisation, or of one whose level the words leave open.
    PartyCongress,
    /// A congress of a mass organisation: Đoàn, Hội, Công đoàn.
    OtherCongress,
}

names!(Meeting {
    Plenum: "plenum",
    NationalCongress: "national_congress",
    ProvinceCongress: "province_congress",
    DistrictCongress: "district_congress",
    CommuneCongress: "commune_congress",
    PartyCongress: "party_congress",
    OtherCongress: "other_congress",
});

/// One mention, as plain data: spans of the text that it was found in, no strings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Reference {
    /// The core: from the type word through the number and symbol.
    pub core: Span,
    /// The whole mention: the core with date, issuer, term, title and pinpoints.
    pub mention: Span,
    /// How the document is mentioned.
    pub form: Form,
    /// Whose document it is, by its symbol and type.
    pub family: Family,
    /// The kind of document: the head word's, else the symbol's.
    pub doc_type: Option<DocType>,
    /// The head word (`Kết luận`, `NĐ`), where the mention has one of its own.
    pub head: Option<Span>,
    /// The number and symbol, where the form is numbered or number-only.
    pub number: Option<Number>,
    /// The law, where the form is named and the registry knows it.
    pub law: Option<Law>,
    /// The name of a named document, type word included, without its year: `Luật Đất đai`.
    pub name: Option<Span>,
    /// The meeting, where the form is event.
    pub event: Option<Event>,
    /// The issue date that the mention carries.
    pub issued: Option<Date>,
    /// The span of the date, `ngày` left out.
    pub issued_span: Option<Span>,
    /// The issuing body as worded.
    pub issuer: Option<Span>,
    /// The registry's row for that body.
    pub issuer_id: Option<Issuer>,
    /// The place in the issuer's words: `tỉnh Bình Phước` of `UBND tỉnh Bình Phước`.
    pub issuer_place: Option<Span>,
    /// The party or assembly term (khóa).
    pub term: Option<u8>,
    /// The span of the term's numeral.
    pub term_span: Option<Span>,
    /// The title or matter, without quotation marks and leading `về`.
    pub title: Option<Span>,
    /// The mentions of one list (`các Quyết định số 217-QĐ/TW và 218-QĐ/TW`) have one number, above 0; others have 0.
    pub list: u32,
    /// The mentions with one number mean one document of the page.
    pub cluster: u32,
    /// Where this mention's pinpoints lie in the page's buffer.
    pinpoints: (u32, u32),
}

impl Reference {
    /// A mention of which nothing but core and form is known yet.
    pub(crate) fn new(core: Span, form: Form) -> Reference {
        Reference {
            core,
            mention: core,
            form,
            family: Family::Unknown,
            doc_type: None,
            head: None,
            number: None,
            law: None,
            name: None,
            event: None,
            issued: None,
            issued_span: None,
            issuer: None,
            issuer_id: None,
            issuer_place: None,
            term: None,
            term_span: None,
            title: None,
            list: 0,
            cluster: 0,
            pinpoints: (0, 0),
        }
    }

    /// Writes the normalised symbol to a caller's buffer, so that nothing is allocated for a reference; whether there is
    /// one.
    ///
    /// ```
    /// use vanban::Miner;
    /// let mut miner = Miner::new();
    /// let mined = miner.mine("Căn cứ Kết luận 114- KL/TW và Nghị định số 04/2015/ NĐ-CP của Chính phủ.");
    /// let mut symbol = String::new();
    /// for reference in mined.references {
    ///     symbol.clear();
    ///     if reference.symbol_into(mined.text.as_str(), &mut symbol) {
    ///         let issuer = reference.issuer.map(|span| &mined.text.as_str()[span]);
    ///         println!("{symbol}, {issuer:?}");
    ///     }
    /// }
    /// assert_eq!(symbol, "04/2015/NĐ-CP");
    /// ```
    pub fn symbol_into(&self, text: &str, out: &mut String) -> bool {
        let number = self.number.filter(|_| self.form == Form::Numbered);
        number.is_some_and(|number| number.symbol_into(text, out))
    }

    /// The symbol taken apart; `None` where the mention has no number.
    pub(crate) fn symbol_parts<'t>(&self, text: &'t str) -> Option<Symbol<'t>> {
        let number = self.number?;
        let part = |span: Option<Span>| span.map_or("", |span| &text[span]);
        let symbol = Symbol::new(&text[number.serial], part(number.suffix), number.year, part(number.tail));
        // The head word decides against the letters.
        let programme = self.doc_type.is_some_and(DocType::is_programme);
        Some(if programme { symbol.of_programme() } else { symbol })
    }

    /// The place that the issuer's words name: a committee's own (`Thị ủy Hương Trà`), else the first behind the body.
    pub(crate) fn locality(&self, text: &(impl Words + ?Sized)) -> Locality {
        let committee = self.issuer.map(|issuer| Locality::within(text, issuer));
        if let Some(place) = committee.filter(|place| place.of_committee(text)) {
            return place;
        }
        let place =
            self.issuer_place.or(self.issuer).map_or_else(Locality::default, |issuer| Locality::within(text, issuer));
        // A law database's headline: `4233/QĐ-UBND Bình Định 2020`.
        match self.issuer_place.filter(|_| self.issuer.is_none() && place.kind.is_none()) {
            Some(name) => Locality { kind: Some(Kind::Province), word: Some(name), name: Some(name) },
            None => place,
        }
    }

    pub(crate) fn has_pinpoints(&self) -> bool {
        self.pinpoints.1 > self.pinpoints.0
    }

    /// The parts of the document that are meant, out of the page's pinpoints.
    pub fn pinpoints<'a>(&self, of_page: &'a [Pinpoint]) -> &'a [Pinpoint] {
        of_page.get(self.pinpoints.0 as usize..self.pinpoints.1 as usize).unwrap_or_default()
    }

    /// The normalised number and symbol: no spaces, hyphen-minus, the registry's casing of codes (`32-CTr/TU`); `None`
    /// where the mention gives no symbol.
    pub fn symbol(&self, text: &str) -> Option<String> {
        let number = self.number.filter(|_| self.form == Form::Numbered)?;
        number.symbol(text)
    }
}

/// The references of a page, in order, and their pinpoints: buffers to reuse.
#[derive(Default, Debug)]
pub(crate) struct Found {
    pub(crate) references: Vec<Reference>,
    /// Whether each reference goes on with the run of the one before: `05/2015/NĐ-CP` of `04, 05/2015/NĐ-CP`.
    goes_on: Vec<bool>,
    pub(crate) pinpoints: Vec<Pinpoint>,
    /// How many of the references, from the first, are read with what stands around them; of the others only the cores.
    read: usize,
    lists: u32,
    /// The numbers under one head that are being read.
    run: Vec<number::NumberAt>,
}

impl Found {
    /// Whether what stands after a mention is its own. Of numbers under one head the last one speaks for them all; years of
    /// one law have each their own.
    fn ends_run(&self, at: usize) -> bool {
        self.references[at].form == Form::Named || !self.goes_on.get(at + 1).is_some_and(|goes_on| *goes_on)
    }

    fn clear(&mut self) {
        self.references.clear();
        self.goes_on.clear();
        self.pinpoints.clear();
        self.read = 0;
        self.lists = 0;
    }
}
