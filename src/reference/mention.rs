//! Mentions: the parts, date, issuer, term and title that stand around a core.
//!
//! They are read when the cores stand, question by question over all of them: a mention's questions together run through
//! more code than the processor's nearest cache holds.

use crate::Span;
use crate::date::date_at;
use crate::registry::doc_type::DocType;
use crate::registry::issuer::Issuer;
use crate::text::key::{Case, Class, skip_space_back, token_at};
use crate::text::set::words;
use crate::text::tokens::Tokens;

use super::find::{connected, may_connect};
use super::issuer::{issuer_at, plenum_at};
use super::title::{signed_by, title_at};
use super::words::{Word, byte, next, ordinal, skip, word, word_at};
use super::{Form, Found, Reference, pinpoint};

/// Reads what stands around the cores that were found and not read yet, and tells the lists.
pub(crate) fn mentions_into(text: &Tokens, out: &mut Found) {
    let new = out.read..out.references.len();
    out.read = new.end;
    for i in new.clone() {
        read_parts(text, out, i);
    }
    for i in new.clone() {
        let last = out.ends_run(i);
        let reference = &mut out.references[i];
        let at = reference.mention.end() as usize;
        let end = match reference.form {
            Form::Back => read_issuer(text, at, reference),
            _ if last => read_fields(text, at, reference),
            _ => at,
        };
        reference.mention = Span::of(reference.mention.start() as usize, end);
    }
    // Where the mentions before end, titles and all: what stands inside one of them has no issuer after the title.
    let mut outer = new.start.checked_sub(1).map_or(0, |before| out.references[before].mention.end());
    for i in new.clone() {
        let last = out.ends_run(i);
        let reference = &mut out.references[i];
        let inside = reference.core.end() <= outer;
        if last && reference.title.is_none() && !matches!(reference.form, Form::Back | Form::Named) {
            read_title(text, reference);
            if !inside && reference.title.is_some() && reference.issuer.is_none() {
                read_agent(text, &mut out.references[i..]);
            }
        }
        outer = outer.max(out.references[i].mention.end());
    }
    for i in new {
        let reference = &mut out.references[i];
        match reference.form {
            Form::Event => {
                // The meeting is the issuer; the contract keeps it in the core.
                reference.issuer = None;
                reference.issuer_id = None;
                reference.issuer_place = None;
            }
            Form::Named if reference.issued_span.is_none() => reference.issued_span = year_span(text, reference),
            _ => {}
        }
        out.references[i].list = list_of(text, out, i);
        if out.references[i].list != 0 && out.ends_run(i) {
            share(&mut out.references[..=i]);
        }
    }
}

/// The list of a mention: that of the mention before, where it goes on with it; 0 where it is of none.
fn list_of(text: &Tokens, out: &mut Found, at: usize) -> u32 {
    let goes_on = |i: usize| out.goes_on.get(i).is_some_and(|goes_on| *goes_on);
    let joins = goes_on(at)
        || at.checked_sub(1).is_some_and(|before| joins(text, &out.references[before], &out.references[at]));
    let open = if joins { out.references[at - 1].list } else { 0 };
    if open != 0 || !joins && !goes_on(at + 1) {
        return open;
    }
    out.lists += 1;
    if joins {
        out.references[at - 1].list = out.lists;
    }
    out.lists
}

/// Whether a mention with a number follows one of its type with only a comma or `và` between.
fn joins(text: &Tokens, before: &Reference, reference: &Reference) -> bool {
    let headed = reference.head.is_some();
    let own = if headed { reference.doc_type } else { before.doc_type };
    let start = reference.core.start() as usize;
    reference.number.is_some()
        && reference.name.is_none()
        && before.doc_type.is_some()
        && own == before.doc_type
        && may_connect(text, before.core.end() as usize, start)
        && connected(text, before, start, headed)
}

/// Reads the parts of the document that are meant, before its core or after it.
fn read_parts(text: &Tokens, out: &mut Found, i: usize) {
    let done = i.checked_sub(1).map_or(0, |before| out.references[before].core.end() as usize);
    let last = out.ends_run(i);
    let Found { references, pinpoints, .. } = out;
    let reference = &mut references[i];
    let (start, end) = (reference.core.start() as usize, reference.core.end() as usize);
    let first = pinpoints.len() as u32;
    if let Some(parts) = pinpoint::before(text, start, done, reference.form == Form::Back, pinpoints) {
        reference.mention = Span::of(parts, end);
    } else if let Some(parts) = if last { pinpoint::after(text, end, pinpoints) } else { None } {
        reference.mention = Span::of(start, parts);
    }
    reference.pinpoints = (first, pinpoints.len() as u32);
}

