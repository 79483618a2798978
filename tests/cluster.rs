//! Clusters: rows of `tests/cases/cluster.tsv`, a letter for each document, in the order of the mentions.

use std::collections::BTreeMap;

use vanban::Miner;

#[test]
fn rows() {
    let table = include_str!("cases/cluster.tsv");
    let (mut miner, mut off, mut back, mut alone) = (Miner::new(), Vec::new(), 0, 0);
    let mut in_back = false;
    for line in table.lines().skip(1) {
        in_back |= line == "# Back references.";
        let Some((want, text)) = line.split_once('\t') else { continue };
        let page = text.replace('⏎', "\n");
        let mined = miner.mine(&page);
        let mut letters = BTreeMap::new();
        let mut got = Vec::new();
        for reference in mined.references {
            let next = char::from(b'A' + letters.len() as u8);
            got.push(letters.entry(reference.cluster).or_insert(next).to_string());
        }
        if got.join(" ") != want {
            let cores: Vec<&str> = mined.references.iter().map(|r| &mined.text.as_str()[r.core]).collect();
            off.push(format!("{text}\n    want {want}\n    got  {} of {cores:?}", got.join(" ")));
        }
        // A back reference comes last: it abstains where nothing before it has its letter, or where it is none.
        let last = want.split(' ').next_back().unwrap_or_default();
        back += usize::from(in_back);
        alone += usize::from(in_back && want.matches(last).count() <= 1);
    }
    assert!(off.is_empty(), "{} rows are off:\n{}", off.len(), off.join("\n"));
    assert!(back >= 60 && alone >= 30, "{back} rows of back references, {alone} of them abstain");
}
