//! The page as a document: what `Nghị định này` means on the page of a decree.

use memchr::memmem::{self, Finder};
use once_cell::sync::Lazy;

use crate::page::{Zone, ZoneSpan};
use crate::reference::{DocType, Form, Reference};
use crate::text::case::{ends_with, same};
use crate::text::tokens::Tokens;

/// How far from the page's start its head may end, in bytes.
const HEAD: usize = 2000;

/// What opens the bases of a document.
static BASIS: Lazy<Finder> = Lazy::new(|| Finder::new("Căn cứ "));

/// A page that is itself a document, with the type that its heading says.
#[derive(Clone, Copy)]
pub(super) struct Host {
    kind: Option<DocType>,
}

impl Host {
    /// The page, where it is a document: by its title, by its parts, or by its own number or meeting in its head.
    pub(super) fn of(text: &Tokens, zones: &[ZoneSpan], references: &[Reference]) -> Option<Host> {
        // A menu may have the types as well.
        let head = zones.iter().take_while(|line| line.span.start() as usize <= HEAD);
        let mut titles = head.filter(|line| line.zone == Zone::Title);
        if let Some(kind) = titles.find_map(|line| typed(&text[line.span])) {
            return Some(Host { kind: Some(kind) });
        }
        let own = || references.get(own(text, references, |_| true)?)?.doc_type.map(DocType::parent);
        let known = is_document(text) || own().is_some();
        known.then(|| Host { kind: text.lines().take(80).find_map(typed).or_else(own) })
    }

    /// Whether a back reference to a type means the page.
    pub(super) fn is_meant(self, text: &Tokens, back: &Reference, kind: DocType) -> bool {
        self.kind.is_none_or(|own| own == kind) && says_this(text, back)
    }
}

/// Whether the page is itself a document, with articles or with what its body resolves: there `Nghị định này` is the page.
fn is_document(text: &Tokens) -> bool {
    let bytes = text.as_bytes();
    // Broken lines part the word from its number.
    const ARTICLE: &str = "\nĐiều";
    let first = |at: usize| {
        let number = text[at + ARTICLE.len()..].trim_start();
        ["1.", "1:", "2."].iter().any(|mark| number.starts_with(mark))
    };
    // `- Căn cứ …`: bases may be a list.
    let opens = |at: usize| {
        let before = text[..at].trim_end_matches([' ', '-', '–', '+', '*']);
        before.is_empty() || before.ends_with('\n')
    };
    let based = || BASIS.find_iter(bytes).any(opens);
    let articles = || memmem::find_iter(bytes, ARTICLE).any(first);
    let resolves =
        || ["\nQUYẾT NGHỊ:", "\nQUYẾT ĐỊNH:"].iter().any(|words| memmem::find(bytes, words.as_bytes()).is_some());
    based() && (articles() || resolves())
}

/// The type that a line names as a document's heading: `QUYẾT ĐỊNH` on a line of its own, `NGHỊ QUYẾT SỐ 412/…`.
fn typed(line: &str) -> Option<DocType> {
    // Most lines show by one of their first letters that they are not in capitals.
    if line.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let line = line.trim().trim_end_matches(':');
    let kind = line.split(" SỐ ").next().unwrap_or_default();
    if line.len() <= 64 && capitals(line) { DocType::by_name(kind).map(DocType::parent) } else { None }
}

fn capitals(line: &str) -> bool {
    line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase)
}

/// Whether a back reference ends in `này`, which on a document's own page means that document.
fn says_this(text: &Tokens, reference: &Reference) -> bool {
    ends_with(&text[reference.core], "này")
}

/// Which of the first mentions is the page's own.
pub(super) fn own(text: &str, references: &[Reference], of: impl Fn(&Reference) -> bool) -> Option<usize> {
    references.iter().take(12).position(|r| is_own(text, r) && of(r))
}

/// Whether a mention is the page's own: its symbol in its head, or symbol or meeting in its heading in capitals
/// (`NGHỊ QUYẾT SỐ 412/…`, `NGHỊ QUYẾT ĐẠI HỘI …`).
fn is_own(text: &str, reference: &Reference) -> bool {
    let start = reference.core.start() as usize;
    let opens = text[..start.min(text.len())].trim_end_matches(' ');
    let core = &text[reference.core];
    // `Nghị quyết` and below it `Đại hội …`: the type on a line of its own.
    let headed = match reference.form {
        Form::Event => capitals(core) || core.contains('\n'),
        Form::Numbered => reference.head.is_some() && capitals(core),
        _ => false,
    };
    let heading = headed && start <= HEAD;
    heads(text, reference) || heading && (opens.is_empty() || opens.ends_with('\n'))
}

/// The document that a page's title names, of which it goes on to give the words: the first mention, on a line of its own
/// above the bases, where no other of its type stands.
pub(super) fn titles(text: &Tokens, references: &[Reference], groups: &[u32]) -> Option<usize> {
    // How far from the page's start its bases begin, in bytes.
    const BASES: usize = 6_000;
    let titled = |r: &&Reference| r.form == Form::Numbered && r.head.is_some() && r.core.start() as usize <= HEAD;
    let first = references.first().filter(titled)?;
    let start = first.core.start() as usize;
    let opens = |at: usize| {
        let before = text[..at].trim_end_matches([' ', '-', '–', '+']);
        before.is_empty() || before.ends_with('\n')
    };
    let head = &text.as_bytes()[..text.len().min(BASES)];
    let bases = BASIS.find_iter(head).find(|&at| opens(at))?;
    let above = references.iter().zip(groups).take_while(|(r, _)| (r.core.start() as usize) < bases);
    let mut rivals = above.filter(|(r, group)| r.doc_type == first.doc_type && **group != groups[0]);
    (start < bases && opens(start) && rivals.next().is_none()).then_some(0)
}

/// Whether a symbol stands in a document's head: after `Số` on a line of its own, or with its type and a colon: `Luật số:
/// 80/2015/QH13`.
pub(in crate::reference) fn heads(text: &str, reference: &Reference) -> bool {
    let start = reference.core.start() as usize;
    if reference.form != Form::Numbered || start > HEAD {
        return false;
    }
    if reference.head.is_some() {
        let rest = text[reference.core.end() as usize..].trim_start_matches(' ');
        let place =
            || rest.split_once(", ngày").is_some_and(|(place, _)| place.len() <= 40 && !place.contains(['\n', ',']));
        return text[reference.core].contains(':')
            && matches!(text[..start].trim_end_matches(' ').chars().next_back(), None | Some('\n'))
            && (rest.is_empty() || rest.starts_with(['\n', '\r', '|']) || place());
    }
    let before = text[..start].trim_end().trim_end_matches(':').trim_end();
    let line = before.rfind('\n').map_or(0, |i| i + 1);
    let so = before[line..].trim();
    // `UBND TỈNH LẠNG SƠN ------------- Số: …`: the body on the same line.
    let ruled = || so.strip_suffix("Số").is_some_and(|body| body.trim_end().ends_with("---"));
    before.len() - line <= 8 && same(so, "số") || ruled()
}
