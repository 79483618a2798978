//! [`Finder`]: the references found so far, to which the grammars of numbers and of names add theirs.

use crate::page::{Zone, ZoneSpan, zone_at};
use crate::registry::doc_type::DocType;
use crate::text::tokens::Tokens;

use super::{Found, Reference};

pub(super) struct Finder<'t, 'o> {
    pub(super) text: &'t Tokens<'t>,
    pub(super) zones: &'t [ZoneSpan],
    pub(super) out: &'o mut Found,
    /// Where the last core ends: nothing before it is read again as a core.
    pub(super) done: usize,
    /// The families of types of which a document was mentioned, by row.
    pub(super) kinds: u128,
}

impl Finder<'_, '_> {
    /// Adds a core. `goes_on`: it goes on with the run of the one before.
    pub(super) fn push(&mut self, reference: Reference, goes_on: bool) {
        self.done = reference.core.end() as usize;
        if let Some(kind) = reference.doc_type {
            // A licence in the furniture is the site's own, to publish.
            if kind.is_licence() && zone_at(self.zones, reference.core.start()) == Zone::Furniture {
                return;
            }
            self.kinds |= kind.parent().bit();
        }
        self.out.references.push(reference);
        self.out.goes_on.push(goes_on);
    }

    /// Whether a document of that type's family was mentioned before.
    pub(super) fn seen(&self, kind: DocType) -> bool {
        self.kinds & kind.parent().bit() != 0
    }
}
