//! [`Writer`]: the repaired text, its edits and its report.

use super::read::read;
use super::restore::Done;
use super::tally::{Tally, alphabetic, tally};
use crate::Span;
use crate::text::edits::Edits;
use crate::text::legacy::Unit;
use crate::text::report::{Lost, Reading, Repair, Report};
use crate::text::utf8::utf8;

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
pub(super) struct Writer<'p> {
    page: &'p [u8],
    pub(super) text: String,
    pub(super) edits: Edits,
    /// The page's bytes that are written.
    done: u32,
    pub(super) report: Report,
}

impl<'p> Writer<'p> {
    pub(super) fn new(page: &'p [u8]) -> Writer<'p> {
        let text = String::with_capacity(page.len());
        Writer { page, text, edits: Edits::default(), done: 0, report: Report::default() }
    }

    /// Writes a block in its new reading, and reports it.
    pub(super) fn block(&mut self, block: Span, reading: Reading, done: &Done, before: u32, then: Tally) {
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
    pub(super) fn lossy(&mut self, block: Span, western: bool, units: &[Unit]) {
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

    pub(super) fn finish(&mut self) {
        self.copy(self.page.len() as u32);
    }
}
