//! [`Walk`]: one pass over the markup. It cuts the page into blocks and keeps where each byte came from.

use std::ops::Range;

use lol_html::html_content::TextType;
use lol_html::{AsciiCompatibleEncoding, HtmlRewriter, Settings, doc_text};

use super::block::{Block, Container, Run, Sep, Tag};
use super::role::Role;
use super::said::{self, Said};
use super::tag::{self, StartTag};
use crate::registry::unit::UNITS;
use crate::text::entity;
use crate::text::hash::{Map, fnv};

/// What an element does to the walk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Skip,
    Title,
    Link,
    Break,
    Rule,
    Block(Tag),
    /// Lines stand as they are written.
    Lines,
    Container(Role),
    Table,
    Row,
    Cell,
    Inline,
}

/// An open element and what was in force before it.
#[derive(Clone, Copy, Debug)]
struct Open {
    name: u64,
    kind: Kind,
    tag: Tag,
    container: u32,
    cell: Option<(u32, u32, u32)>,
}

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

    /// What `<sup>` is whose content begins at `at`: the mark of a footnote is left out, which would else make `640` and a
    /// footnote `4` a number, and a symbol another one; `m<sup>2</sup>` is a unit.
    fn raised(&self, at: usize) -> Kind {
        let Some((words, _)) = raised_words(&self.page[at..]) else { return Kind::Inline };
        let mark = |byte: &u8| matches!(byte, b'*' | b'[' | b']' | b'(' | b')' | b',' | b' ');
        let number = words.iter().copied().filter(|byte| !mark(byte)).collect::<Vec<_>>();
        let noted = number.iter().all(u8::is_ascii_digit) && number.len() <= 3 && number != b"0" && !words.is_empty();
        let before = &self.out[self.out.len().saturating_sub(SHORT)..];
        let unit = || {
            let letters = before.iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
            let name = [&before[before.len() - letters..], &number[..]].concat();
            std::str::from_utf8(&name)
                .is_ok_and(|name| UNITS.surfaces.at(name, 0).is_some_and(|(_, end)| end == name.len()))
        };
        if noted && !unit() { Kind::Skip } else { Kind::Inline }
    }

    /// Reads a `<sup>` whose content begins at `at` as the sign of degrees where it is: `25<sup>0</sup>C`.
    fn degrees(&mut self, at: usize) -> bool {
        let Some((words, len)) = raised_words(&self.page[at..]) else { return false };
        let after = &self.page[at + len..];
        let after = after.iter().position(|&byte| byte == b'>').map_or(&[][..], |end| &after[end + 1..]);
        let scale = match after {
            [b'C' | b'F', next, ..] => !next.is_ascii_alphanumeric(),
            [b'C' | b'F'] => true,
            _ => false,
        };
        let sign = matches!(&*words, b"0" | b"o" | b"O") && self.utf8;
        let glued = self.in_block && self.pending == Sep::None && self.out.last().is_some_and(u8::is_ascii_digit);
        if scale && sign && glued && self.skips == 0 {
            self.runs.push(Run { clean: self.out.len(), page: at, len: 0 });
            self.out.extend_from_slice("°".as_bytes());
            self.count("°".len());
            self.runs.push(Run { clean: self.out.len(), page: at + len, len: 0 });
            return true;
        }
        false
    }

    /// An end tag ends the innermost open element of its name, and what was left open within it. One of an inline element
    /// ends no blocks: `<b>12 xã<p>15 hộ</b>, 3 phường` has one line break.
    fn end(&mut self, name: &[u8]) {
        let mut buffer = [0; tag::LONGEST];
        let name = fnv(tag::lower(name, &mut buffer));
        let inline = self.open.iter().rev().take(NESTED).take_while(|open| open.kind == Kind::Inline);
        if let Some(above) = inline.clone().position(|open| open.name == name) {
            self.leave(self.open.len() - 1 - above);
        } else if self.names.get(&name).is_some_and(|&open| open > 0) {
            let named = |open: &Open| open.name == name && open.kind != Kind::Inline;
            self.open.iter().rposition(named).into_iter().for_each(|place| self.leave(place));
        }
    }

    /// Ends the block that is open.
    fn boundary(&mut self, sep: Sep) {
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

    fn text(&mut self, at: Range<usize>, kind: TextType) {
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
    pub(super) fn read(&mut self, at: Range<usize>) -> Option<usize> {
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

    fn count(&mut self, bytes: usize) {
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

    /// Opens an element; `false` where it can hold nothing.
    fn enter(&mut self, name: u64, kind: Kind) -> bool {
        let before = Open { name, kind, tag: self.tag, container: self.container, cell: self.cell };
        match kind {
            Kind::Inline => {}
            Kind::Break => {
                self.boundary(Sep::Line);
                return false;
            }
            Kind::Rule => {
                self.boundary(Sep::Paragraph);
                return false;
            }
            Kind::Skip => self.skips += 1,
            Kind::Title => self.titles += 1,
            Kind::Link => self.links += 1,
            Kind::Lines => {
                self.boundary(Sep::Paragraph);
                self.lines += 1;
            }
            Kind::Block(tag) => {
                self.boundary(Sep::Paragraph);
                // A caption's own paragraphs are caption.
                if self.tag != Tag::Caption && (tag != Tag::Text || self.tag == Tag::Heading) {
                    self.tag = tag;
                }
            }
            Kind::Container(role) => {
                self.boundary(Sep::Paragraph);
                self.contain(role, false);
                if role == Role::Caption {
                    self.tag = Tag::Caption;
                }
            }
            Kind::Table => {
                self.boundary(Sep::Paragraph);
                self.contain(Role::None, true);
                self.cell = Some((self.container, 0, 0));
                self.tag = Tag::Text;
            }
            Kind::Row => {
                self.boundary(Sep::Line);
                self.cell = self.cell.map(|(table, row, _)| (table, row + 1, 0));
            }
            Kind::Cell => {
                self.boundary(Sep::Cell);
                self.cell = self.cell.map(|(table, row, cell)| (table, row, cell + 1));
                // In a table that lays out the page a cell is a container like any other.
                self.contain(Role::None, false);
                self.tag = Tag::Cell;
            }
        }
        self.open.push(before);
        self.deepest = self.deepest.max(self.open.len());
        if kind != Kind::Inline {
            *self.names.entry(name).or_insert(0) += 1;
        }
        true
    }

    fn contain(&mut self, role: Role, table: bool) {
        let id = self.containers.len() as u32;
        self.containers.push(Container { parent: self.container, role, table });
        self.container = id;
    }

    /// Closes the element at `place` and what was left open within it.
    fn leave(&mut self, place: usize) {
        while self.open.len() > place {
            let Some(open) = self.open.pop() else { break };
            if open.kind == Kind::Inline {
                continue;
            }
            if let Some(open) = self.names.get_mut(&open.name) {
                *open -= 1;
            }
            let cell = self.cell;
            match open.kind {
                Kind::Skip => self.skips -= 1,
                Kind::Title => self.titles -= 1,
                Kind::Link => self.links -= 1,
                Kind::Lines => {
                    self.boundary(Sep::Paragraph);
                    self.lines -= 1;
                }
                Kind::Cell => self.boundary(Sep::Cell),
                Kind::Row => self.boundary(Sep::Line),
                _ => self.boundary(Sep::Paragraph),
            }
            (self.tag, self.container) = (open.tag, open.container);
            // Rows and cells count on within their table.
            let within = matches!(open.kind, Kind::Row | Kind::Cell);
            self.cell =
                if within || matches!(open.kind, Kind::Skip | Kind::Title | Kind::Link) { cell } else { open.cell };
        }
    }
}

/// The longest content of a `<sup>` that is looked at, tags included.
const RAISED: usize = 200;

/// So many bytes before a `<sup>` tell what it is.
const SHORT: usize = 32;

/// Inline elements nested deeper are not looked for where their end tag stands.
const NESTED: usize = 64;

/// The words that `bytes` begin with, up to the end of a `<sup>`, without tags, and where that is; `None` where it does
/// not end soon.
fn raised_words(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let bytes = &bytes[..bytes.len().min(RAISED)];
    let end = bytes.windows(5).position(|tag| tag.eq_ignore_ascii_case(b"</sup"))?;
    let (mut words, mut within) = (Vec::new(), false);
    for &byte in &bytes[..end] {
        match byte {
            b'<' => within = true,
            b'>' => within = false,
            _ if within => {}
            _ => words.push(byte),
        }
    }
    Some((words.trim_ascii().to_vec(), end))
}

/// Whether an element is of the data that Word puts into a page: `<w:Zoom>`, `<m:mathPr>`.
fn is_words_data(name: &[u8]) -> bool {
    name.starts_with(b"w:") || name.starts_with(b"m:")
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

/// What an element is by its name, and by what its attributes say.
fn kind(name: &[u8], tag: &StartTag) -> Kind {
    let mut kind = match name {
        b"script" | b"style" | b"noscript" | b"template" | b"svg" | b"math" | b"iframe" | b"object" | b"applet"
        | b"select" | b"textarea" | b"button" | b"canvas" | b"audio" | b"video" | b"map" | b"datalist" | b"marquee"
        | b"noframes" | b"del" | b"rt" | b"rp" | b"amp-ad" | b"amp-embed" | b"amp-sidebar" | b"amp-social-share"
        | b"amp-analytics" => {
            return Kind::Skip;
        }
        _ if is_words_data(name) => return Kind::Skip,
        b"title" => return Kind::Title,
        b"br" => return Kind::Break,
        b"hr" => Kind::Rule,
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Kind::Block(Tag::Heading),
        b"li" | b"dt" | b"dd" => Kind::Block(Tag::Item),
        b"figcaption" | b"caption" => Kind::Block(Tag::Caption),
        b"pre" => Kind::Lines,
        b"p" | b"blockquote" | b"address" | b"center" | b"legend" | b"summary" => Kind::Block(Tag::Text),
        b"table" => Kind::Table,
        b"tr" => Kind::Row,
        b"td" | b"th" => Kind::Cell,
        b"nav" => Kind::Container(Role::Drop),
        b"footer" => Kind::Container(Role::Footer),
        b"div" | b"section" | b"article" | b"main" | b"aside" | b"header" | b"form" | b"ul" | b"ol" | b"dl"
        | b"figure" | b"fieldset" | b"details" | b"body" | b"tbody" | b"thead" | b"tfoot" => {
            Kind::Container(Role::None)
        }
        _ => Kind::Inline,
    };
    let link = name == b"a";
    let weighed = matches!(kind, Kind::Container(Role::None) | Kind::Block(_));
    let mut role = Role::None;
    for tag::Attribute { name, value, .. } in tag.attributes() {
        let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
        match name.len() {
            6 if is("hidden") => return Kind::Skip,
            5 if is("style") => match shown(value) {
                Shown::Not => return Kind::Skip,
                Shown::Block if kind == Kind::Inline => kind = Kind::Block(Tag::Text),
                _ => {}
            },
            // Without it an anchor is only a place in the page.
            4 if link && is("href") => kind = Kind::Link,
            5 if weighed && is("class") => role = role.max(Role::of(value)),
            2 if weighed && is("id") => role = role.max(Role::of(value)),
            4 if weighed && is("role") => {
                role = role.max(match value {
                    b"navigation" | b"search" | b"menu" | b"menubar" | b"complementary" => Role::Drop,
                    b"contentinfo" => Role::Footer,
                    _ => Role::None,
                });
            }
            _ => {}
        }
    }
    match (kind, role) {
        (Kind::Block(_), Role::Caption) => Kind::Block(Tag::Caption),
        (Kind::Container(Role::None), role) => Kind::Container(role),
        _ => kind,
    }
}

/// How a style shows its element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    AsEver,
    /// On lines of its own.
    Block,
    Not,
}

fn shown(style: &[u8]) -> Shown {
    // The first letter of none stands in it again: where the rest does not fit, only it can begin anew.
    const SHOWN: [(&[u8], Shown); 3] =
        [(b"display:none", Shown::Not), (b"visibility:hidden", Shown::Not), (b"display:block", Shown::Block)];
    let (mut fits, mut found) = ([0; SHOWN.len()], Shown::AsEver);
    for byte in style.iter().filter(|b| !b.is_ascii_whitespace()).map(u8::to_ascii_lowercase) {
        for (fits, (whole, shown)) in fits.iter_mut().zip(SHOWN) {
            *fits = if byte == whole[*fits] { *fits + 1 } else { usize::from(byte == whole[0]) };
            if *fits == whole.len() {
                (found, *fits) = (shown, 0);
                if shown == Shown::Not {
                    return shown;
                }
            }
        }
    }
    found
}
