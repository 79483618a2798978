//! Arguments to files.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use vanban::batch::{Found, walk};
use vanban::{Error, ErrorKind};

use crate::args;

/// The files that the arguments name, in order; in the place of those that cannot be found, why.
///
/// A file's source is its path below the folder that was named. Where two arguments hold files of one name below them,
/// the sources of these arguments' files begin with the argument: `old/a.txt` and `new/a.txt`, not `a.txt` twice. A file
/// that is named twice by the same words is read once.
pub(crate) fn find(args: &args::Input) -> io::Result<Vec<Result<Found, Error>>> {
    let mut groups = Vec::new();
    for path in &args.paths {
        add(path, &mut groups);
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
                add(Path::new(line.trim_end_matches('\r')), &mut groups);
            }
        }
    }
    part_names(&mut groups);
    let mut seen = HashSet::new();
    let files = groups.into_iter().flat_map(|group| group.files);
    Ok(files
        .filter(|file| file.as_ref().map_or(true, |file| seen.insert((file.source.clone(), file.path.clone()))))
        .collect())
}

/// A file or folder that was named, and what was found there.
struct Group {
    path: PathBuf,
    files: Vec<Result<Found, Error>>,
}

fn add(path: &Path, groups: &mut Vec<Group>) {
    let mut named = |path: &Path| {
        groups.push(Group { path: path.to_owned(), files: walk(path) });
    };
    if path == Path::new("-") {
        groups.push(Group { path: path.to_owned(), files: vec![Ok(Found::stdin())] });
        return;
    }
    match pattern(path) {
        // A pattern's matches are named files and folders, in the order of their names.
        Some(paths) if !paths.is_empty() => paths.iter().for_each(|path| named(path)),
        Some(_) => {
            let none = Error::new(ErrorKind::Read, path.to_string_lossy(), "no file matches");
            groups.push(Group { path: path.to_owned(), files: vec![Err(none)] });
        }
        None => named(path),
    }
}

/// Puts the argument before the sources of those groups that share one with another group.
fn part_names(groups: &mut [Group]) {
    let sources = |group: &Group| -> Vec<String> { group.files.iter().flatten().map(|f| f.source.clone()).collect() };
    let mut holders: HashMap<String, usize> = HashMap::new();
    let mut shared = vec![false; groups.len()];
    for (i, group) in groups.iter().enumerate() {
        for source in sources(group) {
            let first = *holders.entry(source).or_insert(i);
            if first != i {
                (shared[first], shared[i]) = (true, true);
            }
        }
    }
    for (group, _) in groups.iter_mut().zip(shared).filter(|(_, shared)| *shared) {
        let whole = group.path.to_string_lossy().replace(MAIN_SEPARATOR, "/");
        for file in group.files.iter_mut().flatten().filter(|file| file.path != group.path && !file.is_stdin()) {
            file.source = format!("{}/{}", whole.trim_end_matches('/'), file.source);
        }
    }
}

/// What a pattern matches; none where the path is no pattern but a file's name.
fn pattern(path: &Path) -> Option<Vec<PathBuf>> {
    let text = path.to_str().filter(|text| text.contains(['*', '?', '[']))?;
    if path.exists() {
        return None;
    }
    Some(glob::glob(text).ok()?.filter_map(Result::ok).collect())
}

/// An error that says which file it is of.
pub(crate) fn named(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
