//! What is said of the things counted: `đạt chuẩn nông thôn mới` after `12 xã`.

use super::REACH;
use crate::Span;
use crate::claim::clause::{compared, number_mark};
use crate::claim::one_of;
use crate::claim::term::{Term, term};
use crate::registry::cue::CUES;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// What is said of the things counted: the words from the verb after the noun to the end of the clause.
pub(super) fn predicate(text: &Tokens, counted: Option<Span>, noun_end: usize) -> Option<Span> {
    let counted = counted?;
    // A noun that no row has may have taken the verb with it: `hộ dùng nước`; not `cuộc kiểm tra`.
    let first = text.token_at(counted.start() as usize)?;
    let longer = Some(first).filter(|t| t.span.end() < counted.end());
    let row = longer.and_then(|first| CUES.counted.starting(text, first)).map(|(_, end)| end);
    let inside = row.filter(|&end| {
        let joined = text.skip_space(end).0;
        end < counted.end() as usize
            // số ghế là 59: the noun stands before.
            && counted.end() as usize >= noun_end
            && text.token_at(joined).is_some_and(|t| t.class == Class::Word)
            && !CUES.deed.is(text, Span::of(counted.start() as usize, end))
    });
    let mut pos = inside.unwrap_or(noun_end.max(counted.end() as usize));
    let (next, _) = text.skip_space(pos);
    if let Some((_, stop)) = CUES.bound_after.at(text, next) {
        pos = stop;
    }
    for _ in 0..4 {
        let (at, spaced) = text.skip_space(pos);
        let token = text.token_at(at).filter(|t| spaced && t.class == Class::Word)?;
        if text.as_bytes()[pos..at].contains(&b'\n') && token.case != Case::Lower {
            return None;
        }
        // cấp ủy cấp huyện kiểm tra: a level, no verb.
        if let Some(level) = level(text, token) {
            pos = level;
            continue;
        }
        if says(text, token) {
            // 01 Trung tâm Phục vụ hành chính công: its name goes on.
            if token.case == Case::Title || kind_of_work(text, first, token) {
                return None;
            }
            // 4 đơn vị là: a list follows.
            if text.as_bytes().get(token.span.end() as usize) == Some(&b':') {
                return None;
            }
            // 2,4 triệu lượt đạt 89,67% kế hoạch: so many are, not each; số hộ của 32 xã là 540 hộ: the whole phrase's value.
            let number = || text.after(&token).is_some_and(|(t, _)| t.class == Class::Digits);
            if token.one_of(words!["đạt", "bằng"]) && share_next(text, token) || token.one_of(words!["là"]) && number()
            {
                return None;
            }
            // 39 mẫu kiểm tra: it is the noun's; 15 xã giáp biển
            let word = CUES.open.starting(text, token).map_or(at, |(_, end)| end);
            let own = |said: &Span| said.end() > counted.end() || said.end() as usize > word;
            return Some(to_clause_end(text, at)).filter(own);
        }
        // vé máy bay: a noun within the noun.
        let inner = CUES.counted.starting(text, token).map(|(_, end)| end);
        if let Some(end) = inner.filter(|end| *end > token.span.end() as usize && *end <= counted.end() as usize) {
            pos = end;
            continue;
        }
        // Still inside the noun's phrase.
        if pos >= counted.end() as usize || CUES.stop.starting(text, token).is_some() {
            return None;
        }
        pos = token.span.end() as usize;
    }
    None
}

/// `12 dự án chăn nuôi`, `198 lớp chuyển giao kỹ thuật`, `14 đoàn công tác kiểm tra`: whether a verb says but what kind of
/// work is counted. `first` is the first word of what is.
fn kind_of_work(text: &Tokens, first: Token, verb: Token) -> bool {
    let work = |end: usize| CUES.work.is(text, Span::of(first.span.start() as usize, end));
    if !CUES.counted.starting(text, first).is_some_and(|(_, end)| work(end)) {
        return false;
    }
    let end = |found: Option<usize>| found.unwrap_or(verb.span.end() as usize);
    let stop = end(CUES.stop.starting(text, verb).map(|(_, end)| end));
    let stop = stop.max(end(CUES.open.starting(text, verb).map(|(_, end)| end)));
    CUES.kind.is(text, Span::of(verb.span.start() as usize, stop))
}

/// Whether a percentage follows a word.
fn share_next(text: &Tokens, word: Token) -> bool {
    let end = word.span.end() as usize;
    let rate = text.next_word(end, words!["tỷ", "tỉ"]).and_then(|end| text.next_word(end, words!["lệ"]));
    let number = text.next_token(rate.unwrap_or(end)).filter(|t| t.class == Class::Digits);
    let share = |t: Term| t.unit.is_some_and(|unit| unit.unit.base.row().share);
    number.and_then(|t| term(text, t.span.start() as usize).ok()).is_some_and(share)
}

/// Where `cấp huyện`, `cấp trên` ends.
pub(super) fn level(text: &Tokens, word: Token) -> Option<usize> {
    if !word.one_of(words!["cấp"]) {
        return None;
    }
    let (next, _) = text.skip_space(word.span.end() as usize);
    let of = text.token_at(next)?;
    of.one_of(words![
        "tỉnh", "huyện", "xã", "trên", "dưới", "cơ", "quốc", "bộ", "ủy", "thành", "thị", "quận", "trường", "vùng",
        "trung"
    ])
    .then_some(of.span.end() as usize)
}

