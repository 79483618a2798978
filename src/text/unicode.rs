//! The Unicode stage: one way to write each letter and each space.
//!
//! | what | becomes |
//! | --- | --- |
//! | combining marks in any order, also on letters that have one already (`ó` + circumflex) | the composed letter (NFC) |
//! | no-break, thin, ideographic and other exotic spaces | a space |
//! | line and paragraph separators U+2028, U+2029 | a line break |
//! | soft hyphens between capitals, or a digit and a capital, or two years | a hyphen |
//! | other soft hyphens, zero-width spaces, direction marks, byte order marks | nothing |
//! | joiners after a Latin letter, digit or space | nothing (other scripts and emoji need them) |
//! | `Ð`, `Ɖ`, `ð`, `ɖ` in a Vietnamese syllable or an abbreviation such as `QÐ` | `Đ`, `đ` |
//! | full-width letters, digits and signs | the ASCII ones |
//! | ligatures `ﬁ`, `ﬂ` … | their letters |
//!
//! Quotation marks, dashes, tone placement and i/y stay as they are: only keys fold them.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

use super::compose::run;
use super::edits::Edits;
use super::gate::{has_odd_pair, next_look};
use super::letter::{compose, letter, mark};
use super::syllable;
use crate::Span;

/// A text in one spelling.
pub(crate) struct Clean<'p> {
    /// Borrowed where nothing changed.
    pub(crate) text: Cow<'p, str>,
    pub(crate) edits: Edits,
    /// Whether a letter or sign was met that a page in a legacy encoding, or mojibake, would have.
    pub(crate) suspect: bool,
}

/// Cleans a text; borrowed, with no edits, where nothing changes.
pub(crate) fn clean(page: &str) -> Clean<'_> {
    let suspect = page.len() < SHORT && has_odd_pair(page.as_bytes());
    let at = next_look(page.as_bytes(), 0);
    if at == page.len() {
        return Clean { text: Cow::Borrowed(page), edits: Edits::default(), suspect };
    }
    let mut stage = Stage { page, clean: String::new(), copied: 0, edits: Edits::default(), suspect };
    stage.run(at);
    if stage.copied > 0 {
        stage.clean.push_str(&page[stage.copied..]);
    }
    let text = if stage.copied == 0 { Cow::Borrowed(page) } else { Cow::Owned(stage.clean) };
    Clean { text, edits: stage.edits, suspect: stage.suspect }
}

/// Whether a sign of Latin-1 (U+0080 to U+00BF, by its second byte) stands where right pages have it: not beside a
/// letter, save for `m²`, `30°C`, `Copyright©`. In a legacy encoding it would be a letter of a word.
fn in_place(sign: u8, before: &str, after: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let (last, next) = (before.chars().next_back(), after.chars().next());
    match sign {
        0x80..=0x9f => false,
        0xa9 | 0xae => !letter(next), // â and đ in TCVN3, which end no word
        0xb2 | 0xb3 if last == Some('m') => !letter(next),
        0xb0 | 0xba if last.is_some_and(|c| c.is_ascii_digit()) => next == Some('C') || !letter(next),
        _ => !letter(last) && !letter(next),
    }
}

/// Whether a soft hyphen between these is a hyphen that was written, as what is made from PDF files has it: `NĐ-CP`, `2011-2020`,
/// `05-CT/TW`. Words are broken at lower-case letters.
fn hyphenates(before: &str, after: &str) -> bool {
    let upper = |c: Option<char>| c.is_some_and(char::is_uppercase);
    let digit = |c: char| c.is_ascii_digit();
    let (last, next) = (before.chars().next_back(), after.chars().next());
    match (last.is_some_and(digit), next.is_some_and(digit)) {
        // Years are a range; other digits are one number's.
        (true, true) => {
            let (from, to) = (before.trim_end_matches(digit), after.trim_start_matches(digit));
            before.len() - from.len() == 4 && after.len() - to.len() == 4
        }
        (from, _) => (from || upper(last)) && upper(next),
    }
}

/// Pages below this length are asked for pairs of letters too.
const SHORT: usize = 1024;

