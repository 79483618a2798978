//! What a page's markup says of it ([`said`](super::said)), put between the page's parts at its place.

use super::block::{Block, Part, Sep};
use super::said::{What, first, published};
use super::walk::Walk;
use crate::text::Markup;

/// Where a block begins in the page.
fn begins(walk: &Walk, block: usize) -> usize {
    walk.runs[walk.blocks[block].runs.start].page
}

/// A block of more bytes is not cut: it is a paragraph, no line of what a page says of itself.
const SHORT: usize = 160;

/// Cuts the part before `place` in two where it goes on past `at`, a place in the page: `Đăng ngày <time …>17/10</time>`.
/// `false` where it is too long for that.
fn cut(walk: &mut Walk, parts: &mut Vec<Part>, place: usize, at: usize) -> bool {
    let Some(before) = place.checked_sub(1).map(|i| parts[i]) else { return true };
    let Block { text, runs, tag, container, link, cell, .. } = walk.blocks[before.block].clone();
    let Some(run) = runs.clone().find(|&run| walk.runs[run].page >= at) else { return true };
    if text.len() > SHORT {
        return false;
    }
    let clean = walk.runs[run].clean;
    let block = &mut walk.blocks[before.block];
    (block.text.end, block.runs.end) = (clean, run);
    let rest = Block { text: clean..text.end, runs: run..runs.end, sep: Sep::Line, tag, container, link, cell };
    walk.blocks.push(rest);
    parts.insert(place, Part { block: walk.blocks.len() - 1, sep: Sep::Line, markup: before.markup });
    true
}

/// Puts what the page says of itself between its parts.
pub(super) fn add(walk: &mut Walk, parts: &mut Vec<Part>) {
    let titled = parts.iter().any(|part| part.markup == Some(Markup::Title));
    let chosen = [
        published(&walk.said, walk.page),
        first(&walk.said, What::Title).filter(|_| !titled),
        first(&walk.said, What::Site),
    ];
    let markups = [Markup::Published, Markup::Title, Markup::Site];
    for (said, markup) in chosen.into_iter().zip(markups) {
        let Some(block) = said.and_then(|said| walk.read(said)) else { continue };
        let at = begins(walk, block);
        let place = parts.partition_point(|part| begins(walk, part.block) < at);
        if !cut(walk, parts, place, at) {
            continue;
        }
        parts.insert(place, Part { block, sep: Sep::Paragraph, markup: Some(markup) });
        if let Some(next) = parts.get_mut(place + 1) {
            next.sep = Sep::Paragraph;
        }
    }
}
