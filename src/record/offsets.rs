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

impl Offsets {
    /// Counts up to each of the `bytes`, in any order and with repeats; one past the end is taken for the end.
    pub(crate) fn new(page: &str, mut bytes: Vec<u32>) -> Offsets {
        bytes.sort_unstable();
        bytes.dedup();
        let (mut from, mut chars, mut utf16) = (0usize, 0u32, 0u32);
        let at = bytes
            .into_iter()
            .map(|byte| {
                let to = (byte as usize).min(page.len());
                for &b in &page.as_bytes()[from..to] {
                    // A character is counted at its first byte; one beyond the BMP, two units, has a lead of F0 or more.
                    let lead = u32::from(b & 0xc0 != 0x80);
                    chars += lead;
                    utf16 += lead + u32::from(b >= 0xf0);
                }
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
        let offsets = Offsets::new(page, all.iter().rev().copied().collect());
        for byte in all {
            let before = &page[..byte as usize];
            let want = (before.chars().count(), before.encode_utf16().count());
            let got = offsets.get(byte);
            assert_eq!((got.char as usize, got.utf16 as usize), want, "at {byte}");
        }
    }
}
