//! The lines before the first paragraph: menus, the title, the date.

use super::caption::same;
use super::document::{about, document, untitled};
use super::line::{Line, address, aside, numbered};
use crate::page::line::{
    Field, GROUNDS, LONGEST, Look, ends_sentence, is_byline, is_name, opens_name, opens_office, scene, shows, upper,
};
use crate::page::{Zone, day};
use crate::registry::doc_type::DocType;
use crate::text::token::{Case, Class};
use crate::text::tokens::Tokens;

/// The longest title, in bytes, that is looked for in other lines: so many pieces of it take no longer than they should.
pub(in crate::page) const TITLE: u32 = 1 << 10;

/// The lines before the first paragraph: menus, the title, what the page says of itself. Returns the title's line.
pub(super) fn head(text: &Tokens, lines: &mut [Line], first: usize) -> Option<usize> {
    let opens = |line: &Line| GROUNDS.iter().any(|open| text[line.span].starts_with(open));
    let grounded = lines.get(first).is_some_and(opens);
    if document(text, &mut lines[..first], true) || untitled(text, &mut lines[..first], grounded) {
        // Matter may be as long as a paragraph: in capitals, or right under the type and without a sentence's end.
        if let Some([.., above, line]) = lines.get_mut(..=first) {
            let words = &text[line.span];
            let under_type =
                || above.typed(text) && !grounded && !ends_sentence(words) && !words.ends_with([';', ',', ':']);
            if above.zone == Zone::Title && (upper(text, text.within(line.span)) || under_type()) {
                line.zone = Zone::Title;
            }
        }
        return None;
    }
    let head = Head::read(text, lines, first);
    head.tell(text, lines);
    if let Some(title) = head.title.filter(|&title| lines[title].span.len() <= TITLE) {
        head.tell_again(text, lines, title);
    }
    head.title
}

/// The lines before the first paragraph that the others are told by.
struct Head {
    /// The first paragraph.
    first: usize,
    /// The article's date.
    dated: Option<usize>,
    title: Option<usize>,
}

fn is_menu(line: &Line) -> bool {
    matches!(line.look, Look::Edge | Look::Furniture | Look::Image | Look::EdgeOpener | Look::Opener)
}

impl Head {
    fn read(text: &Tokens, lines: &[Line], first: usize) -> Head {
        let titular = |line: &Line| line.titular(text);
        let dated = article_date(text, &lines[..first]);
        // What the reader can do with the article may stand below its title: `Xem với cỡ chữ`.
        let above = lines[..first].iter().rposition(|line| !is_menu(line)).map_or(0, |i| i + 1);
        let until = dated.filter(|&dated| lines[..dated].iter().any(titular)).unwrap_or(above);
        let after_menu = lines[..until].iter().rposition(is_menu).map_or(0, |i| i + 1);
        // The line right above a date is the title; without a date it is the first one after the menus.
        let above =
            dated.and_then(|dated| lines[..dated].iter().rposition(|line| titular(line) && !credits(text, line)));
        let above = twin(text, &lines[..first]).or(above);
        let told = lines[..first].iter().position(|line| line.look == Look::Title);
        let begins = |i: usize| i == 0 || lines[i - 1].look != Look::Plain || !lines[i - 1].open(text);
        // No title stands below text that the page broke into lines, nor begins it: small letters on two lines.
        let broken = |line: &Line| line.look == Look::Plain && line.span.len() >= 40 && goes_on(text, line);
        let body = lines[..until].iter().position(broken).unwrap_or(until);
        let opens = |i: usize| goes_on(text, &lines[i]) && lines.get(i + 1).is_some_and(|line| goes_on(text, line));
        let fits =
            |&i: &usize| i <= body && titular(&lines[i]) && begins(i) && !opens(i) && !scene(text, lines[i].span);
        let early = (0..after_menu.min(until)).find(fits).filter(|&early| stands_over(text, &lines[early..until]));
        let title = told.or(above).or(early).or_else(|| (after_menu..until).chain(0..after_menu).find(fits));
        let title = title.or_else(|| sentence_title(text, lines, first)).or_else(|| database_title(text, lines, first));
        let title = title.map(|title| below_name(text, &lines[..first], title).unwrap_or(title));
        Head { first, dated, title }
    }

