//! The units of measure: rows of `data/unit.tsv`.

use once_cell::sync::Lazy;

use crate::text::lexicon::Lexicon;
use crate::tsv::Table;

/// One unit of measure.
pub(crate) struct UnitRow {
    /// Canonical symbol: `VND`, `t`, `m2`, `%`.
    pub(crate) symbol: &'static str,
    /// What it measures.
    pub(crate) kind: Kind,
    /// Whether it is a hundredth or the like.
    pub(crate) share: bool,
    /// Power of ten that the surface carries: 6 for `trđ`.
    pub(crate) power: u8,
    /// Whether its size depends on the region: sào, mẫu, công.
    pub(crate) regional: bool,
    /// Lesser units that a quantity goes on in (`7 năm 6 tháng`), and how many of them make one.
    pub(crate) parts: Vec<(&'static str, u16)>,
    #[cfg(test)]
    pub(crate) surface: &'static str,
    #[cfg(test)]
    pub(crate) example: &'static str,
}

/// What a unit measures, as far as the grammar cares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Money,
    Time,
    Age,
    Ratio,
    Measure,
}

/// All units, and the phrases that name them.
pub(crate) struct Units {
    pub(crate) rows: Vec<UnitRow>,
    pub(crate) surfaces: Lexicon,
}

/// The table, read once.
pub(crate) static UNITS: Lazy<Units> = Lazy::new(|| {
    let table = Table::new("unit", include_str!("../../data/unit.tsv"));
    let mut rows = Vec::new();
    let mut surfaces = Vec::new();
    for row in table.rows() {
        let kind = match row.get("kind") {
            "money" => Kind::Money,
            "time" => Kind::Time,
            "age" => Kind::Age,
            "ratio" => Kind::Ratio,
            "length" | "area" | "volume" | "mass" | "density" | "speed" | "temperature" | "sound" | "magnitude" => {
                Kind::Measure
            }
            "power" | "apparent power" | "energy" | "voltage" | "data" | "data rate" | "transport" => Kind::Measure,
            _ => row.wrong("kind"),
        };
        surfaces.extend(row.list("surfaces").map(|surface| (surface, rows.len() as u32)));
        rows.push(UnitRow {
            symbol: row.get("symbol"),
            share: row.yes("share"),
            kind,
            power: row.value("power"),
            regional: row.yes("regional"),
            parts: row.list("parts").map(|part| part_of(part).unwrap_or_else(|| row.wrong("parts"))).collect(),
            #[cfg(test)]
            surface: row.list("surfaces").next().unwrap_or_else(|| row.wrong("surfaces")),
            #[cfg(test)]
            example: row.get("example"),
        });
    }
    Units { rows, surfaces: Lexicon::new(surfaces) }
});

/// `tháng 12`: a unit's symbol, and how many make the greater one.
fn part_of(cell: &'static str) -> Option<(&'static str, u16)> {
    let (symbol, times) = cell.split_once(' ')?;
    Some((symbol, times.parse().ok()?))
}
