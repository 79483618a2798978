//! Time: dates and years are no claims, they are the scopes of claims; so are durations in their places.

use super::{duration, numeral, one_of, opens_with, phrase};
use crate::Span;
use crate::date::{date_at, value};
use crate::registry::cue::{CUES, TimeWord};
use crate::registry::unit::Kind;
use crate::roman;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// What a number that belongs to time is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Time {
    /// Where its words end.
    pub(super) end: usize,
    /// The scope that it opens, if it does.
    pub(super) scope: Option<Span>,
}

/// Years that pages speak of.
pub(super) fn year_at(text: &Tokens, at: usize) -> Option<(u16, usize)> {
    let token = text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() == 4)?;
    let year = value(text, token);
    let end = token.span.end() as usize;
    let more = matches!(text.as_bytes().get(end), Some(b'.' | b','))
        && text.as_bytes().get(end + 1).is_some_and(u8::is_ascii_digit);
    ((1800..=2150).contains(&year) && !more).then_some((year, end))
}

pub(super) fn dash(text: &Tokens, at: usize) -> Option<usize> {
    let c = text[at..].chars().next()?;
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}').then(|| at + c.len_utf8())
}

/// Reads the number at `at` as time, if it is. `taken` is where the last reference's core ends.
pub(super) fn at_digits(text: &Tokens, at: usize, taken: usize) -> Option<Time> {
    let (before_end, spaced) = text.skip_space_back(at);
    let last = text.token_before(before_end).filter(|_| spaced || before_end == at);
    let word = last.and_then(|last| CUES.time.ending(text, last));
    if word.is_none() && !timely(text, at) {
        return None;
    }
    clock(text, at, word, taken)
        .or_else(|| calendar(text, at, word, taken))
        .map(|time| stretched(text, time))
        .or_else(|| duration::of_digits(text, at))
}

/// Whether a number that no word of time precedes may belong to time: a year, or by what follows it. Most do not.
fn timely(text: &Tokens, at: usize) -> bool {
    const UNITS: &WordSet = words!["h", "g", "tháng", "giờ", "năm", "tuần", "ngày", "quý", "phút", "nhiệm", "thập"];
    const LINKS: &WordSet = words!["/", "-", ".", ":", "đến"];
    let Some(number) = text.token_at(at) else { return false };
    if number.span.len() == 4 {
        return true;
    }
    let Some(next) = text.next_token(number.span.end() as usize) else { return false };
    if !next.one_of(LINKS) {
        return next.one_of(UNITS);
    }
    let second = text.next_token(next.span.end() as usize).filter(|t| t.class == Class::Digits);
    // 1.640 is no date.
    second.is_some_and(|second| !next.one_of(words!["."]) || number.span.len() <= 2 && second.span.len() <= 2)
}

/// A scope that từ opens, with its other end.
fn stretched(text: &Tokens, time: Time) -> Time {
    let Some(scope) = time.scope.filter(|s| opens_with(&text[*s], "từ") || opens_with(&text[*s], "kể từ")) else {
        return time;
    };
    match through(text, time.end).or_else(|| onward(text, time.end)) {
        Some(end) => Time { end, scope: Some(Span::of(scope.start() as usize, end)) },
        None => time,
    }
}

/// `từ năm 2010 trở đi`, `từ năm 2018 trở lại đây`: words that leave the other end open.
fn onward(text: &Tokens, end: usize) -> Option<usize> {
    let back = text.next_word(end, words!["trở"])?;
    let on = text.next_word(back, words!["đi", "lại", "về"])?;
    Some(text.next_word(on, words!["đây", "trước", "sau"]).unwrap_or(on))
}

/// `từ năm 2019 đến tháng 3/2024`: the other end of a scope that từ opens.
fn through(text: &Tokens, end: usize) -> Option<usize> {
    let (next, _) = text.skip_space(end);
    let Some(after) = text.word_at(next, words!["đến", "tới"]) else {
        // từ ngày 8/2 - 14/02/2024
        let (at, _) = text.skip_space(dash(text, next)?);
        let date = date_at(text, at).filter(|d| d.has_day).map(|d| d.span.end() as usize);
        return date.or_else(|| short_date(text, at));
    };
    let (mut at, _) = text.skip_space(after);
    if let Some(stop) = text.word_at(at, words!["nay"]) {
        return Some(stop);
    }
    while let Some(stop) = text.word_at(at, words!["hết", "cuối", "giữa", "đầu"]) {
        at = text.skip_space(stop).0;
    }
    if let Some(found) = date_at(text, at) {
        return Some(found.span.end() as usize);
    }
    // từ ngày 31/8 đến 3/9
    if let Some(end) = short_date(text, at) {
        return Some(end);
    }
    // 24 giờ ngày 16/3
    if let Some(time) = time_of_day(text, at, Some(TimeWord::Clock)) {
        let (day, _) = text.skip_space(time.end);
        return Some(day_end(text, day).unwrap_or(time.end));
    }
    let (_, stop) = CUES.time.at(text, at)?;
    let short = |at: usize| {
        text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() <= 2).map(|t| t.span.end() as usize)
    };
    let end = short(text.skip_space(stop).0)?;
    // từ tối 2-3 đến sáng 4-3
    let month = matches!(text.as_bytes().get(end), Some(b'-' | b'/')).then(|| short(end + 1)).flatten();
    Some(month.unwrap_or(end))
}

