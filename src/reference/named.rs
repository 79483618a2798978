//! Documents without a number: laws, codes, ordinances and the constitution by name, resolutions by the meeting that
//! passed them, and words that point back (`Nghị quyết này`).

use crate::date::date_at;
use crate::registry::doc_type::DocType;
use crate::registry::issuer::Issuer;
use crate::registry::law::Law;
use crate::registry::title;
use crate::text::case::one_of;
use crate::text::key::{Case, Class, Key, Token, skip_space_back, token_at, token_before};
use crate::text::set::{WordSet, words};
use crate::text::tokens::Tokens;
use crate::{Date, Span};

use super::find::Finder;
use super::head::family_of;
use super::issuer::{nth, organisation_at, plenum_at};
use super::number::number_at;
use super::pinpoint;
use super::words::{Word, byte, keys, next, ordinal, phrase, roman, skip, word, word_at};
use super::{Event, Family, Form, Meeting, Reference};

impl Finder<'_, '_> {
    /// A document without a number at a head word.
    pub(super) fn named(&mut self, at: usize) {
        let Some(token) = token_at(self.text, at) else { return };
        const LAW: Key = Key::of("luật");
        const ORDER: Key = Key::of("lệnh");
        const STATUTE: Key = Key::of("lệ");
        const CONSTITUTION: Key = Key::of("hiến");
        const PLATFORM: Key = Key::of("cương");
        const NQ: Key = Key::of("nq");
        const RESOLUTION: Key = Key::of("nghị");
        const CONCLUSION: Key = Key::of("luận");
        const THIS: Key = Key::of("này");
        const ABOVE: Key = Key::of("trên");
        const NAMED: Key = Key::of("nêu");
        match token.key {
            LAW => self.law(at, words!["bộ"], false),
            ORDER => self.law(at, words!["pháp"], true),
            STATUTE => {
                // `Điều lệ Đảng`, not `tỷ lệ`.
                let before = token_before(self.text, skip_space_back(self.text, at).0);
                if let Some(first) = before.filter(|t| t.one_of(words!["điều"])) {
                    self.law_at(first.span.start() as usize);
                }
            }
            CONSTITUTION | PLATFORM => self.law_at(at),
            NQ => self.event(at, token.span.end() as usize),
            RESOLUTION => {
                if let Some(end) = phrase(self.text, at, keys!["nghị", "quyết"]) {
                    self.event(at, end);
                }
            }
            CONCLUSION => {
                let before = token_before(self.text, skip_space_back(self.text, at).0);
                if let Some(first) = before.filter(|t| t.one_of(words!["kết"])) {
                    self.event(first.span.start() as usize, token.span.end() as usize);
                }
            }
            THIS | ABOVE | NAMED => self.back(at, token),
            _ if token.case == Case::Upper => self.law_at(at),
            _ => {}
        }
    }

    /// `Luật …`, with the word before it where that belongs to the name (`Bộ luật`, `Pháp lệnh`).
    fn law(&mut self, at: usize, lead: &WordSet, needed: bool) {
        let text = self.text;
        let before = token_before(text, skip_space_back(text, at).0);
        let led = before.filter(|t| t.one_of(lead));
        if needed && led.is_none() {
            return;
        }
        let start = led.map_or(at, |t| t.span.start() as usize);
        // `pháp luật`, `kỷ luật`, `Đại học Luật`, `Công ước Luật Biển`; a draft is no document yet.
        let word_before = token_before(text, skip_space_back(text, start).0);
        if led.is_none() && word_before.is_some_and(|t| t.one_of(NO_LAW)) {
            return;
        }
        self.law_at(start);
    }

