//! What scrapers leave in text: character references, the marks of Markdown, the escapes of JSON and Python.
//!
//! None of them is written by those who write Vietnamese, and each cuts numbers and symbols in pieces: `số&nbsp;25-NQ/TW`,
//! `**12** xã`, `thu\xa01.640 tỷ`.

use std::ops::Range;

use memchr::{memchr, memchr3};

use super::edits::Edits;
use super::entity::{self, LONGEST};
use crate::Span;

/// A page without what scrapers leave, and the way back; `None` where there is nothing of the kind. Linear in the page.
///
/// References and escapes below 256 stand for bytes where the page is not UTF-8 (`utf8`), as in HTML.
pub(super) fn remove(page: &[u8], utf8: bool) -> Option<(Vec<u8>, Edits)> {
    // Clean pages are skimmed, and that is all.
    let first = next(page, 0)?;
    let mut out = Out { page, utf8, text: Vec::new(), edits: Edits::default(), copied: 0 };
    // Escaped line breaks are those of a page that has no other.
    let one_line = memchr(b'\n', page).is_none();
    let mut at = first;
    while at < page.len() {
        let len = match page[at] {
            b'&' => out.reference(at),
            b'\\' => out.escape(at, one_line),
            _ => out.emphasis(at),
        };
        at = match next(page, at + len) {
            Some(at) => at,
            None => break,
        };
    }
    (out.copied > 0).then(|| {
        out.text.extend_from_slice(&page[out.copied..]);
        (out.text, out.edits)
    })
}

fn next(page: &[u8], from: usize) -> Option<usize> {
    memchr3(b'&', b'\\', b'*', page.get(from..)?).map(|at| from + at)
}

struct Out<'p> {
    page: &'p [u8],
    utf8: bool,
    text: Vec<u8>,
    edits: Edits,
    /// The page was copied up to here.
    copied: usize,
}

