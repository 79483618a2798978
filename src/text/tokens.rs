//! [`Tokens`]: a text with its tokens, read once, so that every look ahead or behind is a look into a table.
//!
//! The rules ask for the token at a position, or before one, about once for every byte of a page. [`Words`] is what they
//! ask: a page's [`Tokens`] answer from the table.

use std::ops::Deref;

use super::key::Key;
use super::kinds::{BLOCK, Kinds};
use super::token::{Attributes, Class, SIGN, Token, Words, read_at, read_before, sign_at};
use crate::Span;

/// The tokens of a text, in order; the buffers are kept from page to page.
#[derive(Default)]
pub(crate) struct Table {
    tokens: List<Token>,
    /// For the first and the last byte of each token its place in `tokens`; elsewhere what another text left there.
    places: Vec<u32>,
    /// The places of digits, and of words that something is noted of.
    noted: List<u32>,
    /// The marks and line breaks, in order.
    signs: List<Sign>,
    /// Where each line ends, in order.
    lines: List<LineEnd>,
    /// The runs read last, each where its bytes send it: pages say the same few thousand words over and over.
    words: Vec<Pair>,
}

/// A list that is written page after page into room made before, so that nothing branches on what is written.
#[derive(Default)]
struct List<T> {
    items: Vec<T>,
    len: usize,
}

impl<T> List<T> {
    const EMPTY: List<T> = List { items: Vec::new(), len: 0 };
}

impl<T: Copy + Default> List<T> {
    /// Whether there is room for fewer items than a block has bytes.
    #[inline(always)]
    fn is_full(&self) -> bool {
        self.items.len() < self.len + BLOCK
    }

    /// Makes room; what was made for longer pages is kept.
    fn make_room(&mut self) {
        if self.is_full() {
            self.items.resize(2 * self.len + BLOCK, T::default());
        }
    }

    /// Writes some items, fewer than a block has bytes. There must be room.
    #[inline(always)]
    fn extend(&mut self, items: impl Iterator<Item = T>) {
        let mut len = self.len;
        for item in items {
            self.items[len] = item;
            len += 1;
        }
        self.len = len;
    }

    /// Writes an item, and counts it if it is to be kept. There must be room.
    #[inline(always)]
    fn push_if(&mut self, keep: bool, item: T) {
        self.items[self.len] = item;
        self.len += usize::from(keep);
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        &self.items[..self.len]
    }
}

/// A mark or a line break: what parts sentences, clauses and asides.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Sign {
    pub(crate) at: u32,
    /// The character, where Windows-1252 has it; 0 for any other.
    pub(crate) mark: u8,
}

/// The end of a line: its break, or the end of the text.
#[derive(Clone, Copy, Default, Debug)]
struct LineEnd {
    at: u32,
    /// How many tokens stand before it.
    tokens: u32,
}

impl Sign {
    /// `…`
    pub(crate) const ELLIPSIS: u8 = 0x85;
    /// `“`
    pub(crate) const OPENING: u8 = 0x93;
    /// `”`
    pub(crate) const CLOSING: u8 = 0x94;

    /// The sign at `at`: an ASCII character, or a dash or a quotation mark.
    #[inline(always)]
    fn at(bytes: &[u8], at: usize) -> Sign {
        let mark = if bytes[at].is_ascii() { bytes[at] } else { Sign::beyond_ascii(&bytes[at..]) };
        Sign { at: at as u32, mark }
    }

    #[cold]
    fn beyond_ascii(bytes: &[u8]) -> u8 {
        match bytes.get(..SIGN) {
            Some([0xe2, 0x80, 0xa6]) => Sign::ELLIPSIS,
            Some([0xe2, 0x80, 0x9c]) => Sign::OPENING,
            Some([0xe2, 0x80, 0x9d]) => Sign::CLOSING,
            _ => 0,
        }
    }
}

/// What a run of bytes is.
#[derive(Clone, Copy, Default)]
struct Word {
    run: Run,
    key: Key,
    attributes: Attributes,
}

/// Up to sixteen bytes, zeros after them.
#[derive(Clone, Copy, Default, PartialEq)]
struct Run {
    low: u64,
    high: u64,
}

impl Run {
    /// The most bytes of a run.
    const MOST: usize = 16;

