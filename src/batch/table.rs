//! Records that were written before, read back as lines of JSON: also those of tables.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use serde_json::{Map, Value};

use super::compress::{Compression, plain};
use super::csv::{Cells, End};
use crate::record::Kind;
use crate::write::{Column, Content, columns};

/// The records that a file holds, as JSON Lines; `-` is standard input.
///
/// Lines are handed over as they stand, decompressed where need be. Of a table, CSV or Parquet by its name, each row is
/// made a line again. A table holds of what a page says of itself the words alone, so its lines lack these (`title`,
/// `place`, `district`, `site`, `author`, `from`).
///
/// # Errors
///
/// Where the file cannot be opened, or is a table of something else.
pub fn records(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    if path == Path::new("-") {
        return plain(None, io::stdin());
    }
    let name = path.to_string_lossy().to_lowercase();
    let (compression, stem) = Compression::of_name(&name);
    let file = std::fs::File::open(path)?;
    match stem.rsplit_once('.').map(|(_, ending)| ending) {
        Some("csv") => Ok(lines(rows_of_csv(plain(compression, file)?)?)),
        Some("parquet") => Ok(lines(rows_of_parquet(file)?)),
        _ => plain(compression, file),
    }
}

/// Rows as a file of lines.
fn lines(rows: impl Iterator<Item = io::Result<Vec<u8>>> + Send + 'static) -> Box<dyn BufRead + Send> {
    Box::new(BufReader::with_capacity(1 << 16, Lines { rows, line: Cursor::default() }))
}

struct Lines<I> {
    rows: I,
    line: Cursor<Vec<u8>>,
}

impl<I: Iterator<Item = io::Result<Vec<u8>>>> Read for Lines<I> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let n = self.line.read(buffer)?;
            if n > 0 || buffer.is_empty() {
                return Ok(n);
            }
            match self.rows.next() {
                Some(line) => self.line = Cursor::new(line?),
                None => return Ok(0),
            }
        }
    }
}

/// Lists that a record always has: a table leaves the cell empty where they are.
const LISTS: [&str; 4] = ["flags", "mentions", "parts", "repairs"];

/// A row as a line of JSON; `cell` gives a column's text, none where it has no value.
fn line(cell: impl Fn(&str) -> Option<String>) -> io::Result<Vec<u8>> {
    let name = cell("kind").unwrap_or_default();
    let kind =
        Kind::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| wrong(format!("no kind {name:?}")))?;
    let mut record = Map::new();
    for column in columns(kind) {
        let Some((field, within)) = place(column) else { continue };
        let Some(value) = value(column, cell(column.name))? else { continue };
        match within {
            None => _ = record.insert(field.into(), value),
            Some(within) => {
                if let Value::Object(object) = record.entry(field).or_insert_with(|| Map::new().into()) {
                    object.insert(within.into(), value);
                }
            }
        }
    }
    let mut line = serde_json::to_vec(&record)?;
    line.push(b'\n');
    Ok(line)
}

/// Where a column's value stands in a record: the field, and the field within it; nowhere where it is the nearest double of
/// another column, or the words of something whose place the table has not.
fn place(column: &Column) -> Option<(&'static str, Option<&'static str>)> {
    let (field, within) = match column.path.split_once('.') {
        Some((field, within)) => (field, Some(within)),
        None => (column.path, None),
    };
    let words_alone = within == Some("text") && field != "sentence";
    (column.content != Content::Float && !words_alone).then_some((field, within))
}

fn value(column: &Column, cell: Option<String>) -> io::Result<Option<Value>> {
    let malformed = |cell: &str| wrong(format!("column {:?} holds {cell:?}", column.name));
    Ok(match (column.content, cell) {
        (Content::Text, Some(text)) => Some(text.into()),
        (Content::Text, None) => column.required.then(|| "".into()),
        (Content::Int, Some(n)) => Some(n.parse::<i64>().map_err(|_| malformed(&n))?.into()),
        (Content::Json, Some(json)) => Some(serde_json::from_str(&json).map_err(|_| malformed(&json))?),
        (Content::Json, None) if LISTS.contains(&column.name) => Some(Value::Array(Vec::new())),
        _ => None,
    })
}

fn wrong(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

/// What a table must be to hold records.
fn check(names: &[String]) -> io::Result<()> {
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("kind") && has("schema_version") { Ok(()) } else { Err(wrong("a table of no records".into())) }
}

fn rows_of_csv(
    read: Box<dyn BufRead + Send>,
) -> io::Result<impl Iterator<Item = io::Result<Vec<u8>>> + Send + 'static> {
    let mut cells = Cells { read, mark: b',' };
    let mut row = Vec::new();
    cells.row(u64::MAX, |_| true, &mut row)?;
    let text = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
    let names: Vec<String> = row.iter().map(|cell| text(cell).trim_start_matches('\u{feff}').to_owned()).collect();
    check(&names)?;
    Ok(std::iter::from_fn(move || match cells.row(u64::MAX, |_| true, &mut row) {
        Err(e) => Some(Err(e)),
        Ok(End::End) => None,
        Ok(End::Open) => Some(Err(wrong("a quotation mark that opens is never closed".into()))),
        Ok(End::Row) => Some(line(|name| {
            let cell = names.iter().position(|n| n == name).and_then(|i| row.get(i))?;
            (!cell.is_empty()).then(|| text(cell))
        })),
    }))
}

