//! Dates of issue (ngày ban hành): the date that a mention carries.

use crate::date::date_at;
use crate::registry::doc_type::DocType;
use crate::registry::known_document::KNOWN;
use crate::registry::law::Law;
use crate::registry::title;
use crate::segment::line_start;
use crate::text::set::words;
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;
use crate::{Date, Span};

use super::issuer::plenum_at;
use super::words::{Word, byte, closes_line, skip, word, year_at};
use super::{Form, Reference};

/// Where the year of a named document stands, inside its core.
pub(super) fn year_span(text: &Tokens, reference: &Reference) -> Option<Span> {
    reference.issued?;
    let core = &text[reference.core];
    let end = core.trim_end_matches(')').len();
    let start = end.checked_sub(4).filter(|&at| core.as_bytes()[at..end].iter().all(u8::is_ascii_digit))?;
    let from = reference.core.start() as usize;
    Some(Span::of(from + start, from + end))
}

/// `ngày 14/7/2015`, `(14/7/2015)`, `ký ngày …`, `năm 2019`, `tháng 4/2010`.
pub(super) fn date_field(
    text: &Tokens,
    at: usize,
    lead: Option<(Word, usize)>,
    comma: bool,
    bracket: bool,
    out: &mut Reference,
) -> Option<usize> {
    let (pos, signed) = match lead {
        Some((Word::SignedOn | Word::Issued, end)) => (skip(text, end), true),
        _ => (at, false),
    };
    // `(05/2007)`, `(2022)`: a month or a year in brackets.
    if bracket {
        if let Some(year) = year_at(text, pos).filter(|_| byte(text, pos + 4) == b')') {
            out.issued = Some(Date::of_year(year));
            out.issued_span = Some(Span::of(pos, pos + 4));
            return Some(pos + 4);
        }
        if let Some((date, end)) = crate::date::month_at(text, pos).filter(|(_, end)| byte(text, *end) == b')') {
            out.issued = Some(date);
            out.issued_span = Some(Span::of(pos, end));
            return Some(end);
        }
    }
    let first = text.token_at(pos)?;
    // `Công văn 278/SGDĐT-VP 2014 về việc …`: a year alone before the title, where the symbol has none.
    let yearless = out.number.is_some_and(|number| number.tail.is_some() && number.year.is_none());
    if yearless && !comma && !bracket && pos == skip(text, out.core.end() as usize) {
        let titled =
            |end| word(text, skip(text, end), Word::About).is_some() || title::opening(text, skip(text, end)).is_some();
        let end = first.span.end() as usize;
        if let Some(year) = year_at(text, pos).filter(|_| titled(end) || heads_line(text, out.core, end)) {
            out.issued = Some(Date::of_year(year));
            out.issued_span = Some(first.span);
            return Some(end);
        }
    }
    let named = first.one_of(words!["ngày", "mùng", "tháng", "năm"]);
    // `số 12/QĐ-UBND 14/7/2015`: a bare date needs its bracket, not behind a law's name; `, ngày 1/7 UBND tỉnh đã …` is adverbial.
    let law = || out.form == Form::Named && !comma;
    // `Quyết định 3384/QĐ-UBND 02/07/2016;`: nothing else can be meant where the symbol has no year and a mark follows.
    let closed = || {
        let end = date_at(text, pos).filter(|date| date.has_day).map(|date| date.span.end() as usize);
        let closed = |end: usize| matches!(byte(text, end), b'"' | b';' | b')');
        yearless && !comma && pos == skip(text, out.core.end() as usize) && end.is_some_and(closed)
    };
    // `Nghị quyết số 57-NQ/TW, 22/12/2024 của Bộ Chính trị`
    let of_body = || {
        let date = date_at(text, pos).filter(|date| date.has_day)?;
        let end = date.span.end() as usize;
        word(text, skip(text, end), Word::Of).filter(|_| found_year(text, end))
    };
    let bare = || bracket || signed || law() || closed() || of_body().is_some();
    if !(named || first.class == Class::Digits && bare()) {
        return None;
    }
    let found = date_at(text, pos)?;
    let end = found.span.end() as usize;
    // `, ban hành ngày 3/5/2022 bởi …` says whose date it is.
    let own = || bracket || signed && found_year(text, end) || date_is_own(text, end);
    // A line below may begin with a day on which something was done: `Ngày 24/11/2025, tại …`.
    let below = || first.case == Case::Title && text[out.core.end() as usize..pos].contains('\n');
    if comma && !own() || !comma && below() && !(closes_line(text, end) || own()) {
        return None;
    }
    // `Nghị định … thi hành Luật Đất đai, ban hành ngày 31/01/2026`: no law of that name was passed then.
    let other = |law: Law, date| KNOWN.dated(KNOWN.with_name(law.words()), date).next().is_none();
    if comma && out.law.zip(found.date).is_some_and(|(law, date)| other(law, date)) {
        return None;
    }
    // `, tháng 11 năm 2016 của UBND tỉnh`
    if !found.has_day && comma && !bracket && word(text, skip(text, end), Word::Of).is_none() {
        return None;
    }
    if !named && !found.has_day {
        return None;
    }
    // `Luật 36/2018 (01/7/2019)`: a bare date of another year than the number's is when it takes effect.
    let year = out.number.and_then(|number| number.year);
    if bracket && !named && !signed && found.date.is_some_and(|date| year.is_some_and(|year| year != date.year())) {
        return None;
    }
    out.issued = found.date;
    let digits = if named { skip(text, first.span.end() as usize) } else { pos };
    out.issued_span = Some(Span::of(digits, end));
    Some(end)
}

