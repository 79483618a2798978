//! Provinces (tỉnh, thành phố trực thuộc Trung ương), old and new (`data/place.tsv`). Each numbers its own documents.

use once_cell::sync::Lazy;

use super::term::bounds;
use crate::Date;
use crate::text::lexicon::Lexicon;
use crate::text::token::Words;
use crate::tsv::Table;

/// A province or centrally run city in one of its lives: An Giang until June 2025, and An Giang since.
///
/// A row of `data/place.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Province(u16);

/// A province's name, whichever of its lives is meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct ProvinceName(u16);

struct Row {
    id: &'static str,
    kind: &'static str,
    name: &'static str,
    from: Option<Date>,
    to: Option<Date>,
    /// The first row that bears the same name.
    same: u16,
    successor: &'static str,
    #[cfg(test)]
    example: &'static str,
}

struct Registry {
    rows: Vec<Row>,
    names: Lexicon,
}

static REGISTRY: Lazy<Registry> = Lazy::new(|| {
    let table = Table::new("place", include_str!("../../data/place.tsv"));
    let mut rows: Vec<Row> = Vec::new();
    let mut names = Vec::new();
    for row in table.rows() {
        let name = row.get("name");
        let same = rows.iter().position(|other| other.name == name).unwrap_or(rows.len());
        names.push((name, same as u32));
        names.extend(row.list("aliases").map(|alias| (alias, same as u32)));
        rows.push(Row {
            id: row.get("id"),
            kind: row.get("kind"),
            name,
            from: row.optional("from"),
            to: row.optional("to"),
            same: same as u16,
            successor: row.get("successor"),
            #[cfg(test)]
            example: row.get("example"),
        });
    }
    Registry { rows, names: Lexicon::new(names) }
});

impl ProvinceName {
    /// The name that starts at `at`, and where it ends.
    pub(crate) fn at(text: &(impl Words + ?Sized), at: usize) -> Option<(ProvinceName, usize)> {
        REGISTRY.names.at(text, at).map(|(i, end)| (ProvinceName(i as u16), end))
    }

    /// The province of that name on that date; `None` where the date does not tell an old one from a new one.
    pub(crate) fn on(self, date: Option<Date>) -> Option<Province> {
        let mut lives = self.lives();
        let (first, second) = (lives.next()?, lives.next());
        let (Some(second), Some(date)) = (second, date) else {
            return if second.is_none() { Some(first) } else { None };
        };
        let (start, end) = bounds(date);
        if REGISTRY.rows[usize::from(first.0)].to.is_some_and(|to| end <= to) {
            Some(first)
        } else if REGISTRY.rows[usize::from(second.0)].from.is_some_and(|from| start >= from) {
            Some(second)
        } else {
            None
        }
    }

    /// Whether it says a province without `tỉnh` before it: what was split by 1997 is a person's name or a ward's since
    /// (`Minh Hải`, `Nam Hà`).
    pub(crate) fn stands_alone(self) -> bool {
        self.lives().any(|province| REGISTRY.rows[usize::from(province.0)].to.is_none_or(|to| to.year() > 1996))
    }

    /// The provinces that bear or bore it, the oldest first.
    pub(crate) fn lives(self) -> impl Iterator<Item = Province> {
        let rows = &REGISTRY.rows;
        (usize::from(self.0)..rows.len()).filter(move |&i| rows[i].same == self.0).map(|i| Province(i as u16))
    }

    /// The name as it is written.
    #[cfg(test)]
    fn name(self) -> &'static str {
        REGISTRY.rows[usize::from(self.0)].name
    }
}

