//! Parquet: one page a row, in a column of strings.

use std::io;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::file::reader::ChunkReader;

use super::Settings;
use super::input::{Content, Input, Inputs};
use super::jsonl::RECORDS;
use super::row::no_text;
use crate::{Error, ErrorKind};

/// Rows that are decoded together.
const BATCH: usize = 256;

/// The rows of a file.
pub(super) fn rows(source: &str, file: impl ChunkReader + 'static, settings: &Settings) -> io::Result<Inputs> {
    // The plain types of Parquet, not what Arrow made of them: no dictionaries, no views.
    let options = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
    let builder = ParquetRecordBatchReaderBuilder::try_new_with_options(file, options).map_err(io::Error::other)?;
    let names: Vec<&str> = builder.schema().fields().iter().map(|f| f.name().as_str()).collect();
    let has = |name: &String| names.contains(&name.as_str());
    let wrong = |reason: String| Err(io::Error::new(io::ErrorKind::InvalidData, reason));
    if ["kind", "schema_version"].iter().all(|own| names.contains(own)) {
        return wrong(RECORDS.into());
    }
    if !has(&settings.text_field) {
        return wrong(no_text("column", &settings.text_field, names.iter().copied()));
    }
    let ids: Vec<String> = settings.id_fields.iter().filter(|name| has(name)).cloned().collect();
    let wanted = ids.iter().chain([&settings.text_field, &settings.timestamp_field]).map(String::as_str);
    let mask = ProjectionMask::columns(builder.parquet_schema(), wanted);
    let reader = builder.with_projection(mask).with_batch_size(BATCH).build().map_err(io::Error::other)?;

    let (source, text, timestamp) = (source.to_owned(), settings.text_field.clone(), settings.timestamp_field.clone());
    let mut row = 0u64;
    Ok(Box::new(reader.flat_map(move |batch| {
        let batch = match batch {
            Ok(batch) => batch,
            Err(e) => {
                let reason = format!("malformed Parquet: {e}");
                return vec![Err(Error::new(ErrorKind::Decode, format!("{source}#{}", row + 1), reason))];
            }
        };
        let page = |i: usize| {
            row += 1;
            let source = format!("{source}#{row}");
            let Some(content) = content(&batch, &text, i) else {
                return Err(Error::new(ErrorKind::Decode, source, format!("no text in the column {text:?}")));
            };
            let page = ids.iter().find_map(|id| word(&batch, id, i));
            let timestamp = word(&batch, &timestamp, i);
            Ok(Input { source, page, timestamp, content: Content::Bytes(content) })
        };
        (0..batch.num_rows()).map(page).collect::<Vec<_>>()
    })))
}

/// A page: words, or bytes of whatever encoding.
fn content(batch: &RecordBatch, column: &str, row: usize) -> Option<Vec<u8>> {
    match batch.column_by_name(column)? {
        binary if *binary.data_type() == DataType::Binary && binary.is_valid(row) => {
            Some(binary.as_binary::<i32>().value(row).to_vec())
        }
        _ => word(batch, column, row).map(String::into_bytes),
    }
}

/// A cell as words; none where it is null or of a type that has none.
fn word(batch: &RecordBatch, column: &str, row: usize) -> Option<String> {
    let column = batch.column_by_name(column)?;
    if column.is_null(row) {
        return None;
    }
    match column.data_type() {
        DataType::Utf8 => Some(column.as_string::<i32>().value(row).to_owned()),
        DataType::Binary => String::from_utf8(column.as_binary::<i32>().value(row).to_owned()).ok(),
        DataType::Int32 => Some(column.as_primitive::<Int32Type>().value(row).to_string()),
        DataType::Int64 => Some(column.as_primitive::<Int64Type>().value(row).to_string()),
        _ => None,
    }
}