    /// The run at `start` whose last byte is the one `last` bytes on; `None` for a longer one, and within sixteen bytes of
    /// the end.
    #[inline(always)]
    fn at(bytes: &[u8], start: usize, last: usize) -> Option<Run> {
        let bytes = u128::from_le_bytes(*bytes.get(start..)?.first_chunk()?);
        let (low, high) = FIRST.get(last)?;
        Some(Run { low: bytes as u64 & low, high: (bytes >> 64) as u64 & high })
    }

    /// Where among the runs read last this one would be.
    #[inline(always)]
    fn place(self) -> usize {
        let mixed = (self.low ^ self.high.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> (64 - PAIRS.trailing_zeros())) as usize
    }
}

/// The first bytes of sixteen, by how many stand before the last of them.
const FIRST: [(u64, u64); Run::MOST] = {
    let mut first = [(u64::MAX, 0); Run::MOST];
    let mut last = 0;
    while last < 7 {
        first[last].0 = (1 << (8 * (last + 1))) - 1;
        first[last + 8].1 = first[last].0;
        last += 1;
    }
    first[Run::MOST - 1].1 = u64::MAX;
    first
};

/// Two words that one place is for, in one line of the processor's cache.
#[derive(Clone, Copy, Default)]
#[repr(align(64))]
struct Pair([Word; 2]);

impl Pair {
    /// The word that a run is. Which of the two no branch foretells; few pairs begin with the same eight bytes, and of those
    /// one is read anew.
    #[inline(always)]
    fn word(&self, run: Run) -> Option<&Word> {
        let Pair(words) = self;
        let word = &words[usize::from(words[1].run.low == run.low)];
        (word.run == run).then_some(word)
    }

    fn keep(&mut self, word: Word) {
        self.0 = [word, self.0[0]];
    }
}

/// How many pairs of words are kept; a power of two.
const PAIRS: usize = 1 << 12;

/// Cuts a text into runs, block by block.
#[derive(Default)]
struct Cutter {
    /// What the last byte before the block is: the lowest bit of each.
    letter: u64,
    digit: u64,
    token: u64,
    /// The bytes of a dash or a quotation mark that began before the block.
    sign: u64,
}

/// What begins in a block, a bit for each first byte, and what ends, a bit for the byte behind it.
struct Cuts {
    starts: u64,
    ends: u64,
    /// Marks and line breaks.
    signs: u64,
    breaks: u64,
}

impl Cutter {
    #[inline(always)]
    fn cut(&mut self, text: &[u8], base: usize, block: &[u8; BLOCK]) -> Cuts {
        let mut kinds = Kinds::of(block);
        let (mut signs, mut within) = (0, std::mem::take(&mut self.sign));
        for at in bits(kinds.signs).filter(|&at| sign_at(text, base + at).is_some()) {
            let rest = 0b110_u128 << at;
            signs |= 1 << at;
            within |= rest as u64;
            self.sign |= (rest >> BLOCK) as u64;
        }
        kinds.letters &= !(signs | within);
        let letters = kinds.letters & ((kinds.letters << 1) | self.letter);
        let digits = kinds.digits & ((kinds.digits << 1) | self.digit);
        let (tokens, first) = (!kinds.blanks, !(letters | digits | within));
        let ends = ((tokens << 1) | self.token) & first;
        let last = |kind: u64| kind >> (BLOCK - 1);
        (self.letter, self.digit, self.token) = (last(kinds.letters), last(kinds.digits), last(tokens));
        let marks = tokens & !(kinds.letters | kinds.digits | within);
        Cuts { starts: tokens & first, ends, signs: marks | kinds.breaks, breaks: kinds.breaks }
    }
}

/// The places of the bits of a word, in order.
#[inline(always)]
fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || (word != 0).then(|| pop(&mut word)))
}

/// Takes the lowest bit of a word, and says where it stood.
#[inline(always)]
fn pop(word: &mut u64) -> usize {
    let at = word.trailing_zeros() as usize;
    *word &= word.wrapping_sub(1);
    at
}

/// The runs of a block, each from its first byte to the byte behind it.
struct Runs {
    base: usize,
    /// Where the next run begins.
    start: usize,
    starts: u64,
    ends: u64,
}

impl Iterator for Runs {
    type Item = (usize, usize);

    #[inline(always)]
    fn next(&mut self) -> Option<(usize, usize)> {
        (self.ends != 0).then(|| {
            let run = (self.start, self.base + pop(&mut self.ends));
            self.start = self.base + pop(&mut self.starts);
            run
        })
    }
}

