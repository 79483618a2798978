//! Quantities: one numeral with its magnitude and unit, or two as a range or a fraction.

use super::numeral::{self, InWords};
use super::unit::{self, Found};
use super::{Flags, Form};
use crate::registry::cue::CUES;
use crate::registry::numeral::{NUMERALS, Role};
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;
use crate::{Decimal, Span};

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
    fn scale(&mut self, power: u8) {
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
        if matches!(text.as_bytes()[term.end..], [b' ', b'0'..=b'9', ..]) && term.plain > 0 {
            lesser_unit(text, &mut term);
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

/// `7 năm 6 tháng`, `3 km 500 m`: one quantity, in the lesser unit.
#[cold]
fn lesser_unit(text: &Tokens, term: &mut Term) {
    let Some(whole) = term.unit.filter(|u| u.unit.per[0].is_none()) else { return };
    let Ok(digits) = numeral::digits(text, term.end + 1) else { return };
    let Some(part) = unit::unit_at(text, digits.span.end() as usize).filter(|_| digits.value.scale() == 0) else {
        return;
    };
    let parts = &whole.unit.base.row().parts;
    let Some((_, times)) = parts.iter().find(|(symbol, _)| *symbol == part.unit.base.symbol()) else { return };
    let times = Decimal::from(i64::from(*times));
    let end = part.text.end() as usize;
    // 3 năm 6 tháng đầu năm: a time of the year.
    let of_year = || text.next_word(end, words!["đầu", "cuối", "năm"]).is_some();
    if part.unit.per[0].is_some() || digits.value >= times || of_year() {
        return;
    }
    let sum = term.value.checked_mul(times).and_then(|value| value.checked_add(digits.value));
    if let Some(sum) = sum {
        (term.value, term.number_end, term.end, term.unit) = (sum, digits.span.end() as usize, end, Some(part));
    }
}

/// A quantity: the core of a claim.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantity {
    pub(super) core: Span,
    pub(super) form: Form,
    pub(super) low: Decimal,
    pub(super) high: Option<Decimal>,
    pub(super) of: Option<Decimal>,
    pub(super) other: Option<Decimal>,
    pub(super) unit: Option<Found>,
    pub(super) flags: Flags,
    /// The first term, for what the grammar around asks of it.
    pub(super) first: Term,
}

impl Quantity {
    /// A single number.
    pub(super) fn number(term: &Term) -> Quantity {
        Quantity {
            core: Span::of(term.start, term.end),
            form: Form::Number,
            low: term.value,
            high: Some(term.value),
            of: None,
            other: term.other,
            unit: term.unit,
            flags: term.flags,
            first: *term,
        }
    }

    /// Takes the other reading of a separator that may group digits or part decimals, in which the number is whole.
    pub(super) fn read_whole(&mut self) {
        if let Some(whole) = self.other.filter(|_| self.flags.has(Flags::TWO_READINGS)) {
            (self.low, self.high, self.other) = (whole, Some(whole), Some(self.low));
            self.flags = self.flags.with(Flags::ENGLISH_GROUPING);
        }
    }

    /// Takes a unit and a magnitude (a power of ten) that stand by another number.
    pub(super) fn share(&mut self, unit: Option<unit::Found>, power: u8) {
        let scaled = |value: Decimal| value.checked_mul_pow10(power).unwrap_or(value);
        (self.low, self.high) = (scaled(self.low), self.high.map(scaled));
        self.unit = unit.or(self.unit);
        if unit.is_some() || power > 0 {
            self.flags = self.flags.with(Flags::SHARED_UNIT);
        }
    }
}

/// Reads the quantity at `at`: a range, a fraction or a number.
pub(super) fn quantity(text: &Tokens, at: usize) -> Result<Quantity, usize> {
    const LINKS: &WordSet = words!["/", "-", "÷", "đến", "tới", "và", "phần"];
    let first = term(text, at)?;
    let linked = text.next_token(first.end).is_some_and(|t| t.one_of(LINKS));
    let pair = if linked {
        pair(text, &first)
    } else if first.unit.is_none() && text.last_token(at).is_some_and(|t| t.one_of(words!["từ"])) {
        counted_range(text, &first)
    } else {
        return Ok(Quantity::number(&first));
    };
    Ok(pair.unwrap_or_else(|| Quantity::number(&first)))
}

#[inline(never)]
fn pair(text: &Tokens, first: &Term) -> Option<Quantity> {
    fraction(text, first).or_else(|| range(text, first))
}

/// `6,5 tỷ đồng/10 tỷ đồng`: a part and its whole, each with the unit.
#[cold]
fn of_measure(text: &Tokens, first: &Term, unit: Found) -> Option<Quantity> {
    let rest = text[first.end..].strip_prefix('/').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))?;
    let whole = term(text, text.len() - rest.len()).ok()?;
    let alike = whole.unit.is_some_and(|other| other.unit.base == unit.unit.base && other.unit.per[0].is_none());
    (alike && unit.unit.per[0].is_none() && first.value <= whole.value).then(|| Quantity {
        core: Span::of(first.start, whole.end),
        form: Form::Fraction,
        of: Some(whole.value),
        unit: whole.unit,
        flags: first.flags.with(whole.flags),
        ..Quantity::number(first)
    })
}

