//! Files and folders to a sorted list of files.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Error;

/// A file that was found under an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where to read it.
    pub path: PathBuf,
    /// What its records' `source` says: the path relative to the folder that was named, with `/`; of a file that was
    /// named itself, the path as it was named.
    pub source: String,
}

/// The file that `path` is, or all files below the folder that it is, sorted by name; hidden files are left out.
///
/// # Errors
///
/// Where the path does not exist or a folder cannot be read.
pub fn walk(path: &Path, out: &mut Vec<Found>) -> Result<(), Error> {
    let found = fs::metadata(path).map_err(|e| Error::read(path, &e))?;
    if !found.is_dir() {
        out.push(Found { path: path.to_owned(), source: name(path) });
        return Ok(());
    }
    let mut stack = vec![path.to_owned()];
    let first = out.len();
    while let Some(folder) = stack.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| Error::read(&folder, &e))? {
            let entry = entry.map_err(|e| Error::read(&folder, &e))?;
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let at = entry.path();
            // A link is followed to a file, not into a folder: it might lead back up.
            let kind = entry.file_type().map_err(|e| Error::read(&at, &e))?;
            if kind.is_dir() {
                stack.push(at);
            } else if !kind.is_symlink() || at.is_file() {
                let source = name(at.strip_prefix(path).unwrap_or(&at));
                out.push(Found { path: at, source });
            }
        }
    }
    out[first..].sort_by(|a, b| a.source.cmp(&b.source));
    Ok(())
}

/// A path as a record's `source` writes it, the same on every system.
fn name(path: &Path) -> String {
    let name = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { name.into_owned() } else { name.replace(std::path::MAIN_SEPARATOR, "/") }
}
