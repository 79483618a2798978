//! [`Lexicon`]: phrases and what they stand for, looked up token by token in running text.

use super::key::Key;
use super::token::{Token, Words};

/// A trie of phrases over matching keys: case, tone placement and dash variants do not count, white space does.
///
/// Reads left to right from a position ([`Lexicon::at`]) or right to left up to one ([`Lexicon::before`]), longest
/// match first, without allocating. A phrase never ends inside a word.
pub(crate) struct Lexicon {
    forward: Trie,
    backward: Trie,
}

impl Lexicon {
    /// Builds a lexicon from phrases and their values. Where a phrase stands twice, the first value stays.
    pub(crate) fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, u32)>) -> Lexicon {
        let mut lexicon = Lexicon { forward: Trie::default(), backward: Trie::default() };
        for (phrase, value) in phrases {
            let phrase = phrase.trim();
            let mut tokens: Vec<(Token, bool)> = Vec::new();
            let (mut at, mut spaced) = (0, false);
            while let Some(token) = phrase.token_at(at) {
                tokens.push((token, spaced));
                (at, spaced) = phrase.skip_space(token.span.end() as usize);
            }
            assert_eq!(at, phrase.len(), "lexicon phrase {phrase:?}");
            let key = |token: &Token, spaced| if spaced { token.key.spaced() } else { token.key };
            lexicon.forward.insert(tokens.iter().map(|(token, spaced)| key(token, *spaced)), value);
            // Read backwards, the space before a token belongs to the token that is met next.
            let after = tokens.iter().skip(1).map(|(_, spaced)| *spaced).chain([false]);
            let backward: Vec<Key> = tokens.iter().zip(after).map(|((token, _), spaced)| key(token, spaced)).collect();
            lexicon.backward.insert(backward.into_iter().rev(), value);
        }
        lexicon.forward.seal();
        lexicon.backward.seal();
        lexicon
    }

    /// The longest phrase that starts exactly at `at`: its value and where it ends.
    #[inline]
    pub(crate) fn at(&self, text: &(impl Words + ?Sized), at: usize) -> Option<(u32, usize)> {
        self.starting(text, text.token_at(at)?)
    }

    /// [`Lexicon::at`] a token that was read already.
    #[inline]
    pub(crate) fn starting(&self, text: &(impl Words + ?Sized), first: Token) -> Option<(u32, usize)> {
        if self.forward.opens(first.key) { found(self.forward.longest_at(text, first)) } else { None }
    }

    /// The longest phrase that tokens of one line begin with: its value and how many tokens it has.
    #[inline]
    pub(crate) fn opening(&self, text: &str, line: &[Token]) -> Option<(u32, usize)> {
        let first = line.first()?.key;
        if self.forward.opens(first) { found(self.forward.longest_of(text.as_bytes(), first, line)) } else { None }
    }

    /// [`Lexicon::at`] for running text that glues words together: a token that no phrase goes on with may be two of its
    /// words (`nhândân`). Slower, so only for where nothing was found.
    pub(crate) fn at_glued(&self, text: &(impl Words + ?Sized), at: usize) -> Option<(u32, usize)> {
        let (mut node, mut pos, mut spaced, mut best) = (0, at, false, None);
        while let Some(token) = text.token_at(pos) {
            let key = |token: Token, spaced| if spaced { token.key.spaced() } else { token.key };
            let end = token.span.end() as usize;
            let whole = self.forward.step(node, key(token, spaced));
            let in_two = || {
                let word = &text.as_text()[token.span];
                word.char_indices().skip(1).find_map(|(cut, _)| {
                    let (left, right) = (word[..cut].token_at(0)?, word[cut..].token_at(0)?);
                    let (child, _) = self.forward.step(node, key(left, spaced))?;
                    self.forward.step(child, right.key.spaced())
                })
            };
            // The first word tells where a phrase may stand; it is never cut.
            let cut = pos != at && (SHORTEST_GLUED..=LONGEST_GLUED).contains(&token.span.len());
            let Some((next, value)) = whole.or_else(|| if cut { in_two() } else { None }) else {
                // `tố cáonăm 1998`: the phrase ends inside the token.
                let word = &text.as_text()[token.span];
                let last = AFTER.iter().filter(|_| cut).find_map(|after| word.strip_suffix(after));
                let left = last.and_then(|last| Some((last.token_at(0)?, last.len())));
                if let Some((left, len)) = left.filter(|(left, len)| left.span.end() as usize == *len) {
                    if let Some((_, value)) = self.forward.step(node, key(left, spaced)).filter(|(_, v)| *v != NONE) {
                        best = Some((value, token.span.start() as usize + len));
                    }
                }
                break;
            };
            node = next;
            if value != NONE {
                best = Some((value, end));
            }
            (pos, spaced) = text.skip_space(end);
        }
        best
    }

    /// The longest phrase that ends exactly at `end`: its value and where it starts.
    #[inline]
    pub(crate) fn before(&self, text: &(impl Words + ?Sized), end: usize) -> Option<(u32, usize)> {
        self.ending(text, text.token_before(end)?)
    }

    /// [`Lexicon::before`] the end of a token that was read already.
    #[inline]
    pub(crate) fn ending(&self, text: &(impl Words + ?Sized), last: Token) -> Option<(u32, usize)> {
        if self.backward.opens(last.key) { found(self.backward.longest_before(text, last)) } else { None }
    }
}