/// A time of day, alone no scope, with its day one: `tính đến 17 giờ 30 ngày 8/9`.
fn clock(text: &Tokens, at: usize, word: Option<(TimeWord, usize)>, taken: usize) -> Option<Time> {
    let time = time_of_day(text, at, word.map(|(w, _)| w))?;
    let start = word.filter(|(w, _)| matches!(w, TimeWord::Clock)).map_or(at, |(_, start)| start);
    let (next, _) = text.skip_space(time.end);
    let end = match text.word_at(next, words!["sáng", "trưa", "chiều", "tối", "đêm", "hôm"]) {
        Some(part) => {
            let (at, _) = text.skip_space(part);
            let told =
                text.word_at(at, words!["nay", "qua"]).or_else(|| day_end(text, at)).or_else(|| short_date(text, at));
            match text.word_at(at, words!["hôm"]) {
                Some(day) => text.next_word(day, words!["nay", "qua", "sau"]),
                None => told,
            }
        }
        None => day_end(text, next),
    };
    let Some(end) = end else { return Some(time) };
    // mực nước lúc 7h ngày 5/9: the word says when.
    let scope = if start < at { Some(extended(text, start, end)) } else { dated(text, start, end, taken) };
    Some(Time { end, scope })
}

/// Where a day's date ends that `ngày` opens at `at`.
fn day_end(text: &Tokens, at: usize) -> Option<usize> {
    text.word_at(at, words!["ngày"])?;
    date_at(text, at).filter(|d| d.has_day).map(|d| d.span.end() as usize)
}

/// Where `3/9` ends, a day and a month.
fn short_date(text: &Tokens, at: usize) -> Option<usize> {
    let short = |at: usize| text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() <= 2);
    let slash = short(at)?.span.end() as usize;
    let month = if text.as_bytes().get(slash) == Some(&b'/') { short(slash + 1)? } else { return None };
    Some(month.span.end() as usize)
}

/// `21:58`, `10h30`, `15g45`, `12 giờ 45 phút`, `lúc 7 giờ`.
fn time_of_day(text: &Tokens, at: usize, word: Option<TimeWord>) -> Option<Time> {
    let token = text.token_at(at).filter(|t| t.span.len() <= 2)?;
    let end = token.span.end() as usize;
    let hour: u8 = text[token.span].parse().ok()?;
    let two = |pos: usize| {
        text.token_at(pos).filter(|t| t.class == Class::Digits && t.span.len() == 2).map(|t| t.span.end() as usize)
    };
    let no_scope = |end| Some(Time { end, scope: None });
    if hour > 24 {
        return None;
    }
    match text.as_bytes().get(end) {
        Some(b':') => {
            // 07:00:00
            let minutes = two(end + 1)?;
            let seconds = text.as_bytes().get(minutes) == Some(&b':');
            return no_scope(if seconds { two(minutes + 1).unwrap_or(minutes) } else { minutes });
        }
        Some(b'h' | b'g' | b'H') => {
            let lone = text.token_at(end).is_some_and(|t| t.span.len() == 1);
            let spaced = || {
                let minutes = two(text.skip_space(end + 1).0)?;
                text.next_word(minutes, words!["phút"])
            };
            let end = two(end + 1).or_else(spaced).unwrap_or(end + 1);
            // 16h50’
            let minutes = text[end..].chars().next().filter(|c| matches!(c, '\'' | '’' | '"' | '”' | '′'));
            let quoted = minutes.filter(|_| text.as_bytes()[end - 1].is_ascii_digit());
            return if lone { no_scope(end + quoted.map_or(0, char::len_utf8)) } else { None };
        }
        _ => {}
    }
    let (next, _) = text.skip_space(end);
    let after = text.word_at(next, words!["giờ"])?;
    let (next, _) = text.skip_space(after);
    if let Some(minutes) = text.token_at(next).filter(|t| t.class == Class::Digits && t.span.len() <= 2) {
        let end = minutes.span.end() as usize;
        let (unit, _) = text.skip_space(end);
        return no_scope(text.word_at(unit, words!["phút"]).unwrap_or(end));
    }
    // từ 18 giờ đến 24 giờ
    if let Some(to) = text.word_at(next, words!["đến"]).or_else(|| dash(text, next)) {
        let (at, _) = text.skip_space(to);
        let last = text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() <= 2);
        let hours = last.and_then(|t| text.next_word(t.span.end() as usize, words!["giờ"]));
        let from = text.last_token(token.span.start() as usize);
        if let (Some(end), Some(_)) = (hours, from.filter(|t| t.one_of(words!["từ"]))) {
            return no_scope(end);
        }
    }
    let of_day =
        text.word_at(next, words!["sáng", "trưa", "chiều", "tối", "đêm", "ngày", "cùng", "hôm", "kém"]).is_some()
            && text.word_at(next, words!["đêm"]).is_none();
    // Chủ tịch: 8 giờ, họp giao ban
    let listed = || {
        let left = text[..token.span.start() as usize].trim_end_matches(' ');
        // Not what lasts as long: mỗi ca làm việc: 8 giờ, nghỉ 30 phút.
        let lasts =
            |label: &str| text.token_before(label.len()).is_some_and(|t| t.one_of(words!["việc", "gian", "hạn"]));
        let opens = left.ends_with('\n') || left.strip_suffix(':').is_some_and(|label| !lasts(label));
        opens && matches!(text.as_bytes().get(after), Some(b',' | b':'))
    };
    let named = matches!(word, Some(TimeWord::Clock | TimeWord::Day));
    (of_day || named || listed()).then_some(Time { end: after, scope: None })
}

