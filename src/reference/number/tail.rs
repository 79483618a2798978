//! The letters of a symbol, part by part: whether they begin, and whether a mark leads on to another part or the sentence
//! goes on.

use super::letters::{Letters, Tail};
use super::part::{Part, part_at};
use super::separator::{Separator, separator};
use crate::reference::words::{Word, byte, longest_at, skip};
use crate::registry::side::Side;
use crate::roman;
use crate::text::tokens::Tokens;

/// The letters of a symbol after its serial and year.
pub(super) fn tail_at(text: &Tokens, at: usize, sep: Option<Separator>) -> Option<Tail> {
    if sep.is_some_and(|sep| matches!(sep.kind, '.' | '&')) {
        return None;
    }
    let spaced = sep.is_none() && byte(text, at) == b' ';
    let at = sep.map_or(at + usize::from(spaced), |sep| sep.end);
    let first = part_at(text, at)?;
    let opens = match sep {
        Some(sep) => follows(text, &first, sep),
        None => leads(text, &first, spaced),
    };
    if !opens {
        return None;
    }
    let mut letters = Letters::default();
    letters.note(&first, first.word(text));
    let (mut end, mut glued, mut slash_after_type) = (first.end, first.glued, false);
    while !glued && letters.parts < 14 {
        let Some((part, mark)) = next_part(text, end, letters.parts, first.is_type()) else { break };
        slash_after_type |= letters.parts == 1 && mark == '/';
        letters.note(&part, part.word(text));
        (end, glued) = (part.end, part.glued);
    }
    Some(letters.tail(&first, end, sep.is_none_or(|sep| sep.kind == '-') && slash_after_type))
}

/// Whether letters without a separator can be a symbol's: `547CV-/C16`, `15CT/TW`, where the type is glued to the serial;
/// `26 NQ/TW`, a space for the hyphen, before a known body; `43 VH/QĐ`, before the type.
fn leads(text: &Tokens, first: &Part, spaced: bool) -> bool {
    let slash = byte(text, first.end) == b'/';
    if !first.upper || !slash && byte(text, first.end) != b'-' {
        return false;
    }
    let second = || part_at(text, first.end + 1);
    match (first.is_type(), spaced) {
        (true, false) => true,
        (true, true) => second().and_then(|part| part.code).is_some_and(|code| code.issuer.is_some()),
        (false, true) => {
            slash && first.code.is_none_or(|code| code.issuer.is_some()) && second().is_some_and(|part| part.is_type())
        }
        (false, false) => false,
    }
}

/// Whether letters after a separator can be a symbol's.
fn follows(text: &Tokens, first: &Part, sep: Separator) -> bool {
    let (coded, spaces) = (first.code.is_some(), sep.spaces());
    if spaces == 0 {
        return first.upper || sep.kind == '/' || coded && sep.kind != '_';
    }
    let body = first.code.is_some_and(|c| c.issuer.is_some());
    let goes_on = || separator(text, first.end).is_some_and(|s| s.spaces() < 2 && part_at(text, s.end).is_some());
    first.assembly
        || coded && cased(text, first) && (first.is_type() && has_more(text, first) || body && spaces == 1)
        || spaces == 1 && first.upper && (goes_on() || slashed(text, first, sep))
}

/// `182/ PGDĐT`: letters after a slash and a space.
fn slashed(text: &Tokens, part: &Part, sep: Separator) -> bool {
    sep.kind == '/' && sep.mark == sep.start && part.word(text).chars().count() >= 3
}

/// Whether a code after a spaced separator is cased as a code, not as a word of the sentence.
fn cased(text: &Tokens, part: &Part) -> bool {
    let word = part.word(text);
    part.upper || word.chars().filter(|c| c.is_uppercase()).count() >= 2 || word.chars().count() == 1
}

/// Whether another code follows.
fn has_more(text: &Tokens, part: &Part) -> bool {
    !part.glued && next_part(text, part.end, 1, true).is_some()
}

/// The next part, and the mark before it.
fn next_part(text: &Tokens, end: usize, parts: usize, kind_known: bool) -> Option<(Part, char)> {
    let Some(sep) = separator(text, end) else {
        // `QĐ TTg`: the hyphen was left out.
        if parts == 1 && kind_known && byte(text, end) == b' ' {
            let part = part_at(text, end + 1)?;
            let body = matches!(part.word(text), "TTg" | "CP" | "TW" | "TU");
            return (body && !part.glued).then_some((part, ' '));
        }
        return None;
    };
    let part = part_at(text, sep.end)?;
    let word = part.word(text);
    let known = part.code.is_some() || part.assembly;
    let fits = match (sep.kind, sep.spaces()) {
        // `TB-VP.UBND`: the office's body.
        ('.', 0) => {
            (parts == 1 && kind_known || text[..end].ends_with("VP") && known) && (part.upper || word == "TTg")
                || bureau(text, end, word)
                || section_of_people(text, end, &part)
        }
        ('.', _) | ('&', 1..) => false,
        (_, 0) => part.upper || known || word.chars().any(char::is_uppercase),
        (_, 1) => {
            part.upper && word.chars().count() > 1 || part.assembly || known && cased(text, &part) || section(word)
        }
        _ => {
            known && cased(text, &part) && !followed_by_level(text, part.end)
                || section(word)
                || part.upper
                    && sep.kind == '-'
                    && (2..=8).contains(&word.chars().count())
                    && fields_follow(text, part.end)
        }
    };
    fits.then_some((part, sep.kind))
}

/// `TTCP-C.IV`: the number of an inspectorate's bureau behind the one letter for it.
fn bureau(text: &Tokens, end: usize, number: &str) -> bool {
    let letter = end.checked_sub(1).filter(|&at| byte(text, at).is_ascii_uppercase() && at > 0);
    letter.is_some_and(|at| matches!(byte(text, at - 1), b'-' | b'/')) && roman::value(number).is_some()
}

/// `91/UBND.NC`, `12/QĐ-UBND.HC`: the section of a people's committee that drafted it; not the next sentence's body.
fn section_of_people(text: &Tokens, end: usize, part: &Part) -> bool {
    let word = part.word(text);
    let unit = part.code.and_then(|code| code.issuer).is_none_or(|body| body.row().side == Side::Unit);
    text[..end].ends_with("UBND") && part.upper && unit && (2..=5).contains(&word.chars().count()) && word != "TP"
}

/// `SGDĐT- GDTrH`: a section's own letters, of both cases as no word of a sentence is.
fn section(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() >= 3 && word.chars().any(char::is_lowercase)
}

/// `34/HD - STP, ngày …`, `34/HD - STP của …`: what is said of a document follows its symbol.
fn fields_follow(text: &Tokens, end: usize) -> bool {
    let at = skip(text, end);
    let at = if byte(text, at) == b',' { skip(text, at + 1) } else { at };
    match longest_at(text, at) {
        Some((Word::Day, day)) => byte(text, skip(text, day)).is_ascii_digit(),
        Some((Word::Of | Word::About, _)) => byte(text, skip(text, end)) != b',',
        _ => false,
    }
}

/// `UBND tỉnh` after a spaced dash opens the next phrase: it is a body in words, not the end of the symbol.
fn followed_by_level(text: &Tokens, end: usize) -> bool {
    matches!(longest_at(text, skip(text, end)), Some((Word::Level, _)))
}
