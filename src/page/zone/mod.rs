//! Zones: what each line of a page is, weighed from its own look, its place and its neighbours.
//!
//! A body line must never be lost: what is not known for furniture stays body, and words that an article may use too
//! count as furniture only outside the article, that is before the title or after the last paragraph.

mod caption;
mod counter;
mod document;
mod head;
mod line;
mod passing;
mod tail;

use caption::{
    adjoin, between_pieces, captions, counts_pictures, picture_file, pictured, same, twins, unaccented, under_picture,
};
use counter::{PAGER, beside_counter, draw_groups, pager, tallies};
use document::document;
pub(super) use head::TITLE;
use head::{head, is_author};
use line::Line;
use memchr::{memchr, memchr2_iter, memmem};
use passing::Passing;
use tail::tail;

use crate::Span;
use crate::page::line::{Field, LONGEST, Look, RULES, Rules, SENTENCE, ends_sentence, upper};
use crate::page::{Zone, ZoneSpan};
use crate::text::token::{Class, Token};
use crate::text::tokens::{PICTURE, Tokens};
use crate::text::{Mark, Markup};

/// Finds the zones of pages, with the buffers that this takes.
#[derive(Clone, Default, Debug)]
pub(crate) struct Zoner {
    lines: Vec<Line>,
    /// Which lines are no text: not of the body, of captions, of tables.
    apart: Vec<u32>,
}

impl Zoner {
    /// The zone of every line that is not blank, in order.
    pub(crate) fn zones_into(&mut self, text: &Tokens, marks: &[Mark], out: &mut Vec<ZoneSpan>) {
        self.read(text, marks);
        self.rewrap(text);
        let (headed, dated) = self.beside(text);
        self.footers(text);
        if let Some(article) = self.article().or_else(|| self.lesser(text)) {
            let title = head(text, &mut self.lines, article.0);
            if headed || dated {
                self.attached(text, article.0);
            }
            self.middle(text, article, title, headed);
            tail(text, &mut self.lines[article.1 + 1..], headed);
        } else if let Some(dated) = self.dated(text) {
            // A title, its date, files to load.
            let titled = self.lines.iter().position(|line| line.titular(text)).unwrap_or(0);
            let below = dated.max(titled) + 1;
            let ends =
                |line: &Line| matches!(line.look, Look::Furniture | Look::Edge | Look::Opener | Look::EdgeOpener);
            let end = self.lines[below..].iter().position(ends).map_or(self.lines.len(), |i| below + i);
            head(text, &mut self.lines, end);
            tail(text, &mut self.lines[end..], headed);
        }
        out.clear();
        self.apart.clear();
        for (line, i) in self.lines.iter().zip(0..) {
            out.push(line.told());
            if !matches!(line.zone, Zone::Body | Zone::Caption | Zone::Table) {
                self.apart.push(i);
            }
        }
    }

    /// The line that says when a page was published: by its label or with a time of day.
    fn dated(&self, text: &Tokens) -> Option<usize> {
        self.lines.iter().position(|line| match line.look {
            Look::Label(Field::Date) => true,
            Look::Date => text[line.span].contains(':'),
            _ => false,
        })
    }

    /// The lines that are no text, in order, each with its place among all and what it looks like, once
    /// [`Zoner::zones_into`] has run.
    pub(super) fn apart(&self) -> impl Iterator<Item = (usize, Look, ZoneSpan)> {
        let line = |i: usize| self.lines.get(i).map(|line| (i, line.look, line.told()));
        self.apart.iter().filter_map(move |&i| line(i as usize))
    }

    /// Looks at every line.
    fn read(&mut self, text: &Tokens, mut marks: &[Mark]) {
        let bytes = text.as_bytes();
        let year = |token: &&Token| token.class == Class::Digits && token.span.len() == 4;
        let years = text.noted().filter(year).map(|token| token.span.start() as usize);
        let pictures = text.noted().filter(|token| token.note & PICTURE != 0).map(|token| token.span.start() as usize);
        let mut rare = Passing::new(memchr2_iter(b'\t', b'{', bytes), pictures, years);
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
        // The first paragraph may be but the last line of one.
        rewrap(text, &mut head[..last.min(first + 1)]);
        rewrap(text, tail);
    }

    /// Knows the site's footer where it is as long as a paragraph: the last one, which names an office and how to reach it;
    /// and slogans over all: `TOÀN DÂN THI ĐUA TRỒNG RỪNG!`
    fn footers(&mut self, text: &Tokens) {
        /// So many lines a footer has at most, and a banner.
        const LINES: usize = 4;
        for line in self.lines.iter_mut().take(LINES) {
            if text.as_bytes()[line.span.end() as usize - 1] == b'!' && upper(text, text.within(line.span)) {
                line.look = Look::Edge;
            }
        }
        for _ in 0..LINES {
            let last = self.lines.iter_mut().rfind(|line| line.look == Look::Prose);
            let Some(line) = last.filter(|line| footer(text, line.span)) else { return };
            line.look = Look::Edge;
        }
    }

