//! Persons: who wrote and who signed, as lines name them.

use super::rule::{RULES, Shape};
use super::words::upper;
use crate::Span;
use crate::registry::cue::CUES;
use crate::text::token::{Case, Class, Token};
use crate::text::tokens::Tokens;

/// Whether a line holds nothing but a person's name of at least `least` words: `Trần Thị Minh Hà`.
#[inline]
pub(in crate::page) fn is_name(text: &Tokens, line: &[Token], least: usize) -> bool {
    let mut words = 0;
    for token in line {
        match (token.class, token.case) {
            (Class::Word, Case::Title) => words += 1,
            (Class::Mark, _) if matches!(&text[token.span], "." | "," | "/" | "(" | ")" | "*") => {}
            _ => return false,
        }
    }
    words >= least && words <= 5
}

/// Whether tokens open with a family name.
pub(in crate::page) fn opens_name(text: &Tokens, line: &[Token]) -> bool {
    RULES.count(text, line, |rule| rule.shape == Shape::Name).is_some()
}

/// Whether tokens open with an office: `Báo`, `Văn phòng`.
pub(in crate::page) fn opens_office(text: &Tokens, line: &[Token]) -> bool {
    RULES.count(text, line, |rule| rule.shape == Shape::Office).is_some()
}

/// Whether a line looks like the words under an article: capitals prevail, no sentence.
pub(in crate::page) fn is_byline(text: &Tokens, line: Span) -> bool {
    let (mut capital, mut lower, mut run, mut longest) = (0, 0, 0, 0);
    for token in text.within(line) {
        match (token.class, token.case) {
            (Class::Word, Case::Lower) => (lower, run) = (lower + 1, 0),
            (Class::Word, _) => {
                (capital, run) = (capital + 1, run + 1);
                longest = longest.max(run + usize::from(lower == 0));
            }
            (Class::Digits, _) => return false,
            _ => {}
        }
    }
    let words = &text[line];
    // In capitals only, a heading has many words and opens with no office: `BẢNG CÂN ĐỐI QUYẾT TOÁN NGÂN SÁCH XÃ`.
    let headline = || {
        let tokens = text.within(line);
        let office = || opens_office(text, tokens);
        let long = words.split(['-', '–', ',', '(']).any(|part| part.split_whitespace().count() > 4);
        lower == 0 && long && upper(text, tokens) && !office()
    };
    // What goes on in small letters from the line above signs nothing; `bài và ảnh: …` does.
    let goes_on = words.starts_with(char::is_lowercase) && !words.contains(':');
    longest >= 3
        && lower <= capital
        && !goes_on
        && !words.ends_with([':', ';', ','])
        && !words.starts_with(['-', '+'])
        && !headline()
}

/// The person that a by-line names: its first words, as long as they are capitalised and no office.
pub(in crate::page) fn person(text: &Tokens, line: Span) -> Option<Span> {
    let (mut name, mut words) = (None::<Span>, 0);
    let mut rest = text.within(line);
    while let Some(token) = rest.first() {
        let office = || opens_office(text, rest);
        let capital = token.class == Class::Word && matches!(token.case, Case::Title | Case::Upper);
        if capital && words < 5 && !office() {
            name = Some(name.map_or(token.span, |name| name.cover(token.span)));
            words += 1;
        } else if name.is_some() {
            break;
        } else if token.class == Class::Word {
            return None;
        }
        rest = &rest[1..];
    }
    // `Tên Nghị quyết` goes on, `DOANH NGHIỆP` and `NHÂN DÂN` are words.
    let goes_on = || rest.first().is_some_and(|next| next.class == Class::Word);
    let noun = |name: Span| {
        let (at, whole) = (name.start() as usize, |end: usize| end == name.end() as usize);
        let counted = CUES.counted.at(text, at).is_some_and(|(_, end)| whole(end));
        counted || CUES.measured.at(text, at).is_some_and(|(_, end)| whole(end))
    };
    name.filter(|&name| words >= 2 && (!goes_on() || opens_name(text, text.within(name))) && !noun(name))
}
