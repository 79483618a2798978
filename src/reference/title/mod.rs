//! Titles (trích yếu): where the matter of a document begins after its number, and where it ends.
//!
//! A quoted title ends with its quotation mark. An unquoted one runs to the end of its clause: the rows of
//! `data/title.tsv` say which words end it, and the next document, body or predicate does too.

mod body;
mod clause;
mod end;
mod known;
mod line;
mod list;
mod quoted;
mod slot;
mod told;
mod verb;
mod within;

use crate::Span;
use crate::date::date_at;
use crate::registry::doc_type::{DocType, Matter};
use crate::registry::issuer::Issuer;
use crate::registry::title::{self, Role};
use crate::text::set::words;
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;

use super::number::Number;
use super::words::{Word, byte, keys, longest_at, lower, phrase, skip, word};
use super::{Family, Reference};
pub(super) use body::issuer_in_title;
use clause::addressed;
pub(super) use end::own_term;
use end::unquoted_end;
use line::next_in_title;
use quoted::{clause_end, quoted_at};
pub(super) use within::signed_by;

/// The mention whose title is read.
#[derive(Clone, Copy)]
pub(super) struct Mentioned {
    /// Where its core starts.
    core: usize,
    kind: Option<DocType>,
    family: Family,
    number: Option<Number>,
    /// Whether neither date nor issuer stands between its core and its title.
    plain: bool,
    /// The bodies that its symbol and its words name.
    bodies: [Option<Issuer>; 2],
}

impl Mentioned {
    pub(super) fn of(reference: &Reference) -> Mentioned {
        let coded = reference.number.and_then(|number| number.code_issuer);
        Mentioned {
            core: reference.core.start() as usize,
            kind: reference.doc_type,
            family: reference.family,
            number: reference.number,
            plain: reference.issued_span.is_none() && reference.issuer.is_none(),
            bodies: [coded, reference.issuer_id],
        }
    }

    /// Whether it speaks to the whole country, so that a place behind its title is where it is carried out. Decisions and
    /// resolutions of the Government are often about one place.
    #[cold]
    fn national(&self) -> bool {
        let directive = self.kind.is_some_and(|kind| kind.name() == "chỉ thị");
        let speaks =
            |body: &Issuer| PARTY_CENTRE.contains(&body.id()) || directive && matches!(body.id(), "ttg" | "cp");
        self.bodies.iter().flatten().any(speaks)
    }
}

/// The bodies at the head of the party.
const PARTY_CENTRE: [&str; 4] = ["trung-uong", "bo-chinh-tri", "ban-bi-thu", "ban-chap-hanh-trung-uong"];

/// The title that starts at or after `at` (the end of core, date, issuer and term) of a mention; its span without quotation
/// marks, and where its words end.
pub(super) fn title_at(text: &Tokens, at: usize, of: &Mentioned) -> Option<(Span, usize)> {
    let at = past_effect(text, past_addressees(text, at));
    let mut pos = across_blank(text, at);
    let same_paragraph = pos == skip(text, at);
    if same_paragraph {
        if let Some(quoted) = quoted_at(text, pos).filter(|_| !new_entry(text, at, pos)) {
            return Some(quoted);
        }
        if matches!(byte(text, pos), b':' | b',') {
            let after = skip(text, pos + 1);
            if let Some(quoted) = quoted_at(text, after) {
                return Some(quoted);
            }
            let comma = byte(text, pos) == b',';
            let about = word(text, after, Word::About).filter(|_| comma);
            // `đã ký Quyết định số …, phê duyệt Đề án …`
            let done = || {
                comma && title::opening(text, after).is_some_and(|(role, _)| !role.carries()) && issuing(text, of.core)
            };
            pos = (about.is_some_and(|end| ends_word(text, end)) || done()).then_some(after)?;
        }
    }
    if let Some(end) = about_at(text, pos, same_paragraph) {
        return after_about(text, end, same_paragraph, of);
    }
    let verb_end = if !same_paragraph {
        return None;
    } else if issues(text, pos, of) {
        pos
    } else {
        opened_by_verb(text, pos, of)?
    };
    // `quy định v/v “…”`: the quotation is the title.
    let about = word(text, skip(text, verb_end), Word::About);
    if let Some(quoted) = about.and_then(|end| quoted_at(text, skip(text, end))) {
        return Some(quoted);
    }
    let end = unquoted_end(text, pos, of)?;
    Some((Span::of(pos, end), end))
}

