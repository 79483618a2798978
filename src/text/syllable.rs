//! The syllable judge: onset × rime × tone.
//!
//! What is no Vietnamese syllable is never touched: `José` keeps its accent, an Icelandic `ð` stays.

use once_cell::sync::Lazy;

use super::letter::spelled;
use crate::tsv::Table;

/// A Vietnamese syllable: how many letters its onset has, and its tone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Syllable {
    /// Letters before the rime; the `u` of `qu` and, before another vowel, the `i` of `gi` are among them.
    pub(crate) onset: u8,
    /// 0 ngang, 1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng.
    pub(crate) tone: u8,
    /// The letters' numbers, six bits each, the first highest.
    packed: u64,
}

impl Syllable {
    /// Whether ordinary prose is full of it.
    pub(crate) fn is_common(self) -> bool {
        COMMON.binary_search(&self.id()).is_ok()
    }

    /// Its letters and tone in one number.
    pub(crate) fn id(self) -> u64 {
        self.packed | u64::from(self.tone) << ONSET
    }
}

/// The common syllables' [`Syllable::id`]s, sorted.
static COMMON: Lazy<Vec<u64>> = Lazy::new(|| {
    let table = Table::new("common", include_str!("../../data/common.tsv"));
    let words = table.rows().flat_map(|row| row.get("syllables").split(' '));
    let mut ids: Vec<u64> = words.filter_map(parse).map(Syllable::id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
});

/// No syllable has more letters (`nghiêng`).
pub(crate) const MAX_LETTERS: usize = 7;

/// Whether a word (composed, any case, its tone mark on any of its vowels) is a syllable of Vietnamese.
///
/// ```
/// use vanban::is_syllable;
/// assert!(is_syllable("Nguyễn") && is_syllable("hoà") && is_syllable("hòa"));
/// assert!(!is_syllable("José") && !is_syllable("càt"), "a final t takes sắc or nặng");
/// ```
pub fn is_syllable(word: &str) -> bool {
    parse(word).is_some()
}

/// Reads a word as one syllable.
pub(crate) fn parse(word: &str) -> Option<Syllable> {
    parse_chars(word.chars())
}

/// [`parse`] letter by letter.
#[inline]
pub(crate) fn parse_chars(word: impl Iterator<Item = char>) -> Option<Syllable> {
    let (mut packed, mut tone, mut letters) = (0u64, 0, 0);
    for c in word {
        let (number, own, _) = spelled(c)?;
        letters += 1;
        if letters > MAX_LETTERS || (own != 0 && tone != 0) {
            return None;
        }
        packed = packed << 6 | u64::from(number);
        tone |= own;
    }
    SYLLABLES.look_up(packed, tone)
}

/// Whether a word is an abbreviation with a crossed D: capitals without a vowel (`QĐ`, `HĐND`), or a few that start
/// with it (`ĐU`).
pub(crate) fn is_abbreviation(word: &str) -> bool {
    let capital = |c: char| spelled(c).is_some_and(|(_, tone, upper)| upper && tone == 0);
    let vowel = |c: char| matches!(c, 'A' | 'Ă' | 'Â' | 'E' | 'Ê' | 'I' | 'O' | 'Ô' | 'Ơ' | 'U' | 'Ư' | 'Y');
    let letters = word.chars().count();
    letters <= 8
        && word.chars().all(capital)
        && (letters > 1 && !word.contains(vowel) || word.starts_with('Đ') && letters <= 3)
}

/// Every onset with every rime it takes, in an open-addressed table.
struct Syllables {
    /// A syllable's letters, six bits each; above bit 42 the onset's letters, above bit 46 whether the coda is a stop.
    slots: Vec<u64>,
}

const LETTERS: u64 = (1 << 42) - 1;
const ONSET: u32 = 42;
const STOP: u64 = 1 << 46;

static SYLLABLES: Lazy<Syllables> = Lazy::new(Syllables::new);

impl Syllables {
    fn new() -> Syllables {
        let onsets = Table::new("onset", include_str!("../../data/onset.tsv"));
        let rimes = Table::new("rime", include_str!("../../data/rime.tsv"));
        let mut out = Syllables { slots: vec![0; 1 << 13] };
        for rime in rimes.rows() {
            let (text, after) = (rime.get("rime"), rime.get("after"));
            let stop = rime.get("tones") == "stop";
            if matches!(after, "any" | "none" | "none;qu") {
                out.insert("", text, stop);
            }
            for onset in onsets.rows() {
                let fits = match (onset.get("onset"), after) {
                    ("qu", "qu" | "none;qu") => true,
                    (_, "qu" | "none" | "none;qu") => false,
                    ("qu", _) => {
                        !text.starts_with(['u', 'o', 'ư']) && !text.starts_with("iê") && !text.starts_with("ươ")
                    }
                    _ => match onset.get("before") {
                        "front" => text.starts_with(['e', 'ê', 'i', 'y']),
                        "back" => !text.starts_with(['e', 'ê', 'i', 'y']),
                        _ => true,
                    },
                };
                match (onset.get("onset"), text.strip_prefix('i')) {
                    _ if !fits => {}
                    // The i of gi serves both: gì, gìn, giếng.
                    ("gi", Some(rest)) if !matches!(text, "ia" | "iu") => out.insert("g", &format!("i{rest}"), stop),
                    ("gi", Some(_)) => {}
                    ("gi", None) if text.starts_with('y') => {}
                    (onset, _) => out.insert(onset, text, stop),
                }
            }
        }
        out
    }

    fn insert(&mut self, onset: &str, rime: &str, stop: bool) {
        let letters = onset.chars().chain(rime.chars()).filter_map(spelled);
        let packed = letters.fold(0, |packed, (number, ..)| packed << 6 | u64::from(number));
        let slot = self.slot(packed);
        if self.slots[slot] == 0 {
            self.slots[slot] = packed | (onset.chars().count() as u64) << ONSET | if stop { STOP } else { 0 };
        }
    }

    fn slot(&self, packed: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (packed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize & mask;
        while self.slots[slot] != 0 && self.slots[slot] & LETTERS != packed {
            slot = (slot + 1) & mask;
        }
        slot
    }

    #[inline]
    fn look_up(&self, packed: u64, tone: u8) -> Option<Syllable> {
        let entry = self.slots[self.slot(packed)];
        let fits = entry != 0 && (entry & STOP == 0 || tone == 1 || tone == 5);
        fits.then_some(Syllable { onset: (entry >> ONSET & 15) as u8, tone, packed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_example() {
        for (name, text) in
            [("onset", include_str!("../../data/onset.tsv")), ("rime", include_str!("../../data/rime.tsv"))]
        {
            for row in Table::new(name, text).rows() {
                let example = row.get("example");
                let syllable = parse(example).unwrap_or_else(|| panic!("{name} {example}"));
                let plain: String = example
                    .chars()
                    .filter_map(spelled)
                    .filter_map(|(n, ..)| crate::text::letter::character(n, 0, false))
                    .collect();
                let at = plain.char_indices().nth(usize::from(syllable.onset)).map_or(plain.len(), |(at, _)| at);
                match name {
                    "onset" if row.get("onset") == "gi" => assert!(plain.starts_with("gi")),
                    "onset" => assert_eq!(&plain[..at], row.get("onset"), "{example}"),
                    _ => assert!(plain[at..] == *row.get("rime") || plain.ends_with(row.get("rime")), "{example}"),
                }
            }
        }
    }

    #[test]
    fn syllables_and_others() {
        for word in
            "gì gìn giếng giết già gia quý quốc quyết quỳnh Quảng kỹ kĩ ghế nghị yêu ỷ uỷ ủy khuỷu thuở Đảng ở ý"
                .split(' ')
        {
            assert!(is_syllable(word), "{word}");
        }
        for word in
            "José Zoé Móscow Gruñe càt cât kà ghà ngê ce thờng nớc quuy giì hóá bcd iên yế Québec é1 für mü".split(' ')
        {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn abbreviations() {
        for word in ["QĐ", "NĐ", "HĐND", "ĐU", "ĐA", "LĐTBXH"] {
            assert!(is_abbreviation(word), "{word}");
        }
        for word in ["VIĐ", "MEĐ", "Đ5", "qĐ", "ĐÁNH"] {
            assert!(!is_abbreviation(word), "{word}");
        }
    }

    #[test]
    fn common_syllables_are_syllables() {
        for row in Table::new("common", include_str!("../../data/common.tsv")).rows() {
            for word in row.get("syllables").split(' ') {
                assert!(parse(word).is_some_and(Syllable::is_common), "{word}");
            }
        }
        assert!(parse("Nghị").unwrap().is_common() && parse("thuỷ").unwrap().is_common());
        assert!(!parse("thẻo").unwrap().is_common());
    }

    #[test]
    fn the_table_is_half_empty() {
        let used = SYLLABLES.slots.iter().filter(|&&slot| slot != 0).count();
        assert!((2_500..5_000).contains(&used), "{used}");
    }
}
