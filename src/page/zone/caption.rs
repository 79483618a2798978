//! The words under pictures, and the names of their files.

use super::line::{Line, numbered};
use crate::Span;
use crate::page::line::{Look, bracketed, ends_sentence, scene, shows};
use crate::text::token::Token;
use crate::text::tokens::Tokens;

/// Whether no blank line stands between two lines, as between what a page says instead of a picture and the words under it.
pub(super) fn adjoin(text: &Tokens, line: &Line, other: &Line) -> bool {
    let (above, below) = if line.span.start() < other.span.start() { (line, other) } else { (other, line) };
    text[Span::new(above.span.end(), below.span.start())].bytes().filter(|&byte| byte == b'\n').count() == 1
}

/// Whether two lines say the same.
#[inline(always)]
pub(super) fn same(text: &Tokens, line: &Line, other: &Line) -> bool {
    line.span.len() == other.span.len() && text[line.span] == text[other.span]
}

/// Whether a short line within the article is the words under a picture.
#[inline]
pub(super) fn captions(text: &Tokens, above: Option<&Line>, line: &Line, below: Option<&Line>) -> bool {
    let twin = |other: &Line| same(text, line, other);
    // The photographer's name may stand on a line of its own below.
    let credit = |below: &Line| below.look == Look::Caption && below.span.len() < 40;
    above.is_some_and(twin)
        || below.is_some_and(|below| twin(below) || credit(below))
        || line.trace && captioned(&text[line.span])
}

/// Whether a line of few words stands twice, line below line, and right beside a paragraph: as a picture's name and the words
/// under it.
#[inline]
pub(super) fn twins(text: &Tokens, above: Option<&Line>, line: &Line, below: Option<&Line>) -> bool {
    let [Some(above), Some(below)] = [above, below] else { return false };
    let twin = |other: &Line, paragraph: &Line| {
        same(text, line, other) && paragraph.look == Look::Prose && adjoin(text, line, other)
    };
    (twin(above, below) || twin(below, above)) && captioned(&text[line.span])
}

/// Whether a short line between paragraphs is the words under a picture: it opens so, ends with a credit, or is a table of
/// one cell: `Quang cảnh hội nghị |`. In a document it does not tell how it opens.
#[inline(never)]
pub(super) fn pictured(text: &Tokens, line: &Line, headed: bool) -> bool {
    let words = &text[line.span];
    words.ends_with(')') && bracketed(words)
        || words.len() >= 16 && (!headed && shows(text, line.span) || words.ends_with(" |") && !line.item(text))
}

/// Whether a short line between the title and the lead is the words under a picture: it says what a scene shows, or stands
/// twice.
pub(super) fn under_picture<'l>(text: &Tokens, line: &Line, mut beside: impl Iterator<Item = &'l Line>) -> bool {
    line.span.len() >= 24 && (scene(text, line.span) || beside.any(|other| same(text, line, other)))
}

/// Whether a short line after the last paragraph is the words under a picture: `Lãnh đạo huyện tặng hoa chúc mừng hội nghị`;
/// not who signs.
pub(super) fn last_picture(text: &Tokens, line: &Line) -> bool {
    line.span.len() >= 40 && shows(text, line.span) || scene(text, line.span)
}

/// Whether a line among paragraphs that the page broke into pieces is the words under a picture: a sentence ends above it,
/// and another begins below.
#[inline]
pub(super) fn between_pieces(text: &Tokens, above: &Line, line: &Line, below: Option<&Line>) -> bool {
    text.as_bytes()[above.span.end() as usize - 1] == b'.'
        && matches!(above.look, Look::Plain | Look::Prose)
        && above.span.len() >= 16
        && line.span.len() >= 24
        && below.is_some_and(|below| {
            below.span.len() > line.span.len() && !text[below.span].starts_with(char::is_lowercase)
        })
        && shows(text, line.span)
}

/// Whether the words under a picture but count it, so that its own follow: `Huyện trồng rừng - Ảnh 2.`
pub(super) fn counts_pictures(words: &str) -> bool {
    let words = words.trim_end_matches('.');
    let number = words.bytes().rev().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&number) && words[..words.len() - number].ends_with("Ảnh ")
}

/// Whether a line is the name of a picture's file: `hoi-nghi-01.jpg`, `hoi-nghi-01.jpg (425 KB)`, `IMG_0412`.
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
        [.., b'0'..=b'9'] => text[line].contains('_') && text[line].bytes().all(|b| b.is_ascii_graphic()),
        _ => false,
    }
}

/// Whether a line is the title without its accents, as a picture is named by: `Huyen trong rung`, `Huyen trong rung - Anh 1`.
#[inline]
pub(super) fn unaccented(text: &Tokens, title: Span, line: Span) -> bool {
    // Few lines of Vietnamese are ASCII.
    text[line].is_ascii() && {
        let (title, line) = (text.within(title), text.within(line));
        let same = |(a, b): (&Token, &Token)| text[a.span].chars().count() == b.span.len() as usize;
        title.len() >= 6 && title.len() <= line.len() && title.iter().zip(line).all(same)
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
