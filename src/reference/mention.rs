//! Mentions: the type word before a number, and date, issuer, term and title after it.

use crate::Span;
use crate::date::date_at;
use crate::registry::code::Code;
use crate::registry::doc_type::DocType;
use crate::registry::issuer::Issuer;
use crate::text::key::{Case, Class, Token, skip_space_back, token_at, token_before};
use crate::text::set::{WordSet, words};
use crate::text::tokens::Tokens;

use super::issuer::{issuer_at, plenum_at};
use super::title::title_at;
use super::words::{NUMBERING, Word, byte, next, ordinal, skip, word, word_at, word_before};
use super::{Family, Form, Reference};

/// What stands before a number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Head {
    /// The type word and the type.
    pub(super) kind: Option<(Span, DocType)>,
    /// Whether `số` stands between.
    pub(super) so: bool,
    /// Words between the type word and `số`: `thi hành án`, `của Chính phủ`.
    pub(super) gap: Option<Span>,
    /// The type word is an abbreviation: `NĐ 100`.
    pub(super) short: bool,
    /// A noun that is no document's type stands before `số`: `hợp đồng số`.
    pub(super) foreign: bool,
}

/// Nouns whose numbers are no documents' numbers.
const FOREIGN: &WordSet = words![
    "đồng",
    "khoản",
    "thửa",
    "đồ",
    "biển",
    "xe",
    "nhà",
    "đất",
    "sổ",
    "đơn",
    "án",
    "phép",
    "nhận",
    "minh",
    "chiếu",
    "cước",
    "thẻ",
    "mẫu",
    "biểu",
    "đường",
    "ngõ",
    "lô",
    "tập",
    "seri",
    "lý",
    "hiệu"
];

/// Whether digits may be headed at all: a type, an abbreviation or `số` before them, or what joins the members of a list.
/// Most digits are told apart here, by one word.
pub(super) fn may_be_headed(text: &Tokens, at: usize) -> bool {
    let Some(before) = token_before(text, skip_space_back(text, at).0) else { return false };
    match before.class {
        Class::Digits => false,
        Class::Mark => before.one_of(words![",", ";", ":", "."]),
        Class::Word => {
            matches!(before.case, Case::Upper | Case::Mixed)
                || before.one_of(NUMBERING)
                || before.one_of(words!["hiệu", "và", "hoặc", "cùng", "với", "hai", "các"])
                || DocType::closed_by(before.key)
                || text[before.span].ends_with("số")
        }
    }
}

/// Reads back from a number to its type word.
pub(super) fn head_before(text: &Tokens, at: usize) -> Option<Head> {
    let mut head = Head::default();
    let (mut end, spaced) = skip_space_back(text, at);
    if !spaced && at > 0 {
        // `số200`, `NQ57`, `tưsố 19`.
        let before = token_before(text, at)?;
        if before.class == Class::Digits {
            return None;
        }
        if before.class == Class::Word {
            let glued = ["số", "Số", "SỐ"].iter().find(|so| text[..at].ends_with(**so));
            match glued {
                Some(so) => {
                    head.so = true;
                    end = skip_space_back(text, at - so.len()).0;
                    // `tưsố 19`: the type word ends inside the token.
                    if let Some((kind, start)) = DocType::before(&text[..end], end) {
                        head.kind = Some((Span::of(start, end), kind));
                        return Some(head);
                    }
                }
                None => {
                    let kind = abbreviation(text, before)?;
                    let strong = matches!(kind.code(), "NQ" | "NĐ" | "QĐ" | "KL");
                    head.kind = Some((before.span, kind)).filter(|_| strong);
                    head.short = true;
                    return head.kind.map(|_| head);
                }
            }
        } else if before.one_of(words!["/", "-", ".", ",", "_", "=", "+", ":", "#", "@", "&"]) {
            let inner = token_before(text, before.span.start() as usize);
            let so = inner.is_some_and(|t| {
                t.class == Class::Word && word_before(text, t.span.end() as usize).is_some_and(|(w, _)| w == Word::No)
            });
            let colon = before.one_of(words![":"]);
            // `Số:12/KH-UBND` is glued; `12/18`, `Covid-19`, `21:2015` are parts of something else.
            let list = before.one_of(words![","]) && inner.is_some_and(|t| t.class == Class::Digits);
            if !(so || list || colon && inner.is_some_and(|t| t.class == Class::Word && t.case != Case::Upper)) {
                return None;
            }
        }
    }
    if !head.so {
        let mut pos = end;
        if pos > 0 && matches!(byte(text, pos - 1), b':' | b'.') {
            pos = skip_space_back(text, pos - 1).0;
        }
        if let Some(mut start) = no_before(text, pos) {
            head.so = true;
            // `SỐ SỐ 11`: printed twice.
            if let Some(again) = no_before(text, skip_space_back(text, start).0) {
                start = again;
            }
            end = skip_space_back(text, start).0;
            if end > 0 && byte(text, end - 1) == b':' {
                end = skip_space_back(text, end - 1).0;
            }
        } else if pos != end && byte(text, end - 1) == b'.' {
            return Some(head);
        }
    }
    let Some(before) = token_before(text, end) else { return Some(head) };
    if !head.so && before.span.len() as usize > "số".len() && text[before.span].ends_with("số") {
        // `Thông tưsố 24`
        let inner = end - "số".len();
        if let Some((kind, start)) = DocType::before(&text[..inner], inner) {
            head.so = true;
            head.kind = Some((Span::of(start, inner), kind));
            return Some(head);
        }
    }
    let typed = || DocType::before(text, end).or_else(|| glued_type(text, end));
    if let Some((kind, start)) = if ends_type(before) { typed() } else { None } {
        let legal = kind.name() == "luật"
            && token_before(text, skip_space_back(text, start).0)
                .is_some_and(|t| t.case != Case::Upper && t.one_of(words!["pháp", "kỷ"]));
        if !legal {
            head.kind = Some((Span::of(start, end), kind));
        }
        return Some(head);
    }
    if let Some(kind) = abbreviation(text, before) {
        head.kind = Some((before.span, kind));
        head.short = true;
        return Some(head);
    }
    if head.so {
        gap_before(text, end, &mut head);
        head.foreign = head.kind.is_none() && before.one_of(FOREIGN);
    }
    Some(head)
}

