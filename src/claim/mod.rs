//! Claims: numbers that say something about the world.
//!
//! The claims are handed the spans that references took; they never look at references otherwise.

use crate::page::ZoneSpan;
use crate::scan::Anchor;
use crate::{Decimal, Span};

/// What shape of number a claim is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Form {
    /// One value.
    Number,
    /// From one value to another.
    Range,
    /// A part of a whole: `12/18 xã`.
    Fraction,
    /// An order of magnitude: `hàng trăm`.
    Vague,
    /// A rank: `thứ 3`.
    Ordinal,
}

/// How exactly the words bound the value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Bound {
    /// No hedge.
    Exact,
    /// khoảng, xấp xỉ
    About,
    /// gần: just under
    Nearly,
    /// hơn, trên
    MoreThan,
    /// ít nhất, trở lên
    AtLeast,
    /// dưới
    LessThan,
    /// tối đa, không quá
    AtMost,
}

/// Whether the number is the size of a change.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
pub enum Change {
    /// tăng
    Increase,
    /// giảm
    Decrease,
}

/// One quantity, as plain data: spans of the text that it was found in, no strings.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Claim {
    /// The core quantity: digits through magnitude and unit.
    pub core: Span,
    /// The shape of the number.
    pub form: Form,
    /// The value, or the lower end.
    pub low: Decimal,
    /// The value, or the upper end; none where it is open.
    pub high: Option<Decimal>,
    /// The denominator of a fraction.
    pub of: Option<Decimal>,
    /// What is counted, as worded.
    pub counted: Option<Span>,
    /// How the words bound the value.
    pub bound: Bound,
    /// Whether it is the size of a change.
    pub change: Option<Change>,
    /// The time scope, as worded.
    pub period: Option<Span>,
}

/// Finds the claims of a text, in order, outside the spans already taken and outside furniture.
///
/// `taken` is sorted and does not overlap.
pub(crate) fn find_into(
    text: &str,
    anchors: &[(u32, Anchor)],
    zones: &[ZoneSpan],
    taken: &[Span],
    out: &mut Vec<Claim>,
) {
    let _ = (text, anchors, zones, taken);
    out.clear();
}
