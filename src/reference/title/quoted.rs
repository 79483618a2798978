//! Titles in quotation marks.

use memchr::memchr2_iter;

use crate::Span;
use crate::reference::words::{Word, byte, word};
use crate::span::floor_boundary;
use crate::text::token::{Case, Words};
use crate::text::tokens::Tokens;

/// The end of the sentence from `at`, within reach.
pub(super) fn clause_end(text: &Tokens, at: usize) -> usize {
    let mut end = at;
    while end < text.len() && end - at < 400 {
        match byte(text, end) {
            b'\n' | b';' => break,
            b'.' if matches!(byte(text, end + 1), b' ' | b'\n' | 0) => break,
            _ => end += 1,
        }
    }
    floor_boundary(text, end)
}

/// How far a title may run, in bytes.
pub(super) const REACH: usize = 600;

/// Opening quotation marks and what closes them.
const QUOTES: [(&str, &[&str]); 7] = [
    ("“", &["”", "\""]),
    ("‘‘", &["’’"]),
    ("‘", &["’"]),
    ("«", &["»"]),
    ("''", &["''"]),
    ("\"", &["\"", "”"]),
    ("'", &["'"]),
];

/// A quoted title at a position: its span inside the marks, and where the closing mark ends.
pub(super) fn quoted_at(text: &Tokens, at: usize) -> Option<(Span, usize)> {
    if !matches!(byte(text, at), b'"' | b'\'' | 0xe2 | 0xc2) {
        return None;
    }
    let (open, closers) = QUOTES.iter().find(|(open, _)| text[at..].starts_with(open))?;
    let start = skip_all(text, at + open.len());
    if closes(text, at, at + open.len()) {
        return None;
    }
    // `"Về tăng cường …"`: the marker is no part of the title inside the marks either.
    let start = word(text, start, Word::About).map_or(start, |end| skip_all(text, end));
    let limit = floor_boundary(text, start + REACH);
    let body = &text[start..limit];
    let closing =
        closers.iter().find_map(|close| close_of(body, open, close).map(|i| (start + i, start + i + close.len())));
    let (end, after) = match closing {
        Some(found) => found,
        // Never closed: to the end of the line or the sentence.
        None => {
            let end = clause_end(text, start);
            (end, end)
        }
    };
    let end = start + text[start..end].trim_end().len();
    (end > start).then_some((Span::of(start, end), after))
}

/// Whether a straight mark at `at` closes a quotation: glued to the word before it, and to none behind it, as in
/// `"Nghị định 44/2015/NĐ-CP", "Thông tư …"`.
fn closes(text: &Tokens, at: usize, end: usize) -> bool {
    let straight = matches!(byte(text, at), b'"' | b'\'');
    straight
        && text.skip_space_back(at).0 == at
        && text[..at].ends_with(|c: char| c.is_alphanumeric() || c == ')')
        && !text[end..].starts_with(|c: char| c.is_alphanumeric())
}

/// Where the mark closes that opened before `body`, nested pairs of the same kind counted.
fn close_of(body: &str, open: &str, close: &str) -> Option<usize> {
    let (body, open, close) = (body.as_bytes(), open.as_bytes(), close.as_bytes());
    let (mut depth, mut from) = (0, 0);
    for at in memchr2_iter(open[0], close[0], body) {
        if at < from {
            continue;
        }
        if body[at..].starts_with(close) {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
            from = at + close.len();
        } else if body[at..].starts_with(open) {
            depth += 1;
            from = at + open.len();
        }
    }
    None
}

fn skip_all(text: &Tokens, at: usize) -> usize {
    at + text[at..].len() - text[at..].trim_start().len().min(text[at..].len())
}

/// A quotation inside an unquoted title: where it ends, and whether the title goes on after it.
pub(super) fn inner_quote(text: &Tokens, at: usize) -> Option<(usize, bool)> {
    let (_, after) = quoted_at(text, at)?;
    let more = text.next_token(after).is_some_and(|t| {
        t.case == Case::Lower
            && matches!(
                &text[t.span],
                "giai" | "trên" | "trong" | "của" | "năm" | "và" | "tại" | "đến" | "cho" | "theo" | "do"
            )
    });
    Some((after, more))
}
