//! The other end of a time that `từ` opens: `từ năm 2019 đến tháng 3/2024`.

use super::clock::time_of_day;
use super::parts::{Time, dash, day_end, short_date, year_at};
use super::year::counts;
use crate::Span;
use crate::claim::opens_with;
use crate::date::date_at;
use crate::registry::cue::{CUES, TimeWord};
use crate::text::set::words;
use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;

/// A scope that từ opens, with its other end.
pub(super) fn stretched(text: &Tokens, time: Time) -> Time {
    let Some(scope) = time.scope.filter(|s| ["từ", "kể từ", "tính từ"].iter().any(|word| opens_with(&text[*s], word)))
    else {
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
    while let Some(stop) = text.word_at(at, words!["hết", "cuối", "giữa", "đầu", "nửa"]) {
        at = text.skip_space(stop).0;
    }
    if let Some(found) = date_at(text, at) {
        return Some(found.span.end() as usize);
    }
    // từ giữa năm 2001 đến cuối 2003
    if let Some((_, end)) = year_at(text, at).filter(|(_, end)| !counts(text, *end)) {
        return Some(end);
    }
    // từ ngày 31/8 đến 3/9
    if let Some(end) = short_date(text, at) {
        return Some(end);
    }
    // 24 giờ ngày 16/3, 18 giờ 7/8
    if let Some(time) = time_of_day(text, at, Some(TimeWord::Clock)) {
        let (day, _) = text.skip_space(time.end);
        return Some(day_end(text, day).or_else(|| short_date(text, day)).unwrap_or(time.end));
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
