//! Mentions: the parts, date, issuer, term and title that stand around a core.
//!
//! They are read when the cores stand, question by question over all of them: a mention's questions together run through
//! more code than the processor's nearest cache holds.

use crate::date::date_at;
use crate::registry::known_document::KnownDocuments;
use crate::registry::law::Law;
use crate::registry::title;
use crate::segment::line_end;
use crate::text::token::{Case, Words};
use crate::text::tokens::Tokens;
use crate::{Date, Span};

use super::field::{read_fields, term_field};
use super::issued::year_span;
use super::issuer::{IssuerAt, issuer_at, joint_bodies};
use super::list::{list_of, part_terms, share};
use super::title::{Mentioned, issuer_in_title, own_term, signed_by, title_at};
use super::words::{Word, byte, longest_at, longest_before, skip, word};
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
    let mut around = None;
    for i in new.clone() {
        let last = out.ends_run(i);
        let reference = &mut out.references[i];
        let inside = reference.core.end() <= outer;
        if last && reference.title.is_none() && !matches!(reference.form, Form::Back | Form::Named) {
            read_title(text, reference);
            if !inside {
                give_back(&mut out.references[i..]);
            }
            let reference = &mut out.references[i];
            match around {
                Some(around) if inside => end_with(text, around, reference),
                _ => around = reference.title,
            }
            if !inside && reference.issuer.is_none() {
                let at = match reference.title {
                    Some(_) => Some(skip(text, reference.mention.end() as usize)),
                    None => entry_agent(text, reference),
                };
                if let Some(at) = at {
                    read_agent(text, at, &mut out.references[i..]);
                }
            }
            if !inside {
                read_late_date(text, &mut out.references[i]);
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
        if out.references[i].term_span.is_some() {
            part_terms(text, &mut out.references[..=i]);
        }
        if out.references[i].list != 0 && out.ends_run(i) {
            share(text, &mut out.references[..=i]);
        }
    }
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

/// Reads the title after the mention's other words.
fn read_title(text: &Tokens, out: &mut Reference) {
    let plain = out.issued_span.is_none() && out.issuer.is_none();
    let end = out.mention.end() as usize;
    // `Điều 4 Thông tư số 96/2015/TT-BTC: “Các khoản chi …”`: the words of the article.
    if out.has_pinpoints() && byte(text, skip(text, end)) == b':' {
        return;
    }
    let found = title_at(text, end, &Mentioned::of(out));
    let Some((mut title, mut after)) = found else { return };
    if plain && out.has_pinpoints() && provides(text, title, after) {
        return;
    }
    if plain {
        if let Some((shorter, end)) = dated_behind(text, title, out) {
            (title, after) = (shorter, end);
        }
    }
    if out.issuer.is_none() {
        if let Some((shorter, found)) = issued_by(text, title).or_else(|| issuer_in_title(text, title, out)) {
            title = shorter;
            out.take_issuer(&found);
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
        // `Nghị định số 16/CP về "…" của Chính phủ ngày 21 tháng 2 năm 1997`
        let quoted = plain && out.issuer.is_none() && title.end() as usize != after;
        let of = word(text, skip(text, after), Word::Of).filter(|_| quoted);
        if of.and_then(|of| issuer_at(text, skip(text, of), false)).is_some_and(|body| body.id.is_some()) {
            after = read_fields(text, after, out);
        }
        // `về bảo hiểm xã hội (khóa XII)`
        let bracket = skip(text, after);
        if out.term_span.is_none() && own_term(text, bracket) {
            after = term_field(text, skip(text, bracket + 1), out).unwrap_or(after);
        }
        out.title = Some(title);
        out.mention = Span::of(out.mention.start() as usize, after);
    }
}

/// Whether what seems the title is what an article provides: `Điều 8 Nghị định … quy định về hồ sơ như sau:`.
fn provides(text: &Tokens, title: Span, after: usize) -> bool {
    let prescribed = text[title].strip_prefix("quy định").map(str::trim_start);
    let carried = |matter: &str| matter.starts_with("chi tiết") || matter.starts_with("việc thi hành");
    let rest = text[skip(text, after)..].trim_start_matches("cụ thể ").trim_start_matches("như sau");
    prescribed.is_some_and(|matter| !carried(matter)) && rest.trim_start().starts_with(':')
}

/// `Nghị định số 126/2014/NĐ-CP quy định chi tiết … Luật Hôn nhân và gia đình ngày 31/12/2014 của Chính phủ`: the date behind
/// the law that closes the title, where another body than the law's signed on it, or where the law has another date and the
/// document that year. Takes date and body; the title without them, and where their words end.
fn dated_behind(text: &Tokens, title: Span, out: &mut Reference) -> Option<(Span, usize)> {
    let start = title.start() as usize;
    let day = start + text[title].rfind(" ngày ")? + 1;
    let law_end = text.skip_space_back(day).0;
    let mut pos = start;
    let law = loop {
        let token = text.token_at(pos).filter(|t| (t.span.start() as usize) < law_end)?;
        match Law::at(text, pos).filter(|&(_, end)| token.case != Case::Lower && end == law_end) {
            Some((law, _)) => break law,
            None => pos = skip(text, token.span.end() as usize),
        }
    };
    let found = date_at(text, day).filter(|found| found.has_day)?;
    let date = found.date?;
    let mut end = found.span.end() as usize;
    let body = word(text, skip(text, end), Word::Of).and_then(|of| issuer_at(text, skip(text, of), false));
    match body {
        Some(mut body) if body.id.is_none_or(|id| !matches!(id.id(), "quoc-hoi" | "ubtvqh" | "ctn")) => {
            end = joint_bodies(text, body.span.end() as usize);
            body.span = Span::of(body.span.start() as usize, end);
            out.take_issuer(&body);
        }
        Some(_) => return None,
        None => {
            let known = KnownDocuments::builtin();
            let mut versions = known.with_name(law.words()).iter().filter_map(|&row| known.rows()[row as usize].issued);
            let another = versions.clone().next().is_some() && versions.all(|issued| issued != date);
            out.number.and_then(|number| number.year).filter(|year| another && *year == date.year())?;
        }
    }
    out.issued = Some(date);
    out.issued_span =
        text.next_token(day).map(|t| Span::of(skip(text, t.span.end() as usize), found.span.end() as usize));
    Some((Span::of(start, law_end), end))
}

/// Takes from the laws inside a mention the date and the body that turned out to be the mention's own.
fn give_back(references: &mut [Reference]) {
    let Some((outer, inner)) = references.split_first_mut() else { return };
    let Some(own) = outer.issued_span.filter(|own| outer.title.is_some_and(|title| title.end() <= own.start())) else {
        return;
    };
    for taken in inner.iter_mut().take_while(|inner| inner.core.end() <= own.start()) {
        if taken.form == Form::Named && taken.issued_span == Some(own) {
            (taken.issued, taken.issued_span) = (None, None);
            (taken.issuer, taken.issuer_id, taken.issuer_place) = (None, None, None);
            taken.mention = Span::of(taken.mention.start() as usize, taken.core.end() as usize);
        }
    }
}

/// Ends the title of a mention inside the title `around` it with that one, where the sentence's verb comes behind it.
fn end_with(text: &Tokens, around: Span, inner: &mut Reference) {
    let Some(title) = inner.title.filter(|t| t.start() > around.start() && around.end() > t.start()) else { return };
    let told = || text.next_token(around.end() as usize).is_some_and(|verb| title::tells(text, verb));
    if title.end() > around.end() && told() {
        inner.title = Some(Span::of(title.start() as usize, around.end() as usize));
        inner.mention = Span::of(inner.mention.start() as usize, around.end() as usize);
    }
}

/// The title that `của Quốc hội ban hành` ends, without these words, and the body: an entry of a list of documents.
fn issued_by(text: &Tokens, title: Span) -> Option<(Span, IssuerAt)> {
    let matter = text[title].strip_suffix(" ban hành")?;
    let of = matter.rfind(" của ")?;
    let start = title.start() as usize;
    let found = issuer_at(text, start + of + " của ".len(), false)?;
    (found.span.end() as usize == start + matter.len()).then(|| (Span::of(start, start + of), found))
}

/// Where `do Bộ Nội vụ ban hành` stands that ends the entry of a list of documents: `Công văn 5228/BNV-CQĐP năm 2014 xử lý
/// kỷ luật … do Bộ Nội vụ ban hành`. What a letter asks for is no title, but who wrote it is said behind.
fn entry_agent(text: &Tokens, reference: &Reference) -> Option<usize> {
    let after = skip(text, reference.core.end() as usize);
    reference.issued.filter(|_| word(text, after, Word::Year).is_some())?;
    let from = reference.mention.end() as usize;
    let line = text[from..line_end(text, from, LONGEST_ENTRY)?].trim_end();
    let at = line.strip_suffix(" ban hành")?.rfind(" do ")? + from + 1;
    signed_by(text, at).filter(|(_, end)| *end == from + line.len())?;
    Some(at)
}

/// The longest entry of a list that is read, in bytes.
const LONGEST_ENTRY: usize = 600;

/// Reads who issued a document after its title: `Quyết định số 81 về … do Thủ tướng Chính phủ ban hành`. Documents inside
/// the title that took the body for their own give it up.
fn read_agent(text: &Tokens, at: usize, references: &mut [Reference]) {
    let Some((out, inner)) = references.split_first_mut() else { return };
    let Some((found, end)) = signed_by(text, at) else { return };
    // `Thông tư … hướng dẫn Nghị định số 30/2020/NĐ-CP do Bộ Nội vụ ban hành`: no ministry issues a decree.
    let decree = out.doc_type.is_some_and(|kind| kind.name() == "nghị định");
    if decree && found.id.is_some_and(|body| !matches!(body.id(), "cp" | "ttg" | "hdbt")) {
        return;
    }
    out.take_issuer(&found);
    out.mention = Span::of(out.mention.start() as usize, end);
    for taken in inner.iter_mut().take_while(|inner| inner.core.end() <= found.span.start()) {
        if taken.issuer == out.issuer {
            (taken.issuer, taken.issuer_id, taken.issuer_place) = (None, None, None);
        }
    }
}

/// Reads the date of issue behind the title or who issued the document: `…, ban hành ngày 31/01/2026`, `do Bộ Công an ban hành
/// ngày 5/4/2021`. A year that stood before it is made exact.
fn read_late_date(text: &Tokens, out: &mut Reference) {
    let end = out.mention.end() as usize;
    let mut pos = skip(text, end);
    if byte(text, pos) == b',' {
        pos = skip(text, pos + 1);
    }
    let issued = |word: Word| matches!(word, Word::Issued | Word::SignedOn);
    let day = match longest_at(text, pos) {
        Some((word, after)) if issued(word) => skip(text, after),
        _ if longest_before(text, end).is_some_and(|(word, _)| issued(word)) => pos,
        _ => return,
    };
    let Some(found) = date_at(text, day).filter(|found| found.has_day) else { return };
    let Some(date) = found.date.filter(|date| out.issued.is_none_or(|year| year == Date::of_year(date.year()))) else {
        return;
    };
    let span = found.span;
    out.issued = Some(date);
    out.issued_span = text.next_token(day).map(|t| Span::of(skip(text, t.span.end() as usize), span.end() as usize));
    out.mention = Span::of(out.mention.start() as usize, span.end() as usize);
}

/// Reads the body after words that point back: `Chỉ thị nói trên của Ban Thường vụ Tỉnh ủy`. Returns where it ends.
fn read_issuer(text: &Tokens, at: usize, out: &mut Reference) -> usize {
    let Some(of) = word(text, skip(text, at), Word::Of) else { return at };
    let Some(found) = issuer_at(text, skip(text, of), false) else { return at };
    out.take_issuer(&found);
    found.span.end() as usize
}
