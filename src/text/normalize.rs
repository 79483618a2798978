//! [`normalize`]: everything that is done so that any Vietnamese page reads the same, for callers who want only this.

use std::borrow::Cow;
use std::fmt;

use super::edits::Edits;
use super::legacy::Legacy;
use super::report::{Encoding, Report};
use super::tone::{TonePlace, rewrite};
use super::utf8::utf8;
use super::{Text, leftover, repair, unicode};
use crate::Span;

/// What [`normalize`] does beyond the default.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Options {
    /// Judge the words and repair what was read in the wrong encoding. Default: yes.
    pub repair: bool,
    /// Take the page to be in this encoding instead of judging. VIQR is read only so.
    pub encoding: Option<Legacy>,
    /// Rewrite Vietnamese syllables so that their tone marks stand here. Default: they stay.
    pub tones: Option<TonePlace>,
}

impl Default for Options {
    fn default() -> Options {
        Options { repair: true, encoding: None, tones: None }
    }
}

/// Reads a page of any Vietnamese encoding as clean, composed UTF-8, and says what it did.
///
/// | stage | what it does | default |
/// | --- | --- | --- |
/// | leftovers | what scrapers leave in text: `&nbsp;`, `&#7871;`; Markdown's `**12**`, `25\-NQ`; `\xa0`, `\u1ebf` | yes |
/// | decode | UTF-8; UTF-16 with a byte order mark; TCVN3, VNI, VISCII, VPS, windows-1258 by the share of Vietnamese syllables; bytes that are no character become U+FFFD | yes |
/// | repair | legacy bytes stored as Latin-1 or windows-1252 (`C«ng t¸c`), UTF-8 read as windows-1252 or windows-1258, once or twice; capitals and the `ư` that TCVN3 pages lose; block by block where a page is mixed | yes |
/// | compose | letters from combining marks in any order (NFC, and `ó` + circumflex) | yes |
/// | letters | `Ð`, `Ɖ`, `ð` to `Đ`, `đ` in Vietnamese words; full-width forms; ligatures | yes |
/// | spaces | no-break and exotic spaces to spaces, U+2028 to line breaks; zero-width characters, soft hyphens inside words, direction marks out | yes |
/// | tones | `hoà` to `hòa`, or the other way, in Vietnamese syllables | on request |
/// | case, tone place, i/y, dashes, quotation marks | one key for all ([`fold`](crate::fold)) | in keys only |
///
/// The text knows its way back: [`Text::to_page`]. A clean page is borrowed.
///
/// ```
/// use vanban::{Options, Reading, Legacy, TonePlace, normalize};
/// let text = normalize("C«ng t¸c d©n vËn cña §¶ng".as_bytes(), &Options::default())?;
/// assert_eq!(text.as_str(), "Công tác dân vận của Đảng");
/// assert_eq!(text.report().repairs[0].reading, Reading::Legacy(Legacy::Tcvn3));
///
/// let mut options = Options::default();
/// options.tones = Some(TonePlace::First);
/// assert_eq!(normalize("hoa\u{300}\u{a0}bình".as_bytes(), &options)?.as_str(), "hòa bình");
/// # Ok::<(), vanban::DecodeError>(())
/// ```
///
/// # Errors
///
/// The page is 4 GiB or more, or is no text: it has NUL bytes where text has none.
pub fn normalize<'p>(page: &'p [u8], options: &Options) -> Result<Text<'p>, DecodeError> {
    let text = read(page, options)?;
    let Some(place) = options.tones else { return Ok(text) };
    let Text { clean, edits, mut report, marks } = text;
    let (rewritten, moved) = rewrite(&clean, place);
    let rewritten = match rewritten {
        Cow::Owned(rewritten) => rewritten,
        Cow::Borrowed(_) => return Ok(Text { clean, edits, report, marks }),
    };
    let edits = edits.then(&moved);
    report.edits = edits.len();
    Ok(Text { clean: Cow::Owned(rewritten), edits, report, marks })
}

fn read<'p>(page: &'p [u8], options: &Options) -> Result<Text<'p>, DecodeError> {
    if u32::try_from(page.len()).is_err() {
        return Err(DecodeError { kind: Kind::TooLong, at: 0 });
    }
    if options.encoding.is_none() {
        if let [0xff, 0xfe, rest @ ..] = page {
            return Ok(utf_16(rest, u16::from_le_bytes, Encoding::Utf16Le));
        }
        if let [0xfe, 0xff, rest @ ..] = page {
            return Ok(utf_16(rest, u16::from_be_bytes, Encoding::Utf16Be));
        }
        let start = &page[..page.len().min(4096)];
        let nuls = start.iter().filter(|&&b| b == 0).count();
        if nuls * 50 > start.len() {
            let at = start.iter().position(|&b| b == 0).unwrap_or(0);
            return Err(DecodeError { kind: Kind::NotText, at });
        }
    }
    let whole = utf8(page);
    // Who names the encoding knows the page's marks: VIQR writes letters with them.
    let removed = if options.encoding.is_none() { leftover::remove(page, whole.is_some()) } else { None };
    Ok(match removed {
        Some((page, edits)) => decoded(&page, utf8(&page), options).staged(&edits, Vec::new()),
        None => decoded(page, whole, options),
    })
}

