//! The shapes of the records, as they are written and read back.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::name::names;
use crate::{Date, Decimal, Error, audit, claim, page, reference};

/// The version of the record contract that this crate writes.
pub const SCHEMA_VERSION: u32 = 1;

/// One record: a line of JSON, told apart by its `kind`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Record<'a> {
    /// A mention of one particular document.
    Reference(#[serde(borrow)] Reference<'a>),
    /// A number that says something about the world.
    Claim(#[serde(borrow)] Claim<'a>),
    /// Whether stated numbers agree with each other.
    Audit(#[serde(borrow)] Audit<'a>),
    /// One document of the page: what all its mentions say together.
    Document(#[serde(borrow)] Document<'a>),
    /// The page itself.
    Page(#[serde(borrow)] Page<'a>),
    /// A stretch of the page and what it is.
    Zone(#[serde(borrow)] Zone<'a>),
    /// What could not be decided or read, and where.
    Diagnostic(#[serde(borrow)] Diagnostic<'a>),
}

/// The kinds of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Kind {
    /// [`Record::Reference`]
    Reference,
    /// [`Record::Claim`]
    Claim,
    /// [`Record::Audit`]
    Audit,
    /// [`Record::Document`]
    Document,
    /// [`Record::Page`]
    Page,
    /// [`Record::Zone`]
    Zone,
    /// [`Record::Diagnostic`]
    Diagnostic,
}

names!(Kind {
    Reference: "reference",
    Claim: "claim",
    Audit: "audit",
    Document: "document",
    Page: "page",
    Zone: "zone",
    Diagnostic: "diagnostic",
});

impl Kind {
    /// Every kind, in the order in which a page's records come.
    pub const ALL: [Kind; 7] =
        [Kind::Page, Kind::Zone, Kind::Reference, Kind::Document, Kind::Claim, Kind::Audit, Kind::Diagnostic];
}

impl<'a> Record<'a> {
    /// The record's kind.
    pub fn kind(&self) -> Kind {
        match self {
            Record::Reference(_) => Kind::Reference,
            Record::Claim(_) => Kind::Claim,
            Record::Audit(_) => Kind::Audit,
            Record::Document(_) => Kind::Document,
            Record::Page(_) => Kind::Page,
            Record::Zone(_) => Kind::Zone,
            Record::Diagnostic(_) => Kind::Diagnostic,
        }
    }

    pub(super) fn head_mut(&mut self) -> &mut Head<'a> {
        match self {
            Record::Reference(r) => &mut r.head,
            Record::Claim(r) => &mut r.head,
            Record::Audit(r) => &mut r.head,
            Record::Document(r) => &mut r.head,
            Record::Page(r) => &mut r.head,
            Record::Zone(r) => &mut r.head,
            Record::Diagnostic(r) => &mut r.head,
        }
    }

    /// What every record has.
    pub fn head(&self) -> &Head<'a> {
        match self {
            Record::Reference(r) => &r.head,
            Record::Claim(r) => &r.head,
            Record::Audit(r) => &r.head,
            Record::Document(r) => &r.head,
            Record::Page(r) => &r.head,
            Record::Zone(r) => &r.head,
            Record::Diagnostic(r) => &r.head,
        }
    }
}

/// What every record has: its name, its page, its place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Head<'a> {
    /// The version of the record contract: 1.
    pub schema_version: u32,
    /// Unique on its page and the same from run to run: `r5`, `c7`, `d1`.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// Where the page was found: the path relative to the folder that was named, or the container's path and row.
    #[serde(borrow)]
    pub source: Cow<'a, str>,
    /// The page's own id or URL, where its container gives one.
    #[serde(borrow)]
    pub page: Option<Cow<'a, str>>,
    /// First byte, in the page as it came in.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// First code point; of a page in an 8-bit encoding, first byte.
    pub char_start: u32,
    /// One past the last code point.
    pub char_end: u32,
    /// First UTF-16 unit; on request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utf16_start: Option<u32>,
    /// One past the last UTF-16 unit; on request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utf16_end: Option<u32>,
    /// The normalised reading of the bytes.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// The sentence that holds the record; null for records of the whole page.
    #[serde(borrow)]
    pub sentence: Option<Sentence<'a>>,
}

/// A sentence's place, and on request its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Sentence<'a> {
    /// First byte, in the page as it came in.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The normalised words; on request, and where there are no more than 4 KiB of them.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
}

/// A mention of one particular document. `start` to `end` is its core: type word through number and symbol.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Reference<'a> {
    /// What every record has.
    #[serde(flatten, borrow)]
    pub head: Head<'a>,
    /// First byte of the whole mention: the core with date, issuer, title, pinpoints.
    pub mention_start: u32,
    /// One past the last byte of the whole mention.
    pub mention_end: u32,
    /// What the line is in which it stands.
    pub zone: page::Zone,
    /// How the document is mentioned.
    pub form: reference::Form,
    /// Whose document it is, by its symbol and type.
    pub family: reference::Family,
    /// The kind of document (loại văn bản), lower case: `nghị quyết`.
    pub doc_type: Option<Cow<'a, str>>,
    /// The normalised number and symbol: `114-KL/TW`; null where the mention has none.
    pub symbol: Option<Cow<'a, str>>,
    /// The name of a document that is known by it, without its year: `Luật Đất đai`.
    pub name: Option<Cow<'a, str>>,
    /// The meeting that passed it, where the form is `event`.
    pub event: Option<Event<'a>>,
    /// The date of issue that the mention carries, ISO 8601 as far as the page says.
    pub issued: Option<Date>,
    /// The issuing body as the page words it.
    pub issuer: Option<Cow<'a, str>>,
    /// The registry's id of that body: `ban-bi-thu`.
    pub issuer_id: Option<Cow<'a, str>>,
    /// The place in the issuer's words: `tỉnh Bình Phước`.
    pub issuer_place: Option<Cow<'a, str>>,
    /// The term (khóa), as a Roman numeral.
    pub term: Option<Cow<'a, str>>,
    /// The title or matter, without quotation marks and leading `về`.
    pub title: Option<Cow<'a, str>>,
    /// The parts of the document that are meant; null where it is meant as a whole.
    pub pinpoint: Option<Vec<Pinpoint<'a>>>,
    /// The label that all mentions of this document share on this page: the id of its `document` record.
    pub cluster: Cow<'a, str>,
    /// What the sentence does with the document, and for whom.
    pub relation: Relation<'a>,
    /// The key of the document, the same on every page: `114-KL/TW#XI`; null while it is open.
    pub document: Option<Cow<'a, str>>,
    /// What settled the document; null while it is open.
    pub basis: Option<reference::Basis>,
    /// The keys of the known documents that it may be, where it is open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Cow<'a, str>>,
    /// Why it is open.
    pub open_because: Option<reference::OpenBecause>,
    /// The document's `urn:lex` name (RFC 9676), with the part that is meant; null while it is open.
    pub urn: Option<Cow<'a, str>>,
}

