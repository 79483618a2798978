//! Numbers in digits, with their separators.

use super::magnitude::magnitude;
use crate::claim::clause::governed;
use crate::claim::trap::cue;
use crate::claim::{Flags, unit};
use crate::registry::unit::Kind;
use crate::text::set::words;
use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;
use crate::{Decimal, Span};

/// A numeral in digits, without magnitude.
#[derive(Clone, Copy, Debug)]
pub(in crate::claim) struct Digits {
    pub(in crate::claim) span: Span,
    pub(in crate::claim) value: Decimal,
    /// The value in the other reading of the separator.
    pub(in crate::claim) other: Option<Decimal>,
    pub(in crate::claim) flags: Flags,
    /// How many digits, where no separator stands among them; else 0.
    pub(in crate::claim) plain: usize,
}

/// Reads the digits at `at` with their separators. `Err` holds where a chunk ends that is no number: `3.5.2025`.
///
/// Vietnamese writes a dot between groups of three and a comma before decimals; English the other way round. What the
/// groups say decides; where they leave it open (`1,043`), the Vietnamese reading stands and the other is kept.
pub(in crate::claim) fn digits(text: &Tokens, at: usize) -> Result<Digits, usize> {
    let bytes = text.as_bytes();
    let (mut value, mut end) = (0u64, at);
    while let Some(digit) = bytes.get(end).filter(|b| b.is_ascii_digit() && end - at < WORD) {
        value = value * 10 + u64::from(digit - b'0');
        end += 1;
    }
    // Most numerals are one short run: nothing after it can belong to it.
    let after = bytes.get(end).copied().unwrap_or(b'\n');
    let goes_on = matches!(after, b'.' | b',' | b' ')
        && (bytes.get(end + 1).is_some_and(|b| b.is_ascii_digit() || *b == b'%')
            || matches!(bytes[end..], [b',', b' ', b'0'..=b'9', ..] | [b' ', b',', b' ', b'0'..=b'9', ..]));
    if after.is_ascii_digit() || goes_on {
        return separated(text, at);
    }
    let value = Decimal::new(i128::from(value), 0).unwrap_or(Decimal::ZERO);
    Ok(Digits { span: Span::of(at, end), value, other: None, flags: Flags::NONE, plain: end - at })
}

/// Digits that a machine word holds, whatever they are.
const WORD: usize = 18;

/// [`digits`] where a separator or a space with more digits may follow the first run.
fn separated(text: &Tokens, at: usize) -> Result<Digits, usize> {
    let runs = Runs::read(text.as_bytes(), at)?;
    let mut end = runs.end();
    let (whole, mut flags) = runs.reading().ok_or(end)?;
    let mut value = runs.value(whole);
    let other = if flags == Flags::TWO_READINGS { runs.value(runs.n) } else { None };
    let mut plain = if runs.n == 1 { runs.len(0) } else { 0 };
    let groups = || if runs.n == 1 && runs.len(0) <= 3 { spaced_groups(text, at, end) } else { None };
    let decimals = || value.filter(|_| whole == runs.n).and_then(|value| spaced_decimals(text, at, end, value));
    if let Some((joined, sum)) = groups().or_else(decimals) {
        (end, value, plain) = (joined, Some(sum), 0);
        flags = flags.with(Flags::SPACED);
    }
    // 8,%: the decimals were left out.
    if text[end..].starts_with(",%") {
        (end, plain, flags) = (end + 1, 0, flags.with(Flags::MALFORMED));
    }
    if value.is_none() {
        flags = flags.with(Flags::OVERFLOW);
    }
    Ok(Digits { span: Span::of(at, end), value: value.unwrap_or(Decimal::ZERO), other, flags, plain })
}

/// Runs of digits with one separator between each and the next.
struct Runs<'t> {
    bytes: &'t [u8],
    /// Where each begins and ends.
    runs: [(usize, usize); Runs::MOST],
    /// The separator after each but the last.
    separators: [u8; Runs::MOST],
    n: usize,
}

impl<'t> Runs<'t> {
    /// More runs than any number has.
    const MOST: usize = 14;