/// A page in which scrapers left nothing; `whole` is all of it, if it is UTF-8.
fn decoded<'p>(page: &'p [u8], whole: Option<&'p str>, options: &Options) -> Text<'p> {
    match (options.encoding, whole) {
        (Some(encoding), _) => Text::repaired(repair::assumed(page, encoding)),
        (None, Some(page)) if options.repair => Text::plain(page),
        (None, Some(page)) => Text::cleaned(unicode::clean(page), Report::default()),
        (None, None) => Text::repaired(repair::bytes(page)),
    }
}

/// UTF-16 after its byte order mark; half a surrogate pair becomes U+FFFD.
fn utf_16<'p>(page: &[u8], unit: fn([u8; 2]) -> u16, encoding: Encoding) -> Text<'p> {
    let mut report = Report { encoding, ..Report::default() };
    let (mut text, mut edits) = (String::with_capacity(page.len()), Edits::default());
    edits.push(Span::new(0, 0), Span::new(0, 2));
    let units = page.chunks(2).map(|pair| match *pair {
        [a, b] => unit([a, b]),
        _ => 0xd800,
    });
    let mut at = 2;
    for c in char::decode_utf16(units) {
        let end = (at + c.as_ref().map_or(2, |c| 2 * c.len_utf16())).min(page.len() + 2);
        if c.is_err() {
            report.lose(super::report::Lost::Bytes, Span::of(at, end));
        }
        let start = text.len();
        text.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        if text.len() - start != end - at {
            edits.push(Span::of(start, text.len()), Span::of(at, end));
        }
        at = end;
    }
    Text::repaired(repair::Repaired { text, edits, report })
}

/// Why bytes are no page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DecodeError {
    kind: Kind,
    at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    TooLong,
    NotText,
}

impl DecodeError {
    /// Whether the page is 4 GiB or more.
    pub fn is_too_long(&self) -> bool {
        self.kind == Kind::TooLong
    }

    /// The byte where reading ended.
    pub fn at(&self) -> usize {
        self.at
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::TooLong => write!(f, "the page is 4 GiB or more"),
            Kind::NotText => write!(f, "not a text: NUL bytes from byte {} on", self.at),
        }
    }
}

impl std::error::Error for DecodeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_16_reads_with_spans() {
        let mut page = vec![0xff, 0xfe];
        page.extend("số 114-KL/TW 😀".encode_utf16().flat_map(u16::to_le_bytes));
        let text = Text::from_bytes(&page).unwrap();
        assert_eq!((text.as_str(), text.report().encoding), ("số 114-KL/TW 😀", Encoding::Utf16Le));
        let at = text.as_str().find("114").unwrap();
        assert_eq!(text.to_page(Span::of(at, at + 3)), Span::new(8, 14));
        page.pop();
        assert!(Text::from_bytes(&page).unwrap().as_str().ends_with('\u{fffd}'));
    }

    #[test]
    fn references_are_read_with_spans() {
        let page = "Ngh&#7883; quy&#x1EBF;t s&#7889;&nbsp;25-NQ/TW";
        let text = Text::new(page);
        assert_eq!(text.as_str(), "Nghị quyết số 25-NQ/TW");
        for word in ["quyết", "số 25"] {
            let at = text.as_str().find(word).unwrap();
            let span = text.to_page(Span::of(at, at + word.len()));
            assert!(page[span].contains('&'), "{}", &page[span]);
        }
        assert_eq!(normalize(page.as_bytes(), &Options::default()).unwrap().as_str(), text.as_str());
        let legacy = "C&laquo;ng t&cedil;c d&copy;n v&Euml;n c&ntilde;a &sect;&para;ng";
        assert_eq!(Text::new(legacy).as_str(), "Công tác dân vận của Đảng", "and what they stand for is judged");
    }

    #[test]
    fn what_is_no_text_is_an_error() {
        let error = Text::from_bytes(b"PK\x03\x04\0\0\0\0\0\0").unwrap_err();
        assert_eq!(error.to_string(), "not a text: NUL bytes from byte 4 on");
        assert!(Text::from_bytes(b"").unwrap().report().is_clean());
    }

    #[test]
    fn a_few_bad_bytes_are_replaced_and_reported() {
        let mut page = "Nghị quyết số 18\nKết luận số 114\n".repeat(3).into_bytes();
        let at = page.len();
        page.extend(b"N\xe1\xba m 2021 \xff\n");
        let text = Text::from_bytes(&page).unwrap();
        assert!(
            text.as_str().ends_with("N\u{fffd}m 2021 \u{fffd}\n")
                || text.as_str().ends_with("N\u{fffd} m 2021 \u{fffd}\n"),
            "{:?}",
            text.as_str()
        );
        let loss = text.report().losses[0];
        assert_eq!((loss.count, loss.first), (2, Span::of(at + 1, at + 3)));
    }
}
