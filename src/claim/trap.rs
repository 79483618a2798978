//! Numbers that are no claims: codes, list markers, phone numbers, addresses, and numbers that cue words name.

use super::quantity::Quantity;
use super::{Form, around, counted, numeral, unit};
use crate::registry::cue::{Bar, CUES};
use crate::registry::unit::Kind;
use crate::roman;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;
use crate::{Decimal, Span};

/// Where the number at `at` ends together with what it belongs to, if its very shape bars it.
pub(super) fn shape(text: &Tokens, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let end = digits_end(bytes, at);
    // Most numbers stand between spaces, within a line: of those only a telephone's has a shape of its own.
    let spaced = matches!(bytes[..at], [.., last, b' '] if last > b' ');
    let bracketed = matches!(bytes[..at], [.., b' ', b'(']);
    let after = |n: usize| bytes.get(end + n).copied().unwrap_or(b'\n');
    let apart = match after(0) {
        b' ' | b'\n' => true,
        b'%' => matches!(after(1), b' ' | b',' | b'.' | b';' | b')'),
        b'.' | b',' | b'/' | b'-' if after(1).is_ascii_digit() => spaced && !mailed(bytes, at),
        b',' | b';' => after(1) <= b' ',
        // Up to two digits may number an item.
        b'.' | b')' => after(1) <= b' ' && end - at > 2,
        _ => false,
    };
    if (spaced || bracketed) && apart {
        return match bytes[at] {
            // 090, 001: a code.
            b'0' => phone(text, at, end).or((end - at >= 3).then_some(end)),
            _ if end - at == 4 => phone(text, at, end),
            _ => None,
        };
    }
    glued(text, at, end)
}

/// [`shape`] of digits that something may be glued to, or that open a line.
#[inline(never)]
fn glued(text: &Tokens, at: usize, end: usize) -> Option<usize> {
    let before = text[..at].chars().next_back();
    // Glued to a letter or a mark of codes: Z121, bdv001, @2024, _12; not tăng1,36%, which lost its space.
    if before.is_some_and(char::is_lowercase) && shared(text, at) {
        return None;
    }
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '@' | '#' | '&' | '\\' | '~' | '%')) {
        return Some(chunk_end(text, end));
    }
    // “4 tại chỗ”, '5 có, 3 sạch': a slogan.
    if matches!(before, Some('“' | '"' | '\'' | '‘')) {
        if let Some(end) = slogan(text, at, end) {
            return Some(end);
        }
    }
    // KGi-91234, GB-514: an abbreviation's number; not CATP-15 người.
    if before == Some('-') {
        let word = text.token_before(at - 1).filter(|t| t.class == Class::Word);
        let counts = || {
            let known = counted::counted_at(text, end).is_some_and(|noun| noun.class.is_some());
            known || unit::unit_at(text, end).is_some() || numeral::magnitude(text, end).is_some()
        };
        if word.is_some_and(|t| !matches!(t.case, Case::Lower | Case::Title)) && (end - at >= 4 || !counts()) {
            return Some(chunk_end(text, end));
        }
    }
    // GMT +7
    if before == Some('+') && text[..at - 1].trim_end_matches(' ').ends_with("GMT") {
        return Some(end);
    }
    // ĐT.639, QL.1: a dot between an abbreviation and its number.
    if before == Some('.') && text[..at - 1].chars().next_back().is_some_and(char::is_alphabetic) {
        return Some(chunk_end(text, end));
    }
    if address(text, at) {
        return Some(chunk_end(text, at));
    }
    code(text, at, end).or_else(|| phone(text, at, end)).or_else(|| marker(text, at, end))
}

/// Where the quotation ends that begins with a small number and holds a few words: `“4 tại chỗ”`; not `“10 triệu đồng”`.
fn slogan(text: &Tokens, at: usize, end: usize) -> Option<usize> {
    const MOST: usize = 40;
    if end - at > 2 || super::unit::unit_at(text, end).is_some() || numeral::magnitude(text, end).is_some() {
        return None;
    }
    let bytes = &text.as_bytes()[end..text.len().min(end + MOST)];
    let close = bytes.iter().position(|b| matches!(b, b'"' | b'\'' | b'\n' | 0xE2))?;
    let closes = text.get(end + close..)?.starts_with(['"', '\'', '”', '’']);
    closes.then_some(end + close)
}

