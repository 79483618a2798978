//! The tutorial and the cookbook: what they tell readers to type works, and prints what they say.
//!
//! In a `console` block, each line after `$ ` is run by a shell; the lines below it, where there are any, are what it
//! prints. `…` stands for anything: alone for lines, within a line for words. `python` blocks are run where Python has
//! the modules, and skipped with a word where not.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::python::python;
use crate::{fixtures, scratch};

#[test]
fn the_tutorial_works() {
    follow("tutorial");
}

#[test]
fn the_cookbook_works() {
    follow("cookbook");
}

fn follow(name: &str) {
    let folder = scratch(&format!("docs-{name}"));
    std::os::unix::fs::symlink(fixtures().join("..").canonicalize().unwrap(), folder.join("fixtures")).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name).with_extension("md");
    let text = fs::read_to_string(path).unwrap();
    let python = python("pandas, polars, duckdb, pyarrow");
    let (mut commands, mut scripts) = (0, 0);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(language) = line.strip_prefix("```").filter(|language| !language.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match (language, &python) {
            ("console", _) => commands += console(&folder, &block),
            ("python", Some(python)) => {
                let script = block.join("\n");
                let run = Command::new(python).current_dir(&folder).args(["-c", &script]).output().unwrap();
                assert!(run.status.success(), "{script}\n{}", String::from_utf8_lossy(&run.stderr));
                scripts += 1;
            }
            _ => {}
        }
    }
    println!("{name}: {commands} commands and {scripts} Python scripts work");
    assert!(commands > 5);
}

fn console(folder: &Path, block: &[&str]) -> usize {
    let bin = Path::new(env!("CARGO_BIN_EXE_vanban")).parent().unwrap();
    let search = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let starts: Vec<usize> = (0..block.len()).filter(|&i| block[i].starts_with("$ ")).collect();
    for (n, &start) in starts.iter().enumerate() {
        let command = &block[start][2..];
        let want = &block[start + 1..starts.get(n + 1).copied().unwrap_or(block.len())];
        let run = Command::new("sh").current_dir(folder).env("PATH", &search).args(["-c", command]).output().unwrap();
        let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert!(run.status.success(), "$ {command}\n{err}");
        let got: Vec<&str> = out.lines().collect();
        assert!(want.is_empty() || lines_match(want, &got), "$ {command}\nprints\n{out}\nnot\n{}", want.join("\n"));
    }
    starts.len()
}

fn lines_match(want: &[&str], got: &[&str]) -> bool {
    match want.split_first() {
        None => got.is_empty(),
        Some((&"…", rest)) => (0..=got.len()).any(|n| lines_match(rest, &got[n..])),
        Some((line, rest)) => {
            got.first().is_some_and(|first| line_matches(line, first)) && lines_match(rest, &got[1..])
        }
    }
}

fn line_matches(want: &str, got: &str) -> bool {
    match want.split_once('…') {
        None => want == got,
        Some((start, rest)) => got
            .strip_prefix(start)
            .is_some_and(|tail| (0..=tail.len()).any(|n| tail.get(n..).is_some_and(|tail| line_matches(rest, tail)))),
    }
}