/// Reads date, issuer and term from the end of the core (or of the parts after it); where their words end.
fn read_fields(text: &Tokens, at: usize, out: &mut Reference) -> usize {
    let mut end = at;
    for _ in 0..8 {
        let Some(after) = field(text, end, out) else { break };
        end = after;
    }
    end
}

/// Reads the title after the mention's other words.
fn read_title(text: &Tokens, out: &mut Reference) {
    let plain = out.issued_span.is_none() && out.issuer.is_none();
    let end = out.mention.end() as usize;
    // `Điều 4 Thông tư số 96/2015/TT-BTC: “Các khoản chi …”`: the words of the article.
    if out.has_pinpoints() && byte(text, skip(text, end)) == b':' {
        return;
    }
    let found = title_at(text, end, out.core.start() as usize, out.doc_type, out.family, plain);
    let Some((mut title, mut after)) = found else { return };
    if out.issuer.is_none() {
        if let Some((shorter, found)) = issuer_in_title(text, title, out) {
            title = shorter;
            out.issuer = Some(found.span);
            out.issuer_id = found.id;
            out.issuer_place = found.place;
            let mut end = skip(text, found.span.end() as usize);
            if byte(text, end) == b'(' {
                end = skip(text, end + 1);
            }
            if out.term_span.is_none() && end < after {
                term_field(text, end, out);
            }
            // `…, nhà trường xây dựng …` is no longer the mention's.
            let said = out.term_span.map_or(found.span.end(), |term| term.end().max(found.span.end())) as usize;
            if text[said..after].contains(',') {
                after = said;
            }
        }
    }
    let attached = out.form == Form::NumberOnly && out.has_pinpoints() && plain;
    if !attached {
        out.title = Some(title);
        out.mention = Span::of(out.mention.start() as usize, after);
    }
}

/// Reads who issued a document after its title: `Quyết định số 81 về … do Thủ tướng Chính phủ ban hành`. Documents inside
/// the title that took the body for their own give it up.
fn read_agent(text: &Tokens, references: &mut [Reference]) {
    let Some((out, inner)) = references.split_first_mut() else { return };
    let at = skip(text, out.mention.end() as usize);
    let Some((found, end)) = signed_by(text, at) else { return };
    out.issuer = Some(found.span);
    out.issuer_id = found.id;
    out.issuer_place = found.place;
    out.mention = Span::of(out.mention.start() as usize, end);
    for taken in inner.iter_mut().take_while(|inner| inner.core.end() <= found.span.start()) {
        if taken.issuer == out.issuer {
            (taken.issuer, taken.issuer_id, taken.issuer_place) = (None, None, None);
        }
    }
}

/// Where the year of a named document stands, inside its core.
fn year_span(text: &Tokens, reference: &Reference) -> Option<Span> {
    reference.issued?;
    let core = &text[reference.core];
    let end = core.trim_end_matches(')').len();
    let start = end.checked_sub(4).filter(|&at| core.as_bytes()[at..end].iter().all(u8::is_ascii_digit))?;
    let from = reference.core.start() as usize;
    Some(Span::of(from + start, from + end))
}

/// Gives the fields of the last mention to the members of its list that have none of their own.
fn share(references: &mut [Reference]) {
    let Some((last, before)) = references.split_last_mut() else { return };
    if last.issued_span.is_none() && last.issuer.is_none() && last.term_span.is_none() && last.title.is_none() {
        return;
    }
    for earlier in before.iter_mut().rev().take(LONGEST_LIST) {
        if earlier.list != last.list
            || earlier.number.is_none()
            || earlier.issuer.is_some()
            || earlier.title.is_some()
            || earlier.doc_type != last.doc_type
            || other_body(earlier, last)
        {
            break;
        }
        if earlier.issued_span.is_none() && earlier.issued.is_none() {
            let year = earlier.number.and_then(|n| n.year);
            if last.issued.is_none_or(|date| year.is_none_or(|y| y == date.year_of())) {
                earlier.issued = last.issued;
                earlier.issued_span = last.issued_span;
            }
        }
        earlier.issuer = last.issuer;
        earlier.issuer_id = last.issuer_id;
        earlier.issuer_place = last.issuer_place;
        if earlier.term_span.is_none() {
            earlier.term = last.term;
            earlier.term_span = last.term_span;
        }
        earlier.title = last.title;
    }
}

/// A list of more members than this shares nothing with its first ones.
const LONGEST_LIST: usize = 64;

