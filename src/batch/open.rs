//! Opening files: what a file turns out to hold, page by page.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

use super::compress::{Compression, plain};
use super::input::{Content, Input, Inputs};
use super::magic::no_text;
use super::read::Metered;
use super::{Container, Found, Settings, csv, jsonl, warc};
use crate::Error;

/// Opens a file for its pages. What cannot be read is an error in its place.
pub fn inputs(found: &Found, settings: &Settings) -> Inputs {
    open(found, settings).unwrap_or_else(|e| Box::new(std::iter::once(Err(Error::read(&found.source, &e)))))
}

fn open(found: &Found, settings: &Settings) -> io::Result<Inputs> {
    let one = |content| -> io::Result<Inputs> {
        let input = Input { source: found.source.clone(), page: None, timestamp: None, content };
        Ok(Box::new(std::iter::once(Ok(input))))
    };
    if found.is_stdin() {
        return stdin(settings);
    }
    let name = found.source.to_lowercase();
    let (compression, stem) = Compression::of_name(&name);
    let file = || Metered::open(&found.path, settings);
    match settings.container.unwrap_or_else(|| Container::of_name(stem)) {
        Container::Page => one(Content::File(found.path.clone())),
        Container::Jsonl => jsonl::rows(&found.source, words(plain(compression, file()?)?)?, settings),
        Container::Csv => Ok(Box::new(csv::Rows::new(&found.source, words(plain(compression, file()?)?)?, settings)?)),
        Container::Warc => Ok(Box::new(warc::Reader::new(&found.source, plain(compression, file()?)?, settings))),
        Container::Parquet => parquet(&found.source, file()?, settings),
    }
}

/// A dump's text, where its first bytes are a text's: else every row of it would fail.
fn words<R: BufRead>(mut read: R) -> io::Result<R> {
    let reason = match read.fill_buf()? {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            "UTF-16, where a dump is UTF-8: iconv -f UTF-16 -t UTF-8 makes such".to_owned()
        }
        start => match no_text(start) {
            Some(what) => format!("not a text: {what}"),
            None => return Ok(read),
        },
    };
    Err(io::Error::new(io::ErrorKind::InvalidData, reason))
}

/// What a file holds, or standard input (`-`), decompressed where its first bytes say that it is compressed.
///
/// # Errors
///
/// Where it cannot be opened.
pub fn read(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    if path == Path::new("-") {
        return plain(None, io::stdin());
    }
    plain(Compression::of_name(&path.to_string_lossy().to_lowercase()).0, File::open(path)?)
}

fn stdin(settings: &Settings) -> io::Result<Inputs> {
    let mut read = plain(None, io::stdin())?;
    let container = match settings.container {
        Some(container) => container,
        None => Container::of_bytes(read.fill_buf()?),
    };
    Ok(match container {
        Container::Jsonl => jsonl::rows("-", words(read)?, settings)?,
        Container::Csv => Box::new(csv::Rows::new("-", words(read)?, settings)?),
        Container::Warc => Box::new(warc::Reader::new("-", read, settings)),
        Container::Parquet | Container::Page => {
            let mut bytes = Vec::new();
            if container == Container::Parquet {
                // Its table of contents stands at the end.
                read.read_to_end(&mut bytes)?;
                return parquet_bytes(bytes, settings);
            }
            // A byte more than may be, so that it is told as too large.
            read.take(settings.max_page_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
            let input = Input { source: "-".into(), page: None, timestamp: None, content: Content::Bytes(bytes) };
            Box::new(std::iter::once(Ok(input)))
        }
    })
}

#[cfg(feature = "parquet")]
fn parquet(source: &str, file: Metered, settings: &Settings) -> io::Result<Inputs> {
    super::parquet::rows(source, file, settings)
}

#[cfg(feature = "parquet")]
fn parquet_bytes(bytes: Vec<u8>, settings: &Settings) -> io::Result<Inputs> {
    super::parquet::rows("-", bytes::Bytes::from(bytes), settings)
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &str, _: Metered, _: &Settings) -> io::Result<Inputs> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "Parquet; this build reads no Parquet"))
}

#[cfg(not(feature = "parquet"))]
fn parquet_bytes(_: Vec<u8>, _: &Settings) -> io::Result<Inputs> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "Parquet; this build reads no Parquet"))
}
