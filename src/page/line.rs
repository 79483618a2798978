//! Lines: what one line of a page looks like, taken by itself.
//!
//! The phrases are rows of `data/line.tsv`; this file holds the shapes that they name. [`super::zone`] weighs the
//! lines against each other.

use std::collections::HashMap;

use memchr::memmem::Finder;
use once_cell::sync::Lazy;

use crate::Span;
use crate::page::{Zone, day};
use crate::registry::lexicon::Lexicon;
use crate::registry::tsv::Table;
use crate::text::key::{Case, Class, Token};
use crate::text::tokens::Tokens;

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
    zone: Zone,
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

impl Rules {
    /// The rules of a phrase.
    fn of(&self, phrase: u32) -> impl Iterator<Item = &Rule> + Clone {
        self.of_phrase[phrase as usize].iter().map(|&rule| &self.rules[usize::from(rule)])
    }

    /// The end of the phrase at a position of the text, where one of its rules fits.
    fn phrase_end(&self, text: &Tokens, at: usize, fits: impl Fn(&Rule) -> bool) -> Option<usize> {
        let (phrase, end) = self.lexicon.at(text, at)?;
        self.of(phrase).any(fits).then_some(end)
    }
}

impl Rule {
    /// Whether the phrase may stand beside others of its kind: `In trang | Gửi bài`.
    fn listed(&self) -> bool {
        self.zone == Zone::Furniture && matches!(self.shape, Shape::Alone | Shape::Opener)
    }

    /// Whether it counts, or is what a counter counts.
    fn counts(&self) -> bool {
        matches!(self.shape, Shape::Count | Shape::Unit)
    }

    /// Whether it may stand beside a publication date: counters, labels, sections.
    fn beside_date(&self) -> bool {
        self.counts() || self.shape == Shape::Alone || self.shape == Shape::Label && self.zone == Zone::Meta
    }
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
        let zone = match row.get("zone") {
            "furniture" => Zone::Furniture,
            "caption" => Zone::Caption,
            "meta" => Zone::Meta,
            "signature" => Zone::Signature,
            other => panic!("data/line.tsv: no zone {other}"),
        };
        rules.push(Rule { zone, field: row.get("field"), shape, place });
    }
    let lexicon = Lexicon::new(phrases.iter().enumerate().map(|(id, phrase)| (*phrase, id as u32)));
    Rules { rules, of_phrase, lexicon }
});

/// The longest line, in bytes, that is judged by its words; what is longer is a paragraph.
const LONGEST: usize = 320;
/// A line of this many bytes that ends as sentences do is a paragraph.
const SENTENCE: usize = 100;

/// What is rare in a line: found in passing over the page, before the line is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rare {
    pub(crate) tabs: usize,
    /// Whether it holds [`PICTURE`].
    pub(crate) picture: bool,
}

/// The word that a picture's credit begins with.
pub(crate) static PICTURE: Lazy<Finder> = Lazy::new(|| Finder::new("Ảnh"));

/// What a line looks like. `line` is trimmed and not empty.
///
/// Most lines open with no phrase and hold no date: a look at their first and last tokens is enough for these.
pub(crate) fn look(text: &Tokens, line: Span, rare: Rare) -> Look {
    if line.len() as usize > LONGEST {
        return Look::Prose;
    }
    // A look-up stops at the line's end: the lexicon may read on, the shapes do not.
    let text = &text.upto(line.end() as usize);
    let tokens = text.within(line);
    let Some(first) = tokens.iter().position(|token| opens(text, token)) else { return ruler(&text[line]) };
    let start = tokens[first].span.start();
    let found = RULES.lexicon.at(text, start as usize);
    let may_be_listed =
        tokens[first].class != Class::Word || found.is_some_and(|(phrase, _)| RULES.of(phrase).any(Rule::listed));
    if let Some(look) = may_be_listed.then(|| listed(text, line, &tokens[first..])).flatten() {
        return look;
    }
    if rare.picture && credited(text, line) {
        return Look::Caption;
    }
    if let Some((phrase, end)) = found {
        let line = Span::new(start, line.end());
        if let Some(look) = RULES.of(phrase).find_map(|rule| fit(rule, text, line, end)) {
            return look;
        }
    }
    if line.len() <= 120 {
        if let Some((_, date)) = day::find_in(text, line) {
            if day::dateline(text, line, date) {
                return Look::Dateline;
            }
            if day::stamp(text, line, date, |at| RULES.phrase_end(text, at, Rule::beside_date)) {
                return Look::Date;
            }
        }
    }
    // Whatever the family name, `Thị` as the second word makes it a woman's.
    if line.len() <= 40 && is_name(text, line, 3) && text[line].contains(" Thị ") {
        return Look::Name;
    }
    if cells(&text[line], rare.tabs) {
        return Look::Row;
    }
    if line.len() as usize >= SENTENCE && ends_sentence(&text[line]) { Look::Prose } else { Look::Plain }
}

