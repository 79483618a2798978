//! Laws known by name or abbreviation (`data/law.tsv`): `Bộ luật Hình sự`, `BLHS`.

use once_cell::sync::Lazy;

use super::tsv::Table;

/// A law, code, ordinance or the constitution, known by its name, whatever its year. A row of `data/law.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Law(u16);

struct Row {
    name: &'static str,
}

static ROWS: Lazy<Vec<Row>> = Lazy::new(|| {
    let table = Table::new("law", include_str!("../../data/law.tsv"));
    table.rows().map(|row| Row { name: row.get("name") }).collect()
});

impl Law {
    /// The law's name without its year: `Bộ luật Tố tụng hình sự`.
    pub fn name(self) -> &'static str {
        ROWS[usize::from(self.0)].name
    }

    /// The law of that full name.
    pub fn by_name(name: &str) -> Option<Law> {
        ROWS.iter().position(|row| row.name == name).map(|i| Law(i as u16))
    }
}
