//! Documents with a number: the symbol as printed, or the letters that it must have.

use super::context::{Facts, Page, Settled};
use super::place::Owner;
use crate::reference::identity::{Basis, Identity, Name, OpenBecause, Period, Resolution};
use crate::reference::{Family, Issuer, Reference};
use crate::registry::competence::may_issue;
use crate::registry::letters::{Letters, hold_year};
use crate::registry::series::{Level, Restart, Series, code_of, series};
use crate::registry::symbol::Symbol;
use crate::{Date, Span};

impl Page<'_> {
    /// A document with a number: its symbol, printed or completed, its place and its period.
    pub(super) fn numbered(&self, facts: &Facts, best: &Reference, out: &mut Resolution) -> Settled {
        // The supreme court and the supreme procuracy number their letters as ministries do; the other numbers are of cases.
        let supreme = || facts.series.is_some_and(|series| series.level == Level::Central);
        if best.family == Family::Corporate || best.family == Family::Judicial && !supreme() {
            return Err(OpenBecause::SeriesUnknown);
        }
        let symbol = facts.symbol.ok_or(OpenBecause::SeriesUnknown)?;
        let printed = symbol.has_letters();
        if let Some(row) = self.law_of_number(facts, best, &symbol).filter(|_| !printed) {
            return Ok((self.known.identity(row).ok_or(OpenBecause::NotKnown)?, Basis::Registry));
        }
        // Nor is a body named, of whatever place, before the matter or behind it.
        let bodiless = || {
            let behind = facts.document.title.map_or("", |title| self.text[title.end() as usize..].trim_start());
            let local = best.issuer.is_some() || facts.place.kind.is_some();
            !local && !["của ", "do "].iter().any(|of| behind.starts_with(of))
        };
        if let Some(kind) = best.doc_type.filter(|_| !printed && facts.series.is_none() && bodiless()) {
            if let Some(row) = self.by_whole_matter(&symbol, kind.name(), facts) {
                return Ok((self.known.identity(row).ok_or(OpenBecause::NotKnown)?, Basis::Registry));
            }
        }
        let name = if printed { self.whole(facts, best, &symbol)? } else { self.completed(facts, best, &symbol, out)? };
        let rule = match name {
            Name::Completed { issuer, .. } => series(&issuer.to_uppercase()),
            _ => facts.series,
        };
        let rule = rule.ok_or(if printed { OpenBecause::SeriesUnknown } else { OpenBecause::IssuerUnknown })?;
        if let Some(kind) = best.doc_type {
            if printed && !may_issue(&facts.issuer, kind.name()) {
                return Err(OpenBecause::Contradiction);
            }
        }
        // `13-NQ/TƯ của Tỉnh ủy`: the words name another level than the letters.
        let worded = facts.document.issuer_id.map(code_of).and_then(series);
        if worded.is_some_and(|worded| (worded.level == Level::Central) != (rule.level == Level::Central)) {
            return Err(OpenBecause::Contradiction);
        }
        let in_symbol = symbol.year.is_some() || matches!(name, Name::Completed { year: Some(_), .. });
        if facts.dates_differ && !in_symbol {
            return Err(OpenBecause::Contradiction);
        }
        let year = symbol.year.or(facts.document.issued.map(Date::year));
        let date = match (symbol.year, facts.document.issued) {
            (Some(year), Some(date)) if date.year() == year => Some(date),
            (Some(year), _) => Some(Date::of_year(year)),
            (None, date) => date,
        };
        let candidates = self.candidates(&symbol, &name, facts, out);
        // Whose: the province, and what lies below it.
        let owner = self.owner(facts, rule, date);
        // When: the term or the year.
        let period = match rule.restart {
            _ if in_symbol => Ok((Period::InSymbol, Basis::Stated)),
            Restart::Symbol => Ok((Period::InSymbol, Basis::Stated)),
            Restart::Year => match year {
                Some(year) => Ok((Period::Year(year), Basis::Stated)),
                None => Err(OpenBecause::YearUnknown),
            },
            Restart::Term => self.term(facts, rule, owner.as_ref().ok().map(|owner| owner.level)),
        };
        let Owner { province, below, level, basis: told_by } = owner?;
        let (period, basis) = match period {
            Ok(settled) => settled,
            // A known document of this number with this matter: the page's words pick it out.
            Err(why @ (OpenBecause::TermUnknown | OpenBecause::YearUnknown)) => {
                match self.by_matter(&candidates, facts).and_then(|row| self.known.identity(row)) {
                    Some(known) => (known.period, Basis::Registry),
                    None => {
                        let level = if rule.level == Level::Central { Level::Central } else { level };
                        if let Some(body) = level.body().filter(|_| why == OpenBecause::TermUnknown) {
                            let partial = Identity { name, province, below, period: Period::InSymbol };
                            self.undated.borrow_mut().push((facts.document.cluster, partial, body));
                        }
                        return Err(why);
                    }
                }
            }
            Err(why) => return Err(why),
        };
        Ok((Identity { name, province, below, period }, basis.max(told_by)))
    }

    /// A printed symbol. One that names its issuer alone (`15/2014/BCA`) has lost its type's code, which the head word
    /// gives back; until 1997 documents were numbered so (`74/CP`).
    pub(super) fn whole(&self, facts: &Facts, best: &Reference, symbol: &Symbol) -> Result<Name, OpenBecause> {
        let mention = facts.document.mention;
        // `Nghị quyết số 29/TW`: the party's numbers bear their type.
        let alone = |rule: &Series| symbol.runs().map(|run| run.as_str() == rule.code).eq([true]);
        let party = facts.series.filter(|rule| rule.restart == Restart::Term && alone(rule));
        if let Some((rule, kind)) =
            party.zip(best.doc_type.filter(|kind| best.head.is_some() && !kind.code().is_empty()))
        {
            return Ok(Name::Completed { mention, kind: kind.code(), issuer: rule.code, year: None });
        }
        // `Nghị định số 107/NĐ-CP ngày 6/12/2021`: a decree's symbol holds its year.
        let decree =
            best.doc_type.filter(|kind| kind.code() == "NĐ" && symbol.year.is_none() && symbol.runs().nth(1).is_some());
        let letters = decree.and_then(|kind| Letters::of(facts.series, kind.name()));
        let year = letters.and_then(|letters| letters.year(None, facts.document.issued.map(Date::year)));
        if let Some((letters, year)) = letters.zip(year) {
            return Ok(Name::Completed { mention, kind: letters.kind, issuer: letters.issuer(facts.series), year });
        }
        let rule = facts.series.filter(|rule| rule.restart == Restart::Year && symbol.runs().nth(1).is_none());
        let (Some(rule), Some(year)) = (rule, symbol.year) else { return Ok(Name::Printed(mention)) };
        let kind = best.doc_type.filter(|kind| hold_year(kind.name())).ok_or(OpenBecause::SeriesUnknown)?;
        Ok(Name::Completed { mention, kind: kind.code(), issuer: rule.code, year: Some(year) })
    }

    /// The letters that a number without any must have: only where type and issuer leave no choice.
    pub(super) fn completed(
        &self,
        facts: &Facts,
        best: &Reference,
        symbol: &Symbol,
        out: &mut Resolution,
    ) -> Result<Name, OpenBecause> {
        let kind = best.doc_type.ok_or(OpenBecause::IssuerUnknown)?;
        // `Thông tư 13/2016 của Bộ Y tế và Bộ Nội vụ`: a joint document's letters name them all.
        if best.issuer.is_some_and(|issuer| joint(self.text, issuer)) {
            return Err(OpenBecause::SeveralFit);
        }
        let dated = symbol.year.or(facts.document.issued.map(Date::year));
        let letters = Letters::of(facts.series, kind.name());
        match letters.and_then(|letters| Some((letters, letters.year(symbol.year, dated)?))) {
            Some((letters, year)) => {
                let issuer = letters.issuer(facts.series);
                Ok(Name::Completed { mention: facts.document.mention, kind: letters.kind, issuer, year })
            }
            None => {
                // What is known of that number and type.
                self.by_number(symbol, kind.name(), dated, out);
                Err(match (letters, dated) {
                    (None, _) if facts.series.is_none() => OpenBecause::IssuerUnknown,
                    (Some(_), None) => OpenBecause::YearUnknown,
                    _ => OpenBecause::SeveralFit,
                })
            }
        }
    }
}

/// Whether an issuer's words name another body after the first.
fn joint(text: &str, issuer: Span) -> bool {
    let first = Issuer::at(text, issuer.start() as usize).map_or(issuer.end() as usize, |(_, end)| end);
    let rest = text.get(first..issuer.end() as usize).unwrap_or_default().trim_start();
    let conjunction = ["và ", ",", "-", "–"].iter().find_map(|joint| rest.strip_prefix(joint));
    conjunction.is_some_and(|other| {
        let at = issuer.end() as usize - other.trim_start().len();
        Issuer::at(text, at).is_some_and(|(id, _)| !matches!(id.id(), "ban-bi-thu" | "bo-chinh-tri"))
    })
}
