//! CSV as RFC 4180 has it, in UTF-8, with a header and `\n` line ends.
//!
//! A missing value is an empty field; a field is quoted where it has to be. Spreadsheets take UTF-8 for something else
//! unless the file begins with a byte order mark: [`BOM`].
//!
//! Cells are the record's own words, to the letter: programs compare them with the page. Words may begin as a spreadsheet's
//! formula does (`-5%`, a sentence after a dash), so import them as text. The list of documents, which people open, has
//! an apostrophe before such.

use std::fmt::Display;
use std::io::{self, BufRead, Write};

use super::back::{check, line, wrong};
use super::column::{Cell, cells, columns};
use crate::cells::{Cells, Ended};
use crate::record::{Kind, Record};

/// The byte order mark that makes spreadsheets read UTF-8.
pub const BOM: &[u8] = b"\xef\xbb\xbf";

/// Appends the line of column names.
pub fn header(kind: Kind, out: &mut Vec<u8>) {
    for (i, column) in columns(kind).enumerate() {
        if i > 0 {
            out.push(b',');
        }
        out.extend_from_slice(column.name.as_bytes());
    }
    out.push(b'\n');
}

/// Appends a record's row.
pub fn row(record: &Record<'_>, out: &mut Vec<u8>) {
    let mut first = true;
    cells(record, |cell| {
        if !std::mem::take(&mut first) {
            out.push(b',');
        }
        // Numbers and dates have nothing that is quoted, and writing to memory cannot fail.
        let mut plain = |value: &dyn Display| _ = write!(out, "{value}");
        match cell {
            Cell::Null => {}
            Cell::Int(n) => plain(&n),
            Cell::Float(n) => plain(&n),
            Cell::Shown(value) => plain(value),
            Cell::Text(text) => field(text, out),
            Cell::Json(json) => field(&json, out),
        }
    });
    out.push(b'\n');
}

/// The rows of a table of records as the lines of JSON that they were made of, without breaks.
///
/// A table holds of what a page says of itself the words alone, so the lines of pages lack these (`title`, `place`,
/// `district`, `site`, `author`, `from`).
///
/// # Errors
///
/// Where it cannot be read, or is a table of something else.
pub fn lines<R: BufRead>(read: R) -> io::Result<impl Iterator<Item = io::Result<Vec<u8>>> + use<R>> {
    let mut cells = Cells { read, mark: b',' };
    let mut row = Vec::new();
    cells.row(u64::MAX, |_| true, &mut row)?;
    let text = |cell: &[u8]| String::from_utf8_lossy(cell).into_owned();
    let names: Vec<String> = row.iter().map(|cell| text(cell).trim_start_matches('\u{feff}').to_owned()).collect();
    check(&names)?;
    Ok(std::iter::from_fn(move || match cells.row(u64::MAX, |_| true, &mut row) {
        Err(e) => Some(Err(e)),
        Ok(Ended::Nowhere) => None,
        Ok(Ended::Quoted) => Some(Err(wrong("a quotation mark that opens is never closed".into()))),
        Ok(Ended::Row) => Some(line(|name| {
            let cell = names.iter().position(|n| n == name).and_then(|i| row.get(i))?;
            (!cell.is_empty()).then(|| text(cell))
        })),
    }))
}

/// Appends a field, quoted where it has to be.
pub(super) fn field(text: &str, out: &mut Vec<u8>) {
    let plain = !text.bytes().any(|b| matches!(b, b'"' | b',' | b'\n' | b'\r'))
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && !text.is_empty();
    if plain {
        out.extend_from_slice(text.as_bytes());
        return;
    }
    out.push(b'"');
    for &byte in text.as_bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_have_to_be() {
        for (text, want) in [
            ("tăng 0,43%", "\"tăng 0,43%\""),
            ("số \"114\"", "\"số \"\"114\"\"\""),
            ("xã", "xã"),
            (" x", "\" x\""),
            ("", "\"\""),
            ("a\nb", "\"a\nb\""),
            ("a\rb", "\"a\rb\""),
        ] {
            let mut out = Vec::new();
            field(text, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), want);
        }
    }

    #[test]
    fn a_row_has_a_field_a_column() {
        let line = r#"{"kind":"claim","schema_version":1,"id":"c1","source":"a.txt","page":null,"start":3,"end":8,
            "char_start":3,"char_end":7,"text":"xã","sentence":{"start":0,"end":9},"zone":"body","form":"number",
            "low":"0.430","bound":"exact","flags":[]}"#;
        let record: Record = serde_json::from_str(line).unwrap();
        let mut out = Vec::new();
        header(Kind::Claim, &mut out);
        row(&record, &mut out);
        let out = String::from_utf8(out).unwrap();
        let lines: Vec<Vec<&str>> = out.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].len(), lines[1].len());
        let get = |name: &str| lines[1][lines[0].iter().position(|n| *n == name).unwrap()];
        assert_eq!((get("low"), get("low_float"), get("sentence_end"), get("page")), ("0.43", "0.43", "9", ""));
    }
}
