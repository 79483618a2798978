//! [`Date`]: a day, month or year, as far as the page says.

use std::fmt;
use std::str::FromStr;

/// A calendar date as far as it is known: a year, a year and month, or a day. Prints as ISO 8601.
///
/// ```
/// use vanban::Date;
/// assert_eq!(Date::new(2015, 7, 14).unwrap().to_string(), "2015-07-14");
/// assert_eq!(Date::month(2015, 7).unwrap().to_string(), "2015-07");
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
    pub fn month(year: u16, month: u8) -> Option<Date> {
        (1..=12).contains(&month).then_some(Date { year, month, day: 0 })
    }

    /// A year.
    pub const fn year(year: u16) -> Date {
        Date { year, month: 0, day: 0 }
    }

    /// The year.
    pub const fn year_of(self) -> u16 {
        self.year
    }

    /// The month, where it is known.
    pub fn month_of(self) -> Option<u8> {
        (self.month != 0).then_some(self.month)
    }

    /// The day of the month, where it is known.
    pub fn day_of(self) -> Option<u8> {
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
            (None, _) => Some(Date::year(year)),
            (Some(month), None) => Date::month(year, month as u8),
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
}
