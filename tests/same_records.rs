//! One text, any spelling: a page gives the same findings whatever encoding it comes in, and each finding's span leads
//! back to the bytes it was read from.

mod charts;

use charts::{Charts, ENCODINGS, held_pages, plain_twin, shown};
use unicode_normalization::UnicodeNormalization;
use vanban::{Miner, Span, Text};

/// What is found, as words and values; case does not count where the encoding loses it.
#[derive(Debug, PartialEq, Eq)]
struct Findings {
    references: Vec<String>,
    claims: Vec<String>,
}

/// Mines a text, and checks that every core's bytes, read alone, say what the finding says.
fn findings(text: Text<'_>, keep_case: bool, read: impl Fn(Span) -> Option<String>) -> Findings {
    let case = |words: &str| if keep_case { words.to_owned() } else { words.to_lowercase() };
    let mut miner = Miner::new();
    let mined = miner.mine_text(text);
    let page = mined.text.as_str();
    let words = |span: Option<Span>| span.map(|span| case(&page[span]));
    for core in mined.references.iter().map(|r| r.core).chain(mined.claims.iter().map(|c| c.core)) {
        if let Some(alone) = read(mined.text.to_page(core)) {
            assert_eq!(case(&alone), case(&page[core]));
        }
    }
    let reference = |r: &vanban::Reference| {
        let spans = [Some(r.core), Some(r.mention), r.name, r.issued_span, r.issuer, r.issuer_place, r.title];
        let spans: Vec<_> = spans.into_iter().map(words).collect();
        format!("{spans:?} {:?} {:?} {:?} {:?} {:?} {}", r.form, r.doc_type, r.issued, r.issuer_id, r.term, r.cluster)
    };
    let claim = |c: &vanban::Claim| {
        let spans = [Some(c.core), c.unit_text, c.counted, c.subject, c.predicate, c.base, c.period];
        let spans: Vec<_> = spans.into_iter().map(words).collect();
        format!("{spans:?} {:?} {:?} {:?} {:?} {:?} {:?}", c.form, c.low, c.high, c.of, c.unit, c.change)
    };
    Findings {
        references: mined.references.iter().map(reference).collect(),
        claims: mined.claims.iter().map(claim).collect(),
    }
}

/// How many findings two runs share.
fn shared(a: &[String], b: &[String]) -> usize {
    let mut rest: Vec<&String> = b.iter().collect();
    a.iter().filter(|x| rest.iter().position(|y| y == x).map(|i| rest.swap_remove(i)).is_some()).count()
}

#[test]
fn the_same_findings_in_every_encoding() {
    let charts = Charts::read();
    let mut table = Vec::new();
    for (name, page) in held_pages() {
        // What the encodings cannot hold is replaced by its plain twin first.
        let page = plain_twin(Text::new(&page).as_str());
        let mut check = |form: String, got: Findings, keep_case: bool| {
            let right = findings(Text::new(&page), keep_case, |_| None);
            let (references, claims) = (shared(&right.references, &got.references), shared(&right.claims, &got.claims));
            if (&right, references) != (&got, right.references.len()) && std::env::var("SHOW").is_ok() {
                for (a, b) in right.references.iter().zip(&got.references).chain(right.claims.iter().zip(&got.claims)) {
                    if a != b {
                        println!("{name} {form}:\n  {a}\n  {b}");
                    }
                }
            }
            let whole = right == got;
            table.push((name.clone(), form, references, right.references.len(), claims, right.claims.len(), whole));
        };
        let nfd: String = page.nfd().collect();
        let read = |page: &str, span: Span| Some(Text::new(&page[span.range()]).into_string());
        check("NFD".into(), findings(Text::new(&nfd), true, |span| read(&nfd, span)), true);
        let mojibake = shown(page.as_bytes());
        check("UTF-8 as windows-1252".into(), findings(Text::new(&mojibake), true, |_| None), true);
        for encoding in ENCODINGS {
            let raw = charts.encode(&page, encoding);
            let text = Text::from_bytes(&raw).unwrap();
            let alone = |span: Span| Some(encoding.decode(&raw[span.range()]));
            let exact = encoding != vanban::Legacy::Tcvn3;
            check(format!("{} bytes", encoding.name()), findings(text, exact, alone), exact);
            let stored = shown(&raw);
            for (a, b) in page.lines().zip(Text::new(&stored).as_str().lines()) {
                if a.to_lowercase() != b.to_lowercase() {
                    println!("{name} {}:\n  {a}\n  {b}", encoding.name());
                }
            }
            check(format!("{} as windows-1252", encoding.name()), findings(Text::new(&stored), exact, |_| None), exact);
        }
    }
    let mut all = true;
    for (name, form, references, of_references, claims, of_claims, whole) in table {
        println!("{name}\t{form}\treferences {references}/{of_references}\tclaims {claims}/{of_claims}");
        all &= whole;
    }
    assert!(all, "some page reads differently: see the table");
}