    /// Tells what each line is, up to the title or the first paragraph.
    fn tell(&self, text: &Tokens, lines: &mut [Line]) {
        let Head { first, dated, title } = *self;
        let menus = lines[..title.unwrap_or(first)].iter().filter(|line| is_menu(line)).count();
        let named = title.map_or("", |title| &text[lines[title].span]);
        // Whether the title or the date stands above, with but counters between.
        let mut near = false;
        for (i, line) in lines[..first.max(title.map_or(0, |t| t + 1))].iter_mut().enumerate() {
            let words = &text[line.span];
            let zoom = near && words == "100%";
            // `A` makes letters larger.
            let tally = near && (line.look == Look::Number || tallied(words) || words.len() == 1);
            near = [title, dated].contains(&Some(i))
                || line.look == Look::Date
                || near && (is_menu(line) || line.look == Look::Counter || tally);
            let over = title == Some(i + 1);
            let author = title.is_some_and(|title| title < i) && is_author(text, line);
            line.zone = match line.look {
                _ if Some(i) == title => Zone::Title,
                Look::Edge | Look::EdgeOpener => Zone::Furniture,
                Look::Date | Look::Label(_) => Zone::Meta,
                // Short lines over the title are the site's name, the section, menus; not `Chương II`, `BÁO CÁO`.
                Look::Plain if title.is_some_and(|title| i < title) && (banner(text, line) || aside(words)) => {
                    Zone::Furniture
                }
                Look::Plain if address(words) => Zone::Furniture,
                Look::Plain if over && (words.ends_with(named) || i == 0 && words.ends_with(':')) => Zone::Furniture,
                // A document's number, over the title that opens with it or is of an article on it.
                Look::Plain if over && (named.starts_with(words) || bare_number(text, line)) => Zone::Meta,
                Look::Plain if zoom => Zone::Furniture,
                Look::Number | Look::Plain if tally => Zone::Furniture,
                Look::Plain if dated.is_some_and(|dated| dated + 1 == i) && is_byline(text, line.span) => Zone::Meta,
                Look::Plain | Look::Name if author => {
                    line.look = Look::Name;
                    Zone::Signature
                }
                Look::Plain
                    if menus >= 3 && title.is_none_or(|t| i < t) && line.span.len() <= 60 && !numbered(words) =>
                {
                    Zone::Furniture
                }
                _ => line.zone,
            };
        }
    }

    /// A title that is printed twice, or again in pieces; and what the page's machinery left around it.
    fn tell_again(&self, text: &Tokens, lines: &mut [Line], title: usize) {
        let Head { first, dated, .. } = *self;
        let words = &text[lines[title].span];
        for line in lines.iter_mut().take(first).skip(title + 1).filter(|line| line.zone == Zone::Body) {
            if again(words, &text[line.span]) {
                line.zone = Zone::Title;
            }
        }
        // Printed pages have it in the article too.
        let whole = |line: &Line| line.span.len() as usize == words.len() && text[line.span] == *words;
        for line in lines.iter_mut().filter(|line| whole(line) && line.zone == Zone::Body) {
            line.zone = Zone::Title;
        }
        // Before a title, and between two, a line of one word is what the page's machinery left.
        let end = lines[..first].iter().rposition(|line| line.zone == Zone::Title).unwrap_or(title);
        let between = lines[title..dated.unwrap_or(title).max(title)].iter_mut();
        between.filter(|line| line.look == Look::Number).for_each(|line| line.zone = Zone::Furniture);
        let left = |line: &&mut Line| line.zone == Zone::Body && slug(&text[line.span]);
        lines[..end].iter_mut().filter(left).for_each(|line| line.zone = Zone::Furniture);
    }
}

/// The article's date: the first one, unless that is the site's calendar, which stands above all: the article's stands
/// below its title.
fn article_date(text: &Tokens, lines: &[Line]) -> Option<usize> {
    let dated = |line: &Line| matches!(line.look, Look::Date | Look::Label(_));
    let calendar = |line: &Line| line.look == Look::Date && day::calendar(text, line.span);
    let first = lines.iter().position(dated)?;
    // Above all stands today's, where a label below the title says the article's.
    let labelled = |line: &Line| line.look == Look::Label(Field::Date);
    if lines[first].look == Look::Date && !lines[..first].iter().any(|line| line.titular(text)) {
        let below = lines.iter().position(labelled).filter(|&at| lines[..at].iter().any(|line| line.titular(text)));
        if below.is_some() {
            return below;
        }
    }
    if calendar(&lines[first]) && lines[first..].iter().any(|line| line.titular(text)) {
        return lines.iter().position(|line| dated(line) && !calendar(line));
    }
    Some(first)
}