impl Out<'_> {
    /// Puts `text` in the place of a stretch of the page.
    fn put(&mut self, page: Range<usize>, text: &[u8]) {
        self.text.extend_from_slice(&self.page[self.copied..page.start]);
        let start = self.text.len();
        self.text.extend_from_slice(text);
        self.copied = page.end;
        self.edits.push(Span::of(start, self.text.len()), Span::of(page.start, page.end));
    }

    /// Puts characters; white space of whatever kind is a space.
    fn put_words(&mut self, page: Range<usize>, words: &str) {
        match words.chars().next().map(u32::from) {
            _ if words.chars().all(char::is_whitespace) => self.put(page, b" "),
            Some(point @ 0x80..=0xff) if !self.utf8 => self.put(page, &[point as u8]),
            _ => self.put(page, words.as_bytes()),
        }
    }

    /// The asterisks of Markdown's emphasis: they open it right before a word, or close it right after one; a single one
    /// does neither within a word (`3*5`). Each is told by what stands beside it, so that a stretch of a page reads as the
    /// page does. Returns how many there are.
    fn emphasis(&mut self, at: usize) -> usize {
        let run = self.page[at..].iter().take_while(|&&byte| byte == b'*').count();
        let (before, after) = (at.checked_sub(1).map(|i| self.page[i]), self.page.get(at + run).copied());
        let is = |byte: Option<u8>, kind: fn(u8) -> bool| byte.is_some_and(kind);
        let word = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        let within = is(before, word) && is(after, word);
        let digits = |byte: u8| byte.is_ascii_digit();
        let opens = is(after, word) || run > 1 && is(after, |byte| matches!(byte, b'"' | b'[' | b'('));
        let closes = is(before, word) || is(before, |byte| b".,:;!?%)]\"".contains(&byte));
        let cut = run > 1 && !(is(before, digits) && is(after, digits));
        if run <= 3 && (opens || closes) && (!within || cut) {
            self.put(at..at + run, b"");
        }
        run
    }

    /// A character reference, once or twice escaped. In text an ampersand may be only that (`?trang=2&copy=1`), so a
    /// semicolon must end it, save for `&nbsp`. Returns its length.
    fn reference(&mut self, at: usize) -> usize {
        let rest = &self.page[at + 1..];
        let mut twice = 0;
        while rest[twice..].starts_with(b"amp;") && twice < LONGEST {
            twice += b"amp;".len();
        }
        for skipped in [twice, twice.saturating_sub(b"amp;".len())] {
            let mut ahead = [0; LONGEST + 2];
            ahead[0] = b'&';
            let n = rest[skipped..].len().min(LONGEST + 1);
            ahead[1..=n].copy_from_slice(&rest[skipped..skipped + n]);
            let decoded = entity::decode(&ahead[..=n]);
            let whole = |len: usize| ahead[len - 1] == b';' || ahead.starts_with(b"&nbsp");
            if let Some((words, len)) = decoded.filter(|&(_, len)| whole(len)) {
                self.put_words(at..at + skipped + len, &words);
                return skipped + len;
            }
        }
        1
    }

    /// What a backslash escapes: `\u1ebf` and `\xa0` anywhere, `\n` on a page of one line, and marks, as Markdown has them.
    /// Returns its length.
    fn escape(&mut self, at: usize, one_line: bool) -> usize {
        let rest = &self.page[at + 1..];
        let hex = |digits: Option<&[u8]>| {
            let digits = digits.filter(|digits| digits.iter().all(u8::is_ascii_hexdigit))?;
            u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
        };
        let (len, point) = match rest.first() {
            Some(b'u') => (6, hex(rest.get(1..5))),
            Some(b'x') => (4, hex(rest.get(1..3))),
            Some(b'n' | b'r') if one_line => {
                self.put(at..at + 2, b"\n");
                return 2;
            }
            Some(b't') if one_line => (2, Some(u32::from(b' '))),
            Some(mark) if mark.is_ascii_punctuation() => {
                self.put(at..at + 1, b"");
                // What it escapes is no mark of its own.
                return 2;
            }
            _ => return 1,
        };
        let Some(point) = point else { return 1 };
        // What lies beyond four digits is written as two halves.
        let low = || hex(rest.get(7..11).filter(|_| rest[5..].starts_with(b"\\u")));
        let pair = (0xd800..0xdc00).contains(&point).then(low).flatten();
        let (len, point) = match pair {
            Some(low @ 0xdc00..0xe000) => (12, 0x1_0000 + ((point - 0xd800) << 10) + (low - 0xdc00)),
            _ => (len, point),
        };
        let Some(letter) = char::from_u32(point) else { return 1 };
        self.put_words(at..at + len, letter.encode_utf8(&mut [0; 4]));
        len
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_scrapers_leave_is_removed() {
        for (page, text) in [
            ("số&nbsp;25-NQ/TW, đạt&nbsp12%", "số 25-NQ/TW, đạt 12%"),
            ("C&oacute; 12 x&#227; &amp; 3 ph&#x1B0;&#7901;ng", "Có 12 xã & 3 phường"),
            ("số&amp;nbsp;25, ph&amp;amp;#432;&amp;#7901;ng &amp;amp; &amp;khong;", "số 25, phường & &khong;"),
            ("một&#13;&#10;hai&ensp;ba", "một  hai ba"),
            ("có **12** xã, *15* phường, số **25**-NQ/TW", "có 12 xã, 15 phường, số 25-NQ/TW"),
            ("***Thu:*** **1.640** *tỷ đồng*", "Thu: 1.640 tỷ đồng"),
            ("**(85%)** xã*, *Nguồn: huyện", "(85%) xã, Nguồn: huyện"),
            ("1\\. Thu 25\\-NQ/TW \\*\\*", "1. Thu 25-NQ/TW **"),
            ("có\\n12 xã,\\r\\n\\tthu\\xa09 t\\u1ef7 \\ud83d\\ude00 \\\"a\\\"", "có\n12 xã,\n\n thu 9 tỷ 😀 \"a\""),
        ] {
            let (found, edits) = remove(page.as_bytes(), true).unwrap();
            assert_eq!(String::from_utf8(found).unwrap(), text);
            assert!(!edits.is_empty());
        }
        let (bytes, _) = remove(b"C&laquo;ng t\xb8c \\xaba", false).unwrap();
        assert_eq!(bytes, b"C\xabng t\xb8c \xaba");
    }

    #[test]
    fn what_text_may_have_stays() {
        for page in [
            "R&D, A & B",
            "?trang=2&copy=1&para=2",
            "&khong;",
            "12&#44",
            "&",
            "* 12 xã\n* 15 xã",
            "hộ (*), xã (**) và (*)",
            "3*5*7",
            "2**10",
            "*****",
            "km\\h, và\\hoặc, C:\\n\n",
            "\\u12, \\xg1, \\ud800",
            "\\",
            "a\\",
        ] {
            assert!(remove(page.as_bytes(), true).is_none(), "{page}");
        }
    }

    /// Marks by the hundred thousand cost no more than their number.
    #[test]
    fn any_page_takes_linear_time() {
        for mark in ["*a", "**a ", "&amp;", "\\u", "* ", "a*", "\\", "&"] {
            remove(mark.repeat(1 << 16).as_bytes(), true);
        }
    }
}
