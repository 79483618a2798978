//! [`List`]: room that is written page after page.

use std::ops::Deref;

use crate::text::kinds::BLOCK;

/// A list that is written page after page into room made before, so that nothing branches on what is written.
#[derive(Default)]
pub(super) struct List<T> {
    pub(super) items: Vec<T>,
    pub(super) len: usize,
}

impl<T> List<T> {
    pub(super) const EMPTY: List<T> = List { items: Vec::new(), len: 0 };
}

impl<T: Copy + Default> List<T> {
    /// Whether there is room for fewer items than a block has bytes.
    #[inline(always)]
    pub(super) fn is_full(&self) -> bool {
        self.items.len() < self.len + BLOCK
    }

    /// Makes room; what was made for longer pages is kept.
    pub(super) fn make_room(&mut self) {
        if self.is_full() {
            self.items.resize(2 * self.len + BLOCK, T::default());
        }
    }

    /// Writes some items, fewer than a block has bytes. There must be room.
    #[inline(always)]
    pub(super) fn extend(&mut self, items: impl Iterator<Item = T>) {
        let mut len = self.len;
        for item in items {
            self.items[len] = item;
            len += 1;
        }
        self.len = len;
    }

    /// Writes an item, and counts it if it is to be kept. There must be room.
    #[inline(always)]
    pub(super) fn push_if(&mut self, keep: bool, item: T) {
        self.items[self.len] = item;
        self.len += usize::from(keep);
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        &self.items[..self.len]
    }
}
