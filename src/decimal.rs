//! [`Decimal`]: an exact number. No value in this crate is a float.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU8;
use std::str::FromStr;

/// An exact decimal: `mantissa × 10^-scale`, up to 38 digits.
///
/// Arithmetic is checked: what does not fit is `None`, never a wrapped or rounded value. Two decimals are equal when
/// their values are, whatever their scales; [`Display`](fmt::Display) writes the plain shortest form.
///
/// ```
/// use vanban::Decimal;
/// let share: Decimal = "0.430".parse().unwrap();
/// assert_eq!(share.to_string(), "0.43");
/// assert_eq!(Decimal::from(1640).checked_mul_pow10(9).unwrap().to_string(), "1640000000000");
/// ```
// In 24 bytes, an `Option` of it too: a claim holds four, and is copied.
#[derive(Clone, Copy)]
#[repr(Rust, packed(8))]
pub struct Decimal {
    mantissa: i128,
    /// One more than the digits after the point.
    scale_and_one: NonZeroU8,
}

impl Default for Decimal {
    fn default() -> Decimal {
        Decimal::ZERO
    }
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal::of(0, 0);

    /// The scale is 38 at most.
    const fn of(mantissa: i128, scale: u8) -> Decimal {
        Decimal { mantissa, scale_and_one: NonZeroU8::MIN.saturating_add(scale) }
    }

    /// `mantissa × 10^-scale`; `None` where the scale is more than 38.
    pub const fn new(mantissa: i128, scale: u8) -> Option<Decimal> {
        if scale > 38 { None } else { Some(Decimal::of(mantissa, scale)) }
    }

    /// The digits, without the point.
    pub const fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// How many of the digits stand after the point.
    pub const fn scale(self) -> u8 {
        self.scale_and_one.get() - 1
    }

    /// Whether the value is zero.
    pub const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// `self × 10^exponent`.
    pub fn checked_mul_pow10(self, exponent: u8) -> Option<Decimal> {
        let drop = exponent.min(self.scale());
        let mantissa = product(self.mantissa, exponent - drop)?;
        Some(Decimal::of(mantissa, self.scale() - drop))
    }

    /// `self + other`.
    pub fn checked_add(self, other: Decimal) -> Option<Decimal> {
        let (a, b, scale) = self.aligned(other)?;
        Some(Decimal::of(a.checked_add(b)?, scale))
    }

    /// `self - other`.
    pub fn checked_sub(self, other: Decimal) -> Option<Decimal> {
        self.checked_add(other.checked_neg()?)
    }

    /// `self × other`.
    pub fn checked_mul(self, other: Decimal) -> Option<Decimal> {
        let (a, b) = (self.normalized(), other.normalized());
        Decimal::new(a.mantissa.checked_mul(b.mantissa)?, a.scale().checked_add(b.scale())?)
    }

    /// `-self`.
    pub fn checked_neg(self) -> Option<Decimal> {
        Some(Decimal::of(self.mantissa.checked_neg()?, self.scale()))
    }

    /// The nearest double: to draw or to estimate with, where the value itself is exact.
    ///
    /// ```
    /// let share: vanban::Decimal = "0.43".parse().unwrap();
    /// assert_eq!(share.to_f64(), 0.43);
    /// ```
    pub fn to_f64(self) -> f64 {
        let (mantissa, scale) = (self.mantissa, self.scale());
        match scale {
            0 => mantissa as f64,
            // Both are doubles without a loss, and a division of doubles is rounded to the nearest.
            1..=19 if mantissa.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS => {
                mantissa as f64 / 10u64.pow(scale.into()) as f64
            }
            _ => self.to_string().parse().unwrap_or(f64::NAN),
        }
    }

    /// The same value without trailing zeros after the point.
    pub fn normalized(self) -> Decimal {
        let (mut mantissa, mut scale) = (self.mantissa, self.scale());
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Decimal::of(mantissa, scale)
    }

    fn aligned(self, other: Decimal) -> Option<(i128, i128, u8)> {
        let scale = self.scale().max(other.scale());
        let a = product(self.mantissa, scale - self.scale())?;
        let b = product(other.mantissa, scale - other.scale())?;
        Some((a, b, scale))
    }
}

/// `mantissa × 10^exponent`; nearly always there is nothing to multiply.
#[inline]
fn product(mantissa: i128, exponent: u8) -> Option<i128> {
    if exponent == 0 { Some(mantissa) } else { scaled(mantissa, exponent) }
}

/// [`product`] by ten or more: nearly all numbers are of one machine word, which multiplies faster.
#[inline(never)]
fn scaled(mantissa: i128, exponent: u8) -> Option<i128> {
    match (i64::try_from(mantissa), 10u64.checked_pow(u32::from(exponent))) {
        (Ok(word), Some(power)) => Some(i128::from(word) * i128::from(power)),
        _ => mantissa.checked_mul(pow10(exponent)?),
    }
}

