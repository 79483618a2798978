//! Time: dates and years are no claims, they are the scopes of claims; so are durations in their places.
//!
//! A number is asked for a time of day first ([`clock`]), for a date ([`calendar`], with [`year`] and [`days`]), then for a
//! length ([`duration`]). Words that are a scope without a number are [`adverb`]s. How far the words go that make it a scope say [`extent`] and [`reach`]; which days those are,
//! [`window`].

mod adverb;
mod calendar;
mod clock;
mod days;
mod duration;
mod extent;
mod parts;
mod reach;
mod window;
mod year;

use crate::registry::cue::CUES;
use crate::text::set::{WordSet, words};
use crate::text::token::{Class, Token, Words};
use crate::text::tokens::Tokens;

pub(super) use adverb::{adverb, left_over};
pub(super) use calendar::{month_in_words, roman_quarter};
pub(super) use duration::read as duration;
pub(super) use parts::{Time, year_at};
pub(super) use window::window;

/// Reads the number at `at` as time, if it is. `taken` is where the last reference's core ends.
pub(super) fn at_digits(text: &Tokens, at: usize, taken: usize) -> Option<Time> {
    let (before_end, spaced) = text.skip_space_back(at);
    let last = text.token_before(before_end).filter(|_| spaced || before_end == at);
    // tỷ lệ hộ nghèo đa chiều 5,2%, thắp sáng 12 tuyến đường: neither afternoon nor morning.
    let compound = |t: Token| {
        let before = |set: &WordSet| text.before(&t).is_some_and(|(t, _)| t.one_of(set));
        t.one_of(words!["chiều", "sáng"]) && before(words!["đa", "thắp", "chiếu"])
    };
    let word = last.and_then(|last| CUES.time.ending(text, last).filter(|_| !compound(last)));
    if word.is_none() && !timely(text, at) {
        return None;
    }
    clock::clock(text, at, word, taken)
        .or_else(|| calendar::calendar(text, at, word, taken))
        .map(|time| reach::stretched(text, time))
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
