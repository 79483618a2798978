//! Laws, codes, ordinances, the constitution and the party's statutes by name.

use crate::date::date_at;
use crate::reference::finder::Finder;
use crate::reference::head::family_of;
use crate::reference::issuer::issuer_at;
use crate::reference::number::{Number, number_at};
use crate::reference::pinpoint;
use crate::reference::words::{Word, byte, keys, longest_at, lower, opens_basis, phrase, skip, word, year_at};
use crate::reference::{Family, Form, Reference};
use crate::registry::doc_type::DocType;
use crate::registry::known_document::KNOWN;
use crate::registry::law::Law;
use crate::registry::symbol::Symbol;
use crate::registry::title;
use crate::segment::line_start;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;
use crate::{Date, Span};

impl Finder<'_, '_> {
    /// `Luật …`, with the word before it where that belongs to the name (`Bộ luật`, `Pháp lệnh`).
    pub(super) fn law(&mut self, at: usize, lead: &WordSet, needed: bool) {
        let text = self.text;
        let before = text.last_token(at);
        let led = before.filter(|t| t.one_of(lead));
        if needed && led.is_none() {
            return;
        }
        let start = led.map_or(at, |t| t.span.start() as usize);
        // `pháp luật`, `kỷ luật`, `Đại học Luật`, `Công ước Luật Biển`; a draft is no document yet.
        let word_before = text.last_token(start);
        // `định luật`, but `theo quy định Luật Đất đai`, `quy định chi tiết Luật Xây dựng`.
        let capital = text.token_at(start).is_some_and(|t| t.case == Case::Title);
        let other = |t: Token| t.one_of(NO_LAW) && !(capital && lower(&t, words!["tiết", "định"]));
        if led.is_none() && word_before.is_some_and(other) {
            return;
        }
        self.law_at(start);
    }

    /// A law's name from its type word on, with year or symbol.
    pub(super) fn law_at(&mut self, start: usize) {
        let text = self.text;
        if start < self.done {
            return;
        }
        let Some(named) = NamedLaw::at(text, start) else { return };
        let (core_end, year) = match year_after(text, named.end) {
            Some((year, end)) => (end, Some(year)),
            None => (named.end, None),
        };
        if year.is_none() && (!named.is_document(text) || named.in_general(text)) {
            return;
        }
        // `Luật Đất đai (sửa đổi) số 31/2024/QH15`
        let revised = || revision_after(text, core_end).and_then(|end| symbol_after(text, end));
        let bare = || bare_number_after(text, core_end).or_else(|| own_number_after(text, named.law?, core_end));
        let numbered = symbol_after(text, core_end).or_else(revised).or_else(bare);
        if let Some((number, end)) = numbered.filter(|(number, _)| named.bears(text, number)) {
            let form = if number.tail.is_some() { Form::Numbered } else { Form::NumberOnly };
            let mut reference = named.reference(end, form);
            reference.family = Family::Assembly;
            reference.number = Some(number);
            let matter = skip(text, named.type_end);
            reference.title = (matter < named.end).then(|| Span::of(matter, named.end));
            self.push(reference, false);
            return;
        }
        let mut reference = named.reference(core_end, Form::Named);
        reference.issued = year.map(Date::of_year);
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
            reference.issued = Some(Date::of_year(year));
            self.push(reference, true);
        }
    }
}

/// A law by its name.
struct NamedLaw {
    start: usize,
    /// Where its type word ends, and its name.
    type_end: usize,
    end: usize,
    kind: Option<DocType>,
    /// The law, where the registry has it.
    law: Option<Law>,
    /// Whether its first letter is a capital.
    capital: bool,
}

impl NamedLaw {
    /// The law whose type word stands at `start`: an amending one, one of the registry, or one that it does not list.
    fn at(text: &Tokens, start: usize) -> Option<NamedLaw> {
        let first = text.token_at(start).filter(|t| t.class == Class::Word)?;
        let capital = first.case != Case::Lower;
        let typed = DocType::at(text, start);
        let type_end = typed.map_or(first.span.end() as usize, |(_, end)| end);
        let listed = Law::at(text, start);
        let (law, end) = typed
            .and_then(|_| amending(text, type_end))
            .filter(|&end| listed.is_none_or(|(_, known)| known < end))
            .map(|end| (None, end))
            .or_else(|| listed.map(|(law, end)| (Some(law), end)))
            .or_else(|| {
                let (kind, _) = typed.filter(|_| capital)?;
                unlisted(text, kind, start, type_end).map(|end| (None, end))
            })?;
        let (kind, _) = typed.or_else(|| DocType::at(law?.name(), 0)).unzip();
        Some(NamedLaw { start, type_end, end, kind, law, capital })
    }

