//! Numbers and symbols (số, ký hiệu): `114-KL/TW`, `04/2015/NĐ-CP`, `547/UBND-KGVX`.
//!
//! The grammar is that of the guidelines of the party's office (number, type, body) and of the decrees on clerical work
//! (number, year, type, body); real pages put spaces anywhere, mix dashes and slashes, drop the stroke of đ and glue
//! the next word on. What the registry does not know is kept as it stands.

use crate::Span;
use crate::registry::code::Code;
use crate::registry::doc_type::DocType;
use crate::registry::issuer::Issuer;
use crate::registry::side::Side;
use crate::roman;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

use super::Family;
use super::words::{CONJUNCTIONS, byte, skip};

/// The number and symbol of a mention, as spans of the text.
///
/// In a list with a shared tail (`Nghị định số 04, 05/2015/NĐ-CP`) every member has the tail that it shares, so
/// [`Number::tail`] and the year may lie outside the mention's core.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Number {
    /// The serial number, without a suffix letter: `114`, `30` of `30c`, `66.22`.
    pub serial: Span,
    /// The letter right after the serial number: `c` of `30c`.
    pub suffix: Option<Span>,
    /// The year inside the symbol: `2015` of `04/2015/NĐ-CP`.
    pub year: Option<u16>,
    /// The span of the year.
    pub year_span: Option<Span>,
    /// The letters of the symbol, from the separator after serial and year to the end: `-KL/TW`, `/NĐ-CP`.
    pub tail: Option<Span>,
    /// The type that the tail's code stands for, where it has one. The head word overrides it.
    pub code_type: Option<DocType>,
    /// The first issuer that the tail names, where the registry knows its code.
    pub code_issuer: Option<Issuer>,
}

/// How surely a symbol is one without a type word before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Strength {
    /// No letters, or letters that the registry does not know.
    Weak,
    /// A known type or body, but not both: needs `số` before it.
    Half,
    /// A known type and a known body, or the National Assembly.
    Full,
}

/// A number found, where it ends, and how sure it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberAt {
    pub(super) number: Number,
    pub(super) end: usize,
    pub(super) strength: Strength,
    pub(super) family: Family,
}

impl NumberAt {
    /// Digits alone.
    #[inline]
    fn bare(serial: Span, suffix: Option<Span>) -> NumberAt {
        let number =
            Number { serial, suffix, year: None, year_span: None, tail: None, code_type: None, code_issuer: None };
        let end = suffix.map_or(serial.end(), Span::end) as usize;
        NumberAt { number, end, strength: Strength::Weak, family: Family::Unknown }
    }
}

/// The number that starts at a run of digits, with its symbol where it has one.
pub(super) fn number_at(text: &Tokens, at: usize) -> Option<NumberAt> {
    let digits = text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() <= 6)?;
    let mut serial = digits.span;
    let mut pos = serial.end() as usize;
    let spaced = byte(text, pos) == b' ' && byte(text, pos + 1).is_ascii_uppercase();
    if !spaced && !joined(text, pos) {
        return Some(NumberAt::bare(serial, None));
    }
    let mut suffix = None;
    // `66.22/2026/NQ-CP`, `1.640/QĐ-UBND`; `46.2016` is a year, see below.
    if byte(text, pos) == b'.' {
        if let Some(more) = text.token_at(pos + 1).filter(|t| t.class == Class::Digits && t.span.len() <= 3) {
            let end = more.span.end() as usize;
            if matches!(byte(text, end), b'/' | b'-') {
                serial = Span::of(at, end);
                pos = end;
            } else {
                return None;
            }
        }
    }
    if let Some(end) = misread_one(text, pos) {
        serial = Span::of(at, end);
        pos = end;
    } else if let Some(letter) = text.token_at(pos).filter(|t| t.class == Class::Word && t.span.len() <= 2) {
        if suffix_letter(&text[letter.span]) {
            suffix = Some(letter.span);
            pos = letter.span.end() as usize;
        }
    }
    let bare = NumberAt::bare(serial, suffix);
    let mut number = bare.number;
    let mut end = pos;
    let mut after_serial = separator(text, pos);
    if let Some(sep) = after_serial {
        if year_at(text, sep.end).is_some() {
            let year_end = sep.end + 4;
            let glued = sep.start == pos && sep.end == sep.mark_end;
            number.year = text[sep.end..year_end].parse().ok();
            number.year_span = Some(Span::of(sep.end, year_end));
            after_serial = separator(text, year_end);
            pos = year_end;
            // A year without letters after it: `64/2017`, `46.2016`; a dash would make it a range of something.
            end = if glued && matches!(sep.kind, '/' | '.') { year_end } else { end };
        } else if sep.kind == '/' {
            // `12/98/PL-UBTVQH10`: symbols of the nineties may give two digits.
            let short = text.token_at(sep.end).filter(|t| t.class == Class::Digits && t.span.len() == 2);
            if let Some(short) = short.filter(|t| byte(text, t.span.end() as usize) == b'/') {
                let year = text[short.span].parse().ok().filter(|y: &u16| *y >= 45).map(|y| y + 1900);
                if year.is_some() {
                    number.year = year;
                    number.year_span = Some(short.span);
                    pos = short.span.end() as usize;
                    after_serial = separator(text, pos);
                }
            }
        }
    }
    if let Some(tail) = tail_at(text, pos, after_serial) {
        number.tail = Some(Span::of(pos, tail.end));
        number.code_type = tail.code_type;
        number.code_issuer = tail.code_issuer;
        return Some(NumberAt { number, end: tail.end, strength: tail.strength, family: tail.family });
    }
    if end == pos && number.year.is_some() {
        return Some(NumberAt { number, end, strength: Strength::Weak, family: Family::Unknown });
    }
    Some(bare)
}

