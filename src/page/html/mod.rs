//! HTML pages: the readable text with its way back to the file's bytes.
//!
//! [`walk`] cuts a page into blocks at its markup and keeps where each byte came from; [`choose`] tells which blocks
//! are the page's own words; what the markup says of the page ([`said`]) is put between them ([`insert`]); here they
//! become a text. Nothing is parsed into a tree: a page is walked once, and its
//! blocks are weighed in passes over a list, so broken markup costs no more than whole.

mod block;
mod choose;
mod insert;
#[cfg(feature = "readability")]
mod readability;
mod role;
mod said;
mod tag;
mod walk;

use crate::text::{Edits, Mark};
use crate::{DecodeError, Options, Span, Text, normalize};
use block::{Part, Sep};
use walk::Walk;

/// Whether a page's bytes look like HTML: markup opens it, and a tag that only HTML has follows soon.
///
/// ```
/// assert!(vanban::page::is_html(b"\xef\xbb\xbf  <!DOCTYPE html><title>x</title>"));
/// assert!(vanban::page::is_html("<div class=a>Kết luận</div>".as_bytes()));
/// assert!(!vanban::page::is_html("Kết luận <b>số</b> 114".as_bytes()));
/// ```
pub fn is_html(page: &[u8]) -> bool {
    // UTF-16 has the same letters, each with a zero byte.
    match page {
        [0xff, 0xfe, rest @ ..] | [0xfe, 0xff, rest @ ..] => {
            let head = &rest[..rest.len().min(2 * HEAD)];
            opens_html(&head.iter().copied().filter(|&byte| byte != 0).collect::<Vec<_>>())
        }
        _ => opens_html(page.strip_prefix(b"\xef\xbb\xbf").unwrap_or(page)),
    }
}

/// So many bytes of a page tell whether it is HTML.
const HEAD: usize = 2048;

fn opens_html(page: &[u8]) -> bool {
    let start = page.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(page.len());
    let head = &page[start..page.len().min(start + HEAD)];
    const TAGS: [&str; 16] = [
        "html", "head", "body", "title", "meta", "div", "p", "table", "span", "article", "section", "h1", "link",
        "script", "ul", "main",
    ];
    let opens = |at: usize| {
        let name = &head[at + 1..];
        name.get(..8).is_some_and(|name| name.eq_ignore_ascii_case(b"!doctype"))
            || TAGS.iter().any(|tag| {
                let end = name.get(tag.len()).is_some_and(|b| matches!(b, b'>' | b' ' | b'/' | b'\n' | b'\r' | b'\t'));
                end && name[..tag.len()].eq_ignore_ascii_case(tag.as_bytes())
            })
    };
    head.first() == Some(&b'<') && (0..head.len()).any(|at| head[at] == b'<' && opens(at))
}

/// Who tells a page's article from what stands around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HtmlReader {
    /// The rules of this crate: blocks weighed by their words, links and neighbours. What is not known for furniture
    /// stays, and the zones judge it.
    #[default]
    Blocks,
    /// dom_smoothie, a port of readability.js, which keeps the article alone. It tells which text is the article, not
    /// where it stood; that is found by laying its text along the page's blocks, so
    ///
    /// - spans are as exact as with [`HtmlReader::Blocks`], for they are of the page's own blocks;
    /// - a block is kept whole or not at all: one of which it keeps a part is left out;
    /// - a short block that stands in the article more than once, far from its neighbours, may be left out;
    /// - lines over and under the article (letterhead, date, signature, recipients) are mostly gone, and what they say of
    ///   the page with them;
    /// - it builds a tree of the page: several times slower. Pages nested deeper than 400 elements, on which its time is
    ///   the square of the depth, and pages in which it finds no article are read as by [`HtmlReader::Blocks`].
    #[cfg(feature = "readability")]
    Readability,
}

