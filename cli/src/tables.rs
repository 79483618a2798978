//! Lines of records to tables.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::ops::ControlFlow;
use std::path::Path;

use vanban::batch::in_order;
use vanban::record::Kind;
#[cfg(feature = "parquet")]
use vanban::write::parquet;
use vanban::write::{Table, csv, kind_of};

use crate::args::Format;

/// Lines are turned into rows by so many bytes at a time.
const BLOCK: usize = 1 << 20;

/// A table of one kind that grows with the lines that come.
pub(crate) enum Stream<W: Write + Send> {
    Csv {
        out: BufWriter<W>,
        kind: Kind,
    },
    #[cfg(feature = "parquet")]
    Parquet {
        out: Box<parquet::Writer<BufWriter<W>>>,
        kind: Kind,
    },
}

impl<W: Write + Send> Stream<W> {
    pub(crate) fn new(mut out: BufWriter<W>, kind: Kind, format: Format, bom: bool) -> io::Result<Stream<W>> {
        #[cfg(feature = "parquet")]
        if format == Format::Parquet {
            let out = Box::new(parquet::Writer::new(out, kind).map_err(io::Error::other)?);
            return Ok(Stream::Parquet { out, kind });
        }
        let _ = format;
        let mut head = if bom { csv::BOM.to_vec() } else { Vec::new() };
        csv::header(kind, &mut head);
        out.write_all(&head)?;
        Ok(Stream::Csv { out, kind })
    }

    fn kind(&self) -> Kind {
        match self {
            Stream::Csv { kind, .. } => *kind,
            #[cfg(feature = "parquet")]
            Stream::Parquet { kind, .. } => *kind,
        }
    }

    /// Appends the records of these lines, all of the stream's kind.
    pub(crate) fn lines(&mut self, lines: &[u8]) -> io::Result<()> {
        let mut table = Table::new(self.kind());
        for line in lines.split_inclusive(|&b| b == b'\n') {
            table.push(line).map_err(io::Error::other)?;
        }
        let rows = self.encode(table);
        self.push(rows)
    }

    fn encode(&self, table: Table) -> Rows {
        match self {
            Stream::Csv { .. } => encode(table, true),
            #[cfg(feature = "parquet")]
            Stream::Parquet { .. } => encode(table, false),
        }
    }

    fn push(&mut self, rows: Rows) -> io::Result<()> {
        match (self, rows) {
            (Stream::Csv { out, .. }, Rows::Csv(bytes)) => out.write_all(&bytes),
            #[cfg(feature = "parquet")]
            (Stream::Parquet { out, .. }, Rows::Table(table)) => out.rows(&table).map_err(io::Error::other),
            #[cfg(feature = "parquet")]
            _ => Ok(()),
        }
    }

    /// Ends the table; what is buffered is still to be flushed.
    pub(crate) fn finish(self) -> io::Result<BufWriter<W>> {
        match self {
            Stream::Csv { out, .. } => Ok(out),
            #[cfg(feature = "parquet")]
            Stream::Parquet { out, .. } => out.finish().map_err(io::Error::other),
        }
    }
}

/// Rows as far as a worker can bring them.
enum Rows {
    Csv(Vec<u8>),
    #[cfg(feature = "parquet")]
    Table(Table),
}

fn encode(table: Table, csv: bool) -> Rows {
    #[cfg(feature = "parquet")]
    if !csv {
        return Rows::Table(table);
    }
    let _ = csv;
    let mut bytes = Vec::new();
    csv::rows(&table, &mut bytes);
    Rows::Csv(bytes)
}

/// Makes a table of each kind out of a file of records; the tables' numbers of rows.
pub(crate) fn convert(
    records: &Path,
    kinds: &[Kind],
    jobs: usize,
    mut create: impl FnMut(Kind) -> io::Result<Stream<File>>,
) -> io::Result<Vec<(Kind, u64)>> {
    let mut streams = Vec::new();
    for &kind in kinds {
        streams.push((create(kind)?, 0));
    }
    let csv = matches!(streams.first(), Some((Stream::Csv { .. }, _)));
    let mut read = BufReader::with_capacity(1 << 16, File::open(records)?);
    let blocks = std::iter::from_fn(move || block(&mut read).transpose());
    let parse = |(): &mut (), lines: io::Result<Vec<u8>>| -> io::Result<Vec<(usize, u64, Rows)>> {
        let mut tables: Vec<Table> = kinds.iter().map(|&kind| Table::new(kind)).collect();
        for line in lines?.split_inclusive(|&b| b == b'\n') {
            let kind = kind_of(line).map_err(io::Error::other)?;
            if let Some(i) = kinds.iter().position(|k| *k == kind) {
                tables[i].push(line).map_err(io::Error::other)?;
            }
        }
        let full = tables.into_iter().enumerate().filter(|(_, table)| !table.is_empty());
        Ok(full.map(|(i, table)| (i, table.len() as u64, encode(table, csv))).collect())
    };
    let mut write = |rows: io::Result<Vec<(usize, u64, Rows)>>| -> io::Result<()> {
        for (i, n, rows) in rows? {
            streams[i].0.push(rows)?;
            streams[i].1 += n;
        }
        Ok(())
    };
    let each = |rows| match write(rows) {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => ControlFlow::Break(error),
    };
    if let ControlFlow::Break(error) = in_order(jobs, blocks, || (), parse, each) {
        return Err(error);
    }
    let mut out = Vec::new();
    for (stream, rows) in streams {
        out.push((stream.kind(), rows));
        stream.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    }
    Ok(out)
}

/// The next lines, whole; none at the end.
fn block(read: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut lines = Vec::with_capacity(BLOCK + 4096);
    read.take(BLOCK as u64).read_to_end(&mut lines)?;
    if !lines.ends_with(b"\n") {
        read.read_until(b'\n', &mut lines)?;
    }
    Ok((!lines.is_empty()).then_some(lines))
}
