//! [`Key`]: a word as the rules see it, whatever its case and wherever its tone mark stands.
//!
//! `Hòa`, `hoà` and `HÒA` have one key; `hóa` and `hoa` have two others: the letters, the circumflexes, breves and
//! horns, and the tone count, the letter that carries the tone does not (a syllable has one tone). So lexicons need no
//! variants for tone placement, and no string is folded on the way to a look-up.

use super::letter::{decode, letter_at};

/// A token's matching key: packed letters, tone, and whether white space stood before it.
///
/// Exact for tokens of up to nine letters; longer ones are hashed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Key(u64);

const TONE: u32 = 54;
const LONG: u64 = 1 << 58;
const SPACED: u64 = 1 << 59;

impl Key {
    /// The same key for a token that white space precedes.
    #[inline]
    pub(crate) fn spaced(self) -> Key {
        Key(self.0 | SPACED)
    }

    /// The same key, whether or not white space precedes the token.
    #[inline]
    pub(crate) fn unspaced(self) -> Key {
        Key(self.0 & !SPACED)
    }

    #[inline]
    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    /// The key of a word of up to nine Vietnamese letters, or of one mark; another does not compile in a constant.
    pub(crate) const fn of(word: &str) -> Key {
        let bytes = word.as_bytes();
        let (code, len) = decode(bytes, 0);
        if len == bytes.len() && letter_at(bytes, 0).0 == 0 {
            return Key::mark(code);
        }
        let (mut packed, mut tone, mut letters, mut at) = (0, 0, 0, 0);
        while at < bytes.len() {
            let (entry, len) = letter_at(bytes, at);
            assert!(entry != 0, "a letter that is not Vietnamese");
            packed = packed << 6 | (entry & 0x3f) as u64;
            if entry & 0x700 != 0 {
                tone = (entry & 0x700) as u64;
            }
            letters += 1;
            at += len;
        }
        assert!(letters > 0 && letters <= LETTERS, "a word of one to nine letters");
        Key::packed(packed, tone >> 8, letters)
    }

    /// The key of letters packed into six bits each, and the tone among them.
    #[inline(always)]
    pub(super) const fn packed(packed: u64, tone: u64, letters: u32) -> Key {
        Key(packed | tone << TONE).folded(letters)
    }

    /// The key of a word with letters of other alphabets, or more than [`LETTERS`].
    pub(super) const fn mixed_letters(hash: u64, tone: u64) -> Key {
        let hash = (hash ^ (tone << 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Key(LONG | (3 << 48) | (hash >> 16))
    }

    /// The key of a sign by itself; all dashes count as one.
    pub(super) const fn mark(code: u32) -> Key {
        let code = match code {
            0x2010..=0x2015 | 0x2212 => b'-' as u32,
            _ => code,
        };
        Key(LONG | (2 << 48) | code as u64)
    }

    /// The key mixed for tables and filters, which take upper bits of it: one multiplication serves all that are asked
    /// about a word.
    #[inline(always)]
    pub(crate) const fn mixed(self) -> u64 {
        self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    /// One of 64 bits, for filters of keys.
    #[inline(always)]
    pub(crate) const fn bit(self) -> u32 {
        (self.mixed() >> 58) as u32
    }

    /// A final y after one consonant is spelled i as well: `kỹ`, `kĩ`; `tỷ`, `tỉ`.
    #[inline]
    const fn folded(self, letters: u32) -> Key {
        let last_two = self.0 & 0xfff;
        let y = letters == 2 && last_two & 63 == Y && VOWELS >> (last_two >> 6) & 1 == 0;
        if y { Key(self.0 & !63 | I) } else { self }
    }
}

/// Keys with a value each, for words that are met all the time.
pub(crate) struct KeyMap<T> {
    /// Open addressing; at most a quarter is filled, so that a word that is not there meets an empty slot at once.
    slots: Vec<Option<(Key, T)>>,
}

impl<T: Copy> KeyMap<T> {
    /// A key that is given twice keeps its first value.
    pub(crate) fn new(entries: impl IntoIterator<Item = (Key, T)>) -> KeyMap<T> {
        let entries: Vec<_> = entries.into_iter().collect();
        let mut map = KeyMap { slots: vec![None; (entries.len() * 4).next_power_of_two().max(16)] };
        for (key, value) in entries {
            let slot = map.slot(key);
            map.slots[slot].get_or_insert((key, value));
        }
        map
    }

    #[inline]
    pub(crate) fn get(&self, key: Key) -> Option<T> {
        self.slots[self.slot(key)].map(|(_, value)| value)
    }

    /// Where the key is, or the empty slot where it would be.
    #[inline]
    fn slot(&self, key: Key) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = (key.mixed() >> 40) as usize & mask;
        while self.slots[slot].as_ref().is_some_and(|(other, _)| *other != key) {
            slot = (slot + 1) & mask;
        }
        slot
    }
}

/// Letters that a key holds as they are.
pub(super) const LETTERS: u32 = 9;

/// FNV-1a over the token's bytes, in the space of hashed keys that `kind` names.
pub(super) fn hashed(bytes: &[u8], kind: u64) -> Key {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for &byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    Key(LONG | (kind << 48) | ((hash ^ (hash >> 47)) & 0xffff_ffff_ffff))
}

const Y: u64 = 25;
const I: u64 = 9;

/// The vowels' numbers, as bits.
const VOWELS: u64 =
    1 << 1 | 1 << 5 | 1 << 9 | 1 << 15 | 1 << 21 | 1 << 25 | 1 << 27 | 1 << 28 | 1 << 30 | 1 << 31 | 1 << 32 | 1 << 33;
