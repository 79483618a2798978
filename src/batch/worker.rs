//! [`Worker`]: a page into records, and nothing else harmed where that goes wrong.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Input, Page, Settings};
use crate::record::{self, Counts, Origin, Record};
use crate::reference::{KnownDocuments, Rules};
use crate::{Encoding, Error, ErrorKind, Lost, Miner, Reading, Report};

/// Reads and mines one page after the other. Keep one a thread.
pub struct Worker {
    settings: Settings,
    miner: Miner,
}

impl fmt::Debug for Worker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Worker").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Worker {
    /// A worker that reads pages as the settings say.
    pub fn new(settings: Settings) -> Worker {
        Worker { settings, miner: Miner::new() }
    }

    /// How it reads the pages that come, to be changed between two.
    pub fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    /// Reads and mines a page, and hands its records to `each`, where there are any. They are gone afterwards, but for those
    /// that were made the caller's own ([`Record::into_owned`]).
    ///
    /// A panic while it is mined, which would be a bug, is an error of this page; the worker goes on. A panic of `each` is
    /// the caller's.
    ///
    /// # Errors
    ///
    /// Where the page cannot be read or is no text: see [`Input::open`] and [`Page::text`].
    pub fn mine(&mut self, input: Input, each: impl FnOnce(&[Record<'_>])) -> Result<Outcome, Error> {
        let page = input.open(&self.settings)?;
        let outcome = self.mine_page(&page, each);
        let panicked = outcome.as_ref().is_err_and(|error| error.kind() == ErrorKind::Panic);
        // After a panic the buffers may be half filled; after a large page they would stay as large to the end.
        if panicked || page.bytes.len() > LARGE {
            self.miner = Miner::new();
        }
        outcome
    }

    fn mine_page(&mut self, page: &Page, each: impl FnOnce(&[Record<'_>])) -> Result<Outcome, Error> {
        let rules = Rules::with(self.settings.known.as_deref().unwrap_or(KnownDocuments::builtin()));
        let origin = Origin::new(&page.source).page(page.page.as_deref()).timestamp(page.timestamp.as_deref());
        let (mined, damage) = guarded(page, || {
            let text = page.text()?;
            #[cfg(feature = "poison")]
            assert!(!text.as_str().contains(POISON), "poisoned");
            let damage = damage(page, text.report());
            Ok((self.miner.mine_text(text), damage))
        })?;
        let options = &self.settings.records;
        let records = guarded(page, || Ok(record::records_with(&page.bytes, &mined, &rules, &origin, options)))?;
        each(&records);
        Ok(Outcome { counts: Counts::of(&records), damage })
    }
}

/// Does a part of the work on a page; a panic is its error.
fn guarded<T>(page: &Page, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let reason = format!("internal error, please report it: {}", message(&*panic));
        Err(Error::new(ErrorKind::Panic, &*page.source, reason))
    })
}

/// Mining takes some forty bytes of buffers a byte of the page; those of larger pages are given back.
const LARGE: usize = 4 << 20;

/// What came of a page.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outcome {
    /// How many records it gave.
    pub counts: Counts,
    /// The page was read, but some of its bytes are no text in any encoding that is known.
    pub damage: Option<Error>,
}

/// What a page says where some of its bytes are no text in any encoding that is known.
fn damage(page: &Page, report: &Report) -> Option<Error> {
    let lost = report.losses.iter().find(|loss| loss.kind == Lost::Bytes);
    let western = report.encoding == Encoding::Windows1252
        || report.repairs.iter().any(|repair| repair.reading == Reading::Windows1252);
    let invalid = || std::str::from_utf8(&page.bytes).err().map(|e| e.valid_up_to());
    // Of a page that is UTF-8 but for some bytes, the words tell what these were meant for: a reading, no certainty.
    let doubtful = || report.encoding == Encoding::Utf8 && !report.repairs.is_empty() && invalid().is_some();
    let reason = match lost {
        None if !western && !doubtful() => return None,
        None if !western => "not UTF-8 throughout; the rest was read".to_owned(),
        None => "not UTF-8, nor in a Vietnamese encoding; read as windows-1252".to_owned(),
        Some(loss) if loss.count == 1 => "a byte is no character; the rest was read".to_owned(),
        Some(loss) => format!("{} bytes are no characters; the rest was read", loss.count),
    };
    let at = lost.map(|loss| loss.first.start() as usize).or_else(invalid).unwrap_or(0);
    Some(Error::new(ErrorKind::Decode, &*page.source, format!("{reason} (byte {at})")).at(at as u64))
}

/// A page that holds this makes the worker panic, so that tests can see what a panic costs.
#[cfg(feature = "poison")]
const POISON: &str = "\u{1}poison\u{1}";

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic without a message")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bug of the caller's is the caller's: no page is told as failed for it, and the worker can go on.
    #[test]
    fn a_panic_of_each_is_no_error_of_the_page() {
        let mut worker = Worker::new(Settings::default());
        let page = || Input::new("a.txt", "Có 5 xã.");
        let panic = catch_unwind(AssertUnwindSafe(|| worker.mine(page(), |_| panic!("the caller's")).map(|_| ())));
        assert_eq!(message(&*panic.unwrap_err()), "the caller's");
        assert_eq!(worker.mine(page(), |_| {}).unwrap().counts.claims, 1);
    }

    #[test]
    fn a_large_page_s_buffers_are_given_back() {
        let mut worker = Worker::new(Settings::default());
        for (page, kept) in [(LARGE / 4, true), (LARGE + 1, false)] {
            worker.mine(Input::new("a.txt", "x ".repeat(page.div_ceil(2))), |_| {}).unwrap();
            assert_eq!(worker.miner.room() >= page, kept, "{page}");
        }
    }
}
