//! [`Date`]: a day, month or year, as far as the page says.

use std::fmt;

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