/// Whether a line fits a rule's shape; `line` begins with the rule's phrase, which ends at `end`.
fn fit(rule: &Rule, text: &Tokens, line: Span, end: usize) -> Option<Look> {
    let rest = Span::new(end as u32, line.end());
    let fits = match rule.shape {
        Shape::Alone | Shape::Opener => !text[rest].chars().any(char::is_alphanumeric),
        Shape::Count => counts(text, rest, rule.place != Where::Any),
        Shape::Label => opens_label(&text[rest]),
        Shape::Start => true,
        Shape::Unit | Shape::Office => false,
        Shape::Name => is_name(text, line, 3),
    };
    if !fits {
        return None;
    }
    Some(match (rule.zone, rule.shape, rule.place) {
        (Zone::Furniture, Shape::Count, Where::Group) => Look::Group,
        (Zone::Furniture, Shape::Count, Where::Any) => Look::Counter,
        (Zone::Furniture, Shape::Opener, Where::Edge) => Look::EdgeOpener,
        (Zone::Furniture, Shape::Opener, _) => Look::Opener,
        (Zone::Furniture, _, Where::Edge) => Look::Edge,
        (Zone::Furniture, _, _) if rule.field == "image" => Look::Image,
        (Zone::Furniture, _, _) => Look::Furniture,
        (Zone::Caption, _, _) => Look::Caption,
        (Zone::Meta, _, _) => match rule.field {
            "date" if day::find_in(text, rest).is_none() => return None,
            "date" => Look::Label(Field::Date),
            "author" => Look::Label(Field::Author),
            "source" => Look::Label(Field::Source),
            "recipients" => Look::Recipients,
            _ => Look::Letterhead,
        },
        (_, Shape::Name, _) => Look::Name,
        (_, _, _) if rule.field == "office" && !upper(&text[line]) => return None,
        (_, _, _) if line.len() as usize > SENTENCE || ends_sentence(&text[line]) => return None,
        _ => Look::Signature,
    })
}

/// What a labelled line says of the page: the field that its rule names, and its value.
pub(crate) fn field(text: &Tokens, line: Span) -> Option<(&'static str, Span)> {
    let text = &text.upto(line.end() as usize);
    let start = text.within(line).iter().find(|token| opens(text, token))?.span.start();
    let (phrase, end) = RULES.lexicon.at(text, start as usize)?;
    let line = Span::new(start, line.end());
    let fits = |rule: &&Rule| !rule.field.is_empty() && fit(rule, text, line, end).is_some();
    let rule = RULES.of(phrase).find(fits)?;
    let rest = text[end..].trim_start_matches([':', '：', ' ', '\t', ')']);
    let from = text.len() - rest.len();
    // A second label may share the line: `Tác giả: … | Nguồn: …`.
    let value = rest.find(['|', '\t', ';']).map_or(rest, |at| &rest[..at]).trim_end();
    Some((rule.field, Span::of(from, from + value.len())))
}

/// The person that a by-line names: its first words, as long as they are capitalised and no office.
pub(crate) fn person(text: &Tokens, line: Span) -> Option<Span> {
    let text = &text.upto(line.end() as usize);
    let (mut name, mut words) = (None::<Span>, 0);
    for token in text.within(line) {
        let office = || RULES.phrase_end(text, token.span.start() as usize, |rule| rule.shape == Shape::Office);
        let capital = token.class == Class::Word && matches!(token.case, Case::Title | Case::Upper);
        if capital && words < 5 && office().is_none() {
            name = Some(name.map_or(token.span, |name| name.cover(token.span)));
            words += 1;
        } else if name.is_some() {
            break;
        } else if token.class == Class::Word {
            return None;
        }
    }
    name.filter(|_| words >= 2)
}

