//! Progress on standard error, where that is a terminal.

use std::fs;
use std::io::{self, IsTerminal};
use std::sync::atomic::Ordering;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use vanban::Error;
use vanban::batch::{Found, Settings};

use crate::tally::Tally;

/// A bar of the bytes read, or nothing where nobody watches.
pub(crate) struct Progress {
    bar: ProgressBar,
    read: std::sync::Arc<std::sync::atomic::AtomicU64>,
}

impl Progress {
    pub(crate) fn new(found: &[Result<Found, Error>], settings: &Settings, quiet: bool) -> Progress {
        let read = settings.read.clone();
        if quiet || !io::stderr().is_terminal() {
            return Progress { bar: ProgressBar::hidden(), read };
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
        Progress { bar, read }
    }

    pub(crate) fn update(&self, tally: &Tally) {
        if !self.bar.is_hidden() {
            self.bar.set_position(self.read.load(Ordering::Relaxed));
            self.bar.set_message(format!("{} pages, {} failed", tally.pages, tally.failed));
        }
    }

    /// Writes a line to standard error, above the bar.
    pub(crate) fn say(&self, line: &str) {
        self.bar.suspend(|| eprintln!("{line}"));
    }

    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
