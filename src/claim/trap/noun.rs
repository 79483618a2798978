//! What follows a number and is not counted: a name goes on, a part of a document, an item numbered twice.

use crate::Span;
use crate::registry::cue::CUES;
use crate::roman;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// `Đảng bộ xã Tân Phú 2 khóa VII`, `tàu BĐ 96123 TS`, `phòng 204 nhà A5`: what follows a name's number, and is not counted.
pub(in crate::claim) fn names(text: &Tokens, at: usize, noun: Span) -> bool {
    let Some(first) = text.token_at(noun.start() as usize) else { return false };
    if first.one_of(words!["khóa"]) {
        return text.after(&first).is_some_and(|(next, _)| roman::value(&text[next.span]).is_some());
    }
    if first.one_of(words!["nhà", "tòa"]) {
        let numbered = text.last_token(at).is_some_and(|t| t.one_of(words!["phòng", "tầng", "lầu"]));
        return numbered && text.after(&first).is_some_and(|(t, _)| t.case != Case::Lower && t.span.len() <= 2);
    }
    // 443/8 đường Lê Lợi: an address.
    if first.one_of(words!["đường", "phố"]) && text[at..noun.start() as usize].contains('/') {
        return text.after(&first).is_some_and(|(t, _)| t.case == Case::Title);
    }
    // phát quang 2 bên tuyến đường: both sides.
    if first.one_of(words!["bên"]) {
        const SIDES: &WordSet = words!["đường", "tuyến", "bờ", "lề", "sông", "suối", "mép", "hành", "cánh", "vỉa"];
        return text.after(&first).is_some_and(|(t, _)| t.one_of(SIDES));
    }
    // đường 334 đoạn từ cầu
    if first.one_of(words!["đoạn"]) {
        return text.last_token(at).is_some_and(|t| t.one_of(words!["đường", "lộ", "tuyến"]));
    }
    // đất 2 lúa: of two crops a year; vòng 6 giải hạng Nhất; điểm 10 môn Toán
    if first.one_of(words!["lúa", "giải", "cúp", "môn"]) {
        return text.last_token(at).is_some_and(|t| t.one_of(words!["đất", "vòng", "điểm"]));
    }
    let boat = |t: Token| t.class == Class::Word && !matches!(t.case, Case::Lower | Case::Title);
    &text[noun] == "TS" && text.last_token(at).is_some_and(boat)
}

/// `(12 trang)`: how long something printed is, in brackets or on a line of its own.
pub(in crate::claim) fn leaves(text: &Tokens, at: usize, noun: Span) -> bool {
    &text[noun] == "trang" && {
        let rest = text[noun.end() as usize..].trim_start_matches([' ', '\r']);
        match text[..at].trim_end_matches(' ').chars().next_back() {
            Some('(') => rest.starts_with(')'),
            None | Some('\n') => rest.is_empty() || rest.starts_with('\n'),
            _ => false,
        }
    }
}

/// `- 2 Quyết định 143-HĐBT`: what numbers an item bears a number of its own.
pub(in crate::claim) fn itemised(text: &Tokens, at: usize, noun: Span) -> bool {
    let title = text.token_at(noun.start() as usize).is_some_and(|t| t.case == Case::Title);
    let numbered = || {
        let next = text.skip_space(noun.end() as usize).0;
        text.token_at(next).is_some_and(|t| t.class == Class::Digits)
    };
    let opens = || {
        let before = text[..at].trim_end_matches([' ', '\t']);
        let before = before.strip_suffix(['-', '–', '+', '•', '*']).unwrap_or(before);
        before.is_empty() || before.trim_end_matches([' ', '\t']).ends_with('\n')
    };
    title && numbered() && opens()
}

/// `các khoản 1, 2 và 6 Điều 12`, `tiết 2 điểm a`, `1 Nghị quyết số 49-NQ/TW`: the number is a part's of a document or a
/// note's, and what holds it, or what it notes, follows.
pub(in crate::claim) fn pinpointed(text: &Tokens, end: usize) -> bool {
    let Some(token) = text.next_token(end) else { return false };
    let label = || text.next_token(token.span.end() as usize);
    if token.one_of(words!["điều", "khoản", "mục", "chương"]) {
        return label().is_some_and(|t| t.class == Class::Digits || t.one_of(words!["này"]));
    }
    // tiết 2 điểm đ; not 2 điểm ở thị trấn, nor 8 điểm 10
    if token.one_of(words!["điểm"]) {
        return label().is_some_and(|t| matches!(text[t.span].as_bytes(), [b'a'..=b'z'] | [0xc4, 0x91]));
    }
    let number =
        |name: usize| text.next_token(text.next_word(name, words!["số"])?).filter(|t| t.class == Class::Digits);
    titled(text, token).and_then(number).is_some()
}

/// Where the type of a document or a programme ends that is named at a token: `Nghị quyết`, not `nghị quyết`.
pub(in crate::claim) fn titled(text: &Tokens, token: Token) -> Option<usize> {
    if token.case == Case::Lower {
        return None;
    }
    CUES.title_head.starting(text, token).map(|(_, end)| end)
}
