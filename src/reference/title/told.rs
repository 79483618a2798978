//! Sentences that no sure sign parts from a title: where they tell of the document, or of who carried it out, a likelier
//! word must be the verb.

use crate::reference::words::{byte, skip};
use crate::registry::title;
use crate::segment::sentence_start;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

use super::list::goes_on;
use super::quoted::REACH;
use super::slot::{basis_entry, carried_out, doing, leads};

/// Where the title that starts at `start` ends, if the sentence that it runs to the end of (at `end`) must have a verb of
/// its own: it begins with the document mentioned at `core` (`Nghị quyết … về khuyến nông giúp dân …`), or with what was
/// carried out (`Thực hiện Nghị quyết … về khuyến nông, dân … không ngừng …`).
#[cold]
pub(super) fn told(text: &Tokens, start: usize, core: usize, end: usize) -> Option<usize> {
    let sentence = sentence_start(text, core, REACH);
    match byte(text, skip(text, end)) {
        b'.' | b'?' => {}
        // `… coi nông nghiệp là trụ đỡ`
        b'l' if text.next_token(end).is_some_and(|t| t.one_of(words!["là"])) => {}
        // An entry of a list has no verb.
        b';' if sentence < core => {}
        _ => return None,
    }
    let front = !(leads(text, sentence, core) || doing(text, core));
    if front && (!carried_out(text, core) || basis_entry(text, core)) {
        return None;
    }
    let (mut pos, mut done, mut open) = (start, start, 0u8);
    let mut comma = None;
    while let Some(token) = text.token_at(pos).filter(|t| (t.span.start() as usize) < end) {
        let after = token.span.end() as usize;
        match (token.class, &text[token.span]) {
            (Class::Mark, "(" | "“") => open = open.saturating_add(1),
            (Class::Mark, ")" | "”") => open = open.saturating_sub(1),
            (Class::Mark, ",") if open == 0 => {
                pos = skip(text, after);
                if !goes_on(text, start, pos) {
                    comma = Some(done);
                }
                continue;
            }
            (Class::Word, _) if open == 0 && token.case == Case::Lower && done > start && tells(text, token) => {
                if !front {
                    return Some(done);
                } else if comma.is_some() {
                    return comma;
                }
            }
            _ => {}
        }
        done = after;
        pos = skip(text, after);
    }
    None
}

/// Whether a likely verb stands at a token, and not as what a word before it governs: `phương pháp xác định`.
fn tells(text: &Tokens, verb: Token) -> bool {
    title::tells(text, verb)
        && text.last_token(verb.span.start() as usize).is_some_and(|t| t.class != Class::Mark && !t.one_of(GOVERNS))
}

/// What governs a verb as it governs a noun.
const GOVERNS: &WordSet = words![
    "các", "chí", "cứ", "của", "để", "hoặc", "những", "pháp", "số", "sự", "theo", "tục", "trình", "trong", "ứng", "và",
    "về", "việc"
];