/// Dates, months, quarters, years and ranges of years.
fn calendar(text: &Tokens, at: usize, word: Option<(TimeWord, usize)>, taken: usize) -> Option<Time> {
    let bytes = text.as_bytes();
    let start = word.map_or(at, |(_, start)| start);
    let token = text.token_at(at)?;
    let number_end = token.span.end() as usize;
    // `mỗi năm 20 lớp`, `một ngày 3 bữa`: the word before is a rate, the number counts.
    let each = text.last_token(start).is_some_and(|t| t.one_of(words!["mỗi", "hằng", "hàng", "một", "từng"]));
    let short = token.span.len() <= 2;
    let (next, _) = text.skip_space(number_end);
    // A full date, or d/m after its word.
    let parts = || text.word_at(next, words!["/", "-", ".", "tháng"]).is_some();
    if let Some(found) =
        if short && parts() { date_at(text, at).filter(|d| d.has_day && d.date.is_some()) } else { None }
    {
        let end = found.span.end() as usize;
        let scope = dated(text, start, end, taken);
        return Some(Time { end, scope });
    }
    // 30 tháng 4, without a year.
    if let Some(after) = text.word_at(next, words!["tháng"]).filter(|_| short) {
        let month = text.next_token(after).filter(|t| t.class == Class::Digits && t.span.len() <= 2);
        // tổng chi 10 tháng 3.798 tỷ đồng: a length, and a sum.
        let sound = |m: &Token| text[m.span].parse::<u8>().is_ok_and(|m| (1..=12).contains(&m)) && !is_amount(text, *m);
        if let Some(month) = month.filter(sound) {
            let end = month.span.end() as usize;
            let scope = dated(text, start, end, taken);
            return Some(Time { end, scope });
        }
        // 27 tháng Chạp, 10 tháng Giêng
        if let Some(end) = text.next_word(after, words!["chạp", "giêng"]) {
            return Some(Time { end, scope: dated(text, start, end, taken) });
        }
    }
    if let Some((year, end)) = year_at(text, at) {
        return years(text, at, start, year, end, word.map(|(w, _)| w), each);
    }
    let slashed =
        |sep: u8| bytes.get(number_end) == Some(&sep) && bytes.get(number_end + 1).is_some_and(u8::is_ascii_digit);
    let value = if token.span.len() <= 4 { value(text, token) } else { return None };
    match word.map(|(w, _)| w).filter(|_| !each) {
        Some(TimeWord::Month) if short && (1..=12).contains(&value) && !is_amount(text, token) => {
            // tháng 5/2025, tháng 5 năm 2025, tháng 5.
            let found = date_at(text, start).filter(|d| d.span.end() as usize >= number_end);
            let end = found.map_or(number_end, |d| d.span.end() as usize);
            let end = listed_days(text, end, 12);
            let year = || text.next_word(end, words!["năm"]).map(|word| text.skip_space(word).0);
            let end = told_year(text, end).or_else(|| Some(year_at(text, year()?)?.1)).unwrap_or(end);
            Some(Time { end, scope: Some(extended(text, start, end)) })
        }
        Some(TimeWord::Day) if short && (1..=31).contains(&value) && !counts_after(text, number_end) => {
            let day = text.skip_space_back(at).0;
            let named = text.token_before(day).map_or(at, |t| t.span.start() as usize);
            let found = date_at(text, named).filter(|d| d.span.end() as usize > number_end);
            let mut end = found.map_or(number_end, |d| d.span.end() as usize);
            if found.is_none() {
                for sep in [b'/', b'-', b'.'] {
                    if slashed(sep) {
                        end = text.token_at(number_end + 1).map_or(number_end, |t| t.span.end() as usize);
                    }
                }
                end = listed_days(text, end, 31);
            }
            // ngày 30-31/10
            if slashed_at(text, end) {
                end = text.token_at(end + 1).map_or(end, |t| t.span.end() as usize);
            }
            // Đêm 4 rạng sáng 5/9
            let dawn = text.next_word(end, words!["rạng"]);
            let dawn = dawn.and_then(|word| text.next_word(word, words!["sáng"]));
            let next = dawn.and_then(|dawn| {
                let day = text.next_token(dawn).filter(|t| t.class == Class::Digits)?;
                let slash = day.span.end() as usize;
                let month = text[slash..].starts_with('/').then(|| text.token_at(slash + 1)).flatten();
                month.filter(|t| t.class == Class::Digits).map(|t| t.span.end() as usize)
            });
            let end = next.unwrap_or(end);
            let scope = dated(text, start, end, taken);
            Some(Time { end, scope })
        }
        Some(TimeWord::Quarter) if short && (1..=4).contains(&value) => Some(quarter(text, start, number_end)),
        Some(TimeWord::Week) if short && (1..=53).contains(&value) => {
            let year = if slashed(b'/') { year_at(text, number_end + 1) } else { None };
            let end = year.map_or(number_end, |(_, end)| end);
            Some(Time { end, scope: Some(extended(text, start, end)) })
        }
        Some(TimeWord::Span) if slashed(b'-') => None,
        Some(TimeWord::Name) if value < 100 => Some(Time { end: number_end, scope: None }),
        // nhiệm kỳ 20-25
        _ => {
            // m/Y, d/m without a word.
            if slashed(b'/') && short {
                if let Some((_, end)) = year_at(text, number_end + 1) {
                    if (1..=12).contains(&value) {
                        let scope = extended(text, start, end);
                        return Some(Time { end, scope: Some(scope) });
                    }
                }
                return day_and_month(text, at, number_end, value);
            }
            if slashed(b'-') && short { dashed_days(text, at) } else { None }
        }
    }
}

