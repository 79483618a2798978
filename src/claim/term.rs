//! [`Term`]: one numeral with its magnitude and unit.

use super::Flags;
use super::numeral::{self, InWords};
use super::unit::{self, Found};
use crate::Decimal;
use crate::registry::numeral::{NUMERALS, Role};
use crate::text::set::words;
use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;
/// One numeral with what belongs to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) start: usize,
    /// Where the numeral and its magnitude end.
    pub(super) number_end: usize,
    /// Where the unit ends, or the number without one.
    pub(super) end: usize,
    pub(super) value: Decimal,
    pub(super) other: Option<Decimal>,
    /// The magnitude's power of ten; 0 where there is none.
    pub(super) power: u8,
    pub(super) unit: Option<Found>,
    pub(super) flags: Flags,
    /// Digits without separators: how many; else 0.
    pub(super) plain: usize,
    /// Words in a spelled number; 0 for digits.
    pub(super) words: usize,
}

impl Term {
    /// An order of magnitude or a half, in so many words up to `number_end`.
    pub(super) fn in_words(start: usize, number_end: usize, value: Decimal, words: usize, unit: Option<Found>) -> Term {
        Term {
            start,
            number_end,
            end: unit.map_or(number_end, |unit| unit.text.end() as usize),
            value,
            other: None,
            power: 0,
            unit,
            flags: Flags::WORDS,
            plain: 0,
            words,
        }
    }

    /// Scales by a power of ten, once more.
    pub(super) fn scale(&mut self, power: u8) {
        self.value = scale(self.value, power, &mut self.flags);
        self.other = self.other.and_then(|v| v.checked_mul_pow10(power));
        self.power += power;
    }
}

fn scale(value: Decimal, power: u8, flags: &mut Flags) -> Decimal {
    value.checked_mul_pow10(power).unwrap_or_else(|| {
        *flags = flags.with(Flags::OVERFLOW);
        Decimal::ZERO
    })
}

/// Reads the term that starts at `at`: digits or number words. `Err` holds where a chunk ends that is no number.
pub(super) fn term(text: &Tokens, at: usize) -> Result<Term, usize> {
    let mut term = if text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) {
        let digits = numeral::digits(text, at)?;
        Term {
            start: at,
            number_end: digits.span.end() as usize,
            end: 0,
            value: digits.value,
            other: digits.other,
            power: 0,
            unit: None,
            flags: digits.flags,
            plain: digits.plain,
            words: 0,
        }
    } else {
        let InWords { value, end, count, last_power } = numeral::words(text, at).ok_or(at)?;
        Term {
            start: at,
            number_end: end,
            end: 0,
            value: Decimal::new(value, 0).unwrap_or(Decimal::ZERO),
            other: None,
            power: last_power.unwrap_or(0),
            unit: None,
            flags: Flags::WORDS,
            plain: 0,
            words: count,
        }
    };
    if term.words == 0 {
        spelled_out(text, &mut term);
    }
    let mut unit = unit::unit_at(text, term.number_end);
    if term.words == 0 && unit.is_none_or(|u| u.unit.base.row().power == 0) {
        if let Some(m) = numeral::magnitude(text, term.number_end) {
            term.scale(m.power);
            term.number_end = m.end;
            if m.doubled {
                term.flags = term.flags.with(Flags::MALFORMED);
            }
            remainder(text, &mut term, m.last);
            unit = unit::unit_at(text, term.number_end);
            if unit.is_none() && term.power >= 6 && text.as_bytes().get(term.number_end) == Some(&b'/') {
                unit = unit::money_at(text, term.number_end);
            }
        }
    }
    term.end = term.number_end;
    if let Some(found) = unit {
        term.end = found.text.end() as usize;
        term.unit = Some(found);
        let row = found.unit.base.row();
        if row.power > 0 {
            term.scale(row.power);
        }
        if row.regional {
            term.flags = term.flags.with(Flags::REGIONAL_UNIT);
        }
        glued_decimals(text, &mut term);
        while matches!(text.as_bytes()[term.end..], [b' ', b'0'..=b'9', ..]) && term.plain > 0 {
            if lesser_unit(text, &mut term).is_none() {
                break;
            }
        }
    }
    Ok(term)
}

