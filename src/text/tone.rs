//! Tone marks: where they stand, and search keys that do not care.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

use super::edits::Edits;
use super::letter::{character, spelled};
use super::syllable::{MAX_LETTERS, Syllable, parse_chars};
use crate::Span;

/// Where the tone mark stands in open `oa`, `oe`, `uy`; everywhere else both ways of writing agree.
///
/// ```
/// use vanban::TonePlace;
/// assert_eq!("hoà".parse(), Ok(TonePlace::Second));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum TonePlace {
    /// `hòa`, `khỏe`, `thủy`.
    First,
    /// `hoà`, `khoẻ`, `thuỷ`.
    Second,
}

impl FromStr for TonePlace {
    type Err = ParseTonePlaceError;

    /// Reads the example `hòa` or `hoà`.
    fn from_str(example: &str) -> Result<TonePlace, ParseTonePlaceError> {
        match &*super::unicode::clean(example).text {
            "hòa" => Ok(TonePlace::First),
            "hoà" => Ok(TonePlace::Second),
            _ => Err(ParseTonePlaceError(())),
        }
    }
}

/// The words are no example of a [`TonePlace`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseTonePlaceError(());

impl fmt::Display for ParseTonePlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a tone placement is named by example: hòa or hoà")
    }
}

impl std::error::Error for ParseTonePlaceError {}

/// What a search key keeps.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Fold {
    /// Letters and tones: case, tone placement, `i` for a final `y` after a consonant, dashes and quotation marks do
    /// not count.
    Spelling,
    /// Bare letters: accents, tones and the stroke of đ do not count either.
    Letters,
}

