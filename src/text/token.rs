//! [`Token`]: a run of letters, a run of digits, or one mark; and [`Words`], a text that is looked at token by token.

use std::ops::Deref;

use super::key::{Key, LETTERS, hashed};
use super::letter::{ASCII, letter_at, letter_before, spelled};
use super::set::WordSet;
use crate::Span;

/// A text that is looked at token by token. Positions are bytes of it, between letters.
pub(crate) trait Words {
    /// The text itself.
    fn as_text(&self) -> &str;

    /// The token that starts exactly at `at`; `None` at white space and at the end.
    fn token_at(&self, at: usize) -> Option<Token>;

    /// The token that ends exactly at `end`; `None` at white space and at the start.
    fn token_before(&self, end: usize) -> Option<Token>;

    /// Where the next token starts, and whether white space was passed: spaces, tabs and at most one line break.
    ///
    /// A blank line ends a paragraph; no phrase crosses it, so the position stays.
    #[inline]
    fn skip_space(&self, at: usize) -> (usize, bool) {
        let bytes = self.as_text().as_bytes();
        // Nearly always one space, or none.
        let one = bytes.get(at) == Some(&b' ');
        let pos = at + usize::from(one);
        if bytes.get(pos).is_some_and(|byte| *byte > b' ') { (pos, one) } else { skip_more(bytes, at) }
    }

    /// [`Words::skip_space`] to the left: where the token before ends.
    #[inline]
    fn skip_space_back(&self, end: usize) -> (usize, bool) {
        let bytes = self.as_text().as_bytes();
        let before = |at: usize| at.checked_sub(1).and_then(|last| bytes.get(last));
        let one = before(end) == Some(&b' ');
        let pos = end - usize::from(one);
        if before(pos).is_some_and(|byte| *byte > b' ') { (pos, one) } else { skip_more_back(bytes, end) }
    }

    /// The first token at `at`, or after the white space there; `None` beyond a blank line.
    #[inline]
    fn next_token(&self, at: usize) -> Option<Token> {
        self.token_at(self.skip_space(at).0)
    }

    /// The last token that ends at `end`, or before the white space there; `None` beyond a blank line.
    #[inline]
    fn last_token(&self, end: usize) -> Option<Token> {
        self.token_before(self.skip_space_back(end).0)
    }

    /// The token after `token`, and whether white space parts the two; `None` beyond a blank line.
    #[inline]
    fn after(&self, token: &Token) -> Option<(Token, bool)> {
        let (at, spaced) = self.skip_space(token.span.end() as usize);
        Some((self.token_at(at)?, spaced))
    }

    /// The token before `token`, and whether white space parts the two; `None` beyond a blank line.
    #[inline]
    fn before(&self, token: &Token) -> Option<(Token, bool)> {
        let (end, spaced) = self.skip_space_back(token.span.start() as usize);
        Some((self.token_before(end)?, spaced))
    }

    /// The tokens that begin within a stretch, in order.
    fn tokens_in(&self, stretch: Span) -> impl Iterator<Item = Token> {
        let (mut at, end) = (stretch.start() as usize, stretch.end() as usize);
        std::iter::from_fn(move || {
            while at < end {
                if let Some(token) = self.token_at(at) {
                    at = self.skip_space(token.span.end() as usize).0;
                    return Some(token);
                }
                // White space that `skip_space` leaves alone: a blank line, a form feed.
                let blank = self.as_text()[at..].chars().next().map_or(1, char::len_utf8);
                at = self.skip_space(at).0.max(at + blank);
            }
            None
        })
    }

    /// Where the word that starts exactly at `at` ends, if it is one of those given.
    ///
    /// Asked in so many places that it is not worth its code in each.
    #[inline(never)]
    fn word_at(&self, at: usize, words: &WordSet) -> Option<usize> {
        self.token_at(at).filter(|token| token.one_of(words)).map(|token| token.span.end() as usize)
    }

    /// Where the word ends that follows at `at`, or after the white space there, if it is one of those given.
    #[inline]
    fn next_word(&self, at: usize, words: &WordSet) -> Option<usize> {
        self.word_at(self.skip_space(at).0, words)
    }
}

impl Words for str {
    fn as_text(&self) -> &str {
        self
    }

