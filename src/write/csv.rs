//! CSV as RFC 4180 has it, in UTF-8, with a header and `\n` line ends.
//!
//! A missing value is an empty field; a field is quoted where it has to be. Spreadsheets take UTF-8 for something else
//! unless the file begins with a byte order mark: [`BOM`].

use std::io::Write;

use super::column::columns;
use super::table::{Cell, Table};
use crate::record::Kind;

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

/// Appends the table's rows.
pub fn rows(table: &Table, out: &mut Vec<u8>) {
    for row in 0..table.len() {
        for (i, cell) in table.row(row).enumerate() {
            if i > 0 {
                out.push(b',');
            }
            // Writing to memory cannot fail.
            let _ = match cell {
                Cell::Null => Ok(()),
                Cell::Int(n) => write!(out, "{n}"),
                Cell::Float(n) => write!(out, "{n}"),
                Cell::Text(text) => {
                    field(&text, out);
                    Ok(())
                }
            };
        }
        out.push(b'\n');
    }
}

fn field(text: &str, out: &mut Vec<u8>) {
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
        ] {
            let mut out = Vec::new();
            field(text, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), want);
        }
    }

    #[test]
    fn a_row_has_a_field_a_column() {
        let mut table = Table::new(Kind::Claim);
        let line = r#"{"kind":"claim","schema_version":1,"id":"c1","source":"a.txt","page":null,"start":3,"end":8,
            "text":"xã","sentence":{"start":0,"end":9},"low":"0.430","flags":[]}"#;
        table.push(line.as_bytes()).unwrap();
        let mut out = Vec::new();
        header(Kind::Claim, &mut out);
        rows(&table, &mut out);
        let out = String::from_utf8(out).unwrap();
        let lines: Vec<Vec<&str>> = out.lines().map(|line| line.split(',').collect()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].len(), lines[1].len());
        let get = |name: &str| lines[1][lines[0].iter().position(|n| *n == name).unwrap()];
        assert_eq!((get("low"), get("low_float"), get("sentence_end"), get("page")), ("0.430", "0.43", "9", ""));
    }
}
