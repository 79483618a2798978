//! The days that a time scope's words span, as far as the page says.

use super::parts::{dash, last_quarter, quarter_number, year_at};
use crate::claim::{numeral, one_of, opens_with};
use crate::date::date_at;
use crate::registry::numeral::NUMERALS;
use crate::text::set::{WordSet, words};
use crate::text::token::{Class, Token, Words};
use crate::text::tokens::Tokens;
use crate::{Date, Span};

/// First and last day, month or year.
pub(in crate::claim) type Window = (Option<Date>, Option<Date>);

/// The window of a scope. `page` is the page's own date: `đến nay`, `trong 5 năm`, `quý III` lean on it.
pub(in crate::claim) fn window(text: &Tokens, scope: Span, page: Option<Date>) -> Window {
    let words = &text[scope];
    let mut atoms: [Option<Window>; 2] = [None, None];
    let mut pos = scope.start() as usize;
    let (mut edge, mut many, mut open) = (None, false, None);
    let mut until =
        ["hết", "tính đến", "tính tới", "cho đến", "cho tới", "trước"].iter().any(|word| opens_with(words, word));
    while pos < scope.end() as usize {
        let Some(token) = text.token_at(pos) else { break };
        let mut next = token.span.end() as usize;
        // từ đầu nhiệm kỳ đến nay: the one day said is the last.
        until |= atoms[0].is_none() && token.one_of(words!["đến", "tới"]);
        if let Some(end) = if pos > scope.start() as usize { years_back(text, pos) } else { None } {
            next = end;
        } else if let Some((window, end)) = atom(text, pos, edge, page) {
            let slot = if atoms[0].is_none() { &mut atoms[0] } else { &mut atoms[1] };
            *slot = Some(window);
            next = end;
        }
        many |= token.one_of(words!["những", "các", "mấy"]);
        edge = EDGES.iter().find(|(words, _)| token.one_of(words)).map(|(_, month)| *month);
        open = open.or(edge.filter(|_| many));
        pos = text.skip_space(next.max(pos + 1)).0;
    }
    let since = ["từ", "kể từ", "tính từ"].iter().any(|word| opens_with(words, word));
    // từ ngày 9 đến ngày 11/10/2017
    if let ([Some((_, Some(last))), None], Some(day)) = (atoms, first_day(text, scope)) {
        return (last.month().and_then(|month| Date::new(last.year(), month, day)), Some(last));
    }
    // từ đầu năm đến ngày 31/5/2025: the last day says the year.
    let dated = |last: Option<Date>| {
        last.filter(|_| words.len() > 4 && words.bytes().rev().take(4).all(|b| b.is_ascii_digit()))
    };
    match atoms {
        [Some(first), Some(last)] => {
            (dated(last.1).and_then(|last| first_before(text, scope, last)).or(first.0), last.1)
        }
        [Some(only), None] if until => {
            (dated(only.1).filter(|_| since).and_then(|last| first_before(text, scope, last)), only.1)
        }
        // từ 1/1 - 31/10/2025: the last day says the year.
        [Some(only), None] if since => {
            let first = dated(only.1).and_then(|last| first_before(text, scope, last).filter(|first| *first < last));
            first.map_or((only.0, None), |first| (Some(first), only.1))
        }
        // những tháng đầu năm 2024: how many, nobody says.
        [Some(only), None] => match open {
            Some(1) => (only.0, None),
            Some(12) => (None, only.1),
            _ => only,
        },
        _ => bracketed(text, scope.end() as usize).unwrap_or_else(|| length(text, scope, page)),
    }
}

/// `Trong nhiệm kỳ (2015-2020)`, `Trong 5 năm qua (2016 - 2020)`: the years in brackets behind a scope that says none.
fn bracketed(text: &Tokens, end: usize) -> Option<Window> {
    let open = text.skip_space(end).0;
    if text.as_bytes().get(open) != Some(&b'(') {
        return None;
    }
    let (first, end) = year_at(text, text.skip_space(open + 1).0)?;
    let (last, end) = year_at(text, text.skip_space(dash(text, text.skip_space(end).0)?).0)?;
    let closed = text.as_bytes().get(text.skip_space(end).0) == Some(&b')');
    (closed && first <= last).then(|| (Some(Date::of_year(first)), Some(Date::of_year(last))))
}