/// Whether the digits after a word of time go on as an amount: `bình quân tháng 3,5 triệu đồng`, `10 tháng 3.798 tỷ`.
fn is_amount(text: &Tokens, first: Token) -> bool {
    let end = first.span.end() as usize;
    if !matches!(text.as_bytes()[end..], [b'.' | b',', b'0'..=b'9', ..]) {
        return false;
    }
    let Ok(digits) = numeral::digits(text, first.span.start() as usize) else { return false };
    let stop = digits.span.end() as usize;
    // tháng 1,2 năm 2024: months.
    let measures = || super::unit::unit_at(text, stop).is_some_and(|u| u.unit.base.row().kind != Kind::Time);
    stop == end + 4 || numeral::magnitude(text, stop).is_some() || measures()
}

/// Whether a slash and digits stand at `at`.
fn slashed_at(text: &Tokens, at: usize) -> bool {
    text.as_bytes().get(at) == Some(&b'/') && text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// Whether a counted noun or unit follows: `ngày 2 buổi` is no date.
fn counts_after(text: &Tokens, end: usize) -> bool {
    let (next, _) = text.skip_space(end);
    // cây công nghiệp ngắn ngày 15 ha
    let measured = || super::unit::unit_at(text, end).is_some_and(|u| u.unit.base.row().kind == Kind::Measure);
    text.word_at(next, words!["buổi", "lần", "bữa", "ca", "chuyến", "giờ", "tiếng"]).is_some() || measured()
}

/// `ngày 10, 20`, `tháng 5, 6 và 7`: further days or months of the list.
fn listed_days(text: &Tokens, mut end: usize, most: u16) -> usize {
    for _ in 0..12 {
        let (next, _) = text.skip_space(end);
        let after = match text.as_bytes().get(next) {
            Some(b',') => next + 1,
            _ => match dash(text, next).or_else(|| text.word_at(next, words!["và", "đến"])) {
                Some(after) => after,
                None => break,
            },
        };
        let (at, _) = text.skip_space(after);
        let Some(token) = text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() <= 2) else { break };
        let stop = token.span.end() as usize;
        let sound = text[token.span].parse::<u16>().is_ok_and(|v| (1..=most).contains(&v));
        let (beyond, _) = text.skip_space(stop);
        let goes_on = matches!(text.as_bytes().get(stop), Some(b'.' | b',' | b'/' | b'%'))
            && text.as_bytes().get(stop + 1).is_some_and(u8::is_ascii_digit);
        // từ tháng 3-6 xuất khẩu đạt: a dash without spaces joins months, whatever follows.
        let joined = at == next + 1 && text.as_bytes()[next] == b'-';
        // 19 và 20 tháng 7; tháng 1, 2 năm 2024
        let dated = || {
            let whole = text.word_at(beyond, if most == 31 { words!["tháng"] } else { words!["năm"] });
            whole.is_some_and(|end| text.as_bytes().get(text.skip_space(end).0).is_some_and(u8::is_ascii_digit))
        };
        let counted = !joined && CUES.counted.at(text, beyond).is_some()
            || super::unit::unit_at(text, stop).is_some() && !dated();
        if !sound || (goes_on && text.as_bytes()[stop] != b'/') || counted {
            break;
        }
        end = stop;
        if goes_on {
            end = text.token_at(stop + 1).map_or(stop, |t| t.span.end() as usize);
        }
    }
    end
}