    /// A law's name from its type word on, with year or symbol.
    fn law_at(&mut self, start: usize) {
        let text = self.text;
        let Some(first) = token_at(text, start).filter(|t| t.class == Class::Word) else { return };
        if start < self.done {
            return;
        }
        let capital = first.case != Case::Lower;
        let typed = DocType::at(text, start);
        let type_end = typed.map_or(first.span.end() as usize, |(_, end)| end);
        let Some((law, name_end)) = typed
            .and_then(|_| amending(text, type_end))
            .map(|end| (None, end))
            .or_else(|| Law::at(text, start).map(|(law, end)| (Some(law), end)))
            .or_else(|| {
                let (kind, _) = typed.filter(|_| capital)?;
                unlisted(text, kind, start, type_end).map(|end| (None, end))
            })
        else {
            return;
        };
        let (core_end, year) = match year_after(text, name_end) {
            Some((year, end)) => (end, Some(year)),
            None => (name_end, None),
        };
        let name = Span::of(start, name_end);
        let kind = typed.or_else(|| DocType::at(law?.name(), 0)).map(|(kind, _)| kind);
        // A law's area of life in lower case is no document: `luật giao thông`.
        let titled = next(text, type_end).is_some_and(|t| t.case != Case::Lower);
        let constitution = kind.is_some_and(|k| matches!(k.name(), "hiến pháp" | "điều lệ" | "cương lĩnh"));
        // `khoản 3 điều 25 luật ngân sách nhà nước ngày 16/12/2002`
        let dated = || word(text, skip(text, name_end), Word::Day).is_some();
        let number = || token_before(text, skip_space_back(text, start).0).filter(|t| t.class == Class::Digits);
        let in_part = || {
            let level = number().and_then(|t| token_before(text, skip_space_back(text, t.span.start() as usize).0));
            level.is_some_and(|t| pinpoint::is_level(text, t))
        };
        let meant = law.is_some() && (dated() || in_part());
        if !capital
            && year.is_none()
            && !meant
            && (constitution || !titled && kind.is_some_and(|k| k.name() != "pháp lệnh"))
        {
            return;
        }
        if let Some((number, end)) = symbol_after(text, core_end) {
            let mut reference = Reference::new(Span::of(start, end), Form::Numbered);
            reference.doc_type = kind;
            reference.head = Some(Span::of(start, type_end));
            reference.family = Family::Assembly;
            reference.number = Some(number);
            reference.law = law;
            reference.name = Some(name);
            let matter = skip(text, type_end);
            reference.title = (matter < name_end).then(|| Span::of(matter, name_end));
            self.push(reference, false);
            return;
        }
        let mut reference = Reference::new(Span::of(start, core_end), Form::Named);
        reference.doc_type = kind;
        reference.head = Some(Span::of(start, type_end));
        reference.family = family_of(kind);
        reference.law = law;
        reference.name = Some(name);
        if let Some(year) = year {
            reference.issued = Some(Date::year(year));
        }
        self.push(reference, false);
        if year.is_some() {
            self.further_years(reference);
        }
    }

    /// `Hiến pháp năm 1946, 1959 và năm 2013`: one mention for every further year right after the core.
    fn further_years(&mut self, first: Reference) {
        let text = self.text;
        for _ in 0..6 {
            let pos = skip(text, self.done);
            let comma = byte(text, pos) == b',';
            let Some(joined) = (if comma { Some(pos + 1) } else { word(text, pos, Word::And) }) else { break };
            let start = skip(text, joined);
            let Some((year, end)) =
                year_after(text, joined).filter(|(_, end)| text[start..*end].len() <= "năm 0000".len() + 1)
            else {
                break;
            };
            // `năm 2013, năm 2015 tỉnh …`: after a comma only a bare year, and only where the list goes on.
            let named = word(text, start, Word::Year).is_some();
            let after = skip(text, end);
            let goes_on = byte(text, after) == b',' || word(text, after, Word::And).is_some();
            if comma && (named || !goes_on) {
                break;
            }
            let mut reference = first;
            reference.core = Span::of(start, end);
            reference.mention = reference.core;
            reference.head = None;
            reference.issued = Some(Date::year(year));
            self.push(reference, true);
        }
    }