/// Whether a straight mark at `pos` opens the next entry of a list rather than the title of the line before, which ends at
/// `at`: no title begins so.
fn new_entry(text: &Tokens, at: usize, pos: usize) -> bool {
    if !text[at..pos].contains('\n') || !matches!(byte(text, pos), b'"' | b'\'') {
        return false;
    }
    let first = skip(text, pos + 1);
    word(text, first, Word::About).is_none() && title::opening(text, first).is_none()
}

/// Whether the document mentioned at `core` is being issued there: `đã ký Quyết định số …`, `ban hành Nghị định số …`.
fn issuing(text: &Tokens, core: usize) -> bool {
    text.last_token(core).is_some_and(|t| lower(&t, words!["ký", "kí", "hành", "có", "ra"]))
}

/// The end of `về`, `về việc` at a position, glued to the next word or not; `cũ về` in the same paragraph. `về sau` is
/// another word.
fn about_at(text: &Tokens, at: usize, same_paragraph: bool) -> Option<usize> {
    let about = |at| word(text, at, Word::About);
    let another = |end: usize| text.next_token(end).is_some_and(|t| lower(&t, words!["sau", "đến", "tới", "đích"]));
    match longest_at(text, at) {
        Some((Word::About, end)) if another(end) => return None,
        Some((Word::About, end)) => Some(end),
        Some((Word::Former, end)) if same_paragraph => about(skip(text, end)),
        _ => None,
    }
    .or_else(|| glued_about(text, at))
}

/// The title behind `về`.
fn after_about(text: &Tokens, end: usize, same_paragraph: bool, of: &Mentioned) -> Option<(Span, usize)> {
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
    let end = if same_paragraph { unquoted_end(text, start, of)? } else { return None };
    Some((Span::of(start, end), end))
}

/// Where the verb ends that opens a title without `về`, as it may with documents of this type: `quy định …`, `phê duyệt …`.
fn opened_by_verb(text: &Tokens, at: usize, of: &Mentioned) -> Option<usize> {
    let &Mentioned { kind, family, plain, .. } = of;
    let (role, verb_end) = title::opening(text, at)?;
    let granted = || {
        let by = text.last_token(of.core).filter(|t| t.one_of(words!["theo", "tại"]));
        by.is_none() && kind.is_some_and(|kind| kind.name() == "quyết định")
    };
    // `hỗ trợ theo Nghị định số … của Chính phủ cho các hộ`: to whom it is done. Only decisions grant something themselves.
    if phrase(text, at, keys!["cho"]) == Some(verb_end) && !granted() {
        return None;
    }
    let named = |names: &[&str]| kind.is_some_and(|kind| names.contains(&kind.name()));
    let matter = match kind.map_or(Matter::No, |kind| kind.row().matter) {
        Matter::Some if family != Family::Party && kind.is_some_and(|k| k.name().starts_with("nghị quyết")) => {
            Matter::Yes
        }
        // `Luật số 35/2018/QH14 sửa đổi, bổ sung …`: an amending law has no other name.
        Matter::No if named(&["luật"]) && phrase(text, at, keys!["sửa", "đổi"]).is_some() => Matter::Yes,
        // `Nghị quyết số 53-NQ/TW ngày … của Bộ Chính trị đẩy mạnh …`: the party's own call.
        Matter::Some if named(&["nghị quyết", "chỉ thị"]) && (plain || role != Role::Call) => Matter::No,
        matter => matter,
    };
    let opens = match matter {
        Matter::Yes => true,
        Matter::Some => role.carries(),
        Matter::No => false,
    };
    let lower = text.token_at(at).is_some_and(|t| t.case != Case::Upper || t.span.len() > 2);
    (opens && lower && !predicate(text, at, verb_end, plain)).then_some(verb_end)
}

/// Whether what the document puts into force follows its number, without a verb: `Quyết định 47/2016/QĐ-UBND Quy chế thi đua`.
fn issues(text: &Tokens, at: usize, of: &Mentioned) -> bool {
    let puts = || of.kind.is_some_and(|kind| kind.row().matter == Matter::Yes) && of.bodies[1].is_none();
    let number = |end: usize| text.next_token(end).is_some_and(|t| t.class == Class::Digits || t.one_of(words!["số"]));
    text.token_at(at).is_some_and(|t| t.case == Case::Title)
        && puts()
        && (DocType::at(text, at).is_some_and(|(_, end)| !number(end)) || title::issued(text, at))
}

