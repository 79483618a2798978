//! Lists in titles: whether what stands after a comma or a semicolon is the list's next member.

use crate::registry::doc_type::DocType;
use crate::registry::issuer::Issuer;
use crate::registry::law::Law;
use crate::registry::title;
use crate::segment::line_start;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

use super::clause::acts;
use super::within::identified_after;
use crate::reference::issuer::issuer_at;
use crate::reference::words::{Word, keys, lower, phrase, skip, word};

/// After `;`: whether the title's list of fields goes on: `trong lĩnh vực thú y; trồng trọt; chăn nuôi`.
pub(super) fn field_follows(text: &Tokens, start: usize, at: usize) -> bool {
    let so_far = &text[start..at];
    let listing = ["lĩnh vực", "lĩnh\nvực", "LĨNH VỰC"].iter().any(|field| so_far.contains(field));
    let pos = skip(text, at);
    // In a title in capitals, the fields are in capitals.
    let case = if so_far.chars().any(char::is_lowercase) { Case::Lower } else { Case::Upper };
    let first = text.token_at(pos).filter(|t| t.class == Class::Word && t.case == case);
    if !listing
        || first.is_none()
        || DocType::at(text, pos).is_some()
        || title::ends(text, pos, true)
        || title::opening(text, pos).is_some()
            && !so_far[..so_far.len() - 1].contains(';')
            && !text[pos..].starts_with("quản lý")
    {
        return false;
    }
    let mut at = pos;
    for _ in 0..12 {
        let Some(token) = text.token_at(at) else { return true };
        if token.class == Class::Mark {
            return true;
        }
        if token.class == Class::Digits || token.case != case || matches!(&text[token.span], "đã" | "sẽ" | "được")
        {
            return false;
        }
        at = skip(text, token.span.end() as usize);
    }
    false
}

/// After `;`: whether the noun comes again with which the list in the title began: `chi cho ngân sách tỉnh; ngân sách
/// huyện; ngân sách xã`, `tại UBND các huyện, thị xã; UBND các xã`.
pub(super) fn parallel(text: &Tokens, start: usize, semicolon: usize, at: usize) -> bool {
    let pos = skip(text, at);
    let Some(first) = text.token_at(pos).filter(|t| t.class == Class::Word) else { return false };
    let Some(second) = text.next_token(first.span.end() as usize) else { return false };
    let many = second.one_of(words!["các"]);
    if first.case != Case::Lower && !many || title::opening(text, pos).is_some() || title::ends(text, pos, true) {
        return false;
    }
    let (mut end, mut after) = (semicolon, None);
    for _ in 0..if many { 14 } else { 6 } {
        let Some(token) = text.last_token(end) else { return false };
        let list = many && token.one_of(words![","]);
        if (token.span.start() as usize) < start || token.class == Class::Mark && !list {
            return false;
        }
        if token.key == first.key && after == Some(second.key) {
            return true;
        }
        (end, after) = (token.span.start() as usize, Some(token.key));
    }
    false
}

/// The longest mark before an entry of a list, in bytes: `12. `, `- `, `- Căn cứ vào `.
const ENTRY_MARK: usize = 24;

/// After `;`: whether the title goes on because the mention opens an entry of a list or of the bases of a decision, its own
/// line: no verb governs it that another verb could stand beside.
pub(super) fn entry_goes_on(text: &Tokens, core: usize, at: usize) -> bool {
    let Some(line) = line_start(text, core, ENTRY_MARK) else { return false };
    let before = text[line..core].trim_matches(|c: char| !c.is_alphabetic());
    if !matches!(before, "" | "Căn cứ" | "Căn cứ vào") {
        return false;
    }
    // `; và …`, `; căn cứ …`, `; xét …` open another basis.
    let pos = skip(text, at);
    let other = |t: Token| {
        t.one_of(words!["kèm"]) || t.one_of(words!["và", "căn", "xét", "theo", "thực", "của"]) && !before.is_empty()
    };
    text.token_at(pos).is_some_and(|t| t.class == Class::Word && t.case == Case::Lower && !other(t))
        && !title::ends(text, pos, true)
        && DocType::at(text, pos).is_none()
}

