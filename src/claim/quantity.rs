//! [`Quantity`]: one term, or two as a range or a fraction.

use super::numeral;
use super::term::{Term, term};
use super::unit::{self, Found};
use super::{Flags, Form};
use crate::registry::cue::CUES;
use crate::registry::numeral::{NUMERALS, Role};
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;
use crate::{Decimal, Span};

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
    // 18.945 triệu đồng/15.600 triệu đồng: more than was planned.
    let near = whole.value.checked_mul_pow10(1).is_some_and(|most| first.value <= most);
    (alike && unit.unit.per[0].is_none() && near).then(|| Quantity {
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
