//! [`Input`]: a page that is about to be read, and [`Page`]: one in hand.

use std::path::PathBuf;

use super::Settings;
use super::compress::{Compression, plain};
use super::magic::no_text;
use super::read::{Metered, read_at_most};
use super::row::row;
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

    /// A line of JSON that holds a page, in the fields that the settings name. What [`Input::page`] and
    /// [`Input::timestamp`] say counts before its fields.
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

    /// How many bytes it has; of a file that [`Input::open`] is yet to read, the file's. Tells how much to hand to a worker
    /// at a time.
    pub fn weight(&self) -> u64 {
        match &self.content {
            Content::File(path) => std::fs::metadata(path).map_or(0, |meta| meta.len()),
            Content::Bytes(bytes) | Content::Json(bytes) => bytes.len() as u64,
        }
    }

    /// Reads the page.
    ///
    /// # Errors
    ///
    /// Where the file cannot be read, the page is empty, too large or by its first bytes another kind of file, or its
    /// JSON is malformed.
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
                let row = row(&line, settings).map_err(|e| Error::new(ErrorKind::Decode, &*source, e))?;
                (page, timestamp) = (page.or(row.page), timestamp.or(row.timestamp));
                row.text
            }
        };
        if bytes.len() as u64 > settings.max_page_bytes {
            return Err(too_large(&source, settings));
        }
        if bytes.trim_ascii().is_empty() {
            return Err(Error::new(ErrorKind::Empty, source, "empty page"));
        }
        if let Some(what) = no_text(&bytes) {
            return Err(Error::new(ErrorKind::Decode, source, format!("not a text: {what}")));
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

/// The pages of a file, one after the other.
pub type Inputs = Box<dyn Iterator<Item = Result<Input, Error>> + Send>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_of_a_row_counts_before_its_fields() {
        let open = |line: &str, page: Option<&str>, timestamp: Option<&str>| {
            let input = Input::json("a", line).page(page.map(str::to_owned)).timestamp(timestamp.map(str::to_owned));
            let page = input.open(&Settings::default()).unwrap();
            (page.page, page.timestamp)
        };
        let both = |page: &str, time: &str| (Some(page.to_owned()), Some(time.to_owned()));
        let row = r#"{"id":7,"text":"Có 5 xã.","timestamp":"2024"}"#;
        assert_eq!(open(row, None, None), both("7", "2024"));
        assert_eq!(open(row, Some("x"), None), both("x", "2024"));
        assert_eq!(open(row, None, Some("2025")), both("7", "2025"));
        assert_eq!(open(r#"{"text":"Có 5 xã."}"#, Some("x"), Some("2025")), both("x", "2025"), "a row without them");
    }
}
