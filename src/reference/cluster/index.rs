//! The groups of a page, and the keys under which they are found.

use std::ops::{Index, IndexMut};

use super::group::Group;
use super::{CHAIN, NONE};
use crate::reference::Reference;
use crate::text::hash::Map;
use crate::text::tokens::Tokens;

/// The groups of a page. A group goes by its place in the order in which they were added.
#[derive(Default, Debug)]
pub(super) struct Groups {
    list: Vec<Group>,
    /// The entry made last under each key.
    keys: Map<u64, u32>,
    /// A group, and the entry made before it under the same key.
    entries: Vec<(u32, u32)>,
}

impl Groups {
    pub(super) fn clear(&mut self) {
        self.list.clear();
        self.keys.clear();
        self.entries.clear();
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Group> {
        self.list.iter_mut()
    }

    /// A group of a mention's own, which no key finds.
    pub(super) fn lone(&mut self, text: &Tokens, reference: &Reference) -> u32 {
        self.push(Group::of(text, reference))
    }

    /// Adds a group under its first key.
    pub(super) fn add(&mut self, group: Group, key: u64) -> u32 {
        let number = self.push(group);
        self.register(number, key);
        number
    }

    fn push(&mut self, group: Group) -> u32 {
        self.list.push(group);
        self.list.len() as u32 - 1
    }

    /// Makes a group findable under a key.
    pub(super) fn register(&mut self, group: u32, key: u64) {
        if self.all(key).any(|g| g == group) {
            return;
        }
        let next = self.keys.get(&key).copied().unwrap_or(NONE);
        self.entries.push((group, next));
        self.keys.insert(key, self.entries.len() as u32 - 1);
    }

    /// The groups under a key, the one added last first.
    pub(super) fn all(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.keys.get(&key).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let &(group, next) = self.entries.get(at as usize)?;
            at = next;
            Some(group)
        })
        .take(CHAIN)
    }

    /// The one group under a key that was met and fits; where none was met, the one that fits.
    pub(super) fn only(&self, key: u64, fits: impl Fn(&Group) -> bool) -> Option<u32> {
        let pick = |met: bool| {
            let mut found = self.all(key).filter(|&g| (self[g].last != NONE) == met && fits(&self[g]));
            let (first, second) = (found.next(), found.next());
            (first, second.is_some())
        };
        match pick(true) {
            (Some(group), false) => Some(group),
            // `Nghị định 100` after both 100/2019 and 100/2019/NĐ-CP: the full symbol.
            (Some(_), true) => {
                let mut full = self.all(key).filter(|&g| {
                    let group = &self[g];
                    group.last != NONE && group.letters && fits(group)
                });
                let first = full.next();
                first.filter(|_| full.next().is_none())
            }
            (None, _) => match pick(false) {
                (found, false) => found,
                _ => None,
            },
        }
    }
}

impl Index<u32> for Groups {
    type Output = Group;

    #[inline]
    fn index(&self, group: u32) -> &Group {
        &self.list[group as usize]
    }
}

impl IndexMut<u32> for Groups {
    #[inline]
    fn index_mut(&mut self, group: u32) -> &mut Group {
        &mut self.list[group as usize]
    }
}
