//! Sentences: where the words end that may govern a finding.

use crate::Span;

/// The sentence that holds a position of the text.
///
/// A sentence ends at a line break, at `;`-less full stops, question and exclamation marks and ellipses that white
/// space and an upper-case letter (or nothing) follow; a stop after a number's digits inside a number ends nothing.
pub(crate) fn sentence_at(text: &str, at: usize) -> Span {
    let bytes = text.as_bytes();
    let at = at.min(bytes.len());
    let mut start = at;
    while start > 0 && !ends_before(text, start) {
        start -= 1;
    }
    let mut end = at;
    while end < bytes.len() && (end == at || !ends_before(text, end)) {
        end += 1;
    }
    let slice = &text[start..end];
    let lead = slice.len() - slice.trim_start().len();
    Span::of(start + lead, start + lead + slice.trim().len())
}

/// [`sentence_at`], no farther than `reach` bytes to either side: on a page without full stops a sentence has no end.
pub(crate) fn sentence_near(text: &str, at: usize, reach: usize) -> Span {
    let at = at.min(text.len());
    let boundary = |mut i: usize| {
        while !text.is_char_boundary(i) {
            i -= 1;
        }
        i
    };
    let (from, to) = (boundary(at.saturating_sub(reach)), boundary((at + reach).min(text.len())));
    let near = sentence_at(&text[from..to], at - from);
    Span::of(near.start() as usize + from, near.end() as usize + from)
}

/// Whether a sentence ends right before `pos`.
fn ends_before(text: &str, pos: usize) -> bool {
    let bytes = text.as_bytes();
    match bytes[pos - 1] {
        b'\n' => true,
        b' ' | b'\t' if pos >= 2 => {
            matches!(bytes[pos - 2], b'.' | b'!' | b'?') && text[pos..].chars().next().is_none_or(|c| !c.is_lowercase())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_point_ends_no_sentence() {
        let text = "Tăng 1.640 tỷ. Năm 2021 giảm 2,5%.\nHết";
        assert_eq!(&text[sentence_at(text, 8)], "Tăng 1.640 tỷ.");
        assert_eq!(&text[sentence_at(text, text.find("2021").unwrap())], "Năm 2021 giảm 2,5%.");
        assert_eq!(&text[sentence_at(text, text.len())], "Hết");
    }
}