    /// The first and the last paragraph.
    fn article(&self) -> Option<(usize, usize)> {
        let first = self.lines.iter().position(|line| line.look == Look::Prose)?;
        let last = self.lines.iter().rposition(|line| line.look == Look::Prose)?;
        Some((first, last))
    }

    /// The first and the last line that is text on a page without paragraphs: captions, rows of a table, short sentences.
    fn lesser(&self, text: &Tokens) -> Option<(usize, usize)> {
        let speaks = |line: &Line| match line.look {
            Look::Caption | Look::Row => true,
            Look::Plain => ends_sentence(&text[line.span]),
            _ => false,
        };
        // What a title belongs to may end with a colon, above all.
        let over = self.lines.first().is_some_and(|line| line.look == Look::Plain && text[line.span].ends_with(':'));
        let from = usize::from(over);
        let first = from + self.lines[from..].iter().position(speaks)?;
        let last = self.lines.iter().rposition(speaks)?;
        Some((first, last))
    }

    /// What the lines beside it tell of a line, wherever it stands.
    /// Whether a letterhead is among them, and whether a document's place and date.
    fn beside(&mut self, text: &Tokens) -> (bool, bool) {
        let (mut groups, mut numbers, mut labels, mut recipients) = (false, 0, 0, false);
        let (mut headed, mut dated) = (false, false);
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
                Look::Dateline => dated = true,
                Look::Group => {
                    groups = true;
                    if beside_counter(&self.lines, i) {
                        self.lines[i].zone = Zone::Furniture;
                    }
                }
                Look::Name if self.signs(i) => self.lines[i].zone = Zone::Signature,
                Look::Number if numbers >= PAGER => pager(text, &mut self.lines[i + 1 - numbers..=i]),
                // What a database says of a document stands together.
                Look::Label(_) if labels >= TOGETHER => {
                    self.lines[i + 1 - TOGETHER..=i].iter_mut().for_each(|line| line.zone = Zone::Meta);
                }
                _ => {}
            }
        }
        if groups {
            draw_groups(&mut self.lines);
        }
        tallies(text, &mut self.lines);
        (headed, dated)
    }

    /// Whether a name signs: it follows a paragraph, and no paragraph follows it.
    fn signs(&self, i: usize) -> bool {
        let before =
            i.checked_sub(1).is_some_and(|i| matches!(self.lines[i].look, Look::Prose | Look::Signature | Look::Plain));
        before && self.lines.get(i + 1).is_none_or(|next| next.look != Look::Prose)
    }

    /// The head of a document below the page's first paragraph, which speaks of it: a letterhead, or place and date by the
    /// document's number, over a paragraph.
    fn attached(&mut self, text: &Tokens, first: usize) {
        let (above, lines) = self.lines.split_at(first);
        let place = |look: Look| lines.iter().position(|line| line.look == look).map(|at| above.len() + at);
        let Some(at) = place(Look::Letterhead).or_else(|| place(Look::Dateline)) else { return };
        let prose = |line: &Line| line.look == Look::Prose;
        let from = self.lines[..at].iter().rposition(prose).map_or(0, |i| i + 1);
        let below = self.lines[at..].iter().position(prose);
        let numbered = |line: &Line| {
            let number = text[line.span].strip_prefix("Số").map(|rest| rest.trim_start_matches([':', ' ']));
            number.is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
        };
        let until = below.map_or(self.lines.len(), |i| at + i);
        if self.lines[at].look == Look::Letterhead || below.is_some() && self.lines[from..=at].iter().any(numbered) {
            document(text, &mut self.lines[from..until], false);
        }
    }

    /// The lines of the article: captions, the date under a title that ends like a sentence. Documents, with a letterhead,
    /// have no pictures.
    fn middle(&mut self, text: &Tokens, (first, last): (usize, usize), title: Option<usize>, headed: bool) {
        if first < last {
            let undated = |line: &Line| !matches!(line.look, Look::Date | Look::Label(Field::Date));
            // Some papers put the author and the date below the lead; a table's dates have no time of day.
            let timed = |line: &Line| line.look == Look::Date && text[line.span].contains(':');
            let (above, rest) = self.lines.split_at_mut(first + 1);
            let undated = || above[..first].iter().all(undated);
            match rest {
                [name, date, ..] if timed(date) && is_author(text, name) && undated() => {
                    (name.look, name.zone, date.zone) = (Look::Name, Zone::Signature, Zone::Meta);
                }
                [below, ..]
                    if matches!(below.look, Look::Date | Look::Label(_))
                        && below.zone == Zone::Body
                        && (title == Some(first) || timed(below) && undated()) =>
                {
                    below.zone = Zone::Meta;
                }
                _ => {}
            }
        }
        // Between the title and the lead, but for the subtitle.
        for i in title.map_or(0, |title| title + 1)..first {
            let line = &self.lines[i];
            let beside = self.lines.get(i + 1).into_iter().chain(i.checked_sub(1).map(|i| &self.lines[i]));
            if line.look == Look::Plain && line.zone == Zone::Body && under_picture(text, line, beside) {
                self.lines[i].zone = Zone::Caption;
            }
        }
        for i in first..=last {
            let (line, above) = (&self.lines[i], i.checked_sub(1).map(|i| &self.lines[i]));
            let look = above.map_or(Look::Plain, |above| above.look);
            let caption = match line.look {
                Look::Plain
                    if look != Look::Plain
                        && (picture_file(text, line.span)
                            || title.is_some_and(|title| unaccented(text, self.lines[title].span, line.span))) =>
                {
                    (self.lines[i].look, self.lines[i].zone) = (Look::Image, Zone::Furniture);
                    continue;
                }
                Look::Plain => {
                    let below = self.lines.get(i + 1);
                    let paragraph = |below: &Line| matches!(below.look, Look::Prose | Look::Caption);
                    line.span.len() >= 24 && captions(text, above, line, below)
                        || (12..24).contains(&line.span.len()) && twins(text, above, line, below)
                        || look == Look::Image
                        || look == Look::Caption && above.is_some_and(|above| counts_pictures(&text[above.span]))
                        || look == Look::Prose && below.is_some_and(paragraph) && pictured(text, line, headed)
                        || !headed && above.is_some_and(|above| between_pieces(text, above, line, below))
                }
                Look::Prose if line.span.len() as usize <= LONGEST => {
                    let twin = |other: &Line| i > first && same(text, line, other) && adjoin(text, line, other);
                    look == Look::Image || above.is_some_and(twin) || self.lines.get(i + 1).is_some_and(twin)
                }
                _ => false,
            };
            if caption && line.zone == Zone::Body && Some(i) != title {
                self.lines[i].zone = Zone::Caption;
            }
        }
    }
}

