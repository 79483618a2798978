//! The head of a document: its letterhead, and its matter in capitals.

use memchr::memchr;

use super::line::{Line, numbered};
use crate::page::line::{Look, heads_cell, is_authority, upper};
use crate::page::{Zone, day};
use crate::registry::doc_type::DocType;
use crate::text::token::Class;
use crate::text::tokens::Tokens;

/// The longest piece of a broken letterhead, in bytes, and how many lines a letterhead has at most.
const PIECE: u32 = 24;
const PIECES: usize = 16;

/// The head of a document: the issuing body over the national title, then the type in capitals and the matter. `lines` are
/// those before a paragraph, at the page's top (`opens`) or further down. `false` where no document begins there.
pub(super) fn document(text: &Tokens, lines: &mut [Line], opens: bool) -> bool {
    let Some(first) = lines.iter().position(|line| heads(text, line)) else { return false };
    broken_dateline(text, &mut lines[first..]);
    let last = lines.iter().rposition(|line| heads(text, line)).unwrap_or(first);
    // Above it the issuing body, in capitals.
    let titled = |line: &Line| {
        DocType::at(text, line.span.start() as usize).is_some() && text[line.span].bytes().any(|b| b.is_ascii_digit())
    };
    let issuer = |line: &Line| match line.look {
        Look::Plain if titled(line) => false,
        Look::Plain => {
            let words = &text[line.span];
            capitals(text, line) || numbers(text, line) || about(words) || words.starts_with('|')
        }
        look => look == Look::Ruler,
    };
    let top = lines[..first].iter().rposition(|line| !issuer(line)).map_or(0, |i| i + 1);
    let (above, lines) = lines.split_at_mut(top);
    if opens {
        database(text, above);
    }
    letterhead(text, lines, first - top, last - top);
    matter(text, lines, last - top);
    true
}

/// A document whose letterhead the page left out: its type, and its matter in capitals on the next lines; in small letters
/// where both open the page and its grounds follow (`grounded`). `false` where none begins there.
pub(super) fn untitled(text: &Tokens, lines: &mut [Line], grounded: bool) -> bool {
    let heads = |line: &Line| plain(line) && !is_authority(text, line.span) && !line.heading(text);
    let typed =
        |pair: &[Line]| pair[0].typed(text) && heads(&pair[1]) && capitals(text, &pair[1]) && !pair[1].typed(text);
    let top = |pair: &[Line]| pair[0].typed(text) && heads(&pair[1]) && pair[1].titular(text);
    let opens = || lines.get(..2).filter(|pair| grounded && top(pair)).map(|_| 0);
    let first = lines.windows(2).position(typed).or_else(opens);
    let Some(first) = first else { return false };
    let (above, lines) = lines.split_at_mut(first);
    if !above.iter().all(|line| line.look != Look::Plain || line.span.len() <= 60) {
        return false;
    }
    broken_dateline(text, above);
    database(text, above);
    entitle(text, lines, 0);
    true
}

fn plain(line: &Line) -> bool {
    line.look == Look::Plain
}

fn capitals(text: &Tokens, line: &Line) -> bool {
    upper(text, text.within(line.span))
}

/// Whether a line is of a letterhead: the national title, place and date, or cells with them.
fn heads(text: &Tokens, line: &Line) -> bool {
    let cells = || plain(line) && memchr(b'|', text[line.span].as_bytes()).is_some() && heads_cell(text, line.span);
    matches!(line.look, Look::Letterhead | Look::Dateline) || cells()
}

/// What stands above the document's own head: the title that a law database gives it, and its menus.
fn database(text: &Tokens, lines: &mut [Line]) {
    let named = |line: &Line| line.look == Look::Plain && line.titular(text) && names(&text[line.span]);
    let number = |line: &Line| text[line.span].bytes().any(|byte| byte.is_ascii_digit());
    let typed = |line: &&Line| named(line) && (number(line) || DocType::at(text, line.span.start() as usize).is_some());
    let title = lines.iter().find(typed).or_else(|| lines.iter().find(|line| named(line))).map(|line| line.span);
    for line in lines.iter_mut().filter(|line| line.zone == Zone::Body) {
        line.zone = match line.look {
            Look::Edge | Look::EdgeOpener => Zone::Furniture,
            Look::Date | Look::Label(_) => Zone::Meta,
            Look::Plain if title.is_some_and(|title| text[title] == text[line.span]) => Zone::Title,
            // The site's own number of it.
            Look::Plain if text[line.span].bytes().all(|byte| byte.is_ascii_digit()) => Zone::Furniture,
            Look::Plain if capitals(text, line) || numbers(text, line) => Zone::Meta,
            // `Quyết định 119/QĐ-UBND`; menus have no numbers.
            Look::Plain if line.span.len() <= 60 && names(&text[line.span]) => Zone::Meta,
            Look::Plain if line.span.len() <= 60 => Zone::Furniture,
            _ => line.zone,
        };
    }
}

