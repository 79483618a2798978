//! Any encoding reads the same. The letters come from `cases/legacy.tsv`, which other implementations wrote; the pages
//! are turned into the encodings here and have to come back.

mod charts;

use std::collections::HashMap;

use charts::{Charts, ENCODINGS, pages, plain_twin, shown};
use vanban::{Encoding, Legacy, Reading, Span, Text};

#[test]
fn every_letter_reads_as_others_write_it() {
    let charts = Charts::read();
    assert!(charts.0.len() > 600);
    for ((encoding, letter), bytes) in &charts.0 {
        // Between capitals, where TCVN 5712-1's capitals share their places with windows-1252's signs.
        let page = [b"N", &bytes[..], b"N"].concat();
        assert_eq!(encoding.decode(&page), format!("N{letter}N"), "{encoding:?} {bytes:02x?}");
    }
}

const PARAGRAPHS: [&str; 5] = [
    "Ban Thường vụ Huyện ủy ban hành Kế hoạch số 41-KH/HU ngày 12/3/2021 về tăng cường công tác dân vận của chính quyền.",
    "Trong 6 tháng đầu năm, các xã đã vận động nhân dân hiến 12.500 m2 đất, đóng góp 3,4 tỷ đồng xây dựng đường giao thông.",
    "Thực hiện Quyết định của Thủ tướng Chính phủ, tỷ lệ hộ nghèo giảm còn 2,7%, thu nhập bình quân đạt 52 triệu đồng.",
    "Đồng chí Bí thư nhấn mạnh: phải lắng nghe ý kiến của người dân, giải quyết dứt điểm những khiếu nại kéo dài.",
    "Ủy ban nhân dân xã tổ chức 14 cuộc đối thoại trực tiếp với hơn 900 lượt người tham dự.",
];

#[test]
fn pages_come_back_from_every_encoding_with_their_spans() {
    let charts = Charts::read();
    let page = PARAGRAPHS.join("\n");
    for encoding in ENCODINGS {
        let raw = charts.encode(&page, encoding);
        let text = Text::from_bytes(&raw).unwrap();
        assert_eq!(text.as_str().to_lowercase(), page.to_lowercase(), "{encoding:?} bytes");
        assert_eq!(text.report().encoding, Encoding::Legacy(encoding));
        let stored = shown(&raw);
        let stored_text = Text::new(&stored);
        assert_eq!(stored_text.as_str().to_lowercase(), page.to_lowercase(), "{encoding:?} as Latin-1");
        assert_eq!(stored_text.report().repairs[0].reading, Reading::Legacy(encoding));
        assert!(stored_text.report().edits > 0);
        for (at, word) in page.match_indices(|c: char| !c.is_whitespace()).step_by(7).map(|(at, _)| (at, "")) {
            let end = at + page[at..].find(' ').unwrap_or(page.len() - at);
            let span = Span::new(at as u32, end as u32);
            let there = text.to_page(span);
            assert_eq!(
                encoding.decode(&raw[there.range()]).to_lowercase(),
                page[span.range()].to_lowercase(),
                "{word}"
            );
            let there = stored_text.to_page(span);
            let bytes: Vec<u8> = charts.encode(&page[span.range()], encoding);
            assert_eq!(&stored[there.range()], shown(&bytes), "{encoding:?}");
        }
    }
}

#[test]
fn mojibake_comes_back() {
    let page = PARAGRAPHS.join("\n") + "\n“Nghị quyết” – …";
    let once = shown(page.as_bytes());
    let text = Text::new(&once);
    assert_eq!(text.as_str(), page);
    assert_eq!(text.report().repairs[0].reading, Reading::Mojibake { vietnamese: false, times: 1 });
    let twice = shown(once.as_bytes());
    assert_eq!(Text::new(&twice).as_str(), page);
    let latin: String = page.bytes().map(char::from).collect();
    assert_eq!(Text::new(&latin).as_str(), page);
}

