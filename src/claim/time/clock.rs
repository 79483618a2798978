//! Times of day: `21:58`, `lúc 7 giờ`, `17 giờ 30 ngày 8/9`.

use super::extent::{dated, extended};
use super::parts::{Time, dash, day_end, short_date};
use crate::registry::cue::TimeWord;
use crate::text::set::words;
use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;

/// A time of day, alone no scope, with its day one: `tính đến 17 giờ 30 ngày 8/9`.
pub(super) fn clock(text: &Tokens, at: usize, word: Option<(TimeWord, usize)>, taken: usize) -> Option<Time> {
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
        None => day_end(text, next).or_else(|| short_date(text, next)),
    };
    let Some(end) = end else { return Some(time) };
    // mực nước lúc 7h ngày 5/9: the word says when.
    let scope = if start < at { Some(extended(text, start, end)) } else { dated(text, start, end, taken) };
    Some(Time { end, scope })
}

/// `21:58`, `10h30`, `15g45`, `12 giờ 45 phút`, `lúc 7 giờ`.
pub(super) fn time_of_day(text: &Tokens, at: usize, word: Option<TimeWord>) -> Option<Time> {
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
            let end = end + quoted.map_or(0, char::len_utf8);
            // từ 7h đến 19h ngày 28/9
            let from = || text.last_token(token.span.start() as usize).filter(|t| t.one_of(words!["từ"]));
            let to = text.next_word(end, words!["đến"]).filter(|_| from().is_some()).map(|to| text.skip_space(to).0);
            let last = to.and_then(|at| time_of_day(text, at, None)).map_or(end, |time| time.end);
            return if lone { no_scope(last) } else { None };
        }
        // lúc 9 h
        Some(b' ') if word == Some(TimeWord::Clock) => {
            let hour = text.token_at(end + 1).filter(|t| matches!(&text[t.span], "h" | "g"));
            if let Some(hour) = hour.map(|t| t.span.end() as usize) {
                return no_scope(two(text.skip_space(hour).0).unwrap_or(hour));
            }
        }
        _ => {}
    }
    let (next, _) = text.skip_space(end);
    let after = text.word_at(next, words!["giờ"])?;
    let (next, _) = text.skip_space(after);
    // từ 18 giờ 6/8 đến 18 giờ 7/8
    if short_date(text, next).is_some() {
        return no_scope(after);
    }
    if let Some(minutes) = text.token_at(next).filter(|t| t.class == Class::Digits && t.span.len() <= 2) {
        let end = minutes.span.end() as usize;
        let (unit, _) = text.skip_space(end);
        let end = text.word_at(unit, words!["phút"]).unwrap_or(end);
        // kéo dài 3 giờ 20 phút, về đích sau 2 giờ 21 phút 36 giây: so long it took.
        let seconds = || text.next_token(end).filter(|t| t.class == Class::Digits);
        let lasts = || text.last_token(at).is_some_and(|t| t.one_of(words!["dài", "mất"]));
        let took = || seconds().and_then(|t| text.next_word(t.span.end() as usize, words!["giây"])).is_some();
        if word.is_none() && (lasts() || took()) {
            return None;
        }
        // 17 giờ 30 đến 19 giờ
        let last = text.next_word(end, words!["đến"]).map(|to| text.skip_space(to).0);
        let last = last.and_then(|at| time_of_day(text, at, Some(TimeWord::Clock)));
        return no_scope(last.map_or(end, |time| time.end));
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
