//! Records that an earlier run wrote, line by line.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use vanban::batch;

use crate::Failure;
use crate::failures::TOLD;
use crate::files::named;

/// Hands every line of records to `each`, which may say why it is none, and tells what cannot be read; whether all was
/// read. Paths are files, folders that `vanban mine --out` made, or `-`.
pub(crate) fn each_line(paths: &[PathBuf], mut each: impl FnMut(&[u8]) -> Result<(), String>) -> Result<bool, Failure> {
    let mut told = 0;
    let mut tell = |what: String| {
        told += 1;
        if told <= TOLD {
            eprintln!("{}", crate::told(what));
        } else if told == TOLD + 1 {
            eprintln!("vanban: more is no record; it is passed over");
        }
    };
    let mut clean = true;
    let mut line = Vec::new();
    for (path, read) in paths.iter().flat_map(|path| open(path)) {
        let mut read = match read {
            Ok(read) => read,
            Err(reason) => {
                clean = false;
                tell(reason);
                continue;
            }
        };
        let (mut number, mut first) = (0, true);
        loop {
            line.clear();
            number += 1;
            match read.read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(_) if line.trim_ascii().is_empty() => continue,
                Ok(_) if first && !line.starts_with(b"{") => {
                    clean = false;
                    tell(format!("{}: holds no records: vanban mine makes them of pages", path.display()));
                    break;
                }
                Ok(_) => {}
                Err(e) => {
                    clean = false;
                    tell(named(&path, e).to_string());
                    break;
                }
            }
            first = false;
            if let Err(reason) = each(line.trim_ascii_end()) {
                clean = false;
                tell(format!("{}:{number}: no record: {reason}", path.display()));
            }
        }
    }
    Ok(clean)
}

type Lines = Result<Box<dyn BufRead + Send>, String>;

/// What to do about tables.
const REMEDY: &str =
    "this reads JSON Lines, as vanban mine writes them without --format; tables are for other tools, say DuckDB";

/// The files of records that a path stands for.
fn open(path: &Path) -> Vec<(PathBuf, Lines)> {
    let file = |path: PathBuf| {
        let table = path.extension().is_some_and(|ending| ending == "parquet" || ending == "csv");
        let read = if table {
            Err(format!("{}: a table; {REMEDY}", path.display()))
        } else {
            batch::read(&path).map_err(|e| named(&path, e).to_string())
        };
        (path, read)
    };
    if !path.is_dir() {
        return vec![file(path.to_owned())];
    }
    let records = path.join("records.jsonl");
    if !records.exists() {
        let reason = if path.join(".vanban").exists() {
            "holds a run that was stopped; vanban mine --resume goes on with it".to_owned()
        } else {
            format!("holds no records.jsonl; {REMEDY}")
        };
        return vec![(path.to_owned(), Err(format!("{}: {reason}", path.display())))];
    }
    [records, path.join("errors.jsonl")].into_iter().filter(|path| path.exists()).map(file).collect()
}

/// Why a line of JSON is no record, without the parser's place: it saw no other line.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let reason = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    reason.strip_suffix(&place).unwrap_or(&reason).to_owned()
}
