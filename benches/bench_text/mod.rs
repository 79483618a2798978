//! What the benches read: the fixtures' sentences shuffled, digits randomised, in pages of a usual length; and the
//! yardstick that they are printed beside.
#![allow(dead_code, reason = "each bench uses a part of it")]

use std::fs;
use std::path::Path;

use regex::Regex;

/// Bytes of text that a bench reads.
pub const SIZE: usize = 4 << 20;
/// Bytes of one page, about: what a report or a longer news page holds.
pub const PAGE: usize = 8 << 10;

const YARDSTICK: &str = include_str!("../yardstick.regex").trim_ascii_end();

/// What a good engineer would write today: one alternation of numbered references and numbers.
pub fn yardstick() -> Regex {
    let yardstick = Regex::new(YARDSTICK).expect("the yardstick compiles");
    // The pattern is the one that was agreed on: it finds as much as it found when it was written.
    let fixtures: String = fixtures().concat();
    assert_eq!(count(&yardstick, &fixtures), (YARDSTICK_REFERENCES, YARDSTICK_NUMBERS), "on the fixtures");
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/pages");
    if shared.is_dir() {
        let five: String = pages(&shared).concat();
        assert_eq!((five.len(), count(&yardstick, &five)), (65_581, (38, 262)), "on the five pages");
    }
    yardstick
}

/// The words for types of documents that the yardstick knows.
fn types() -> Regex {
    let types = YARDSTICK.strip_prefix("(?P<type>").and_then(|rest| rest.split_once(")(?: số)?"));
    Regex::new(types.expect("the yardstick's types").0).expect("the types compile")
}

const YARDSTICK_REFERENCES: usize = 101;
const YARDSTICK_NUMBERS: usize = 928;

/// The references and the numbers that a captures pass finds.
pub fn count(yardstick: &Regex, text: &str) -> (usize, usize) {
    let (mut references, mut numbers) = (0, 0);
    for captures in yardstick.captures_iter(text) {
        match captures.name("type") {
            Some(_) => references += 1,
            None => numbers += 1,
        }
    }
    (references, numbers)
}

fn fixtures() -> Vec<String> {
    pages(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pages"))
}

/// The pages that lie in a folder itself, in order.
fn pages(folder: &Path) -> Vec<String> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().filter(|p| p.is_file()).map(|p| fs::read_to_string(p).unwrap()).collect()
}

/// How much the bench's pages say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Density {
    /// As the fixtures: every other sentence was written for what it holds.
    Fixtures,
    /// As real pages: about 4,600 runs of digits a megabyte.
    Real,
    /// No digit at all, and no word for a type of document.
    Cold,
}

/// Runs of digits in a megabyte of real pages: 610 references and 4,000 other numbers.
const REAL: f64 = 4_600e-6;

/// `size` bytes of pages of about `length` bytes each: the same ones on every run.
///
/// Repeated text would let the branch predictor learn it by heart, so sentences come in any order and their digits are
/// thrown anew, within what a date or a year may say.
pub fn blocks(size: usize, length: usize, density: Density) -> Vec<String> {
    let pages = fixtures();
    let sentences: Vec<&str> = pages.iter().flat_map(|page| page.split_inclusive(['\n', '.'])).collect();
    // A full stop inside a number or a symbol ends no sentence: such pieces are joined to the next.
    let mut whole: Vec<String> = Vec::new();
    let mut piece = String::new();
    for sentence in sentences {
        piece.push_str(sentence);
        if piece.len() > 40
            && (piece.ends_with('\n') || !piece.trim_end_matches('.').ends_with(|c: char| c.is_numeric()))
        {
            whole.push(std::mem::take(&mut piece));
        }
    }
    let (numbered, mut plain): (Vec<_>, Vec<_>) = whole.into_iter().partition(|s| runs(s) > 0);
    if density == Density::Cold {
        let types = types();
        plain.retain(|sentence| !types.is_match(sentence));
    }
    let mut dice = Dice(0x1945_0209_1930_0203);
    let mut blocks = Vec::new();
    let (mut left, mut page, mut said, mut written) = (size, String::new(), 0, 0);
    while left > 0 {
        let quiet = match density {
            Density::Fixtures => dice.below(numbered.len() + plain.len()) >= numbered.len(),
            Density::Real => said as f64 > REAL * written as f64,
            Density::Cold => true,
        };
        let from = if quiet { &plain } else { &numbered };
        let sentence = &from[dice.below(from.len())];
        said += runs(sentence);
        written += sentence.len();
        page.push_str(&dice.digits(sentence));
        if quiet && density != Density::Fixtures && dice.below(4) > 0 {
            // Sentences without numbers are the fixtures' headings and captions: on a real page prose stands between.
            page.truncate(page.trim_end().len());
            page.push(' ');
        }
        if page.len() >= length.min(left) {
            left -= page.len().min(left);
            blocks.push(std::mem::take(&mut page));
        }
    }
    blocks
}

/// Runs of digits.
fn runs(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count()
}

/// A small generator of numbers (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    /// The sentence with other digits: a day stays a day, a month a month, a year a year, and no number is longer.
    fn digits(&mut self, sentence: &str) -> String {
        let mut out = String::with_capacity(sentence.len());
        let mut rest = sentence;
        while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
            out.push_str(&rest[..at]);
            let run = rest[at..].find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len() - at);
            let (number, after) = rest[at..].split_at(run);
            let dated = out.ends_with(['/', '-', '.']) || after.starts_with(['/', '-', '.']) || out.ends_with("tháng ");
            match number.len() {
                4 if number.starts_with("19") || number.starts_with("20") => {
                    out.push_str(&format!("20{:02}", self.below(25)));
                }
                n @ 1..=2 if dated => out.push_str(&format!("{:0n$}", 1 + self.below(if n == 1 { 9 } else { 12 }))),
                n => {
                    for i in 0..n {
                        let least = usize::from(i == 0 && !number.starts_with('0'));
                        out.push(char::from(b'0' + (least + self.below(10 - least)) as u8));
                    }
                }
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}
