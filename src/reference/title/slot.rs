//! The slot of a mention in its sentence: what the sentence tells of, or what was carried out before its own clause.

use crate::reference::words::{lower, opens_basis, skip};
use crate::registry::title;
use crate::segment::{line_end, line_start, sentence_start};
use crate::text::set::words;
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;

/// Whether the sentence opens with what was carried out (`Thực hiện Nghị quyết … về …, huyện đã …`): then a clause of its
/// own must come after the title.
pub(super) fn carried_out(text: &Tokens, core: usize) -> bool {
    let (mut at, end) = (sentence_start(text, core, CARRIED_REACH), core);
    let mut open = true;
    while at < end {
        let Some(token) = text.token_at(at) else { break };
        if open && title::fronts(text, at) {
            return true;
        }
        // A connective or a time may stand before it: `Bên cạnh đó, thực hiện …`; a subject and its verb may not.
        open = token.class == Class::Digits || token.one_of(words![",", ".", "-", ")"]);
        if token.case == Case::Lower && token.one_of(words!["đã", "sẽ", "đang", "là"]) {
            return false;
        }
        at = text.skip_space(token.span.end() as usize).0.max(at + 1);
    }
    false
}

/// Whether a mention stands in an entry of a decision's bases, its own paragraph: `Căn cứ …;`. No clause follows there.
pub(super) fn basis_entry(text: &Tokens, core: usize) -> bool {
    let Some(line) = line_start(text, core, CARRIED_REACH).filter(|line| opens_basis(text, *line)) else {
        return false;
    };
    // A line that its width broke goes on in lower case.
    let (mut at, limit) = (line, core + CARRIED_REACH);
    while let Some(end) = line_end(text, at, limit - at) {
        let next = text.skip_space(end).0;
        if next >= limit || !text[next..].starts_with(char::is_lowercase) {
            return text[at..end].trim_end().ends_with(';');
        }
        at = next;
    }
    false
}

/// Whether a verb that does something with a document stands between two positions: `phổ biến`, `đưa`, `sau 5 năm thực hiện`.
#[cold]
pub(super) fn governed(text: &Tokens, from: usize, to: usize) -> bool {
    let mut at = from;
    while at < to {
        if title::governs(text, at) {
            return true;
        }
        let Some(token) = text.token_at(at) else { return false };
        at = text.skip_space(token.span.end() as usize).0.max(at + 1);
    }
    false
}

/// How far before a mention its sentence is read.
pub(super) const CARRIED_REACH: usize = 700;

/// Whether a sentence begins with the document that it names first at `core`, a few words before it that a comma closes
/// aside: `Theo đó, Nghị quyết số …`, `Việc thực hiện Nghị quyết số …`. An entry of a list does not tell of it.
pub(super) fn leads(text: &Tokens, sentence: usize, core: usize) -> bool {
    let Some(first) = text.token_at(sentence) else { return false };
    if (first.span.start() as usize) >= core {
        return true;
    }
    let carried = title::fronts(text, sentence);
    let (mut pos, mut count) = (sentence, 0);
    while let Some(token) = text.token_at(pos).filter(|t| (t.span.start() as usize) < core) {
        count += 1;
        pos = skip(text, token.span.end() as usize);
        let verb = lower(&token, words!["đã", "sẽ", "đang", "vừa", "và"]);
        // `Thực hiện Chỉ thị số 12, Nghị quyết số …`
        if count > BEFORE || verb || carried && token.class == Class::Digits {
            return false;
        }
    }
    let last = text.last_token(core);
    first.class != Class::Mark
        && (first.one_of(words!["việc"]) || last.is_some_and(|t| t.one_of(words![",", ":", "rằng"])))
}

/// Whether a clause within the sentence begins with what is done with the document: `cho biết việc thực hiện Nghị quyết số …`.
pub(super) fn doing(text: &Tokens, core: usize) -> bool {
    let mut at = core;
    for _ in 0..DOING {
        let Some(token) = text.last_token(at).filter(|t| t.class == Class::Word && t.case == Case::Lower) else {
            return false;
        };
        at = token.span.start() as usize;
        if token.one_of(words!["việc"]) {
            return text.last_token(at).is_some_and(|t| t.one_of(words![",", "biết", "rằng", "thấy", "là"]));
        }
    }
    false
}

/// The most words from `việc` to the document.
const DOING: usize = 6;

/// The most words before the document that a sentence begins with.
const BEFORE: usize = 12;