    /// Whether the name alone is a document's: a law's area of life in lower case is none (`luật giao thông`).
    fn is_document(&self, text: &Tokens) -> bool {
        let is = |names: &[&str]| self.kind.is_some_and(|kind| names.contains(&kind.name()));
        // `khoản 3 điều 25 luật ngân sách nhà nước ngày 16/12/2002`
        let dated = || word(text, skip(text, self.end), Word::Day).is_some();
        let in_part = || {
            let number = text.last_token(self.start).filter(|t| t.class == Class::Digits);
            let level = number.and_then(|t| text.last_token(t.span.start() as usize));
            level.is_some_and(|t| pinpoint::is_level(text, t))
        };
        // `bộ luật hình sự`: a code is one.
        if self.capital || self.law.is_some() && (is(&["bộ luật"]) || dated() || in_part()) {
            return true;
        }
        let titled = text.next_token(self.type_end).is_some_and(|t| t.case != Case::Lower);
        !is(&["hiến pháp", "điều lệ", "cương lĩnh"]) && (titled || self.kind.is_none() || is(&["pháp lệnh"]))
    }

    /// Whether constitutions in general, another country's, or a court of that name are meant: `4 bản Hiến pháp`, `Hiến pháp Nhật
    /// Bản`, `Tòa án Hiến pháp`.
    fn in_general(&self, text: &Tokens) -> bool {
        if self.kind.is_none_or(|kind| kind.name() != "hiến pháp") {
            return false;
        }
        let before = text.last_token(self.start);
        let copies = before.filter(|t| t.one_of(words!["bản"]));
        let many = copies.and_then(|t| text.last_token(t.span.start() as usize));
        let counted = many.is_some_and(|t| t.class == Class::Digits || t.one_of(MANY));
        let foreign = text.next_token(self.end).is_some_and(|t| {
            let at = t.span.start() as usize;
            let ours = t.one_of(words!["Việt", "VN", "nước", "nhà", "năm"]) || DocType::at(text, at).is_some();
            let beside = !text[self.end..at].contains('\n');
            t.class == Class::Word && t.case == Case::Title && beside && !ours && issuer_at(text, at, true).is_none()
        });
        counted
            || before.is_some_and(|t| t.one_of(words!["án", "đồng"]))
            || self.capital && !self.shouted(text) && foreign
    }

    /// Whether its name is printed in capitals.
    fn shouted(&self, text: &Tokens) -> bool {
        text.token_at(self.start).is_some_and(|t| t.case == Case::Upper)
    }

    /// Whether the number behind the name is the law's own: not that of the document that its name is part of (`Quy định thi
    /// hành Điều lệ Đảng số 24-QĐ/TW`), nor of the law that it amends (`Luật sửa đổi … Luật Nhà ở số 27/2023/QH15`).
    fn bears(&self, text: &Tokens, number: &Number) -> bool {
        if number.code_type.is_some_and(|kind| matches!(kind.code(), "QĐ" | "NĐ" | "TT" | "TTLT" | "CT" | "HD" | "KH"))
        {
            return false;
        }
        let amends = self.law.is_none() && text.next_token(self.type_end).is_some_and(|t| t.one_of(AMEND));
        !amends || !amended_last(text, self.type_end, self.end, number)
    }

    /// Its mention, whose core ends at `end`.
    fn reference(&self, end: usize, form: Form) -> Reference {
        let mut reference = Reference::new(Span::of(self.start, end), form);
        reference.doc_type = self.kind;
        reference.head = Some(Span::of(self.start, self.type_end));
        reference.family = family_of(self.kind);
        reference.law = self.law;
        reference.name = Some(Span::of(self.start, self.end));
        reference
    }
}

/// What counts several of a kind, before `bản`.
const MANY: &WordSet = words!["các", "những", "mọi", "mỗi", "một", "hai", "ba", "bốn", "năm", "nhiều", "từng"];

/// The first words of what an amending law does.
const AMEND: &WordSet = words!["sửa", "SĐ", "SĐBS"];

