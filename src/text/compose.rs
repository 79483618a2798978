//! Decomposed pages (NFD): a letter of ASCII with one or two marks becomes one character.
//!
//! What letter comes next is as good as random, so each branch on it would be foretold wrong every other time. Hence none
//! is taken: the marks of sixty-four bytes are found at once, as the bits of a number, and each costs the same few loads,
//! look-ups and copies of fixed length, whatever the letter. What is not so simple ends the run, and
//! [`unicode`](super::unicode) takes it with care.

use once_cell::sync::Lazy;

use super::edits::{Edits, Near};
use super::gate::needs_look;
use super::letter::{compose, mark};
use super::utf8::utf8;

/// Bytes whose marks are found at once.
const BLOCK: usize = 64;
/// A block with what its letters may reach: the first one's base, the last one's marks and what is copied before it.
const WINDOW: usize = 1 + BLOCK + 15;
/// Unchanged bytes that are copied at once, whether there are so many before a letter or not.
const GAP: usize = 16;
/// More than lies unchanged between two letters of a run, and room for a block after it.
const FAR: usize = 2 * BLOCK + BLOCK + GAP;
/// Text that is composed before it is checked and handed over.
const ROOM: usize = 1024;

/// How a run of letters ended.
pub(super) struct Run {
    /// Up to where the page is read.
    pub(super) copied: usize,
    /// Where to go on.
    pub(super) at: usize,
    /// Whether the mark that stands there is for others to take.
    pub(super) odd: bool,
}

/// Composes letters from the mark at `at` on, as long as they come close together. What lies before `copied` is in `clean`
/// and `edits` already.
pub(super) fn run(page: &[u8], mut copied: usize, at: usize, clean: &mut String, edits: &mut Edits) -> Run {
    if at <= copied || at - copied > BLOCK || page[at - 1] >= 0x80 {
        return Run { copied, at, odd: true };
    }
    let letters = &**LETTERS;
    let (mut text, mut len, mut near) = ([0; ROOM + GAP], 0, Near::default());
    // Where the block starts, and the leads of the two bytes before it.
    let (mut from, mut before) = (at, 0);
    let (at, odd) = 'run: loop {
        let Some(window) = page.get(from - 1..).and_then(|rest| rest.first_chunk::<WINDOW>()) else {
            break (from.max(copied), from == at);
        };
        if from > copied + BLOCK {
            break (from, false);
        }
        if len + FAR > ROOM || near.len() + BLOCK / 3 + 1 > Near::MOST {
            clean.push_str(utf8(&text[..len]).unwrap_or_default());
            edits.append(&mut near, clean.len(), copied);
            len = 0;
        }
        let leads = leads(window);
        let (mut end, mut tail) = (from + BLOCK, leads >> (BLOCK - 2));
        // Without what directly follows a character of two bytes: a mark's second mark, most often.
        let mut first = leads & !(leads << 2 | before);
        while first != 0 {
            let nth = first.trailing_zeros() as usize;
            first &= first - 1;
            let eight = u64::from_le_bytes(*window[nth..].first_chunk().unwrap_or(&[0; 8]));
            if (eight >> 8) as u8 != 0xcc {
                if needs_look(page, from + nth) {
                    break 'run (from + nth, false);
                }
                if (eight >> 24) as u8 >= 0xc0 {
                    (first, end, tail) = (0, from + nth + 2, 0);
                }
                continue;
            }
            let two = u64::from((eight >> 24) as u8 == 0xcc);
            let marks = FIRST[(eight >> 16) as usize & 0x3f] | SECOND[((eight >> 32) & 0x3f | two << 6) as usize];
            let letter = letters[usize::from(VOWELS[eight as usize & 0xff] | marks) % letters.len()];
            let after = (eight >> (24 + 16 * two)) as u8;
            if letter == 0 || after >= 0xc0 {
                if letter == 0 || after & 0xfe == 0xcc {
                    break 'run (from + nth, true);
                }
                (first, end, tail) = (0, from + nth + 2 + 2 * two as usize, 0);
            }
            let base = from + nth - 1;
            let gap = base - copied;
            text[len % ROOM..][..GAP].copy_from_slice(&page[copied..copied + GAP]);
            if gap > GAP {
                text[len..len + gap].copy_from_slice(&page[copied..base]);
            }
            len = (len + gap) % ROOM;
            text[len..len + 4].copy_from_slice(&letter.to_le_bytes());
            len += (letter >> 24) as usize & 3;
            copied = base + 3 + 2 * two as usize;
            near.push(gap, (letter >> 28) as u8);
        }
        (from, before) = (end, tail);
    };
    clean.push_str(utf8(&text[..len]).unwrap_or_default());
    edits.append(&mut near, clean.len(), copied);
    Run { copied, at, odd }
}