/// Whether a symbol's letters may stand after digits, and perhaps a year: glued to them, or a mark that joins them between.
/// Most dates, ranges and decimals are told apart here.
pub(super) fn lettered(text: &Tokens, end: usize) -> bool {
    let bytes = text.as_bytes();
    let (mut pos, mut groups) = (end, 0);
    // Whether the last mark joins letters to what stands before it, and whether white space follows digits.
    let (mut joint, mut parted) = (true, false);
    while let Some(&byte) = bytes.get(pos) {
        match byte {
            b'0'..=b'9' => {
                groups += u32::from(!bytes[pos - 1].is_ascii_digit());
                if parted || groups > 2 {
                    return false;
                }
                joint = true;
            }
            b'/' | b'-' | b'_' => (joint, parted) = (true, false),
            b'.' | b'&' => (joint, parted) = (false, false),
            b' ' | b'\t' | b'\r' | b'\n' => parted |= bytes[pos - 1].is_ascii_digit(),
            // A line break spelled out; a misread 1.
            b'\\' => return true,
            b'l' | b'I' if bytes.get(pos + 1) == Some(&b'/') => return true,
            // Dashes, but no quotation mark.
            0xe2 if bytes.get(pos + 1) == Some(&0x80) => {
                if !matches!(bytes.get(pos + 2), Some(0x90..=0x95)) {
                    return false;
                }
                (joint, parted) = (true, false);
                pos += 2;
            }
            0xe2 => return true,
            _ => return joint && !parted && (byte.is_ascii_alphabetic() || !byte.is_ascii()),
        }
        pos += 1;
    }
    false
}

/// Whether other numbers may follow digits in a list: after a comma, `và` or the dash of a range.
pub(super) fn runs_on(text: &Tokens, end: usize) -> bool {
    let pos = skip(text, end);
    matches!(byte(text, pos), b',' | 0xe2) || text.token_at(pos).is_some_and(|t| t.one_of(CONJUNCTIONS))
}

/// Whether what follows digits may belong to a symbol: a letter right after them, or a mark that joins letters to them,
/// across white space too. Most numbers are no documents', and leave here.
#[inline]
pub(super) fn joined(text: &Tokens, end: usize) -> bool {
    let next = byte(text, end);
    if next.is_ascii_alphabetic() || next >= 0x80 {
        return true;
    }
    let mark = if next <= b' ' || next == b'\\' { skip(text, end) } else { end };
    match byte(text, mark) {
        b'/' | b'-' | b'_' | b'&' | 0xe2 => true,
        // A full stop ends a sentence or a list's number.
        b'.' => byte(text, skip(text, mark + 1)).is_ascii_digit(),
        b'l' | b'I' => byte(text, mark + 1) == b'/',
        _ => false,
    }
}

