//! Which blocks are the page's own words.
//!
//! jusText's rules for single blocks (length, share of links, share of stop words), and above them the page's
//! containers: the article is the container where running text is dense; what is all links around it is menus and
//! lists. Short lines that are no links stay: [`crate::page`]'s zones judge them as on a page that was stripped.

use std::collections::HashSet;
use std::hash::BuildHasherDefault;

use once_cell::sync::Lazy;

use super::block::{Block, Part, Sep, Tag};
use super::role::Role;
use super::walk::Walk;
use crate::Span;
use crate::page::line::{MORE, ends_sentence};
use crate::text::Markup;
use crate::text::hash::Hash;
use crate::text::key::Key;
use crate::text::token::{Class, Words};
use crate::tsv::Table;

static STOPWORDS: Lazy<HashSet<Key, BuildHasherDefault<Hash>>> =
    Lazy::new(|| stopwords().rows().filter_map(|row| Some(row.get("word").token_at(0)?.key)).collect());

fn stopwords() -> Table {
    Table::new("stopword", include_str!("../../../data/stopword.tsv"))
}

/// What a container holds, with all that is within it.
#[derive(Clone, Copy, Default)]
pub(super) struct Mass {
    text: usize,
    link: usize,
    /// Running text.
    good: usize,
    /// The child with most running text.
    heavy: u32,
    /// Blocks that are all link, and blocks of running text.
    links: u32,
    goods: u32,
    /// Running text right after a link of its own: a teaser under its headline.
    teasers: u32,
    /// Of a table: cells with text, rows, the longest cell, tables within.
    cells: u32,
    rows: u32,
    longest: usize,
    tables: u32,
    /// Cells of several lines.
    broken: u32,
}

/// A link's block: nine tenths of it are link.
fn is_link(len: usize, link: usize) -> bool {
    len > 0 && link * 10 >= len * 9
}

/// What the containers hold, running text aside.
pub(super) fn plain_masses(walk: &Walk) -> Vec<Mass> {
    masses(walk, &vec![false; walk.blocks.len()])
}

/// All blocks, for reading a stretch of a page.
pub(super) fn everything(walk: &Walk) -> Vec<Part> {
    let mass = plain_masses(walk);
    let mut parts = Vec::new();
    for block in 0..walk.blocks.len() {
        push(walk, &mass, &mut parts, block, None);
    }
    parts
}

/// The blocks that are kept.
pub(super) fn choose(walk: &Walk) -> Vec<Part> {
    let blocks = &walk.blocks;
    let good: Vec<bool> = goods(walk);
    let mass = masses(walk, &good);
    let dropped = dropped(walk, &mass);
    let main = main(&mass, &dropped);
    let within = within(walk, main);
    let first = (0..blocks.len()).find(|&i| good[i] && within[blocks[i].container as usize]);
    let last = (0..blocks.len()).rev().find(|&i| within[blocks[i].container as usize]).unwrap_or(0);
    let title = title(walk, first);
    let start = title.or(first).unwrap_or(0);
    let mut parts = Vec::new();
    let mut after_link = false;
    for (i, block) in blocks.iter().enumerate() {
        let container = block.container as usize;
        let len = block.text.len();
        let link = is_link(len, block.link);
        let dense = block.link * 3 > len;
        let mut markup = match block.tag {
            Tag::Caption => Some(Markup::Caption),
            _ => None,
        };
        if Some(i) == title {
            markup = Some(Markup::Title);
        } else if dropped[container] == Role::Drop {
            continue;
        } else if dropped[container] == Role::Footer {
            if dense {
                continue;
            }
            markup = Some(Markup::Furniture);
        } else if within[container] && i >= start.min(last) {
            // Within the article a link of its own is a list's where another one stands beside it.
            let beside =
                |j: Option<usize>| j.and_then(|j| blocks.get(j)).is_some_and(|b| is_link(b.text.len(), b.link));
            if link && (beside(i.checked_sub(1)) || beside(Some(i + 1)) || after_link || opens_link(walk, i)) {
                after_link = true;
                continue;
            }
            after_link = false;
        } else if i < start {
            // Over the title: the site's name, the day; no menus. Without a title nobody knows where the article
            // begins: the zones judge these lines.
            if dense || (title.is_some() && len > 200 && !good[i]) {
                continue;
            }
            if title.is_some() && (!good[i] || sparse(&mass[container])) {
                markup = Some(Markup::Furniture);
            }
        } else if dense || (good[i] && i > last && sparse(&mass[container])) {
            continue;
        }
        if data_table(walk, &mass, i) && markup.is_none() {
            markup = Some(Markup::Table);
        }
        push(walk, &mass, &mut parts, i, markup);
    }
    parts
}

