//! What DESIGN.md says of the code is so: imports run one way, the library reads and writes at its edges only, and the
//! features that Cargo.toml has are the ones that are told of.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// The sources without their tests and comments: the path below `src`, the top module, the code.
fn sources() -> Vec<(String, String, String)> {
    let mut out = Vec::new();
    for path in files(root().join("src")) {
        let code = fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(root().join("src")).unwrap().to_str().unwrap().replace('\\', "/");
        let module = path.split('/').next().unwrap().trim_end_matches(".rs").to_owned();
        // Files of rows are tests only.
        if module != "lib" && !path.ends_with("/rows.rs") {
            let end = code.find("#[cfg(test)]\nmod tests").unwrap_or(code.len());
            let lines = code[..end].lines().filter(|line| !line.trim_start().starts_with("//"));
            out.push((path, module, lines.collect::<Vec<_>>().join("\n")));
        }
    }
    out.sort();
    out
}

/// The modules of the diagram in DESIGN.md, the lowest first.
fn layers() -> Vec<Vec<String>> {
    let design = read("DESIGN.md");
    let diagram = design.lines().find(|line| line.starts_with("write, batch →")).expect("the diagram");
    let layer = |names: &str| names.split(',').map(|name| name.trim().to_owned()).collect();
    let mut layers: Vec<Vec<String>> = diagram.split('→').map(layer).collect();
    layers.reverse();
    layers
}

/// What the crate's root has under names of its own, and which module it is from.
fn reexports() -> HashMap<String, String> {
    let lib = read("src/lib.rs");
    let mut out = HashMap::new();
    for statement in lib.split(';').filter_map(|s| s.split("pub use ").nth(1)) {
        let (module, names) = statement.split_once("::").expect("a path");
        for name in names.trim_matches(['{', '}', '\n', ' ']).split(',').map(str::trim).filter(|n| !n.is_empty()) {
            out.insert(name.to_owned(), module.to_owned());
        }
    }
    out
}

/// The names that stand directly after `crate::`.
fn imports(code: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let Some(list) = rest.strip_prefix('{') else {
            out.push(rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default());
            continue;
        };
        let (mut depth, mut from) = (0, 0);
        for (i, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    out.push(list[from..i].trim().split("::").next().unwrap_or_default());
                    from = i + 1;
                    if c == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    out.into_iter().filter(|name| !name.is_empty() && *name != "self").collect()
}

#[test]
fn imports_run_one_way() {
    let (layers, reexports) = (layers(), reexports());
    let rank = |module: &str| layers.iter().position(|layer| layer.iter().any(|name| name == module));
    let mut seen = 0;
    for (path, module, code) in sources() {
        let own = rank(&module).unwrap_or_else(|| panic!("{module} is missing in DESIGN.md's diagram"));
        for name in imports(&code) {
            let from = reexports.get(name).map_or(name, String::as_str);
            let other = rank(from).unwrap_or_else(|| panic!("{path}: crate::{name}"));
            seen += 1;
            // A resolver is handed what was mined.
            let known = path == "reference/resolve/mod.rs" && name == "Mined";
            assert!(
                known || from == module || other < own,
                "{path} imports crate::{name}, which lies above or beside it"
            );
        }
    }
    assert!(seen > 300, "{seen} imports were found");
}

/// The paths that `text` has behind `lead`, those of a list in braces one by one.
fn paths<'c>(code: &'c str, lead: &str) -> Vec<Vec<&'c str>> {
    let part = |c: char| !c.is_alphanumeric() && c != '_' && c != ':';
    let mut out = Vec::new();
    for (at, _) in code.match_indices(lead).filter(|(at, _)| !code[..*at].ends_with("super::")) {
        let rest = &code[at + lead.len()..];
        let list = rest.strip_prefix('{').map_or(rest, |list| list.split(';').next().unwrap_or_default());
        let many = usize::from(list.len() < rest.len()) * list.len();
        for item in list.split(if many > 0 { &[',', '{', '}'][..] } else { &[][..] }) {
            out.push(item.trim().split(part).next().unwrap_or_default().split("::").collect());
        }
    }
    out
}

/// Which files of the crate a file names. A folder's face stands for the folder: it names its children, and who names
/// something of the folder from outside names the face; that children name what their own face holds is how they are told of it.
fn neighbours(path: &str, code: &str, files: &HashSet<&str>) -> HashSet<String> {
    let own: Vec<&str> = path.trim_end_matches(".rs").trim_end_matches("/mod").split('/').collect();
    let file = |module: &[&str]| {
        let face = module.join("/") + "/mod.rs";
        let outside = !own.starts_with(module);
        let file = Some(module.join("/") + ".rs").filter(|file| files.contains(file.as_str()));
        file.or(Some(face).filter(|face| outside && files.contains(face.as_str())))
    };
    let mut out = HashSet::new();
    for up in 0..=own.len() {
        let (lead, base) = match up {
            0 => ("crate::".to_owned(), &own[..0]),
            _ => ("super::".repeat(up), &own[..own.len() - up]),
        };
        for names in paths(code, &lead) {
            let whole: Vec<&str> = base.iter().chain(&names).copied().collect();
            out.extend((1..=whole.len()).rev().find_map(|n| file(&whole[..n])).filter(|file| file != path));
        }
    }
    if path.ends_with("/mod.rs") {
        let child = |line: &str| line.split("mod ").nth(1)?.strip_suffix(';').map(str::to_owned);
        let children = code.lines().filter_map(child);
        out.extend(children.filter_map(|child| file(&[&own[..], &[child.as_str()]].concat())));
    }
    out
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let sources = sources();
    let files: HashSet<&str> = sources.iter().map(|(path, ..)| path.as_str()).collect();
    let mut above: HashMap<&str, HashSet<String>> = HashMap::new();
    for (path, _, code) in &sources {
        above.insert(path, neighbours(path, code, &files));
    }
    assert!(above.values().map(HashSet::len).sum::<usize>() > 600, "imports were found");
    // What names nothing that is left, or is named by nothing left, is no part of a circle.
    loop {
        let named: HashSet<String> = above.values().flatten().cloned().collect();
        let parts = |path: &str, below: &HashSet<String>| {
            named.contains(path) && below.iter().any(|file| above.contains_key(file.as_str()))
        };
        let (whole, left) = (above.len(), above.iter().filter(|(path, below)| parts(path, below)));
        above = left.map(|(path, below)| (*path, below.clone())).collect();
        if above.len() == whole {
            break;
        }
    }
    let mut left: Vec<&str> = above.into_keys().collect();
    left.sort_unstable();
    assert!(left.is_empty(), "a circle is among {left:?}");
}

