//! The gate: which places of a page need a look at all.
//!
//! Clean Vietnamese is made of few lead bytes: ASCII, C3–C6 and E1 BA/BB for the letters, E2 80 for quotation marks and
//! dashes. Whatever else turns up, and the few letters and spaces under these leads that are no Vietnamese, is worth a
//! look; the rest of a page is skimmed sixty-four bytes at a time.

use std::ops::Range;

/// Bytes looked at one by one before skimming starts, so that a page full of looks does not pay for both.
const WALK: usize = 4;

/// The first place at or after `from` that needs a look: the lead byte of a character; the length where there is none.
#[inline]
pub(crate) fn next_look(bytes: &[u8], from: usize) -> usize {
    let mut end = bytes.len().min(from + WALK);
    let mut at = walk(bytes, from, end);
    while at == end && end < bytes.len() {
        let doubtful = skim(bytes, at);
        (at, end) = (walk(bytes, doubtful.start.max(from), doubtful.end), doubtful.end);
    }
    at
}

/// [`next_look`] byte by byte, up to `end`.
#[inline]
fn walk(bytes: &[u8], from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end && !needs_look(bytes, at) {
        at += 1;
    }
    at
}

/// The first bytes, from `at` on, of which one may need a look: those of one character, or what is left at the end.
#[inline]
fn skim(bytes: &[u8], at: usize) -> Range<usize> {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        return avx2::skim(bytes, at);
    }
    at..bytes.len()
}

/// Whether the character whose lead byte stands at `at` needs a look.
#[inline]
pub(crate) fn needs_look(bytes: &[u8], at: usize) -> bool {
    let next = |n: usize| bytes.get(at + n).copied().unwrap_or(0x80);
    match LEADS[usize::from(bytes[at])] {
        PLAIN => false,
        LOOK => true,
        _ => match bytes[at] {
            0xc3 => !LATIN_VIETNAMESE[usize::from(next(1) & 0x1f)],
            0xc5 | 0xc6 => next(1) < 0xa0,
            0xe1 => next(1) & 0xfe != 0xba,
            _ => match next(1) {
                0x80 => odd_punctuation(next(2)),
                second => matches!(second, 0x81 | 0x84 | 0x8c),
            },
        },
    }
}

/// Whether Latin-1 vowels stand where Vietnamese has none: two in a row (`Kêìt`), one after a or e (`vaên`), â after o
/// (`coâng`), ò after i or u (`cuÒa`).
///
/// Short texts in VNI and windows-1258 may show nothing else; long ones always do, so only short ones are asked.
pub(crate) fn has_odd_pair(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|w| {
        let letter = w[3] & 0xdf;
        w[2] == 0xc3
            && match w[1] | 0x20 {
                b'a' | b'e' => true,
                b'o' => letter == 0x82,
                b'i' | b'u' => letter == 0x92,
                _ => w[0] == 0xc3,
            }
    })
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
            0xc3 | 0xc5 | 0xc6 | 0xe1 | 0xe2 => DEPENDS,
            // Cyrillic letters that nothing changes, and code points that no one has.
            0xc4 | 0xd1 | 0xf1 => PLAIN,
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

