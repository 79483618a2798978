//! The columns of the tables: what each kind of record looks like when it is flat, and what its cells are.

use std::borrow::Cow;
use std::fmt::{self, Display};

use serde::Serialize;

use crate::Decimal;
use crate::record::{Fact, Kind, Record};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Content {
    /// Words, names, exact decimals and dates: UTF-8.
    Text,
    /// A position or a number of things: a signed 64-bit integer, for readers that have no unsigned ones.
    Int,
    /// The nearest double of an exact decimal that stands beside it as text.
    Float,
    /// A list or an object, as JSON text.
    Json,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub content: Content,
    /// Whether every row has a value.
    pub required: bool,
    /// The record's field, and after a dot the field within it.
    pub(crate) path: &'static str,
}

impl Column {
    /// The record's field that it is made of.
    pub fn field(&self) -> &'static str {
        self.path.split('.').next().unwrap_or_default()
    }
}

/// A value of a row.
#[derive(Clone)]
#[non_exhaustive]
pub enum Cell<'r> {
    /// No value.
    Null,
    /// Text.
    Text(&'r str),
    /// What is written as text: an exact decimal, a date.
    Shown(&'r dyn Display),
    /// JSON, as text.
    Json(String),
    /// An integer.
    Int(i64),
    /// The nearest double of an exact decimal.
    Float(f64),
}

impl fmt::Debug for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Null => f.write_str("Null"),
            Cell::Text(text) => write!(f, "Text({text:?})"),
            Cell::Shown(value) => write!(f, "Shown({value})"),
            Cell::Json(json) => write!(f, "Json({json})"),
            Cell::Int(n) => write!(f, "Int({n})"),
            Cell::Float(n) => write!(f, "Float({n})"),
        }
    }
}

/// The columns of the tables, and how each is filled: a word for what it holds (`must` and `int` always have a value), its
/// name, the field where that has another name, the cell.
macro_rules! tables {
    (
        every($record:ident, $head:ident) { $($all:tt)* }
        $($kind:ident($own:ident) { $($of:tt)* })*
    ) => {
        const HEAD: &[Column] = tables!(@columns [] $($all)*);

        const fn own(kind: Kind) -> &'static [Column] {
            match kind {
                $(Kind::$kind => {
                    const OWN: &[Column] = tables!(@columns [] $($of)*);
                    OWN
                })*
            }
        }

        /// Hands over a record's cells, from the first column of its kind's table to the last.
        pub fn cells<'r>(record: &'r Record<'_>, mut each: impl FnMut(Cell<'r>)) {
            let ($record, $head) = (record, record.head());
            tables!(@cells each $($all)*);
            match record {
                $(Record::$kind($own) => {
                    tables!(@cells each $($of)*);
                })*
            }
        }
    };
    (@columns [$($done:tt)*] $content:ident $name:literal: $cell:expr, $($rest:tt)*) => {
        tables!(@columns [$($done)* tables!(@column $content $name, $name),] $($rest)*)
    };
    (@columns [$($done:tt)*] $content:ident $name:literal of $path:literal: $cell:expr, $($rest:tt)*) => {
        tables!(@columns [$($done)* tables!(@column $content $name, $path),] $($rest)*)
    };
    (@columns [$($done:tt)*]) => { &[$($done)*] };
    (@column must $name:literal, $path:literal) => {
        Column { name: $name, content: Content::Text, required: true, path: $path }
    };
    (@column text $name:literal, $path:literal) => {
        Column { name: $name, content: Content::Text, required: false, path: $path }
    };
    (@column json $name:literal, $path:literal) => {
        Column { name: $name, content: Content::Json, required: false, path: $path }
    };
    (@column int $name:literal, $path:literal) => {
        Column { name: $name, content: Content::Int, required: true, path: $path }
    };
    (@column count $name:literal, $path:literal) => {
        Column { name: $name, content: Content::Int, required: false, path: $path }
    };
    (@column float $name:literal, $path:literal) => {
        Column { name: $name, content: Content::Float, required: false, path: $path }
    };
    (@cells $each:ident $($content:ident $name:literal $(of $path:literal)?: $cell:expr,)*) => {
        $($each($cell);)*
    };
}

