//! CSV and TSV: a header, then one page a row (RFC 4180).

use std::io::{self, BufRead};

use super::Settings;
use super::input::{Content, Input};
use super::jsonl::RECORDS;
use super::row::no_text;
use crate::cells::{Cells, Ended};
use crate::{Error, ErrorKind};

/// The rows of a file.
pub(super) struct Rows<R> {
    source: String,
    cells: Cells<R>,
    columns: Columns,
    row: u64,
    most: u64,
    done: bool,
}

/// Where the columns that are wanted stand.
struct Columns {
    text: usize,
    /// The likelier first.
    ids: Vec<usize>,
    timestamp: Option<usize>,
    name: String,
}

impl<R: BufRead> Rows<R> {
    /// Reads the header.
    pub(super) fn new(source: &str, mut read: R, settings: &Settings) -> io::Result<Rows<R>> {
        let mark = delimiter(read.fill_buf()?);
        let mut cells = Cells { read, mark };
        let mut header = Vec::new();
        if cells.row(settings.max_page_bytes, |_| true, &mut header)? == Ended::Nowhere {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a file without a line"));
        }
        let names: Vec<_> = header.iter().map(|cell| String::from_utf8_lossy(cell)).collect();
        let names: Vec<&str> = names.iter().map(|name| name.trim_start_matches('\u{feff}').trim()).collect();
        let place = |wanted: &String| names.iter().position(|name| name == wanted);
        let wrong = |reason: String| Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        if ["kind", "schema_version"].iter().all(|own| names.contains(own)) {
            return wrong(RECORDS.into());
        }
        let Some(text) = place(&settings.text_field) else {
            return wrong(no_text("column", &settings.text_field, names.iter().copied()));
        };
        let columns = Columns {
            text,
            ids: settings.id_fields.iter().filter_map(place).collect(),
            timestamp: place(&settings.timestamp_field),
            name: settings.text_field.clone(),
        };
        Ok(Rows { source: source.into(), cells, columns, row: 0, most: settings.max_page_bytes, done: false })
    }

    fn read(&mut self) -> io::Result<Option<Result<Input, Error>>> {
        let Columns { text, ids, timestamp, name } = &self.columns;
        let wanted = |column: usize| column == *text || ids.contains(&column) || *timestamp == Some(column);
        let mut cells = Vec::new();
        let source = loop {
            let read = self.cells.row(self.most.saturating_add(1), wanted, &mut cells)?;
            self.row += 1;
            let source = || format!("{}#{}", self.source, self.row);
            match read {
                Ended::Nowhere => return Ok(None),
                // A line with nothing on it is no row.
                Ended::Row if cells.len() == 1 && cells[0].trim_ascii().is_empty() && *text > 0 => {}
                Ended::Row => break source(),
                Ended::Quoted => {
                    let reason = "a quotation mark that opens is never closed: what follows it is lost";
                    return Ok(Some(Err(Error::new(ErrorKind::Decode, source(), reason))));
                }
            }
        };
        let word = |column: &usize| {
            let cell = String::from_utf8_lossy(cells.get(*column)?).trim().to_owned();
            (!cell.is_empty()).then_some(cell)
        };
        let (page, timestamp) = (ids.iter().find_map(word), timestamp.as_ref().and_then(word));
        let Some(words) = cells.get_mut(*text).map(std::mem::take) else {
            let reason = format!("no text in the column {name:?}: the row has {} of them", cells.len());
            return Ok(Some(Err(Error::new(ErrorKind::Decode, source, reason))));
        };
        Ok(Some(Ok(Input { source, page, timestamp, content: Content::Bytes(words) })))
    }
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Result<Input, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.read().unwrap_or_else(|e| {
            self.done = true;
            Some(Err(Error::read(format!("{}#{}", self.source, self.row + 1), &e)))
        });
        self.done |= next.is_none();
        next
    }
}

/// The mark that parts a header's columns: the one that stands there most, a comma before others.
fn delimiter(start: &[u8]) -> u8 {
    let header = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |mark: u8| header.iter().filter(|&&byte| byte == mark).count();
    b",\t;".iter().copied().rev().max_by_key(|&mark| count(mark)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pages of a file, each with its source and id, or what is wrong.
    fn pages(file: &str, settings: &Settings) -> Vec<String> {
        // A small buffer, so that rows go on from one to the next.
        let rows = match Rows::new("d.csv", io::BufReader::with_capacity(7, file.as_bytes()), settings) {
            Ok(rows) => rows,
            Err(e) => return vec![e.to_string()],
        };
        let told = |input: Result<Input, Error>| match input.and_then(|input| {
            let page = input.page.clone();
            input.open(settings).map(|opened| (opened.source, page, opened.bytes))
        }) {
            Ok((source, id, bytes)) => {
                format!("{source} {} {}", id.as_deref().unwrap_or("-"), String::from_utf8_lossy(&bytes))
            }
            Err(e) => format!("! {e}"),
        };
        rows.map(told).collect()
    }

    #[test]
    fn rows_are_pages() {
        let settings = Settings::default();
        let file = "\u{feff}id,\"text\",note\r\n7,Số 1,x\r\n\"8\",\"Số \"\"2\"\",\nhai dòng\",\"a,b\"\n\n9,Số 3\n";
        assert_eq!(pages(file, &settings), ["d.csv#1 7 Số 1", "d.csv#2 8 Số \"2\",\nhai dòng", "d.csv#4 9 Số 3"]);
        assert_eq!(pages("text\nSố 1", &settings), ["d.csv#1 - Số 1"]);
        assert_eq!(pages("url\ttext\nx\t5\" và 7\"\n", &settings), ["d.csv#1 x 5\" và 7\""]);
        assert_eq!(pages("url,text\nx,\"a\"b, c\ny,\"d\"\r\n", &settings), ["d.csv#1 x ab", "d.csv#2 y d"]);
        assert_eq!(pages("url;text\n;\"a;b\"\n", &settings), ["d.csv#1 - a;b"]);
        assert_eq!(pages("text,url\n\"Số 1\"\r\n\"Số 2\",y", &settings), ["d.csv#1 - Số 1", "d.csv#2 y Số 2"]);
        let gap = format!("url,text\n{}x,Số 1\n", "\n".repeat(200_000));
        assert_eq!(pages(&gap, &settings), ["d.csv#200001 x Số 1"], "however many lines have nothing on them");
    }

    #[test]
    fn what_is_wrong_is_told_in_its_place() {
        let mut settings = Settings::default();
        let other = "no text in the column \"text\"; there are id, content: say which holds the page";
        assert_eq!(pages("id,content\n1,a\n", &settings), [other]);
        assert_eq!(pages("schema_version,kind,text\n1,claim,5 xã\n", &settings), [RECORDS]);
        assert_eq!(pages("", &settings), ["a file without a line"]);
        assert_eq!(pages("id,text\n1\n2,a", &settings)[1], "d.csv#2 2 a");
        assert!(pages("id,text\n1\n", &settings)[0].contains("the row has 1 of them"));
        assert!(pages("id,text\n1,\"a\n2,b\n", &settings)[0].contains("never closed"));
        assert!(pages("id,text\n1,\n", &settings)[0].contains("empty page"));
        settings.max_page_bytes = 9;
        let long = format!("text,id\n{},1\nSố 2,2\n", "a".repeat(100));
        assert!(pages(&long, &settings)[0].contains("larger than 9 bytes"));
        assert_eq!(pages(&long, &settings)[1], "d.csv#2 2 Số 2");
    }
}