/// Whether a verb that says something of what is counted begins with a word.
pub(super) fn says(text: &Tokens, word: Token) -> bool {
    const NOT: &WordSet = words![
        "tăng", "giảm", "chiếm", "gồm", "bao", "thuộc", "trở", "nhất", "khoảng", "hơn", "ít", "nhiều", "mới", "cũ",
        "tốt", "khá", "lớn", "nhỏ", "cao", "dài", "rộng", "sâu", "nặng", "đúng", "sai", "sao", "đồng", "tương", "tính",
        "xuống", "lên", "vượt"
    ];
    // dự án đầu tư, cơ sở sản xuất: nouns of two words.
    let noun = |end| one_of(&text[Span::of(word.span.start() as usize, end)], &["đầu tư", "sản xuất"]);
    if word.one_of(words!["quy"]) && text.after(&word).is_some_and(|(t, _)| t.one_of(words!["mô"])) {
        return false;
    }
    // vị trí việc làm
    if word.one_of(words!["làm"]) && text.before(&word).is_some_and(|(t, _)| t.one_of(words!["việc"])) {
        return false;
    }
    if schooled(text, word) {
        return false;
    }
    CUES.open.starting(text, word).is_some()
        || CUES.stop.starting(text, word).is_some_and(|(verb, end)| verb && !word.one_of(NOT) && !noun(end))
}

/// `sinh viên đại học`, `năm học`, `học sinh`: where học is part of a noun.
pub(super) fn schooled(text: &Tokens, word: Token) -> bool {
    const NOUNS: &WordSet =
        words!["đại", "năm", "trường", "lớp", "phòng", "khoa", "khóa", "tiểu", "trung", "môn", "cấp"];
    word.one_of(words!["học"])
        && (text.before(&word).is_some_and(|(t, _)| t.one_of(NOUNS))
            || text.after(&word).is_some_and(|(t, _)| t.one_of(words!["sinh", "viên"])))
}

/// From `start` to the end of the clause.
fn to_clause_end(text: &Tokens, start: usize) -> Span {
    let mut end = start;
    let mut next = text.token_at(start);
    let other = |at: usize| {
        let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        digit(at + 1) && !digit(at - 1)
    };
    for _ in 0..REACH {
        let Some(token) = next else { break };
        let joins = token.one_of(words!["/", "-", "%", "“", "”", "\"", "²", "³"]);
        if token.class == Class::Mark && !joins && !number_mark(text, token) {
            break;
        }
        // 400 hộ vay/30 tổ
        let slash = || token.one_of(words!["/"]) && text[end..].starts_with('/') && other(end);
        let compared = || token.one_of(words!["so"]) && compared(text, token.span.start() as usize).is_some();
        // 23 phương án sắp xếp đối với 52 đơn vị
        let toward = || token.one_of(words!["đối"]) && text.after(&token).is_some_and(|(t, _)| t.one_of(words!["với"]));
        if end > start && (slash() || token.one_of(words!["với", "để", "nhằm", "nhưng"]) || compared() || toward())
        {
            break;
        }
        // có số người chết tăng là Sơn La, Lào Cai: their names.
        const PLACES: &WordSet = words!["quận", "huyện", "tỉnh", "xã", "phường", "thành", "thị"];
        let names = || {
            text.after(&token).is_some_and(|(next, _)| {
                let named = |t: &Token| t.class == Class::Digits || t.class == Class::Word && t.case == Case::Title;
                next.class == Class::Word && next.case == Case::Title
                    || next.one_of(PLACES) && text.after(&next).is_some_and(|(t, _)| named(&t))
            })
        };
        if end > start && token.one_of(words!["là"]) && names() {
            break;
        }
        // còn hiệu lực có 212 dự án: another count begins; có chuồng trại chiếm 80,5%
        let after = text.after(&token);
        let number = |t: &Token| t.class == Class::Digits;
        // chiếm tỷ lệ 47,9%
        let rated = || {
            let rate = after.filter(|(t, _)| token.one_of(words!["chiếm"]) && t.one_of(words!["tỷ", "tỉ"]));
            let second = rate.and_then(|(t, _)| text.after(&t)).and_then(|(t, _)| text.after(&t));
            second.is_some_and(|(t, _)| number(&t))
        };
        let counts = after.is_some_and(|(next, _)| number(&next)) || rated();
        if end > start && counts && token.one_of(words!["có", "và", "chiếm"]) {
            if let Some(and) = text.token_before(end).filter(|t| t.one_of(words!["và"])) {
                end = text.skip_space_back(and.span.start() as usize).0;
            }
            break;
        }
        end = token.span.end() as usize;
        let goes_on = |(next, spaced): &(Token, bool)| {
            let at = next.span.start() as usize;
            !*spaced || !text.as_bytes()[end..at].contains(&b'\n') || text[at..].starts_with(char::is_lowercase)
        };
        next = after.filter(goes_on).map(|(next, _)| next);
    }
    // “… hơn 40 nhà có ô tô”: the end of what is quoted.
    if text[start..end].ends_with('”') && !text[start..end].contains('“') {
        end -= '”'.len_utf8();
    }
    Span::of(start, end)
}
