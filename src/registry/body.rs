//! Words for bodies that no issuer of the registry lists (`data/body.tsv`): who acts for one, and how its name begins; bodies
//! abroad; and the party's local organisations.

use once_cell::sync::Lazy;

use crate::text::lexicon::Lexicon;
use crate::tsv::Table;

/// Offices of a body, which come before its name: `Chủ tịch`, `Ban Thường vụ`.
pub(crate) static OFFICES: Lazy<Lexicon> = Lazy::new(|| of_role("office"));

/// The first words of bodies' names: `Sở`, `Công ty`.
pub(crate) static HEADS: Lazy<Lexicon> = Lazy::new(|| of_role("head"));

/// Bodies abroad whose resolutions are numbered, too: `Hội đồng Bảo an`.
pub(crate) static FOREIGN: Lazy<Lexicon> = Lazy::new(|| of_role("foreign"));

/// Local organisations of the party, whose congresses pass resolutions, too: `Đảng bộ`, `Tỉnh ủy`.
pub(crate) static PARTY: Lazy<Lexicon> = Lazy::new(|| of_role("party"));

fn table() -> Table {
    Table::new("body", include_str!("../../data/body.tsv"))
}

fn of_role(role: &str) -> Lexicon {
    Lexicon::new(table().rows().filter(|row| row.get("role") == role).map(|row| (row.get("words"), 0)))
}

/// The words, roles and examples.
#[cfg(test)]
pub(crate) fn examples() -> Vec<(&'static str, &'static str, &'static str)> {
    table().rows().map(|row| (row.get("words"), row.get("role"), row.get("example"))).collect()
}
