//! When it was given: the term of a party number, and what the page's other documents say of it.

use std::collections::HashMap;

use super::context::{Facts, Page};
use crate::Date;
use crate::reference::identity::{Basis, Document, Identity, OpenBecause, Period, Resolution};
use crate::reference::relation::{Actor, RelationType};
use crate::registry::series::{Level, Series};
use crate::registry::term::{self, Body, bounds};

impl Page<'_> {
    /// The term that a party number belongs to.
    pub(super) fn term(
        &self,
        facts: &Facts,
        rule: Series,
        level: Option<Level>,
    ) -> Result<(Period, Basis), OpenBecause> {
        let level =
            if rule.level == Level::Central { Level::Central } else { level.ok_or(OpenBecause::PlaceUnknown)? };
        let body = level.body().ok_or(OpenBecause::PlaceUnknown)?;
        let date = facts.document.issued;
        if body == Body::Party {
            if let Some(number) = facts.document.term {
                let admitted = date.is_none_or(|date| term::admits(body, u16::from(number), date));
                let known = term::by_number(body, u16::from(number)).is_some();
                return match (known, admitted) {
                    (false, _) => Err(OpenBecause::TermUnknown),
                    (true, false) => Err(OpenBecause::Contradiction),
                    (true, true) => Ok((Period::Term(number), Basis::Stated)),
                };
            }
        }
        let term = date.and_then(|date| term::at(body, date)).ok_or(OpenBecause::TermUnknown)?;
        Ok(match body {
            Body::Party => (Period::Term(term.number as u8), Basis::Stated),
            _ => (Period::Years(term.years.0, term.years.1), Basis::Stated),
        })
    }

    /// A document is younger than those that it carries out, and older than the page. Where all days between fall into
    /// one term, that is its term.
    pub(super) fn infer(&self, out: &mut Resolution) {
        let undated = self.undated.take();
        if undated.is_empty() {
            return;
        }
        let Some(last) = self.date() else { return };
        // For each cluster, the day before which it cannot have been issued.
        let mut first: HashMap<u32, Date> = HashMap::new();
        for (reference, relation) in self.references.iter().zip(self.relations) {
            let follows = !matches!(relation.kind, RelationType::Cites | RelationType::IssuedWith);
            let Actor::Reference(from) = relation.from else { continue };
            let after = out.document(reference.cluster).and_then(|document| self.earliest(document));
            if let (true, Some(after), Some(actor)) = (follows, after, self.references.get(from as usize)) {
                let slot = first.entry(actor.cluster).or_insert(after);
                *slot = after.max(*slot);
            }
        }
        for (cluster, partial, body) in undated {
            let Some(&first) = first.get(&cluster) else { continue };
            let Some(term) = term::between(body, first, last) else { continue };
            let period = match body {
                Body::Party => Period::Term(term.number as u8),
                _ => Period::Years(term.years.0, term.years.1),
            };
            if let Ok(at) = out.documents.binary_search_by_key(&cluster, |d| d.cluster) {
                let document = &mut out.documents[at];
                document.identity = Some(Identity { period, ..partial });
                (document.basis, document.open_because) = (Some(Basis::Inferred), None);
                document.candidates = (0, 0);
            }
        }
    }

    /// The first day on which a settled document can have been issued.
    pub(super) fn earliest(&self, document: &Document) -> Option<Date> {
        if let Some(date) = document.issued {
            return Some(bounds(date).0);
        }
        match document.identity?.period {
            Period::Term(number) => term::by_number(Body::Party, u16::from(number)).map(|term| term.closes),
            Period::Year(year) => Date::new(year, 1, 1),
            Period::Years(year, _) => Date::new(year, 1, 1),
            Period::InSymbol => None,
        }
    }
}