/// A search key for a text: what differs only in writing has one key.
///
/// The text is cleaned first ([`normalize`](crate::normalize)'s Unicode stage, without repair). Only Vietnamese
/// syllables lose their tone's place: `José` is no `Jóse`.
///
/// ```
/// use vanban::{Fold, fold};
/// assert_eq!(fold("Uỷ ban  KỸ THUẬT – “Hoà Bình”", Fold::Spelling), fold("ủy ban kĩ thuật - \"Hòa bình\"", Fold::Spelling));
/// assert_eq!(fold("Đắk Lắk", Fold::Letters), "dak lak");
/// ```
pub fn fold(text: &str, keep: Fold) -> String {
    let clean = super::unicode::clean(text).text;
    let mut out = String::with_capacity(clean.len());
    let mut rest = &*clean;
    while !rest.is_empty() {
        let word = word_len(rest);
        if word > 0 {
            fold_word(&rest[..word], keep, &mut out);
            rest = &rest[word..];
            continue;
        }
        let Some(c) = rest.chars().next() else { break };
        rest = &rest[c.len_utf8()..];
        match c {
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '‘' | '’' | '‚' | '′' => out.push('\''),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c if keep == Fold::Letters && !c.is_ascii() => {
                let bare = c.nfd().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
                out.extend(bare.flat_map(char::to_lowercase));
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

fn word_len(text: &str) -> usize {
    text.char_indices()
        .find(|(_, c)| spelled(*c).is_none() || matches!(c, 'Ð' | 'ð' | 'Ƣ' | 'ƣ'))
        .map_or(text.len(), |(at, _)| at)
}

fn fold_word(word: &str, keep: Fold, out: &mut String) {
    if keep == Fold::Letters {
        out.extend(word.chars().filter_map(spelled).map(|(number, ..)| bare(number)));
        return;
    }
    let mut letters = Letters::read(word);
    if let Some(letters) = &mut letters {
        letters.place(TonePlace::First);
        letters.i_for_y();
    }
    match letters {
        Some(letters) => out.extend(letters.chars().flat_map(char::to_lowercase)),
        None => out.extend(word.chars().flat_map(char::to_lowercase)),
    }
}

/// The ASCII letter under a letter's number.
fn bare(number: u8) -> char {
    match number {
        27 | 28 => 'a',
        29 => 'd',
        30 => 'e',
        31 | 32 => 'o',
        33 => 'u',
        _ => char::from(b'a' + number.clamp(1, 26) - 1),
    }
}

/// A syllable's letters.
struct Letters {
    numbers: [u8; MAX_LETTERS],
    tones: [u8; MAX_LETTERS],
    upper: [bool; MAX_LETTERS],
    len: usize,
    syllable: Syllable,
}

impl Letters {
    fn read(word: &str) -> Option<Letters> {
        let syllable = parse_chars(word.chars())?;
        let mut out = Letters {
            numbers: [0; MAX_LETTERS],
            tones: [0; MAX_LETTERS],
            upper: [false; MAX_LETTERS],
            len: 0,
            syllable,
        };
        for (number, tone, upper) in word.chars().filter_map(spelled).take(MAX_LETTERS) {
            (out.numbers[out.len], out.tones[out.len], out.upper[out.len]) = (number, tone, upper);
            out.len += 1;
        }
        Some(out)
    }

    /// Moves the tone mark to its place.
    fn place(&mut self, place: TonePlace) {
        self.tones = [0; MAX_LETTERS];
        self.tones[self.bearer(place)] = self.syllable.tone;
    }

    /// The letter that bears the tone: the last of ă â ê ô ơ ư; else, before a final consonant, the last vowel; else
    /// the last but one, save `oa oe uy` written the other way.
    fn bearer(&self, place: TonePlace) -> usize {
        let onset = usize::from(self.syllable.onset);
        let rime = &self.numbers[onset..self.len];
        if let Some(at) = rime.iter().rposition(|n| matches!(n, 27 | 28 | 30..=33)) {
            return onset + at;
        }
        let vowels = rime.iter().take_while(|n| matches!(n, 1 | 5 | 9 | 15 | 21 | 25)).count();
        let closed = vowels < rime.len();
        let last = vowels.saturating_sub(1);
        onset
            + match rime {
                _ if closed || last == 0 => last,
                [15, 1 | 5] | [21, 25] if place == TonePlace::Second => last,
                _ => last - 1,
            }
    }

    /// `kỹ` as `kĩ`: a lone y after a consonant, `qu` aside.
    fn i_for_y(&mut self) {
        let onset = usize::from(self.syllable.onset);
        if self.len == onset + 1 && onset > 0 && self.numbers[onset] == 25 && self.numbers[onset - 1] != 21 {
            self.numbers[onset] = 9;
        }
    }

    fn chars(&self) -> impl Iterator<Item = char> {
        (0..self.len).filter_map(|i| character(self.numbers[i], self.tones[i], self.upper[i]))
    }
}

/// Rewrites a clean text so that every tone mark stands in its place; other words are not touched.
pub(crate) fn rewrite(text: &str, place: TonePlace) -> (Cow<'_, str>, Edits) {
    let (mut out, mut edits, mut copied) = (String::new(), Edits::default(), 0);
    let mut at = 0;
    while at < text.len() {
        let len = word_len(&text[at..]);
        if len == 0 {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let word = &text[at..at + len];
        if let Some(mut letters) = Letters::read(word).filter(|letters| letters.syllable.tone > 0) {
            letters.place(place);
            if !letters.chars().eq(word.chars()) {
                out.push_str(&text[copied..at]);
                let start = out.len();
                out.extend(letters.chars());
                copied = at + len;
                edits.push(Span::of(start, out.len()), Span::of(at, copied));
            }
        }
        at += len;
    }
    if copied == 0 {
        return (Cow::Borrowed(text), edits);
    }
    out.push_str(&text[copied..]);
    (Cow::Owned(out), edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tones_move_both_ways_and_only_in_syllables() {
        for (first, second) in [
            ("hòa bình", "hoà bình"),
            ("khỏe, thủy, KHÓA", "khoẻ, thuỷ, KHOÁ"),
            ("ủy quyền quý gìn giữ", "uỷ quyền quý gìn giữ"),
            ("già, giếng, quốc, toàn, khuỷu, ngoài", "già, giếng, quốc, toàn, khuỷu, ngoài"),
            ("José Zoé Móscow Gruñe", "José Zoé Móscow Gruñe"),
        ] {
            for text in [first, second] {
                assert_eq!(rewrite(text, TonePlace::First).0, first);
                assert_eq!(rewrite(text, TonePlace::Second).0, second);
            }
        }
        assert_eq!(rewrite("toán, tóan, nghiệp, nghịêp, muà", TonePlace::First).0, "toán, toán, nghiệp, nghiệp, mùa");
    }

    #[test]
    fn spans_cover_the_rewritten_word() {
        let (text, edits) = rewrite("thuỷ lợi", TonePlace::First);
        assert_eq!((&*text, edits.to_page(Span::of(0, "thủy".len()))), ("thủy lợi", Span::of(0, "thuỷ".len())));
    }

    #[test]
    fn keys() {
        assert_eq!(fold("KỸ thuật", Fold::Spelling), "kĩ thuật");
        assert_eq!(fold("quý, quy", Fold::Spelling), "quý, quy");
        assert_eq!(fold("Ðường  số", Fold::Letters), "duong so");
        assert_ne!(fold("hoà", Fold::Spelling), fold("hoa", Fold::Spelling));
    }
}
