//! Terms (khóa, nhiệm kỳ): which one a date falls into (`data/term.tsv`). Party numbers restart with each.

use once_cell::sync::Lazy;

use crate::Date;
use crate::tsv::Table;

/// Whose terms are counted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Body {
    /// Đại hội đại biểu toàn quốc: khóa XI.
    Party,
    /// Quốc hội: khóa XIII of `QH13`.
    Assembly,
    /// Đảng bộ tỉnh, thành phố trực thuộc Trung ương; its terms go by their years, 2020 for 2020-2025.
    Province,
    /// Đảng bộ huyện, quận, thị xã, thành phố thuộc tỉnh.
    District,
    /// Đảng bộ xã, phường, thị trấn.
    Commune,
}

/// A term of one body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Term {
    pub(crate) body: Body,
    /// The khóa; for local committees the year the term begins.
    pub(crate) number: u16,
    /// First day on which the term before may have ended.
    pub(crate) opens: Date,
    /// Last day on which this term may have begun.
    pub(crate) closes: Date,
    /// The first and the last year of the term.
    pub(crate) years: (u16, u16),
    #[cfg(test)]
    pub(crate) example: &'static str,
}

static TERMS: Lazy<Vec<Term>> = Lazy::new(|| {
    let table = Table::new("term", include_str!("../../data/term.tsv"));
    table
        .rows()
        .map(|row| {
            let years = row.get("years").split_once('-');
            let years = years.and_then(|(from, to)| from.parse().ok().zip(to.parse().ok()));
            Term {
                body: match row.get("body") {
                    "party" => Body::Party,
                    "assembly" => Body::Assembly,
                    "province" => Body::Province,
                    "district" => Body::District,
                    "commune" => Body::Commune,
                    _ => row.wrong("body"),
                },
                number: row.value("term"),
                opens: row.value("opens"),
                closes: row.value("closes"),
                years: years.unwrap_or_else(|| row.wrong("years")),
                #[cfg(test)]
                example: row.get("example"),
            }
        })
        .collect()
});

/// The terms of a body, oldest first, each with the first day of the window in which the next one begins.
fn terms(body: Body) -> impl Iterator<Item = (&'static Term, Date)> {
    let next = |i: usize| TERMS.get(i + 1).filter(|next| next.body == TERMS[i].body);
    (0..TERMS.len())
        .filter(move |&i| TERMS[i].body == body)
        .map(move |i| (&TERMS[i], next(i).map_or(Date::of_year(TERMS[i].years.1), |next| next.opens)))
}

/// The first and the last day that a date may mean.
pub(crate) fn bounds(date: Date) -> (Date, Date) {
    let year = date.year();
    let month = (date.month().unwrap_or(1), date.month().unwrap_or(12));
    let last = (1..=31).rev().find_map(|day| Date::new(year, month.1, day)).unwrap_or(date);
    match date.day() {
        Some(_) => (date, date),
        None => (Date::new(year, month.0, 1).unwrap_or(date), last),
    }
}

/// Whether two dates, as far as they are known, can be one.
pub(crate) fn overlap(a: Date, b: Date) -> bool {
    let ((a_first, a_last), (b_first, b_last)) = (bounds(a), bounds(b));
    a_first <= b_last && b_first <= a_last
}

/// The one term that any day from `first` to `last` falls into; `None` where they settle nothing.
pub(crate) fn between(body: Body, first: Date, last: Date) -> Option<&'static Term> {
    terms(body).find(|(term, end)| first > term.closes && last < *end).map(|(term, _)| term)
}

/// The term that a date falls into; `None` in the window between two terms, and where the date is too coarse.
pub(crate) fn at(body: Body, date: Date) -> Option<&'static Term> {
    let (first, last) = bounds(date);
    between(body, first, last)
}

/// The term of that number.
pub(crate) fn by_number(body: Body, number: u16) -> Option<&'static Term> {
    TERMS.iter().find(|term| term.body == body && term.number == number)
}

/// Whether a document of that term may bear that date. True where the registry does not know the term.
pub(crate) fn admits(body: Body, number: u16, date: Date) -> bool {
    let (first, last) = bounds(date);
    let Some(term) = by_number(body, number) else { return true };
    let next = TERMS.iter().find(|next| next.body == body && next.number > number);
    last >= term.opens && next.is_none_or(|next| first <= next.closes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn party(date: &str) -> Option<u16> {
        at(Body::Party, date.parse().unwrap()).map(|term| term.number)
    }

    #[test]
    fn a_date_settles_its_term_except_during_a_congress() {
        let rows = [
            ("2013-06-03", Some(11)),
            ("2013", Some(11)),
            ("2003-03-12", Some(9)),
            ("2008-07-25", Some(10)),
            ("2016-01-07", Some(11)),
            ("2016-01-19", Some(11)),
            ("2016-01-20", None), // the congress sits
            ("2016-01-28", None),
            ("2016-01-29", Some(12)),
            ("2016", None),
            ("2016-02", Some(12)),
            ("2021-01", None),
            ("2026-03-01", Some(14)),
            ("1930-02-03", None),
            ("2035", None),
        ];
        for (date, term) in rows {
            assert_eq!(party(date), term, "{date}");
        }
    }

    #[test]
    fn local_terms_turn_in_a_round_of_congresses() {
        let term = |body, date: &str| at(body, date.parse().unwrap()).map(|t| t.years);
        assert_eq!(term(Body::Province, "2014"), Some((2010, 2015)));
        assert_eq!(term(Body::Province, "2020"), None);
        assert_eq!(term(Body::Province, "2020-12-05"), Some((2020, 2025)));
        assert_eq!(term(Body::District, "2020-12-05"), Some((2020, 2025)));
        assert_eq!(term(Body::Commune, "2020-06-01"), None);
    }

    #[test]
    fn a_term_admits_only_its_own_dates() {
        let ok = |body, term, date: &str| admits(body, term, date.parse().unwrap());
        assert!(ok(Body::Party, 11, "2015-07-14") && !ok(Body::Party, 10, "2015-07-14"));
        assert!(ok(Body::Party, 11, "2016") && ok(Body::Party, 12, "2016"));
        assert!(ok(Body::Assembly, 13, "2013-11-29") && !ok(Body::Assembly, 14, "2013-11-29"));
        assert!(ok(Body::Assembly, 13, "2016-04-05") && ok(Body::Assembly, 13, "2016-06-30"));
        assert!(ok(Body::Assembly, 99, "2016-04-05"), "an unknown term forbids nothing");
    }

    #[test]
    fn every_row_is_whole_and_in_order() {
        for pair in TERMS.windows(2) {
            assert!(pair[0].opens <= pair[0].closes && !pair[0].example.is_empty());
            if pair[0].body == pair[1].body {
                assert!(pair[0].number < pair[1].number && pair[0].closes < pair[1].opens);
                assert_eq!(pair[0].years.1, pair[1].years.0, "{:?}", pair[0]);
            }
        }
        for term in TERMS.iter() {
            // The example names the term in words, as a page would.
            let word = term.example.rsplit(' ').next().unwrap_or_default();
            if matches!(term.body, Body::Party | Body::Assembly) {
                assert_eq!(word, crate::roman::numeral(term.number as u8), "{}", term.example);
            } else {
                assert!(term.example.contains(&term.number.to_string()), "{}", term.example);
            }
        }
    }
}