/// Whether the first line is the title, though what the reader can do with it and other short lines stand below: it has eight
/// words or more and stands there again, or all other lines have fewer.
fn stands_over(text: &Tokens, lines: &[Line]) -> bool {
    let Some((title, below)) = lines.split_first() else { return false };
    let words = |line: &Line| text[line.span].split_whitespace().take(8).count();
    let again = |line: &Line| same(text, line, title);
    words(title) == 8
        && !upper(text, text.within(title.span))
        && (below.iter().any(again) || below.iter().all(|line| line.look != Look::Plain || words(line) < 8))
}

/// The title that stands twice, line below line: of eight words or more.
fn twin(text: &Tokens, lines: &[Line]) -> Option<usize> {
    let long = |line: &Line| {
        let words = &text[line.span];
        line.titular(text) && !words.ends_with('.') && words.split_whitespace().take(8).count() == 8
    };
    lines.windows(2).position(|pair| same(text, &pair[0], &pair[1]) && long(&pair[0]))
}

/// The title below a line that was taken for it but names the site, an office, a section or a document: with but furniture
/// and the date between, longer, and where only a section is named the last line of words before the first paragraph.
fn below_name(text: &Tokens, lines: &[Line], title: usize) -> Option<usize> {
    let calendar = |line: &Line| line.look == Look::Date && day::calendar(text, line.span);
    let between = |line: &Line| {
        is_menu(line) || matches!(line.look, Look::Date | Look::Label(Field::Date)) || aside(&text[line.span])
    };
    let (name, rest) = lines.get(title..)?.split_first().filter(|(name, _)| name.look == Look::Plain)?;
    let apart = rest.iter().position(|line| !between(line))?;
    let (below, rest) = rest[apart..].split_first()?;
    let last = || rest.iter().all(|line| line.look != Look::Plain || line.span.len() <= 8);
    // The way to the page ends with its title: `Home Tin tức Huyện sơ kết`, `Huyện sơ kết`.
    let leads = || name.span.len() > below.span.len() && text[name.span].ends_with(&text[below.span]);
    // So many words the title must have.
    let least = if apart == 0 && leads() {
        0
    } else if apart > 0 {
        // Right below it a title goes on: `HỘI NGHỊ TỔNG KẾT`, `Mười năm xây dựng …`.
        let office = || masthead(text, name) && !upper(text, text.within(below.span));
        let site = || lines[..=title + apart].iter().any(calendar) && name.names_section(text);
        if office() {
            8
        } else if site() {
            6
        } else {
            return None;
        }
    } else if !last() {
        return None;
    } else if name.names_section(text) {
        10
    } else if bare_number(text, name) && !about(&text[below.span]) {
        6
    } else {
        return None;
    };
    (below.titular(text) && text[below.span].split_whitespace().take(least).count() == least)
        .then_some(title + 1 + apart)
}

/// Whether a line names an office, in capitals: `TRƯỜNG CHÍNH TRỊ TỈNH`.
fn masthead(text: &Tokens, line: &Line) -> bool {
    let tokens = text.within(line.span);
    let typed = || DocType::at(text, line.span.start() as usize).is_some();
    line.look == Look::Plain && tokens.len() <= 8 && opens_office(text, tokens) && upper(text, tokens) && !typed()
}

/// Whether a line is a document's type and number and no more, as articles are tagged: `Chỉ thị số 47-CT/TW`.
fn bare_number(text: &Tokens, line: &Line) -> bool {
    let last = text[line.span].rsplit(' ').next().unwrap_or_default();
    line.span.len() <= 48
        && last.contains('/')
        && last.starts_with(|c: char| c.is_ascii_digit())
        && DocType::at(text, line.span.start() as usize).is_some()
}

/// A title that ends like a sentence: the first line of all, before a longer paragraph or a document's letterhead.
fn sentence_title(text: &Tokens, lines: &[Line], first: usize) -> Option<usize> {
    // Between them a picture and its words may stand.
    let picture = |line: &&Line| match line.look {
        Look::Plain => shows(text, line.span),
        look => matches!(look, Look::Image | Look::Caption),
    };
    let (line, below) = (lines.get(first)?, lines.get(first + 1..)?);
    let next = below.iter().take(3).find(|line| !picture(line))?;
    let alone = lines[..first].iter().all(|line| line.look != Look::Plain);
    let long = next.look == Look::Prose && next.span.len() >= 2 * line.span.len();
    let letterhead = || {
        let below = lines[first + 1..].iter().take(6).take_while(|line| line.look != Look::Prose);
        below.into_iter().any(|line| line.look == Look::Letterhead)
    };
    (alone && line.span.len() <= 240 && (long || next.typed(text) || letterhead())).then_some(first)
}

