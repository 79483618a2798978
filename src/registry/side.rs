//! [`Side`]: whose numbering it is.

use std::str::FromStr;

/// Whose numbering a type or a body belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Side {
    Party,
    State,
    Assembly,
    Mass,
    Judicial,
    Corporate,
    /// A drafting unit after the issuer: `KGVX` of `326/UBND-KGVX`.
    Unit,
    /// Party and state alike.
    Both,
}

impl FromStr for Side {
    type Err = ();

    fn from_str(name: &str) -> Result<Side, ()> {
        Ok(match name {
            "party" => Side::Party,
            "state" => Side::State,
            "assembly" => Side::Assembly,
            "mass" => Side::Mass,
            "judicial" => Side::Judicial,
            "corporate" => Side::Corporate,
            "unit" => Side::Unit,
            "both" => Side::Both,
            _ => return Err(()),
        })
    }
}
