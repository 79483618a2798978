//! FNV-1a: a hash for short names. Nobody who writes pages gains by names that meet.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map by such hashes.
pub(super) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

#[derive(Clone, Copy)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
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

/// A name's hash.
pub(super) fn fnv(name: &[u8]) -> u64 {
    let mut hash = Fnv::default();
    hash.write(name);
    hash.finish()
}
