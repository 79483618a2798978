//! The command as a user meets it: its files, its exit codes, what it leaves behind.

#[cfg(unix)]
mod docs;
mod forms;
mod mine;
#[cfg(feature = "poison")]
mod poison;
mod python;
mod records;
mod resume;

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder of its own for a test, empty.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The pages of the project.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/pages")
}

/// The fixtures' pages with their names, sorted.
pub fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<_> = fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap()))
        .collect();
    pages.sort();
    pages
}

/// The command, to be run in a folder: the one that was built for the test, or `VANBAN_BIN`, so that long tests can run an
/// optimised one.
pub fn command(folder: &Path) -> Command {
    let built = std::env::var_os("VANBAN_BIN").unwrap_or_else(|| env!("CARGO_BIN_EXE_vanban").into());
    let mut command = Command::new(built);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs `vanban` with arguments.
#[track_caller]
pub fn vanban(folder: &Path, args: &[&str]) -> Run {
    Run(command(folder).args(args).output().unwrap())
}

/// What a run printed.
#[derive(Debug)]
pub struct Run(pub Output);

impl Run {
    /// Checks the exit code.
    #[track_caller]
    pub fn code(&self, code: i32) -> &Run {
        assert_eq!(self.0.status.code(), Some(code), "standard error: {}", self.err());
        self
    }

    /// What it printed on standard output.
    pub fn out(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).unwrap()
    }

    /// What it printed on standard error.
    pub fn err(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).unwrap()
    }

    /// The records that it printed.
    pub fn records(&self) -> Vec<serde_json::Value> {
        self.out().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Every file below a folder with its bytes, by name.
pub fn snapshot(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    files(folder).into_iter().map(|name| (name.clone(), fs::read(folder.join(name)).unwrap())).collect()
}

/// The files below a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut stack = vec![folder.to_owned()];
    while let Some(at) = stack.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                stack.push(path);
            } else {
                out.push(path.strip_prefix(folder).unwrap().to_owned());
            }
        }
    }
    out.sort();
    out
}

/// Every file below a folder with its length and a hash of its bytes, by name: for what is too much to hold twice.
pub fn digest(folder: &Path) -> Vec<(PathBuf, u64, u64)> {
    let file = |name: PathBuf| {
        let (mut read, mut hash, mut len) = (BufReader::new(File::open(folder.join(&name)).unwrap()), FNV, 0);
        loop {
            let bytes = read.fill_buf().unwrap();
            if bytes.is_empty() {
                return (name, len, hash);
            }
            hash = bytes.iter().fold(hash, |hash, &b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
            len += bytes.len() as u64;
            let n = bytes.len();
            read.consume(n);
        }
    };
    const FNV: u64 = 0xcbf2_9ce4_8422_2325;
    files(folder).into_iter().map(file).collect()
}

/// A dump of `n` small pages, made of the fixtures' lines.
pub fn dump(path: &Path, n: usize) {
    let lines: Vec<String> = pages().iter().flat_map(|(_, page)| page.lines().map(str::to_owned)).collect();
    let lines: Vec<&String> = lines.iter().filter(|line| line.len() > 40).collect();
    let mut out = String::new();
    // Of many pages each is a small one.
    let long = if n > 50_000 { 2 } else { 6 };
    for i in 0..n {
        let text: Vec<&str> = (0..long).map(|k| lines[(i * 7 + k * 13) % lines.len()].as_str()).collect();
        let row = serde_json::json!({"id": format!("page-{i}"), "text": text.join("\n"), "timestamp": "2024-05-06"});
        out += &row.to_string();
        out.push('\n');
    }
    fs::write(path, out).unwrap();
}