impl Table {
    /// Reads the tokens of a text; `note` says of each word what is to be kept with it.
    pub(crate) fn read(&mut self, text: &str, note: impl Fn(Key) -> u8) {
        self.tokens.len = 0;
        self.noted.len = 0;
        self.signs.len = 0;
        self.lines.len = 0;
        self.places.resize(text.len().max(self.places.len()), 0);
        self.words.resize(PAIRS, Pair::default());
        let bytes = text.as_bytes();
        let (mut cutter, mut open) = (Cutter::default(), 0);
        let mut read = |base: usize, block: &[u8; BLOCK]| {
            if self.is_full() {
                self.make_room();
            }
            let goes_on = cutter.token == 1;
            let Cuts { mut starts, ends, signs, breaks } = cutter.cut(bytes, base, block);
            self.signs.extend(bits(signs).map(|at| Sign::at(bytes, base + at)));
            let start = if goes_on { open } else { base + pop(&mut starts) };
            let mut runs = Runs { base, start, starts, ends };
            while let Some((start, end)) = self.read_known(bytes, &mut runs) {
                self.learn(text, start, end, &note);
            }
            open = runs.start;
            bits(breaks).for_each(|at| self.end_line(base + at));
        };
        let (mut base, mut rest) = (0, bytes);
        while let Some((block, behind)) = rest.split_first_chunk() {
            read(base, block);
            (base, rest) = (base + BLOCK, behind);
        }
        // The spaces after the text end its last token.
        let mut last = [b' '; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        read(base, &last);
        self.end_line(text.len());
    }

    /// The longest text so far.
    #[cfg(all(test, feature = "batch"))]
    pub(crate) fn room(&self) -> usize {
        self.places.len()
    }

    /// Notes the end of a line that ended in the last block.
    #[inline(always)]
    fn end_line(&mut self, at: usize) {
        // Most lines end with a token, or are empty.
        let last = at.checked_sub(1).and_then(|last| self.token(last)).filter(|token| token.span.end() as usize == at);
        let empty = || self.lines.last().filter(|line| line.at as usize + 1 == at).map(|line| line.tokens);
        let tokens = last.map(|last| last.place).or_else(empty).unwrap_or_else(|| self.starting_before(at));
        self.lines.push_if(true, LineEnd { at: at as u32, tokens });
    }

    /// How many tokens start before a place in the last block.
    fn starting_before(&self, at: usize) -> u32 {
        let after = self.tokens.iter().rev().take_while(|token| token.span.start() as usize > at).count();
        (self.tokens.len - after) as u32
    }

    /// Whether a list has no room for all that a block may hold.
    #[inline(always)]
    fn is_full(&self) -> bool {
        self.tokens.is_full() | self.noted.is_full() | self.signs.is_full() | self.lines.is_full()
    }

    #[cold]
    fn make_room(&mut self) {
        self.tokens.make_room();
        self.noted.make_room();
        self.signs.make_room();
        self.lines.make_room();
    }

    /// Reads runs of letters or of digits, and marks, as long as they are words met lately; returns the first that is not.
    #[inline(always)]
    fn read_known(&mut self, text: &[u8], runs: &mut Runs) -> Option<(usize, usize)> {
        let words = self.words.first_chunk::<PAIRS>()?;
        let (tokens, noted) = (&mut self.tokens.items[..], &mut self.noted.items[..]);
        let places = &mut self.places[..text.len()];
        let (mut here, mut marked) = (self.tokens.len, self.noted.len);
        let unknown = runs.find(|&(start, end)| {
            let last = end - 1 - start;
            let Some(run) = Run::at(text, start, last) else { return true };
            let Some(word) = words[run.place()].word(run) else { return true };
            let Some(seats) = places[start..].first_chunk_mut::<{ Run::MOST }>() else { return true };
            (seats[0], seats[last]) = (here as u32, here as u32);
            noted[marked] = here as u32;
            marked += usize::from(word.attributes.note != 0);
            let span = Span::sized(start, last + 1);
            tokens[here] = Token { span, key: word.key, attributes: word.attributes, place: here as u32 + 1 };
            here += 1;
            false
        });
        (self.tokens.len, self.noted.len) = (here, marked);
        unknown
    }

    /// Reads what was not met lately. A run that is one word or mark is kept: nothing beyond it tells what it is.
    #[inline(never)]
    fn learn(&mut self, text: &str, start: usize, end: usize, note: &impl Fn(Key) -> u8) {
        let mut at = start;
        while at < end {
            let Some(mut token) = read_at(text, at) else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            token.attributes.note = note(token.key);
            if token.span == Span::of(start, end) && token.class != Class::Digits {
                if let Some(run) = Run::at(text.as_bytes(), start, end - 1 - start) {
                    self.words[run.place()].keep(Word { run, key: token.key, attributes: token.attributes });
                }
            }
            let Table { tokens, noted, places, .. } = self;
            let here = tokens.len as u32;
            noted.push_if(token.note != 0 || token.class == Class::Digits, here);
            places[at] = here;
            at = token.span.end() as usize;
            places[at - 1] = here;
            tokens.push_if(true, Token { place: here + 1, ..token });
            // A run may hold many tokens.
            if self.is_full() {
                self.make_room();
            }
        }
    }

    /// The digits, and the words that something is noted of, in order.
    pub(crate) fn noted(&self) -> impl Iterator<Item = &Token> {
        self.noted.iter().filter_map(|&place| self.tokens.get(place as usize))
    }

    /// The table with the text that it was read from.
    pub(crate) fn of<'t>(&'t self, text: &'t str) -> Tokens<'t> {
        Tokens { text, table: self }
    }

    /// The token at a place, from zero.
    #[inline]
    fn listed(&self, place: usize) -> Option<&Token> {
        self.tokens.get(place)
    }

    /// The token that has its first or its last byte at `at`.
    #[inline]
    fn token(&self, at: usize) -> Option<&Token> {
        let token = self.tokens.get(*self.places.get(at)? as usize)?;
        (token.span.start() as usize == at || token.span.end() as usize == at + 1).then_some(token)
    }
}

/// A text with its tokens; it reads like the `str` that it is of.
#[derive(Clone, Copy)]
pub(crate) struct Tokens<'t> {
    text: &'t str,
    table: &'t Table,
}

