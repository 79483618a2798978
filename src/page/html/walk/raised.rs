//! `<sup>`: the mark of a footnote, a unit's exponent, the sign of degrees.

use super::Walk;
use super::element::Kind;
use crate::page::html::block::{Run, Sep};
use crate::registry::unit::UNITS;

/// The longest content of a `<sup>` that is looked at, tags included.
const RAISED: usize = 200;

/// So many bytes before a `<sup>` tell what it is.
const SHORT: usize = 32;

impl Walk<'_> {
    /// What `<sup>` is whose content begins at `at`: the mark of a footnote is left out, which would else make `640` and a
    /// footnote `4` a number, and a symbol another one; `m<sup>2</sup>` is a unit.
    pub(super) fn raised(&self, at: usize) -> Kind {
        let Some((words, _)) = raised_words(&self.page[at..]) else { return Kind::Inline };
        let mark = |byte: &u8| matches!(byte, b'*' | b'[' | b']' | b'(' | b')' | b',' | b' ');
        let number = words.iter().copied().filter(|byte| !mark(byte)).collect::<Vec<_>>();
        let noted = number.iter().all(u8::is_ascii_digit) && number.len() <= 3 && number != b"0" && !words.is_empty();
        let before = &self.out[self.out.len().saturating_sub(SHORT)..];
        let unit = || {
            let letters = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
            let name = [&before[before.len() - letters..], &number[..]].concat();
            std::str::from_utf8(&name)
                .is_ok_and(|name| UNITS.surfaces.at(name, 0).is_some_and(|(_, end)| end == name.len()))
        };
        if noted && !unit() { Kind::Skip } else { Kind::Inline }
    }

    /// Reads a `<sup>` whose content begins at `at` as the sign of degrees where it is: `25<sup>0</sup>C`.
    pub(super) fn degrees(&mut self, at: usize) -> bool {
        let Some((words, len)) = raised_words(&self.page[at..]) else { return false };
        let after = &self.page[at + len..];
        let after = after.iter().position(|&byte| byte == b'>').map_or(&[][..], |end| &after[end + 1..]);
        let scale = match after {
            [b'C' | b'F', next, ..] => !next.is_ascii_alphanumeric(),
            [b'C' | b'F'] => true,
            _ => false,
        };
        let sign = matches!(&*words, b"0" | b"o" | b"O") && self.utf8;
        let glued = self.in_block && self.pending == Sep::None && self.out.last().is_some_and(u8::is_ascii_digit);
        if scale && sign && glued && self.skips == 0 {
            self.runs.push(Run { clean: self.out.len(), page: at, len: 0 });
            self.out.extend_from_slice("°".as_bytes());
            self.count("°".len());
            self.runs.push(Run { clean: self.out.len(), page: at + len, len: 0 });
            return true;
        }
        false
    }
}

/// The words that `bytes` begin with, up to the end of a `<sup>`, without tags, and where that is; `None` where it does
/// not end soon.
fn raised_words(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let bytes = &bytes[..bytes.len().min(RAISED)];
    let end = bytes.windows(5).position(|tag| tag.eq_ignore_ascii_case(b"</sup"))?;
    let (mut words, mut within) = (Vec::new(), false);
    for &byte in &bytes[..end] {
        match byte {
            b'<' => within = true,
            b'>' => within = false,
            _ if within => {}
            _ => words.push(byte),
        }
    }
    Some((words.trim_ascii().to_vec(), end))
}
