//! Numbers of items and rows: `1.`, `2.1.`, `1)`.

use super::digits_end;
use crate::registry::cue::CUES;
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;

/// List numbering: `1.`, `2.1.`, `1)` where a line or an item begins, `(1)` anywhere.
pub(super) fn marker(text: &Tokens, at: usize, end: usize) -> Option<usize> {
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
pub(in crate::claim) fn counts_rows(text: &Tokens, end: usize) -> bool {
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
