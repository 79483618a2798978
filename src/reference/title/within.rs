//! Documents, bodies and asides within a title: which of them it names, and which end it.

use crate::Span;
use crate::date::date_at;
use crate::reference::figure::counted_after;
use crate::reference::head::past_manner;
use crate::reference::issuer::{IssuerAt, issuer_at};
use crate::reference::number::{Strength, number_at};
use crate::reference::pinpoint;
use crate::reference::words::{CONJUNCTIONS, Word, byte, keys, longest_at, lower, phrase, skip, word};
use crate::registry::doc_type::DocType;
use crate::registry::law::Law;
use crate::registry::title;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// `…, 398 trường đã …`, `…, 512/QĐ-UBND ngày …`: after a comma, a number that counts or is a document's own.
pub(super) fn counts_or_numbers(text: &Tokens, at: usize) -> bool {
    // `Điều 3, 4 và 5`, `các số 12, 13`; but `đến năm 2030, 3 năm qua …`
    let comma = text.skip_space_back(at).0.saturating_sub(1);
    let past = || text.token_at(at).and_then(|t| phrase(text, skip(text, t.span.end() as usize), keys!["năm", "qua"]));
    if text.last_token(comma).is_some_and(|t| t.class == Class::Digits) && past().is_none() {
        return false;
    }
    let Some(found) = number_at(text, at) else { return true };
    if found.number.tail.is_some() {
        return found.strength == Strength::Full;
    }
    let counts = |t: Token| t.class == Class::Word || &text[t.span] == "%";
    let counted = text.next_token(found.end).is_some_and(counts) && date_at(text, at).is_none();
    counted && word(text, skip(text, found.end), Word::And).is_none()
}

/// Whether a bracket says something of the document rather than in its title: `(Quy định)`, the word that the page will
/// call it by, `(gọi tắt là …)`, `(sửa đổi năm 2019)`.
pub(super) fn aside(text: &Tokens, inside: usize) -> bool {
    let document =
        DocType::at(text, inside).is_some_and(|(_, end)| numbered_after(text, end) || byte(text, end) == b')');
    // `(theo Kế hoạch số 19-KH/BTGTW)`
    let by = || {
        let at = skip(text, phrase(text, inside, keys!["theo"])?);
        DocType::at(text, at).filter(|(_, end)| numbered_after(text, *end))
    };
    document
        || by().is_some()
        || title::ends(text, inside, false)
        || title::aside(text, inside)
        || word(text, inside, Word::Alias).is_some()
}

/// Whether another document opens here: `và Kế hoạch số …`, `, Chỉ thị số …`. In a title that has come to documents of
/// its own, one after `và` is another of these.
pub(super) fn opens_document(text: &Tokens, at: usize, after_comma: bool, in_documents: bool) -> bool {
    let conjunction = word(text, at, Word::And);
    // `bổ sung khoản 2 Điều 3, Nghị định số …`: the document that the part is of.
    if after_comma && conjunction.is_none() && part_before_comma(text, at) {
        return false;
    }
    let head_at = match conjunction {
        Some(end) => skip(text, end),
        None if after_comma => at,
        None => return false,
    };
    // `… và triển khai Nghị quyết số …`: another verb with its own document.
    let head_at = match title::opening(text, head_at).filter(|(role, _)| role.carries() && conjunction.is_some()) {
        Some((_, end)) => skip(text, end),
        None => head_at,
    };
    // `… và kế hoạch thực hiện Nghị quyết số …`: what was made to carry it out, spoken of beside it.
    let carrying = DocType::at(text, head_at).filter(|_| conjunction.is_some());
    let carried = carrying
        .and_then(|(_, end)| phrase(text, skip(text, end), keys!["thực", "hiện"]))
        .and_then(|end| DocType::at(text, skip(text, end)));
    if carried.is_some_and(|(_, end)| numbered_after(text, end)) {
        return true;
    }
    let opens = DocType::at(text, head_at)
        .is_some_and(|(kind, end)| numbered_after(text, end) || kind.name() == "nghị quyết" && event_after(text, end))
        || word(text, head_at, Word::No)
            .is_some_and(|end| text.next_token(end).is_some_and(|t| t.class == Class::Digits));
    // `hướng dẫn Nghị định số …, và Công văn số …`: with the comma, the last of the documents around the title.
    opens && !(in_documents && conjunction.is_some() && !after_comma)
}

