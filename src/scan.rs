//! Anchors: the few places of a text where work happens.
//!
//! Most of a page is skimmed. An anchor is a run of digits, or one of the few words that open a reference without a
//! number or spell a number out. References and claims walk the same anchors, so the page is scanned once.

use once_cell::sync::Lazy;

use crate::registry::cue::CUES;
use crate::registry::law::Law;
use crate::registry::numeral::NUMERALS;
use crate::text::key::{Key, KeyMap};
use crate::text::token::{Class, Token, Words};
use crate::text::tokens::{PICTURE, Table};

/// What stands at an anchor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Anchor {
    /// The first digit of a run of ASCII digits.
    Digits = 1,
    /// A word that may open a reference: the head of a document type's name, of a law's abbreviation.
    Head,
    /// A word that may belong to a number spelled out or vague, or that ends a time scope.
    NumberWord,
    /// A word that may be either: `này` of `nghị quyết này`, `tháng này`.
    Either,
}

impl Anchor {
    /// What a word is that a list more names.
    fn or(self, other: Anchor) -> Anchor {
        if self == other { self } else { Anchor::Either }
    }
}

/// Reads the tokens of a text, and finds its anchors among them.
pub(crate) struct Scanner {
    words: KeyMap<Anchor>,
}

impl Scanner {
    /// A scanner for the given words.
    pub(crate) fn new<'a>(words: impl IntoIterator<Item = (&'a str, Anchor)>) -> Scanner {
        let mut keyed: Vec<(Key, Anchor)> = Vec::new();
        for (word, anchor) in words {
            let Some(Token { key, .. }) = word.token_at(0) else { continue };
            match keyed.iter_mut().find(|(other, _)| *other == key) {
                Some((_, known)) => *known = known.or(anchor),
                None => keyed.push((key, anchor)),
            }
        }
        Scanner { words: KeyMap::new(keyed) }
    }

    /// The anchors of a text, in order: each with its position.
    pub(crate) fn scan_into(&self, text: &str, table: &mut Table, out: &mut Vec<(u32, Anchor)>) {
        table.read(text, |key| self.words.get(key).map_or(0, |anchor| anchor as u8));
        out.clear();
        out.extend(table.noted().filter(|token| token.note != PICTURE).map(|token| {
            let anchor = match token.note & !PICTURE {
                _ if token.class == Class::Digits => Anchor::Digits,
                HEAD => Anchor::Head,
                EITHER => Anchor::Either,
                _ => Anchor::NumberWord,
            };
            (token.span.start(), anchor)
        }));
    }
}

const HEAD: u8 = Anchor::Head as u8;
const EITHER: u8 = Anchor::Either as u8;

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
        let words = [("Luật", Anchor::Head), ("trăm", Anchor::NumberWord), ("Đề", Anchor::Head), ("này", Anchor::Head)];
        let scanner = Scanner::new(words.into_iter().chain([("này", Anchor::NumberWord)]));
        let text = "Theo “Luật số 12a, hàng TRĂM đề mục này, luật2";
        let mut out = Vec::new();
        scanner.scan_into(text, &mut Table::default(), &mut out);
        let found: Vec<_> =
            out.iter().map(|&(at, kind)| (&text[text.token_at(at as usize).unwrap().span], kind)).collect();
        assert_eq!(
            found,
            [
                ("Luật", Anchor::Head),
                ("12", Anchor::Digits),
                ("TRĂM", Anchor::NumberWord),
                ("đề", Anchor::Head),
                ("này", Anchor::Either),
                ("luật", Anchor::Head),
                ("2", Anchor::Digits)
            ]
        );
    }
}
