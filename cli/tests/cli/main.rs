//! The command as a user meets it: its files, its exit codes, what it leaves behind.

#[cfg(unix)]
mod docs;
mod forms;
mod mine;
#[cfg(feature = "poison")]
mod poison;
mod python;
mod resume;

use std::fs;
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

/// The command, to be run in a folder.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanban"));
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs `vanban` with arguments.
#[track_caller]
pub fn vanban(folder: &Path, args: &[&str]) -> Run {
    Run(command(folder).args(args).output().unwrap())
}

/// What a run printed.
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
    let mut out = Vec::new();
    let mut stack = vec![folder.to_owned()];
    while let Some(at) = stack.pop() {
        for entry in fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                stack.push(path);
            } else {
                out.push((path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap()));
            }
        }
    }
    out.sort();
    out
}

/// A dump of `n` small pages, made of the fixtures' lines.
pub fn dump(path: &Path, n: usize) {
    let lines: Vec<String> = pages().iter().flat_map(|(_, page)| page.lines().map(str::to_owned)).collect();
    let lines: Vec<&String> = lines.iter().filter(|line| line.len() > 40).collect();
    let mut out = String::new();
    for i in 0..n {
        let text: Vec<&str> = (0..6).map(|k| lines[(i * 7 + k * 13) % lines.len()].as_str()).collect();
        let row = serde_json::json!({"id": format!("page-{i}"), "text": text.join("\n"), "timestamp": "2024-05-06"});
        out += &row.to_string();
        out.push('\n');
    }
    fs::write(path, out).unwrap();
}
