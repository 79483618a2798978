//! [`Key`]: a word as the rules see it, whatever its case and wherever its tone mark stands.
//!
//! `Hòa`, `hoà` and `HÒA` have one key; `hóa` and `hoa` have two others: the letters, the circumflexes, breves and
//! horns, and the tone count, the letter that carries the tone does not (a syllable has one tone). So lexicons need no
//! variants for tone placement, and no string is folded on the way to a look-up.

use super::letter::{ASCII, decode, letter_at, letter_before, spelled};
use super::tokens::Words;
use crate::Span;

/// A token's matching key: packed letters, tone, and whether white space stood before it.
///
/// Exact for tokens of up to nine letters; longer ones are hashed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Key(u64);

const TONE: u32 = 54;
const LONG: u64 = 1 << 58;
const SPACED: u64 = 1 << 59;

impl Key {
    /// The same key for a token that white space precedes.
    #[inline]
    pub(crate) fn spaced(self) -> Key {
        Key(self.0 | SPACED)
    }

    /// The same key, whether or not white space precedes the token.
    #[inline]
    pub(crate) fn unspaced(self) -> Key {
        Key(self.0 & !SPACED)
    }

    #[inline]
    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    /// The key of a word of up to nine Vietnamese letters, or of one mark; another does not compile in a constant.
    pub(crate) const fn of(word: &str) -> Key {
        let bytes = word.as_bytes();
        let (code, len) = decode(bytes, 0);
        if len == bytes.len() && letter_at(bytes, 0).0 == 0 {
            return Key::mark(code);
        }
        let (mut packed, mut tone, mut letters, mut at) = (0, 0, 0, 0);
        while at < bytes.len() {
            let (entry, len) = letter_at(bytes, at);
            assert!(entry != 0, "a letter that is not Vietnamese");
            packed = packed << 6 | (entry & 0x3f) as u64;
            if entry & 0x700 != 0 {
                tone = (entry & 0x700) as u64;
            }
            letters += 1;
            at += len;
        }
        assert!(letters > 0 && letters <= LETTERS, "a word of one to nine letters");
        Key(packed | tone >> 8 << TONE).folded(letters)
    }

    /// The key of a sign by itself; all dashes count as one.
    const fn mark(code: u32) -> Key {
        let code = match code {
            0x2010..=0x2015 | 0x2212 => b'-' as u32,
            _ => code,
        };
        Key(LONG | (2 << 48) | code as u64)
    }

    /// The key mixed for tables and filters, which take upper bits of it: one multiplication serves all that are asked
    /// about a word.
    #[inline(always)]
    pub(crate) const fn mixed(self) -> u64 {
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    /// One of 64 bits, for filters of keys.
    #[inline(always)]
    pub(crate) const fn bit(self) -> u32 {
        (self.mixed() >> 58) as u32
    }

    /// A final y after one consonant is spelled i as well: `kỹ`, `kĩ`; `tỷ`, `tỉ`.
    #[inline]
    const fn folded(self, letters: u32) -> Key {
        let last_two = self.0 & 0xfff;
        let y = letters == 2 && last_two & 63 == Y && VOWELS >> (last_two >> 6) & 1 == 0;
        if y { Key(self.0 & !63 | I) } else { self }
    }
}

/// Keys with a value each, for words that are met all the time.
pub(crate) struct KeyMap<T> {
    /// Open addressing; at most a quarter is filled, so that a word that is not there meets an empty slot at once.
    slots: Vec<Option<(Key, T)>>,
}

impl<T: Copy> KeyMap<T> {
    /// A key that is given twice keeps its first value.
    pub(crate) fn new(entries: impl IntoIterator<Item = (Key, T)>) -> KeyMap<T> {
        let entries: Vec<_> = entries.into_iter().collect();
        let mut map = KeyMap { slots: vec![None; (entries.len() * 4).next_power_of_two().max(16)] };
        for (key, value) in entries {
            let slot = map.slot(key);
            map.slots[slot].get_or_insert((key, value));
        }
        map
    }

    #[inline]
    pub(crate) fn get(&self, key: Key) -> Option<T> {
        self.slots[self.slot(key)].map(|(_, value)| value)
    }

