//! Lines: what one line of a page looks like, taken by itself.
//!
//! The phrases are rows of `data/line.tsv`; this file holds the shapes that they name. [`super::zone`] weighs the
//! lines against each other.

use std::collections::HashMap;

use memchr::memmem::Finder;
use memchr::memrchr;
use once_cell::sync::Lazy;

use crate::Span;
use crate::page::{Zone, day};
use crate::text::lexicon::Lexicon;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token};
use crate::text::tokens::Tokens;
use crate::tsv::{Row, Table};

/// What a meta line says of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Field {
    Date,
    Author,
    Source,
    Site,
    /// What a law database says of a document: number, type, who signed.
    Document,
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
    /// A number of few digits, and no more.
    Number,
    /// Cells of a table.
    Row,
}

impl Look {
    /// The zone of a line that looks so, where no other line tells more.
    #[inline]
    pub(crate) fn zone(self) -> Zone {
        match self {
            Look::Furniture | Look::Counter | Look::Opener | Look::Image | Look::Ruler => Zone::Furniture,
            Look::Caption => Zone::Caption,
            Look::Title => Zone::Title,
            Look::Told(_) | Look::Letterhead | Look::Dateline | Look::Recipients => Zone::Meta,
            Look::Row => Zone::Table,
            _ => Zone::Body,
        }
    }
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

#[derive(Clone, Copy)]
struct Rule {
    zone: Zone,
    field: &'static str,
    shape: Shape,
    place: Where,
    /// What a line looks like that fits.
    look: Look,
}

/// The rows of `data/line.tsv`: a phrase leads to the rules that it opens.
pub(crate) struct Rules {
    /// By lexicon value.
    phrases: Vec<Phrase>,
    lexicon: Lexicon,
    /// What the words under a picture open with: 1 where they may end like a sentence, 0 where they may not.
    shown: Lexicon,
}

struct Phrase {
    rules: Vec<Rule>,
    /// Whether one of the rules is [`Rule::listed`].
    listed: bool,
}

impl Rules {
    /// The phrase that tokens begin with, and how many tokens it has.
    #[inline]
    fn opening(&self, text: &Tokens, tokens: &[Token]) -> Option<(&Phrase, usize)> {
        let (phrase, count) = self.lexicon.opening(text, tokens)?;
        Some((self.phrases.get(phrase as usize)?, count))
    }

    /// How many tokens the phrase has that tokens begin with, where one of its rules is such.
    fn count(&self, text: &Tokens, tokens: &[Token], such: impl Fn(&Rule) -> bool) -> Option<usize> {
        self.opening(text, tokens).filter(|(phrase, _)| phrase.rules.iter().any(such)).map(|(_, count)| count)
    }
}

impl Rule {
    /// Whether the phrase may stand beside others of its kind: `In trang | Gửi bài`.
    fn listed(&self) -> bool {
        self.zone == Zone::Furniture && matches!(self.shape, Shape::Alone | Shape::Opener)
    }

    /// Whether it is of a document's letterhead.
    fn heads(&self) -> bool {
        self.look == Look::Letterhead && self.shape == Shape::Alone
    }

    /// Whether it counts, or is what a counter counts.
    fn counts(&self) -> bool {
        matches!(self.shape, Shape::Count | Shape::Unit)
    }

