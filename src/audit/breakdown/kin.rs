//! [`Kin`]: whether a claim and a total count or measure alike.

use crate::Span;
use crate::audit::head;
use crate::claim::{Claim, Flags, Form};
use crate::text::key::Key;
use crate::text::token::Words;
use crate::text::tokens::Tokens;

/// How a claim is related to a total before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kin {
    /// Counted or measured alike.
    Same,
    /// Counted in words of the total's own: `lượt` of `lượt người`.
    Drift,
    /// A count of something else: `8 nam` of `11 đối tượng`.
    Other,
    /// No part of it.
    Foreign,
}

/// How a claim may be a part of `whole`.
pub(super) fn kin(text: &Tokens, whole: &Claim, part: &Claim) -> Kin {
    if part.form != Form::Number
        || part.flags.has(Flags::OVERFLOW)
        || (part.change.is_some() && part.change != whole.change)
    {
        return Kin::Foreign;
    }
    match (whole.unit, part.unit) {
        (Some(a), Some(b)) if a.base == b.base && a.per == b.per => return Kin::Same,
        (None, None) => {}
        _ => return Kin::Foreign,
    }
    match (whole.counted, part.counted) {
        (Some(a), Some(b)) => match head(text, part) {
            word if word == head(text, whole) => Kin::Same,
            // kỷ luật 58 đảng viên: khiển trách 49 đồng chí, khai trừ 9 trường hợp
            Some(_) if ["trường hợp", "đồng chí"].iter().any(|word| text[b].starts_with(word)) => Kin::Drift,
            // `lượt người` broken down into `lượt` and `người`.
            Some(word) if holds_word(text, a, word) => Kin::Drift,
            _ => Kin::Other,
        },
        (_, None) => Kin::Same,
        (None, Some(_)) => Kin::Other,
    }
}

/// Whether a word is among those of a stretch.
fn holds_word(text: &Tokens, span: Span, key: Key) -> bool {
    let mut at = span.start() as usize;
    while let Some(token) = text.token_at(at).filter(|token| token.span.end() <= span.end()) {
        if token.key == key {
            return true;
        }
        at = text.skip_space(token.span.end() as usize).0;
    }
    false
}