    /// The runs from `at` on. `Err` holds where they end if there are too many.
    fn read(bytes: &'t [u8], at: usize) -> Result<Runs<'t>, usize> {
        let mut read = Runs { bytes, runs: [(0, 0); Runs::MOST], separators: [0; Runs::MOST], n: 0 };
        let mut start = at;
        loop {
            let end = start + bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
            let separator = match bytes[end..] {
                [separator @ (b'.' | b','), b'0'..=b'9', ..] => Some(separator),
                _ => None,
            };
            if read.n < Runs::MOST {
                read.runs[read.n] = (start, end);
                read.separators[read.n] = separator.unwrap_or_default();
            }
            read.n += 1;
            match separator {
                Some(_) => start = end + 1,
                None if read.n > Runs::MOST => return Err(end),
                None => return Ok(read),
            }
        }
    }

    fn len(&self, i: usize) -> usize {
        self.runs[i].1 - self.runs[i].0
    }

    fn end(&self) -> usize {
        self.runs[self.n - 1].1
    }

    /// How many of the runs are the whole part, and what is to be said of the way it is written; `None`: no number.
    fn reading(&self) -> Option<(usize, Flags)> {
        let n = self.n;
        let separators = &self.separators[..n - 1];
        let count = |separator: u8| separators.iter().filter(|s| **s == separator).count();
        let groups = |to: usize| (1..to).all(|i| self.len(i) == 3);
        let last = |separator: u8| separators.last() == Some(&separator);
        let zero = self.bytes[self.runs[0].0] == b'0';
        let short = self.len(0) <= 3;
        let whole = |flags| Some((n, flags));
        let decimal = |flags| Some((n - 1, flags));
        match (count(b'.'), count(b',')) {
            (0, 0) => whole(Flags::NONE),
            (_, 0) if groups(n) && short && !zero => whole(Flags::NONE),
            (2.., 0) if groups(n - 1) && short && !zero && self.len(n - 1) < 3 => {
                decimal(Flags::DOT_DECIMAL.with(Flags::MALFORMED))
            }
            (1, 0) if short && (!zero || self.len(0) == 1) => decimal(Flags::DOT_DECIMAL),
            (1, 0) if !zero => decimal(Flags::DOT_DECIMAL.with(Flags::MALFORMED)),
            (0, 1) if groups(n) && short && !zero => decimal(Flags::TWO_READINGS),
            (0, 1) => decimal(Flags::NONE),
            (0, _) if groups(n) && short && !zero => whole(Flags::ENGLISH_GROUPING),
            (0, _) if groups(n - 1) && short && !zero && self.len(n - 1) < 3 => decimal(Flags::MALFORMED),
            (_, 1) if last(b',') && groups(n - 1) && short => decimal(Flags::NONE),
            (1, 1) if last(b',') => decimal(Flags::MALFORMED),
            (1, _) if last(b'.') && groups(n - 1) && short => decimal(Flags::ENGLISH_GROUPING.with(Flags::DOT_DECIMAL)),
            _ => None,
        }
    }

    /// The value if the first `whole` runs are the whole part; `None` where no [`Decimal`] holds it.
    fn value(&self, whole: usize) -> Option<Decimal> {
        let runs = &self.runs[..self.n];
        let digits = || runs.iter().flat_map(|&(start, end)| &self.bytes[start..end]).map(|byte| byte - b'0');
        let mantissa = if self.end() - self.runs[0].0 <= WORD {
            i128::from(digits().fold(0u64, |n, digit| n * 10 + u64::from(digit)))
        } else {
            digits().try_fold(0i128, |n, digit| n.checked_mul(10)?.checked_add(i128::from(digit)))?
        };
        let scale: usize = (whole..self.n).map(|i| self.len(i)).sum();
        Decimal::new(mantissa, u8::try_from(scale).ok()?)
    }
}

/// `1 500 000`: at least two groups of three after single spaces, or one before `đồng`, or where it is said how many:
/// `đạt 12 500 tấn`.
fn spaced_groups(text: &Tokens, at: usize, first: usize) -> Option<(usize, Decimal)> {
    let bytes = text.as_bytes();
    let group = |pos: usize| {
        let three = bytes.get(pos) == Some(&b' ') && bytes.get(pos + 1..pos + 4)?.iter().all(u8::is_ascii_digit);
        let last = !bytes.get(pos + 4).is_some_and(|b| b.is_ascii_digit());
        (three && last).then_some(pos + 4)
    };
    if bytes[at] == b'0' {
        return None;
    }
    let (mut end, mut groups) = (first, 0);
    while let Some(next) = group(end) {
        end = next;
        groups += 1;
        if groups > 8 {
            return None;
        }
    }
    let money = || {
        let (pos, _) = text.skip_space(end);
        text.token_at(pos).is_some_and(|t| t.one_of(words!["đồng", "đ", "vnđ", "vnd"]))
    };
    let separated = matches!(bytes.get(end), Some(b'.' | b',')) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    let told = || {
        let word = text[..at].ends_with(' ').then(|| text.last_token(at)).flatten();
        let noun = matches!(bytes[end..], [b' ', next, ..] if next.is_ascii_lowercase() || next >= 0x80);
        noun && word.is_some_and(|t| t.one_of(words!["đạt", "với", "là", "được", "gần", "hơn", "khoảng"]))
    };
    if separated || !(groups >= 2 || (groups == 1 && (money() || told()))) {
        return None;
    }
    let mut mantissa = 0i128;
    for byte in bytes[at..end].iter().filter(|b| b.is_ascii_digit()) {
        mantissa = mantissa * 10 + i128::from(byte - b'0');
    }
    Some((end, Decimal::new(mantissa, 0)?))
}

/// `11, 79%`, `đạt 167, 2 tấn`: a space that slipped into the decimals of a measure. Round figures (`10, 20%`) and the next number
/// (`2, 3 tỷ đồng`) are likelier a list, as is a greater one without a verb before.
#[cold]
fn spaced_decimals(text: &Tokens, at: usize, first: usize, whole: Decimal) -> Option<(usize, Decimal)> {
    // 45 , 6 %
    let gap = if text.as_bytes()[first..].starts_with(b" ") { 3 } else { 2 };
    let rest = text.as_bytes()[first..].strip_prefix(b" ").unwrap_or(&text.as_bytes()[first..]).strip_prefix(b", ")?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let end = first + gap + digits;
    let share = rest.get(digits) == Some(&b'%');
    let measure = || {
        let measures = |kind| matches!(kind, Kind::Money | Kind::Measure | Kind::Ratio);
        unit::unit_at(text, end).is_some_and(|found| measures(found.unit.base.row().kind))
            || magnitude(text, end).is_some()
    };
    if !matches!(digits, 1 | 2) || !(share || measure()) {
        return None;
    }
    let part = rest[..digits].iter().fold(0, |n, digit| n * 10 + i64::from(digit - b'0'));
    let (next, part) = (whole.checked_add(Decimal::from(1)), Decimal::from(part));
    let before = text.last_token(at);
    let over = before.is_some_and(|t| t.one_of(words!["hơn", "gần", "trên", "dưới"]));
    let told = over || governed(text, at);
    let round = digits == 2 && (rest[1] - b'0') % 5 == 0;
    // lô 4, 12 tấn; Lớp 12, 98%; các mức 5, 10, 15 tỷ
    let sure = told || share && digits == 2 || part < whole;
    let listed = before.is_some_and(|t| t.class != Class::Word && !t.one_of(words!["("]));
    if round || next == Some(part) && !over || !sure || listed || cue(text, at).is_some() {
        return None;
    }
    let fraction = Decimal::new(part.mantissa(), digits as u8)?;
    Some((end, whole.checked_add(fraction)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_their_separators() {
        for (text, value, flags) in [
            ("171", "171", Flags::NONE),
            ("08", "8", Flags::NONE),
            ("1.400", "1400", Flags::NONE),
            ("3.500.000.000", "3500000000", Flags::NONE),
            ("2,8", "2.8", Flags::NONE),
            ("0,125", "0.125", Flags::NONE),
            ("55.599,7", "55599.7", Flags::NONE),
            ("12.345,678", "12345.678", Flags::NONE),
            ("1,043", "1.043", Flags::TWO_READINGS),
            ("1,381,956", "1381956", Flags::ENGLISH_GROUPING),
            ("1,234.5", "1234.5", Flags::ENGLISH_GROUPING.with(Flags::DOT_DECIMAL)),
            ("5.0", "5", Flags::DOT_DECIMAL),
            ("283.75", "283.75", Flags::DOT_DECIMAL),
            ("1,173,5", "1173.5", Flags::MALFORMED),
            ("16.724.8", "16724.8", Flags::DOT_DECIMAL.with(Flags::MALFORMED)),
            ("8,%", "8", Flags::MALFORMED),
            ("1 500 000", "1500000", Flags::SPACED),
            ("35 000 đồng", "35000", Flags::SPACED),
            ("11, 79%", "11.79", Flags::SPACED),
        ] {
            let read = digits(&Tokens::plain(text), 0).unwrap_or_else(|_| panic!("{text} is a number"));
            assert_eq!((read.value.to_string().as_str(), read.flags), (value, flags), "{text}");
        }
        for text in ["3.5.2025", "0214.3840.044", "1.2.3", "1,2,3,4"] {
            assert!(digits(&Tokens::plain(text), 0).is_err(), "{text}");
        }
    }
}