tables! {
    every(record, head) {
        int "schema_version": int(head.schema_version),
        must "kind": Cell::Text(record.kind().name()),
        must "id": Cell::Text(&head.id),
        must "source": Cell::Text(&head.source),
        text "page": text(&head.page),
        int "start": int(head.start),
        int "end": int(head.end),
        int "char_start": int(head.char_start),
        int "char_end": int(head.char_end),
        count "utf16_start": head.utf16_start.map_or(Cell::Null, int),
        count "utf16_end": head.utf16_end.map_or(Cell::Null, int),
        must "text": Cell::Text(&head.text),
        count "sentence_start" of "sentence.start": head.sentence.as_ref().map_or(Cell::Null, |s| int(s.start)),
        count "sentence_end" of "sentence.end": head.sentence.as_ref().map_or(Cell::Null, |s| int(s.end)),
        text "sentence_text" of "sentence.text": head.sentence.as_ref().map_or(Cell::Null, |s| text(&s.text)),
    }
    Reference(r) {
        int "mention_start": int(r.mention_start),
        int "mention_end": int(r.mention_end),
        must "zone": Cell::Text(r.zone.name()),
        must "form": Cell::Text(r.form.name()),
        must "family": Cell::Text(r.family.name()),
        text "doc_type": text(&r.doc_type),
        text "symbol": text(&r.symbol),
        text "name": text(&r.name),
        json "event": r.event.as_ref().map_or(Cell::Null, json),
        text "issued": shown(&r.issued),
        text "issuer": text(&r.issuer),
        text "issuer_id": text(&r.issuer_id),
        text "issuer_place": text(&r.issuer_place),
        text "term": text(&r.term),
        text "title": text(&r.title),
        json "pinpoint": r.pinpoint.as_deref().map_or(Cell::Null, list),
        must "cluster": Cell::Text(&r.cluster),
        must "relation" of "relation.type": Cell::Text(r.relation.kind.name()),
        must "relation_from" of "relation.from": Cell::Text(&r.relation.from),
        text "document": text(&r.document),
        text "basis": word(r.basis.map(|v| v.name())),
        json "candidates": list(&r.candidates),
        text "open_because": word(r.open_because.map(|v| v.name())),
        text "urn": text(&r.urn),
    }
    Claim(c) {
        must "zone": Cell::Text(c.zone.name()),
        must "form": Cell::Text(c.form.name()),
        text "low": shown(&c.low),
        float "low_float" of "low": float(c.low),
        text "high": shown(&c.high),
        float "high_float" of "high": float(c.high),
        text "of": shown(&c.of),
        float "of_float" of "of": float(c.of),
        text "other": shown(&c.other),
        text "unit": text(&c.unit),
        text "unit_text": text(&c.unit_text),
        text "counted": text(&c.counted),
        text "subject": text(&c.subject),
        text "predicate": text(&c.predicate),
        text "base": text(&c.base),
        must "bound": Cell::Text(c.bound.name()),
        text "bound_text": text(&c.bound_text),
        text "change": word(c.change.map(|v| v.name())),
        text "period": text(&c.period),
        text "period_from": shown(&c.period_from),
        text "period_to": shown(&c.period_to),
        json "flags": list(&c.flags),
    }
    Audit(a) {
        must "form": Cell::Text(a.form.name()),
        text "total": text(&a.total),
        json "parts": list(&a.parts),
        must "stated": Cell::Shown(&a.stated),
        float "stated_float" of "stated": float(Some(a.stated)),
        text "expected": shown(&a.expected),
        float "expected_float" of "expected": float(a.expected),
        must "verdict": Cell::Text(a.verdict.name()),
        text "fits": text(&a.fits),
        must "explanation": Cell::Text(&a.explanation),
    }
    Document(d) {
        json "mentions": list(&d.mentions),
        text "document": text(&d.document),
        text "basis": word(d.basis.map(|v| v.name())),
        json "candidates": list(&d.candidates),
        text "open_because": word(d.open_because.map(|v| v.name())),
        text "urn": text(&d.urn),
        text "doc_type": text(&d.doc_type),
        text "symbol": text(&d.symbol),
        text "issued": shown(&d.issued),
        text "issuer_id": text(&d.issuer_id),
        text "term": text(&d.term),
        text "title": text(&d.title),
    }
    Page(p) {
        int "bytes": int(p.bytes),
        text "timestamp": text(&p.timestamp),
        must "encoding": Cell::Text(&p.encoding),
        json "repairs": list(&p.repairs),
        text "title" of "title.text": fact(&p.title),
        text "published": shown(&p.published),
        json "published_in": p.published_in.as_ref().map_or(Cell::Null, json),
        text "place" of "place.text": fact(&p.place),
        text "province": text(&p.province),
        text "province_now": text(&p.province_now),
        text "district" of "district.text": fact(&p.district),
        text "site" of "site.text": fact(&p.site),
        text "author" of "author.text": fact(&p.author),
        text "from" of "from.text": fact(&p.taken_from),
        count "references" of "counts.references": int(p.counts.references),
        count "documents" of "counts.documents": int(p.counts.documents),
        count "claims" of "counts.claims": int(p.counts.claims),
        count "audits" of "counts.audits": int(p.counts.audits),
    }
    Zone(z) {
        must "zone": Cell::Text(z.zone.name()),
    }
    Diagnostic(d) {
        must "code": Cell::Text(&d.code),
        must "severity": Cell::Text(d.severity.name()),
        must "message": Cell::Text(&d.message),
    }
}