/// Whether a headline of a law database holds the core and the year that ends at `end`: `Quyết định 1629/QĐ-TTg 2019 nhiệm
/// vụ lập quy hoạch`. The core opens the line, and but small words or nothing follow.
pub(super) fn heads_line(text: &Tokens, core: Span, end: usize) -> bool {
    /// The longest mark of a heading or an item before it.
    const MARKS: usize = 8;
    let opens = || line_start(text, core.start() as usize, MARKS);
    let marks = |start: usize| text[start..core.start() as usize].chars().all(|c| !c.is_alphanumeric());
    let next = text.token_at(skip(text, end)).filter(|_| byte(text, end) == b' ');
    let small = next.is_some_and(|token| token.class == Class::Word && token.case == Case::Lower);
    let closed = matches!(byte(text, end), b'\n' | b'\r' | 0);
    (small || closed) && opens().is_some_and(marks)
}

/// A date that was left blank or went wrong (`ngày … tháng 5 năm 2016`), passed over on the way to the issuer: where it
/// ends. From the end of `ngày`.
pub(super) fn blank_date(text: &Tokens, mut end: usize) -> Option<usize> {
    for _ in 0..10 {
        let pos = skip(text, end);
        if word(text, pos, Word::Of).is_some() {
            return Some(end);
        }
        let token = text.token_at(pos)?;
        let part = match token.class {
            Class::Digits => true,
            Class::Mark => matches!(&text[token.span], "." | "…" | "/" | "-"),
            Class::Word => matches!(&text[token.span], "tháng" | "năm"),
        };
        if !part {
            return None;
        }
        end = token.span.end() as usize;
    }
    None
}

/// Whether a date that ends here gives its year.
fn found_year(text: &str, end: usize) -> bool {
    end >= 4 && text.as_bytes()[end - 4..end].iter().all(u8::is_ascii_digit)
}

/// After `, ngày …`: whether the mention goes on, so that the date is its own.
pub(super) fn date_is_own(text: &Tokens, end: usize) -> bool {
    let after = skip(text, end);
    if byte(text, after) == b',' {
        // `, ngày 1/7/2021, của Chính phủ`, `, ngày 1/7/2021, Kế hoạch số …`; else an adverb before its clause.
        let next = skip(text, after + 1);
        // `…, ngày 4/7/2011,` and the paragraph ends: the last basis of a decision.
        if matches!(byte(text, next), b'\n' | b'\r' | 0) {
            return true;
        }
        let capital = text.token_at(next).is_some_and(|t| t.case != Case::Lower);
        // `…, ngày 28-2-2022, nêu rõ mục đích`
        let verb = || title::opening(text, next).is_some() || title::ends(text, next, false);
        let opens = || found_year(text, end) && verb();
        return word(text, next, Word::Of).is_some()
            || word(text, next, Word::About).is_some()
            || opens()
            || capital && (DocType::at(text, next).is_some() || plenum_at(text, next).is_some());
    }
    if after >= text.len()
        || matches!(byte(text, after), b'.' | b';' | b')' | b'(' | b'"')
        || text[after..].starts_with('“')
        || after == end
    {
        return true;
    }
    word(text, after, Word::Of).is_some()
        || word(text, after, Word::About).is_some()
        || word(text, after, Word::And).is_some()
        || word(text, after, Word::By).is_some()
        || word(text, after, Word::Between).is_some()
        || plenum_at(text, after).is_some()
        || title::opening(text, after).is_some()
}
