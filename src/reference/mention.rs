//! Mentions: the parts, date, issuer, term and title that stand around a core.
//!
//! They are read when the cores stand, question by question over all of them: a mention's questions together run through
//! more code than the processor's nearest cache holds.

use crate::date::date_at;
use crate::registry::code::Code;
use crate::registry::doc_type::DocType;
use crate::registry::known_document::KnownDocuments;
use crate::registry::law::Law;
use crate::registry::place::ProvinceName;
use crate::registry::title;
use crate::segment::{line_end, line_start};
use crate::text::set::words;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;
use crate::{Date, Span};

use super::issued::{blank_date, date_field, heads_line, year_span};
use super::issuer::{IssuerAt, issuer_at, joint_bodies, plenum_at};
use super::list::{list_of, share};
use super::named::years_at;
use super::title::{Mentioned, issuer_in_title, signed_by, title_at};
use super::words::{Word, byte, longest_at, longest_before, ordinal, skip, word, year_at};
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
        if out.references[i].list != 0 && out.ends_run(i) {
            share(&mut out.references[..=i]);
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

/// One field after the core: a date, an issuer, a term, or a bracket that says nothing of these. Where it ends.
fn field(text: &Tokens, at: usize, out: &mut Reference) -> Option<usize> {
    let start = skip(text, at);
    let comma = byte(text, start) == b',';
    let pos = if comma { skip(text, start + 1) } else { start };
    let bracket = byte(text, pos) == b'(';
    let inside = if bracket { skip(text, pos + 1) } else { pos };
    let first = text.token_at(inside)?;
    let lead = if first.class == Class::Digits { None } else { longest_at(text, inside) };
    let field = Field { text, comma, bracket, inside, first, lead };
    field
        .level(out)
        .or_else(|| field.place(out))
        .or_else(|| field.date(out))
        .or_else(|| field.term(out))
        .or_else(|| field.issuer(out))
        .or_else(|| field.aside(out))
}

/// What may be a field, and what opens it.
struct Field<'a> {
    text: &'a Tokens<'a>,
    /// Whether a comma stands before it, and whether brackets stand around it.
    comma: bool,
    bracket: bool,
    /// Where its words begin, and the first of them.
    inside: usize,
    first: Token,
    /// The word that says what it is, and where that ends.
    lead: Option<(Word, usize)>,
}

