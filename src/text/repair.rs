//! Repair: pages, or blocks of pages, that were written in one encoding and read in another.
//!
//! A block is a line, or some 4 kB of a longer one. A block without a sign of trouble is not judged. The others are
//! read as they stand and in every other way that could explain them, and the words that are Vietnamese syllables then
//! decide, with a margin. What one reading explains on many blocks counts as the page's, and is believed on less
//! evidence elsewhere on the page. A page that was right stays as it was, byte for byte.

use super::edits::Edits;
use super::legacy::{Legacy, Unit, byte_of, unmistaken, windows_1252};
use super::letter::{character, compose, letter, mark, spelled};
use super::report::{Encoding, Lost, Reading, Repair, Report};
use super::syllable;
use super::utf8::utf8;
use crate::Span;

/// A page read so that its words are Vietnamese.
pub(crate) struct Repaired {
    pub(crate) text: String,
    pub(crate) edits: Edits,
    pub(crate) report: Report,
}

/// Every way to read a block that does not stand right, the likelier first.
const READINGS: [Reading; 9] = [
    Reading::Mojibake { vietnamese: false, times: 1 },
    Reading::Legacy(Legacy::DETECTABLE[0]),
    Reading::Legacy(Legacy::DETECTABLE[1]),
    Reading::Legacy(Legacy::DETECTABLE[2]),
    Reading::Legacy(Legacy::DETECTABLE[3]),
    Reading::Legacy(Legacy::DETECTABLE[4]),
    Reading::Mojibake { vietnamese: false, times: 2 },
    Reading::Mojibake { vietnamese: true, times: 1 },
    Reading::Mojibake { vietnamese: true, times: 2 },
];

/// Bytes of a long line that are judged together.
const BLOCK: usize = 4096;

/// Doubtful blocks that decide on the page's reading.
const SAMPLE: u32 = 64;

/// Repairs a page that is UTF-8; `None` where nothing is wrong with it.
pub(crate) fn text(page: &str) -> Option<Repaired> {
    repair(page.as_bytes(), true)
}

/// Reads a page whose bytes are not, or not all, UTF-8.
pub(crate) fn bytes(page: &[u8]) -> Repaired {
    repair(page, false).unwrap_or_else(|| Repaired {
        text: String::new(),
        edits: Edits::default(),
        report: Report::default(),
    })
}

fn repair(page: &[u8], sound: bool) -> Option<Repaired> {
    let mut units = Vec::new();
    // Which reading explains the doubtful blocks at the page's beginning?
    let mut gains = [0i64; READINGS.len()];
    let (mut doubtful, mut right, mut unexplained) = (0u32, 0u32, 0u32);
    for block in Blocks::new(page) {
        let bytes = &page[block.range()];
        if bytes.is_ascii() {
            continue;
        }
        let is_text = units_of(bytes, block.start(), &mut units);
        let now = if is_text { tally(&units) } else { Tally::default() };
        if is_text && now.wrong == 0 {
            right += u32::from(now.right > 1);
            continue;
        }
        let mut least = now.wrong;
        for (gain, reading) in gains.iter_mut().zip(READINGS) {
            let then = tally(&read(reading, &units).units);
            *gain += (then.score() - now.score().max(0)).max(0);
            least = least.min(then.wrong);
        }
        unexplained += least;
        doubtful += 1;
        let mut order = gains;
        order.sort_unstable();
        let [.., second, first] = order;
        if doubtful == SAMPLE || (doubtful >= 6 && first > 10 * SURE && first > second + 10) {
            break;
        }
    }
    if doubtful == 0 {
        return None;
    }
    let best = (0..READINGS.len()).max_by_key(|&i| (gains[i], READINGS.len() - i)).filter(|&i| gains[i] >= SURE);
    let calm = unexplained == 0;
    let mut writer = Writer::new(page);
    let (mut legacy_blocks, mut text_blocks) = (0u32, 0u32);
    for block in Blocks::new(page) {
        let bytes = &page[block.range()];
        if bytes.is_ascii() && best.is_none() {
            continue;
        }
        let is_text = units_of(bytes, block.start(), &mut units);
        let now = if is_text { tally(&units) } else { Tally::default() };
        if bytes.is_ascii() || (is_text && now.wrong == 0 && (best.is_none() || right > doubtful && now.right > 0)) {
            text_blocks += u32::from(!bytes.is_ascii());
            continue;
        }
        let chosen = choose(&units, now, is_text, best, calm, right * 8 <= doubtful);
        match chosen {
            Some((reading, done, then)) => {
                legacy_blocks += u32::from(!is_text);
                writer.block(block, reading, &done, now.right, then);
            }
            None if is_text => text_blocks += 1,
            None => writer.lossy(block, best.is_none() && text_blocks == 0, &units),
        }
    }
    if sound && writer.report.repairs.is_empty() {
        return None;
    }
    writer.finish();
    let mut report = writer.report;
    if !sound {
        report.encoding = match report.repairs.first().map(|repair| repair.reading) {
            _ if text_blocks > 0 && legacy_blocks > 0 => Encoding::Mixed,
            Some(Reading::Legacy(legacy)) => Encoding::Legacy(legacy),
            Some(Reading::Windows1252) => Encoding::Windows1252,
            _ => Encoding::Utf8,
        };
    }
    Some(Repaired { text: writer.text, edits: writer.edits, report })
}

