//! Numbers in full words.

use super::magnitude::is_other_word;
use crate::registry::numeral::{NUMERALS, Role};
use crate::text::token::{Case, Words};
use crate::text::tokens::Tokens;

/// A number in words.
#[derive(Clone, Copy, Debug)]
pub(in crate::claim) struct InWords {
    pub(in crate::claim) value: i128,
    pub(in crate::claim) end: usize,
    /// How many words.
    pub(in crate::claim) count: usize,
    /// The power word it ends in, if it does.
    pub(in crate::claim) last_power: Option<u8>,
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
pub(in crate::claim) fn words(text: &Tokens, at: usize) -> Option<InWords> {
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
    let mut sum = Sum { total: 0, section: 0, group: 0, smallest: u8::MAX, last: Last::Start };
    let (mut end, mut pos, mut count, mut last_power) = (at, at, 0, None);
    while count < MOST && sum.last != Last::Half {
        let Some((role, word_end)) = NUMERALS.at(text, pos) else { break };
        // một triệu phú, hai tỷ lệ
        if matches!(role, Role::Power(power @ 6..) if is_other_word(text, power, word_end)) {
            break;
        }
        if count > 0 && text.token_at(pos).is_some_and(|t| t.case == Case::Title) {
            break;
        }
        (pos, _) = text.skip_space(word_end);
        let next = NUMERALS.at(text, pos);
        match next.filter(|(next, _)| sum.pair(role, *next)) {
            Some((second, second_end)) => {
                (pos, _) = text.skip_space(second_end);
                end = second_end;
                count += 2;
                last_power = if second == Role::Power(2) { Some(2) } else { None };
            }
            None if !sum.word(role, next.map(|(role, _)| role), count == 1)? => break,
            None => {
                count += 1;
                // linh only with the digit after it
                if sum.last != Last::Zero {
                    end = word_end;
                    last_power = if let Role::Power(power) = role { Some(power) } else { None };
                }
            }
        }
    }
    (count > 0).then_some(InWords { value: sum.total + sum.section + sum.group, end, count, last_power })
}

/// A number as far as its words are read.
struct Sum {
    /// Whole billions.
    total: i128,
    /// Millions and thousands that words of their own say.
    section: i128,
    /// Below the power that is yet to come.
    group: i128,
    /// The least power read since the last `tỷ`: those after it are less.
    smallest: u8,
    last: Last,
}

impl Sum {
    /// `hai mươi`, and `ba trăm` that opens a group: a digit and what it is a digit of. Whether the two are that here.
    fn pair(&mut self, first: Role, second: Role) -> bool {
        (self.group, self.last) = match (first, second, self.last) {
            (Role::Digit(d @ 1..), Role::Tens, Last::Start | Last::Hundred | Last::Power(_)) => {
                (self.group + i128::from(d) * 10, Last::Tens)
            }
            (Role::Digit(d @ 1..), Role::Power(2), Last::Start) | (Role::Digit(d), Role::Power(2), Last::Power(_)) => {
                (self.group + i128::from(d) * 100, Last::Hundred)
            }
            _ => return false,
        };
        true
    }

    /// Adds a word; whether it goes on the number. `only_one` word stands before; `None` where no integer holds it.
    fn word(&mut self, role: Role, next: Option<Role>, only_one: bool) -> Option<bool> {
        let five = role == Role::Digit(5);
        self.last = match (role, self.last) {
            (Role::Digit(0), Last::Start) => return Some(false),
            (Role::Digit(0), Last::Hundred | Last::Power(_)) if next == Some(Role::Tens) => return Some(false),
            (Role::Digit(d), Last::Start | Last::Zero) => {
                self.group += i128::from(d);
                Last::Digit(d)
            }
            (Role::Digit(d @ 1..), Last::Tens) if !five => {
                self.group += i128::from(d);
                Last::Digit(d)
            }
            (Role::Digit(d @ 1..), Last::Power(p)) if matches!(next, Some(Role::Power(q)) if q < p && q > 2) => {
                self.group += i128::from(d);
                Last::Digit(d)
            }
            // Elliptic: một trăm hai (triệu), một triệu hai.
            (Role::Digit(d @ 1..), Last::Hundred) if !five && !matches!(next, Some(Role::Power(..3))) => {
                self.group += i128::from(d) * 10;
                if matches!(next, Some(Role::Power(_))) { Last::Tens } else { Last::Half }
            }
            (Role::Digit(d @ 1..) | Role::Units(d @ 1..), Last::Power(p)) if !five => {
                self.section += i128::from(d) * 10i128.pow(u32::from(p) - 1);
                Last::Half
            }
            (Role::Units(d), Last::Tens) => {
                self.group += i128::from(d);
                Last::Digit(0)
            }
            (Role::Units(d), Last::Digit(tens @ 2..)) if only_one => {
                self.group = i128::from(tens) * 10 + i128::from(d);
                Last::Digit(0)
            }
            (Role::Units(d), Last::Hundred) => {
                self.group += i128::from(d) * 10;
                Last::Half
            }
            (Role::Ten, Last::Start | Last::Hundred | Last::Power(_)) => {
                self.group += 10;
                Last::Tens
            }
            (Role::Zero, Last::Hundred | Last::Power(_)) if matches!(next, Some(Role::Digit(1..))) => Last::Zero,
            (Role::Power(9), Last::Digit(_) | Last::Tens | Last::Hundred | Last::Power(3..=6)) => {
                self.total = (self.total + self.section + self.group).checked_mul(1_000_000_000)?;
                (self.section, self.group, self.smallest) = (0, 0, 9);
                Last::Power(9)
            }
            (Role::Power(p @ 3..=8), Last::Digit(_) | Last::Tens | Last::Hundred)
                if p < self.smallest || self.smallest == 9 =>
            {
                self.section += self.group * 10i128.pow(u32::from(p));
                (self.group, self.smallest) = (0, p);
                Last::Power(p)
            }
            (Role::Power(6), Last::Power(3)) if self.total == 0 => {
                self.section *= 1_000_000;
                self.smallest = 6;
                Last::Power(6)
            }
            (Role::Half, Last::Hundred) => {
                self.group += 50;
                Last::Half
            }
            (Role::Half, Last::Power(p)) => {
                let half = 5 * 10i128.pow(u32::from(p) - 1);
                if p == 9 {
                    self.total += half;
                } else {
                    self.section += half;
                }
                Last::Half
            }
            _ => return Some(false),
        };
        Some(true)
    }
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
}
