//! [`annotate`] and [`pieces`]: marks put back into the page that they were found on.

use crate::Span;
use crate::span::{ceil_boundary, floor_boundary};

/// What a page is written in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Markup {
    /// Plain text: every byte is text.
    Plain,
    /// HTML, well-formed or not: a mark never encloses a tag, so what was balanced stays so.
    Html,
}

/// Puts marks into a page: each span's words between what `open` writes and what `close` writes.
///
/// `spans` are bytes of the page, in any order; they may touch, nest and cross. Where a mark would cross another or a
/// tag, it is written in pieces. A span that ends inside a character, a tag or an entity (`&amp;`) is taken to its edge;
/// white space between tags is never marked. What is written is the caller's to escape. Linear in the page.
///
/// ```
/// use vanban::{annotate, Markup, Span};
/// let page = "<p>Kết luận <b>số 114-KL/TW</b>.";
/// let at = page.find("Kết").unwrap() as u32;
/// let span = Span::new(at, page.find("</b>").unwrap() as u32);
/// let marked = annotate(page, Markup::Html, &[span], |_, out| out.push_str("<mark>"), |_, out| out.push_str("</mark>"));
/// assert_eq!(marked, "<p><mark>Kết luận </mark><b><mark>số 114-KL/TW</mark></b>.");
/// ```
pub fn annotate(
    page: &str,
    markup: Markup,
    spans: &[Span],
    mut open: impl FnMut(usize, &mut String),
    mut close: impl FnMut(usize, &mut String),
) -> String {
    let mut out = String::with_capacity(page.len() + spans.len() * 16);
    for piece in pieces(page, markup, spans) {
        match piece {
            Piece::Page(words) => out.push_str(words),
            Piece::Open(mark) => open(mark, &mut out),
            Piece::Close(mark) => close(mark, &mut out),
        }
    }
    out
}

/// A piece of a page with marks: its own words, or the place where a mark opens or closes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Piece<'p> {
    /// The page's own bytes.
    Page(&'p str),
    /// The mark of this span (its place in the list of spans) opens.
    Open(usize),
    /// It closes; marks close in the reverse of the order in which they opened.
    Close(usize),
}

/// [`annotate`] as an iterator, for who writes the marks elsewhere: nothing is allocated for a mark.
///
/// ```
/// use vanban::{Markup, Piece, Span, pieces};
/// let page = "Theo Luật Giá.";
/// let at = page.find("Luật").unwrap() as u32;
/// let spans = [Span::new(at, page.find('.').unwrap() as u32)];
/// let all: Vec<Piece<'_>> = pieces(page, Markup::Plain, &spans).collect();
/// let want = [Piece::Page("Theo "), Piece::Open(0), Piece::Page("Luật Giá"), Piece::Close(0), Piece::Page(".")];
/// assert_eq!(all, want);
/// ```
pub fn pieces<'p>(page: &'p str, markup: Markup, spans: &[Span]) -> Pieces<'p> {
    let mut order: Vec<(usize, usize, usize)> = Vec::with_capacity(spans.len());
    for (i, span) in spans.iter().enumerate() {
        let (start, end) = (floor_boundary(page, span.start() as usize), ceil_boundary(page, span.end() as usize));
        if start < end {
            order.push((start, end, i));
        }
    }
    // The longer of two that begin together stands outside.
    order.sort_by_key(|&(start, end, i)| (start, std::cmp::Reverse(end), i));
    Pieces { page, markup, order, next: 0, want: Vec::new(), have: Vec::new(), at: 0, tag: 0, piece: None }
}

/// The pieces of a page with marks, in order: [`pieces`].
#[derive(Clone, Debug)]
pub struct Pieces<'p> {
    page: &'p str,
    markup: Markup,
    /// Start, end and mark of each span, in the order in which they open.
    order: Vec<(usize, usize, usize)>,
    next: usize,
    /// The marks that the position lies in, outermost first: where each ends, and which it is.
    want: Vec<(usize, usize)>,
    /// The marks that are open.
    have: Vec<usize>,
    at: usize,
    /// The next tag.
    tag: usize,
    /// The words that come once the marks are right, and whether marks may enclose them.
    piece: Option<(&'p str, bool)>,
}

