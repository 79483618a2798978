//! Progress on standard error: a bar where that is a terminal, otherwise a line a minute.

use std::fs;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use vanban::Error;
use vanban::batch::{Found, Settings};

use crate::tally::Tally;

/// A bar of the bytes read; where nobody watches, for a log, a line now and then.
pub(crate) struct Progress {
    bar: ProgressBar,
    read: Arc<AtomicU64>,
    log: Option<Log>,
}

/// When the log has its next line.
struct Log {
    next: Instant,
}

/// Where no bar can be seen, a long run says so often how far it is.
const EVERY: Duration = Duration::from_secs(60);

impl Progress {
    pub(crate) fn new(found: &[Result<Found, Error>], settings: &Settings, quiet: bool) -> Progress {
        let read = settings.read.clone();
        if quiet || !io::stderr().is_terminal() {
            let log = (!quiet).then(|| Log { next: Instant::now() + EVERY });
            return Progress { bar: ProgressBar::hidden(), read, log };
        }
        let files = found.iter().flatten().filter(|file| !file.is_stdin());
        let bytes: u64 = files.filter_map(|file| fs::metadata(&file.path).ok()).map(|meta| meta.len()).sum();
        let known = !found.iter().flatten().any(Found::is_stdin);
        let bar = ProgressBar::with_draw_target(known.then_some(bytes), ProgressDrawTarget::stderr_with_hz(8));
        let template = if known {
            "{bar:24} {binary_bytes} of {binary_total_bytes}, {binary_bytes_per_sec}, {eta} left; {msg}"
        } else {
            "{spinner} {binary_bytes}, {binary_bytes_per_sec}; {msg}"
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(250));
        Progress { bar, read, log: None }
    }

    pub(crate) fn update(&mut self, tally: &Tally) {
        if !self.bar.is_hidden() {
            self.bar.set_position(self.read.load(Ordering::Relaxed));
            self.bar.set_message(so_far(tally));
        }
        if self.log.as_mut().is_some_and(|log| log.is_due(Instant::now())) {
            eprintln!("{} so far", so_far(tally));
        }
    }

    /// Writes a line to standard error, above the bar.
    pub(crate) fn say(&self, line: &str) {
        self.aside(|| eprintln!("{line}"));
    }

    /// Does what may write to the terminal, with the bar out of its way.
    pub(crate) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.bar.suspend(write)
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl Log {
    fn is_due(&mut self, now: Instant) -> bool {
        let due = now >= self.next;
        if due {
            self.next = now + EVERY;
        }
        due
    }
}

fn so_far(tally: &Tally) -> String {
    format!("{} pages, {} failed", tally.pages, tally.failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_has_a_line_a_minute() {
        let start = Instant::now();
        let mut log = Log { next: start + EVERY };
        let due = [0, 59, 60, 61, 119, 120, 500, 501].map(|s| log.is_due(start + Duration::from_secs(s)));
        assert_eq!(due, [false, false, true, false, false, true, true, false]);
    }
}