/// Whether the number at `at` is glued to a percent sign.
fn shared(text: &Tokens, at: usize) -> bool {
    let bytes = text.as_bytes();
    let end = digits_end(bytes, at);
    let decimals = matches!(bytes.get(end), Some(b',' | b'.')) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    let end = if decimals { digits_end(bytes, end + 1) } else { end };
    // Not %20 in an address.
    let coded = |b: &u8| b.is_ascii_digit() || b.is_ascii_uppercase();
    bytes.get(end) == Some(&b'%') && !bytes.get(end + 1).is_some_and(coded)
}

fn digits_end(bytes: &[u8], mut pos: usize) -> usize {
    while bytes.get(pos).is_some_and(u8::is_ascii_digit) {
        pos += 1;
    }
    pos
}

/// Where the run of letters, digits and joining marks from `at` ends.
fn chunk_end(text: &Tokens, at: usize) -> usize {
    let mut end = at;
    for (i, c) in text[at..].char_indices().take(200) {
        if c.is_alphanumeric() {
            end = at + i + c.len_utf8();
        } else if c == ',' {
            // 2x1,5m: a decimal inside the code.
            if !text.as_bytes().get(at + i + 1).is_some_and(u8::is_ascii_digit) {
                break;
            }
        } else if !matches!(c, '-' | '/' | '.' | '_' | ':' | '@' | '&' | '=' | '?' | '#' | '%' | '+') {
            break;
        }
    }
    end.max(at + 1)
}

/// What follows the dot in addresses and files' names.
const SUFFIXES: [&[u8]; 12] =
    [b"vn/", b"com", b"gov.vn", b"org", b"net/", b"html", b"jpg", b"png", b"pdf", b"doc", b"xls", b"mp4"];

/// How far addresses reach, in bytes.
const REACH: usize = 120;

/// Whether an e-mail address begins with the number.
fn mailed(bytes: &[u8], at: usize) -> bool {
    bytes[at..].iter().take(REACH).take_while(|b| **b > b' ').any(|b| *b == b'@')
}

/// Whether the number stands in a URL, an e-mail address or a file's name.
fn address(text: &Tokens, at: usize) -> bool {
    let bytes = text.as_bytes();
    let mut start = at;
    while start > 0 && at - start < REACH && bytes[start - 1] > b' ' {
        start -= 1;
    }
    if start == at && !mailed(bytes, at) {
        return false;
    }
    let mut end = at;
    while end < bytes.len() && end - at < REACH && bytes[end] > b' ' {
        end += 1;
    }
    let chunk = &bytes[start..end];
    let (first, rest) = (start, |pos: usize| &bytes[pos..end]);
    (first..first + chunk.len()).any(|pos| match bytes[pos] {
        b'@' => true,
        b':' => rest(pos).starts_with(b"://"),
        b'w' | b'W' => rest(pos).starts_with(b"www."),
        b'.' => SUFFIXES.iter().any(|suffix| rest(pos + 1).starts_with(suffix)),
        _ => false,
    })
}

/// `3307/QĐ-UBND`, `92E-013.83`, `19B`, `9001:2008`: digits that letters or a colon go on from.
fn code(text: &Tokens, at: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let joined = bytes.get(end).copied();
    if let Some(b'/' | b'-') = joined {
        let (next, _) = text.skip_space(end + 1);
        let token = text.token_at(next).filter(|t| t.class == Class::Word);
        let capital = token.is_some_and(|t| t.case != Case::Lower && t.span.len() >= 2 && next <= end + 2);
        let whole = matches!(token, Some(t) if t.case != Case::Title && next == end + 1);
        if capital && (joined == Some(b'/') || whole) {
            return Some(chunk_end(text, next));
        }
    }
    if joined == Some(b':') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) && end - at > 2 {
        return Some(chunk_end(text, end));
    }
    let token = text.token_at(end).filter(|t| t.class == Class::Word)?;
    let unit = super::unit::unit_at(text, end).is_some() || numeral::magnitude(text, end).is_some();
    let name = !unit && (token.case != Case::Lower || token.span.len() <= 2);
    name.then(|| chunk_end(text, end))
}

