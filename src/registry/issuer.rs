//! Issuing bodies: how they are worded and which codes stand for them in symbols (`data/issuer.tsv`).

use once_cell::sync::Lazy;

use super::side::Side;
use crate::text::lexicon::Lexicon;
use crate::text::token::{Case, Words};
use crate::tsv::Table;

/// A body that issues documents, or a class of them (`Ủy ban nhân dân` at any place). A row of `data/issuer.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Issuer(u16);

pub(crate) struct Row {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) code: &'static str,
    pub(crate) variants: Vec<&'static str>,
    wordings: Vec<&'static str>,
    pub(crate) side: Side,
    #[cfg(test)]
    pub(crate) example: &'static str,
}

pub(crate) static ROWS: Lazy<Vec<Row>> = Lazy::new(|| {
    let table = Table::new("issuer", include_str!("../../data/issuer.tsv"));
    let rows = table.rows().map(|row| Row {
        id: row.get("id"),
        name: row.get("name"),
        code: row.get("code"),
        variants: row.list("variants").collect(),
        wordings: row.list("wordings").collect(),
        side: row.value("side"),
        #[cfg(test)]
        example: row.get("example"),
    });
    rows.collect()
});

static WORDINGS: Lazy<Lexicon> = Lazy::new(|| {
    let worded = || ROWS.iter().enumerate().flat_map(|(i, row)| row.wordings.iter().map(move |w| (*w, i as u32)));
    // `Sở Giáo dục - Đào tạo`, `Bộ Lao động - Thương binh & Xã hội`: a dash or `&` for `và`.
    let other: Vec<(String, u32)> = worded()
        .filter(|(wording, _)| wording.contains(" và "))
        .flat_map(|(wording, i)| [" - ", " & "].map(|sign| (wording.replacen(" và ", sign, 1), i)))
        .collect();
    Lexicon::new(worded().chain(other.iter().map(|(wording, i)| (wording.as_str(), *i))))
});

/// The names of ministries without `Bộ`, as joint documents list them.
static MINISTRIES: Lazy<Lexicon> = Lazy::new(|| {
    let wordings = ROWS.iter().flat_map(|row| row.wordings.iter());
    Lexicon::new(wordings.filter_map(|wording| wording.strip_prefix("Bộ ")).map(|name| (name, 0)))
});

#[cfg(test)]
impl Row {
    pub(crate) fn wordings(&self) -> &[&'static str] {
        &self.wordings
    }
}

impl Issuer {
    /// The row's id, stable across releases: `ubnd`, `ban-bi-thu`.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// Where a ministry's name without `Bộ` ends that starts at a position: `Nội vụ` of `Liên bộ Tài chính - Nội vụ`.
    pub(crate) fn ministry_at(text: &(impl Words + ?Sized), at: usize) -> Option<usize> {
        MINISTRIES.at(text, at).map(|(_, end)| end)
    }

    /// The body's full name: `Ban Bí thư Trung ương Đảng`.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The code that symbols use: `TW`, `UBND`; empty where symbols have none.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The body of that id.
    pub fn by_id(id: &str) -> Option<Issuer> {
        ROWS.iter().position(|row| row.id == id).map(|i| Issuer(i as u16))
    }

    pub(crate) fn row(self) -> &'static Row {
        &ROWS[usize::from(self.0)]
    }

    /// The row's place in the table.
    pub(crate) fn place(self) -> usize {
        usize::from(self.0)
    }

    pub(crate) fn of(row: usize) -> Issuer {
        Issuer(row as u16)
    }

    /// The longest wording of a body that starts at a position, and where it ends.
    pub(crate) fn at(text: &(impl Words + ?Sized), at: usize) -> Option<(Issuer, usize)> {
        let (i, end) = WORDINGS.at(text, at)?;
        // TƯ is in capitals: Tư lệnh is another word.
        let word = end - at <= "Tư".len() && text.token_at(at).is_some_and(|t| t.case == Case::Title);
        (!word).then_some((Issuer(i as u16), end))
    }
}
