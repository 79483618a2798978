//! Document types: what a kind of document is called and how symbols abbreviate it (`data/doc_type.tsv`).

use once_cell::sync::Lazy;

use super::lexicon::Lexicon;
use super::tsv::Table;

/// A kind of document (loại văn bản): `nghị quyết`, `thông tư liên tịch`. A row of `data/doc_type.tsv`.
///
/// ```
/// use vanban::reference::DocType;
/// let kind = DocType::by_name("Nghị Quyết").unwrap();
/// assert_eq!((kind.name(), kind.code()), ("nghị quyết", "NQ"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DocType(u16);

struct Row {
    name: &'static str,
    code: &'static str,
}

struct Registry {
    rows: Vec<Row>,
    names: Lexicon,
}

static REGISTRY: Lazy<Registry> = Lazy::new(|| {
    let table = Table::new("doc_type", include_str!("../../data/doc_type.tsv"));
    let rows: Vec<Row> = table.rows().map(|row| Row { name: row.get("name"), code: row.get("code") }).collect();
    let names = Lexicon::new(rows.iter().enumerate().map(|(i, row)| (row.name, i as u32)));
    Registry { rows, names }
});

impl DocType {
    /// The type's Vietnamese name, lower case: `nghị quyết`.
    pub fn name(self) -> &'static str {
        REGISTRY.rows[usize::from(self.0)].name
    }

    /// The abbreviation that symbols use: `NQ`; empty where symbols have none (`công văn`).
    pub fn code(self) -> &'static str {
        REGISTRY.rows[usize::from(self.0)].code
    }

    /// The type of that name; case and tone placement do not count.
    pub fn by_name(name: &str) -> Option<DocType> {
        REGISTRY.names.at(name, 0).filter(|&(_, end)| end == name.len()).map(|(i, _)| DocType(i as u16))
    }
}
