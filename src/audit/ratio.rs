//! Exact ratios: what a percentage says, given the digits it is written with.

use crate::Decimal;

/// How a stated percentage compares with a part of a whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fit {
    /// The quotient is the stated value exactly.
    Exact,
    /// The stated value is the quotient rounded, or cut off, to the digits given.
    Rounded,
    /// It is neither.
    Off,
}

/// Compares `percent` with `100 × part / whole`; `None` where the whole is zero or the numbers are too long.
///
/// The unit of the last digit given decides what rounding allows: `66,7%` stands for 66,65 to 66,75 rounded, and up
/// to 66,8 (excluded) cut off.
pub(super) fn percent_of(part: Decimal, whole: Decimal, percent: Decimal) -> Option<Fit> {
    if whole <= Decimal::ZERO {
        return None;
    }
    let exact = part.checked_mul(Decimal::from(100))?;
    let stated = percent.checked_mul(whole)?;
    // One unit of the percentage's last digit, times the whole.
    let unit = whole.checked_mul(Decimal::new(1, percent.scale())?)?;
    let off = exact.checked_sub(stated)?;
    let twice = off.checked_add(off)?;
    Some(if off.is_zero() {
        Fit::Exact
    } else if (twice <= unit && twice >= unit.checked_neg()?) || (off > Decimal::ZERO && off < unit) {
        Fit::Rounded
    } else {
        Fit::Off
    })
}

/// The one whole number of which `part` is `percent` per cent, to the digits given; `None` where there is none, or more
/// than one.
pub(super) fn implied_whole(part: Decimal, percent: Decimal) -> Option<Decimal> {
    if percent <= Decimal::ZERO || part <= Decimal::ZERO {
        return None;
    }
    let hundredfold = part.checked_mul(Decimal::from(100))?;
    // Integer quotient near `100 × part / percent`.
    let (a, b) = (hundredfold.normalized(), percent.normalized());
    let scale = a.scale().max(b.scale());
    let numerator = a.mantissa().checked_mul(10i128.checked_pow(u32::from(scale - a.scale()))?)?;
    let denominator = b.mantissa().checked_mul(10i128.checked_pow(u32::from(scale - b.scale()))?)?;
    let near = numerator / denominator;
    let mut found = None;
    for whole in [near - 1, near, near + 1, near + 2] {
        if whole > 0 && percent_of(part, Decimal::new(whole, 0)?, percent)? != Fit::Off {
            if found.is_some() {
                return None;
            }
            found = Decimal::new(whole, 0);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn d(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn rounding_is_understood_from_the_digits_given() {
        for (part, whole, percent, fit) in [
            ("252", "252", "100", Fit::Exact),
            ("978", "1170", "83.6", Fit::Rounded),
            ("978", "1170", "83.59", Fit::Rounded),
            ("978", "1170", "83.58", Fit::Rounded),
            ("978", "1170", "83.60", Fit::Off),
            ("978", "1170", "84", Fit::Rounded),
            ("978", "1170", "86", Fit::Off),
            ("2", "3", "66.7", Fit::Rounded),
            ("2", "3", "66.6", Fit::Rounded),
            ("2", "3", "66.8", Fit::Off),
        ] {
            assert_eq!(percent_of(d(part), d(whole), d(percent)), Some(fit), "{part}/{whole} = {percent}%");
        }
        assert_eq!(percent_of(d("1"), d("0"), d("1")), None);
    }

    #[test]
    fn a_target_is_implied_where_one_whole_number_fits() {
        assert_eq!(implied_whole(d("36"), d("60")), Some(d("60")));
        assert_eq!(implied_whole(d("2"), d("66.7")), Some(d("3")));
        assert_eq!(implied_whole(d("5"), d("61.23")), None);
        assert_eq!(implied_whole(d("500"), d("33")), None, "many whole numbers fit so few digits");
    }
}
