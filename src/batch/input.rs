//! Inputs: what a file turns out to hold, page by page.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::compress::{Compression, plain};
use super::{Container, Found, Settings, jsonl, warc};
#[cfg(feature = "html")]
use crate::page::{HtmlReader, is_html};
use crate::{DecodeError, Error, ErrorKind, Text};

/// A page that is about to be read. Reading ([`Input::open`]) is apart from finding, so that workers can do it.
#[derive(Debug)]
pub struct Input {
    /// The records' `source`: the file's, and in a container `#` and the row, counted from 1.
    pub source: String,
    pub(super) page: Option<String>,
    pub(super) timestamp: Option<String>,
    pub(super) content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    /// A file that is one page.
    File(PathBuf),
    /// The bytes of a page.
    Bytes(Vec<u8>),
    /// A line of JSON that holds a page.
    Json(Vec<u8>),
}

/// A page in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page {
    /// The records' `source`.
    pub source: String,
    /// The page's own id or URL, where its container gives one.
    pub page: Option<String>,
    /// When it was fetched, as its container words it.
    pub timestamp: Option<String>,
    /// The page, as it came in: of a row its text, of an archive the payload.
    pub bytes: Vec<u8>,
    #[cfg(feature = "html")]
    html_reader: HtmlReader,
}

impl Input {
    /// A page in hand: what the records' `source` says, and its bytes as they came in.
    pub fn new(source: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Input {
        Input { source: source.into(), page: None, timestamp: None, content: Content::Bytes(bytes.into()) }
    }

    /// A line of JSON that holds a page, in the fields that the settings name.
    pub fn json(source: impl Into<String>, line: impl Into<Vec<u8>>) -> Input {
        Input { source: source.into(), page: None, timestamp: None, content: Content::Json(line.into()) }
    }

    /// With the page's own id or URL.
    #[must_use]
    pub fn page(self, page: Option<String>) -> Input {
        Input { page, ..self }
    }

    /// With the time when the page was fetched, as its container words it.
    #[must_use]
    pub fn timestamp(self, timestamp: Option<String>) -> Input {
        Input { timestamp, ..self }
    }

    /// How many bytes are in hand already: 0 for a file that [`Input::open`] is yet to read.
    pub fn weight(&self) -> usize {
        match &self.content {
            Content::File(_) => 0,
            Content::Bytes(bytes) | Content::Json(bytes) => bytes.len(),
        }
    }

    /// Reads the page.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, the page is empty or too large, or its JSON is malformed.
    pub fn open(self, settings: &Settings) -> Result<Page, Error> {
        let Input { source, mut page, mut timestamp, content } = self;
        let bytes = match content {
            Content::Bytes(bytes) => bytes,
            Content::File(path) => {
                let name = path.to_string_lossy().to_lowercase();
                let open = || {
                    let read = plain(Compression::of_name(&name).0, Metered::open(&path, settings)?)?;
                    read_at_most(read, settings.max_page_bytes)
                };
                match open() {
                    Ok(bytes) => bytes.ok_or_else(|| too_large(&source, settings))?,
                    Err(e) => return Err(Error::read(&source, &e)),
                }
            }
            Content::Json(line) => {
                let row = jsonl::row(&line, settings).map_err(|e| Error::new(ErrorKind::Decode, &*source, e))?;
                (page, timestamp) = (row.page, row.timestamp);
                row.text.into_bytes()
            }
        };
        if bytes.len() as u64 > settings.max_page_bytes {
            return Err(too_large(&source, settings));
        }
        if bytes.trim_ascii().is_empty() {
            return Err(Error::new(ErrorKind::Empty, source, "empty page"));
        }
        Ok(Page {
            source,
            page,
            timestamp,
            bytes,
            #[cfg(feature = "html")]
            html_reader: settings.html_reader,
        })
    }
}

impl Page {
    /// The page's text, whatever its encoding; of an HTML page (feature `html`) its own words.
    ///
    /// # Errors
    ///
    /// Where the page is no text.
    pub fn text(&self) -> Result<Text<'_>, Error> {
        let text =
            self.read().map_err(|e| Error::new(ErrorKind::Decode, &*self.source, e.to_string()).at(e.at() as u64))?;
        if text.as_str().trim().is_empty() {
            return Err(Error::new(ErrorKind::Empty, &*self.source, "empty page"));
        }
        Ok(text)
    }