/// Where a block's characters begin that are more than a byte long, save those under C4 (đ): a bit a byte.
#[inline]
fn leads(window: &[u8; WINDOW]) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGH: u64 = 0x80 * ONES;
    let mut out = 0;
    for i in 0..BLOCK / 8 {
        let eight = u64::from_le_bytes(*window[1 + 8 * i..].first_chunk().unwrap_or(&[0; 8]));
        // The upper bit says whether some lower one differs from C4.
        let other = ((eight ^ (0x44 * ONES)) & !HIGH) + !HIGH;
        let leads = eight & (eight << 1) & other & HIGH;
        // The upper bits come together in the product's highest byte.
        out |= leads.wrapping_mul(0x0002_0408_1020_4081) >> 56 << (8 * i);
    }
    out
}

/// The tones (U+0301, 0300, 0309, 0303, 0323) and modifiers (0302, 0306, 031B), by the low six bits of their code points.
const MARKS: [u8; 8] = [0x01, 0x00, 0x09, 0x03, 0x23, 0x02, 0x06, 0x1b];

/// A letter's place in [`LETTERS`] is put together of its vowel (1 to 12, 0 for all else that may precede a mark), its first
/// mark (1 to 8 as in [`MARKS`], 15 for all others) and its second mark (the same; 0 where there is none).
static VOWELS: [u16; 256] = places(b"aeiouyAEIOUY", 0, 0, 8);
static FIRST: [u16; 64] = places(&MARKS, 0, 15, 0);
static SECOND: [u16; 128] = places(&MARKS, 64, 15, 4);

/// The place of each of `keys`, from 1 on, at its value after `from`; `others` for what is no key; all shifted.
const fn places<const N: usize>(keys: &[u8], from: usize, others: u16, shift: u32) -> [u16; N] {
    let mut out = [0; N];
    let mut at = from;
    while at < N {
        out[at] = others << shift;
        at += 1;
    }
    let mut i = 0;
    while i < keys.len() {
        out[from + keys[i] as usize] = (i as u16 + 1) << shift;
        i += 1;
    }
    out
}

/// A letter's UTF-8 by vowel and marks, in the last byte its length and above that the edit's shape; 0 where there is no
/// such letter.
static LETTERS: Lazy<Box<[u32; 1 << 12]>> = Lazy::new(|| {
    let mut out = Box::new([0; 1 << 12]);
    let added = |low: u8| char::from_u32(0x300 + u32::from(low)).and_then(mark).unwrap_or_default();
    for base in b'A'..=b'z' {
        for first in MARKS {
            for second in [None].into_iter().chain(MARKS.map(Some)) {
                let ((modifier, tone), (m, t)) = (added(first), second.map(added).unwrap_or_default());
                let letter = compose(char::from(base), modifier + m, tone + t);
                let (Some(letter), 0) = (letter, modifier.min(m) + tone.min(t)) else { continue };
                let mut utf_8 = [0; 4];
                let len = letter.encode_utf8(&mut utf_8).len();
                utf_8[3] = Edits::shape(len, if second.is_none() { 3 } else { 5 }) << 4 | len as u8;
                let second = second.map_or(0, |second| SECOND[64 + usize::from(second)]);
                let at = VOWELS[usize::from(base)] | FIRST[usize::from(first)] | second;
                out[usize::from(at)] = u32::from_le_bytes(utf_8);
            }
        }
    }
    out
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_are_found_at_every_place() {
        for byte in 0..=255 {
            for at in 0..BLOCK {
                for around in [b'a', 0x80, 0xbf, 0xc4] {
                    let mut window = [around; WINDOW];
                    window[1 + at] = byte;
                    let want = u64::from(byte >= 0xc0 && byte != 0xc4) << at;
                    assert_eq!(leads(&window), want, "{byte:x} at {at} among {around:x}");
                }
            }
        }
    }

    #[test]
    fn every_letter_has_its_marks_in_both_orders() {
        // Twelve bases with five tones; a, o twice and e, u once with a modifier, alone and with five tones, in two orders.
        let letters = LETTERS.iter().filter(|letter| **letter != 0).count();
        assert_eq!(letters, 12 * 5 + 2 * 6 * (1 + 2 * 5));
    }
}