/// A law database's title that is as long as a paragraph: it opens with a document's type and number, does not end like a
/// sentence, and but short lines stand above.
fn database_title(text: &Tokens, lines: &[Line], first: usize) -> Option<usize> {
    /// The longest such title, and how far into it its number begins, in bytes.
    const LONG: u32 = 600;
    const NUMBER: usize = 40;
    let line = lines.get(first).filter(|line| (LONGEST as u32..=LONG).contains(&line.span.len()))?;
    let tokens = text.within(line.span);
    let (_, end) = DocType::at(text, tokens.iter().find(|token| token.class == Class::Word)?.span.start() as usize)?;
    let number =
        text[line.span].bytes().take(end - line.span.start() as usize + NUMBER).any(|byte| byte.is_ascii_digit());
    let short = lines[..first].iter().all(|line| line.span.len() <= 60);
    let row = text[line.span].starts_with('|');
    (number && short && !row && !ends_sentence(&text[line.span])).then_some(first)
}

/// Whether a line under the title holds nothing but numbers: how often the page was read, commented, shared (`66 1.1K 0`).
fn tallied(words: &str) -> bool {
    words.len() <= 24
        && words.starts_with(|c: char| c.is_ascii_digit())
        && words.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b' ' | b'.' | b',' | b'K' | b'M'))
}

/// Whether a line under the title or the lead is its author's name: `Trần Thị Minh Hà`, `Thu Hà`.
pub(super) fn is_author(text: &Tokens, line: &Line) -> bool {
    let short = || line.look == Look::Plain && line.span.len() <= 40;
    line.look == Look::Name || short() && is_name(text, text.within(line.span), 2) && !goes_on(text, line)
}

/// Whether a line over the date is who wrote the article for whom: `LÊ VĂN TÂM (báo Sông Lam)`.
fn credits(text: &Tokens, line: &Line) -> bool {
    let tokens = text.within(line.span);
    let name = tokens.iter().take_while(|token| token.class == Class::Word && token.case != Case::Lower).count();
    let digits = || tokens.iter().any(|token| token.class == Class::Digits);
    let bracket = || tokens.get(name).is_some_and(|token| &text[token.span] == "(") && text[line.span].ends_with(')');
    (2..=5).contains(&name) && bracket() && opens_name(text, tokens) && !digits()
}

/// Whether a line over the title may name the site or the section: short, without a number, and no heading of a document.
fn banner(text: &Tokens, line: &Line) -> bool {
    let number = || text[line.span].bytes().any(|byte| byte.is_ascii_digit());
    line.span.len() <= 80 && !number() && !line.heading(text) && !line.typed(text)
}

/// Whether small letters follow, so that the page broke the line.
fn goes_on(text: &Tokens, line: &Line) -> bool {
    text[line.span.end() as usize..].trim_start().starts_with(char::is_lowercase)
}

/// Whether a line is a piece of the title, or the title again, written a little differently at its end.
fn again(title: &str, line: &str) -> bool {
    // A heading of Markdown.
    let line = line.trim_start_matches(['#', ' ']);
    let n = title.len().min(line.len()) * 4 / 5;
    line.len() >= 16 && holds(title, line) || n >= 24 && title.as_bytes()[..n] == line.as_bytes()[..n]
}

/// Whether a title holds a line. Short as titles are, eight bytes compared at each place take less than a searcher's making.
fn holds(title: &str, line: &str) -> bool {
    let (title, line) = (title.as_bytes(), line.as_bytes());
    let Some(first) = line.first_chunk::<8>() else { return false };
    let mut places = title.windows(8).enumerate().filter(|(_, piece)| piece == first);
    places.any(|(at, _)| title[at..].starts_with(line))
}

/// Whether a line has no space within: before the title, what a page's machinery left (`/chinhtri/`, `900168`).
fn slug(words: &str) -> bool {
    let words = words.trim_start_matches(['•', ' ']);
    words.len() <= 80 && !words.contains(char::is_whitespace) && !numbered(words)
}
