//! Zones: what each line of a page is, weighed from its own look, its place and its neighbours.
//!
//! A body line must never be lost: what is not known for furniture stays body, and words that an article may use too
//! count as furniture only outside the article, that is before the title or after the last paragraph.

use memchr::memchr_iter;

use crate::Span;
use crate::page::line::{Field, LONGEST, Look, PICTURE, Rare, ends_sentence, is_byline, is_name, look, upper};
use crate::page::{Zone, ZoneSpan};
use crate::text::key::{Class, Token};
use crate::text::tokens::Tokens;
use crate::text::{Mark, Markup};

/// Finds the zones of pages, with the buffers that this takes.
#[derive(Clone, Default, Debug)]
pub(crate) struct Zoner {
    lines: Vec<Line>,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    span: Span,
    look: Look,
    /// Stripped markup before it: a line of nothing but spaces, or an indent of three.
    trace: bool,
}

impl Zoner {
    /// The zone of every line that is not blank, in order.
    pub(crate) fn zones_into(&mut self, text: &Tokens, marks: &[Mark], out: &mut Vec<ZoneSpan>) {
        self.read(text, marks);
        self.anywhere(text, out);
        if let Some(article) = self.article() {
            let title = self.head(text, out, article.0);
            self.middle(text, out, article, title);
            self.tail(text, out, article.1 + 1);
        }
    }

    /// What the lines look like, in order, once [`Zoner::zones_into`] has run.
    pub(crate) fn looks(&self) -> impl Iterator<Item = Look> {
        self.lines.iter().map(|line| line.look)
    }

    /// Looks at every line.
    fn read(&mut self, text: &Tokens, mut marks: &[Mark]) {
        let bytes = text.as_bytes();
        let year = |token: &&Token| token.class == Class::Digits && token.span.len() == 4;
        let years = text.noted().filter(year).map(|token| token.span.start() as usize);
        let mut rare = Passing::new(memchr_iter(b'\t', bytes), PICTURE.find_iter(bytes), years);
        let mut trace = false;
        self.lines.clear();
        for (line, tokens) in text.line_by_line() {
            if line.is_empty() {
                continue;
            }
            let span = trimmed(text, line, tokens);
            if span.is_empty() {
                trace |= text[line].bytes().any(|byte| byte != b'\r');
                continue;
            }
            let mut look = look(text, span, tokens, rare.of(line));
            while marks.first().is_some_and(|mark| mark.span.end() <= span.start()) {
                marks = &marks[1..];
            }
            if let Some(mark) = marks.first().filter(|mark| mark.span.start() < span.end()) {
                look = marked(mark.markup, look);
            }
            self.lines.push(Line { span, look, trace: trace || span.start() >= line.start() + 3 });
            trace = false;
        }
    }

    /// The first and the last paragraph.
    fn article(&self) -> Option<(usize, usize)> {
        let first = self.lines.iter().position(|line| line.look == Look::Prose)?;
        let last = self.lines.iter().rposition(|line| line.look == Look::Prose)?;
        Some((first, last))
    }

    /// What is known by its look, wherever it stands.
    fn anywhere(&self, text: &Tokens, out: &mut Vec<ZoneSpan>) {
        out.clear();
        let mut groups = false;
        out.extend(self.lines.iter().enumerate().map(|(i, line)| {
            let zone = match line.look {
                Look::Plain | Look::Prose => Zone::Body,
                Look::Furniture | Look::Counter | Look::Opener | Look::Image | Look::Ruler => Zone::Furniture,
                Look::Caption => Zone::Caption,
                Look::Title => Zone::Title,
                Look::Told(_) | Look::Letterhead | Look::Dateline | Look::Recipients => Zone::Meta,
                Look::Row => Zone::Table,
                Look::Group => {
                    groups = true;
                    if self.beside_counter(i) { Zone::Furniture } else { Zone::Body }
                }
                Look::Name if self.signs(i) => Zone::Signature,
                _ => Zone::Body,
            };
            ZoneSpan { span: line.span, zone }
        }));
        // Recipients are a list: `- Như Điều 3;`.
        for i in 1..out.len() {
            let follows = out[i - 1].zone == Zone::Meta
                && (self.lines[i - 1].look == Look::Recipients || listed(text, &out[i - 1]));
            if follows && out[i].zone == Zone::Body && listed(text, &out[i]) {
                out[i].zone = Zone::Meta;
            }
        }
        if groups {
            self.draw_groups(out);
        }
    }