/// Where `19, 20-7`, `3 và 4/9` end: two days or more with their month.
pub(super) fn days(text: &Tokens, at: usize) -> Option<usize> {
    let digits = |at: usize, most: u32| {
        text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() <= most).map(|t| t.span.end() as usize)
    };
    let first = digits(at, 2)?;
    let listed = listed_days(text, first, 31);
    if listed == first {
        return None;
    }
    let year = Some(listed).filter(|end| slashed_at(text, *end)).and_then(|end| digits(end + 1, 4));
    // 19 và 20 tháng 7
    let month = text.next_word(listed, words!["tháng"]).and_then(|m| digits(text.skip_space(m).0, 2));
    month.or_else(|| text[first..listed].contains(['/', '-']).then_some(year.unwrap_or(listed)))
}

/// `30/4`, unless it is a fraction of things counted.
fn day_and_month(text: &Tokens, at: usize, day_end: usize, day: u16) -> Option<Time> {
    let month = text.token_at(day_end + 1).filter(|t| t.class == Class::Digits && t.span.len() <= 2)?;
    let value: u16 = text[month.span].parse().ok()?;
    let end = month.span.end() as usize;
    if !(1..=31).contains(&day) || !(1..=12).contains(&value) {
        return None;
    }
    let after = text.as_bytes().get(end).copied().unwrap_or(b' ');
    if matches!(after, b'.' | b',') && text.as_bytes().get(end + 1).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let (next, _) = text.skip_space(end);
    let counted = CUES.counted.at(text, next).is_some() || CUES.measured.at(text, next).is_some();
    let (before, _) = text.skip_space_back(at);
    let led = text.token_before(before).is_some_and(|t| {
        // hôm nay 9/12, but đến nay 9/12 xã
        let so_far = || t.one_of(words!["nay"]) && text.before(&t).is_some_and(|(b, _)| b.one_of(words!["đến", "tới"]));
        t.one_of(words![
            "ngày", "từ", "đến", "dịp", "lễ", "sáng", "chiều", "tối", "trưa", "hôm", "trước", "sau", "đợt", "kể",
            "mai", "nay", "qua", "tới", "nghỉ", "khánh"
        ]) && !so_far()
    });
    let rank = text
        .token_before(before)
        .is_some_and(|t| t.one_of(words!["hạng", "thứ", "đạt", "được", "có", "còn", "gồm", "bằng"]));
    // dịp nghỉ 2/9 năm nay
    if let Some(end) = told_year(text, end) {
        return Some(Time { end, scope: None });
    }
    let percent = matches!(after, b'=' | b'%') || super::unit::unit_at(text, end).is_some();
    if percent || (counted && !led) || rank {
        return None;
    }
    // Simple parts of a whole: 1/3, 2/3, 3/4 before what they are parts of.
    let share = day < value && value <= 10 && !led && !spread(text, end);
    if share && text.token_at(next).is_some_and(|t| t.class == Class::Word && CUES.stop.at(text, next).is_none()) {
        return None;
    }
    // từ 15/7 đến 14/8, các đơn vị phát hiện
    let scope = if led && !counted { extended(text, at, end) } else { Span::of(at, end) };
    Some(Time { end, scope: Some(scope).filter(|scope| (scope.start() as usize) < at) })
}

