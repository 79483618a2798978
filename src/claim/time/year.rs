//! Years, alone or from one to another.

use super::extent::extended;
use super::parts::{Time, dash, year_at};
use crate::Span;
use crate::claim::numeral;
use crate::claim::trap::cue;
use crate::claim::unit::unit_at;
use crate::registry::cue::{CUES, TimeWord};
use crate::text::set::words;
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;

/// A year whose words begin at `start`, its digits at `at`; `each`: a rate stands before (`mỗi năm`).
pub(super) fn years(text: &Tokens, at: usize, start: usize, word: Option<TimeWord>, each: bool) -> Option<Time> {
    let (year, year_end) = year_at(text, at)?;
    let (next, _) = text.skip_space(year_end);
    let link = dash(text, next).or_else(|| text.word_at(next, words!["đến", "tới"]));
    let second = |pos: usize| {
        let (pos, _) = text.skip_space(pos);
        let pos = text.word_at(pos, words!["năm"]).map_or(pos, |end| text.skip_space(end).0);
        year_at(text, pos).filter(|(last, _)| *last >= year)
    };
    if let Some((_, end)) = link.and_then(second) {
        if let Some(start) = stage(text, at, end) {
            return Some(Time { end, scope: Some(extended(text, start, end + 1)) });
        }
        let start = counted_from(text, at, start);
        return Some(Time { end, scope: Some(extended(text, start, end)) });
    }
    let scope = |end: usize| Some(Time { end, scope: Some(extended(text, start, end)) });
    if matches!(word, Some(TimeWord::Year | TimeWord::Span | TimeWord::Name | TimeWord::Month)) {
        // Từ năm 2021 đến nay.
        let now = text.word_at(next, words!["đến", "tới"]).and_then(|end| text.next_word(end, words!["nay"]));
        return match now {
            Some(now) => scope(now),
            None if passed_on(text, start) => Some(Time { end: year_end, scope: None }),
            None if matches!(word, Some(TimeWord::Year | TimeWord::Span)) => {
                scope(listed_years(text, start, word == Some(TimeWord::Span), year, year_end))
            }
            None if word == Some(TimeWord::Name) => Some(Time { end: year_end, scope: None }),
            None => scope(year_end),
        };
    }
    let ranged = || link.is_some_and(|l| text.as_bytes().get(text.skip_space(l).0).is_some_and(u8::is_ascii_digit));
    if let Some(end) = iso_date(text, year_end) {
        return Some(Time { end, scope: None });
    }
    if each || counts(text, year_end) || ranged() {
        return None;
    }
    // đến 2030, cuối 2025
    let led = || text.last_token(at).is_some_and(|t| t.one_of(words!["đến", "tới", "hết", "trước", "đầu", "cuối"]));
    let scope = if led() { Some(extended(text, at, year_end)) } else { None };
    Some(Time { end: year_end, scope: scope.or_else(|| labels(text, at, year_end).then(|| Span::of(at, year_end))) })
}

/// `chi chuyển nguồn sang năm 2024`, `nợ chuyển sang năm 2024`: whether what stands before the year's words is left for that year.
fn passed_on(text: &Tokens, start: usize) -> bool {
    let on = text.last_token(start).filter(|t| t.one_of(words!["sang"]));
    on.and_then(|t| text.before(&t)).is_some_and(|(t, _)| t.one_of(words!["nguồn", "chuyển"]))
}

/// `giai đoạn (2016-2020)`: where the word begins that years in brackets at `at..end` belong to.
fn stage(text: &Tokens, at: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if at == 0 || bytes[at - 1] != b'(' || bytes.get(end) != Some(&b')') {
        return None;
    }
    let stage = text.last_token(at - 1).filter(|t| t.one_of(words!["đoạn"]))?;
    text.before(&stage).filter(|(t, _)| t.one_of(words!["giai"])).map(|(t, _)| t.span.start() as usize)
}

