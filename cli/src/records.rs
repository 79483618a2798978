//! Records that an earlier run wrote, line by line: JSON Lines, or rows of tables made such.

use std::fs;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use vanban::batch;
use vanban::record::Kind;
use vanban::write::{csv, file_stem};

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
    for (path, lines) in paths.iter().flat_map(|path| open(path, wanted)) {
        let mut failed = |what: String| {
            clean = false;
            tell(what);
        };
        let lines = match lines {
            Ok(lines) => lines,
            Err(reason) => {
                failed(reason);
                continue;
            }
        };
        let mut first = true;
        for (line, number) in lines.zip(1..) {
            let line = match line {
                Ok(line) => line,
                Err(e) => {
                    failed(named(&path, e).to_string());
                    break;
                }
            };
            if line.trim_ascii().is_empty() {
                continue;
            }
            if std::mem::take(&mut first) && !line.starts_with(b"{") {
                failed(format!("{}: holds no records: vanban mine makes them of pages", path.display()));
                break;
            }
            if let Err(reason) = each(line.trim_ascii_end()) {
                failed(format!("{}:{number}: no record: {reason}", path.display()));
            }
        }
    }
    Ok(clean)
}

type Lines = Box<dyn Iterator<Item = io::Result<Vec<u8>>>>;

/// The lines of a file; of a table its rows as lines.
fn lines(path: &Path) -> io::Result<Lines> {
    let name = path.to_string_lossy().to_lowercase();
    if [".csv", ".csv.gz", ".csv.zst", ".csv.xz"].iter().any(|ending| name.ends_with(ending)) {
        return Ok(Box::new(csv::lines(batch::read(path)?)?));
    }
    #[cfg(feature = "parquet")]
    if name.ends_with(".parquet") {
        return Ok(Box::new(vanban::write::parquet::lines(fs::File::open(path)?)?));
    }
    Ok(Box::new(batch::read(path)?.split(b'\n')))
}

/// The files of records that a path stands for; of tables those of the kinds that are wanted.
fn open(path: &Path, wanted: &[Kind]) -> Vec<(PathBuf, Result<Lines, String>)> {
    let file = |path: PathBuf| {
        let lines = lines(&path).map_err(|e| named(&path, e).to_string());
        (path, lines)
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