/// The table of a text that was not read: every token is read when it is asked for.
static UNREAD: Table = Table {
    tokens: List::EMPTY,
    places: Vec::new(),
    noted: List::EMPTY,
    signs: List::EMPTY,
    lines: List::EMPTY,
    words: Vec::new(),
};

impl<'t> Tokens<'t> {
    /// A text without a table, for a look at a few tokens.
    pub(crate) fn plain(text: &'t str) -> Tokens<'t> {
        UNREAD.of(text)
    }

    /// The tokens that lie within a stretch.
    pub(crate) fn within(&self, stretch: Span) -> &'t [Token] {
        let Table { tokens, places, .. } = self.table;
        let bytes = stretch.start() as usize..(stretch.end() as usize).min(places.len());
        let token = |at| self.table.token(at);
        let (Some(first), Some(last)) = (bytes.clone().find_map(token), bytes.rev().find_map(token)) else {
            return &[];
        };
        // A token that is cut has its other end beyond the stretch.
        let before = first.place - u32::from(first.span.start() >= stretch.start());
        let upto = last.place - u32::from(last.span.end() > stretch.end());
        tokens.get(before as usize..upto as usize).unwrap_or_default()
    }

    /// The lines of the text that the table was read from: each without its break, with its tokens.
    pub(crate) fn line_by_line(&self) -> impl Iterator<Item = (Span, &'t [Token])> {
        let Table { tokens, lines, .. } = self.table;
        let (mut start, mut first) = (0, 0);
        lines.iter().map(move |end| {
            let line = (Span::new(start, end.at), tokens.get(first..end.tokens as usize).unwrap_or_default());
            (start, first) = (end.at + 1, end.tokens as usize);
            line
        })
    }