/// `từ 15-7 đến 14-8`, `từ 24-26/8`: from day to day, with dashes.
fn dashed_days(text: &Tokens, at: usize) -> Option<Time> {
    let from = text.last_token(at).filter(|t| t.one_of(words!["từ"]))?;
    let number = |at: usize, most: u16| {
        let token = text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() <= 2)?;
        (1..=most).contains(&value(text, token)).then_some(token.span.end() as usize)
    };
    let after =
        |at: usize, mark: u8| number(at, 31).filter(|end| text.as_bytes().get(*end) == Some(&mark)).map(|end| end + 1);
    let second = after(at, b'-')?;
    let end = match after(second, b'/') {
        Some(month) => number(month, 12)?,
        None => {
            let to = text.next_word(number(second, 12)?, words!["đến"])?;
            number(after(text.skip_space(to).0, b'-')?, 12)?
        }
    };
    Some(Time { end, scope: Some(Span::of(from.span.start() as usize, end)) })
}

/// Whether the words go on as after a date: an end of a clause, a dash, và and another date.
fn spread(text: &Tokens, end: usize) -> bool {
    let (next, _) = text.skip_space(end);
    text.as_bytes().get(next).is_none_or(|b| b.is_ascii_punctuation())
}

/// `quý 3`, `quý 3/2024`, `quý 3 năm 2024`.
fn quarter(text: &Tokens, start: usize, number_end: usize) -> Time {
    let mut end = number_end;
    let (next, _) = text.skip_space(number_end);
    let after = if text.as_bytes().get(next) == Some(&b'/') || text.as_bytes().get(next) == Some(&b'-') {
        Some(next + 1)
    } else {
        text.word_at(next, words!["năm"])
    };
    if let Some((_, stop)) = after.and_then(|a| year_at(text, text.skip_space(a).0)) {
        end = stop;
    } else if let Some(stop) = told_year(text, number_end) {
        end = stop;
    }
    let scope = extended(text, start, end);
    Time { end, scope: Some(scope) }
}

/// `năm nay`, `năm ngoái` after a month or a quarter.
fn told_year(text: &Tokens, end: usize) -> Option<usize> {
    let word = text.next_word(end, words!["năm"])?;
    text.next_word(word, words!["nay", "ngoái", "trước", "sau"])
}

/// `tháng Chín`, `tháng Tư năm 2020`: the month's name stands at `at`.
pub(super) fn month_in_words(text: &Tokens, at: usize, title: bool) -> Option<Time> {
    let (before, _) = text.skip_space_back(at);
    let word = text.token_before(before).filter(|t| t.one_of(words!["tháng"]))?;
    let start = word.span.start() as usize;
    let found = date_at(text, start).filter(|d| d.span.end() as usize > at)?;
    let end = found.span.end() as usize;
    // Trong tháng một, giá vàng giảm
    let closes = || matches!(text.as_bytes().get(end), Some(b',' | b'.' | b';' | b')'));
    (title || found.date.is_some() || closes())
        .then(|| Time { end, scope: Some(extended(text, start, told_year(text, end).unwrap_or(end))) })
}

/// `quý I/2025`, `quý IV`: at the word quý.
pub(super) fn roman_quarter(text: &Tokens, start: usize) -> Option<Time> {
    let word = text.token_at(start)?;
    let (at, spaced) = text.skip_space(word.span.end() as usize);
    let roman = text.token_at(at).filter(|_| spaced)?;
    roman::value(&text[roman.span]).filter(|n| *n <= 4).map(|_| quarter(text, start, roman.span.end() as usize))
}