/// `05 (năm) ngày`: the words in brackets say the number again.
fn spelled_out(text: &Tokens, term: &mut Term) {
    let (open, _) = text.skip_space(term.number_end);
    if text.as_bytes().get(open) != Some(&b'(') {
        return;
    }
    let (at, _) = text.skip_space(open + 1);
    let Some(words) = numeral::words(text, at) else { return };
    let (close, _) = text.skip_space(words.end);
    if text.as_bytes().get(close) != Some(&b')') {
        return;
    }
    if Decimal::new(words.value, 0) != Some(term.value) {
        term.flags = term.flags.with(Flags::WORDS_DISAGREE);
    }
    term.number_end = close + 1;
    term.plain = 0;
}

/// `1.702 tỷ 417 triệu`, `3 triệu rưỡi`: what follows under a smaller magnitude is added.
fn remainder(text: &Tokens, term: &mut Term, mut last: u8) {
    for _ in 0..3 {
        let (at, _) = text.skip_space(term.number_end);
        if let Some((Role::Half, end)) = NUMERALS.at(text, at) {
            let half = Decimal::from(5).checked_mul_pow10(last.saturating_sub(1));
            if let Some(sum) = half.and_then(|half| term.value.checked_add(half)) {
                (term.value, term.number_end) = (sum, end);
            }
            return;
        }
        if !text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) {
            return;
        }
        let Ok(digits) = numeral::digits(text, at) else { return };
        let Some(m) = numeral::magnitude(text, digits.span.end() as usize) else { return };
        // 1 nghìn 120 tỷ: one numeral under the last magnitude.
        if m.power > last && term.power == last && Some(digits.value) < Decimal::from(1).checked_mul_pow10(last) {
            let whole = term.value.checked_add(digits.value).and_then(|sum| sum.checked_mul_pow10(m.power));
            if let Some(whole) = whole {
                (term.value, term.number_end, term.power) = (whole, m.end, term.power + m.power);
            }
            return;
        }
        let part = digits.value.checked_mul_pow10(m.power);
        let limit = Decimal::from(1).checked_mul_pow10(last);
        if m.power >= last || part >= limit {
            return;
        }
        let Some(sum) = part.and_then(|part| term.value.checked_add(part)) else { return };
        (term.value, term.number_end) = (sum, m.end);
        last = m.last;
    }
}

/// `1m65`, `3km500`: digits glued to the unit are its decimals.
fn glued_decimals(text: &Tokens, term: &mut Term) {
    let Some(found) = term.unit else { return };
    let digits = match found.unit.base.symbol() {
        "m" => 1..=2,
        "km" => 3..=3,
        _ => return,
    };
    let whole = term.plain > 0 && found.text.start() as usize == term.number_end && found.unit.per[0].is_none();
    let Some(rest) = text.token_at(term.end).filter(|t| whole && t.class == Class::Digits) else { return };
    let len = rest.span.len() as usize;
    let Ok(fraction) = numeral::digits(text, term.end) else { return };
    if !digits.contains(&len) || fraction.plain != len {
        return;
    }
    let part = Decimal::new(fraction.value.mantissa(), len as u8);
    if let Some(sum) = part.and_then(|part| term.value.checked_add(part)) {
        term.value = sum;
        term.end = rest.span.end() as usize;
    }
}

/// `7 năm 6 tháng`, `3 km 500 m`, `2 giờ 21 phút 36 giây`: one quantity, in the lesser unit; none where nothing was added.
#[cold]
fn lesser_unit(text: &Tokens, term: &mut Term) -> Option<()> {
    let whole = term.unit.filter(|u| u.unit.per[0].is_none())?;
    let digits = numeral::digits(text, term.end + 1).ok()?;
    let part = unit::unit_at(text, digits.span.end() as usize).filter(|_| digits.value.scale() == 0)?;
    let parts = &whole.unit.base.row().parts;
    let (_, times) = parts.iter().find(|(symbol, _)| *symbol == part.unit.base.symbol())?;
    let times = Decimal::from(i64::from(*times));
    let end = part.text.end() as usize;
    // 3 năm 6 tháng đầu năm: a time of the year.
    let of_year = || text.next_word(end, words!["đầu", "cuối", "năm"]).is_some();
    if part.unit.per[0].is_some() || digits.value >= times || of_year() {
        return None;
    }
    let sum = term.value.checked_mul(times)?.checked_add(digits.value)?;
    (term.value, term.number_end, term.end, term.unit) = (sum, digits.span.end() as usize, end, Some(part));
    Some(())
}