fn int<'r>(n: u32) -> Cell<'r> {
    Cell::Int(n.into())
}

fn text<'r>(words: &'r Option<Cow<'_, str>>) -> Cell<'r> {
    words.as_deref().map_or(Cell::Null, Cell::Text)
}

fn fact<'r>(fact: &'r Option<Fact<'_>>) -> Cell<'r> {
    fact.as_ref().map_or(Cell::Null, |fact| Cell::Text(&fact.text))
}

fn shown<'r>(value: &'r Option<impl Display>) -> Cell<'r> {
    value.as_ref().map_or(Cell::Null, |value| Cell::Shown(value))
}

fn word<'r>(name: Option<&'static str>) -> Cell<'r> {
    name.map_or(Cell::Null, Cell::Text)
}

fn json<'r>(value: &impl Serialize) -> Cell<'r> {
    // A value first: its objects have their keys in the order of the alphabet.
    serde_json::to_value(value).map_or(Cell::Null, |value| Cell::Json(value.to_string()))
}

/// A list as JSON; an empty one is no value.
fn list<'r>(items: &[impl Serialize]) -> Cell<'r> {
    if items.is_empty() { Cell::Null } else { json(&items) }
}

fn float<'r>(value: Option<Decimal>) -> Cell<'r> {
    value.map_or(Cell::Null, |value| Cell::Float(value.to_f64()))
}

/// The columns of a kind's table, in order: what every record has, then the kind's own.
pub fn columns(kind: Kind) -> impl ExactSizeIterator<Item = &'static Column> + Clone {
    let own = own(kind);
    (0..HEAD.len() + own.len()).map(move |i| HEAD.get(i).unwrap_or_else(|| &own[i - HEAD.len()]))
}

/// The name of a kind's file, without its ending: `references`.
pub const fn file_stem(kind: Kind) -> &'static str {
    match kind {
        Kind::Reference => "references",
        Kind::Claim => "claims",
        Kind::Audit => "audits",
        Kind::Document => "documents",
        Kind::Page => "pages",
        Kind::Zone => "zones",
        Kind::Diagnostic => "diagnostics",
    }
}

/// All columns of all tables, tab-separated: table, column, type in Parquet, whether it may be null, what it is made of.
pub fn describe_columns() -> String {
    let mut out = String::from("table\tcolumn\ttype\tnull\tfield\n");
    for kind in Kind::ALL {
        for column in columns(kind) {
            let content = match column.content {
                Content::Text => "string",
                Content::Json => "string (JSON)",
                Content::Int => "int64",
                Content::Float => "double (nearest)",
            };
            let null = if column.required { "never" } else { "may be" };
            let row = [file_stem(kind), column.name, content, null];
            out += &format!("{}\t{}\n", row.join("\t"), column.path);
        }
    }
    out
}