impl Province {
    /// The row's id, stable across releases: `bình-phước`, `an-giang-2025`.
    pub fn id(self) -> &'static str {
        REGISTRY.rows[usize::from(self.0)].id
    }

    /// The name without its kind: `Bình Phước`.
    pub fn name(self) -> &'static str {
        REGISTRY.rows[usize::from(self.0)].name
    }

    /// `tỉnh` or `thành phố`.
    pub fn kind(self) -> &'static str {
        REGISTRY.rows[usize::from(self.0)].kind
    }

    /// The province that it went into, as they are since 1 July 2025; itself where it lives on, `None` where it was split
    /// among several.
    pub fn now(self) -> Option<Province> {
        let row = &REGISTRY.rows[usize::from(self.0)];
        if row.to.is_none() { Some(self) } else { Province::by_id(row.successor) }
    }

    /// The province of that id.
    pub fn by_id(id: &str) -> Option<Province> {
        REGISTRY.rows.iter().position(|row| row.id == id).map(|i| Province(i as u16))
    }

    /// The name that it bears.
    pub(crate) fn bearing(self) -> ProvinceName {
        ProvinceName(REGISTRY.rows[usize::from(self.0)].same)
    }

    /// Whether the province existed on some day that the date may mean.
    pub(crate) fn existed(self, date: Date) -> bool {
        let (first, last) = bounds(date);
        let row = &REGISTRY.rows[usize::from(self.0)];
        row.to.is_none_or(|to| first <= to) && row.from.is_none_or(|from| last >= from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn on(name: &str, date: Option<&str>) -> Option<&'static str> {
        let (found, end) = ProvinceName::at(name, 0).expect(name);
        assert_eq!(end, name.len(), "{name}");
        found.on(date.map(|d| d.parse().unwrap())).map(Province::id)
    }

    #[test]
    fn a_merged_province_that_kept_its_name_needs_a_date() {
        assert_eq!(on("An Giang", None), None);
        assert_eq!(on("An Giang", Some("2024")), Some("an-giang"));
        assert_eq!(on("An Giang", Some("2025")), None);
        assert_eq!(on("An Giang", Some("2025-06-30")), Some("an-giang"));
        assert_eq!(on("An Giang", Some("2025-07-01")), Some("an-giang-2025"));
        assert_eq!(on("Bình Phước", None), Some("bình-phước"));
        assert_eq!(on("Đăk Lăk", Some("2019")), Some("đắk-lắk"));
        assert_eq!(on("TP.HCM", Some("2019")), Some("hồ-chí-minh"));
        assert_eq!(on("THANH HOÁ", None), Some("thanh-hóa"));
    }

    #[test]
    fn a_province_has_its_days() {
        let binh_phuoc = Province::by_id("bình-phước").unwrap();
        assert!(binh_phuoc.existed("2020-12-28".parse().unwrap()));
        assert!(binh_phuoc.existed("2025".parse().unwrap()));
        assert!(!binh_phuoc.existed("2025-08".parse().unwrap()));
    }

    #[test]
    fn every_row_is_reached_by_its_example() {
        for (i, row) in REGISTRY.rows.iter().enumerate() {
            let at = row.example.find(row.name).unwrap_or_else(|| panic!("{}", row.example));
            let (name, end) = ProvinceName::at(row.example, at).unwrap();
            assert_eq!((name.name(), end), (row.name, row.example.len()));
            assert!(row.example.contains(row.kind));
            assert!(name.lives().any(|p| usize::from(p.0) == i));
            assert!(row.successor.is_empty() || Province::by_id(row.successor).is_some(), "{}", row.successor);
            assert!(row.to.is_some() || row.successor.is_empty(), "{}", row.id);
        }
    }

    #[test]
    fn a_province_of_old_is_named_with_its_kind() {
        let alone = |name: &str| ProvinceName::at(name, 0).unwrap().0.stands_alone();
        assert!(!alone("Minh Hải") && !alone("Quảng Nam - Đà Nẵng"));
        assert!(alone("Quảng Nam") && alone("Hà Tây"));
    }

    #[test]
    fn what_a_province_went_into_is_one_or_open() {
        let now = |id| Province::by_id(id).and_then(Province::now).map(Province::id);
        assert_eq!(now("hà-bắc"), Some("bắc-ninh-2025"));
        assert_eq!(now("cao-bằng"), Some("cao-bằng"));
        assert_eq!(now("sông-bé"), None, "Bình Dương and Bình Phước went into two");
    }

    #[test]
    fn the_merger_left_34() {
        let today = "2025-12-01".parse().unwrap();
        let count = (0..REGISTRY.rows.len()).filter(|&i| Province(i as u16).existed(today)).count();
        assert_eq!(count, 34);
        let before = "2024-12-01".parse().unwrap();
        assert_eq!((0..REGISTRY.rows.len()).filter(|&i| Province(i as u16).existed(before)).count(), 63);
    }
}
