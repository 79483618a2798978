//! Arguments to files.

use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use vanban::batch::{Found, walk};
use vanban::{Error, ErrorKind};

use crate::args;

/// The files that the arguments name, in order; in the place of those that cannot be found, why.
pub(crate) fn find(args: &args::Input) -> io::Result<Vec<Result<Found, Error>>> {
    let mut out = Vec::new();
    for path in &args.paths {
        add(path, &mut out);
    }
    if let Some(list) = &args.files_from {
        let lines: Box<dyn BufRead> = if list == Path::new("-") {
            Box::new(io::stdin().lock())
        } else {
            let file = fs::File::open(list)
                .map_err(|e| io::Error::new(e.kind(), format!("--files-from {}: {e}", list.display())))?;
            Box::new(BufReader::new(file))
        };
        for line in lines.lines() {
            let line = line?;
            if !line.trim().is_empty() {
                add(Path::new(line.trim_end_matches('\r')), &mut out);
            }
        }
    }
    Ok(out)
}

fn add(path: &Path, out: &mut Vec<Result<Found, Error>>) {
    if path == Path::new("-") {
        return out.push(Ok(Found::stdin()));
    }
    let mut found = Vec::new();
    let mut failed = None;
    match pattern(path) {
        // A pattern's matches are named files and folders, in the order of their names.
        Some(paths) => {
            for path in paths {
                failed = walk(&path, &mut found).err().or(failed);
            }
            if found.is_empty() && failed.is_none() {
                failed = Some(Error::new(ErrorKind::Read, path.to_string_lossy(), "no file matches"));
            }
        }
        None => failed = walk(path, &mut found).err(),
    }
    out.extend(found.into_iter().map(Ok));
    out.extend(failed.map(Err));
}

/// What a pattern matches; none where the path is no pattern but a file's name.
fn pattern(path: &Path) -> Option<Vec<std::path::PathBuf>> {
    let text = path.to_str().filter(|text| text.contains(['*', '?', '[']))?;
    if path.exists() {
        return None;
    }
    Some(glob::glob(text).ok()?.filter_map(Result::ok).collect())
}
