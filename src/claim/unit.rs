//! Units of measure: đơn vị đo, alone (`ha`, `%`) and as rates (`triệu đồng/người/năm`).

use std::fmt;

use crate::Span;
use crate::registry::unit::{UNITS, UnitRow};

/// A row of the units table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct UnitId(u16);

impl UnitId {
    pub(crate) fn new(row: u32) -> UnitId {
        UnitId(row as u16)
    }

    pub(crate) fn row(self) -> &'static UnitRow {
        &UNITS.rows[usize::from(self.0)]
    }

    /// The canonical symbol: `VND`, `t` (tấn), `m2`, `%`.
    pub fn symbol(self) -> &'static str {
        self.row().symbol
    }
}

/// What a rate is per: a unit (`năm`, `ha`) or something counted, as the text words it (`người`, `học sinh`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Per {
    /// A unit of measure.
    Unit(UnitId),
    /// Something counted: a span of the text.
    Noun(Span),
}

/// A unit of measure with up to two denominators: `đồng/người/năm`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Unit {
    /// What is measured.
    pub base: UnitId,
    /// The denominators, in order.
    pub per: [Option<Per>; 2],
}

impl Unit {
    /// The canonical form, written as it is displayed: `VND/người/năm`. `text` is the text the claim was found in.
    pub fn canonical(self, text: &str) -> impl fmt::Display + '_ {
        Canonical { unit: self, text }
    }
}

struct Canonical<'t> {
    unit: Unit,
    text: &'t str,
}

impl fmt::Display for Canonical<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.unit.base.symbol())?;
        for per in self.unit.per.iter().flatten() {
            f.write_str("/")?;
            match per {
                Per::Unit(id) => f.write_str(id.symbol())?,
                Per::Noun(span) => {
                    self.text[*span]
                        .chars()
                        .flat_map(char::to_lowercase)
                        .try_for_each(|c| fmt::Write::write_char(f, c))?;
                }
            }
        }
        Ok(())
    }
}
