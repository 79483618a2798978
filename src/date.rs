//! [`Date`]: a day, month or year, as far as the page says; and how Vietnamese pages write one.

use std::fmt;
use std::str::FromStr;

use once_cell::sync::Lazy;

use crate::Span;
use crate::text::lexicon::Lexicon;
use crate::text::set::words;
use crate::text::token::{Class, Token, Words};
use crate::tsv::Table;

/// A calendar date as far as it is known: a year, a year and month, or a day. Prints as ISO 8601.
///
/// ```
/// use vanban::Date;
/// assert_eq!(Date::new(2015, 7, 14).unwrap().to_string(), "2015-07-14");
/// assert_eq!(Date::of_month(2015, 7).unwrap().to_string(), "2015-07");
/// assert_eq!(Date::new(2015, 2, 29), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A day; `None` where the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Date { year, month, day })
    }

    /// A month of a year.
    pub fn of_month(year: u16, month: u8) -> Option<Date> {
        (1..=12).contains(&month).then_some(Date { year, month, day: 0 })
    }

    /// A year.
    pub const fn of_year(year: u16) -> Date {
        Date { year, month: 0, day: 0 }
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, where it is known.
    pub fn month(self) -> Option<u8> {
        (self.month != 0).then_some(self.month)
    }

    /// The day of the month, where it is known.
    pub fn day(self) -> Option<u8> {
        (self.day != 0).then_some(self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if self.month != 0 {
            write!(f, "-{:02}", self.month)?;
        }
        if self.day != 0 {
            write!(f, "-{:02}", self.day)?;
        }
        Ok(())
    }
}

/// What [`Date`]'s `FromStr` says of text that is no ISO 8601 year, month or day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseDateError;

impl fmt::Display for ParseDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a year, month or day of the calendar as ISO 8601 writes it")
    }
}

impl std::error::Error for ParseDateError {}

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Date, ParseDateError> {
        let mut parts = text.split('-');
        let mut next = |width: usize| match parts.next() {
            None => Ok(None),
            Some(part) if part.len() == width && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse::<u16>().map(Some).map_err(|_| ParseDateError)
            }
            Some(_) => Err(ParseDateError),
        };
        let (year, month, day) = (next(4)?.ok_or(ParseDateError)?, next(2)?, next(2)?);
        if parts.next().is_some() {
            return Err(ParseDateError);
        }
        match (month, day) {
            (None, _) => Some(Date::of_year(year)),
            (Some(month), None) => Date::of_month(year, month as u8),
            (Some(month), Some(day)) => Date::new(year, month as u8, day as u8),
        }
        .ok_or(ParseDateError)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A date as it stands in a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct DateAt {
    /// The words, a leading `ngày`, `tháng` or `năm` included.
    pub(crate) span: Span,
    /// What it says; `None` for a day without a year (`ngày 23/8`) and for a day that no calendar has.
    pub(crate) date: Option<Date>,
    /// Whether a day is named.
    pub(crate) has_day: bool,
}

/// Years that a policy page speaks of as dates; outside, digits are a slip of the pen (`13/2/1019`).
const YEARS: std::ops::RangeInclusive<u16> = 1900..=2100;

/// What a part of a date is: the word before it says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Day,
    Month,
    Year,
}

/// The word that opens a part of a date, and where it ends: `ngày`, `ngày mùng`, `tháng`, `năm`.
fn opener(text: &(impl Words + ?Sized), at: usize) -> Option<(Part, usize)> {
    let token = text.token_at(at).filter(|t| t.one_of(words!["ngày", "mùng", "tháng", "năm"]))?;
    let end = token.span.end() as usize;
    if token.one_of(words!["tháng"]) {
        return Some((Part::Month, end));
    }
    if token.one_of(words!["năm"]) {
        return Some((Part::Year, end));
    }
    let early = text.next_word(end, words!["mùng"]).filter(|_| token.one_of(words!["ngày"]));
    Some((Part::Day, early.unwrap_or(end)))
}

static MONTH_ROWS: Lazy<Table> = Lazy::new(|| Table::new("month", include_str!("../data/month.tsv")));

/// Months in words: rows of `data/month.tsv`.
static MONTHS: Lazy<Lexicon> =
    Lazy::new(|| Lexicon::new(MONTH_ROWS.rows().map(|row| (row.get("word"), row.value("month")))));

