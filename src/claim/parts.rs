//! Rows of parts: labels with bare numbers that break down the number before them, `99 nhà (Lào Cai 82, Yên Bái 17)`.

use super::clause::past_aside;
use super::numeral;
use crate::Decimal;
use crate::registry::place::ProvinceName;
use crate::text::set::words;
use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;

/// A row of labels and bare numbers.
pub(super) struct Row {
    /// What the numbers add up to.
    pub(super) value: Decimal,
    pub(super) members: usize,
    /// Whether every label is a province's name, in brackets.
    pub(super) provinces: bool,
    /// Where the last number ends.
    pub(super) end: usize,
}

/// Reads `1 Nhất, 4 Nhì và 7 Ba)`, whose first number stands at `at`, right behind the bracket: counts of a few words each.
pub(super) fn counts(text: &Tokens, mut at: usize) -> Option<Row> {
    const MOST: usize = 40;
    const WORDS: usize = 4;
    let mut found = Row { value: Decimal::ZERO, members: 0, provinces: false, end: at };
    for _ in 0..MOST {
        let digits = numeral::digits(text, at).ok().filter(|digits| digits.value.scale() == 0)?;
        found.value = found.value.checked_add(digits.value)?;
        (found.members, found.end) = (found.members + 1, digits.span.end() as usize);
        let mut next = text.next_token(found.end).filter(|t| t.class == Class::Word)?;
        for _ in 0..WORDS {
            next = text.after(&next)?.0;
            if next.class != Class::Word || next.one_of(words!["và"]) {
                break;
            }
        }
        if next.one_of(words![")"]) {
            return Some(found);
        }
        let number = text.after(&next).filter(|_| next.one_of(words![",", ";", "và"])).map(|(number, _)| number);
        at = number.filter(|t| t.class == Class::Digits)?.span.start() as usize;
    }
    None
}

/// Reads `Lào Cai 82, Yên Bái 17)` or `Lào Cai (82), Yên Bái (17)`, whose first number stands at `at..end`. `open` is where
/// the brackets open.
pub(super) fn row(text: &Tokens, at: usize, end: usize, open: Option<usize>) -> Option<Row> {
    const MOST: usize = 40;
    let named = |from: usize, to: usize| {
        let from = text.skip_space(from).0;
        ProvinceName::at(text, from).is_some_and(|(_, end)| text.skip_space(end).0 == to)
    };
    let enclosed = open == Some(at) && text.as_bytes().get(end) == Some(&b')');
    let provinces = open.is_some_and(|open| !enclosed && named(open, at));
    let mut found = Row { value: Decimal::ZERO, members: 0, provinces, end };
    let (mut at, mut end) = (at, end);
    for _ in 0..MOST {
        let digits = numeral::digits(text, at).ok().filter(|digits| digits.span.end() as usize == end)?;
        found.value = found.value.checked_add(digits.value)?;
        (found.members, found.end) = (found.members + 1, end);
        let after = end + usize::from(enclosed && text.as_bytes().get(end) == Some(&b')'));
        // tiểu học 401 (Tiếng Anh 155), THCS 207
        let after = if enclosed { after } else { past_aside(text, after).unwrap_or(after) };
        let next = text.next_token(after);
        let Some(mark) = next.filter(|t| t.one_of(words![",", ";", "và"])) else {
            let closed = next.is_none_or(|t| t.one_of(words![")", "."]))
                || text[after..].trim_start_matches(' ').starts_with('\n');
            return closed.then_some(found);
        };
        // The next label and its number.
        let mut next = text.after(&mark).map(|(token, _)| token);
        for _ in 0..7 {
            next = next
                .filter(|t| t.class == Class::Word || t.one_of(words![":", "-"]) || enclosed && t.one_of(words!["("]));
            next = next.and_then(|t| text.after(&t)).map(|(token, _)| token);
            if next.is_some_and(|t| t.class == Class::Digits) {
                break;
            }
        }
        // Vũng Tàu (6); trong đó …: the row has ended.
        let number = next.filter(|t| t.class == Class::Digits);
        let Some(number) = number.filter(|t| !enclosed || text[..t.span.start() as usize].ends_with('(')) else {
            return enclosed.then_some(found);
        };
        at = number.span.start() as usize;
        found.provinces &= named(mark.span.end() as usize, at);
        end = numeral::digits(text, at).ok()?.span.end() as usize;
    }
    None
}
