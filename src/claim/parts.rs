//! Rows of parts: labels with bare numbers that break down the number before them, `99 nhà (Lào Cai 82, Yên Bái 17)`.

use super::numeral;
use crate::Decimal;
use crate::registry::place::ProvinceName;
use crate::text::key::{Class, skip_space, token_at};
use crate::text::set::words;
use crate::text::tokens::{Tokens, Words};

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

/// Reads `Lào Cai 82, Yên Bái 17)`, whose first number stands at `at..end`. `open` is where the brackets open.
pub(super) fn row(text: &Tokens, at: usize, end: usize, open: Option<usize>) -> Option<Row> {
    const MOST: usize = 40;
    let named = |from: usize, to: usize| {
        let from = skip_space(text, from).0;
        ProvinceName::at(text, from).is_some_and(|(_, end)| skip_space(text, end).0 == to)
    };
    let mut found = Row { value: Decimal::ZERO, members: 0, provinces: open.is_some_and(|open| named(open, at)), end };
    let (mut at, mut end) = (at, end);
    for _ in 0..MOST {
        let digits = numeral::digits(text, at).ok().filter(|digits| digits.span.end() as usize == end)?;
        found.value = found.value.checked_add(digits.value)?;
        (found.members, found.end) = (found.members + 1, end);
        let next = token_at(text, skip_space(text, end).0);
        let Some(mark) = next.filter(|t| t.one_of(words![",", ";", "và"])) else {
            let closed = next.is_none_or(|t| t.one_of(words![")", "."]))
                || text[end..].trim_start_matches(' ').starts_with('\n');
            return closed.then_some(found);
        };
        let label = mark.span.end() as usize;
        let mut next = text.after(&mark).map(|(token, _)| token);
        for _ in 0..6 {
            next = next.filter(|t| t.class == Class::Word || t.one_of(words![":", "-"]));
            next = next.and_then(|t| text.after(&t)).map(|(token, _)| token);
            if next.is_some_and(|t| t.class == Class::Digits) {
                break;
            }
        }
        let number = next.filter(|t| t.class == Class::Digits)?;
        at = number.span.start() as usize;
        found.provinces &= named(label, at);
        end = numeral::digits(text, at).ok()?.span.end() as usize;
    }
    None
}
