//! Records to tables, by way of a log.
//!
//! Workers make rows of the records of a chunk of pages and hand them on as bytes: for each kind an [`Entry`]. A folder
//! keeps the entries in its log until the run is complete, then [`convert`] makes the files of them; standard output has
//! one table, which takes them as they come.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::thread;

use vanban::record::{Kind, Record};
#[cfg(feature = "parquet")]
use vanban::write::{arrow, parquet};
use vanban::write::{csv, json_line};

use crate::args::Format;

/// What a worker makes of the records of a chunk.
pub(crate) enum Rows {
    /// Lines of JSON, of all kinds.
    Lines(Vec<u8>),
    Csv(Vec<(Kind, u32, Vec<u8>)>),
    #[cfg(feature = "parquet")]
    Parquet(Vec<(Kind, arrow::Rows)>),
}

impl Rows {
    pub(crate) fn new(format: Format, kinds: &[Kind]) -> Rows {
        match format {
            Format::Jsonl => Rows::Lines(Vec::new()),
            Format::Csv => Rows::Csv(kinds.iter().map(|&kind| (kind, 0, Vec::new())).collect()),
            #[cfg(feature = "parquet")]
            Format::Parquet => Rows::Parquet(kinds.iter().map(|&kind| (kind, arrow::Rows::new(&[kind]))).collect()),
        }
    }

    pub(crate) fn push(&mut self, record: &Record<'_>) -> io::Result<()> {
        let kind = record.kind();
        match self {
            Rows::Lines(out) => json_line(record, out),
            Rows::Csv(tables) => {
                for (_, rows, out) in tables.iter_mut().filter(|(k, ..)| *k == kind) {
                    csv::row(record, out);
                    *rows += 1;
                }
            }
            #[cfg(feature = "parquet")]
            Rows::Parquet(tables) => {
                for (_, rows) in tables.iter_mut().filter(|(k, _)| *k == kind) {
                    rows.push(record).map_err(io::Error::other)?;
                }
            }
        }
        Ok(())
    }

    /// The bytes that go to the log.
    pub(crate) fn finish(self) -> io::Result<Vec<u8>> {
        let mut log = Vec::new();
        match self {
            Rows::Lines(out) => return Ok(out),
            Rows::Csv(tables) => {
                for (kind, rows, bytes) in tables.into_iter().filter(|(_, rows, _)| *rows > 0) {
                    Entry { kind, rows, bytes }.log(&mut log);
                }
            }
            #[cfg(feature = "parquet")]
            Rows::Parquet(tables) => {
                for (kind, mut rows) in tables.into_iter().filter(|(_, rows)| !rows.is_empty()) {
                    let batch = rows.finish().map_err(io::Error::other)?;
                    let bytes = parquet::pack(&batch).map_err(io::Error::other)?;
                    Entry { kind, rows: batch.num_rows() as u32, bytes }.log(&mut log);
                }
            }
        }
        Ok(log)
    }
}

/// Rows of one kind, as bytes.
pub(crate) struct Entry {
    kind: Kind,
    rows: u32,
    bytes: Vec<u8>,
}

impl Entry {
    fn log(self, out: &mut Vec<u8>) {
        out.push(Kind::ALL.iter().position(|kind| *kind == self.kind).unwrap_or(0) as u8);
        out.extend_from_slice(&self.rows.to_le_bytes());
        out.extend_from_slice(&(self.bytes.len() as u64).to_le_bytes());
        out.extend_from_slice(&self.bytes);
    }

    /// The next entry of a log; none at its end.
    fn read(log: &mut impl Read) -> io::Result<Option<Entry>> {
        let (mut kind, mut rows, mut length) = ([0], [0; 4], [0; 8]);
        if log.read(&mut kind)? == 0 {
            return Ok(None);
        }
        log.read_exact(&mut rows)?;
        log.read_exact(&mut length)?;
        let mut bytes = Vec::new();
        let length = u64::from_le_bytes(length);
        let (true, Some(&kind)) =
            (log.take(length).read_to_end(&mut bytes)? as u64 == length, Kind::ALL.get(kind[0] as usize))
        else {
            return Err(io::Error::other("a log that this command did not write; --overwrite starts anew"));
        };
        Ok(Some(Entry { kind, rows: u32::from_le_bytes(rows), bytes }))
    }
}

