//! Byte positions to code points and UTF-16 units, in one sweep over the page.

/// The code-point and UTF-16 positions of the bytes that were asked for.
pub(crate) struct Offsets {
    at: Vec<Position>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Position {
    byte: u32,
    pub(crate) char: u32,
    pub(crate) utf16: u32,
}

/// How a page's bytes make characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Units {
    /// UTF-8: what is no UTF-8 between counts as it would in a reader that goes on at the next lead byte.
    Utf8,
    /// UTF-16 with the higher byte at this place of each pair: 0 or 1.
    Utf16(usize),
    /// A byte a character.
    Bytes,
}

impl Units {
    /// How many characters begin in a stretch of a page, and how many of them are two UTF-16 units.
    fn count(self, stretch: &[u8], from: usize) -> (u32, u32) {
        fn count(stretch: &[u8], is: impl Fn(u8) -> bool) -> u32 {
            stretch.iter().map(|&b| u32::from(is(b))).sum()
        }
        match self {
            // A character is counted at its first byte; one beyond the BMP, two units, has a lead of F0 or more.
            Units::Utf8 => (count(stretch, |b| b & 0xc0 != 0x80), count(stretch, |b| b >= 0xf0)),
            // Of a pair of surrogates, the second counts as a unit only.
            Units::Utf16(high) => {
                let bytes = stretch.iter().skip((from + high) % 2).step_by(2);
                bytes.fold((0, 0), |(chars, twos), b| {
                    (chars + u32::from(b & 0xfc != 0xdc), twos + u32::from(b & 0xfc == 0xd8))
                })
            }
            Units::Bytes => (stretch.len() as u32, 0),
        }
    }
}

impl Offsets {
    /// Counts up to each of the `bytes`, in any order and with repeats; one past the end is taken for the end.
    pub(crate) fn new(page: &[u8], units: Units, mut bytes: Vec<u32>) -> Offsets {
        bytes.sort_unstable();
        bytes.dedup();
        let (mut from, mut chars, mut utf16) = (0usize, 0u32, 0u32);
        let at = bytes
            .into_iter()
            .map(|byte| {
                let to = (byte as usize).min(page.len());
                let (char, two) = units.count(&page[from.min(to)..to], from);
                chars += char;
                utf16 += char + two;
                from = to;
                Position { byte, char: chars, utf16 }
            })
            .collect();
        Offsets { at }
    }

    /// The position of a byte that was asked for.
    pub(crate) fn get(&self, byte: u32) -> Position {
        match self.at.binary_search_by_key(&byte, |p| p.byte) {
            Ok(i) => self.at[i],
            Err(_) => Position { byte, char: 0, utf16: 0 },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_other_languages_slice_by() {
        let page = "số 😀 114";
        let all: Vec<u32> = page.char_indices().map(|(i, _)| i as u32).chain([page.len() as u32]).collect();
        let offsets = Offsets::new(page.as_bytes(), Units::Utf8, all.iter().rev().copied().collect());
        for byte in all {
            let before = &page[..byte as usize];
            let want = (before.chars().count(), before.encode_utf16().count());
            let got = offsets.get(byte);
            assert_eq!((got.char as usize, got.utf16 as usize), want, "at {byte}");
        }
    }

    #[test]
    fn utf_16_and_bytes() {
        let page: Vec<u8> = "😀ố1".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let offsets = Offsets::new(&page, Units::Utf16(0), vec![0, 4, 6, 8]);
        let got = [0, 4, 6, 8].map(|byte| (offsets.get(byte).char, offsets.get(byte).utf16));
        assert_eq!(got, [(0, 0), (1, 2), (2, 3), (3, 4)]);
        assert_eq!(Offsets::new(b"K\xd5t", Units::Bytes, vec![3]).get(3).char, 3);
    }
}