/// Whether a line's words may begin with a token: not with bullets, brackets and icons.
fn opens(text: &Tokens, token: &Token) -> bool {
    token.class != Class::Mark || text[token.span].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '©' | '('))
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
fn listed(text: &Tokens, line: Span, tokens: &[Token]) -> Option<Look> {
    let (mut after, mut phrases, mut digits, mut units) = (0, 0, false, 0);
    for token in tokens.iter() {
        match token.class {
            _ if token.span.start() < after => {}
            Class::Mark => {}
            Class::Digits => digits = true,
            Class::Word => {
                let (phrase, end) = RULES.lexicon.at(text, token.span.start() as usize)?;
                let mut rules = RULES.of(phrase);
                if digits && rules.clone().any(|rule| rule.shape == Shape::Unit && rule.place == Where::Edge) {
                    units += 1;
                } else if !digits && rules.any(Rule::listed) {
                    phrases += 1;
                } else {
                    return None;
                }
                after = end as u32;
            }
        }
    }
    match (phrases, units, digits) {
        (2.., _, false) => Some(Look::Furniture),
        (0, 1.., _) if day::find_in(text, line).is_none() => Some(Look::Edge),
        _ => None,
    }
}

/// Whether a line ends with the credit of a picture: `… tại phường 4. (Ảnh: Thu Hà)`.
fn credited(text: &Tokens, line: Span) -> bool {
    /// How near to the line's end, in characters, which have four bytes at most.
    const NEAR: usize = 40;
    let near = (line.start() as usize).max(text.len().saturating_sub(4 * NEAR));
    PICTURE.find_iter(&text.as_bytes()[near..]).map(|at| near + at).any(|at| {
        let rest = text[at + PICTURE.needle().len()..].trim_start();
        at > line.start() as usize
            && (rest.starts_with([':', '：']) || rest.starts_with("minh h") || rest.starts_with("tư liệu"))
            && text[at..].chars().count() <= NEAR
    })
}

/// Whether a label's mark follows: a colon, right after the phrase.
fn opens_label(rest: &str) -> bool {
    rest.trim_start_matches([' ', '\t', ')']).starts_with([':', '：'])
}

/// Whether a stretch holds but a counter's number, further counters, and marks. A number must stand there where `need`.
fn counts(text: &Tokens, stretch: Span, need: bool) -> bool {
    let (mut after, mut digits) = (0, false);
    for token in text.within(stretch) {
        match token.class {
            _ if token.span.start() < after => {}
            Class::Digits => digits = true,
            Class::Mark => {}
            Class::Word => match RULES.phrase_end(text, token.span.start() as usize, Rule::counts) {
                Some(end) => after = end as u32,
                None => return false,
            },
        }
    }
    digits || !need
}

/// Whether a line holds nothing but a person's name of at least `least` words: `Trần Thị Minh Hà`.
pub(crate) fn is_name(text: &Tokens, line: Span, least: usize) -> bool {
    let mut words = 0;
    for token in text.within(line) {
        match (token.class, token.case) {
            (Class::Word, Case::Title) => words += 1,
            (Class::Mark, _) if matches!(&text[token.span], "." | "," | "/" | "(" | ")" | "*") => {}
            _ => return false,
        }
    }
    words >= least && words <= 5
}

/// Whether a line looks like the words under an article: capitals prevail, no sentence.
pub(crate) fn is_byline(text: &Tokens, line: Span) -> bool {
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
    longest >= 3 && lower <= capital && !words.ends_with([':', ';', ',']) && !words.starts_with(['-', '+'])
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
fn cells(line: &str, tabs: usize) -> bool {
    tabs >= 2 && line.split('\t').filter(|cell| !cell.trim().is_empty()).count() >= 3
        || line.starts_with('|') && line.bytes().filter(|&b| b == b'|').count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    /// Every row of `data/line.tsv` explains its example.
    #[test]
    fn every_row_explains_its_example() {
        let mut table = tokens::Table::default();
        for row in
            LINES.rows().filter(|row| !matches!(row.get("shape"), "unit" | "office") || row.get("where") == "edge")
        {
            let example = row.get("example");
            table.read(example, |_| 0);
            let rare = Rare { tabs: 0, picture: true };
            let found = look(&table.of(example), Span::of(0, example.len()), rare);
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
