//! [`Tokens`]: a text with its tokens, read once, so that every look ahead or behind is a look into a table.
//!
//! The rules ask for the token at a position, or before one, about once for every byte of a page. [`Words`] is what they
//! ask: a page's [`Tokens`] answer from the table, a `str` (a phrase of the registry, a line) reads its letters.

use std::ops::Deref;

use super::key::{Case, Class, Key, SIGN, Token, plain_at, read_at, read_before, sign_at};
use crate::Span;

/// A text that is looked at token by token.
pub(crate) trait Words {
    /// The text itself.
    fn as_text(&self) -> &str;

    /// The token that starts exactly at `at`; `None` at white space and at the end.
    fn token_at(&self, at: usize) -> Option<Token>;

    /// The token that ends exactly at `end`; `None` at white space and at the start.
    fn token_before(&self, end: usize) -> Option<Token>;
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

/// The tokens of a text, in order; the buffers are kept from page to page.
#[derive(Default)]
pub(crate) struct Table {
    tokens: Vec<Token>,
    /// For the first and the last byte of each token its place in `tokens`, from one; 0 elsewhere.
    places: Vec<u32>,
    /// The places of digits, and of words that something is noted of.
    noted: Vec<u32>,
    /// The marks and line breaks, in order.
    signs: Vec<Sign>,
    /// Where each line ends, in order.
    lines: Vec<LineEnd>,
    /// The words read last, each where its letters send it: pages say the same few thousand words over and over.
    words: Vec<Word>,
}

/// A mark or a line break: what parts sentences, clauses and asides.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sign {
    pub(crate) at: u32,
    /// The character, where Windows-1252 has it; 0 for any other.
    pub(crate) mark: u8,
}

/// The end of a line: its break, or the end of the text.
#[derive(Clone, Copy, Debug)]
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
}

/// A run of letters as its bytes spell it, and what the word is.
#[derive(Clone, Copy, Default)]
struct Word {
    run: Run,
    key: Key,
    case: Case,
    note: u8,
}

impl Word {
    #[inline(always)]
    fn at(self, start: usize, end: usize) -> Token {
        let Word { key, case, note, .. } = self;
        Token { span: Span::of(start, end), key, class: Class::Word, case, note }
    }
}

/// Up to sixteen bytes, zeros after them: ASCII letters and whatever is not ASCII.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Run {
    low: u64,
    high: u64,
}

impl Run {
    /// The run of `len` bytes at `start`; `None` for a longer one, and within sixteen bytes of the end.
    #[inline(always)]
    fn at(bytes: &[u8], start: usize, len: usize) -> Option<Run> {
        let (low, rest) = bytes.get(start..)?.split_first_chunk()?;
        let low = u64::from_le_bytes(*low);
        if len <= 8 {
            return Some(Run { low: low & BELOW[len & 15], high: 0 });
        }
        let high = u64::from_le_bytes(*rest.first_chunk()?);
        (len <= 16).then(|| Run { low, high: high & BELOW[(len - 8) & 15] })
    }

    /// Where among the words read last this one would be.
    #[inline(always)]
    fn place(self) -> usize {
        let mixed = (self.low ^ self.high.rotate_left(23)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> (64 - WORDS.trailing_zeros())) as usize
    }
}

/// The first bytes of eight, by how many.
const BELOW: [u64; 16] = {
    let mut below = [u64::MAX; 16];
    let mut len = 0;
    while len < 8 {
        below[len] = (1 << (8 * len)) - 1;
        len += 1;
    }
    below
};

/// How many words are kept; a power of two.
const WORDS: usize = 1 << 13;

/// How many bytes are looked at together: as many as a word has bits.
const BLOCK: usize = 64;

/// A bit for each byte of a block that ends a run: ASCII, and no letter.
#[inline(always)]
fn stops(block: &[u8]) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let mut stops = 0;
    for (i, bytes) in block.chunks_exact(8).enumerate() {
        let bytes = u64::from_le_bytes(bytes.try_into().unwrap_or_default());
        let lower = (bytes | (0x20 * EACH)) & !HIGH;
        let from_a = lower + (0x80 - b'a' as u64) * EACH;
        let beyond_z = lower + (0x80 - b'z' as u64 - 1) * EACH;
        let ends = !((from_a & !beyond_z) | bytes) & HIGH;
        // The high bits of eight bytes, side by side.
        stops |= (ends >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56 << (8 * i);
    }
    stops
}

impl Table {
    /// Reads the tokens of a text; `note` says of each word what is to be kept with it.
    pub(crate) fn read(&mut self, text: &str, note: impl Fn(Key) -> u8) {
        self.tokens.clear();
        self.noted.clear();
        self.signs.clear();
        self.lines.clear();
        self.places.clear();
        self.places.resize(text.len(), 0);
        self.words.resize(WORDS, Word::default());
        let bytes = text.as_bytes();
        let mut start = 0;
        let (mut base, blocks) = (0, bytes.chunks_exact(BLOCK));
        // The zeros after the text end its last run.
        let (rest, mut last) = (blocks.remainder(), [0; BLOCK]);
        last[..rest.len()].copy_from_slice(rest);
        for block in blocks.chain([&last[..]]) {
            start = self.read_block(text, start, base, stops(block), &note);
            base += BLOCK;
        }
        self.end_line(text.len());
    }

    #[inline(always)]
    fn end_line(&mut self, at: usize) {
        self.lines.push(LineEnd { at: at as u32, tokens: self.tokens.len() as u32 });
    }