/// [`skim`] with 32-byte vectors.
///
/// Compilers do not find this form by themselves: over 500 kB of clean Vietnamese the same conditions as a plain loop
/// run at 1.3 GB/s, as a plain loop compiled for AVX2 at 2.0, in this form at 11.4, simdutf8's validation at 10.3 (one
/// core of a 2-core virtual machine). Hence the `unsafe`: loads that are in bounds by the loop's condition, and a call
/// after asking for the feature.
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod avx2 {
    use std::arch::x86_64::*;
    use std::ops::Range;

    /// The first bytes from `at` on of which one may need a look. The processor has AVX2.
    pub(super) fn skim(bytes: &[u8], at: usize) -> Range<usize> {
        // SAFETY: the caller has asked for the feature.
        unsafe { blocks(bytes, at) }
    }

    // Eight conditions on a byte and the one before it, a bit each: each is a set of upper times a set of lower
    // nibbles of either byte, so four look-ups of sixteen entries decide all eight.
    const EVEN: u8 = 1; // C3, then 8x or Ax: letters that Vietnamese does not use
    const ODD: u8 = 1 << 1; // C3, then 9x or Bx
    const LATIN: u8 = 1 << 2; // C5 or C6, then 8x or 9x
    const FAR: u8 = 1 << 3; // E1, then below B0
    const NEAR: u8 = 1 << 4; // E1, then Bx, but not BA, BB
    const SYMBOL: u8 = 1 << 5; // E2, then 81, 84, 8C
    const LEAD_C: u8 = 1 << 6; // any byte but a lead, then C2, C7 to CF, D0, D2 to DF, F2 to FF
    const LEAD_E: u8 = 1 << 7; // any byte but a lead, then E0, E3 to EF

    const BEFORE_HIGH: [u8; 16] = nibbles(&[
        (EVEN | ODD | LATIN, &[0xc]),
        (FAR | NEAR | SYMBOL, &[0xe]),
        (LEAD_C | LEAD_E, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xa, 0xb]),
    ]);
    const BEFORE_LOW: [u8; 16] =
        nibbles(&[(EVEN | ODD, &[3]), (LATIN, &[5, 6]), (FAR | NEAR, &[1]), (SYMBOL, &[2]), (LEAD_C | LEAD_E, ALL)]);
    const HERE_HIGH: [u8; 16] = nibbles(&[
        (EVEN, &[8, 0xa]),
        (ODD, &[9, 0xb]),
        (LATIN, &[8, 9]),
        (FAR, &[8, 9, 0xa]),
        (NEAR, &[0xb]),
        (SYMBOL, &[8]),
        (LEAD_C, &[0xc, 0xd, 0xf]),
        (LEAD_E, &[0xd, 0xe, 0xf]),
    ]);
    const HERE_LOW: [u8; 16] = nibbles(&[
        (EVEN, &[4, 5, 6, 7, 0xb, 0xe, 0xf]),
        (ODD, &[0, 1, 6, 7, 8, 0xb, 0xc, 0xe, 0xf]),
        (LATIN | FAR, ALL),
        (NEAR, &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xc, 0xd, 0xe, 0xf]),
        (SYMBOL, &[1, 4, 0xc]),
        (LEAD_C, &[2, 7, 8, 9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf]),
        (LEAD_E, &[0, 3, 4, 5, 6, 7, 8, 9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf]),
    ]);
    const ALL: &[u8] = &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf];

    const fn nibbles(rows: &[(u8, &[u8])]) -> [u8; 16] {
        let mut out = [0; 16];
        let mut row = 0;
        while row < rows.len() {
            let (bits, of) = rows[row];
            let mut i = 0;
            while i < of.len() {
                out[of[i] as usize] |= bits;
                i += 1;
            }
            row += 1;
        }
        out
    }

    #[target_feature(enable = "avx2")]
    unsafe fn blocks(bytes: &[u8], from: usize) -> Range<usize> {
        // SAFETY: `load(i)` reads 32 bytes from `i` on; every call has 2 ≤ at and at + 64 ≤ bytes.len(), and i within
        // at - 2 ..= at + 32.
        unsafe {
            let table = |t: &[u8; 16]| _mm256_broadcastsi128_si256(_mm_loadu_si128(t.as_ptr().cast()));
            let (before_high, before_low) = (table(&BEFORE_HIGH), table(&BEFORE_LOW));
            let (here_high, here_low) = (table(&HERE_HIGH), table(&HERE_LOW));
            let all = |byte: u8| _mm256_set1_epi8(byte as i8);
            let load = |i: usize| _mm256_loadu_si256(bytes.as_ptr().add(i).cast());
            let high = |v: __m256i| _mm256_and_si256(_mm256_srli_epi16::<4>(v), all(15));
            let low = |v: __m256i| _mm256_and_si256(v, all(15));
            let pairs = |before: __m256i, here: __m256i| {
                let of_before = _mm256_and_si256(
                    _mm256_shuffle_epi8(before_high, high(before)),
                    _mm256_shuffle_epi8(before_low, low(before)),
                );
                let of_here = _mm256_and_si256(
                    _mm256_shuffle_epi8(here_high, high(here)),
                    _mm256_shuffle_epi8(here_low, low(here)),
                );
                _mm256_and_si256(of_before, of_here)
            };
            // Third bytes 80 to 8F and A8 to AF, as `odd_punctuation` has them.
            let odd_third = |here: __m256i| {
                let spaces = _mm256_cmpeq_epi8(_mm256_and_si256(here, all(0xf0)), all(0x80));
                _mm256_or_si256(spaces, _mm256_cmpeq_epi8(_mm256_and_si256(here, all(0xf8)), all(0xa8)))
            };
            let mut at = from.max(2);
            while at + 64 <= bytes.len() {
                let (a, b) = (load(at), load(at + 32));
                if _mm256_movemask_epi8(_mm256_or_si256(a, b)) != 0 {
                    let (mut look_a, mut look_b) = (pairs(load(at - 1), a), pairs(load(at + 31), b));
                    let (mark_a, mark_b) =
                        (_mm256_cmpeq_epi8(load(at - 2), all(0xe2)), _mm256_cmpeq_epi8(load(at + 30), all(0xe2)));
                    if _mm256_movemask_epi8(_mm256_or_si256(mark_a, mark_b)) != 0 {
                        look_a = _mm256_or_si256(look_a, _mm256_and_si256(mark_a, odd_third(a)));
                        look_b = _mm256_or_si256(look_b, _mm256_and_si256(mark_b, odd_third(b)));
                    }
                    let look = _mm256_or_si256(look_a, look_b);
                    if _mm256_testz_si256(look, look) == 0 {
                        // A character is told by its first, its second or its third byte.
                        let none = |look| _mm256_movemask_epi8(_mm256_cmpeq_epi8(look, _mm256_setzero_si256())) as u32;
                        let told =
                            at + (!(u64::from(none(look_b)) << 32 | u64::from(none(look_a)))).trailing_zeros() as usize;
                        return told - 2..told + 1;
                    }
                }
                at += 64;
            }
            at.min(bytes.len()) - 2..bytes.len()
        }
    }
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
    fn skimming_passes_no_character_that_needs_a_look() {
        for c in ('\u{80}'..='\u{ffff}').chain(['\u{10000}', '\u{1f600}', '\u{e0001}', '\u{10ffff}']) {
            for before in ["n", "ế", "é", "ư"] {
                let page = format!("{}{before}{c}{}", "n".repeat(80), "ă".repeat(80));
                let at = 80 + before.len();
                let seen = next_look(page.as_bytes(), 0);
                assert_eq!(seen == at, needs_look(page.as_bytes(), at), "{c:?} {:x}", u32::from(c));
            }
        }
    }

    #[test]
    fn odd_pairs() {
        for text in ["coâng", "vaên", "cuÒa", "Kêìt", "taïi"] {
            assert!(has_odd_pair(text.as_bytes()), "{text}");
        }
        assert!(!has_odd_pair("hoà bình, quý, giúp, yên, uống, tuân, quốc, oái oăm".as_bytes()));
    }

    #[test]
    fn skimming_finds_what_looking_at_each_byte_finds() {
        let odd = [
            "\u{a0}", "ð", "\u{301}", "\u{200b}", "Ɖ", "œ", "ũ", "₫", "‘", "ế", "ư", "é", "→", "日", "😀", "a", " ",
            "\u{2028}",
        ];
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
