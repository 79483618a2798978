//! [`Kinds`]: what the bytes of a block are, a bit for each.

/// How many bytes are looked at together: as many as a word has bits.
pub(super) const BLOCK: usize = 64;

/// Sets of the bytes of a block.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Kinds {
    /// ASCII letters, and whatever is not ASCII.
    pub(super) letters: u64,
    pub(super) digits: u64,
    /// Spaces and control characters.
    pub(super) blanks: u64,
    pub(super) breaks: u64,
    /// What may be the first byte of a dash or a quotation mark: E2.
    pub(super) signs: u64,
}

impl Kinds {
    #[inline(always)]
    pub(super) fn of(block: &[u8; BLOCK]) -> Kinds {
        #[cfg(target_arch = "x86_64")]
        return sse2::kinds(block);
        #[cfg(not(target_arch = "x86_64"))]
        return kinds(block);
    }
}

/// [`Kinds::of`] on any processor, eight bytes at a time.
#[cfg(any(test, not(target_arch = "x86_64")))]
fn kinds(block: &[u8; BLOCK]) -> Kinds {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    // The high bit of each byte, itself below 0x80, that is `first` or more.
    let from = |bytes: u64, first: u8| bytes + (0x80 - u64::from(first)) * EACH;
    let mut kinds = Kinds::default();
    for (i, bytes) in block.chunks_exact(8).enumerate() {
        let bytes = u64::from_le_bytes(bytes.try_into().unwrap_or_default());
        let ascii = bytes & !HIGH;
        let lower = ascii | (0x20 * EACH);
        let is = |byte: u8| {
            let other = bytes ^ (u64::from(byte) * EACH);
            !(from(other & !HIGH, 1) | other)
        };
        // The high bits of eight bytes, side by side.
        let bits = |high: u64| (((high & HIGH) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * i);
        kinds.letters |= bits((from(lower, b'a') & !from(lower, b'z' + 1)) | bytes);
        kinds.digits |= bits(from(ascii, b'0') & !(from(ascii, b'9' + 1) | bytes));
        kinds.blanks |= bits(!(from(ascii, b' ' + 1) | bytes));
        kinds.breaks |= bits(is(b'\n'));
        kinds.signs |= bits(is(0xe2));
    }
    kinds
}

/// [`kinds`] with the 16-byte vectors that every x86-64 has.
///
/// Side by side the bits of eight bytes take a multiplication, and five kinds take forty for a block: eleven
/// instructions a byte, where an instruction of the processor's own does it in two. Hence the `unsafe`: loads within the
/// block.
#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod sse2 {
    use std::arch::x86_64::*;

    use super::{BLOCK, Kinds};

    #[inline(always)]
    pub(super) fn kinds(block: &[u8; BLOCK]) -> Kinds {
        let mut kinds = Kinds::default();
        for (i, bytes) in block.chunks_exact(16).enumerate() {
            // SAFETY: every x86-64 has SSE2, and `bytes` are sixteen.
            unsafe {
                let bytes = _mm_loadu_si128(bytes.as_ptr().cast());
                let all = |byte: u8| _mm_set1_epi8(byte as i8);
                let is = |byte: u8| _mm_cmpeq_epi8(bytes, all(byte));
                let among = |bytes: __m128i, first: u8, last: u8| {
                    let from = _mm_sub_epi8(bytes, all(first));
                    _mm_cmpeq_epi8(_mm_min_epu8(from, all(last - first)), from)
                };
                let bits = |set: __m128i| (_mm_movemask_epi8(set) as u64) << (16 * i);
                kinds.letters |= bits(_mm_or_si128(among(_mm_or_si128(bytes, all(0x20)), b'a', b'z'), bytes));
                kinds.digits |= bits(among(bytes, b'0', b'9'));
                kinds.blanks |= bits(among(bytes, 0, b' '));
                kinds.breaks |= bits(is(b'\n'));
                kinds.signs |= bits(is(0xe2));
            }
        }
        kinds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_tell_what_each_byte_is() {
        for byte in 0..=255 {
            for at in 0..BLOCK {
                let (mut block, bit) = ([b'a'; BLOCK], 1 << at);
                block[at] = byte;
                let set = |is: bool| if is { bit } else { 0 };
                let expected = Kinds {
                    letters: !bit | set(byte.is_ascii_alphabetic() || !byte.is_ascii()),
                    digits: set(byte.is_ascii_digit()),
                    blanks: set(byte <= b' '),
                    breaks: set(byte == b'\n'),
                    signs: set(byte == 0xe2),
                };
                assert_eq!(Kinds::of(&block), expected, "{byte:#x} at {at}");
                assert_eq!(kinds(&block), expected, "{byte:#x} at {at}");
            }
        }
    }
}