/// Whether a type's name may end with a word, by itself or glued to the word before it.
#[inline]
fn ends_type(last: Token) -> bool {
    last.case == Case::Mixed || DocType::closed_by(last.key)
}

/// A type word with the word before it glued on: `tạiTờ trình số 12`.
fn glued_type(text: &Tokens, end: usize) -> Option<(DocType, usize)> {
    let mut pos = end;
    for _ in 0..4 {
        let token = token_before(text, pos).filter(|t| t.class == Class::Word)?;
        let start = token.span.start() as usize;
        if token.case == Case::Mixed {
            let word = &text[token.span];
            let (cut, _) = word.char_indices().skip(1).find(|(_, c)| c.is_uppercase())?;
            let (kind, at) = DocType::before(&text[start + cut..], end - start - cut)?;
            return (at == 0).then_some((kind, start + cut));
        }
        pos = skip_space_back(text, start).0;
    }
    None
}

/// `số`, `số hiệu`, `ký hiệu`, `Số ký hiệu` that ends at a position; where it starts. `một số` is another word.
fn no_before(text: &Tokens, end: usize) -> Option<usize> {
    let mut pos = end;
    let mut last = token_before(text, pos)?;
    for _ in 0..2 {
        if !last.one_of(words!["hiệu"]) {
            break;
        }
        let first = token_before(text, skip_space_back(text, last.span.start() as usize).0)?;
        if first.one_of(words!["số"]) {
            return Some(first.span.start() as usize);
        }
        if !first.one_of(words!["ký"]) {
            return None;
        }
        pos = skip_space_back(text, first.span.start() as usize).0;
        last = token_before(text, pos)?;
    }
    match if last.one_of(NUMBERING) { word_before(text, pos) } else { None } {
        Some((Word::No, start)) => Some(start),
        _ => None,
    }
}

/// The type that an upper-case abbreviation before a number stands for: `NĐ`, `QĐ`, `TT`.
fn abbreviation(text: &Tokens, token: Token) -> Option<DocType> {
    if !matches!(token.case, Case::Upper | Case::Mixed) || !(2..=4).contains(&text[token.span].chars().count()) {
        return None;
    }
    let code = Code::of(token.key)?;
    code.state_type.or(code.party_type)
}

/// `Quyết định thi hành án số …`, `Nghị định của Chính phủ số …`: a capitalised type word some words before `số`.
fn gap_before(text: &Tokens, end: usize, head: &mut Head) {
    let mut pos = end;
    for _ in 0..16 {
        let Some(token) = token_before(text, pos) else { return };
        let start = token.span.start() as usize;
        if token.class != Class::Word && !token.one_of(words!["-", "&"]) {
            return;
        }
        let verbs = words!["tại", "theo", "đã", "ra", "kèm", "cùng", "bằng", "từ"];
        if token.case == Case::Lower && token.one_of(verbs) {
            return;
        }
        let (before, _) = skip_space_back(text, start);
        if text[before..start].contains('\n') {
            return;
        }
        if let Some((kind, kind_start)) = DocType::before(text, before) {
            let capital = token_at(text, kind_start).is_some_and(|t| t.case != Case::Lower);
            if capital && start < end {
                head.kind = Some((Span::of(kind_start, before), kind));
                head.gap = Some(Span::of(start, end));
                return;
            }
        }
        pos = before;
    }
}

/// Words between type and `số` that say how the document is sent, not what it is about.
const MANNER: [&str; 8] = ["khẩn", "hỏa tốc", "mật", "tối mật", "hoả tốc", "chung", "riêng", "thượng khẩn"];

