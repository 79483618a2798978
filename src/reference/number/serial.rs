//! What stands before the letters of a symbol: the serial number, its suffix letter, and the year.

use super::separator::Separator;
use crate::Span;
use crate::reference::words::{byte, year_at};
use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;

/// The serial number that begins with a run of digits, and its suffix letter. `None` where the digits are of a decimal.
pub(super) fn serial_at(text: &Tokens, digits: Span) -> Option<(Span, Option<Span>)> {
    let at = digits.start() as usize;
    let mut end = digits.end() as usize;
    // `66.22/2026/NQ-CP`, `1.640/QĐ-UBND`; `46.2016` has a year.
    if byte(text, end) == b'.' {
        if let Some(more) = text.token_at(end + 1).filter(|t| t.class == Class::Digits && t.span.len() <= 3) {
            end = more.span.end() as usize;
            if !matches!(byte(text, end), b'/' | b'-') {
                return None;
            }
        }
    }
    if let Some(end) = misread_one(text, end) {
        return Some((Span::of(at, end), None));
    }
    let letter = text.token_at(end).filter(|t| t.class == Class::Word && t.span.len() <= 2);
    let suffix = letter.map(|letter| letter.span).filter(|&letter| suffix_letter(&text[letter]));
    Some((Span::of(at, end), suffix))
}

/// The year behind the separator that follows a serial number: `2015` of `04/2015/NĐ-CP`.
pub(super) fn year_in(text: &Tokens, sep: Separator) -> Option<(u16, Span)> {
    if let Some(year) = year_at(text, sep.end) {
        return Some((year, Span::of(sep.end, sep.end + 4)));
    }
    if sep.kind != '/' {
        return None;
    }
    // `12/98/PL-UBTVQH10`: symbols of the nineties may give two digits.
    let short = text.token_at(sep.end).filter(|t| t.class == Class::Digits && t.span.len() == 2)?.span;
    let year: u16 = text[short].parse().ok().filter(|year| *year >= 45)?;
    (byte(text, short.end() as usize) == b'/').then_some((1900 + year, short))
}

/// Whether a word is one of the letters that tell numbers apart: `30a`, `30c`.
fn suffix_letter(word: &str) -> bool {
    matches!(word, "a" | "b" | "c" | "d" | "đ" | "e" | "g" | "A" | "B" | "C" | "D" | "Đ" | "E")
}

/// A scanner's `l` or `I` for the digit 1 inside a number: `1 l/2005`. Where it ends.
fn misread_one(text: &Tokens, at: usize) -> Option<usize> {
    let letter = if byte(text, at) == b' ' { at + 1 } else { at };
    let misread = matches!(byte(text, letter), b'l' | b'I') && byte(text, letter + 1) == b'/';
    (misread && year_at(text, letter + 2).is_some()).then_some(letter + 1)
}
