//! What holds on every page, whatever it says: spans in bounds, in order and on grapheme boundaries, records that read
//! back from the page's own bytes, the same records from every form of the page, and no panic on damaged pages.
#![cfg(feature = "serde")]

mod charts;
mod scorer;

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;
use vanban::record::{Options, Origin, records};
use vanban::{Legacy, Miner, Reading, Repair, Text, normalize};

/// The fixtures, and the corpus that may lie beside the project.
fn all_pages() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = scorer::pages(&root.join("fixtures/pages"));
    let shared = root.join("../shared/corpus/pages");
    if shared.is_dir() {
        pages.extend(scorer::pages(&shared));
    } else {
        println!("without the shared corpus: none at {}", shared.display());
    }
    pages
}

fn mined(miner: &mut Miner, page: &str) -> Vec<Value> {
    let mut options = Options::default();
    options.zones = true;
    let mined = miner.mine(page);
    records(page, &mined, &Origin::new("page.txt"), &options)
        .iter()
        .map(|record| serde_json::to_value(record).unwrap())
        .collect()
}

fn number(record: &Value, field: &str) -> usize {
    record[field].as_u64().unwrap_or_else(|| panic!("{field} of {record}")) as usize
}

/// Checks one page's records against the page. `name` is for the message.
#[track_caller]
fn check(name: &str, page: &str, records: &[Value]) {
    let mut boundaries: HashSet<usize> = page.grapheme_indices(true).map(|(at, _)| at).collect();
    boundaries.insert(page.len());
    let mut ids = HashSet::new();
    let mut last: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut cores: Vec<(usize, usize)> = Vec::new();
    let mut zones: Vec<(usize, usize, &Value)> = Vec::new();
    let repairs = Text::new(page).report().repairs.clone();
    for record in records {
        let kind = record["kind"].as_str().unwrap();
        assert!(ids.insert(record["id"].as_str().unwrap()), "{name}: two records are called {}", record["id"]);
        let (start, end) = (number(record, "start"), number(record, "end"));
        assert!(start <= end && end <= page.len(), "{name}: out of bounds: {record}");
        assert!(boundaries.contains(&start) && boundaries.contains(&end), "{name}: inside a letter: {record}");
        assert_eq!(page[..start].chars().count(), number(record, "char_start"), "{name}: {record}");
        assert_eq!(page[..end].chars().count(), number(record, "char_end"), "{name}: {record}");
        if kind == "page" || kind == "diagnostic" {
            continue;
        }
        let (read, text) = (reread(page, start, end, &repairs), record["text"].as_str().unwrap());
        if read.exact {
            assert_eq!(read.text, text, "{name}: {record}");
        } else {
            assert_eq!(read.text.to_lowercase(), text.to_lowercase(), "{name}: {record}");
        }
        let before = last.insert(kind, (start, end));
        if matches!(kind, "reference" | "claim" | "zone") {
            assert!(before.is_none_or(|b| b.0 <= start), "{name}: out of order: {record}");
        }
        if kind == "zone" {
            zones.push((start, end, &record["zone"]));
        }
        if matches!(kind, "reference" | "claim") {
            assert!(start < end, "{name}: empty: {record}");
            let line = zones[..zones.partition_point(|z| z.0 <= start)].last().filter(|z| start < z.1);
            let zone = line.map_or("body", |z| z.2.as_str().unwrap());
            assert_eq!(record["zone"], zone, "{name}: in another zone: {record}");
            assert!(kind != "claim" || zone != "furniture", "{name}: a claim in furniture: {record}");
            cores.push((start, end));
            let sentence = &record["sentence"];
            assert!(
                number(sentence, "start") <= start && end <= number(sentence, "end"),
                "{name}: outside its sentence: {record}"
            );
        }
        if kind == "reference" {
            let mention = (number(record, "mention_start"), number(record, "mention_end"));
            assert!(mention.0 <= start && end <= mention.1 && mention.1 <= page.len(), "{name}: mention of {record}");
            assert!(boundaries.contains(&mention.0) && boundaries.contains(&mention.1), "{name}: mention of {record}");
            assert!(record["cluster"].is_string(), "{name}: without a cluster: {record}");
        }
    }
    cores.sort_unstable();
    for two in cores.windows(2) {
        assert!(two[0].1 <= two[1].0, "{name}: cores overlap at {:?}: {:?}", two[0], &page[two[0].0..two[1].1]);
    }
}

/// Some bytes of a page, read by themselves.
struct Reread {
    text: String,
    /// Case counts.
    exact: bool,
}