/// A year, alone or as the start of a range.
fn years(
    text: &Tokens,
    at: usize,
    start: usize,
    year: u16,
    year_end: usize,
    word: Option<TimeWord>,
    each: bool,
) -> Option<Time> {
    let (next, _) = text.skip_space(year_end);
    let second = |pos: usize| {
        let (pos, _) = text.skip_space(pos);
        let pos = text.word_at(pos, words!["năm"]).map_or(pos, |end| text.skip_space(end).0);
        year_at(text, pos).filter(|(y, _)| *y >= year)
    };
    let link = dash(text, next).or_else(|| text.word_at(next, words!["đến", "tới"]));
    if let Some((_, end)) = link.and_then(second) {
        // 5 năm 2016 - 2020
        let (left, _) = text.skip_space_back(start);
        let count = text.token_before(left).filter(|t| start < at && t.class == Class::Digits && t.span.len() <= 2);
        let count = count.filter(|t| !duration::is_occasion(text, text.skip_space_back(t.span.start() as usize).0));
        let start = count.map_or(start, |t| t.span.start() as usize);
        let scope = extended(text, start, end);
        return Some(Time { end, scope: Some(scope) });
    }
    let timed = matches!(word, Some(TimeWord::Year | TimeWord::Span | TimeWord::Name | TimeWord::Month));
    if timed {
        // Từ năm 2021 đến nay.
        if let Some(end) = text.word_at(next, words!["đến", "tới"]).and_then(|e| text.next_word(e, words!["nay"]))
        {
            let scope = extended(text, start, end);
            return Some(Time { end, scope: Some(scope) });
        }
        let scope = (word != Some(TimeWord::Name)).then(|| extended(text, start, year_end));
        return Some(Time { end: year_end, scope });
    }
    // Without a word: no year where it counts something.
    // 2021-05, 2021-05-13
    let (mut stop, mut parts) = (year_end, 0);
    while parts < 2 && text.as_bytes().get(stop) == Some(&b'-') {
        let Some(part) = text.token_at(stop + 1).filter(|t| t.class == Class::Digits && t.span.len() == 2) else {
            break;
        };
        stop = part.span.end() as usize;
        parts += 1;
    }
    if parts > 0 && super::unit::unit_at(text, stop).is_none_or(|u| u.text.start() as usize > stop) {
        return Some(Time { end: stop, scope: None });
    }
    let counted = CUES.counted.at(text, next).is_some_and(|(_, e)| !names_place(text, e))
        || super::unit::unit_at(text, year_end).is_some();
    let power = numeral::magnitude(text, year_end).is_some();
    let bytes = text.as_bytes();
    let fraction = bytes.get(year_end) == Some(&b'/') && bytes.get(year_end + 1).is_some_and(u8::is_ascii_digit);
    let ranged = link.is_some_and(|l| bytes.get(text.skip_space(l).0).is_some_and(u8::is_ascii_digit));
    if counted || power || each || fraction || ranged {
        return None;
    }
    // `Năm 2021: 53, 2022: 54`: a label.
    // `(2001 tăng 7,1%; 2002 tăng 6,5%)`: the year says when.
    let opens = || {
        let before = text[..at].trim_end_matches(' ');
        // In a row of shares: năm 2016 là 12,5%, 2017 còn 10,2%.
        before.ends_with(['(', ';', '\n']) || before.ends_with("%,")
    };
    let said = || text.word_at(next, words!["tăng", "giảm", "đạt", "là", "có", "còn"]).is_some();
    if bytes.get(next) == Some(&b':') || (said() && opens()) {
        return Some(Time { end: year_end, scope: Some(Span::of(at, year_end)) });
    }
    Some(Time { end: year_end, scope: None })
}

fn names_place(text: &Tokens, end: usize) -> bool {
    let (next, _) = text.skip_space(end);
    text.token_at(next).is_some_and(|t| t.class == Class::Word && t.case != Case::Lower)
}

/// The scope's span with the words before that belong to it: `đến hết`, `từ đầu`.
fn extended(text: &Tokens, start: usize, end: usize) -> Span {
    let (left, _) = text.skip_space_back(start);
    let Some((_, start)) = CUES.time_prep.before(text, left) else { return Span::of(start, end) };
    // Sáu tháng đầu năm 2021
    if one_of(&text[start..left], &["đầu", "cuối"]) {
        let word = |end: usize| text.last_token(end).filter(|t| t.class == Class::Word);
        let months = word(start).filter(|t| t.one_of(words!["tháng"]));
        let count = months.and_then(|t| word(t.span.start() as usize));
        let some = |t: &Token| {
            t.one_of(words!["những", "các", "mấy"]) || numeral::words(text, t.span.start() as usize).is_some()
        };
        if let Some(count) = count.filter(some) {
            return Span::of(count.span.start() as usize, end);
        }
    }
    // từ đầu năm đến ngày 17/9, từ nay đến hết tháng 11
    let (left, _) = text.skip_space_back(start);
    if let Some(now) = text.token_before(left).filter(|t| t.one_of(words!["nay"])) {
        let from = text.last_token(now.span.start() as usize);
        if let Some(from) = from.filter(|t| t.one_of(words!["từ"])) {
            return Span::of(from.span.start() as usize, end);
        }
    }
    let from = CUES.scope.before(text, left).map(|(_, from)| from);
    let from = from.filter(|from| opens_with(&text[*from..left], "từ"));
    Span::of(from.unwrap_or(start), end)
}