    #[inline]
    fn token_at(&self, at: usize) -> Option<Token> {
        read_at(self, at)
    }

    #[inline]
    fn token_before(&self, end: usize) -> Option<Token> {
        read_before(self, end)
    }
}

/// How a token's letters are cased.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) enum Case {
    #[default]
    /// No upper-case letter (digits and punctuation too).
    Lower,
    /// The first letter alone is upper case.
    Title,
    /// All letters are upper case.
    Upper,
    /// Anything else: `QĐ` is `Upper`, `TTg` is `Mixed`.
    Mixed,
}

/// What a token is made of.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) enum Class {
    #[default]
    /// A run of letters.
    Word,
    /// A run of ASCII digits.
    Digits,
    /// One other character.
    Mark,
}

/// A token of the text: a run of letters, a run of digits, or one other character that is no white space.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Token {
    pub(crate) span: Span,
    pub(crate) key: Key,
    pub(crate) attributes: Attributes,
    /// Its place in its table, from one; 0 outside.
    pub(super) place: u32,
}

/// What a token is but for its letters; of a size that is copied at once.
#[derive(Clone, Copy, Default, Debug)]
#[repr(align(4))]
pub(crate) struct Attributes {
    pub(crate) class: Class,
    pub(crate) case: Case,
    /// What [`super::tokens::Table::read`] was told to keep with the word.
    pub(crate) note: u8,
}

impl Deref for Token {
    type Target = Attributes;

    #[inline(always)]
    fn deref(&self) -> &Attributes {
        &self.attributes
    }
}

impl Token {
    /// A token outside a table, of which nothing is noted.
    #[inline(always)]
    fn new(span: Span, key: Key, class: Class, case: Case) -> Token {
        Token { span, key, attributes: Attributes { class, case, note: 0 }, place: 0 }
    }

    /// Whether the token is one of some words or marks.
    #[inline(always)]
    pub(crate) fn one_of(&self, words: &WordSet) -> bool {
        words.has(self.key)
    }
}

/// Reads the token that starts exactly at `at`; `None` at white space and at the end.
///
/// The text is normalised (composed); a letter that is not Vietnamese is hashed into the key.
#[inline(always)]
pub(super) fn read_at(text: &str, at: usize) -> Option<Token> {
    let bytes = text.as_bytes();
    let first = *bytes.get(at)?;
    if first.is_ascii() && !first.is_ascii_alphabetic() {
        return plain_at(bytes, at);
    }
    let (mut packed, mut tone, mut uppers, mut letters) = (0u64, 0u64, 0u32, 0u32);
    let mut pos = at;
    while let Some(&byte) = bytes.get(pos) {
        let entry = if byte.is_ascii() {
            pos += 1;
            ASCII[usize::from(byte & 0x7f)]
        } else {
            let (entry, len) = letter_at(bytes, pos);
            pos += len;
            tone = if entry & 0x700 == 0 { tone } else { u64::from(entry & 0x700) };
            entry
        };
        if entry == 0 {
            pos -= 1;
            break;
        }
        packed = packed << 6 | u64::from(entry & 0x3f);
        uppers = uppers << 1 | u32::from(entry >> 15);
        letters += 1;
    }
    // A long word, a letter of another alphabet, or a sign outside ASCII that is no quotation mark.
    if letters > LETTERS || (bytes.get(pos).is_some_and(|b| !b.is_ascii()) && (letters == 0 || !quotation(bytes, pos)))
    {
        return rare(text, at);
    }
    let key = Key::packed(packed, tone >> 8, letters);
    let first = 1 << (letters - 1);
    let case = match uppers {
        0 => Case::Lower,
        n if n == first => Case::Title,
        n if n == first | (first - 1) => Case::Upper,
        _ => Case::Mixed,
    };
    Some(Token::new(Span::of(at, pos), key, Class::Word, case))
}

/// [`read_at`] where ASCII stands that is no letter: a run of digits, a mark, or white space.
#[inline(always)]
fn plain_at(bytes: &[u8], at: usize) -> Option<Token> {
    let first = *bytes.get(at)?;
    if !first.is_ascii_digit() {
        let space = first.is_ascii_whitespace() || first == 0x0b;
        return if space { None } else { Some(mark(at, at + 1, u32::from(first))) };
    }
    let mut end = at + 1;
    while bytes.get(end).is_some_and(u8::is_ascii_digit) {
        end += 1;
    }
    let key = hashed(&bytes[at..end], 1);
    Some(Token::new(Span::of(at, end), key, Class::Digits, Case::Lower))
}

