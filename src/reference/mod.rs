//! References: mentions of one particular party or state document.
//!
//! Finding never resolves: a [`Reference`] says what its words say. It never looks at claims.

use crate::scan::Anchor;
use crate::{Date, Span};

/// How a document is mentioned.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Form {
    /// With its symbol: `114-KL/TW`.
    Numbered,
    /// With a number that has no letters: `Kết luận 114`, `Thông tư 64/2017`.
    NumberOnly,
    /// By its name: `Luật Đất đai năm 2013`.
    Named,
    /// By the congress or plenum that passed it: `Nghị quyết Trung ương 4 (khóa XII)`.
    Event,
    /// By pointing back: `Nghị quyết này`.
    Back,
}

/// One mention, as plain data: spans of the text that it was found in, no strings.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Reference {
    /// The core: from the type word through the number and symbol.
    pub core: Span,
    /// The whole mention: the core with date, issuer, term, title and pinpoints.
    pub mention: Span,
    /// How the document is mentioned.
    pub form: Form,
    /// The issue date that the mention carries.
    pub issued: Option<Date>,
    /// The issuing body as worded.
    pub issuer: Option<Span>,
    /// The party or assembly term (khóa).
    pub term: Option<u8>,
    /// The title or matter, without quotation marks and leading `về`.
    pub title: Option<Span>,
    /// The mentions with one number mean one document of the page.
    pub cluster: u32,
}

/// Finds the references of a text, in order, walking its anchors.
pub(crate) fn find_into(text: &str, anchors: &[(u32, Anchor)], out: &mut Vec<Reference>) {
    let _ = (text, anchors);
    out.clear();
}
