//! [`Table`]: the rows of one kind, flat.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use super::column::{Column, Content, columns};
use crate::record::Kind;

/// Rows of one kind, read from lines of JSON.
#[derive(Clone, Debug)]
pub struct Table {
    kind: Kind,
    rows: Vec<Value>,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'t> {
    /// No value.
    Null,
    /// Text, or JSON as text.
    Text(Cow<'t, str>),
    /// An integer.
    Int(i64),
    /// The nearest double of an exact decimal.
    Float(f64),
}

/// What is said of a line that is no record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoRecord(String);

impl fmt::Display for NoRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no record: {}", self.0)
    }
}

impl std::error::Error for NoRecord {}

/// The kind of the record that a line holds.
///
/// # Errors
///
/// Where the line is no JSON object with a `kind` of this version.
pub fn kind_of(line: &[u8]) -> Result<Kind, NoRecord> {
    // Our own lines begin with their kind.
    if let Some(rest) = line.strip_prefix(b"{\"kind\":\"") {
        let name = &rest[..rest.iter().position(|&b| b == b'"').unwrap_or(0)];
        if let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.name().as_bytes() == name) {
            return Ok(kind);
        }
    }
    #[derive(Deserialize)]
    struct Kinded {
        kind: Kind,
    }
    serde_json::from_slice::<Kinded>(line).map(|k| k.kind).map_err(|e| NoRecord(e.to_string()))
}

impl Table {
    /// An empty table.
    pub fn new(kind: Kind) -> Table {
        Table { kind, rows: Vec::new() }
    }

    /// The kind of its rows.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Takes the rows out; the kind stays.
    pub fn clear(&mut self) {
        self.rows.clear();
    }

    /// Appends the record of a line, which is of the table's kind.
    ///
    /// # Errors
    ///
    /// Where the line is no JSON.
    pub fn push(&mut self, line: &[u8]) -> Result<(), NoRecord> {
        self.rows.push(serde_json::from_slice(line).map_err(|e| NoRecord(e.to_string()))?);
        Ok(())
    }

    /// The rows as they were read.
    #[cfg(feature = "parquet")]
    pub(super) fn values(&self) -> &[Value] {
        &self.rows
    }

    /// The cells of a row, from the first column to the last.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        columns(self.kind).map(move |column| cell(&self.rows[row], column))
    }
}

fn cell<'t>(row: &'t Value, column: &Column) -> Cell<'t> {
    let (outer, inner) = column.path;
    let value = row.get(outer).and_then(|value| if inner.is_empty() { Some(value) } else { value.get(inner) });
    match (column.content, value) {
        (_, None | Some(Value::Null)) => Cell::Null,
        (Content::Int, Some(value)) => value.as_i64().map_or(Cell::Null, Cell::Int),
        (Content::Float, Some(Value::String(s))) => s.parse().map_or(Cell::Null, Cell::Float),
        (Content::Float, Some(_)) => Cell::Null,
        (Content::Text, Some(Value::String(s))) => Cell::Text(s.into()),
        (Content::Json, Some(Value::Array(list))) if list.is_empty() => Cell::Null,
        (Content::Text | Content::Json, Some(value)) => Cell::Text(value.to_string().into()),
    }
}
