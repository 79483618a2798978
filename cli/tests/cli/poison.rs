//! A page on which mining panics costs that page. Panics are injected: `cargo test -p vanban-cli --features poison`.

use std::fs;

use crate::{dump, scratch, vanban};

#[test]
fn a_poisoned_page_costs_that_page() {
    let folder = scratch("poison");
    dump(&folder.join("pages.jsonl"), 100);
    let dump = fs::read_to_string(folder.join("pages.jsonl")).unwrap();
    let mut rows: Vec<&str> = dump.lines().collect();
    let good: Vec<_> = vanban(&folder, &["mine", "pages.jsonl"]).code(0).records();
    let poison = r#"{"id":"poisoned","text":"Có 5 xã \u0001poison\u0001"}"#;
    rows.push(poison);
    rows.swap(41, 100);
    let moved = rows[100];
    rows.push(moved);
    rows.remove(100);
    fs::write(folder.join("poisoned.jsonl"), rows.join("\n")).unwrap();
    for jobs in ["1", "2"] {
        let run = vanban(&folder, &["mine", "poisoned.jsonl", "--errors", "errors.jsonl", "-j", jobs]);
        run.code(1);
        let told: Vec<String> = run.err().lines().map(str::to_owned).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].starts_with("vanban: poisoned.jsonl#42: internal error"), "{}", told[0]);
        let ids = |records: &[serde_json::Value]| {
            let mut ids: Vec<String> =
                records.iter().map(|r| format!("{}{}{}", r["page"], r["id"], r["text"])).collect();
            ids.sort();
            ids
        };
        assert_eq!(ids(&run.records()), ids(&good), "all other pages' records are there");
        let errors = fs::read_to_string(folder.join("errors.jsonl")).unwrap();
        assert_eq!(errors.lines().count(), 1);
        assert!(errors.contains("\"code\":\"internal_error\""));
    }
}