#[test]
fn a_mixed_page_is_repaired_block_by_block() {
    let charts = Charts::read();
    let tcvn3 = shown(&charts.encode(PARAGRAPHS[1], Legacy::Tcvn3));
    let vni = shown(&charts.encode(PARAGRAPHS[3], Legacy::Vni));
    let page = [PARAGRAPHS[0], &tcvn3, PARAGRAPHS[2], &vni, PARAGRAPHS[4]].join("\n");
    let text = Text::new(&page);
    assert_eq!(text.as_str(), PARAGRAPHS.join("\n"));
    let readings: Vec<_> = text.report().repairs.iter().map(|repair| repair.reading).collect();
    assert_eq!(readings, [Reading::Legacy(Legacy::Tcvn3), Reading::Legacy(Legacy::Vni)]);
    // Raw bytes in one line, UTF-8 in the others.
    let mut bytes = format!("{}\n", PARAGRAPHS[0]).into_bytes();
    bytes.extend(charts.encode(PARAGRAPHS[1], Legacy::Viscii));
    bytes.extend(format!("\n{}", PARAGRAPHS[2]).bytes());
    let text = Text::from_bytes(&bytes).unwrap();
    assert_eq!(text.as_str(), PARAGRAPHS[..3].join("\n"));
    assert_eq!(text.report().encoding, Encoding::Mixed);
}

#[test]
fn the_detector_is_right_on_snippets() {
    let charts = Charts::read();
    for (words, least) in [(5, 0.97), (15, 0.999)] {
        let (mut right, mut all) = (0u32, 0u32);
        let mut by_form: HashMap<String, (u32, u32)> = HashMap::new();
        for (_, text) in pages(&["fixtures/pages", "../shared/corpus/pages", "../shared/corpus/pages/news-a"]) {
            let clean = plain_twin(Text::new(&text).as_str());
            for line in clean.lines() {
                let tokens: Vec<&str> = line.split(' ').filter(|w| !w.is_empty()).collect();
                for snippet in tokens.chunks_exact(words).step_by(if words == 5 { 5 } else { 2 }) {
                    let snippet = snippet.join(" ");
                    // What no legacy encoding holds is not the detector's matter.
                    if snippet.is_ascii()
                        || snippet.chars().any(|c| !c.is_ascii() && !charts.0.contains_key(&(Legacy::Viscii, c)))
                    {
                        continue;
                    }
                    let mut check = |form: String, got: &str, ok: bool| {
                        let entry = by_form.entry(form.clone()).or_default();
                        entry.1 += 1;
                        all += 1;
                        if ok {
                            entry.0 += 1;
                            right += 1;
                        } else if std::env::var("SHOW").is_ok_and(|w| w == words.to_string()) {
                            println!("{form}: {snippet}\n    {got}");
                        }
                    };
                    check("right".into(), "", Text::new(&snippet).as_str() == snippet);
                    for encoding in ENCODINGS {
                        let raw = charts.encode(&snippet, encoding);
                        let same = |text: &Text| text.as_str().to_lowercase() == snippet.to_lowercase();
                        let stored = shown(&raw);
                        let text = Text::new(&stored);
                        check(format!("{} stored", encoding.name()), text.as_str(), same(&text));
                        let text = Text::from_bytes(&raw).unwrap();
                        check(format!("{} bytes", encoding.name()), text.as_str(), same(&text));
                    }
                    let stored = shown(snippet.as_bytes());
                    let text = Text::new(&stored);
                    check("mojibake".into(), text.as_str(), text.as_str() == snippet);
                }
            }
        }
        let share = f64::from(right) / f64::from(all);
        let mut forms: Vec<_> = by_form.into_iter().collect();
        forms.sort();
        for (form, (right, all)) in forms {
            println!("{words} words, {form}: {right} of {all}, {:.2}%", 100.0 * f64::from(right) / f64::from(all));
        }
        println!("{words} words: {right} of {all}, {:.3}%", 100.0 * share);
        assert!(share >= least, "{words} words: {share}");
    }
}
