//! Mines Vietnamese policy pages: which party and state documents a page refers to, and which numbers it claims, each
//! with the place that it was read from.
//!
//! *Văn bản* is Vietnamese for *document*. A [`Miner`] reads a page and hands over what it found as plain data: spans of
//! the page's text, names, exact decimals, no strings.
//!
//! ```
//! use vanban::{Miner, claim::Change};
//!
//! let page = "Thực hiện Kết luận số 114-KL/TW, huyện trồng mới 1.640 ha, tăng 0,43%.";
//! let mut miner = Miner::new(); // it holds the buffers: keep one a thread
//! let mined = miner.mine(page);
//! let text = mined.text.as_str();
//!
//! let reference = &mined.references[0];
//! assert_eq!(&text[reference.core], "Kết luận số 114-KL/TW");
//! assert_eq!(reference.symbol(text).as_deref(), Some("114-KL/TW"));
//!
//! let [area, growth] = mined.claims else { panic!("two claims") };
//! assert_eq!(area.low.to_string(), "1640");
//! assert_eq!(growth.low.to_string(), "0.43");
//! assert_eq!(growth.change, Some(Change::Increase));
//! // Spans are of the text; of the page's own bytes they are this:
//! assert_eq!(&page[mined.text.to_page(growth.core)], "0,43%");
//! ```
//!
//! # Words
//!
//! A *page* is one input as it came in; its *text* is what a reader reads of it, in composed letters and plain spaces. A
//! *span* is a half-open range of bytes: of the text in what a miner finds, of the page in records. A *reference* mentions
//! one particular document, whose *symbol* (số, ký hiệu) is `114-KL/TW` or `04/2015/NĐ-CP`; references that mean one
//! document are its *cluster*. A *claim* is a number that says something about the world. An *audit* holds claims against
//! each other: whether the parts add up to the total.
//!
//! # What is where
//!
//! | | |
//! | --- | --- |
//! | [`Miner`], [`Mined`] | a page, and what was found on it |
//! | [`Text`], [`normalize`], [`fold`] | the readable text of a page in any encoding; search keys |
//! | [`mod@reference`] | references, the documents that they mean, and how sure that is; `urn:lex` names |
//! | [`claim`], [`audit`] | claims; whether they add up |
//! | [`page`] | zones of a page, what it says of itself, HTML |
//! | `record` (feature `serde`) | all of it as flat data that serialises: the stable output; `into_owned` keeps it |
//! | `write` (feature `serde`) | records as JSON Lines, CSV, Arrow, Parquet; the documents of a run |
//! | `batch` (feature `batch`) | pages out of files, folders, JSON Lines, Parquet and WARC, on several threads |
//! | [`annotate`], [`pieces`] | marks put back into the page |
//!
//! # What holds
//!
//! - Mining is total and linear: it does not fail or panic, whatever the page holds. [`Error`] is for the edges alone, where
//!   bytes are read and decoded.
//! - Nothing is guessed. A number whose document the page leaves open has no key, but a reason and candidates.
//! - Values are exact ([`Decimal`]). What does not fit is said, not wrapped.
//! - Only `batch` and `write` read or write; the library looks at no environment and no settings.
//! - A warm miner allocates nothing for a page that is clean.
//!
//! # Features
//!
//! | feature | what it adds | default |
//! | --- | --- | --- |
//! | `serde` | the records as data that serialises (`record`), tables of them (`write`) | yes |
//! | `simdutf8` | UTF-8 checked at the machine's pace | yes |
//! | `batch` | pages out of files, folders, JSON Lines and WARC | no |
//! | `compression` | `batch`, with gzip, zstd and xz | no |
//! | `arrow` | records as Arrow record batches (`write::arrow`) | no |
//! | `parquet` | `batch` and `arrow`, with Parquet files in and out | no |
//! | `html` | HTML pages, with spans that point into the file (`Text::from_html`) | no |
//! | `readability` | `html`, with a second way to tell the article: dom_smoothie's (`page::HtmlReader`) | no |
//! | `schema` | the JSON Schema of the records (`record::json_schema`) | no |
//!
//! The command `vanban` is the crate `vanban-cli`.

#![deny(unsafe_code)]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod annotate;
pub mod audit;
#[cfg(feature = "batch")]
pub mod batch;
#[cfg(feature = "serde")]
mod cells;
pub mod claim;
mod date;
mod decimal;
mod error;
mod mine;
mod name;
pub mod page;
#[cfg(feature = "serde")]
pub mod record;
pub mod reference;
mod registry;
mod roman;
mod scan;
mod segment;
mod span;
mod text;
mod tsv;
#[cfg(feature = "serde")]
pub mod write;

pub use annotate::{Markup, Piece, Pieces, annotate, pieces};
pub use claim::Claim;
pub use date::{Date, ParseDateError};
pub use decimal::{Decimal, ParseDecimalError};
pub use error::{Error, ErrorKind};
#[doc(hidden)]
pub use mine::Stage;
pub use mine::{Mined, Miner};
pub use name::ParseNameError;
pub use reference::Reference;
pub use span::Span;
pub use text::{
    DecodeError, Encoding, Fold, Legacy, Loss, Lost, Options, ParseTonePlaceError, Reading, Repair, Report, Text,
    TonePlace, fold, is_syllable, normalize,
};

/// The README's examples run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod tests {
    use super::*;

    /// Miners go to threads, and what they found can be looked at from several.
    #[test]
    fn what_threads_share() {
        fn shared<T: Send + Sync>() {}
        shared::<(Miner, Mined<'_, '_>, Text<'_>, Error, DecodeError)>();
        shared::<(reference::Rules<'_>, reference::Resolution, reference::KnownDocuments)>();
        #[cfg(feature = "serde")]
        shared::<(record::Record<'_>, write::Documents)>();
        #[cfg(feature = "batch")]
        shared::<(batch::Worker, batch::Settings, batch::Page)>();
        #[cfg(feature = "batch")]
        fn sent<T: Send>() {}
        #[cfg(feature = "batch")]
        sent::<(batch::Input, batch::Inputs)>();
    }
}
