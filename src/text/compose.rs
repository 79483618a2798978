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
    let (mut text, mut len, mut near) = ([0; ROOM], 0, Near::default());
    // Where the block starts, and the marks of the last two bytes before it.
    let (mut from, mut before) = (at, 0);
    let (at, odd) = 'run: loop {
        let Some(window) = page.get(from - 1..).and_then(|rest| rest.first_chunk::<WINDOW>()) else {
            break (from.max(copied), from == at);
        };
        let (marks, others) = leads(window);
        if marks == 0 {
            break (from.max(copied), false);
        }
        if len + FAR > ROOM || near.len() + BLOCK / 3 + 1 > Near::MOST {
            clean.push_str(utf8(&text[..len]).unwrap_or_default());
            edits.append(&mut near, clean.len(), copied);
            len = 0;
        }
        let end = first_look(page, from, others);
        // The first marks of letters, without those that follow another.
        let mut first = marks & !(marks << 2 | before) & u64::MAX.checked_shl(end).map_or(u64::MAX, |after| !after);
        while first != 0 {
            let nth = first.trailing_zeros() as usize;
            first &= first - 1;
            let eight = u64::from_le_bytes(*window[nth..].first_chunk().unwrap_or(&[0; 8]));
            let two = u64::from((eight >> 24) as u8 == 0xcc);
            let after = (eight >> (24 + 16 * two)) as u8;
            let one = MARKS[(eight >> 16) as usize & 0x3f];
            let other = MARKS[(eight >> 32) as usize & 0x3f] * two as u8;
            let letter = letters[usize::from(VOWELS[eight as usize & 0xff])][usize::from(one | other << 4)];
            if letter == 0 || after & 0xfe == 0xcc {
                break 'run (from + nth, true);
            }
            let base = from + nth - 1;
            let gap = base - copied;
            let mut done = 0;
            loop {
                text[len + done..][..GAP].copy_from_slice(&page[copied + done..][..GAP]);
                done += GAP;
                if done >= gap {
                    break;
                }
            }
            len += gap;
            text[len..len + 4].copy_from_slice(&letter.to_le_bytes());
            len += (letter >> 24) as usize & 3;
            copied = base + 3 + 2 * two as usize;
            near.push(gap, (letter >> 28) as u8);
        }
        from += end as usize;
        if end < BLOCK as u32 {
            break (from, false);
        }
        before = marks >> (BLOCK - 2);
    };
    clean.push_str(utf8(&text[..len]).unwrap_or_default());
    edits.append(&mut near, clean.len(), copied);
    Run { copied, at, odd }
}

/// Where a block's marks stand (the leads CC), and its other leads save those of đ and ă, C4: a bit a byte.
#[inline]
fn leads(window: &[u8; WINDOW]) -> (u64, u64) {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGH: u64 = 0x80 * ONES;
    const MARK: u64 = 0x4c * ONES;
    const BIT: u64 = 0x08 * ONES;
    let bits = |high: u64| (high >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let (mut marks, mut others) = (0, 0);
    for i in 0..BLOCK / 8 {
        let eight = u64::from_le_bytes(*window[1 + 8 * i..].first_chunk().unwrap_or(&[0; 8]));
        let leads = eight & eight << 1 & HIGH;
        // The upper bit says that some lower one differs: from CC, then from both CC and C4, which lacks one bit of it.
        let no_mark = ((eight ^ MARK) & !HIGH) + !HIGH;
        let other = ((eight ^ (MARK & !BIT)) & !HIGH & !BIT) + !HIGH;
        marks |= bits(leads & !no_mark) << (8 * i);
        others |= bits(leads & other) << (8 * i);
    }
    (marks, others)
}

/// The first of a block's other leads that needs a look; the block's length where there is none.
#[inline]
fn first_look(page: &[u8], from: usize, mut others: u64) -> u32 {
    while others != 0 && !needs_look(page, from + others.trailing_zeros() as usize) {
        others &= others - 1;
    }
    others.trailing_zeros()
}

/// The marks U+0300 to U+033F by number: the five tones, the three modifiers, 15 for all others.
static MARKS: [u8; 64] = {
    let mut out = [15; 64];
    (out[0x01], out[0x00], out[0x09], out[0x03], out[0x23]) = (1, 2, 3, 4, 5);
    (out[0x02], out[0x06], out[0x1b]) = (6, 7, 8);
    out
};

/// The vowels of ASCII from 1 on; 0 for all other bytes.
static VOWELS: [u8; 256] = {
    let mut out = [0; 256];
    let mut i = 0;
    while i < BASES.len() {
        out[BASES[i] as usize] = i as u8 + 1;
        i += 1;
    }
    out
};
const BASES: [u8; 12] = *b"aeiouyAEIOUY";

/// By vowel and by its marks (the second one's number in the upper four bits): the letter's UTF-8, in the last byte its
/// length and above that the edit's shape; 0 where there is no such letter.
static LETTERS: Lazy<Box<[[u32; 256]; BASES.len() + 1]>> = Lazy::new(|| {
    let mut out = Box::new([[0; 256]; BASES.len() + 1]);
    let marks = ('\u{300}'..'\u{340}').filter_map(|c| Some((MARKS[c as usize & 0x3f], mark(c)?)));
    let pairs = marks.clone().flat_map(|one| marks.clone().chain([(0, (0, 0))]).map(move |other| (one, other)));
    for ((one, (modifier, tone)), (other, (another_modifier, another_tone))) in pairs {
        if modifier.min(another_modifier) + tone.min(another_tone) > 0 {
            continue; // two of a kind
        }
        for base in BASES {
            let letter = compose(char::from(base), modifier + another_modifier, tone + another_tone);
            if let Some(letter) = letter {
                let mut utf_8 = [0; 4];
                let len = letter.encode_utf8(&mut utf_8).len();
                utf_8[3] = Edits::shape(len, if other == 0 { 3 } else { 5 }) << 4 | len as u8;
                out[usize::from(VOWELS[usize::from(base)])][usize::from(one | other << 4)] = u32::from_le_bytes(utf_8);
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
                    let bit = |is: bool| u64::from(is) << at;
                    let want = (bit(byte == 0xcc), bit(byte >= 0xc0 && byte != 0xcc && byte != 0xc4));
                    assert_eq!(leads(&window), want, "{byte:x} at {at} among {around:x}");
                }
            }
        }
    }

    #[test]
    fn every_letter_has_its_marks_in_both_orders() {
        // Twelve bases with five tones; a, o twice and e, u once with a modifier, alone and with five tones, in two orders.
        let letters = LETTERS.iter().flatten().filter(|letter| **letter != 0).count();
        assert_eq!(letters, 12 * 5 + 2 * 6 * (1 + 2 * 5));
    }
}