/// Bytes of a dash, a quotation mark, a bullet or an ellipsis.
pub(super) const SIGN: usize = 3;

/// The dash, quotation mark, bullet or ellipsis at `at` (U+2010 to U+2027).
#[inline]
pub(super) fn sign_at(bytes: &[u8], at: usize) -> Option<Token> {
    match bytes.get(at..at + SIGN) {
        Some(&[0xe2, 0x80, last @ 0x90..=0xa7]) => Some(mark(at, at + SIGN, 0x2000 | u32::from(last & 0x3f))),
        _ => None,
    }
}

/// Whether a quotation mark, a dash or an ellipsis (U+2000 to U+203F, no letters) starts at `at`.
#[inline]
fn quotation(bytes: &[u8], at: usize) -> bool {
    bytes[at] == 0xe2 && bytes.get(at + 1) == Some(&0x80)
}

/// [`read_at`] where the token is no short Vietnamese word.
#[cold]
fn rare(text: &str, at: usize) -> Option<Token> {
    let mut packer = Packer::default();
    let mut pos = at;
    for c in text[at..].chars() {
        match spelled(c) {
            Some((number, tone, upper)) => packer.push(number, tone, upper),
            None if c.is_alphabetic() => packer.foreign(c),
            None => break,
        }
        pos += c.len_utf8();
    }
    if pos == at {
        let c = text[at..].chars().next()?;
        if c.is_whitespace() {
            return None;
        }
        return Some(mark(at, at + c.len_utf8(), u32::from(c)));
    }
    Some(Token::new(Span::of(at, pos), packer.key(), Class::Word, packer.case()))
}

/// Reads the token that ends exactly at `end`; `None` at white space and at the start.
#[inline]
pub(super) fn read_before(text: &str, end: usize) -> Option<Token> {
    let bytes = text.as_bytes();
    let last = *bytes.get(end.checked_sub(1)?)?;
    let mut start = end;
    if last.is_ascii_digit() {
        while start > 0 && bytes[start - 1].is_ascii_digit() {
            start -= 1;
        }
        return read_at(text, start);
    }
    loop {
        let len = letter_before(bytes, start);
        if len > 0 {
            start -= len;
            continue;
        }
        if start == 0 || bytes[start - 1].is_ascii() {
            break;
        }
        match text[..start].chars().next_back() {
            Some(c) if c.is_alphabetic() => start -= c.len_utf8(),
            _ => break,
        }
    }
    if start == end {
        start -= text[..end].chars().next_back()?.len_utf8();
    }
    read_at(text, start)
}

#[inline(never)]
fn skip_more(bytes: &[u8], at: usize) -> (usize, bool) {
    let (mut pos, mut breaks) = (at, 0);
    while let Some(&byte) = bytes.get(pos) {
        match byte {
            b' ' | b'\t' | b'\r' => pos += 1,
            b'\n' => {
                breaks += 1;
                pos += 1;
            }
            _ => break,
        }
    }
    if breaks > 1 { (at, false) } else { (pos, pos > at) }
}

#[inline(never)]
fn skip_more_back(bytes: &[u8], at: usize) -> (usize, bool) {
    let (mut pos, mut breaks) = (at, 0);
    while pos > 0 {
        match bytes[pos - 1] {
            b' ' | b'\t' | b'\r' => pos -= 1,
            b'\n' => {
                breaks += 1;
                pos -= 1;
            }
            _ => break,
        }
    }
    if breaks > 1 { (at, false) } else { (pos, pos < at) }
}

fn mark(start: usize, end: usize, code: u32) -> Token {
    Token::new(Span::of(start, end), Key::mark(code), Class::Mark, Case::Lower)
}

#[derive(Default)]
struct Packer {
    packed: u64,
    hash: u64,
    tone: u64,
    letters: u32,
    uppers: u32,
    first_upper: bool,
    foreign: bool,
}

