//! [`Line`]: a line of a page, what it looks like and what it is for; and what is asked of one line alone.

use memchr::memchr3;

use crate::Span;
use crate::page::line::{GROUNDS, Look, is_authority, trail, upper};
use crate::page::{Zone, ZoneSpan};
use crate::registry::doc_type::DocType;
use crate::text::set::words;
use crate::text::token::{Class, Token};
use crate::text::tokens::Tokens;

#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    pub(super) span: Span,
    pub(super) look: Look,
    pub(super) zone: Zone,
    /// Stripped markup before it: a line of nothing but spaces, or an indent of three.
    pub(super) trace: bool,
}

impl Line {
    /// What it is for.
    #[inline]
    pub(super) fn told(&self) -> ZoneSpan {
        ZoneSpan { span: self.span, zone: self.zone }
    }

    /// Whether it may be a title: some words, no sentence, no label.
    pub(super) fn titular(&self, text: &Tokens) -> bool {
        let words = &text[self.span];
        matches!(self.look, Look::Plain)
            && !numbered(words)
            && !words.starts_with(|c: char| c.is_lowercase() || matches!(c, '-' | '–' | '+' | '•'))
            && !GROUNDS.iter().any(|open| words.strip_prefix(open).is_some_and(|rest| rest.starts_with(' ')))
            && !words.ends_with([';', ',', ':'])
            && words.len() >= 16
            && words.split_whitespace().take(4).count() == 4
            && !address(words)
            && !aside(words)
            && !(words.starts_with('(') && words.find(')').is_none_or(|at| at + 1 == words.len()))
            && !self.open(text)
            // `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH`; not `BỘ TRƯỞNG BỘ Y TẾ: …`.
            && !(words.len() <= 120
                && !words.contains(':')
                && upper(text, text.within(self.span))
                && is_authority(text, self.span))
    }

    /// Whether its last word leaves it open, so that the page broke the line there.
    pub(super) fn open(&self, text: &Tokens) -> bool {
        let open = |token: &Token| {
            token.one_of(words!["của", "do", "và", "với", "tại", "về", "cho", "các", "là", "trong", "theo"])
                || token.one_of(words!["số"]) && number_follows(&text[token.span.end() as usize..])
        };
        // `di cư tự do`, `lý do`
        let whole = |tokens: &[Token]| matches!(tokens, [.., a, _] if a.one_of(words!["tự", "lý", "lí"]));
        let tokens = text.within(self.span);
        tokens.last().is_some_and(open) && !whole(tokens) || self.date_goes_on(text)
    }

    /// Whether it ends within a date: `Sông Lam, ngày`, `Sông Lam, ngày 09`; titles end with months and with how long:
    /// `… tháng 6`, `… 5 năm`, `… trong ngày`.
    pub(super) fn date_goes_on(&self, text: &Tokens) -> bool {
        let number = |token: &Token| token.class == Class::Digits;
        let day = |token: &Token| token.one_of(words!["ngày"]);
        let month = |token: &Token| token.one_of(words!["tháng"]);
        match text.within(self.span) {
            [.., a, last] if day(last) => {
                let long = words!["trong", "mỗi", "hằng", "hàng", "ban", "cả", "nhiều", "những", "từng", "một"];
                !number(a) && !a.one_of(long)
            }
            [.., a, last] if number(last) && day(a) => true,
            [.., a, b, last] if month(last) => number(b) && day(a),
            [.., a, b, c, last] if number(last) => month(c) && number(b) && day(a),
            [.., a, b, last] if last.one_of(words!["năm"]) => number(b) && month(a),
            _ => false,
        }
    }

    /// Whether it is an item of a list or a heading with a number, as text has them.
    pub(super) fn item(&self, text: &Tokens) -> bool {
        self.listed(text) || numbered(&text[self.span]) || self.heading(text)
    }

    /// Whether it heads a part of a document: `Chương I`, `Điều 5`.
    pub(super) fn heading(&self, text: &Tokens) -> bool {
        let part = |token: &Token| token.one_of(words!["chương", "mục", "điều", "phần", "phụ"]);
        text.within(self.span).first().is_some_and(part)
    }

    /// Whether it heads a section, with a Roman number: `II. TỔ CHỨC THỰC HIỆN`. A name has fewer words: `V. Hà`.
    pub(super) fn section(&self, text: &Tokens) -> bool {
        let words = &text[self.span];
        words.starts_with(['I', 'V', 'X'])
            && numbered(words)
            && text.within(self.span).iter().filter(|token| token.class == Class::Word).count() >= 3
    }

