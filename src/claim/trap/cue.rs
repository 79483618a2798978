//! What the words before a number make of it: `Điều 5`, `khu phố 3`.

use crate::registry::cue::{Bar, CUES};
use crate::text::set::words;
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;

/// What the words before a number make of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::claim) enum Barred {
    /// No claim.
    Always,
    /// No claim unless a unit or counted noun follows.
    Unless,
    /// No claim where it is a pair.
    Pair,
}

/// Reads the cue before the number at `at`.
pub(in crate::claim) fn cue(text: &Tokens, at: usize) -> Option<Barred> {
    let (mut end, _) = text.skip_space_back(at);
    let colon = text[..end].ends_with(':');
    // Tổng số <tab> 930: another cell.
    let apart = || text.as_bytes()[at - 1] == b'\t';
    if colon {
        end = text.skip_space_back(end - 1).0;
    } else if end == at && !text[..at].ends_with(['-', '–']) || end < at && apart() {
        return None;
    }
    let (bar, start) = CUES.trap.before(text, end)?;
    // chỉ số nhận thức số 0,89
    let decimal = matches!(text.as_bytes()[at..], [b'0', b',', b'0'..=b'9', ..]);
    match bar {
        Bar::Colon => colon.then_some(Barred::Always),
        Bar::Hard if is_total(text, start, end) || decimal => None,
        Bar::Hard => Some(Barred::Always),
        Bar::Soft if colon => None,
        Bar::Soft => Some(Barred::Unless),
        Bar::Score => Some(Barred::Pair),
    }
}

/// `tổng số`, `con số`, `trong số`, `một số`: there số is no number's sign.
fn is_total(text: &Tokens, start: usize, end: usize) -> bool {
    if !text[start..end].eq_ignore_ascii_case("số") && &text[start..end] != "Số" {
        return false;
    }
    let (left, _) = text.skip_space_back(start);
    text.token_before(left).is_some_and(|t| {
        t.one_of(words!["tổng", "con", "trong", "đa", "thiểu", "nửa", "tăng", "vô", "dân", "quân", "sĩ"])
    })
}

/// `do 1 số hộ chưa kê khai`: một số, some; not `1 số điện thoại`.
pub(in crate::claim) fn some(text: &Tokens, at: usize, end: usize) -> bool {
    &text[at..end] == "1"
        && text.next_word(end, words!["số"]).and_then(|number| text.next_token(number)).is_some_and(|t| {
            t.class == Class::Word && t.case == Case::Lower && !t.one_of(words!["điện", "báo", "tạp", "nhà", "hiệu"])
        })
}