    /// `Nghị quyết Trung ương 4 (khóa XII)`, `Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVI`.
    /// From the end of the type word.
    fn event(&mut self, start: usize, type_end: usize) {
        let text = self.text;
        if start < self.done {
            return;
        }
        let kind = || match DocType::before(text, type_end) {
            Some((kind, _)) => Some(kind),
            None => DocType::by_name("nghị quyết"),
        };
        let mut pos = skip(text, type_end);
        let Some(mut first) = token_at(text, pos).filter(|t| t.one_of(MEETINGS) || t.one_of(words!["của"])) else {
            return;
        };
        if let Some(end) = word(text, pos, Word::Of) {
            pos = skip(text, end);
            let Some(of) = token_at(text, pos).filter(|t| t.one_of(MEETINGS)) else { return };
            first = of;
        }
        let congress = if first.one_of(CONGRESSES) { congress(text, pos) } else { None };
        if let Some((event, term, end)) = congress {
            let mut reference = Reference::new(Span::of(start, end), Form::Event);
            reference.doc_type = kind();
            reference.family = Family::Party;
            reference.event = Some(event);
            reference.term = event.ordinal.filter(|_| term.is_some());
            reference.term_span = term;
            self.push(reference, false);
        } else if let Some((ordinal, end)) = plenum_at(text, pos) {
            self.plenum(start, kind(), ordinal, end);
        }
    }

    /// A plenum's resolution with its term, and one mention more for every further term: `(khóa XII, XIII)`.
    fn plenum(&mut self, start: usize, kind: Option<DocType>, ordinal_of: u8, end: usize) {
        let text = self.text;
        let event = Event { meeting: Meeting::Plenum, ordinal: Some(ordinal_of), place: None, years: None };
        let mut pos = skip(text, end);
        // `Hội nghị Trung ương lần thứ 11 của Ban Chấp hành Trung ương Đảng (khóa XIII)`
        let committee = word(text, pos, Word::Of).and_then(|of| Issuer::at(text, skip(text, of)));
        if let Some((_, body_end)) = committee.filter(|(body, _)| body.id() == "ban-chap-hanh-trung-uong") {
            pos = skip(text, body_end);
        }
        if byte(text, pos) == b',' {
            pos = skip(text, pos + 1);
        }
        let bracket = byte(text, pos) == b'(';
        if bracket {
            pos = skip(text, pos + 1);
        }
        let mut core_end = end;
        let mut terms: [Option<(u8, Span, usize)>; 4] = [None; 4];
        let mut n = 0;
        if let Some(term_end) = word(text, pos, Word::Term) {
            let mut at = skip(text, term_end);
            while let Some((term, numeral_end)) = ordinal(text, at).filter(|(t, _)| (1..=39).contains(t)) {
                terms[n] = Some((term, Span::of(at, numeral_end), at));
                n += 1;
                core_end = if n == 1 { numeral_end } else { core_end };
                let comma = skip(text, numeral_end);
                let joined = if byte(text, comma) == b',' { Some(comma + 1) } else { word(text, comma, Word::And) };
                let Some(joined) = joined.filter(|_| n < terms.len()) else { break };
                at = skip(text, joined);
                if let Some(again) = word(text, at, Word::Term) {
                    at = skip(text, again);
                }
                // Only a Roman numeral continues the list: `khóa XII, 5 năm`.
                if !token_at(text, at).is_some_and(|t| t.class == Class::Word && roman(&text[t.span]).is_some()) {
                    break;
                }
            }
            if bracket && n == 1 {
                let close = skip(text, core_end);
                core_end = if byte(text, close) == b')' { close + 1 } else { core_end };
            }
        }
        for i in 0..n.max(1) {
            let core = match terms[i] {
                Some((_, span, _)) if i > 0 => span,
                _ => Span::of(start, core_end),
            };
            let mut reference = Reference::new(core, Form::Event);
            reference.doc_type = kind;
            reference.family = Family::Party;
            reference.event = Some(event);
            if let Some((term, span, _)) = terms[i] {
                reference.term = Some(term);
                reference.term_span = Some(span);
            }
            self.push(reference, i > 0);
        }
    }

