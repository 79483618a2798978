//! Rows of tables read back: lines of JSON again, as the records were written.

use std::io;

use serde_json::{Map, Value};

use super::column::{Column, Content, columns};
use crate::record::Kind;

/// Lists that a record always has: a table leaves the cell empty where they are.
const LISTS: [&str; 4] = ["flags", "mentions", "parts", "repairs"];

/// A row as a record's line of JSON, without its break; `cell` gives a column's text, none where it has no value.
pub(super) fn line(cell: impl Fn(&str) -> Option<String>) -> io::Result<Vec<u8>> {
    let name = cell("kind").unwrap_or_default();
    let kind: Kind = name.parse().map_err(|e| wrong(format!("no kind {name:?}: {e}")))?;
    let mut record = Map::new();
    for column in columns(kind) {
        let Some((field, within)) = place(column) else { continue };
        let Some(value) = value(column, cell(column.name))? else { continue };
        match within {
            None => _ = record.insert(field.into(), value),
            Some(within) => {
                if let Value::Object(object) = record.entry(field).or_insert_with(|| Map::new().into()) {
                    object.insert(within.into(), value);
                }
            }
        }
    }
    Ok(serde_json::to_vec(&record)?)
}

/// Where a column's value stands in a record: the field, and the field within it; nowhere where it is the nearest double of
/// another column, or the words of something whose place the table has not.
fn place(column: &Column) -> Option<(&'static str, Option<&'static str>)> {
    let (field, within) = match column.path.split_once('.') {
        Some((field, within)) => (field, Some(within)),
        None => (column.path, None),
    };
    let words_alone = within == Some("text") && field != "sentence";
    (column.content != Content::Float && !words_alone).then_some((field, within))
}

fn value(column: &Column, cell: Option<String>) -> io::Result<Option<Value>> {
    let malformed = |cell: &str| wrong(format!("column {:?} holds {cell:?}", column.name));
    Ok(match (column.content, cell) {
        (Content::Text, Some(text)) => Some(text.into()),
        (Content::Text, None) => column.required.then(|| "".into()),
        (Content::Int, Some(n)) => Some(n.parse::<i64>().map_err(|_| malformed(&n))?.into()),
        (Content::Json, Some(json)) => Some(serde_json::from_str(&json).map_err(|_| malformed(&json))?),
        (Content::Json, None) if LISTS.contains(&column.name) => Some(Value::Array(Vec::new())),
        _ => None,
    })
}

pub(super) fn wrong(reason: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}

/// What a table must be to hold records.
pub(super) fn check(names: &[String]) -> io::Result<()> {
    let has = |name: &str| names.iter().any(|n| n == name);
    if has("kind") && has("schema_version") { Ok(()) } else { Err(wrong("a table of no records".into())) }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::Miner;
    use crate::record::{self, Options, Origin, Record};
    use crate::write::csv;
    #[cfg(feature = "parquet")]
    use crate::write::parquet;

    /// Every record of the fixtures, in lines.
    fn fixtures() -> Vec<(Kind, String)> {
        let mut options = Options::default();
        (options.zones, options.sentences, options.utf16) = (true, true, true);
        let (mut miner, mut out) = (Miner::new(), Vec::new());
        let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages");
        for entry in fs::read_dir(pages).unwrap() {
            let page = fs::read(entry.unwrap().path()).unwrap();
            let mined = miner.mine(std::str::from_utf8(&page).unwrap());
            for record in record::records(&page, &mined, &Origin::new("a").page(Some("b")), &options) {
                out.push((record.kind(), serde_json::to_string(&record).unwrap()));
            }
        }
        let failed = crate::Error::new(crate::ErrorKind::Empty, "c", "empty page");
        out.push((Kind::Diagnostic, serde_json::to_string(&Record::from(&failed)).unwrap()));
        out
    }

    /// A record without what tables do not hold.
    fn held(line: &str) -> Record<'_> {
        let mut record: Record<'_> = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        if let Record::Page(page) = &mut record {
            for fact in [&mut page.title, &mut page.place, &mut page.district, &mut page.site] {
                *fact = None;
            }
            (page.author, page.taken_from) = (None, None);
        }
        record
    }

    #[test]
    fn tables_of_records_are_lines_again() {
        let all = fixtures();
        for kind in Kind::ALL {
            let of_kind = || all.iter().filter(|(k, _)| *k == kind).map(|(_, line)| line.as_str());
            assert!(of_kind().next().is_some(), "{kind:?}");
            let want: Vec<Record<'_>> = of_kind().map(held).collect();
            let original: Vec<Record<'_>> = of_kind().map(|line| serde_json::from_str(line).unwrap()).collect();
            let mut table = csv::BOM.to_vec();
            csv::header(kind, &mut table);
            original.iter().for_each(|record| csv::row(record, &mut table));
            read_back(csv::lines(&table[..]).unwrap(), &want);
            #[cfg(feature = "parquet")]
            {
                let mut rows = crate::write::arrow::Rows::new(&[kind]);
                original.iter().for_each(|record| rows.push(record).unwrap());
                let mut table = parquet::Writer::new(Vec::new(), kind).unwrap();
                table.rows(&rows.finish().unwrap()).unwrap();
                let path = std::env::temp_dir().join(format!("vanban-{kind}-{}.parquet", std::process::id()));
                fs::write(&path, table.finish().unwrap()).unwrap();
                read_back(parquet::lines(fs::File::open(&path).unwrap()).unwrap(), &want);
                fs::remove_file(&path).unwrap();
            }
        }
    }

    fn read_back(lines: impl Iterator<Item = io::Result<Vec<u8>>>, want: &[Record<'_>]) {
        let lines: Vec<String> = lines.map(|line| String::from_utf8(line.unwrap()).unwrap()).collect();
        let got: Vec<Record<'_>> = lines.iter().map(|line| held(line)).collect();
        assert_eq!(got.len(), want.len());
        for (got, want) in got.iter().zip(want) {
            assert_eq!(got, want);
        }
    }

    #[test]
    fn other_tables_are_told() {
        let reason = |table: &str| -> String {
            match csv::lines(table.as_bytes()) {
                Ok(mut lines) => lines.find_map(Result::err).unwrap().to_string(),
                Err(e) => e.to_string(),
            }
        };
        assert_eq!(reason("id,text\n1,x\n"), "a table of no records");
        let kind = reason("schema_version,kind\n1,thing\n");
        assert!(kind.starts_with("no kind \"thing\": none of reference, claim"), "{kind}");
        assert_eq!(reason("schema_version,kind\nx,page\n"), "column \"schema_version\" holds \"x\"");
    }
}
