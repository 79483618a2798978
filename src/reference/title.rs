//! Titles (trích yếu): where the matter of a document begins after its number, and where it ends.
//!
//! A quoted title ends with its quotation mark. An unquoted one runs to the end of its clause: the rows of
//! `data/title.tsv` say which words end it, and the next document, body or predicate does too.

use memchr::memchr2_iter;

use crate::Span;
use crate::date::date_at;
use crate::registry::doc_type::{DocType, Matter};
use crate::registry::issuer::Issuer;
use crate::registry::law::Law;
use crate::registry::title::{self, Role};
use crate::segment::sentence_start;
use crate::text::key::{Case, Class, Key, Token, skip_space, skip_space_back, token_at, token_before};
use crate::text::set::{WordSet, words};
use crate::text::tokens::Tokens;

use super::issuer::{IssuerAt, issuer_at};
use super::mention::date_is_own;
use super::words::{CONJUNCTIONS, Word, byte, keys, next, phrase, skip, word, word_at};
use super::{Family, pinpoint};

/// How far a title may run, in bytes.
const REACH: usize = 600;

/// The title that starts at or after `at` (the end of core, date, issuer and term) of the document mentioned at `core`;
/// its span without quotation marks, and where its words end. `plain`: neither date nor issuer stands between.
pub(super) fn title_at(
    text: &Tokens,
    at: usize,
    core: usize,
    kind: Option<DocType>,
    family: Family,
    plain: bool,
) -> Option<(Span, usize)> {
    let at = past_effect(text, at);
    let mut pos = across_blank(text, at);
    let same_paragraph = pos == skip(text, at);
    if let Some(quoted) = quoted_at(text, pos).filter(|_| same_paragraph) {
        return Some(quoted);
    }
    if same_paragraph && matches!(byte(text, pos), b':' | b',') {
        let after = skip(text, pos + 1);
        if let Some(quoted) = quoted_at(text, after) {
            return Some(quoted);
        }
        let leads = word(text, after, Word::About).is_some_and(|end| byte(text, pos) == b',' && ends_word(text, end));
        if !leads {
            return None;
        }
        pos = after;
    }
    let mut lead = word_at(text, pos);
    if let Some((_, end)) = lead.filter(|(lead, _)| *lead == Word::Former && same_paragraph) {
        let after = skip(text, end);
        if let about @ Some((Word::About, _)) = word_at(text, after) {
            (pos, lead) = (after, about);
        }
    }
    let about = match lead {
        Some((Word::About, end)) => Some(end),
        _ => glued_about(text, pos),
    };
    if let Some(end) = about {
        let mut start = skip(text, end);
        if byte(text, start) == b':' {
            start = skip(text, start + 1);
        }
        // `về Về nhiệm vụ …`: the marker twice.
        if let Some(end) = word(text, start, Word::About).filter(|_| text[start..].starts_with('V')) {
            start = skip(text, end);
        }
        if let Some(quoted) = quoted_at(text, start) {
            return Some(quoted);
        }
        if !same_paragraph {
            return None;
        }
        let end = unquoted_end(text, start, core, kind)?;
        return Some((Span::of(start, end), end));
    }
    if !same_paragraph {
        return None;
    }
    let (role, verb_end) = title::opening(text, pos)?;
    let matter = match kind.map(|k| k.row().matter) {
        Some(Matter::Some) if family != Family::Party && kind.is_some_and(|k| k.name().starts_with("nghị quyết")) => {
            Matter::Yes
        }
        Some(Matter::Some) if kind.is_some_and(|k| matches!(k.name(), "nghị quyết" | "chỉ thị")) => {
            // `Nghị quyết số 53-NQ/TW ngày … của Bộ Chính trị đẩy mạnh …`: the party's own call.
            if !plain && CALLS.iter().any(|call| phrase(text, pos, call).is_some()) { Matter::Some } else { Matter::No }
        }
        Some(matter) => matter,
        None => Matter::No,
    };
    let opens = match matter {
        Matter::Yes => role == Role::Open || role == Role::Carry,
        Matter::Some => role == Role::Carry,
        Matter::No => false,
    };
    let lower = token_at(text, pos).is_some_and(|t| t.case != Case::Upper || t.span.len() > 2);
    if !opens || !lower || predicate(text, pos, verb_end, plain) {
        return None;
    }
    // `quy định v/v “…”`: the quotation is the title.
    let about = word(text, skip(text, verb_end), Word::About);
    if let Some(quoted) = about.and_then(|end| quoted_at(text, skip(text, end))) {
        return Some(quoted);
    }
    let end = unquoted_end(text, pos, core, kind)?;
    Some((Span::of(pos, end), end))
}

/// `, có hiệu lực từ ngày 1/2, quy định …`: past the aside on when it takes effect.
fn past_effect(text: &Tokens, at: usize) -> usize {
    let pos = skip(text, at);
    if byte(text, pos) != b',' {
        return at;
    }
    let Some(mut end) = word(text, skip(text, pos + 1), Word::Effect) else { return at };
    for _ in 0..8 {
        let Some(token) = next(text, end) else { return at };
        if &text[token.span] == "," {
            let after = skip(text, token.span.end() as usize);
            return if title::opening(text, after).is_some() { after } else { at };
        }
        end = date_at(text, token.span.start() as usize).map_or(token.span.end(), |date| date.span.end()) as usize;
    }
    at
}