    /// `Thông tư này`, `Chỉ thị nói trên`: only where a document of that type was mentioned before.
    fn back(&mut self, at: usize, token: Token) {
        let text = self.text;
        let mut end = token.span.end() as usize;
        let mut start = at;
        let before = |at: usize| token_before(text, skip_space_back(text, at).0);
        let mut alone = false;
        if token.one_of(words!["trên"]) {
            let lead = before(at).filter(|t| t.one_of(words!["nói", "nêu", "kể"]));
            if let Some(lead) = lead {
                start = lead.span.start() as usize;
                // `đã nêu trên`
                if let Some(done) = before(start).filter(|t| t.case == Case::Lower && t.one_of(words!["đã", "vừa"]))
                {
                    start = done.span.start() as usize;
                }
            } else if let Some(here) = next(text, end).filter(|t| t.case == Case::Lower && t.one_of(words!["đây"])) {
                end = here.span.end() as usize;
            } else {
                alone = true;
            }
        } else if token.one_of(words!["nêu"]) {
            let lead = before(at).filter(|t| t.case == Case::Lower && t.one_of(words!["vừa", "đã"]));
            let Some(lead) = lead else { return };
            if next(text, end).is_some_and(|t| t.case == Case::Lower && t.one_of(words!["trên"])) {
                return;
            }
            start = lead.span.start() as usize;
            alone = true;
        }
        let Some((kind, kind_start)) = DocType::before(text, skip_space_back(text, start).0) else { return };
        if kind_start < self.done || !self.seen(kind) || alone && !closed(text, end) {
            return;
        }
        // `các Nghị quyết nêu trên`: a group, not one document. `02 văn bản này`, but not `Điều 9 Nghị định này`.
        let counts = |t: Token| {
            t.class == Class::Digits && !before(t.span.start() as usize).is_some_and(|t| pinpoint::is_level(text, t))
        };
        let groups = words!["các", "những", "hai", "ba", "bốn", "nhiều", "mỗi", "từng"];
        let mut first = kind_start;
        // `các chỉ thị, nghị quyết trên`: the kinds before it are of the group.
        for _ in 0..4 {
            let Some(joint) = before(first).filter(|t| t.one_of(words![",", "và"])) else { break };
            let end = skip_space_back(text, joint.span.start() as usize).0;
            let Some((_, start)) = DocType::before(text, end) else { break };
            first = start;
        }
        if before(first).is_some_and(|t| counts(t) || t.one_of(groups)) {
            return;
        }
        let mut reference = Reference::new(Span::of(kind_start, end), Form::Back);
        reference.doc_type = Some(kind);
        reference.head = Some(Span::of(kind_start, skip_space_back(text, start).0));
        self.push(reference, false);
    }
}

/// What a meeting's name, or that of the body that met, opens with after `Nghị quyết` and `của`.
const MEETINGS: &WordSet =
    words!["Đại", "Đảng", "Hội", "lần", "Trung", "T", "TƯ", "TW", "Ban", "BCH", "BCHTW", "BCHTƯ"];

/// [`MEETINGS`] that are congresses.
const CONGRESSES: &WordSet = words!["Đại", "Đảng"];

/// Words before `luật` that make it another thing than a document's type word.
const NO_LAW: &WordSet = words![
    "pháp",
    "kỷ",
    "quy",
    "học",
    "trường",
    "khoa",
    "ty",
    "phòng",
    "hãng",
    "ngành",
    "viện",
    "nhân",
    "sĩ",
    "sỹ",
    "ước",
    "thảo",
    "án",
    "dự",
    "âm",
    "tiết",
    "định",
    "môn",
    "bộ",
    "đoàn"
];

