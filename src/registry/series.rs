//! Numbering series: whose numbers a symbol's issuer code stands for, and when they start again (`data/series.tsv`).

use once_cell::sync::Lazy;

use super::issuer::{self, Issuer};
use super::term::Body;
use crate::text::hash::Map;
use crate::tsv::Table;

/// Where an issuer stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) enum Level {
    /// One body in the whole country.
    Central,
    /// One in each province (tỉnh, thành phố trực thuộc Trung ương).
    Province,
    /// One in each huyện, quận, thị xã, thành phố thuộc tỉnh.
    District,
    /// One in each xã, phường, thị trấn.
    Commune,
    /// One in each place of any of these levels.
    Local,
    /// One in each organisation.
    Unit,
}

impl Level {
    /// The body whose terms the numbers of a party committee of this level follow.
    pub(crate) fn body(self) -> Option<Body> {
        match self {
            Level::Central => Some(Body::Party),
            Level::Province => Some(Body::Province),
            Level::District => Some(Body::District),
            Level::Commune => Some(Body::Commune),
            Level::Local | Level::Unit => None,
        }
    }
}

/// When numbers start again at 01.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Restart {
    /// Each khóa or nhiệm kỳ.
    Term,
    /// Each year.
    Year,
    /// With the term that the symbol itself names: `QH13`.
    Symbol,
}

/// The numbering rule of an issuer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Series {
    pub(crate) level: Level,
    pub(crate) restart: Restart,
    /// The code as it is written: `TTg`.
    pub(crate) code: &'static str,
}

impl Series {
    /// The body whose terms the numbers follow, where they follow terms.
    pub(crate) fn term_body(self) -> Option<Body> {
        if self.restart == Restart::Term { self.level.body() } else { None }
    }
}

/// The rule of a ministry that no row lists.
pub(crate) const MINISTRY: Series = Series { level: Level::Central, restart: Restart::Year, code: "" };

/// The rules by their codes, upper case, and those of a code's beginning or ending.
struct Rows {
    whole: Map<String, Series>,
    parts: Vec<(Part, Series)>,
}

/// A beginning of codes, upper case, after which letters stand, or an ending, before which at least two do.
enum Part {
    Begins(String),
    Ends(String),
}

static ROWS: Lazy<Rows> = Lazy::new(|| {
    let table = Table::new("series", include_str!("../../data/series.tsv"));
    let mut rows = Rows { whole: Map::default(), parts: Vec::new() };
    for row in table.rows() {
        let level = match row.get("level") {
            "central" => Level::Central,
            "province" => Level::Province,
            "district" => Level::District,
            "commune" => Level::Commune,
            "local" => Level::Local,
            "unit" => Level::Unit,
            _ => row.wrong("level"),
        };
        let restart = match row.get("restart") {
            "term" => Restart::Term,
            "symbol" => Restart::Symbol,
            "year" => Restart::Year,
            _ => row.wrong("restart"),
        };
        let code = row.get("code").trim_end_matches('#');
        let upper = code.to_uppercase();
        let part = Series { level, restart, code: "" };
        match (upper.strip_suffix('*'), upper.strip_prefix('*')) {
            (Some(start), _) => rows.parts.push((Part::Begins(start.to_owned()), part)),
            (_, Some(end)) => rows.parts.push((Part::Ends(end.to_owned()), part)),
            _ => {
                rows.whole.insert(upper, Series { code, ..part });
            }
        }
    }
    rows
});

/// The rule of an issuer's code, upper case, without dots and ampersands; `None` where no rule is known.
pub(crate) fn series(code: &str) -> Option<Series> {
    let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
    if let Some(row) = ROWS.whole.get(letters) {
        // Only a code that has a number of its own may end in digits; NHNN1 is a department of NHNN.
        let numbered = row.restart == Restart::Symbol;
        return (numbered == (letters.len() < code.len()) || letters == "NHNN").then_some(*row);
    }
    if letters.len() < code.len() {
        return None;
    }
    let has = |part: &Part| match part {
        Part::Begins(start) => code.strip_prefix(start.as_str()).is_some_and(|rest| !rest.is_empty()),
        Part::Ends(end) => code.strip_suffix(end.as_str()).is_some_and(|rest| rest.len() >= 2),
    };
    ROWS.parts.iter().find(|(part, _)| has(part)).map(|(_, series)| *series)
}

/// The code that a body's documents bear, upper case: `TW` for the three central bodies of the party, which no symbol
/// tells apart; empty where the body has none.
pub(crate) fn code_of(issuer: Issuer) -> &'static str {
    static CODES: Lazy<Vec<String>> = Lazy::new(|| {
        let code = |row: &issuer::Row| match row.id {
            "trung-uong" | "ban-chap-hanh-trung-uong" | "bo-chinh-tri" | "ban-bi-thu" | "dang" => "TW".to_owned(),
            "btvtu" => "TU".to_owned(),
            _ => row.code.to_uppercase(),
        };
        issuer::ROWS.iter().map(code).collect()
    });
    &CODES[issuer.place()]
}

#[cfg(test)]
pub(crate) fn examples() -> impl Iterator<Item = (&'static str, &'static str)> {
    let table = Table::new("series", include_str!("../../data/series.tsv"));
    table.rows().map(|row| (row.get("code"), row.get("example"))).collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_level_and_restart() {
        let rule = |code: &str| series(code).map(|s| (s.level, s.restart));
        assert_eq!(rule("TW"), Some((Level::Central, Restart::Term)));
        assert_eq!(rule("BTGDVTW"), Some((Level::Central, Restart::Term)));
        assert_eq!(rule("VPTU"), Some((Level::Province, Restart::Term)));
        assert_eq!(rule("UBKTHU"), Some((Level::District, Restart::Term)));
        assert_eq!(rule("ĐUKCQ"), Some((Level::Unit, Restart::Term)));
        assert_eq!(rule("QH13"), Some((Level::Central, Restart::Symbol)));
        assert_eq!(rule("QH"), None, "a National Assembly has a number");
        assert_eq!(rule("SNV"), Some((Level::Province, Restart::Year)));
        assert_eq!(rule("UBND"), Some((Level::Local, Restart::Year)));
        assert_eq!(rule("NHNN1"), rule("NHNN"), "a department of the State Bank");
        assert_eq!(rule("UBND1"), None);
        for unknown in ["XYZ", "ATU", "SX", "SCIC", "SJC", "ĐUK1"] {
            assert_eq!(rule(unknown), None, "{unknown}");
        }
        assert_eq!(rule("MTTW"), Some((Level::Central, Restart::Year)));
    }
}
