//! What TCVN3 loses: capitals that only the font showed, and `ư`, whose byte reads as a soft hyphen and gets deleted.

use std::ops::Range;

use crate::Span;
use crate::text::legacy::Unit;
use crate::text::letter::{character, spelled};
use crate::text::syllable;

/// A block in another reading, with what it got back and what stays in doubt.
#[derive(Default)]
pub(super) struct Done {
    pub(super) units: Vec<Unit>,
    pub(super) restored: u32,
    pub(super) doubtful_horns: Vec<Span>,
    pub(super) doubtful_capitals: Vec<Span>,
}

/// Gives a block that was read from TCVN3 its lost letters and capitals back, where nothing else is meant.
pub(super) fn restore(source: &[Unit], units: &[Unit]) -> Done {
    let mut done = Done::default();
    // What was a letter of ASCII in the source.
    let in_ascii = |u: &Unit| {
        let i = source.partition_point(|s| s.start < u.start);
        source.get(i).is_some_and(|s| s.c == u.c && s.c.is_ascii_alphabetic())
    };
    let words = words(units);
    let cased: Vec<Cased> = words.iter().map(|word| Cased::of(&units[word.clone()], in_ascii)).collect();
    let mut out = Vec::with_capacity(units.len());
    let mut copied = 0;
    for (nth, word) in words.iter().enumerate() {
        out.extend_from_slice(&units[copied..word.start]);
        copied = word.end;
        let letters = &units[word.clone()];
        let whole = Span::new(letters[0].start, letters[letters.len() - 1].end);
        let small = letters.iter().any(|u| spelled(u.c).is_some_and(|(.., upper)| !upper));
        // A word between capitals is one of them: `X· HéI`.
        let neighbours = [nth.checked_sub(1).map(|i| cased[i]), cased.get(nth + 1).copied()];
        let around = |cased: Cased| neighbours.contains(&Some(cased));
        let capitals = small
            && match cased[nth] {
                Cased::Capitals => true,
                Cased::Small => false,
                Cased::Open => around(Cased::Capitals),
            };
        let doubtful = capitals && cased[nth] == Cased::Open && around(Cased::Small);
        if doubtful {
            done.doubtful_capitals.push(whole);
        }
        let capitals = capitals && !doubtful;
        let from = out.len();
        out.extend(letters.iter().map(|u| if capitals { capital(u) } else { *u }));
        // A letter with a tone has no capital of its own in TCVN3; sentences and committees begin with one.
        let bare = spelled(letters[0].c).is_some_and(|(_, tone, upper)| tone > 0 && !upper);
        let next = words.get(nth + 1).map(|word| &units[word.clone()]);
        let initial = bare && (begins_sentence(&out[..from]) || is_committee(letters, next));
        if initial && !capitals {
            out[from] = capital(&out[from]);
        }
        done.restored += u32::from(capitals || initial);
        let spelling: String = out[from..].iter().map(|u| u.c).collect();
        match lost_horn(&spelling, letters.iter().all(in_ascii)) {
            Horn::At(i) => {
                // It takes its place in the page from a neighbour: a unit of no bytes before it.
                let at = out.get(from + i).map_or(whole.end(), |u| u.start);
                let c = if spelling.chars().all(char::is_uppercase) { 'Ư' } else { 'ư' };
                out.insert(from + i, Unit { c, start: at, end: at });
                done.restored += 1;
            }
            Horn::Doubtful => done.doubtful_horns.push(whole),
            Horn::None => {}
        }
    }
    out.extend_from_slice(&units[copied..]);
    Done { units: out, ..done }
}

/// Where the words of a block stand.
fn words(units: &[Unit]) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let len = units[at..].iter().take_while(|u| spelled(u.c).is_some()).count();
        if len > 0 {
            words.push(at..at + len);
        }
        at += len + 1;
    }
    words
}

/// How a word is cased by its ASCII letters.
#[derive(Clone, Copy, PartialEq)]
enum Cased {
    Capitals,
    Open,
    Small,
}

impl Cased {
    fn of(word: &[Unit], in_ascii: impl Fn(&Unit) -> bool) -> Cased {
        let ascii = || word.iter().filter(|u| in_ascii(u));
        let (all, upper) = (ascii().count(), ascii().filter(|u| u.c.is_ascii_uppercase()).count());
        let later = word.iter().skip(1).any(|u| in_ascii(u) && u.c.is_ascii_uppercase());
        match () {
            () if upper < all => Cased::Small,
            () if upper > 1 || later => Cased::Capitals,
            () => Cased::Open,
        }
    }
}

/// Where a word lost its `ư`.
enum Horn {
    /// Nowhere.
    None,
    /// Before its letter of that number, or behind the last.
    At(usize),
    /// In one of several places.
    Doubtful,
}

/// The place of a lost `ư`: only where the word is no syllable and becomes one, and letters around it came from TCVN3.
fn lost_horn(spelling: &str, all_ascii: bool) -> Horn {
    if !(2..=syllable::MAX_LETTERS).contains(&spelling.chars().count())
        || syllable::is_syllable(spelling)
        || syllable::is_abbreviation(spelling)
        || all_ascii && !HORN_ONLY.contains(&spelling.to_lowercase().as_str())
    {
        return Horn::None;
    }
    let horn = if spelling.chars().all(char::is_uppercase) { 'Ư' } else { 'ư' };
    let places = spelling.char_indices().map(|(at, _)| at).chain([spelling.len()]).enumerate();
    let mut fits = places.filter(|(_, at)| {
        let (before, after) = spelling.split_at(*at);
        syllable::is_syllable(&format!("{before}{horn}{after}"))
    });
    match (fits.next(), fits.next()) {
        (Some((i, _)), None) => Horn::At(i),
        (Some(_), Some(_)) => Horn::Doubtful,
        (None, _) => Horn::None,
    }
}

fn capital(unit: &Unit) -> Unit {
    let c = spelled(unit.c).and_then(|(number, tone, _)| character(number, tone, true));
    Unit { c: c.unwrap_or(unit.c), ..*unit }
}

/// Whether what stands before is the end of a sentence: a stop after a word, then space.
fn begins_sentence(before: &[Unit]) -> bool {
    match before {
        [.., word, stop, space] => {
            space.c == ' '
                && matches!(stop.c, '.' | '!' | '?')
                && (word.c.is_lowercase() || matches!(word.c, ')' | '%' | '"'))
        }
        _ => false,
    }
}

/// `ủy ban`: a committee, which is written with a capital.
fn is_committee(word: &[Unit], next: Option<&[Unit]>) -> bool {
    let is = |word: &[Unit], spelling: &str| word.iter().map(|u| u.c).eq(spelling.chars());
    (is(word, "ủy") || is(word, "uỷ")) && next.is_some_and(|next| is(next, "ban"))
}

/// What is left of words whose only letter outside ASCII was the deleted `ư`, where nothing else is spelled so.
const HORN_ONLY: [&str; 8] = ["nh", "hng", "trng", "thng", "ng", "chng", "cng", "tng"];
