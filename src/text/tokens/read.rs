//! Reading a text's tokens into its [`Table`].

use super::cut::{Cuts, Cutter, Runs, bits, pop};
use super::met::{PAIRS, Pair, Run, Word};
use super::{LineEnd, Sign, Table};
use crate::Span;
use crate::text::key::Key;
use crate::text::kinds::BLOCK;
use crate::text::token::{Case, Class, Token, read_at};

/// The bit of a word's note that says that it holds `Ảnh`, which opens a picture's credit: stripped pages glue it to the word
/// before.
pub(crate) const PICTURE: u8 = 1 << 7;

fn holds_picture(word: &str) -> bool {
    const WORD: &[u8] = "Ảnh".as_bytes();
    word.as_bytes().windows(WORD.len()).any(|piece| piece == WORD)
}

impl Table {
    /// Reads the tokens of a text; `note` says of each word what is to be kept with it, in all bits but [`PICTURE`].
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
            if token.class == Class::Word {
                let pictured = token.case != Case::Lower && holds_picture(&text[token.span]);
                token.attributes.note = note(token.key) | if pictured { PICTURE } else { 0 };
            }
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
            if at < end && self.is_full() {
                self.make_room();
            }
        }
    }
}