    /// Counters draw ambiguous ones along, upwards and downwards.
    fn draw_groups(&self, out: &mut [ZoneSpan]) {
        for i in 1..self.lines.len() {
            if self.lines[i].look == Look::Group
                && counted(self.lines[i - 1].look)
                && out[i - 1].zone == Zone::Furniture
            {
                out[i].zone = Zone::Furniture;
            }
        }
        for i in (1..self.lines.len()).rev() {
            if self.lines[i - 1].look == Look::Group && counted(self.lines[i].look) && out[i].zone == Zone::Furniture {
                out[i - 1].zone = Zone::Furniture;
            }
        }
    }

    fn beside_counter(&self, i: usize) -> bool {
        let counter = |line: Option<&Line>| line.is_some_and(|line| matches!(line.look, Look::Counter | Look::Opener));
        counter(i.checked_sub(1).and_then(|i| self.lines.get(i))) || counter(self.lines.get(i + 1))
    }

    /// Whether a name signs: it follows a paragraph, and no paragraph follows it.
    fn signs(&self, i: usize) -> bool {
        let before =
            i.checked_sub(1).is_some_and(|i| matches!(self.lines[i].look, Look::Prose | Look::Signature | Look::Plain));
        before && self.lines.get(i + 1).is_none_or(|next| next.look != Look::Prose)
    }

    /// The lines before the first paragraph: menus, the title, what the page says of itself. Returns the title's line.
    fn head(&self, text: &Tokens, out: &mut [ZoneSpan], first: usize) -> Option<usize> {
        // The title stands after the menus and before the date.
        let menu = |i: usize| {
            matches!(self.lines[i].look, Look::Edge | Look::Furniture | Look::Image | Look::EdgeOpener | Look::Opener)
        };
        let dated = (0..first).find(|&i| matches!(self.lines[i].look, Look::Date | Look::Label(_)));
        let letterhead = (0..first).rev().find(|&i| matches!(self.lines[i].look, Look::Letterhead | Look::Dateline));
        if let Some(letterhead) = letterhead {
            self.document(text, out, letterhead, first);
            return None;
        }
        let until = dated.filter(|&i| (0..i).any(|i| self.titular(text, i))).unwrap_or(first);
        let after_menu = (0..until).rev().find(|&i| menu(i)).map_or(0, |i| i + 1);
        // The line right above a date is the title; without a date it is the first one after the menus.
        let above = dated.and_then(|dated| (0..dated).rev().find(|&i| self.titular(text, i)));
        let told = (0..first).find(|&i| self.lines[i].look == Look::Title);
        let title =
            told.or(above).or_else(|| (after_menu..until).chain(0..after_menu).find(|&i| self.titular(text, i)));
        let title = title.or_else(|| self.sentence_title(first));
        let menus = (0..title.unwrap_or(first)).filter(|&i| menu(i)).count();
        for i in 0..first.max(title.map_or(0, |t| t + 1)) {
            out[i].zone = match self.lines[i].look {
                _ if Some(i) == title => Zone::Title,
                Look::Edge | Look::EdgeOpener => Zone::Furniture,
                Look::Date | Look::Label(_) => Zone::Meta,
                // Short lines among menus before the title are menus.
                // The site's name and the section, over a title that a date follows.
                Look::Plain if above.is_some_and(|title| i < title) && banner(&text[self.lines[i].span]) => {
                    Zone::Furniture
                }
                Look::Plain if dated.is_some_and(|dated| dated + 1 == i) && is_byline(text, self.lines[i].span) => {
                    Zone::Meta
                }
                Look::Plain if menus >= 3 && title.is_none_or(|t| i < t) && self.lines[i].span.len() <= 60 => {
                    Zone::Furniture
                }
                _ => out[i].zone,
            };
        }
        // A title that is printed twice, or again in pieces.
        if let Some(title) = title.filter(|&title| self.lines[title].span.len() <= TITLE) {
            let words = &text[self.lines[title].span];
            for i in title + 1..first {
                let piece = &text[self.lines[i].span];
                if out[i].zone == Zone::Body && (words.contains(piece) || same_start(words, piece)) {
                    out[i].zone = Zone::Title;
                }
            }
        }
        title
    }