/// The year at a position, if documents of the state may be of it: in a symbol, behind a law's name, in brackets.
pub(super) fn year_at(text: &Tokens, at: usize) -> Option<u16> {
    let token = text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() == 4)?;
    text[token.span].parse().ok().filter(|year| (1945..2100).contains(year))
}

fn suffix_letter(word: &str) -> bool {
    matches!(word, "a" | "b" | "c" | "d" | "đ" | "e" | "g" | "A" | "B" | "C" | "D" | "Đ" | "E")
}

/// A scanner's `l` or `I` for the digit 1 inside a number: `1 l/2005`. Where it ends.
fn misread_one(text: &Tokens, at: usize) -> Option<usize> {
    let letter = if byte(text, at) == b' ' { at + 1 } else { at };
    let misread = matches!(byte(text, letter), b'l' | b'I') && byte(text, letter + 1) == b'/';
    (misread && year_at(text, letter + 2).is_some()).then_some(letter + 1)
}

/// A separator with the white space around it.
#[derive(Clone, Copy, Debug)]
struct Separator {
    /// Where the separator's white space begins, and where its first mark stands.
    start: usize,
    mark: usize,
    /// After its last mark, and after the white space that follows.
    mark_end: usize,
    end: usize,
    /// The first mark, a dash of any kind as `-`.
    kind: char,
}

impl Separator {
    fn spaces(&self) -> u8 {
        u8::from(self.mark > self.start) + u8::from(self.end > self.mark_end)
    }
}

/// `/`, `-`, `.`, `_`, `&`, doubled or mixed by slips (`//`, `-/`), with white space around it.
fn separator(text: &Tokens, at: usize) -> Option<Separator> {
    let mark = skip(text, at);
    let (kind, mut mark_end) = separator_mark(text, mark)?;
    if kind != '.' && kind != '&' {
        if let Some(('/' | '-', end)) = separator_mark(text, mark_end) {
            mark_end = end;
        }
    }
    let end = skip(text, mark_end);
    Some(Separator { start: at, mark, mark_end, end, kind })
}

fn separator_mark(text: &str, at: usize) -> Option<(char, usize)> {
    let c = text.get(at..)?.chars().next()?;
    let kind = match c {
        '/' | '-' | '.' | '_' | '&' => c,
        '\u{2044}' | '\u{2215}' => '/',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => return None,
    };
    Some((kind, at + c.len_utf8()))
}

/// One code of a symbol's tail: its letters, with the digits and the bracket that belong to it.
struct Part {
    end: usize,
    code: Option<&'static Code>,
    /// Letters as the guidelines print them: upper case, no tone; else only what the registry knows counts.
    upper: bool,
    /// `QH13`, `UBTVQH14`: letters and the assembly's term.
    assembly: bool,
    /// The next word is glued to it.
    glued: bool,
}

impl Part {
    /// Whether it is the code of a type: `NQ`, `QĐ`.
    fn is_type(&self) -> bool {
        self.code.is_some_and(|code| code.party_type.is_some() || code.state_type.is_some())
    }
}

/// The words that pages glue to the end of a symbol: `04/2015/NĐ-CPngày`.
const GLUED: [&str; 30] = [
    "ngày", "của", "và", "về", "quy", "do", "được", "có", "thì", "là", "tại", "theo", "sửa", "hướng", "với", "cho",
    "trong", "thay", "này", "ban", "để", "đề", "đã", "bao", "gửi", "phê", "nêu", "đến", "từ", "hoặc",
];

