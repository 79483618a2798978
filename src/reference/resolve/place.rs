//! Whose number it is: the province, and what lies below it.

use super::context::{Facts, Page};
use crate::reference::Province;
use crate::reference::cluster::heads;
use crate::reference::identity::{Basis, OpenBecause};
use crate::registry::district::district_at;
use crate::registry::locality::{Kind, Locality, kind_at};
use crate::registry::place::ProvinceName;
use crate::registry::series::{Level, Series};
use crate::text::case::{ends_with, same};
use crate::text::token::Words;
use crate::{Date, Span};

/// Whose number a document bears.
pub(super) struct Owner {
    /// None for central bodies.
    pub(super) province: Option<Province>,
    /// The place below the province, as word and name: `huyện`, `Hoài Đức`.
    pub(super) below: Option<(Span, Span)>,
    pub(super) level: Level,
    /// What told it.
    pub(super) basis: Basis,
}

/// The year in which provinces were merged.
pub(super) const MERGED: u16 = 2025;

/// Why a document stays open whose place nothing tells.
pub(super) const UNKNOWN: OpenBecause = OpenBecause::PlaceUnknown;

impl Page<'_> {
    /// The body's place and level, from what the mentions say or from the page's own place.
    pub(super) fn owner(&self, facts: &Facts, rule: Series, date: Option<Date>) -> Result<Owner, OpenBecause> {
        let named = facts.place.name.and_then(|name| {
            let (province, end) = ProvinceName::at(self.text, name.start() as usize)?;
            (end as u32 >= name.end()).then_some(province)
        });
        // A city is a province where its name is one and its issuer may stand there.
        // A place has many party committees and cells that write ĐU, CB or ĐUK; only `Đảng ủy xã Đức Lập` is its own.
        let own = || {
            let word = facts.place.word.map_or(0, |word| word.start() as usize);
            let before = self.text[..word].trim_end();
            ["đảng ủy", "đảng uỷ", "đảng bộ"].iter().any(|body| ends_with(before, body))
        };
        if matches!(facts.issuer.as_str(), "ĐU" | "CB" | "ĐUK") && !own() {
            return Err(UNKNOWN);
        }
        let level = match (rule.level, facts.place.kind) {
            (Level::Unit | Level::Local, Some(Kind::City)) if named.is_some() => Level::Province,
            (Level::Unit | Level::Local, Some(Kind::City)) if two_levels(date) => Level::Province,
            (Level::Unit | Level::Local, Some(Kind::City)) if facts.place.name.is_some() => Level::District,
            (Level::Unit | Level::Local, _) => facts.place.level().ok_or(UNKNOWN)?,
            (Level::Province, Some(Kind::City)) if facts.place.name.is_some() && named.is_none() => Level::District,
            // A town's committee (Thị ủy) writes TU as a province's does.
            (Level::Province, Some(Kind::District)) => Level::District,
            (level, _) => level,
        };
        match level {
            Level::Central => Ok(Owner { province: None, below: None, level, basis: Basis::Stated }),
            Level::Province => {
                let (name, basis) = self.province(facts, named)?;
                let province = self.bearing(name, date)?;
                // `UBND tỉnh` is not the body of a page's city, nor `Thành ủy` that of a page's tỉnh.
                let city = province.kind() == "thành phố";
                let other = match facts.place.kind {
                    Some(Kind::Province) => city,
                    Some(Kind::City) => !city,
                    _ => false,
                };
                if basis == Basis::Page && other {
                    return Err(UNKNOWN);
                }
                Ok(Owner { province: Some(province), below: None, level, basis })
            }
            Level::District => {
                let (province, below) = self.district(facts, date)?;
                Ok(Owner { province: Some(province), below: Some(below), level, basis: Basis::Page })
            }
            _ => {
                let (province, below) = self.commune(facts, date)?;
                Ok(Owner { province: Some(province), below: Some(below), level: Level::Commune, basis: Basis::Page })
            }
        }
    }

    /// The province of a body of that level: the one that the mentions name, else the page's.
    fn province(&self, facts: &Facts, named: Option<ProvinceName>) -> Result<(ProvinceName, Basis), OpenBecause> {
        let city = || facts.issuer == "TU" && facts.place.kind.is_none() && self.home().city_committee;
        match (named, facts.place.name) {
            (Some(name), _) => Ok((name, Basis::Stated)),
            (None, Some(_)) => Err(UNKNOWN),
            // Bare TU on a page where a city's Thành ủy speaks may be the city's.
            (None, None) if city() => Err(UNKNOWN),
            (None, None) => {
                let home = self.home().province.ok_or(UNKNOWN)?;
                // `Kon Tum, ngày …` over `UBND tỉnh`, whatever other provinces act on the page.
                let signed = self.day_place().and_then(|(day, _)| day.on(self.date()).filter(|_| day != home));
                let other = signed.filter(|day| day.kind() == "tỉnh" && facts.place.kind == Some(Kind::Province));
                if other.is_some() { Err(UNKNOWN) } else { Ok((home, Basis::Page)) }
            }
        }
    }

    /// The province that bore a name on a document's date. Before the mergers no page names what was issued after them.
    fn bearing(&self, name: ProvinceName, date: Option<Date>) -> Result<Province, OpenBecause> {
        let old = || name.on(self.date()).filter(|old| name.lives().next() == Some(*old));
        name.on(date).or_else(old).ok_or(UNKNOWN)
    }

    /// The province that follows the name of a place in it: `xã Đức Lập, tỉnh Lâm Đồng`.
    fn above(&self, name: Span) -> Option<ProvinceName> {
        let at = name.end() as usize + 2;
        self.text[name.end() as usize..].starts_with(", ").then_some(())?;
        let (_, end) = kind_at(self.text, at).filter(|(kind, _)| matches!(kind, Kind::Province | Kind::City))?;
        ProvinceName::at(self.text, self.text.skip_space(end).0).map(|(province, _)| province)
    }

    /// The commune whose letterhead the page bears.
    pub(super) fn own_commune(&self) -> Option<Locality> {
        let at = self.references.iter().position(|r| heads(self.text, r))?;
        Some(self.letterhead(at)).filter(|own| own.kind == Some(Kind::Commune))
    }

    fn same_kind(&self, own: &Locality, place: &Locality) -> bool {
        own.word.zip(place.word).is_some_and(|(own, place)| same(&self.text[own], &self.text[place]))
    }

    fn district(&self, facts: &Facts, date: Option<Date>) -> Result<(Province, (Span, Span)), OpenBecause> {
        let (word, name) = match (facts.place.word, facts.place.name) {
            (Some(word), Some(name)) => (word, name),
            _ => self.home().district.ok_or(UNKNOWN)?,
        };
        // A name that one province alone has tells it; where the page is another province's, something is amiss.
        let alone = district_at(self.text, name.start() as usize).filter(|(_, end)| *end == name.end() as usize);
        let home = self.above(name).or(self.home().province);
        let province = match (alone.and_then(|(province, _)| province), home) {
            (Some(alone), Some(home)) if alone.bearing() != home => return Err(UNKNOWN),
            (Some(alone), _) => alone,
            (None, home) => self.bearing(home.ok_or(UNKNOWN)?, date)?,
        };
        Ok((province, (word, name)))
    }

    /// Communes of one province share names; since July 2025 there are no districts to tell them apart, and need none.
    fn commune(&self, facts: &Facts, date: Option<Date>) -> Result<(Province, (Span, Span)), OpenBecause> {
        let place = match facts.place.name {
            Some(_) => facts.place,
            // `UBND xã` on a commune's own page.
            None => self.own_commune().filter(|own| self.same_kind(own, &facts.place)).ok_or(UNKNOWN)?,
        };
        let below = place.word.zip(place.name).ok_or(UNKNOWN)?;
        let province = self.bearing(self.above(below.1).or(self.home().province).ok_or(UNKNOWN)?, date)?;
        if two_levels(date) { Ok((province, below)) } else { Err(UNKNOWN) }
    }
}

/// Whether on a day there was nothing between provinces and communes: since July 2025.
fn two_levels(date: Option<Date>) -> bool {
    date.is_some_and(|date| date >= Date::new(2025, 7, 1).unwrap_or(date) && date.day().is_some())
}