/// `0214.3840.044`, `0912 345 678`, `1900 1234`, `(024) 3825 1234`.
fn phone(text: &Tokens, at: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut digits, mut groups, mut pos) = (end - at, 1, end);
    while digits < 24 {
        let gap = usize::from(matches!(bytes.get(pos), Some(b' ' | b'.' | b'-' | b')')));
        let gap = gap + usize::from(gap == 1 && bytes[pos] == b')' && bytes.get(pos + 1) == Some(&b' '));
        let stop = digits_end(bytes, pos + gap);
        if gap == 0 || stop < pos + gap + 2 {
            break;
        }
        digits += stop - pos - gap;
        groups += 1;
        pos = stop;
    }
    let first = end - at;
    // (+84) 24 3943 5678
    let abroad = text[..at].ends_with('+') && &bytes[at..end] == b"84" && digits >= 10;
    let leading = bytes[at] == b'0' && first >= 2;
    if leading && first >= 9 {
        return Some(end);
    }
    let national = leading && first <= 5 && groups > 1 && (9..=12).contains(&digits);
    let service =
        matches!(&bytes[at..end], b"1800" | b"1900") && groups > 1 && (8..=10).contains(&digits) && bytes[end] != b'-';
    (national || service || abroad).then_some(pos)
}

/// List numbering: `1.`, `2.1.`, `1)` where a line or an item begins, `(1)` anywhere.
fn marker(text: &Tokens, at: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let before = text[..at].trim_end_matches([' ', '\t']);
    let opens_line = before.is_empty() || before.ends_with(['\n', '\r']);
    if before.len() == at && before.ends_with('(') && bytes.get(end) == Some(&b')') && end - at <= 2 {
        // Phú Yên (10), Đồng Nai (5): what a name counts.
        let named = text.last_token(at - 1).is_some_and(|t| t.class == Class::Word && t.case != Case::Lower);
        return if named { None } else { Some(end + 1) };
    }
    if opens_line && counts_rows(text, end) && end - at <= 3 {
        return Some(end);
    }
    if end - at > 2 {
        return None;
    }
    let mut stop = end;
    while bytes.get(stop) == Some(&b'.') && bytes.get(stop + 1).is_some_and(u8::is_ascii_digit) {
        stop = digits_end(bytes, stop + 1);
    }
    let nested = stop > end;
    let closed = matches!(bytes.get(stop), Some(b'.' | b')' | b'/'))
        && bytes.get(stop + 1).is_none_or(|b| b.is_ascii_whitespace() || (*b == b'/' && opens_line));
    let closed =
        closed || (bytes.get(stop) == Some(&b'.') && text[stop + 1..].chars().next().is_some_and(char::is_uppercase));
    let dashed = opens_line && !nested && bytes.get(stop) == Some(&b'-') && text[stop + 1..].starts_with(' ');
    let item = before.ends_with([':', ';']) || before.ends_with("- ") || before.ends_with(['-', '–', '+', '•', '*']);
    let upper = |pos: usize| text[text.skip_space(pos).0..].chars().next().is_some_and(|c| c.is_uppercase());
    if opens_line && (closed || dashed) {
        return Some(stop + 1);
    }
    if opens_line && nested && upper(stop) {
        return Some(stop);
    }
    // 1 Cơ quan …: a number that opens a line before a capital; not 2 VĐV, 3 HTX.
    let abbreviated = || {
        text.next_token(end)
            .is_some_and(|t| t.case == Case::Upper && t.span.len() > 1 && CUES.counted.starting(text, t).is_some())
    };
    if opens_line && !nested && bytes.get(end) == Some(&b' ') && upper(end) && before.ends_with('\n') && !abbreviated()
    {
        return Some(end);
    }
    if item
        && closed
        && !nested
        && unopened(text, at)
        && (bytes[stop] == b')' || (bytes[stop] == b'.' && upper(stop + 1)))
    {
        return Some(stop + 1);
    }
    if bytes.get(stop) == Some(&b')') && !nested && closed && !before.ends_with('(') && unopened(text, at) {
        return Some(stop + 1);
    }
    None
}

/// `2 | Tổng thu ngân sách`: whether the cell ends with a number that ends at `end`, and words stand in the next.
pub(super) fn counts_rows(text: &Tokens, end: usize) -> bool {
    let next = text[end..].trim_start_matches(['.', ' ']).strip_prefix(['\t', '|']);
    next.is_some_and(|next| next.trim_start_matches([' ', '-', '+']).starts_with(char::is_alphabetic))
}

/// Whether no bracket is open before `at`, as far as a clause reaches back.
fn unopened(text: &Tokens, at: usize) -> bool {
    let bytes = text.as_bytes();
    let from = at.saturating_sub(400);
    for pos in (from..at).rev() {
        match bytes[pos] {
            b'(' => return false,
            b')' | b'\n' => return true,
            _ => {}
        }
    }
    true
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