/// The first day of a scope whose last one is `last`, which says the year: `từ 15/12 đến 14/6/2024` begins in 2023.
fn first_before(text: &Tokens, scope: Span, last: Date) -> Option<Date> {
    const MOST: usize = 6;
    let (mut token, mut edge) = (text.token_at(scope.start() as usize)?, None);
    for _ in 0..MOST {
        if token.one_of(words!["đến", "tới", "-", "nay", "hiện"]) {
            return None;
        }
        let at = token.span.start() as usize;
        let bare = || within_year(text, at, last.year()).filter(|_| token.class == Class::Digits);
        if let Some(first) = atom(text, at, edge, Some(last)).map_or_else(bare, |(window, _)| window.0) {
            let later = (first.month(), first.day()) > (last.month(), last.day()) && first.year() == last.year();
            let (year, month) = (first.year().saturating_sub(1), first.month().filter(|_| later));
            return month.map_or(Some(first), |month| match first.day() {
                Some(day) => Date::new(year, month, day),
                None => Date::of_month(year, month),
            });
        }
        edge = EDGES.iter().find(|(words, _)| token.one_of(words)).map(|(_, month)| *month);
        token = text.after(&token)?.0;
    }
    None
}

/// `ngày 9 đến ngày 11/10`: the first day of days whose month the last one says.
fn first_day(text: &Tokens, scope: Span) -> Option<u8> {
    let word = text.token_at(scope.start() as usize)?;
    let after = if word.one_of(words!["từ"]) { text.after(&word)?.0 } else { word };
    let number = text.after(&after.one_of(words!["ngày"]).then_some(after)?)?.0;
    let to = text.next_word(number.span.end() as usize, words!["đến", "tới"])?;
    let day = text[number.span].parse().ok().filter(|day| (1..=31).contains(day))?;
    (number.class == Class::Digits && to < scope.end() as usize).then_some(day)
}

/// `từ 5 năm nay`, `nhiều năm nay`: where the words end that count years back from the page, behind how many.
fn years_back(text: &Tokens, at: usize) -> Option<usize> {
    let now = text.next_word(text.word_at(at, words!["năm"])?, words!["nay"])?;
    let many = |t: Token| t.one_of(words!["nhiều", "mấy", "vài", "những"]) || NUMERALS.role(t.key).is_some();
    text.last_token(at).filter(|t| t.class == Class::Digits || many(*t)).map(|_| now)
}

/// Words for an edge of the year that follows, and its month.
const EDGES: [(&WordSet, u8); 3] = [(words!["đầu"], 1), (words!["giữa"], 6), (words!["cuối", "hết"], 12)];

/// One date, month, quarter, year or part of a year at `at`, and where it ends.
fn atom(text: &Tokens, at: usize, edge: Option<u8>, page: Option<Date>) -> Option<(Window, usize)> {
    let page_year = page.map(Date::year);
    let first = text.token_at(at)?;
    let after = first.span.end() as usize;
    if first.one_of(words!["quý", "quí"]) {
        return quarter(text, text.skip_space(after).0, page_year);
    }
    if let Some(found) = part_of_year(text, first, page_year) {
        return Some(found);
    }
    if first.one_of(words!["năm"]) {
        let (next, _) = text.skip_space(after);
        if let Some(end) = text.word_at(next, words!["nay"]) {
            let year = page_year.map(Date::of_year);
            return Some(((year, year), end));
        }
        if let Some((year, end)) = year_at(text, next) {
            let date = edge.map_or(Some(Date::of_year(year)), |month| Date::of_month(year, month));
            return Some(((date, date), end));
        }
        let month = edge?;
        let month = page_year.and_then(|y| Date::of_month(y, month));
        return Some(((month, month), after));
    }
    if first.one_of(words!["nay", "hiện"]) {
        return Some(((page, page), after));
    }
    if let Some((year, end)) = year_at(text, at) {
        return Some(((Some(Date::of_year(year)), Some(Date::of_year(year))), end));
    }
    let found = date_at(text, at).filter(|d| d.span.end() as usize > at)?;
    let end = found.span.end() as usize;
    let date = found.date.or_else(|| within_year(text, at, page_year?));
    Some(((date, date), end))
}

