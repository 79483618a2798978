//! What a line looks like: by its marks, by the phrase that it opens with, by what is rare in it.

use super::fit::fits;
use super::letterhead::heads_column;
use super::mark::{cells, code, marked};
use super::person::is_name;
use super::picture::credited;
use super::rule::{Phrase, RULES, Rule, Rules, Shape, Where};
use super::words::{ends_sentence, opens};
use super::{Field, LONGEST, Look, SENTENCE};
use crate::Span;
use crate::page::day;
use crate::text::set::words;
use crate::text::token::{Class, Token};
use crate::text::tokens::Tokens;

/// What is rare in a line: found in passing over the page, before the line is looked at.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(in crate::page) struct Rare {
    /// Whether it holds a tab or an opening brace.
    pub(in crate::page) mark: bool,
    /// Whether it holds `Ảnh`, which opens a picture's credit.
    pub(in crate::page) picture: bool,
    /// Whether it holds a year's four digits, as every full date does.
    pub(in crate::page) year: bool,
}

/// The longest line, in bytes, that may be a letterhead of two columns.
const COLUMNS: usize = 240;

impl Rules {
    /// What a line looks like. `line` is trimmed and not empty; `tokens` are its tokens.
    ///
    /// Most lines open with no phrase and hold nothing rare: a look at their first and last tokens is enough for these.
    #[inline]
    pub(in crate::page) fn look(&self, text: &Tokens, line: Span, tokens: &[Token], rare: Rare) -> Look {
        if rare.mark && code(&text[line]) {
            return Look::Furniture;
        }
        if line.len() as usize > LONGEST {
            return Look::Prose;
        }
        let first = tokens.iter().position(|token| opens(text, token));
        if first != Some(0) {
            if let Some(look) = marked(&text[line]) {
                return look;
            }
        }
        // A ruler, or what is left of a comment or of a table.
        let Some(first) = first else { return Look::Ruler };
        let words = &tokens[first..];
        let found = self.opening(text, words);
        if found.is_some() || words[0].class != Class::Word || rare != Rare::default() {
            if let Some(look) = self.told(text, line, words, found, rare) {
                return look;
            }
        }
        // Whatever the family name, `Thị` as the second word makes it a woman's.
        if line.len() <= 40 && is_name(text, tokens, 3) && text[line].contains(" Thị ") {
            return Look::Name;
        }
        if line.len() as usize <= COLUMNS && heads_column(text, tokens) {
            return Look::Letterhead;
        }
        let bar = |token: Option<&Token>| token.is_some_and(|token| token.one_of(words!["|"]));
        if (rare.mark || bar(tokens.first()) || bar(tokens.last())) && cells(&text[line]) {
            return Look::Row;
        }
        if line.len() as usize >= SENTENCE && ends_sentence(&text[line]) { Look::Prose } else { Look::Plain }
    }

    /// What a line looks like by its words: by the phrase `found` that it opens with, which has so many of the tokens
    /// `words`, by a picture's credit or a date.
    #[inline(never)]
    fn told(
        &self,
        text: &Tokens,
        line: Span,
        words: &[Token],
        found: Option<(&Phrase, usize)>,
        rare: Rare,
    ) -> Option<Look> {
        let look = match found {
            _ if words[0].class != Class::Word => self.listed(text, line, words, 0),
            Some((phrase, count)) if phrase.listed => self.listed(text, line, &words[count..], 1),
            _ => None,
        };
        if look.is_some() {
            return look;
        }
        let author = |rule: &&Rule| {
            rule.look == Look::Label(Field::Author) && fits(rule, text, line, words, found.map_or(0, |f| f.1))
        };
        let signed = || found.is_some_and(|(phrase, _)| phrase.rules.iter().any(|rule| author(&rule)));
        if rare.picture && !signed() && credited(&text[line]) {
            return Some(Look::Caption);
        }
        if let Some((phrase, count)) = found {
            if let Some(rule) = phrase.rules.iter().find(|rule| fits(rule, text, line, words, count)) {
                // `PV • 28/01/2025 08:22` says when, not who signed.
                if rare.year && rule.look == Look::Signature {
                    return dated(text, line).or(Some(Look::Signature));
                }
                return Some(rule.look);
            }
        }
        if words.len() == 1 && words[0].class == Class::Digits && line.len() <= 3 {
            return Some(Look::Number);
        }
        // Spaces between columns make a longer line; a word takes five or six bytes with its space.
        let length = line.len() as usize;
        let short = length <= 120 || length <= COLUMNS && length > 7 * words.len();
        if rare.year && short { dated(text, line) } else { None }
    }

