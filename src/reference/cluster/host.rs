//! The page as a document: what `Nghị định này` means on the page of a decree.

use memchr::memmem;

use crate::reference::{DocType, Form, Reference};
use crate::text::case::{ends_with, same};
use crate::text::tokens::Tokens;

/// A page that is itself a document, with the type that its heading says.
#[derive(Clone, Copy)]
pub(super) struct Host {
    kind: Option<DocType>,
}

impl Host {
    /// The page, where it is a document.
    pub(super) fn of(text: &Tokens) -> Option<Host> {
        is_document(text).then(|| Host { kind: heading(text) })
    }

    /// Whether a back reference to a type means the page.
    pub(super) fn is_meant(self, text: &Tokens, back: &Reference, kind: DocType) -> bool {
        self.kind.is_none_or(|own| own == kind) && says_this(text, back)
    }
}

/// Whether the page is itself a document with articles: there `Nghị định này` is the page.
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
    let based = || memmem::find_iter(bytes, "Căn cứ ".as_bytes()).any(opens);
    memmem::find_iter(bytes, ARTICLE).any(first) && based()
}

/// The type that a document's own page bears as a heading: `QUYẾT ĐỊNH` on a line of its own.
fn heading(text: &Tokens) -> Option<DocType> {
    text.lines().take(80).map(|line| line.trim().trim_end_matches(':')).find_map(|line| {
        let short = line.len() <= 64 && line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase);
        if short { DocType::by_name(line).map(DocType::parent) } else { None }
    })
}

/// Whether a back reference ends in `này`, which on a document's own page means that document.
fn says_this(text: &Tokens, reference: &Reference) -> bool {
    ends_with(&text[reference.core], "này")
}

/// Whether a symbol stands in a document's head: after `Số` on a line of its own.
pub(in crate::reference) fn heads(text: &str, reference: &Reference) -> bool {
    let start = reference.core.start() as usize;
    if reference.form != Form::Numbered || start > 2000 {
        return false;
    }
    let before = text[..start].trim_end().trim_end_matches(':').trim_end();
    let line = before.rfind('\n').map_or(0, |i| i + 1);
    before.len() - line <= 8 && same(before[line..].trim(), "số")
}
