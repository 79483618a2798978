//! Sentences and lines: where the words end that may govern a finding.
//!
//! A sentence ends at a line break, and after a full stop, question or exclamation mark that white space and a letter
//! that is not lower case follow; the point in a number or after an abbreviation ends nothing.

use memchr::{memchr, memrchr};

use crate::registry::abbreviation;
use crate::span::{ceil_boundary, floor_boundary};

/// Where the sentence starts that holds a word, no farther back than `reach` bytes: on a page without full stops a
/// sentence has no end.
pub(crate) fn sentence_start(text: &str, word: usize, reach: usize) -> usize {
    word - text[start_of(text, word, reach)..word].trim_start().len()
}

/// Where the sentence ends that holds a word, no farther than `reach` bytes.
pub(crate) fn sentence_end(text: &str, word: usize, reach: usize) -> usize {
    word + text[word..end_of(text, word, reach)].trim_end().len()
}

fn start_of(text: &str, at: usize, reach: usize) -> usize {
    let bytes = text.as_bytes();
    let floor = at.saturating_sub(reach);
    let mut start = at;
    while start > floor {
        match bytes[floor..start].iter().rposition(|&b| STOPS[usize::from(b)]) {
            None => start = floor,
            Some(stop) => {
                if let Some(after) = stop_end(text, floor + stop).filter(|&after| after <= start) {
                    return after;
                }
                start = floor + stop;
            }
        }
    }
    ceil_boundary(text, start)
}

fn end_of(text: &str, at: usize, reach: usize) -> usize {
    let bytes = text.as_bytes();
    let ceiling = bytes.len().min(at + reach);
    // A stop right before `at` may end its sentence after the space that follows.
    let mut from = at.saturating_sub(1);
    let mut end = ceiling;
    while let Some(stop) = bytes[from..ceiling].iter().position(|&b| STOPS[usize::from(b)]) {
        from += stop + 1;
        if let Some(after) = stop_end(text, from - 1).filter(|&after| after > at) {
            end = after.min(ceiling);
            break;
        }
    }
    floor_boundary(text, end)
}

/// Where the line starts that holds a position, if that is no farther back than `reach` bytes.
pub(crate) fn line_start(text: &str, at: usize, reach: usize) -> Option<usize> {
    let from = at.saturating_sub(reach);
    match memrchr(b'\n', &text.as_bytes()[from..at]) {
        Some(newline) => Some(from + newline + 1),
        None => (from == 0).then_some(0),
    }
}

/// Where the line ends that holds a position, if that is no farther than `reach` bytes.
pub(crate) fn line_end(text: &str, at: usize, reach: usize) -> Option<usize> {
    let to = text.len().min(at + reach);
    match memchr(b'\n', &text.as_bytes()[at..to]) {
        Some(newline) => Some(at + newline),
        None => (to == text.len()).then_some(to),
    }
}

/// Bytes that may end a sentence.
static STOPS: [bool; 256] = {
    let mut out = [false; 256];
    out[b'\n' as usize] = true;
    out[b'.' as usize] = true;
    out[b'!' as usize] = true;
    out[b'?' as usize] = true;
    out
};

/// Where the next sentence may start, if the stop at `at` ends one.
fn stop_end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match (bytes[at], bytes.get(at + 1)) {
        (b'\n', _) => Some(at + 1),
        (_, Some(b' ' | b'\t')) => stops(text, at).then_some(at + 2),
        _ => None,
    }
}

/// Characters of white space that parts sentences whatever follows.
const WIDE: usize = 64;

/// Whether the full stop, question or exclamation mark at `at` ends a sentence.
pub(crate) fn stops(text: &str, at: usize) -> bool {
    let mut behind = text[at + 1..].chars();
    let spaced = behind.next().is_some_and(char::is_whitespace);
    let lower = || behind.take(WIDE).find(|c| !c.is_whitespace()).is_some_and(char::is_lowercase);
    spaced && !lower() && !abbreviation::closed_at(text, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence_at(text: &str, at: usize) -> &str {
        &text[sentence_start(text, at, 4096)..sentence_end(text, at, 4096)]
    }

    #[test]
    fn a_decimal_point_ends_no_sentence() {
        let text = "Tăng 1.640 tỷ. Năm 2021 giảm 2,5%.\nHết";
        assert_eq!(sentence_at(text, 8), "Tăng 1.640 tỷ.");
        assert_eq!(sentence_at(text, text.find("2021").unwrap()), "Năm 2021 giảm 2,5%.");
        assert_eq!(sentence_at(text, text.len()), "Hết");
    }

    #[test]
    fn a_stop_is_told_by_what_follows_its_space() {
        for (text, ends) in [
            ("Hết. Còn", true),
            ("Hết.\tCòn", true),
            ("Hết.\n  5", true),
            ("hết.", false),
            ("v.v.  và", false),
            ("TP. Huế", false),
            ("1.5", false),
        ] {
            assert_eq!(stops(text, text.rfind('.').unwrap()), ends, "{text:?}");
        }
    }

    #[test]
    fn an_endless_line_is_cut_on_character_boundaries() {
        let text = "đấy ".repeat(10_000);
        let at = text.find("đ").unwrap() + 20_000 / 6 * 6;
        let sentence = sentence_at(&text, at);
        assert!(sentence.len() > 4_000 && sentence.len() < 9_000);
        assert!(sentence.starts_with(|c: char| !c.is_whitespace()));
    }
}
