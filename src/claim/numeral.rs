//! Numerals: digits with their separators, magnitude words, and numbers in full words, read exactly.

use super::Flags;
use crate::registry::numeral::{NUMERALS, Role};
use crate::text::set::words;
use crate::text::token::{Case, Token, Words};
use crate::text::tokens::Tokens;
use crate::{Decimal, Span};

/// A numeral in digits, without magnitude.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digits {
    pub(super) span: Span,
    pub(super) value: Decimal,
    /// The value in the other reading of the separator.
    pub(super) other: Option<Decimal>,
    pub(super) flags: Flags,
    /// How many digits, where no separator stands among them; else 0.
    pub(super) plain: usize,
}

/// Reads the digits at `at` with their separators. `Err` holds where a chunk ends that is no number: `3.5.2025`.
///
/// Vietnamese writes a dot between groups of three and a comma before decimals; English the other way round. What the
/// groups say decides; where they leave it open (`1,043`), the Vietnamese reading stands and the other is kept.
pub(super) fn digits(text: &Tokens, at: usize) -> Result<Digits, usize> {
    let bytes = text.as_bytes();
    let (mut value, mut end) = (0u64, at);
    while let Some(digit) = bytes.get(end).filter(|b| b.is_ascii_digit() && end - at < WORD) {
        value = value * 10 + u64::from(digit - b'0');
        end += 1;
    }
    // Most numerals are one short run: nothing after it can belong to it.
    let after = bytes.get(end).copied().unwrap_or(b'\n');
    let goes_on = matches!(after, b'.' | b',' | b' ')
        && (bytes.get(end + 1).is_some_and(u8::is_ascii_digit) || bytes.get(end + 4) == Some(&b'%'));
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
    const MOST: usize = 14;
    let bytes = text.as_bytes();
    let run_end = |mut pos: usize| {
        while bytes.get(pos).is_some_and(u8::is_ascii_digit) {
            pos += 1;
        }
        pos
    };
    let (mut runs, mut separators) = ([(0, 0); MOST], [0u8; MOST]);
    let (mut n, mut pos) = (0, at);
    loop {
        let end = run_end(pos);
        if n < MOST {
            runs[n] = (pos, end);
        }
        n += 1;
        match bytes.get(end) {
            Some(&separator @ (b'.' | b',')) if bytes.get(end + 1).is_some_and(u8::is_ascii_digit) => {
                if n < MOST {
                    separators[n - 1] = separator;
                }
                pos = end + 1;
            }
            _ => {
                pos = end;
                break;
            }
        }
    }
    if n > MOST {
        return Err(pos);
    }
    let (runs, separators) = (&runs[..n], &separators[..n - 1]);
    let len = |i: usize| runs[i].1 - runs[i].0;
    let groups = |from: usize, to: usize| (from..to).all(|i| len(i) == 3);
    let zero = bytes[at] == b'0';
    let (dots, commas) =
        (separators.iter().filter(|s| **s == b'.').count(), separators.iter().filter(|s| **s == b',').count());
    let whole = |flags| Ok::<_, usize>((n, flags, false));
    let decimal = |flags| Ok::<_, usize>((n - 1, flags, false));
    let (whole_runs, mut flags, open) = match (dots, commas) {
        (0, 0) => whole(Flags::NONE),
        (_, 0) if groups(1, n) && len(0) <= 3 && !zero => whole(Flags::NONE),
        (1, 0) if len(0) <= 3 && (!zero || len(0) == 1) => decimal(Flags::DOT_DECIMAL),
        (1, 0) if !zero => decimal(Flags::DOT_DECIMAL.with(Flags::MALFORMED)),
        (0, 1) if len(1) == 3 && len(0) <= 3 && !zero => Ok((1, Flags::TWO_READINGS, true)),
        (0, 1) => decimal(Flags::NONE),
        (0, _) if groups(1, n) && len(0) <= 3 && !zero => whole(Flags::ENGLISH_GROUPING),
        (0, _) if groups(1, n - 1) && len(0) <= 3 && !zero && len(n - 1) < 3 => decimal(Flags::MALFORMED),
        (_, 1) if separators[n - 2] == b',' && groups(1, n - 1) && len(0) <= 3 => decimal(Flags::NONE),
        (_, 1) if separators[n - 2] == b',' && dots == 1 => decimal(Flags::MALFORMED),
        (1, _) if separators[n - 2] == b'.' && groups(1, n - 1) && len(0) <= 3 => {
            decimal(Flags::ENGLISH_GROUPING.with(Flags::DOT_DECIMAL))
        }
        _ => Err(pos),
    }?;
    let value = |whole_runs: usize| {
        let scale: usize = (whole_runs..n).map(len).sum();
        let digits = || runs.iter().flat_map(|&(start, end)| &bytes[start..end]).map(|byte| byte - b'0');
        let mantissa = if pos - at <= WORD {
            i128::from(digits().fold(0u64, |n, digit| n * 10 + u64::from(digit)))
        } else {
            digits().try_fold(0i128, |n, digit| n.checked_mul(10)?.checked_add(i128::from(digit)))?
        };
        Decimal::new(mantissa, u8::try_from(scale).ok()?)
    };
    let mut end = pos;
    let mut read = value(whole_runs);
    let other = if open { value(n) } else { None };
    if n == 1 && len(0) <= 3 {
        if let Some((joined, value)) = spaced_groups(text, at, pos).or_else(|| spaced_decimals(text, at, pos)) {
            (end, read) = (joined, Some(value));
            flags = flags.with(Flags::SPACED);
        }
    }
    if read.is_none() {
        flags = flags.with(Flags::OVERFLOW);
    }
    let plain = if n == 1 && end == pos { len(0) } else { 0 };
    Ok(Digits { span: Span::of(at, end), value: read.unwrap_or(Decimal::ZERO), other, flags, plain })
}