/// Whether the last law between two positions, where its name ends, is the one that bears a number.
fn amended_last(text: &Tokens, from: usize, end: usize, number: &Number) -> bool {
    let whole = |tail| Symbol::new(&text[number.serial], "", number.year, &text[tail]);
    let Some(name) = number.tail.and_then(|tail| KNOWN.law_of(whole(tail).hash())) else { return false };
    let mut pos = skip(text, from);
    while let Some(token) = text.token_at(pos).filter(|t| (t.span.start() as usize) < end) {
        if Law::at(text, pos).is_some_and(|(law, law_end)| law_end == end && law.words() == name) {
            return true;
        }
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// Words before `luật` that make it another thing than a document's type word.
const NO_LAW: &WordSet = words![
    "pháp", "kỷ", "quy", "học", "trường", "khoa", "ty", "phòng", "hãng", "ngành", "viện", "nhân", "sĩ", "sỹ", "ước",
    "thảo", "án", "dự", "âm", "tiết", "định", "môn", "bộ", "đoàn"
];

/// `năm 2013`, `2013`, `(sửa đổi) năm 2023` after a law's name.
fn year_after(text: &Tokens, end: usize) -> Option<(u16, usize)> {
    let mut pos = skip(text, revision_after(text, end).unwrap_or(end));
    // `Luật Phòng, chống tham nhũng (PCTN) năm 2005`
    if let Some(after) =
        letters_in_brackets(text, pos).filter(|after| word(text, skip(text, *after), Word::Year).is_some())
    {
        pos = skip(text, after);
    }
    if let Some(year) = word(text, pos, Word::Year) {
        pos = skip(text, year);
    }
    // `(bổ sung, phát triển năm 2011)`: the edition of the party's platform.
    if let Some(edition) = text[pos..].strip_prefix("(bổ sung, phát triển năm ") {
        let year = edition.get(..4)?.parse().ok()?;
        return edition[4..].starts_with(')').then_some((year, text.len() - edition.len() + 5));
    }
    // `Luật Trưng cầu ý dân (2015)`
    let bracket = byte(text, pos) == b'(';
    let at = pos + usize::from(bracket);
    let digits = text.token_at(at).filter(|t| t.class == Class::Digits)?;
    // `Luật Đất đai năm 93`
    let short = || short_year(text, digits).filter(|_| word_before_is_year(text, pos));
    let year = year_at(text, at).or_else(short)?;
    let mut after = digits.span.end() as usize;
    if bracket {
        after = (byte(text, after) == b')').then_some(after + 1)?;
    }
    if matches!(byte(text, after), b'/' | b'-' | b'.' | b',') && byte(text, after + 1).is_ascii_digit() {
        return None;
    }
    Some((year, after))
}

/// A year of the last century by its last two digits.
fn short_year(text: &Tokens, digits: Token) -> Option<u16> {
    let year = text[digits.span].parse::<u16>().ok().filter(|_| digits.span.len() == 2)?;
    (45..100).contains(&year).then_some(1900 + year)
}

fn word_before_is_year(text: &Tokens, at: usize) -> bool {
    text.last_token(at).is_some_and(|t| lower(&t, words!["năm"]))
}

/// Past the words that tell a law's new version from the old one: `(sửa đổi)`, `mới`.
pub(in crate::reference) fn revision_after(text: &Tokens, end: usize) -> Option<usize> {
    let pos = skip(text, end);
    let bracket = byte(text, pos) == b'(';
    let first = pos + usize::from(bracket);
    let token = text.token_at(first).filter(|t| lower(t, words!["sửa", "mới"]))?;
    let mut after = match phrase(text, first, keys!["sửa", "đổi"]) {
        Some(revised) => {
            let comma = skip(text, revised);
            let more = if byte(text, comma) == b',' { comma + 1 } else { comma };
            phrase(text, skip(text, more), keys!["bổ", "sung"]).unwrap_or(revised)
        }
        None => token.one_of(words!["mới"]).then_some(token.span.end() as usize)?,
    };
    if bracket {
        after = (byte(text, after) == b')').then_some(after + 1)?;
    }
    Some(after)
}

/// Where a bracket closes that holds capitals alone, the letters of the name before it.
fn letters_in_brackets(text: &Tokens, at: usize) -> Option<usize> {
    let inside = Some(at + 1).filter(|_| byte(text, at) == b'(')?;
    let letters = text.token_at(inside).filter(|t| t.case == Case::Upper)?;
    let end = letters.span.end() as usize;
    (byte(text, end) == b')').then_some(end + 1)
}

/// `số 45/2013/QH13` after a law's name; `số` may be left out.
fn symbol_after(text: &Tokens, end: usize) -> Option<(Number, usize)> {
    let mut pos = skip(text, end);
    if byte(text, pos) == b',' {
        pos = skip(text, pos + 1);
    }
    let no = word(text, pos, Word::No);
    pos = no.map_or(pos, |end| skip(text, end));
    if byte(text, pos) == b':' {
        pos = skip(text, pos + 1);
    }
    let found = number_at(text, pos)?;
    let sure =
        no.is_some() || pos == skip(text, end) && found.family == Family::Assembly && found.number.year.is_some();
    found.number.tail.filter(|_| sure).map(|_| (found.number, found.end))
}

/// `số 45/2013` after a law's name.
fn bare_number_after(text: &Tokens, end: usize) -> Option<(Number, usize)> {
    let no = word(text, skip(text, end), Word::No)?;
    let found = number_at(text, skip(text, no))?;
    (found.number.tail.is_none() && found.number.year.is_some()).then_some((found.number, found.end))
}

/// `60/2010` right after a law's name, where that law was the year's sixtieth.
fn own_number_after(text: &Tokens, law: Law, end: usize) -> Option<(Number, usize)> {
    let pos = skip(text, end);
    text.token_at(pos).filter(|t| t.class == Class::Digits)?;
    let found = number_at(text, pos).filter(|found| found.number.tail.is_none())?;
    let serial = Symbol::new(&text[found.number.serial], "", found.number.year, "").serial_hash();
    let year = Date::of_year(found.number.year?);
    KNOWN
        .dated(KNOWN.with_name(law.words()), year)
        .any(|row| KNOWN.with_serial(serial).contains(&row))
        .then_some((found.number, found.end))
}

/// `Luật sửa đổi, bổ sung một số điều của Luật A và Luật B`: one law, named through the laws that it amends, each with its number
/// perhaps. From the end of the type word; where the last of them ends.
fn amending(text: &Tokens, type_end: usize) -> Option<usize> {
    let verb = skip(text, type_end);
    text.token_at(verb).filter(|t| t.one_of(AMEND))?;
    phrase(text, verb, keys!["sửa", "đổi"])
        .or_else(|| phrase(text, verb, keys!["SĐ"]))
        .or_else(|| phrase(text, verb, keys!["SĐBS"]))?;
    let (mut pos, mut end, mut numbered) = (verb, None, None);
    for _ in 0..40 {
        let token = text.token_at(pos)?;
        if matches!(&text[token.span], "." | ";" | ":" | "(" | ")" | "\"" | "”") || next_entry(text, pos) {
            break;
        }
        // `sửa đổi, bổ sung một số điều của 10 luật có liên quan đến …`
        if end.is_none() && token.one_of(words!["luật"]) {
            if let Some(named) = counted_laws(text, token) {
                return Some(named);
            }
        }
        let law = Law::at(text, pos).map(|(_, law_end)| law_end).filter(|_| token.case != Case::Lower);
        // A name that the registry does not know, or that is misspelt, between others.
        if let Some(law_end) = law.or_else(|| listed_law(text, pos)) {
            // `Luật sửa đổi … của Luật A, Luật B (sửa đổi)`: the second is a law of its own.
            if end.is_some() && text[skip(text, law_end)..].starts_with("(sửa đổi") {
                break;
            }
            end = Some(law_end);
            let plain = numbered.unwrap_or(law_end);
            let own = symbol_after(text, law_end).filter(|(number, _)| amended_last(text, pos, law_end, number));
            pos = skip(text, own.map_or(law_end, |(_, end)| end));
            let joined = if byte(text, pos) == b',' { Some(pos + 1) } else { word(text, pos, Word::And) };
            let next = joined.map(|joined| skip(text, joined));
            if own.is_some() && next.is_some_and(|next| Law::at(text, next).is_some()) {
                numbered = Some(plain);
            }
            end = own.filter(|_| numbered.is_some()).map_or(end, |(_, end)| Some(end));
            let Some(next) = next.filter(|_| own.is_none() || numbered.is_some()) else { break };
            pos = next;
            continue;
        }
        if end.is_some() {
            break;
        }
        pos = skip(text, token.span.end() as usize);
    }
    // Laws with their numbers are one law's matter where its day closes the list.
    let dated = end.is_some_and(|end| word(text, skip(text, end), Word::Day).is_some());
    numbered.filter(|_| !dated).or(end)
}

/// Whether a law of its own opens a line at `pos`: the next entry of a list.
fn next_entry(text: &Tokens, pos: usize) -> bool {
    let before = text.skip_space_back(pos).0;
    let joined = words!["của", "và", ",", "các"];
    text[before..pos].contains('\n')
        && text.token_at(pos).is_some_and(|t| t.case == Case::Title && t.one_of(words!["Luật", "Bộ"]))
        && !text.token_before(before).is_some_and(|t| t.one_of(joined))
}

/// `10 luật có liên quan đến an ninh`, `các luật thuế`: the end of the laws that are named together, where a date, a year or
/// a symbol closes their name.
fn counted_laws(text: &Tokens, luat: Token) -> Option<usize> {
    let many = text.last_token(luat.span.start() as usize)?;
    if !(many.class == Class::Digits || many.one_of(words!["các", "số"])) {
        return None;
    }
    let mut end = luat.span.end() as usize;
    for _ in 0..24 {
        let pos = skip(text, end);
        let token = text.token_at(pos)?;
        let dated = || word(text, pos, Word::Day).is_some() && date_at(text, pos).is_some();
        if dated() || year_after(text, end).is_some() || symbol_after(text, end).is_some() {
            return Some(end);
        }
        let inside = token.class == Class::Word || &text[token.span] == ",";
        if !inside || title::ends(text, pos, false) || next_entry(text, pos) {
            return None;
        }
        end = token.span.end() as usize;
    }
    None
}

/// The end of a law's name among the laws that another one amends: `Luật` and a few words up to a comma, `và Luật` or the
/// date.
fn listed_law(text: &Tokens, start: usize) -> Option<usize> {
    let capital = |at: usize| text.token_at(at).filter(|t| t.class == Class::Word && t.case == Case::Title);
    let first = capital(start).filter(|t| t.one_of(words!["Luật"]))?;
    let mut end = first.span.end() as usize;
    let name = skip(text, end);
    capital(name)?;
    for n in 0..10 {
        let pos = skip(text, end);
        let token = text.token_at(pos)?;
        let another = || word(text, pos, Word::And).is_some_and(|and| Law::at(text, skip(text, and)).is_some());
        let closed =
            matches!(longest_at(text, pos), Some((Word::Day | Word::Year, _))) || year_after(text, end).is_some();
        if &text[token.span] == "," || closed || another() {
            return (n > 1).then_some(end);
        }
        if token.class != Class::Word {
            return None;
        }
        end = token.span.end() as usize;
    }
    None
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
    let first = text.token_at(pos).filter(|t| t.class == Class::Word && (basis || t.case != Case::Lower))?;
    let letters = &text[first.span];
    let shouted = text.token_at(start).is_some_and(|t| t.case == Case::Upper);
    // `Luật VSATTP`, but `HỘI LUẬT GIA`
    if first.case == Case::Upper
        && !shouted
        && letters.chars().count() >= 3
        && letters.chars().all(|c| c.is_ascii_uppercase() || matches!(c, 'Đ' | 'Ô' | 'Ư'))
        && kind.name() == "luật"
    {
        return Some(first.span.end() as usize);
    }
    let mut end = pos;
    for _ in 0..24 {
        let token = text.token_at(pos)?;
        let digits = token.class == Class::Digits;
        if (digits || word(text, pos, Word::No).is_some()) && symbol_after(text, end).is_some() {
            return Some(end);
        }
        if digits || word(text, pos, Word::Year).is_some() {
            return year_after(text, end).map(|_| end);
        }
        if basis && word(text, pos, Word::Day).is_some() {
            return date_at(text, pos).map(|_| end);
        }
        // `Pháp lệnh Ngân hàng ban hành theo lệnh số …`: what was done with it.
        let decreed = phrase(text, pos, keys!["ban", "hành"]).filter(|_| pos != skip(text, after));
        if decreed.and_then(|end| text.next_token(end)).is_some_and(|t| lower(&t, words!["theo", "kèm", "tại"])) {
            return basis.then_some(end);
        }
        let inside = token.class == Class::Word || &text[token.span] == ",";
        let amended = || token.one_of(words!["Luật"]) && phrase(text, skip(text, after), keys!["sửa", "đổi"]).is_some();
        let document =
            pos != skip(text, after) && token.case != Case::Lower && DocType::at(text, pos).is_some() && !amended();
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

/// How far before a law its line is read.
const BASIS_REACH: usize = 300;

/// Whether `Căn cứ`, `Căn cứ vào` stands before a position, or before the entry that a semicolon ends before it.
fn basis_before(text: &Tokens, at: usize) -> bool {
    let before = |at: usize| text.last_token(at);
    let last = before(at);
    if last.is_some_and(|t| t.one_of(words![";"])) {
        return line_start(text, at, BASIS_REACH).is_some_and(|line| opens_basis(text, line));
    }
    let last = match last.filter(|t| t.one_of(words!["vào"])) {
        Some(into) => before(into.span.start() as usize),
        None => last,
    };
    last.is_some_and(|t| {
        t.one_of(words!["cứ"]) && before(t.span.start() as usize).is_some_and(|t| t.one_of(words!["căn"]))
    })
}
