//! Days: the dates by which a page says when it was published.

use crate::text::key::{Class, skip_space, token_at};
use crate::{Date, Span};

/// The first date in figures of a text (`22/03/2022`, `2022-03-22`) and where it stands.
pub(crate) fn find(text: &str) -> Option<(Date, Span)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        if let Some((date, end)) = figures(bytes, at).or_else(|| words(text, at)) {
            return Some((date, Span::of(at, end)));
        }
        while at < bytes.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
    }
    None
}

/// A date in figures that starts at `at`, and its end: day, month, year, or year, month, day.
fn figures(bytes: &[u8], at: usize) -> Option<(Date, usize)> {
    let (a, a_len, pos) = number(bytes, at)?;
    let mark = *bytes.get(pos).filter(|b| matches!(b, b'/' | b'-' | b'.'))?;
    let (b, b_len, pos) = number(bytes, pos + 1)?;
    if bytes.get(pos) != Some(&mark) || b_len > 2 {
        return None;
    }
    let (c, c_len, end) = number(bytes, pos + 1)?;
    let (year, month, day) = match (a_len, c_len) {
        (4, 1 | 2) => (a, b, c),
        (1 | 2, 4) => (c, b, a),
        _ => return None,
    };
    plausible(year).then(|| Date::new(year, month as u8, day as u8)).flatten().map(|date| (date, end))
}

/// `14 tháng 7 năm 2015` from the day on.
fn words(text: &str, at: usize) -> Option<(Date, usize)> {
    let bytes = text.as_bytes();
    let (day, _, pos) = number(bytes, at).filter(|n| n.1 <= 2)?;
    let (month, _, pos) = number(bytes, after(text, pos, "tháng")?).filter(|n| n.1 <= 2)?;
    let (year, _, end) = number(bytes, after(text, pos, "năm")?).filter(|n| n.1 == 4)?;
    plausible(year).then(|| Date::new(year, month as u8, day as u8)).flatten().map(|date| (date, end))
}

/// Where the next token stands after a word that itself follows.
fn after(text: &str, at: usize, word: &str) -> Option<usize> {
    let token = token_at(text, skip_space(text, at).0)?;
    let wanted = token_at(word, 0)?;
    (token.key == wanted.key).then(|| skip_space(text, token.span.end() as usize).0)
}

/// The digits at `at` as a number of at most four: its value, how many, and their end.
fn number(bytes: &[u8], at: usize) -> Option<(u16, usize, usize)> {
    let len = bytes.get(at..)?.iter().take(5).take_while(|b| b.is_ascii_digit()).count();
    let value = bytes[at..at + len].iter().fold(0, |n, b| n * 10 + u32::from(b - b'0'));
    (1..=4).contains(&len).then_some((value as u16, len, at + len))
}

/// Years in which a page can have been written or its document issued.
fn plausible(year: u16) -> bool {
    (1945..=2099).contains(&year)
}

/// Whether a line is a document's place and date: `Hà Nội, ngày 14 tháng 7 năm 2015`.
pub(crate) fn dateline(line: &str) -> bool {
    let Some((_, span)) = find(line) else { return false };
    let before = line[..span.start() as usize].trim_end();
    let Some(place) = before.strip_suffix("ngày").or_else(|| before.strip_suffix("Ngày")) else { return false };
    let place = place.trim_end();
    let short = place.ends_with(',') && place.split_whitespace().count() <= 7;
    short
        && place.chars().next().is_some_and(char::is_uppercase)
        && line[span.end() as usize..].trim_matches(['.', ' ']).is_empty()
}

/// The date of a publication line, one that holds nothing but weekday, date, time, counters and a name in capitals.
///
/// `known` tells where a word ends that such a line may hold besides.
pub(crate) fn stamp(line: &str, known: fn(&str, usize) -> Option<usize>) -> Option<(Date, Span)> {
    let (date, span) = find(line)?;
    let mut at = 0;
    let mut names = 0;
    while at < line.len() {
        if at == span.start() as usize {
            at = span.end() as usize;
            continue;
        }
        let (next, _) = skip_space(line, at);
        if next != at {
            at = next;
            continue;
        }
        let Some(token) = token_at(line, at) else { break };
        if token.class == Class::Word {
            let word = &line[token.span];
            if let Some(end) = known(line, at) {
                at = end;
                continue;
            }
            if !clock_word(word) {
                // A by-line may share the line: `Lê Hà - 22/03/2022`. More words than a name has tell something else.
                names += 1;
                if names > 4 || !word.starts_with(char::is_uppercase) {
                    return None;
                }
            }
        }
        at = token.span.end() as usize;
    }
    Some((date, span))
}

/// Words of weekdays, times and zones.
fn clock_word(word: &str) -> bool {
    const WORDS: [&str; 32] = [
        "thứ", "hai", "ba", "tư", "năm", "sáu", "bảy", "chủ", "nhật", "cn", "t", "ngày", "lúc", "h", "g", "giờ",
        "phút", "gmt", "am", "pm", "sa", "ch", "utc", "sáng", "chiều", "tối", "ict", "đăng", "cập", "p", "vào",
        "tháng",
    ];
    WORDS.iter().any(|known| same_letters(known, word))
}

fn same_letters(known: &str, word: &str) -> bool {
    known.len() == word.len() && word.chars().flat_map(char::to_lowercase).eq(known.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_both_orders_and_in_words() {
        for (text, date) in [
            ("Thứ ba - 22/03/2022 21:58", "2022-03-22"),
            ("2021-7-9", "2021-07-09"),
            ("Hà Nội, ngày 05 tháng 11 năm 2019", "2019-11-05"),
            ("08:30 | 1.12.2020", "2020-12-01"),
        ] {
            assert_eq!(find(text).map(|d| d.0.to_string()).as_deref(), Some(date), "{text}");
        }
        for text in ["31/02/2020", "12/18 xã", "0214.3840.044", "1.640.2020", "ngày 14 tháng 7", "22/03/22"] {
            assert_eq!(find(text), None, "{text}");
        }
    }

    #[test]
    fn a_publication_line_holds_nothing_else() {
        let none = |_: &str, _: usize| None;
        for line in [
            "Thứ ba - 22/03/2022 21:58 242 0",
            "08:30' 12/5/2021",
            "Chủ nhật, 1/8/2021 | 10:15 (GMT+7)",
            "Lê Hà - 22/03/2022",
        ] {
            assert!(stamp(line, none).is_some(), "{line}");
        }
        for line in ["Hội nghị ngày 22/03/2022 bàn việc gì", "Căn cứ Nghị quyết ngày 22/03/2022"] {
            assert!(stamp(line, none).is_none(), "{line}");
        }
    }

    #[test]
    fn a_dateline_ends_with_its_date() {
        assert!(dateline("Lai Châu, ngày 05 tháng 11 năm 2019"));
        assert!(!dateline("Trước đó, ngày 05 tháng 11 năm 2019, huyện họp"));
    }
}
