//! [`Pair`]: the words that were read last, and what they are.

use crate::text::key::Key;
use crate::text::token::Attributes;

/// What a run of bytes is.
#[derive(Clone, Copy, Default)]
pub(super) struct Word {
    pub(super) run: Run,
    pub(super) key: Key,
    pub(super) attributes: Attributes,
}

/// Up to sixteen bytes, zeros after them.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Run {
    low: u64,
    high: u64,
}

impl Run {
    /// The most bytes of a run.
    pub(super) const MOST: usize = 16;

    /// The run at `start` whose last byte is the one `last` bytes on; `None` for a longer one, and within sixteen bytes of
    /// the end.
    #[inline(always)]
    pub(super) fn at(bytes: &[u8], start: usize, last: usize) -> Option<Run> {
        let bytes = u128::from_le_bytes(*bytes.get(start..)?.first_chunk()?);
        let (low, high) = FIRST.get(last)?;
        Some(Run { low: bytes as u64 & low, high: (bytes >> 64) as u64 & high })
    }

    /// Where among the runs read last this one would be.
    #[inline(always)]
    pub(super) fn place(self) -> usize {
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
pub(super) struct Pair([Word; 2]);

impl Pair {
    /// The word that a run is. Which of the two no branch foretells; few pairs begin with the same eight bytes, and of those
    /// one is read anew.
    #[inline(always)]
    pub(super) fn word(&self, run: Run) -> Option<&Word> {
        let Pair(words) = self;
        let word = &words[usize::from(words[1].run.low == run.low)];
        (word.run == run).then_some(word)
    }

    pub(super) fn keep(&mut self, word: Word) {
        self.0 = [word, self.0[0]];
    }
}

/// How many pairs of words are kept; a power of two.
pub(super) const PAIRS: usize = 1 << 12;