/// Score that makes a reading the page's own.
const SURE: i64 = 4;

/// The reading of a doubtful block; `None` where it stays as it stands.
fn choose(
    units: &[Unit],
    now: Tally,
    is_text: bool,
    best: Option<usize>,
    calm: bool,
    pure: bool,
) -> Option<(Reading, Done, Tally)> {
    // A block with letters that no byte stands for was not made of bytes; mojibake may still stand in it.
    let held = |reading: Reading| match reading {
        Reading::Legacy(_) => units.iter().all(|u| byte_of(u.c).is_some() || !alphabetic(u.c)),
        _ => true,
    };
    let attempt = |reading: Reading| {
        let done = read(reading, units);
        let then = tally(&done.units);
        (reading, done, then)
    };
    let better = |then: &Tally| then.score() > now.score() || !is_text;
    if let Some(best) = best.map(|i| READINGS[i]).filter(|&r| held(r)) {
        let tried = attempt(best);
        let then = tried.2;
        if then.right * 4 >= (then.right + then.wrong) * 3 && then.right + then.wrong > 0 && better(&then) {
            return Some(tried);
        }
    }
    let tried = READINGS.into_iter().filter(|&r| held(r)).map(attempt);
    let found = tried.reduce(|a, b| if b.2.score() > a.2.score() { b } else { a });
    if let Some(found) = found {
        let (reading, _, then) = &found;
        let own = best.is_some_and(|i| READINGS[i] == *reading);
        if better(then) && (own && then.right >= then.wrong || then.convinces(now, calm)) {
            return Some(found);
        }
    }
    // Nothing speaks for or against it: as the rest of the page, if that is all of one kind.
    let best = best.map(|i| READINGS[i]).filter(|&r| held(r))?;
    let tried = attempt(best);
    let same = tried.2.score() >= now.score() && pure && tried.1.units != units;
    (same || !is_text).then_some(tried)
}

/// The lines of a page, long ones in parts.
struct Blocks<'p> {
    page: &'p [u8],
    at: usize,
}

impl<'p> Blocks<'p> {
    fn new(page: &'p [u8]) -> Blocks<'p> {
        Blocks { page, at: 0 }
    }
}

impl Iterator for Blocks<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        let start = self.at;
        let rest = self.page.get(start..).filter(|rest| !rest.is_empty())?;
        let near = &rest[..rest.len().min(2 * BLOCK)];
        let len = match near.iter().position(|&b| b == b'\n') {
            Some(at) => at + 1,
            None if near.len() == rest.len() => near.len(),
            None => near.iter().skip(BLOCK).position(|&b| b == b' ').map_or(near.len(), |at| BLOCK + at + 1),
        };
        // Without a space in sight, at least no character of UTF-8 is cut.
        let cut = |len: usize| rest.get(len).is_some_and(|b| b & 0xc0 == 0x80);
        let len = (len.saturating_sub(3)..=len).rev().find(|&len| len > 0 && !cut(len)).unwrap_or(len);
        self.at = start + len;
        Some(Span::of(start, self.at))
    }
}

