//! How far to the left a time goes as a scope, and whether it is one.

use super::super::{numeral, one_of, opens_with};
use crate::Span;
use crate::registry::cue::CUES;
use crate::text::set::{WordSet, words};
use crate::text::token::{Class, Token, Words};
use crate::text::tokens::Tokens;

/// The scope's span with the words before that belong to it: `đến hết`, `từ đầu`.
pub(super) fn extended(text: &Tokens, start: usize, end: usize) -> Span {
    let (left, _) = text.skip_space_back(start);
    let Some((_, start)) = CUES.time_prep.before(text, left) else { return Span::of(start, end) };
    // Sáu tháng đầu năm 2021, quý đầu năm 2021
    if one_of(&text[start..left], &["đầu", "cuối"]) {
        let word = |end: usize| text.last_token(end).filter(|t| t.class == Class::Word);
        let months = word(start).filter(|t| t.one_of(words!["tháng", "quý"]));
        let count = months.and_then(|t| word(t.span.start() as usize));
        let some = |t: &Token| {
            t.one_of(words!["những", "các", "mấy"]) || numeral::words(text, t.span.start() as usize).is_some()
        };
        if let Some(first) = count.filter(some).or(months) {
            return Span::of(first.span.start() as usize, end);
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
pub(super) fn dated(text: &Tokens, start: usize, end: usize, taken: usize) -> Option<Span> {
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
