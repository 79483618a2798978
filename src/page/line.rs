//! Lines: what one line of a page looks like, taken by itself.
//!
//! The phrases are rows of `data/line.tsv`; this file holds the shapes that they name. [`super::zone`] weighs the
//! lines against each other.

use std::collections::HashMap;

use once_cell::sync::Lazy;

use crate::Span;
use crate::page::day;
use crate::registry::lexicon::Lexicon;
use crate::registry::tsv::Table;
use crate::text::key::{Case, Class, Token, skip_space, token_at};

/// What a meta line says of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Field {
    Date,
    Author,
    Source,
    Site,
}

/// What a line looks like by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Look {
    /// A paragraph: long, or a whole sentence.
    Prose,
    /// A short line that no row knows.
    Plain,
    /// Furniture wherever it stands.
    Furniture,
    /// Furniture outside the article.
    Edge,
    /// Furniture beside a counter.
    Group,
    /// A counter: it draws the lines of [`Look::Group`] along.
    Counter,
    /// Opens the page's tail; furniture wherever it stands.
    Opener,
    /// Opens the page's tail outside the article.
    EdgeOpener,
    /// The title, as the page's markup says.
    Title,
    /// Stands for a picture.
    Image,
    /// The words under a picture.
    Caption,
    /// A publication date: `Thứ ba - 22/03/2022 21:58`.
    Date,
    /// A label with what it names: `Tác giả: …`.
    Label(Field),
    /// What the page's markup says of the page where no reader sees it.
    Told(Field),
    /// National title and motto.
    Letterhead,
    /// Opens the list of whom a document goes to.
    Recipients,
    /// Place and date of a document: `Hà Nội, ngày 14 tháng 7 năm 2015`.
    Dateline,
    /// Who signs for whom, or the paper that the text is from.
    Signature,
    /// A person's name, with the family name first.
    Name,
    /// A rule drawn with marks: `-----`.
    Ruler,
    /// Cells of a table.
    Row,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Alone,
    Count,
    Label,
    Start,
    Opener,
    Unit,
    Name,
    Office,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Where {
    Any,
    Edge,
    Group,
}

struct Rule {
    zone: &'static str,
    field: &'static str,
    shape: Shape,
    place: Where,
}

/// The rows of `data/line.tsv`: a phrase leads to the rules that it opens.
struct Rules {
    rules: Vec<Rule>,
    /// For each lexicon value the rules that the phrase stands in.
    of_phrase: Vec<Vec<u8>>,
    lexicon: Lexicon,
}

pub(crate) static LINES: Lazy<Table> = Lazy::new(|| Table::new("line", include_str!("../../data/line.tsv")));

static RULES: Lazy<Rules> = Lazy::new(|| {
    let (mut rules, mut phrases, mut of_phrase) = (Vec::new(), Vec::new(), Vec::<Vec<u8>>::new());
    let mut seen = HashMap::<String, usize>::new();
    for row in LINES.rows() {
        let shape = match row.get("shape") {
            "alone" => Shape::Alone,
            "count" => Shape::Count,
            "label" => Shape::Label,
            "start" => Shape::Start,
            "opener" => Shape::Opener,
            "unit" => Shape::Unit,
            "name" => Shape::Name,
            "office" => Shape::Office,
            other => panic!("data/line.tsv: no shape {other}"),
        };
        let place = match row.get("where") {
            "any" => Where::Any,
            "edge" => Where::Edge,
            "group" => Where::Group,
            other => panic!("data/line.tsv: no place {other}"),
        };
        for phrase in row.list("forms") {
            let id = *seen.entry(phrase.to_lowercase()).or_insert_with(|| {
                phrases.push(phrase);
                of_phrase.push(Vec::new());
                of_phrase.len() - 1
            });
            of_phrase[id].push(rules.len() as u8);
        }
        rules.push(Rule { zone: row.get("zone"), field: row.get("field"), shape, place });
    }
    let lexicon = Lexicon::new(phrases.iter().enumerate().map(|(id, phrase)| (*phrase, id as u32)));
    Rules { rules, of_phrase, lexicon }
});

/// The longest line, in bytes, that is judged by its words; what is longer is a paragraph.
const LONGEST: usize = 320;
/// A line of this many bytes that ends as sentences do is a paragraph.
const SENTENCE: usize = 100;