/// Whether a container holds more of lists than of text.
fn sparse(mass: &Mass) -> bool {
    mass.link * 4 > mass.text || (mass.links >= 2 && mass.links * 2 >= mass.goods)
}

/// `>> Xem thêm: …`
fn opens_link(walk: &Walk, i: usize) -> bool {
    let words = &walk.out[walk.blocks[i].text.clone()];
    [">>", "»"].iter().chain(MORE.iter()).any(|open| words.starts_with(open.as_bytes()))
}

/// Adds a block, with what parts it from the one before.
pub(super) fn push(walk: &Walk, mass: &[Mass], parts: &mut Vec<Part>, i: usize, markup: Option<Markup>) {
    let block = &walk.blocks[i];
    let mut sep = block.sep;
    if let Some(before) = parts.last() {
        let other = &walk.blocks[before.block];
        sep = match (other.cell, block.cell) {
            (Some(a), Some(b)) if a.0 == b.0 && data_table(walk, mass, i) => match (a.1 == b.1, a.2 == b.2) {
                (true, true) => Sep::Space,
                (true, false) => Sep::Cell,
                _ => Sep::Line,
            },
            _ if before.block + 1 != i => Sep::Paragraph,
            _ if sep <= Sep::Cell => Sep::Paragraph,
            _ => sep,
        };
    }
    parts.push(Part { block: i, sep, markup });
}

/// Whether a block is a cell of a table of data: two rows and columns or more, short cells, no table within; not the two
/// columns of a document's head, whose cells have a line break: `ỦY BAN NHÂN DÂN<br>TỈNH SÔNG LAM`.
pub(super) fn data_table(walk: &Walk, mass: &[Mass], i: usize) -> bool {
    walk.blocks[i].cell.is_some_and(|(table, _, cell)| {
        let mass = &mass[table as usize];
        let head = mass.rows <= 3 && mass.cells == mass.rows * 2 && mass.broken * 2 >= mass.cells;
        cell > 0 && mass.tables == 0 && mass.rows >= 2 && mass.cells >= mass.rows * 2 && mass.longest <= 400 && !head
    })
}

/// Of a longer block so many words are weighed.
const SAMPLE: usize = 60;

/// Which blocks are running text.
fn goods(walk: &Walk) -> Vec<bool> {
    let stops = |words: &str| {
        let (mut all, mut stops) = (0, 0);
        // A paragraph's first words tell as much as all of them.
        for token in words.tokens_in(Span::of(0, words.len())).filter(|token| token.class == Class::Word).take(SAMPLE) {
            all += 1;
            stops += usize::from(STOPWORDS.contains(&token.key));
        }
        (all, stops)
    };
    let candidate = |block: &Block| block.text.len() >= 80 && block.link * 3 <= block.text.len();
    // Of a page that is not UTF-8, the blocks that are.
    let whole = std::str::from_utf8(&walk.out).ok();
    let words = |block: &Block| match whole {
        Some(whole) => whole.get(block.text.clone()),
        None => std::str::from_utf8(&walk.out[block.text.clone()]).ok(),
    };
    let counts: Vec<Option<(usize, usize)>> =
        walk.blocks.iter().map(|block| candidate(block).then(|| words(block).map_or((0, 0), stops))).collect();
    let (all, stop) = counts.iter().flatten().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
    // Where the page's letters are not yet read (TCVN3, a wrong charset) stop words tell nothing.
    let vietnamese = all > 0 && stop * 20 >= all;
    let good = |(block, counts): (&Block, &Option<(usize, usize)>)| {
        counts.is_some_and(|(all, stops)| {
            (block.text.len() >= 160 || words(block).is_some_and(ends_sentence)) && (!vietnamese || stops * 10 >= all)
        })
    };
    walk.blocks.iter().zip(&counts).map(good).collect()
}

