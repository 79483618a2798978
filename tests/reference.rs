//! References, case by case: `tests/cases/reference.tsv` says what must come out of a phrase, and what must not.
//!
//! A row is one reference of the text in its first column; a row that begins with `"` is the next reference of the same
//! text; `-` in the second column says that nothing comes out. Empty cells say that the field is not there. `\n` is a
//! line break.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use vanban::reference::{Form, Pinpoint};
use vanban::{Miner, Reference};

const CASES: &str = include_str!("cases/reference.tsv");

/// The inventory of surface forms: the same columns after the form's number.
const FORMS: &str = include_str!("cases/reference_form.tsv");

/// The fields of a reference as a row of the table prints them.
fn row(text: &str, r: &Reference, pinpoints: &[Pinpoint]) -> String {
    let form = match r.form {
        Form::Numbered => "numbered",
        Form::NumberOnly => "number_only",
        Form::Named => "named",
        Form::Event => "event",
        Form::Back => "back",
        other => panic!("{other:?} has no name here"),
    };
    let mut parts = String::new();
    for pinpoint in r.pinpoints(pinpoints) {
        let levels = [
            ("điểm", pinpoint.point),
            ("khoản", pinpoint.clause),
            ("Điều", pinpoint.article),
            ("Mục", pinpoint.section),
            ("Chương", pinpoint.chapter),
            ("Phụ lục", pinpoint.appendix),
        ];
        let named = levels.iter().filter_map(|(level, label)| label.map(|label| format!("{level} {label}")));
        let separator = if parts.is_empty() { "" } else { "; " };
        write!(parts, "{separator}{}", named.collect::<Vec<_>>().join(" ")).expect("a string takes all");
    }
    let words = |span: Option<vanban::Span>| span.map(|span| text[span].replace('\n', "\\n")).unwrap_or_default();
    let cells = [
        text[r.core].replace('\n', "\\n"),
        form.to_owned(),
        r.doc_type.map(|kind| kind.name().to_owned()).unwrap_or_default(),
        r.symbol(text).unwrap_or_default(),
        r.issued.map(|date| date.to_string()).unwrap_or_default(),
        words(r.issuer),
        r.term.map(|term| term.to_string()).unwrap_or_default(),
        words(r.title),
        parts,
    ];
    cells.join("\t")
}

/// The texts of the table, in order, each with its expected rows.
fn cases() -> Vec<(String, Vec<String>)> {
    parse(CASES.lines())
}

fn parse<'a>(table: impl Iterator<Item = &'a str>) -> Vec<(String, Vec<String>)> {
    let mut cases: Vec<(String, Vec<String>)> = Vec::new();
    for line in table.skip(1).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (text, expected) = line.split_once('\t').unwrap_or_else(|| panic!("a row has cells: {line:?}"));
        if text != "\"" {
            cases.push((text.replace("\\n", "\n"), Vec::new()));
        }
        let (_, rows) = cases.last_mut().unwrap_or_else(|| panic!("the first row has a text: {line:?}"));
        if expected != "-" {
            rows.push(expected.to_owned());
        }
    }
    cases
}

#[test]
fn every_case_reads_as_its_rows_say() {
    check(cases());
}

#[test]
fn every_form_reads_as_its_rows_say() {
    let rows = || FORMS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    check(parse(rows().map(|(_, row)| row)));
    let numbers: Vec<u32> = rows().skip(1).map(|(number, _)| number.parse().expect("a form's number")).collect();
    assert!((1..=179).all(|form| numbers.contains(&form)), "every form has a row");
}

#[track_caller]
fn check(cases: Vec<(String, Vec<String>)>) {
    let mut miner = Miner::new();
    let mut wrong = String::new();
    for (text, expected) in cases {
        let mined = miner.mine(&text);
        let found: Vec<String> =
            mined.references.iter().map(|r| row(mined.text.as_str(), r, mined.pinpoints)).collect();
        if found != expected {
            writeln!(wrong, "{text:?}\n  want {expected:#?}\n  got  {found:#?}").expect("a string takes all");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn the_table_is_wide_enough() {
    let cases = cases();
    let positive: usize = cases.iter().map(|(_, rows)| rows.len()).sum();
    let negative = cases.iter().filter(|(_, rows)| rows.is_empty()).count();
    assert!(positive >= 300 && negative >= 150, "{positive} positive, {negative} negative");
    let mut seen = BTreeMap::new();
    for (text, _) in &cases {
        assert!(seen.insert(text, ()).is_none(), "twice: {text:?}");
    }
}

/// The span of every field lies in the text, and the fields' words are where the mention says.
#[test]
fn spans_hold_their_fields() {
    let mut miner = Miner::new();
    for (text, _) in cases() {
        let mined = miner.mine(&text);
        let text = mined.text.as_str();
        let mut last = 0;
        for r in mined.references {
            assert!(r.core.start() >= last, "cores are in order and apart: {text:?}");
            last = r.core.end();
            assert!(r.mention.contains(r.core), "{text:?}");
            let fields = [r.head, r.issued_span, r.issuer, r.issuer_place, r.term_span, r.title, r.name];
            for field in fields.into_iter().flatten() {
                assert!(!field.is_empty() && text.get(field.range()).is_some(), "{text:?} {field:?}");
            }
            if let (Some(issuer), Some(place)) = (r.issuer, r.issuer_place) {
                assert!(issuer.contains(place), "{text:?}");
            }
        }
    }
}
