//! Claims: numbers that say something about the world.
//!
//! The claims are handed the spans that references took; they never look at references otherwise.

mod around;
mod bound;
mod cell;
mod clause;
mod counted;
mod figure;
mod find;
mod lent;
mod noun;
mod numeral;
mod parts;
mod quantity;
#[cfg(test)]
mod rows;
mod scope;
mod sift;
mod spelled;
mod term;
mod time;
mod trap;
mod unit;
mod walk;

use std::fmt;
use std::str::FromStr;

use crate::name::names;
use crate::text::case::{one_of, opens_with};
use crate::text::token::Words;
use crate::text::tokens::Tokens;
use crate::{Date, Decimal, ParseNameError, Span};

pub use crate::registry::cue::{Bound, Change};
pub use unit::{Per, Unit, UnitId};

/// What shape of number a claim is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ClaimForm"))]
#[non_exhaustive]
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

names!(Form { Number: "number", Range: "range", Fraction: "fraction", Vague: "vague", Ordinal: "ordinal" });

/// What a reader should know of how the numeral was written or read; a set.
///
/// ```
/// use vanban::claim::Flags;
/// let flags = Flags::DOT_DECIMAL.with(Flags::MALFORMED);
/// assert_eq!(flags.names().collect::<Vec<_>>(), ["dot_decimal", "malformed"]);
/// assert_eq!(flags.to_string(), "dot_decimal, malformed");
/// assert_eq!("dot_decimal, malformed".parse(), Ok(flags));
/// assert!(flags.has(Flags::MALFORMED) && !flags.has(Flags::WORDS));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Flags(u16);

impl Flags {
    /// No flag.
    pub const NONE: Flags = Flags(0);
    /// Both readings of the separator stand: `1,043 tỷ`; the other value is in [`Claim::other`].
    pub const TWO_READINGS: Flags = Flags(1);
    /// A dot before the decimals: `283.75 km`.
    pub const DOT_DECIMAL: Flags = Flags(1 << 1);
    /// Commas between groups of thousands: `1,381,956`.
    pub const ENGLISH_GROUPING: Flags = Flags(1 << 2);
    /// Broken groups, decimals left out, or a magnitude written twice: `1,173,5 ngàn tỉ`, `8,%`, `42 triệu triệu đồng`.
    pub const MALFORMED: Flags = Flags(1 << 3);
    /// Spaces inside the digits: `1 500 000`, `11, 79%`.
    pub const SPACED: Flags = Flags(1 << 4);
    /// The value needs more than 38 digits; `low` is zero and says nothing.
    pub const OVERFLOW: Flags = Flags(1 << 5);
    /// The words in brackets say another number: `05 (sáu) ngày`.
    pub const WORDS_DISAGREE: Flags = Flags(1 << 6);
    /// The unit's size depends on the region: sào, mẫu, công, thước.
    pub const REGIONAL_UNIT: Flags = Flags(1 << 7);
    /// The unit or the magnitude is shared from a neighbour: `từ 2 lên 11 triệu đồng`.
    pub const SHARED_UNIT: Flags = Flags(1 << 8);
    /// What is counted is shared from a neighbour: `(Năm 2021: 53, năm 2022: 54)`.
    pub const SHARED_COUNTED: Flags = Flags(1 << 9);
    /// Spelled in words.
    pub const WORDS: Flags = Flags(1 << 10);

    const NAMES: [&'static str; 11] = [
        "two_readings",
        "dot_decimal",
        "english_grouping",
        "malformed",
        "spaced",
        "overflow",
        "words_disagree",
        "regional_unit",
        "shared_unit",
        "shared_counted",
        "words",
    ];

    /// The flag of a name.
    fn named(name: &str) -> Result<Flags, ParseNameError> {
        const NAMES: &[&str] = &Flags::NAMES;
        let place = NAMES.iter().position(|known| *known == name);
        place.map(|i| Flags(1 << i)).ok_or(ParseNameError::new(NAMES))
    }

    /// Both sets' flags.
    pub const fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    /// Whether all of the other set's flags are set.
    pub const fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether no flag is set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The flags' names in records.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Flags::NAMES.into_iter().enumerate().filter(move |(i, _)| self.0 >> i & 1 == 1).map(|(_, name)| name)
    }
}

