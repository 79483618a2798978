//! A page's home: the province and the district that it is about, and its date. They complete what mentions leave out:
//! `TU` on a page of Tỉnh ủy Trà Vinh.

use super::locality::{Kind, kind_at, name_at, words_hash};
use super::symbol::Hash;
use crate::page::{Facts, Zone, ZoneSpan, zone_at};
use crate::registry::district::district_at;
use crate::registry::place::{Province, ProvinceName};
use crate::text::key::{Class, skip_space, token_at};
use crate::{Date, Span};

/// What a page says of itself.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Home {
    /// The one province that the page is about.
    pub(crate) province: Option<ProvinceName>,
    /// The one district that it names: the kind's word and the name.
    pub(crate) district: Option<(Span, Span)>,
    /// Whether a Thành ủy of a city below a province speaks: then `TU` may be that city's.
    pub(crate) city_committee: bool,
    /// When it was published.
    pub(crate) date: Option<Date>,
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
    pub(crate) fn of(text: &str, zones: &[ZoneSpan], facts: &Facts) -> Home {
        let mut home = Home { date: facts.published.map(|(date, _)| date), ..Home::default() };
        let mut tallies: Vec<Tally> = Vec::new();
        let mut districts: Option<(u64, Span, Span)> = None;
        let mut several_districts = false;
        let mut at = 0;
        while at < text.len() {
            let Some(token) = token_at(text, at) else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            let next = token.span.end() as usize;
            let Some((kind, end)) = (token.class == Class::Word).then(|| kind_at(text, at)).flatten() else {
                at = skip_space(text, next).0.max(next);
                continue;
            };
            let start = skip_space(text, end).0;
            let zone = zone_at(zones, at as u32);
            if zone == Zone::Furniture {
                at = end;
                continue;
            }
            let word = Span::of(at, end);
            let province = ProvinceName::at(text, start).filter(|_| matches!(kind, Kind::Province | Kind::City));
            if let Some((name, stop)) = province {
                let committee = text[word].to_lowercase().ends_with('y') || acts(text, at);
                let front = matches!(zone, Zone::Title | Zone::Meta | Zone::Signature);
                let add = |t: &mut Tally| {
                    t.count += 1;
                    t.front += u32::from(front);
                    t.body += u32::from(committee);
                };
                match tallies.iter_mut().find(|t| t.name == name) {
                    Some(tally) => add(tally),
                    None => {
                        let mut tally = Tally { name, count: 0, front: 0, body: 0 };
                        add(&mut tally);
                        tallies.push(tally);
                    }
                }
                at = stop;
                continue;
            }
            if let Some(name) = name_at(text, start, text.len()) {
                let committee = text[word].to_lowercase();
                home.city_committee |= kind == Kind::City && committee.starts_with("thành ủy");
                if matches!(kind, Kind::District | Kind::City) {
                    let mut hash = Hash(words_hash(text, name));
                    hash.add(district_kind(&committee).as_bytes());
                    match districts {
                        None => districts = Some((hash.0, word, name)),
                        Some((known, _, _)) => several_districts |= known != hash.0,
                    }
                }
            }
            at = end;
        }
        home.district = districts.filter(|_| !several_districts).map(|(_, word, name)| (word, name));
        // What the page's head or foot names; what its first paragraphs name may be somewhere else's.
        let named =
            facts.place.filter(|place| !matches!(zone_at(zones, place.span.start()), Zone::Body | Zone::Caption));
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
    ["UBND", "HĐND", "Đảng bộ", "Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân", "Thường trực"]
        .iter()
        .any(|body| before.ends_with(body))
}

/// The kind of district that a word or its party committee names.
pub(crate) fn district_kind(word: &str) -> &'static str {
    match word {
        "quận" | "quận ủy" | "quận uỷ" => "quận",
        "thị xã" | "thị ủy" | "thị uỷ" => "thị-xã",
        "thành phố" | "thành ủy" | "thành uỷ" | "tp" | "tp." => "thành-phố",
        _ => "huyện",
    }
}
