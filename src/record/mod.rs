//! Records: what was found, as flat data that serialises, with spans of the page as it came in.
//!
//! This is the stable output: `vanban mine` writes one [`Record`] a line, and scripts, tables and other languages read
//! it. The contract:
//!
//! - Every record has a [`Head`]: `schema_version`, `id`, `source`, `page`, `start`, `end`, `char_start`, `char_end`,
//!   `text` and `sentence`. The rest depends on its `kind`.
//! - `start` and `end` are bytes of the page as it came in, `char_start` and `char_end` count its code points (what
//!   Python slices by), `utf16_start` and `utf16_end`, on request, its UTF-16 units (what JavaScript and Java slice by).
//! - `text` is the normalised reading of those bytes.
//! - Numbers are strings of plain decimals, never floats: `"0.43"`, `"1640000000000"`.
//! - Fields are added, never renamed or given another meaning, within one `schema_version`. A reader should ignore
//!   fields that it does not know.
//!
//! ```
//! use vanban::{Miner, record::{self, Record}};
//! let page = "Kết luận số 12-KL/TW nêu 9/12 xã đạt chuẩn.";
//! let mut miner = Miner::new();
//! let mined = miner.mine(page);
//! for record in record::records(page, &mined, &record::Origin::new("page.txt"), &record::Options::default()) {
//!     let line = serde_json::to_string(&record).unwrap();
//!     let back: Record = serde_json::from_str(&line).unwrap();
//!     assert_eq!(back, record);
//! }
//! ```
//!
//! A record borrows what it says from the page and its names, or from the line that it was read from;
//! [`Record::into_owned`] is for who keeps it longer.

mod make;
mod model;
mod offsets;
mod origin;
mod owned;
#[cfg(feature = "schema")]
mod schema;
mod which;

pub use make::{records, records_with};
pub use model::{
    Audit, Claim, Counts, Diagnostic, Document, Event, Fact, Head, Kind, Page, Pinpoint, Record, Reference, Relation,
    Repair, SCHEMA_VERSION, Sentence, Severity, Zone,
};
pub use origin::{Options, Origin};
#[cfg(feature = "schema")]
pub use schema::json_schema;
