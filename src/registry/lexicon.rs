//! [`Lexicon`]: phrases and what they stand for, looked up token by token in running text.

use crate::text::key::{Key, Token, skip_space, skip_space_back, token_at, token_before};
use crate::text::tokens::Words;

/// A trie of phrases over matching keys: case, tone placement and dash variants do not count, white space does.
///
/// Reads left to right from a position ([`Lexicon::at`]) or right to left up to one ([`Lexicon::before`]), longest
/// match first, without allocating. A phrase never ends inside a word.
#[derive(Default)]
pub(crate) struct Lexicon {
    forward: Trie,
    backward: Trie,
}

impl Lexicon {
    /// Builds a lexicon from phrases and their values. Where a phrase stands twice, the first value stays.
    pub(crate) fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, u32)>) -> Lexicon {
        let mut lexicon = Lexicon::default();
        for (phrase, value) in phrases {
            let phrase = phrase.trim();
            let mut tokens: Vec<(Token, bool)> = Vec::new();
            let (mut at, mut spaced) = (0, false);
            while let Some(token) = token_at(phrase, at) {
                tokens.push((token, spaced));
                (at, spaced) = skip_space(phrase, token.span.end() as usize);
            }
            assert_eq!(at, phrase.len(), "lexicon phrase {phrase:?}");
            let key = |token: &Token, spaced| if spaced { token.key.spaced() } else { token.key };
            lexicon.forward.insert(tokens.iter().map(|(token, spaced)| key(token, *spaced)), value);
            // Read backwards, the space before a token belongs to the token that is met next.
            let after = tokens.iter().skip(1).map(|(_, spaced)| *spaced).chain([false]);
            let backward: Vec<Key> = tokens.iter().zip(after).map(|((token, _), spaced)| key(token, spaced)).collect();
            lexicon.backward.insert(backward.into_iter().rev(), value);
        }
        lexicon
    }

    /// The longest phrase that starts exactly at `at`: its value and where it ends.
    #[inline]
    pub(crate) fn at(&self, text: &(impl Words + ?Sized), at: usize) -> Option<(u32, usize)> {
        let (mut node, mut pos, mut spaced, mut best) = (0, at, false, None);
        while let Some(token) = token_at(text, pos) {
            let key = if spaced { token.key.spaced() } else { token.key };
            let Some((next, value)) = self.forward.step(node, key) else { break };
            node = next;
            let end = token.span.end() as usize;
            if value != NONE {
                best = Some((value, end));
            }
            (pos, spaced) = skip_space(text, end);
        }
        best
    }

    /// [`Lexicon::at`] for running text that glues words together: a token that no phrase goes on with may be two of its
    /// words (`nhândân`). Slower, so only for where nothing was found.
    pub(crate) fn at_glued(&self, text: &(impl Words + ?Sized), at: usize) -> Option<(u32, usize)> {
        let (mut node, mut pos, mut spaced, mut best) = (0, at, false, None);
        while let Some(token) = token_at(text, pos) {
            let key = |token: Token, spaced| if spaced { token.key.spaced() } else { token.key };
            let end = token.span.end() as usize;
            let whole = self.forward.step(node, key(token, spaced));
            let in_two = || {
                let word = &text.as_text()[token.span];
                word.char_indices().skip(1).find_map(|(cut, _)| {
                    let (left, right) = (token_at(&word[..cut], 0)?, token_at(&word[cut..], 0)?);
                    let (child, _) = self.forward.step(node, key(left, spaced))?;
                    self.forward.step(child, right.key.spaced())
                })
            };
            // The first word tells where a phrase may stand; it is never cut.
            let Some((next, value)) = whole.or_else(|| if pos == at { None } else { in_two() }) else { break };
            node = next;
            if value != NONE {
                best = Some((value, end));
            }
            (pos, spaced) = skip_space(text, end);
        }
        best
    }

    /// The longest phrase that ends exactly at `end`: its value and where it starts.
    #[inline]
    pub(crate) fn before(&self, text: &(impl Words + ?Sized), end: usize) -> Option<(u32, usize)> {
        let (mut node, mut pos, mut spaced, mut best) = (0, end, false, None);
        while let Some(token) = token_before(text, pos) {
            let key = if spaced { token.key.spaced() } else { token.key };
            let Some((next, value)) = self.backward.step(node, key) else { break };
            node = next;
            let start = token.span.start() as usize;
            if value != NONE {
                best = Some((value, start));
            }
            (pos, spaced) = skip_space_back(text, start);
        }
        best
    }
}