/// Whether a paragraph is a site's footer: it says of a press licence, an office, an address what articles do not together.
fn footer(text: &Tokens, line: Span) -> bool {
    const SAID: [&str; 9] =
        ["/GP-", "iấy phép", "©", "ản quyền", "hịu trách nhiệm", "ổng biên tập", "ổng Biên tập", "iện thoại", "mail:"];
    let words = &text[line];
    // Few last paragraphs have any of these.
    let reached = || {
        memchr(b'@', words.as_bytes()).is_some()
            || [&b"GP-"[..], "©".as_bytes()].iter().any(|said| memmem::find(words.as_bytes(), said).is_some())
    };
    words.len() <= 1200 && reached() && SAID.iter().filter(|said| words.contains(*said)).take(3).count() == 3
}

/// Paragraphs among lines that have none: see [`Zoner::rewrap`].
fn rewrap(text: &Tokens, lines: &mut [Line]) {
    let mut start = 0;
    for i in 0..lines.len() {
        let plain = |line: &Line| line.look == Look::Plain;
        // The last piece may end and be long enough to be a paragraph by itself; right under one line, that is a title's.
        let ends = || lines[i].look == Look::Prose && start + 2 <= i;
        let goes_on = |above: &Line| {
            let between = || text[Span::new(above.span.end(), lines[i].span.start())].bytes();
            plain(above)
                && (plain(&lines[i]) || ends())
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

/// So many labels, line by line, speak of a document wherever they stand.
const TOGETHER: usize = 3;

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
        zoner.lines.iter().map(|line| line.look).collect()
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
    fn what_is_said_twice_is_said_of_a_picture_where_no_blank_line_stands_between() {
        let prose = "Sáng nay, huyện họp bàn việc trồng rừng và giao chỉ tiêu cho từng xã, từng thôn theo kế hoạch.";
        let twin = "Hội Cựu chiến binh huyện trao giải cho các tác giả đạt thành tích cao trong cuộc thi tìm hiểu.";
        let middle = |page: String| zones(&page, &[])[1..3].to_vec();
        assert_eq!(middle(format!("{prose}\n{twin}\n{twin}\n{prose}")), [Zone::Caption; 2]);
        assert_eq!(middle(format!("{prose}\n\n{twin}\n\n{twin}\n\n{prose}")), [Zone::Body; 2]);
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
        let lines = "Hội nghị bàn việc trồng rừng\nHội nghị bàn việc trồng lúa\n".repeat(1 << 14);
        let page = format!("{title}\n{lines}{}.", "một câu dài ".repeat(10));
        let mark = Mark { span: Span::of(0, title.len()), markup: Markup::Title };
        let zones = zones(&page, &[mark]);
        assert_eq!((zones.len(), zones[0], zones[1]), ((1 << 15) + 2, Zone::Title, Zone::Body));
    }
}
