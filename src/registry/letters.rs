//! Letters (ký hiệu) that a number without any must have, by the document's type and its body (`data/letters.tsv`).

use once_cell::sync::Lazy;

use super::series::{Level, Series};
use crate::tsv::Table;

/// Whether a symbol holds the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Year {
    /// It does, whether the words or the date say which.
    Held,
    /// It does where the words say so: documents with the same number bear none.
    Stated,
    /// It does not; with the year it is another document's.
    Apart,
}

/// The letters of a body's documents of one type.
#[derive(Debug)]
pub(crate) struct Letters {
    of: &'static str,
    doc_type: &'static str,
    /// The code of the type, and of the body; `#` for the body that is named.
    pub(crate) kind: &'static str,
    issuer: &'static str,
    year: Year,
    since: u16,
    #[cfg(test)]
    pub(crate) example: &'static str,
    #[cfg(test)]
    pub(crate) document: &'static str,
}

/// All of them.
pub(crate) static ROWS: Lazy<Vec<Letters>> = Lazy::new(|| {
    let table = Table::new("letters", include_str!("../../data/letters.tsv"));
    table
        .rows()
        .map(|row| {
            let (kind, issuer) = row.get("letters").split_once('-').unwrap_or_else(|| row.wrong("letters"));
            Letters {
                of: row.get("issuer"),
                doc_type: row.get("type"),
                kind,
                issuer,
                year: match row.get("year") {
                    "held" => Year::Held,
                    "stated" => Year::Stated,
                    "apart" => Year::Apart,
                    _ => row.wrong("year"),
                },
                since: row.optional("since").unwrap_or(0),
                #[cfg(test)]
                example: row.get("example"),
                #[cfg(test)]
                document: row.get("document"),
            }
        })
        .collect()
});

impl Letters {
    /// The letters of documents of a type by the body of a series, or by none that is named.
    pub(crate) fn of(series: Option<Series>, doc_type: &str) -> Option<&'static Letters> {
        ROWS.iter().filter(|row| row.doc_type == doc_type).find(|row| match (row.of, series) {
            ("none", named) => named.is_none(),
            ("central", named) => named.is_some_and(|series| series.level == Level::Central),
            (code, named) => named.is_some_and(|series| series.code == code),
        })
    }

    /// The code of the body.
    pub(crate) fn issuer(&self, series: Option<Series>) -> &'static str {
        match (self.issuer, series) {
            ("#", Some(series)) => series.code,
            (code, _) => code,
        }
    }

    /// The year that the symbol holds, or that it holds none. `None` where what is stated, and known by the date, leaves
    /// another document possible.
    pub(crate) fn year(&self, stated: Option<u16>, dated: Option<u16>) -> Option<Option<u16>> {
        let known = stated.or(dated);
        match self.year {
            _ if self.since > known.unwrap_or(0) => None,
            Year::Held => known.map(Some),
            Year::Stated => stated.map(Some),
            Year::Apart => stated.is_none().then_some(None),
        }
    }
}

/// Whether symbols of some documents of a type hold the year.
pub(crate) fn hold_year(doc_type: &str) -> bool {
    ROWS.iter().any(|row| row.doc_type == doc_type && row.year != Year::Apart)
}
