//! The closed class of words that the grammar of mentions turns on, and small steps over tokens.

use once_cell::sync::Lazy;

use crate::Span;
use crate::registry::numeral::ORDINALS;
use crate::roman;
use crate::text::key::Key;
use crate::text::lexicon::Lexicon;
use crate::text::set::{self, WordSet};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

macro_rules! words {
    ($($name:ident: $($phrase:literal),+;)*) => {
        /// A word or phrase of the grammar.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub(crate) enum Word { $($name),* }

        const ALL: &[(Word, &[&str])] = &[$((Word::$name, &[$($phrase),+])),*];
    };
}

words! {
    No: "số", "sổ", "só", "sô";
    Of: "của";
    By: "do", "bởi", "ban hành bởi", "được ban hành bởi";
    Between: "giữa";
    Issued: "ban hành", "ký ban hành", "ký";
    SignedOn: "được ban hành", "ký kết", "đề";
    And: "và", "và cả", "cùng", "hoặc", "hay", "với", "cùng với", "&";
    About: "về", "vế", "về việc", "v/v", "vv", "v.v", "về viêc";
    Term: "khóa", "khóa thứ", "nhiệm kỳ khóa";
    Years: "nhiệm kỳ", "khóa nhiệm kỳ";
    Year: "năm";
    Session: "kỳ họp thứ", "kỳ họp lần thứ", "tại kỳ họp thứ", "tại kỳ họp lần thứ", "kỳ họp";
    Day: "ngày";
    Alias: "gọi tắt", "sau đây gọi", "sau đây gọi tắt", "sau đây được gọi", "sau đây được gọi tắt", "được gọi tắt", "sau đây viết tắt", "sau gọi", "sau gọi tắt", "sau viết tắt", "viết tắt", "dưới đây gọi", "gọi chung", "gọi là";
    Effect: "có hiệu lực", "có hiệu thi hành", "hiệu lực", "hết hiệu lực", "bắt đầu có hiệu lực", "đã hết hiệu lực";
    Former: "cũ", "mới";
    Many: "các", "những", "hai", "ba", "bốn", "nhiều", "một số";
    This: "này", "nói trên", "nêu trên", "kể trên", "vừa nêu", "trên đây", "đã nêu", "nói đây";
    Above: "trên";
    Level: "tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "cấp tỉnh", "cấp huyện",
        "cấp xã", "tp", "t.p", "tx", "đặc khu", "các cấp";
}

/// The words of [`Word::No`]: most numbers are told by the one word before them.
pub(super) const NUMBERING: &WordSet = set::words!["số", "sổ", "só", "sô"];

/// The first words of [`Word::And`].
pub(super) const CONJUNCTIONS: &WordSet = set::words!["và", "cùng", "hoặc", "hay", "với", "&"];

static WORDS: Lazy<Lexicon> = Lazy::new(|| {
    let phrases = ALL.iter().enumerate().flat_map(|(i, (_, phrases))| phrases.iter().map(move |p| (*p, i as u32)));
    Lexicon::new(phrases)
});

/// Whether one of the phrases of `word` starts at a position; where it ends.
pub(crate) fn word(text: &Tokens, at: usize, word: Word) -> Option<usize> {
    longest_at(text, at).filter(|(found, _)| *found == word).map(|(_, end)| end)
}

/// The longest word of the grammar that starts at a position.
#[inline]
pub(crate) fn longest_at(text: &Tokens, at: usize) -> Option<(Word, usize)> {
    WORDS.at(text, at).map(|(i, end)| (ALL[i as usize].0, end))
}

/// The longest word of the grammar that ends at a position.
#[inline]
pub(crate) fn longest_before(text: &Tokens, end: usize) -> Option<(Word, usize)> {
    WORDS.before(text, end).map(|(i, start)| (ALL[i as usize].0, start))
}

/// The keys of a phrase's words, made when the program is compiled.
macro_rules! keys {
    ($($word:literal),+) => {{
        const KEYS: &[$crate::text::key::Key] = &[$($crate::text::key::Key::of($word)),+];
        KEYS
    }};
}
pub(super) use keys;