/// Whether a part of a document is named right before the comma before a position: `Điều 3, Nghị định số …`.
fn part_before_comma(text: &Tokens, at: usize) -> bool {
    let before = |at: usize| text.last_token(at);
    let label = before(text.skip_space_back(at).0.saturating_sub(1)).filter(|t| t.span.len() <= 4);
    label.and_then(|t| before(t.span.start() as usize)).is_some_and(|t| pinpoint::is_level(text, t))
}

/// Whether another document is named here by its part (`… và Điều 4 Thông tư số …`), where the title named no parts.
pub(super) fn opens_part(text: &Tokens, start: usize, at: usize) -> bool {
    let part = word(text, at, Word::And).map_or(at, |end| skip(text, end));
    let Some(end) = pinpoint::parts_end(text, part) else { return false };
    let document = DocType::at(text, end).is_some_and(|(_, end)| numbered_after(text, end));
    if !document && Law::at(text, end).is_none() {
        return false;
    }
    let mut pos = start;
    while let Some(token) = text.token_at(pos).filter(|t| (t.span.start() as usize) < at) {
        if pinpoint::parts_end(text, pos).is_some() {
            return false;
        }
        pos = skip(text, token.span.end() as usize);
    }
    true
}

/// Whether a document begins at a position, or behind `và`, that the outer one, of lower rank, can carry out as it does the law
/// before it: `Thông tư A hướng dẫn Luật B, Nghị định C`, but `Nghị định A hướng dẫn Luật B và Quyết định C`.
pub(super) fn carries_out(text: &Tokens, at: usize, outer: Option<DocType>) -> bool {
    let rank = |kind: DocType| match kind.name() {
        "luật" | "bộ luật" | "pháp lệnh" | "nghị quyết" => 3,
        "nghị định" => 2,
        "quyết định" | "thông tư" | "thông tư liên tịch" | "chỉ thị" => 1,
        _ => 0,
    };
    let head = word(text, at, Word::And).map_or(at, |and| skip(text, and));
    let inner = DocType::at(text, head);
    inner.zip(outer).is_some_and(|((inner, _), outer)| rank(inner) > rank(outer))
}

/// Whether `và` at a position leads to a document of the outer one's type where those in the title are of others: `Kết luận
/// A về tổng kết Nghị quyết B và Kết luận C`.
pub(super) fn beside(text: &Tokens, start: usize, at: usize, outer: Option<DocType>) -> bool {
    let Some(kind) = outer else { return false };
    let next = word(text, at, Word::And).and_then(|and| DocType::at(text, skip(text, and)));
    if next.is_none_or(|(next, _)| next != kind) {
        return false;
    }
    let mut pos = start;
    while let Some(token) = text.token_at(pos).filter(|t| (t.span.start() as usize) < at) {
        if token.class == Class::Word && DocType::at(text, pos).is_some_and(|(inner, _)| inner == kind) {
            return false;
        }
        pos = skip(text, token.span.end() as usize);
    }
    true
}

fn event_after(text: &Tokens, end: usize) -> bool {
    text.next_token(end).is_some_and(|t| matches!(&text[t.span], "Trung" | "TW" | "Đại" | "Hội"))
}

/// Whether a document's number, or the meeting that passed it, follows a type word.
pub(super) fn identified_after(text: &Tokens, end: usize) -> bool {
    numbered_after(text, end) || event_after(text, end)
}

