//! Numbers that are no claims: by their shape, as marks of items, and by the words around them.

mod marker;
mod shape;

use super::quantity::Quantity;
use super::{Form, around, counted, unit};
use crate::registry::cue::{Bar, CUES};
use crate::registry::unit::Kind;
use crate::roman;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;
use crate::{Decimal, Span};

pub(super) use marker::counts_rows;
pub(super) use shape::shape;

/// Where the digits from a position end.
fn digits_end(bytes: &[u8], mut pos: usize) -> usize {
    while bytes.get(pos).is_some_and(u8::is_ascii_digit) {
        pos += 1;
    }
    pos
}

/// What the words before a number make of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Barred {
    /// No claim.
    Always,
    /// No claim unless a unit or counted noun follows.
    Unless,
    /// No claim where it is a pair.
    Pair,
}

/// Reads the cue before the number at `at`.
pub(super) fn cue(text: &Tokens, at: usize) -> Option<Barred> {
    let (mut end, _) = text.skip_space_back(at);
    let colon = text[..end].ends_with(':');
    // Tổng số <tab> 930: another cell.
    let apart = || text.as_bytes()[at - 1] == b'\t';
    if colon {
        end = text.skip_space_back(end - 1).0;
    } else if end == at && !text[..at].ends_with(['-', '–']) || end < at && apart() {
        return None;
    }
    let (bar, start) = CUES.trap.before(text, end)?;
    match bar {
        Bar::Colon => colon.then_some(Barred::Always),
        Bar::Hard if is_total(text, start, end) => None,
        Bar::Hard => Some(Barred::Always),
        Bar::Soft if colon => None,
        Bar::Soft => Some(Barred::Unless),
        Bar::Score => Some(Barred::Pair),
    }
}

/// `tổng số`, `con số`, `trong số`, `một số`: there số is no number's sign.
fn is_total(text: &Tokens, start: usize, end: usize) -> bool {
    if !text[start..end].eq_ignore_ascii_case("số") && &text[start..end] != "Số" {
        return false;
    }
    let (left, _) = text.skip_space_back(start);
    text.token_before(left)
        .is_some_and(|t| t.one_of(words!["tổng", "con", "trong", "đa", "nửa", "tăng", "vô", "dân", "quân", "sĩ"]))
}

/// `do 1 số hộ chưa kê khai`: một số, some; not `1 số điện thoại`.
pub(super) fn some(text: &Tokens, at: usize, end: usize) -> bool {
    &text[at..end] == "1"
        && text.next_word(end, words!["số"]).and_then(|number| text.next_token(number)).is_some_and(|t| {
            t.class == Class::Word && t.case == Case::Lower && !t.one_of(words!["điện", "báo", "tạp", "nhà", "hiệu"])
        })
}

/// `phiên chợ 0 đồng`: what is free, by its name; not `số dư là 0 đồng`.
pub(super) fn bargain(text: &Tokens, quantity: &Quantity) -> bool {
    quantity.low.is_zero()
        && quantity.unit.is_some_and(|u| u.unit.base.symbol() == "VND" && u.unit.per[0].is_none())
        && !around::governed(text, quantity.core.start() as usize)
}

/// `bảo hiểm xã hội 1 lần`, `trợ cấp 01 lần`: a lump sum, by its name.
pub(super) fn lump(text: &Tokens, quantity: &Quantity) -> bool {
    let named = || {
        let (before, _) = text.skip_space_back(quantity.core.start() as usize);
        text.token_before(before).is_some_and(|t| t.one_of(words!["bhxh", "hội", "cấp"]))
    };
    quantity.low == Decimal::from(1)
        && quantity.unit.is_some_and(|u| u.unit.base.symbol() == "lần" && u.unit.per[0].is_none())
        && named()
}

/// `Đảng bộ xã Tân Phú 2 khóa VII`, `tàu BĐ 96123 TS`, `phòng 204 nhà A5`: what follows a name's number, and is not counted.
pub(super) fn names(text: &Tokens, at: usize, noun: Span) -> bool {
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
    // đất 2 lúa: of two crops a year; vòng 6 giải hạng Nhất
    if first.one_of(words!["lúa", "giải", "cúp"]) {
        return text.last_token(at).is_some_and(|t| t.one_of(words!["đất", "vòng"]));
    }
    let boat = |t: Token| t.class == Class::Word && !matches!(t.case, Case::Lower | Case::Title);
    &text[noun] == "TS" && text.last_token(at).is_some_and(boat)
}