/// `1 500 000`: at least two groups of three after single spaces, or one before `đồng`.
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
    if separated || !(groups >= 2 || (groups == 1 && money())) {
        return None;
    }
    let mut mantissa = 0i128;
    for byte in bytes[at..end].iter().filter(|b| b.is_ascii_digit()) {
        mantissa = mantissa * 10 + i128::from(byte - b'0');
    }
    Some((end, Decimal::new(mantissa, 0)?))
}

/// `11, 79%`: a space that slipped into a decimal. Round figures (`10, 20%`) are likelier a list.
fn spaced_decimals(text: &Tokens, at: usize, first: usize) -> Option<(usize, Decimal)> {
    let bytes = text.as_bytes();
    let rest = bytes.get(first..)?.strip_prefix(b", ")?;
    let [a, b, after, ..] = *rest else { return None };
    let sound = a.is_ascii_digit() && b.is_ascii_digit() && (b - b'0') % 5 != 0 && after == b'%';
    if !sound {
        return None;
    }
    let mut mantissa = 0i128;
    for byte in bytes[at..first].iter().chain([&a, &b]) {
        mantissa = mantissa * 10 + i128::from(byte - b'0');
    }
    Some((first + 4, Decimal::new(mantissa, 2)?))
}

/// The magnitude words after a numeral: `nghìn tỷ`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Magnitude {
    /// Power of ten.
    pub(super) power: u8,
    /// The last word's power: what a remainder must stay under.
    pub(super) last: u8,
    pub(super) end: usize,
    /// Written twice by error: `triệu triệu`.
    pub(super) doubled: bool,
}

/// Reads magnitude words after a numeral that ends at `end`.
pub(super) fn magnitude(text: &Tokens, end: usize) -> Option<Magnitude> {
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
            Some(m) if power == m.last && !m.doubled => Some(Magnitude { end, doubled: true, ..m }),
            _ => break,
        };
        pos = end;
    }
    found
}