/// Whether the symbols of two mentions name different bodies: what is said of the one is not said of the other.
fn other_body(a: &Reference, b: &Reference) -> bool {
    let body = |r: &Reference| r.number.and_then(|n| n.code_issuer);
    body(a).zip(body(b)).is_some_and(|(a, b)| a != b)
}

/// Words whose `của` belongs to the matter, not to the document: `quy chế làm việc của Chính phủ`.
const MATTER_OF: [&str; 14] = [
    "làm việc",
    "tổ chức",
    "hoạt động",
    "quyền hạn",
    "nhiệm vụ",
    "bộ máy",
    "quản lý",
    "lãnh đạo",
    "kết luận",
    "trách nhiệm",
    "thẩm quyền",
    "ý kiến",
    "điều hành",
    "phạm vi",
];

/// `về phí đăng ký xe của Chính phủ`: the body that the symbol names comes last, after the matter.
fn issuer_in_title(text: &Tokens, title: Span, out: &Reference) -> Option<(Span, super::issuer::IssuerAt)> {
    let number = out.number?;
    // Decrees are the Government's, whether or not the letters are printed.
    let decree = || Issuer::by_id("cp").filter(|_| out.doc_type.is_some_and(|kind| kind.name() == "nghị định"));
    let coded = number.code_issuer.or_else(decree)?;
    let mut bodies = text[title].match_indices(" của ").take(MOST_BODIES);
    bodies.find_map(|(of, _)| issuer_behind(text, title, of, coded))
}

/// The most times that `của` is looked at in one title.
const MOST_BODIES: usize = 16;

/// What the sentence says of a document whose title and body came before: `… của Bộ Y tế xác định ba việc`.
const SAYS: [&str; 12] = [
    "xác định ",
    "yêu cầu ",
    "nêu ",
    "chỉ rõ",
    "đề ra ",
    "đặt ra ",
    "khẳng định",
    "nhấn mạnh",
    "đã ",
    "cho phép ",
    "ghi rõ",
    "giao ",
];

/// The body after `của` at an offset of a title, where it is the issuer that the symbol names and ends the title; and the
/// title before it.
fn issuer_behind(text: &Tokens, title: Span, of: usize, coded: Issuer) -> Option<(Span, super::issuer::IssuerAt)> {
    let start = title.start() as usize;
    let of = start + of;
    let found = issuer_at(text, of + " của ".len(), true)?;
    // `của Bộ trưởng Bộ Giáo dục và Đào tạo (GDĐT)`
    let rest = text.get(found.span.end() as usize..title.end() as usize)?.trim();
    let short = rest.strip_prefix('(').and_then(|inside| inside.split_once(')'));
    let rest = short.filter(|(inside, _)| !inside.contains(' ')).map_or(rest, |(_, after)| after.trim_start());
    let rest = past_term(rest);
    if !(rest.is_empty() || SAYS.iter().any(|says| rest.starts_with(says)) || next_clause(rest)) {
        return None;
    }
    let central = ["bo-chinh-tri", "ban-bi-thu", "ban-chap-hanh-trung-uong"];
    let behind = |id: Issuer| coded.id() == "trung-uong" && central.contains(&id.id());
    let same = found.id.is_some_and(|id| id == coded || behind(id));
    let matter = text[start..of].trim_end();
    // `sửa đổi Nghị định 12/2015/NĐ-CP của Chính phủ`: the body is that document's.
    let year = || {
        let (before, year) = matter.len().checked_sub(4).and_then(|at| matter.split_at_checked(at))?;
        Some(
            year.bytes().all(|b| b.is_ascii_digit())
                && before.ends_with(['m', ' ', '-', '–'])
                && !before.ends_with("số "),
        )
    };
    let plain = matter.chars().next_back().is_some_and(char::is_lowercase) || year().unwrap_or(false);
    let open = plain && matter.contains(' ') && !MATTER_OF.iter().any(|word| matter.ends_with(word));
    (same && open).then(|| (Span::of(start, start + matter.len()), found))
}

/// `khóa XI, các địa phương …`, `(khóa XI)`: the words after the term of a body.
fn past_term(rest: &str) -> &str {
    let words = rest.trim_start_matches('(');
    let Some(end) = word(&Tokens::plain(words), 0, Word::Term) else { return rest };
    let number = words[end..].trim_start();
    let after = number.trim_start_matches(|c: char| c.is_alphanumeric());
    if after.len() == number.len() {
        return rest;
    }
    after.trim_start_matches(')').trim_start()
}

/// `, nhà trường xây dựng …` after the body that issued a document: the sentence goes on, not a list of bodies and not the
/// title's own years.
fn next_clause(rest: &str) -> bool {
    let Some(clause) = rest.strip_prefix(", ") else { return false };
    let lower = clause.chars().next().is_some_and(char::is_lowercase);
    lower && !TITLE_GOES_ON.iter().any(|word| clause.starts_with(word))
}