/// Reads bytes of a page by themselves. That a stretch was misread shows by the whole page only: what was repaired is read
/// as the page's report says that it was.
fn reread(page: &str, start: usize, end: usize, repairs: &[Repair]) -> Reread {
    let mut out = Reread { text: String::new(), exact: true };
    let mut options = vanban::Options::default();
    options.repair = false;
    let plain = |piece: &str| match normalize(piece.as_bytes(), &options) {
        Ok(text) if !repairs.is_empty() => text.into_string(),
        _ => Text::new(piece).into_string(),
    };
    let mut at = start;
    for repair in repairs {
        let (from, to) = ((repair.span.start() as usize).max(at), (repair.span.end() as usize).min(end));
        if from < to {
            out.text += &plain(&page[at..from]);
            out.text += &by_reading(&page[from..to], repair.reading);
            // TCVN3's capitals were in its fonts: which ones they were shows by the words around them.
            out.exact &= repair.reading != Reading::Legacy(Legacy::Tcvn3);
            at = to;
        }
    }
    out.text += &plain(&page[at..end]);
    out
}

/// Reads what was misread, by other means than the library's repair where there are any.
fn by_reading(piece: &str, reading: Reading) -> String {
    let mut options = vanban::Options::default();
    options.repair = false;
    let text = match reading {
        Reading::Legacy(legacy) => {
            options.encoding = Some(legacy);
            piece.to_owned()
        }
        Reading::Mojibake { vietnamese, times } => {
            let byte_of: BTreeMap<char, u8> = (0..=255)
                .filter_map(|byte| {
                    let shown = if vietnamese { Legacy::Windows1258.decode(&[byte]) } else { charts::shown(&[byte]) };
                    Some((shown.chars().next()?, byte))
                })
                .collect();
            let once = |text: String| {
                let bytes: Vec<u8> = text.chars().map(|c| byte_of.get(&c).copied().unwrap_or(c as u8)).collect();
                String::from_utf8_lossy(&bytes).into_owned()
            };
            (0..times).fold(piece.to_owned(), |text, _| once(text))
        }
        _ => piece.to_owned(),
    };
    normalize(text.as_bytes(), &options).unwrap().into_string()
}

/// A record without what depends on the form of the page: spans.
fn without_spans(mut record: Value) -> Value {
    strip_spans(&mut record);
    record
}

fn strip_spans(value: &mut Value) {
    if let Some(fields) = value.as_object_mut() {
        let spans = ["sentence", "bytes", "repairs"];
        fields.retain(|name, _| !name.ends_with("start") && !name.ends_with("end") && !spans.contains(&name.as_str()));
        fields.values_mut().for_each(strip_spans);
    }
}

#[test]
fn every_page_is_sound() {
    let mut miner = Miner::new();
    for (name, page) in all_pages() {
        check(&name, &page, &mined(&mut miner, &page));
    }
}

#[test]
fn composed_and_decomposed_pages_say_the_same() {
    let mut miner = Miner::new();
    for (name, page) in all_pages() {
        let as_is: Vec<Value> = mined(&mut miner, &page).into_iter().map(without_spans).collect();
        for (form, other) in [("NFC", page.nfc().collect::<String>()), ("NFD", page.nfd().collect())] {
            let records = mined(&mut miner, &other);
            check(&format!("{name} in {form}"), &other, &records);
            let records: Vec<Value> = records.into_iter().map(without_spans).collect();
            for (a, b) in as_is.iter().zip(&records) {
                assert_eq!(a, b, "{name} in {form}");
            }
            assert_eq!(as_is.len(), records.len(), "{name} in {form}");
        }
    }
}

/// Pages that were read in the wrong encoding and saved again, whole and in part.
#[test]
fn repaired_pages_are_sound() {
    let charts = charts::Charts::read();
    let mut miner = Miner::new();
    let (mut repaired, mut checked) = (0, 0);
    for (name, page) in charts::pages(&["fixtures/pages"]) {
        let page = charts::plain_twin(Text::new(&page).as_str());
        let stored = |encoding| charts::shown(&charts.encode(&page, encoding));
        let mut forms = vec![charts::shown(page.as_bytes()), charts::shown(charts::shown(page.as_bytes()).as_bytes())];
        forms.extend(charts::ENCODINGS.map(stored));
        // A page half of which is right.
        let half = (page.len() / 2..).find(|&at| page.is_char_boundary(at)).unwrap();
        forms.push(format!("{}\n\n{}", &page[..half], charts::shown(&page.as_bytes()[half..])));
        for form in forms {
            repaired += usize::from(!Text::new(&form).report().repairs.is_empty());
            let records = mined(&mut miner, &form);
            check(&name, &form, &records);
            checked += records.len();
        }
    }
    println!("{repaired} repaired pages, {checked} records");
    assert!(repaired > 100);
}

#[test]
fn a_page_is_mined_alike_by_a_new_and_a_used_miner() {
    let mut used = Miner::new();
    for (name, page) in all_pages() {
        assert_eq!(mined(&mut used, &page), mined(&mut Miner::new(), &page), "{name}");
    }
}

/// A small generator of numbers (xorshift), so that a failure comes back on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }
}