    /// Where the key is, or the empty slot where it would be.
    #[inline]
    fn slot(&self, key: Key) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (key.mixed() >> 40) as usize & mask;
        while self.slots[slot].as_ref().is_some_and(|(other, _)| *other != key) {
            slot = (slot + 1) & mask;
        }
        slot
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
    pub(crate) class: Class,
    pub(crate) case: Case,
    /// What [`super::tokens::Table::read`] was told to keep with the word.
    pub(crate) note: u8,
    /// Its place in its table, from one; 0 outside.
    pub(super) place: u32,
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
    let key = Key(packed | tone >> 8 << TONE).folded(letters);
    let first = 1 << (letters - 1);
    let case = match uppers {
        0 => Case::Lower,
        n if n == first => Case::Title,
        n if n == first | (first - 1) => Case::Upper,
        _ => Case::Mixed,
    };
    Some(Token { span: Span::of(at, pos), key, class: Class::Word, case, ..Token::default() })
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
    Some(Token { span: Span::of(at, end), key, class: Class::Digits, case: Case::Lower, ..Token::default() })
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

/// Letters that a key holds as they are.
const LETTERS: u32 = 9;

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
    Some(Token {
        span: Span::of(at, pos),
        key: packer.key(),
        class: Class::Word,
        case: packer.case(),
        ..Token::default()
    })
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

/// The token that starts exactly at `at`; `None` at white space and at the end.
#[inline]
pub(crate) fn token_at(text: &(impl Words + ?Sized), at: usize) -> Option<Token> {
    text.token_at(at)
}

/// The token that ends exactly at `end`; `None` at white space and at the start.
#[inline]
pub(crate) fn token_before(text: &(impl Words + ?Sized), end: usize) -> Option<Token> {
    text.token_before(end)
}

/// Where the next token starts, and whether white space was passed: spaces, tabs and at most one line break.
///
/// A blank line ends a paragraph; no phrase crosses it, so the position stays.
#[inline]
pub(crate) fn skip_space(text: &(impl Words + ?Sized), at: usize) -> (usize, bool) {
    let bytes = text.as_text().as_bytes();
    // Nearly always one space, or none.
    let one = bytes.get(at) == Some(&b' ');
    let pos = at + usize::from(one);
    if bytes.get(pos).is_some_and(|byte| *byte > b' ') { (pos, one) } else { skip_more(bytes, at) }
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

/// [`skip_space`] to the left: where the token before ends.
#[inline]
pub(crate) fn skip_space_back(text: &(impl Words + ?Sized), at: usize) -> (usize, bool) {
    let bytes = text.as_text().as_bytes();
    let before = |at: usize| at.checked_sub(1).and_then(|last| bytes.get(last));
    let one = before(at) == Some(&b' ');
    let pos = at - usize::from(one);
    if before(pos).is_some_and(|byte| *byte > b' ') { (pos, one) } else { skip_more_back(bytes, at) }
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
    Token {
        span: Span::of(start, end),
        key: Key::mark(code),
        class: Class::Mark,
        case: Case::Lower,
        ..Token::default()
    }
}

/// FNV-1a over the token's bytes, in the space of hashed keys that `kind` names.
fn hashed(bytes: &[u8], kind: u64) -> Key {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    Key(LONG | (kind << 48) | ((hash ^ (hash >> 47)) & 0xffff_ffff_ffff))
}

const Y: u64 = 25;
const I: u64 = 9;
/// The vowels' numbers, as bits.
const VOWELS: u64 =
    1 << 1 | 1 << 5 | 1 << 9 | 1 << 15 | 1 << 21 | 1 << 25 | 1 << 27 | 1 << 28 | 1 << 30 | 1 << 31 | 1 << 32 | 1 << 33;

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
            return Key(self.packed | (self.tone << TONE)).folded(self.letters);
        }
        let hash = (self.hash ^ (self.tone << 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Key(LONG | (3 << 48) | (hash >> 16))
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
        let token = token_at(word, 0).expect("a token");
        assert_eq!(token.span.range(), 0..word.len(), "{word:?} is one token");
        token.key
    }

    #[test]
    fn case_and_tone_place_do_not_count() {
        for [a, b] in [["hòa", "hoà"], ["THUỶ", "thủy"], ["khóa", "Khoá"], ["uỷ", "Ủy"], ["Đảng", "ĐẢNG"]]
        {
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
        while let Some(token) = token_at(text, at) {
            spans.push(&text[token.span]);
            assert_eq!(token_before(text, token.span.end() as usize).unwrap().span, token.span);
            at = skip_space(text, token.span.end() as usize).0;
        }
        assert_eq!(spans, ["Kết", "luận", "114", "-", "KL", "/", "TW"]);
    }

    #[test]
    fn dashes_are_one_mark_and_blank_lines_end() {
        assert_eq!(key("-"), key("–"));
        assert_ne!(key("-"), key("/"));
        assert_eq!(skip_space("a \n b", 1), (4, true));
        assert_eq!(skip_space("a\n\nb", 1), (1, false));
        assert_eq!(skip_space_back("a\n b", 3), (1, true));
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
            assert_eq!(token_at(word, 0).unwrap().case, case, "{word}");
        }
    }
}
