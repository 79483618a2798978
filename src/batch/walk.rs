//! Files and folders to a sorted list of files.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::{Error, ErrorKind};

/// A file that was found under an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where to read it.
    pub path: PathBuf,
    /// What its records' `source` says: the path relative to the folder that was named, with `/`; of a file that was
    /// named itself, the path as it was named. Bytes of a name that are no UTF-8 stand as `\xE1`.
    pub source: String,
}

impl Found {
    /// Standard input.
    pub fn stdin() -> Found {
        Found { path: "-".into(), source: "-".into() }
    }

    /// Whether it is standard input.
    pub fn is_stdin(&self) -> bool {
        self.path == Path::new("-")
    }
}

/// What an argument stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Walk {
    /// The files, sorted by name; after them what cannot be found or read: the path itself, a folder below it, or a folder
    /// in which there is no page at all.
    pub files: Vec<Result<Found, Error>>,
    /// What else is in the folders.
    pub left_out: LeftOut,
}

/// What a folder holds besides pages, hidden files and the files of a run aside.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[non_exhaustive]
pub struct LeftOut {
    /// How many files by their ending are no pages, by that ending: `pdf`, `json`.
    pub files: BTreeMap<String, u64>,
    /// How many links lead to a folder or nowhere: they are not followed.
    pub links: u64,
}

impl LeftOut {
    /// Adds what another folder holds.
    pub fn add(&mut self, other: &LeftOut) {
        other.files.iter().for_each(|(ending, n)| *self.files.entry(ending.clone()).or_default() += n);
        self.links += other.links;
    }

    /// Whether it is nothing.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.links == 0
    }
}

/// Endings of files that lie beside pages and are none: `walk` leaves them out of a folder. A file that is named is
/// always read. `json` is among them although a file of that name is read as JSON Lines: beside pages it is what a
/// crawler or a program keeps for itself.
const NO_PAGES: [&str; 47] = [
    "7z", "avi", "avif", "bmp", "bz2", "css", "csv", "db", "doc", "docx", "eot", "exe", "gif", "ico", "jpeg", "jpg",
    "js", "json", "m4a", "map", "mp3", "mp4", "otf", "pdf", "png", "ppt", "pptx", "py", "rar", "rtf", "sqlite", "svg",
    "tar", "tgz", "tif", "tiff", "toml", "tsv", "ttf", "wav", "webm", "webp", "woff", "woff2", "xls", "xlsx", "zip",
];

/// The ending by which a file is no page.
fn no_page(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    NO_PAGES.contains(&ending.as_str()).then_some(ending)
}

/// The file that `path` is, or the files below the folder that it is; hidden files, the files that a run of the command
/// wrote there, what is no page by its ending, and links to folders are left out.
pub fn walk(path: &Path) -> Walk {
    let one = |file| Walk { files: vec![file], left_out: LeftOut::default() };
    match fs::metadata(path) {
        Err(e) => one(Err(Error::read(name(path), &e))),
        Ok(meta) if meta.is_dir() => below(path),
        Ok(_) => one(Ok(Found { path: path.to_owned(), source: name(path) })),
    }
}

/// The files below a folder.
fn below(root: &Path) -> Walk {
    let (mut files, mut errors, mut left_out, mut run) = (Vec::new(), Vec::new(), LeftOut::default(), false);
    let mut stack = vec![root.to_owned()];
    while let Some(folder) = stack.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(e) => {
                errors.push(Error::read(name(&folder), &e));
                continue;
            }
        };
        let written = written(&folder);
        run |= !written.is_empty();
        for entry in entries {
            // A link is followed to a file, not into a folder: it might lead back up.
            let (entry, kind) = match entry.and_then(|entry| entry.file_type().map(|kind| (entry, kind))) {
                Ok(known) => known,
                Err(e) => {
                    errors.push(Error::read(name(&folder), &e));
                    continue;
                }
            };
            let at = entry.path();
            let name_of = entry.file_name();
            if name_of.as_encoded_bytes().starts_with(b".") || name_of.to_str().is_some_and(|n| written.contains(n)) {
                continue;
            } else if kind.is_dir() {
                stack.push(at);
            } else if kind.is_symlink() && !at.is_file() {
                left_out.links += 1;
            } else if let Some(ending) = no_page(&at) {
                *left_out.files.entry(ending).or_default() += 1;
            } else if kind.is_file() || kind.is_symlink() {
                // Pipes and devices are no pages: one would wait for them.
                files.push(Found { source: name(at.strip_prefix(root).unwrap_or(&at)), path: at });
            }
        }
    }
    if files.is_empty() && errors.is_empty() {
        let reason = match left_out.files.values().sum() {
            0u64 if run => "no page in this folder, but what vanban mine wrote".to_owned(),
            0 => "no file in this folder".to_owned(),
            n => format!("no page in this folder; by their endings its files ({n}) are none"),
        };
        errors.push(Error::new(ErrorKind::Empty, name(root), reason));
    }
    files.sort_by(|a, b| a.source.cmp(&b.source));
    errors.sort_by(|a, b| a.source_name().cmp(b.source_name()));
    Walk { files: files.into_iter().map(Ok).chain(errors.into_iter().map(Err)).collect(), left_out }
}

