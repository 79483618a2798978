//! Days and months in rows: `ngày 10, 20`, `19, 20-7`, `từ 24-26/8`.

use super::parts::{Time, dash, slashed_at};
use crate::Span;
use crate::claim::unit::unit_at;
use crate::date::value;
use crate::registry::cue::CUES;
use crate::text::set::words;
use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;

/// `ngày 10, 20`, `tháng 5, 6 và 7`: further days or months of the list.
pub(super) fn listed_days(text: &Tokens, mut end: usize, most: u16) -> usize {
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
            whole.is_some_and(|end| {
                text.as_bytes().get(text.skip_space(end).0).is_some_and(u8::is_ascii_digit)
                    || text.next_word(end, words!["nay", "ngoái"]).is_some()
            })
        };
        let counted = !joined && CUES.counted.at(text, beyond).is_some() || unit_at(text, stop).is_some() && !dated();
        // 10,1/22 điểm: no month.
        let month = || most != 31 || text.token_at(stop + 1).is_some_and(|t| value(text, t) <= 12);
        if !sound || goes_on && (text.as_bytes()[stop] != b'/' || !month()) || counted {
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

/// `từ 15-7 đến 14-8`, `từ 24-26/8`: from day to day, with dashes.
pub(super) fn dashed_days(text: &Tokens, at: usize) -> Option<Time> {
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