struct Stage<'p> {
    page: &'p str,
    clean: String,
    copied: usize,
    edits: Edits,
    suspect: bool,
}

impl Stage<'_> {
    fn run(&mut self, first: usize) {
        let bytes = self.page.as_bytes();
        let mut at = first;
        while at < bytes.len() {
            at = self.look(at);
            at = next_look(bytes, at);
        }
    }

    /// Handles the character at `at`; where to go on.
    fn look(&mut self, at: usize) -> usize {
        let bytes = self.page.as_bytes();
        let next = |n: usize| bytes.get(at + n).copied().unwrap_or(0);
        match bytes[at] {
            0xcc => self.decomposed(at),
            0xcd => self.marks(at),
            0xc2 => {
                match next(1) {
                    0xa0 => self.replace_letter(at, at + 2, ' '),
                    0xad => {
                        self.suspect = true;
                        let written = if hyphenates(&self.page[..at], &self.page[at + 2..]) { "-" } else { "" };
                        self.replace(at, at + 2, written);
                    }
                    sign => self.suspect |= !in_place(sign, &self.page[..at], &self.page[at + 2..]),
                }
                at + 2
            }
            0xc3 => {
                match next(1) {
                    0x90 => self.crossed(at, "Đ"),
                    0xb0 => self.crossed(at, "đ"),
                    _ => self.suspect = true,
                }
                at + 2
            }
            0xc5 => {
                self.suspect = true;
                at + 2
            }
            0xc6 => {
                self.crossed(at, "Đ");
                at + 2
            }
            0xc9 if next(1) == 0x96 => {
                self.crossed(at, "đ");
                at + 2
            }
            0xe1 | 0xe2 | 0xe3 | 0xef => self.three(at),
            _ => self.foreign(at),
        }
    }

    /// Characters of three bytes: spaces, invisible ones, full-width forms, ligatures.
    fn three(&mut self, at: usize) -> usize {
        let Some(c) = self.page[at..].chars().next() else {
            return at + 1;
        };
        let end = at + c.len_utf8();
        match c {
            '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => self.replace(at, end, " "),
            '\u{2028}' | '\u{2029}' => self.replace(at, end, "\n"),
            '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => self.replace(at, end, ""),
            '\u{200c}' | '\u{200d}' => self.joiner(at, end),
            '\u{ff01}'..='\u{ff5e}' => {
                let plain = char::from((u32::from(c) - 0xff01 + 0x21) as u8);
                self.replace(at, end, plain.encode_utf8(&mut [0; 4]));
            }
            '\u{fb00}'..='\u{fb06}' => {
                let plain = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"][(u32::from(c) - 0xfb00) as usize];
                self.replace(at, end, plain);
            }
            '\u{2010}'..='\u{2125}' | '\u{2300}'..='\u{2328}' => {}
            _ => return self.foreign(at),
        }
        end
    }

    /// A joiner is part of the grapheme before it, so the edit takes that character in.
    fn joiner(&mut self, at: usize, end: usize) {
        let before = self.page[self.copied..at].chars().next_back();
        match before {
            Some(c) if (c.is_ascii() && !c.is_ascii_control()) || letter(c).is_some() => {
                self.replace(at - c.len_utf8(), end, c.encode_utf8(&mut [0; 4]));
            }
            _ => {}
        }
    }

    /// Letters of ASCII with their marks, one after the other, and what ends the run.
    fn decomposed(&mut self, at: usize) -> usize {
        if self.copied == 0 {
            self.reserve();
        }
        let run = run(self.page.as_bytes(), self.copied, at, &mut self.clean, &mut self.edits);
        self.copied = run.copied;
        if run.odd { self.marks(run.at) } else { run.at }
    }

    /// Combining marks from `at` on, with the letter before them.
    fn marks(&mut self, at: usize) -> usize {
        let bytes = self.page.as_bytes();
        let mut base = at;
        while base > self.copied {
            base -= 1;
            if bytes[base] & 0xc0 != 0x80 {
                break;
            }
        }
        let (mut pos, mut modifier, mut tone, mut known) = (at, 0, 0, true);
        while let Some(c) = self.page[pos..].chars().next().filter(|c| matches!(c, '\u{300}'..='\u{36f}')) {
            pos += c.len_utf8();
            match mark(c) {
                Some((m, t)) => {
                    known &= modifier.min(m) + tone.min(t) == 0;
                    (modifier, tone) = (modifier | m, tone | t);
                }
                None => known &= c == '\u{34f}', // the grapheme joiner stands for nothing
            }
        }
        if pos == at {
            return self.foreign(at);
        }
        let letter = match bytes[base] {
            byte if byte.is_ascii() => Some(char::from(byte)),
            _ => self.page[base..at].chars().next(),
        };
        let composed = match letter {
            Some(letter) if known => compose(letter, modifier, tone),
            _ => None,
        };
        match composed {
            Some(c) => self.replace_letter(base, pos, c),
            None => self.nfc(base, pos),
        }
        pos
    }

    /// Plain NFC of a stretch, a grapheme at a time.
    fn nfc(&mut self, from: usize, to: usize) {
        let page = self.page;
        for (i, cluster) in page[from..to].grapheme_indices(true) {
            let composed: String = cluster.nfc().collect();
            if composed != cluster {
                self.replace(from + i, from + i + cluster.len(), &composed);
            }
        }
    }

    /// A run of other scripts' characters and what combines with them.
    fn foreign(&mut self, at: usize) -> usize {
        let rest = &self.page[at..];
        let stop = |(i, c): &(usize, char)| *i > 0 && !matches!(u32::from(*c), 0x256.. if !special(*c));
        let len = rest.char_indices().find(stop).map_or(rest.len(), |(i, _)| i);
        if is_nfc_quick(rest[..len].chars()) != IsNormalized::Yes {
            self.nfc(at, at + len);
        }
        at + len
    }

    /// A letter that stands for Đ or đ where the word is Vietnamese with it.
    fn crossed(&mut self, at: usize, read: &str) {
        let part = |c: &char| c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}');
        let before: usize = self.page[..at].chars().rev().take(MAX_WORD).take_while(part).map(char::len_utf8).sum();
        let after: usize = self.page[at..].chars().take(MAX_WORD).take_while(part).map(char::len_utf8).sum();
        let word = self.page[at - before..at + after].nfc().map(|c| match c {
            'Ð' | 'Ɖ' => 'Đ',
            'ð' | 'ɖ' => 'đ',
            _ => c,
        });
        let word: String = word.collect();
        if syllable::is_syllable(&word) || syllable::is_abbreviation(&word) {
            self.replace(at, at + 2, read);
        } else {
            self.suspect = true;
        }
    }

    /// Makes room for the clean text, when the first change is met.
    #[cold]
    fn reserve(&mut self) {
        self.clean.reserve(self.page.len());
        self.edits.reserve(self.page.len());
    }

    /// Copies what is unchanged up to `start`; what follows is read otherwise, up to `end`. Where the clean text stands.
    #[inline]
    fn copy(&mut self, start: usize, end: usize) -> usize {
        if self.copied == 0 {
            self.reserve();
        }
        self.clean.push_str(&self.page[self.copied..start]);
        self.copied = end;
        self.clean.len()
    }

    /// [`Stage::replace`] for one letter or space.
    #[inline]
    fn replace_letter(&mut self, start: usize, end: usize, letter: char) {
        let from = self.copy(start, end);
        self.clean.push(letter);
        self.edits.push(Span::of(from, self.clean.len()), Span::of(start, end));
    }

    /// The page's `start..end` reads `read`.
    #[inline]
    fn replace(&mut self, start: usize, end: usize, read: &str) {
        let from = self.copy(start, end);
        self.clean.push_str(read);
        self.edits.push(Span::of(from, self.clean.len()), Span::of(start, end));
    }
}

