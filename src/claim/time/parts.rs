//! What times are read from: years, dashes, days with their months.

use crate::Span;
use crate::date::{date_at, value};
use crate::text::set::words;
use crate::text::token::{Class, Token, Words};
use crate::text::tokens::Tokens;

/// What a number that belongs to time is.
#[derive(Clone, Copy, Debug)]
pub(in crate::claim) struct Time {
    /// Where its words end.
    pub(in crate::claim) end: usize,
    /// The scope that it opens, if it does.
    pub(in crate::claim) scope: Option<Span>,
}

/// Years that pages speak of.
pub(in crate::claim) fn year_at(text: &Tokens, at: usize) -> Option<(u16, usize)> {
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

/// Which quarter of a year a number says: `3`, `03`, `III`, `iii`.
pub(super) fn quarter_number(text: &Tokens, token: Token) -> Option<u8> {
    let number = match token.class {
        Class::Digits => value(text, token),
        _ => {
            let is = |roman: &&str| roman.eq_ignore_ascii_case(&text[token.span]);
            ["I", "II", "III", "IV"].iter().position(is)? as u16 + 1
        }
    };
    u8::try_from(number).ok().filter(|number| (1..=4).contains(number))
}

/// `I, II và III`: the last of the quarters in Roman numerals that one opens which ends at `end`, and where it ends.
pub(super) fn last_quarter(text: &Tokens, mut number: u8, mut end: usize) -> (u8, usize) {
    const MOST: usize = 3;
    for _ in 0..MOST {
        let mark = text.next_token(end).filter(|t| t.one_of(words![",", "và", "-"]));
        let next = mark.and_then(|mark| text.after(&mark)).map(|(t, _)| t).filter(|t| t.class == Class::Word);
        let Some((later, next)) = next.and_then(|t| Some((quarter_number(text, t)?, t))) else { break };
        if later <= number {
            break;
        }
        (number, end) = (later, next.span.end() as usize);
    }
    (number, end)
}

/// Where a day's date ends that `ngày` opens at `at`.
pub(super) fn day_end(text: &Tokens, at: usize) -> Option<usize> {
    text.word_at(at, words!["ngày"])?;
    date_at(text, at).filter(|d| d.has_day).map(|d| d.span.end() as usize)
}

/// Where `3/9` ends, a day and a month.
pub(super) fn short_date(text: &Tokens, at: usize) -> Option<usize> {
    let short = |at: usize| text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() <= 2);
    let slash = short(at)?.span.end() as usize;
    let month = if text.as_bytes().get(slash) == Some(&b'/') { short(slash + 1)? } else { return None };
    Some(month.span.end() as usize)
}

/// `năm nay`, `năm ngoái` after a month or a quarter.
pub(super) fn told_year(text: &Tokens, end: usize) -> Option<usize> {
    let word = text.next_word(end, words!["năm"])?;
    text.next_word(word, words!["nay", "ngoái", "trước", "sau"])
}

/// Whether a slash and digits stand at `at`.
pub(super) fn slashed_at(text: &Tokens, at: usize) -> bool {
    text.as_bytes().get(at) == Some(&b'/') && text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_digit)
}
