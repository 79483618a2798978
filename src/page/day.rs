//! Days: the dates by which a page says when it was published.

use crate::date::date_at;
use crate::text::set::words;
use crate::text::token::{Class, Token, Words};
use crate::text::tokens::Tokens;
use crate::{Date, Span};

/// Whether there may be a full date among tokens: each has the four digits of a year.
pub(super) fn dated(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| token.class == Class::Digits && token.span.len() == 4)
}

#[cfg(any(feature = "html", test))]
/// The first full date of a text (`22/03/2022`, `2022-03-22`, `14 tháng 7 năm 2015`) and where its figures stand.
pub(crate) fn find(text: &(impl Words + ?Sized)) -> Option<(Date, Span)> {
    find_from(text, 0)
}

/// The first full date from `start` on, which is no part of a longer number.
fn find_from(text: &(impl Words + ?Sized), start: usize) -> Option<(Date, Span)> {
    let bytes = text.as_text().as_bytes();
    let mut at = start;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
        let whole = || at == start || !matches!(bytes[at - 1], b'.' | b'-' | b'/' | b',');
        let found = if end - at == 4 {
            year_first(text.as_text(), at)
        } else {
            date_at(text, at).and_then(|d| Some((d.date?, d.span)))
        };
        // `tuần thứ 02 tháng 03/2024` counts weeks.
        let counts = || text.as_text()[..at].trim_end().ends_with(['ứ', 'Ứ']);
        let day = |(date, _): &(Date, Span)| date.day().is_some() && date.year() >= 1945 && whole() && !counts();
        if let Some(found) = found.filter(day) {
            return Some(found);
        }
        at = end;
    }
    None
}

/// `2022-03-22`, as forms and feeds write it; with time and zone (`2022-03-21T23:30:00Z`) the day that it was in Việt Nam.
fn year_first(text: &str, at: usize) -> Option<(Date, Span)> {
    let part = |at: usize| {
        let len = text.as_bytes().get(at..)?.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
        Some((text.get(at..at + len)?.parse::<u8>().ok()?, at + len))
    };
    let mark = *text.as_bytes().get(at + 4).filter(|b| matches!(b, b'-' | b'/' | b'.'))?;
    let (month, end) = part(at + 5)?;
    let (day, end) = part(end + 1).filter(|_| text.as_bytes().get(end) == Some(&mark))?;
    let date = Date::new(text[at..at + 4].parse().ok()?, month, day)?;
    let (date, end) = match zoned(&text[end..]) {
        Some((minutes, len)) => (moved(date, minutes.div_euclid(24 * 60))?, end + len),
        None => (date, end),
    };
    Some((date, Span::of(at, end)))
}