    /// Whether it may stand beside a publication date: counters, labels, sections.
    fn beside_date(&self) -> bool {
        match self.zone {
            Zone::Meta => self.shape == Shape::Label && self.field != "document",
            _ => self.counts() || self.shape == Shape::Alone,
        }
    }
}

pub(crate) static LINES: Lazy<Table> = Lazy::new(|| Table::new("line", include_str!("../../data/line.tsv")));

pub(crate) static RULES: Lazy<Rules> = Lazy::new(|| {
    let mut phrases: Vec<(&str, Vec<Rule>)> = Vec::new();
    let mut seen = HashMap::<String, usize>::new();
    for row in LINES.rows().filter(|row| !matches!(row.get("shape"), "shown" | "said")) {
        let shape = match row.get("shape") {
            "alone" => Shape::Alone,
            "count" => Shape::Count,
            "label" => Shape::Label,
            "start" => Shape::Start,
            "opener" => Shape::Opener,
            "unit" => Shape::Unit,
            "name" => Shape::Name,
            "office" => Shape::Office,
            _ => row.wrong("shape"),
        };
        let place = match row.get("where") {
            "any" => Where::Any,
            "edge" => Where::Edge,
            "group" => Where::Group,
            _ => row.wrong("where"),
        };
        let zone = match row.get("zone") {
            "furniture" => Zone::Furniture,
            "caption" => Zone::Caption,
            "meta" => Zone::Meta,
            "signature" => Zone::Signature,
            _ => row.wrong("zone"),
        };
        let field = row.get("field");
        for phrase in row.list("forms") {
            let id = *seen.entry(phrase.to_lowercase()).or_insert_with(|| {
                phrases.push((phrase, Vec::new()));
                phrases.len() - 1
            });
            phrases[id].1.push(Rule { zone, field, shape, place, look: look_of(&row, zone, shape, place) });
        }
    }
    let lexicon = Lexicon::new(phrases.iter().enumerate().map(|(id, (phrase, _))| (*phrase, id as u32)));
    let phrase = |rules: Vec<Rule>| Phrase { listed: rules.iter().any(Rule::listed), rules };
    let shown = LINES.rows().filter(|row| row.get("shape") == "shown");
    let shown = shown.flat_map(|row| {
        let may_end = u32::from(row.get("field") == "scene");
        row.list("forms").map(move |form| (form, may_end)).collect::<Vec<_>>()
    });
    let shown = Lexicon::new(shown);
    Rules { phrases: phrases.into_iter().map(|(_, rules)| phrase(rules)).collect(), lexicon, shown }
});

/// How the grounds of a document open, each on a line of its own: `Căn cứ Luật …`.
pub(crate) static GROUNDS: Lazy<Vec<&str>> = Lazy::new(|| forms("grounds"));
/// What leads to the article before or after; its title may be glued on: `Bài trướcHuyện ra quân làm thủy lợi`.
pub(crate) static NEIGHBOURS: Lazy<Vec<&str>> = Lazy::new(|| forms("neighbour"));
/// What leads to more of the matter: `Xem thêm: …`.
#[cfg(feature = "html")]
pub(crate) static MORE: Lazy<Vec<&str>> = Lazy::new(|| forms("more"));

/// The phrases of the rows with a field.
fn forms(field: &str) -> Vec<&'static str> {
    LINES.rows().filter(|row| row.get("field") == field).flat_map(|row| row.list("forms").collect::<Vec<_>>()).collect()
}

/// What a line looks like that fits a row.
fn look_of(row: &Row, zone: Zone, shape: Shape, place: Where) -> Look {
    match (zone, shape, place) {
        (Zone::Furniture, Shape::Count, Where::Group) => Look::Group,
        (Zone::Furniture, Shape::Count, Where::Any) => Look::Counter,
        (Zone::Furniture, Shape::Opener, Where::Edge) => Look::EdgeOpener,
        (Zone::Furniture, Shape::Opener, _) => Look::Opener,
        (Zone::Furniture, _, Where::Edge) => Look::Edge,
        (Zone::Furniture, _, _) if row.get("field") == "image" => Look::Image,
        (Zone::Furniture, _, _) => Look::Furniture,
        (Zone::Caption, _, _) => Look::Caption,
        (Zone::Meta, _, _) => match row.get("field") {
            "date" => Look::Label(Field::Date),
            "author" => Look::Label(Field::Author),
            "source" => Look::Label(Field::Source),
            "document" => Look::Label(Field::Document),
            "recipients" => Look::Recipients,
            "letterhead" | "authority" => Look::Letterhead,
            _ => row.wrong("field"),
        },
        (_, Shape::Name, _) => Look::Name,
        _ => Look::Signature,
    }
}

/// The longest line, in bytes, that is judged by its words; what is longer is a paragraph.
pub(crate) const LONGEST: usize = 320;
/// A line of this many bytes that ends as sentences do is a paragraph.
pub(crate) const SENTENCE: usize = 100;