/// The lines of a letterhead from its first national title or date to its last, what stands over them, and numbers below.
fn letterhead(text: &Tokens, lines: &mut [Line], first: usize, last: usize) {
    for line in lines[..=last].iter_mut().filter(|line| plain(line)) {
        if capitals(text, line) || text[line.span].ends_with(['-', '–']) || heads(text, line) {
            line.zone = Zone::Meta;
        }
    }
    // Pieces of what a narrow cell broke: `Số:`, `418/QĐ-UBND`, `Hà`, `Nội, ngày 14 tháng 7 năm 2015`.
    for line in lines[first..=last].iter_mut().filter(|line| plain(line) && line.span.len() <= PIECE) {
        line.zone = Zone::Meta;
    }
    let mut awaited = false;
    for line in lines.iter_mut().filter(|line| plain(line)) {
        let words = &text[line.span];
        let number = awaited && line.span.len() <= PIECE && words.bytes().any(|byte| byte.is_ascii_digit());
        awaited = numbers(text, line) && words.ends_with([':', 'ố']);
        if number || numbers(text, line) {
            line.zone = Zone::Meta;
        }
    }
}

/// The matter of a document whose letterhead's last line is `last`: the lines in capitals below it.
fn matter(text: &Tokens, lines: &mut [Line], last: usize) {
    let opens = |line: &Line| plain(line) && line.zone == Zone::Body && capitals(text, line);
    let named = lines[last + 1..].iter().position(opens).map(|i| last + 1 + i);
    let Some(named) = named.filter(|&named| !is_authority(text, lines[named].span)) else {
        // A letter has its matter by the number (`V/v góp ý dự thảo`), down to whom it goes to or to the date.
        let matter = |line: &Line| plain(line) && about(&text[line.span]);
        let Some(at) = lines.iter().position(matter) else { return };
        let goes_on = lines[at + 1..].iter().take_while(|line| plain(line) && line.zone == Zone::Body).count();
        let below = lines.get(at + 1 + goes_on);
        let whole = below.is_some_and(|line| matches!(line.look, Look::Recipients | Look::Dateline | Look::Letterhead));
        let until = if whole && goes_on <= 3 { at + goes_on } else { at };
        lines[at..=until].iter_mut().for_each(|line| line.zone = Zone::Title);
        return;
    };
    // Matter in capitals ends with them; who issues the document may stand between: `CỦA THỦ TƯỚNG`.
    // Between them place and date, which may be broken: `Sông Lam, ngày`, `14 tháng 12 năm 2024`.
    for line in lines[last + 1..named].iter_mut().filter(|_| named <= last + 8) {
        if matches!(line.look, Look::Plain | Look::Date | Look::Number) && line.span.len() <= 60 {
            line.zone = Zone::Meta;
        }
    }
    entitle(text, lines, named);
}

/// The title from the line `named` on, which is the document's type, or what it is about.
fn entitle(text: &Tokens, lines: &mut [Line], named: usize) {
    let shouted = lines.get(named + 1).is_some_and(|line| capitals(text, line) && !text[line.span].starts_with("CỦA "));
    for i in named..lines.len() {
        let line = &lines[i];
        let words = &text[line.span];
        // A list in capitals goes on: `… CÁC SỞ,`, `BAN, NGÀNH …`; so does what small letters follow.
        let lists = || {
            let next = lines.get(i + 1).filter(|next| plain(next));
            let small = |next: &Line| text[next.span].starts_with(char::is_lowercase);
            next.is_some_and(|next| capitals(text, line) && capitals(text, next) || small(next))
        };
        let ends = !plain(line)
            || words.ends_with([':', '.'])
            || words.starts_with('(')
            || numbered(words)
            || words.ends_with([',', ';']) && !lists();
        let other = || {
            (shouted || i >= named + 4) && !capitals(text, line) && !figures(text, line)
                || issues(text, &lines[i - 1], line)
        };
        if ends || i > named && other() {
            break;
        }
        lines[i].zone = Zone::Title;
    }
}

/// `2016 - 2020`: a line that goes on as the one before does.
fn figures(text: &Tokens, line: &Line) -> bool {
    let tokens = text.within(line.span);
    tokens.iter().any(|t| t.class == Class::Digits) && !tokens.iter().any(|t| t.class == Class::Word)
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
    capitals(text, line) && is_authority(text, line.span) && !above.open(text)
}

/// Whether a short line holds a document's number: `Số: 418/QĐ-UBND`, `Luật số: 45/2013/QH13`.
fn numbers(text: &Tokens, line: &Line) -> bool {
    let words = &text[line.span];
    let named = |(head, number): (&str, &str)| {
        let number = number.trim_start();
        head.ends_with("số") && number.starts_with(|c: char| c.is_ascii_digit()) && !number.contains(' ')
    };
    line.span.len() <= 60 && (words.starts_with("Số") || words.rsplit_once(':').is_some_and(named))
}

/// Whether a line above a letterhead names the document: it has its number or is too long for a site's name.
fn names(words: &str) -> bool {
    !words.ends_with([':', '?']) && (words.len() >= 40 || words.bytes().any(|byte| byte.is_ascii_digit()))
}

/// Whether a line says what a document is about: `V/v …`, `Về …`.
pub(super) fn about(words: &str) -> bool {
    ["V/v", "V/V", "v/v", "Về ", "VỀ "].iter().any(|open| words.starts_with(open))
}
