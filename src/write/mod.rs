//! Writing records: JSON Lines, and flat tables as CSV or Parquet.
//!
//! JSON Lines is the form that everything else is made from: a table is made of lines ([`Table::push`]), so that a run
//! can be stopped and taken up again, and tables can be made of any records that were kept.
//!
//! ```
//! use vanban::record::Kind;
//! use vanban::write::{Table, csv};
//! let line = r#"{"kind":"claim","schema_version":1,"id":"c1","source":"a.txt","low":"0.43","unit":"%","text":"0,43%"}"#;
//! let mut table = Table::new(Kind::Claim);
//! table.push(line.as_bytes())?;
//! let mut out = Vec::new();
//! csv::header(Kind::Claim, &mut out);
//! csv::rows(&table, &mut out);
//! # Ok::<(), vanban::write::NoRecord>(())
//! ```

#[cfg(feature = "arrow")]
pub mod arrow;
mod column;
pub mod csv;
#[cfg(feature = "parquet")]
pub mod parquet;
mod table;

pub use column::{Column, Content, columns, describe_columns, file_stem};
pub use table::{Cell, NoRecord, Table, kind_of};

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
