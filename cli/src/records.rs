//! Records that an earlier run wrote, line by line: JSON Lines, or rows of tables made such.

use std::fs;
use std::io::BufRead;
use std::path::{Path, PathBuf};

use vanban::batch;
use vanban::record::Kind;
use vanban::write::file_stem;

use crate::Failure;
use crate::failures::TOLD;
use crate::files::named;

/// Hands every line of records to `each`, which may say why it is none, and tells what cannot be read; whether all was
/// read. Paths are files, folders that `vanban mine --out` made, or `-`; of folders of tables those of the kinds that are
/// wanted are read.
pub(crate) fn each_line(
    paths: &[PathBuf],
    wanted: &[Kind],
    mut each: impl FnMut(&[u8]) -> Result<(), String>,
) -> Result<bool, Failure> {
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
    for (path, read) in paths.iter().flat_map(|path| open(path, wanted)) {
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

/// The files of records that a path stands for; of tables those of the kinds that are wanted.
fn open(path: &Path, wanted: &[Kind]) -> Vec<(PathBuf, Lines)> {
    let file = |path: PathBuf| {
        let read = batch::records(&path).map_err(|e| named(&path, e).to_string());
        (path, read)
    };
    if !path.is_dir() {
        return vec![file(path.to_owned())];
    }
    let tables = wanted.iter().flat_map(|kind| tables(path, file_stem(*kind)));
    let records: Vec<PathBuf> = [path.join("records.jsonl")].into_iter().chain(tables).filter(|p| p.exists()).collect();
    if records.is_empty() && !path.join("manifest.json").exists() {
        let reason = if path.join(".vanban").exists() {
            "holds a run that was stopped; vanban mine --resume goes on with it"
        } else {
            "holds no records: vanban mine makes them of pages"
        };
        return vec![(path.to_owned(), Err(format!("{}: {reason}", path.display())))];
    }
    let errors = [path.join("errors.jsonl")].into_iter().chain(tables_of_spark(path, "errors")).filter(|p| p.exists());
    records.into_iter().chain(errors).map(file).collect()
}

/// Where a run may have left a table: as one file, or as those of the tasks of the Spark job.
fn tables(folder: &Path, name: &str) -> Vec<PathBuf> {
    let one = ["csv", "parquet"].map(|ending| folder.join(format!("{name}.{ending}")));
    one.into_iter().chain(tables_of_spark(folder, name)).collect()
}

fn tables_of_spark(folder: &Path, name: &str) -> Vec<PathBuf> {
    let parts = fs::read_dir(folder.join(format!("table={name}"))).into_iter().flatten().flatten();
    let mut parts: Vec<PathBuf> = parts.map(|part| part.path()).filter(|path| path.extension().is_some()).collect();
    parts.sort();
    parts
}

/// Why a line of JSON is no record, without the parser's place: it saw no other line.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let reason = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    reason.strip_suffix(&place).unwrap_or(&reason).to_owned()
}
