//! Verbs behind a title: whether `quy định`, `là`, `đã` is the sentence's own or a part of the title.

use crate::reference::words::{byte, keys, lower, phrase, skip};
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;

/// What makes of `quy định` the verb of the sentence: `quy định rõ …`.
pub(super) const TELLS: [&str; 3] = ["rõ", "rằng", "như "];

/// Whether words that end a title elsewhere belong to the one that starts at `start`: a participle (`đã cấp`, `có tính đến
/// năm 2030`), `nhất là`.
pub(super) fn inside(text: &Tokens, start: usize, at: usize) -> bool {
    participle(text, at)
        || text[at..].starts_with("coi trọng")
        || text[at..].starts_with("là") && names(text, start, at)
}

/// `đã cấp`, `đã được phê duyệt`, `có tính đến năm 2030`: a participle inside the title, no predicate.
pub(super) fn participle(text: &Tokens, at: usize) -> bool {
    [
        "đã cấp",
        "đã ký",
        "đã nộp",
        "đã nghỉ",
        "đã được phê duyệt",
        "đã được cấp",
        "đã qua",
        "đã hết",
        "có tính đến",
        "có xét đến",
    ]
    .iter()
    .any(|p| text[at..].starts_with(p))
}

/// Whether `là` singles someone out or says who is meant: `nhất là cán bộ …`, `đối với hộ là người dân tộc …`; not `… là
/// bước tiến`.
fn names(text: &Tokens, start: usize, at: usize) -> bool {
    if text.last_token(at).is_some_and(|t| lower(&t, words!["nhất", "hết", "biệt", "yếu", "tức", "gọi"])) {
        return true;
    }
    // `công nhận xã Bình Minh là xã an toàn khu`
    if ["công nhận ", "xếp hạng ", "xác định ", "lấy ngày "].iter().any(|p| text[start..].starts_with(p))
    {
        return true;
    }
    let meant = ["đối với ", "người ", "cho "].iter().any(|p| text[start..at].contains(p));
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

/// Whether `quy định` at a position is told as the verb by what follows it: `quy định, việc …`, `quy định: …`, `quy định rõ`.
pub(super) fn tells(text: &Tokens, at: usize) -> bool {
    phrase(text, at, keys!["quy", "định"]).is_some_and(|end| {
        let after = skip(text, end);
        matches!(byte(text, after), b',' | b':') || TELLS.iter().any(|p| text[after..].starts_with(p))
    })
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