/// The files that a run of the command wrote into a folder, by what it says of itself there: in its manifest, and where it
/// was stopped while it moved them to their places, in its progress. Records are no pages.
fn written(folder: &Path) -> HashSet<String> {
    #[derive(Deserialize)]
    struct Manifest {
        #[serde(rename = "vanban")]
        _version: String,
        files: Vec<Written>,
    }
    #[derive(Deserialize)]
    struct Written {
        name: String,
    }
    #[derive(Deserialize)]
    struct Progress {
        files: Vec<String>,
    }
    let manifest = json::<Manifest>(&folder.join("manifest.json")).map(|manifest| manifest.files);
    let progress = json::<Progress>(&folder.join(".vanban/progress.json")).map(|progress| progress.files);
    let mut names: HashSet<String> = manifest.into_iter().flatten().map(|file| file.name).collect();
    if !names.is_empty() {
        names.insert("manifest.json".into());
    }
    names.extend(progress.into_iter().flatten());
    names
}

/// What a file of JSON holds, where there is one and it is of this sort.
fn json<T: DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_reader(BufReader::new(fs::File::open(path).ok()?)).ok()
}

/// A path as a record's `source` writes it, the same on every system, and another one for another path: of names in an old
/// encoding, the bytes that are no UTF-8 are spelled out.
fn name(path: &Path) -> String {
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        name.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
    }
    if std::path::MAIN_SEPARATOR == '/' { name } else { name.replace(std::path::MAIN_SEPARATOR, "/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sources, and what is told.
    fn told(path: &Path) -> Vec<String> {
        let told = |found: Result<Found, Error>| found.map_or_else(|e| format!("! {}", e.reason()), |f| f.source);
        walk(path).files.into_iter().map(told).collect()
    }

    #[test]
    fn a_folder_is_its_pages_by_name() {
        let root = std::env::temp_dir().join(format!("vanban-walk-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("b/c")).unwrap();
        fs::create_dir_all(root.join(".hidden")).unwrap();
        fs::create_dir_all(root.join("empty")).unwrap();
        for name in ["b/c/1.txt", "b/2.HTML", "a.txt", "a.pdf", "b/page", ".hidden/3.txt", ".4.txt", "scans.JPG"] {
            fs::write(root.join(name), "x").unwrap();
        }
        assert_eq!(told(&root), ["a.txt", "b/2.HTML", "b/c/1.txt", "b/page"]);
        assert_eq!(walk(&root).left_out.files, [("jpg".into(), 1), ("pdf".into(), 1)].into());
        assert_eq!(told(&root.join("empty")), ["! no file in this folder"]);
        assert_eq!(told(&root.join("none")), ["! no such file or folder"]);
        fs::write(root.join("empty/x.pdf"), "x").unwrap();
        assert_eq!(told(&root.join("empty")), ["! no page in this folder; by their endings its files (1) are none"]);
        let file = root.join("a.pdf");
        assert_eq!(told(&file), [name(&file)], "what is named is read");
        #[cfg(unix)]
        {
            // A link is followed to a file, not into a folder, and one that leads nowhere is passed over.
            for (to, link) in [("b", "b/loop"), ("a.txt", "link.txt"), ("nowhere", "lost.txt")] {
                std::os::unix::fs::symlink(root.join(to), root.join(link)).unwrap();
            }
            assert_eq!(told(&root), ["a.txt", "b/2.HTML", "b/c/1.txt", "b/page", "link.txt"]);
            assert_eq!(walk(&root).left_out.links, 2);
        }
        fs::remove_dir_all(&root).unwrap();
    }

    #[test]
    fn what_a_run_wrote_is_no_page() {
        let root = std::env::temp_dir().join(format!("vanban-own-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("run/.vanban")).unwrap();
        let write = |name: &str, text: &str| fs::write(root.join("run").join(name), text).unwrap();
        write("records.jsonl", "x");
        write("a.txt", "x");
        assert_eq!(told(&root), ["run/a.txt", "run/records.jsonl"]);
        write("manifest.json", r#"{"vanban":"0.1.0","files":[{"name":"records.jsonl","rows":1}]}"#);
        let found = walk(&root);
        assert_eq!((told(&root), found.left_out), (vec!["run/a.txt".to_owned()], LeftOut::default()));
        // Another program's manifest says nothing.
        write("manifest.json", r#"{"files":[{"name":"records.jsonl"}]}"#);
        assert_eq!(told(&root), ["run/a.txt", "run/records.jsonl"]);
        write(".vanban/progress.json", r#"{"files":["records.jsonl","a.txt"]}"#);
        assert_eq!(told(&root), ["! no page in this folder; by their endings its files (1) are none"]);
        fs::remove_file(root.join("run/manifest.json")).unwrap();
        assert_eq!(told(&root), ["! no page in this folder, but what vanban mine wrote"]);
        fs::remove_dir_all(&root).unwrap();
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn odd_names_are_pages_of_their_own() {
        use std::os::unix::ffi::OsStrExt;
        let root = std::env::temp_dir().join(format!("vanban-odd-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        // Of an archive of the nineties: báo and bào in windows-1258; and what elsewhere stands for standard input.
        for name in [&b"b\xe1o.txt"[..], b"b\xe0o.txt", b"-", "tỉnh số 1.txt".as_bytes()] {
            fs::write(root.join(std::ffi::OsStr::from_bytes(name)), "x").unwrap();
        }
        // A pipe without a writer: who opens it waits.
        std::process::Command::new("mkfifo").arg(root.join("pipe.txt")).status().unwrap();
        assert_eq!(told(&root), ["-", r"b\xE0o.txt", r"b\xE1o.txt", "tỉnh số 1.txt"]);
        assert!(walk(&root).files.iter().flatten().all(|found| !found.is_stdin()));
        fs::remove_dir_all(&root).unwrap();
    }
}