/// Whether what follows closes a phrase: punctuation, the end, a verb of the sentence.
fn closed(text: &Tokens, end: usize) -> bool {
    let at = skip(text, end);
    let Some(token) = token_at(text, at) else { return true };
    match token.class {
        Class::Mark => true,
        Class::Digits => false,
        Class::Word => {
            title::ends(text, at, true)
                || word(text, at, Word::And).is_some()
                || word(text, at, Word::About).is_some()
                || word(text, at, Word::Of).is_some()
                || matches!(
                    &text[token.span],
                    "là" | "không" | "chưa" | "cần" | "nên" | "mà" | "quy" | "rất" | "vẫn" | "còn"
                )
        }
    }
}

/// `năm 2013`, `2013`, `(sửa đổi) năm 2023` after a law's name.
fn year_after(text: &Tokens, end: usize) -> Option<(u16, usize)> {
    let mut pos = skip(text, end);
    if matches!(byte(text, pos), b'(' | b's') {
        let revisions = ["(sửa đổi)", "(sửa đổi, bổ sung)", "sửa đổi, bổ sung", "sửa đổi"];
        if let Some(revised) = revisions.iter().find(|revised| text[pos..].starts_with(**revised)) {
            pos = skip(text, pos + revised.len());
        }
    }
    if let Some(year) = word(text, pos, Word::Year) {
        pos = skip(text, year);
    }
    // `(bổ sung, phát triển năm 2011)`: the edition of the party's platform.
    if let Some(edition) = text[pos..].strip_prefix("(bổ sung, phát triển năm ") {
        let year = edition.get(..4)?.parse().ok()?;
        return edition[4..].starts_with(')').then_some((year, text.len() - edition.len() + 5));
    }
    let token = token_at(text, pos).filter(|t| t.class == Class::Digits && t.span.len() == 4)?;
    let after = token.span.end() as usize;
    if matches!(byte(text, after), b'/' | b'-' | b'.' | b',') && byte(text, after + 1).is_ascii_digit() {
        return None;
    }
    text[token.span].parse().ok().filter(|year| (1945..2100).contains(year)).map(|year| (year, after))
}

/// `số 45/2013/QH13` after a law's name, in brackets too.
fn symbol_after(text: &Tokens, end: usize) -> Option<(super::Number, usize)> {
    let mut pos = skip(text, end);
    if byte(text, pos) == b',' {
        pos = skip(text, pos + 1);
    }
    pos = skip(text, word(text, pos, Word::No)?);
    if byte(text, pos) == b':' {
        pos = skip(text, pos + 1);
    }
    let found = number_at(text, pos)?;
    found.number.tail.map(|_| (found.number, found.end))
}

/// `Luật sửa đổi, bổ sung một số điều của Luật A và Luật B`: one law, named through the laws that it amends.
/// From the end of the type word; where the last of them ends.
fn amending(text: &Tokens, type_end: usize) -> Option<usize> {
    let verb = skip(text, type_end);
    token_at(text, verb).filter(|t| t.one_of(words!["sửa", "SĐ", "SĐBS"]))?;
    phrase(text, verb, keys!["sửa", "đổi"])
        .or_else(|| phrase(text, verb, keys!["SĐ"]))
        .or_else(|| phrase(text, verb, keys!["SĐBS"]))?;
    let mut pos = verb;
    let mut end = None;
    for _ in 0..40 {
        let token = token_at(text, pos)?;
        if matches!(&text[token.span], "." | ";" | ":" | "(" | ")" | "\"" | "”") {
            break;
        }
        let law = Law::at(text, pos).map(|(_, law_end)| law_end).filter(|_| token.case != Case::Lower);
        if let Some(law_end) = law {
            end = Some(law_end);
            pos = skip(text, law_end);
            let joined = if byte(text, pos) == b',' { Some(pos + 1) } else { word(text, pos, Word::And) };
            let Some(joined) = joined else { break };
            pos = skip(text, joined);
            if Law::at(text, pos).is_none() {
                break;
            }
            continue;
        }
        if end.is_some() {
            break;
        }
        pos = skip(text, token.span.end() as usize);
    }
    end
}

