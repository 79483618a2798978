//! `stats`, `documents` and `audit`: what is made of records and pages, and what is told of those that are none.

use std::fs;
use std::io::Write;

use serde_json::Value;

use crate::{fixtures, scratch, vanban};

/// A run of two pages, as lines and as a folder.
fn run(name: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    fs::create_dir(folder.join("pages")).unwrap();
    let pages = [
        ("a.txt", "Thực hiện Kết luận số 114-KL/TW ngày 14/7/2015 của Ban Bí thư, xã có 18 cuộc (16 cuộc và 3 cuộc)."),
        (
            "b.txt",
            "Căn cứ Nghị định số 04/2015/NĐ-CP; theo Kết luận số 114-KL/TW ngày 14/7/2015, thu đạt 64 triệu đồng.",
        ),
        ("c.txt", " "),
    ];
    for (name, page) in pages {
        fs::write(folder.join("pages").join(name), page).unwrap();
    }
    vanban(&folder, &["mine", "pages", "--out", "run", "--quiet"]).code(1);
    folder
}

#[test]
fn stats_and_documents_read_a_run_in_any_form() {
    let folder = run("records-forms");
    let json = |args: &[&str]| -> Value {
        serde_json::from_str(&vanban(&folder, &[&["stats", "--json"], args].concat()).code(0).out()).unwrap()
    };
    let stats = json(&["run"]);
    assert_eq!(stats["records"]["page"], 2);
    assert_eq!(stats["doc_types"]["kết luận"], 2);
    assert_eq!(stats["units"]["VND"], 1);
    assert_eq!(stats["years"]["2015"], 2);
    assert_eq!(stats["failures"]["empty"], 1, "what failed is in the folder, too");
    assert!(json(&["run/records.jsonl"])["failures"].as_object().unwrap().is_empty());

    // Compressed or not.
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(&fs::read(folder.join("run/records.jsonl")).unwrap()).unwrap();
    fs::write(folder.join("old.jsonl.gz"), gzip.finish().unwrap()).unwrap();
    assert_eq!(json(&["old.jsonl.gz"]), json(&["run/records.jsonl"]));

    // Of tables, too, one by one or all of a run.
    let formats = if cfg!(feature = "parquet") { &["csv", "parquet"][..] } else { &["csv"] };
    for format in formats {
        vanban(&folder, &["mine", "pages", "--out", format, "--format", format, "--quiet"]).code(1);
        assert_eq!(json(&[format]), stats, "{format}");
        let documents = |args: &[&str]| vanban(&folder, &[&["documents"], args].concat()).code(0).out();
        let references = format!("{format}/references.{format}");
        assert_eq!(documents(&[format]), documents(&["run"]), "{format}");
        assert_eq!(documents(&[&references]), documents(&["run"]), "{format}");
        // As the Spark job leaves them.
        let part = folder.join(format!("spark-{format}/table=references"));
        fs::create_dir_all(&part).unwrap();
        fs::copy(folder.join(&references), part.join(format!("part-0.{format}"))).unwrap();
        assert_eq!(documents(&[&format!("spark-{format}")]), documents(&["run"]), "{format}");
    }

    // The most frequent first, the rest in a line.
    let text = vanban(&folder, &["stats", "run", "--top", "1"]).code(0).out();
    let mut lines = text.lines().skip_while(|line| *line != "References: types of document (3)");
    assert_eq!(lines.nth(1), Some("        2  kết luận"), "{text}");
    assert_eq!(lines.next(), Some("        1  in 1 more"), "{text}");

    let csv = vanban(&folder, &["documents", "run", "--edges", "edges.csv"]).code(0).out();
    assert_eq!(csv, vanban(&folder, &["documents", "run/records.jsonl"]).code(0).out());
    let row = csv.lines().find(|line| line.starts_with("114-KL/TW#XI,")).unwrap_or_else(|| panic!("{csv}"));
    assert!(row.starts_with("114-KL/TW#XI,,2,2,"), "two mentions on two pages: {row}");
    let edges = fs::read_to_string(folder.join("edges.csv")).unwrap();
    assert!(edges.lines().any(|edge| edge.starts_with("a.txt,") && edge.contains("114-KL/TW#XI")), "{edges}");
}