/// `12/18`, `978/1.170`, `hai phần ba`, `12 trên tổng số 18`.
fn fraction(text: &Tokens, first: &Term) -> Option<Quantity> {
    if let Some(unit) = first.unit {
        return of_measure(text, first, unit);
    }
    if first.power > 0 && first.words == 0 {
        return None;
    }
    let part = if first.words > 0 {
        let (at, _) = text.skip_space(first.number_end);
        let rest = text.token_at(at).filter(|t| t.one_of(words!["phần"]))?;
        let (at, _) = text.skip_space(rest.span.end() as usize);
        match NUMERALS.at(text, at)? {
            (Role::Units(4), end) => (Decimal::from(4), end),
            (Role::Digit(0) | Role::Power(2..), _) => return None,
            _ => {
                let words = numeral::words(text, at)?;
                (Decimal::new(words.value, 0)?, words.end)
            }
        }
    } else {
        let bytes = text.as_bytes();
        let spaced = bytes.get(first.number_end) == Some(&b' ') && bytes.get(first.number_end + 1) == Some(&b'/');
        let slash = first.number_end + usize::from(spaced);
        if bytes.get(slash) != Some(&b'/') {
            return None;
        }
        let at = slash + 1 + usize::from(bytes.get(slash + 1) == Some(&b' '));
        if !bytes.get(at)?.is_ascii_digit() {
            return None;
        }
        let digits = numeral::digits(text, at).ok()?;
        let end = digits.span.end() as usize;
        if bytes.get(end) == Some(&b'/') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        (digits.value, end)
    };
    let (of, end) = part;
    if of.is_zero() {
        return None;
    }
    let (mut first, mut of, mut end) = (*first, of, end);
    if let Some(m) = numeral::magnitude(text, end).filter(|_| first.words == 0) {
        first.scale(m.power);
        of = of.checked_mul_pow10(m.power)?;
        end = m.end;
    }
    let mut flags = first.flags;
    let unit = unit::unit_at(text, end).filter(|_| first.words == 0);
    if let Some(found) = unit {
        let row = found.unit.base.row();
        first.scale(row.power);
        of = of.checked_mul_pow10(row.power)?;
        if row.regional {
            flags = flags.with(Flags::REGIONAL_UNIT);
        }
    }
    let end = unit.map_or(end, |found| found.text.end() as usize);
    Some(Quantity {
        core: Span::of(first.start, end),
        form: Form::Fraction,
        low: first.value,
        high: Some(first.value),
        of: Some(of),
        other: None,
        unit,
        flags,
        first,
    })
}

/// `11-14`, `15 – 20`, `01 đến 02`, `5 đến 7 triệu đồng`: the second term's magnitude and unit are shared.
fn range(text: &Tokens, first: &Term) -> Option<Quantity> {
    let at = range_link(text, first)?;
    let after = text.as_bytes().get(at)?;
    if !after.is_ascii_digit() && first.words == 0 {
        return None;
    }
    let second = term(text, at).ok()?;
    if (second.words > 0) != (first.words > 0) {
        return None;
    }
    // A date, a code or a phone number goes on: `5 đến 7/6`, `090-123-456`.
    let next = text.as_bytes().get(second.end).copied().unwrap_or(b' ');
    let beyond = text.as_bytes().get(second.end + 1).is_some_and(u8::is_ascii_digit);
    // 20% - 47% - 33%: a list of shares.
    let (third, _) = text.skip_space(second.end);
    let listed = text[third..].starts_with(['-', '–'])
        && !text.as_bytes()[second.end..third].contains(&b'\n')
        && text
            .as_bytes()
            .get(text.skip_space(third + text[third..].chars().next().map_or(1, char::len_utf8)).0)
            .is_some_and(u8::is_ascii_digit)
        && first.unit.is_some();
    if listed {
        return None;
    }
    // 50 - 100 mm/24 giờ goes on in its unit.
    let measured = next == b'/' && second.unit.is_some();
    if (matches!(next, b'/' | b'-' | b':') && beyond && !measured)
        || (second.plain >= 4 && first.plain >= 4 && next == b')')
    {
        return None;
    }
    let mut low = *first;
    match (first.unit, second.unit) {
        // trẻ từ 6 tháng đến 36 tháng tuổi
        // từ 30 năm đến 60 năm tuổi Đảng
        // 50 miligam đến 80 miligam/100 mililít
        (Some(a), Some(b))
            if matches!(
                (a.unit.base.symbol(), b.unit.base.symbol()),
                ("tháng", "tháng tuổi") | ("năm", "năm tuổi Đảng") | ("mg", "mg/100 ml")
            ) => {}
        (Some(a), Some(b)) if a.unit.base.symbol() != b.unit.base.symbol() => {
            return mixed(first, &second, a, b);
        }
        (Some(_), None) => return None,
        _ => {}
    }
    if first.power == 0 && first.unit.is_none() && second.power > 0 && second.words == 0 {
        let mut shared = low;
        shared.scale(second.power);
        if shared.value < second.value {
            low = shared;
        }
    }
    if low.value >= second.value {
        return None;
    }
    let mut flags = low.flags.with(second.flags);
    if low.unit.is_none() && second.unit.is_some() {
        flags = flags.with(Flags::SHARED_UNIT);
    }
    Some(Quantity {
        core: Span::of(first.start, second.end),
        form: Form::Range,
        low: low.value,
        high: Some(second.value),
        of: None,
        other: None,
        unit: second.unit,
        flags,
        first: Term { unit: second.unit, power: low.power, ..*first },
    })
}