/// Whether the words of a phrase ([`keys!`]) stand at a position; where they end. Case does not count.
#[inline]
pub(super) fn phrase(text: &Tokens, at: usize, words: &[Key]) -> Option<usize> {
    let (first, rest) = words.split_first()?;
    let mut end = text.token_at(at).filter(|t| t.key == *first)?.span.end() as usize;
    for word in rest {
        end = text.next_token(end).filter(|t| t.key == *word)?.span.end() as usize;
    }
    Some(end)
}

/// The position after white space, and after line breaks that a dump spelled out (`\\r\\n`).
#[inline]
pub(crate) fn skip(text: &Tokens, at: usize) -> usize {
    let mut pos = text.skip_space(at).0;
    while byte(text, pos) == b'\\' && matches!(byte(text, pos + 1), b'r' | b'n' | b't') {
        pos = text.skip_space(pos + 2).0;
    }
    pos
}

/// Whether a token is one of some words, in lower case.
#[inline]
pub(super) fn lower(token: &Token, words: &WordSet) -> bool {
    token.case == Case::Lower && token.one_of(words)
}

/// The ASCII character at a position, if there is one.
#[inline]
pub(crate) fn byte(text: &Tokens, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(0)
}

/// Whether nothing stands on a line behind a position.
pub(super) fn closes_line(text: &Tokens, end: usize) -> bool {
    matches!(text[end..].trim_start_matches(' ').as_bytes().first(), None | Some(b'\n' | b'\r'))
}

/// A number in Roman digits (`XIII`), Arabic digits or words (`bảy`), and where it ends.
pub(crate) fn ordinal(text: &Tokens, at: usize) -> Option<(u8, usize)> {
    let token = text.token_at(at)?;
    let end = token.span.end() as usize;
    match token.class {
        Class::Digits => text[token.span].parse().ok().map(|n| (n, end)),
        Class::Word => roman::value(&text[token.span])
            .map(|n| (n, end))
            .or_else(|| ORDINALS.at(text, at).map(|(n, end)| (n as u8, end))),
        Class::Mark => None,
    }
}

/// A term's number and where it stands: `khóa XI`, `khoá 11`; with the space lost, `khóaXI`.
pub(super) fn term_at(text: &Tokens, at: usize) -> Option<(u8, Span)> {
    let (number, span) = match word(text, at, Word::Term) {
        Some(end) => {
            let numeral = skip(text, end);
            ordinal(text, numeral).map(|(number, end)| (number, Span::of(numeral, end)))?
        }
        None => {
            let glued = text.token_at(at).filter(|t| t.case == Case::Mixed)?.span;
            let numeral = ["khóa", "khoá"].iter().find_map(|khoa| text[glued].strip_prefix(khoa))?;
            (roman::value(numeral)?, Span::new(glued.end() - numeral.len() as u32, glued.end()))
        }
    };
    (1..=39).contains(&number).then_some((number, span))
}

/// Whether a line that starts at a position is one of a decision's bases: `Căn cứ …`, behind its bullet.
pub(super) fn opens_basis(text: &Tokens, line: usize) -> bool {
    let bullet = text.token_at(skip(text, line)).filter(|t| t.class == Class::Mark);
    let first = bullet.map_or(line, |mark| mark.span.end() as usize);
    phrase(text, skip(text, first), keys!["Căn", "cứ"]).is_some()
}

/// The year at a position, if documents of the state may be of it: in a symbol, behind a law's name, in brackets.
pub(super) fn year_at(text: &Tokens, at: usize) -> Option<u16> {
    let token = text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() == 4)?;
    text[token.span].parse().ok().filter(|year| (1945..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sets_hold_the_words_of_their_phrases() {
        for (class, set) in [(Word::No, NUMBERING), (Word::And, CONJUNCTIONS)] {
            let phrases = ALL.iter().filter(|(word, _)| *word == class).flat_map(|(_, phrases)| phrases.iter());
            for phrase in phrases {
                assert!(phrase.token_at(0).unwrap().one_of(set), "{phrase}");
                assert!(class == Word::And || !phrase.contains(' '), "{phrase} is one word");
            }
        }
    }
}