/// A code at a position.
fn part_at(text: &Tokens, at: usize) -> Option<Part> {
    let token = text.token_at(at).filter(|t| t.class == Class::Word)?;
    let word = &text[token.span];
    // `T.Ư`, `T.W`, `T.U`.
    if word == "T" && byte(text, at + 1) == b'.' {
        let second = text.token_at(at + 2).filter(|t| matches!(&text[t.span], "Ư" | "W" | "U" | "Ư."));
        if let Some(second) = second {
            let stands_for = if &text[second.span] == "U" { "TU" } else { "TW" };
            let code = stands_for.token_at(0).and_then(|t| Code::of(t.key));
            return Some(Part { end: second.span.end() as usize, code, upper: true, assembly: false, glued: false });
        }
    }
    let (len, glued) = unglued(word, token.case);
    let own = &word[..len];
    let key = if glued { own.token_at(0)?.key } else { token.key };
    let code = Code::of(key);
    let upper =
        own.chars().all(|c| c.is_ascii_uppercase() || matches!(c, 'Đ' | 'Ư' | 'Ô' | 'Ơ' | 'Â' | 'Ă' | 'Ê' | 'Ð'));
    let mixed = || {
        let (mut uppers, mut lowers, mut plain) = (0, 0, true);
        for c in own.chars() {
            if c.is_uppercase() {
                uppers += 1;
            } else {
                lowers += 1;
            }
            plain &= c.is_ascii_alphabetic() || matches!(c, 'Đ' | 'đ' | 'Ư');
        }
        plain && uppers >= 2 && lowers <= 4
    };
    let cased = token.case != Case::Lower && !(token.case == Case::Title && own.chars().count() > 3);
    if !(upper || code.is_some() || cased && mixed()) {
        return None;
    }
    let mut end = at + len;
    let mut assembly = false;
    if !glued {
        let of_assembly = matches!(own, "QH" | "UBTVQH" | "HĐNN");
        if of_assembly {
            end = stray_dot(text, end).unwrap_or(end);
        }
        // `30-CT/TW1`: a footnote's mark; only assemblies and offices without a code of their own are numbered.
        let numbered =
            of_assembly || code.and_then(|code| code.issuer).is_none_or(|body| body.row().side == Side::Unit);
        let digits = text.token_at(end).filter(|t| t.class == Class::Digits && t.span.len() <= 3);
        if let Some(digits) = digits.filter(|_| numbered) {
            let digits_end = digits.span.end() as usize;
            assembly = of_assembly && digits.span.len() <= 2;
            end = digits_end;
        }
        end = unit_in_brackets(text, end).unwrap_or(end);
    }
    Some(Part { end, code, upper: upper && own.len() > 1, assembly, glued })
}

/// `QH .11`: where the assembly's number starts after a dot that does not belong there.
fn stray_dot(text: &Tokens, at: usize) -> Option<usize> {
    let dot = if byte(text, at) == b' ' { at + 1 } else { at };
    let after = Some(dot + 1).filter(|_| byte(text, dot) == b'.')?;
    let digits = text.token_at(after).filter(|t| t.class == Class::Digits)?;
    (digits.span.len() == 2).then_some(after)
}

/// The length of a symbol's own letters in a word to which the next word may be glued.
fn unglued(word: &str, case: Case) -> (usize, bool) {
    if word.len() <= 4 || case == Case::Upper {
        return (word.len(), false);
    }
    for glued in GLUED {
        if let Some(own) = word.strip_suffix(glued) {
            if own.chars().next_back().is_some_and(|c| c.is_uppercase() || c == 'g' || c == 'r') && own.len() >= 2 {
                return (own.len(), true);
            }
        }
    }
    (word.len(), false)
}

/// A police department after its body: `/C16 (P5)`, `/PV11(CS)`.
fn unit_in_brackets(text: &Tokens, at: usize) -> Option<usize> {
    let open = if byte(text, at) == b' ' { at + 1 } else { at };
    if byte(text, open) != b'(' {
        return None;
    }
    let letters =
        text.token_at(open + 1).filter(|t| t.class == Class::Word && t.case != Case::Lower && t.span.len() <= 3)?;
    // `NQ/TW (NQ21)`: what the document is called for short.
    if Code::of(letters.key).is_some_and(|code| code.party_type.is_some() || code.state_type.is_some()) {
        return None;
    }
    let mut close = letters.span.end() as usize;
    match text.token_at(close).filter(|t| t.class == Class::Digits && t.span.len() <= 2) {
        Some(digits) => close = digits.span.end() as usize,
        // `PV11(CS)`: letters alone only right behind a department's number.
        None if open > at || !byte(text, at - 1).is_ascii_digit() => return None,
        None => {}
    }
    (byte(text, close) == b')').then_some(close + 1)
}

struct Tail {
    end: usize,
    code_type: Option<DocType>,
    code_issuer: Option<Issuer>,
    strength: Strength,
    family: Family,
}