#[test]
fn only_the_edges_read_and_write() {
    for (path, module, code) in sources() {
        // An error of the edges is made of the system's; what reads cells is handed a reader by the edges.
        if ["batch", "write", "error", "cells"].contains(&module.as_str()) {
            continue;
        }
        for word in ["std::io", "std::fs", "std::env", "std::net", "println!"] {
            let found = code.lines().find(|line| line.contains(word));
            assert!(found.is_none(), "{path}: {}", found.unwrap_or_default());
        }
    }
}

#[test]
fn features_are_told_of() {
    let cargo = read("Cargo.toml");
    let section = cargo.split("[features]").nth(1).unwrap().split("\n[").next().unwrap();
    let names = section.lines().filter_map(|line| line.split_once(" = [")).map(|(name, _)| name);
    let mut names: Vec<&str> = names.filter(|name| !["default", "poison"].contains(name)).collect();
    names.sort();
    let told = |text: &str| {
        let table = text.split("| feature | what it adds | default |").nth(1).expect("the table of features");
        let rows = table.lines().map(|line| line.trim_start_matches("//! ")).skip(2).take_while(|l| l.starts_with('|'));
        let mut names: Vec<String> = rows.map(|row| row.split('`').nth(1).unwrap().to_owned()).collect();
        names.sort();
        names
    };
    for text in [read("README.md"), read("src/lib.rs")] {
        assert_eq!(told(&text), names);
    }
}

/// What the documents link to is there. A packaged crate has only some of them.
#[test]
fn links_lead_somewhere() {
    if !root().join("cli").exists() {
        return;
    }
    let mut seen = 0;
    for folder in ["", "docs", "fixtures", "python"] {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|ending| ending != "md") {
                continue;
            }
            for link in fs::read_to_string(&path).unwrap().split("](").skip(1) {
                let link = link.split(')').next().unwrap_or_default();
                let file = link.split('#').next().unwrap_or_default();
                if !link.contains("://") && !file.is_empty() {
                    seen += 1;
                    assert!(path.with_file_name(file).exists(), "{}: {link}", path.display());
                }
            }
        }
    }
    assert!(seen > 15, "{seen} links were found");
}

/// Facts are rows that the code reads, each with an example, which the table's own tests parse. Two tables are lists of names,
/// their own examples.
#[test]
fn every_row_has_an_example() {
    let code: String = sources().into_iter().map(|(.., code)| code).collect();
    for entry in fs::read_dir(root().join("data")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(code.contains(&format!("data/{name}\")")), "{name} is read by nobody");
        let table = fs::read_to_string(&path).unwrap();
        let mut rows = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let at = rows.next().unwrap().split('\t').position(|column| column == "example");
        assert!(at.is_some() || ["common.tsv", "entity.tsv"].contains(&name), "{name} has no examples");
        for row in at.into_iter().flat_map(|at| rows.clone().map(move |row| (at, row))) {
            assert!(row.1.split('\t').nth(row.0).is_some_and(|cell| !cell.trim().is_empty()), "{name}: {}", row.1);
        }
    }
}

/// All files in a folder and below it.
fn files(folder: PathBuf) -> Vec<PathBuf> {
    let (mut out, mut folders) = (Vec::new(), vec![folder]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { out.push(path) }
        }
    }
    out
}

/// No words of the corpus that may lie beside the project stand in it, but for short phrases: titles, names, menus.
#[test]
fn no_sentence_of_the_corpus_is_ours() {
    const PHRASE: usize = 60;
    let letters = |path: &Path| {
        let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
        text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect::<Vec<char>>()
    };
    let pages = root().join("../shared/corpus/pages");
    let corpus: Vec<_> = files(pages.clone()).iter().map(|page| letters(page)).collect();
    if corpus.is_empty() {
        return println!("without the shared corpus: none at {}", pages.display());
    }
    let theirs: HashSet<&[char]> = corpus.iter().flat_map(|page| page.windows(PHRASE + 1)).collect();
    for folder in ["benches", "cli", "data", "docs", "examples", "fixtures", "src", "tests"] {
        for file in files(root().join(folder)) {
            let ours = letters(&file);
            let copied = ours.windows(PHRASE + 1).find(|words| theirs.contains(words));
            assert_eq!(copied.map(|words| words.iter().collect::<String>()), None, "{}", file.display());
        }
    }
}