impl Field<'_> {
    /// `8/2017/NQ-HĐND tỉnh ngày …`: a level stuck behind the symbol.
    fn level(&self, out: &Reference) -> Option<usize> {
        let Some((Word::Level, level)) = self.lead else { return None };
        let bare = !self.comma && !self.bracket && out.issued_span.is_none() && out.issuer.is_none();
        let goes_on = || matches!(longest_at(self.text, skip(self.text, level)), Some((Word::Day | Word::Of, _)));
        (bare && goes_on()).then_some(level)
    }

    /// `Quyết định 4233/QĐ-UBND Bình Định 2020 công bố …`: whose it is, in a law database's headline.
    fn place(&self, out: &mut Reference) -> Option<usize> {
        let Field { text, comma, bracket, inside, first, lead } = *self;
        if comma || bracket || lead.is_some() || first.case != Case::Title || out.issuer.is_some() {
            return None;
        }
        let local =
            out.number.and_then(|number| number.code_issuer).is_some_and(|id| matches!(id.id(), "ubnd" | "hdnd"));
        let core = out.core.end() as usize;
        if !local || inside != skip(text, core) || text[core..inside].contains('\n') {
            return None;
        }
        let (_, place) = ProvinceName::at(text, inside)?;
        let at = skip(text, place);
        let year = year_at(text, at).zip(text.token_at(at).map(|token| token.span));
        let end = year.map_or(place, |(_, span)| span.end() as usize);
        heads_line(text, out.core, end).then(|| {
            out.issuer_place = Some(Span::of(inside, place));
            if let Some((year, span)) = year {
                (out.issued, out.issued_span) = (Some(Date::of_year(year)), Some(span));
            }
            end
        })
    }

    /// `ngày 14/7/2015`, `(2015)`, `ngày … tháng …` left blank.
    fn date(&self, out: &mut Reference) -> Option<usize> {
        let Field { text, comma, bracket, inside, lead, .. } = *self;
        if out.issued_span.is_some() {
            return None;
        }
        if let Some(end) = date_field(text, inside, lead, comma, bracket, out) {
            return Some(if bracket && byte(text, end) == b')' { end + 1 } else { end });
        }
        match lead {
            Some((Word::Day, day)) if !bracket => blank_date(text, day),
            _ => None,
        }
    }

    /// `khóa XI`
    fn term(&self, out: &mut Reference) -> Option<usize> {
        let Field { text, inside, .. } = *self;
        let opens = matches!(self.lead, Some((Word::Term, _))) || byte(text, inside) == b',';
        let end = if out.term_span.is_none() && opens { term_field(text, inside, out)? } else { return None };
        Some(if self.bracket { close(text, end) } else { end })
    }

    /// `của Ban Bí thư`, `do Bộ Nội vụ ban hành`, `(Bộ Chính trị khóa XI)`.
    fn issuer(&self, out: &mut Reference) -> Option<usize> {
        let text = self.text;
        let mut found = if out.issuer.is_none() { self.body()? } else { return None };
        if out.doc_type.is_some_and(DocType::is_joint) {
            let end = joint_bodies(text, found.span.end() as usize);
            found.span = Span::of(found.span.start() as usize, end);
        }
        out.take_issuer(&found);
        let mut end = found.span.end() as usize;
        if let Some((Word::By, _)) = self.lead {
            end = signed(text, end).unwrap_or(end);
        }
        if !self.bracket {
            return Some(end);
        }
        Some(close(text, term_field(text, skip(text, end), out).unwrap_or(end)))
    }

    /// The body that the words name.
    fn body(&self) -> Option<IssuerAt> {
        let Field { text, comma, bracket, inside, first, lead } = *self;
        match lead {
            Some((Word::Of, of)) => issuer_at(text, skip(text, of), false),
            Some((Word::By, by)) => issuer_at(text, skip(text, by), false)
                .filter(|found| !text[inside..].starts_with("do") || signed(text, found.span.end() as usize).is_some()),
            // `Thông tư liên tịch số … giữa Bộ A và Bộ B hướng dẫn …`, where both bodies are read.
            Some((Word::Between, between)) if !comma && !bracket => {
                let joint = |body: &IssuerAt| text[body.span].contains(" và ") || text[body.span].contains(" - ");
                let open = |body: &IssuerAt| {
                    let after = text.next_token(body.span.end() as usize);
                    after.is_some_and(|t| t.one_of(words!["và", "với", ",", "-", "–"]))
                };
                issuer_at(text, skip(text, between), false).filter(|body| joint(body) && !open(body))
            }
            // `ngày 12/3/2003 tại Hội nghị lần thứ bảy …`: the meeting that passed it.
            _ if first.one_of(words!["tại"]) => {
                let meeting = skip(text, first.span.end() as usize);
                plenum_at(text, meeting).and_then(|_| issuer_at(text, meeting, true)).filter(|_| !bracket)
            }
            _ if first.class != Class::Word || first.case == Case::Lower => None,
            _ if !comma || plenum_at(text, inside).is_some() => direct_issuer(text, inside, bracket),
            _ => None,
        }
    }

    /// What says nothing of these, and is passed over.
    fn aside(&self, out: &Reference) -> Option<usize> {
        let Field { text, bracket, inside, first, lead, .. } = *self;
        match lead {
            Some((Word::Alias, _)) if bracket => Some(close(text, inside)),
            // `của Bộ Giáo dục và Đào tạo (GDĐT) ban hành …`
            _ if bracket && out.issuer.is_some() && abbreviates(text, inside) => Some(close(text, inside)),
            // `của Bộ Giao thông vận tải (nay là Bộ Xây dựng) quy định …`
            None if bracket && out.issuer.is_some() && first.one_of(words!["nay", "trước"]) => {
                Some(close(text, inside))
            }
            // `(NQ21)`
            _ if bracket && (names_short(text, first) || nicknames(text, inside)) => Some(close(text, inside)),
            // `(Kết luận 12)`
            _ if bracket && out.number.is_some_and(|number| renames(text, inside, &text[number.serial])) => {
                Some(close(text, inside))
            }
            // `Luật Tổ chức HĐND và UBND (sửa đổi) ngày 21 tháng 6 năm 1994`
            None if bracket && out.form == Form::Named && text[inside..].starts_with("sửa đổi") => {
                Some(close(text, inside)).filter(|&end| text[inside..end].len() <= "sửa đổi, bổ sung)".len())
            }
            Some(lead)
                if !bracket && (out.issuer.is_some() || out.issued_span.is_some() || out.term_span.is_some()) =>
            {
                session(text, lead)
            }
            _ => None,
        }
    }
}