/// The letters of a symbol after its serial and year.
fn tail_at(text: &Tokens, at: usize, sep: Option<Separator>) -> Option<Tail> {
    if sep.is_some_and(|sep| matches!(sep.kind, '.' | '&')) {
        return None;
    }
    let spaced = sep.is_none() && byte(text, at) == b' ';
    let at = sep.map_or(at + usize::from(spaced), |sep| sep.end);
    let first = part_at(text, at)?;
    let opens = match sep {
        Some(sep) => follows(text, &first, sep),
        None => leads(text, &first, spaced),
    };
    if !opens {
        return None;
    }
    let mut letters = Letters { assembly: first.assembly, ..Letters::default() };
    let word = |part: &Part, at: usize| text.get(at..part.end).unwrap_or_default();
    letters.note(&first, word(&first, at));
    let (mut end, mut glued, mut slash_after_type) = (first.end, first.glued, false);
    while !glued && letters.parts < 14 {
        let Some((part, part_at, kind)) = next_part(text, end, letters.parts, first.is_type()) else { break };
        slash_after_type |= letters.parts == 1 && kind == '/';
        letters.note(&part, word(&part, part_at));
        (end, glued) = (part.end, part.glued);
    }
    Some(letters.tail(&first, end, sep.is_none_or(|sep| sep.kind == '-') && slash_after_type))
}

/// Whether letters without a separator can be a symbol's: `547CV-/C16`, `15CT/TW`, where the type is glued to the serial;
/// `26 NQ/TW`, a space for the hyphen, before a known body; `43 VH/QĐ`, before the type.
fn leads(text: &Tokens, first: &Part, spaced: bool) -> bool {
    let slash = byte(text, first.end) == b'/';
    if !first.upper || !slash && byte(text, first.end) != b'-' {
        return false;
    }
    let second = || part_at(text, first.end + 1);
    match (first.is_type(), spaced) {
        (true, false) => true,
        (true, true) => second().and_then(|part| part.code).is_some_and(|code| code.issuer.is_some()),
        (false, true) => {
            slash && first.code.is_none_or(|code| code.issuer.is_some()) && second().is_some_and(|part| part.is_type())
        }
        (false, false) => false,
    }
}

/// Whether letters after a separator can be a symbol's.
fn follows(text: &Tokens, first: &Part, sep: Separator) -> bool {
    let (coded, spaces) = (first.code.is_some(), sep.spaces());
    if spaces == 0 {
        return first.upper || sep.kind == '/' || coded && sep.kind != '_';
    }
    let body = first.code.is_some_and(|c| c.issuer.is_some());
    let goes_on = || separator(text, first.end).is_some_and(|s| s.spaces() < 2 && part_at(text, s.end).is_some());
    first.assembly
        || coded && first_cased(text, first, sep) && (first.is_type() && has_more(text, first) || body && spaces == 1)
        || spaces == 1 && first.upper && (goes_on() || slashed(text, first, sep))
}

/// What the letters of a symbol name, part by part.
#[derive(Default)]
struct Letters {
    parts: usize,
    issuer: Option<Issuer>,
    assembly: bool,
    judicial: bool,
    corporate: bool,
}

impl Letters {
    fn note(&mut self, part: &Part, word: &str) {
        let is_type = self.parts == 0 && part.is_type();
        self.parts += 1;
        self.assembly |= part.assembly;
        self.judicial |= matches!(
            word,
            "ST" | "PT" | "GĐT" | "HNGĐ" | "HNST" | "QĐST" | "QĐPT" | "TLST" | "TLPT" | "BA" | "KSĐT" | "KDTM"
        );
        let body = part.code.and_then(|c| c.issuer);
        let Some(body) = body.filter(|body| !is_type && body.row().side != Side::Unit) else { return };
        self.corporate |= body.row().side == Side::Corporate;
        self.issuer = self.issuer.or(Some(body));
    }