/// Whether a document's number follows a type word: `Báo cáo thẩm tra số 18/BC-HĐND`, but not `Kế hoạch 5 năm`.
pub(super) fn numbered_after(text: &Tokens, end: usize) -> bool {
    let at = skip(text, past_manner(text, skip(text, end)));
    if let Some(end) = word(text, at, Word::No) {
        let at = skip(text, end);
        let at = if byte(text, at) == b':' { skip(text, at + 1) } else { at };
        // `Kế hoạch số …`: left blank.
        return byte(text, at).is_ascii_digit() || text[at..].starts_with('…') || text[at..].starts_with("..");
    }
    text.token_at(at)
        .is_some_and(|digits| digits.class == Class::Digits && !counted_after(text, digits.span.end() as usize))
}

/// Whether a type word stands before digits, `số` between or not: `Nghị định 09`.
pub(super) fn numbers_document(text: &Tokens, at: usize) -> bool {
    let before = |at: usize| text.skip_space_back(at).0;
    if text.token_at(at).is_some_and(|digits| counted_after(text, digits.span.end() as usize)) {
        return false;
    }
    let so = text.token_before(before(at)).filter(|t| t.one_of(words!["số"]));
    let end = before(so.map_or(at, |so| so.span.start() as usize));
    DocType::before(text, end).is_some_and(|(_, start)| text.token_at(start).is_some_and(|t| t.case != Case::Lower))
}

/// Where the symbol ends to which the digits at a position belong.
pub(super) fn symbol_end(text: &Tokens, at: usize) -> Option<usize> {
    let number = if byte(text, at).is_ascii_digit() { number_at(text, at)? } else { return None };
    number.number.tail.map(|_| number.end)
}

/// Whether whoever issued the document stands here (`do Bộ Y tế ban hành`), another document by which it is done or which it
/// replaces (`bằng Nghị quyết số …`, `thay thế Thông tư số …`), or how much it holds (`với 6 nhóm giải pháp`, `có 5 chương`).
pub(super) fn agent(text: &Tokens, token: Token) -> bool {
    let after = skip(text, token.span.end() as usize);
    let start = token.span.start() as usize;
    token.one_of(words!["do"])
        && (signed_by(text, start).is_some()
            || held_by(text, start)
            || signed_in_person(text, after)
            || issued_soon(text, after))
        || (token.one_of(words!["bằng"]).then_some(after).or_else(|| phrase(text, start, keys!["thay", "thế"])))
            .is_some_and(|at| DocType::at(text, skip(text, at)).is_some_and(|(_, end)| numbered_after(text, end)))
        // `thay Điều 4 của Nghị định … bằng điều 4 mới`
        || token.one_of(words!["bằng"]) && pinpoint::parts_end(text, after).is_some()
        || token.one_of(words!["với", "có", "gồm"])
            && text.token_at(after).is_some_and(|t| t.class == Class::Digits && t.span.len() <= 3)
            && counts_contents(text, after, token)
}

/// What a document holds, counted: `6 nhóm`, `5 chương`; after `có` whatever is counted.
fn counts_contents(text: &Tokens, number: usize, token: Token) -> bool {
    let end = text.token_at(number).map_or(number, |t| t.span.end() as usize);
    let contents = words!["nhóm", "nhiệm", "chương", "điều", "nội", "mục", "giải", "chỉ", "quan", "phần", "đột", "vấn"];
    let Some(counted) = text.next_token(end).filter(|t| t.class == Class::Word && t.case == Case::Lower) else {
        return false;
    };
    counted.one_of(contents) || token.one_of(words!["có"]) && !counted.one_of(words!["năm"])
}

