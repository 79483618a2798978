//! Issuing bodies: their names and the codes that stand for them in symbols (`data/issuer.tsv`).

use once_cell::sync::Lazy;

use super::tsv::Table;

/// A body that issues documents, or a class of them (`Ủy ban nhân dân` at any place). A row of `data/issuer.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Issuer(u16);

struct Row {
    id: &'static str,
    name: &'static str,
    code: &'static str,
}

static ROWS: Lazy<Vec<Row>> = Lazy::new(|| {
    let table = Table::new("issuer", include_str!("../../data/issuer.tsv"));
    table.rows().map(|row| Row { id: row.get("id"), name: row.get("name"), code: row.get("code") }).collect()
});

impl Issuer {
    /// The row's id, stable across releases: `ubnd`, `ban-bi-thu`.
    pub fn id(self) -> &'static str {
        ROWS[usize::from(self.0)].id
    }

    /// The body's full name: `Ban Bí thư Trung ương Đảng`.
    pub fn name(self) -> &'static str {
        ROWS[usize::from(self.0)].name
    }

    /// The code that symbols use: `TW`, `UBND`; empty where symbols have none.
    pub fn code(self) -> &'static str {
        ROWS[usize::from(self.0)].code
    }

    /// The body of that id.
    pub fn by_id(id: &str) -> Option<Issuer> {
        ROWS.iter().position(|row| row.id == id).map(|i| Issuer(i as u16))
    }
}
