//! Accuracy: the fixtures (and the shared corpus, where it lies beside the project) against their gold.
#![cfg(feature = "serde")]

mod scorer;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use scorer::{Corpus, Report};
use serde_json::{Value, json};
use vanban::Miner;
use vanban::record::{Options, Origin, records};

const FLOORS: &str = include_str!("floors.tsv");

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The corpus that may lie beside the project.
fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !folder.join("gold").is_dir() {
        println!("skipped: no corpus at {}", folder.display());
        return None;
    }
    Some(folder)
}

/// The records of every page of a corpus, as their readers see them.
fn mined(corpus: &Path) -> Vec<Value> {
    let mut miner = Miner::new();
    let mut out = Vec::new();
    let mut options = Options::default();
    options.zones = true;
    for (name, page) in scorer::pages(&corpus.join("pages")) {
        let origin = format!("{name}.txt");
        let mined = miner.mine(&page);
        for record in records(&page, &mined, &Origin::new(&origin), &options) {
            out.push(serde_json::to_value(&record).unwrap());
        }
    }
    out
}

/// Prints a report, and fails where a figure is below its floor.
#[track_caller]
fn check_floors(place: &str, report: &Report) {
    let lines: Vec<_> = report.lines.iter().chain(&report.beyond).map(String::as_str).collect();
    println!("{place}\n{}\n{}", lines.join("\n"), report.errors.join("\n"));
    let rows = FLOORS.lines().filter(|l| !l.starts_with('#')).skip(1).map(|l| l.split('\t').collect::<Vec<_>>());
    let mut short = Vec::new();
    for row in rows.filter(|row| row[0] == place) {
        let floor: f64 = row[2].parse().unwrap();
        let figure = report.figures.get(row[1]).copied().unwrap_or(0.0);
        if figure < floor {
            short.push(format!("{} {figure:.3} < {floor}", row[1]));
        }
    }
    assert!(short.is_empty(), "below the floor on {place}: {short:?}");
}

#[test]
fn the_fixtures_meet_their_floors() {
    check_floors("fixtures", &Corpus::load(&fixtures()).score(&mined(&fixtures())));
}

#[test]
fn the_shared_corpus_meets_its_floors() {
    let Some(folder) = shared() else { return };
    check_floors("corpus", &Corpus::load(&folder).score(&mined(&folder)));
}

/// The gold itself, written as records, is right in everything.
#[test]
fn the_gold_scores_full_marks() {
    let report = Corpus::load(&fixtures()).score(&gold_as_records(&fixtures()));
    assert!(report.errors.is_empty(), "{:?}", report.errors);
    for (name, figure) in &report.figures {
        assert_eq!(*figure, 1.0, "{name}");
    }
}

#[test]
fn the_figures_are_those_of_the_shared_scorer() {
    let Some(folder) = shared() else { return };
    for corpus in [&fixtures(), &folder] {
        let ours = Corpus::load(corpus);
        let whole = mined(corpus);
        let perfect = gold_as_records(corpus);
        // Damage of every kind, so that each branch of the two is held against the other.
        for (what, records) in [
            ("mined", whole.clone()),
            ("gold", perfect.clone()),
            ("mined, damaged", damaged(&whole)),
            ("gold, damaged", damaged(&perfect)),
            ("nothing", Vec::new()),
        ] {
            let Some(theirs) = shared_score(&folder, corpus, &records) else {
                println!("skipped: no python3 to run the shared scorer");
                return;
            };
            assert_eq!(ours.score(&records).lines, theirs, "{what} of {}", corpus.display());
        }
    }
}

/// Every gold item of a corpus as a record, spans and breakdowns as well.
fn gold_as_records(corpus: &Path) -> Vec<Value> {
    let pages = scorer::pages(&corpus.join("pages"));
    let mut out = Vec::new();
    for entry in fs::read_dir(corpus.join("gold")).unwrap() {
        let file: Vec<Value> = serde_json::from_str(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        for gold in file {
            let name = gold["page"].as_str().unwrap();
            let page = &pages[name];
            for (kind, list) in [("reference", "references"), ("claim", "claims")] {
                for (n, item) in gold[list].as_array().into_iter().flatten().enumerate() {
                    let mut record = item.clone();
                    let text = item["text"].as_str().unwrap();
                    let start = scorer::occurrence(page, text, item["nth"].as_u64().unwrap()).unwrap();
                    record["kind"] = json!(kind);
                    record["source"] = json!(format!("{name}.txt"));
                    record["start"] = json!(start);
                    record["end"] = json!(start + text.len());
                    if record["id"].is_null() {
                        record["id"] = json!(format!("{kind}{n}"));
                    }
                    out.push(record);
                }
            }
            for breakdown in gold["breakdowns"].as_array().into_iter().flatten() {
                let verdict = if breakdown["holds"] == true { "holds" } else { "does_not_hold" };
                let (total, parts) = (&breakdown["total"], &breakdown["parts"]);
                out.push(json!({"kind": "audit", "form": "breakdown", "source": format!("{name}.txt"),
                    "total": total, "parts": parts, "verdict": verdict}));
            }
        }
    }
    out
}

/// Records with some lost, some doubled elsewhere, some spans and fields changed, always the same ones.
fn damaged(records: &[Value]) -> Vec<Value> {
    let mut out = Vec::new();
    for (i, record) in records.iter().enumerate() {
        let mut record = record.clone();
        match i % 11 {
            1 => continue,
            3 => record["end"] = json!(record["end"].as_u64().unwrap_or(9) + 1),
            4 => record["start"] = json!(record["start"].as_u64().unwrap_or(9).saturating_sub(3)),
            5 => {
                for field in ["symbol", "issuer", "counted", "unit", "period", "of"] {
                    record[field] = Value::Null;
                }
            }
            6 => {
                for (field, value) in [("title", "khác"), ("low", "7.50"), ("change", "increase"), ("issued", "1999")]
                {
                    record[field] = json!(value);
                }
            }
            7 => record["cluster"] = json!("một"),
            8 => record["verdict"] = json!("does_not_hold"),
            9 => {
                let mut other = record.clone();
                other["start"] = json!(other["start"].as_u64().unwrap_or(0) + 40);
                other["end"] = json!(other["end"].as_u64().unwrap_or(0) + 40);
                out.push(other);
            }
            _ => {}
        }
        out.push(record);
    }
    out
}

/// What the shared scorer prints of records, line by line; none where there is no Python.
fn shared_score(shared: &Path, corpus: &Path, records: &[Value]) -> Option<Vec<String>> {
    let mut child = Command::new("python3")
        .arg(shared.join("score"))
        .arg("-")
        .args([Path::new("--gold"), &corpus.join("gold"), Path::new("--pages"), &corpus.join("pages")])
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = child.stdin.take()?;
    for record in records {
        writeln!(input, "{record}").unwrap();
    }
    drop(input);
    let output = child.wait_with_output().ok()?;
    assert!(output.status.success(), "the shared scorer failed");
    Some(String::from_utf8(output.stdout).unwrap().lines().filter(|l| !l.is_empty()).map(str::to_owned).collect())
}