    /// A line of nothing but furniture's phrases, two or more (`In trang | Gửi bài`, `Facebook Twitter Zalo`), or of a
    /// number and what it counts (`4/5 - (3 bình chọn)`). `rest` is what follows the `phrases` that were read.
    fn listed(&self, text: &Tokens, line: Span, mut rest: &[Token], mut phrases: usize) -> Option<Look> {
        let (mut digits, mut units) = (false, 0);
        while let Some(token) = rest.first() {
            let mut read = 1;
            match token.class {
                Class::Mark => {}
                Class::Digits => digits = true,
                Class::Word => {
                    let (phrase, count) = self.opening(text, rest)?;
                    let rated = || text[line].contains("/5 (");
                    let unit = |rule: &Rule| rule.shape == Shape::Unit && (rule.place == Where::Edge || rated());
                    if digits && phrase.rules.iter().any(unit) {
                        units += 1;
                    } else if !digits && phrase.listed {
                        phrases += 1;
                    } else {
                        return None;
                    }
                    read = count;
                }
            }
            rest = &rest[read..];
        }
        match (phrases, units, digits) {
            (2.., _, false) => Some(Look::Furniture),
            (0, 1.., _) if day::find_in(text, line).is_none() => Some(Look::Edge),
            (0, 0, true) if player(&text[line]) || pager(&text[line]) => Some(Look::Furniture),
            _ => None,
        }
    }
}

/// Whether a line is what a player shows of its time: `0:00 / 2:15`, `00:00`.
fn player(line: &str) -> bool {
    let number = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let time = |part: &str| part.trim().split_once(':').is_some_and(|(a, b)| number(a) && number(b));
    line.starts_with('0') && line.contains(":00") && line.split('/').all(time)
}

/// Whether a line is the pages to choose from, with a gap: `1 2 3 … 26 27 28 … 41`.
fn pager(line: &str) -> bool {
    line.starts_with("1 2 3 ") && ["…", "..."].iter().any(|gap| line.contains(gap))
}

/// What a line looks like that holds a date: a document's place and date, or when the page was published.
#[cold]
fn dated(text: &Tokens, line: Span) -> Option<Look> {
    // What ends so goes on: `ngày 26 tháng 11 năm 2003;`.
    let (_, date) = day::find_in(text, line).filter(|_| !text[line].ends_with([';', ',']))?;
    if day::dateline(text, line, date) {
        return Some(Look::Dateline);
    }
    day::stamp(text, line, date, |tokens| RULES.count(text, tokens, Rule::beside_date)).then_some(Look::Date)
}

#[cfg(test)]
mod tests {
    use super::super::Field;
    use super::super::rule::LINES;
    use super::*;
    use crate::text::tokens;

    /// Every row that tells a look explains its example.
    #[test]
    fn every_row_explains_its_example() {
        let mut table = tokens::Table::default();
        let opens = |shape: &str, place: &str| match shape {
            "unit" | "office" => place == "edge",
            _ => !matches!(shape, "shown" | "said"),
        };
        for row in LINES.rows().filter(|row| opens(row.get("shape"), row.get("where"))) {
            let example = row.get("example");
            table.read(example, |_| 0);
            let rare = Rare { mark: false, picture: true, year: true };
            let (text, line) = (&table.of(example), Span::of(0, example.len()));
            let found = RULES.look(text, line, text.within(line), rare);
            let fits: &[Look] = match (row.get("zone"), row.get("shape"), row.get("where")) {
                ("furniture", "count", "group") => &[Look::Group],
                ("furniture", "count", "any") => &[Look::Counter],
                ("furniture", "opener", "edge") => &[Look::EdgeOpener],
                ("furniture", "opener" | "others", _) => &[Look::Opener],
                ("furniture", _, "edge") => &[Look::Edge],
                ("furniture", _, _) => &[Look::Furniture, Look::Image],
                ("caption", ..) => &[Look::Caption],
                ("meta", ..) => &[
                    Look::Label(Field::Date),
                    Look::Label(Field::Author),
                    Look::Label(Field::Source),
                    Look::Label(Field::Document),
                    Look::Letterhead,
                    Look::Recipients,
                ],
                _ => &[Look::Signature, Look::Name],
            };
            assert!(fits.contains(&found), "{example:?} looks like {found:?}");
        }
    }
}
