//! [`Worker`]: a page into records, and nothing else harmed where that goes wrong.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Input, Settings};
use crate::record::{self, Counts, Origin, Record};
use crate::{Error, ErrorKind, Miner};

/// Reads and mines one page after the other. Keep one a thread.
pub struct Worker {
    settings: Settings,
    miner: Miner,
}

impl Worker {
    /// A worker that reads pages as the settings say.
    pub fn new(settings: Settings) -> Worker {
        Worker { settings, miner: Miner::new() }
    }

    /// Reads and mines a page, and hands its records to `each`.
    ///
    /// A panic below, which would be a bug, is an error of this page; the worker goes on. `each` may then have been
    /// called or not.
    ///
    /// # Errors
    ///
    /// Where the page cannot be read: see [`Input::open`].
    pub fn mine(&mut self, input: Input, each: impl FnOnce(&[Record<'_>])) -> Result<Counts, Error> {
        let page = input.open(&self.settings)?;
        let miner = &mut self.miner;
        let records = &self.settings.records;
        // The miner's buffers may be left half filled, which is why a new one takes its place.
        let work = AssertUnwindSafe(|| {
            #[cfg(feature = "poison")]
            assert!(!page.text.contains(POISON), "poisoned");
            let mined = miner.mine(&page.text);
            let origin = Origin::new(&page.source).page(page.page.as_deref()).timestamp(page.timestamp.as_deref());
            let records = record::records(&page.text, &mined, &origin, records);
            each(&records);
            Counts::of(&records)
        });
        catch_unwind(work).map_err(|panic| {
            self.miner = Miner::new();
            let reason = format!("internal error, please report it: {}", message(&*panic));
            Error::new(ErrorKind::Panic, &*page.source, reason)
        })
    }
}

/// A page that holds this makes the worker panic, so that tests can see what a panic costs.
#[cfg(feature = "poison")]
const POISON: &str = "\u{1}poison\u{1}";

fn message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("a panic without a message")
}