/// Words that are found glued to a phrase's end.
const AFTER: [&str; 4] = ["năm", "ngày", "của", "và"];

/// Bytes of two words glued together (`ytế`); a longer run of letters is none, and cutting it everywhere would take too long.
const LONGEST_GLUED: u32 = 40;
const SHORTEST_GLUED: u32 = 4;

const NONE: u32 = u32::MAX;

/// A phrase's value and reach, where one was found: what is told here, in place, needs no branch where it is looked for.
#[inline(always)]
fn found(phrase: (u32, usize)) -> Option<(u32, usize)> {
    (phrase.0 != NONE).then_some(phrase)
}

/// Edges `(node, key) → (child, value)` in one open-addressed table.
#[derive(Default)]
struct Trie {
    slots: Vec<Edge>,
    /// How many edges there are: the last one's child.
    edges: u32,
    /// A bit for each word that a phrase begins with: most words of a text are turned away without a look at the slots,
    /// which are too many to stay in the processor's nearest cache.
    roots: Vec<u64>,
}

#[derive(Clone, Copy)]
struct Edge {
    key: Key,
    node: u32,
    child: u32,
    value: u32,
    /// A bit for each word that goes on from here: most phrases are met with another word after them, or end here.
    next: u32,
}

impl Edge {
    /// Where no edge stands.
    const EMPTY: Edge = Edge { key: Key::mark(0), node: NONE, child: NONE, value: NONE, next: 0 };

    #[inline]
    fn is_empty(&self) -> bool {
        self.node == NONE
    }

    /// A word's bit in [`Edge::next`].
    #[inline]
    fn bit(key: Key) -> u32 {
        1 << (key.mixed() >> 59)
    }
}

