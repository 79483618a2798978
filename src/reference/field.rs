//! Fields: what follows a core, one after the other: date, issuer, term, a bracket.

use crate::date::date_at;
use crate::registry::code::Code;
use crate::registry::doc_type::DocType;
use crate::registry::place::ProvinceName;
use crate::segment::line_start;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;
use crate::{Date, Span};

use super::issued::{blank_date, date_field, heads_line};
use super::issuer::{IssuerAt, issuer_at, joint_bodies, plenum_at};
use super::named::congress;
use super::named::years_at;
use super::words::{Word, byte, longest_at, ordinal, skip, term_at, word, year_at};
use super::{Form, Reference};

/// Reads date, issuer and term from the end of the core (or of the parts after it); where their words end.
pub(super) fn read_fields(text: &Tokens, at: usize, out: &mut Reference) -> usize {
    let mut end = at;
    for _ in 0..8 {
        let Some(after) = field(text, end, out) else { break };
        end = after;
    }
    end
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
        if byte(text, inside) == b'|' {
            return self.cell(out);
        }
        if let Some(end) = date_field(text, inside, lead, comma, bracket, out) {
            return Some(if bracket && byte(text, end) == b')' { end + 1 } else { end });
        }
        match lead {
            Some((Word::Day, day)) if !bracket => blank_date(text, day),
            _ => None,
        }
    }

    /// `| 90/QĐ-TTg | 18/01/2022 |`: the day in the cell behind a symbol's; of another year than the symbol's it is when the
    /// document takes effect.
    fn cell(&self, out: &mut Reference) -> Option<usize> {
        let text = self.text;
        let number = out.number.filter(|number| number.tail.is_some())?;
        let cell = text.skip_space_back(out.core.start() as usize).0;
        if self.comma || self.inside != skip(text, out.core.end() as usize) || !text[..cell].ends_with('|') {
            return None;
        }
        let found = date_at(text, skip(text, self.inside + 1)).filter(|found| found.has_day)?;
        let end = found.span.end() as usize;
        let date = found.date.filter(|date| number.year.is_none_or(|year| year == date.year()))?;
        let bar = skip(text, end);
        if byte(text, bar) != b'|' {
            return None;
        }
        (out.issued, out.issued_span) = (Some(date), Some(found.span));
        // `| UBND tỉnh |`: the body that the symbol names.
        let coded = |body: &IssuerAt| body.id.is_some() && body.id == number.code_issuer;
        let whole = |body: &IssuerAt| byte(text, skip(text, body.span.end() as usize)) == b'|';
        let body = issuer_at(text, skip(text, bar + 1), true).filter(|body| coded(body) && whole(body));
        if let Some(body) = body.filter(|_| out.issuer.is_none()) {
            out.take_issuer(&body);
            return Some(body.span.end() as usize);
        }
        Some(end)
    }

    /// `khóa XI`
    fn term(&self, out: &mut Reference) -> Option<usize> {
        let Field { text, inside, first, .. } = *self;
        let opens =
            matches!(self.lead, Some((Word::Term, _))) || byte(text, inside) == b',' || first.case == Case::Mixed;
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
            Some((Word::Of, of)) => issuer_at(text, skip(text, of), false).map(|body| of_congress(text, body)),
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
pub(super) fn term_field(text: &Tokens, at: usize, out: &mut Reference) -> Option<usize> {
    let mut pos = at;
    if byte(text, pos) == b',' {
        pos = skip(text, pos + 1);
    }
    let (term, numeral) = term_at(text, pos)?;
    out.term = Some(term);
    out.term_span = Some(numeral);
    Some(numeral.end() as usize)
}

/// `của Đại hội đại biểu Đảng bộ xã Hòa Tiến lần thứ I`: a congress, by its whole name.
fn of_congress(text: &Tokens, body: IssuerAt) -> IssuerAt {
    let start = body.span.start() as usize;
    let named = body.id.filter(|id| id.id() == "dh").and_then(|_| congress(text, start));
    named.map_or(body, |(_, _, end)| IssuerAt { span: Span::of(start, end), ..body })
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

/// How far back the start of a line is looked for, in bytes.
const LINE: usize = 600;

/// A body that follows without `của`: `Nghị quyết số 25-NQ/TW Hội nghị Trung ương 7`, `Thông tư 15 Bộ Công an`.
fn direct_issuer(text: &Tokens, at: usize, bracket: bool) -> Option<IssuerAt> {
    let found = issuer_at(text, at, true)?;
    let (before, _) = text.skip_space_back(at);
    // A line in capitals below a line that is not is the head of what follows, or of the page, not who issued the document.
    let shouted = |end: usize| {
        let line = line_start(text, end, LINE).unwrap_or(end);
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
