//! The columns of the tables: what each kind of record looks like when it is flat.

use crate::record::Kind;

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
    /// The record's field, and the field within it.
    pub(super) path: (&'static str, &'static str),
}

impl Column {
    const fn new(name: &'static str, content: Content, required: bool) -> Column {
        Column { name, content, required, path: (name, "") }
    }

    const fn inner(name: &'static str, content: Content, path: (&'static str, &'static str)) -> Column {
        Column { name, content, required: false, path }
    }
}

impl Column {
    /// The record's field that it is made of.
    pub const fn field(&self) -> &'static str {
        self.path.0
    }
}

const fn text(name: &'static str) -> Column {
    Column::new(name, Content::Text, false)
}

const fn must(name: &'static str) -> Column {
    Column::new(name, Content::Text, true)
}

const fn int(name: &'static str) -> Column {
    Column::new(name, Content::Int, true)
}

const fn json(name: &'static str) -> Column {
    Column::new(name, Content::Json, false)
}

const fn float(name: &'static str, of: &'static str) -> Column {
    Column::inner(name, Content::Float, (of, ""))
}

const HEAD: &[Column] = &[
    int("schema_version"),
    must("kind"),
    must("id"),
    must("source"),
    text("page"),
    int("start"),
    int("end"),
    int("char_start"),
    int("char_end"),
    Column::new("utf16_start", Content::Int, false),
    Column::new("utf16_end", Content::Int, false),
    must("text"),
    Column::inner("sentence_start", Content::Int, ("sentence", "start")),
    Column::inner("sentence_end", Content::Int, ("sentence", "end")),
    Column::inner("sentence_text", Content::Text, ("sentence", "text")),
];

const REFERENCE: &[Column] = &[
    int("mention_start"),
    int("mention_end"),
    must("zone"),
    must("form"),
    must("family"),
    text("doc_type"),
    text("symbol"),
    text("name"),
    json("event"),
    text("issued"),
    text("issuer"),
    text("issuer_id"),
    text("issuer_place"),
    text("term"),
    text("title"),
    json("pinpoint"),
    must("cluster"),
    Column { name: "relation", content: Content::Text, required: true, path: ("relation", "type") },
    Column { name: "relation_from", content: Content::Text, required: true, path: ("relation", "from") },
    text("document"),
    text("basis"),
    json("candidates"),
    text("open_because"),
    text("urn"),
];

const CLAIM: &[Column] = &[
    must("zone"),
    must("form"),
    text("low"),
    float("low_float", "low"),
    text("high"),
    float("high_float", "high"),
    text("of"),
    float("of_float", "of"),
    text("other"),
    text("unit"),
    text("unit_text"),
    text("counted"),
    text("subject"),
    text("predicate"),
    text("base"),
    must("bound"),
    text("bound_text"),
    text("change"),
    text("period"),
    text("period_from"),
    text("period_to"),
    json("flags"),
];

const AUDIT: &[Column] = &[
    must("form"),
    text("total"),
    json("parts"),
    must("stated"),
    float("stated_float", "stated"),
    text("expected"),
    float("expected_float", "expected"),
    must("verdict"),
    text("fits"),
    must("explanation"),
];

const DOCUMENT: &[Column] = &[
    json("mentions"),
    text("document"),
    text("basis"),
    json("candidates"),
    text("open_because"),
    text("urn"),
    text("doc_type"),
    text("symbol"),
    text("issued"),
    text("issuer_id"),
    text("term"),
    text("title"),
];

const PAGE: &[Column] = &[
    int("bytes"),
    text("timestamp"),
    must("encoding"),
    json("repairs"),
    Column::inner("title", Content::Text, ("title", "text")),
    text("published"),
    json("published_in"),
    Column::inner("place", Content::Text, ("place", "text")),
    text("province"),
    text("province_now"),
    Column::inner("district", Content::Text, ("district", "text")),
    Column::inner("site", Content::Text, ("site", "text")),
    Column::inner("author", Content::Text, ("author", "text")),
    Column::inner("from", Content::Text, ("from", "text")),
    Column::inner("references", Content::Int, ("counts", "references")),
    Column::inner("documents", Content::Int, ("counts", "documents")),
    Column::inner("claims", Content::Int, ("counts", "claims")),
    Column::inner("audits", Content::Int, ("counts", "audits")),
];

const ZONE: &[Column] = &[must("zone")];

const DIAGNOSTIC: &[Column] = &[must("code"), must("severity"), must("message")];

/// The columns of a kind's table, in order: what every record has, then the kind's own.
pub fn columns(kind: Kind) -> impl ExactSizeIterator<Item = &'static Column> + Clone {
    let own = match kind {
        Kind::Reference => REFERENCE,
        Kind::Claim => CLAIM,
        Kind::Audit => AUDIT,
        Kind::Document => DOCUMENT,
        Kind::Page => PAGE,
        Kind::Zone => ZONE,
        Kind::Diagnostic => DIAGNOSTIC,
    };
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
            let dot = if column.path.1.is_empty() { "" } else { "." };
            let null = if column.required { "never" } else { "may be" };
            let row = [file_stem(kind), column.name, content, null];
            out += &format!("{}\t{}{dot}{}\n", row.join("\t"), column.path.0, column.path.1);
        }
    }
    out
}