/// What after the comma behind a body still belongs to the title that names it.
const TITLE_GOES_ON: [&str; 14] = [
    "nhiệm kỳ",
    "khóa",
    "khoá",
    "giai đoạn",
    "năm ",
    "các ",
    "và ",
    "cơ quan",
    "hội đồng",
    "ủy ban",
    "bộ,",
    "bộ ",
    "tỉnh",
    "thành phố",
];

/// Reads the body after words that point back: `Chỉ thị nói trên của Ban Thường vụ Tỉnh ủy`. Returns where it ends.
fn read_issuer(text: &Tokens, at: usize, out: &mut Reference) -> usize {
    let Some(of) = word(text, skip(text, at), Word::Of) else { return at };
    let Some(found) = issuer_at(text, skip(text, of), false) else { return at };
    out.issuer = Some(found.span);
    out.issuer_id = found.id;
    out.issuer_place = found.place;
    found.span.end() as usize
}

/// One field after the core: a date, an issuer, a term, or a bracket that says nothing of these.
fn field(text: &Tokens, at: usize, out: &mut Reference) -> Option<usize> {
    let start = skip(text, at);
    let comma = byte(text, start) == b',';
    let pos = if comma { skip(text, start + 1) } else { start };
    let bracket = byte(text, pos) == b'(';
    let inside = if bracket { skip(text, pos + 1) } else { pos };
    let first = token_at(text, inside)?;
    let lead = if first.class == Class::Digits { None } else { word_at(text, inside) };
    // `8/2017/NQ-HĐND tỉnh ngày …`: a level stuck behind the symbol.
    if let Some((Word::Level, level)) = lead {
        if !comma && !bracket && out.issued_span.is_none() && out.issuer.is_none() {
            if let Some((Word::Day | Word::Of, _)) = word_at(text, skip(text, level)) {
                return Some(level);
            }
        }
    }
    if out.issued_span.is_none() {
        if let Some(end) = date_field(text, inside, lead, comma, bracket, out) {
            return Some(if bracket && byte(text, end) == b')' { end + 1 } else { end });
        }
        if let Some((Word::Day, day)) = lead.filter(|_| !bracket) {
            if let Some(end) = blank_date(text, day) {
                return Some(end);
            }
        }
    }
    if out.term_span.is_none() && (matches!(lead, Some((Word::Term, _))) || byte(text, inside) == b',') {
        if let Some(end) = term_field(text, inside, out) {
            return Some(if bracket { close(text, end) } else { end });
        }
    }
    if out.issuer.is_none() {
        let issuer = match lead {
            Some((Word::Of, of)) => issuer_at(text, skip(text, of), false),
            Some((Word::By, by)) => issuer_at(text, skip(text, by), false)
                .filter(|found| !text[inside..].starts_with("do") || signed(text, found.span.end() as usize).is_some()),
            _ if first.class != Class::Word || first.case == Case::Lower => None,
            _ if !comma || plenum_at(text, inside).is_some() => direct_issuer(text, inside, bracket),
            _ => None,
        };
        if let Some(found) = issuer {
            out.issuer = Some(found.span);
            out.issuer_id = found.id;
            out.issuer_place = found.place;
            let mut end = found.span.end() as usize;
            if let Some((Word::By, _)) = lead {
                end = signed(text, end).unwrap_or(end);
            }
            if bracket {
                if let Some(term_end) = term_field(text, skip(text, end), out) {
                    end = term_end;
                }
                return Some(close(text, end));
            }
            return Some(end);
        }
    }
    match lead {
        Some((Word::Alias, _)) if bracket => Some(close(text, inside)),
        // `Luật Tổ chức HĐND và UBND (sửa đổi) ngày 21 tháng 6 năm 1994`
        None if bracket && out.form == Form::Named && text[inside..].starts_with("sửa đổi") => {
            Some(close(text, inside)).filter(|&end| text[inside..end].len() <= "sửa đổi, bổ sung)".len())
        }
        Some(lead) if !bracket && (out.issuer.is_some() || out.issued_span.is_some() || out.term_span.is_some()) => {
            session(text, lead)
        }
        _ => None,
    }
}

/// `ban hành`, `ký`, `được ban hành` at a position: where it ends.
fn signed(text: &Tokens, at: usize) -> Option<usize> {
    match word_at(text, skip(text, at)) {
        Some((Word::SignedOn | Word::Issued, end)) => Some(end),
        _ => None,
    }
}

