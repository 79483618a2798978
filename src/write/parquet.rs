//! Parquet: a table a file, with plain columns that every reader knows: those of [`arrow`](super::arrow).

use std::fmt;
use std::fs::File;
use std::io::{self, Cursor, Write};

use arrow_array::cast::AsArray;
use arrow_array::types::Int64Type;
use arrow_array::{Array, RecordBatch};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, DataType};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

use super::arrow::schema;
use super::back::{check, line};
use super::column::{Content, columns};
use crate::record::Kind;

/// Rows are kept in memory until there are so many, then written.
const ROW_GROUP: usize = 1 << 16;

/// Or until they take about so many bytes.
const ROW_GROUP_BYTES: usize = 64 << 20;

/// Writes rows of one kind into one file.
pub struct Writer<W: Write + Send>(ArrowWriter<W>);

impl<W: Write + Send> fmt::Debug for Writer<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").field("rows", &self.0.in_progress_rows()).finish_non_exhaustive()
    }
}

impl<W: Write + Send> Writer<W> {
    /// Begins a file.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn new(out: W, kind: Kind) -> io::Result<Writer<W>> {
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_max_row_group_bytes(Some(ROW_GROUP_BYTES))
            .set_created_by(concat!("vanban ", env!("CARGO_PKG_VERSION")).into());
        for column in columns(kind).filter(|column| column.content != Content::Text) {
            properties = properties.set_column_dictionary_enabled(ColumnPath::from(column.name), false);
        }
        ArrowWriter::try_new(out, schema(&[kind]), Some(properties.build())).map(Writer).map_err(of_io)
    }

    /// Appends rows: a batch of [`Rows`](super::arrow::Rows) of this kind.
    ///
    /// # Errors
    ///
    /// Where they cannot be written or are of another kind.
    pub fn rows(&mut self, rows: &RecordBatch) -> io::Result<()> {
        self.0.write(rows).map_err(of_io)
    }

    /// Ends the file: without it, it cannot be read.
    ///
    /// # Errors
    ///
    /// Where it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.0.into_inner().map_err(of_io)
    }
}

impl Writer<Vec<u8>> {
    /// Takes what has been written of the file so far, which is most of it but the last rows and the end.
    ///
    /// # Errors
    ///
    /// None are known: writing to memory does not fail.
    pub fn take(&mut self) -> io::Result<Vec<u8>> {
        self.0.sync()?;
        Ok(std::mem::take(self.0.inner_mut()))
    }
}

/// The error that writing met, as it was: a pipe that broke, a disk that is full.
fn of_io(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(cause) => io::Error::other(cause),
        },
        error => io::Error::other(error),
    }
}

/// The rows of a table of records as the lines of JSON that they were made of, without breaks.
///
/// A table holds of what a page says of itself the words alone, so the lines of pages lack these (`title`, `place`,
/// `district`, `site`, `author`, `from`).
///
/// # Errors
///
/// Where it cannot be read, or is a table of something else.
pub fn lines(file: File) -> io::Result<impl Iterator<Item = io::Result<Vec<u8>>>> {
    // The plain types of Parquet, not what other tools made of them: no dictionaries, no views.
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options).map_err(io::Error::other)?;
    let names: Vec<String> = builder.schema().fields().iter().map(|field| field.name().clone()).collect();
    check(&names)?;
    let batches = builder.with_batch_size(256).build().map_err(io::Error::other)?;
    Ok(batches.flat_map(|batch| {
        let batch = match batch {
            Ok(batch) => batch,
            Err(e) => return vec![Err(io::Error::other(e))],
        };
        let row = |i: usize| {
            line(|name| {
                let column = batch.column_by_name(name).filter(|column| column.is_valid(i))?;
                match column.data_type() {
                    DataType::Utf8 => Some(column.as_string::<i32>().value(i).to_owned()),
                    DataType::Int64 => Some(column.as_primitive::<Int64Type>().value(i).to_string()),
                    _ => None,
                }
            })
        };
        (0..batch.num_rows()).map(row).collect()
    }))
}

/// Rows as bytes that can be kept and read back: a stream of Arrow's format between processes.
///
/// # Errors
///
/// None are known: writing to memory does not fail.
pub fn pack(rows: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    let mut stream = StreamWriter::try_new(Vec::new(), &rows.schema())?;
    stream.write(rows)?;
    stream.into_inner()
}

/// The rows that [`pack`] made bytes of.
///
/// # Errors
///
/// Where the bytes are others.
pub fn unpack(bytes: &[u8]) -> Result<Vec<RecordBatch>, ArrowError> {
    StreamReader::try_new(Cursor::new(bytes), None)?.collect()
}