impl Text<'_> {
    /// Reads an HTML page: the article with its title, captions and data tables, and what the page says of itself; menus,
    /// lists of links and what is hidden stay out. Spans lead back to the file's own bytes, through tags, character
    /// references and whatever encoding the page is in, declared or not.
    ///
    /// ```
    /// use vanban::{Span, Text};
    /// let page = "<p>Th&#7921;c hi&#7879;n K&#7871;t lu&#7853;n s&#7889; <b>114-KL</b>/TW";
    /// let text = Text::from_html(page.as_bytes())?;
    /// assert_eq!(text.as_str(), "Thực hiện Kết luận số 114-KL/TW");
    /// let at = text.as_str().find("114").unwrap() as u32;
    /// let span = text.to_page(Span::new(at, at + 9));
    /// assert_eq!(&page[span], "114-KL</b>/TW");
    /// # Ok::<(), vanban::DecodeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Text::from_bytes`].
    pub fn from_html(page: &[u8]) -> Result<Text<'static>, DecodeError> {
        Text::from_html_by(page, HtmlReader::default())
    }

    /// [`Text::from_html`] by a reader of the caller's choice.
    ///
    /// # Errors
    ///
    /// As [`Text::from_bytes`].
    pub fn from_html_by(page: &[u8], reader: HtmlReader) -> Result<Text<'static>, DecodeError> {
        text(page, Wanted::Page(reader))
    }

    /// Reads a stretch of an HTML page, all of it: what [`Text::to_page`] gave, read again.
    ///
    /// # Errors
    ///
    /// As [`Text::from_bytes`].
    pub fn from_html_stretch(page: &[u8]) -> Result<Text<'static>, DecodeError> {
        text(page, Wanted::All)
    }
}

/// What is read of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// All of a stretch.
    All,
    /// The page's own words.
    Page(HtmlReader),
}

/// The text of an HTML page, or of a stretch of one; see [`Text::from_html`].
fn text(page: &[u8], wanted: Wanted) -> Result<Text<'static>, DecodeError> {
    if let [0xff, 0xfe, ..] | [0xfe, 0xff, ..] = page {
        let page = Text::from_bytes(page)?;
        return read(page.as_str().as_bytes(), wanted, page.edits());
    }
    if u32::try_from(page.len()).is_err() {
        // Its error says so.
        Text::from_bytes(page)?;
    }
    read(page, wanted, &Edits::default())
}

fn read(page: &[u8], wanted: Wanted, before: &Edits) -> Result<Text<'static>, DecodeError> {
    let mut walk = Walk::new(page).run();
    let parts = match wanted {
        Wanted::All => choose::everything(&walk),
        Wanted::Page(reader) => {
            let mut parts = article(&walk, reader);
            insert::add(&mut walk, &mut parts);
            parts
        }
    };
    assemble(&walk, &parts, before)
}

fn article(walk: &Walk, reader: HtmlReader) -> Vec<Part> {
    match reader {
        HtmlReader::Blocks => choose::choose(walk),
        #[cfg(feature = "readability")]
        HtmlReader::Readability => readability::choose(walk).unwrap_or_else(|| choose::choose(walk)),
    }
}

/// Puts the chosen blocks together and lets the text's own stages clean them.
fn assemble(walk: &Walk, parts: &[Part], before: &Edits) -> Result<Text<'static>, DecodeError> {
    let mut text: Vec<u8> = Vec::new();
    let mut edits = Edits::default();
    let mut marks: Vec<Mark> = Vec::new();
    let mut page_at = 0;
    for part in parts {
        let block = &walk.blocks[part.block];
        let sep: &str = match (text.is_empty(), part.sep) {
            (true, _) => "",
            (_, Sep::None | Sep::Space) => " ",
            (_, Sep::Cell) => "\t",
            (_, Sep::Line) => "\n",
            (_, Sep::Paragraph) => "\n\n",
        };
        let start = text.len() + sep.len();
        let mut gap: &[u8] = sep.as_bytes();
        let mut clean_at = block.text.start;
        for run in &walk.runs[block.runs.clone()] {
            let between = &walk.out[clean_at..run.clean];
            let gap_text = if gap.is_empty() { between } else { gap };
            if !gap_text.is_empty() || run.page > page_at {
                let clean = Span::of(text.len(), text.len() + gap_text.len());
                edits.push(clean, Span::of(page_at, run.page));
                text.extend_from_slice(gap_text);
            }
            gap = b"";
            text.extend_from_slice(&walk.out[run.clean..run.clean + run.len]);
            clean_at = run.clean + run.len;
            page_at = run.page + run.len;
        }
        if let Some(markup) = part.markup {
            marks.push(Mark { span: Span::of(start, text.len()), markup });
        }
    }
    let read = normalize(&text, &Options::default())?;
    Ok(read.staged(&before.then(&edits), marks))
}