/// The next word, across a blank line too: page layouts put `về …` under the number.
fn across_blank(text: &Tokens, at: usize) -> usize {
    let pos = skip(text, at);
    let bytes = text.as_bytes();
    if pos != at || bytes.get(at) != Some(&b'\n') && bytes.get(at) != Some(&b'\r') {
        return pos;
    }
    let far = bytes[at..].iter().take(12).take_while(|b| b.is_ascii_whitespace()).count();
    at + far
}

/// `vềxử lý`: the next word is glued to `về`.
fn glued_about(text: &Tokens, at: usize) -> Option<usize> {
    let token = token_at(text, at).filter(|t| t.class == Class::Word)?;
    let rest = text[token.span].strip_prefix("về")?;
    let marker = if rest.starts_with("việc") { "vềviệc" } else { "về" };
    (rest.chars().count() >= 2).then_some(at + marker.len())
}

fn ends_word(text: &Tokens, end: usize) -> bool {
    byte(text, end) == b' ' || byte(text, end) == b'\n'
}

/// Whether the verb phrase at `at` says what the document does in this sentence rather than what it is called.
fn predicate(text: &Tokens, at: usize, verb_end: usize, plain: bool) -> bool {
    let after = skip(text, verb_end);
    if matches!(byte(text, after), b':' | b',' | b'.' | b';' | b')' | 0)
        && !text[at..].starts_with("sửa đổi,")
        && !starts_list(text, at, after)
    {
        return true;
    }
    // `quy định cụ thể thi hành …` behind date or body is the matter; right behind the number the sentence's verb.
    let matter = !plain && DETAILED.iter().any(|p| text[after..].starts_with(p));
    if PREDICATE.iter().any(|p| text[after..].starts_with(p)) && !matter {
        return true;
    }
    // `Kế hoạch số 45/KH-UBND triển khai trên toàn huyện`: said of the plan, not its title.
    if CARRIED.iter().any(|p| text[after..].starts_with(p)) {
        return true;
    }
    // With neither date nor issuer between, `quy định` that obliges someone is the sentence's own verb.
    plain && text[at..].starts_with("quy định") && obliges(text, after)
}

/// `quy định rõ`, `quy định: …`: the verb of the sentence.
const PREDICATE: [&str; 12] =
    ["rõ", "rằng", "như ", "tại ", "trong ", "người ", "cụ thể", "ngoài ", "mức phạt", "nếu ", "khi ", "này"];

/// Verbs with which the party's resolutions and directives call for something; `tổ chức`, `triển khai` are others' deeds.
const CALLS: [&[Key]; 4] = [keys!["đẩy", "mạnh"], keys!["tăng", "cường"], keys!["nâng", "cao"], keys!["tiếp", "tục"]];

/// What opens a matter that is prescribed in detail.
const DETAILED: [&str; 7] = [
    "cụ thể thi hành",
    "cụ thể về",
    "cụ thể một số",
    "cụ thể việc",
    "cụ thể chức năng",
    "cụ thể chính sách",
    "cụ thể mức",
];

/// What follows a verb of carrying out that is the sentence's own.
const CARRIED: [&str; 9] =
    ["trên ", "đến ", "tới ", "kịp thời", "nghiêm túc", "hiệu quả", "có hiệu quả", "tốt ", "rộng rãi"];

/// `sửa đổi, bổ sung`, `hỗ trợ, tái định cư`: the comma belongs to the title.
fn starts_list(text: &Tokens, at: usize, comma: usize) -> bool {
    byte(text, comma) == b','
        && (text[at..].starts_with("sửa đổi") || title::opening(text, skip(text, comma + 1)).is_some())
}

/// Whether the clause from `at` obliges or punishes: `phải`, `bị phạt`, `được cấp … cũng`.
fn obliges(text: &Tokens, at: usize) -> bool {
    let clause = clause_end(text, at);
    let clause = &text[at..clause];
    // `quy định những trường hợp phải … có hiệu lực từ …`: the sentence's own verb comes after the matter.
    if clause.contains(" hiệu lực") {
        return false;
    }
    [" phải ", " thì ", " bị phạt", " sẽ ", " cũng có ", " không được "].iter().any(|modal| clause.contains(modal))
}

/// The end of the sentence from `at`, within reach.
fn clause_end(text: &Tokens, at: usize) -> usize {
    let mut end = at;
    while end < text.len() && end - at < 400 {
        match byte(text, end) {
            b'\n' | b';' => break,
            b'.' if matches!(byte(text, end + 1), b' ' | b'\n' | 0) => break,
            _ => end += 1,
        }
    }
    floor(text, end)
}