    /// Reads what begins at `start` and ends at a stop; gives where the next token may begin.
    #[inline(always)]
    fn read_block(
        &mut self,
        text: &str,
        mut start: usize,
        base: usize,
        mut stops: u64,
        note: &impl Fn(Key) -> u8,
    ) -> usize {
        let bytes = text.as_bytes();
        while stops != 0 {
            let stop = base + stops.trailing_zeros() as usize;
            stops &= stops - 1;
            if stop < start {
                continue;
            }
            if start < stop {
                self.read_run(text, start, stop, note);
            }
            start = stop + 1;
            let Some(&mark) = bytes.get(stop) else { break };
            if mark > b' ' {
                if let Some(token) = plain_at(bytes, stop) {
                    self.push(token);
                    start = token.span.end() as usize;
                }
            }
            if mark == b'\n' {
                self.end_line(stop);
            }
            if mark == b'\n' || (mark > b' ' && !mark.is_ascii_digit()) {
                self.signs.push(Sign { at: stop as u32, mark });
            }
        }
        start
    }

    /// Reads a run of letters, which may hold signs and marks outside ASCII.
    #[inline(always)]
    fn read_run(&mut self, text: &str, start: usize, stop: usize, note: &impl Fn(Key) -> u8) {
        match Run::at(text.as_bytes(), start, stop - start).and_then(|run| self.known(run)) {
            Some(word) => self.push(word.at(start, stop)),
            None => self.part_run(text, start, stop, note),
        }
    }

    /// The word that a run is, if it was met lately.
    #[inline(always)]
    fn known(&self, run: Run) -> Option<Word> {
        let place = run.place();
        [place, place ^ 1].into_iter().map(|place| self.words[place]).find(|word| word.run == run)
    }

    /// Reads a run that is no known word: the signs before and after it by themselves.
    #[inline(never)]
    fn part_run(&mut self, text: &str, start: usize, stop: usize, note: &impl Fn(Key) -> u8) {
        let bytes = text.as_bytes();
        let (mut from, mut to) = (start, stop);
        while let Some(sign) = sign_at(bytes, from).filter(|_| from < stop) {
            self.push_sign(sign);
            from += SIGN;
        }
        while to >= from + SIGN && sign_at(bytes, to - SIGN).is_some() {
            to -= SIGN;
        }
        if from < to {
            match Run::at(bytes, from, to - from).and_then(|run| self.known(run)) {
                Some(word) => self.push(word.at(from, to)),
                None => self.learn(text, from, to, note),
            }
        }
        for at in (to..stop).step_by(SIGN) {
            sign_at(bytes, at).into_iter().for_each(|sign| self.push_sign(sign));
        }
    }

    /// Reads what was not met lately. A run that is one word is kept: nothing beyond it tells what it is.
    fn learn(&mut self, text: &str, start: usize, stop: usize, note: &impl Fn(Key) -> u8) {
        let mut at = start;
        while at < stop {
            let Some(mut token) = read_at(text, at) else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            token.note = note(token.key);
            if token.class == Class::Mark {
                self.push_sign(token);
            } else {
                self.push(token);
            }
            if token.class == Class::Word && token.span == Span::of(start, stop) {
                if let Some(run) = Run::at(text.as_bytes(), start, stop - start) {
                    let Token { key, case, note, .. } = token;
                    let place = run.place();
                    self.words[place ^ 1] = self.words[place];
                    self.words[place] = Word { run, key, case, note };
                }
            }
            at = token.span.end() as usize;
        }
    }

    fn push_sign(&mut self, token: Token) {
        const NAMED: [(Key, u8); 3] =
            [(Key::of("…"), Sign::ELLIPSIS), (Key::of("“"), Sign::OPENING), (Key::of("”"), Sign::CLOSING)];
        let mark = NAMED.iter().find(|(key, _)| *key == token.key).map_or(0, |(_, mark)| *mark);
        self.signs.push(Sign { at: token.span.start(), mark });
        self.push(token);
    }

    #[inline(always)]
    fn push(&mut self, token: Token) {
        if token.note != 0 || token.class == Class::Digits {
            self.noted.push(self.tokens.len() as u32);
        }
        self.tokens.push(token);
        let place = self.tokens.len() as u32;
        self.places[token.span.start() as usize] = place;
        self.places[token.span.end() as usize - 1] = place;
    }

    /// The digits, and the words that something is noted of, in order.
    pub(crate) fn noted(&self) -> impl Iterator<Item = &Token> {
        self.noted.iter().filter_map(|&place| self.tokens.get(place as usize))
    }

    /// The table with the text that it was read from.
    pub(crate) fn of<'t>(&'t self, text: &'t str) -> Tokens<'t> {
        Tokens { text, table: self }
    }

    /// The token that has its first or its last byte at `at`.
    #[inline]
    fn token(&self, at: usize) -> Option<&Token> {
        let place = *self.places.get(at)? as usize;
        self.tokens.get(place.wrapping_sub(1))
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
    tokens: Vec::new(),
    places: Vec::new(),
    noted: Vec::new(),
    signs: Vec::new(),
    lines: Vec::new(),
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
        let (mut start, mut end) = (stretch.start() as usize, (stretch.end() as usize).min(places.len()));
        // White space has no place; a token that is cut has its place beyond the stretch, or within it.
        while start < end && places[start] == 0 {
            start += 1;
        }
        while start < end && places[end - 1] == 0 {
            end -= 1;
        }
        if start >= end {
            return &[];
        }
        let (first, last) = (places[start] as usize - 1, places[end - 1] as usize - 1);
        let cut_before = tokens[first].span.start() < stretch.start();
        let cut_behind = tokens[last].span.end() > stretch.end();
        tokens.get(first + usize::from(cut_before)..last + 1 - usize::from(cut_behind)).unwrap_or_default()
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_reading_says() {
        let text = "Kết luận số 114- KL/TW,  ngày\u{a0}14.7.2015…\n\n“Müller” 12a\u{301} ẤẤ 😀ư";
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
            }
        }
    }
}