/// `tháng 6`, `ngày 15/7` without a year: of the page's year.
fn within_year(text: &Tokens, at: usize, year: u16) -> Option<Date> {
    let mut numbers = [0u8; 2];
    let (mut n, mut pos) = (0, at);
    let month_first = text.word_at(at, words!["tháng"]).is_some();
    for _ in 0..6 {
        let Some(token) = text.token_at(pos) else { break };
        if token.class == Class::Digits && n < 2 {
            numbers[n] = text[token.span].parse().ok()?;
            n += 1;
        }
        pos = text.skip_space(token.span.end() as usize).0;
    }
    if month_first { Date::of_month(year, numbers[0]) } else { Date::new(year, numbers[1], numbers[0]) }
}

/// `I/2025`, `3 năm 2024`, `IV`, `I, II/2025`: from after the word quý.
fn quarter(text: &Tokens, at: usize, page_year: Option<u16>) -> Option<(Window, usize)> {
    let token = text.token_at(at)?;
    let number = quarter_number(text, token)?;
    let (last, end) = last_quarter(text, number, token.span.end() as usize);
    let (next, _) = text.skip_space(end);
    let after = if matches!(text.as_bytes().get(next), Some(b'/' | b'-')) {
        Some(next + 1)
    } else {
        text.word_at(next, words!["năm"])
    };
    let stated = after.and_then(|a| year_at(text, text.skip_space(a).0));
    let year = stated.map(|(year, _)| year).or(page_year);
    let month = |m| year.and_then(|y| Date::of_month(y, m));
    Some(((month(number * 3 - 2), month(last * 3)), stated.map_or(end, |(_, end)| end)))
}

/// `6 tháng đầu năm 2014`, `6 tháng cuối năm`, `9 tháng năm 2023`, `9 tháng/2023`, `3 quý đầu năm 2025`.
fn part_of_year(text: &Tokens, first: Token, page_year: Option<u16>) -> Option<(Window, usize)> {
    let (count, end) = if first.one_of(words!["nửa"]) {
        (6, first.span.end() as usize)
    } else {
        let (count, end) = small(text, first.span.start() as usize)?;
        let unit = text.next_token(end).filter(|t| t.one_of(words!["tháng", "quý", "quí"]))?;
        // 3 quý đầu năm 2025
        let months = if unit.one_of(words!["tháng"]) { 1 } else { 3 };
        (count.checked_mul(months)?, unit.span.end() as usize)
    };
    let next = text.skip_space(end).0;
    if !(1..=12).contains(&count) {
        return None;
    }
    let last = text.word_at(next, words!["cuối"]);
    let side = last.or_else(|| text.word_at(next, words!["đầu"]));
    let year_word = text.word_at(side.map_or(next, |s| text.skip_space(s).0), words!["năm", "/"])?;
    let stated = year_at(text, text.skip_space(year_word).0);
    let year = stated.map(|(year, _)| year).or(page_year);
    let month = |m| year.and_then(|y| Date::of_month(y, m));
    let window = if last.is_some() { (month(13 - count), month(12)) } else { (month(1), month(count)) };
    Some((window, stated.map_or(year_word, |(_, end)| end)))
}

/// `Trong 5 năm`, `qua 10 năm`: a length that ends with the page's date.
fn length(text: &Tokens, scope: Span, page: Option<Date>) -> Window {
    let Some(page) = page else { return (None, None) };
    let words = &text[scope];
    if one_of(words, &["năm ngoái", "năm trước"]) {
        let year = Some(Date::of_year(page.year() - 1));
        return (year, year);
    }
    if one_of(words, &["trong năm", "cả năm", "trong cả năm"]) {
        let year = Some(Date::of_year(page.year()));
        return (year, year);
    }
    let mut pos = scope.start() as usize;
    while pos < scope.end() as usize {
        let Some(token) = text.token_at(pos) else { break };
        let end = token.span.end() as usize;
        if let Some((count, end)) = small(text, pos) {
            let (next, _) = text.skip_space(end);
            if text.word_at(next, words!["năm"]).is_some() {
                return (Some(Date::of_year(page.year() - u16::from(count))), Some(page));
            }
            // 6 tháng, alone: the year's first.
            let first = text
                .word_at(next, words!["tháng"])
                .filter(|end| *end >= scope.end() as usize && (2..=12).contains(&count));
            if let (Some(_), Some(now)) = (first, page.month()) {
                let year = page.year() - u16::from(now < count);
                return (Date::of_month(year, 1), Date::of_month(year, count));
            }
        }
        pos = text.skip_space(end).0.max(pos + 1);
    }
    (None, None)
}