fn floor(text: &Tokens, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Opening quotation marks and what closes them.
const QUOTES: [(&str, &[&str]); 6] =
    [("“", &["”", "\""]), ("‘‘", &["’’"]), ("‘", &["’"]), ("«", &["»"]), ("''", &["''"]), ("\"", &["\"", "”"])];

/// A quoted title at a position: its span inside the marks, and where the closing mark ends.
fn quoted_at(text: &Tokens, at: usize) -> Option<(Span, usize)> {
    if !matches!(byte(text, at), b'"' | b'\'' | 0xe2 | 0xc2) {
        return None;
    }
    let (open, closers) = QUOTES.iter().find(|(open, _)| text[at..].starts_with(open))?;
    let start = skip_all(text, at + open.len());
    // `"Về tăng cường …"`: the marker is no part of the title inside the marks either.
    let start = word(text, start, Word::About).map_or(start, |end| skip_all(text, end));
    let limit = floor(text, start + REACH);
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

/// Where an unquoted title that starts at `start` ends.
fn unquoted_end(text: &Tokens, start: usize, core: usize, kind: Option<DocType>) -> Option<usize> {
    let limit = start + REACH;
    let mut done = start;
    let mut ahead = token_at(text, start);
    let mut comma = None;
    let mut brackets = 0u8;
    let mut between = false;
    // Whether a document inside the title was just read, so that `và` with another one continues it.
    let mut in_documents = false;
    let mut words = 0;
    // Looked for once, at the first comma.
    let mut carried = None;
    // Where the last symbol and the last law inside the title end.
    let (mut symbol_ends, mut law_end) = (0, 0);
    while let Some(token) = ahead.filter(|t| (t.span.start() as usize) < limit) {
        let (pos, after) = (token.span.start() as usize, token.span.end() as usize);
        match token.class {
            Class::Mark => match &text[token.span] {
                "," if brackets == 0 => {
                    comma = Some(done);
                    ahead = step(text, after);
                    continue;
                }
                "." => {
                    let (at, spaced) = skip_space(text, after);
                    let sentence =
                        spaced && token_at(text, at).is_none_or(|t| t.case != Case::Lower || t.class != Class::Word);
                    // `… số 53.Hội nghị …`: no space after the stop.
                    let glued = at == after
                        && token_before(text, pos).is_some_and(|t| t.class == Class::Digits)
                        && token_at(text, at).is_some_and(|t| t.class == Class::Word && t.case == Case::Title);
                    if sentence && !abbreviated(text, pos)
                        || glued
                        || at >= text.len()
                        || at == after && token_at(text, at).is_none()
                    {
                        break;
                    }
                    if text[after..].starts_with("..") {
                        break;
                    }
                }
                ";" if brackets == 0
                    && (field_follows(text, start, after)
                        || parallel(text, start, pos, after)
                        || entry_goes_on(text, core, after)) => {}
                ";" | ":" | "?" | "!" | "…" | "]" | "”" | "’" | "»" if brackets == 0 => break,
                "\"" if brackets == 0 => {
                    let (end, more) = inner_quote(text, pos)?;
                    done = end;
                    if !more {
                        break;
                    }
                    ahead = step(text, end);
                    continue;
                }
                "“" | "‘" | "«" => {
                    let (end, more) = inner_quote(text, pos)?;
                    done = end;
                    if !more {
                        break;
                    }
                    ahead = step(text, end);
                    continue;
                }
                ")" => {
                    if brackets == 0 {
                        break;
                    }
                    brackets -= 1;
                }
                "(" => {
                    let inside = skip(text, after);
                    // `(Quy định)`: the word that the page will call it by.
                    let document = DocType::at(text, inside)
                        .is_some_and(|(_, end)| numbered_after(text, end) || byte(text, end) == b')');
                    // `(gọi tắt là doanh nghiệp tư nhân) và …`: of a part of the title, not of the document.
                    if let Some(end) = part_renamed(text, inside) {
                        done = end;
                        ahead = step(text, end);
                        continue;
                    }
                    if document
                        || title::ends(text, inside, false)
                        || ASIDE.iter().any(|p| text[inside..].starts_with(p))
                        || word(text, inside, Word::Alias).is_some()
                        || words == 0
                    {
                        break;
                    }
                    brackets = brackets.saturating_add(1);
                }
                _ => {}
            },
            Class::Word if brackets == 0 => {
                let dated = comma.is_some_and(|end| end == symbol_ends) && token.one_of(words!["ngày"]);
                // `tuyên truyền Luật Đất đai và các văn bản hướng dẫn`: what guides the document that the title names.
                let guided = || {
                    (law_end == done || symbol_ends == done)
                        && ["và văn bản hướng dẫn", "và các văn bản hướng dẫn"]
                            .iter()
                            .any(|p| text[pos..].starts_with(p))
                };
                if words > 0
                    && !dated
                    && ends_here(text, token, comma.is_some())
                    && !participle(text, pos)
                    && !(token.one_of(words!["và"]) && guided())
                {
                    break;
                }
                // `quy định về …, quy định …`, `hướng dẫn Luật … quy định …`: the second is the sentence's own verb.
                if token.one_of(words!["quy"])
                    && text[pos..].starts_with("quy định ")
                    && (comma.is_some() && text[start..].starts_with("quy định")
                        || words > 0
                            && (law_end == done && !text[pos..].starts_with("quy định về")
                                || text[pos..].starts_with("quy định việc ")))
                {
                    break;
                }
                // `… do Bộ Y tế ban hành`, `… bằng Nghị quyết số …`
                if words > 0 && token.case == Case::Lower && agent(text, token) {
                    break;
                }
                // `…, ngày 18/3/2002`: the date of the document that was just named.
                if dated {
                    let own = |end: Span| date_is_own(text, end.end() as usize);
                    if let Some(date) = date_at(text, pos).filter(|date| date.has_day && own(date.span)) {
                        comma = None;
                        done = date.span.end() as usize;
                        ahead = step(text, done);
                        continue;
                    }
                }
                if words > 0 && (comma.is_some() || token.one_of(CONJUNCTIONS)) && opens_part(text, start, pos) {
                    break;
                }
                if words > 0
                    && (comma.is_some() || token.one_of(CONJUNCTIONS))
                    && opens_document(
                        text,
                        pos,
                        comma.is_some(),
                        in_documents && !beside(text, start, pos, kind) || law_end > 0 && carries_out(text, pos, kind),
                    )
                {
                    break;
                }
                if comma.is_some() && !between && !goes_on(text, start, pos) {
                    let carried = *carried.get_or_insert_with(|| carried_out(text, core));
                    if new_clause(text, pos) || carried && own_clause(text, pos) {
                        break;
                    }
                }
                between |= token.case == Case::Lower && token.one_of(words!["giữa"]);
            }
            Class::Digits if brackets == 0 && comma.is_some() && !in_documents && counts_or_numbers(text, pos) => break,
            _ => {}
        }
        if token.class == Class::Digits || token.class == Class::Word && token.case == Case::Upper {
            if let Some(end) = symbol_end(text, pos) {
                in_documents = true;
                symbol_ends = end;
            }
        }
        if token.class == Class::Word && token.case != Case::Lower && token.one_of(LAWS) {
            if let Some((_, end)) = Law::at(text, pos) {
                law_end = end;
            }
        }
        comma = None;
        words += u32::from(token.class != Class::Mark);
        done = after;
        ahead = step(text, after);
    }
    let end = comma.unwrap_or(done);
    (end > start && words > 0).then_some(end)
}

/// The next token; none where the title must end: at a blank line, at a line that opens anew.
fn step(text: &Tokens, at: usize) -> Option<Token> {
    let (pos, _) = skip_space(text, at);
    let token = token_at(text, pos)?;
    let breaks = pos > at && text.as_bytes()[at..pos].contains(&b'\n');
    (!breaks || !(anew(text, at, token) || !wrapped(text, at) && opens_line(text, token))).then_some(token)
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
        let last = token_before(text, before).filter(upper)?;
        token_before(text, skip_space_back(text, last.span.start() as usize).0).filter(upper)
    };
    let basis = || phrase(text, at, keys!["Căn", "cứ"]).is_some();
    bullet(text, token) || capital && (title::fronts(text, at) || basis() || after_capitals().is_some())
}

/// Whether a token at the start of a line is a bullet: a mark of its own that a capital or a number follows.
fn bullet(text: &Tokens, token: Token) -> bool {
    let mark = token.class == Class::Mark && !matches!(&text[token.span], "(" | "," | "“" | "\"" | "‘" | ")");
    // `- 3Nghị định …`: a list number glued to its entry.
    let numbered = |t: Token| {
        t.class == Class::Digits && token_at(text, t.span.end() as usize).is_some_and(|t| t.case != Case::Lower)
    };
    // `- 2 Nghị định …`
    let entry = |t: Token| t.class == Class::Digits && DocType::at(text, skip(text, t.span.end() as usize)).is_some();
    mark && next(text, token.span.end() as usize).is_some_and(|t| t.case != Case::Lower || numbered(t) || entry(t))
}

/// Whether the line that ends at `end` was broken by its width: long, and no mark closes it.
fn wrapped(text: &Tokens, end: usize) -> bool {
    let reach = end.saturating_sub(160);
    let start = text.as_bytes()[reach..end].iter().rposition(|b| *b == b'\n').map(|i| reach + i + 1);
    start.is_some_and(|start| end - start >= 60) && text.as_bytes()[end - 1] >= b'0'
}

/// What a bracket says of the document rather than in its title.
const ASIDE: [&str; 15] = [
    "cùng có hiệu lực",
    "sửa đổi",
    "được sửa",
    "bổ sung",
    "thay thế",
    "ban hành",
    "kèm theo",
    "chính là",
    "tức ",
    "nay là",
    "văn bản gửi",
    "gửi kèm",
    "đính kèm",
    "có văn bản",
    "đã được sửa",
];

/// After `;`: whether the title's list of fields goes on: `trong lĩnh vực thú y; trồng trọt; chăn nuôi`.
fn field_follows(text: &Tokens, start: usize, at: usize) -> bool {
    let so_far = &text[start..at];
    let listing = ["lĩnh vực", "lĩnh\nvực", "LĨNH VỰC"].iter().any(|field| so_far.contains(field));
    let pos = skip(text, at);
    // In a title in capitals, the fields are in capitals.
    let case = if so_far.chars().any(char::is_lowercase) { Case::Lower } else { Case::Upper };
    let first = token_at(text, pos).filter(|t| t.class == Class::Word && t.case == case);
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
        let Some(token) = token_at(text, at) else { return true };
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
/// huyện; ngân sách xã`.
fn parallel(text: &Tokens, start: usize, semicolon: usize, at: usize) -> bool {
    let pos = skip(text, at);
    let Some(first) = token_at(text, pos).filter(|t| t.class == Class::Word && t.case == Case::Lower) else {
        return false;
    };
    let Some(second) = next(text, first.span.end() as usize) else { return false };
    if title::opening(text, pos).is_some() || title::ends(text, pos, true) {
        return false;
    }
    let (mut end, mut after) = (semicolon, None);
    for _ in 0..6 {
        let Some(token) = token_before(text, skip_space_back(text, end).0) else { return false };
        if (token.span.start() as usize) < start || token.class == Class::Mark {
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
fn entry_goes_on(text: &Tokens, core: usize, at: usize) -> bool {
    let reach = core.saturating_sub(ENTRY_MARK + 1);
    let line = match text.as_bytes()[reach..core].iter().rposition(|b| *b == b'\n') {
        Some(i) => reach + i + 1,
        None if core <= ENTRY_MARK => 0,
        None => return false,
    };
    let before = text[line..core].trim_matches(|c: char| !c.is_alphabetic());
    if !matches!(before, "" | "Căn cứ" | "Căn cứ vào") {
        return false;
    }
    // `; và …`, `; căn cứ …`, `; xét …` open another basis.
    let pos = skip(text, at);
    let other = |t: Token| t.one_of(words!["và", "căn", "xét", "theo", "thực", "của"]) && !before.is_empty();
    token_at(text, pos).is_some_and(|t| t.class == Class::Word && t.case == Case::Lower && !other(t))
        && !title::ends(text, pos, true)
        && DocType::at(text, pos).is_none()
}

/// `TP.`, `Th.S.`: the stop belongs to the abbreviation.
fn abbreviated(text: &Tokens, stop: usize) -> bool {
    let before = token_before(text, stop);
    before.is_some_and(|t| {
        matches!(&text[t.span], "TP" | "Tp" | "TX" | "TT" | "P" | "Q" | "T" | "ThS" | "TS" | "GS" | "PGS" | "St")
    })
}

fn ends_here(text: &Tokens, token: Token, after_comma: bool) -> bool {
    let at = token.span.start() as usize;
    if title::ends(text, at, after_comma) {
        return true;
    }
    // `… quy định, việc …`, `… quy định: …`: the sentence's own verb.
    token.one_of(words!["quy"])
        && phrase(text, at, keys!["quy", "định"]).is_some_and(|end| {
            let after = skip(text, end);
            matches!(byte(text, after), b',' | b':') || PREDICATE[..3].iter().any(|p| text[after..].starts_with(p))
        })
}

/// `đã cấp`, `đã được phê duyệt`, `có tính đến năm 2030`: a participle inside the title, no predicate.
fn participle(text: &Tokens, at: usize) -> bool {
    ["đã cấp", "đã ký", "đã nộp", "đã được phê duyệt", "đã được cấp", "đã qua", "đã hết", "có tính đến", "có xét đến"]
        .iter()
        .any(|p| text[at..].starts_with(p))
}

/// `…, 398 trường đã …`, `…, 512/QĐ-UBND ngày …`: after a comma, a number that counts or is a document's own.
fn counts_or_numbers(text: &Tokens, at: usize) -> bool {
    // `Điều 3, 4 và 5`, `các số 12, 13`
    let comma = skip_space_back(text, at).0.saturating_sub(1);
    if token_before(text, skip_space_back(text, comma).0).is_some_and(|t| t.class == Class::Digits) {
        return false;
    }
    let Some(found) = super::number::number_at(text, at) else { return true };
    if found.number.tail.is_some() {
        return found.strength == super::number::Strength::Full;
    }
    let counts = |t: Token| t.class == Class::Word || &text[t.span] == "%";
    let counted = next(text, found.end).is_some_and(counts) && date_at(text, at).is_none();
    counted && word(text, skip(text, found.end), Word::And).is_none()
}

/// Whether the sentence opens with what was carried out (`Thực hiện Nghị quyết … về …, huyện đã …`): then a clause of its
/// own must come after the title.
fn carried_out(text: &Tokens, core: usize) -> bool {
    let (mut at, end) = (sentence_start(text, core, CARRIED_REACH), core);
    let mut open = true;
    while at < end {
        let Some(token) = token_at(text, at) else { break };
        if open && title::fronts(text, at) {
            return true;
        }
        // A connective or a time may stand before it: `Bên cạnh đó, thực hiện …`; a subject and its verb may not.
        open = token.class == Class::Digits || token.one_of(words![",", ".", "-", ")"]);
        if token.case == Case::Lower && token.one_of(words!["đã", "sẽ", "đang", "là"]) {
            return false;
        }
        at = skip_space(text, token.span.end() as usize).0.max(at + 1);
    }
    false
}

/// How far before a mention its sentence is read.
const CARRIED_REACH: usize = 700;

/// After a comma, where the sentence's own clause must come: whether it begins here. It has a subject, a body in
/// capitals or a noun, and a predicate before the next comma.
fn own_clause(text: &Tokens, at: usize) -> bool {
    let Some(first) = token_at(text, at) else { return true };
    if coordinate(text, at, first) {
        return false;
    }
    if first.case != Case::Lower && super::issuer::issuer_at(text, at, false).is_some() {
        return true;
    }
    let mut pos = at;
    let mut brackets = 0u8;
    for n in 0..28 {
        let Some(token) = token_at(text, pos) else { return false };
        match (token.class, &text[token.span]) {
            (Class::Mark, "(") => brackets = brackets.saturating_add(1),
            (Class::Mark, ")") => brackets = brackets.saturating_sub(1),
            (Class::Mark, "-" | "–" | "/") => {}
            (Class::Mark, _) if brackets == 0 => return false,
            (Class::Word, "và") if n > 0 && opens_document(text, pos, false, false) => return false,
            (Class::Word, _) if n > 0 && brackets == 0 && title::predicates(text, pos) => return true,
            // `tăng 5%`, `đạt 98%`
            (Class::Word, "tăng" | "giảm" | "đạt" | "chiếm" | "còn" | "có")
                if n > 0 && next(text, token.span.end() as usize).is_some_and(|t| t.class == Class::Digits) =>
            {
                return true;
            }
            _ => {}
        }
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// Whether another document opens here: `và Kế hoạch số …`, `, Chỉ thị số …`. In a title that has come to documents of
/// its own, one after `và` is another of these.
fn opens_document(text: &Tokens, at: usize, after_comma: bool, in_documents: bool) -> bool {
    let conjunction = word(text, at, Word::And);
    let head_at = match conjunction {
        Some(end) => skip(text, end),
        None if after_comma => at,
        None => return false,
    };
    // `… và triển khai Nghị quyết số …`: another verb with its own document.
    let head_at = match title::opening(text, head_at).filter(|(role, _)| *role == Role::Carry && conjunction.is_some())
    {
        Some((_, end)) => skip(text, end),
        None => head_at,
    };
    let opens = DocType::at(text, head_at)
        .is_some_and(|(kind, end)| numbered_after(text, end) || kind.name() == "nghị quyết" && event_after(text, end))
        || word(text, head_at, Word::No).is_some_and(|end| next(text, end).is_some_and(|t| t.class == Class::Digits));
    opens && !(in_documents && conjunction.is_some())
}

/// Whether another document is named here by its part (`… và Điều 4 Thông tư số …`), where the title named no parts.
fn opens_part(text: &Tokens, start: usize, at: usize) -> bool {
    let part = word(text, at, Word::And).map_or(at, |end| skip(text, end));
    let Some(end) = pinpoint::parts_end(text, part) else { return false };
    let document = DocType::at(text, end).is_some_and(|(_, end)| numbered_after(text, end));
    if !document && Law::at(text, end).is_none() {
        return false;
    }
    let mut pos = start;
    while let Some(token) = token_at(text, pos).filter(|t| (t.span.start() as usize) < at) {
        if pinpoint::parts_end(text, pos).is_some() {
            return false;
        }
        pos = skip(text, token.span.end() as usize);
    }
    true
}

/// Whether `và` at a position leads to a document that the outer one, of lower rank, can carry out as it does the law before
/// it: `Thông tư A hướng dẫn Luật B và Nghị định C`, but `Nghị định A hướng dẫn Luật B và Quyết định C`.
fn carries_out(text: &Tokens, at: usize, outer: Option<DocType>) -> bool {
    let rank = |kind: DocType| match kind.name() {
        "luật" | "bộ luật" | "pháp lệnh" | "nghị quyết" => 3,
        "nghị định" => 2,
        "quyết định" | "thông tư" | "thông tư liên tịch" | "chỉ thị" => 1,
        _ => 0,
    };
    let inner = word(text, at, Word::And).and_then(|and| DocType::at(text, skip(text, and)));
    inner.zip(outer).is_some_and(|((inner, _), outer)| rank(inner) > rank(outer))
}

/// Whether `và` at a position leads to a document of the outer one's type where those in the title are of others: `Kết luận
/// A về tổng kết Nghị quyết B và Kết luận C`.
fn beside(text: &Tokens, start: usize, at: usize, outer: Option<DocType>) -> bool {
    let Some(kind) = outer else { return false };
    let next = word(text, at, Word::And).and_then(|and| DocType::at(text, skip(text, and)));
    if next.is_none_or(|(next, _)| next != kind) {
        return false;
    }
    let mut pos = start;
    while let Some(token) = token_at(text, pos).filter(|t| (t.span.start() as usize) < at) {
        if token.class == Class::Word && DocType::at(text, pos).is_some_and(|(inner, _)| inner == kind) {
            return false;
        }
        pos = skip(text, token.span.end() as usize);
    }
    true
}

fn event_after(text: &Tokens, end: usize) -> bool {
    next(text, end).is_some_and(|t| matches!(&text[t.span], "Trung" | "TW" | "Đại" | "Hội"))
}

/// Whether a number follows a type word.
fn numbered_after(text: &Tokens, end: usize) -> bool {
    let mut at = skip(text, end);
    if let Some(end) = word(text, at, Word::No) {
        at = skip(text, end);
        if byte(text, at) == b':' {
            at = skip(text, at + 1);
        }
    }
    byte(text, at).is_ascii_digit()
}

/// Where the symbol ends to which the digits at a position belong.
fn symbol_end(text: &Tokens, at: usize) -> Option<usize> {
    let number = if byte(text, at).is_ascii_digit() { super::number::number_at(text, at)? } else { return None };
    number.number.tail.map(|_| number.end)
}

/// The first words of laws' names.
const LAWS: &WordSet = words!["Luật", "Bộ", "Pháp"];

/// Whether whoever issued the document stands here (`do Bộ Y tế ban hành`), another document by which it is done (`bằng
/// Nghị quyết số …`), or how much it holds (`với 6 nhóm giải pháp`, `có 5 chương`).
fn agent(text: &Tokens, token: Token) -> bool {
    let after = skip(text, token.span.end() as usize);
    token.one_of(words!["do"]) && signed_by(text, token.span.start() as usize).is_some()
        || token.one_of(words!["bằng"]) && DocType::at(text, after).is_some_and(|(_, end)| numbered_after(text, end))
        || token.one_of(words!["với", "có", "gồm"])
            && token_at(text, after).is_some_and(|t| t.class == Class::Digits && t.span.len() <= 3)
            && counts_contents(text, after, token)
}

/// What a document holds, counted: `6 nhóm`, `5 chương`; after `có` whatever is counted.
fn counts_contents(text: &Tokens, number: usize, token: Token) -> bool {
    let end = token_at(text, number).map_or(number, |t| t.span.end() as usize);
    let contents = words!["nhóm", "nhiệm", "chương", "điều", "nội", "mục", "giải", "chỉ", "quan", "phần", "đột", "vấn"];
    let Some(counted) = next(text, end).filter(|t| t.class == Class::Word && t.case == Case::Lower) else {
        return false;
    };
    counted.one_of(contents) || token.one_of(words!["có"]) && !counted.one_of(words!["năm"])
}

/// `do Bộ Y tế ban hành` at a position: the body, and where the words end.
pub(super) fn signed_by(text: &Tokens, at: usize) -> Option<(IssuerAt, usize)> {
    let by = word(text, at, Word::By).filter(|_| text[at..].starts_with("do "))?;
    let found = issuer_at(text, skip(text, by), false)?;
    match word_at(text, skip(text, found.span.end() as usize)) {
        Some((Word::SignedOn | Word::Issued, end)) => Some((found, end)),
        _ => None,
    }
}

/// `gọi tắt là doanh nghiệp tư nhân) và …` after an opening bracket: a name for a part of the title, which goes on. Where
/// the bracket closes.
fn part_renamed(text: &Tokens, inside: usize) -> Option<usize> {
    let alias = word(text, inside, Word::Alias)?;
    let mut pos = skip(text, alias);
    if let Some(end) = phrase(text, pos, keys!["là"]) {
        pos = skip(text, end);
    }
    if DocType::at(text, pos).is_some() {
        return None;
    }
    for _ in 0..12 {
        let token = token_at(text, pos)?;
        let end = token.span.end() as usize;
        if &text[token.span] == ")" {
            let and = skip(text, end);
            let next = token_at(text, and).filter(|t| lower(t, CONJUNCTIONS))?;
            let noun = skip(text, next.span.end() as usize);
            let goes_on = token_at(text, noun).is_some_and(|t| t.class == Class::Word && t.case == Case::Lower)
                && DocType::at(text, noun).is_none();
            return goes_on.then_some(end);
        }
        if token.class == Class::Mark {
            return None;
        }
        pos = skip(text, end);
    }
    None
}

/// After a comma: whether the list before it goes on, of bodies (`của Hội đồng nhân dân, Ủy ban nhân dân các cấp`) or of what
/// begins with the same two words (`Đại hội chi bộ, Đại hội đảng bộ`). Neither acts then.
fn goes_on(text: &Tokens, start: usize, at: usize) -> bool {
    let Some(first) = token_at(text, at).filter(|t| t.class == Class::Word) else { return false };
    let comma = skip_space_back(text, at).0.saturating_sub(1);
    let listed = || {
        let body = issuer_at(text, at, true).filter(|_| first.case != Case::Lower && ends_body(text, start, comma))?;
        let mut end = body.span.end() as usize;
        while let Some(level) = word(text, skip(text, end), Word::Level) {
            end = level;
        }
        let open = |t: Token| t.class == Class::Mark || t.case != Case::Lower || lower(&t, words!["cấp", "và"]);
        Some(next(text, end).is_none_or(open))
    };
    (repeats(text, start, comma, first) || listed().unwrap_or(false)) && !acts(text, at)
}

/// Whether a body's name ends at a position, not far behind `from`.
fn ends_body(text: &Tokens, from: usize, end: usize) -> bool {
    let mut pos = end;
    for _ in 0..8 {
        let Some(token) = token_before(text, skip_space_back(text, pos).0) else { return false };
        pos = token.span.start() as usize;
        if pos < from || token.class == Class::Mark {
            return false;
        }
        if token.case != Case::Lower && issuer_at(text, pos, true).is_some_and(|body| body.span.end() as usize == end) {
            return true;
        }
    }
    false
}

/// Whether the first two words after a comma stand in the title before it, in the same case.
fn repeats(text: &Tokens, start: usize, comma: usize, first: Token) -> bool {
    let Some(second) = next(text, first.span.end() as usize).filter(|t| t.class == Class::Word) else { return false };
    let (mut pos, mut last) = (start, false);
    while let Some(token) = token_at(text, pos).filter(|t| (t.span.start() as usize) < comma) {
        if last && token.key == second.key && token.case == second.case {
            return true;
        }
        last = token.key == first.key && token.case == first.case;
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// Whether `đã`, `sẽ`, `đang`, `vừa` stand before the next mark.
fn acts(text: &Tokens, at: usize) -> bool {
    let mut pos = at;
    for _ in 0..CLAUSE {
        let Some(token) = token_at(text, pos).filter(|t| t.class != Class::Mark) else { return false };
        if lower(&token, words!["đã", "sẽ", "đang", "vừa"]) && !participle(text, pos) {
            return true;
        }
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// How far a subject may reach before its verb, in words.
const CLAUSE: usize = 18;

/// After a comma: whether a new clause with a subject of its own begins: a body, or words with `đã`, `sẽ` soon.
fn new_clause(text: &Tokens, at: usize) -> bool {
    let Some(first) = token_at(text, at) else { return true };
    if coordinate(text, at, first) {
        return false;
    }
    if first.case != Case::Lower
        && (title::person(text, at)
            || Issuer::at(text, at).is_some()
            || super::issuer::issuer_at(text, at, true).is_some())
    {
        return true;
    }
    // `, Phòng Giáo dục và Đào tạo hướng dẫn …`
    if first.case == Case::Title && first.one_of(OFFICES) && office_acts(text, at) {
        return true;
    }
    // `, tỉnh được phân bổ …`, `, huyện triển khai …`; `, tỉnh Sóc Trăng`, `, xã, thị trấn` and `xã, huyện, tỉnh đạt chuẩn`
    // go on.
    if lower(&first, SUBJECTS) && !units_before(text, at) {
        let verb = next(text, first.span.end() as usize);
        let verb = verb.filter(|t| lower(t, UNITS)).map_or(verb, |t| next(text, t.span.end() as usize));
        if verb.is_some_and(|t| lower(&t, VERBS)) {
            return true;
        }
    }
    // A verb that can open a title is no subject: `bồi thường, hỗ trợ …`.
    let reach = if title::opening(text, at).is_some() { CLAUSE - 6 } else { CLAUSE };
    let mut pos = at;
    for _ in 0..reach {
        let Some(token) = token_at(text, pos) else { return false };
        if token.class == Class::Mark {
            return false;
        }
        // `, người bệnh có … phải nhập viện`
        let obliged = || lower(&token, words!["phải"]) && lower(&first, words!["người"]);
        if lower(&token, words!["đã", "sẽ", "đang", "vừa"]) && !participle(text, pos) || obliged() {
            return true;
        }
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// Whether a unit's level stands right before a comma: a list of them.
fn units_before(text: &Tokens, at: usize) -> bool {
    let comma = skip_space_back(text, at).0.saturating_sub(1);
    token_before(text, skip_space_back(text, comma).0)
        .is_some_and(|t| lower(&t, words!["tỉnh", "huyện", "xã", "phường"]))
}

/// Whether an office in capitals comes to a verb of its own soon.
fn office_acts(text: &Tokens, at: usize) -> bool {
    let mut pos = at;
    for _ in 0..CLAUSE - 4 {
        let Some(token) = token_at(text, pos) else { return false };
        let link = matches!(&text[token.span], "&" | "-" | "–");
        if token.class == Class::Mark && !link {
            return false;
        }
        if lower(&token, ACTS) {
            return true;
        }
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// First words of capitalised offices that are no body of the registry.
const OFFICES: &WordSet = words!["phòng", "trường", "chi", "trung", "liên", "nhà", "bệnh", "viện"];

/// First words of what such offices do.
const ACTS: &WordSet = words![
    "hướng", "tổ", "triển", "ban", "xây", "đã", "yêu", "đề", "báo", "thông", "kính", "tiến", "mời", "lập", "trân"
];

/// `dám nghĩ, dám làm`: whether the word after a comma stands before the comma, too, one word earlier.
fn coordinate(text: &Tokens, at: usize, first: Token) -> bool {
    let comma = skip_space_back(text, at).0.saturating_sub(1);
    let last =
        token_before(text, skip_space_back(text, comma).0).map(|t| skip_space_back(text, t.span.start() as usize).0);
    first.case == Case::Lower && last.and_then(|end| token_before(text, end)).is_some_and(|t| t.key == first.key)
}

/// Whether a token is one of some words, in lower case.
#[inline]
fn lower(token: &Token, words: &WordSet) -> bool {
    token.case == Case::Lower && token.one_of(words)
}

/// Nouns that open a clause of their own after a comma where a verb follows.
const SUBJECTS: &WordSet = words![
    "tỉnh",
    "huyện",
    "xã",
    "phường",
    "thành",
    "đơn",
    "địa",
    "ngành",
    "chi",
    "đảng",
    "toàn",
    "cả",
    "các",
    "nhiều"
];

/// The second words of such nouns.
const UNITS: &WordSet = words!["phố", "vị", "phương", "bộ", "tỉnh", "huyện", "ngành", "xã"];

/// The verbs that tell such a clause.
const VERBS: &WordSet = words![
    "được", "có", "phải", "đạt", "tập", "triển", "tổ", "thực", "ban", "chỉ", "xây", "luôn", "còn", "bố", "phân",
    "giao", "hỗ", "thành", "hoàn", "duy", "tiếp", "chủ", "cũng", "là"
];

/// A quotation inside an unquoted title: where it ends, and whether the title goes on after it.
fn inner_quote(text: &Tokens, at: usize) -> Option<(usize, bool)> {
    let (_, after) = quoted_at(text, at)?;
    let more = next(text, after).is_some_and(|t| {
        t.case == Case::Lower
            && matches!(
                &text[t.span],
                "giai" | "trên" | "trong" | "của" | "năm" | "và" | "tại" | "đến" | "cho" | "theo" | "do"
            )
    });
    Some((after, more))
}
