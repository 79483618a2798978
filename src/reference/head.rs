//! The head of a number: the type word before it, `số`, and what may stand between.

use crate::Span;
use crate::registry::code::Code;
use crate::registry::doc_type::DocType;
use crate::registry::title;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

use super::issuer::{IssuerAt, issuer_at, joint_bodies};
use super::words::{NUMBERING, Word, byte, longest_before, skip, word, year_at};
use super::{Family, Reference};

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
    "đồng", "khoản", "thửa", "đồ", "biển", "xe", "nhà", "đất", "sổ", "đơn", "án", "phép", "nhận", "minh", "chiếu",
    "lãnh", "cước", "thẻ", "mẫu", "biểu", "đường", "ngõ", "lô", "tập", "seri", "lý", "hiệu"
];

/// What the word before digits leaves open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Before {
    /// Another number's digits: these are its rest.
    Digits,
    /// Nothing that numbers a document: only a symbol's own letters can tell one.
    Nothing,
    /// What joins the members of a list.
    Joint,
    /// A type, an abbreviation or `số`, perhaps.
    Head,
}

/// What stands before digits. Most digits are told apart here, by one word.
pub(super) fn before_digits(text: &Tokens, at: usize) -> Before {
    let glued = at.checked_sub(2).map(|inner| (text.as_bytes()[inner], text.as_bytes()[inner + 1]));
    match glued {
        Some((b'0'..=b'9', b',' | b';')) => return Before::Joint,
        Some((b'0'..=b'9', mark)) if mark.is_ascii_punctuation() => return Before::Digits,
        _ => {}
    }
    let Some(before) = text.last_token(at) else { return Before::Nothing };
    // `Nghị quyết số: / 2024/QH15`: the year of a draft whose number was left blank.
    if before.one_of(words!["/"]) && year_at(text, at).is_some() {
        return Before::Digits;
    }
    let headed = match before.class {
        Class::Digits => false,
        Class::Mark if before.one_of(words![",", ";"]) => return Before::Joint,
        Class::Mark => before.one_of(words![":", "."]) || closes_short_form(text, before),
        Class::Word if before.one_of(JOINTS) => return Before::Joint,
        Class::Word => {
            matches!(before.case, Case::Upper | Case::Mixed)
                || before.one_of(NUMBERING)
                || before.one_of(words!["hiệu"])
                || DocType::closed_by(before.key)
                || text[before.span].ends_with("số")
        }
    };
    if headed { Before::Head } else { Before::Nothing }
}

/// Whether a mark closes a type's short form: the bracket after `NQ` of `Nghị quyết (NQ) 28`.
fn closes_short_form(text: &Tokens, mark: Token) -> bool {
    let end = mark.span.end() as usize;
    mark.one_of(words![")"]) && past_short_form(text, end) < end
}

/// Words between the members of a list.
const JOINTS: &WordSet = words!["và", "hoặc", "cùng", "với", "hai", "các"];

/// Reads back from a number to its type word.
pub(super) fn head_before(text: &Tokens, at: usize) -> Option<Head> {
    let mut head = Head::default();
    let mut end = text.skip_space_back(at).0;
    // Beyond a blank line nothing heads it.
    if end == at && at > 0 && byte(text, at - 1) > b' ' {
        match glued_before(text, at)? {
            Glued::No(start) => {
                head.so = true;
                end = text.skip_space_back(start).0;
                head.kind = type_inside(text, end);
            }
            Glued::Type(kind) => (head.kind, head.short) = (Some(kind), true),
            Glued::Mark => {}
        }
        if head.kind.is_some() {
            return Some(head);
        }
    }
    if !head.so {
        if let Some(start) = no_before(text, past_mark(text, end, b":.")) {
            head.so = true;
            // `SỐ SỐ 11`: printed twice.
            let start = no_before(text, text.skip_space_back(start).0).unwrap_or(start);
            end = past_mark(text, text.skip_space_back(start).0, b":");
        } else if text[..end].ends_with('.') {
            return Some(head);
        }
    }
    end = past_short_form(text, end);
    let Some(before) = text.token_before(end) else { return Some(head) };
    if !head.so && before.span.len() as usize > "số".len() && text[before.span].ends_with("số") {
        // `Thông tưsố 24`
        head.kind = type_inside(text, end - "số".len());
        if head.kind.is_some() {
            head.so = true;
            return Some(head);
        }
    }
    let typed = || DocType::before(text, end).or_else(|| glued_type(text, end));
    if let Some((kind, start)) = if ends_type(before) { typed() } else { None } {
        let legal = kind.name() == "luật"
            && text.last_token(start).is_some_and(|t| t.case != Case::Upper && t.one_of(words!["pháp", "kỷ"]));
        if !legal {
            head.kind = Some((Span::of(start, end), kind));
        }
    } else if let Some(kind) = abbreviation(text, before) {
        (head.kind, head.short) = (Some((before.span, kind)), true);
    } else if head.so {
        gap_before(text, end, &mut head);
        head.foreign = head.kind.is_none() && before.one_of(FOREIGN);
    }
    Some(head)
}