/// Adds up what the containers hold: parents stand before their children.
fn masses(walk: &Walk, good: &[bool]) -> Vec<Mass> {
    let mut mass = vec![Mass::default(); walk.containers.len()];
    let mut cell = (0, 0, 0, 0);
    let mut lines = 0;
    for (i, block) in walk.blocks.iter().enumerate() {
        let m = &mut mass[block.container as usize];
        let len = block.text.len();
        m.text += len;
        m.link += block.link;
        m.links += u32::from(is_link(len, block.link));
        if good[i] {
            m.good += len;
            m.goods += 1;
            let headline = i.checked_sub(1).map(|i| &walk.blocks[i]);
            m.teasers += u32::from(headline.is_some_and(|b| is_link(b.text.len(), b.link)));
        }
        if let Some((table, row, column)) = block.cell {
            let t = &mut mass[table as usize];
            if (cell.0, cell.1, cell.2) == (table, row, column) {
                cell.3 += len;
                lines += 1;
                t.broken += u32::from(lines == 2);
            } else {
                t.cells += 1;
                lines = 1;
                t.rows += u32::from((cell.0, cell.1) != (table, row));
                cell = (table, row, column, len);
            }
            t.longest = t.longest.max(cell.3);
        }
    }
    for i in (1..mass.len()).rev() {
        let (child, parent) = (mass[i], walk.containers[i].parent as usize);
        let heavier = mass[parent].heavy == 0 || child.good > mass[mass[parent].heavy as usize].good;
        let p = &mut mass[parent];
        p.text += child.text;
        p.link += child.link;
        p.good += child.good;
        p.links += child.links;
        p.goods += child.goods;
        p.teasers += child.teasers;
        p.tables += child.tables + u32::from(walk.containers[i].table);
        if heavier {
            p.heavy = i as u32;
        }
    }
    mass
}

/// What becomes of each container, its parents' fate included.
fn dropped(walk: &Walk, mass: &[Mass]) -> Vec<Role> {
    let all = mass[0].good;
    let mut out = vec![Role::None; mass.len()];
    for i in 1..mass.len() {
        let m = &mass[i];
        let container = &walk.containers[i];
        // A third of the page's running text overrules a name: some themes call the whole page `widget`.
        let mine = m.good * 3 > all;
        let list = m.link * 2 > m.text && m.links >= 2;
        let own = match container.role {
            Role::Drop | Role::Footer if !mine => container.role,
            _ if list && !mine => Role::Drop,
            // Headlines with teasers, beside an article.
            _ if m.teasers >= 2 && m.teasers * 3 >= m.goods * 2 && m.good < all => Role::Drop,
            _ => Role::None,
        };
        out[i] = own.max(out[container.parent as usize]);
    }
    out
}

/// The container of the article: down from the root as long as one child holds most of the running text.
fn main(mass: &[Mass], dropped: &[Role]) -> u32 {
    let mut at = 0;
    while mass[at].heavy != 0 {
        let heavy = mass[at].heavy as usize;
        if mass[heavy].good * 20 < mass[at].good * 13 || mass[heavy].good == 0 || dropped[heavy] != Role::None {
            break;
        }
        // The only paragraph in a box of its own is no article; neither is one cell of a table.
        if mass[heavy].goods == 1 && mass[at].goods > 1 {
            break;
        }
        at = heavy;
    }
    at as u32
}

/// Which containers are the main one or stand in it.
fn within(walk: &Walk, main: u32) -> Vec<bool> {
    let mut out = vec![false; walk.containers.len()];
    out[main as usize] = true;
    for i in main as usize + 1..out.len() {
        out[i] = out[walk.containers[i].parent as usize];
    }
    out
}

/// The block that is the page's title: the heading, else the block, that `<title>` repeats; else the only heading
/// before the text.
pub(super) fn title(walk: &Walk, first: Option<usize>) -> Option<usize> {
    let words = |i: usize| squeeze(&walk.out[walk.blocks[i].text.clone()]);
    let title = squeeze(&walk.title);
    let end = first.map_or(walk.blocks.len(), |first| first + 1);
    let fits = |i: usize| {
        let block = &walk.blocks[i];
        let len = block.text.len();
        (16..=500).contains(&len) && (block.tag == Tag::Heading || block.link * 2 < len)
    };
    let repeated = |i: &usize| fits(*i) && title.starts_with(words(*i).as_slice());
    let heading = |i: &usize| walk.blocks[*i].tag == Tag::Heading && walk.blocks[*i].link == 0;
    let before = || (0..end).rev();
    let named = before().filter(heading).find(repeated).or_else(|| before().find(repeated));
    // A lead may be a heading too; it ends like a sentence.
    let lead = |i: usize| walk.out[walk.blocks[i].text.clone()].ends_with(b".");
    let titles = || before().filter(heading).filter(|&i| fits(i));
    named.or_else(|| titles().find(|&i| !lead(i))).or_else(|| titles().next())
}

/// Letters and digits alone, in one case where they are ASCII.
fn squeeze(words: &[u8]) -> Vec<u8> {
    words.iter().filter(|b| b.is_ascii_alphanumeric() || **b >= 0x80).map(u8::to_ascii_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_are_single_words() {
        for row in stopwords().rows() {
            assert!(STOPWORDS.contains(&row.get("example").token_at(0).unwrap().key), "{}", row.get("word"));
        }
    }
}