/// `(12 trang)`: how long something printed is, in brackets or on a line of its own.
pub(super) fn leaves(text: &Tokens, at: usize, noun: Span) -> bool {
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
pub(super) fn itemised(text: &Tokens, at: usize, noun: Span) -> bool {
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

/// `bình quân 1 vạn dân là 12 bác sĩ`, `trên 100.000 dân: 4,1`: a round number of people that a rate is per.
pub(super) fn per_head(text: &Tokens, quantity: &Quantity) -> bool {
    let end = quantity.first.number_end;
    if quantity.unit.is_some() || !matches!(text.as_bytes()[..end], [.., b'0', b'0', b'0'] | [.., b'n']) {
        return false;
    }
    let digits = text[quantity.first.start..end].bytes().filter(u8::is_ascii_digit);
    let round = digits.enumerate().all(|(i, digit)| digit == if i == 0 { b'1' } else { b'0' });
    let Some(people) = text.next_token(end).filter(|t| round && t.one_of(words!["dân", "trẻ", "phụ"])) else {
        return false;
    };
    let before = text.last_token(quantity.first.start);
    // trên 10.000 dân đạt 8,5; trên 100.000 dân (người): 4,1; not xã có trên 10.000 dân
    let rated = || {
        let mut last = people;
        for _ in 0..8 {
            let Some((next, _)) = text.after(&last) else { return false };
            if next.one_of(words![",", ";", ".", "có"]) || next.class == Class::Digits {
                return next.class == Class::Digits && last.one_of(words!["đạt", "là", ":"]);
            }
            last = next;
        }
        false
    };
    let over =
        |t: Token| t.one_of(words!["trên"]) && text.before(&t).is_none_or(|(t, _)| !t.one_of(words!["có"])) && rated();
    before.is_some_and(|t| t.one_of(words!["quân", "tính", "mỗi"]) || over(t))
}

/// Whether nothing else stands on the number's line: a note's sign, a page's number.
pub(super) fn alone_on_line(text: &Tokens, at: usize, end: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    let after = text[end..].trim_start_matches([' ', '\t']);
    before.ends_with('\n') && after.starts_with(['\n', '\r'])
}

/// Whether the number right before belongs to the same list: `20, 22`.
pub(super) fn follows_in_list(text: &Tokens, trapped: usize, at: usize) -> bool {
    at >= trapped
        && at - trapped < 8
        && text
            .get(trapped..at)
            .is_some_and(|between| matches!(between.trim(), "," | "và" | "-" | "–" | ";" | "/" | "+" | "đến" | "&"))
}

/// `2-0`, `2 - 1`: whether another number follows a dash or a colon.
pub(super) fn scored(text: &Tokens, end: usize) -> bool {
    pair_end(text, end) > end
}

pub(super) fn pair_end(text: &Tokens, end: usize) -> usize {
    let (at, _) = text.skip_space(end);
    let Some(c) = text[at..].chars().next().filter(|c| matches!(c, '-' | '–' | ':')) else { return end };
    let (next, _) = text.skip_space(at + c.len_utf8());
    text.token_at(next).filter(|t| t.class == Class::Digits).map_or(end, |t| t.span.end() as usize)
}

/// `các khoản 1, 2 và 6 Điều 12`, `1 Nghị quyết số 49-NQ/TW`: the number is a part's of a document or a note's, and what holds
/// it, or what it notes, follows.
pub(super) fn pinpointed(text: &Tokens, end: usize) -> bool {
    let Some(token) = text.next_token(end) else { return false };
    if token.one_of(words!["điều", "khoản", "mục", "chương"]) {
        let number = text.next_token(token.span.end() as usize);
        return number.is_some_and(|t| t.class == Class::Digits || t.one_of(words!["này"]));
    }
    let number =
        |name: usize| text.next_token(text.next_word(name, words!["số"])?).filter(|t| t.class == Class::Digits);
    titled(text, token).and_then(number).is_some()
}

/// Where the type of a document or a programme ends that is named at a token: `Nghị quyết`, not `nghị quyết`.
pub(super) fn titled(text: &Tokens, token: Token) -> Option<usize> {
    if token.case == Case::Lower {
        return None;
    }
    CUES.title_head.starting(text, token).map(|(_, end)| end)
}

/// `đường dây 220 kV`: the voltage names the line.
pub(super) fn line_voltage(text: &Tokens, quantity: &Quantity) -> bool {
    quantity.unit.is_some_and(|u| u.unit.base.symbol() == "kV") && powered(text, quantity.core.start() as usize)
}

/// Whether a line or a transformer stands before a number, or before the list that it is in.
pub(super) fn powered(text: &Tokens, at: usize) -> bool {
    let mut last = text.last_token(at);
    for _ in 0..6 {
        let Some(token) = last else { return false };
        if token.one_of(words!["dây", "trạm", "áp", "lưới", "điện", "thế", "tba", "và"]) {
            return true;
        }
        if token.class != Class::Digits && !token.one_of(words![",", "/", "kv"]) {
            return false;
        }
        last = text.before(&token).map(|(token, _)| token);
    }
    false
}

/// Whether a magnitude or a unit that no name bears says that the number measures: `khoản 5 tỷ đồng`.
pub(super) fn weighty(quantity: &Quantity) -> bool {
    let measures = |kind| matches!(kind, Kind::Money | Kind::Measure | Kind::Ratio);
    quantity.first.power > 0 || quantity.unit.is_some_and(|u| measures(u.unit.base.row().kind))
}

/// `gọi 1.800 công dân`: a count in groups of three, of things that a row knows, is no code's number.
pub(super) fn grouped_count(text: &Tokens, quantity: &Quantity) -> bool {
    let first = &quantity.first;
    // tước GPLX 181 trường hợp
    let cases = || {
        let short = text.last_token(first.start).is_some_and(|t| t.case == Case::Upper && t.span.len() > 2);
        let case = text.next_word(first.end, words!["trường"]);
        short && first.plain < 5 && case.is_some_and(|end| text.next_word(end, words!["hợp"]).is_some())
    };
    first.words == 0
        && (first.plain == 0 || cases())
        && first.value.scale() == 0
        && quantity.form == Form::Number
        && counted::counted_at(text, quantity.core.end() as usize).is_some_and(|noun| noun.class.is_some())
}

/// What is written as a fraction and is none: `24/24`, `24/7`, round the clock; `1/500`, the scale of a map or a plan;
/// `255/40`, a size.
pub(super) fn ratio(quantity: &Quantity) -> bool {
    let Some(of) = quantity.of else { return false };
    let is = |value: Decimal, n: i64| value == Decimal::from(n);
    let size = || of.checked_mul(Decimal::from(2)).is_some_and(|twice| quantity.low > twice);
    is(quantity.low, 24) && (is(of, 24) || is(of, 7)) || is(quantity.low, 1) && of >= Decimal::from(100) || size()
}

/// A length of time that names something: `11ngày 3 tháng 5`, a day's date with its space lost; `7 phút trước`, furniture;
/// `7 phút đọc`, whose phrase begins with what reads like a unit; `45 kg/người/6 tháng`, what a rate is per.
pub(super) fn named_time(text: &Tokens, quantity: &Quantity) -> bool {
    let (end, number_end) = (quantity.core.end() as usize, quantity.first.number_end);
    // tập 22 ngày 3/12
    let dated = |found: unit::Found| {
        let next = text.skip_space(end).0;
        let glued = || found.text.start() as usize == number_end;
        let slashed = || matches!(text.as_bytes()[next + 1..], [b'/', ..] | [b'0'..=b'9', b'/', ..]);
        found.unit.base.symbol() == "ngày"
            && text.as_bytes().get(next).is_some_and(u8::is_ascii_digit)
            && (glued() || slashed())
    };
    // thứ 6 tuần này
    let weekday = |found: unit::Found| {
        found.unit.base.symbol() == "tuần"
            && text.last_token(quantity.core.start() as usize).is_some_and(|t| t.one_of(words!["thứ"]))
    };
    // `7 ngày trước khi` measures.
    let bars = |from: usize| {
        let found = CUES.trap_after.at(text, text.skip_space(from).0);
        found.is_some_and(|(_, end)| text.next_word(end, words!["khi", "ngày"]).is_none())
    };
    let open = quantity.unit.is_none_or(|u| u.unit.base.row().kind == Kind::Time);
    let per = || {
        let before = text[..quantity.core.start() as usize].strip_suffix('/');
        before.is_some_and(|before| before.ends_with(char::is_alphabetic)) && quantity.unit.is_some()
    };
    open && per()
        || quantity.unit.is_some_and(|unit| dated(unit) || weekday(unit))
        || open && (bars(end) || number_end != end && bars(number_end))
}