/// What stands right before a number, without a space.
enum Glued {
    /// `số`, at the end of a word, and where it starts: `số200`, `tưsố19`.
    No(usize),
    /// A type's short form: `NQ57`.
    Type((Span, DocType)),
    /// A mark that a number may follow: `Số:12`.
    Mark,
}

/// What is glued to a number at `at`; `None` where the digits are part of something else.
fn glued_before(text: &Tokens, at: usize) -> Option<Glued> {
    let before = text.token_before(at)?;
    match before.class {
        Class::Digits => None,
        Class::Word => {
            if let Some(so) = ["số", "Số", "SỐ"].iter().find(|so| text[..at].ends_with(**so)) {
                return Some(Glued::No(at - so.len()));
            }
            let kind = abbreviation(text, before)?;
            matches!(kind.code(), "NQ" | "NĐ" | "QĐ" | "KL").then_some(Glued::Type((before.span, kind)))
        }
        Class::Mark => {
            if !before.one_of(words!["/", "-", ".", ",", "_", "=", "+", ":", "#", "@", "&"]) {
                return Some(Glued::Mark);
            }
            // `Số:12/KH-UBND`, `12,18` of a list; `12/18`, `Covid-19`, `21:2015` are parts of something else.
            let inner = text.token_before(before.span.start() as usize)?;
            let allowed = match inner.class {
                Class::Word => {
                    before.one_of(words![":"]) && inner.case != Case::Upper
                        || longest_before(text, inner.span.end() as usize).is_some_and(|(w, _)| w == Word::No)
                }
                Class::Digits => before.one_of(words![","]),
                Class::Mark => false,
            };
            allowed.then_some(Glued::Mark)
        }
    }
}

/// The type whose last word ends at `end`, inside a token: `tư` of `tưsố 19`.
fn type_inside(text: &Tokens, end: usize) -> Option<(Span, DocType)> {
    DocType::before(&text[..end], end).map(|(kind, start)| (Span::of(start, end), kind))
}

/// Back over one of some marks that ends at `end`, and the white space before it.
fn past_mark(text: &Tokens, end: usize, marks: &[u8]) -> usize {
    let mark = end.checked_sub(1).filter(|&last| marks.contains(&byte(text, last)));
    mark.map_or(end, |mark| text.skip_space_back(mark).0)
}

/// `Nghị quyết (NQ) 28`: back over the bracket that only gives the type's short form.
fn past_short_form(text: &Tokens, end: usize) -> usize {
    if end == 0 || byte(text, end - 1) != b')' {
        return end;
    }
    let short = text.token_before(end - 1).filter(|t| abbreviation(text, *t).is_some());
    let open = short.and_then(|t| (t.span.start() as usize).checked_sub(1)).filter(|&at| byte(text, at) == b'(');
    open.map_or(end, |open| text.skip_space_back(open).0)
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
        let token = text.token_before(pos).filter(|t| t.class == Class::Word)?;
        let start = token.span.start() as usize;
        if token.case == Case::Mixed {
            let word = &text[token.span];
            let (cut, _) = word.char_indices().skip(1).find(|(_, c)| c.is_uppercase())?;
            let (kind, at) = DocType::before(&text[start + cut..], end - start - cut)?;
            return (at == 0).then_some((kind, start + cut));
        }
        pos = text.skip_space_back(start).0;
    }
    None
}

