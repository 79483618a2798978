//! Resolutions known by the meeting that passed them.

use super::context::{Facts, Page, Settled};
use super::place::{MERGED, UNKNOWN};
use crate::reference::identity::{Basis, Identity, Name, OpenBecause, Period, Resolution};
use crate::reference::{Event, Meeting, Province};
use crate::registry::body;
use crate::registry::locality::Locality;
use crate::registry::place::ProvinceName;
use crate::registry::plenum::plenum;
use crate::registry::symbol::Symbol;
use crate::registry::term::{self, Body};
use crate::span::ceil_boundary;
use crate::text::token::Words;
use crate::{Date, Span};

impl Page<'_> {
    /// A resolution known by its meeting.
    pub(super) fn event(&self, facts: &Facts, out: &mut Resolution) -> Settled {
        let event = facts.event.ok_or(OpenBecause::EventUnclear)?;
        let congress = |province, below| {
            let number = event.ordinal.ok_or(OpenBecause::EventUnclear)?;
            Ok(Identity { name: Name::Congress(number), province, below, period: Period::InSymbol })
        };
        match event.meeting {
            Meeting::NationalCongress => Ok((congress(None, None)?, Basis::Stated)),
            // `Nghị quyết Đại hội XIII`, where no local party organisation is spoken of whose congress could be meant.
            Meeting::PartyCongress if event.place.is_none() && !self.local_party() => {
                Ok((congress(None, None)?, Basis::Page))
            }
            Meeting::Plenum => self.plenum(facts, &event, out),
            Meeting::ProvinceCongress => {
                let (province, basis) = self.congress_province(&event)?;
                Ok((congress(Some(province), None)?, basis))
            }
            Meeting::DistrictCongress => {
                let home = || self.home().district;
                let (province, district) = self.congress_below(&event, home)?;
                Ok((congress(Some(province), Some(district))?, Basis::Page))
            }
            // Since 2025 no two communes of a province share a name.
            Meeting::CommuneCongress if event.years.is_some_and(|(from, _)| from >= MERGED) => {
                let own = || self.own_commune().and_then(|own| own.word.zip(own.name));
                let (province, commune) = self.congress_below(&event, own)?;
                Ok((congress(Some(province), Some(commune))?, Basis::Page))
            }
            _ => Err(OpenBecause::EventUnclear),
        }
    }

    fn congress_province(&self, event: &Event) -> Result<(Province, Basis), OpenBecause> {
        let named = event.place.and_then(|p| ProvinceName::at(self.text, p.start() as usize));
        let (name, basis) = match (named, event.place) {
            (Some((name, _)), _) => (name, Basis::Stated),
            (None, Some(_)) => return Err(UNKNOWN),
            (None, None) => (self.home().province.ok_or(UNKNOWN)?, Basis::Page),
        };
        Ok((self.then(name, event)?, basis))
    }

    /// The place of a congress below the province: the one that its name gives, else the page's `own`.
    fn congress_below(
        &self,
        event: &Event,
        own: impl Fn() -> Option<(Span, Span)>,
    ) -> Result<(Province, (Span, Span)), OpenBecause> {
        let province = self.then(self.home().province.ok_or(UNKNOWN)?, event)?;
        let Some(place) = event.place else { return Ok((province, own().ok_or(UNKNOWN)?)) };
        // The kind of place stands right before its name.
        let start = ceil_boundary(self.text, place.start().saturating_sub(16) as usize);
        let around = Locality::within(self.text, Span::of(start, place.end() as usize));
        Ok((province, (around.word.ok_or(UNKNOWN)?, place)))
    }

    /// The province of that name when a congress met: before the mergers it was the old one's, whose last terms ended with it.
    fn then(&self, name: ProvinceName, event: &Event) -> Result<Province, OpenBecause> {
        let date =
            event.years.map(|(from, _)| if from < MERGED { Date::of_year(from) } else { Date::of_year(from + 1) });
        name.on(date).or_else(|| name.on(self.date())).ok_or(UNKNOWN)
    }

    /// Whether the page speaks of a local organisation of the party: `Đảng bộ xã`, `Tỉnh ủy`.
    fn local_party(&self) -> bool {
        let page = Span::of(0, self.text.len());
        let speaks = || self.text.tokens_in(page).any(|first| body::PARTY.starting(self.text, first).is_some());
        *self.local_party.get_or_init(speaks)
    }

    /// A plenum's resolution: it passes several as often as one.
    pub(super) fn plenum(&self, facts: &Facts, event: &Event, out: &mut Resolution) -> Settled {
        let number = event.ordinal.ok_or(OpenBecause::EventUnclear)?;
        let by_date = || term::at(Body::Party, facts.document.issued?).map(|t| t.number as u8);
        let term = facts.document.term.or_else(by_date).ok_or(OpenBecause::TermUnknown)?;
        let plenum = plenum(term, number).ok_or(OpenBecause::NotKnown)?;
        let mut rows = Vec::new();
        let mut count = 0;
        for serial in plenum.resolutions.split(';').filter(|serial| !serial.is_empty()) {
            count += 1;
            let whole = format!("{serial}-NQ/TW");
            let Some(symbol) = Symbol::parse(&whole) else { continue };
            let known = self.known.with_symbol(symbol.hash()).iter();
            rows.extend(known.filter(|&&r| self.known.rows()[r as usize].term == Some(u16::from(term))));
        }
        out.candidates.extend_from_slice(&rows);
        let row = match (count, rows.as_slice()) {
            (0, _) => return Err(OpenBecause::NotKnown),
            (1, [only]) => *only,
            _ => self.by_matter(&rows, facts).ok_or(OpenBecause::SeveralFit)?,
        };
        Ok((self.known.identity(row).ok_or(OpenBecause::NotKnown)?, Basis::Registry))
    }
}