    /// The letters that end at `end`. `party`: the separators are those of the party's symbols, `25-NQ/TW`.
    fn tail(self, first: &Part, end: usize, party: bool) -> Tail {
        let Letters { parts, issuer, assembly, judicial, corporate } = self;
        let side = issuer.map(|body| body.row().side);
        // `QH13` and `HĐNN7` number an assembly whether or not the registry lists the term.
        let issuer = issuer.or_else(|| if assembly { Issuer::by_id("quoc-hoi") } else { None });
        let party = side == Some(Side::Party) || party && matches!(side, None | Some(Side::Both));
        let code_type =
            first.code.and_then(|c| if party { c.party_type.or(c.state_type) } else { c.state_type.or(c.party_type) });
        let code_type = code_type.filter(|_| !(parts == 1 && issuer.is_some()));
        let strength = match (code_type.is_some(), issuer.is_some()) {
            _ if assembly => Strength::Full,
            (true, true) => Strength::Full,
            (true, false) | (false, true) if parts >= 2 => Strength::Half,
            _ => Strength::Weak,
        };
        let family = match side {
            _ if assembly => Family::Assembly,
            _ if corporate => Family::Corporate,
            _ if judicial => Family::Judicial,
            Some(Side::Judicial) if code_type.is_none() => Family::Judicial,
            _ if party => Family::Party,
            Some(Side::Mass) => Family::MassOrganisation,
            Some(Side::Assembly) => Family::Assembly,
            Some(_) => Family::State,
            None if code_type.is_some() => Family::State,
            None => Family::Unknown,
        };
        let code_issuer = issuer.filter(|_| !(judicial && parts == 1));
        Tail { end, code_type, code_issuer, strength, family }
    }
}

/// `182/ PGDĐT`: letters after a slash and a space.
fn slashed(text: &Tokens, part: &Part, sep: Separator) -> bool {
    sep.kind == '/'
        && sep.mark == sep.start
        && text.get(sep.end..part.end).is_some_and(|word| word.chars().count() >= 3)
}

/// Whether a code after a spaced separator is cased as a code, not as a word of the sentence.
fn first_cased(text: &Tokens, part: &Part, sep: Separator) -> bool {
    let word = text.get(sep.end..part.end).unwrap_or_default();
    part.upper || word.chars().filter(|c| c.is_uppercase()).count() >= 2 || word.chars().count() == 1
}

/// Whether another code follows.
fn has_more(text: &Tokens, part: &Part) -> bool {
    !part.glued && next_part(text, part.end, 1, true).is_some()
}

/// The next code of a tail, where it starts, and the mark before it.
fn next_part(text: &Tokens, end: usize, parts: usize, kind_known: bool) -> Option<(Part, usize, char)> {
    let Some(sep) = separator(text, end) else {
        // `QĐ TTg`: the hyphen was left out.
        if parts == 1 && kind_known && byte(text, end) == b' ' {
            let at = end + 1;
            let part = part_at(text, at)?;
            let body = matches!(&text[at..part.end], "TTg" | "CP" | "TW" | "TU");
            return (body && !part.glued).then_some((part, at, ' '));
        }
        return None;
    };
    let part = part_at(text, sep.end)?;
    let known = part.code.is_some() || part.assembly;
    let fits = match (sep.kind, sep.spaces()) {
        // `TB-VP.UBND`: the office's body.
        ('.', 0) => {
            (parts == 1 && kind_known || text[..end].ends_with("VP") && known) && part.upper || bureau(text, end, &part)
        }
        ('.', _) | ('&', 1..) => false,
        (_, 0) => part.upper || known || text[sep.end..part.end].chars().filter(|c| c.is_uppercase()).count() >= 1,
        (_, 1) => {
            part.upper && text[sep.end..part.end].chars().count() > 1
                || part.assembly
                || known && first_cased(text, &part, sep)
                || section(&text[sep.end..part.end])
        }
        _ => {
            let code = &text[sep.end..part.end];
            known && first_cased(text, &part, sep) && !followed_by_level(text, part.end)
                || section(code)
                || part.upper
                    && sep.kind == '-'
                    && (2..=8).contains(&code.chars().count())
                    && fields_follow(text, part.end)
        }
    };
    fits.then_some((part, sep.end, sep.kind))
}

/// `TTCP-C.IV`: the number of an inspectorate's bureau behind the one letter for it.
fn bureau(text: &Tokens, end: usize, part: &Part) -> bool {
    let letter = end.checked_sub(1).filter(|&at| byte(text, at).is_ascii_uppercase() && at > 0);
    letter.is_some_and(|at| matches!(byte(text, at - 1), b'-' | b'/'))
        && text.get(end + 1..part.end).is_some_and(|number| roman::value(number).is_some())
}

/// `SGDĐT- GDTrH`: a section's own letters, of both cases as no word of a sentence is.
fn section(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() >= 3 && word.chars().any(char::is_lowercase)
}

