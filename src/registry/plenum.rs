//! Plenums of the Central Committee (hội nghị Trung ương): when each met and what it passed (`data/plenum.tsv`).

use once_cell::sync::Lazy;

#[cfg(test)]
use crate::Date;
use crate::tsv::Table;

/// One plenum.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plenum {
    /// The khóa.
    pub(crate) term: u8,
    /// 4 of `Hội nghị Trung ương 4`.
    pub(crate) number: u8,
    #[cfg(test)]
    pub(crate) start: Date,
    #[cfg(test)]
    pub(crate) end: Date,
    /// The serial numbers of its NQ/TW resolutions, `;` between them; empty where the list is not known whole.
    pub(crate) resolutions: &'static str,
    #[cfg(test)]
    pub(crate) example: &'static str,
}

static PLENUMS: Lazy<Vec<Plenum>> = Lazy::new(|| {
    let table = Table::new("plenum", include_str!("../../data/plenum.tsv"));
    table
        .rows()
        .map(|row| Plenum {
            term: row.value("term"),
            number: row.value("plenum"),
            #[cfg(test)]
            start: row.value("start"),
            #[cfg(test)]
            end: row.value("end"),
            resolutions: row.get("resolutions"),
            #[cfg(test)]
            example: row.get("example"),
        })
        .collect()
});

/// The plenum of that number in that term.
pub(crate) fn plenum(term: u8, number: u8) -> Option<&'static Plenum> {
    PLENUMS.iter().find(|plenum| (plenum.term, plenum.number) == (term, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::term::{self, Body};
    use crate::roman;

    #[test]
    fn every_plenum_meets_in_its_term() {
        for p in PLENUMS.iter() {
            assert!(p.start <= p.end, "{}", p.example);
            assert!(term::admits(Body::Party, u16::from(p.term), p.start), "{}", p.example);
            assert!(p.example.ends_with(&roman::numeral(p.term)) && p.example.contains(&p.number.to_string()));
        }
        for pair in PLENUMS.windows(2).filter(|pair| pair[0].term == pair[1].term) {
            assert!(pair[0].number < pair[1].number && pair[0].end < pair[1].start, "{}", pair[1].example);
        }
    }

    #[test]
    fn what_a_plenum_passed() {
        assert_eq!(plenum(12, 4).map(|p| p.resolutions), Some("04;05;06"));
        assert_eq!(plenum(11, 9).map(|p| p.resolutions), Some("33"));
        assert!(plenum(12, 99).is_none());
    }
}
