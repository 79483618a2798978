//! Tables of pages in, through the Arrow C data interface; tables of records out: a record batch, or Parquet files.

use std::sync::Mutex;

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::ArrowArrayStreamReader;
use arrow_array::types::{Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type};
use arrow_array::{Array, RecordBatch};
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use arrow_schema::{DataType, Schema};
use pyo3::exceptions::{PyKeyError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::sync::MutexExt;
use pyo3::types::PyBytes;
use vanban::batch::{Input, Worker};
use vanban::record::{Diagnostic, Kind, Record, Severity};
use vanban::write::arrow::{RowError, Rows};
use vanban::write::{file_stem, parquet};
use vanban::{Error, ErrorKind};

use super::read::Read;

/// The schema of the record batches of these kinds.
#[pyfunction]
pub(crate) fn schema(py: Python<'_>, kinds: Vec<PyBackedStr>) -> PyResult<Bound<'_, PyAny>> {
    vanban::write::arrow::schema(&super::kinds(&kinds)?).to_pyarrow(py)
}

/// The names of the rows that could not be read, each with the reason.
type Failures = Vec<(String, String)>;

/// Which columns hold what.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Columns {
    text: String,
    json: Option<String>,
    id: Vec<String>,
    timestamp: String,
    source: Option<String>,
    read: Read,
}

impl Columns {
    /// The column of pages, or of lines that hold them.
    fn pages(&self) -> &str {
        self.json.as_ref().unwrap_or(&self.text)
    }
}

/// The records of a batch's pages, and what could not be read: the row's name and the reason.
#[pyfunction]
pub(crate) fn mine_batch<'py>(
    py: Python<'py>,
    batch: &Bound<'py, PyAny>,
    kinds: Vec<PyBackedStr>,
    options: Columns,
) -> PyResult<(Bound<'py, PyAny>, Failures)> {
    let kinds = super::kinds(&kinds)?;
    let batches = batches(batch)?;
    let mut run = Run::new(options, Rows::new(&kinds))?;
    let rows = py.detach(|| {
        run.all(batches)?;
        run.records.finish().map_err(failed)
    })?;
    Ok((rows.to_pyarrow(py)?, run.failures))
}

/// Parquet files that grow with the batches that are mined: one for each kind, and one of the diagnostics of rows that
/// could not be read.
#[pyclass]
pub(crate) struct Tables(Mutex<Option<Run<Vec<Table>>>>);

/// What came to a file: the table's name, its rows so far, the bytes to append.
type Part<'py> = (String, u64, Bound<'py, PyBytes>);

#[pymethods]
impl Tables {
    #[new]
    fn new(kinds: Vec<PyBackedStr>, options: Columns) -> PyResult<Tables> {
        let kinds = super::kinds(&kinds)?;
        let mut tables: Vec<Table> = kinds.iter().map(|&kind| Table::new(file_stem(kind), kind)).collect();
        if kinds.contains(&Kind::Diagnostic) {
            tables.push(Table::new(ERRORS, Kind::Diagnostic));
        }
        Ok(Tables(Mutex::new(Some(Run::new(options, tables)?))))
    }

    /// Mines a batch.
    fn mine<'py>(&self, py: Python<'py>, batch: &Bound<'py, PyAny>) -> PyResult<(Vec<Part<'py>>, Failures)> {
        let batches = batches(batch)?;
        let mut lock = self.0.lock_py_attached(py).map_err(|_| over())?;
        let run = lock.as_mut().ok_or_else(over)?;
        let parts = py.detach(|| {
            run.all(batches)?;
            run.records.iter_mut().map(Table::grow).collect::<PyResult<Vec<_>>>()
        })?;
        Ok((to_python(py, parts), std::mem::take(&mut run.failures)))
    }

    /// Ends the files.
    fn finish<'py>(&self, py: Python<'py>) -> PyResult<Vec<Part<'py>>> {
        let run = self.0.lock_py_attached(py).map_err(|_| over())?.take().ok_or_else(over)?;
        let parts = py.detach(|| run.records.into_iter().map(Table::finish).collect::<PyResult<Vec<_>>>())?;
        Ok(to_python(py, parts))
    }
}

fn over() -> PyErr {
    PyValueError::new_err("the tables are finished")
}