/// `tỷ lệ`, `tỷ trọng`, `tỷ suất`, `tỷ giá`, `triệu phú` are other words; `1,1 triệu suất quà` is not.
fn is_other_word(text: &Tokens, power: u8, end: usize) -> bool {
    let (at, spaced) = text.skip_space(end);
    let ratio = |t: Token| power == 9 && t.one_of(words!["lệ", "trọng", "suất", "giá", "số"]);
    spaced && text.token_at(at).is_some_and(|t| t.one_of(words!["phú"]) || ratio(t))
}

/// A number in words.
#[derive(Clone, Copy, Debug)]
pub(super) struct InWords {
    pub(super) value: i128,
    pub(super) end: usize,
    /// How many words.
    pub(super) count: usize,
    /// The power word it ends in, if it does.
    pub(super) last_power: Option<u8>,
}

#[derive(Clone, Copy, PartialEq)]
enum Last {
    Start,
    Digit(u8),
    Tens,
    Zero,
    Hundred,
    Power(u8),
    Half,
}

/// Reads the number spelled at `at`: `hai mươi mốt nghìn không trăm mười một`, `một triệu hai`, `tám trăm rưỡi`.
///
/// `năm` is five only where the grammar leaves no year: first, after linh, and before mươi or a power.
pub(super) fn words(text: &Tokens, at: usize) -> Option<InWords> {
    let (role, end) = NUMERALS.at(text, at)?;
    // Most are one digit alone.
    match role {
        Role::Digit(d @ 1..) if NUMERALS.at(text, text.skip_space(end).0).is_none() => {
            Some(InWords { value: i128::from(d), end, count: 1, last_power: None })
        }
        Role::Digit(1..) | Role::Ten => several(text, at),
        _ => None,
    }
}