/// A small number in digits or words, and where it ends.
fn small(text: &Tokens, at: usize) -> Option<(u8, usize)> {
    let token = text.token_at(at)?;
    if token.class == Class::Digits {
        return Some((text[token.span].parse().ok().filter(|n| *n <= 100)?, token.span.end() as usize));
    }
    let words = numeral::words(text, at)?;
    Some((u8::try_from(words.value).ok().filter(|n| *n <= 100)?, words.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_time_and_their_days() {
        let page = Date::new(2020, 9, 7);
        for (words, from, to) in [
            ("năm 2018", "2018", "2018"),
            ("hết năm 2018", "", "2018-12"),
            ("Đến giữa năm 2014", "", "2014-06"),
            ("6 tháng đầu năm 2014", "2014-01", "2014-06"),
            ("6 tháng cuối năm 2014", "2014-07", "2014-12"),
            ("9 tháng đầu năm", "2020-01", "2020-09"),
            ("9 tháng năm 2023", "2023-01", "2023-09"),
            ("9 tháng/2023", "2023-01", "2023-09"),
            ("3 quý đầu năm 2025", "2025-01", "2025-09"),
            ("Từ năm 2020 đến 6 tháng đầu năm 2025", "2020", "2025-06"),
            ("giai đoạn 2016-2020", "2016", "2020"),
            ("Từ năm 2017 đến nay", "2017", "2020-09-07"),
            ("Từ năm 2019 đến tháng 3/2024", "2019", "2024-03"),
            ("từ năm 2015", "2015", ""),
            ("quý I/2025", "2025-01", "2025-03"),
            ("Quý I, II và III/2025", "2025-01", "2025-09"),
            ("quý III", "2020-07", "2020-09"),
            ("Quý 01/2024", "2024-01", "2024-03"),
            ("quý iv năm 2024", "2024-10", "2024-12"),
            ("Cuối năm 2018", "2018-12", "2018-12"),
            ("những tháng đầu năm 2018", "2018-01", ""),
            ("các tháng cuối năm 2018", "", "2018-12"),
            ("các năm 2018, 2019 và 2020", "2018", "2020"),
            ("từ ngày 9 đến ngày 11.10.2017", "2017-10-09", "2017-10-11"),
            ("từ ngày 14/10 đến 20/10/2023", "2023-10-14", "2023-10-20"),
            ("từ 15/12 đến 14/6/2024", "2023-12-15", "2024-06-14"),
            ("từ 1/1 - 31/10/2025", "2025-01-01", "2025-10-31"),
            ("từ đầu năm đến ngày 31/5/2025", "2025-01", "2025-05-31"),
            ("từ nay đến cuối năm 2021", "2020-09-07", "2021-12"),
            ("ĐẦU NĂM 2018", "2018-01", "2018-01"),
            ("Đến ngày 31/12/2019", "", "2019-12-31"),
            ("tháng 5/2019", "2019-05", "2019-05"),
            ("tháng 6", "2020-06", "2020-06"),
            ("Đến nay", "", "2020-09-07"),
            ("Trong 5 năm", "2015", "2020-09-07"),
            ("năm nay", "2020", "2020"),
            ("từ đầu năm đến nay", "2020-01", "2020-09-07"),
            ("từ đầu nhiệm kỳ đến nay", "", "2020-09-07"),
            ("từ khi có dịch đến hết tháng 6", "", "2020-06"),
            ("từ nay đến năm 2025", "2020-09-07", "2025"),
            ("từ 5 năm nay", "2015", "2020-09-07"),
            ("trong ba năm nay", "2017", "2020-09-07"),
            ("nhiều năm nay", "", ""),
            ("Mỗi năm", "", ""),
        ] {
            let found = window(&Tokens::plain(words), Span::of(0, words.len()), page);
            let show = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
            assert_eq!((show(found.0).as_str(), show(found.1).as_str()), (from, to), "{words}");
        }
        assert_eq!(
            window(&Tokens::plain("Trong 5 năm"), Span::of(0, "Trong 5 năm".len()), None),
            (None, None),
            "no page date, no guess"
        );
    }
}
