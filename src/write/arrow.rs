//! Arrow: records as the rows of record batches, for engines and data frames.
//!
//! Integers are signed 64-bit (some readers have no unsigned ones), text is UTF-8, exact decimals are text beside a
//! double, dates are ISO 8601 text (a year is a date here), lists and objects are JSON text.
//!
//! ```
//! use vanban::record::{self, Kind, Origin};
//! use vanban::write::arrow::Rows;
//! let page = "Huyện trồng mới 1.640 ha rừng.";
//! let mut miner = vanban::Miner::new();
//! let mut rows = Rows::new(&[Kind::Claim]);
//! for record in record::records(page, &miner.mine(page), &Origin::new("a.txt"), &record::Options::default()) {
//!     rows.push(&record)?;
//! }
//! let batch = rows.finish()?;
//! assert_eq!(batch.num_rows(), 1);
//! # Ok::<(), vanban::write::arrow::RowError>(())
//! ```

use std::fmt::{self, Display, Write};
use std::sync::Arc;

use arrow_array::builder::{ArrayBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};

use super::column::{Cell, Column, Content, cells, columns};
use crate::record::{Kind, Record};

/// The schema of a table of these kinds: what every record has, then each kind's own columns, every name once. A column
/// is never null where it is so in each of the kinds.
pub fn schema(kinds: &[Kind]) -> SchemaRef {
    let field = |column: &Column| {
        let data = match column.content {
            Content::Text | Content::Json => DataType::Utf8,
            Content::Int => DataType::Int64,
            Content::Float => DataType::Float64,
        };
        let required = kinds.iter().all(|&kind| columns(kind).any(|c| c.name == column.name && c.required));
        Field::new(column.name, data, !required)
    };
    Arc::new(Schema::new(union(kinds).into_iter().map(field).collect::<Vec<_>>()))
}

fn union(kinds: &[Kind]) -> Vec<&'static Column> {
    let mut all: Vec<&Column> = Vec::new();
    for column in kinds.iter().flat_map(|&kind| columns(kind)) {
        if !all.iter().any(|c| c.name == column.name) {
            all.push(column);
        }
    }
    all
}

/// Rows of one kind or several, built column by column.
pub struct Rows {
    schema: SchemaRef,
    columns: Vec<Values>,
    /// Where each kind's cells go.
    slots: Vec<(Kind, Vec<usize>)>,
    len: usize,
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("schema", &self.schema).field("len", &self.len).finish_non_exhaustive()
    }
}

/// Why rows cannot be made into a batch.
#[derive(Debug)]
#[non_exhaustive]
pub enum RowError {
    /// A column has as much text as Arrow's offsets can point into (2 GiB).
    Full,
    /// A row lacks a value that every row must have.
    Arrow(ArrowError),
}

