//! [`Tally`]: how many words of a block are Vietnamese syllables.

use crate::text::legacy::Unit;
use crate::text::letter::{compose, letter, mark, spelled};
use crate::text::syllable;

/// How a block's words with letters outside ASCII fare.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Tally {
    /// Vietnamese syllables.
    pub(super) right: u32,
    /// How many of those are common ones.
    pub(super) common: u32,
    /// Others.
    pub(super) wrong: u32,
    /// Different syllables among the first ones.
    pub(super) distinct: u32,
    /// Signs inside words and letters that Vietnamese does not have.
    pub(super) odd: u32,
}

impl Tally {
    pub(super) fn score(&self) -> i64 {
        i64::from(self.right) + 2 * i64::from(self.common) - 4 * i64::from(self.wrong)
    }

    /// Whether this reading, alone, is worth changing a block for that stood as `now`; on a `calm` page, where some
    /// reading explains every doubtful word, less is enough.
    pub(super) fn convinces(&self, now: Tally, calm: bool) -> bool {
        let most = self.right * 5 >= (self.right + self.wrong) * 3;
        let several = self.distinct >= 2 && self.right >= now.right + 2;
        let one = calm && self.wrong == 0 && self.common > now.common && now.odd != 1;
        most && self.score() >= now.score() + 4 && (several || one)
    }
}

pub(super) fn tally(units: &[Unit]) -> Tally {
    let mut out = Tally::default();
    let mut seen = [0u64; 8];
    let mut at = 0;
    while at < units.len() {
        let run = units[at..].iter().take_while(|u| in_word(u.c)).count();
        if run == 0 {
            at += 1;
            continue;
        }
        let word = &units[at..at + run];
        at += run;
        if word.iter().all(|u| u.c.is_ascii() && u.c >= ' ') {
            continue;
        }
        // Punctuation at a word's edges is punctuation; inside it is a sign of trouble.
        let first = word.iter().position(|u| !opens(u.c)).unwrap_or(run);
        let last = word.iter().rposition(|u| !closes(u.c)).map_or(first, |i| i + 1).max(first);
        for part in word[first..last].split(|u| matches!(u.c, '–' | '—' | '…')) {
            judge(part, &mut out, &mut seen);
        }
    }
    out
}

/// Whether a character is a letter; Vietnamese ones are known without asking Unicode's tables.
pub(super) fn alphabetic(c: char) -> bool {
    c.is_ascii_alphabetic() || letter(c).is_some() || (!c.is_ascii() && c.is_alphabetic())
}

fn judge(word: &[Unit], out: &mut Tally, seen: &mut [u64; 8]) {
    if word.iter().all(|u| u.c.is_ascii_alphabetic()) || !word.iter().any(|u| alphabetic(u.c)) {
        return;
    }
    let (mut letters, mut len, mut odd) = (['\0'; syllable::MAX_LETTERS + 1], 0usize, 0);
    for unit in word {
        if let (Some((modifier, tone)), Some(last)) = (mark(unit.c), len.checked_sub(1)) {
            match compose(letters[last], modifier, tone) {
                Some(c) => letters[last] = c,
                None => odd += 1,
            }
            continue;
        }
        odd += u32::from(spelled(unit.c).is_none() || matches!(unit.c, 'Ð' | 'ð'));
        if let Some(slot) = letters.get_mut(len) {
            *slot = unit.c;
            len += 1;
        }
    }
    let letters = &letters[..len];
    let even = evenly_cased(letters);
    out.odd += odd + u32::from(!even) + u32::from(word.iter().any(|u| !alphabetic(u.c) && mark(u.c).is_none()));
    if odd == 0 && len <= syllable::MAX_LETTERS {
        let syllable = syllable::parse_chars(letters.iter().copied()).filter(|_| even);
        if len == 1 && syllable.is_some() {
            return; // a sign on its own reads as a letter in some encoding or other
        }
        if let Some(syllable) = syllable {
            let slot = &mut seen[(syllable.id().wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 61) as usize];
            out.distinct += u32::from(*slot != syllable.id());
            *slot = syllable.id();
            out.right += 1;
            out.common += u32::from(syllable.is_common());
            return;
        }
        let spelling: String = letters.iter().collect();
        if syllable::is_abbreviation(&spelling) {
            return;
        }
    }
    out.wrong += 1;
}

/// Small, capital, or small after a first capital.
fn evenly_cased(letters: &[char]) -> bool {
    let mut rest = letters.iter().map(|c| c.is_uppercase());
    let first = rest.next().unwrap_or(false);
    let Some(second) = rest.next() else { return true };
    (first || !second) && rest.all(|upper| upper == second)
}

/// What a word is cut from running text by: everything but spaces, digits and ASCII's punctuation.
fn in_word(c: char) -> bool {
    !matches!(
        c,
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | ' '..='@' | '['..='`' | '{'..='\u{7f}'
            | '\u{a0}' | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}' | '\u{3000}' | '\u{feff}'
    )
}

/// Signs that stand before words in right pages.
fn opens(c: char) -> bool {
    matches!(c, '«' | '¡' | '¿' | '§' | '©' | '®' | '±' | '×' | '÷' | '\u{ad}') || sign(c)
}

/// Signs that stand after words in right pages.
fn closes(c: char) -> bool {
    matches!(c, '»' | '©' | '®' | '°' | '²' | '³' | '¹' | 'º' | 'ª' | '×' | '\u{ad}') || sign(c)
}

/// Signs that no byte of Latin-1 stands for.
fn sign(c: char) -> bool {
    c > 'ÿ' && !alphabetic(c) && mark(c).is_none()
}
