//! Pictures: how the words under one open, and how its credit is written.

use memchr::memmem::Finder;
use memchr::memrchr;
use once_cell::sync::Lazy;

use super::rule::LINES;
use super::words::ends_sentence;
use crate::Span;
use crate::text::lexicon::Lexicon;
use crate::text::token::Case;
use crate::text::tokens::Tokens;

/// The word that a picture's credit begins with.
static PICTURE: Lazy<Finder> = Lazy::new(|| Finder::new("Ảnh"));

/// What the words under a picture open with: 1 where they may end like a sentence, 0 where they may not.
static SHOWN: Lazy<Lexicon> = Lazy::new(|| {
    let rows = LINES.rows().filter(|row| row.get("shape") == "shown");
    Lexicon::new(rows.flat_map(|row| {
        let may_end = u32::from(row.get("field") == "scene");
        row.list("forms").map(move |form| (form, may_end)).collect::<Vec<_>>()
    }))
});

/// Whether a line between paragraphs opens like the words under a picture: `Quang cảnh hội nghị.` What opens with a
/// person must not end like a sentence: `Đồng chí Lê Văn Tâm tặng hoa chúc mừng hội nghị`. An office in capitals signs or
/// issues: `CHỦ TỊCH QUỐC HỘI Lê Văn Tâm`.
pub(in crate::page) fn shows(text: &Tokens, line: Span) -> bool {
    let (words, tokens) = (&text[line], text.within(line));
    let ends = words.ends_with([':', ';', ',']);
    let shown = |ended: u32| SHOWN.opening(text, tokens).is_some_and(|(may_end, _)| may_end >= ended);
    let office = || tokens.first().is_some_and(|first| first.case == Case::Upper && first.span.len() > 2);
    line.len() <= 240 && !ends && shown(ends_sentence(words).into()) && !office()
}

/// Whether a line opens with what a picture shows of a place or a meeting: `Quang cảnh hội nghị`.
pub(in crate::page) fn scene(text: &Tokens, line: Span) -> bool {
    line.len() <= 240 && SHOWN.opening(text, text.within(line)).is_some_and(|(may_end, _)| may_end == 1)
}

/// Whether a line ends with the credit of a picture: `… tại phường 4. (Ảnh: Thu Hà)`, or with the number of a picture
/// without words of its own: `… - Ảnh 2.`
#[inline(never)]
pub(super) fn credited(line: &str) -> bool {
    /// How near to the line's end, in characters, which have four bytes at most.
    const NEAR: usize = 40;
    let near = line.len().saturating_sub(4 * NEAR);
    PICTURE.find_iter(&line.as_bytes()[near..]).map(|at| near + at).any(|at| {
        let before = &line[..at];
        let rest = line[at + PICTURE.needle().len()..].trim_start();
        let number = rest.trim_end_matches('.');
        let numbered = || !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        at > 0
            && (rest.starts_with(':')
                || rest.starts_with("minh h")
                || rest.starts_with("tư liệu")
                || before.ends_with('(') && rest.starts_with(char::is_uppercase)
                || before.ends_with("- ") && numbered())
            && line[at..].chars().count() <= NEAR
    })
}

/// Whether a line that ends with a bracket ends with the credit of a picture, in small letters: `… tại phường 4 (ảnh Thu
/// Hà)`; not with `(ảnh hưởng …)`.
pub(in crate::page) fn bracketed(line: &str) -> bool {
    /// The longest credit.
    const NEAR: usize = 64;
    let near = &line.as_bytes()[line.len().saturating_sub(NEAR)..];
    let credit = memrchr(b'(', near).and_then(|open| near[open + 1..].strip_prefix("ảnh".as_bytes()));
    credit
        .and_then(|name| std::str::from_utf8(name).ok())
        .is_some_and(|name| name.trim_start().starts_with(|c: char| c.is_uppercase() || c == ':'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens;

    /// Every row of what a picture shows is found in its example, and every phrase of it.
    #[test]
    fn every_row_opens_the_words_under_a_picture() {
        let mut table = tokens::Table::default();
        for row in LINES.rows().filter(|row| row.get("shape") == "shown") {
            let example = row.get("example");
            table.read(example, |_| 0);
            assert!(shows(&table.of(example), Span::of(0, example.len())), "{example:?} is no caption");
            for phrase in row.list("forms") {
                assert_eq!(SHOWN.at(phrase, 0).map(|(_, end)| end), Some(phrase.len()), "{phrase:?}");
            }
        }
    }
}