/// A law that the registry does not know: an abbreviation (`Luật VSATTP`), or a capitalised name that a year or a
/// symbol closes; where it is cited as a basis (`Căn cứ Luật … ngày …`), a date closes it too, and capitals do not count.
/// From the start and the end of the type word.
fn unlisted(text: &Tokens, kind: DocType, start: usize, after: usize) -> Option<usize> {
    if !matches!(kind.name(), "luật" | "bộ luật" | "pháp lệnh") {
        return None;
    }
    let basis = basis_before(text, start);
    let mut pos = skip(text, after);
    let first = token_at(text, pos).filter(|t| t.class == Class::Word && (basis || t.case != Case::Lower))?;
    let letters = &text[first.span];
    if first.case == Case::Upper
        && letters.chars().count() >= 3
        && letters.chars().all(|c| c.is_ascii_uppercase() || matches!(c, 'Đ' | 'Ô' | 'Ư'))
        && kind.name() == "luật"
    {
        return Some(first.span.end() as usize);
    }
    let mut end = pos;
    for _ in 0..24 {
        let token = token_at(text, pos)?;
        let year = token.class == Class::Digits || word(text, pos, Word::Year).is_some();
        if year {
            return year_after(text, end).map(|_| end);
        }
        if word(text, pos, Word::No).is_some() && symbol_after(text, end).is_some() {
            return Some(end);
        }
        if basis && word(text, pos, Word::Day).is_some() {
            return date_at(text, pos).map(|_| end);
        }
        let inside = token.class == Class::Word || &text[token.span] == ",";
        let document = pos != skip(text, after) && token.case != Case::Lower && DocType::at(text, pos).is_some();
        if !inside || title::ends(text, pos, false) || document {
            return None;
        }
        if token.class == Class::Word {
            end = token.span.end() as usize;
        }
        pos = skip(text, token.span.end() as usize);
    }
    None
}

/// Whether `Căn cứ`, `Căn cứ vào` stands before a position.
fn basis_before(text: &Tokens, at: usize) -> bool {
    let before = |at: usize| token_before(text, skip_space_back(text, at).0);
    let last = before(at);
    let last = match last.filter(|t| t.one_of(words!["vào"])) {
        Some(into) => before(into.span.start() as usize),
        None => last,
    };
    last.is_some_and(|t| {
        t.one_of(words!["cứ"]) && before(t.span.start() as usize).is_some_and(|t| t.one_of(words!["căn"]))
    })
}

