//! [`Noun`]: what stands after a quantity that it counts or measures.

use super::quantity::Quantity;
use super::term::term;
use super::{Form, counted, trap};
use crate::Span;
use crate::registry::cue;
use crate::registry::unit::Kind;
use crate::text::set::words;
use crate::text::token::Words;
use crate::text::tokens::Tokens;

/// What is counted or measured, and whether a row says so.
pub(super) struct Noun {
    pub(super) span: Option<Span>,
    pub(super) sure: bool,
    /// Whether it is of places, which bear numbers as well.
    pub(super) place: bool,
    /// Where its words end, or the quantity's.
    pub(super) end: usize,
}

pub(super) fn no_noun(end: usize) -> Noun {
    Noun { span: None, sure: false, place: false, end }
}

/// What is counted or measured after a quantity.
pub(super) fn noun_after(text: &Tokens, quantity: &Quantity) -> Noun {
    let end = quantity.core.end() as usize;
    if let Some(found) = quantity.unit {
        let row = found.unit.base.row();
        let names = matches!(row.kind, Kind::Ratio | Kind::Measure | Kind::Money)
            && found.unit.per[0].is_none()
            && row.symbol != "lần";
        // 90% trở lên tổ chức đảng
        let over = if row.share { text.next_word(end, words!["trở"]) } else { None };
        let noun = over.and_then(|over| text.next_word(over, words!["lên"])).unwrap_or(end);
        let span = if names { counted::measured_at(text, noun) } else { None };
        return Noun { span, sure: true, place: false, end: span.map_or(end, |s| s.end() as usize) };
    }
    // 252/252=100% đơn: what the share beside it is of.
    if let Some(rest) = text[end..].strip_prefix('=').or_else(|| text[end..].strip_prefix(" = ")) {
        if let Ok(share) = term(text, text.len() - rest.len()) {
            if share.unit.is_some_and(|u| u.unit.base.symbol() == "%") {
                let span = counted::measured_at(text, share.end);
                return Noun { span, sure: true, place: false, end };
            }
        }
    }
    if quantity.form == Form::Fraction && !trap::ratio(quantity) {
        if let Some(span) = counted::share_at(text, end) {
            return Noun { span: Some(span), sure: true, place: false, end: span.end() as usize };
        }
    }
    match counted::counted_at(text, past_note(text, end)) {
        None => no_noun(end),
        Some(found) => {
            let stop = found.span.end() as usize;
            let place = found.class == Some(cue::Class::Place);
            Noun { span: Some(found.span), sure: found.class.is_some(), place, end: stop }
        }
    }
}

/// Where a note's sign ends that is glued to a number or to what it counts: `110.764(1) doanh nghiệp`, `6,73%[1] của quý II`.
pub(super) fn past_note(text: &Tokens, end: usize) -> usize {
    match text.as_bytes()[end..] {
        [b'(', b'1'..=b'9', b')', b' ', ..] | [b'[', b'1'..=b'9', b']', ..] => end + 3,
        [b'[', b'1'..=b'9', b'0'..=b'9', b']', ..] => end + 4,
        _ => end,
    }
}

/// Whether a word opens a sentence or an item, so that its capital says nothing.
pub(super) fn opens(text: &Tokens, span: Span) -> bool {
    let (before, _) = text.skip_space_back(span.start() as usize);
    text[..before].chars().next_back().is_none_or(|c| {
        matches!(c, '.' | '!' | '?' | ':' | ';' | '\n' | '-' | '–' | '•' | '+' | '…' | '(' | '“' | '"' | '*')
    }) || text[before..span.start() as usize].contains('\n')
}
