//! A number without letters beside the full symbol on the same page.

use std::collections::{HashMap, HashSet};

use super::context::Page;
use super::place::MERGED;
use crate::reference::identity::{Basis, Document, Identity, Name, OpenBecause, Period, Resolution};
use crate::reference::relation::{Actor, RelationType};
use crate::reference::{DocType, Form};

impl Page<'_> {
    /// A number with a year and no letters beside the full symbol on the same page: the same document. One whose body is named
    /// and leaves it open is another's: `Thông tư 13/2016 của Bộ Y tế và Bộ Nội vụ` beside `13/2016/TT-BTC`.
    pub(super) fn share(&self, out: &mut Resolution) {
        // The documents by number and type; `None` where two share them.
        let mut full: HashMap<(u64, Option<DocType>), Option<u32>> = HashMap::new();
        for (at, document) in out.documents.iter().enumerate() {
            let best = &self.references[document.mention as usize];
            let symbol = best.symbol_parts(self.text).filter(|s| best.form == Form::Numbered && s.year.is_some());
            let Some(symbol) = symbol else { continue };
            let entry = full.entry((symbol.number_hash(), document.doc_type.map(DocType::parent)));
            entry.and_modify(|slot| *slot = None).or_insert(Some(at as u32));
        }
        if full.is_empty() {
            return;
        }
        let of_body: HashSet<u32> = self.references.iter().filter(|r| r.issuer.is_some()).map(|r| r.cluster).collect();
        for at in 0..out.documents.len() {
            let document = out.documents[at];
            if of_body.contains(&document.cluster) {
                continue;
            }
            let Some(number) = self.bare_number(&document) else { continue };
            let Some(Some(other)) = full.get(&(number, document.doc_type.map(DocType::parent))) else { continue };
            let other = out.documents[*other as usize];
            if other.identity.is_some() {
                let document = &mut out.documents[at];
                (document.identity, document.basis) = (other.identity, Some(Basis::Page));
                (document.open_because, document.candidates) = (None, (0, 0));
            }
        }
    }

    /// A local document whose place is not told, and which another of its kind amends or replaces, is of the same body. Before the
    /// provinces were merged: since then they replace those of the provinces that they were made of.
    pub(super) fn amended(&self, out: &mut Resolution) {
        for (reference, relation) in self.references.iter().zip(self.relations) {
            let changes = matches!(relation.kind, RelationType::Amends | RelationType::Replaces);
            let Actor::Reference(from) = relation.from else { continue };
            let Some(actor) = self.references.get(from as usize).filter(|_| changes) else { continue };
            let (Some(one), Some(two)) = (reference.symbol_parts(self.text), actor.symbol_parts(self.text)) else {
                continue;
            };
            let dated = one.year.is_some() && two.year.is_some_and(|year| year < MERGED);
            if !(dated && one.runs().eq(two.runs())) {
                continue;
            }
            let owner = out.document(actor.cluster).and_then(|document| document.identity);
            let Some(owner) = owner.filter(|owner| owner.province.is_some() && reference.issuer_place.is_none()) else {
                continue;
            };
            if let Ok(at) = out.documents.binary_search_by_key(&reference.cluster, |d| d.cluster) {
                let document = &mut out.documents[at];
                if document.open_because == Some(OpenBecause::PlaceUnknown) {
                    let name = Name::Printed(document.mention);
                    document.identity = Some(Identity { name, period: Period::InSymbol, ..owner });
                    (document.basis, document.open_because) = (Some(Basis::Inferred), None);
                    document.candidates = (0, 0);
                }
            }
        }
    }

    /// The number of an open document that has year but no letters.
    fn bare_number(&self, document: &Document) -> Option<u64> {
        let best = &self.references[document.mention as usize];
        let symbol = best.symbol_parts(self.text)?;
        let bare = document.identity.is_none() && best.form == Form::NumberOnly && symbol.year.is_some();
        bare.then(|| symbol.number_hash())
    }
}