/// After `;`: whether the title goes on because the next document of a list stands behind the words that follow: `Kết luận
/// số … về đẩy mạnh A; ngăn chặn B; Chỉ thị số …`. Where those words name a document, they do something with it.
pub(super) fn before_document(text: &Tokens, at: usize) -> bool {
    let mut pos = skip(text, at);
    let opens = text.token_at(pos).filter(|t| t.class == Class::Word && t.case == Case::Lower);
    if opens.is_none_or(|t| t.one_of(words!["và", "các", "những", "đồng", "trong"])) || title::ends(text, pos, true)
    {
        return false;
    }
    let mut entry = false;
    for _ in 0..LONGEST_MEMBERS {
        let Some(token) = text.token_at(pos) else { return false };
        let document = token.class == Class::Word
            && token.case != Case::Lower
            && (DocType::at(text, pos).is_some_and(|(_, end)| identified_after(text, end))
                || Law::at(text, pos).is_some());
        if document || entry && token.case != Case::Lower {
            return document && entry;
        }
        // `; đẩy mạnh …` begins another task where the words before it are one.
        entry = &text[token.span] == ";";
        if text.as_bytes()[token.span.start() as usize] == b'.' && text.skip_space(token.span.end() as usize).1 {
            return false;
        }
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// How far ahead the next document of a list is looked for, in words.
const LONGEST_MEMBERS: usize = 80;

/// After a comma: whether the list before it goes on, of bodies (`của Hội đồng nhân dân, Ủy ban nhân dân các cấp`) or of what
/// begins with the same two words (`Đại hội chi bộ, Đại hội đảng bộ`). Neither acts then.
pub(super) fn goes_on(text: &Tokens, start: usize, at: usize) -> bool {
    let Some(first) = text.token_at(at).filter(|t| t.class == Class::Word) else { return false };
    let comma = text.skip_space_back(at).0.saturating_sub(1);
    let listed = || {
        let body = issuer_at(text, at, false).filter(|_| first.case != Case::Lower)?;
        // `do Quốc hội, Hội đồng nhân dân bầu`: both do it.
        let before = text.last_token(body_before(text, start, comma)?);
        if before.is_some_and(|t| lower(&t, words!["do"])) {
            return Some(true);
        }
        let mut end = body.span.end() as usize;
        while let Some(level) = word(text, skip(text, end), Word::Level) {
            end = level;
        }
        let open =
            |t: Token| t.class == Class::Mark || t.case != Case::Lower || lower(&t, words!["cấp", "và", "thuộc"]);
        Some(text.next_token(end).is_none_or(open))
    };
    (repeats(text, start, comma, first) || listed().unwrap_or(false)) && !acts(text, at)
        || first.case == Case::Title && Issuer::at(text, at).is_some() && parted(text, start, comma, at)
        || first.case != Case::Lower && of_session(text, comma)
        || first.one_of(words!["tầm", "định"])
            && [keys!["tầm", "nhìn"], keys!["định", "hướng", "đến"]].iter().any(|p| phrase(text, at, p).is_some())
}

/// Whether a body's session is numbered before a comma, so that the body follows: `Kỳ họp thứ 9, Quốc hội khóa XV`.
fn of_session(text: &Tokens, comma: usize) -> bool {
    let before = |t: Token| text.last_token(t.span.start() as usize);
    let ordinal = text.last_token(comma).and_then(before).filter(|t| t.one_of(words!["thứ"]));
    ordinal.and_then(before).is_some_and(|t| t.one_of(words!["họp"]))
}

/// Whether a comma stands inside a body's name: `Hội nghị lần thứ năm, Ban Chấp hành Trung ương Đảng`.
fn parted(text: &Tokens, start: usize, comma: usize, at: usize) -> bool {
    let mut pos = comma;
    for _ in 0..8 {
        let Some(token) = text.last_token(pos).filter(|t| t.class != Class::Mark) else { return false };
        pos = token.span.start() as usize;
        if pos < start {
            return false;
        }
        if token.case == Case::Title && issuer_at(text, pos, true).is_some_and(|body| body.span.end() as usize > at) {
            return true;
        }
    }
    false
}

/// Where the body begins whose name ends at a position, not far behind `from`.
fn body_before(text: &Tokens, from: usize, end: usize) -> Option<usize> {
    let mut pos = end;
    for _ in 0..8 {
        let token = text.last_token(pos)?;
        pos = token.span.start() as usize;
        if pos < from || token.class == Class::Mark {
            return None;
        }
        if token.case != Case::Lower && issuer_at(text, pos, true).is_some_and(|body| body.span.end() as usize == end) {
            return Some(pos);
        }
    }
    None
}

/// Whether the first two words after a comma stand in the member before it, in the same case.
fn repeats(text: &Tokens, start: usize, comma: usize, first: Token) -> bool {
    let Some(second) = text.next_token(first.span.end() as usize).filter(|t| t.class == Class::Word) else {
        return false;
    };
    let (mut pos, mut next) = (comma, None);
    for n in 0..MEMBER {
        let Some(token) = text.last_token(pos).filter(|t| t.span.start() as usize >= start) else { return false };
        if token.one_of(words![","]) {
            return false;
        }
        if token.key == first.key && token.case == first.case && next == Some((second.key, second.case)) {
            // `thuế thu nhập cá nhân, cá nhân có …`: the last two are no member of their own.
            return n > 1;
        }
        (pos, next) = (token.span.start() as usize, Some((token.key, token.case)));
    }
    false
}

/// How long a member of a list is, in words.
const MEMBER: usize = 12;