fn to_python<'py>(py: Python<'py>, parts: Vec<(&'static str, u64, Vec<u8>)>) -> Vec<Part<'py>> {
    let grown = parts.into_iter().filter(|(.., bytes)| !bytes.is_empty());
    grown.map(|(name, rows, bytes)| (name.to_owned(), rows, PyBytes::new(py, &bytes))).collect()
}

/// The table of the rows that could not be read.
const ERRORS: &str = "errors";

/// A Parquet file in the making; none before it has rows.
struct Table {
    name: &'static str,
    kind: Kind,
    rows: Rows,
    written: u64,
    file: Option<parquet::Writer<Vec<u8>>>,
}

impl Table {
    fn new(name: &'static str, kind: Kind) -> Table {
        Table { name, kind, rows: Rows::new(&[kind]), written: 0, file: None }
    }

    /// Writes the rows that there are; what came to the file.
    fn grow(&mut self) -> PyResult<(&'static str, u64, Vec<u8>)> {
        let failed = |error: &dyn std::fmt::Display| PyValueError::new_err(error.to_string());
        if self.rows.is_empty() {
            return Ok((self.name, self.written, Vec::new()));
        }
        let mut file = match self.file.take() {
            Some(file) => file,
            None => parquet::Writer::new(Vec::new(), self.kind).map_err(|e| failed(&e))?,
        };
        let rows = self.rows.finish().map_err(|e| failed(&e))?;
        file.rows(&rows).map_err(|e| failed(&e))?;
        let bytes = file.take().map_err(|e| failed(&e))?;
        self.file = Some(file);
        self.written += rows.num_rows() as u64;
        Ok((self.name, self.written, bytes))
    }

    fn finish(self) -> PyResult<(&'static str, u64, Vec<u8>)> {
        let end = self.file.map(parquet::Writer::finish).transpose();
        Ok((self.name, self.written, end.map_err(|e| PyValueError::new_err(e.to_string()))?.unwrap_or_default()))
    }
}

/// Where records go.
trait Put {
    fn put(&mut self, record: &Record<'_>) -> Result<(), RowError>;
}

impl Put for Rows {
    fn put(&mut self, record: &Record<'_>) -> Result<(), RowError> {
        self.push(record)
    }
}

impl Put for Vec<Table> {
    fn put(&mut self, record: &Record<'_>) -> Result<(), RowError> {
        let failure = matches!(record, Record::Diagnostic(Diagnostic { severity: Severity::Error, .. }));
        let of = |table: &&mut Table| table.kind == record.kind() && failure == (table.name == ERRORS);
        self.iter_mut().find(of).map_or(Ok(()), |table| table.rows.push(record))
    }
}

/// One batch (`__arrow_c_array__`) or several (`__arrow_c_stream__`).
enum Batches {
    One(RecordBatch),
    Stream(ArrowArrayStreamReader),
}

fn batches(batch: &Bound<'_, PyAny>) -> PyResult<Batches> {
    if batch.hasattr("__arrow_c_array__")? {
        return Ok(Batches::One(RecordBatch::from_pyarrow_bound(batch)?));
    }
    if batch.hasattr("__arrow_c_stream__")? {
        return Ok(Batches::Stream(ArrowArrayStreamReader::from_pyarrow_bound(batch)?));
    }
    let name = batch.get_type().fully_qualified_name()?;
    Err(PyTypeError::new_err(format!("expected a record batch, a table or a data frame (Arrow data), got {name}")))
}

/// Pages that are mined row after row.
struct Run<P> {
    options: Columns,
    worker: Worker,
    records: P,
    /// How many rows were read.
    row: u64,
    failures: Failures,
}

impl<P: Put> Run<P> {
    fn new(options: Columns, records: P) -> PyResult<Run<P>> {
        let mut settings = options.read.settings()?;
        settings.text_field.clone_from(&options.text);
        settings.id_fields.clone_from(&options.id);
        settings.timestamp_field.clone_from(&options.timestamp);
        Ok(Run { options, worker: Worker::new(settings), records, row: 0, failures: Vec::new() })
    }

    fn all(&mut self, batches: Batches) -> PyResult<()> {
        match batches {
            Batches::One(batch) => self.batch(&batch),
            Batches::Stream(stream) => {
                check(&arrow_array::RecordBatchReader::schema(&stream), &self.options)?;
                for batch in stream {
                    self.batch(&batch.map_err(|e| PyValueError::new_err(e.to_string()))?)?;
                }
                Ok(())
            }
        }
    }

    fn batch(&mut self, batch: &RecordBatch) -> PyResult<()> {
        check(&batch.schema(), &self.options)?;
        let column = |name: &str| batch.column_by_name(name).map(AsRef::as_ref);
        let text = column(self.options.pages());
        let ids: Vec<&dyn Array> = self.options.id.iter().filter_map(|name| column(name)).collect();
        let timestamp = column(&self.options.timestamp);
        let source = self.options.source.as_deref().and_then(column);
        for i in 0..batch.num_rows() {
            self.row += 1;
            let name = source.and_then(|source| word(source, i)).unwrap_or_else(|| format!("#{}", self.row));
            let input = match text.and_then(|text| bytes(text, i)) {
                Some(line) if self.options.json.is_some() => Input::json(name, line),
                Some(bytes) => Input::new(name, bytes)
                    .page(ids.iter().find_map(|id| word(*id, i)))
                    .timestamp(timestamp.and_then(|timestamp| word(timestamp, i))),
                None => {
                    let reason = format!("no text in the column {:?}", self.options.pages());
                    self.fail(&Error::new(ErrorKind::Decode, name, reason))?;
                    continue;
                }
            };
            self.page(input)?;
        }
        Ok(())
    }

    fn page(&mut self, input: Input) -> PyResult<()> {
        let to = &mut self.records;
        let mut pushed = Ok(());
        let outcome = self.worker.mine(input, |records| {
            pushed = records.iter().try_for_each(|record| to.put(record));
        });
        pushed.map_err(failed)?;
        match outcome.map(|outcome| outcome.damage) {
            Ok(None) => Ok(()),
            Ok(Some(error)) | Err(error) => self.fail(&error),
        }
    }

    fn fail(&mut self, error: &Error) -> PyResult<()> {
        self.failures.push((error.source_name().to_owned(), error.reason().to_owned()));
        self.records.put(&Record::from(error)).map_err(failed)
    }
}

fn failed(error: RowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// Whether the columns that must be there are, and hold what they should.
fn check(schema: &Schema, options: &Columns) -> PyResult<()> {
    let find = |name: &str| {
        schema.field_with_name(name).map_err(|_| {
            let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
            PyKeyError::new_err(format!("no column {name:?}; there are {}", names.join(", ")))
        })
    };
    let text = find(options.pages())?;
    if !is_text(text.data_type()) && *text.data_type() != DataType::Null {
        let (name, data) = (text.name(), text.data_type());
        return Err(PyTypeError::new_err(format!("column {name:?} is {data}: pages are strings or binary")));
    }
    if let Some(source) = &options.source {
        let data = find(source)?.data_type();
        if !is_text(data) && !data.is_integer() {
            return Err(PyTypeError::new_err(format!("column {source:?} is {data}: names are strings or integers")));
        }
    }
    Ok(())
}

fn is_text(data: &DataType) -> bool {
    use DataType::{Binary, BinaryView, LargeBinary, LargeUtf8, Utf8, Utf8View};
    matches!(data, Utf8 | LargeUtf8 | Utf8View | Binary | LargeBinary | BinaryView)
}

/// A cell's bytes; none where it is null or has none.
fn bytes(column: &dyn Array, row: usize) -> Option<&[u8]> {
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).as_bytes(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).as_bytes(),
        DataType::Utf8View => column.as_string_view().value(row).as_bytes(),
        DataType::Binary => column.as_binary::<i32>().value(row),
        DataType::LargeBinary => column.as_binary::<i64>().value(row),
        DataType::BinaryView => column.as_binary_view().value(row),
        _ => return None,
    })
}

/// A cell as words; none where it is null or of a type that has none.
fn word(column: &dyn Array, row: usize) -> Option<String> {
    if column.is_null(row) {
        return None;
    }
    macro_rules! integers {
        ($($data:ident $of:ty),*) => {
            match column.data_type() {
                $(DataType::$data => Some(column.as_primitive::<$of>().value(row).to_string()),)*
                _ => bytes(column, row).and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()),
            }
        };
    }
    integers!(
        Int8 Int8Type, Int16 Int16Type, Int32 Int32Type, Int64 Int64Type, UInt8 UInt8Type, UInt16 UInt16Type,
        UInt32 UInt32Type, UInt64 UInt64Type
    )
}
