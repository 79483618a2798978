//! Tags: what the HTML standard's tokenizer reads between two texts.

/// Longer names are cut: no element that is known has one.
pub(super) const LONGEST: usize = 16;

/// An attribute as it stands in the page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute<'p> {
    pub(super) name: &'p [u8],
    pub(super) value: &'p [u8],
    /// Where the value stands in the tag.
    pub(super) at: usize,
}

/// A start tag: `<div class="a" hidden>`.
#[derive(Clone, Copy, Debug)]
pub(super) struct StartTag<'p> {
    pub(super) name: &'p [u8],
    /// What stands between the name and the end.
    attributes: &'p [u8],
    /// It ends with a slash: `<br/>`.
    pub(super) closed: bool,
    /// How many bytes the tag has.
    pub(super) len: usize,
}

impl<'p> StartTag<'p> {
    /// The start tag that `bytes` begin with; `None` where they end within it.
    pub(super) fn read(bytes: &'p [u8]) -> Option<StartTag<'p>> {
        let name = &bytes[1..1 + name_len(&bytes[1..])];
        let from = 1 + name.len();
        let mut at = from;
        while let Some((_, next)) = attribute(bytes, at) {
            at = next;
        }
        let last = at;
        while bytes.get(at).is_some_and(|&b| b == b'/' || b.is_ascii_whitespace()) {
            at += 1;
        }
        let ends = bytes.get(at) == Some(&b'>');
        let closed = at > last && bytes[at - 1] == b'/';
        ends.then(|| StartTag { name, attributes: &bytes[from..at], closed, len: at + 1 })
    }

    /// The attributes, in order.
    pub(super) fn attributes(&self) -> impl Iterator<Item = Attribute<'p>> + use<'p> {
        let (bytes, before, mut at) = (self.attributes, 1 + self.name.len(), 0);
        std::iter::from_fn(move || {
            let (found, next) = attribute(bytes, at)?;
            at = next;
            Some(Attribute { at: before + found.at, ..found })
        })
    }
}

/// The attribute at `at` or after spaces and slashes, and where what follows it begins.
fn attribute(bytes: &[u8], mut at: usize) -> Option<(Attribute<'_>, usize)> {
    let space = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
    while space(at) || bytes.get(at) == Some(&b'/') {
        at += 1;
    }
    let name = at;
    if bytes.get(at).is_none_or(|&b| b == b'>') {
        return None;
    }
    // An equals sign that comes first belongs to the name.
    at += 1;
    while bytes.get(at).is_some_and(|&b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>' | b'=')) {
        at += 1;
    }
    let name = &bytes[name..at];
    let after = at;
    while space(at) {
        at += 1;
    }
    if bytes.get(at) != Some(&b'=') {
        return Some((Attribute { name, value: b"", at: after }, after));
    }
    at += 1;
    while space(at) {
        at += 1;
    }
    match bytes.get(at) {
        Some(&quote @ (b'"' | b'\'')) => {
            let len = bytes[at + 1..].iter().position(|&b| b == quote)?;
            Some((Attribute { name, value: &bytes[at + 1..at + 1 + len], at: at + 1 }, at + len + 2))
        }
        _ => {
            let len = bytes[at..].iter().take_while(|b| !b.is_ascii_whitespace() && **b != b'>').count();
            Some((Attribute { name, value: &bytes[at..at + len], at }, at + len))
        }
    }
}

/// The name of the end tag that `bytes` begin with, and the tag's length.
pub(super) fn end(bytes: &[u8]) -> (&[u8], usize) {
    let name = &bytes[2..2 + name_len(&bytes[2..])];
    let mut at = 2 + name.len();
    // What stands in an end tag besides is read like attributes and means nothing.
    while let Some((_, next)) = attribute(bytes, at) {
        at = next;
    }
    let end = bytes[at..].iter().position(|&b| b == b'>').map_or(bytes.len(), |n| at + n + 1);
    (name, end)
}

/// The length of the comment, or of what is taken for one, that `bytes` begin with.
pub(super) fn comment(bytes: &[u8]) -> usize {
    if !bytes.starts_with(b"<!--") {
        return bytes.iter().position(|&b| b == b'>').map_or(bytes.len(), |at| at + 1);
    }
    // `<!-->` and `<!--->` are whole: their dashes serve twice.
    for at in 4..bytes.len() {
        let closes = |before: usize| bytes[..before].ends_with(b"--");
        if bytes[at] == b'>' && (closes(at) || (at > 6 && bytes[at - 1] == b'!' && closes(at - 1))) {
            return at + 1;
        }
    }
    bytes.len()
}

fn name_len(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'/' | b'>')).count()
}

/// A name in lower case.
pub(super) fn lower<'b>(name: &[u8], buffer: &'b mut [u8; LONGEST]) -> &'b [u8] {
    let len = name.len().min(LONGEST);
    buffer[..len].copy_from_slice(&name[..len]);
    buffer[..len].make_ascii_lowercase();
    &buffer[..len]
}

/// Whether an element never holds anything.
pub(super) fn is_void(name: &[u8]) -> bool {
    const VOID: [&[u8]; 18] = [
        b"area", b"base", b"basefont", b"bgsound", b"br", b"col", b"embed", b"frame", b"hr", b"img", b"input",
        b"keygen", b"link", b"meta", b"param", b"source", b"track", b"wbr",
    ];
    VOID.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn start_tags_are_read_as_browsers_do() {
        for (bytes, want, closed) in [
            ("<p>x", "p", false),
            ("<DIV Class = 'a b' id=c hidden>x", "DIV Class=a b id=c hidden=", false),
            ("<br/>", "br", true),
            ("<a href=x/>", "a href=x/", false),
            ("<a href=x />", "a href=x", true),
            ("<p a=\"1>2\"b>", "p a=1>2 b=", false),
            ("<p =x=1>", "p =x=1", false),
            ("<p/a/b>", "p a= b=", false),
            ("<p a= >", "p a=", false),
        ] {
            let tag = StartTag::read(bytes.as_bytes()).unwrap();
            let words = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            let attributes: String =
                tag.attributes().map(|a| format!(" {}={}", words(a.name), words(a.value))).collect();
            for a in tag.attributes() {
                assert_eq!(&bytes.as_bytes()[a.at..a.at + a.value.len()], a.value, "{bytes}");
            }
            assert_eq!(words(tag.name) + &attributes, want.to_owned(), "{bytes}");
            assert_eq!((tag.closed, bytes[..tag.len].ends_with('>')), (closed, true), "{bytes}");
        }
        for bytes in ["<p", "<p a", "<p a=", "<p a=\"x>", "<p a='"] {
            assert!(StartTag::read(bytes.as_bytes()).is_none(), "{bytes}");
        }
    }

    #[test]
    fn end_tags_and_comments_have_their_lengths() {
        for (bytes, len) in [("</p>x", 4), ("</p a='>'>x", 10), ("</p", 3)] {
            assert_eq!(end(bytes.as_bytes()), (&b"p"[..], len), "{bytes}");
        }
        for (bytes, len) in [
            ("<!-- a > </p> -->x", 17),
            ("<!-->x", 5),
            ("<!--->x-->", 6),
            ("<!-- a --!>x", 11),
            ("<!DOCTYPE html>x", 15),
            ("<?xml ?>x", 8),
            ("</ a>x", 5),
            ("<!-- a", 6),
        ] {
            assert_eq!(comment(bytes.as_bytes()), len, "{bytes}");
        }
    }
}
