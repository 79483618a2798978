//! Numbers and symbols (số, ký hiệu): `114-KL/TW`, `04/2015/NĐ-CP`, `547/UBND-KGVX`.
//!
//! The grammar is that of the guidelines of the party's office (number, type, body) and of the decrees on clerical work
//! (number, year, type, body); real pages put spaces anywhere, mix dashes and slashes, drop the stroke of đ and glue
//! the next word on. What the registry does not know is kept as it stands.

mod gate;
mod letters;
mod part;
mod separator;
mod serial;
mod spelling;
mod tail;

use crate::Span;
use crate::registry::doc_type::DocType;
use crate::registry::issuer::Issuer;
use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;

use super::Family;
use super::words::byte;
pub(super) use gate::{joined, lettered, runs_on};
use separator::separator;
use serial::{serial_at, year_in};
use tail::tail_at;

/// The number and symbol of a mention, as spans of the text.
///
/// In a list with a shared tail (`Nghị định số 04, 05/2015/NĐ-CP`) every member has the tail that it shares, so
/// [`Number::tail`] and the year may lie outside the mention's core.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Number {
    /// The serial number, without a suffix letter: `114`, `30` of `30c`, `66.22`.
    pub serial: Span,
    /// The letter right after the serial number: `c` of `30c`.
    pub suffix: Option<Span>,
    /// The year inside the symbol: `2015` of `04/2015/NĐ-CP`.
    pub year: Option<u16>,
    /// The span of the year.
    pub year_span: Option<Span>,
    /// The letters of the symbol, from the separator after serial and year to the end: `-KL/TW`, `/NĐ-CP`.
    pub tail: Option<Span>,
    /// The type that the tail's code stands for, where it has one. The head word overrides it.
    pub code_type: Option<DocType>,
    /// The first issuer that the tail names, where the registry knows its code.
    pub code_issuer: Option<Issuer>,
}

/// How surely a symbol is one without a type word before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Strength {
    /// No letters, or letters that the registry does not know.
    Weak,
    /// A known type or body, but not both: needs `số` before it.
    Half,
    /// A known type and a known body, or the National Assembly.
    Full,
}

/// A number found, where it ends, and how sure it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberAt {
    pub(super) number: Number,
    pub(super) end: usize,
    pub(super) strength: Strength,
    pub(super) family: Family,
}

impl NumberAt {
    /// Digits alone.
    #[inline]
    fn bare(serial: Span, suffix: Option<Span>) -> NumberAt {
        let number =
            Number { serial, suffix, year: None, year_span: None, tail: None, code_type: None, code_issuer: None };
        let end = suffix.map_or(serial.end(), Span::end) as usize;
        NumberAt { number, end, strength: Strength::Weak, family: Family::Unknown }
    }
}

/// The number that starts at a run of digits, with its symbol where it has one.
pub(super) fn number_at(text: &Tokens, at: usize) -> Option<NumberAt> {
    let digits = text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() <= 6)?.span;
    let pos = digits.end() as usize;
    let spaced = byte(text, pos) == b' ' && byte(text, pos + 1).is_ascii_uppercase();
    if !spaced && !joined(text, pos) {
        return Some(NumberAt::bare(digits, None));
    }
    let (serial, suffix) = serial_at(text, digits)?;
    let bare = NumberAt::bare(serial, suffix);
    let NumberAt { mut number, mut end, .. } = bare;
    let mut pos = end;
    let mut after = separator(text, pos);
    if let Some((sep, (year, span))) = after.and_then(|sep| Some((sep, year_in(text, sep)?))) {
        (number.year, number.year_span) = (Some(year), Some(span));
        pos = span.end() as usize;
        // A year without letters after it: `64/2017`, `46.2016`; a dash would make it a range of something.
        if span.len() == 4 && !sep.parted() && matches!(sep.kind, '/' | '.') {
            end = pos;
        }
        after = separator(text, pos);
    }
    if let Some(tail) = tail_at(text, pos, after) {
        number.tail = Some(Span::of(pos, tail.end));
        number.code_type = tail.code_type;
        number.code_issuer = tail.code_issuer;
        return Some(NumberAt { number, end: tail.end, strength: tail.strength, family: tail.family });
    }
    Some(if end > bare.end { NumberAt { number, end, ..bare } } else { bare })
}
