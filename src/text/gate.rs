//! The gate: which places of a page need a look at all.
//!
//! Clean Vietnamese is made of few lead bytes: ASCII, C3–C6 and E1 BA/BB for the letters, E2 80 for quotation marks and
//! dashes. Whatever else turns up, and the few letters and spaces under these leads that are no Vietnamese, is worth a
//! look; the rest of a page is skimmed sixty-four bytes at a time, in a form that compilers turn into vector code.

/// Bytes skimmed at once.
const STEP: usize = 64;

/// Bytes looked at one by one before skimming starts, so that a page full of looks does not pay for both.
const WALK: usize = 16;

/// The first place at or after `from` that needs a look: the lead byte of a character; the length where there is none.
#[inline]
pub(crate) fn next_look(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    let near = bytes.len().min(from + WALK);
    while at < near {
        if needs_look(bytes, at) {
            return at;
        }
        at += 1;
    }
    // The two bytes before a block are in the window too: a character may straddle the block's start.
    while let Some(window) = at.checked_sub(2).and_then(|start| bytes.get(start..start + STEP + 2)) {
        if block_needs_look(window) {
            let end = at + STEP;
            at -= 2;
            while at < end {
                if at >= from && needs_look(bytes, at) {
                    return at;
                }
                at += 1;
            }
            continue;
        }
        at += STEP;
    }
    // A character that straddles the last block's end has not been seen whole.
    at = at.saturating_sub(2).max(from);
    while at < bytes.len() {
        if needs_look(bytes, at) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

/// Whether the character whose lead byte stands at `at` needs a look.
#[inline]
pub(crate) fn needs_look(bytes: &[u8], at: usize) -> bool {
    let next = |n: usize| bytes.get(at + n).copied().unwrap_or(0x80);
    match LEADS[usize::from(bytes[at])] {
        PLAIN => false,
        LOOK => true,
        _ => match bytes[at] {
            // Two such letters in a row are no Vietnamese: `Kêìt`.
            0xc3 => !LATIN_VIETNAMESE[usize::from(next(1) & 0x1f)] || (at >= 2 && bytes[at - 2] == 0xc3),
            0xc6 => next(1) == 0x89,
            0xe1 => next(1) & 0xfe != 0xba,
            _ => next(1) != 0x80 || odd_punctuation(next(2)),
        },
    }
}

const PLAIN: u8 = 0;
const LOOK: u8 = 1;
const DEPENDS: u8 = 2;

/// By lead byte; continuation bytes are plain, their lead has spoken for them.
static LEADS: [u8; 256] = leads();

const fn leads() -> [u8; 256] {
    let mut out = [PLAIN; 256];
    let mut i = 0xc2;
    while i < 256 {
        out[i] = match i {
            0xc3 | 0xc6 | 0xe1 | 0xe2 => DEPENDS,
            0xc4 | 0xc5 => PLAIN,
            _ => LOOK,
        };
        i += 1;
    }
    out
}

/// The letters under C3 that Vietnamese uses, by the low five bits: ÀÁÂÃ ÈÉÊ ÌÍ ÒÓÔÕ ÙÚ Ý and their lower cases.
static LATIN_VIETNAMESE: [bool; 32] = {
    let mut out = [false; 32];
    let used = [0x00, 0x01, 0x02, 0x03, 0x08, 0x09, 0x0a, 0x0c, 0x0d, 0x12, 0x13, 0x14, 0x15, 0x19, 0x1a, 0x1d];
    let mut i = 0;
    while i < used.len() {
        out[used[i]] = true;
        i += 1;
    }
    out
};

/// Third bytes under E2 80 that are no quotation mark, dash, dot or bullet: spaces, joiners, direction marks, breaks.
#[inline]
const fn odd_punctuation(byte: u8) -> bool {
    byte & 0xf0 == 0x80 || byte & 0xf8 == 0xa8
}

/// [`needs_look`] for sixty-four bytes at once, without branches. `window` starts two bytes before the block.
#[inline]
fn block_needs_look(window: &[u8]) -> bool {
    let Ok(window) = <&[u8; STEP + 2]>::try_from(window) else { return true };
    let mut high = 0;
    for &byte in window {
        high |= byte;
    }
    if high < 0x80 {
        return false;
    }
    let mut look = 0u8;
    for i in 0..STEP {
        let (a, b, c) = (window[i], window[i + 1], window[i + 2]);
        let lead = (c == 0xc2) | (c >= 0xc7) & (c != 0xe1) & (c != 0xe2);
        // Ranges of five bits, as the used letters leave them: see `LATIN_VIETNAMESE`.
        let low = c & 0x1f;
        let gaps = (low.wrapping_sub(0x04) < 4)
            | (low == 0x0b)
            | (low.wrapping_sub(0x0e) < 4)
            | (low.wrapping_sub(0x16) < 3)
            | (low.wrapping_sub(0x1b) < 2)
            | (low >= 0x1e);
        let latin = (b == 0xc3) & gaps | (a == 0xc3) & (c == 0xc3);
        let crossed = (b == 0xc6) & (c == 0x89);
        let far = (b == 0xe1) & (c & 0xfe != 0xba);
        let symbol = (b == 0xe2) & (c != 0x80);
        let space = (a == 0xe2) & (b == 0x80) & ((c & 0xf0 == 0x80) | (c & 0xf8 == 0xa8));
        look |= u8::from(lead | latin | crossed | far | symbol | space);
    }
    look != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every look of a text, found one byte at a time.
    fn plainly(text: &str) -> Vec<usize> {
        (0..text.len()).filter(|&at| text.is_char_boundary(at) && needs_look(text.as_bytes(), at)).collect()
    }

    fn by_skimming(text: &str) -> Vec<usize> {
        let mut out = Vec::new();
        let mut at = next_look(text.as_bytes(), 0);
        while at < text.len() {
            out.push(at);
            at = next_look(text.as_bytes(), at + 1);
        }
        out
    }

    #[test]
    fn every_vietnamese_letter_and_common_mark_is_plain() {
        let letters = "aáàảãạăắằẳẵặâấầẩẫậeéèẻẽẹêếềểễệiíìỉĩịoóòỏõọôốồổỗộơớờởỡợuúùủũụưứừửữựyýỳỷỹỵđ“”‘’–—…•";
        let text: String = letters.chars().flat_map(|c| ['n', c]).collect();
        assert_eq!(plainly(&text), [0usize; 0]);
        assert_eq!(plainly(&text.to_uppercase()), [0usize; 0]);
    }

    #[test]
    fn what_may_change_is_looked_at() {
        for c in "\u{a0}\u{ad}ÐðƉ\u{301}\u{323}\u{200b}\u{2009}\u{202f}\u{feff}\u{3000}ﬁＡ\u{2028}\u{2060}\u{1680}«Ã¸å\u{212b}\u{344}".chars() {
            if "Ã".contains(c) {
                continue;
            }
            assert!(needs_look(c.to_string().as_bytes(), 0), "{c:?}");
        }
    }

    #[test]
    fn skimming_finds_what_looking_at_each_byte_finds() {
        let odd =
            ["\u{a0}", "ð", "\u{301}", "\u{200b}", "Ɖ", "‘", "ế", "ư", "é", "→", "日", "😀", "a", " ", "\u{2028}"];
        for first in odd {
            for second in odd {
                for gap in 0..150 {
                    let text =
                        format!("{}{first}{}{second}{}", "ab".repeat(gap % 40), "ế".repeat(gap), "n".repeat(gap));
                    assert_eq!(by_skimming(&text), plainly(&text), "{text}");
                }
            }
        }
    }
}