    fn read(&self) -> Result<Text<'_>, DecodeError> {
        #[cfg(feature = "html")]
        if is_html(&self.bytes) {
            return Text::from_html_by(&self.bytes, self.html_reader);
        }
        Text::from_bytes(&self.bytes)
    }
}

fn too_large(source: &str, settings: &Settings) -> Error {
    Error::new(ErrorKind::TooLarge, source, format!("larger than {} bytes", settings.max_page_bytes))
}

/// A file whose bytes are counted as they are read.
struct Metered {
    file: File,
    read: Arc<AtomicU64>,
}

impl Metered {
    fn open(path: &Path, settings: &Settings) -> io::Result<Metered> {
        Ok(Metered { file: File::open(path)?, read: settings.read.clone() })
    }
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// All bytes; none where there are more than `most`.
pub(super) fn read_at_most(read: impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    read.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// The pages of a file, one after the other.
pub type Inputs = Box<dyn Iterator<Item = Result<Input, Error>> + Send>;

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
        Container::Jsonl => Ok(Box::new(jsonl::Lines::new(&found.source, plain(compression, file()?)?, settings))),
        Container::Warc => Ok(Box::new(warc::Reader::new(&found.source, plain(compression, file()?)?, settings))),
        Container::Parquet => parquet(&found.source, File::open(&found.path)?, settings),
    }
}

/// Standard input has no name to tell by: its first bytes do.
fn stdin(settings: &Settings) -> io::Result<Inputs> {
    let mut first = [0; 8];
    let mut stdin = io::stdin();
    let mut n = 0;
    while n < first.len() {
        match stdin.read(&mut first[n..])? {
            0 => break,
            more => n += more,
        }
    }
    let bytes = Cursor::new(first[..n].to_vec()).chain(stdin);
    let mut read = plain(Compression::of_bytes(&first[..n]), bytes)?;
    let container = match settings.container {
        Some(container) => container,
        None => Container::of_bytes(io::BufRead::fill_buf(&mut read)?),
    };
    Ok(match container {
        Container::Jsonl => Box::new(jsonl::Lines::new("-", read, settings)),
        Container::Warc => Box::new(warc::Reader::new("-", read, settings)),
        Container::Parquet | Container::Page => {
            let mut bytes = Vec::new();
            read.take(u64::from(u32::MAX) + 1).read_to_end(&mut bytes)?;
            if container == Container::Parquet {
                return parquet_bytes(bytes, settings);
            }
            let input = Input { source: "-".into(), page: None, timestamp: None, content: Content::Bytes(bytes) };
            Box::new(std::iter::once(Ok(input)))
        }
    })
}

#[cfg(feature = "parquet")]
fn parquet(source: &str, file: File, settings: &Settings) -> io::Result<Inputs> {
    super::parquet::rows(source, file, settings)
}

#[cfg(feature = "parquet")]
fn parquet_bytes(bytes: Vec<u8>, settings: &Settings) -> io::Result<Inputs> {
    super::parquet::rows("-", bytes::Bytes::from(bytes), settings)
}

#[cfg(not(feature = "parquet"))]
fn parquet(_: &str, _: File, _: &Settings) -> io::Result<Inputs> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "Parquet; this build reads no Parquet"))
}

#[cfg(not(feature = "parquet"))]
fn parquet_bytes(_: Vec<u8>, _: &Settings) -> io::Result<Inputs> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "Parquet; this build reads no Parquet"))
}