/// `số`, `số hiệu`, `ký hiệu`, `Số ký hiệu` that ends at a position; where it starts. `một số` is another word.
fn no_before(text: &Tokens, end: usize) -> Option<usize> {
    let mut pos = end;
    let mut last = text.token_before(pos)?;
    for _ in 0..2 {
        if !last.one_of(words!["hiệu"]) {
            break;
        }
        let first = text.last_token(last.span.start() as usize)?;
        if first.one_of(words!["số"]) {
            return Some(first.span.start() as usize);
        }
        if !first.one_of(words!["ký"]) {
            return None;
        }
        pos = text.skip_space_back(first.span.start() as usize).0;
        last = text.token_before(pos)?;
    }
    match if last.one_of(NUMBERING) { longest_before(text, pos) } else { None } {
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
        let Some(token) = text.token_before(pos) else { return };
        let start = token.span.start() as usize;
        if token.class != Class::Word && !token.one_of(words!["-", "&"]) {
            return;
        }
        let verbs = words!["tại", "theo", "đã", "ra", "kèm", "cùng", "bằng", "từ"];
        // `đưa vụ án ra xét xử`
        let tried = token.one_of(words!["ra"]) && text[token.span.end() as usize..].starts_with(" xét xử");
        if token.case == Case::Lower && token.one_of(verbs) && !tried {
            return;
        }
        let mut before = text.skip_space_back(start).0;
        if token.case == Case::Upper && token.one_of(words!["của"]) {
            // `QUYẾT ĐỊNH` and, a line below, `CỦA CHỦ TỊCH … SỐ 37-CT NGÀY …`
            before = text[..start].trim_end().len();
        } else if text[before..start].contains('\n') {
            return;
        }
        if let Some((kind, kind_start)) = DocType::before(text, before) {
            // `Thông tư liên tịch Bộ Kế hoạch và Đầu tư … số`: a ministry's name, not a plan.
            let named =
                text.last_token(kind_start).is_some_and(|t| t.case != Case::Lower && t.one_of(words!["Bộ", "Sở"]));
            if named {
                pos = text.skip_space_back(kind_start).0;
                continue;
            }
            let capital = text.token_at(kind_start).is_some_and(|t| t.case != Case::Lower);
            let gap = Span::of(start, end);
            let manner = || past_manner(text, start) == end;
            if start < end && (capital || manner() || body_of(text, gap).is_some()) {
                head.kind = Some((Span::of(kind_start, before), kind));
                head.gap = Some(gap);
                return;
            }
        }
        pos = before;
    }
}

/// The body that the words between type and `số` name: `quyết định của Bộ Tài chính số 12-TC/KT`.
fn body_of(text: &Tokens, gap: Span) -> Option<IssuerAt> {
    let of = word(text, gap.start() as usize, Word::Of)?;
    issuer_at(text, skip(text, of), false).filter(|found| found.span.end() == gap.end())
}

/// Past words between type and `số` that say how the document is sent or what it is for: `Báo cáo thẩm tra số …`.
pub(super) fn past_manner(text: &Tokens, at: usize) -> usize {
    title::manner(text, at).unwrap_or(at)
}

/// Reads the words between type and `số` as issuer or title.
pub(super) fn read_gap(text: &Tokens, gap: Span, out: &mut Reference) {
    let start = gap.start() as usize;
    if word(text, start, Word::Of).is_some() {
        if let Some(found) = body_of(text, gap) {
            out.take_issuer(&found);
        }
        return;
    }
    let body = issuer_at(text, start, true).map(|mut found| {
        if out.doc_type.is_some_and(DocType::is_joint) {
            found.span = Span::of(start, joint_bodies(text, found.span.end() as usize));
        }
        found
    });
    // Not `Quyết định thanh tra số …`.
    let named = text.token_at(start).is_some_and(|t| t.case != Case::Lower);
    if let Some(found) = body.filter(|found| named && found.span.end() == gap.end()) {
        out.take_issuer(&found);
        return;
    }
    if past_manner(text, start) != gap.end() as usize {
        let about = word(text, start, Word::About).map_or(start, |end| skip(text, end));
        out.title = Some(Span::of(about, gap.end() as usize));
    }
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
