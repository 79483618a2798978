//! What is at odds.

use super::context::{Facts, Page, Settled};
use crate::Date;
use crate::reference::identity::{Inconsistency, Resolution};
use crate::registry::competence::may_issue;
use crate::registry::series::Restart;
use crate::registry::term::{self, Body, overlap};

impl Page<'_> {
    /// Notes what is at odds. Nothing is corrected.
    pub(super) fn check(&self, facts: &Facts, mentions: &[u32], settled: &Settled, out: &mut Resolution) {
        let mut note = |what| out.inconsistencies.push((facts.document.mention, what));
        if facts.dates_differ {
            note(Inconsistency::DatesDiffer);
        }
        let date = facts.document.issued;
        if let (Some(symbol), Some(date)) = (facts.symbol, date) {
            if symbol.year.is_some_and(|year| year != date.year()) {
                note(Inconsistency::SymbolYear);
            }
        }
        let central = facts.series.is_some_and(|s| s.term_body() == Some(Body::Party));
        let outside = mentions.iter().map(|&i| &self.references[i as usize]).any(|r| {
            let term = facts.document.term.filter(|_| central).zip(r.issued);
            term.is_some_and(|(term, date)| !term::admits(Body::Party, u16::from(term), date))
        });
        let assembly = facts.issuer.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u16>().ok();
        let assembly = assembly.filter(|_| facts.series.is_some_and(|s| s.restart == Restart::Symbol));
        let outside = outside
            || assembly.zip(date).is_some_and(|(term, date)| {
                !facts.issuer.starts_with("HĐNN") && !term::admits(Body::Assembly, term, date)
            });
        if outside {
            note(Inconsistency::DateOutsideTerm);
        }
        let best = &self.references[facts.document.mention as usize];
        let printed = facts.symbol.is_some_and(|s| s.has_letters());
        if printed && best.doc_type.is_some_and(|kind| !may_issue(&facts.issuer, kind.name())) {
            note(Inconsistency::IssuerCannotIssue);
        }
        if let Ok((identity, _)) = settled {
            let gone = identity.province.zip(date).is_some_and(|(place, date)| !place.existed(date));
            if gone {
                note(Inconsistency::PlaceGone);
            }
            // The registry warns; the page's own date stands.
            if let (Some(symbol), Some(date)) = (facts.symbol.filter(|_| printed), date) {
                let rows = self.known.with_symbol(symbol.hash()).iter();
                let same = |&&row: &&u32| {
                    self.known
                        .identity(row)
                        .is_some_and(|k| (k.period, k.province) == (identity.period, identity.province))
                };
                let known = rows.filter(same).filter_map(|&row| self.known.rows()[row as usize].issued);
                let known: Vec<Date> = known.collect();
                if !known.is_empty() && !known.iter().any(|&k| overlap(k, date)) {
                    note(Inconsistency::KnownDate);
                }
            }
        }
    }
}