/// What a line looks like. `line` is trimmed and not empty.
pub(crate) fn look(text: &str, line: Span) -> Look {
    let words = &text[line];
    if words.len() > LONGEST {
        return Look::Prose;
    }
    let Some(first) = first_letter(words) else { return ruler(words) };
    let start = line.start() as usize + first;
    // A look-up stops at the line's end: the lexicon may read on, the shapes do not.
    let found = RULES.lexicon.at(&text[..line.end() as usize], start);
    if let Some(look) = listed(words, first) {
        return look;
    }
    if credited(words) {
        return Look::Caption;
    }
    if let Some((id, end)) = found {
        let rest = &text[end..line.end() as usize];
        for &rule in &RULES.of_phrase[id as usize] {
            let rule = &RULES.rules[rule as usize];
            if let Some(look) = fit(rule, &text[start..line.end() as usize], rest) {
                return look;
            }
        }
    }
    if words.len() <= 120 {
        if day::dateline(words) {
            return Look::Dateline;
        }
        if day::stamp(words, beside_date).is_some() {
            return Look::Date;
        }
    }
    // Whatever the family name, `Thị` as the second word makes it a woman's.
    if words.len() <= 40 && words.contains(" Thị ") && is_name(words, 3) {
        return Look::Name;
    }
    if cells(words) {
        return Look::Row;
    }
    if words.len() >= SENTENCE && ends_sentence(words) { Look::Prose } else { Look::Plain }
}

/// Whether a line fits a rule's shape; `line` begins with the rule's phrase, `rest` follows it.
fn fit(rule: &Rule, line: &str, rest: &str) -> Option<Look> {
    let alone = || !rest.chars().any(char::is_alphanumeric);
    let fits = match rule.shape {
        Shape::Alone | Shape::Opener => alone(),
        Shape::Count => {
            rule.place != Where::Any && counts(rest, true) || rule.place == Where::Any && counts(rest, false)
        }
        Shape::Label => opens_label(rest),
        Shape::Start => true,
        Shape::Unit | Shape::Office => false,
        Shape::Name => is_name(line, 3),
    };
    if !fits {
        return None;
    }
    Some(match (rule.zone, rule.shape, rule.place) {
        ("furniture", Shape::Count, Where::Group) => Look::Group,
        ("furniture", Shape::Count, Where::Any) => Look::Counter,
        ("furniture", Shape::Opener, Where::Edge) => Look::EdgeOpener,
        ("furniture", Shape::Opener, _) => Look::Opener,
        ("furniture", _, Where::Edge) => Look::Edge,
        ("furniture", _, _) if rule.field == "image" => Look::Image,
        ("furniture", _, _) => Look::Furniture,
        ("caption", _, _) => Look::Caption,
        ("meta", _, _) => match rule.field {
            "date" if day::find(rest).is_none() => return None,
            "date" => Look::Label(Field::Date),
            "author" => Look::Label(Field::Author),
            "source" => Look::Label(Field::Source),
            "recipients" => Look::Recipients,
            _ => Look::Letterhead,
        },
        (_, Shape::Name, _) => Look::Name,
        (_, _, _) if rule.field == "office" && !upper(line) => return None,
        (_, _, _) if line.len() > SENTENCE || ends_sentence(line) => return None,
        _ => Look::Signature,
    })
}

/// What a labelled line says of the page: the field that its rule names, and where in the line its value stands.
pub(crate) fn field(line: &str) -> Option<(&'static str, Span)> {
    let start = first_letter(line)?;
    let (id, end) = RULES.lexicon.at(line, start)?;
    let rules = RULES.of_phrase[id as usize].iter().map(|&rule| &RULES.rules[rule as usize]);
    let rule =
        rules.filter(|rule| !rule.field.is_empty()).find(|rule| fit(rule, &line[start..], &line[end..]).is_some())?;
    let rest = &line[end..];
    let from = end + (rest.len() - rest.trim_start_matches([':', '：', ' ', '\t', ')']).len());
    // A second label may share the line: `Tác giả: … | Nguồn: …`.
    let to = line[from..].find(['|', '\t', ';']).map_or(line.len(), |at| from + at);
    Some((rule.field, Span::of(from, from + line[from..to].trim_end().len())))
}

