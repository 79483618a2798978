//! Finding: from the anchors of a page to the cores of its references.
//!
//! At a run of digits the grammar reads the number forwards and the type word backwards; at a head word it reads the
//! documents that have no number. Lists share head and tail. What stands around the cores is read when they stand.

use crate::page::ZoneSpan;
use crate::scan::Anchor;
use crate::text::tokens::Tokens;

use super::Found;
use super::finder::Finder;

/// Finds the cores of a text's references, in order, walking its anchors.
pub(crate) fn find_into(text: &Tokens, anchors: &[(u32, Anchor)], zones: &[ZoneSpan], out: &mut Found) {
    out.clear();
    let mut finder = Finder { text, zones, out, done: 0, kinds: 0 };
    for &(at, anchor) in anchors {
        let at = at as usize;
        if at < finder.done {
            continue;
        }
        match anchor {
            Anchor::Digits => finder.numbered(at),
            Anchor::Head | Anchor::Either => finder.named(at),
            _ => {}
        }
    }
}