/// A party congress that a resolution is known by, the term of the committee that it elected, and where the words end
/// that identify it.
fn congress(text: &Tokens, at: usize) -> Option<(Event, Option<Span>, usize)> {
    let mut pos = match phrase(text, at, keys!["Đại", "hội"]) {
        Some(end) => end,
        None if phrase(text, at, keys!["Đảng", "bộ"]).is_some() => at,
        None => return None,
    };
    let mut event = Event { meeting: Meeting::PartyCongress, ordinal: None, place: None, years: None };
    let mut end = pos;
    let (mut party, mut behind) = (false, false);
    let mut term = None;
    for _ in 0..16 {
        let here = skip(text, pos);
        let comma = byte(text, here) == b',';
        let here = if comma { skip(text, here + 1) } else { here };
        let lead = word_at(text, here);
        if let Some((Word::Years, years_end)) = lead {
            let Some((years, years_end)) = years_at(text, skip(text, years_end)) else { break };
            event.years = Some(years);
            // `lần thứ XXII, nhiệm kỳ 2020 - 2025`: the ordinal identifies; the term only says it again.
            if event.ordinal.is_none() {
                end = years_end;
            }
            break;
        }
        if let Some((n, after)) = nth(text, here) {
            event.ordinal = Some(n);
            (pos, end) = (after, after);
            continue;
        }
        // `Đại hội Đảng bộ xã khóa XIX`: a committee's term bears the number of the congress that elected it.
        if let Some((Word::Term, term_end)) = lead.filter(|_| party && event.ordinal.is_none()) {
            let numeral = skip(text, term_end);
            let Some((n, after)) = ordinal(text, numeral).filter(|(n, _)| (1..=39).contains(n)) else { break };
            event.ordinal = Some(n);
            term = Some(Span::of(numeral, after));
            end = after;
            break;
        }
        if comma {
            break;
        }
        if let Some(after) = phrase(text, here, keys!["đại", "biểu"]) {
            pos = after;
            continue;
        }
        if let Some(after) = phrase(text, here, keys!["toàn", "quốc"]) {
            event.meeting = Meeting::NationalCongress;
            pos = after;
            continue;
        }
        let of = match lead {
            Some((Word::Of, end)) => skip(text, end),
            _ => here,
        };
        if let Some(after) = party_name(text, of) {
            party = true;
            (pos, end) = (after, after);
            continue;
        }
        // `lần thứ V của Đảng bộ phường`: the organisation after the ordinal.
        if let Some(after) = phrase(text, of, keys!["Đảng", "bộ"]).or_else(|| phrase(text, of, keys!["Chi", "bộ"]))
        {
            party = true;
            behind = event.ordinal.is_some();
            (pos, end) = (after, after);
            continue;
        }
        if let Some((_, level_end)) =
            lead.filter(|(lead, _)| *lead == Word::Level && (event.ordinal.is_none() || behind))
        {
            event.meeting = match &text[here..level_end] {
                level if one_of(level, &["tỉnh", "thành phố"]) => Meeting::ProvinceCongress,
                level if one_of(level, &["huyện", "quận", "thị xã"]) => Meeting::DistrictCongress,
                level if one_of(level, &["xã", "phường", "thị trấn", "đặc khu"]) => Meeting::CommuneCongress,
                level if one_of(level, &["cấp", "các cấp"]) => return None,
                _ => event.meeting,
            };
            (pos, end) = (level_end, level_end);
            continue;
        }
        let Some(token) = token_at(text, here) else { break };
        let numeral = matches!(token.class, Class::Digits) && token.span.len() <= 2
            || token.class == Class::Word && token.case == Case::Upper;
        if numeral && event.ordinal.is_none() {
            if let Some((n, after)) = ordinal(text, here).filter(|(n, _)| (1..=39).contains(n)) {
                event.ordinal = Some(n);
                (pos, end) = (after, after);
                continue;
            }
        }
        // `Đảng bộ Khối các cơ quan tỉnh`, `Đảng bộ Quân đội`: an organisation's own, up to the ordinal; of no place.
        if party && event.ordinal.is_none() && event.place.is_none() && token.one_of(UNITS) {
            let close = unit_end(text, here)?;
            event.meeting = Meeting::PartyCongress;
            event.place = Some(Span::of(here, close));
            (pos, end) = (close, close);
            continue;
        }
        // The place's own name, after its level.
        let open = event.ordinal.is_none() || behind;
        let named = token.class == Class::Word && token.case != Case::Lower && end > at && open;
        if named && party && !matches!(&text[token.span], "Đoàn" | "Hội" | "Công") {
            let after = token.span.end() as usize;
            event.place =
                Some(event.place.map_or(Span::of(here, after), |place| Span::of(place.start() as usize, after)));
            (pos, end) = (after, after);
            continue;
        }
        break;
    }
    // `Đại hội toàn quốc lần thứ XII Công đoàn Việt Nam`: another organisation's.
    let after = skip(text, end);
    let owner = word(text, after, Word::Of).map_or(after, |of| skip(text, of));
    if !party && organisation_at(text, owner) {
        return None;
    }
    // `Đại hội XIII`, `Đại hội toàn quốc lần thứ XIII` are the party's own; the former, where the page speaks of no other.
    let national =
        event.meeting == Meeting::NationalCongress || event.place.is_none() && event.meeting == Meeting::PartyCongress;
    let bare = !party && event.meeting == Meeting::PartyCongress;
    if !party && !national || event.ordinal.is_none() && event.years.is_none() {
        return None;
    }
    if event.meeting == Meeting::PartyCongress
        && event.place.is_none()
        && event.ordinal.is_some()
        && !bare
        && !text[at..end].contains("bộ")
    {
        event.meeting = Meeting::NationalCongress;
    }
    Some((event, term, end))
}