/// `do Bộ Y tế ban hành` at a position: the body, and where the words end.
pub(in crate::reference) fn signed_by(text: &Tokens, at: usize) -> Option<(IssuerAt, usize)> {
    let by = word(text, at, Word::By).filter(|_| text[at..].starts_with("do "))?;
    let mut found = issuer_at(text, skip(text, by), false)?;
    // `do Ban Chỉ đạo Quốc gia phòng, chống Covid-19 ban hành`: a name in lower case ends at the verb.
    if found.id.is_none_or(|id| id.id() == "bcd") {
        let end = named_to_verb(text, found.span.end() as usize);
        found.span = Span::of(found.span.start() as usize, end);
    }
    match longest_at(text, skip(text, found.span.end() as usize)) {
        Some((Word::SignedOn | Word::Issued, end)) => Some((found, end)),
        _ => None,
    }
}

/// Where the words from `end` on end before `ban hành`, if it comes soon; else `end`.
fn named_to_verb(text: &Tokens, end: usize) -> usize {
    let (mut done, mut pos) = (end, skip(text, end));
    for _ in 0..10 {
        if let Some((Word::Issued, _)) = longest_at(text, pos) {
            return done;
        }
        let inside = |t: &Token| t.class != Class::Mark || t.one_of(words![",", "-", "&"]);
        let Some(token) = text.token_at(pos).filter(inside) else { break };
        done = token.span.end() as usize;
        pos = skip(text, done);
    }
    end
}

/// `Bộ trưởng Trần Văn Lúa ký ban hành` after `do`: who signed a document, by name.
fn signed_in_person(text: &Tokens, at: usize) -> bool {
    let mut pos = at;
    for n in 0..8 {
        let Some(token) = text.token_at(pos).filter(|t| t.class == Class::Word) else { return false };
        if lower(&token, words!["ký", "kí"]) {
            return n > 2;
        }
        if n == 0 && token.case == Case::Lower {
            return false;
        }
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// `bộ trưởng ban hành ngày 3/2/2020` after `do`: an office without its body.
fn issued_soon(text: &Tokens, at: usize) -> bool {
    let mut pos = at;
    for _ in 0..4 {
        let Some(token) = text.token_at(pos).filter(|t| t.class == Class::Word) else { return false };
        if let Some((Word::Issued, end)) = longest_at(text, pos) {
            return pos > at && word(text, skip(text, end), Word::Day).is_some();
        }
        pos = skip(text, token.span.end() as usize);
    }
    false
}

/// `do Bộ Chính trị, Ban Bí thư tổ chức` at a position: the meeting at which the document was spoken of; `do Chủ tịch UBND
/// tỉnh làm Tổ trưởng`: who heads what it founded.
fn held_by(text: &Tokens, at: usize) -> bool {
    let Some(mut pos) = word(text, at, Word::By).filter(|_| text[at..].starts_with("do ")) else { return false };
    for _ in 0..3 {
        let Some(found) = issuer_at(text, skip(text, pos), false) else { return false };
        let after = skip(text, found.span.end() as usize);
        if phrase(text, after, keys!["tổ", "chức"]).or_else(|| phrase(text, after, keys!["làm"])).is_some() {
            return true;
        }
        let joined = if byte(text, after) == b',' { Some(after + 1) } else { word(text, after, Word::And) };
        let Some(joined) = joined else { return false };
        pos = joined;
    }
    false
}

/// `gọi tắt là doanh nghiệp tư nhân) và …` after an opening bracket: a name for a part of the title, which goes on. Where
/// the bracket closes.
pub(super) fn part_renamed(text: &Tokens, inside: usize) -> Option<usize> {
    let alias = word(text, inside, Word::Alias)?;
    let mut pos = skip(text, alias);
    if let Some(end) = phrase(text, pos, keys!["là"]) {
        pos = skip(text, end);
    }
    if DocType::at(text, pos).is_some() {
        return None;
    }
    for _ in 0..12 {
        let token = text.token_at(pos)?;
        let end = token.span.end() as usize;
        if &text[token.span] == ")" {
            let and = skip(text, end);
            let next = text.token_at(and).filter(|t| lower(t, CONJUNCTIONS))?;
            let noun = skip(text, next.span.end() as usize);
            let goes_on = text.token_at(noun).is_some_and(|t| t.class == Class::Word && t.case == Case::Lower)
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
