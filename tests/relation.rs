//! Relations: rows of `tests/cases/relation.tsv`, in which `[…]` marks a mention and `→` what is done with it.

use vanban::Miner;
use vanban::reference::Actor;

#[test]
fn rows() {
    let table = include_str!("cases/relation.tsv");
    let mut miner = Miner::new();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for line in table.lines().skip(1).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let [text, want] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let text = text.replace('⏎', "\n");
        let mined = miner.mine(&text);
        let got: Vec<String> = (mined.relations.iter())
            .map(|relation| match relation.from {
                Actor::Page => relation.kind.name().to_owned(),
                Actor::Reference(i) => format!("{}<{}", relation.kind.name(), i + 1),
                Actor::Claim(_) => format!("{}<claim", relation.kind.name()),
                other => panic!("{other:?}"),
            })
            .collect();
        count += want.split(' ').count();
        if got.join(" ") != want {
            let cores: Vec<&str> = mined.references.iter().map(|r| &mined.text.as_str()[r.core]).collect();
            wrong.push(format!("{text}\n    want {want}\n    got  {} of {cores:?}", got.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 100, "{count} relations");
}
