//! Labels: what a line like `Tác giả: …` says of the page.

use super::fit::{fits, opens_label};
use super::rule::{RULES, Shape};
use super::words::opens;
use crate::Span;
use crate::page::Zone;
use crate::text::token::{Class, Token};
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
    // A second label may share the line: `Tác giả: … | Nguồn: …`, `Tác giả: … - Nguồn: …`.
    let bar = rest.find(['|', '\t', ';']).map_or(line.end() as usize, |at| from + at);
    let dash =
        words[count..].windows(2).position(|pair| dashed(text, line, pair)).map(|i| words[count + i].span.start());
    let end = dash.map_or(bar, |dash| bar.min(dash as usize)).max(from);
    let value = text[from..end].trim_end();
    Some((rule.field, Span::of(from, from + value.len()), Span::of(end, line.end() as usize)))
}

/// Whether a dash and a label follow each other.
fn dashed(text: &Tokens, line: Span, pair: &[Token]) -> bool {
    let dash = pair[0].class == Class::Mark && matches!(&text[pair[0].span], "-" | "–");
    dash && {
        let rest = text.within(Span::new(pair[1].span.start(), line.end()));
        let label = RULES.count(text, rest, |rule| rule.zone == Zone::Meta && rule.shape == Shape::Label);
        label.is_some_and(|count| opens_label(&text[Span::new(rest[count - 1].span.end(), line.end())]))
    }
}
