//! Verbs behind a title: whether `quy định`, `là`, `đã` is the sentence's own or a part of the title.

use crate::reference::words::{keys, lower, phrase, skip};
use crate::registry::title::{self, Role};
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;

/// Whether `là` singles someone out or says who is meant: `nhất là cán bộ …`, `đối với hộ là người dân tộc …`; not `… là
/// bước tiến`.
pub(super) fn names(text: &Tokens, start: usize, at: usize) -> bool {
    if text.last_token(at).is_some_and(|t| lower(&t, words!["nhất", "hết", "biệt", "yếu", "tức", "gọi"])) {
        return true;
    }
    // `công nhận xã Bình Minh là xã an toàn khu`
    if title::opening(text, start).is_some_and(|(role, _)| role == Role::Name) {
        return true;
    }
    let (mut pos, mut meant) = (start, false);
    while let Some(token) = text.token_at(pos).filter(|_| pos < at && !meant) {
        meant = lower(&token, words!["người", "cho"]) || phrase(text, pos, keys!["đối", "với"]).is_some();
        pos = skip(text, token.span.end() as usize);
    }
    let noun = text.token_at(at).and_then(|t| text.next_token(t.span.end() as usize));
    meant && noun.is_some_and(|t| !t.one_of(SAID))
}

/// The first words of what documents are said to be: `là bước …`, `là cơ sở …`, `là một trong …`.
const SAID: &WordSet = words![
    "bước", "căn", "cẩm", "cơ", "đòn", "định", "động", "đúng", "hành", "khung", "kim", "một", "mốc", "nền", "nghị",
    "nhiệm", "những", "quyết", "rất", "sự", "tiền", "văn", "việc", "yêu"
];

/// Whether `quy định` at a position tells what the document holds: no word before it has it for its object (`ban hành quy
/// định`, `một số quy định`), and it says of nothing where it stands (`đối tượng quy định tại …`).
pub(super) fn prescribes(text: &Tokens, at: usize) -> bool {
    let Some(end) = phrase(text, at, keys!["quy", "định"]) else { return false };
    let before =
        text.last_token(at).filter(|t| t.class == Class::Word && !(t.case == Case::Lower && t.one_of(GOVERNS)));
    let after = text.next_token(end).filter(|t| t.class == Class::Word && !lower(t, DESCRIBES));
    before.is_some() && after.is_some()
}

/// Last words before `quy định` that have it for their object, or count it.
const GOVERNS: &WordSet = words![
    "ban", "bản", "biến", "bỏ", "bộ", "các", "chỉnh", "chung", "có", "của", "dẫn", "dung", "dụng", "dựng", "đến",
    "điểm", "điều", "định", "đổi", "đúng", "giảm", "giản", "hành", "hiện", "hóa", "hoặc", "hợp", "khai", "khoản", "lý",
    "một", "mức", "ngoài", "những", "phạm", "phép", "phù", "rà", "ra", "soát", "số", "sung", "sửa", "theo", "thế",
    "thêm", "thủ", "thực", "tra", "trái", "trong", "từ", "và", "về", "việc", "vi", "với", "xét"
];

/// What after `quy định` makes it a noun or a participle: `quy định tại …`, `quy định của …`, `quy định mới`.
const DESCRIBES: &WordSet = words![
    "bắt", "chung", "của", "đã", "hiện", "hành", "khác", "liên", "mới", "nêu", "này", "nội", "ở", "pháp", "riêng",
    "tại", "theo", "trên", "trong"
];
