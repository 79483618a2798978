//! Identity: rows of `tests/cases/identity.tsv`. Each mention's key, or `?` and why it must stay open.

use vanban::Miner;
use vanban::reference::{Resolution, Resolver, Rules};

/// The keys of a page's mentions, in order.
fn keys(miner: &mut Miner, page: &str) -> Vec<String> {
    let (rules, mut resolution) = (Rules::default(), Resolution::default());
    let mined = miner.mine(page);
    rules.resolve(&mined, &mut resolution);
    let naming = mined.naming(&rules);
    let key = |cluster| {
        let document = resolution.document(cluster).expect("every cluster has a document");
        match (&document.identity, document.open_because) {
            (Some(identity), None) => naming.key(identity),
            (None, Some(why)) => format!("?{}", serde_json::to_value(why).unwrap().as_str().unwrap()),
            other => panic!("neither settled nor open: {other:?}"),
        }
    };
    mined.references.iter().map(|r| key(r.cluster)).collect()
}

#[test]
fn rows() {
    let table = include_str!("cases/identity.tsv");
    let mut miner = Miner::new();
    let (mut mentions, mut settled, mut settleable, mut wrong, mut off) = (0, 0, 0, Vec::new(), Vec::new());
    for line in table.lines().skip(1).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (want, text) = line.split_once('\t').unwrap_or_else(|| panic!("{line}"));
        let want: Vec<&str> = want.split(" | ").collect();
        let got = keys(&mut miner, &text.replace('⏎', "\n"));
        mentions += want.len();
        settleable += want.iter().filter(|key| !key.starts_with('?')).count();
        settled += want.iter().zip(&got).filter(|(want, got)| !want.starts_with('?') && want == got).count();
        let given = got.iter().filter(|key| !key.starts_with('?') && !want.contains(&key.as_str()));
        wrong.extend(given.map(|key| format!("{key} for {want:?} in {text}")));
        if got != want {
            off.push(format!("{text}\n    want {}\n    got  {}", want.join(" | "), got.join(" | ")));
        }
    }
    assert!(wrong.is_empty(), "wrong keys:\n{}", wrong.join("\n"));
    assert!(off.is_empty(), "{} rows are off; {settled} of {settleable} settled:\n{}", off.len(), off.join("\n"));
    assert!(mentions >= 200, "{mentions} mentions");
    assert!(settled * 10 >= settleable * 8, "{settled} of {settleable} are settled");
}

/// Every known document is reached by its own example.
#[test]
fn known_documents_are_reached_by_their_examples() {
    let table = include_str!("../data/known_document.tsv");
    let mut miner = Miner::new();
    let mut off = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let (symbol, year, example) = (cells[0], &cells[4][..4], cells[7]);
        let got = keys(&mut miner, example);
        let spelled = |key: &String| {
            let bare = |s: &str| s.replace('-', "/");
            bare(key).starts_with(&bare(symbol)) && (key.contains(year) || key.contains('#') || key.contains("QH"))
        };
        // A law that the finder does not know by its name has no mention to settle.
        if !got.is_empty() && !got.iter().any(spelled) {
            off.push(format!("{example}: {got:?}"));
        }
    }
    assert!(off.is_empty(), "{} examples miss their rows:\n{}", off.len(), off.join("\n"));
}
