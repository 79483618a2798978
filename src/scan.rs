//! Anchors: the few places of a text where work happens.
//!
//! Most of a page is skimmed. An anchor is a run of digits, or one of the few words that open a reference without a
//! number or spell a number out. References and claims walk the same anchors, so the page is scanned once.

use once_cell::sync::Lazy;

use crate::registry::cue::CUES;
use crate::registry::law::Law;
use crate::registry::lexicon::Filter;
use crate::registry::numeral::NUMERALS;
use crate::text::key::{Key, Opening, token_at};

/// What stands at an anchor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Anchor {
    /// The first digit of a run of ASCII digits.
    Digits,
    /// A word that may open a reference: the head of a document type's name, of a law's abbreviation.
    Head,
    /// A word that may belong to a number spelled out or vague.
    NumberWord,
}

/// The words that are anchors, behind a filter that few other words pass.
pub(crate) struct Scanner {
    words: Vec<(Key, Anchor)>,
    filter: Filter,
}

impl Scanner {
    /// A scanner for the given words. A word that is given twice keeps its first meaning.
    pub(crate) fn new<'a>(words: impl IntoIterator<Item = (&'a str, Anchor)>) -> Scanner {
        let words = words.into_iter().filter_map(|(word, anchor)| Some((word, token_at(word, 0)?.key, anchor)));
        let mut words: Vec<(&str, Key, Anchor)> = words.collect();
        let filter = Filter::new(words.iter().map(|(word, ..)| Opening::at(word, 0)));
        words.sort_by_key(|(_, key, _)| key.bits());
        words.dedup_by_key(|(_, key, _)| *key);
        Scanner { words: words.into_iter().map(|(_, key, anchor)| (key, anchor)).collect(), filter }
    }

    /// The anchors of a text, in order: each with its position.
    pub(crate) fn scan_into(&self, text: &str, out: &mut Vec<(u32, Anchor)>) {
        out.clear();
        let bytes = text.as_bytes();
        let mut before = OTHER;
        for (at, &byte) in bytes.iter().enumerate() {
            let class = CLASS[usize::from(byte)];
            if class == before || class == INSIDE {
                continue;
            }
            before = class;
            if class == DIGIT {
                out.push((at as u32, Anchor::Digits));
            } else if class == LETTER {
                out.extend(self.anchor_at(text, at).map(|anchor| (at as u32, anchor)));
            }
        }
    }

    #[inline]
    fn anchor_at(&self, text: &str, at: usize) -> Option<Anchor> {
        if !self.filter.admits(Opening::at(text, at)) {
            return None;
        }
        let key = token_at(text, at)?.key;
        let i = self.words.binary_search_by_key(&key.bits(), |(key, _)| key.bits()).ok()?;
        Some(self.words[i].1)
    }
}

const OTHER: u8 = 0;
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
/// Inside a character: what its lead byte is.
const INSIDE: u8 = 3;

/// By byte; Vietnamese letters outside ASCII lead with C3 to C6 and E1.
static CLASS: [u8; 256] = {
    let mut out = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        out[byte] = match byte as u8 {
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' | 0xc3..=0xc6 | 0xe1 => LETTER,
            0x80..=0xbf => INSIDE,
            _ => OTHER,
        };
        byte += 1;
    }
    out
};

/// The scanner over the registry's own words.
pub(crate) static SCANNER: Lazy<Scanner> = Lazy::new(|| {
    let heads = Law::openers().map(|word| (word, Anchor::Head));
    let numbers = NUMERALS.openers().chain(CUES.scope_words.iter().copied());
    Scanner::new(heads.chain(numbers.map(|word| (word, Anchor::NumberWord))))
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_the_named_words_are_anchors() {
        let scanner = Scanner::new([("Luật", Anchor::Head), ("trăm", Anchor::NumberWord), ("Đề", Anchor::Head)]);
        let text = "Theo “Luật số 12a, hàng TRĂM đề mục, luật2";
        let mut out = Vec::new();
        scanner.scan_into(text, &mut out);
        let found: Vec<_> =
            out.iter().map(|&(at, kind)| (&text[token_at(text, at as usize).unwrap().span], kind)).collect();
        assert_eq!(
            found,
            [
                ("Luật", Anchor::Head),
                ("12", Anchor::Digits),
                ("TRĂM", Anchor::NumberWord),
                ("đề", Anchor::Head),
                ("luật", Anchor::Head),
                ("2", Anchor::Digits)
            ]
        );
    }
}
