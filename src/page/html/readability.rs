//! A second opinion on which blocks are the article: dom_smoothie's, a port of readability.js.
//!
//! It gives a text and does not say where it stood. So its text is laid along the page's blocks: what both have in the
//! same order is kept, as the page has it, with its way back to the file.

use std::borrow::Cow;

use dom_smoothie::{Config, Readability};

use super::block::{Part, Tag};
use super::choose;
use super::walk::Walk;
use crate::text::Markup;
use crate::text::hash::{Map, fnv};

/// On deeper pages its time is the square of their depth.
const DEEPEST: usize = 400;
/// The most elements of a page that it is asked about.
const MOST: usize = 200_000;
/// A block with so many letters and digits can be told from all others.
const LONG: usize = 24;
/// So far ahead a shorter block is looked for.
const NEAR: usize = 2000;

/// The blocks that it keeps, and the title; `None` where it finds no article, or must not be asked.
pub(super) fn choose(walk: &Walk) -> Option<Vec<Part>> {
    if walk.deepest > DEEPEST {
        return None;
    }
    let article = article(walk.page)?;
    let blocks: Vec<Vec<u8>> = walk.blocks.iter().map(|block| bones(&walk.out[block.text.clone()])).collect();
    let kept = along(&blocks, &article);
    let title = choose::title(walk, kept.iter().position(|&kept| kept));
    let mass = choose::plain_masses(walk);
    let mut parts = Vec::new();
    for (i, block) in walk.blocks.iter().enumerate().filter(|&(i, _)| kept[i] || Some(i) == title) {
        let markup = match block.tag {
            _ if Some(i) == title => Some(Markup::Title),
            Tag::Caption => Some(Markup::Caption),
            _ => choose::data_table(walk, &mass, i).then_some(Markup::Table),
        };
        choose::push(walk, &mass, &mut parts, i, markup);
    }
    kept.contains(&true).then_some(parts)
}

/// The bones of its text.
fn article(page: &[u8]) -> Option<Vec<u8>> {
    let page = match std::str::from_utf8(page) {
        Ok(page) => Cow::Borrowed(page),
        // In any encoding: only letters of ASCII are compared.
        Err(_) => Cow::Owned(page.iter().map(|&byte| char::from(byte)).collect()),
    };
    let config = Config { max_elements_to_parse: MOST, disable_json_ld: true, ..Config::default() };
    // A page must not be lost to a bug of somebody else.
    let text = std::panic::catch_unwind(|| Readability::new(&*page, None, Some(config)).ok()?.parse().ok());
    let bones = bones(text.ok()??.text_content.as_bytes());
    (!bones.is_empty()).then_some(bones)
}

/// Letters and digits of ASCII, in one case: what is left of words in any encoding, whatever the spaces.
fn bones(words: &[u8]) -> Vec<u8> {
    words.iter().filter(|b| b.is_ascii_alphanumeric()).map(u8::to_ascii_lowercase).collect()
}

/// Which blocks stand in the article, in its order.
fn along(blocks: &[Vec<u8>], article: &[u8]) -> Vec<bool> {
    // Where the article has a stretch once, a long block that begins with it can stand there only.
    let mut places: Map<u64, Option<usize>> = Map::default();
    for (at, window) in article.windows(LONG).enumerate() {
        places.entry(fnv(window)).and_modify(|place| *place = None).or_insert(Some(at));
    }
    let long = blocks.iter().enumerate().filter(|(_, bones)| bones.len() >= LONG);
    let anchored = long.filter_map(|(i, bones)| {
        let at = (*places.get(&fnv(&bones[..LONG]))?)?;
        article[at..].starts_with(bones).then_some((i, at))
    });
    let mut kept = vec![false; blocks.len()];
    let (mut block, mut at) = (0, 0);
    for (i, place) in rising(anchored.collect()).into_iter().chain([(blocks.len(), article.len())]) {
        // Between two of them the others follow each other.
        for near in block..i {
            let bones = &blocks[near];
            let rest = &article[at..place.max(at)];
            let found = match bones.len() {
                0 => None,
                1..8 => rest.starts_with(bones).then_some(0),
                n => rest[..rest.len().min(NEAR)].windows(n).position(|window| window == bones),
            };
            if let Some(found) = found {
                kept[near] = true;
                at += found + bones.len();
            }
        }
        if i < blocks.len() && place >= at {
            kept[i] = true;
            at = place + blocks[i].len();
        }
        block = i + 1;
    }
    kept
}

/// The longest run of places that rise with their blocks.
fn rising(places: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    // The last of the lowest run of each length, and what stands before each in its run.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::new());
    for (i, &(_, at)) in places.iter().enumerate() {
        let n = ends.partition_point(|&end| places[end].1 < at);
        before.push(n.checked_sub(1).map(|n| ends[n]));
        match ends.get_mut(n) {
            Some(end) => *end = i,
            None => ends.push(i),
        }
    }
    let mut run: Vec<_> = std::iter::successors(ends.last().copied(), |&i| before[i]).map(|i| places[i]).collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_found_in_the_order_of_the_article() {
        let article = bones(
            b"The first paragraph of the article, and more. 1 2 The second one of it is long too. End of it all.",
        );
        for (blocks, want) in [
            (
                &["Menu", "The first paragraph of the article, and more.", "1", "2", "Other", "End of it all."][..],
                "-###-#",
            ),
            (&["The second one of it is long too.", "The first paragraph of the article, and more.", "1"], "-##"),
            (&["A block that the article does not have at all", "1 2", ""], "---"),
        ] {
            let blocks: Vec<Vec<u8>> = blocks.iter().map(|block| bones(block.as_bytes())).collect();
            let kept: String = along(&blocks, &article).into_iter().map(|kept| if kept { '#' } else { '-' }).collect();
            assert_eq!(kept, want);
        }
    }
}