/// What is done with a document, and for whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Relation<'a> {
    /// What is done: `implements`, `amends`, `reviews` …
    #[serde(rename = "type")]
    pub kind: reference::RelationType,
    /// The id of the reference or the claim for which it is done; the page's (`p1`) where no other is named.
    pub from: Cow<'a, str>,
}

/// The meeting that passed a resolution which is known by it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Event<'a> {
    /// A plenum of the Central Committee, or a congress and of which level.
    pub meeting: reference::Meeting,
    /// Which one: 4 of `Trung ương 4`.
    pub ordinal: Option<u8>,
    /// The place's name where the words give it.
    pub place: Option<Cow<'a, str>>,
    /// First year of the congress term (nhiệm kỳ).
    pub term_from: Option<u16>,
    /// Last year of the congress term.
    pub term_to: Option<u16>,
}

/// One part of a document: every level that its words name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[non_exhaustive]
pub struct Pinpoint<'a> {
    /// điểm
    #[serde(skip_serializing_if = "Option::is_none")]
    pub point: Option<Cow<'a, str>>,
    /// khoản
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<Cow<'a, str>>,
    /// điều
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<Cow<'a, str>>,
    /// mục
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<Cow<'a, str>>,
    /// chương
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chapter: Option<Cow<'a, str>>,
    /// phụ lục
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appendix: Option<Cow<'a, str>>,
}

