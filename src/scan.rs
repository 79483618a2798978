//! Anchors: the few places of a text where work happens.
//!
//! Most of a page is skimmed. An anchor is a run of digits, or one of the few words that open a reference without a
//! number or spell a number out. References and claims walk the same anchors, so the page is scanned once.

use once_cell::sync::Lazy;

use crate::registry::cue::CUES;
use crate::registry::law::Law;
use crate::registry::numeral::NUMERALS;
use crate::text::key::{Key, token_at};

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

/// The words that are anchors, behind a filter over their first bytes that most words do not pass.
pub(crate) struct Scanner {
    words: Vec<(Key, Anchor)>,
    filter: Box<[u64; 1024]>,
}

impl Scanner {
    /// A scanner for the given words. A word that is given twice keeps its first meaning.
    pub(crate) fn new<'a>(words: impl IntoIterator<Item = (&'a str, Anchor)>) -> Scanner {
        let mut scanner = Scanner { words: Vec::new(), filter: Box::new([0; 1024]) };
        for (word, anchor) in words {
            let Some(token) = token_at(word, 0) else { continue };
            let word = &word[token.span];
            for form in [word.to_lowercase(), title(word), word.to_uppercase()] {
                scanner.admit(form.as_bytes());
            }
            scanner.words.push((token.key, anchor));
        }
        scanner.words.sort_by_key(|(key, _)| key.bits());
        scanner.words.dedup_by_key(|(key, _)| *key);
        scanner
    }

    /// Lets words through that begin with these bytes (at most three count).
    fn admit(&mut self, word: &[u8]) {
        match *word {
            [] => {}
            [a] => (0..=255).for_each(|b| self.set(prefix(a, b))),
            [a, b, ..] => self.set(prefix(a, b)),
        }
    }

    fn set(&mut self, prefix: usize) {
        self.filter[prefix / 64] |= 1 << (prefix % 64);
    }

    /// The anchors of a text, in order: each with its position.
    pub(crate) fn scan_into(&self, text: &str, out: &mut Vec<(u32, Anchor)>) {
        out.clear();
        let bytes = text.as_bytes();
        let (mut at, mut in_word) = (0, false);
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_digit() {
                out.push((at as u32, Anchor::Digits));
                while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                    at += 1;
                }
                in_word = false;
                continue;
            }
            let letter = byte.is_ascii_alphabetic() || byte >= 0x80;
            if letter && !in_word {
                let next = bytes.get(at + 1).copied().unwrap_or(b' ');
                let bit = prefix(byte, next);
                if self.filter[bit / 64] >> (bit % 64) & 1 == 1 {
                    out.extend(self.anchor_at(text, at).map(|anchor| (at as u32, anchor)));
                }
            }
            in_word = letter;
            at += 1;
        }
    }

    fn anchor_at(&self, text: &str, at: usize) -> Option<Anchor> {
        let key = token_at(text, at)?.key;
        let i = self.words.binary_search_by_key(&key.bits(), |(key, _)| key.bits()).ok()?;
        Some(self.words[i].1)
    }
}

/// Bit number of a word's first two bytes.
fn prefix(a: u8, b: u8) -> usize {
    usize::from(a) << 8 | usize::from(b)
}

fn title(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|c| c.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

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
        let text = "Theo Luật số 12a, hàng TRĂM đề mục, luật2";
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
