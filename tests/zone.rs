//! Zones of stripped pages: the cases of `cases/zone.txt`.

use vanban::Miner;
use vanban::page::Zone;

fn zone(mark: &str) -> Zone {
    match mark {
        "T" => Zone::Title,
        "M" => Zone::Meta,
        "B" => Zone::Body,
        "C" => Zone::Caption,
        "R" => Zone::Table,
        "S" => Zone::Signature,
        "F" => Zone::Furniture,
        _ => panic!("no zone {mark:?}"),
    }
}

#[test]
fn every_line_of_every_page_has_its_zone() {
    let mut miner = Miner::new();
    let cases = include_str!("cases/zone.txt");
    let mut wrong = Vec::new();
    for page in cases.split("\n== ").skip(1) {
        let (name, lines) = page.split_once('\n').unwrap();
        let lines: Vec<_> = lines.lines().filter_map(|line| line.split_once('|')).collect();
        let text = lines.iter().map(|(_, line)| *line).collect::<Vec<_>>().join("\n");
        let mined = miner.mine(&text);
        assert_eq!(mined.zones.len(), lines.len(), "{name}");
        for (found, (mark, line)) in mined.zones.iter().zip(&lines) {
            assert!(line.ends_with(&mined.text.as_str()[found.span]), "{name}: {line}");
            if found.zone != zone(mark) {
                wrong.push(format!("{name}: {line}: {:?} instead of {mark}", found.zone));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_page_is_too_odd() {
    let mut miner = Miner::new();
    for page in ["", "\n\n \n", "•", "©", "-----", "\u{a0}", "Hôm nay", ":", "1\n2\n3", "(", "Ảnh:", "\r\n\r\n"] {
        miner.mine(page);
    }
    let long = "Lượt xem: 1\n".repeat(100_000);
    assert_eq!(miner.mine(&long).zones.len(), 100_000);
    assert_eq!(miner.mine(&"a ".repeat(1_000_000)).zones.len(), 1);
}