/// `từ 02 người đến 05 người`: what is counted stands behind both ends.
#[cold]
fn counted_range(text: &Tokens, first: &Term) -> Option<Quantity> {
    const MOST: usize = 4;
    let noun = text.next_token(first.end).filter(|t| t.class == Class::Word && t.case == Case::Lower)?;
    let mut link = noun;
    for _ in 0..MOST {
        if link.one_of(words!["đến", "tới"]) || link.class != Class::Word {
            break;
        }
        link = text.after(&link)?.0;
    }
    let words = text[noun.span.start() as usize..link.span.start() as usize].trim_end();
    // tăng từ 12 hộ đến 15 hộ: two levels
    let from = text.last_token(first.start)?;
    let change = text.before(&from).is_some_and(|(verb, _)| CUES.change.ending(text, verb).is_some());
    let next = text.skip_space(link.one_of(words!["đến", "tới"]).then_some(link.span.end() as usize)?).0;
    let at = CUES.bound_before.at(text, next).map_or(next, |(_, end)| text.skip_space(end).0);
    let second = term(text, at).ok().filter(|second| second.unit.is_none() && second.words == first.words)?;
    let again = text[second.end..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(words));
    (again && !change && first.value < second.value).then(|| Quantity {
        core: Span::of(first.start, second.end),
        form: Form::Range,
        high: Some(second.value),
        flags: first.flags.with(second.flags),
        ..Quantity::number(first)
    })
}

/// `từ 06 tháng đến 03 năm`: ends in two units, in the lesser one.
#[cold]
fn mixed(first: &Term, second: &Term, a: Found, b: Found) -> Option<Quantity> {
    let times = |whole: Found, part: Found| {
        let parts = &whole.unit.base.row().parts;
        let found = parts.iter().find(|(symbol, _)| *symbol == part.unit.base.symbol());
        found.map(|(_, times)| Decimal::from(i64::from(*times)))
    };
    let (low, high, unit) = match times(b, a) {
        Some(times) => (first.value, second.value.checked_mul(times)?, a),
        None => (first.value.checked_mul(times(a, b)?)?, second.value, b),
    };
    let plain = a.unit.per[0].is_none() && b.unit.per[0].is_none();
    (plain && low < high).then(|| Quantity {
        core: Span::of(first.start, second.end),
        form: Form::Range,
        low,
        high: Some(high),
        of: None,
        other: None,
        unit: Some(unit),
        flags: first.flags.with(second.flags),
        first: Term { unit: Some(unit), ..*first },
    })
}

/// Where the second term of a range starts, after a dash or đến.
fn range_link(text: &Tokens, first: &Term) -> Option<usize> {
    let (at, _) = text.skip_space(first.end);
    let token = text.token_at(at)?;
    // giữa 1.000 và 2.000 đồng
    let between = || {
        let (before, _) = text.skip_space_back(first.start);
        text.token_before(before).is_some_and(|t| t.one_of(words!["giữa"]))
    };
    if token.one_of(words!["và"]) && between() {
        return Some(text.skip_space(token.span.end() as usize).0);
    }
    let (next, _) = text.skip_space(token.span.end() as usize);
    if token.one_of(words!["-", "÷"]) {
        // 5 - dưới 10 km/h
        return Some(is_below(text, next).unwrap_or(next));
    }
    if !token.one_of(words!["đến", "tới"]) {
        return None;
    }
    // từ 2,1 đến dưới 2,4 triệu đồng
    Some(CUES.bound_before.at(text, next).map_or(next, |(_, end)| text.skip_space(end).0))
}

/// Where the number after `dưới` starts.
fn is_below(text: &Tokens, at: usize) -> Option<usize> {
    text.token_at(at).filter(|t| t.one_of(words!["dưới"])).map(|t| text.skip_space(t.span.end() as usize).0)
}
