//! Zones: what each line of a page is, weighed from its own look, its place and its neighbours.
//!
//! A body line must never be lost: what is not known for furniture stays body, and words that an article may use too
//! count as furniture only outside the article, that is before the title or after the last paragraph.

use memchr::memchr_iter;

use crate::Span;
use crate::page::line::{
    Field, LONGEST, Look, PICTURE, RULES, Rare, Rules, SENTENCE, bracketed, ends_sentence, heads_cell, is_authority,
    is_byline, is_name, shows, upper,
};
use crate::page::{Zone, ZoneSpan, day};
use crate::text::set::words;
use crate::text::token::{Class, Token};
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
    zone: Zone,
    /// Stripped markup before it: a line of nothing but spaces, or an indent of three.
    trace: bool,
}

impl Zoner {
    /// The zone of every line that is not blank, in order.
    pub(crate) fn zones_into(&mut self, text: &Tokens, marks: &[Mark], out: &mut Vec<ZoneSpan>) {
        self.read(text, marks);
        self.rewrap(text);
        let headed = self.beside(text);
        if let Some(article) = self.article() {
            let title = self.head(text, article.0);
            if headed {
                self.attached(text, article.0);
            }
            self.middle(text, article, title);
            self.tail(text, article.1 + 1);
        }
        out.clear();
        out.extend(self.lines.iter().map(|line| ZoneSpan { span: line.span, zone: line.zone }));
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
        let rules: &Rules = &RULES;
        let mut trace = false;
        self.lines.clear();
        for (line, tokens) in text.line_by_line() {
            let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else {
                trace |= bytes[line.range()].iter().any(|&byte| byte != b'\r');
                continue;
            };
            let span = Span::new(first.span.start(), last.span.end());
            let mut look = rules.look(text, span, tokens, rare.of(line));
            while marks.first().is_some_and(|mark| mark.span.end() <= span.start()) {
                marks = &marks[1..];
            }
            if let Some(mark) = marks.first().filter(|mark| mark.span.start() < span.end()) {
                look = marked(mark.markup, look);
            }
            let trace_before = std::mem::take(&mut trace) || span.start() >= line.start() + 3;
            self.lines.push(Line { span, look, zone: look.zone(), trace: trace_before });
        }
    }

    /// Knows paragraphs that the page breaks into short lines: right below each, the next one goes on with a small letter,
    /// up to a sentence's end. Between long paragraphs nothing hangs on it.
    fn rewrap(&mut self, text: &Tokens) {
        let (first, last) = self.article().unwrap_or((self.lines.len(), self.lines.len()));
        let (head, tail) = self.lines.split_at_mut(last);
        rewrap(text, &mut head[..first]);
        rewrap(text, tail);
    }

    /// The first and the last paragraph.
    fn article(&self) -> Option<(usize, usize)> {
        let first = self.lines.iter().position(|line| line.look == Look::Prose)?;
        let last = self.lines.iter().rposition(|line| line.look == Look::Prose)?;
        Some((first, last))
    }

    /// What the lines beside it tell of a line, wherever it stands.
    /// Whether a letterhead is among them.
    fn beside(&mut self, text: &Tokens) -> bool {
        let (mut groups, mut numbers, mut labels, mut recipients) = (false, 0, 0, false);
        let mut headed = false;
        for i in 0..self.lines.len() {
            let look = self.lines[i].look;
            // Recipients are a list: `- Như Điều 3;`.
            let line = &mut self.lines[i];
            if recipients && line.zone == Zone::Body && line.listed(text) {
                line.zone = Zone::Meta;
            }
            // Most lines are text.
            if matches!(look, Look::Prose | Look::Plain) {
                (numbers, labels, recipients) = (0, 0, recipients && line.zone == Zone::Meta);
                continue;
            }
            recipients = line.zone == Zone::Meta && (look == Look::Recipients || line.listed(text));
            numbers = if look == Look::Number { numbers + 1 } else { 0 };
            labels = if matches!(look, Look::Label(Field::Document | Field::Date)) { labels + 1 } else { 0 };
            match look {
                Look::Letterhead => headed = true,
                Look::Group => {
                    groups = true;
                    if self.beside_counter(i) {
                        self.lines[i].zone = Zone::Furniture;
                    }
                }
                Look::Name if self.signs(i) => self.lines[i].zone = Zone::Signature,
                Look::Number if numbers >= PAGER => self.pager(text, i + 1 - numbers, i),
                // What a database says of a document stands together.
                Look::Label(_) if labels >= TOGETHER => {
                    self.lines[i + 1 - TOGETHER..=i].iter_mut().for_each(|line| line.zone = Zone::Meta);
                }
                _ => {}
            }
        }
        if groups {
            self.draw_groups();
        }
        headed
    }

