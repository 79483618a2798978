//! Arguments to files.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use vanban::batch::{Found, LeftOut, Walk, walk};
use vanban::{Error, ErrorKind};

use crate::args;

/// The files that the arguments name, in order; in the place of those that cannot be found, why. Besides, what is in the
/// folders and is left out.
///
/// A file's source is its path below the folder that was named. Where two arguments hold files of one name below them,
/// the sources of these arguments' files begin with the argument: `old/a.txt` and `new/a.txt`, not `a.txt` twice. A file
/// that is named twice by the same words is read once.
///
/// What the run itself writes is no page: standard output where that goes to a file, and the file of errors.
pub(crate) fn find(args: &args::Input, errors: Option<&Path>) -> io::Result<Walk> {
    let mut groups = Vec::new();
    for path in &args.paths {
        add(path, &mut groups);
    }
    if let Some(list) = &args.files_from {
        let mut names = Vec::new();
        let read = if list == Path::new("-") {
            io::stdin().lock().read_to_end(&mut names)
        } else {
            fs::File::open(list).and_then(|mut file| file.read_to_end(&mut names))
        };
        read.map_err(|e| io::Error::new(e.kind(), format!("--files-from {}: {e}", list.display())))?;
        // `find -print0` ends names with a zero byte, so that they may hold line breaks.
        let end = if names.contains(&0) { 0 } else { b'\n' };
        for name in names.split(|&byte| byte == end) {
            let name = name.strip_suffix(b"\r").unwrap_or(name);
            if !name.trim_ascii().is_empty() {
                add(&path(name), &mut groups);
            }
        }
    }
    part_names(&mut groups);
    let (mut seen, mut found, written) = (HashSet::new(), Walk::default(), Written::new(errors));
    for group in groups {
        found.left_out.add(&group.found.left_out);
        let once = |file: &Result<Found, Error>| {
            file.as_ref().map_or(true, |file| seen.insert((file.source.clone(), file.path.clone())))
        };
        let files = group.found.files.into_iter().filter(once);
        found.files.extend(files.filter_map(|file| match file {
            Ok(file) if written.contains(&file) => (file.path == group.path).then(|| {
                Err(Error::new(ErrorKind::Read, file.source, "this run writes into it; read it from another file"))
            }),
            file => Some(file),
        }));
    }
    Ok(found)
}

/// A path of these bytes.
fn path(name: &[u8]) -> PathBuf {
    #[cfg(unix)]
    return <std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(name).into();
    #[cfg(not(unix))]
    String::from_utf8_lossy(name).into_owned().into()
}

/// The files into which a run writes, by their numbers on their disks.
struct Written(Vec<(u64, u64)>);

impl Written {
    #[cfg(unix)]
    fn new(errors: Option<&Path>) -> Written {
        use std::os::fd::AsFd;
        let stdout = io::stdout().as_fd().try_clone_to_owned().and_then(|fd| fs::File::from(fd).metadata()).ok();
        let errors = errors.and_then(|path| fs::metadata(path).ok());
        let files = stdout.into_iter().chain(errors).filter(fs::Metadata::is_file);
        Written(files.map(|meta| Written::number(&meta)).collect())
    }

    #[cfg(unix)]
    fn number(meta: &fs::Metadata) -> (u64, u64) {
        use std::os::unix::fs::MetadataExt;
        (meta.dev(), meta.ino())
    }

    /// Elsewhere files have no such numbers that the standard library tells.
    #[cfg(not(unix))]
    fn new(_: Option<&Path>) -> Written {
        Written(Vec::new())
    }

    #[cfg(not(unix))]
    fn number(_: &fs::Metadata) -> (u64, u64) {
        (0, 0)
    }

    fn contains(&self, file: &Found) -> bool {
        !self.0.is_empty() && fs::metadata(&file.path).is_ok_and(|meta| self.0.contains(&Written::number(&meta)))
    }
}

/// What was left out, for a person: `left out: 12 .pdf, 1 link to a folder`; nothing where that is nothing.
pub(crate) fn told(left_out: &LeftOut) -> String {
    if left_out.is_empty() {
        return String::new();
    }
    let files = left_out.files.iter().map(|(ending, n)| format!("{n} .{ending}"));
    let links = match left_out.links {
        0 => None,
        1 => Some("1 link to a folder".to_owned()),
        n => Some(format!("{n} links to folders")),
    };
    format!("; left out: {}", files.chain(links).collect::<Vec<_>>().join(", "))
}

/// A file or folder that was named, and what was found there.
struct Group {
    path: PathBuf,
    found: Walk,
}

impl Group {
    fn one(path: &Path, file: Result<Found, Error>) -> Group {
        let mut found = Walk::default();
        found.files.push(file);
        Group { path: path.to_owned(), found }
    }
}

fn add(path: &Path, groups: &mut Vec<Group>) {
    if path == Path::new("-") {
        groups.push(Group::one(path, Ok(Found::stdin())));
        return;
    }
    let named = |path: PathBuf| Group { found: walk(&path), path };
    match pattern(path) {
        None => groups.push(named(path.to_owned())),
        Some(matches) => {
            let before = groups.len();
            // A pattern's matches are named files and folders, in the order of their names.
            groups.extend(matches.map(|found| match found {
                Ok(path) => named(path),
                Err(e) => {
                    let error = Error::new(ErrorKind::Read, e.path().to_string_lossy(), e.error().to_string());
                    Group::one(e.path(), Err(error))
                }
            }));
            if groups.len() == before {
                let none = Error::new(ErrorKind::Read, path.to_string_lossy(), "no file matches");
                groups.push(Group::one(path, Err(none)));
            }
        }
    }
}

/// Puts the argument before the sources of those groups that share one with another group.
fn part_names(groups: &mut [Group]) {
    let sources =
        |group: &Group| -> Vec<String> { group.found.files.iter().flatten().map(|f| f.source.clone()).collect() };
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
        for file in group.found.files.iter_mut().flatten().filter(|file| file.path != group.path && !file.is_stdin()) {
            file.source = format!("{}/{}", whole.trim_end_matches('/'), file.source);
        }
    }
}

/// What a pattern matches, and what keeps it from matching: a folder that cannot be read; none where the path is no pattern
/// but a file's name.
fn pattern(path: &Path) -> Option<glob::Paths> {
    let text = path.to_str().filter(|text| text.contains(['*', '?', '[']))?;
    if path.exists() { None } else { glob::glob(text).ok() }
}

/// An error that says which file it is of.
pub(crate) fn named(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
