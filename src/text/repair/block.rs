//! [`Blocks`]: what is judged together.

use crate::Span;
use crate::text::legacy::{Unit, windows_1252};

/// Bytes of a long line that are judged together.
const BLOCK: usize = 4096;

/// The lines of a page, long ones in parts.
pub(super) struct Blocks<'p> {
    page: &'p [u8],
    at: usize,
}

impl<'p> Blocks<'p> {
    pub(super) fn new(page: &'p [u8]) -> Blocks<'p> {
        Blocks { page, at: 0 }
    }
}

impl Iterator for Blocks<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let start = self.at;
        let rest = self.page.get(start..).filter(|rest| !rest.is_empty())?;
        let near = &rest[..rest.len().min(2 * BLOCK)];
        let len = match near.iter().position(|&b| b == b'\n') {
            Some(at) => at + 1,
            None if near.len() == rest.len() => near.len(),
            None => near.iter().skip(BLOCK).position(|&b| b == b' ').map_or(near.len(), |at| BLOCK + at + 1),
        };
        // Without a space in sight, at least no character of UTF-8 is cut.
        let cut = |len: usize| rest.get(len).is_some_and(|b| b & 0xc0 == 0x80);
        let len = (len.saturating_sub(3)..=len).rev().find(|&len| len > 0 && !cut(len)).unwrap_or(len);
        self.at = start + len;
        Some(Span::of(start, self.at))
    }
}

/// A block's characters; bytes that are not UTF-8 as windows-1252 shows them. Whether the block is UTF-8.
pub(super) fn units_of(block: &[u8], start: u32, units: &mut Vec<Unit>) -> bool {
    units.clear();
    match std::str::from_utf8(block) {
        Ok(text) => {
            units.extend(text.char_indices().map(|(at, c)| Unit {
                c,
                start: start + at as u32,
                end: start + (at + c.len_utf8()) as u32,
            }));
            true
        }
        Err(_) => {
            let unit = |(at, &byte): (usize, &u8)| Unit {
                c: windows_1252(byte),
                start: start + at as u32,
                end: start + at as u32 + 1,
            };
            units.extend(block.iter().enumerate().map(unit));
            false
        }
    }
}
