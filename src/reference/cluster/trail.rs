//! Trails: the documents of each type that were met so far, for mentions that point back.

use super::{Clusters, NONE};
use crate::reference::{DocType, Form, Reference};
use crate::text::tokens::Tokens;

/// The mentions of one type of document met so far.
#[derive(Debug)]
pub(super) struct Trail {
    pub(super) kind: DocType,
    /// The antecedent of what points back next: the mention, and its group.
    pub(super) last: u32,
    pub(super) group: u32,
    /// Whether more than one document was met.
    pub(super) several: bool,
    /// The document met most often, how often, and how often the next.
    pub(super) most: (u32, u32, u32),
    /// The group of back references that have nothing to point to.
    pub(super) unbound: u32,
}

impl Trail {
    fn new(kind: DocType) -> Trail {
        Trail { kind, last: NONE, group: NONE, several: false, most: (NONE, 0, 0), unbound: NONE }
    }

    /// Notes how often a document was met.
    fn count(&mut self, group: u32, count: u32) {
        let (best, most, next) = self.most;
        self.most = match count {
            _ if group == best || best == NONE => (group, count, next),
            _ if count > most => (group, count, most),
            _ => (best, most, next.max(count)),
        };
    }
}

/// The trails of a page, one for each type that was met.
#[derive(Default, Debug)]
pub(super) struct Trails(Vec<Trail>);

impl Trails {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// The trail of a type of which a document was met.
    pub(super) fn met(&self, kind: DocType) -> Option<&Trail> {
        self.0.iter().find(|trail| trail.kind == kind && trail.last != NONE)
    }

    /// The trail of a type, begun where there is none.
    pub(super) fn of(&mut self, kind: DocType) -> &mut Trail {
        let at = self.0.iter().position(|trail| trail.kind == kind).unwrap_or_else(|| {
            self.0.push(Trail::new(kind));
            self.0.len() - 1
        });
        &mut self.0[at]
    }
}

impl Clusters {
    /// Notes that a mention was met, for those that point back.
    pub(super) fn met(&mut self, text: &Tokens, references: &[Reference], at: usize) {
        let (reference, number) = (&references[at], self.of[at]);
        let group = &mut self.groups[number];
        group.last = reference.core.start();
        group.count += 1;
        let count = group.count;
        let Some(kind) = reference.doc_type.map(DocType::parent) else { return };
        let trail = self.trails.of(kind);
        if reference.form == Form::Back && trail.last == NONE {
            return;
        }
        trail.count(number, count);
        // What another of its type amends or carries out is not what the next sentence speaks of; nor is an aside.
        let aside = |last: u32| in_brackets(text, &references[last as usize], reference);
        let object = self.objects.get(at).copied().unwrap_or_default();
        // What the page itself puts out of force is none of it, nor before anything else was met.
        let ended = object && self.actors.get(at) == Some(&NONE);
        if ended || trail.last != NONE && (object || aside(trail.last)) {
            return;
        }
        trail.several |= trail.last != NONE && trail.group != number;
        (trail.last, trail.group) = (at as u32, number);
    }
}

/// `Nghị định 100/2019/NĐ-CP (được sửa đổi bởi Nghị định 123/2021/NĐ-CP)`: whether a mention stands in brackets that
/// open right after another.
fn in_brackets(text: &Tokens, last: &Reference, reference: &Reference) -> bool {
    let between = text.get(last.mention.end() as usize..reference.core.start() as usize).unwrap_or_default();
    between.len() <= 120 && between.trim_start().starts_with('(') && !between.contains(')')
}