/// A block's characters; bytes that are not UTF-8 as windows-1252 shows them. Whether the block is UTF-8.
fn units_of(block: &[u8], start: u32, units: &mut Vec<Unit>) -> bool {
    units.clear();
    match std::str::from_utf8(block) {
        Ok(text) => {
            units.extend(text.char_indices().map(|(at, c)| Unit {
                c,
                start: start + at as u32,
                end: start + (at + c.len_utf8()) as u32,
            }));
            true
        }
        Err(_) => {
            let unit = |(at, &byte): (usize, &u8)| Unit {
                c: windows_1252(byte),
                start: start + at as u32,
                end: start + at as u32 + 1,
            };
            units.extend(block.iter().enumerate().map(unit));
            false
        }
    }
}

/// A block in another reading.
struct Done {
    units: Vec<Unit>,
    restored: u32,
    doubtful_horns: Vec<Span>,
    doubtful_capitals: Vec<Span>,
}

fn read(reading: Reading, units: &[Unit]) -> Done {
    let mut done = Done { units: Vec::new(), restored: 0, doubtful_horns: Vec::new(), doubtful_capitals: Vec::new() };
    done.units = match reading {
        Reading::Legacy(legacy) => legacy.read(units),
        Reading::Mojibake { vietnamese, times } => {
            let once = unmistaken(units, vietnamese);
            if times > 1 { unmistaken(&once, vietnamese) } else { once }
        }
        Reading::Windows1252 => units.to_vec(),
    };
    if reading == Reading::Legacy(Legacy::Tcvn3) {
        restore(units, &mut done);
    }
    done
}

