//! Bodies at the end of titles: `về phí đăng ký xe của Chính phủ`.

use crate::Span;
use crate::reference::Reference;
use crate::reference::issuer::{IssuerAt, issuer_at};
use crate::reference::words::{Word, word};
use crate::registry::issuer::Issuer;
use crate::text::tokens::Tokens;

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
pub(in crate::reference) fn issuer_in_title(text: &Tokens, title: Span, out: &Reference) -> Option<(Span, IssuerAt)> {
    let number = out.number?;
    // Decrees are the Government's, whether or not the letters are printed.
    let decree = || Issuer::by_id("cp").filter(|_| out.doc_type.is_some_and(|kind| kind.name() == "nghị định"));
    let coded = number.code_issuer.or_else(decree)?;
    let mut bodies = text[title].match_indices(" của ").take(MOST_BODIES);
    bodies.find_map(|(of, _)| issuer_behind(text, title, of, coded))
}

/// The most times that `của` is looked at in one title.
const MOST_BODIES: usize = 16;

/// What the sentence says of a document whose title and body came before: `… của Bộ Y tế xác định ba việc`.
const SAYS: [&str; 13] = [
    "xác định ",
    "yêu cầu ",
    "nêu ",
    "chỉ rõ",
    "đề ra ",
    "đặt ra ",
    "khẳng định",
    "nhấn mạnh",
    "đã ",
    "cho phép ",
    "ghi rõ",
    "giao ",
    "để ",
];

/// The body after `của` at an offset of a title, where it is the issuer that the symbol names and ends the title; and the
/// title before it.
fn issuer_behind(text: &Tokens, title: Span, of: usize, coded: Issuer) -> Option<(Span, IssuerAt)> {
    let start = title.start() as usize;
    let of = start + of;
    let found = issuer_at(text, of + " của ".len(), true)?;
    // `của Bộ trưởng Bộ Giáo dục và Đào tạo (GDĐT)`
    let rest = text.get(found.span.end() as usize..title.end() as usize)?.trim();
    let short = rest.strip_prefix('(').and_then(|inside| inside.split_once(')'));
    let rest = short.filter(|(inside, _)| !inside.contains(' ')).map_or(rest, |(_, after)| after.trim_start());
    let rest = past_term(rest);
    if !(rest.is_empty() || SAYS.iter().any(|says| rest.starts_with(says)) || next_clause(rest)) {
        return None;
    }
    let central = ["bo-chinh-tri", "ban-bi-thu", "ban-chap-hanh-trung-uong"];
    let behind = |id: Issuer| coded.id() == "trung-uong" && central.contains(&id.id());
    let same = found.id.is_some_and(|id| id == coded || behind(id));
    let matter = text[start..of].trim_end();
    // `sửa đổi Nghị định 12/2015/NĐ-CP của Chính phủ`: the body is that document's.
    let year = || {
        let (before, year) = matter.len().checked_sub(4).and_then(|at| matter.split_at_checked(at))?;
        Some(
            year.bytes().all(|b| b.is_ascii_digit())
                && before.ends_with(['m', ' ', '-', '–'])
                && !before.ends_with("số "),
        )
    };
    let plain = matter.chars().next_back().is_some_and(char::is_lowercase) || year().unwrap_or(false);
    let open = plain && matter.contains(' ') && !matters(matter);
    (same && open).then(|| (Span::of(start, start + matter.len()), found))
}

/// Whether the `của` behind words belongs to the matter: `quy chế làm việc của …`, `thuộc thẩm quyền giải quyết của …`.
fn matters(matter: &str) -> bool {
    let competence = |word| {
        let close = |at: usize| matter[at..].split_whitespace().count() <= COMPETENCE;
        matter.rfind(word).is_some_and(close)
    };
    MATTER_OF.iter().any(|word| matter.ends_with(word)) || competence("thuộc thẩm quyền") || competence("thuộc phạm vi")
}

/// The most words from `thuộc thẩm quyền` to whose it is.
const COMPETENCE: usize = 9;

/// `khóa XI, các địa phương …`, `(khóa XI)`: the words after the term of a body.
fn past_term(rest: &str) -> &str {
    let words = rest.trim_start_matches('(');
    let Some(end) = word(&Tokens::plain(words), 0, Word::Term) else { return rest };
    let number = words[end..].trim_start();
    let after = number.trim_start_matches(|c: char| c.is_alphanumeric());
    if after.len() == number.len() {
        return rest;
    }
    after.trim_start_matches(')').trim_start()
}

/// `, nhà trường xây dựng …` after the body that issued a document: the sentence goes on, not a list of bodies and not the
/// title's own years.
fn next_clause(rest: &str) -> bool {
    let Some(clause) = rest.strip_prefix(", ") else { return false };
    let lower = clause.chars().next().is_some_and(char::is_lowercase);
    lower && !TITLE_GOES_ON.iter().any(|word| clause.starts_with(word))
}

/// What after the comma behind a body still belongs to the title that names it.
const TITLE_GOES_ON: [&str; 14] = [
    "nhiệm kỳ",
    "khóa",
    "khoá",
    "giai đoạn",
    "năm ",
    "các ",
    "và ",
    "cơ quan",
    "hội đồng",
    "ủy ban",
    "bộ,",
    "bộ ",
    "tỉnh",
    "thành phố",
];
