//! The gate: whether what follows digits may be of a symbol or of a list at all. Most numbers are no documents', and leave
//! here.

use crate::reference::words::{CONJUNCTIONS, byte, skip};
use crate::text::token::Words;
use crate::text::tokens::Tokens;

/// Whether what follows digits may belong to a symbol: a letter right after them, or a mark that joins letters to them,
/// across white space too.
#[inline]
pub(in crate::reference) fn joined(text: &Tokens, end: usize) -> bool {
    let next = byte(text, end);
    if next.is_ascii_alphabetic() || next >= 0x80 {
        return true;
    }
    let mark = if next <= b' ' || next == b'\\' { skip(text, end) } else { end };
    match byte(text, mark) {
        b'/' | b'-' | b'_' | b'&' | 0xe2 => true,
        // A full stop ends a sentence or a list's number.
        b'.' => byte(text, skip(text, mark + 1)).is_ascii_digit(),
        b'l' | b'I' => byte(text, mark + 1) == b'/',
        _ => false,
    }
}

/// Whether a symbol's letters may stand after digits, and perhaps a year: glued to them, or a mark that joins them between.
/// Most dates, ranges and decimals are told apart here.
pub(in crate::reference) fn lettered(text: &Tokens, end: usize) -> bool {
    let bytes = text.as_bytes();
    let (mut pos, mut groups) = (end, 0);
    // Whether the last mark joins letters to what stands before it, and whether white space follows digits.
    let (mut joint, mut parted) = (true, false);
    while let Some(&byte) = bytes.get(pos) {
        match byte {
            b'0'..=b'9' => {
                groups += u32::from(!bytes[pos - 1].is_ascii_digit());
                if parted || groups > 2 {
                    return false;
                }
                joint = true;
            }
            b'/' | b'-' | b'_' => (joint, parted) = (true, false),
            b'.' | b'&' => (joint, parted) = (false, false),
            b' ' | b'\t' | b'\r' | b'\n' => parted |= bytes[pos - 1].is_ascii_digit(),
            // A line break spelled out; a misread 1.
            b'\\' => return true,
            b'l' | b'I' if bytes.get(pos + 1) == Some(&b'/') => return true,
            // Dashes, but no quotation mark.
            0xe2 if bytes.get(pos + 1) == Some(&0x80) => {
                if !matches!(bytes.get(pos + 2), Some(0x90..=0x95)) {
                    return false;
                }
                (joint, parted) = (true, false);
                pos += 2;
            }
            0xe2 => return true,
            _ => return joint && !parted && (byte.is_ascii_alphabetic() || !byte.is_ascii()),
        }
        pos += 1;
    }
    false
}

/// Whether other numbers may follow digits in a list: after a comma, `và` or the dash of a range.
pub(in crate::reference) fn runs_on(text: &Tokens, end: usize) -> bool {
    let pos = skip(text, end);
    matches!(byte(text, pos), b',' | 0xe2) || text.token_at(pos).is_some_and(|t| t.one_of(CONJUNCTIONS))
}
