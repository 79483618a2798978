//! Claims, case by case: `tests/cases/claim*.tsv`.
//!
//! A row is a text with every claim's core in square brackets, and what each core reads as, in order, separated by
//! ` | `. A text without brackets has no claim. A reading is `value; unit; of counted; bound; change; @ period`, of which
//! only the value is always there: `5`, `5..7`, `12/18`, `100+` (vague), `#3` (rank).

use vanban::claim::{Bound, Change, Form};
use vanban::{Claim, Miner};

fn reading(text: &str, claim: &Claim) -> String {
    let value = match claim.form {
        Form::Number => claim.low.to_string(),
        Form::Range => format!("{}..{}", claim.low, claim.high.expect("a range has two ends")),
        Form::Fraction => format!("{}/{}", claim.low, claim.of.expect("a fraction has a denominator")),
        Form::Vague => format!("{}+", claim.low),
        Form::Ordinal => format!("#{}{}", claim.low, claim.of.map(|of| format!("/{of}")).unwrap_or_default()),
        other => panic!("{other:?} has no sign here"),
    };
    let mut parts = vec![value];
    parts.extend(claim.unit.map(|unit| unit.canonical(text).to_string()));
    parts.extend(claim.counted.map(|span| format!("of {}", &text[span])));
    let bound = match claim.bound {
        Bound::Exact => None,
        Bound::About => Some("about"),
        Bound::Nearly => Some("nearly"),
        Bound::MoreThan => Some("more_than"),
        Bound::AtLeast => Some("at_least"),
        Bound::LessThan => Some("less_than"),
        Bound::AtMost => Some("at_most"),
        other => panic!("{other:?} has no word here"),
    };
    parts.extend(bound.map(str::to_owned));
    parts.extend(claim.change.map(|change| match change {
        Change::Increase => "increase".to_owned(),
        Change::Decrease => "decrease".to_owned(),
    }));
    parts.extend(claim.period.map(|span| format!("@ {}", &text[span])));
    parts.join("; ")
}

/// Checks one row; the message names what differs.
fn check(miner: &mut Miner, marked: &str, readings: &str) -> Result<(), String> {
    let text = marked.replace(['[', ']'], "");
    let mined = miner.mine(&text);
    let clean = mined.text.as_str();
    let mut shown = clean.to_owned();
    for claim in mined.claims.iter().rev() {
        shown.insert(claim.core.end() as usize, ']');
        shown.insert(claim.core.start() as usize, '[');
    }
    if shown != marked {
        return Err(format!("{marked}\n  found {shown}"));
    }
    let found: Vec<String> = mined.claims.iter().map(|c| reading(clean, c)).collect();
    let found = found.join(" | ");
    if found != readings { Err(format!("{marked}\n  wants {readings}\n  reads {found}")) } else { Ok(()) }
}

/// Runs a table; gives how many claims its rows hold and how many rows hold none.
fn run(table: &str) -> (usize, usize) {
    let mut miner = Miner::new();
    let (mut claims, mut none, mut wrong) = (0, 0, Vec::new());
    for line in table.lines().skip(1).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [.., marked, readings] = cells[..] else { panic!("a row has a text and its readings: {line:?}") };
        claims += marked.matches('[').count();
        none += usize::from(!marked.contains('['));
        wrong.extend(check(&mut miner, marked, readings).err());
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
    (claims, none)
}

#[test]
fn what_is_a_claim() {
    let (claims, _) = run(include_str!("cases/claim.tsv"));
    assert!(claims >= 250, "{claims} positive cases");
}

#[test]
fn what_is_no_claim() {
    let (claims, none) = run(include_str!("cases/claim_none.tsv"));
    assert_eq!(claims, 0);
    assert!(none >= 150, "{none} negative cases");
}

/// What the words around each number say of it: `s` its subject, `p` its predicate, `of` its base.
#[test]
fn what_is_said_around_a_number() {
    let mut miner = Miner::new();
    let mut wrong = Vec::new();
    for line in include_str!("cases/claim_phrase.tsv").lines().skip(1) {
        let (page, phrases) = line.split_once('\t').expect("a row has a text and its phrases");
        let mined = miner.mine(page);
        let text = mined.text.as_str();
        let said = |claim: &Claim| {
            let fields = [("s", claim.subject), ("p", claim.predicate), ("of", claim.base)];
            let told = fields.into_iter().filter_map(|(sign, span)| Some(format!("{sign} {}", &text[span?])));
            told.collect::<Vec<_>>().join("; ")
        };
        let found = mined.claims.iter().map(said).collect::<Vec<_>>().join(" | ");
        if found != phrases {
            wrong.push(format!("{page}\n  wants {phrases}\n  reads {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The inventory of surface forms, one row or more a form.
#[test]
fn every_form_has_its_reading() {
    let table = include_str!("cases/claim_form.tsv");
    run(table);
    let numbers: std::collections::BTreeSet<u32> =
        table.lines().skip(1).filter_map(|line| line.split('\t').next()?.parse().ok()).collect();
    assert!((1..=195).all(|n| numbers.contains(&n)));
}

/// A metre's power that was broken off to the next line; not the number of the next item.
#[test]
fn what_a_line_measures_begins_with_it() {
    let mut miner = Miner::new();
    for (page, subject) in [
        ("II. Thiệt hại về người\n- Người chết: 11 người", "Người chết"),
        ("Có 5 xã.\nSố tiền nộp BHXH, BHYT, BHTN là 152 tỷ đồng", "Số tiền nộp BHXH, BHYT, BHTN"),
        ("Có 5 xã.\n6. Giáo dục, y tế: 87 điểm trường", "Giáo dục, y tế"),
        ("Kết nối 5 xã\nKhu vực công nghiệp và xây dựng tăng 6,7%", "Khu vực công nghiệp và xây dựng"),
    ] {
        let mined = miner.mine(page);
        let said = mined.claims.last().and_then(|c| c.subject).map(|span| &mined.text.as_str()[span]);
        assert_eq!(said, Some(subject), "{page}");
    }
}

#[test]
fn a_power_on_the_next_line_belongs_to_its_metre() {
    let mut miner = Miner::new();
    for (page, read) in [
        ("Diện tích rừng thiệt hại 6.200 m\n2, lâm sản 190,5 m3 gỗ", "6200; m2 | 190.5; m3; of gỗ"),
        ("Chiều dài 120 m\n2. Chiều rộng 15 m", "120; m | 15; m"),
    ] {
        let mined = miner.mine(page);
        let text = mined.text.as_str();
        let found: Vec<String> = mined.claims.iter().map(|c| reading(text, c)).collect();
        assert_eq!(found.join(" | "), read);
    }
}

#[test]
fn other_readings_are_kept() {
    let mut miner = Miner::new();
    let mined = miner.mine("Trị giá hơn 1,062 tỷ đồng");
    let claim = mined.claims[0];
    assert_eq!(claim.low.to_string(), "1062000000");
    assert_eq!(claim.other.map(|v| v.to_string()).as_deref(), Some("1062000000000"));
    assert!(claim.flags.has(vanban::claim::Flags::TWO_READINGS));
}

#[test]
fn what_does_not_fit_is_flagged_not_wrapped() {
    let mut miner = Miner::new();
    let page = format!("Tổng số {} đồng", "9".repeat(60));
    let claims = miner.mine(&page).claims.to_vec();
    assert_eq!(claims.len(), 1);
    assert!(claims[0].flags.has(vanban::claim::Flags::OVERFLOW));
}