/// The person that a by-line names: its first words, as long as they are capitalised and no office.
pub(crate) fn person(line: &str) -> Option<Span> {
    let (mut start, mut end, mut words) = (None, 0, 0);
    for token in tokens(line) {
        let at = token.span.start() as usize;
        let office = || RULES.lexicon.at(line, at).is_some_and(|(id, _)| is_office(id));
        let word = token.class == Class::Word && matches!(token.case, Case::Title | Case::Upper) && !office();
        if word && words < 5 {
            start = start.or(Some(at));
            (end, words) = (token.span.end() as usize, words + 1);
        } else if start.is_some() {
            break;
        } else if token.class == Class::Word {
            return None;
        }
    }
    (words >= 2).then(|| Span::of(start.unwrap_or(end), end))
}

fn is_office(id: u32) -> bool {
    RULES.of_phrase[id as usize].iter().any(|&rule| RULES.rules[rule as usize].shape == Shape::Office)
}

/// Where the first letter or digit of a line stands: bullets, brackets and icons aside.
fn first_letter(line: &str) -> Option<usize> {
    line.char_indices().find(|(_, c)| c.is_alphanumeric() || matches!(c, '©' | '(')).map(|(at, _)| at)
}

/// A line without a letter or digit: a ruler where one mark is drawn three times or more.
fn ruler(line: &str) -> Look {
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let first = marks.next();
    let same = marks.filter(|c| Some(*c) == first).count();
    let drawn = matches!(first, Some('-' | '_' | '=' | '*' | '~' | '–' | '—' | '#' | '•' | '+'));
    if drawn && same >= 2 { Look::Ruler } else { Look::Plain }
}

/// A line of nothing but furniture's phrases, two or more (`In trang | Gửi bài`, `Facebook Twitter Zalo`), or of a
/// number and what it counts (`4/5 - (3 bình chọn)`).
fn listed(line: &str, first: usize) -> Option<Look> {
    let (mut at, mut phrases, mut digits, mut units) = (first, 0, false, 0);
    while at < line.len() {
        let next = skip_space(line, at).0;
        let Some(token) = token_at(line, next) else { break };
        at = token.span.end() as usize;
        match token.class {
            Class::Mark => {}
            Class::Digits => digits = true,
            Class::Word => {
                let (id, end) = RULES.lexicon.at(line, next)?;
                let mut shapes = RULES.of_phrase[id as usize].iter().map(|&rule| &RULES.rules[rule as usize]);
                let unit = |rule: &Rule| rule.shape == Shape::Unit && rule.place == Where::Edge;
                let listed =
                    |rule: &Rule| rule.zone == "furniture" && matches!(rule.shape, Shape::Alone | Shape::Opener);
                if digits && shapes.clone().any(unit) {
                    units += 1;
                } else if shapes.any(listed) && !digits {
                    phrases += 1;
                } else {
                    return None;
                }
                at = end;
            }
        }
    }
    match (phrases, units, digits) {
        (2.., _, false) => Some(Look::Furniture),
        (0, 1.., _) if day::find(line).is_none() => Some(Look::Edge),
        _ => None,
    }
}

/// Whether a line ends with the credit of a picture: `… tại phường 4. (Ảnh: Thu Hà)`.
fn credited(line: &str) -> bool {
    let from = line.char_indices().rev().take(40).last().map_or(0, |(at, _)| at);
    line[from..].match_indices("Ảnh").any(|(at, word)| {
        let rest = line[from + at + word.len()..].trim_start();
        from + at > 0 && (rest.starts_with([':', '：']) || rest.starts_with("minh h") || rest.starts_with("tư liệu"))
    })
}

/// Whether a label's mark follows: a colon, right after the phrase.
fn opens_label(rest: &str) -> bool {
    rest.trim_start_matches([' ', '\t', ')']).starts_with([':', '：'])
}

/// Whether what follows is a counter's number, further counters, and marks. A number must stand there where `need`.
fn counts(rest: &str, need: bool) -> bool {
    let (mut at, mut digits) = (0, false);
    while at < rest.len() {
        let (next, _) = skip_space(rest, at);
        let Some(token) = token_at(rest, next) else { return next >= rest.len() && (digits || !need) };
        at = match token.class {
            Class::Digits => {
                digits = true;
                token.span.end() as usize
            }
            Class::Mark => token.span.end() as usize,
            Class::Word => match counter_word(rest, next) {
                Some(end) => end,
                None => return false,
            },
        };
    }
    digits || !need
}

/// The end of a phrase that counts, or of what a counter counts.
fn counter_word(text: &str, at: usize) -> Option<usize> {
    let (id, end) = RULES.lexicon.at(text, at)?;
    let counts = |&rule: &u8| matches!(RULES.rules[rule as usize].shape, Shape::Count | Shape::Unit);
    RULES.of_phrase[id as usize].iter().any(counts).then_some(end)
}

