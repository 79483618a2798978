//! The words that multiply a numeral: `nghìn`, `triệu`, `tỷ`.

use crate::registry::numeral::{NUMERALS, Role};
use crate::text::set::words;
use crate::text::token::{Case, Token, Words};
use crate::text::tokens::Tokens;

/// The magnitude words after a numeral: `nghìn tỷ`.
#[derive(Clone, Copy, Debug)]
pub(in crate::claim) struct Magnitude {
    /// Power of ten.
    pub(in crate::claim) power: u8,
    /// The last word's power: what a remainder must stay under.
    pub(in crate::claim) last: u8,
    pub(in crate::claim) end: usize,
    /// Written twice by error: `triệu triệu`, `tỷ triệu`.
    pub(in crate::claim) doubled: bool,
}

/// Reads magnitude words after a numeral that ends at `end`.
pub(in crate::claim) fn magnitude(text: &Tokens, end: usize) -> Option<Magnitude> {
    let mut found: Option<Magnitude> = None;
    let mut pos = end;
    loop {
        let (at, _) = text.skip_space(pos);
        let (power, end) = match NUMERALS.at(text, at) {
            Some((Role::Power(power), end)) => (power, end),
            // 2 chục, 3 chục ngàn; mươi stands only in words.
            Some((Role::Tens, end)) if found.is_none() && text[at..end].ends_with("ục") => (1, end),
            _ => break,
        };
        if text.token_at(at).is_none_or(|t| t.case == Case::Title) || is_other_word(text, power, end) {
            break;
        }
        found = match found {
            None => Some(Magnitude { power, last: power, end, doubled: false }),
            Some(m) if power > m.last && m.power + power <= 18 => {
                Some(Magnitude { power: m.power + power, last: power, end, doubled: m.doubled })
            }
            Some(m) if power <= m.last && power > 3 && !m.doubled => Some(Magnitude { end, doubled: true, ..m }),
            _ => break,
        };
        pos = end;
    }
    found
}

/// `tỷ lệ`, `tỷ trọng`, `tỷ suất`, `tỷ giá`, `triệu phú` are other words; `1,1 triệu suất quà` is not.
pub(super) fn is_other_word(text: &Tokens, power: u8, end: usize) -> bool {
    let (at, spaced) = text.skip_space(end);
    let ratio = |t: Token| power == 9 && t.one_of(words!["lệ", "trọng", "suất", "giá", "số"]);
    spaced && text.token_at(at).is_some_and(|t| t.one_of(words!["phú"]) || ratio(t))
}
