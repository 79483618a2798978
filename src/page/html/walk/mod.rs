//! [`Walk`]: one pass over the markup. It cuts the page into blocks and keeps where each byte came from.

mod element;
mod nesting;
mod raised;
mod write;

use lol_html::{AsciiCompatibleEncoding, HtmlRewriter, Settings, doc_text};

use super::block::{Block, Container, Run, Sep, Tag};
use super::role::Role;
use super::said::{self, Said};
use super::tag::{self, StartTag};
use crate::text::hash::{Map, fnv};

use element::{Kind, is_words_data, kind};
use nesting::Open;

/// The pass over a page's markup: what it has cut so far, and what is in force where it stands.
pub(super) struct Walk<'p> {
    pub(super) page: &'p [u8],
    /// Whether the page is UTF-8, damage aside; else references below 256 stand for its bytes, as old pages mean them.
    pub(super) utf8: bool,
    /// The blocks' text, one after another.
    pub(super) out: Vec<u8>,
    pub(super) runs: Vec<Run>,
    pub(super) blocks: Vec<Block>,
    pub(super) containers: Vec<Container>,
    /// The words of `<title>`.
    pub(super) title: Vec<u8>,
    /// What the markup says of the page.
    pub(super) said: Vec<Said>,
    /// The script that is open holds linked data.
    linked_data: bool,
    open: Vec<Open>,
    /// The most elements that were open at a time.
    #[cfg_attr(not(feature = "readability"), allow(dead_code, reason = "asked by the other reader"))]
    pub(super) deepest: usize,
    /// How many elements of a name are open, inline ones aside: an end tag that ends none costs no search.
    names: Map<u64, u32>,
    /// Where the markup was read to.
    seen: usize,
    in_block: bool,
    pending: Sep,
    links: u32,
    skips: u32,
    titles: u32,
    lines: u32,
    tag: Tag,
    container: u32,
    cell: Option<(u32, u32, u32)>,
}

impl<'p> Walk<'p> {
    pub(super) fn new(page: &'p [u8]) -> Walk<'p> {
        Walk {
            page,
            utf8: is_utf8(page),
            out: Vec::with_capacity(page.len() / 4),
            runs: Vec::new(),
            blocks: Vec::new(),
            containers: vec![Container { parent: 0, role: Role::None, table: false }],
            title: Vec::new(),
            said: Vec::new(),
            linked_data: false,
            open: Vec::new(),
            deepest: 0,
            names: Map::default(),
            seen: 0,
            in_block: false,
            pending: Sep::Paragraph,
            links: 0,
            skips: 0,
            titles: 0,
            lines: 0,
            tag: Tag::Text,
            container: 0,
            cell: None,
        }
    }

    /// Walks the page. Total: what the tokenizer gives up on is left out.
    ///
    /// The tokenizer tells where text stands, which is the hard part of HTML; what lies between two texts is tags and
    /// comments, and is read here. Asking it for elements too would have it match selectors and copy every attribute.
    pub(super) fn run(mut self) -> Walk<'p> {
        let page = self.page;
        // Only the places of things are asked for, so any ASCII-compatible encoding of one byte a character will do.
        let other = || AsciiCompatibleEncoding::new(encoding_rs::WINDOWS_1252);
        let encoding = if self.utf8 { None } else { other() }.unwrap_or_else(AsciiCompatibleEncoding::utf_8);
        let whole = {
            let settings = Settings::new()
                .append_document_content_handler(doc_text!(|chunk| {
                    let at = chunk.source_location().bytes();
                    self.markup(at.start);
                    self.seen = self.seen.max(at.end);
                    self.text(at, chunk.text_type());
                    Ok(())
                }))
                .with_encoding(encoding)
                .with_strict(false);
            let mut rewriter = HtmlRewriter::new(settings, |_: &[u8]| {});
            rewriter.write(page).is_ok() && rewriter.end().is_ok()
        };
        if whole {
            self.markup(page.len());
        }
        self.boundary(Sep::Paragraph);
        self
    }

    /// Reads the markup up to `end`, where a text begins.
    fn markup(&mut self, end: usize) {
        let page = self.page;
        let end = end.min(page.len());
        while self.seen < end {
            let rest = &page[self.seen..end];
            let Some(at) = rest.iter().position(|&b| b == b'<') else { break };
            let rest = &rest[at..];
            self.seen += at
                + match rest {
                    [b'<', b'/', first, ..] if first.is_ascii_alphabetic() => {
                        let (name, len) = tag::end(rest);
                        self.end(name);
                        len
                    }
                    [b'<', first, ..] if first.is_ascii_alphabetic() => match StartTag::read(rest) {
                        Some(tag) => {
                            self.start(&tag, self.seen + at);
                            tag.len
                        }
                        None => rest.len(),
                    },
                    _ => tag::comment(rest),
                };
        }
        self.seen = self.seen.max(end);
    }

    /// A start tag opens its element; one that holds nothing ends it at once.
    fn start(&mut self, tag: &StartTag, at: usize) {
        let mut buffer = [0; tag::LONGEST];
        let name = tag::lower(tag.name, &mut buffer);
        let kind = match kind(name, tag) {
            Kind::Inline if name == b"sup" && self.degrees(at + tag.len) => Kind::Skip,
            Kind::Inline if name == b"sup" => self.raised(at + tag.len),
            kind => kind,
        };
        match name {
            b"meta" | b"time" => said::of_tag(name, tag, at, &mut self.said),
            b"script" => {
                let linked = |a: tag::Attribute| a.name.eq_ignore_ascii_case(b"type") && a.value.ends_with(b"ld+json");
                self.linked_data = tag.attributes().any(linked);
            }
            _ => {}
        }
        // In HTML a slash closes nothing; in drawings, formulas and Word's data, which are left out, it does.
        let foreign = || matches!(name, b"svg" | b"math") || is_words_data(name);
        let empty = tag::is_void(name) || (tag.closed && foreign());
        let place = self.open.len();
        if self.enter(fnv(name), kind) && empty {
            self.leave(place);
        }
    }
}

/// Whether a page is UTF-8: all of it, or all but a few bytes.
fn is_utf8(page: &[u8]) -> bool {
    if std::str::from_utf8(page).is_ok() {
        return true;
    }
    let (mut right, mut wrong) = (0, 0);
    for chunk in page.utf8_chunks() {
        right += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        wrong += chunk.invalid().len();
    }
    right > 8 * wrong
}
