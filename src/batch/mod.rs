//! Batches: what researchers have, page by page. The only part of the library that reads files.
//!
//! [`walk`] turns arguments into files, [`inputs`] a file into its pages (a page, JSON Lines, CSV, Parquet, WARC or WET,
//! compressed or not), [`Worker`] a page into records, and [`in_order`] does that on several threads.
//!
//! ```no_run
//! use vanban::batch::{Settings, Worker, inputs, walk};
//! let settings = Settings::default();
//! let mut worker = Worker::new(settings.clone());
//! for file in walk("pages".as_ref()).files {
//!     for input in inputs(&file?, &settings) {
//!         let outcome = worker.mine(input?, |records| {
//!             for record in records {
//!                 println!("{}", serde_json::to_string(record).unwrap());
//!             }
//!         })?;
//!         eprintln!("{} claims", outcome.counts.claims);
//!     }
//! }
//! # Ok::<(), vanban::Error>(())
//! ```

mod compress;
mod csv;
mod input;
mod jsonl;
mod magic;
mod open;
#[cfg(feature = "parquet")]
mod parquet;
mod pool;
mod read;
mod row;
mod walk;
mod warc;
mod worker;

pub use input::{Input, Inputs, Page};
pub use open::{inputs, read};
pub use pool::in_order;
pub use walk::{Found, LeftOut, Walk, walk};
pub use worker::{Outcome, Worker};

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::record;
use crate::reference::KnownDocuments;

/// How pages are read. Fields are added as time goes by: take the default and change what you want otherwise.
///
/// ```
/// use vanban::batch::Settings;
/// let mut settings = Settings::default();
/// settings.text_field = "body".into();
/// settings.max_page_bytes = 64 << 20;
/// settings.records.sentences = true;
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// What the records hold.
    pub records: record::Options,
    /// What all files are taken for; `None`: what their names say, and of standard input the first bytes.
    pub container: Option<Container>,
    /// The field of a row that holds the page: `text`.
    pub text_field: String,
    /// The fields that may hold the row's own id, the first that the row has: `id`, `url`.
    pub id_fields: Vec<String>,
    /// The field that holds when the page was fetched: `timestamp`.
    pub timestamp_field: String,
    /// Who tells the article of an HTML page from what stands around it.
    #[cfg(feature = "html")]
    pub html_reader: crate::page::HtmlReader,
    /// Pages of more bytes are errors: 1 GiB, at most `u32::MAX`.
    pub max_page_bytes: u64,
    /// The known documents that numbers may stand for; `None`: the crate's own.
    pub known: Option<Arc<KnownDocuments>>,
    /// Counts the bytes that were read from files, for who shows progress.
    pub read: Arc<AtomicU64>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            records: record::Options::default(),
            container: None,
            text_field: "text".into(),
            id_fields: vec!["id".into(), "url".into()],
            timestamp_field: "timestamp".into(),
            #[cfg(feature = "html")]
            html_reader: crate::page::HtmlReader::default(),
            max_page_bytes: 1 << 30,
            known: None,
            read: Arc::default(),
        }
    }
}

/// What a file may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Container {
    /// One page.
    Page,
    /// JSON Lines, a page a line, or one list of JSON, a page an object.
    Jsonl,
    /// CSV or TSV with a header, a page a row.
    Csv,
    /// Parquet, a page a row.
    Parquet,
    /// WARC or WET, a page a record.
    Warc,
}

impl Container {
    /// What a file's name says, in lower case and without a compression's ending.
    fn of_name(name: &str) -> Container {
        match name.rsplit_once('.').map(|(_, ending)| ending) {
            Some("jsonl" | "ndjson" | "jsonlines" | "json") => Container::Jsonl,
            Some("csv" | "tsv") => Container::Csv,
            Some("parquet" | "pq") => Container::Parquet,
            Some("warc" | "wet") => Container::Warc,
            _ => Container::Page,
        }
    }

    /// What a stream's first bytes say.
    fn of_bytes(bytes: &[u8]) -> Container {
        if bytes.starts_with(b"WARC/") {
            Container::Warc
        } else if bytes.starts_with(b"PAR1") {
            Container::Parquet
        } else if opens_json(bytes) {
            Container::Jsonl
        } else {
            Container::Page
        }
    }
}

/// Whether bytes begin as an object of JSON does, or a list of such.
fn opens_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let bytes = bytes.strip_prefix(b"[").unwrap_or(bytes).trim_ascii_start();
    bytes.strip_prefix(b"{").is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_told_by_its_first_bytes() {
        for (bytes, container) in [
            ("WARC/1.0\r\n", Container::Warc),
            ("PAR1", Container::Parquet),
            ("{\"text\":\"Số 1\"}", Container::Jsonl),
            ("\u{feff}{ \"text\": \"Số 1\" }", Container::Jsonl),
            ("\n{\"text\":\"Số 1\"}", Container::Jsonl),
            ("[\n{\"text\":\"Số 1\"}]", Container::Jsonl),
            ("[1] Số 1", Container::Page),
            ("{1} Số 1", Container::Page),
            ("{", Container::Page),
            ("", Container::Page),
        ] {
            assert_eq!(Container::of_bytes(bytes.as_bytes()), container, "{bytes:?}");
        }
    }
}