    /// Counters draw ambiguous ones along, upwards and downwards.
    fn draw_groups(&mut self) {
        let draws = |line: &Line| counted(line.look) && line.zone == Zone::Furniture;
        for i in 1..self.lines.len() {
            if self.lines[i].look == Look::Group && draws(&self.lines[i - 1]) {
                self.lines[i].zone = Zone::Furniture;
            }
        }
        for i in (1..self.lines.len()).rev() {
            if self.lines[i - 1].look == Look::Group && draws(&self.lines[i]) {
                self.lines[i - 1].zone = Zone::Furniture;
            }
        }
    }

    /// Lines from `from` to `to` of nothing but a number each: the pages or pictures to choose from where they count up.
    fn pager(&mut self, text: &Tokens, from: usize, to: usize) {
        let value = |line: &Line| text[line.span].parse().unwrap_or(0_u16);
        let lines = &mut self.lines[from..=to];
        let known = lines[lines.len() - 2].zone == Zone::Furniture;
        let fresh = if known { &lines[lines.len() - 2..] } else { &lines[lines.len() - PAGER..] };
        let counts_up = |pair: &[Line]| (1..=3).contains(&value(&pair[1]).saturating_sub(value(&pair[0])));
        if fresh.windows(2).all(counts_up) && (known || value(&fresh[0]) <= 2) {
            let fresh = lines.len() - fresh.len();
            lines[fresh..].iter_mut().for_each(|line| line.zone = Zone::Furniture);
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
    fn head(&mut self, text: &Tokens, first: usize) -> Option<usize> {
        // The title stands after the menus and before the date.
        let menu = |line: &Line| {
            matches!(line.look, Look::Edge | Look::Furniture | Look::Image | Look::EdgeOpener | Look::Opener)
        };
        let lines = &mut self.lines[..];
        if document(text, &mut lines[..first], true) {
            return None;
        }
        let titular = |line: &Line| line.titular(text);
        let calendar = |line: &Line| line.look == Look::Date && day::calendar(text, line.span);
        let dated = lines[..first].iter().position(|line| matches!(line.look, Look::Date | Look::Label(_)));
        // The site's calendar stands above all, the article's date below its title.
        let dated = match dated.filter(|&dated| calendar(&lines[dated])) {
            Some(dated) if lines[dated..first].iter().any(titular) => {
                let told = |line: &Line| matches!(line.look, Look::Date | Look::Label(_)) && !calendar(line);
                lines[..first].iter().position(told)
            }
            _ => dated,
        };
        // What the reader can do with the article may stand below its title: `Xem với cỡ chữ`.
        let above = lines[..first].iter().rposition(|line| !menu(line)).map_or(0, |i| i + 1);
        let until = dated.filter(|&dated| lines[..dated].iter().any(titular)).unwrap_or(above);
        let after_menu = lines[..until].iter().rposition(menu).map_or(0, |i| i + 1);
        // The line right above a date is the title; without a date it is the first one after the menus.
        let above = dated.and_then(|dated| lines[..dated].iter().rposition(titular));
        let told = lines[..first].iter().position(|line| line.look == Look::Title);
        let begins = |i: usize| i == 0 || lines[i - 1].look != Look::Plain || !lines[i - 1].open(text);
        let fits = |i: &usize| titular(&lines[*i]) && begins(*i);
        let title = told.or(above).or_else(|| (after_menu..until).chain(0..after_menu).find(fits));
        let title = title.or_else(|| sentence_title(lines, first));
        let title = title.map(|title| if kicker(text, lines, first, title) { title + 1 } else { title });
        let menus = lines[..title.unwrap_or(first)].iter().filter(|line| menu(line)).count();
        for (i, line) in lines[..first.max(title.map_or(0, |t| t + 1))].iter_mut().enumerate() {
            line.zone = match line.look {
                _ if Some(i) == title => Zone::Title,
                Look::Edge | Look::EdgeOpener => Zone::Furniture,
                Look::Date | Look::Label(_) => Zone::Meta,
                // Short lines among menus before the title are menus.
                // The site's name and the section, over a title that a date follows.
                Look::Plain if above.is_some_and(|title| i < title) && banner(&text[line.span]) => Zone::Furniture,
                Look::Plain if address(&text[line.span]) => Zone::Furniture,
                // The section, over a title near the page's top; below it the reader's zoom.
                Look::Plain if title.is_some_and(|t| i < t && t <= 2) && line.names_section(text) => Zone::Furniture,
                Look::Plain if title.is_some_and(|t| i == t + 1) && &text[line.span] == "100%" => Zone::Furniture,
                Look::Plain if dated.is_some_and(|dated| dated + 1 == i) && is_byline(text, line.span) => Zone::Meta,
                Look::Plain if menus >= 3 && title.is_none_or(|t| i < t) && line.span.len() <= 60 => Zone::Furniture,
                _ => line.zone,
            };
        }
        // A title that is printed twice, or again in pieces.
        if let Some(title) = title.filter(|&title| lines[title].span.len() <= TITLE) {
            let words = &text[lines[title].span];
            for line in lines.iter_mut().take(first).skip(title + 1).filter(|line| line.zone == Zone::Body) {
                if again(words, &text[line.span]) {
                    line.zone = Zone::Title;
                }
            }
            // Printed pages have it in the article too.
            let whole = |line: &Line| line.span.len() as usize == words.len() && text[line.span] == *words;
            for line in lines.iter_mut().filter(|line| line.zone == Zone::Body && whole(line)) {
                line.zone = Zone::Title;
            }
            // Before a title that is sure, and between two, a line of one word is what the page's machinery left.
            let end = lines[..first].iter().rposition(whole).unwrap_or(title);
            let between = lines[title..dated.unwrap_or(title).max(title)].iter_mut();
            between.filter(|line| line.look == Look::Number).for_each(|line| line.zone = Zone::Furniture);
            if dated.is_some() || told.is_some() || lines[..end].iter().any(whole) {
                let left = |line: &&mut Line| line.zone == Zone::Body && slug(&text[line.span]);
                lines[..end].iter_mut().filter(left).for_each(|line| line.zone = Zone::Furniture);
            }
        }
        title
    }

    /// The head of a document below the page's first paragraph, which speaks of it.
    fn attached(&mut self, text: &Tokens, first: usize) {
        let heads = |line: &Line| line.look == Look::Letterhead;
        let Some(at) = self.lines[first..].iter().position(heads).map(|at| first + at) else { return };
        let prose = |line: &Line| line.look == Look::Prose;
        let from = self.lines[..at].iter().rposition(prose).map_or(0, |i| i + 1);
        let until = self.lines[at..].iter().position(prose).map_or(self.lines.len(), |i| at + i);
        document(text, &mut self.lines[from..until], false);
    }

    /// The lines of the article: captions, the date under a title that ends like a sentence.
    fn middle(&mut self, text: &Tokens, (first, last): (usize, usize), title: Option<usize>) {
        if first < last {
            let undated = |line: &Line| !matches!(line.look, Look::Date | Look::Label(Field::Date));
            // Some papers put the date below the lead; a table's dates have no time of day.
            let timed = |line: &Line| line.look == Look::Date && text[line.span].contains(':');
            let below =
                title == Some(first) || timed(&self.lines[first + 1]) && self.lines[..first].iter().all(undated);
            let below = Some(&mut self.lines[first + 1]).filter(|_| below);
            if let Some(below) = below.filter(|below| matches!(below.look, Look::Date | Look::Label(_))) {
                if below.zone == Zone::Body {
                    below.zone = Zone::Meta;
                }
            }
        }
        for i in first..=last {
            let (line, above) = (&self.lines[i], i.checked_sub(1).map(|i| &self.lines[i]));
            let look = above.map_or(Look::Plain, |above| above.look);
            let caption = match line.look {
                Look::Plain if look != Look::Plain && picture_file(text, line.span) => {
                    (self.lines[i].look, self.lines[i].zone) = (Look::Image, Zone::Furniture);
                    continue;
                }
                Look::Plain => {
                    let below = self.lines.get(i + 1);
                    let paragraph = |below: &Line| matches!(below.look, Look::Prose | Look::Caption);
                    line.span.len() >= 24 && captions(text, above, line, below)
                        || look == Look::Image
                        || look == Look::Prose && below.is_some_and(paragraph) && pictured(text, line)
                }
                Look::Prose => look == Look::Image && line.span.len() as usize <= LONGEST,
                _ => false,
            };
            if caption && line.zone == Zone::Body && Some(i) != title {
                self.lines[i].zone = Zone::Caption;
            }
        }
    }

    /// The lines after the last paragraph: who signed, then lists, counters and the footer.
    fn tail(&mut self, text: &Tokens, from: usize) {
        let lines = &mut self.lines[from..];
        let opener = lines.iter().position(|line| matches!(line.look, Look::Opener | Look::EdgeOpener));
        let footer = |line: &Line| matches!(line.look, Look::Edge | Look::Counter | Look::Furniture);
        let shut = &lines[..opener.unwrap_or(lines.len())];
        let footed = shut.iter().position(footer).zip(shut.iter().rposition(footer));
        let mut heading = false;
        for (i, line) in lines.iter_mut().enumerate() {
            let shut = opener.is_some_and(|opener| i >= opener);
            // `Chương I` has its matter on the next line.
            let headed = std::mem::replace(&mut heading, line.heading(text));
            let within =
                footed.is_some_and(|(a, b)| a < i && i < b) || (opener.is_some() && footed.is_some_and(|(a, _)| a < i));
            line.zone = match line.look {
                Look::Told(_) => Zone::Meta,
                _ if shut => Zone::Furniture,
                Look::Edge => Zone::Furniture,
                Look::Label(Field::Document) => Zone::Meta,
                Look::Label(_) | Look::Signature => Zone::Signature,
                Look::Date => Zone::Meta,
                Look::Plain if line.zone == Zone::Body && within && !line.item(text) => Zone::Furniture,
                Look::Plain if line.zone == Zone::Body && neighbour(&text[line.span]) => Zone::Furniture,
                Look::Plain | Look::Name
                    if line.zone == Zone::Body
                        && line.span.len() <= 120
                        && !line.heading(text)
                        && !headed
                        && (is_byline(text, line.span) || is_name(text, text.within(line.span), 2)) =>
                {
                    Zone::Signature
                }
                Look::Group if footed.is_some_and(|(a, b)| a < i && i < b) => Zone::Furniture,
                _ => line.zone,
            };
        }
    }
}

impl Line {
    /// Whether it may be a title: some words, no sentence, no label.
    fn titular(&self, text: &Tokens) -> bool {
        let words = &text[self.span];
        matches!(self.look, Look::Plain)
            && !numbered(words)
            && !words.starts_with(|c: char| c.is_lowercase() || matches!(c, '-' | '–' | '+' | '•'))
            && !["Căn cứ ", "Xét đề nghị ", "Theo đề nghị "].iter().any(|open| words.starts_with(open))
            && !words.ends_with([';', ',', ':'])
            && words.len() >= 16
            && words.split_whitespace().take(4).count() == 4
            && !address(words)
            && !self.open(text)
            && !(upper(text, text.within(self.span)) && is_authority(text, self.span))
    }

    /// Whether its last word leaves it open, so that the page broke the line there.
    fn open(&self, text: &Tokens) -> bool {
        let open = |token: &Token| {
            token.one_of(words!["của", "do", "và", "với", "tại", "về", "cho", "các", "là", "trong", "theo"])
                || token.one_of(words!["số"]) && number_follows(&text[token.span.end() as usize..])
        };
        text.within(self.span).last().is_some_and(open) || self.date_goes_on(text)
    }

    /// Whether it ends within a date: `Sông Lam, ngày`, `Sông Lam, ngày 09`.
    fn date_goes_on(&self, text: &Tokens) -> bool {
        let named = |token: &Token| token.one_of(words!["ngày", "tháng"]);
        match text.within(self.span) {
            [.., before, last] if last.class == Class::Digits => named(before),
            [.., before, last] if last.one_of(words!["năm"]) => before.class == Class::Digits,
            [.., last] => named(last),
            [] => false,
        }
    }

    /// Whether it is an item of a list or a heading with a number, as text has them.
    fn item(&self, text: &Tokens) -> bool {
        self.listed(text) || numbered(&text[self.span]) || self.heading(text)
    }

    /// Whether it heads a part of a document: `Chương I`, `Điều 5`.
    fn heading(&self, text: &Tokens) -> bool {
        let part = |token: &Token| token.one_of(words!["chương", "mục", "điều", "phần", "phụ"]);
        text.within(self.span).first().is_some_and(part)
    }

    /// Whether it may name the section that a title stands under: `Xây dựng Đảng`.
    fn names_section(&self, text: &Tokens) -> bool {
        let tokens = text.within(self.span);
        let words = tokens.len() <= 5 && tokens.iter().all(|token| token.class == Class::Word);
        words && !upper(text, tokens) && !self.heading(text)
    }

    /// Whether it is a short item of a list.
    fn listed(&self, text: &Tokens) -> bool {
        self.span.len() <= 160 && text[self.span].starts_with(['-', '–', '+'])
    }
}

/// Whether a short line within the article is the words under a picture.
#[inline]
fn captions(text: &Tokens, above: Option<&Line>, line: &Line, below: Option<&Line>) -> bool {
    let twin = |other: &Line| other.span.len() == line.span.len() && text[other.span] == text[line.span];
    // The photographer's name may stand on a line of its own below.
    let credit = |below: &Line| below.look == Look::Caption && below.span.len() < 40;
    above.is_some_and(twin)
        || below.is_some_and(|below| twin(below) || credit(below))
        || line.trace && captioned(&text[line.span])
}

/// Whether a short line between paragraphs is the words under a picture: it opens so, ends with a credit, or is a table of
/// one cell: `Quang cảnh hội nghị |`.
#[inline(never)]
fn pictured(text: &Tokens, line: &Line) -> bool {
    let words = &text[line.span];
    words.ends_with(')') && bracketed(words)
        || words.len() >= 16 && (shows(text, line.span) || words.ends_with(" |") && !line.item(text))
}

/// Whether a line is the name of a picture's file: `hoi-nghi-01.jpg`, `hoi-nghi-01.jpg (425 KB)`.
#[inline]
fn picture_file(text: &Tokens, line: Span) -> bool {
    const ENDS: [&str; 5] = [".jpg", ".jpeg", ".png", ".gif", ".webp"];
    let names = |file: &str| {
        let kind = |at: usize| ENDS.iter().any(|end| file[at..].eq_ignore_ascii_case(end));
        file.rfind('.').is_some_and(kind) && !file.contains(char::is_whitespace)
    };
    // Few lines end so.
    match &text.as_bytes()[..line.end() as usize] {
        [.., b'B', b')'] => text[line].rsplit_once(" (").is_some_and(|(file, _)| names(file)),
        [.., b'.', _, _, _] | [.., b'.', _, _, _, _] => names(&text[line]),
        _ => false,
    }
}

/// The head of a document: the issuing body over the national title, then the type in capitals and the matter. `lines` are
/// those before a paragraph, at the page's top (`opens`) or further down. `false` where no document begins there.
fn document(text: &Tokens, lines: &mut [Line], opens: bool) -> bool {
    let plain = |line: &Line| line.look == Look::Plain;
    let capitals = |line: &Line| upper(text, text.within(line.span));
    let cells = |line: &Line| plain(line) && text[line.span].contains('|') && heads_cell(text, line.span);
    let heads = |line: &Line| matches!(line.look, Look::Letterhead | Look::Dateline) || cells(line);
    let Some(first) = lines.iter().position(heads) else { return false };
    broken_dateline(text, &mut lines[first..]);
    let last = lines.iter().rposition(heads).unwrap_or(first);
    // Above it the issuing body, in capitals.
    let issuer = |line: &Line| match line.look {
        Look::Plain => {
            let words = &text[line.span];
            capitals(line) || numbers(text, line) || about(words) || words.starts_with('|')
        }
        look => look == Look::Ruler,
    };
    let top = lines[..first].iter().rposition(|line| !issuer(line)).map_or(0, |i| i + 1);
    let mut told = false;
    for line in lines[..top].iter_mut().filter(|_| opens) {
        line.zone = match line.look {
            Look::Edge | Look::EdgeOpener => Zone::Furniture,
            Look::Date | Look::Label(_) => Zone::Meta,
            // The title that a law database gives the document, and its menus.
            Look::Plain if !told && line.titular(text) && names(&text[line.span]) => {
                told = true;
                Zone::Title
            }
            Look::Plain if capitals(line) || numbers(text, line) => Zone::Meta,
            Look::Plain if line.span.len() <= 60 => Zone::Furniture,
            _ => line.zone,
        };
    }
    for line in lines[top..=last].iter_mut().filter(|line| plain(line)) {
        let words = &text[line.span];
        if capitals(line) || words.ends_with(['-', '–']) || heads(line) {
            line.zone = Zone::Meta;
        }
    }
    // Pieces of what a narrow cell broke: `Số:`, `418/QĐ-UBND`, `Hà`, `Nội, ngày 14 tháng 7 năm 2015`.
    for line in lines[first..=last].iter_mut().filter(|line| plain(line) && line.span.len() <= PIECE) {
        line.zone = Zone::Meta;
    }
    let mut awaited = false;
    for line in lines[top..].iter_mut().filter(|line| plain(line)) {
        let words = &text[line.span];
        let number = awaited && line.span.len() <= PIECE && words.bytes().any(|byte| byte.is_ascii_digit());
        awaited = numbers(text, line) && words.ends_with([':', 'ố']);
        if number || numbers(text, line) {
            line.zone = Zone::Meta;
        }
    }
    let below = &lines[last + 1..];
    let opens_matter = |line: &Line| plain(line) && line.zone == Zone::Body && capitals(line);
    let named = below.iter().position(opens_matter).map(|i| last + 1 + i);
    let Some(named) = named.filter(|&named| !is_authority(text, lines[named].span)) else {
        // A letter has its matter by the number: `V/v góp ý dự thảo`.
        let matter = |line: &&mut Line| plain(line) && about(&text[line.span]);
        lines[top..].iter_mut().find(matter).into_iter().for_each(|line| line.zone = Zone::Title);
        return true;
    };
    // Matter in capitals ends with them; who issues the document may stand between: `CỦA THỦ TƯỚNG`.
    // Between them place and date, which may be broken: `Sông Lam, ngày`, `14 tháng 12 năm 2024`.
    for line in lines[last + 1..named].iter_mut().filter(|_| named <= last + 8) {
        if matches!(line.look, Look::Plain | Look::Date | Look::Number) && line.span.len() <= 60 {
            line.zone = Zone::Meta;
        }
    }
    let shouted = lines.get(named + 1).is_some_and(|line| capitals(line) && !text[line.span].starts_with("CỦA "));
    for i in named..lines.len() {
        let (line, words) = (&lines[i], &text[lines[i].span]);
        let matter = plain(line) && !words.ends_with([',', ';', ':', '.']);
        // `2016 - 2020` goes on as the line before does.
        let figures = |line: &Line| {
            let tokens = text.within(line.span);
            tokens.iter().any(|t| t.class == Class::Digits) && !tokens.iter().any(|t| t.class == Class::Word)
        };
        let capitals = |line: &Line| capitals(line) || figures(line);
        if !matter
            || i > named && (shouted || i >= named + 4) && !capitals(line)
            || i > named && issues(text, &lines[i - 1], line)
        {
            break;
        }
        lines[i].zone = Zone::Title;
    }
    true
}

/// Knows the place and date of a letterhead that the page broke in two lines: `Sông Lam, ngày`, `09 tháng 3 năm 2022`.
fn broken_dateline(text: &Tokens, lines: &mut [Line]) {
    for i in 1..lines.len().min(PIECES) {
        let [above, below] = &mut lines[i - 1..=i] else { return };
        let whole = above.span.cover(below.span);
        let dated = || day::find_in(text, whole).is_some_and(|(_, date)| day::dateline(text, whole, date));
        if above.look == Look::Plain && whole.len() <= 60 && above.date_goes_on(text) && dated() {
            (above.look, above.zone, below.zone) = (Look::Dateline, Zone::Meta, Zone::Meta);
            return;
        }
    }
}

/// Whether a line under the matter names who issues the document; not where the line `above` leaves it open: `… CỦA`.
fn issues(text: &Tokens, above: &Line, line: &Line) -> bool {
    let capitals = upper(text, text.within(line.span));
    capitals && is_authority(text, line.span) && !above.open(text)
}

/// Whether a document's number is the next word, on whatever line: `524/QĐ-TTg`; not after `chuyển đổi số`.
fn number_follows(rest: &str) -> bool {
    let word = rest.split_whitespace().next().unwrap_or_default();
    word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(char::is_uppercase)
}

/// Whether a short line holds a document's number: `Số: 418/QĐ-UBND`.
fn numbers(text: &Tokens, line: &Line) -> bool {
    line.span.len() <= 60 && text[line.span].starts_with("Số")
}

/// Whether a line above a letterhead names the document: it has its number or is too long for a site's name.
fn names(words: &str) -> bool {
    !words.ends_with(':') && (words.len() >= 40 || words.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Whether a line opens with `V/v` or `Về việc`.
fn about(words: &str) -> bool {
    ["V/v", "V/V", "v/v", "Về việc"].iter().any(|open| words.starts_with(open))
}

/// Paragraphs among lines that have none: see [`Zoner::rewrap`].
fn rewrap(text: &Tokens, lines: &mut [Line]) {
    let mut start = 0;
    for i in 0..lines.len() {
        let plain = |line: &Line| line.look == Look::Plain;
        let goes_on = |above: &Line| {
            let between = || text[Span::new(above.span.end(), lines[i].span.start())].bytes();
            plain(above)
                && plain(&lines[i])
                && text[lines[i].span].starts_with(char::is_lowercase)
                && between().filter(|&byte| byte == b'\n').count() == 1
                && !ends_sentence(&text[above.span])
        };
        if i == 0 || !goes_on(&lines[i - 1]) {
            start = i;
        }
        let long = || lines[start].span.cover(lines[i].span).len() as usize >= SENTENCE;
        if start < i && long() && ends_sentence(&text[lines[i].span]) {
            lines[start..=i].iter_mut().for_each(|line| line.look = Look::Prose);
        }
    }
}

/// Whether the line taken for the title but names the section: four or five words right above a title of ten or more, with
/// no other line of words before the first paragraph.
fn kicker(text: &Tokens, lines: &[Line], first: usize, title: usize) -> bool {
    let count = |line: &Line| text[line.span].split_whitespace().take(11).count();
    title + 1 < first
        && lines[title + 2..first].iter().all(|line| line.look != Look::Plain || line.span.len() <= 8)
        && lines[title].look == Look::Plain
        && lines[title + 1].titular(text)
        && count(&lines[title]) <= 5
        && count(&lines[title + 1]) >= 10
        && lines[title].names_section(text)
}

/// A title that ends like a sentence: the first line of all, before a longer paragraph or a document's letterhead.
fn sentence_title(lines: &[Line], first: usize) -> Option<usize> {
    let (line, next) = (lines.get(first)?, lines.get(first + 1)?);
    let alone = lines[..first].iter().all(|line| line.look != Look::Plain);
    let long = next.look == Look::Prose && next.span.len() >= 2 * line.span.len();
    let letterhead = || {
        let below = lines[first + 1..].iter().take(6).take_while(|line| line.look != Look::Prose);
        below.into_iter().any(|line| line.look == Look::Letterhead)
    };
    (alone && line.span.len() <= 240 && (long || letterhead())).then_some(first)
}

/// The longest piece of a broken letterhead, in bytes, and how many lines a letterhead has at most.
const PIECE: u32 = 24;
const PIECES: usize = 16;

/// So many labels, line by line, speak of a document wherever they stand.
const TOGETHER: usize = 3;

/// From so many numbers on that count up, line by line, they are no cells of a table.
const PAGER: usize = 4;

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
        // What a database says of a document may stand in cells.
        (Markup::Table, Look::Label(Field::Document | Field::Date)) => look,
        (Markup::Table, _) => Look::Row,
        (Markup::Furniture, Look::Prose | Look::Plain) => Look::Furniture,
        (Markup::Furniture, look) => look,
    }
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

/// Whether a line may name the site or the section: short, and without a number.
fn banner(words: &str) -> bool {
    words.len() <= 80 && !words.bytes().any(|b| b.is_ascii_digit())
}

/// Whether a line is a piece of the title, or the title again, written a little differently at its end.
fn again(title: &str, line: &str) -> bool {
    let n = title.len().min(line.len()) * 4 / 5;
    line.len() >= 16 && title.contains(line) || n >= 24 && title.as_bytes()[..n] == line.as_bytes()[..n]
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

/// Whether a line opens like a heading: `I. …`, `1. …`, `1.2. …`, `A. …`, `a) …`, `II- …`; not with a number: `1.400 hộ`.
fn numbered(words: &str) -> bool {
    let bytes = words.as_bytes();
    let head = bytes.iter().take(5).position(|b| !b.is_ascii_alphanumeric());
    head.is_some_and(|at| {
        let thousands = || bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count() == 3;
        // Other letters before a dash are a name's.
        let counts = || bytes[..at].iter().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'0'..=b'9'));
        let marked = match bytes[at] {
            b'.' | b')' => !thousands(),
            b'-' => bytes.get(at + 1) == Some(&b' ') && counts(),
            _ => false,
        };
        (1..=4).contains(&at) && marked
    })
}

/// Whether a line has no space within: before the title, what a page's machinery left (`/chinhtri/`, `900168`).
fn slug(words: &str) -> bool {
    words.len() <= 80 && !words.contains(char::is_whitespace) && !numbered(words)
}

/// Whether a short line holds an e-mail address.
fn address(words: &str) -> bool {
    words.len() <= 120 && words.contains('@')
}

/// Whether a line links to the article before or after, its title glued on: `Bài trướcHuyện ra quân làm thủy lợi`.
fn neighbour(words: &str) -> bool {
    words.starts_with("Bài trước") || words.starts_with("Bài tiếp theo")
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
    fn a_line_reaches_from_its_first_token_to_its_last() {
        let page = "  Xin chào \r\n\0Một dòng\0\n \n\0\nhết";
        let (mut table, mut out) = (Table::default(), Vec::new());
        table.read(page, |_| 0);
        Zoner::default().zones_into(&table.of(page), &[], &mut out);
        let lines: Vec<_> = out.iter().map(|line| &page[line.span.range()]).collect();
        assert_eq!(lines, ["Xin chào", "Một dòng", "hết"], "white space and control characters are none");
    }

    /// What the lines of a page look like.
    fn looks(page: &str) -> Vec<Look> {
        let (mut table, mut zoner) = (Table::default(), Zoner::default());
        table.read(page, |_| 0);
        zoner.zones_into(&table.of(page), &[], &mut Vec::new());
        zoner.looks().collect()
    }

    #[test]
    fn short_lines_are_a_paragraph_where_they_go_on_and_are_long_together() {
        let above = "Sáng nay, huyện họp bàn việc trồng rừng, giao chỉ tiêu cho từng xã và";
        let below = "chia việc cho từng thôn trong toàn huyện theo kế hoạch đã duyệt.";
        assert_eq!(looks(&format!("{above}\n{below}")), [Look::Prose, Look::Prose]);
        for page in
            [format!("{above}\n\n{below}"), format!("{above}\nC{}", &below[1..]), "Sáng nay họp\nbàn việc.".to_owned()]
        {
            assert_eq!(looks(&page), [Look::Plain, Look::Plain], "{page}");
        }
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