/// Whether a bracket holds a short form of the document alone: a type's code and a number.
fn names_short(text: &Tokens, first: Token) -> bool {
    let code = || Code::of(first.key).is_some_and(Code::is_type);
    let number = text.token_at(skip(text, first.span.end() as usize)).filter(|t| t.class == Class::Digits);
    number.is_some_and(|number| byte(text, number.span.end() as usize) == b')') && first.case != Case::Lower && code()
}

/// Whether a bracket holds the document's type and number alone, by which the page will call it.
fn renames(text: &Tokens, inside: usize, serial: &str) -> bool {
    let Some((_, end)) = DocType::at(text, inside) else { return false };
    let at = skip(text, word(text, skip(text, end), Word::No).unwrap_or(end));
    text[at..].strip_prefix(serial).is_some_and(|rest| rest.starts_with(')'))
}

/// `(GD&ĐT)`: whether a bracket holds capitals alone, the letters by which the page will call the body before it.
fn abbreviates(text: &Tokens, inside: usize) -> bool {
    let letters = text[inside..close(text, inside).max(inside)].strip_suffix(')').unwrap_or("");
    letters.len() > 1 && letters.chars().all(|c| c.is_uppercase() || matches!(c, '&' | '-' | '.'))
}

/// `("Khoán 10")`: whether a bracket holds a quotation alone.
fn nicknames(text: &Tokens, inside: usize) -> bool {
    let end = close(text, inside);
    end > inside
        && text[inside..end].starts_with(['"', '“', '‘', '\''])
        && text[inside..end - 1].trim_end().ends_with(['"', '”', '’', '\''])
}

/// `ban hành`, `ký`, `được ban hành` at a position: where it ends.
fn signed(text: &Tokens, at: usize) -> Option<usize> {
    match longest_at(text, skip(text, at)) {
        Some((Word::SignedOn | Word::Issued, end)) => Some(end),
        _ => None,
    }
}

/// `kỳ họp thứ 12`, `nhiệm kỳ 2021 - 2026` after the issuer: passed over on the way to the title.
fn session(text: &Tokens, (lead, end): (Word, usize)) -> Option<usize> {
    match lead {
        Word::Years => years_at(text, skip(text, end)).map(|(_, end)| end),
        Word::Session => ordinal(text, skip(text, end)).map(|(_, end)| end),
        _ => None,
    }
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
fn direct_issuer(text: &Tokens, at: usize, bracket: bool) -> Option<IssuerAt> {
    let found = issuer_at(text, at, true)?;
    let (before, _) = text.skip_space_back(at);
    // A line in capitals below a line that is not is the head of what follows, or of the page, not who issued the document.
    let shouted = |end: usize| {
        let line = line_start(text, end, LONGEST_ENTRY).unwrap_or(end);
        text.token_before(end).is_some_and(|t| t.case == Case::Upper) && !text[line..end].contains(char::is_lowercase)
    };
    if text[before..at].contains('\n') && text.token_at(at).is_some_and(|t| t.case == Case::Upper) && !shouted(before) {
        return None;
    }
    let after = skip(text, found.span.end() as usize);
    let verbs = words!["đã", "vừa", "ban", "yêu", "đang", "sẽ", "tổ", "luôn", "phải", "có", "và"];
    let acts = text.next_token(after).is_some_and(|t| t.case == Case::Lower && t.one_of(verbs));
    let comma = byte(text, before.saturating_sub(1)) == b',';
    (!acts || bracket || !comma && plenum_at(text, at).is_some()).then_some(found)
}
