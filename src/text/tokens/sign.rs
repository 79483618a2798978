//! [`Sign`]: a mark or a line break.

use crate::text::token::SIGN;

/// A mark or a line break: what parts sentences, clauses and asides.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Sign {
    pub(crate) at: u32,
    /// The character, where Windows-1252 has it; 0 for any other.
    pub(crate) mark: u8,
}

impl Sign {
    /// `…`
    pub(crate) const ELLIPSIS: u8 = 0x85;
    /// `“`
    pub(crate) const OPENING: u8 = 0x93;
    /// `”`
    pub(crate) const CLOSING: u8 = 0x94;

    /// The sign at `at`: an ASCII character, or a dash or a quotation mark.
    #[inline(always)]
    pub(super) fn at(bytes: &[u8], at: usize) -> Sign {
        let mark = if bytes[at].is_ascii() { bytes[at] } else { Sign::beyond_ascii(&bytes[at..]) };
        Sign { at: at as u32, mark }
    }

    #[cold]
    fn beyond_ascii(bytes: &[u8]) -> u8 {
        match bytes.get(..SIGN) {
            Some([0xe2, 0x80, 0xa6]) => Sign::ELLIPSIS,
            Some([0xe2, 0x80, 0x9c]) => Sign::OPENING,
            Some([0xe2, 0x80, 0x9d]) => Sign::CLOSING,
            _ => 0,
        }
    }
}