/// What turns up where pages are damaged, and what rules look for.
const SHARDS: &[&str] = &[
    "",
    " ",
    "\u{a0}",
    "\n",
    "\r\n",
    "\t",
    "\u{200b}",
    "\u{ad}",
    "\u{301}",
    "\u{323}",
    "\u{feff}",
    "\0",
    "-",
    "–",
    "/",
    "//",
    ".",
    ",",
    ";",
    ":",
    "(",
    ")",
    "“",
    "”",
    "\"",
    "%",
    "‰",
    "0",
    "7",
    "00",
    "3.000",
    "1,5",
    "999999999999999999999",
    "²",
    "½",
    "số",
    "Số:",
    "Nghị quyết",
    "Nghị quyết này",
    "Luật",
    "Điều",
    "khoản 2",
    "điểm đ",
    "và",
    "đến",
    "từ",
    "khóa XI",
    "(khóa",
    "ngày",
    "tháng 2 năm",
    "30/02/2020",
    "NQ/TW",
    "-KL/TW",
    "/2015/NĐ-CP",
    "QĐ-UBND",
    "BLHS",
    "tỷ",
    "triệu",
    "đồng",
    "ha",
    "hàng trăm",
    "mươi",
    "một",
    "một nửa",
    "phần trăm",
    "tăng",
    "giảm còn",
    "gần",
    "trở lên",
    "trong đó",
    "của",
    "về việc",
    "Đ",
    "ð",
    "Ɖ",
    "<p>",
    "&nbsp;",
    "&#7871;",
    "😀",
    "한",
    "ا",
    "\u{1f1fb}\u{1f1f3}",
    "\u{202e}",
    "\u{fffd}",
];

/// The page with a few changes: a stretch lost, doubled or moved, a shard put in.
fn damage(page: &str, dice: &mut Dice) -> String {
    let mut chars: Vec<char> = page.chars().collect();
    let start = dice.below(chars.len());
    chars.drain(..start);
    chars.truncate(600);
    for _ in 0..1 + dice.below(12) {
        let at = dice.below(chars.len() + 1);
        match dice.below(4) {
            0 => {
                let end = (at + dice.below(30)).min(chars.len());
                chars.drain(at..end);
            }
            1 => {
                let end = (at + dice.below(30)).min(chars.len());
                let again: Vec<char> = chars[at..end].to_vec();
                chars.splice(at..at, again);
            }
            _ => {
                let shard = SHARDS[dice.below(SHARDS.len())];
                chars.splice(at..at, shard.chars());
            }
        }
    }
    chars.into_iter().collect()
}

#[test]
fn damaged_pages_are_mined_soundly() {
    let pages: Vec<String> = all_pages().into_values().collect();
    let mut dice = Dice(0x5eed_1945);
    let mut miner = Miner::new();
    for round in 0..1500 {
        let page = damage(&pages[dice.below(pages.len())], &mut dice);
        check(&format!("round {round}: {page:?}"), &page, &mined(&mut miner, &page));
    }
}

#[test]
fn rubble_is_mined_soundly() {
    let mut dice = Dice(0x1930_0203);
    let mut miner = Miner::new();
    for round in 0..1500 {
        let mut page = String::new();
        for _ in 0..dice.below(60) {
            page.push_str(SHARDS[dice.below(SHARDS.len())]);
            if dice.below(3) > 0 {
                page.push(' ');
            }
        }
        check(&format!("round {round}: {page:?}"), &page, &mined(&mut miner, &page));
    }
}

#[test]
fn signs_of_several_bytes_where_a_digit_or_a_stop_is_looked_for() {
    let mut miner = Miner::new();
    for page in ["“Luật số 45/2013/QH” và Luật số 46/2014/QH…13", "Đăng 2022-0–3-22", "ĐT: 0208.3555.021 - 2022.3”"]
    {
        check(page, page, &mined(&mut miner, page));
    }
}

/// Every row of facts and every case, its numbers with more digits than the rules expect.
#[test]
fn numbers_of_any_length_are_mined_soundly() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tables = ["data", "tests/cases"].into_iter().flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap());
    let mut miner = Miner::new();
    for table in tables {
        let path = table.unwrap().path();
        let rows = std::fs::read_to_string(&path).unwrap();
        // Whether escapes are line breaks is told by the whole page, not by the stretch that a record is of.
        let numbered = |row: &&str| row.contains(|c: char| c.is_ascii_digit()) && !row.contains('\\');
        let rows: Vec<&str> = rows.lines().filter(numbered).collect();
        for rows in rows.chunks(40) {
            for length in [5, 39] {
                let page = stretched(&rows.join("\n"), length);
                check(&format!("{}: {page:?}", path.display()), &page, &mined(&mut miner, &page));
            }
        }
    }
}

/// A page with each run of digits made as long as that.
fn stretched(page: &str, length: usize) -> String {
    let mut out = String::new();
    let mut chars = page.chars().peekable();
    while let Some(c) = chars.next() {
        out.push(c);
        let run_ends = c.is_ascii_digit() && !chars.peek().is_some_and(char::is_ascii_digit);
        if run_ends {
            let run = out.chars().rev().take_while(char::is_ascii_digit).count();
            out.extend(std::iter::repeat_n('9', length.saturating_sub(run)));
        }
    }
    out
}