/// What TCVN3 loses: capitals that only the font showed, and `ư`, whose byte reads as a soft hyphen and gets deleted.
fn restore(source: &[Unit], done: &mut Done) {
    let letter = |u: &Unit| spelled(u.c).is_some();
    let units = std::mem::take(&mut done.units);
    // What was a capital already in the source, and what was no letter of ASCII there.
    let in_ascii = |u: &Unit| {
        let i = source.partition_point(|s| s.start < u.start);
        source.get(i).is_some_and(|s| s.c == u.c && s.c.is_ascii_alphabetic())
    };
    let words: Vec<std::ops::Range<usize>> = {
        let mut words = Vec::new();
        let mut at = 0;
        while at < units.len() {
            let len = units[at..].iter().take_while(|u| letter(u)).count();
            if len > 0 {
                words.push(at..at + len);
            }
            at += len + 1;
        }
        words
    };
    /// How a word is cased by its ASCII letters.
    #[derive(Clone, Copy, PartialEq)]
    enum Cased {
        Capitals,
        Open,
        Small,
    }
    let cased: Vec<Cased> = words
        .iter()
        .map(|word| {
            let ascii = || units[word.clone()].iter().filter(|u| in_ascii(u));
            let (all, upper) = (ascii().count(), ascii().filter(|u| u.c.is_ascii_uppercase()).count());
            let later = units[word.clone()].iter().skip(1).any(|u| in_ascii(u) && u.c.is_ascii_uppercase());
            match () {
                () if upper < all => Cased::Small,
                () if upper > 1 || later => Cased::Capitals,
                () => Cased::Open,
            }
        })
        .collect();
    let mut out = Vec::with_capacity(units.len());
    let mut copied = 0;
    for (nth, word) in words.iter().enumerate() {
        out.extend_from_slice(&units[copied..word.start]);
        copied = word.end;
        let letters = &units[word.clone()];
        let small = letters.iter().any(|u| spelled(u.c).is_some_and(|(.., upper)| !upper));
        let whole = Span::new(letters[0].start, letters[letters.len() - 1].end);
        // A word between capitals is one of them: `X· HéI`.
        let before = nth.checked_sub(1).map(|i| cased[i]);
        let after = cased.get(nth + 1).copied();
        let capitals = match cased[nth] {
            Cased::Capitals => small,
            Cased::Small => false,
            Cased::Open => {
                let around = |cased: Cased| before == Some(cased) || after == Some(cased);
                if small && around(Cased::Capitals) && around(Cased::Small) {
                    done.doubtful_capitals.push(whole);
                }
                small && around(Cased::Capitals) && !around(Cased::Small)
            }
        };
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
        // The lost horn: only where the word is no syllable, and letters around it came from TCVN3.
        let spelling: String = out[from..].iter().map(|u| u.c).collect();
        if !(2..=syllable::MAX_LETTERS).contains(&letters.len())
            || syllable::is_syllable(&spelling)
            || syllable::is_abbreviation(&spelling)
        {
            continue;
        }
        if letters.iter().all(&in_ascii) && !HORN_ONLY.contains(&spelling.to_lowercase().as_str()) {
            continue;
        }
        let mut found = None;
        let mut several = false;
        let places = spelling.char_indices().map(|(at, _)| at).chain([spelling.len()]);
        for (i, at) in places.enumerate() {
            let upper = spelling.chars().all(char::is_uppercase);
            let with = format!("{}{}{}", &spelling[..at], if upper { 'Ư' } else { 'ư' }, &spelling[at..]);
            if syllable::is_syllable(&with) {
                several |= found.is_some();
                found = Some((i, upper));
            }
        }
        match found {
            Some((i, upper)) if !several => {
                // It takes its place in the page from a neighbour: a unit of no bytes before it.
                let at = out.get(from + i).map_or(whole.end(), |u| u.start);
                out.insert(from + i, Unit { c: if upper { 'Ư' } else { 'ư' }, start: at, end: at });
                done.restored += 1;
            }
            Some(_) => done.doubtful_horns.push(whole),
            None => {}
        }
    }
    out.extend_from_slice(&units[copied..]);
    done.units = out;
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

/// How a block's words with letters outside ASCII fare.
#[derive(Clone, Copy, Default, Debug)]
struct Tally {
    /// Vietnamese syllables.
    right: u32,
    /// How many of those are common ones.
    common: u32,
    /// Others.
    wrong: u32,
    /// Different syllables among the first ones.
    distinct: u32,
    /// Signs inside words and letters that Vietnamese does not have.
    odd: u32,
}

impl Tally {
    fn score(&self) -> i64 {
        i64::from(self.right) + 2 * i64::from(self.common) - 4 * i64::from(self.wrong)
    }

    /// Whether this reading, alone, is worth changing a block for that stood as `now`; on a `calm` page, where some
    /// reading explains every doubtful word, less is enough.
    fn convinces(&self, now: Tally, calm: bool) -> bool {
        let most = self.right * 5 >= (self.right + self.wrong) * 3;
        let several = self.distinct >= 2 && self.right >= now.right + 2;
        let one = calm && self.wrong == 0 && self.common > now.common && now.odd != 1;
        most && self.score() >= now.score() + 4 && (several || one)
    }
}

fn tally(units: &[Unit]) -> Tally {
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
fn alphabetic(c: char) -> bool {
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

impl Report {
    /// Adds a repaired block; neighbours of one reading become one.
    fn repair(&mut self, repair: Repair) {
        match self.repairs.last_mut() {
            Some(last) if last.reading == repair.reading && last.span.end() == repair.span.start() => {
                last.span = last.span.cover(repair.span);
                last.words += repair.words;
                last.syllables += repair.syllables;
                last.before += repair.before;
                last.restored += repair.restored;
            }
            _ => self.repairs.push(repair),
        }
    }
}

/// Writes the repaired text: what no block changes is copied.
struct Writer<'p> {
    page: &'p [u8],
    text: String,
    edits: Edits,
    /// The page's bytes that are written.
    done: u32,
    report: Report,
}

impl<'p> Writer<'p> {
    fn new(page: &'p [u8]) -> Writer<'p> {
        let text = String::with_capacity(page.len());
        Writer { page, text, edits: Edits::default(), done: 0, report: Report::default() }
    }

    /// Writes a block in its new reading, and reports it.
    fn block(&mut self, block: Span, reading: Reading, done: &Done, before: u32, then: Tally) {
        self.write(&done.units);
        for &at in &done.doubtful_horns {
            self.report.lose(Lost::Horn, at);
        }
        for &at in &done.doubtful_capitals {
            self.report.lose(Lost::Capitals, at);
        }
        self.report.repair(Repair {
            span: block,
            reading,
            words: then.right + then.wrong,
            syllables: then.right,
            before,
            restored: done.restored,
        });
    }

    /// Copies up to `at`. What lies between repaired blocks is UTF-8.
    fn copy(&mut self, at: u32) {
        let bytes = &self.page[self.done as usize..(at as usize).max(self.done as usize)];
        self.text.push_str(utf8(bytes).unwrap_or_default());
        self.done = self.done.max(at);
    }

    fn write(&mut self, units: &[Unit]) {
        let mut i = 0;
        while let Some(first) = units.get(i) {
            let mut end = i + 1;
            // A letter that was put in belongs to the letter after it, at a word's end to the one before.
            let put_in = |i: usize| units.get(i).is_some_and(|u| u.start == u.end);
            while put_in(end - 1) && end < units.len() {
                end += 1;
            }
            while put_in(end) && units.get(end + 1).is_none_or(|u| !alphabetic(u.c)) {
                end += 1;
            }
            let page = Span::new(first.start, units[end - 1].end);
            let mut same = end == i + 1;
            let mut buffer = [0; 4];
            same &= self.page.get(page.range()) == Some(first.c.encode_utf8(&mut buffer).as_bytes());
            if !same {
                self.copy(page.start());
                let start = self.text.len();
                self.text.extend(units[i..end].iter().map(|u| u.c));
                let clean = Span::of(start, self.text.len());
                if clean.len() != page.len() || end > i + 1 {
                    self.edits.push(clean, page);
                }
                self.done = page.end();
            }
            i = end;
        }
    }

    /// A block that is not UTF-8 and in no Vietnamese encoding: windows-1252 where the whole page is so, else what can
    /// be read of it.
    fn lossy(&mut self, block: Span, western: bool, units: &[Unit]) {
        if western {
            let done = read(Reading::Windows1252, units);
            self.block(block, Reading::Windows1252, &done, 0, tally(&done.units));
            return;
        }
        let mut at = block.start();
        for chunk in self.page[block.range()].utf8_chunks() {
            at += chunk.valid().len() as u32;
            if !chunk.invalid().is_empty() {
                self.copy(at);
                let start = self.text.len();
                self.text.push('\u{fffd}');
                let gone = Span::new(at, at + chunk.invalid().len() as u32);
                if gone.len() != 3 {
                    self.edits.push(Span::of(start, self.text.len()), gone);
                }
                self.report.lose(Lost::Bytes, gone);
                at = gone.end();
                self.done = at;
            }
        }
    }

    fn finish(&mut self) {
        self.copy(self.page.len() as u32);
    }
}

/// Reads a page in the encoding that the caller names.
pub(crate) fn assumed(page: &[u8], encoding: Legacy) -> Repaired {
    let mut units = Vec::new();
    let mut writer = Writer::new(page);
    for block in Blocks::new(page) {
        units_of(&page[block.range()], block.start(), &mut units);
        let reading = Reading::Legacy(encoding);
        let before = tally(&units).right;
        let done = read(reading, &units);
        writer.block(block, reading, &done, before, tally(&done.units));
    }
    writer.finish();
    let mut report = writer.report;
    report.encoding = if utf8(page).is_some() { Encoding::Utf8 } else { Encoding::Legacy(encoding) };
    Repaired { text: writer.text, edits: writer.edits, report }
}