/// The names, with commas between them.
impl fmt::Display for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.names().enumerate().try_for_each(|(i, name)| write!(f, "{}{name}", if i > 0 { ", " } else { "" }))
    }
}

impl FromStr for Flags {
    type Err = ParseNameError;

    fn from_str(names: &str) -> Result<Flags, ParseNameError> {
        let names = names.split(',').map(str::trim).filter(|name| !name.is_empty());
        names.map(Flags::named).try_fold(Flags::NONE, |flags, flag| Ok(flags.with(flag?)))
    }
}

/// A list of the names, as records have it.
#[cfg(feature = "serde")]
impl serde::Serialize for Flags {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.names())
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Flags {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Flags, D::Error> {
        let names = Vec::<std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let flags = names.iter().map(|name| Flags::named(name));
        flags.into_iter().try_fold(Flags::NONE, |flags, flag| Ok(flags.with(flag.map_err(serde::de::Error::custom)?)))
    }
}

/// One quantity, as plain data: spans of the text that it was found in, no strings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Claim {
    /// The core quantity: digits or number words through magnitude and unit of measure.
    pub core: Span,
    /// The shape of the number.
    pub form: Form,
    /// The value, the lower end of a range, the numerator of a fraction, the base of a vague quantity, the rank.
    pub low: Decimal,
    /// The value, or the upper end; none where it is open.
    pub high: Option<Decimal>,
    /// The denominator of a fraction, or how many are ranked.
    pub of: Option<Decimal>,
    /// The value in the other reading of the separator, where [`Flags::TWO_READINGS`] is set.
    pub other: Option<Decimal>,
    /// The unit of measure; none for counts.
    pub unit: Option<Unit>,
    /// The unit's words: `đồng/người/năm`.
    pub unit_text: Option<Span>,
    /// What is counted or measured, as worded: `lượt người`, `đất`.
    pub counted: Option<Span>,
    /// The noun phrase that the number measures, as worded: `giá trị sản xuất công nghiệp`; none for things done or had.
    pub subject: Option<Span>,
    /// What is said of what is counted: `đạt nông thôn mới`.
    pub predicate: Option<Span>,
    /// What a share is of, or what a change or a ratio is measured from: `cùng kỳ`, `chỉ tiêu Nghị quyết`.
    pub base: Option<Span>,
    /// How the words bound the value.
    pub bound: Bound,
    /// The words that do: `gần`, `trở lên`.
    pub bound_text: Option<Span>,
    /// Whether the number is the size of a change.
    pub change: Option<Change>,
    /// The time scope, as worded.
    pub period: Option<Span>,
    /// First day, month or year of the scope, as far as the page says.
    pub period_from: Option<Date>,
    /// Last day, month or year of the scope.
    pub period_to: Option<Date>,
    /// How the numeral was written or read.
    pub flags: Flags,
}

pub(crate) use find::Finder;

/// Where the words after a number go on: past spaces, and past a line break only where the line was broken in the
/// middle of a sentence.
fn near(text: &Tokens, end: usize) -> Option<(usize, bool)> {
    let (at, spaced) = text.skip_space(end);
    let passed = &text.as_bytes()[end..at];
    let broken = !matches!(passed, [] | [b' ']) && passed.contains(&b'\n');
    let goes_on = || {
        let mut rest = text[at..].chars();
        let opens = rest.next().is_some_and(|c| c.is_lowercase() || c == '%');
        // a) Về kinh tế, b | Đất trồng lúa: an item or a row begins.
        let item = || rest.as_str().trim_start_matches(' ').starts_with([')', '.', '|', '\t']);
        opens && !item()
    };
    (!broken || goes_on()).then_some((at, spaced))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read_as_they_are_written() {
        for flags in [Flags::NONE, Flags::WORDS, Flags::DOT_DECIMAL.with(Flags::SHARED_UNIT)] {
            assert_eq!(flags.to_string().parse(), Ok(flags));
            #[cfg(feature = "serde")]
            {
                let json = serde_json::to_string(&flags).unwrap();
                assert_eq!(serde_json::from_str::<Flags>(&json).unwrap(), flags, "{json}");
            }
        }
        assert!("words, none".parse::<Flags>().unwrap_err().to_string().starts_with("none of two_readings, "));
    }
}