impl Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RowError::Full => f.write_str("a column of more than 2 GiB of text: make batches of fewer pages"),
            RowError::Arrow(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RowError {}

impl From<ArrowError> for RowError {
    fn from(error: ArrowError) -> RowError {
        RowError::Arrow(error)
    }
}

enum Values {
    Text(StringBuilder),
    Int(Int64Builder),
    Float(Float64Builder),
}

impl Rows {
    /// No rows yet, of these kinds.
    pub fn new(kinds: &[Kind]) -> Rows {
        let all = union(kinds);
        let slot = |column: &Column| all.iter().position(|c| c.name == column.name).unwrap_or(0);
        let values = |column: &&Column| match column.content {
            Content::Text | Content::Json => Values::Text(StringBuilder::new()),
            Content::Int => Values::Int(Int64Builder::new()),
            Content::Float => Values::Float(Float64Builder::new()),
        };
        Rows {
            schema: schema(kinds),
            columns: all.iter().map(values).collect(),
            slots: kinds.iter().map(|&kind| (kind, columns(kind).map(slot).collect())).collect(),
            len: 0,
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Appends a record; one of another kind is passed over.
    ///
    /// # Errors
    ///
    /// Where the columns are full: the rows are then of no more use.
    pub fn push(&mut self, record: &Record<'_>) -> Result<(), RowError> {
        let Some((_, slots)) = self.slots.iter().find(|(kind, _)| *kind == record.kind()) else { return Ok(()) };
        let (mut slots, mut fits) = (slots.iter(), true);
        cells(record, |cell| {
            if let Some(values) = slots.next().and_then(|&slot| self.columns.get_mut(slot)) {
                fits &= values.put(cell, self.len);
            }
        });
        self.len += 1;
        if fits { Ok(()) } else { Err(RowError::Full) }
    }

    /// The rows as a batch; the next ones begin anew.
    ///
    /// # Errors
    ///
    /// Where a row lacks a value that every row must have.
    pub fn finish(&mut self) -> Result<RecordBatch, RowError> {
        let len = std::mem::take(&mut self.len);
        let arrays = self.columns.iter_mut().map(|values| -> ArrayRef {
            values.fill(len);
            match values {
                Values::Text(values) => Arc::new(values.finish()),
                Values::Int(values) => Arc::new(values.finish()),
                Values::Float(values) => Arc::new(values.finish()),
            }
        });
        Ok(RecordBatch::try_new(self.schema.clone(), arrays.collect())?)
    }
}

impl Values {
    /// Puts nulls where rows had no value: most have none in most columns.
    fn fill(&mut self, len: usize) {
        let have = match self {
            Values::Text(values) => values.len(),
            Values::Int(values) => values.len(),
            Values::Float(values) => values.len(),
        };
        if have < len {
            match self {
                Values::Text(values) => values.append_nulls(len - have),
                Values::Int(values) => values.append_nulls(len - have),
                Values::Float(values) => values.append_nulls(len - have),
            }
        }
    }

    /// Puts the value of the row `len`; whether there is room for it.
    fn put(&mut self, cell: Cell<'_>, len: usize) -> bool {
        if let Cell::Null = cell {
            return true;
        }
        self.fill(len);
        match (self, cell) {
            (Values::Int(values), Cell::Int(n)) => values.append_value(n),
            (Values::Float(values), Cell::Float(n)) => values.append_value(n),
            (Values::Text(values), Cell::Text(text)) => return append(values, text),
            (Values::Text(values), Cell::Json(json)) => return append(values, &json),
            (Values::Text(values), Cell::Shown(value)) => {
                // What is written to the builder is part of the next value; that cannot fail.
                let _ = write!(values, "{value}");
                return append(values, "");
            }
            // A column's cells are of its content.
            _ => {}
        }
        true
    }
}

fn append(values: &mut StringBuilder, text: &str) -> bool {
    let fits = values.values_slice().len() + text.len() <= i32::MAX as usize;
    if fits {
        values.append_value(text);
    }
    fits
}

#[cfg(test)]
mod tests {
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, Int64Type};

    use super::*;
    use crate::Miner;
    use crate::record::{Options, Origin, records};

    const PAGE: &str = "Ngày đăng: 18/12/2023\n\nThực hiện khoản 2 Điều 5 Kết luận số 12-KL/TW ngày 14/7/2015 của Ban Bí thư, huyện có 2 xã: trồng mới 1.640 ha, \
        tăng 0,43% so với năm 2020. Nghị quyết số 05-NQ/HU, 60 cuộc (năm 2021: 23, năm 2022: 37).";

    fn batch(kinds: &[Kind]) -> RecordBatch {
        let mut miner = Miner::new();
        let mut rows = Rows::new(kinds);
        let options = Options { zones: true, sentences: true, utf16: false };
        for record in records(PAGE, &miner.mine(PAGE), &Origin::new("a.txt"), &options) {
            rows.push(&record).unwrap();
        }
        rows.finish().unwrap()
    }

    #[test]
    fn no_integer_is_unsigned() {
        for field in schema(&Kind::ALL).fields() {
            let plain = matches!(field.data_type(), DataType::Utf8 | DataType::Int64 | DataType::Float64);
            assert!(plain, "{}", field.name());
        }
    }

    #[test]
    fn columns_of_one_name_hold_the_same_in_every_kind() {
        for kind in Kind::ALL {
            for column in columns(kind) {
                for other in union(&Kind::ALL).into_iter().filter(|other| other.name == column.name) {
                    assert_eq!(other.content, column.content, "{kind:?}.{}", column.name);
                }
            }
        }
    }

    #[test]
    fn a_claim_is_a_row() {
        let claims = batch(&[Kind::Claim]);
        let text = |name: &str| claims.column_by_name(name).unwrap().as_string::<i32>();
        let row = text("low").iter().position(|low| low == Some("0.43")).unwrap();
        assert_eq!((text("kind").value(row), text("unit").value(row)), ("claim", "%"));
        assert_eq!((text("text").value(row), text("change").value(row)), ("0,43%", "increase"));
        assert!(text("sentence_text").value(row).starts_with("Thực hiện"));
        assert_eq!(claims["low_float"].as_primitive::<Float64Type>().value(row), 0.43);
        let start = claims["start"].as_primitive::<Int64Type>().value(row);
        assert_eq!(start as usize, PAGE.find("0,43%").unwrap());
        assert!(claims["page"].is_null(row) && claims["utf16_start"].is_null(row) && claims["flags"].is_null(row));
    }

    #[test]
    fn kinds_share_a_table_and_keep_their_values() {
        let all = batch(&Kind::ALL);
        for kind in Kind::ALL {
            let one = batch(&[kind]);
            let rows: Vec<usize> =
                (0..all.num_rows()).filter(|&i| all["kind"].as_string::<i32>().value(i) == kind.name()).collect();
            assert_eq!(rows.len(), one.num_rows(), "{kind:?}");
            for (i, &row) in rows.iter().enumerate() {
                for field in schema(&[kind]).fields() {
                    let name = field.name().as_str();
                    assert_eq!(one[name].slice(i, 1).to_data(), all[name].slice(row, 1).to_data(), "{kind:?}.{name}");
                }
                for field in all.schema().fields().iter().filter(|f| one.column_by_name(f.name()).is_none()) {
                    assert!(all[field.name().as_str()].is_null(row), "{kind:?} has no {}", field.name());
                }
            }
        }
    }

    /// The fields by their names, as JSON has them, are what the cells are by their types.
    #[test]
    fn a_row_is_what_the_same_record_is_as_a_line() {
        use serde_json::Value;
        let mut miner = Miner::new();
        let mined = miner.mine(PAGE);
        let options = Options { zones: true, sentences: true, utf16: true };
        let all = records(PAGE, &mined, &Origin::new("a.txt").page(Some("7")), &options);
        assert!(all.iter().any(|r| matches!(r, Record::Reference(r) if r.pinpoint.is_some())));
        for record in all {
            let kind = record.kind();
            let mut rows = Rows::new(&[kind]);
            rows.push(&record).unwrap();
            let line = serde_json::to_value(&record).unwrap();
            for (array, column) in rows.finish().unwrap().columns().iter().zip(columns(kind)) {
                let value = column.path.split('.').try_fold(&line, |value, name| value.get(name));
                let same = match (value, column.content) {
                    (None | Some(Value::Null), _) => array.is_null(0),
                    (Some(Value::Array(list)), Content::Json) if list.is_empty() => array.is_null(0),
                    (Some(value), Content::Json) => *value.to_string() == *array.as_string::<i32>().value(0),
                    (Some(value), Content::Text) => Some(array.as_string::<i32>().value(0)) == value.as_str(),
                    (Some(value), Content::Int) => Some(array.as_primitive::<Int64Type>().value(0)) == value.as_i64(),
                    (Some(value), Content::Float) => {
                        Some(array.as_primitive::<Float64Type>().value(0))
                            == value.as_str().and_then(|s| s.parse().ok())
                    }
                };
                assert!(same, "{kind:?}.{}: {value:?}", column.name);
            }
        }
    }
}