#[cfg(feature = "parquet")]
fn rows_of_parquet(file: std::fs::File) -> io::Result<impl Iterator<Item = io::Result<Vec<u8>>> + Send + 'static> {
    use arrow_array::Array;
    use arrow_array::cast::AsArray;
    use arrow_array::types::Int64Type;
    use arrow_schema::DataType;
    use parquet::arrow::arrow_reader::{ArrowReaderOptions, ParquetRecordBatchReaderBuilder};

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

#[cfg(not(feature = "parquet"))]
fn rows_of_parquet(_: std::fs::File) -> io::Result<std::iter::Empty<io::Result<Vec<u8>>>> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "Parquet; this build reads no Parquet"))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::*;
    use crate::Miner;
    use crate::record::{self, Options, Origin, Record};

    /// Every record of the fixtures, in lines.
    fn fixtures() -> Vec<(Kind, String)> {
        let mut options = Options::default();
        (options.zones, options.sentences, options.utf16) = (true, true, true);
        let (mut miner, mut out) = (Miner::new(), Vec::new());
        let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages");
        for entry in fs::read_dir(pages).unwrap() {
            let page = fs::read(entry.unwrap().path()).unwrap();
            let mined = miner.mine(std::str::from_utf8(&page).unwrap());
            for record in record::records(&page, &mined, &Origin::new("a").page(Some("b")), &options) {
                out.push((record.kind(), serde_json::to_string(&record).unwrap()));
            }
        }
        let failed = crate::Error::new(crate::ErrorKind::Empty, "c", "empty page");
        out.push((Kind::Diagnostic, serde_json::to_string(&Record::from(&failed)).unwrap()));
        out
    }

    /// A record without what tables do not hold.
    fn held(line: &str) -> Record<'_> {
        let mut record: Record<'_> = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        if let Record::Page(page) = &mut record {
            for fact in [&mut page.title, &mut page.place, &mut page.district, &mut page.site] {
                *fact = None;
            }
            (page.author, page.taken_from) = (None, None);
        }
        record
    }

    fn scratch(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("vanban-table-{}-{name}", std::process::id()))
    }

    #[test]
    fn tables_of_records_are_lines_again() {
        let all = fixtures();
        for kind in Kind::ALL {
            let of_kind = || all.iter().filter(|(k, _)| *k == kind).map(|(_, line)| line.as_str());
            assert!(of_kind().next().is_some(), "{kind:?}");
            let want: Vec<Record<'_>> = of_kind().map(held).collect();
            let original: Vec<Record<'_>> = of_kind().map(|line| serde_json::from_str(line).unwrap()).collect();
            let mut csv = crate::write::csv::BOM.to_vec();
            crate::write::csv::header(kind, &mut csv);
            original.iter().for_each(|record| crate::write::csv::row(record, &mut csv));
            let path = scratch(&format!("{}.csv", kind.name()));
            fs::write(&path, csv).unwrap();
            read_back(&path, &want);
            #[cfg(feature = "parquet")]
            {
                let mut rows = crate::write::arrow::Rows::new(&[kind]);
                original.iter().for_each(|record| rows.push(record).unwrap());
                let mut out = crate::write::parquet::Writer::new(Vec::new(), kind).unwrap();
                out.rows(&rows.finish().unwrap()).unwrap();
                let path = scratch(&format!("{}.parquet", kind.name()));
                fs::write(&path, out.finish().unwrap()).unwrap();
                read_back(&path, &want);
            }
        }
    }

    fn read_back(path: &Path, want: &[Record<'_>]) {
        let lines: Vec<String> = records(path).unwrap().lines().map(Result::unwrap).collect();
        let got: Vec<Record<'_>> = lines.iter().map(|line| held(line)).collect();
        assert_eq!(got.len(), want.len());
        for (got, want) in got.iter().zip(want) {
            assert_eq!(got, want);
        }
        fs::remove_file(path).unwrap();
    }

    #[test]
    fn other_tables_are_told() {
        let path = scratch("other.csv");
        let reason = |table: &str| {
            fs::write(&path, table).unwrap();
            let read = |mut read: Box<dyn BufRead + Send>| read.read_to_string(&mut String::new());
            records(&path).and_then(read).unwrap_err().to_string()
        };
        assert_eq!(reason("id,text\n1,x\n"), "a table of no records");
        assert_eq!(reason("schema_version,kind\n1,thing\n"), "no kind \"thing\"");
        assert_eq!(reason("schema_version,kind\nx,page\n"), "column \"schema_version\" holds \"x\"");
        fs::remove_file(&path).unwrap();
    }
}
