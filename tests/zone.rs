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

#[test]
fn a_sites_own_licence_is_no_reference() {
    let body =
        "Từ đầu năm đến nay, Sở đã cấp Giấy phép số 42/GP-UBND cho một mỏ cát, thu hồi hai giấy phép khai thác đá.";
    let page = |last: &str| format!("Quản lý khoáng sản ở huyện Lâm Dương\n{body}\nLê Thị Mai\n{last}");
    let mut miner = Miner::new();
    let mut numbered = |last: &str| miner.mine(&page(last)).references.iter().filter(|r| r.number.is_some()).count();
    assert_eq!(numbered("Giấy phép số 137/GP-TTĐT ngày 23/7/2018"), 1, "what the article names stays");
    assert_eq!(numbered("Theo Giấy phép số 45/GP-UBND, mỏ đá rộng 4 ha."), 2);
}
