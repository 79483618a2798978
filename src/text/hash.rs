//! FNV-1a: one number for a short name, or for all spellings of some words, to compare them without a string.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::Span;
use crate::text::key::Key;
use crate::text::token::{Class, Words};

/// A map by such hashes. Nobody who writes pages gains by names that meet.
pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Hash>>;

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
        self.write(bytes);
        // So that "1" then "14" is not "11" then "4".
        self.0 = (self.0 ^ 0xff).wrapping_mul(0x0100_0000_01b3);
    }
}

/// The hash of a name.
#[cfg(feature = "html")]
pub(crate) fn fnv(name: &[u8]) -> u64 {
    let mut hash = Hash::default();
    hash.write(name);
    hash.finish()
}

impl Hasher for Hash {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    /// For what is spread already: hashed names, packed keys.
    fn write_u64(&mut self, n: u64) {
        self.0 = (self.0 ^ n).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// One number for all spellings of some words: case, tone placement and spacing do not count.
pub(crate) fn words_hash(text: &(impl Words + ?Sized), span: Span) -> u64 {
    const ARTICLES: Key = Key::of("điều");
    const LAW: Key = Key::of("luật");
    const OF: Key = Key::of("của");
    let mut hash = Hash::default();
    let mut at = span.start() as usize;
    let mut last = LAW;
    while at < span.end() as usize {
        let Some(token) = text.token_at(at) else { break };
        if token.class != Class::Mark {
            // `một số điều Luật Đất đai`, where `của` was left out.
            if last == ARTICLES && token.key == LAW {
                hash.add(&OF.unspaced().bits().to_le_bytes());
            }
            last = token.key;
            hash.add(&token.key.unspaced().bits().to_le_bytes());
        }
        let next = text.skip_space(token.span.end() as usize).0;
        at = next.max(at + 1);
    }
    hash.0
}
