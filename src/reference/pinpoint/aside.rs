//! What brackets say that a part is about: `Điều 251 (tội mua bán trái phép chất ma túy) của Bộ luật …`.

use super::label::label_like;
use crate::reference::words::{byte, skip};
use crate::text::token::Words;
use crate::text::tokens::Tokens;

/// The most bytes of a bracket that says what a part is about.
const ASIDE: usize = 240;

/// Where the bracket opens that closes at `close`, on its line and behind a part's label.
pub(super) fn aside_open(text: &Tokens, close: usize) -> Option<usize> {
    let from = close.saturating_sub(ASIDE);
    let open = from + text.as_bytes()[from..close].iter().rposition(|b| matches!(b, b'(' | b')' | b'\n'))?;
    let label = text.token_before(text.skip_space_back(open).0)?;
    (byte(text, open) == b'(' && label_like(text, label)).then_some(open)
}

/// Where the bracket ends that opens at or behind `at`.
pub(super) fn aside_end(text: &Tokens, at: usize) -> Option<usize> {
    let open = Some(skip(text, at)).filter(|&open| byte(text, open) == b'(')?;
    let to = (open + ASIDE).min(text.len());
    let close = text.as_bytes()[open + 1..to].iter().position(|b| matches!(b, b'(' | b')' | b'\n'))?;
    Some(open + close + 2).filter(|&end| byte(text, end - 1) == b')')
}