impl Trie {
    fn insert(&mut self, keys: impl Iterator<Item = Key>, value: u32) {
        let (mut node, mut last) = (0, None);
        for key in keys {
            if (self.edges as usize + 1) * 2 > self.slots.len() {
                self.resize((self.slots.len() * 2).max(16));
            }
            let (slot, edge) = self.find(node, key);
            if edge.is_empty() {
                self.edges += 1;
                self.slots[slot] = Edge { key, node, child: self.edges, value: NONE, next: 0 };
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

    /// Notes the words that phrases begin with and go on with, when all phrases are in.
    fn seal(&mut self) {
        self.resize((self.edges as usize * 4).next_power_of_two());
        let mut next = vec![0; self.edges as usize + 1];
        for edge in self.slots.iter().filter(|edge| !edge.is_empty()) {
            next[edge.node as usize] |= Edge::bit(edge.key);
        }
        for edge in self.slots.iter_mut().filter(|edge| !edge.is_empty()) {
            edge.next = next[edge.child as usize];
        }
        let roots: Vec<Key> = self.slots.iter().filter(|edge| edge.node == 0).map(|edge| edge.key).collect();
        self.roots = vec![0; (roots.len() / 4).next_power_of_two().clamp(4, 256)];
        for key in roots {
            let (word, bit) = self.root(key);
            self.roots[word] |= bit;
        }
    }

    /// Whether a phrase may begin with a word: asked before anything else, of nearly every word around a number.
    #[inline]
    fn opens(&self, key: Key) -> bool {
        let (word, bit) = self.root(key);
        self.roots.get(word).is_some_and(|word| word & bit != 0)
    }

    /// The longest phrase that starts with a token: its value and where it ends.
    #[inline(never)]
    fn longest_at(&self, text: &(impl Words + ?Sized), first: Token) -> (u32, usize) {
        let mut token = first;
        self.longest(first.key, first.span.end() as usize, || {
            let (next, spaced) = text.after(&token)?;
            token = next;
            Some((if spaced { token.key.spaced() } else { token.key }, token.span.end() as usize))
        })
    }

    /// The longest phrase that ends with a token: its value and where it starts.
    #[inline(never)]
    fn longest_before(&self, text: &(impl Words + ?Sized), last: Token) -> (u32, usize) {
        let mut token = last;
        self.longest(last.key, last.span.start() as usize, || {
            let (next, spaced) = text.before(&token)?;
            token = next;
            Some((if spaced { token.key.spaced() } else { token.key }, token.span.start() as usize))
        })
    }

    /// The longest phrase that tokens begin with: its value and how many of them it has.
    #[inline(never)]
    fn longest_of(&self, bytes: &[u8], first: Key, tokens: &[Token]) -> (u32, usize) {
        let mut rest = tokens;
        self.longest(first, 1, || {
            let [last, next, ..] = rest else { return None };
            rest = &rest[1..];
            let key = match &bytes[last.span.end() as usize..next.span.start() as usize] {
                [] => next.key,
                space if space.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'\r')) => next.key.spaced(),
                _ => return None,
            };
            Some((key, tokens.len() - rest.len() + 1))
        })
    }

    /// The value of the longest phrase that begins with a word and goes on with those that `next` gives, [`NONE`] where there
    /// is none, and how far it reaches: with each word comes how far a phrase reaches that it ends.
    #[inline(always)]
    fn longest(&self, first: Key, reach: usize, mut next: impl FnMut() -> Option<(Key, usize)>) -> (u32, usize) {
        let Some(mut edge) = self.edge(0, first) else { return (NONE, reach) };
        let mut best = (edge.value, reach);
        while edge.next != 0 {
            let Some((key, reach)) = next() else { break };
            let Some(longer) = self.longer(edge, key) else { break };
            edge = longer;
            best = if edge.value == NONE { best } else { (edge.value, reach) };
        }
        best
    }

    /// The edge that goes on from another with a word.
    #[inline]
    fn longer(&self, edge: &Edge, key: Key) -> Option<&Edge> {
        if edge.next & Edge::bit(key) == 0 { None } else { self.edge(edge.child, key) }
    }

    /// The word and the bit of [`Trie::roots`] that a key has.
    #[inline]
    fn root(&self, key: Key) -> (usize, u64) {
        let mixed = key.mixed();
        ((mixed >> 54) as usize & (self.roots.len() - 1), 1 << (mixed >> 48 & 63))
    }

    /// Moves the edges to so many slots. A phrase's first word is asked for most: it is the first to get its place.
    fn resize(&mut self, size: usize) {
        let mut edges = std::mem::replace(&mut self.slots, vec![Edge::EMPTY; size]);
        edges.retain(|edge| !edge.is_empty());
        edges.sort_by_key(|edge| edge.node != 0);
        for edge in edges {
            let (slot, _) = self.find(edge.node, edge.key);
            self.slots[slot] = edge;
        }
    }

    /// The slot of the edge, or else the empty one where it would stand; and what stands there.
    #[inline]
    fn find(&self, node: u32, key: Key) -> (usize, &Edge) {
        let mask = self.slots.len() - 1;
        let mut slot = (key.mixed() >> 32) as usize ^ node as usize;
        loop {
            let edge = &self.slots[slot & mask];
            if edge.key == key && edge.node == node || edge.is_empty() {
                return (slot & mask, edge);
            }
            slot = slot.wrapping_add(1);
        }
    }

    #[inline]
    fn step(&self, node: u32, key: Key) -> Option<(u32, u32)> {
        self.edge(node, key).map(|edge| (edge.child, edge.value))
    }

    #[inline]
    fn edge(&self, node: u32, key: Key) -> Option<&Edge> {
        let (_, edge) = self.find(node, key);
        (!edge.is_empty()).then_some(edge)
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
    fn a_lexicon_without_phrases_finds_none() {
        let empty = Lexicon::new([]);
        assert_eq!(empty.at("chương trình", 0), None);
        assert_eq!(empty.at_glued("chương trình", 0), None);
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
