//! Keys: numbers under which the documents of a page are found, one for all the ways of saying a thing.

use crate::reference::{DocType, Reference};
use crate::registry::symbol::{Letters, Symbol};
use crate::text::hash::{Hash, words_hash};
use crate::text::tokens::Tokens;

/// What a symbol says: `114-KL/TW`.
pub(super) fn full(letters: &Letters) -> u64 {
    key(b's', [letters.hash, 0])
}

/// Type and serial number alone: what `Kết luận 114` says.
pub(super) fn short(reference: &Reference, symbol: &Symbol) -> u64 {
    key(b'o', [root(reference.doc_type), symbol.serial_hash()])
}

/// Type and number with its year: what `Thông tư 64/2017` says.
pub(super) fn dated(reference: &Reference, symbol: &Symbol) -> u64 {
    key(b'y', [root(reference.doc_type), symbol.number_hash()])
}

/// A law's name, whatever its year and its abbreviation.
pub(super) fn name(text: &Tokens, reference: &Reference) -> Option<u64> {
    match reference.law {
        Some(found) => Some(law(found.words())),
        None => Some(law(words_hash(text, reference.name?))),
    }
}

/// A law's name, as the hash of its words.
pub(super) fn law(words: u64) -> u64 {
    key(b'n', [words, 0])
}

/// A meeting: whether a plenum, or a congress.
pub(super) fn meeting(plenum: bool) -> u64 {
    key(b'e', [u64::from(plenum), 0])
}

fn root(kind: Option<DocType>) -> u64 {
    let mut hash = Hash::default();
    hash.add(kind.map_or("", |kind| kind.parent().name()).as_bytes());
    hash.0
}

fn key(sort: u8, parts: [u64; 2]) -> u64 {
    let mut hash = Hash::default();
    hash.add(&[sort]);
    parts.iter().for_each(|part| hash.add(&part.to_le_bytes()));
    hash.0
}