impl<'p> Iterator for Pieces<'p> {
    type Item = Piece<'p>;

    fn next(&mut self) -> Option<Piece<'p>> {
        if self.piece.is_none() && self.at < self.page.len() {
            self.piece = Some(self.advance());
        }
        let target = match self.piece {
            Some((_, true)) => self.want.as_slice(),
            _ => &[],
        };
        let same = self.have.iter().zip(target).take_while(|(h, (_, w))| *h == w).count();
        if self.have.len() > same {
            return self.have.pop().map(Piece::Close);
        }
        if let Some(&(_, mark)) = target.get(same) {
            self.have.push(mark);
            return Some(Piece::Open(mark));
        }
        self.piece.take().map(|(words, _)| Piece::Page(words))
    }
}

impl<'p> Pieces<'p> {
    /// The words from the position to where something changes: the next tag, the next mark's start or end.
    fn advance(&mut self) -> (&'p str, bool) {
        let (page, at) = (self.page, self.at);
        self.want.retain(|&(end, _)| end > at);
        while let Some(&(_, end, mark)) = self.order.get(self.next).filter(|(start, ..)| *start <= at) {
            if end > at {
                self.want.push((end, mark));
            }
            self.next += 1;
        }
        if let Some(end) = (self.markup == Markup::Html).then(|| tag_end(page, at)).flatten() {
            self.at = end;
            return (&page[at..end], false);
        }
        // The next `<` is looked for once, however many marks begin before it.
        if self.tag <= at {
            let found = page.as_bytes()[at + 1..].iter().position(|&byte| byte == b'<');
            self.tag = found.filter(|_| self.markup == Markup::Html).map_or(page.len(), |i| at + 1 + i);
        }
        let mut end = self.tag;
        if let Some(&(start, ..)) = self.order.get(self.next) {
            end = end.min(start);
        }
        end = self.want.iter().map(|(end, _)| *end).fold(end, usize::min);
        if self.markup == Markup::Html {
            end = entity_edge(page, at, end);
        }
        let piece = &page[at..end];
        let between = || page[..at].ends_with('>') || self.tag == end;
        let blank = self.markup == Markup::Html && piece.trim().is_empty() && between();
        self.at = end;
        (piece, !blank)
    }
}

/// Where the tag, comment or raw element (script, style) ends that begins at `at`; `None` where none does.
fn tag_end(page: &str, at: usize) -> Option<usize> {
    let rest = page.get(at..)?;
    let bytes = rest.as_bytes();
    if bytes.first() != Some(&b'<') {
        return None;
    }
    if let Some(comment) = rest.strip_prefix("<!--") {
        return Some(comment.find("-->").map_or(page.len(), |i| at + 4 + i + 3));
    }
    if !bytes.get(1).is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?')) {
        return None;
    }
    let mut quote = 0;
    let mut end = None;
    for (i, &byte) in bytes.iter().enumerate().skip(1) {
        match byte {
            b'"' | b'\'' if quote == 0 && bytes.get(i.wrapping_sub(1)) == Some(&b'=') => quote = byte,
            b if b == quote => quote = 0,
            b'>' if quote == 0 => {
                end = Some(i + 1);
                break;
            }
            _ => {}
        }
    }
    // A tag that never ends swallows the rest, as it does in a browser.
    let end = end.unwrap_or(bytes.len());
    for name in ["script", "style"] {
        let opens = bytes.get(1..=name.len()).is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes()));
        if opens && !bytes.get(1 + name.len()).is_some_and(u8::is_ascii_alphanumeric) {
            let close = format!("</{name}");
            let lower = find_ignoring_case(&bytes[end.min(bytes.len())..], close.as_bytes());
            return Some(lower.map_or(page.len(), |i| at + end + i));
        }
    }
    Some(at + end)
}

fn find_ignoring_case(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle))
}