/// The span of a day's date as a scope: only where it stands as an adverb, not after a document or a body.
fn dated(text: &Tokens, start: usize, end: usize, taken: usize) -> Option<Span> {
    let span = extended(text, start, end);
    if taken > 0 && taken <= start && start - taken <= 4 {
        return None;
    }
    if span.start() < start as u32 {
        return Some(span);
    }
    let (before, _) = text.skip_space_back(start);
    // 30/4 – 1/5/2022: the end of a span of days.
    let spans = text[..before].strip_suffix(['-', '–']);
    if spans.is_some_and(|left| left.trim_end_matches(' ').ends_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let opens = text[..before]
        .chars()
        .next_back()
        .is_none_or(|c| matches!(c, '.' | '\n' | ';' | ':' | ',' | '(' | '-' | '–' | '…'));
    (opens && before < start || start == 0 || text[..start].ends_with(['(', '\n'])).then_some(span)
}

/// Where a scope that `đến nay` ends begins: `từ đầu mùa dịch đến nay`, `từ khi thành lập đến nay`.
pub(super) fn since(text: &Tokens, start: usize, end: usize) -> usize {
    let until = opens_with(&text[start..end], "đến n") || opens_with(&text[start..end], "tới n");
    if !until {
        return start;
    }
    const HEADS: &WordSet =
        words!["đầu", "khi", "năm", "tháng", "ngày", "lúc", "sau", "đó", "cuối", "giữa", "vụ", "quý", "đợt", "mùa"];
    let mut pos = text.skip_space_back(start).0;
    for _ in 0..9 {
        let Some(token) = text.token_before(pos) else { break };
        if token.class == Class::Mark && !token.one_of(words!["/", "-"]) {
            break;
        }
        let head = || text.next_word(token.span.end() as usize, HEADS).is_some();
        if token.one_of(words!["từ"]) && head() {
            return token.span.start() as usize;
        }
        pos = text.skip_space_back(token.span.start() as usize).0;
    }
    start
}

/// Whether a year or term belongs to a document's or programme's name: `theo Chương trình … năm 2018`.
pub(super) fn in_title(text: &Tokens, scope: Span) -> bool {
    let words = &text[scope];
    if !["năm", "giai đoạn", "nhiệm kỳ", "nhiệm kì", "thời kỳ"].iter().any(|w| opens_with(words, w)) {
        return false;
    }
    let pos = text.skip_space_back(scope.start() as usize).0;
    if opens_with(words, "nhiệm kỳ") || opens_with(words, "nhiệm kì") {
        // Ban Chấp hành khóa XIV, nhiệm kỳ 2020-2025; Bí thư Đảng ủy xã nhiệm kỳ 2020-2025: a body's term.
        let body = text[..pos].trim_end_matches([',', '(', ' ']);
        let joined = body.len() < pos;
        let token = text.token_before(body.len());
        let roman = token.is_some_and(|t| roman::value(&text[t.span]).is_some());
        const OWN: &WordSet = words!["quả", "cả", "suốt", "qua", "đầu", "cuối", "giữa", "của"];
        let free = token.is_none_or(|t| t.class != Class::Word || t.one_of(OWN));
        if roman || (!joined && !free && !text[pos..scope.start() as usize].contains('\n')) {
            return true;
        }
    }
    let mut last = text.token_before(pos);
    for _ in 0..14 {
        let Some(token) = last else { return false };
        let before = text.before(&token);
        match token.class {
            Class::Word if token.case != Case::Lower && CUES.title_head.starting(text, token).is_some() => {
                // At the head of a sentence the capital says nothing.
                let head = text[..token.span.start() as usize].trim_end();
                return !(head.is_empty() || head.ends_with(['.', ';', ':', '-', '–', '•', '+', '*']));
            }
            // ban hành chuẩn nghèo đa chiều giai đoạn 2016-2020
            Class::Word
                if token.one_of(words!["hành", "duyệt"])
                    && before.is_some_and(|(verb, _)| verb.one_of(words!["ban", "phê"])) =>
            {
                return true;
            }
            Class::Word if token.one_of(words!["đạt", "là", "có", "tăng", "giảm", "được", "đã"]) => {
                return false;
            }
            Class::Digits => return false,
            Class::Mark if !token.one_of(words!["-", "/"]) => return false,
            _ => {}
        }
        last = before.filter(|_| !phrase::breaks(text, before, token)).map(|(word, _)| word);
    }
    false
}