const NONE: u32 = u32::MAX;

/// Edges `(node, key) → (child, value)` in one open-addressed table.
#[derive(Default)]
struct Trie {
    slots: Vec<Edge>,
    edges: usize,
    nodes: u32,
}

#[derive(Clone, Copy)]
struct Edge {
    key: u64,
    node: u32,
    child: u32,
    value: u32,
}

const EMPTY: Edge = Edge { key: 0, node: NONE, child: NONE, value: NONE };

impl Trie {
    fn insert(&mut self, keys: impl Iterator<Item = Key>, value: u32) {
        let (mut node, mut last) = (0, None);
        for key in keys {
            if (self.edges + 1) * 2 > self.slots.len() {
                self.grow();
            }
            let slot = self.slot(node, key.bits());
            if self.slots[slot].node == NONE {
                self.edges += 1;
                self.nodes += 1;
                self.slots[slot] = Edge { key: key.bits(), node, child: self.nodes, value: NONE };
            }
            node = self.slots[slot].child;
            last = Some(slot);
        }
        if let Some(slot) = last {
            let edge = &mut self.slots[slot];
            if edge.value == NONE {
                edge.value = value;
            }
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        for edge in std::mem::replace(&mut self.slots, vec![EMPTY; size]) {
            if edge.node != NONE {
                let slot = self.slot(edge.node, edge.key);
                self.slots[slot] = edge;
            }
        }
    }

    /// The slot that holds the edge, or the empty one where it would stand.
    #[inline]
    fn slot(&self, node: u32, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let hash = (key ^ (u64::from(node) << 40) ^ u64::from(node)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut slot = (hash >> 32) as usize & mask;
        loop {
            let edge = &self.slots[slot];
            if edge.node == NONE || (edge.node == node && edge.key == key) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }

    #[inline]
    fn step(&self, node: u32, key: Key) -> Option<(u32, u32)> {
        if self.slots.is_empty() {
            return None;
        }
        let edge = &self.slots[self.slot(node, key.bits())];
        (edge.node != NONE).then_some((edge.child, edge.value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        Lexicon::new([
            ("chương trình", 1),
            ("chương trình hành động", 2),
            ("km2", 3),
            ("m", 4),
            ("triệu đồng/người", 5),
        ])
    }

    #[test]
    fn longest_phrase_wins_both_ways() {
        let l = lexicon();
        let text = "Chương  trình HÀNH ĐỘNG số";
        let end = text.find(" số").unwrap();
        assert_eq!(l.at(text, 0), Some((2, end)));
        assert_eq!(l.before(text, end), Some((2, 0)));
        assert_eq!(l.at("chương trình hành chính", 0), Some((1, "chương trình".len())));
    }

    #[test]
    fn space_counts_and_words_are_whole() {
        let l = lexicon();
        assert_eq!(l.at("km2", 0), Some((3, 3)));
        assert_eq!(l.at("km 2", 0), None);
        assert_eq!(l.at("mét", 0), None, "a phrase does not end inside a word");
        assert_eq!(l.at("triệu đồng/người/năm", 0).map(|(v, _)| v), Some(5));
        assert_eq!(l.before("chương\n\ntrình", "chương\n\ntrình".len()), None, "no phrase crosses a blank line");
    }
}