fn pow10(exponent: u8) -> Option<i128> {
    10i128.checked_pow(u32::from(exponent))
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Decimal {
        Decimal::of(i128::from(value), 0)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Decimal) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Decimal {}

impl std::hash::Hash for Decimal {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        let plain = self.normalized();
        (plain.mantissa(), plain.scale()).hash(state);
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    #[inline]
    fn cmp(&self, other: &Decimal) -> Ordering {
        match self.aligned(*other) {
            Some((a, b, _)) => a.cmp(&b),
            None => self.cmp_far(other),
        }
    }
}

impl Decimal {
    /// [`Ord::cmp`] of two numbers too far apart in scale to align.
    #[cold]
    fn cmp_far(&self, other: &Decimal) -> Ordering {
        // Compare signs, then whole parts, then what follows the point.
        let whole = |d: &Decimal| d.mantissa / pow10(d.scale()).unwrap_or(i128::MAX);
        let rest = |d: &Decimal| {
            let digits = (d.mantissa % pow10(d.scale()).unwrap_or(i128::MAX)).unsigned_abs();
            let digits = format!("{digits:0width$}", width = usize::from(d.scale()));
            digits.trim_end_matches('0').to_owned()
        };
        let sign = |d: &Decimal| d.mantissa().signum();
        sign(self).cmp(&sign(other)).then_with(|| whole(self).cmp(&whole(other))).then_with(|| {
            let order = rest(self).cmp(&rest(other));
            if self.mantissa < 0 { order.reverse() } else { order }
        })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = self.normalized();
        // From the end: 39 digits at most, or 38 after the point and one before it; the point and the sign.
        let (mut out, mut at) = ([b'0'; 41], 41);
        let mut rest = plain.mantissa().unsigned_abs();
        let mut left = usize::from(plain.scale()) + 1;
        while rest > 0 || left > 0 {
            if left == 1 && plain.scale() > 0 {
                at -= 1;
                out[at] = b'.';
            }
            at -= 1;
            // Nearly all numbers are of one machine word, which divides faster.
            let digit = match u64::try_from(rest) {
                Ok(word) => {
                    rest = u128::from(word / 10);
                    word % 10
                }
                Err(_) => {
                    let digit = (rest % 10) as u64;
                    rest /= 10;
                    digit
                }
            };
            out[at] += digit as u8;
            left = left.saturating_sub(1);
        }
        if plain.mantissa < 0 {
            at -= 1;
            out[at] = b'-';
        }
        f.write_str(std::str::from_utf8(&out[at..]).unwrap_or_default())
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What [`Decimal`]'s `FromStr` says of text that is no plain decimal of at most 38 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseDecimalError;

impl fmt::Display for ParseDecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a plain decimal of at most 38 digits")
    }
}

impl std::error::Error for ParseDecimalError {}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Decimal, ParseDecimalError> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", text),
        };
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(rest) || (digits.contains('.') && rest.is_empty()) {
            return Err(ParseDecimalError);
        }
        let mantissa = format!("{sign}{whole}{rest}").parse().map_err(|_| ParseDecimalError)?;
        let scale = u8::try_from(rest.len()).map_err(|_| ParseDecimalError)?;
        Decimal::new(mantissa, scale).ok_or(ParseDecimalError)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Decimal {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Decimal {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_double_is_the_nearest() {
        // The last one has more digits than a double: the quotient of two doubles would be another.
        for text in ["0", "0.43", "-2.5", "1640000000000", "0.1", "44667375401.9253275"] {
            let (value, want): (Decimal, f64) = (text.parse().unwrap(), text.parse().unwrap());
            assert_eq!(value.to_f64().to_bits(), want.to_bits(), "{text}");
        }
    }

    #[track_caller]
    fn d(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn prints_plainly() {
        for text in ["0", "0.43", "-2.5", "1640000000000", "55599.7", "0.001"] {
            assert_eq!(d(text).to_string(), text);
        }
        assert_eq!(d("1.500").to_string(), "1.5");
        let least = Decimal::new(i128::MIN, 38).unwrap();
        assert_eq!(least.to_string(), "-1.70141183460469231731687303715884105728");
        assert_eq!(Decimal::new(i128::MAX, 0).unwrap().to_string(), i128::MAX.to_string());
        assert_eq!(Decimal::new(-1, 38).unwrap().to_string(), format!("-0.{}1", "0".repeat(37)));
    }

    #[test]
    fn what_is_no_decimal_is_refused() {
        for text in ["", ".", "1.", ".5", "1,5", "1e3", "--1", "+1", "1.2.3"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
        assert!("1".repeat(40).parse::<Decimal>().is_err(), "overflow is an error, not a wrap");
    }

    #[test]
    fn values_compare_whatever_the_scale() {
        assert_eq!(d("0.430"), d("0.43"));
        assert!(d("-1") < d("0.001"));
        let huge = Decimal::new(i128::MAX, 0).unwrap();
        let tiny = Decimal::new(1, 38).unwrap();
        assert!(tiny < huge && Decimal::ZERO < tiny);
        assert!(Decimal::new(-i128::MAX, 0).unwrap() < tiny);
        // Of one whole part, and too far apart in scale to be written in one.
        let long = format!("1.7{}1", "0".repeat(36));
        assert!(d(&long) < d("1.9") && d(&format!("-{long}")) > d("-1.9"));
        let same = std::collections::HashSet::from([d("0.430"), d("0.43")]);
        assert_eq!(same.len(), 1, "what is equal hashes alike");
    }

    #[test]
    fn arithmetic_is_exact_or_absent() {
        assert_eq!(d("55599.7").checked_mul_pow10(6), Some(d("55599700000")));
        assert_eq!(d("98.2").checked_add(d("1.8")), Some(d("100")));
        assert_eq!(d("0.1").checked_mul(d("0.2")), Some(d("0.02")));
        assert_eq!(Decimal::new(i128::MAX, 0).unwrap().checked_mul_pow10(1), None);
        let long = Decimal::new(i128::MAX, 3).unwrap();
        assert_eq!(long.checked_mul_pow10(3), Decimal::new(i128::MAX, 0), "places after the point are used up first");
        assert_eq!(Decimal::new(i128::MAX, 0).unwrap().checked_add(Decimal::from(1)), None);
    }
}
