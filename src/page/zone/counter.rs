//! Counters of readers and pages to choose from, which are told by each other.

use super::line::Line;
use crate::page::Zone;
use crate::page::line::{Look, RULES};
use crate::text::set::words;
use crate::text::token::{Class, Token};
use crate::text::tokens::Tokens;

/// Knows the counters of a site by each other: `Hôm nay: 65`, `Tháng 8/2020: 1.317`, `Tất cả:` and `5.746` below it.
pub(super) fn tallies(text: &Tokens, lines: &mut [Line]) {
    let mut done = 0;
    while let Some(day) = lines[done..].iter().position(|line| tally(text, line) == Some(Tally::Day)) {
        let day = done + day;
        let counts = |line: &&Line| tally(text, line).is_some();
        let from = day - lines[done..day].iter().rev().take_while(counts).count();
        done = day + lines[day..].iter().take_while(counts).count();
        let block = &mut lines[from..done];
        let named = block.iter().filter(|line| tally(text, line) != Some(Tally::Bare)).count();
        if named >= 3 || named == 2 && block.len() >= 4 {
            block.iter_mut().for_each(|line| (line.look, line.zone) = (Look::Counter, Zone::Furniture));
        }
    }
}

/// What a line of a block of counters is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tally {
    /// Counts a day or a week.
    Day,
    /// Counts another time or all.
    Other,
    /// A number alone.
    Bare,
}

/// Whether a line may be of a block of counters: a word for a time, a number, or both.
#[inline]
fn tally(text: &Tokens, line: &Line) -> Option<Tally> {
    // Most lines are long, or end with a word.
    if line.span.len() > 40 {
        return None;
    }
    let last = text.as_bytes().get(line.span.end().checked_sub(1)? as usize)?;
    if last.is_ascii_alphabetic() || !last.is_ascii() {
        return None;
    }
    if !matches!(line.look, Look::Plain | Look::Group | Look::Number | Look::Counter) {
        return None;
    }
    let tokens = text.within(line.span);
    let bare = |tokens: &[Token]| tokens.iter().all(|token| token.class != Class::Word);
    if bare(tokens) {
        return tokens.iter().any(|token| token.class == Class::Digits).then_some(Tally::Bare);
    }
    let day = RULES.count(text, tokens, |rule| rule.tallies(true)).map(|count| (count, Tally::Day));
    let (count, tally) = day
        .or_else(|| RULES.count(text, tokens, |rule| rule.tallies(false)).map(|count| (count, Tally::Other)))
        // `Tháng 8/2020: 14.097`, `Năm 2020: 81.664`
        .or_else(|| tokens[0].one_of(words!["tháng", "năm"]).then_some((1, Tally::Other)))?;
    bare(&tokens[count..]).then_some(tally)
}

/// Counters draw ambiguous ones along, upwards and downwards.
pub(super) fn draw_groups(lines: &mut [Line]) {
    let draws = |line: &Line| counted(line.look) && line.zone == Zone::Furniture;
    for i in 1..lines.len() {
        if lines[i].look == Look::Group && draws(&lines[i - 1]) {
            lines[i].zone = Zone::Furniture;
        }
    }
    for i in (1..lines.len()).rev() {
        if lines[i - 1].look == Look::Group && draws(&lines[i]) {
            lines[i - 1].zone = Zone::Furniture;
        }
    }
}

fn counted(look: Look) -> bool {
    matches!(look, Look::Counter | Look::Group | Look::Opener)
}

/// Whether a counter, or what opens the page's tail, stands right beside a line.
pub(super) fn beside_counter(lines: &[Line], i: usize) -> bool {
    let counter = |line: Option<&Line>| line.is_some_and(|line| matches!(line.look, Look::Counter | Look::Opener));
    counter(i.checked_sub(1).and_then(|i| lines.get(i))) || counter(lines.get(i + 1))
}

/// From so many numbers on that count up, line by line, they are no cells of a table.
pub(super) const PAGER: usize = 4;

/// Knows the pages or pictures to choose from: lines of nothing but a number each, [`PAGER`] or more, that count up.
pub(super) fn pager(text: &Tokens, lines: &mut [Line]) {
    let value = |line: &Line| text[line.span].parse().unwrap_or(0_u16);
    let known = lines[lines.len() - 2].zone == Zone::Furniture;
    let fresh = if known { &lines[lines.len() - 2..] } else { &lines[lines.len() - PAGER..] };
    let counts_up = |pair: &[Line]| (1..=3).contains(&value(&pair[1]).saturating_sub(value(&pair[0])));
    if fresh.windows(2).all(counts_up) && (known || value(&fresh[0]) <= 2) {
        let fresh = lines.len() - fresh.len();
        lines[fresh..].iter_mut().for_each(|line| line.zone = Zone::Furniture);
    }
}