/// `, có hiệu lực từ ngày 1/2, quy định …`: past the aside on when it takes effect.
fn past_effect(text: &Tokens, at: usize) -> usize {
    let pos = skip(text, at);
    if byte(text, pos) != b',' {
        return at;
    }
    let Some(mut end) = word(text, skip(text, pos + 1), Word::Effect) else { return at };
    for _ in 0..8 {
        let Some(token) = text.next_token(end) else { return at };
        if &text[token.span] == "," {
            let after = skip(text, token.span.end() as usize);
            return if title::opening(text, after).is_some() { after } else { at };
        }
        end = date_at(text, token.span.start() as usize).map_or(token.span.end(), |date| date.span.end()) as usize;
    }
    at
}

/// `gửi các sở, ngành và UBND các huyện về việc …`: past those to whom the document was sent.
fn past_addressees(text: &Tokens, at: usize) -> usize {
    let mut pos = skip(text, at);
    if !text.token_at(pos).is_some_and(|t| lower(&t, words!["gửi", "gởi"])) {
        return at;
    }
    for _ in 0..ADDRESSEES {
        let Some(token) = text.token_at(pos) else { return at };
        let more = token.class != Class::Mark || matches!(&text[token.span], "," | "-" | "–" | "&");
        let about = |pos| phrase(text, pos, keys!["về", "việc"]).or_else(|| phrase(text, pos, keys!["v", "/", "v"]));
        if about(pos).is_some() {
            return pos;
        }
        let asks = lower(&token, words!["đề", "yêu", "xin", "để", "nhằm", "kèm", "báo"]);
        if !more || asks || title::opening(text, pos).is_some() {
            return at;
        }
        pos = skip(text, token.span.end() as usize);
    }
    at
}

/// The most words that say to whom a document was sent.
const ADDRESSEES: usize = 40;

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
    let token = text.token_at(at).filter(|t| t.class == Class::Word)?;
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
    let alone =
        matches!(byte(text, after), b':' | b',' | b'.' | b';' | b')') || next_in_title(text, verb_end).is_none();
    if alone && !starts_list(text, at, after) {
        return true;
    }
    // `Quy định số 30-QĐ/TW áp dụng đối với …`: whom it binds, and from when.
    if phrase(text, at, keys!["áp", "dụng"]) == Some(verb_end)
        && text.next_token(verb_end).is_some_and(|t| lower(&t, words!["đối", "cho", "từ"]))
    {
        return true;
    }
    // `Nghị định 12/2019/NĐ-CP sửa đổi, bổ sung bởi Nghị định …`: done to the decree.
    let both = phrase(text, at, keys!["sửa", "đổi", ",", "bổ", "sung"]).map_or(after, |end| skip(text, end));
    match title::behind(text, both) {
        // `quy định cụ thể thi hành …` behind date or body is the matter; right behind the number the sentence's verb.
        Some(role) => role == Role::Own || plain,
        // With neither date nor issuer between, `quy định` that obliges someone is the sentence's own verb.
        None => plain && phrase(text, at, keys!["quy", "định"]).is_some() && obliges(text, after),
    }
}

/// `sửa đổi, bổ sung`, `hỗ trợ, tái định cư`: the comma belongs to the title.
fn starts_list(text: &Tokens, at: usize, comma: usize) -> bool {
    byte(text, comma) == b','
        && (phrase(text, at, keys!["sửa", "đổi"]).is_some() || title::opening(text, skip(text, comma + 1)).is_some())
}

/// Whether the clause from `at` obliges or punishes: `phải`, `bị phạt`, `được cấp … cũng`.
fn obliges(text: &Tokens, at: usize) -> bool {
    let (mut pos, end) = (at, clause_end(text, at));
    let mut must = false;
    while let Some(token) = text.token_at(pos).filter(|t| (t.span.start() as usize) < end) {
        // `quy định những trường hợp phải … có hiệu lực từ …`: the sentence's own verb comes after the matter.
        // Behind `Theo Nghị định … quy định …, bạn phải …` comes the sentence's own clause.
        if word(text, pos, Word::Effect).is_some() || &text[token.span] == "," && addressed(text, skip(text, pos + 1)) {
            return false;
        }
        must |= title::obliges(text, pos);
        pos = skip(text, token.span.end() as usize);
    }
    must
}
