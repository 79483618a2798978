//! Clusters: which mentions of a page mean one document.
//!
//! Mentions that identify a document by themselves (a symbol, a dated law, a number with its year) are held together
//! first ([`anchored`]). Then the page is read once more in order: short forms (`Kết luận 114`, `Luật Đất đai`) join the
//! document that they can mean ([`short`]), and back references (`Nghị quyết này`) the nearest earlier document of their
//! type ([`antecedent`]). Where more than one can be meant, a mention stays by itself: a wrong antecedent is worse than
//! none.

mod anchored;
mod antecedent;
mod group;
mod host;
mod index;
mod key;
mod plenum;
mod short;
mod trail;

use super::relation::{Actor, Relation, RelationType};
use super::{DocType, Form, Reference};
use crate::page::ZoneSpan;
use crate::text::tokens::Tokens;
pub(crate) use antecedent::Abstained;
use host::Host;
pub(super) use host::heads;
use index::Groups;
use trail::Trails;

/// Assigns clusters; holds buffers to reuse.
#[derive(Default, Debug)]
pub(crate) struct Clusters {
    groups: Groups,
    /// The group of each mention.
    of: Vec<u32>,
    trails: Trails,
    /// Whether a mention is what another of its type amends, replaces or carries out, or what the page itself puts out
    /// of force; and which other.
    objects: Vec<bool>,
    actors: Vec<u32>,
    /// The back references that were left by themselves.
    pub(crate) abstained: Vec<(u32, Abstained)>,
}

/// No mention, no group.
const NONE: u32 = u32::MAX;

/// How many of a kind are looked at, groups with one key or mentions in a row: a page that repeats a number a thousand times
/// stays linear.
const CHAIN: usize = 24;

impl Clusters {
    /// Gives every reference its cluster: 1, 2, … in the order of first mention.
    pub(crate) fn assign(
        &mut self,
        text: &Tokens,
        zones: &[ZoneSpan],
        references: &mut [Reference],
        relations: &[Relation],
    ) {
        self.groups.clear();
        self.of.clear();
        self.trails.clear();
        self.abstained.clear();
        self.relate(references, relations);
        for reference in references.iter() {
            let group = self.groups.anchored(text, reference);
            self.of.push(group);
        }
        self.groups.plenums(text, references, &self.of);
        // Numbers 1, 2, … in reading order; the second pass meets documents in that order too.
        self.groups.iter_mut().for_each(|group| group.last = NONE);
        let host =
            if references.iter().any(|r| r.form == Form::Back) { Host::of(text, zones, references) } else { None };
        for at in 0..references.len() {
            let reference = &references[at];
            if self.of[at] == NONE {
                self.of[at] = match reference.form {
                    Form::Back => self.back(text, references, at, host),
                    Form::Event => self.groups.event(text, reference),
                    Form::Named => self.groups.named(text, reference),
                    Form::Numbered | Form::NumberOnly => self.groups.short(text, reference),
                };
            }
            self.met(text, references, at);
        }
        let mut next = 0;
        self.groups.iter_mut().for_each(|group| group.last = 0);
        for (reference, &group) in references.iter_mut().zip(&self.of) {
            let number = &mut self.groups[group].last;
            if *number == 0 {
                next += 1;
                *number = next;
            }
            reference.cluster = *number;
        }
    }

    /// Notes which mentions are objects of others.
    fn relate(&mut self, references: &[Reference], relations: &[Relation]) {
        self.objects.clear();
        self.actors.clear();
        for (at, relation) in relations.iter().enumerate() {
            let acts = !matches!(relation.kind, RelationType::Cites | RelationType::IssuedWith);
            let actor = match relation.from {
                Actor::Reference(i) if acts && (i as usize) < at => i,
                _ => NONE,
            };
            let kind = |i: usize| references.get(i).and_then(|r: &Reference| r.doc_type).map(DocType::parent);
            let ended = matches!(relation.kind, RelationType::Repeals | RelationType::Replaces);
            let by_page = ended && relation.from == Actor::Page;
            self.objects.push(by_page || actor != NONE && kind(actor as usize) == kind(at));
            self.actors.push(actor);
        }
    }
}