/// No Vietnamese word, and no abbreviation, has as many letters and marks.
const MAX_WORD: usize = 24;

/// Characters that [`Stage::look`] handles one at a time.
fn special(c: char) -> bool {
    matches!(c, '\u{256}' | '\u{1680}' | '\u{180e}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2000}'..='\u{206f}' | '\u{3000}' | '\u{fb00}'..='\u{fb06}' | '\u{feff}' | '\u{ff01}'..='\u{ff5e}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(page: &str, clean_text: &str) {
        let Clean { text: read, edits, .. } = clean(page);
        assert_eq!(read, clean_text, "{page:?}");
        if page == clean_text {
            assert!(matches!(read, Cow::Borrowed(_)) && edits.is_empty());
        }
        assert_eq!(clean(&read).text, read, "cleaning twice changes nothing: {page:?}");
    }

    #[test]
    fn letters_compose_from_any_order_of_marks() {
        for page in ["ê\u{301}", "e\u{302}\u{301}", "e\u{301}\u{302}", "é\u{302}", "ế", "e\u{34f}\u{302}\u{341}"] {
            reads(&format!("{page}t"), "ết");
        }
        for page in ["o\u{31b}\u{323}", "o\u{323}\u{31b}", "ọ\u{31b}", "ơ\u{323}"] {
            reads(page, "ợ");
        }
    }

    #[test]
    fn decomposed_pages_come_back_whole() {
        let page =
            "Điều 5: người dân ở xã Đắk Ơ, huyện Bù Gia Mập – “đổi mới” ẢẠ ẬỘỰ; năm 2021, 12.500 m2. \u{110}o\u{308} ";
        for shift in 0..40 {
            let page = format!("{}{}", "x".repeat(shift), page.repeat(1 + shift));
            let decomposed: String = page.nfd().collect();
            let got = clean(&decomposed);
            let page: String = page.nfc().collect();
            assert_eq!(got.text, page);
            for word in page.split(' ').filter(|word| !word.is_empty()) {
                let at = word.as_ptr() as usize - page.as_ptr() as usize;
                let span = got.edits.to_page(Span::of(at, at + word.len()));
                assert_eq!(decomposed[span.range()].nfc().collect::<String>(), word);
            }
        }
        reads(
            "a\u{301}\u{300}bcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz abcdefg",
            "á\u{300}bcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz abcdefg",
        );
    }

    /// Long pages are composed in blocks, short ones a letter at a time: what a page reads is what its pieces read, and
    /// leads back to them.
    #[test]
    fn pieces_read_the_same_in_a_long_page() {
        let bases = ["a", "e", "i", "o", "u", "y", "A", "O", "U", "Y", "n", "đ", "Đ", "1", " ", "ê", "ơ", "ó", "и"];
        let marks = [
            "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}", "\u{302}", "\u{306}", "\u{31b}", "\u{308}",
            "\u{327}", "\u{341}", "\u{34f}", "\u{36f}",
        ];
        let between = ["“", "–", "…", "\u{a0}", "\u{200b}", "x²", "日", "😀", "ế", "\u{ad}", "α"];
        let mut seed = 0x2009_1954_0507_2109u64;
        let mut throw = |n: usize| {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            (seed % n as u64) as usize
        };
        for wild in [0, 2, 10, 60].repeat(40) {
            let mut pieces = Vec::new();
            for _ in 0..60 {
                let usual = throw(100) >= wild;
                let mut piece = bases[throw(if usual { 10 } else { bases.len() })].to_owned();
                if usual {
                    let (tone, modifier) = (marks[throw(5)], marks[5 + throw(3)]);
                    piece.push_str(["", tone, tone, modifier][throw(4)]);
                    piece.push_str(["", "", modifier, tone][throw(4)]);
                } else {
                    (0..throw(5)).for_each(|_| piece.push_str(marks[throw(marks.len())]));
                    piece.push_str(between[throw(between.len())]);
                }
                let plain = [0, 0, 1, 2, 3, 4, 8, 14, 15, 16, 17, 40][throw(12)];
                piece.push_str(&"bcdghklmnpqrstvx ".repeat(3)[..plain]);
                if wild > 0 && throw(90) < 2 {
                    piece.push_str(&"kh ".repeat(throw(90)));
                }
                // No mark, joiner or letter of the next piece belongs to this one.
                piece.push('.');
                pieces.push(piece);
            }
            let page = pieces.concat();
            let whole = clean(&page);
            let (mut at, mut from) = (0, 0);
            for piece in &pieces {
                let part = clean(piece);
                let end = at + part.text.len();
                assert_eq!(whole.text.get(at..end), Some(&*part.text), "{piece:?}");
                for (i, c) in part.text.char_indices() {
                    let here = part.edits.to_page(Span::of(i, i + c.len_utf8()));
                    let there = whole.edits.to_page(Span::of(at + i, at + i + c.len_utf8()));
                    assert_eq!(there.range(), from + here.start() as usize..from + here.end() as usize, "{piece:?}");
                }
                (at, from) = (end, from + piece.len());
            }
            assert_eq!(at, whole.text.len());
        }
    }

    #[test]
    fn other_marks_get_plain_nfc() {
        reads("u\u{308}ber, n\u{303}, c\u{327}a", "über, ñ, ça");
        reads("x\u{301} ă\u{302} \u{301}", "x\u{301} ă\u{302} \u{301}");
        reads("\u{301}a", "\u{301}a");
        reads("и\u{306} か\u{3099} \u{1112}\u{1161}\u{11ab} \u{212b} \u{2126}", "й が 한 Å Ω");
        reads(
            "नमस्ते 日本語 العربية 👩\u{200d}👩\u{200d}👧 🇻🇳 ✓→ ½ °",
            "नमस्ते 日本語 العربية 👩\u{200d}👩\u{200d}👧 🇻🇳 ✓→ ½ °",
        );
    }

    #[test]
    fn spaces_and_what_is_not_seen() {
        reads("số\u{a0}114\u{2009}/\u{202f}QĐ\u{3000}x\u{1680}y", "số 114 / QĐ x y");
        reads(
            "NĐ\u{ad}CP 05\u{ad}CT/TW 2011\u{ad}2020 13\u{ad}46 VIỆT\u{ad} Nam\u{ad}a",
            "NĐ-CP 05-CT/TW 2011-2020 1346 VIỆT Nama",
        );
        reads("\u{feff}hội\u{ad}nghị \u{200b}a\u{2060}b\u{200e}c\u{202a}d\u{2028}e", "hộinghị abcd\ne");
        reads("4\u{200d}5\u{200c} \u{200d}x", "45 x");
    }

    #[test]
    fn full_width_and_ligatures() {
        reads("Ｓố　１１４－ＫＬ／ＴＷ（ｋ）", "Số 114-KL/TW(k)");
        reads("oﬃce ﬂoor ﬁn", "office floor fin");
    }

    #[test]
    fn crossed_d_where_the_word_is_vietnamese() {
        reads("Ðảng, ðồng, Ɖiều, HÐND, QÐ-UBND, ÐU", "Đảng, đồng, Điều, HĐND, QĐ-UBND, ĐU");
        reads("Ða\u{309}ng", "Đảng");
        reads("Guðrún, með, Ðorđe, Sauðárkrókur, VIÐ", "Guðrún, með, Ðorđe, Sauðárkrókur, VIÐ");
        reads("við blóð", "við blóð");
    }

    #[test]
    fn spans_of_an_edit() {
        let page = "hoa\u{300}\u{200b} 5\u{a0}%";
        let Clean { text: read, edits, .. } = clean(page);
        assert_eq!(read, "hoà 5 %");
        let at = |word: &str| {
            let at = read.find(word).unwrap();
            &page[edits.to_page(Span::of(at, at + word.len()))]
        };
        assert_eq!((at("hoà"), at("5 %"), at("%")), ("hoa\u{300}", "5\u{a0}%", "%"));
    }

    #[test]
    fn edits_stay_small_on_the_worst_page() {
        let page: String = "Kết luận của Ban Bí thư về đổi mới ở Việt Nam ".repeat(2000).nfd().collect();
        let edits = clean(&page).edits;
        assert!(edits.bytes() <= page.len() / 3, "{} of {}", edits.bytes(), page.len());
        let page: String = "à".repeat(10_000).nfd().collect();
        let edits = clean(&page).edits;
        assert!(edits.bytes() <= page.len(), "{} of {}", edits.bytes(), page.len());
    }
}