    /// The head of a document: the issuing body over the national title, then the type in capitals and the matter.
    fn document(&self, text: &Tokens, out: &mut [ZoneSpan], letterhead: usize, first: usize) {
        let plain = |i: usize| self.lines[i].look == Look::Plain;
        let capitals = |i: usize| upper(text, text.within(self.lines[i].span));
        for i in (0..first).filter(|&i| plain(i)) {
            let words = &text[self.lines[i].span];
            if (i < letterhead && capitals(i)) || (words.starts_with("Số") && words.len() <= 60) {
                out[i].zone = Zone::Meta;
            }
        }
        let named = (letterhead + 1..first).find(|&i| plain(i) && capitals(i));
        let matter = |i: usize| plain(i) && !text[self.lines[i].span].ends_with([',', ';', ':', '.']);
        for i in named.into_iter().flat_map(|named| named..first.min(named + 4)).take_while(|&i| matter(i)) {
            out[i].zone = Zone::Title;
        }
    }

    /// Whether a line may be a title: some words, no sentence, no label.
    fn titular(&self, text: &Tokens, i: usize) -> bool {
        let words = &text[self.lines[i].span];
        matches!(self.lines[i].look, Look::Plain)
            && !numbered(words)
            && words.split_whitespace().take(4).count() == 4
            && words.len() >= 16
    }

    /// A title that ends like a sentence: the first line of all, before a longer paragraph.
    fn sentence_title(&self, first: usize) -> Option<usize> {
        let (line, next) = (self.lines.get(first)?, self.lines.get(first + 1)?);
        let alone = (0..first).all(|i| self.lines[i].look != Look::Plain);
        (alone && line.span.len() <= 240 && next.look == Look::Prose && next.span.len() >= 2 * line.span.len())
            .then_some(first)
    }

    /// The lines of the article: captions, the date under a title that ends like a sentence.
    fn middle(&self, text: &Tokens, out: &mut [ZoneSpan], (first, last): (usize, usize), title: Option<usize>) {
        if let Some(below) = self.lines.get(first + 1).filter(|_| title == Some(first) && first < last) {
            if matches!(below.look, Look::Date | Look::Label(_)) && out[first + 1].zone == Zone::Body {
                out[first + 1].zone = Zone::Meta;
            }
        }
        let mut above = first.checked_sub(1).map(|i| self.lines[i].look);
        for i in first..=last {
            let line = &self.lines[i];
            let pictured = above == Some(Look::Image);
            above = Some(line.look);
            let caption = match line.look {
                Look::Plain => pictured || (line.span.len() >= 24 && self.captions(text, i)),
                Look::Prose => pictured && line.span.len() as usize <= LONGEST,
                _ => false,
            };
            if caption && out[i].zone == Zone::Body && Some(i) != title {
                out[i].zone = Zone::Caption;
            }
        }
    }

    /// Whether a short line within the article is the words under a picture.
    fn captions(&self, text: &Tokens, i: usize) -> bool {
        let line = &self.lines[i];
        let (above, below) = (i.checked_sub(1).and_then(|i| self.lines.get(i)), self.lines.get(i + 1));
        let twin = |other: Option<&Line>| {
            other.is_some_and(|other| other.span.len() == line.span.len() && text[other.span] == text[line.span])
        };
        // The photographer's name may stand on a line of its own below.
        let credit = below.is_some_and(|below| below.look == Look::Caption && below.span.len() < 40);
        credit || twin(above) || twin(below) || (line.trace && captioned(&text[line.span]))
    }

