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

impl Found {
    /// Standard input.
    pub fn stdin() -> Found {
        Found { path: "-".into(), source: "-".into() }
    }

    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        self.source == "-"
    }
}

/// Endings of files that lie beside pages and are none: `walk` leaves them out of a folder. A file that is named is
/// always read.
const NO_PAGES: [&str; 47] = [
    "7z", "avi", "avif", "bmp", "bz2", "css", "csv", "db", "doc", "docx", "eot", "exe", "gif", "ico", "jpeg", "jpg",
    "js", "json", "m4a", "map", "mp3", "mp4", "otf", "pdf", "png", "ppt", "pptx", "py", "rar", "rtf", "sqlite", "svg",
    "tar", "tgz", "tif", "tiff", "toml", "tsv", "ttf", "wav", "webm", "webp", "woff", "woff2", "xls", "xlsx", "zip",
];

fn may_be_page(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    !NO_PAGES.contains(&ending.as_str())
}

/// The file that `path` is, or the files below the folder that it is, sorted by name; hidden files and what is no page by
/// its ending are left out.
///
/// # Errors
///
/// Where the path does not exist or a folder cannot be read.
pub fn walk(path: &Path, out: &mut Vec<Found>) -> Result<(), Error> {
    let found = fs::metadata(path).map_err(|e| Error::read(name(path), &e))?;
    if !found.is_dir() {
        out.push(Found { path: path.to_owned(), source: name(path) });
        return Ok(());
    }
    let mut stack = vec![path.to_owned()];
    let first = out.len();
    while let Some(folder) = stack.pop() {
        for entry in fs::read_dir(&folder).map_err(|e| Error::read(name(&folder), &e))? {
            let entry = entry.map_err(|e| Error::read(name(&folder), &e))?;
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let at = entry.path();
            // A link is followed to a file, not into a folder: it might lead back up.
            let kind = entry.file_type().map_err(|e| Error::read(name(&at), &e))?;
            if kind.is_dir() {
                stack.push(at);
            } else if may_be_page(&at) && (!kind.is_symlink() || at.is_file()) {
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