/// The minutes since midnight in Việt Nam that a time with its zone says (`T23:30:00Z`, ` 08:30+00:00`), and its length.
fn zoned(rest: &str) -> Option<(i32, usize)> {
    let bytes = rest.as_bytes();
    let two = |at: usize| rest.get(at..at + 2).filter(|n| n.bytes().all(|b| b.is_ascii_digit()))?.parse::<i32>().ok();
    let colon = |at: usize| bytes.get(at) == Some(&b':');
    if !matches!(bytes.first(), Some(b'T' | b't' | b' ')) || !colon(3) {
        return None;
    }
    let minutes = two(1)? * 60 + two(4)?;
    let mut at = 6;
    if colon(at) {
        two(at + 1)?;
        at += 3;
        if bytes.get(at) == Some(&b'.') {
            at += 1 + bytes[at + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
        }
    }
    let (away, end) = match *bytes.get(at)? {
        b'Z' | b'z' => (0, at + 1),
        sign @ (b'+' | b'-') => {
            let gap = usize::from(colon(at + 3));
            let away = two(at + 1)? * 60 + two(at + 3 + gap)?;
            (if sign == b'-' { -away } else { away }, at + 5 + gap)
        }
        _ => return None,
    };
    Some((minutes - away + 7 * 60, end))
}

/// The day so many days later: -1, 0 or 1, which is what zones make.
fn moved(date: Date, days: i32) -> Option<Date> {
    let (year, month, day) = (date.year(), date.month()?, date.day()?);
    match days {
        0 => Some(date),
        1 => Date::new(year, month, day + 1)
            .or_else(|| Date::new(year, month + 1, 1))
            .or_else(|| Date::new(year + 1, 1, 1)),
        -1 if day > 1 => Date::new(year, month, day - 1),
        -1 if month > 1 => (28..=31).rev().find_map(|day| Date::new(year, month - 1, day)),
        -1 => Date::new(year - 1, 12, 31),
        _ => None,
    }
}

/// The first full date of a stretch, at whose end the text breaks.
pub(crate) fn find_in(text: &Tokens, stretch: Span) -> Option<(Date, Span)> {
    if !dated(text.within(stretch)) {
        return None;
    }
    find_from(&text.upto(stretch.end() as usize), stretch.start() as usize)
}

/// Whether a line that holds a date is a document's place and date: `Hà Nội, ngày 14 tháng 7 năm 2015`.
pub(super) fn dateline(text: &Tokens, line: Span, date: Span) -> bool {
    // In a row of cells, or of columns far apart, only its own.
    let before = &text[Span::new(line.start(), date.start())];
    let before = before.rsplit('|').next().unwrap_or(before).trim();
    let Some(place) = before.strip_suffix("ngày").or_else(|| before.strip_suffix("Ngày")) else { return false };
    let place = place.rsplit("   ").next().unwrap_or(place).trim();
    let short = place.ends_with(',') && place.split_whitespace().count() <= 7;
    short && place.chars().next().is_some_and(char::is_uppercase) && !weekday(text, line) && {
        let after = text[Span::new(date.end(), line.end())].trim_matches(['.', ' ', '|']);
        after.is_empty() || after.starts_with("Kính gửi")
    }
}

/// Whether a line opens with the name of a weekday, or with today (`Hôm nay, Thứ Tư, ngày 07/04/2021`).
pub(super) fn weekday(text: &Tokens, line: Span) -> bool {
    text.within(line).first().is_some_and(|token| {
        token.one_of(words![
            "thứ", "chủ", "hôm", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
        ])
    })
}

/// Whether a publication's line may be the site's calendar: a weekday and its date, without a time of day. Above the
/// title such a line tells when the page was read.
pub(super) fn calendar(text: &Tokens, line: Span) -> bool {
    let timed = |token: &Token| token.one_of(words!["h", "g", "giờ", "gmt"]);
    weekday(text, line) && !text[line].contains(':') && !text.within(line).iter().any(timed)
}

/// Whether a line that holds a date is a publication's: beside it stand but weekday, time, counters and a name in capitals.
///
/// `known` tells how many tokens the phrase has that tokens begin with, if such a line may hold it besides.
pub(super) fn stamp(text: &Tokens, line: Span, date: Span, known: impl Fn(&[Token]) -> Option<usize>) -> bool {
    // Words of weekdays, times and zones.
    let clock = words![
        "thứ", "hai", "ba", "tư", "năm", "sáu", "bảy", "chủ", "nhật", "cn", "t", "ngày", "lúc", "h", "g", "giờ",
        "phút", "gmt", "am", "pm", "sa", "ch", "utc", "sáng", "chiều", "tối", "ict", "đăng", "cập", "p", "vào",
        "tháng",
    ];
    let mut rest = text.within(line);
    let mut names = 0;
    while let Some(token) = rest.first() {
        let mut read = 1;
        if token.span.start() == date.start() {
            read = rest.iter().take_while(|token| token.span.start() < date.end()).count();
        } else if token.class == Class::Word {
            if let Some(count) = known(rest) {
                read = count;
            } else if !token.one_of(clock) {
                // A by-line may share the line: `Lê Hà - 22/03/2022`. More words than a name has tell something else.
                names += 1;
                if names > 4 || !text[token.span].starts_with(char::is_uppercase) {
                    return false;
                }
            }
        }
        rest = &rest[read..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::Table;

    #[test]
    fn dates_of_both_orders_and_in_words() {
        for (text, date) in [
            ("Thứ ba - 22/03/2022 21:58", "2022-03-22"),
            ("2021-7-9", "2021-07-09"),
            ("Hà Nội, ngày 05 tháng 11 năm 2019", "2019-11-05"),
            ("08:30 | 1.12.2020", "2020-12-01"),
            ("2023-10-16T17:00:00.123Z", "2023-10-17"),
            ("2023-12-31T16:59:59+00:00", "2023-12-31"),
            ("2024-02-28T23:30:00-0500", "2024-02-29"),
            ("2024-03-01T00:30:00+09:00", "2024-02-29"),
            ("2023-10-17T23:30:00+07:00", "2023-10-17"),
            ("2023-10-17 23:30", "2023-10-17"),
            ("Thứ tư, 09 Tháng 3 2016 07:15", "2016-03-09"),
            ("31 Tháng Mười Hai 2022 10:05:00 SA", "2022-12-31"),
            ("07 Tháng Năm 2019", "2019-05-07"),
        ] {
            assert_eq!(find(text).map(|d| d.0.to_string()).as_deref(), Some(date), "{text}");
        }
        for text in [
            "31/02/2020",
            "12/18 xã",
            "0214.3840.044",
            "1.640.2020",
            "ngày 14 tháng 7",
            "22/03/22",
            "7 Tháng 13 2016",
            "7 tháng năm 2016",
            "3 tháng 12 người",
            "2022-03/22",
            "12-22/03/2022",
            "03/02/1930",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn a_publication_line_holds_nothing_else() {
        let stamp = |line: &str| {
            let mut table = Table::default();
            table.read(line, |_| 0);
            let (text, line) = (&table.of(line), Span::of(0, line.len()));
            stamp(text, line, find_in(text, line).unwrap().1, |_| None)
        };
        for line in [
            "Thứ ba - 22/03/2022 21:58 242 0",
            "08:30' 12/5/2021",
            "Chủ nhật, 1/8/2021 | 10:15 (GMT+7)",
            "Lê Hà - 22/03/2022",
        ] {
            assert!(stamp(line), "{line}");
        }
        for line in ["Hội nghị ngày 22/03/2022 bàn việc gì", "Căn cứ Nghị quyết ngày 22/03/2022"] {
            assert!(!stamp(line), "{line}");
        }
    }

    #[test]
    fn a_dateline_ends_with_its_date() {
        let dateline = |line: &str| {
            let mut table = Table::default();
            table.read(line, |_| 0);
            dateline(&table.of(line), Span::of(0, line.len()), find(line).unwrap().1)
        };
        assert!(dateline("Lai Châu, ngày 05 tháng 11 năm 2019"));
        assert!(dateline("Số: 12/UBND | Lai Châu, ngày 05 tháng 11 năm 2019 |"));
        assert!(!dateline("Trước đó, ngày 05 tháng 11 năm 2019, huyện họp"));
        assert!(!dateline("Thứ ba, ngày 05 tháng 11 năm 2019"), "a calendar");
    }

    #[test]
    fn a_calendar_has_no_time_of_day() {
        let calendar = |line: &str| {
            let mut table = Table::default();
            table.read(line, |_| 0);
            calendar(&table.of(line), Span::of(0, line.len()))
        };
        for line in ["Thứ bảy,  25/03/2023", "Chủ nhật, ngày 08 tháng 12 năm 2024", "Thursday, 18/07/2024"] {
            assert!(calendar(line), "{line}");
        }
        for line in ["25/03/2023", "Thứ ba - 22/03/2022 21:58", "Thứ tư, 14h30 ngày 2/3/2022"] {
            assert!(!calendar(line), "{line}");
        }
    }
}