    /// The lines after the last paragraph: who signed, then lists, counters and the footer.
    fn tail(&self, text: &Tokens, out: &mut [ZoneSpan], from: usize) {
        let opener = (from..self.lines.len()).find(|&i| matches!(self.lines[i].look, Look::Opener | Look::EdgeOpener));
        let end = opener.unwrap_or(self.lines.len());
        let footer = |i: usize| matches!(self.lines[i].look, Look::Edge | Look::Counter | Look::Furniture);
        let footed = (from..end).find(|&i| footer(i)).zip((from..end).rev().find(|&i| footer(i)));
        #[allow(clippy::needless_range_loop)] // lines and zones go side by side
        for i in from..self.lines.len() {
            let line = self.lines[i];
            let words = &text[line.span];
            let shut = opener.is_some_and(|opener| i >= opener);
            let within =
                footed.is_some_and(|(a, b)| a < i && i < b) || (opener.is_some() && footed.is_some_and(|(a, _)| a < i));
            out[i].zone = match line.look {
                Look::Told(_) => Zone::Meta,
                _ if shut => Zone::Furniture,
                Look::Edge => Zone::Furniture,
                Look::Label(_) | Look::Signature => Zone::Signature,
                Look::Date => Zone::Meta,
                Look::Plain if out[i].zone == Zone::Body && within => Zone::Furniture,
                Look::Plain | Look::Name
                    if out[i].zone == Zone::Body
                        && words.len() <= 120
                        && (is_byline(text, line.span) || is_name(text, text.within(line.span), 2)) =>
                {
                    Zone::Signature
                }
                Look::Group if footed.is_some_and(|(a, b)| a < i && i < b) => Zone::Furniture,
                _ => out[i].zone,
            };
        }
    }
}

/// The longest title, in bytes, that is looked for in other lines: so many pieces of it take no longer than they should.
pub(super) const TITLE: u32 = 1 << 10;

fn counted(look: Look) -> bool {
    matches!(look, Look::Counter | Look::Group | Look::Opener)
}

/// What a line looks like that the page's markup says something of.
fn marked(markup: Markup, look: Look) -> Look {
    match (markup, look) {
        (Markup::Title, _) => Look::Title,
        (Markup::Published, _) => Look::Told(Field::Date),
        (Markup::Site, _) => Look::Told(Field::Site),
        (Markup::Caption, _) => Look::Caption,
        (Markup::Table, _) => Look::Row,
        (Markup::Furniture, Look::Prose | Look::Plain) => Look::Furniture,
        (Markup::Furniture, look) => look,
    }
}

/// A line without the white space around it; `tokens` are its tokens.
#[inline]
fn trimmed(text: &Tokens, line: Span, tokens: &[Token]) -> Span {
    let blank = |from: u32, to: u32| {
        let between = &text.as_bytes()[from as usize..to as usize];
        between.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
    };
    if let [first, .., last] = tokens {
        let words = Span::new(first.span.start(), last.span.end());
        if blank(line.start(), words.start()) && blank(words.end(), line.end()) {
            return words;
        }
    }
    let words = text[line].trim_start();
    let start = line.end() as usize - words.len();
    Span::of(start, start + words.trim_end().len())
}

/// What is rare on a page, as its lines are gone through.
struct Passing<T, P, Y> {
    tabs: Places<T>,
    pictures: Places<P>,
    years: Places<Y>,
    /// Where the next of these is: nearly every line ends before it.
    next: usize,
}

impl<T: Iterator<Item = usize>, P: Iterator<Item = usize>, Y: Iterator<Item = usize>> Passing<T, P, Y> {
    fn new(tabs: T, pictures: P, years: Y) -> Passing<T, P, Y> {
        let mut passing =
            Passing { tabs: Places::new(tabs), pictures: Places::new(pictures), years: Places::new(years), next: 0 };
        passing.next = passing.nearest();
        passing
    }

    fn nearest(&self) -> usize {
        self.tabs.next.min(self.pictures.next).min(self.years.next)
    }