/// A piece's end, taken past the entity that it would cut.
fn entity_edge(page: &str, at: usize, end: usize) -> usize {
    let from = floor_boundary(page, end.saturating_sub(10)).max(at);
    let Some(start) = page[from..end].rfind('&').map(|i| from + i) else { return end };
    if page[start..end].contains(';') {
        return end;
    }
    let name = page[start + 1..].bytes().take(10).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    match page.as_bytes().get(start + 1 + name) {
        Some(b';') if name > 0 => (start + name + 2).max(end),
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn mark(page: &str, markup: Markup, words: &[&str]) -> String {
        let spans: Vec<Span> = words
            .iter()
            .map(|word| {
                let at = page.find(word).expect("on the page");
                Span::of(at, at + word.len())
            })
            .collect();
        let open = |i: usize, out: &mut String| out.push_str(&format!("[{i}"));
        annotate(page, markup, &spans, open, |i, out| out.push_str(&format!("{i}]")))
    }

    #[test]
    fn plain_text() {
        let page = "Theo Kết luận 114, Chỉ thị 05.";
        assert_eq!(
            mark(page, Markup::Plain, &["Kết luận 114", "Chỉ thị 05"]),
            "Theo [0Kết luận 1140], [1Chỉ thị 051]."
        );
        assert_eq!(mark(page, Markup::Plain, &[]), page);
        assert_eq!(mark(page, Markup::Plain, &[page]), format!("[0{page}0]"));
    }

    #[test]
    fn marks_nest_touch_and_cross() {
        let page = "một hai ba bốn";
        assert_eq!(mark(page, Markup::Plain, &["hai", "một hai ba"]), "[1một [0hai0] ba1] bốn");
        assert_eq!(mark(page, Markup::Plain, &["một hai", " ba"]), "[0một hai0][1 ba1] bốn");
        assert_eq!(mark(page, Markup::Plain, &["một hai", "hai ba"]), "[0một [1hai1]0][1 ba1] bốn");
    }

    #[test]
    fn tags_are_never_enclosed() {
        let page = "<p>Kết luận <b>số</b> 114<br>và</p>";
        assert_eq!(
            mark(page, Markup::Html, &["Kết luận <b>số</b> 114"]),
            "<p>[0Kết luận 0]<b>[0số0]</b>[0 1140]<br>và</p>"
        );
        // Unbalanced: the tags stay as they were.
        let page = "<div><b>Kết luận</i> 114</div></div>";
        assert_eq!(mark(page, Markup::Html, &["Kết luận</i> 114"]), "<div><b>[0Kết luận0]</i>[0 1140]</div></div>");
    }

    #[test]
    fn attributes_comments_scripts_and_entities_stay_whole() {
        let page = "<a title=\"a > b\">Luật</a> <!-- Luật --> <script>if (a<b) Luật</script> A &amp; B";
        let got = mark(page, Markup::Html, &["Luật</a> <!-- Luật --> <script>if (a<b) Luật</script> A &am"]);
        assert_eq!(got, "<a title=\"a > b\">[0Luật0]</a> <!-- Luật --> <script>if (a<b) Luật</script>[0 A &amp;0] B");
        assert_eq!(mark("a < b và c", Markup::Html, &["a < b"]), "[0a < b0] và c");
    }

    #[test]
    fn white_space_between_cells_is_left_alone() {
        let page = "<tr><td>Luật</td> <td>Đất đai</td></tr>";
        assert_eq!(
            mark(page, Markup::Html, &["Luật</td> <td>Đất đai"]),
            "<tr><td>[0Luật0]</td> <td>[0Đất đai0]</td></tr>"
        );
    }

    #[test]
    fn what_was_there_is_there_still() {
        let pages = ["", "<", "<b", "<p>a<p", "a</b", "<!-- a", "<script>", "&", "&#", "đ<đ>đ", "<a b='>c", "𝄞<i>𝄞"];
        for page in pages {
            for markup in [Markup::Plain, Markup::Html] {
                for start in 0..=page.len() as u32 + 1 {
                    for end in start..=page.len() as u32 + 1 {
                        let spans = [Span::new(start, end), Span::new(0, end), Span::new(start, 99)];
                        let got =
                            annotate(page, markup, &spans, |_, out| out.push('\u{1}'), |_, out| out.push('\u{2}'));
                        assert_eq!(got.replace(['\u{1}', '\u{2}'], ""), page);
                        let opens = got.matches('\u{1}').count();
                        assert_eq!(opens, got.matches('\u{2}').count(), "{page:?}: as many open as close");
                    }
                }
            }
        }
    }
}