impl Packer {
    /// A letter's number (1 to 33), its tone (0 to 5), and whether it is a capital.
    fn push(&mut self, number: u8, tone: u8, upper: bool) {
        if tone != 0 {
            self.tone = u64::from(tone);
        }
        self.add(u64::from(number), upper);
    }

    fn foreign(&mut self, c: char) {
        self.foreign = true;
        let lower = c.to_lowercase().next().unwrap_or(c);
        self.add(0x100 + u64::from(u32::from(lower)), c.is_uppercase());
    }

    fn add(&mut self, letter: u64, upper: bool) {
        self.first_upper |= upper && self.letters == 0;
        self.uppers += u32::from(upper);
        self.packed = (self.packed << 6) | (letter & 63);
        self.hash = (self.hash ^ letter).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.letters += 1;
    }

    fn key(&self) -> Key {
        if self.letters <= LETTERS && !self.foreign {
            return Key::packed(self.packed, self.tone, self.letters);
        }
        Key::mixed_letters(self.hash, self.tone)
    }

    fn case(&self) -> Case {
        match (self.uppers, self.first_upper) {
            (0, _) => Case::Lower,
            (n, _) if n == self.letters => {
                if n == 1 {
                    Case::Title
                } else {
                    Case::Upper
                }
            }
            (1, true) => Case::Title,
            _ => Case::Mixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn key(word: &str) -> Key {
        let token = word.token_at(0).expect("a token");
        assert_eq!(token.span.range(), 0..word.len(), "{word:?} is one token");
        token.key
    }

    #[test]
    fn case_and_tone_place_do_not_count() {
        for [a, b] in [
            ["hòa", "hoà"],
            ["THUỶ", "thủy"],
            ["khóa", "Khoá"],
            ["uỷ", "Ủy"],
            ["Đảng", "ĐẢNG"],
            ["dương", "dƣơng"],
            ["ưu", "ƣu"],
            ["NGƯ", "ngƣ"],
        ] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
    }

    #[test]
    fn i_and_y_after_one_consonant_do_not_count() {
        for [a, b] in [["kỹ", "kĩ"], ["tỷ", "Tỉ"], ["LÝ", "lí"]] {
            assert_eq!(key(a), key(b), "{a} {b}");
        }
        for [a, b] in [["ay", "ai"], ["tuy", "tui"], ["quý", "quí"], ["ỷ", "ỉ"]] {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }

    #[test]
    fn letters_and_tones_do() {
        for [a, b] in [["hòa", "hóa"], ["da", "đa"], ["to", "tô"], ["tu", "tư"], ["ma", "mả"], ["an", "na"]] {
            assert_ne!(key(a), key(b), "{a} {b}");
        }
    }

    #[test]
    fn tokens_both_ways() {
        let text = "Kết luận 114- KL/TW";
        let mut spans = Vec::new();
        let mut at = 0;
        while let Some(token) = text.token_at(at) {
            spans.push(&text[token.span]);
            assert_eq!(text.token_before(token.span.end() as usize).unwrap().span, token.span);
            at = text.skip_space(token.span.end() as usize).0;
        }
        assert_eq!(spans, ["Kết", "luận", "114", "-", "KL", "/", "TW"]);
    }

    #[test]
    fn dashes_are_one_mark_and_blank_lines_end() {
        assert_eq!(key("-"), key("–"));
        assert_ne!(key("-"), key("/"));
        assert_eq!("a \n b".skip_space(1), (4, true));
        assert_eq!("a\n\nb".skip_space(1), (1, false));
        assert_eq!("a\n b".skip_space_back(3), (1, true));
    }

    #[test]
    fn foreign_and_long_words_have_keys_too() {
        assert_eq!(key("Müller"), key("müller"));
        assert_ne!(key("Müller"), key("muller"));
        assert_eq!(key("ADMINISTRATION"), key("administration"));
        assert_ne!(key("administration"), key("administrations"));
    }

    #[test]
    fn cases() {
        for (word, case) in
            [("xã", Case::Lower), ("Xã", Case::Title), ("QĐ", Case::Upper), ("TTg", Case::Mixed), ("Đ", Case::Title)]
        {
            assert_eq!(word.token_at(0).unwrap().case, case, "{word}");
        }
    }
}
