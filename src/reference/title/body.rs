//! Bodies at the end of titles: `về phí đăng ký xe của Chính phủ`.

use crate::Span;
use crate::reference::Reference;
use crate::reference::issuer::{IssuerAt, issuer_at};
use crate::reference::words::{Word, byte, keys, phrase, skip, word};
use crate::registry::issuer::Issuer;
use crate::registry::title;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;

use super::PARTY_CENTRE;

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

/// The body after `của` at an offset of a title, where it is the issuer that the symbol names and ends the title; and the
/// title before it.
fn issuer_behind(text: &Tokens, title: Span, of: usize, coded: Issuer) -> Option<(Span, IssuerAt)> {
    let start = title.start() as usize;
    let of = start + of;
    let found = issuer_at(text, of + " của ".len(), true)?;
    let end = found.span.end() as usize;
    // `của Bộ trưởng Bộ Giáo dục và Đào tạo (GDĐT)`
    let rest = text.get(end..title.end() as usize)?.trim_start();
    let short = rest.strip_prefix('(').and_then(|inside| inside.split_once(')'));
    let short = short.filter(|(inside, _)| !inside.contains(' ')).map_or(0, |(inside, _)| inside.len() + "()".len());
    let at = past_term(text, skip(text, skip(text, end) + short));
    // `… của Bộ Y tế xác định ba việc`
    if at < title.end() as usize && !title::says(text, at) && !next_clause(text, at) {
        return None;
    }
    let behind = |id: Issuer| coded.id() == "trung-uong" && PARTY_CENTRE.contains(&id.id());
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
    let open = plain && matter.contains(' ') && !matters(text, start, of);
    (same && open).then(|| (Span::of(start, start + matter.len()), found))
}

/// Whether the `của` behind a title's words, between two positions, belongs to the matter: `quy chế làm việc của …`, `thuộc thẩm quyền
/// giải quyết của …`.
fn matters(text: &Tokens, start: usize, end: usize) -> bool {
    let mut pos = end;
    for _ in 0..COMPETENCE {
        let Some(token) = text.last_token(pos).filter(|t| t.span.start() as usize >= start) else { break };
        pos = token.span.start() as usize;
        if phrase(text, pos, keys!["thuộc", "thẩm", "quyền"]).is_some()
            || phrase(text, pos, keys!["thuộc", "phạm", "vi"]).is_some()
        {
            return true;
        }
    }
    title::owned(text, end)
}

/// The most words from `thuộc thẩm quyền` to whose it is.
const COMPETENCE: usize = 9;

/// `khóa XI, các địa phương …`, `(khóa XI)`: past the term of a body.
fn past_term(text: &Tokens, at: usize) -> usize {
    let open = at + usize::from(byte(text, at) == b'(');
    let number = word(text, open, Word::Term).and_then(|end| text.next_token(end)).filter(|t| t.class != Class::Mark);
    let Some(end) = number.map(|t| t.span.end() as usize) else { return at };
    skip(text, end + usize::from(byte(text, end) == b')'))
}

/// `, nhà trường xây dựng …` after the body that issued a document: the sentence goes on, not a list of bodies and not the
/// title's own years.
fn next_clause(text: &Tokens, at: usize) -> bool {
    let first = if byte(text, at) == b',' { text.next_token(at + 1) } else { None };
    first.is_some_and(|t| t.case == Case::Lower && t.class == Class::Word && !t.one_of(TITLE_GOES_ON))
}

/// First words of what after the comma behind a body still belongs to the title that names it.
const TITLE_GOES_ON: &WordSet =
    words!["nhiệm", "khóa", "giai", "năm", "các", "và", "cơ", "hội", "ủy", "bộ", "tỉnh", "thành"];