/// What is rare in a line: found in passing over the page, before the line is looked at.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Rare {
    /// Whether it holds a tab or an opening brace.
    pub(crate) mark: bool,
    /// Whether it holds [`PICTURE`].
    pub(crate) picture: bool,
    /// Whether it holds a year's four digits, as every full date does.
    pub(crate) year: bool,
}

/// The word that a picture's credit begins with.
pub(crate) static PICTURE: Lazy<Finder> = Lazy::new(|| Finder::new("Ảnh"));

impl Rules {
    /// What a line looks like. `line` is trimmed and not empty; `tokens` are its tokens.
    ///
    /// Most lines open with no phrase and hold nothing rare: a look at their first and last tokens is enough for these.
    #[inline]
    pub(crate) fn look(&self, text: &Tokens, line: Span, tokens: &[Token], rare: Rare) -> Look {
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
        let Some(first) = first else { return ruler(&text[line]) };
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
        if (rare.mark || text.as_bytes()[line.start() as usize] == b'|') && cells(&text[line]) {
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
        if rare.picture && credited(&text[line]) {
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
        if rare.year && line.len() <= 120 { dated(text, line) } else { None }
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
                    let unit = |rule: &Rule| rule.shape == Shape::Unit && rule.place == Where::Edge;
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
            _ => None,
        }
    }
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

/// Whether a line fits a rule of the phrase that it opens with. `words` are its tokens from the phrase on, which has
/// `count` of them.
///
/// Inlined, for it is asked of most lines that open with a phrase.
#[inline(always)]
fn fits(rule: &Rule, text: &Tokens, line: Span, words: &[Token], count: usize) -> bool {
    let after = &words[count..];
    let rest = || Span::new(words[count - 1].span.end(), line.end());
    let shaped = match rule.shape {
        Shape::Alone if rule.look == Look::Letterhead => headed(text, after),
        Shape::Alone | Shape::Opener => !after.iter().any(|token| spoken(text, token)),
        Shape::Count => counts(text, after, rule.place != Where::Any),
        Shape::Label => {
            let cell = || matches!(rule.look, Look::Label(Field::Document | Field::Date)) && one_cell(&text[rest()]);
            opens_label(&text[rest()]) || cell()
        }
        Shape::Start => true,
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

/// What a labelled line says of the page: the field that its rule names, its value, and what follows it on the line.
pub(crate) fn field(text: &Tokens, line: Span) -> Option<(&'static str, Span, Span)> {
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

/// The person that a by-line names: its first words, as long as they are capitalised and no office.
pub(crate) fn person(text: &Tokens, line: Span) -> Option<Span> {
    let (mut name, mut words) = (None::<Span>, 0);
    let mut rest = text.within(line);
    while let Some(token) = rest.first() {
        let office = || RULES.count(text, rest, |rule| rule.shape == Shape::Office);
        let capital = token.class == Class::Word && matches!(token.case, Case::Title | Case::Upper);
        if capital && words < 5 && office().is_none() {
            name = Some(name.map_or(token.span, |name| name.cover(token.span)));
            words += 1;
        } else if name.is_some() {
            break;
        } else if token.class == Class::Word {
            return None;
        }
        rest = &rest[1..];
    }
    name.filter(|_| words >= 2)
}

/// Whether a line's words may begin with a token: not with bullets, brackets and icons.
#[inline]
fn opens(text: &Tokens, token: &Token) -> bool {
    token.class != Class::Mark || spoken(text, token) || token.one_of(words!["©", "("])
}

/// Whether a token is letters or digits, which a few marks are too: `²`.
#[inline]
fn spoken(text: &Tokens, token: &Token) -> bool {
    let ascii = || text.as_bytes()[token.span.start() as usize].is_ascii();
    token.class != Class::Mark || !ascii() && text[token.span].starts_with(char::is_alphanumeric)
}

/// What a line looks like by the marks that it opens with: `>> Tin cũ` links to another page, `![]()` is a picture, and a line
/// that is all link is a menu's or a list's, where Markdown has it: `- [Tin cũ](https://…)`.
#[cold]
fn marked(line: &str) -> Option<Look> {
    if line.starts_with(">>") {
        Some(Look::Furniture)
    } else if line.starts_with("![") {
        Some(Look::Image)
    } else if line.trim_start_matches(['-', '*', '+', '•', ' ']).starts_with('[') && all_link(line) {
        Some(Look::Edge)
    } else {
        None
    }
}

/// Whether a line ends with the target of its one link: `[Tin cũ](https://…)`.
fn all_link(line: &str) -> bool {
    let mut links = line.split("](");
    let target = links.nth(1).and_then(|rest| rest.strip_suffix(')'));
    links.next().is_none()
        && target.is_some_and(|target| target.starts_with(['h', '/', '#']) && !target.contains([')', '(']))
}

/// A line without a letter or digit: a ruler where one mark is drawn three times or more, or what is left of a comment.
fn ruler(line: &str) -> Look {
    if matches!(line, "-->" | "<!--") {
        return Look::Ruler;
    }
    let mut marks = line.chars().filter(|c| !c.is_whitespace());
    let first = marks.next();
    let same = marks.filter(|c| Some(*c) == first).count();
    let drawn = matches!(first, Some('-' | '_' | '=' | '*' | '~' | '–' | '—' | '#' | '•' | '+'));
    if drawn && same >= 2 { Look::Ruler } else { Look::Plain }
}

/// Whether nothing but further phrases of the letterhead follow, which a page may have on one line.
fn headed(text: &Tokens, mut rest: &[Token]) -> bool {
    while let Some(token) = rest.first() {
        let read = if spoken(text, token) { RULES.count(text, rest, Rule::heads) } else { Some(1) };
        let Some(read) = read else { return false };
        rest = &rest[read..];
    }
    true
}

/// Whether a row of cells holds the letterhead: `CHÍNH PHỦ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |`.
pub(crate) fn heads_cell(text: &Tokens, line: Span) -> bool {
    let tokens = text.within(line);
    let bar = |token: &Token| token.class == Class::Mark && &text[token.span] == "|";
    (1..tokens.len()).any(|i| bar(&tokens[i - 1]) && RULES.count(text, &tokens[i..], Rule::heads).is_some())
}

/// Whether a line in capitals names who issues the document: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH`.
pub(crate) fn is_authority(text: &Tokens, line: Span) -> bool {
    RULES.count(text, text.within(line), |rule| rule.field == "authority").is_some()
}

/// Whether a line between paragraphs opens like the words under a picture: `Quang cảnh hội nghị.` What opens with a
/// person must not end like a sentence: `Đồng chí Lê Văn Tâm tặng hoa chúc mừng hội nghị`.
pub(crate) fn shows(text: &Tokens, line: Span) -> bool {
    let words = &text[line];
    let ends = words.ends_with([':', ';', ',']);
    let shown = |ended: u32| RULES.shown.opening(text, text.within(line)).is_some_and(|(may_end, _)| may_end >= ended);
    line.len() <= 240 && !ends && shown(ends_sentence(words).into())
}

/// Whether a line ends with the credit of a picture: `… tại phường 4. (Ảnh: Thu Hà)`, or with the number of a picture
/// without words of its own: `… - Ảnh 2.`
#[inline(never)]
fn credited(line: &str) -> bool {
    /// How near to the line's end, in characters, which have four bytes at most.
    const NEAR: usize = 40;
    let near = line.len().saturating_sub(4 * NEAR);
    PICTURE.find_iter(&line.as_bytes()[near..]).map(|at| near + at).any(|at| {
        let before = &line[..at];
        let rest = line[at + PICTURE.needle().len()..].trim_start();
        let number = rest.trim_end_matches('.');
        let numbered = || !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        at > 0
            && (rest.starts_with(':')
                || rest.starts_with("minh h")
                || rest.starts_with("tư liệu")
                || before.ends_with('(') && rest.starts_with(char::is_uppercase)
                || before.ends_with("- ") && numbered())
            && line[at..].chars().count() <= NEAR
    })
}

/// Whether a line that ends with a bracket ends with the credit of a picture, in small letters: `… tại phường 4 (ảnh Thu
/// Hà)`; not with `(ảnh hưởng …)`.
pub(crate) fn bracketed(line: &str) -> bool {
    /// The longest credit.
    const NEAR: usize = 64;
    let near = &line.as_bytes()[line.len().saturating_sub(NEAR)..];
    let credit = memrchr(b'(', near).and_then(|open| near[open + 1..].strip_prefix("ảnh".as_bytes()));
    credit
        .and_then(|name| std::str::from_utf8(name).ok())
        .is_some_and(|name| name.trim_start().starts_with(|c: char| c.is_uppercase() || c == ':'))
}

/// Whether a label's mark follows: a colon, right after the phrase.
fn opens_label(rest: &str) -> bool {
    rest.bytes().find(|byte| !matches!(byte, b' ' | b'\t' | b')')) == Some(b':')
}

/// Whether what a label names stands in the next cell of a row of two.
fn one_cell(rest: &str) -> bool {
    rest.starts_with('\t') && !rest[1..].contains('\t')
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

/// Whether a line holds nothing but a person's name of at least `least` words: `Trần Thị Minh Hà`.
pub(crate) fn is_name(text: &Tokens, line: &[Token], least: usize) -> bool {
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
pub(crate) fn upper(text: &Tokens, line: &[Token]) -> bool {
    let words = || line.iter().filter(|token| token.class == Class::Word);
    // One capital begins a word, and is all of a short one.
    let capitals = |token: &Token| token.case == Case::Upper || !text[token.span].contains(char::is_lowercase);
    words().any(|token| token.case != Case::Lower) && words().all(capitals)
}

/// Whether a line ends as sentences do, closing quotation marks and brackets aside.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let closing = |c: &char| matches!(c, '”' | '"' | '\'' | '’' | ')' | '»' | ' ');
    let last = line.chars().rev().find(|c| !closing(c));
    matches!(last, Some('.' | ';' | ':' | '!' | '?' | '…'))
}

/// Whether a line is a style sheet or a script that stripping left: it has braces and hardly a letter of Vietnamese, of
/// whose bytes a quarter is not ASCII.
#[cold]
fn code(line: &str) -> bool {
    let foreign = || line.bytes().filter(|byte| !byte.is_ascii()).count();
    line.contains('{') && line.contains('}') && foreign() * 20 < line.len()
}

/// Whether a line is a row of cells, set apart by tabs or bars.
#[inline(never)]
fn cells(line: &str) -> bool {
    line.split('\t').filter(|cell| !cell.trim().is_empty()).count() >= 3
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
            let rare = Rare { mark: false, picture: true, year: true };
            let (text, line) = (&table.of(example), Span::of(0, example.len()));
            match row.get("shape") {
                "shown" => {
                    assert!(shows(text, line), "{example:?} is no caption");
                    continue;
                }
                "said" => {
                    assert!(GROUNDS.iter().any(|form| example.starts_with(form)), "{example:?}");
                    continue;
                }
                _ => {}
            }
            let found = RULES.look(text, line, text.within(line), rare);
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
                    Look::Label(Field::Document),
                    Look::Letterhead,
                    Look::Recipients,
                ],
                _ => &[Look::Signature, Look::Name],
            };
            assert!(fits.contains(&found), "{example:?} looks like {found:?}");
        }
    }

    #[test]
    fn what_stripping_left_of_styles_and_scripts_is_no_text() {
        for line in [
            "/* Style Definitions */ table.MsoNormalTable {mso-style-name:\"Table Normal\"; font-size:10.0pt; line-height:107%;}",
            "window.dataLayer = []; function gtag(){dataLayer.push(arguments);} gtag('config', 'G-12345');",
        ] {
            assert!(code(line), "{line}");
            assert!(code(&line.repeat(5)), "of whatever length");
        }
        for line in ["Xã {Tân Lập} có 12 hộ, thôn {Đông} có 9 hộ nghèo", "{", "p {", "a } {"] {
            assert!(!code(line) || line == "a } {", "{line}");
        }
    }

    /// Every phrase is reached: no row stands behind another one's.
    #[test]
    fn every_phrase_is_found() {
        for row in LINES.rows().filter(|row| row.get("shape") != "said") {
            for phrase in row.list("forms") {
                let lexicon = if row.get("shape") == "shown" { &RULES.shown } else { &RULES.lexicon };
                let found = lexicon.at(phrase, 0);
                assert_eq!(found.map(|(_, end)| end), Some(phrase.len()), "{phrase:?}");
            }
        }
    }
}