/// A table of one kind that grows with the rows that come.
pub(crate) enum Stream<W: Write + Send> {
    Csv(BufWriter<W>),
    #[cfg(feature = "parquet")]
    Parquet(Box<parquet::Writer<BufWriter<W>>>),
}

impl<W: Write + Send> Stream<W> {
    pub(crate) fn new(mut out: BufWriter<W>, kind: Kind, format: Format, bom: bool) -> io::Result<Stream<W>> {
        #[cfg(feature = "parquet")]
        if format == Format::Parquet {
            return Ok(Stream::Parquet(Box::new(parquet::Writer::new(out, kind)?)));
        }
        let _ = format;
        let mut head = if bom { csv::BOM.to_vec() } else { Vec::new() };
        csv::header(kind, &mut head);
        out.write_all(&head)?;
        Ok(Stream::Csv(out))
    }

    /// Appends a chunk of a log whose entries are all of the stream's kind.
    pub(crate) fn log(&mut self, mut log: &[u8]) -> io::Result<()> {
        while let Some(entry) = Entry::read(&mut log)? {
            self.push(&entry)?;
        }
        Ok(())
    }

    fn push(&mut self, entry: &Entry) -> io::Result<()> {
        match self {
            Stream::Csv(out) => out.write_all(&entry.bytes),
            #[cfg(feature = "parquet")]
            Stream::Parquet(out) => {
                for rows in parquet::unpack(&entry.bytes).map_err(io::Error::other)? {
                    out.rows(&rows)?;
                }
                Ok(())
            }
        }
    }

    /// Ends the table; what is buffered is still to be flushed.
    pub(crate) fn finish(self) -> io::Result<BufWriter<W>> {
        match self {
            Stream::Csv(out) => Ok(out),
            #[cfg(feature = "parquet")]
            Stream::Parquet(out) => out.finish(),
        }
    }
}

/// A table's file in the making.
struct Table {
    kind: Kind,
    stream: Stream<File>,
    rows: u64,
}

impl Table {
    fn push(&mut self, entry: &Entry) -> io::Result<()> {
        self.rows += u64::from(entry.rows);
        self.stream.push(entry)
    }

    /// Ends the file; how many rows it has.
    fn finish(self) -> io::Result<(Kind, u64)> {
        self.stream.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        Ok((self.kind, self.rows))
    }
}

/// Entries that wait for a table's thread.
const WAITING: usize = 4;

/// Makes a table of each kind out of a log, side by side where there may be several jobs; the tables' numbers of rows.
pub(crate) fn convert(
    log: &Path,
    kinds: &[Kind],
    jobs: usize,
    mut create: impl FnMut(Kind) -> io::Result<Stream<File>>,
) -> io::Result<Vec<(Kind, u64)>> {
    let mut log = BufReader::with_capacity(1 << 16, File::open(log)?);
    let table = |&kind: &Kind| Ok(Table { kind, stream: create(kind)?, rows: 0 });
    let mut tables = kinds.iter().map(table).collect::<io::Result<Vec<Table>>>()?;
    if jobs <= 1 {
        while let Some(entry) = Entry::read(&mut log)? {
            tables.iter_mut().filter(|table| table.kind == entry.kind).try_for_each(|table| table.push(&entry))?;
        }
        return tables.into_iter().map(Table::finish).collect();
    }
    thread::scope(|scope| {
        let spawn = |mut table: Table| {
            let (send, entries) = sync_channel::<Entry>(WAITING);
            let kind = table.kind;
            let work = move || {
                entries.into_iter().try_for_each(|entry| table.push(&entry))?;
                table.finish()
            };
            (kind, send, scope.spawn(work))
        };
        let threads: Vec<_> = tables.into_iter().map(spawn).collect();
        while let Some(entry) = Entry::read(&mut log)? {
            if let Some((_, send, _)) = threads.iter().find(|(kind, ..)| *kind == entry.kind) {
                // The other end is gone where the table failed, which is told below.
                if send.send(entry).is_err() {
                    break;
                }
            }
        }
        let join = |(_, send, thread): (Kind, _, thread::ScopedJoinHandle<'_, io::Result<(Kind, u64)>>)| {
            drop(send);
            thread.join().unwrap_or_else(|_| Err(io::Error::other("internal error, please report it")))
        };
        threads.into_iter().map(join).collect()
    })
}
