//! One number for all spellings of some words, to compare them without a string.

use crate::Span;
use crate::text::key::{Class, skip_space, token_at};

/// FNV-1a.
#[derive(Clone, Copy)]
pub(crate) struct Hash(pub(crate) u64);

impl Default for Hash {
    fn default() -> Hash {
        Hash(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        // So that "1" then "14" is not "11" then "4".
        self.0 = (self.0 ^ 0xff).wrapping_mul(0x0100_0000_01b3);
    }
}

/// One number for all spellings of some words: case, tone placement and spacing do not count.
pub(crate) fn words_hash(text: &str, span: Span) -> u64 {
    let mut hash = Hash::default();
    let mut at = span.start() as usize;
    while at < span.end() as usize {
        let Some(token) = token_at(text, at) else { break };
        if token.class != Class::Mark {
            hash.add(&token.key.unspaced().bits().to_le_bytes());
        }
        let next = skip_space(text, token.span.end() as usize).0;
        at = next.max(at + 1);
    }
    hash.0
}