/// [`words`] that may be more than one.
fn several(text: &Tokens, at: usize) -> Option<InWords> {
    const MOST: usize = 48;
    let (mut total, mut section, mut group) = (0i128, 0i128, 0i128);
    let (mut last, mut end, mut count, mut power_end) = (Last::Start, at, 0, None);
    let mut smallest = u8::MAX;
    let mut pos = at;
    while count < MOST {
        let Some((role, word_end)) = NUMERALS.at(text, pos) else { break };
        if count > 0 && text.token_at(pos).is_some_and(|t| t.case == Case::Title) {
            break;
        }
        let (next_at, _) = text.skip_space(word_end);
        let next = NUMERALS.at(text, next_at).map(|(role, _)| role);
        let is_five_word = matches!(role, Role::Digit(5));
        last = match (role, last) {
            (Role::Digit(0), Last::Start) => break,
            (Role::Digit(d), Last::Start | Last::Hundred | Last::Power(_)) if next == Some(Role::Tens) => {
                if d == 0 {
                    break;
                }
                group += i128::from(d) * 10;
                end = NUMERALS.at(text, next_at)?.1;
                (pos, _) = text.skip_space(end);
                count += 2;
                last = Last::Tens;
                power_end = None;
                continue;
            }
            (Role::Digit(d), Last::Start | Last::Power(_)) if next == Some(Role::Power(2)) => {
                group += i128::from(d) * 100;
                end = NUMERALS.at(text, next_at)?.1;
                (pos, _) = text.skip_space(end);
                count += 2;
                last = Last::Hundred;
                power_end = Some(2);
                continue;
            }
            (Role::Digit(d), Last::Start | Last::Zero) => {
                group += i128::from(d);
                Last::Digit(d)
            }
            (Role::Digit(d), Last::Tens) if !is_five_word && d != 0 => {
                group += i128::from(d);
                Last::Digit(d)
            }
            (Role::Digit(d), Last::Power(p)) if d != 0 && matches!(next, Some(Role::Power(q)) if q < p && q > 2) => {
                group += i128::from(d);
                Last::Digit(d)
            }
            // Elliptic: một trăm hai (triệu), một triệu hai.
            (Role::Digit(d), Last::Hundred) if !is_five_word && d != 0 && matches!(next, Some(Role::Power(3..))) => {
                group += i128::from(d) * 10;
                Last::Tens
            }
            (Role::Digit(d), Last::Hundred) if !is_five_word && d != 0 && !matches!(next, Some(Role::Power(_))) => {
                group += i128::from(d) * 10;
                Last::Half
            }
            (Role::Digit(d) | Role::Units(d), Last::Power(p)) if d != 0 && !is_five_word => {
                section += i128::from(d) * 10i128.pow(u32::from(p) - 1);
                Last::Half
            }
            (Role::Units(d), Last::Tens) => {
                group += i128::from(d);
                Last::Digit(0)
            }
            (Role::Units(d), Last::Digit(tens)) if tens >= 2 && count == 1 => {
                group = i128::from(tens) * 10 + i128::from(d);
                Last::Digit(0)
            }
            (Role::Units(d), Last::Hundred) => {
                group += i128::from(d) * 10;
                Last::Half
            }
            (Role::Ten, Last::Start | Last::Hundred | Last::Power(_)) => {
                group += 10;
                Last::Tens
            }
            (Role::Zero, Last::Hundred | Last::Power(_)) if matches!(next, Some(Role::Digit(1..))) => Last::Zero,
            (Role::Power(9), Last::Digit(_) | Last::Tens | Last::Hundred | Last::Power(3..=6)) => {
                total = (total + section + group).checked_mul(1_000_000_000)?;
                (section, group, smallest) = (0, 0, 9);
                Last::Power(9)
            }
            (Role::Power(p @ 3..=8), Last::Digit(_) | Last::Tens | Last::Hundred) if p < smallest || smallest == 9 => {
                section += group * 10i128.pow(u32::from(p));
                (group, smallest) = (0, p);
                Last::Power(p)
            }
            (Role::Power(6), Last::Power(3)) if total == 0 => {
                section *= 1_000_000;
                smallest = 6;
                Last::Power(6)
            }
            (Role::Half, Last::Hundred) => {
                group += 50;
                Last::Half
            }
            (Role::Half, Last::Power(p)) => {
                let half = 5 * 10i128.pow(u32::from(p) - 1);
                if p == 9 {
                    total += half;
                } else {
                    section += half;
                }
                Last::Half
            }
            _ => break,
        };
        if last == Last::Zero {
            // Only with the digit after it.
            (pos, _) = text.skip_space(word_end);
            count += 1;
            continue;
        }
        end = word_end;
        count += 1;
        power_end = match role {
            Role::Power(p) => Some(p),
            _ => None,
        };
        if last == Last::Half {
            break;
        }
        (pos, _) = text.skip_space(word_end);
    }
    (count > 0).then_some(InWords { value: total + section + group, end, count, last_power: power_end })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How a region spells: the words for 1000, for an empty tens place, for a last one, four and five, and for 7.
    struct Region {
        thousand: &'static str,
        zero: &'static str,
        four: &'static str,
        five: &'static str,
        seven: &'static str,
        billion: &'static str,
    }

    const NORTH: Region =
        Region { thousand: "nghìn", zero: "linh", four: "tư", five: "lăm", seven: "bảy", billion: "tỷ" };
    const SOUTH: Region =
        Region { thousand: "ngàn", zero: "lẻ", four: "bốn", five: "nhăm", seven: "bẩy", billion: "tỉ" };

    fn digit(d: u64, region: &Region) -> &'static str {
        ["không", "một", "hai", "ba", "bốn", "năm", "sáu", region.seven, "tám", "chín"][d as usize]
    }

    fn below_hundred(n: u64, region: &Region, out: &mut Vec<&'static str>) {
        let (tens, units) = (n / 10, n % 10);
        match tens {
            0 => out.push(digit(units, region)),
            1 => {
                out.push("mười");
                match units {
                    0 => {}
                    5 => out.push("lăm"),
                    _ => out.push(digit(units, region)),
                }
            }
            _ => {
                out.extend([digit(tens, region), "mươi"]);
                match units {
                    0 => {}
                    1 => out.push("mốt"),
                    4 => out.push(region.four),
                    5 => out.push(region.five),
                    _ => out.push(digit(units, region)),
                }
            }
        }
    }

    /// Below 1000; `full` spells the empty hundreds too.
    fn group(n: u64, full: bool, region: &Region, out: &mut Vec<&'static str>) {
        let (hundreds, rest) = (n / 100, n % 100);
        if hundreds > 0 || full {
            out.extend([digit(hundreds, region), "trăm"]);
            if (1..10).contains(&rest) {
                out.push(region.zero);
            }
        }
        if rest > 0 {
            below_hundred(rest, region, out);
        }
    }

    fn spell(n: u64, region: &Region) -> String {
        let mut out = Vec::new();
        fn below_billion(n: u64, full: bool, region: &Region, out: &mut Vec<&'static str>) {
            let mut full = full;
            for (size, word) in [(1_000_000, "triệu"), (1000, region.thousand), (1, "")] {
                let part = n / size % 1000;
                if part == 0 {
                    continue;
                }
                group(part, full, region, out);
                full = true;
                if !word.is_empty() {
                    out.push(word);
                }
            }
        }
        if n == 0 {
            return "không".to_owned();
        }
        let (billions, rest) = (n / 1_000_000_000, n % 1_000_000_000);
        if billions > 0 {
            below_billion(billions, false, region, &mut out);
            out.push(region.billion);
        }
        below_billion(rest, billions > 0, region, &mut out);
        out.join(" ")
    }

    #[track_caller]
    fn round_trip(n: u64) {
        for region in [&NORTH, &SOUTH] {
            let text = spell(n, region);
            let read = words(&Tokens::plain(&text), 0).map(|w| (w.value, w.end));
            assert_eq!(read, Some((i128::from(n), text.len())), "{text}");
        }
    }

    #[test]
    fn spelled_numbers_round_trip() {
        (1..=100_000).for_each(round_trip);
    }

    #[test]
    fn spelled_numbers_round_trip_up_to_a_million_billions() {
        // A fixed sequence (splitmix64), its magnitude drawn too.
        let mut state = 0x5eed_u64;
        let mut next = || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        };
        for _ in 0..100_000 {
            let top = 10u64.pow((next() % 15 + 1) as u32);
            round_trip(next() % top + 1);
        }
    }

    #[test]
    fn elliptic_and_colloquial_numbers() {
        for (text, value) in [
            ("một trăm hai", 120),
            ("một triệu hai", 1_200_000),
            ("hai nghìn ba", 2_300),
            ("năm trăm tư", 540),
            ("tám trăm rưỡi", 850),
            ("ba triệu rưỡi", 3_500_000),
            ("một tỷ tám", 1_800_000_000),
            ("một trăm hai triệu", 120_000_000),
            ("hai mốt", 21),
            ("ba lăm", 35),
            ("bảy tư", 74),
            ("hai vạn", 20_000),
            ("ba chục", 30),
            ("mười nghìn tỷ", 10_000_000_000_000),
        ] {
            let read = words(&Tokens::plain(text), 0).map(|w| (w.value, &text[w.end..]));
            assert_eq!(read, Some((value, "")), "{text}");
        }
    }

    #[test]
    fn a_year_is_no_five_and_not_is_no_zero() {
        for (text, value, rest) in
            [("hai mươi năm qua", 20, " năm qua"), ("mười năm", 10, " năm"), ("một trăm năm", 100, " năm")]
        {
            let read = words(&Tokens::plain(text), 0).map(|w| (w.value, &text[w.end..]));
            assert_eq!(read, Some((value, rest)), "{text}");
        }
        for text in ["không còn", "tư tưởng", "mươi", "linh", "rưỡi", "hàng"] {
            assert!(words(&Tokens::plain(text), 0).is_none(), "{text}");
        }
    }

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
