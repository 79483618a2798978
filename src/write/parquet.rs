//! Parquet: a table a file, with plain columns that every reader knows.
//!
//! Integers are signed 64-bit (some readers have no unsigned ones), text is UTF-8, exact decimals are text beside a
//! double, dates are ISO 8601 text (a year is a date here), lists and objects are JSON text.

use std::io::Write;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::column::{Content, columns};
use super::table::{Cell, Table};
use crate::record::Kind;

/// Rows are kept in memory until there are so many, then written.
const ROW_GROUP: usize = 1 << 16;

/// The Arrow schema of a kind's table.
pub fn schema(kind: Kind) -> SchemaRef {
    let field = |column: &super::Column| {
        let data = match column.content {
            Content::Text | Content::Json => DataType::Utf8,
            Content::Int => DataType::Int64,
            Content::Float => DataType::Float64,
        };
        Field::new(column.name, data, !column.required)
    };
    Arc::new(Schema::new(columns(kind).map(field).collect::<Vec<_>>()))
}

/// The table as an Arrow batch.
///
/// # Errors
///
/// Where a row lacks a value that every row must have.
pub fn batch(table: &Table) -> Result<RecordBatch, ArrowError> {
    let column = |column: &'static super::Column| -> ArrayRef {
        let cells = table.cells(column);
        match column.content {
            Content::Text | Content::Json => Arc::new(StringArray::from_iter(cells.map(|cell| match cell {
                Cell::Text(text) => Some(text),
                _ => None,
            }))),
            Content::Int => Arc::new(Int64Array::from_iter(cells.map(|cell| match cell {
                Cell::Int(n) => Some(n),
                _ => None,
            }))),
            Content::Float => Arc::new(Float64Array::from_iter(cells.map(|cell| match cell {
                Cell::Float(n) => Some(n),
                _ => None,
            }))),
        }
    };
    RecordBatch::try_new(schema(table.kind()), columns(table.kind()).map(column).collect())
}

/// Writes tables of one kind into one file.
pub struct Writer<W: Write + Send>(ArrowWriter<W>);

impl<W: Write + Send> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn new(out: W, kind: Kind) -> Result<Writer<W>, ParquetError> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_created_by(concat!("vanban ", env!("CARGO_PKG_VERSION")).into())
            .build();
        ArrowWriter::try_new(out, schema(kind), Some(properties)).map(Writer)
    }

    /// Appends the table's rows.
    ///
    /// # Errors
    ///
    /// Where they cannot be written or lack what every row must have.
    pub fn rows(&mut self, table: &Table) -> Result<(), ParquetError> {
        self.0.write(&batch(table)?)
    }

    /// Ends the file: without it, it cannot be read.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn finish(self) -> Result<W, ParquetError> {
        self.0.into_inner()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_integer_is_unsigned() {
        for kind in Kind::ALL {
            for field in schema(kind).fields() {
                let plain = matches!(field.data_type(), DataType::Utf8 | DataType::Int64 | DataType::Float64);
                assert!(plain, "{kind:?}.{}", field.name());
            }
        }
    }
}