/// What the names of organisations open with that have a party organisation of their own.
const UNITS: &WordSet = words![
    "Khối",
    "Công",
    "Quân",
    "Bộ",
    "Tập",
    "Tổng",
    "Sở",
    "Cục",
    "Ngân",
    "Trường",
    "Học",
    "Cơ",
    "Văn",
    "Ban",
    "Viện",
    "Bệnh",
    "Ủy",
    "UBND",
    "các",
    "Biên",
    "Tòa",
    "Đài",
    "Báo"
];

/// Where an organisation's name ends, right before the ordinal, the term or the years of its congress.
fn unit_end(text: &Tokens, at: usize) -> Option<usize> {
    let (mut pos, mut end) = (at, at);
    for _ in 0..14 {
        if nth(text, pos).is_some() || matches!(word_at(text, pos), Some((Word::Term | Word::Years, _))) {
            return Some(end).filter(|end| *end > at);
        }
        let token =
            token_at(text, pos).filter(|t| t.class == Class::Word || matches!(&text[t.span], "-" | "–" | "&"))?;
        end = token.span.end() as usize;
        pos = skip(text, end);
    }
    None
}

/// `Đảng`, `Đảng Cộng sản Việt Nam`, not `Đảng bộ`.
fn party_name(text: &Tokens, at: usize) -> Option<usize> {
    let end = phrase(text, at, keys!["Đảng"])?;
    let whole = phrase(text, at, keys!["Đảng", "Cộng", "sản", "Việt", "Nam"]);
    let short = || next(text, end).is_none_or(|t| !t.one_of(words!["bộ", "ủy"]));
    whole.or_else(|| Some(end).filter(|_| short()))
}

/// `2020 - 2025`.
pub(super) fn years_at(text: &Tokens, at: usize) -> Option<((u16, u16), usize)> {
    let year = |at: usize| token_at(text, at).filter(|t| t.class == Class::Digits && t.span.len() == 4);
    let from = year(at)?;
    let dash = next(text, from.span.end() as usize).filter(|t| matches!(&text[t.span], "-" | "–" | "—"))?;
    let to = year(skip(text, dash.span.end() as usize))?;
    Some(((text[from.span].parse().ok()?, text[to.span].parse().ok()?), to.span.end() as usize))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::{issuer, law};

    #[test]
    fn the_gates_let_through_what_the_registry_words() {
        for row in issuer::ROWS.iter().filter(|row| ["trung-uong", "ban-chap-hanh-trung-uong"].contains(&row.id)) {
            for wording in row.wordings() {
                let first = token_at(*wording, 0).unwrap();
                assert!(first.one_of(MEETINGS) && !first.one_of(CONGRESSES), "{wording}");
            }
        }
        for row in law::ROWS.iter().filter(|row| row.name.split(' ').nth(1) == Some("lệ")) {
            assert!(row.name.starts_with("Điều lệ"), "{}", row.name);
        }
    }
}
