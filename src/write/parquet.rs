//! Parquet: a table a file, with plain columns that every reader knows: those of [`arrow`](super::arrow).

use std::io::Write;

use arrow_array::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use super::arrow::{RowError, Rows, schema};
use super::table::Table;
use crate::record::Kind;

/// Rows are kept in memory until there are so many, then written.
const ROW_GROUP: usize = 1 << 16;

/// The table as an Arrow batch.
///
/// # Errors
///
/// Where a row lacks a value that every row must have.
pub fn batch(table: &Table) -> Result<RecordBatch, RowError> {
    let mut rows = Rows::new(&[table.kind()]);
    for row in table.values() {
        rows.push_as(table.kind(), row)?;
    }
    rows.finish()
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
        ArrowWriter::try_new(out, schema(&[kind]), Some(properties)).map(Writer)
    }

    /// Appends the table's rows.
    ///
    /// # Errors
    ///
    /// Where they cannot be written or lack what every row must have.
    pub fn rows(&mut self, table: &Table) -> Result<(), ParquetError> {
        self.0.write(&batch(table).map_err(|e| ParquetError::External(e.into()))?)
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