/// A number that says something about the world. `start` to `end` is its core: the digits or number words through the unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Claim<'a> {
    /// What every record has.
    #[serde(flatten, borrow)]
    pub head: Head<'a>,
    /// What the line is in which it stands.
    pub zone: page::Zone,
    /// The shape of the number.
    pub form: claim::Form,
    /// The value or the lower end, magnitude words applied, as a string: `"1640000000000"`. Null where the page's number
    /// has more than 38 digits.
    pub low: Option<Decimal>,
    /// The value or the upper end; null where it is open.
    pub high: Option<Decimal>,
    /// The denominator of a fraction.
    pub of: Option<Decimal>,
    /// The value in the other reading, where the separators have two.
    pub other: Option<Decimal>,
    /// The canonical unit of measure: `VND`, `t`, `%`; null for counts.
    pub unit: Option<Cow<'a, str>>,
    /// The unit as the page words it.
    pub unit_text: Option<Cow<'a, str>>,
    /// What is counted, as the page words it.
    pub counted: Option<Cow<'a, str>>,
    /// What the number is a number of, as the page words it.
    pub subject: Option<Cow<'a, str>>,
    /// What is said of what is counted.
    pub predicate: Option<Cow<'a, str>>,
    /// What a percentage or a change is of.
    pub base: Option<Cow<'a, str>>,
    /// How the words bound the value.
    pub bound: claim::Bound,
    /// The words that do.
    pub bound_text: Option<Cow<'a, str>>,
    /// Whether the number is the size of a change.
    pub change: Option<claim::Change>,
    /// The time scope, as the page words it.
    pub period: Option<Cow<'a, str>>,
    /// First day, month or year of the scope.
    pub period_from: Option<Date>,
    /// Last day, month or year of the scope.
    pub period_to: Option<Date>,
    /// How the numeral was written or read: `two_readings` (`1,043 tỷ`; the other one is in `other`), `dot_decimal`
    /// (`283.75 km`), `english_grouping` (`1,381,956`), `malformed` (broken groups, a magnitude twice), `spaced` (spaces
    /// inside the digits), `overflow` (more than 38 digits: no value), `words_disagree` (`05 (sáu) ngày`), `regional_unit`
    /// (sào, mẫu, công: their size depends on the region), `shared_unit` and `shared_counted` (a neighbour's: `từ 2 lên 11
    /// triệu đồng`), `words` (spelled in words).
    pub flags: Vec<Cow<'a, str>>,
}

/// Whether stated numbers agree with each other. `start` to `end` runs from the first number to the last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Audit<'a> {
    /// What every record has.
    #[serde(flatten, borrow)]
    pub head: Head<'a>,
    /// What was checked.
    pub form: audit::Form,
    /// The id of the claim that states the total; null for parts of a hundred.
    pub total: Option<Cow<'a, str>>,
    /// The ids of the claims that are the parts.
    pub parts: Vec<Cow<'a, str>>,
    /// What the page states: the total, or the percentage.
    pub stated: Decimal,
    /// What follows from the parts; null where it is no decimal.
    pub expected: Option<Decimal>,
    /// Whether the two agree.
    pub verdict: audit::Verdict,
    /// The id of a claim nearby that states the sum which the total does not.
    pub fits: Option<Cow<'a, str>>,
    /// The arithmetic in words.
    pub explanation: Cow<'a, str>,
}

/// One document of the page: what all its mentions say together. `start` to `end` is the first mention's core.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Document<'a> {
    /// What every record has.
    #[serde(flatten, borrow)]
    pub head: Head<'a>,
    /// The ids of its references, in order.
    pub mentions: Vec<Cow<'a, str>>,
    /// Its key, the same on every page; null while it is open.
    pub document: Option<Cow<'a, str>>,
    /// What settled it; null while it is open.
    pub basis: Option<reference::Basis>,
    /// The keys of the known documents that it may be, where it is open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Cow<'a, str>>,
    /// Why it is open.
    pub open_because: Option<reference::OpenBecause>,
    /// Its `urn:lex` name (RFC 9676); null while it is open, and for documents without a number.
    pub urn: Option<Cow<'a, str>>,
    /// The kind of document, from any mention.
    pub doc_type: Option<Cow<'a, str>>,
    /// The symbol in its one spelling; null where no mention gives it.
    pub symbol: Option<Cow<'a, str>>,
    /// The date of issue, from any mention.
    pub issued: Option<Date>,
    /// The registry's id of the issuer, from any mention.
    pub issuer_id: Option<Cow<'a, str>>,
    /// The term (khóa), from any mention.
    pub term: Option<Cow<'a, str>>,
    /// The title or matter, from the first mention that has one.
    pub title: Option<Cow<'a, str>>,
}