/// `hai năm 2023 và 2024`, `các năm 2021, 2022 và 2023`: where a list of years ends that a year opens. `many`: the words before
/// say that there are more. The year's words begin at `start`.
fn listed_years(text: &Tokens, start: usize, many: bool, mut year: u16, mut end: usize) -> usize {
    const MOST: usize = 8;
    let (first, mut and) = (end, false);
    for _ in 0..MOST {
        let Some(mark) = text.next_token(end).filter(|t| t.one_of(words![",", "và"])) else { break };
        let next = text.skip_space(mark.span.end() as usize).0;
        let next = text.word_at(next, words!["năm"]).map_or(next, |word| text.skip_space(word).0);
        let Some((later, stop)) = year_at(text, next).filter(|(later, _)| *later == year + 1) else { break };
        (year, end, and) = (later, stop, mark.one_of(words!["và"]));
    }
    // riêng năm 2023 và 2024, but not 30 tỷ đồng năm 2023 và 2024 đạt 40 tỷ đồng
    let valued = || {
        let before = std::iter::successors(text.last_token(start), |t| Some(text.before(t)?.0));
        before.take(4).any(|t| t.class == Class::Digits)
    };
    if many || text.as_bytes().get(end) == Some(&b',') || and && !valued() { end } else { first }
}

/// `5 năm 2016 - 2020`: where the words of a range of years begin, a count of years before them included.
fn counted_from(text: &Tokens, at: usize, start: usize) -> usize {
    let count = text.last_token(start).filter(|t| start < at && t.class == Class::Digits && t.span.len() <= 2);
    let count = count.map(|t| t.span.start() as usize);
    // lớp 10 năm học 2025 - 2026
    let own = |start: &usize| !is_occasion(text, text.skip_space_back(*start).0) && cue(text, *start).is_none();
    count.filter(own).unwrap_or(start)
}

/// `2021-05`, `2021-05-13`: where the date ends whose year ends at `year_end`.
fn iso_date(text: &Tokens, year_end: usize) -> Option<usize> {
    let part = |end: usize| {
        let after = if text.as_bytes().get(end) == Some(&b'-') { text.token_at(end + 1)? } else { return None };
        (after.class == Class::Digits && after.span.len() == 2).then_some(after.span.end() as usize)
    };
    let month = part(year_end)?;
    let end = part(month).unwrap_or(month);
    unit_at(text, end).is_none_or(|unit| unit.text.start() as usize > end).then_some(end)
}

/// Whether a number like a year, with no word before it, counts or measures what follows.
pub(super) fn counts(text: &Tokens, end: usize) -> bool {
    let bytes = text.as_bytes();
    // Hoa hậu Hoàn vũ 2006 tổ chức vào tháng 6: no noun.
    let next = text.skip_space(end).0;
    let verb = |noun: usize| CUES.stop.at(text, next).is_some_and(|(_, stop)| stop >= noun);
    CUES.counted.at(text, next).is_some_and(|(_, noun)| !names_place(text, noun) && !verb(noun))
        || unit_at(text, end).is_some()
        || numeral::magnitude(text, end).is_some()
        || bytes.get(end) == Some(&b'/') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit)
}

/// `Năm 2021: 53, 2022: 54`, `(2001 tăng 7,1%; 2002 tăng 6,5%)`: the year says when.
fn labels(text: &Tokens, at: usize, end: usize) -> bool {
    let (next, _) = text.skip_space(end);
    let opens = || {
        let before = text[..at].trim_end_matches(' ');
        // In a row of shares: năm 2016 là 12,5%, 2017 còn 10,2%.
        before.ends_with(['(', ';', '\n']) || before.ends_with("%,")
    };
    // giảm từ 12,5% (2015) xuống 3% (2020)
    let enclosed = || text.as_bytes()[..at].ends_with(b"% (") && next == end;
    match text.as_bytes().get(next) {
        Some(b':') => return true,
        Some(b')') => return enclosed(),
        _ => {}
    }
    text.word_at(next, words!["tăng", "giảm", "đạt", "là", "có", "còn"]).is_some() && opens()
}

fn names_place(text: &Tokens, end: usize) -> bool {
    let (next, _) = text.skip_space(end);
    text.token_at(next).is_some_and(|t| t.class == Class::Word && t.case != Case::Lower)
}

/// Whether words before a duration make it an occasion's name: `sơ kết 3 năm`; not `vượt kế hoạch 2 năm`.
pub(super) fn is_occasion(text: &Tokens, end: usize) -> bool {
    let Some((_, start)) = CUES.duration_title.before(text, end) else { return false };
    let (left, _) = text.skip_space_back(start);
    !text.token_before(left).is_some_and(|t| t.one_of(words!["trước", "vượt", "với", "hoàn", "hơn", "sớm"]))
}
