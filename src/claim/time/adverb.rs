//! Words that are a time scope by themselves, without a number: `hiện nay`, `tháng trước`, `hằng năm`.

use super::extent::since;
use crate::Span;
use crate::claim::noun::opens;
use crate::claim::one_of;
use crate::registry::cue::CUES;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// The scope whose last word is a token.
pub(in crate::claim) fn adverb(text: &Tokens, last: Token) -> Option<Span> {
    let (_, start) = CUES.scope.ending(text, last).filter(|(_, start)| is_scope(text, *start, last))?;
    let end = last.span.end() as usize;
    Some(Span::of(since(text, start, end), end))
}

/// Whether the words from `start` up to a token that may be a time scope are one.
fn is_scope(text: &Tokens, start: usize, token: Token) -> bool {
    let (at, end) = (token.span.start() as usize, token.span.end() as usize);
    if year_follows(text, end) || left_over(text, end) || annual_crop(text, start) {
        return false;
    }
    // dự án cấp phép từ các năm trước: where they come from.
    if token.one_of(words!["trước"]) && text.last_token(start).is_some_and(|t| t.one_of(words!["từ"])) {
        return false;
    }
    // vốn thực hiện tại Việt Nam
    if token.one_of(words!["tại"]) && text.last_token(start).is_some_and(|t| t.one_of(HALVES)) {
        return false;
    }
    if one_of(&text[Span::of(start, end)], &["trong kỳ"]) && !tells_term(text, end) {
        return false;
    }
    if start != at || !token.one_of(words!["hiện", "nay"]) {
        // in 12 tháng trước khi sinh the months are counted.
        let before = text.last_token(start).filter(|t| t.class == Class::Digits);
        let counted = before.is_some_and(|t| !text[t.span.end() as usize..start].contains('\n'));
        return !(counted && one_of_lengths(text, start));
    }
    let next = text.next_token(end);
    // hiện đại, hiện tượng are other words.
    let tails = words!["đại", "tượng", "hành", "thực", "trường", "hữu", "vật", "diện", "trạng"];
    let compound = next.is_some_and(|t| t.one_of(tails));
    // , nay còn 3 hộ
    let told = words!["còn", "có", "đã", "giảm", "tăng", "lên", "là", "chỉ", "toàn"];
    let now = token.one_of(words!["hiện"]) || next.is_some_and(|t| t.one_of(told));
    let stands = || opens(text, token.span) || text[..at].trim_end().ends_with(',');
    now && !compound && (stands() || next.is_some_and(|next| tells_now(text, token, next)))
}

/// What `hiện` closes: `thực hiện`, `phát hiện`.
const HALVES: &WordSet = words!["thực", "phát", "biểu", "thể", "xuất", "tái", "hiển", "ẩn", "tìm", "cụ", "nhận"];

/// `Toàn tỉnh hiện có 45 xã`, `và hiện đang điều tra`: now, inside a clause; not `thực hiện`, `cơ sở hiện có`.
#[inline(never)]
fn tells_now(text: &Tokens, token: Token, next: Token) -> bool {
    if !next.one_of(words!["đang", "còn", "có"]) || token.case != Case::Lower || !token.one_of(words!["hiện"]) {
        return false;
    }
    let counts = || {
        let (at, _) = text.skip_space(next.span.end() as usize);
        text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) || CUES.bound_before.at(text, at).is_some()
    };
    text.before(&token).is_some_and(|(t, _)| t.class == Class::Word && !t.one_of(HALVES))
        && (!next.one_of(words!["có"]) || counts())
}

/// Whether what follows is told of the time that is reported on: `trong kỳ, tiếp 20 lượt`; not `trong kỳ họp`.
fn tells_term(text: &Tokens, end: usize) -> bool {
    const TOLD: &WordSet =
        words!["đã", "có", "là", "đạt", "các", "toàn", "tăng", "giảm", "ước", "được", "không", "báo"];
    let next = text.next_token(end);
    next.is_none_or(|t| t.class != Class::Word || t.one_of(TOLD))
}

/// `89 vụ việc tháng trước chuyển sang`: what was left over then.
pub(in crate::claim) fn left_over(text: &Tokens, end: usize) -> bool {
    text.next_word(end, words!["chuyển", "mang"])
        .is_some_and(|end| text.next_word(end, words!["sang", "qua"]).is_some())
}

/// Whether a scope begins with what durations are measured in: `tháng trước`.
fn one_of_lengths(text: &Tokens, start: usize) -> bool {
    text.word_at(start, words!["năm", "quý", "tháng", "tuần", "ngày"]).is_some()
}

/// `cây hàng năm`, `cây trồng lâu năm, hằng năm`, `đời sống hằng ngày`: what grows or is done so, no time scope.
fn annual_crop(text: &Tokens, start: usize) -> bool {
    let mut last = text.last_token(start);
    let daily = |t: Token| t.one_of(words!["sống", "hoạt"]);
    let years = |comma: Token| {
        let (year, _) = text.before(&comma)?;
        let (long, _) = text.before(&year)?;
        Some(comma.one_of(words![","]) && year.one_of(words!["năm"]) && long.one_of(words!["lâu"]))
    };
    if last.is_some_and(|t| daily(t) || years(t) == Some(true)) && is_often(text, start) {
        return true;
    }
    for _ in 0..3 {
        let Some(token) = last else { return false };
        if token.one_of(words!["cây"]) {
            return true;
        }
        last = text.before(&token).map(|(token, _)| token).filter(|_| token.one_of(words!["trồng", "công", "nghiệp"]));
    }
    false
}

/// `hằng`, `hàng`: whether a scope says how often.
fn is_often(text: &Tokens, start: usize) -> bool {
    text.word_at(start, words!["hằng", "hàng"]).is_some()
}

fn year_follows(text: &Tokens, end: usize) -> bool {
    let (next, _) = text.skip_space(end);
    text.token_at(next).is_some_and(|t| t.class == Class::Digits && t.span.len() == 4)
}