/// `kỳ họp thứ 12`, `nhiệm kỳ 2021 - 2026` after the issuer: passed over on the way to the title.
fn session(text: &Tokens, (lead, end): (Word, usize)) -> Option<usize> {
    match lead {
        Word::Years => super::named::years_at(text, skip(text, end)).map(|(_, end)| end),
        Word::Session => ordinal(text, skip(text, end)).map(|(_, end)| end),
        _ => None,
    }
}

/// `ngày 14/7/2015`, `(14/7/2015)`, `ký ngày …`, `năm 2019`, `tháng 4/2010`.
fn date_field(
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
    // `(05/2007)`: a month in brackets.
    if bracket {
        if let Some((date, end)) = crate::date::month_at(text, pos).filter(|(_, end)| byte(text, *end) == b')') {
            out.issued = Some(date);
            out.issued_span = Some(Span::of(pos, end));
            return Some(end);
        }
    }
    let first = token_at(text, pos)?;
    let named = first.one_of(words!["ngày", "mùng", "tháng", "năm"]);
    // `số 12/QĐ-UBND 14/7/2015`: a bare date needs its bracket; `, ngày 1/7 UBND tỉnh đã …` is adverbial.
    if !(named || first.class == Class::Digits && (bracket || signed)) {
        return None;
    }
    let found = date_at(text, pos)?;
    let end = found.span.end() as usize;
    if comma && !bracket && !date_is_own(text, end) {
        return None;
    }
    if !found.has_day && comma && !bracket {
        return None;
    }
    if !named && !found.has_day {
        return None;
    }
    out.issued = found.date;
    let digits = if named { skip(text, first.span.end() as usize) } else { pos };
    out.issued_span = Some(Span::of(digits, end));
    Some(end)
}

/// A date that was left blank or went wrong (`ngày … tháng 5 năm 2016`), passed over on the way to the issuer: where it
/// ends. From the end of `ngày`.
fn blank_date(text: &Tokens, mut end: usize) -> Option<usize> {
    for _ in 0..10 {
        let pos = skip(text, end);
        if word(text, pos, Word::Of).is_some() {
            return Some(end);
        }
        let token = token_at(text, pos)?;
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

/// After `, ngày …`: whether the mention goes on, so that the date is its own.
pub(super) fn date_is_own(text: &Tokens, end: usize) -> bool {
    let after = skip(text, end);
    if byte(text, after) == b',' {
        // `, ngày 1/7/2021, của Chính phủ`, `, ngày 1/7/2021, Kế hoạch số …`; else an adverb before its clause.
        let next = skip(text, after + 1);
        let capital = token_at(text, next).is_some_and(|t| t.case != Case::Lower);
        return word(text, next, Word::Of).is_some()
            || word(text, next, Word::About).is_some()
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
        || crate::registry::title::opening(text, after).is_some()
}

/// `khóa XI`, `Khóa 12`, after the opening bracket where there is one.
fn term_field(text: &Tokens, at: usize, out: &mut Reference) -> Option<usize> {
    let mut pos = at;
    if byte(text, pos) == b',' {
        pos = skip(text, pos + 1);
    }
    let end = word(text, pos, Word::Term)?;
    let numeral = skip(text, end);
    let (term, end) = ordinal(text, numeral)?;
    if term == 0 || term > 39 {
        return None;
    }
    out.term = Some(term);
    out.term_span = Some(Span::of(numeral, end));
    Some(end)
}

/// The closing bracket after a position, close by; else the position.
fn close(text: &Tokens, at: usize) -> usize {
    let bytes = text.as_bytes();
    let reach = (at + 160).min(bytes.len());
    for (i, byte) in bytes[at.min(reach)..reach].iter().enumerate() {
        match byte {
            b')' => return at + i + 1,
            b'(' | b'\n' => break,
            _ => {}
        }
    }
    at
}

/// A body that follows without `của`: `Nghị quyết số 25-NQ/TW Hội nghị Trung ương 7`, `Thông tư 15 Bộ Công an`.
fn direct_issuer(text: &Tokens, at: usize, bracket: bool) -> Option<super::issuer::IssuerAt> {
    let found = issuer_at(text, at, true)?;
    let after = skip(text, found.span.end() as usize);
    let verbs = words!["đã", "vừa", "ban", "yêu", "đang", "sẽ", "tổ", "luôn", "phải", "có", "và"];
    let acts = next(text, after).is_some_and(|t| t.case == Case::Lower && t.one_of(verbs));
    let comma = byte(text, skip_space_back(text, at).0.saturating_sub(1)) == b',';
    (!acts || bracket || !comma && plenum_at(text, at).is_some()).then_some(found)
}
