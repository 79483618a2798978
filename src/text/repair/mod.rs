//! Repair: pages, or blocks of pages, that were written in one encoding and read in another.
//!
//! A block is a line, or some 4 kB of a longer one. A block without a sign of trouble is not judged. The others are
//! read as they stand and in every other way that could explain them, and the words that are Vietnamese syllables then
//! decide, with a margin. What one reading explains on many blocks counts as the page's, and is believed on less
//! evidence elsewhere on the page. A page that was right stays as it was, byte for byte.

mod block;
mod read;
mod restore;
mod tally;
mod write;

use super::edits::Edits;
use super::legacy::{Legacy, Unit, byte_of};
use super::report::{Encoding, Reading, Report};
use super::utf8::utf8;
use block::{Blocks, units_of};
use read::read;
use restore::Done;
use tally::{Tally, alphabetic, tally};
use write::Writer;

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

/// Score that makes a reading the page's own.
const SURE: i64 = 4;

fn repair(page: &[u8], sound: bool) -> Option<Repaired> {
    let survey = Survey::of(page);
    if survey.doubtful == 0 {
        return None;
    }
    let mut units = Vec::new();
    let mut writer = Writer::new(page);
    let (mut legacy_blocks, mut text_blocks) = (0u32, 0u32);
    for block in Blocks::new(page) {
        let bytes = &page[block.range()];
        if bytes.is_ascii() && survey.best.is_none() {
            continue;
        }
        let is_text = units_of(bytes, block.start(), &mut units);
        let now = if is_text { tally(&units) } else { Tally::default() };
        if bytes.is_ascii() || is_text && now.wrong == 0 && survey.trusts(now) {
            text_blocks += u32::from(!bytes.is_ascii());
            continue;
        }
        match survey.choose(&units, now, is_text) {
            Some((reading, done, then)) => {
                legacy_blocks += u32::from(!is_text);
                writer.block(block, reading, &done, now.right, then);
            }
            None if is_text => text_blocks += 1,
            None => writer.lossy(block, survey.best.is_none() && text_blocks == 0, &units),
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

/// What the doubtful blocks at a page's beginning tell of the page.
struct Survey {
    /// Blocks with words that are not Vietnamese, and blocks of right words.
    doubtful: u32,
    right: u32,
    /// The reading that explains most; none where none explains enough.
    best: Option<Reading>,
    /// Whether some reading explains every doubtful word.
    calm: bool,
}

impl Survey {
    fn of(page: &[u8]) -> Survey {
        let mut units = Vec::new();
        let mut gains = [0i64; READINGS.len()];
        let (mut doubtful, mut right, mut unexplained) = (0, 0, 0);
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
        let best = (0..READINGS.len()).max_by_key(|&i| (gains[i], READINGS.len() - i)).filter(|&i| gains[i] >= SURE);
        Survey { doubtful, right, best: best.map(|i| READINGS[i]), calm: unexplained == 0 }
    }

    /// Whether a block without a wrong word stays as it stands.
    fn trusts(&self, now: Tally) -> bool {
        self.best.is_none() || self.right > self.doubtful && now.right > 0
    }

    /// The reading of a doubtful block; `None` where it stays as it stands.
    fn choose(&self, units: &[Unit], now: Tally, is_text: bool) -> Option<(Reading, Done, Tally)> {
        // A block with letters that no byte stands for was not made of bytes; mojibake may still stand in it.
        let held = |reading: &Reading| match reading {
            Reading::Legacy(_) => units.iter().all(|u| byte_of(u.c).is_some() || !alphabetic(u.c)),
            _ => true,
        };
        let attempt = |reading: Reading| {
            let done = read(reading, units);
            let then = tally(&done.units);
            (reading, done, then)
        };
        let better = |then: &Tally| then.score() > now.score() || !is_text;
        let best = self.best.filter(held);
        if let Some(best) = best {
            let tried = attempt(best);
            let then = tried.2;
            if then.right * 4 >= (then.right + then.wrong) * 3 && then.right + then.wrong > 0 && better(&then) {
                return Some(tried);
            }
        }
        let tried = READINGS.into_iter().filter(held).map(attempt);
        let found = tried.reduce(|a, b| if b.2.score() > a.2.score() { b } else { a });
        if let Some(found) = found {
            let (reading, _, then) = &found;
            let own = self.best == Some(*reading);
            if better(then) && (own && then.right >= then.wrong || then.convinces(now, self.calm)) {
                return Some(found);
            }
        }
        // Nothing speaks for or against it: as the rest of the page, if that is all of one kind.
        let tried = attempt(best?);
        let pure = self.right * 8 <= self.doubtful;
        let same = tried.2.score() >= now.score() && pure && tried.1.units != units;
        (same || !is_text).then_some(tried)
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
