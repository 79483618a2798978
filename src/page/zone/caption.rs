//! The words under pictures, and the names of their files.

use super::line::{Line, numbered};
use crate::Span;
use crate::page::line::{Look, bracketed, ends_sentence, shows};
use crate::text::tokens::Tokens;

/// Whether a short line within the article is the words under a picture.
#[inline]
pub(super) fn captions(text: &Tokens, above: Option<&Line>, line: &Line, below: Option<&Line>) -> bool {
    let twin = |other: &Line| other.span.len() == line.span.len() && text[other.span] == text[line.span];
    // The photographer's name may stand on a line of its own below.
    let credit = |below: &Line| below.look == Look::Caption && below.span.len() < 40;
    above.is_some_and(twin)
        || below.is_some_and(|below| twin(below) || credit(below))
        || line.trace && captioned(&text[line.span])
}

/// Whether a short line between paragraphs is the words under a picture: it opens so, ends with a credit, or is a table of
/// one cell: `Quang cảnh hội nghị |`.
#[inline(never)]
pub(super) fn pictured(text: &Tokens, line: &Line) -> bool {
    let words = &text[line.span];
    words.ends_with(')') && bracketed(words)
        || words.len() >= 16 && (shows(text, line.span) || words.ends_with(" |") && !line.item(text))
}

/// Whether a line is the name of a picture's file: `hoi-nghi-01.jpg`, `hoi-nghi-01.jpg (425 KB)`.
#[inline]
pub(super) fn picture_file(text: &Tokens, line: Span) -> bool {
    const ENDS: [&str; 5] = [".jpg", ".jpeg", ".png", ".gif", ".webp"];
    let names = |file: &str| {
        let kind = |at: usize| ENDS.iter().any(|end| file[at..].eq_ignore_ascii_case(end));
        file.rfind('.').is_some_and(kind) && !file.contains(char::is_whitespace)
    };
    // Few lines end so.
    match &text.as_bytes()[..line.end() as usize] {
        [.., b'B', b')'] => text[line].rsplit_once(" (").is_some_and(|(file, _)| names(file)),
        [.., b'.', _, _, _] | [.., b'.', _, _, _, _] => names(&text[line]),
        _ => false,
    }
}

/// Whether a short line set apart in an article may be the words under a picture: it begins with a capital, it is no
/// list item, no heading with a number, and no sentence.
fn captioned(words: &str) -> bool {
    let first = words.chars().next();
    first.is_some_and(char::is_uppercase)
        && !ends_sentence(words)
        && words.chars().any(char::is_lowercase)
        && !numbered(words)
}
