//! Labels: what a line like `Tác giả: …` says of the page.

use super::fit::{fits, opens_label};
use super::rule::{RULES, Rule, Shape};
use super::words::opens;
use crate::Span;
use crate::page::Zone;
use crate::text::token::{Case, Token};
use crate::text::tokens::Tokens;

/// What a labelled line says of the page: the field that its rule names, its value, and what follows it on the line.
pub(in crate::page) fn field(text: &Tokens, line: Span) -> Option<(&'static str, Span, Span)> {
    let tokens = text.within(line);
    let words = &tokens[tokens.iter().position(|token| opens(text, token))?..];
    let (phrase, count) = RULES.opening(text, words)?;
    let rule = phrase.rules.iter().find(|rule| !rule.field.is_empty() && fits(rule, text, line, words, count))?;
    let rest = &text[Span::new(words[count - 1].span.end(), line.end())];
    let rest = rest.trim_start_matches([':', ' ', '\t', ')']);
    let from = line.end() as usize - rest.len();
    // A second label may share the line: `Tác giả: … | Nguồn: …`, `Tác giả: … - Nguồn: …`, `Số hiệu: … Loại văn bản: …`.
    let bar = rest.find(['|', '\t', ';']).map_or(line.end() as usize, |at| from + at);
    let next = (count..words.len()).find(|&i| words[i].span.start() as usize > from && labels(text, line, &words[i..]));
    let end = next.map_or(bar, |i| bar.min(words[i].span.start() as usize)).max(from);
    let value = text[from..end].trim_end_matches([' ', '\t', '-', '–']);
    Some((rule.field, Span::of(from, from + value.len()), Span::of(end, line.end() as usize)))
}

/// Whether tokens open another label: `Nguồn: …`.
fn labels(text: &Tokens, line: Span, words: &[Token]) -> bool {
    let label = |rule: &Rule| rule.zone == Zone::Meta && rule.shape == Shape::Label;
    words[0].case != Case::Lower
        && RULES
            .count(text, words, label)
            .is_some_and(|count| opens_label(&text[Span::new(words[count - 1].span.end(), line.end())]))
}