/// The end of a phrase that may stand beside a publication date: counters, labels, sections.
fn beside_date(text: &str, at: usize) -> Option<usize> {
    let (id, end) = RULES.lexicon.at(text, at)?;
    let fits = |&rule: &u8| {
        let rule = &RULES.rules[rule as usize];
        match rule.shape {
            Shape::Count | Shape::Unit | Shape::Alone => true,
            Shape::Label => rule.zone == "meta",
            _ => false,
        }
    };
    RULES.of_phrase[id as usize].iter().any(fits).then_some(end)
}

/// The tokens of a line.
pub(crate) fn tokens(line: &str) -> impl Iterator<Item = Token> {
    let mut at = skip_space(line, 0).0;
    std::iter::from_fn(move || {
        while at < line.len() {
            if let Some(token) = token_at(line, at) {
                at = skip_space(line, token.span.end() as usize).0;
                return Some(token);
            }
            // White space that `skip_space` leaves alone: a form feed.
            at += line[at..].chars().next().map_or(1, char::len_utf8);
        }
        None
    })
}

/// Whether a line holds nothing but a person's name of at least `least` words: `Trần Thị Minh Hà`.
pub(crate) fn is_name(line: &str, least: usize) -> bool {
    let mut words = 0;
    for token in tokens(line) {
        match (token.class, token.case) {
            (Class::Word, Case::Title) => words += 1,
            (Class::Mark, _) if matches!(&line[token.span], "." | "," | "/" | "(" | ")" | "*") => {}
            _ => return false,
        }
    }
    words >= least && words <= 5
}

/// Whether a line looks like the words under an article: capitals prevail, no sentence.
pub(crate) fn is_byline(line: &str) -> bool {
    let (mut capital, mut lower, mut run, mut longest) = (0, 0, 0, 0);
    for token in tokens(line) {
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
    longest >= 3 && lower <= capital && !line.ends_with([':', ';', ',']) && !line.starts_with(['-', '+'])
}

/// Whether a line's words are all in capitals.
pub(crate) fn upper(line: &str) -> bool {
    line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase)
}

/// Whether a line ends as sentences do, closing quotation marks and brackets aside.
pub(crate) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['”', '"', '\'', '’', ')', '»', ' ']).ends_with(['.', ';', ':', '!', '?', '…'])
}

/// Whether a line is a row of cells, set apart by tabs or bars.
fn cells(line: &str) -> bool {
    let tabs = line.split('\t').filter(|cell| !cell.trim().is_empty()).count();
    let bars = line.bytes().filter(|&b| b == b'|').count();
    tabs >= 3 || (bars >= 3 && line.starts_with('|'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every row of `data/line.tsv` explains its example.
    #[test]
    fn every_row_explains_its_example() {
        for row in
            LINES.rows().filter(|row| !matches!(row.get("shape"), "unit" | "office") || row.get("where") == "edge")
        {
            let example = row.get("example");
            let found = look(example, Span::of(0, example.len()));
            let fits: &[Look] = match (row.get("zone"), row.get("shape"), row.get("where")) {
                ("furniture", "count", "group") => &[Look::Group],
                ("furniture", "count", "any") => &[Look::Counter],
                ("furniture", "opener", "edge") => &[Look::EdgeOpener],
                ("furniture", "opener", _) => &[Look::Opener],
                ("furniture", _, "edge") => &[Look::Edge],
                ("furniture", _, _) => &[Look::Furniture, Look::Image],
                ("caption", ..) => &[Look::Caption],
                ("meta", ..) => &[
                    Look::Label(Field::Date),
                    Look::Label(Field::Author),
                    Look::Label(Field::Source),
                    Look::Letterhead,
                    Look::Recipients,
                ],
                _ => &[Look::Signature, Look::Name],
            };
            assert!(fits.contains(&found), "{example:?} looks like {found:?}");
        }
    }

    /// Every phrase is reached: no row stands behind another one's.
    #[test]
    fn every_phrase_is_found() {
        for row in LINES.rows() {
            for phrase in row.list("forms") {
                let found = RULES.lexicon.at(phrase, 0);
                assert_eq!(found.map(|(_, end)| end), Some(phrase.len()), "{phrase:?}");
            }
        }
    }
}