    /// Whether it is a type of document in capitals, and no more: `QUY CHẾ`.
    pub(super) fn typed(&self, text: &Tokens) -> bool {
        // The next line may go on with it: `QUY CHẾ`, `PHỐI HỢP …`.
        let whole = |(_, end): (DocType, usize)| end >= self.span.end() as usize;
        self.span.len() <= LONGEST_TYPE
            && DocType::at(text, self.span.start() as usize).is_some_and(whole)
            && upper(text, text.within(self.span))
    }

    /// Whether it may name the section that a title stands under: `Xây dựng Đảng`.
    pub(super) fn names_section(&self, text: &Tokens) -> bool {
        let tokens = text.within(self.span);
        // `Dự báo - Cảnh báo`
        let joins = |token: &Token| token.class == Class::Word || matches!(&text[token.span], "-" | "–");
        let words = tokens.len() <= 5 && tokens.iter().all(joins);
        words && !upper(text, tokens) && !self.heading(text)
    }

    /// Whether it may be another article's title: of five words or more, no item, no cell, no sentence.
    pub(super) fn entitles(&self, text: &Tokens) -> bool {
        let words = &text[self.span];
        self.look == Look::Plain
            && self.span.len() <= 240
            && words.split(' ').take(5).count() == 5
            && !words.starts_with(|c: char| c.is_lowercase() || c == '(')
            && !words.ends_with(['.', ':', ';', ','])
            && !self.item(text)
            && !upper(text, text.within(self.span))
    }

    /// Whether it is a short item of a list.
    pub(super) fn listed(&self, text: &Tokens) -> bool {
        self.span.len() <= 160 && text[self.span].starts_with(['-', '–', '+'])
    }
}

/// The longest name of a type of document, in bytes.
const LONGEST_TYPE: u32 = 60;

/// Whether a line opens like a heading: `I. …`, `1. …`, `1.2. …`, `A. …`, `a) …`, `II- …`; not with a number or a short
/// form: `1.400 hộ`, `TP. Huế`.
pub(super) fn numbered(words: &str) -> bool {
    let bytes = words.as_bytes();
    let head = bytes.iter().take(5).position(|b| !b.is_ascii_alphanumeric());
    head.is_some_and(|at| {
        let thousands = || bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count() == 3;
        // Other letters before a dash are a name's, several before a stop a word's.
        let counts = || bytes[..at].iter().all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'0'..=b'9'));
        let small = || bytes[..at].iter().all(|byte| matches!(byte, b'i' | b'v' | b'x'));
        let several = || at == 2 && bytes[1].is_ascii_digit() || counts() || small();
        let marked = match bytes[at] {
            b'.' | b')' => (at == 1 || several()) && !thousands(),
            b'-' => bytes.get(at + 1) == Some(&b' ') && counts(),
            _ => false,
        };
        (1..=4).contains(&at) && marked
    })
}

/// Whether a document's number is the next word, on whatever line: `524/QĐ-TTg`; not after `chuyển đổi số`.
fn number_follows(rest: &str) -> bool {
    let word = rest.split_whitespace().next().unwrap_or_default();
    word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(char::is_uppercase)
}

/// Whether a line over the title has nothing to do with it: the way to the page, the menu, the weather, another language.
pub(super) fn aside(words: &str) -> bool {
    // Few lines have any of these.
    let marked = || memchr3(b'>', b'|', "»".as_bytes()[0], words.as_bytes()).is_some();
    words.is_ascii() && words.split(' ').take(5).count() == 5
        || marked() && (weather(words) || trail(words) || menu(words))
}

/// Whether a line has sections side by side: `Kinh tế | Văn hóa | Đời sống`; not where one is as long as a title.
fn menu(words: &str) -> bool {
    words.matches(" | ").take(2).count() == 2
        && words.split(" | ").all(|section| section.split(' ').take(8).count() <= 7)
}

/// Whether a line is a place and how warm it is there: `Huế: 26°C`, `Huế: 26°C Huế`.
fn weather(words: &str) -> bool {
    words.split_once("°C").is_some_and(|(before, after)| {
        let place = before.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | ':'));
        place.len() < before.len() && place.split(' ').count() <= 4 && (after.is_empty() || after.trim() == place)
    })
}

/// Whether a short line holds an e-mail address.
pub(super) fn address(words: &str) -> bool {
    words.len() <= 120 && words.contains('@')
}
