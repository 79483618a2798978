//! The audit: the cases of `cases/audit.tsv`, and pages whose sums hold by construction.

use vanban::audit::Verdict;
use vanban::{Mined, Miner};

/// What the audit says of a page, written as the cases write it.
fn said(mined: &Mined) -> String {
    let said: Vec<String> = mined
        .audits
        .iter()
        .map(|audit| {
            let verdict = match audit.verdict {
                Verdict::Holds => "holds",
                Verdict::HoldsRounded => "rounded",
                Verdict::DoesNotHold => "off",
                Verdict::NotCheckable => "unclear",
                other => panic!("{other:?} has no word here"),
            };
            let parts = mined.audits.parts(audit).iter().map(|&i| mined.claims[i as usize].low.to_string());
            format!("{verdict}: {} -> {}", parts.collect::<Vec<_>>().join(" + "), audit.stated)
        })
        .collect();
    if said.is_empty() { "none".into() } else { said.join(" | ") }
}

#[test]
fn every_case_is_judged_as_it_says() {
    let mut miner = Miner::new();
    let mut wrong = Vec::new();
    for line in include_str!("cases/audit.tsv").lines().filter(|line| !line.starts_with('#')).skip(1) {
        let (expect, sentence) = line.split_once('\t').expect("two cells");
        let got = said(&miner.mine(sentence));
        if got != expect {
            wrong.push(format!("{sentence}\n  want {expect}\n  got  {got}"));
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// A small generator, so that every run reads the same pages.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

#[test]
fn sums_that_hold_are_never_accused() {
    let mut dice = Dice(0x5eed_1234_abcd_0001);
    let mut miner = Miner::new();
    let nouns = ["cuộc", "hộ", "hội nghị", "lượt người", "đơn", "mô hình", "chi bộ", "vụ"];
    let mut judged = 0;
    for _ in 0..500 {
        let mut page = String::new();
        for _ in 0..4 {
            let noun = nouns[dice.roll(nouns.len() as u64) as usize];
            let parts: Vec<u64> = (0..2 + dice.roll(3)).map(|_| 1 + dice.roll(400)).collect();
            let total: u64 = parts.iter().sum();
            let item = |i: usize, n: u64, kind: u64| match kind {
                0 => format!("năm {}: {n} {noun}", 2019 + i),
                1 => format!("xã thứ {i} có {n} {noun}"),
                2 => format!("{n} {noun} loại {}", ["một", "hai", "ba", "bốn", "năm"][i]),
                _ => format!("cấp {} {n} {noun}", ["tỉnh", "huyện", "xã", "thôn", "tổ"][i]),
            };
            let kind = dice.roll(4);
            let list: Vec<String> = parts.iter().enumerate().map(|(i, &n)| item(i, n, kind)).collect();
            let list = list.join([", ", "; "][dice.roll(2) as usize]);
            page.push_str(&match dice.roll(4) {
                0 => format!("Toàn huyện tổ chức {total} {noun} ({list}). "),
                1 => format!("Toàn huyện có {total} {noun}, gồm {list}. "),
                2 => format!("Cấp ủy đã chỉ đạo {total} {noun}, trong đó {list}. "),
                _ => format!("Có {total} {noun}, cụ thể: {list}; ngoài ra có {} {noun} khác. ", dice.roll(900) + 2),
            });
        }
        let mined = miner.mine(&page);
        for audit in mined.audits {
            assert_ne!(audit.verdict, Verdict::DoesNotHold, "{page}\n{}", mined.audits.explain(audit, mined.claims));
            judged += 1;
        }
    }
    assert!(judged > 1_000, "most of the 2,000 breakdowns are seen, not {judged}");
}

#[test]
fn the_items_of_a_list_are_parts() {
    let mut miner = Miner::new();
    for (page, expect) in [
        ("Đã tổ chức 75 hội nghị, trong đó:\n- Cấp huyện 25 hội nghị\n- Cấp xã 50 hội nghị\n", "holds: 25 + 50 -> 75"),
        ("Đã tổ chức 76 hội nghị, gồm:\n- Cấp huyện 25 hội nghị\n- Cấp xã 50 hội nghị\n", "off: 25 + 50 -> 76"),
        ("Đã tổ chức 76 hội nghị, trong đó:\n- Cấp huyện 25 hội nghị\n- Cấp xã 50 hội nghị\n", "none"),
        ("Tuyển 75 viên chức ở 12 tổ, trong đó:\n- Khu A: 25 chỉ tiêu\n- Khu B: 50 chỉ tiêu\n", "holds: 25 + 50 -> 75"),
        ("Tuyển 75 viên chức ở 12 tổ, trong đó:\n- Khu A: 25 chỉ tiêu\n- Khu B: 40 chỉ tiêu\n", "none"),
        ("Đã tổ chức 75 hội nghị.\n- Cấp huyện 25 hội nghị\n- Cấp xã 50 hội nghị\n", "none"),
    ] {
        assert_eq!(said(&miner.mine(page)), expect, "{page}");
    }
}

#[test]
fn the_arithmetic_is_shown_and_the_figure_that_fits() {
    let mut miner = Miner::new();
    let mined = miner.mine(
        "Huyện tổ chức 117 cuộc; tại các xã tổ chức được 165 cuộc (Năm 2021: 51 cuộc, Năm 2022: 54 cuộc; năm 2023: 12 cuộc).",
    );
    let audit = mined.audits.iter().next().expect("an audit");
    assert_eq!(mined.audits.explain(audit, mined.claims), "51 + 54 + 12 = 117, not 165; 117 stands nearby");
    let fits = audit.fits.expect("the figure that fits");
    assert_eq!(&mined.text.as_str()[mined.claims[fits as usize].core], "117");
}