/// The date that starts exactly at `at`: `14/7/2015`, `ngày 18-2-1998`, `ngày 3.3.2025`, `ngày 16 tháng 4 năm 2010`,
/// `tháng 4/2010`, `tháng 4 năm 2010`, `năm 2010`; stray spaces do not count. A day without a year needs `ngày`.
pub(crate) fn date_at(text: &(impl Words + ?Sized), at: usize) -> Option<DateAt> {
    let word = opener(text, at);
    let start = match word {
        Some((_, end)) => text.skip_space(end).0,
        None => at,
    };
    let part = word.map(|(part, _)| part);
    let (date, end) = match part {
        Some(Part::Month) => month(text, start, None),
        Some(Part::Year) => year(text, start).map(|(y, end)| (Some(Date::of_year(y)), end)),
        Some(Part::Day) => day(text, start, true),
        None => day(text, start, false),
    }?;
    let has_day = !matches!(part, Some(Part::Month | Part::Year));
    Some(DateAt { span: Span::of(at, end), date, has_day })
}

/// A bare month and year: `05/2007`.
pub(crate) fn month_at(text: &(impl Words + ?Sized), at: usize) -> Option<(Date, usize)> {
    let (m, end) = digits(text, at, 2)?;
    let (_, after) = separator(text, end)?;
    let (y, end) = year(text, after)?;
    Some((checked(y, m, None)?, end))
}

/// `d/m/Y`, `d/m`, `d tháng m năm Y` from the day's digits; a day and month alone count only after `ngày`.
fn day(text: &(impl Words + ?Sized), at: usize, named: bool) -> Option<(Option<Date>, usize)> {
    let (d, end) = digits(text, at, 2)?;
    let (next, _) = text.skip_space(end);
    if let Some(after) = text.word_at(next, words!["tháng"]) {
        // 10 tháng năm 2019: ten months, where no ngày says that the day stands and the month was left blank.
        let whole = |date: &Option<Date>| named || date.is_none_or(|date| date.month().is_some());
        return month(text, text.skip_space(after).0, Some(d)).filter(|(date, _)| whole(date));
    }
    let (mark, after) = separator(text, next)?;
    let (m, end) = digits(text, text.skip_space(after).0, 2)?;
    if m == 0 || m > 12 || d == 0 || d > 31 {
        return None;
    }
    let (next, _) = text.skip_space(end);
    if let Some((again, after)) = separator(text, next) {
        if again == mark || (again != b'.' && mark != b'.') {
            if let Some((y, end)) = year(text, text.skip_space(after).0) {
                return Some((checked(y, m, Some(d)), end));
            }
        }
    }
    if let Some(after) = text.word_at(next, words!["năm"]) {
        if let Some((y, end)) = year(text, text.skip_space(after).0) {
            return Some((checked(y, m, Some(d)), end));
        }
    }
    named.then_some((None, end))
}

/// `4 năm 2010`, `4/2010`, `bốn năm 2018`, or the month alone, from the month's first character.
fn month(text: &(impl Words + ?Sized), at: usize, day: Option<u16>) -> Option<(Option<Date>, usize)> {
    let (m, end) = digits(text, at, 2).or_else(|| MONTHS.at(text, at).map(|(m, end)| (m as u16, end)))?;
    if m == 0 || m > 12 {
        return None;
    }
    let (next, _) = text.skip_space(end);
    // `ngày 16 tháng năm 2013`: the month was left blank.
    if &text.as_text()[at..end] == "năm" {
        if let Some((y, end)) = year(text, next) {
            return Some((Some(Date::of_year(y)), end));
        }
    }
    let after = text.word_at(next, words!["năm"]).or_else(|| separator(text, next).map(|(_, after)| after));
    // After a comma too: `tháng 4, năm 2010`.
    let (behind, _) = text.skip_space(next + usize::from(text.as_text()[next..].starts_with(',')));
    let comma = || text.word_at(behind, words!["năm"]);
    // As some portals write it: `26 Tháng 10 2020`, `31 Tháng Mười Hai, 2022`.
    let bare = || day.and_then(|_| year(text, behind)).filter(|(y, _)| YEARS.contains(y));
    let told = after.or_else(comma).and_then(|after| year(text, text.skip_space(after).0));
    if let Some((y, end)) = told.or_else(bare) {
        return Some((checked(y, m, day), end));
    }
    Some((None, end))
}

fn checked(year: u16, month: u16, day: Option<u16>) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    match day {
        Some(day) => Date::new(year, month as u8, day as u8),
        None => Date::of_month(year, month as u8),
    }
}

/// A year of four digits.
fn year(text: &(impl Words + ?Sized), at: usize) -> Option<(u16, usize)> {
    let token = text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() == 4)?;
    Some((value(text, token), token.span.end() as usize))
}

fn digits(text: &(impl Words + ?Sized), at: usize, most: u32) -> Option<(u16, usize)> {
    let token = text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() <= most)?;
    Some((value(text, token), token.span.end() as usize))
}

/// The number that digits say; of more than it holds, one that no calendar has.
pub(crate) fn value(text: &(impl Words + ?Sized), digits: Token) -> u16 {
    let digits = text.as_text().as_bytes()[digits.span.range()].iter().map(|digit| u16::from(digit - b'0'));
    digits.fold(0, |n: u16, digit| n.saturating_mul(10).saturating_add(digit))
}

