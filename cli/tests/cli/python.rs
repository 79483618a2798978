//! Other tools read the tables and find the exact values in them.

use std::path::Path;
use std::process::Command;

use crate::{fixtures, scratch, vanban};

/// A Python that has these modules: `VANBAN_PYTHON`, or `python3`. None, said aloud, where there is none.
pub fn python(modules: &str) -> Option<String> {
    let python = std::env::var("VANBAN_PYTHON").unwrap_or_else(|_| "python3".into());
    let found = Command::new(&python).args(["-c", &format!("import {modules}")]).output();
    if found.is_ok_and(|run| run.status.success()) {
        return Some(python);
    }
    println!("skipped: no {python} with {modules}");
    None
}

#[test]
#[cfg(feature = "parquet")]
fn pandas_polars_and_duckdb_read_the_exact_values() {
    let Some(python) = python("pandas, polars, duckdb, pyarrow") else { return };
    let folder = scratch("python");
    let pages = fixtures().canonicalize().unwrap();
    for format in ["jsonl", "csv", "parquet"] {
        let pages = pages.to_str().unwrap();
        vanban(&folder, &["mine", pages, "--format", format, "--out", format, "--utf16", "--sentences"]).code(0);
    }
    std::fs::write(folder.join("columns.tsv"), vanban(&folder, &["schema", "--tables"]).out()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/read_back.py");
    let run = Command::new(python)
        .current_dir(&folder)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(script)
        .args(["jsonl/records.jsonl", "csv", "parquet", "columns.tsv"])
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    print!("{}", String::from_utf8_lossy(&run.stdout));
}
