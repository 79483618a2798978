//! A page's home: the province and the district that it is about. They complete what mentions leave out: `TU` on a page
//! of Tỉnh ủy Trà Vinh. [`Facts`] says what the page's head and foot name; here all of the page is weighed.

use super::places::places;
use super::{Facts, Place, Zone, ZoneSpan, zone_at};
use crate::Span;
use crate::registry::district::district_at;
use crate::registry::locality::{Kind, district_kind};
use crate::registry::place::{Province, ProvinceName};
use crate::text::case::{ends_with, opens_with};
use crate::text::hash::{Hash, words_hash};
use crate::text::tokens::Tokens;

/// What a page says of itself.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Home {
    /// The one province that the page is about.
    pub(crate) province: Option<ProvinceName>,
    /// The one district that it names: the kind's word and the name.
    pub(crate) district: Option<(Span, Span)>,
    /// Whether a Thành ủy of a city below a province or a Thị ủy speaks: then `TU` may be theirs.
    pub(crate) city_committee: bool,
}

/// How much a province is named.
#[derive(Clone, Copy)]
struct Tally {
    name: ProvinceName,
    /// In running text after `tỉnh` and the like.
    count: u32,
    /// In a headline or in what the page says of itself.
    front: u32,
    /// As a body that acts: `Tỉnh ủy Trà Vinh`.
    body: u32,
}

impl Home {
    /// Reads a page. Words are only looked at where they name a kind of place.
    pub(crate) fn of(text: &Tokens, zones: &[ZoneSpan], facts: &Facts) -> Home {
        let mut home = Home::default();
        let mut tallies: Vec<Tally> = Vec::new();
        let mut districts: Option<(u64, Span, Span)> = None;
        let mut several_districts = false;
        for place in places(text, Span::of(0, text.len())) {
            let zone = zone_at(zones, place.word.start());
            if zone == Zone::Furniture {
                continue;
            }
            let word = &text[place.word];
            if let Some((name, _)) = place.province {
                let committee = word.ends_with(['y', 'Y']) || acts(text, place.word.start() as usize);
                let front = matches!(zone, Zone::Title | Zone::Meta | Zone::Signature);
                let slot = tallies.iter().position(|t| t.name == name).unwrap_or_else(|| {
                    tallies.push(Tally { name, count: 0, front: 0, body: 0 });
                    tallies.len() - 1
                });
                let tally = &mut tallies[slot];
                tally.count += 1;
                tally.front += u32::from(front);
                tally.body += u32::from(committee);
            } else if let Some(name) = place.name {
                home.city_committee |=
                    place.kind == Kind::City && opens_with(word, "thành ủy") || opens_with(word, "thị ủy");
                if matches!(place.kind, Kind::District | Kind::City) {
                    let mut hash = Hash(words_hash(text, name));
                    hash.add(district_kind(word).as_bytes());
                    match districts {
                        None => districts = Some((hash.0, place.word, name)),
                        Some((known, _, _)) => several_districts |= known != hash.0,
                    }
                }
            }
        }
        home.district = districts.filter(|_| !several_districts).map(|(_, word, name)| (word, name));
        // What the page's head or foot names; what its first paragraphs name may be somewhere else's, and what its headline
        // names, where another's bodies act.
        let others_act = |place: &Place| {
            let own = place.province.map(Province::bearing);
            tallies.iter().any(|tally| tally.body > 0 && Some(tally.name) != own)
        };
        let named = facts.place.filter(|place| match zone_at(zones, place.span.start()) {
            Zone::Body | Zone::Caption => false,
            Zone::Title => !others_act(place),
            _ => true,
        });
        let by_district = home.district.and_then(|(_, name)| district_at(text, name.start() as usize)?.0);
        home.province = province(&tallies)
            .or_else(|| named.and_then(|place| place.province).map(Province::bearing))
            .or_else(|| by_district.filter(|_| tallies.is_empty()).map(Province::bearing));
        home
    }
}

/// The one province that speaks; `None` where another may.
fn province(tallies: &[Tally]) -> Option<ProvinceName> {
    let one = |fits: &dyn Fn(&Tally) -> bool| {
        let mut all = tallies.iter().filter(|t| fits(t));
        let first = all.next()?;
        if all.next().is_some() { None } else { Some(first.name) }
    };
    match tallies {
        [] => None,
        // A single passing mention may be a neighbour's.
        [only] => (only.count >= 2 || only.front > 0 || only.body > 0).then_some(only.name),
        _ => one(&|t| t.front > 0).filter(|name| tallies.iter().all(|t| t.name == *name || t.body == 0)),
    }
}

/// Whether the words before a kind of place name a body: `UBND tỉnh`, `Đảng bộ tỉnh`, `HĐND thành phố`.
fn acts(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    ["ubnd", "hđnd", "đảng bộ", "ủy ban nhân dân", "uỷ ban nhân dân", "hội đồng nhân dân", "thường trực"]
        .iter()
        .any(|body| ends_with(before, body))
}
