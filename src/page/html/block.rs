//! [`Block`]s: what a page's markup cuts its text into, and what is kept of them.

use std::ops::Range;

use super::role::Role;
use crate::text::Markup;

/// What stands between a block and the one before it; the strongest counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Sep {
    None,
    Space,
    Cell,
    Line,
    Paragraph,
}

/// What a block is, by the innermost element that says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tag {
    Text,
    Heading,
    Item,
    Cell,
    Caption,
}

/// A stretch of text without a break: a paragraph, a heading, a cell, a line before `<br>`.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Its place in the walk's text.
    pub(super) text: Range<usize>,
    /// Its runs.
    pub(super) runs: Range<usize>,
    pub(super) sep: Sep,
    pub(super) tag: Tag,
    /// The innermost container.
    pub(super) container: u32,
    /// Bytes inside links.
    pub(super) link: usize,
    /// The innermost table, its row and cell.
    pub(super) cell: Option<(u32, u32, u32)>,
}

/// Bytes that the block has from the page as they stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) clean: usize,
    pub(super) page: usize,
    pub(super) len: usize,
}

/// An element that holds blocks.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) parent: u32,
    pub(super) role: Role,
    pub(super) table: bool,
}

/// A block that is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) block: usize,
    pub(super) sep: Sep,
    /// What it is, where the markup tells.
    pub(super) markup: Option<Markup>,
}