    /// The digits, and the words that something is noted of, in order.
    pub(crate) fn noted(&self) -> impl Iterator<Item = &'t Token> {
        self.table.noted()
    }

    /// The text up to its end or to white space: what looks ahead stops there.
    pub(crate) fn upto(&self, end: usize) -> Tokens<'t> {
        Tokens { text: &self.text[..end], table: self.table }
    }

    /// The marks and line breaks from `from` up to `to`, in order; none where the text has no table.
    #[inline]
    pub(crate) fn signs(&self, from: usize, to: usize) -> &'t [Sign] {
        let signs = &self.table.signs;
        let first = signs.partition_point(|sign| (sign.at as usize) < from);
        let count = signs[first..].iter().take_while(|sign| (sign.at as usize) < to).count();
        &signs[first..first + count]
    }

    /// The marks and line breaks before `to`, in order; none where the text has no table.
    #[inline]
    pub(crate) fn signs_before(&self, to: usize) -> &'t [Sign] {
        let signs = &self.table.signs;
        &signs[..signs.partition_point(|sign| (sign.at as usize) < to)]
    }

    /// White space, the middle of a token, or a text without a table.
    #[cold]
    fn unlisted_at(&self, at: usize) -> Option<Token> {
        read_at(self.text, at)
    }

    #[cold]
    fn unlisted_before(&self, end: usize) -> Option<Token> {
        read_before(self.text, end)
    }

    /// [`Words::after`] over a line break or more than one space.
    #[inline(never)]
    fn far_after(&self, end: usize) -> Option<(Token, bool)> {
        let (at, spaced) = self.skip_space(end);
        Some((self.token_at(at)?, spaced))
    }

    #[inline(never)]
    fn far_before(&self, start: usize) -> Option<(Token, bool)> {
        let (end, spaced) = self.skip_space_back(start);
        Some((self.token_before(end)?, spaced))
    }
}

impl Deref for Tokens<'_> {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.text
    }
}

impl Words for Tokens<'_> {
    #[inline]
    fn as_text(&self) -> &str {
        self.text
    }

    #[inline]
    fn token_at(&self, at: usize) -> Option<Token> {
        match self.table.token(at) {
            Some(token) if token.span.start() as usize == at => Some(*token),
            _ if *self.text.as_bytes().get(at)? <= b' ' => None,
            _ => self.unlisted_at(at),
        }
    }

    #[inline]
    fn token_before(&self, end: usize) -> Option<Token> {
        let last = end.checked_sub(1)?;
        match self.table.token(last) {
            Some(token) if token.span.end() as usize == end => Some(*token),
            _ if *self.text.as_bytes().get(last)? <= b' ' => None,
            _ => self.unlisted_before(end),
        }
    }

    #[inline]
    fn after(&self, token: &Token) -> Option<(Token, bool)> {
        let end = token.span.end() as usize;
        match self.table.listed(token.place as usize).filter(|next| next.span.end() as usize <= self.text.len()) {
            Some(next) if next.span.start() as usize == end => Some((*next, false)),
            Some(next) if next.span.start() as usize == end + 1 && self.text.as_bytes()[end] == b' ' => {
                Some((*next, true))
            }
            _ => self.far_after(end),
        }
    }

    #[inline]
    fn before(&self, token: &Token) -> Option<(Token, bool)> {
        let start = token.span.start() as usize;
        match self.table.listed((token.place as usize).wrapping_sub(2)) {
            Some(last) if last.span.end() as usize == start => Some((*last, false)),
            Some(last) if last.span.end() as usize + 1 == start && self.text.as_bytes()[start - 1] == b' ' => {
                Some((*last, true))
            }
            _ => self.far_before(start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_reading_says() {
        let text =
            "Kết luận số 114- KL/TW,  ngày\u{a0}14.7.2015…\n\n“Müller” 12a\u{301} ẤẤ 😀ư\n nay\r\n\r\n—a\u{c}b\tc";
        let text = format!("{text} Llanfairpwllgwyngyll “Đề “ nghiêngxx nghiêngxxx 3×4 Nam”");
        let mut table = Table::default();
        // Whatever stands where blocks of bytes meet.
        let moved = (0..70).map(|by| " ".repeat(by) + &text);
        for text in moved.chain(["", " ", "a", "ă”"].map(str::to_owned)) {
            let text = text.as_str();
            table.read(text, |_| 0);
            let tokens = table.of(text);
            for at in (0..=text.len() + 2).filter(|&at| text.is_char_boundary(at) || at > text.len()) {
                let span = |token: Option<Token>| token.map(|t| (t.span, t.key, t.case, t.class));
                assert_eq!(span(tokens.token_at(at)), span(text.token_at(at)), "at {at}");
                assert_eq!(span(tokens.token_before(at)), span(text.token_before(at)), "before {at}");
                let far = |found: Option<(Token, bool)>| found.map(|(token, spaced)| (span(Some(token)), spaced));
                if let Some(token) = tokens.token_at(at) {
                    assert_eq!(far(tokens.after(&token)), far(text.after(&token)), "after {at}");
                    assert_eq!(far(tokens.before(&token)), far(text.before(&token)), "before {at}");
                }
            }
        }
    }
}