    /// What is rare in a line that follows those asked for before.
    #[inline]
    fn of(&mut self, line: Span) -> Rare {
        if (line.end() as usize) <= self.next { Rare::default() } else { self.seek(line) }
    }

    #[inline(never)]
    fn seek(&mut self, line: Span) -> Rare {
        let rare = Rare { tab: self.tabs.meet(line), picture: self.pictures.meet(line), year: self.years.meet(line) };
        self.next = self.nearest();
        rare
    }
}

/// The places of something, in order.
struct Places<I> {
    next: usize,
    rest: I,
}

impl<I: Iterator<Item = usize>> Places<I> {
    fn new(mut rest: I) -> Places<I> {
        Places { next: rest.next().unwrap_or(usize::MAX), rest }
    }

    /// Whether a line holds one; those up to its end are passed.
    fn meet(&mut self, line: Span) -> bool {
        let mut met = false;
        while self.next < line.end() as usize {
            met |= self.next >= line.start() as usize;
            self.next = self.rest.next().unwrap_or(usize::MAX);
        }
        met
    }
}

/// Whether a line is a short item of a list.
fn listed(text: &Tokens, line: &ZoneSpan) -> bool {
    line.span.len() <= 160 && text[line.span].starts_with(['-', '–', '+'])
}

/// Whether a line may name the site or the section: short, and without a number.
fn banner(words: &str) -> bool {
    words.len() <= 80 && !words.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a piece is the title again, written a little differently at its end.
fn same_start(title: &str, piece: &str) -> bool {
    let n = title.len().min(piece.len()) * 4 / 5;
    n >= 24 && title.as_bytes()[..n] == piece.as_bytes()[..n]
}

/// Whether a short line set apart in an article may be the words under a picture: it begins with a capital, it is no
/// list item, no heading with a number, and no sentence.
fn captioned(words: &str) -> bool {
    let first = words.chars().next();
    first.is_some_and(char::is_uppercase)
        && !ends_sentence(words)
        && words.chars().any(char::is_lowercase)
        && !numbered(words)
}

/// Whether a line opens like a heading: `I. …`, `1. …`, `A. …`, `a) …`.
fn numbered(words: &str) -> bool {
    let head = words.bytes().take(5).position(|b| !b.is_ascii_alphanumeric());
    head.is_some_and(|at| (1..=4).contains(&at) && matches!(words.as_bytes()[at], b'.' | b')'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::Table;

    fn zones(page: &str, marks: &[Mark]) -> Vec<Zone> {
        let (mut table, mut out) = (Table::default(), Vec::new());
        table.read(page, |_| 0);
        Zoner::default().zones_into(&table.of(page), marks, &mut out);
        out.iter().map(|line| line.zone).collect()
    }

    #[test]
    fn a_title_in_pieces() {
        let title = "Hội nghị triển khai kế hoạch trồng rừng năm nay của huyện";
        let prose =
            "Sáng nay, huyện họp bàn việc trồng rừng và giao chỉ tiêu cho từng xã, từng thôn theo kế hoạch đã duyệt.";
        let page = format!("{title}\nkế hoạch trồng rừng\nkế hoạch trồng lúa\n{prose}");
        let mark = Mark { span: Span::of(0, title.len()), markup: Markup::Title };
        assert_eq!(zones(&page, &[mark]), [Zone::Title, Zone::Title, Zone::Body, Zone::Body]);
    }

    /// Markup can make any stretch a title. Were each line searched for in this one, it would take minutes.
    #[test]
    fn an_endless_title_has_no_pieces() {
        let title = "kế hoạch ".repeat(1 << 17);
        let lines = "Hội nghị bàn việc trồng rừng\n".repeat(1 << 15);
        let page = format!("{title}\n{lines}{}.", "một câu dài ".repeat(10));
        let mark = Mark { span: Span::of(0, title.len()), markup: Markup::Title };
        let zones = zones(&page, &[mark]);
        assert_eq!((zones.len(), zones[0], zones[1]), ((1 << 15) + 2, Zone::Title, Zone::Body));
    }
}
