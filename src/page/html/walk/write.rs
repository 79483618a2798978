//! Text into blocks: white space, character references, and where each byte stood.

use std::ops::Range;

use lol_html::html_content::TextType;

use super::Walk;
use crate::page::html::block::{Block, Run, Sep};
use crate::page::html::said;
use crate::text::entity;

impl Walk<'_> {
    /// Ends the block that is open.
    pub(super) fn boundary(&mut self, sep: Sep) {
        if self.in_block {
            self.in_block = false;
            let (end, runs) = (self.out.len(), self.runs.len());
            if let Some(block) = self.blocks.last_mut() {
                (block.text.end, block.runs.end) = (end, runs);
            }
            self.pending = sep;
        } else {
            // Two line breaks part paragraphs.
            let twice = sep == Sep::Line && self.pending == Sep::Line;
            self.pending = if twice { Sep::Paragraph } else { self.pending.max(sep) };
        }
    }

    pub(super) fn text(&mut self, at: Range<usize>, kind: TextType) {
        let end = at.end.min(self.page.len());
        if self.titles > 0 && self.title.len() < 2000 {
            let words = self.page.get(at.start..end).unwrap_or_default();
            decode_into(words, &mut self.title);
            return;
        }
        if kind == TextType::ScriptData && self.linked_data {
            said::of_linked_data(self.page, at.start..end, &mut self.said);
        }
        let read = matches!(kind, TextType::Data | TextType::PlainText | TextType::CDataSection);
        if self.skips > 0 || !read {
            return;
        }
        let bom = at.start == 0 && self.page.starts_with(b"\xef\xbb\xbf");
        let mut i = if bom { 3 } else { at.start };
        while i < end {
            let byte = self.page[i];
            if byte.is_ascii_whitespace() || byte == 0x0b {
                if byte == b'\n' && self.lines > 0 {
                    self.boundary(Sep::Line);
                } else {
                    self.pending = self.pending.max(Sep::Space);
                }
                i += 1;
            } else if self.utf8 && byte == 0xc2 && self.page.get(i + 1) == Some(&0xa0) {
                self.pending = self.pending.max(Sep::Space);
                i += 2;
            } else if byte == b'&' && self.reference(&mut i) {
            } else {
                let stop = self.plain(i + 1, end);
                self.copy(i, stop);
                i = stop;
            }
        }
    }

    /// Reads a stretch of an attribute or a script as a block of its own, the last one; `None` where it says nothing.
    pub(in crate::page::html) fn read(&mut self, at: Range<usize>) -> Option<usize> {
        let before = self.blocks.len();
        (self.skips, self.titles, self.links, self.lines, self.cell) = (0, 0, 0, 0, None);
        self.pending = Sep::Paragraph;
        self.text(at, TextType::Data);
        self.boundary(Sep::Paragraph);
        (self.blocks.len() > before).then_some(before)
    }

    /// Handles a character reference at `i`; `false` where the ampersand is only that.
    fn reference(&mut self, i: &mut usize) -> bool {
        // A chunk may end within a reference; the page goes on.
        let ahead = &self.page[*i..self.page.len().min(*i + 40)];
        let Some((text, len)) = entity::decode(ahead) else { return false };
        if text.chars().all(char::is_whitespace) {
            self.pending = self.pending.max(Sep::Space);
        } else {
            self.separate(*i);
            let at = self.out.len();
            self.runs.push(Run { clean: at, page: *i, len: 0 });
            match text.chars().next().map(u32::from) {
                Some(point @ 0x80..=0xff) if !self.utf8 => self.out.push(point as u8),
                Some(point) if !self.utf8 => {
                    self.out.extend_from_slice(plain_mark(point).unwrap_or(text.as_bytes()));
                }
                _ => self.out.extend_from_slice(text.as_bytes()),
            }
            self.count(self.out.len() - at);
            self.runs.push(Run { clean: self.out.len(), page: *i + len, len: 0 });
        }
        *i += len;
        true
    }

    /// Where a run of plain text ends: before a reference and before white space that is not one space.
    fn plain(&self, mut i: usize, end: usize) -> usize {
        let page = self.page;
        while i < end {
            let byte = page[i];
            if byte == b'&' || (self.utf8 && byte == 0xc2 && page.get(i + 1) == Some(&0xa0)) {
                break;
            }
            if byte.is_ascii_whitespace() || byte == 0x0b {
                let single = byte == b' '
                    && i + 1 < end
                    && !page[i + 1].is_ascii_whitespace()
                    && !matches!(page[i + 1], b'&' | 0xc2 | 0x0b);
                if !single {
                    break;
                }
            }
            i += 1;
        }
        i
    }

    fn copy(&mut self, start: usize, end: usize) {
        self.separate(start);
        match self.runs.last_mut() {
            Some(run) if run.page + run.len == start && run.clean + run.len == self.out.len() && self.in_block => {
                run.len += end - start;
            }
            _ => self.runs.push(Run { clean: self.out.len(), page: start, len: end - start }),
        }
        self.out.extend_from_slice(&self.page[start..end]);
        self.count(end - start);
    }

    pub(super) fn count(&mut self, bytes: usize) {
        if self.links > 0 {
            if let Some(block) = self.blocks.last_mut() {
                block.link += bytes;
            }
        }
    }

    /// Opens a block, or puts the space that is due into the open one.
    fn separate(&mut self, page: usize) {
        if !self.in_block {
            self.in_block = true;
            self.blocks.push(Block {
                text: self.out.len()..self.out.len(),
                runs: self.runs.len()..self.runs.len(),
                sep: self.pending,
                tag: self.tag,
                container: self.container,
                link: 0,
                cell: self.cell,
            });
            // A fresh run, so that no run is shared by two blocks.
            self.runs.push(Run { clean: self.out.len(), page, len: 0 });
        } else if self.pending == Sep::Space {
            let last = self.runs.last_mut();
            match last {
                Some(run) if run.page + run.len + 1 == page && self.page[page - 1] == b' ' => run.len += 1,
                _ => {}
            }
            self.out.push(b' ');
            if self.links > 0 {
                self.count(1);
            }
        }
        self.pending = Sep::None;
    }
}

/// What quotation marks and dashes are written as beside letters that are not yet read: other encodings have letters
/// in their places.
fn plain_mark(point: u32) -> Option<&'static [u8]> {
    match point {
        0x2018 | 0x2019 => Some(b"'"),
        0x201c | 0x201d => Some(b"\""),
        0x2013 | 0x2014 => Some(b"-"),
        0x2026 => Some(b"..."),
        _ => None,
    }
}

/// Decodes the references of some words.
fn decode_into(words: &[u8], out: &mut Vec<u8>) {
    let mut i = 0;
    while i < words.len() {
        match entity::decode(&words[i..]).filter(|_| words[i] == b'&') {
            Some((text, len)) => {
                out.extend_from_slice(text.as_bytes());
                i += len;
            }
            None => {
                out.push(words[i]);
                i += 1;
            }
        }
    }
}