#[test]
fn what_is_no_record_is_told_and_costs_itself_only() {
    let folder = run("records-bad");
    let records = fs::read_to_string(folder.join("run/records.jsonl")).unwrap();
    // As a run leaves it that was killed while it wrote.
    fs::write(folder.join("cut.jsonl"), &records[..records.trim_end().len() - 9]).unwrap();
    fs::write(folder.join("page.txt"), "Xã có 5 thôn.\n".repeat(30)).unwrap();
    fs::write(folder.join("other.jsonl"), "\n{\"text\":\"x\"}\n").unwrap();
    fs::create_dir(folder.join("tables")).unwrap();
    let last = records.lines().count();
    for command in ["stats", "documents"] {
        let run = vanban(&folder, &[command, "cut.jsonl", "none.jsonl", "tables", "other.jsonl"]);
        let err = run.code(1).err();
        let told: Vec<&str> = err.lines().collect();
        assert_eq!(told.len(), 4, "{err}");
        assert!(told[0].starts_with(&format!("vanban: cut.jsonl:{last}: no record: EOF")), "{err}");
        assert!(told[1].starts_with("vanban: none.jsonl: "), "{err}");
        assert!(told[2].starts_with("vanban: tables: holds no records: vanban mine makes them"), "{err}");
        assert!(told[3].starts_with("vanban: other.jsonl:2: no record: "), "{err}");
        assert!(run.out().contains("114-KL/TW") || run.out().contains("kết luận"), "the rest is read");
        let err = vanban(&folder, &[command, "page.txt"]).code(1).err();
        assert_eq!(err, "vanban: page.txt: holds no records: vanban mine makes them of pages\n");
        fs::write(folder.join("many.jsonl"), "{}\n".repeat(30)).unwrap();
        assert_eq!(vanban(&folder, &[command, "many.jsonl"]).code(1).err().lines().count(), 21, "not line by line");
    }
    let edges = vanban(&folder, &["documents", "run", "--edges", "none/edges.csv"]);
    assert!(edges.code(2).err().starts_with("vanban: none/edges.csv: "), "{}", edges.err());
}

#[test]
fn audit_tells_what_does_not_add_up() {
    let folder = run("records-audit");
    let run = vanban(&folder, &["audit", "pages/a.txt"]);
    assert!(run.code(0).out().contains(": 16 + 3 = 19, not 18\n"), "{}", run.out());
    assert_eq!(run.err(), "1 page: 1 checked, 1 do not hold; 0 failed\n");
    let lines = vanban(&folder, &["audit", "pages/a.txt", "--format", "jsonl"]).code(0).records();
    assert_eq!(lines[0]["verdict"], "does_not_hold");
    let jobs = |jobs: &str| vanban(&fixtures(), &["audit", ".", "--all", "--jobs", jobs]).code(0).out();
    assert_eq!(jobs("1"), jobs("3"), "the order does not depend on the threads");
    let all = |args: &[&str]| vanban(&fixtures(), &[&["audit", "."], args].concat()).code(0).out().lines().count();
    assert!(all(&["--all"]) > all(&[]));
    let failed = "vanban: c.txt: empty page\n";
    fs::write(folder.join("pages/d.pdf"), "").unwrap();
    let summary = "2 pages: 1 checked, 1 do not hold; 1 failed; left out: 1 .pdf\n";
    assert_eq!(vanban(&folder, &["audit", "pages"]).code(1).err(), format!("{failed}{summary}"));
    assert_eq!(vanban(&folder, &["audit", "pages", "--quiet"]).code(1).err(), failed);
}
