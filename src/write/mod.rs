//! Writing records: JSON Lines, and flat tables as CSV or Parquet.
//!
//! A line is the record as serde has it. A row is its [`cells`], one a column of its kind's table ([`columns`]); CSV,
//! Arrow and Parquet differ only in where they put them, and are read back as lines (`csv::lines`, `parquet::lines`).
//! [`Documents`] lists what the records of a run cite.
//!
//! ```
//! use vanban::record::{self, Kind, Origin};
//! use vanban::write::csv;
//! let page = "Giảm 0,43%.";
//! let mut miner = vanban::Miner::new();
//! let mut out = Vec::new();
//! csv::header(Kind::Claim, &mut out);
//! for record in record::records(page, &miner.mine(page), &Origin::new("a.txt"), &record::Options::default()) {
//!     if record.kind() == Kind::Claim {
//!         csv::row(&record, &mut out);
//!     }
//! }
//! assert_eq!(out.iter().filter(|&&b| b == b'\n').count(), 2);
//! ```

#[cfg(feature = "arrow")]
pub mod arrow;
mod back;
mod column;
pub mod csv;
mod documents;
#[cfg(feature = "parquet")]
pub mod parquet;

pub use column::{Cell, Column, Content, cells, columns, describe_columns, file_stem};
pub use documents::{Cited, Documents};

use crate::record::Record;

/// Appends a record and a line break.
pub fn json_line(record: &Record<'_>, out: &mut Vec<u8>) {
    let start = out.len();
    // Writing to memory cannot fail, and a record has only keys that are strings.
    if serde_json::to_writer(&mut *out, record).is_err() {
        out.truncate(start);
        return;
    }
    out.push(b'\n');
}
