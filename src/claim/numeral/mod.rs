//! Numerals: digits with their separators, magnitude words, and numbers in full words, read exactly.

mod digits;
mod magnitude;
mod words;

pub(super) use digits::digits;
pub(super) use magnitude::magnitude;
pub(super) use words::{InWords, words};
