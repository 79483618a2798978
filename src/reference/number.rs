//! Numbers and symbols (số, ký hiệu): `114-KL/TW`, `04/2015/NĐ-CP`, `547/UBND-KGVX`.

use crate::Span;
use crate::registry::doc_type::DocType;
use crate::registry::issuer::Issuer;

/// The number and symbol of a mention, as spans of the text.
///
/// In a list with a shared tail (`Nghị định số 04, 05/2015/NĐ-CP`) every member has the tail that it shares, so
/// [`Number::tail`] and the year may lie outside the mention's core.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Number {
    /// The serial number, without a suffix letter: `114`, `30` of `30c`, `66.22`.
    pub serial: Span,
    /// The letter right after the serial number: `c` of `30c`.
    pub suffix: Option<Span>,
    /// The year inside the symbol: `2015` of `04/2015/NĐ-CP`.
    pub year: Option<u16>,
    /// The span of the year.
    pub year_span: Option<Span>,
    /// The letters of the symbol, from the separator after serial and year to the end: `-KL/TW`, `/NĐ-CP`.
    pub tail: Option<Span>,
    /// The type that the tail's code stands for, where it has one. The head word overrides it.
    pub code_type: Option<DocType>,
    /// The first issuer that the tail names, where the registry knows its code.
    pub code_issuer: Option<Issuer>,
}

impl Number {
    /// The normalised symbol; `None` where there are no letters.
    pub fn symbol(&self, text: &str) -> Option<String> {
        let tail = self.tail?;
        let mut out = String::with_capacity(24);
        out.push_str(&text[self.serial]);
        if let Some(suffix) = self.suffix {
            out.push_str(&text[suffix]);
        }
        if let Some(year) = self.year_span {
            out.push('/');
            out.push_str(&text[year]);
        }
        out.extend(text[tail].chars().filter(|c| !c.is_whitespace()));
        Some(out)
    }
}
