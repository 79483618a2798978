//! Codes, phone numbers, addresses and slogans, which the signs next to their digits tell.

use super::digits_end;
use super::marker::marker;
use crate::claim::{counted, numeral, unit};
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;

/// Where the number at `at` ends together with what it belongs to, if its very shape bars it.
pub(in crate::claim) fn shape(text: &Tokens, at: usize) -> Option<usize> {
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
    if before.is_some_and(char::is_lowercase) && (shared(text, at) || slipped(text, at, end)) {
        return None;
    }
    // ~12,4 tỷ USD: about.
    let about = before == Some('~') && text[..at - 1].ends_with([' ', '(', '\n']);
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '@' | '#' | '&' | '\\' | '~' | '%')) && !about {
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
    if end - at > 2 || unit::unit_at(text, end).is_some() || numeral::magnitude(text, end).is_some() {
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

/// `giảm79 người`, `hơn30 tấn rác`: whether the space is lost between a verb or a hedge and a number of something known.
fn slipped(text: &Tokens, at: usize, end: usize) -> bool {
    const WORDS: &WordSet = words![
        "tăng", "giảm", "hơn", "gần", "được", "có", "là", "đạt", "còn", "với", "khoảng", "chiếm", "gồm", "thêm", "chức"
    ];
    text.as_bytes().get(end) == Some(&b' ')
        && text.token_before(at).is_some_and(|t| t.class == Class::Word && t.one_of(WORDS))
        && (unit::unit_at(text, end).is_some()
            || counted::counted_at(text, end).is_some_and(|noun| noun.class.is_some()))
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
    let unit = unit::unit_at(text, end).is_some() || numeral::magnitude(text, end).is_some();
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