/// `/`, `-` (any dash) or `.` at a position, and where it ends.
fn separator(text: &(impl Words + ?Sized), at: usize) -> Option<(u8, usize)> {
    match *text.as_text().as_bytes().get(at)? {
        mark @ (b'/' | b'-' | b'.') => Some((mark, at + 1)),
        byte if byte.is_ascii() => None,
        _ => text.word_at(at, words!["-"]).map(|end| (b'-', end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_reads_back() {
        for text in ["2015-07-14", "2015-07", "0098", "2024-02-29"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        for text in ["", "15", "2015-7", "2015-13", "2015-02-29", "2015-07-14-1", "2015-07-14T00", "+015"] {
            assert_eq!(text.parse::<Date>(), Err(ParseDateError), "{text:?}");
        }
    }

    #[test]
    fn more_digits_than_a_date_has_are_no_small_number() {
        for (digits, number) in
            [("12", 12), ("0098", 98), ("65536", u16::MAX), ("65537", u16::MAX), ("84469", u16::MAX)]
        {
            assert_eq!(value(digits, digits.token_at(0).unwrap()), number, "{digits}");
        }
    }

    #[track_caller]
    fn read(text: &str) -> (String, String) {
        let found = date_at(text, 0).unwrap_or_else(|| panic!("no date in {text:?}"));
        (text[found.span].to_owned(), found.date.map(|d| d.to_string()).unwrap_or_default())
    }

    #[test]
    fn dates_as_pages_write_them() {
        for (text, words, date) in [
            ("14/7/2015 của", "14/7/2015", "2015-07-14"),
            ("ngày 18-2-1998, Bộ", "ngày 18-2-1998", "1998-02-18"),
            ("ngày 3.3.2025. Theo", "ngày 3.3.2025", "2025-03-03"),
            ("ngày 10/03 /2023 của", "ngày 10/03 /2023", "2023-03-10"),
            ("NGÀY 16 THÁNG 4 NĂM 2010 CỦA", "NGÀY 16 THÁNG 4 NĂM 2010", "2010-04-16"),
            ("ngày 03 tháng bốn năm 2018", "ngày 03 tháng bốn năm 2018", "2018-04-03"),
            ("ngày 5 tháng mười một năm 2018", "ngày 5 tháng mười một năm 2018", "2018-11-05"),
            ("ngày 7 tháng 5/2019", "ngày 7 tháng 5/2019", "2019-05-07"),
            ("tháng 4 năm 2010", "tháng 4 năm 2010", "2010-04"),
            ("tháng 4, năm 2010", "tháng 4, năm 2010", "2010-04"),
            ("tháng 4, nay", "tháng 4", ""),
            ("31 Tháng Mười Hai 2022", "31 Tháng Mười Hai 2022", "2022-12-31"),
            ("26 Tháng 10, 2020 đăng", "26 Tháng 10, 2020", "2020-10-26"),
            ("ngày 3 tháng 5, 1840 hộ", "ngày 3 tháng 5", ""),
            ("ngày 29/2/2000", "ngày 29/2/2000", "2000-02-29"),
            ("ngày 14/7-2015", "ngày 14/7-2015", "2015-07-14"),
            ("ngày 3.5/2015", "ngày 3.5", ""),
            ("tháng 4-2007, UBTVQH", "tháng 4-2007", "2007-04"),
            ("tháng 4/2010", "tháng 4/2010", "2010-04"),
            ("năm 2019 của", "năm 2019", "2019"),
            ("ngày 23/8 tại", "ngày 23/8", ""),
            ("ngày 29/2/2019", "ngày 29/2/2019", ""),
            ("ngày 13/2/1019", "ngày 13/2/1019", ""),
            ("ngày 2 tháng 9", "ngày 2 tháng 9", ""),
        ] {
            assert_eq!(read(text), (words.to_owned(), date.to_owned()), "{text}");
        }
    }

    #[test]
    fn every_month_is_read_in_its_example() {
        for row in MONTH_ROWS.rows() {
            let example = row.get("example");
            let date =
                date_at(example, 0).and_then(|found| found.date.filter(|_| found.span.end() as usize == example.len()));
            assert_eq!(date.and_then(Date::month), Some(row.value("month")), "{example}");
            assert!(example.contains(&format!("tháng {} năm", row.get("word"))), "{example}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "12/18 xã",
            "30/4",
            "3.5/2015",
            "ngày 0/5/2020",
            "ngày 45/2015",
            "ngày càng",
            "năm học",
            "1.640 tỷ",
            "tháng giảm",
            "ngày 30 hằng",
        ] {
            assert_eq!(date_at(text, 0), None, "{text}");
        }
    }
}
