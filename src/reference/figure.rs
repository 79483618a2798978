//! Figures beside documents' numbers: what a number without letters is, a document's own or a count of something.

use crate::registry::{body, title};
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;

use super::issuer::issuer_at;
use super::number::NumberAt;
use super::words::{Word, byte, keys, longest_at, phrase, skip, word};

/// Digits that stand for themselves: no `%`, no decimal, no letter or slash glued on.
pub(super) fn plain_number(text: &Tokens, found: &NumberAt) -> bool {
    let end = found.end;
    let next_byte = byte(text, end);
    let decimal =
        matches!(next_byte, b'.' | b',') && byte(text, end + 1).is_ascii_digit() && !listed(text, found, next_byte);
    let glued = next_byte.is_ascii_alphabetic()
        || next_byte >= 0x80 && !text[end..].starts_with(['”', '’', '…', '“', '–', '»'])
        || matches!(next_byte, b'%' | b'/' | b'_');
    let range = next_byte == b'-' && byte(text, end + 1).is_ascii_digit();
    !(decimal || glued || range) || found.number.year.is_some()
}

/// `Quyết định 217,218`: whether the digits glued on behind the comma are the list's next number, greater and as long.
fn listed(text: &Tokens, found: &NumberAt, mark: u8) -> bool {
    let serial = &text[found.number.serial];
    let next = text.token_at(found.end + 1).filter(|t| t.class == Class::Digits);
    let greater = |next: &str| next.len() == serial.len() && next > serial;
    mark == b','
        && serial.len() > 1
        && next.is_some_and(|next| greater(&text[next.span]) && !counted_after(text, next.span.end() as usize))
}

/// Nouns and units that a number without `số` counts: `kế hoạch 5 năm`, `nghị quyết 12 điểm`.
const COUNTED: &WordSet = words![
    "tháng", "ngày", "lần", "điểm", "xã", "huyện", "tỉnh", "tỷ", "triệu", "nghìn", "ngàn", "người", "hộ", "đồng", "ha",
    "km", "m", "dự", "công", "trường", "đơn", "vị", "cán", "đảng", "chi", "cơ", "nội", "nhiệm", "giải", "nhóm", "mục",
    "tiêu", "chỉ", "vấn", "bước", "giai", "giờ", "phút", "tuần", "quý", "cuộc", "lượt", "phần", "vụ", "việc", "ý",
    "hội", "lớp", "mô", "văn", "hồ", "buổi", "đề", "%"
];

/// Whether the number counts what follows it.
pub(super) fn counted_after(text: &Tokens, end: usize) -> bool {
    let Some(token) = text.next_token(end) else { return false };
    if &text[token.span] == "năm" {
        // `Chỉ thị 12 năm 2019`; `kế hoạch 5 năm`.
        return text
            .next_token(token.span.end() as usize)
            .is_none_or(|t| t.class != Class::Digits || t.span.len() != 4);
    }
    if &text[token.span] == "ngày" {
        return text.next_token(token.span.end() as usize).is_none_or(|t| t.class != Class::Digits);
    }
    // `kết luận 3 tổ chức đảng`, but `Kết luận 62 tổ chức thực hiện`.
    if phrase(text, token.span.start() as usize, keys!["tổ", "chức", "đảng"]).is_some() {
        return true;
    }
    if title::opening(text, token.span.start() as usize).is_some() {
        return false;
    }
    // `theo Nghị định 84 đồng thời …`, `Nghị định 100 chỉ rõ …`: other words that begin as counted nouns do.
    let verb = || title::ends_before(text, token, false) || title::tells(text, token);
    token.case == Case::Lower && token.one_of(COUNTED) && !verb() && !title::uncounted(text, token)
}

/// `Nghị quyết 2254 của Hội đồng Bảo an`: no Vietnamese document.
pub(super) fn of_the_united_nations(text: &Tokens, end: usize) -> bool {
    let at = skip(text, end);
    let at = word(text, at, Word::Of).map_or(at, |of| skip(text, of));
    body::FOREIGN.at(text, at).is_some()
}

/// Whether `của` and a body follow: `theo hướng dẫn 12 của Ban Tổ chức Trung ương`.
pub(super) fn issued_by(text: &Tokens, end: usize) -> bool {
    word(text, skip(text, end), Word::Of).is_some_and(|of| issuer_at(text, skip(text, of), true).is_some())
}

/// Whether a weak number is closed by what follows: punctuation, `của`, a date, `về`.
pub(super) fn closed_after(text: &Tokens, end: usize) -> bool {
    let Some(token) = text.next_token(end) else { return true };
    match token.class {
        Class::Mark => true,
        Class::Digits => false,
        Class::Word => {
            let at = token.span.start() as usize;
            matches!(
                longest_at(text, at),
                Some((Word::Of | Word::About | Word::Day | Word::Year | Word::And | Word::By | Word::Term, _))
            ) || token.one_of(words!["đó", "này"])
                || title::ends(text, at, false)
                || title::opening(text, at).is_some()
        }
    }
}