/// The page itself. `start` to `end` is its title, or empty at the page's start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Page<'a> {
    /// What every record has.
    #[serde(flatten, borrow)]
    pub head: Head<'a>,
    /// The page's length in bytes.
    pub bytes: u32,
    /// When the page was fetched, as its container words it.
    pub timestamp: Option<Cow<'a, str>>,
    /// What the page's bytes are: `UTF-8`, `TCVN3` …
    pub encoding: Cow<'a, str>,
    /// The stretches that were read otherwise than they stood.
    pub repairs: Vec<Repair<'a>>,
    /// The headline; its words are the record's `text`.
    #[serde(borrow, default)]
    pub title: Option<Fact<'a>>,
    /// When it was published or, for a document, issued.
    #[serde(default)]
    pub published: Option<Date>,
    /// The words that say so.
    #[serde(borrow, default)]
    pub published_in: Option<Fact<'a>>,
    /// The words that name the place it is from or about.
    #[serde(borrow, default)]
    pub place: Option<Fact<'a>>,
    /// The id of the place's province, old or new as the date says: `bình-phước`, `đồng-nai-2025`.
    #[serde(borrow, default)]
    pub province: Option<Cow<'a, str>>,
    /// The id of the province that the old one went into, as they are since 1 July 2025; null where it went into several.
    #[serde(borrow, default)]
    pub province_now: Option<Cow<'a, str>>,
    /// The district, as worded.
    #[serde(borrow, default)]
    pub district: Option<Fact<'a>>,
    /// The site, as it names itself.
    #[serde(borrow, default)]
    pub site: Option<Fact<'a>>,
    /// Who wrote it.
    #[serde(borrow, default)]
    pub author: Option<Fact<'a>>,
    /// Where it was taken from.
    #[serde(borrow, default, rename = "from")]
    pub taken_from: Option<Fact<'a>>,
    /// How many records of each kind the page holds.
    pub counts: Counts,
}

/// Something a page says of itself: the words and where they stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Fact<'a> {
    /// The normalised words.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// First byte, in the page as it came in.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A stretch of a page that was read otherwise than it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Repair<'a> {
    /// First byte, in the page as it came in.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// How it was read: `TCVN3`, `UTF-8 read as windows-1252` …
    pub reading: Cow<'a, str>,
}

/// How many records of each kind a page holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Counts {
    /// `reference` records.
    pub references: u32,
    /// `document` records.
    pub documents: u32,
    /// `claim` records.
    pub claims: u32,
    /// `audit` records.
    pub audits: u32,
}

impl Counts {
    /// Counts a page's records.
    pub fn of(records: &[Record<'_>]) -> Counts {
        let mut counts = Counts::default();
        for record in records {
            match record {
                Record::Reference(_) => counts.references += 1,
                Record::Document(_) => counts.documents += 1,
                Record::Claim(_) => counts.claims += 1,
                Record::Audit(_) => counts.audits += 1,
                Record::Page(_) | Record::Zone(_) | Record::Diagnostic(_) => {}
            }
        }
        counts
    }
}

/// A stretch of the page and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Zone<'a> {
    /// What every record has.
    #[serde(flatten, borrow)]
    pub head: Head<'a>,
    /// What the stretch is.
    pub zone: page::Zone,
}

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Severity {
    /// Something was left undecided.
    Note,
    /// Something is probably wrong on the page.
    Warning,
    /// The page, or a part of it, could not be read.
    Error,
}

names!(Severity { Note: "note", Warning: "warning", Error: "error" });

/// What could not be decided or read, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Diagnostic<'a> {
    /// What every record has.
    #[serde(flatten, borrow)]
    pub head: Head<'a>,
    /// A stable word for the sort of diagnostic. Of a page that is read but for something: `lost_capitals`, `lost_horn`,
    /// `lost_bytes` (the encoding does not keep them), `overflow` (a number of more than 38 digits), and what is at odds in
    /// what it says of a document: `date_outside_term`, `symbol_year`, `issuer_cannot_issue`, `place_gone`, `known_date`,
    /// `dates_differ`. Of a page that failed: `unreadable`, `undecodable`, `empty`, `too_large`, `internal_error`.
    pub code: Cow<'a, str>,
    /// How grave it is.
    pub severity: Severity,
    /// One sentence for a person.
    pub message: Cow<'a, str>,
}

/// A page that failed: what the command writes to its file of errors.
impl<'a> From<&'a Error> for Record<'a> {
    fn from(error: &'a Error) -> Record<'a> {
        let at = u32::try_from(error.position().unwrap_or(0)).unwrap_or(u32::MAX);
        let head = Head {
            schema_version: SCHEMA_VERSION,
            id: "e1".into(),
            source: error.source_name().into(),
            start: at,
            end: at,
            ..Head::default()
        };
        let (code, message) = (error.kind().code().into(), error.reason().into());
        Record::Diagnostic(Diagnostic { head, code, severity: Severity::Error, message })
    }
}
