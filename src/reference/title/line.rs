//! Titles over several lines: which line goes on with the one before it, and which begins anew.

use super::within::numbered_after;
use crate::date::date_at;
use crate::reference::issuer::issuer_at;
use crate::reference::words::{Word, byte, closes_line, keys, lower, phrase, skip, word};
use crate::registry::doc_type::DocType;
use crate::registry::issuer::Issuer;
use crate::registry::title;
use crate::segment::line_start;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// The next token of a title; none where the title must end: at a blank line, at a line that opens anew.
pub(super) fn next_in_title(text: &Tokens, at: usize) -> Option<Token> {
    let (pos, _) = text.skip_space(at);
    let token = text.token_at(pos)?;
    let breaks = pos > at && text.as_bytes()[at..pos].contains(&b'\n');
    let opens = || !wrapped(text, at) && opens_line(text, token) && !shouted(text, at, token);
    (!breaks || !(anew(text, at, token) || opens())).then_some(token)
}

/// Whether a token at the start of a line opens a new paragraph: a capital, a mark, a list number.
fn opens_line(text: &Tokens, token: Token) -> bool {
    match token.class {
        Class::Word => token.case != Case::Lower,
        Class::Mark => !matches!(&text[token.span], "(" | "," | "“"),
        Class::Digits => matches!(byte(text, token.span.end() as usize), b'.' | b')' | b'/' | b'-'),
    }
}

/// Whether a token opens a line anew though the line before it ends at the width: a bullet, a sentence of its own, the
/// end of capitals.
fn anew(text: &Tokens, before: usize, token: Token) -> bool {
    let at = token.span.start() as usize;
    let capital = token.class == Class::Word && token.case == Case::Title;
    let upper = |t: &Token| t.class == Class::Word && t.case == Case::Upper;
    let after_capitals = || {
        let last = text.token_before(before).filter(upper)?;
        text.last_token(last.span.start() as usize).filter(upper)
    };
    let basis = || phrase(text, at, keys!["Căn", "cứ"]).is_some();
    bullet(text, token)
        || numbers_entry(text, token)
        || capital && (title::fronts(text, at) || basis() || after_capitals().is_some() || dateline(text, at))
        || capital && (entry(text, before, at) || body_acts(text, before, at))
        || upper(&token) && body_line(text, before, at)
}

/// Whether a line opens with the number of a list's entry (`7/ Hướng dẫn`, `12. Quyết định`), or is a table's cell with a day.
fn numbers_entry(text: &Tokens, token: Token) -> bool {
    let mark = token.span.end() as usize;
    if token.class != Class::Digits || !matches!(byte(text, mark), b'/' | b'.' | b')') {
        return false;
    }
    let day =
        || date_at(text, token.span.start() as usize).is_some_and(|day| closes_line(text, day.span.end() as usize));
    DocType::at(text, skip(text, mark + 1)).is_some() || day()
}

/// Whether a heading in capitals goes on over the line break behind `before`: both lines are in capitals alone, and the
/// second is no heading of a part.
fn shouted(text: &Tokens, before: usize, token: Token) -> bool {
    let capitals = |line: &str| line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase);
    let at = token.span.start() as usize;
    let line = text[..before].rfind('\n').map_or(0, |i| i + 1);
    let next = text[at..].lines().next().unwrap_or_default();
    token.class == Class::Word
        && token.case == Case::Upper
        && capitals(&text[line..before])
        && capitals(next)
        && !next.trim_end().ends_with(':')
        && DocType::at(text, at).is_none()
        && Issuer::at(text, at).is_none()
        && !token.one_of(words!["điều", "chương", "mục", "phần", "phụ", "cộng", "độc", "mẫu", "số"])
}

/// Whether a line opens with a document and its number to which no word of the line before leads: the next one of a list.
fn entry(text: &Tokens, before: usize, at: usize) -> bool {
    let leads = words![
        "của", "và", "hoặc", "với", "theo", "tại", "trong", "từ", "vào", "bằng", "các", "cùng", "cứ", "hiện", "hành",
        "dẫn", "khai", "sung", "đổi", "thế", "bỏ", "kết", "triệt", "hóa", "là", "ban", "kỳ", "điều", "do", "số", ","
    ];
    DocType::at(text, at).is_some_and(|(_, end)| numbered_after(text, end))
        && !text.token_before(before).is_some_and(|t| t.class == Class::Digits || t.one_of(leads))
}

/// Whether a line opens with a body that does something, a sentence of its own: `Chính phủ vừa ban hành …`.
fn body_acts(text: &Tokens, before: usize, at: usize) -> bool {
    let verbs = words!["ban", "cho", "chỉ", "có", "đã", "đang", "giao", "quyết", "sẽ", "tổ", "vừa", "yêu"];
    let leads = words!["của", "và", "cho", "thuộc", "do", "tại", "giữa", "với", ","];
    let verb = || issuer_at(text, at, true).and_then(|body| text.next_token(body.span.end() as usize));
    !text.token_before(before).is_some_and(|t| t.one_of(leads)) && verb().is_some_and(|t| lower(&t, verbs))
}

/// Whether a line opens with a place and a day: `Hà Nội, ngày 27 tháng 1 năm 2021`.
fn dateline(text: &Tokens, at: usize) -> bool {
    let mut pos = at;
    for n in 0..8 {
        let Some(token) = text.token_at(pos) else { return false };
        if n > 0 && &text[token.span] == "," {
            return word(text, skip(text, token.span.end() as usize), Word::Day).is_some();
        }
        if token.case == Case::Lower {
            return false;
        }
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// Whether a line in capitals is a body's name alone, which no word of the line before leads to: below the title stands
/// who decides.
fn body_line(text: &Tokens, before: usize, at: usize) -> bool {
    let leads = words!["của", "và", "cho", "thuộc", "do", "tại", "giữa", "với", ","];
    if text.token_before(before).is_some_and(|t| t.one_of(leads)) {
        return false;
    }
    let rest = |end: usize| text[end..].trim_start_matches([' ', ',', ':']);
    let ends = |end: usize| rest(end).is_empty() || rest(end).starts_with(['\n', '\r', '|', '-']);
    let body = || Issuer::at(text, at).map(|(_, end)| end);
    issuer_at(text, at, true).is_some_and(|body| ends(body.span.end() as usize)) || body().is_some_and(ends)
}

/// Whether a token at the start of a line is a bullet: a mark of its own that a capital or a number follows.
fn bullet(text: &Tokens, token: Token) -> bool {
    let mark = token.class == Class::Mark && !matches!(&text[token.span], "(" | "," | "“" | "\"" | "‘" | ")");
    // `- 3Nghị định …`: a list number glued to its entry.
    let numbered = |t: Token| {
        t.class == Class::Digits && text.token_at(t.span.end() as usize).is_some_and(|t| t.case != Case::Lower)
    };
    // `- 2 Nghị định …`
    let entry = |t: Token| t.class == Class::Digits && DocType::at(text, skip(text, t.span.end() as usize)).is_some();
    mark && text.next_token(token.span.end() as usize).is_some_and(|t| t.case != Case::Lower || numbered(t) || entry(t))
}

/// Whether the line that ends at `end` was broken by its width: long, and no mark closes it. A page's first line is a
/// heading as likely.
fn wrapped(text: &Tokens, end: usize) -> bool {
    line_start(text, end, 160).is_some_and(|start| start > 0 && end - start >= 60) && text.as_bytes()[end - 1] >= b'0'
}