/// `34/HD - STP, ngày …`, `34/HD - STP của …`: what is said of a document follows its symbol.
fn fields_follow(text: &Tokens, end: usize) -> bool {
    use super::words::{Word, longest_at};
    let at = skip(text, end);
    let at = if byte(text, at) == b',' { skip(text, at + 1) } else { at };
    match longest_at(text, at) {
        Some((Word::Day, day)) => byte(text, skip(text, day)).is_ascii_digit(),
        Some((Word::Of | Word::About, _)) => byte(text, skip(text, end)) != b',',
        _ => false,
    }
}

/// `UBND tỉnh` after a spaced dash opens the next phrase: it is a body in words, not the end of the symbol.
fn followed_by_level(text: &Tokens, end: usize) -> bool {
    matches!(super::words::longest_at(text, skip(text, end)), Some((super::words::Word::Level, _)))
}

impl Number {
    /// The normalised symbol: no spaces, hyphen-minus, codes as the registry prints them (`32-CTr/TU`, `TW` for `TƯ`,
    /// đ restored); `None` where there are no letters. Marks that the page doubles stand once.
    pub fn symbol(&self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(24);
        self.symbol_into(text, &mut out).then_some(out)
    }

    /// [`Number::symbol`], written to a caller's buffer; whether there is one.
    pub fn symbol_into(&self, text: &str, out: &mut String) -> bool {
        let Some(tail) = self.tail else { return false };
        let text = &Tokens::plain(text);
        self.push_serial(text, out);
        let mut pos = tail.start() as usize;
        let end = tail.end() as usize;
        let mut word_before = false;
        while pos < end {
            let at = skip(text, pos);
            let Some(token) = text.token_at(at).filter(|t| (t.span.start() as usize) < end) else { break };
            let spaced = at > pos;
            pos = self.push_token(text, token, end, spaced && word_before, out);
            word_before = token.class == Class::Word;
        }
        true
    }

    fn push_serial(&self, text: &Tokens, out: &mut String) {
        // A scanner's `l` and `I` stand for the digit.
        out.extend(text[self.serial].chars().filter(|c| !c.is_whitespace()).map(|c| match c {
            'l' | 'I' => '1',
            _ => c,
        }));
        if let Some(suffix) = self.suffix {
            out.push_str(&text[suffix]);
        }
        if let Some(year) = self.year_span {
            // `23-2018-TT-BNNPTNT` keeps its hyphen; a doubled slash is one.
            let between = text.get(self.suffix.map_or(self.serial.end(), Span::end) as usize..year.start() as usize);
            let dash = between.is_some_and(|b| {
                b.len() <= 6
                    && b.chars().any(|c| separator_mark(c.encode_utf8(&mut [0; 4]), 0).is_some_and(|(k, _)| k == '-'))
            });
            out.push(if dash { '-' } else { '/' });
            out.push_str(&text[year]);
        }
    }

    /// Writes one token of the tail; returns where the next one may start.
    fn push_token(&self, text: &Tokens, token: Token, end: usize, hyphen: bool, out: &mut String) -> usize {
        let start = token.span.start() as usize;
        if token.class == Class::Mark {
            let (kind, after) = separator_mark(text, start).unwrap_or((' ', token.span.end() as usize));
            match kind {
                ' ' => out.push_str(&text[token.span]),
                '/' if out.ends_with('/') => {}
                '-' if out.ends_with('-') => {}
                '_' => out.push('/'),
                _ => out.push(kind),
            }
            return after;
        }
        if hyphen {
            out.push('-');
        }
        let stop = (token.span.end() as usize).min(end);
        if token.class == Class::Word {
            if &text[start..stop] == "T" && byte(text, stop) == b'.' && stop < end {
                let after = text.token_at(stop + 1).map_or(stop + 1, |t| t.span.end() as usize);
                out.push_str(if text[stop..after.min(end)].contains('U') { "TU" } else { "TW" });
                return after;
            }
            let own = &text[start..stop];
            let code = own.token_at(0).and_then(|t| Code::of(t.key));
            match code {
                Some(code) => out.push_str(code.canonical),
                None if own.chars().all(|c| !c.is_uppercase()) => out.extend(own.chars().flat_map(char::to_uppercase)),
                None => out.extend(own.chars().map(|c| if c == 'Ð' { 'Đ' } else { c })),
            }
            return stop;
        }
        out.push_str(&text[start..stop]);
        stop
    }
}
