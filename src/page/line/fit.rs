//! Whether a line fits a rule of the phrase that it opens with.

use super::letterhead::headed;
use super::person::is_name;
use super::rule::{RULES, Rule, Shape, Where};
use super::words::{ends_sentence, spoken, upper};
use super::{Field, Look, SENTENCE};
use crate::Span;
use crate::page::day;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token};
use crate::text::tokens::Tokens;

/// Whether a line fits a rule of the phrase that it opens with. `words` are its tokens from the phrase on, which has
/// `count` of them.
///
/// Inlined, for it is asked of most lines that open with a phrase.
#[inline(always)]
pub(super) fn fits(rule: &Rule, text: &Tokens, line: Span, words: &[Token], count: usize) -> bool {
    let after = &words[count..];
    let rest = || Span::new(words[count - 1].span.end(), line.end());
    let shaped = match rule.shape {
        Shape::Alone if rule.heads() => headed(text, after),
        Shape::Alone => !after.iter().any(|token| spoken(text, token)),
        Shape::Opener => opens_list(text, line, after),
        Shape::Others => others(text, after),
        Shape::Count => counts(text, after, rule.place != Where::Any),
        Shape::Label => {
            let cell = || matches!(rule.look, Look::Label(Field::Document | Field::Date)) && one_cell(&text[rest()]);
            // `Bài và ảnh Thu Hà`
            let name = || rule.look == Look::Label(Field::Author) && count >= 3 && is_name(text, after, 2);
            opens_label(&text[rest()]) || cell() || name()
        }
        // In small letters text goes on from the line above: `chịu trách nhiệm trước …`.
        Shape::Start => rule.place == Where::Any || words[0].class != Class::Word || words[0].case != Case::Lower,
        Shape::Unit | Shape::Office => false,
        Shape::Name => is_name(text, words, 3),
    };
    shaped
        && match rule.look {
            Look::Label(Field::Date) => day::find_in(text, rest()).is_some(),
            Look::Signature => {
                let line = Span::new(words[0].span.start(), line.end());
                (rule.field != "office" || upper(text, words))
                    && line.len() as usize <= SENTENCE
                    && !ends_sentence(&text[line])
            }
            _ => true,
        }
}

/// Whether nothing follows the phrase that heads a list but which list it is, or how many it has: `Tin nổi bật khác`, `Ý kiến
/// bạn đọc (3)`.
fn opens_list(text: &Tokens, line: Span, after: &[Token]) -> bool {
    after.iter().filter(|token| spoken(text, token)).all(|token| match token.class {
        Class::Digits => text.as_bytes()[line.end() as usize - 1] == b')',
        _ => token.one_of(words!["khác", "cùng", "chuyên", "mục", "liên", "quan", "mới", "cũ", "hơn", "nhất", "nhiều"]),
    })
}

/// Whether a line that opens with `Tin` ends with which others they are: `Tin Kinh tế khác`.
fn others(text: &Tokens, after: &[Token]) -> bool {
    let word = |token: &&Token| spoken(text, token);
    let mut words = after.iter().filter(word);
    match words.next_back() {
        Some(last) if after.len() <= 6 => {
            last.one_of(words!["khác"])
                || last.one_of(words!["quan"]) && words.next_back().is_some_and(|token| token.one_of(words!["liên"]))
        }
        _ => false,
    }
}

/// Whether a label's mark follows: a colon, right after the phrase.
pub(super) fn opens_label(rest: &str) -> bool {
    rest.bytes().find(|byte| !matches!(byte, b' ' | b'\t' | b')')) == Some(b':')
}

/// Whether what a label names stands in the next cell of a row of two.
fn one_cell(rest: &str) -> bool {
    let bar = || {
        let cell = rest.trim_start_matches(' ').strip_prefix('|')?;
        Some(cell.strip_suffix('|').unwrap_or(cell)).filter(|cell| !cell.contains('|'))
    };
    rest.starts_with('\t') && !rest[1..].contains('\t') || bar().is_some()
}

/// Whether tokens are but a counter's number, further counters, and marks. A number must be there where `need`.
fn counts(text: &Tokens, mut rest: &[Token], need: bool) -> bool {
    let mut digits = false;
    while let Some(token) = rest.first() {
        let mut read = 1;
        match token.class {
            Class::Digits => digits = true,
            Class::Mark => {}
            Class::Word => match RULES.count(text, rest, Rule::counts) {
                Some(count) => read = count,
                None => return false,
            },
        }
        rest = &rest[read..];
    }
    digits || !need
}
