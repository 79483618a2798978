//! [`Cutter`]: where the runs of a block begin and end.

use crate::text::kinds::{BLOCK, Kinds};
use crate::text::token::sign_at;

/// Cuts a text into runs, block by block.
#[derive(Default)]
pub(super) struct Cutter {
    /// What the last byte before the block is: the lowest bit of each.
    letter: u64,
    digit: u64,
    pub(super) token: u64,
    /// The bytes of a dash or a quotation mark that began before the block.
    sign: u64,
}

/// What begins in a block, a bit for each first byte, and what ends, a bit for the byte behind it.
pub(super) struct Cuts {
    pub(super) starts: u64,
    pub(super) ends: u64,
    /// Marks and line breaks.
    pub(super) signs: u64,
    pub(super) breaks: u64,
}

impl Cutter {
    #[inline(always)]
    pub(super) fn cut(&mut self, text: &[u8], base: usize, block: &[u8; BLOCK]) -> Cuts {
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
pub(super) fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || (word != 0).then(|| pop(&mut word)))
}

/// Takes the lowest bit of a word, and says where it stood.
#[inline(always)]
pub(super) fn pop(word: &mut u64) -> usize {
    let at = word.trailing_zeros() as usize;
    *word &= word.wrapping_sub(1);
    at
}

/// The runs of a block, each from its first byte to the byte behind it.
pub(super) struct Runs {
    pub(super) base: usize,
    /// Where the next run begins.
    pub(super) start: usize,
    pub(super) starts: u64,
    pub(super) ends: u64,
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