/// Reads the words between type and `số` as issuer or title.
pub(super) fn read_gap(text: &Tokens, gap: Span, out: &mut Reference) {
    let start = gap.start() as usize;
    if let Some(end) = word(text, start, Word::Of) {
        if let Some(found) = issuer_at(text, skip(text, end), false).filter(|found| found.span.end() == gap.end()) {
            out.issuer = Some(found.span);
            out.issuer_id = found.id;
            out.issuer_place = found.place;
        }
        return;
    }
    if let Some(found) = issuer_at(text, start, true).filter(|found| found.span.end() == gap.end()) {
        out.issuer = Some(found.span);
        out.issuer_id = found.id;
        out.issuer_place = found.place;
        return;
    }
    if !MANNER.iter().any(|manner| text[gap].eq_ignore_ascii_case(manner)) {
        let about = word(text, start, Word::About).map_or(start, |end| skip(text, end));
        out.title = Some(Span::of(about, gap.end() as usize));
    }
}

/// Reads date, issuer, term and title from the end of the core (or of a symbol after it). Returns where the mention's
/// words end.
pub(super) fn read_after(text: &Tokens, at: usize, out: &mut Reference) -> usize {
    let mut end = at;
    for _ in 0..8 {
        let Some(after) = field(text, end, out) else { break };
        end = after;
    }
    let plain = out.issued_span.is_none() && out.issuer.is_none();
    if out.title.is_none() && out.form != Form::Back && out.form != Form::Named {
        if let Some((mut title, after)) =
            title_at(text, end, out.core.start() as usize, out.doc_type, out.family, plain)
        {
            if out.issuer.is_none() {
                if let Some((shorter, found)) = issuer_in_title(text, title, out) {
                    title = shorter;
                    out.issuer = Some(found.span);
                    out.issuer_id = found.id;
                    out.issuer_place = found.place;
                }
            }
            let attached = out.form == Form::NumberOnly && out.has_pinpoints() && plain;
            if !attached {
                out.title = Some(title);
                end = after;
            }
        }
    }
    end
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
    let start = title.start() as usize;
    let of = start + text[title].rfind(" của ")?;
    let found = issuer_at(text, of + " của ".len(), true)?;
    // `của Bộ trưởng Bộ Giáo dục và Đào tạo (GDĐT)`
    let rest = text.get(found.span.end() as usize..title.end() as usize)?.trim();
    let short = || rest.starts_with('(') && rest.ends_with(')') && !rest.contains(' ');
    if !(rest.is_empty() || short()) {
        return None;
    }
    let central = ["bo-chinh-tri", "ban-bi-thu", "ban-chap-hanh-trung-uong"];
    let behind = |id: Issuer| coded.id() == "trung-uong" && central.contains(&id.id());
    let same = found.id.is_some_and(|id| id == coded || behind(id));
    let matter = text[start..of].trim_end();
    // `sửa đổi Nghị định 12/2015/NĐ-CP của Chính phủ`: the body is that document's.
    let plain = matter.chars().next_back().is_some_and(char::is_lowercase);
    let open = plain && matter.contains(' ') && !MATTER_OF.iter().any(|word| matter.ends_with(word));
    (same && open).then(|| (Span::of(start, start + matter.len()), found))
}

/// Reads the body after words that point back: `Chỉ thị nói trên của Ban Thường vụ Tỉnh ủy`. Returns where it ends.
pub(super) fn read_issuer(text: &Tokens, at: usize, out: &mut Reference) -> usize {
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
            Some((Word::By, by)) => issuer_at(text, skip(text, by), false).filter(|found| {
                text[inside..].starts_with("ban hành") || signed(text, found.span.end() as usize).is_some()
            }),
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
    let found = date_at(text, pos)?;
    let end = found.span.end() as usize;
    let first = token_at(text, pos)?;
    let named = first.class == Class::Word;
    // `số 12/QĐ-UBND 14/7/2015`: a bare date needs its bracket; `, ngày 1/7 UBND tỉnh đã …` is adverbial.
    if !named && !bracket && !signed {
        return None;
    }
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
fn date_is_own(text: &Tokens, end: usize) -> bool {
    let after = skip(text, end);
    if after >= text.len()
        || matches!(byte(text, after), b'.' | b';' | b')' | b'(' | b'"')
        || text[after..].starts_with('“')
        || after == end
    {
        return true;
    }
    if byte(text, after) == b',' {
        // `, ngày 1/7/2021, của Chính phủ`; else an adverb before its clause.
        let next = skip(text, after + 1);
        return word(text, next, Word::Of).is_some() || word(text, next, Word::About).is_some();
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

/// Whether a reference may hold a family by its type alone.
pub(super) fn family_of(kind: Option<DocType>) -> Family {
    match kind.map(DocType::name) {
        Some("nghị định" | "thông tư" | "thông tư liên tịch" | "công điện" | "sắc lệnh") => {
            Family::State
        }
        Some("luật" | "bộ luật" | "pháp lệnh" | "hiến pháp") => Family::Assembly,
        Some("điều lệ" | "cương lĩnh") => Family::Party,
        _ => Family::Unknown,
    }
}
