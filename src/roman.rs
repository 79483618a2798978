//! Roman numerals: terms (khóa XIII), quarters (quý IV), chapters (chương II).

const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
const TENS: [&str; 10] = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];

/// A number as a Roman numeral; empty for 0.
pub(crate) fn numeral(number: u8) -> String {
    let [hundreds, tens, ones] = [number / 100, number / 10 % 10, number % 10].map(usize::from);
    ["C".repeat(hundreds).as_str(), TENS[tens], ONES[ones]].concat()
}

/// The value of a numeral up to 39, in capitals. No text counts further in them, and from there on a letter by itself (`L`,
/// `C`) would be one.
pub(crate) fn value(word: &str) -> Option<u8> {
    let tens = word.bytes().take_while(|&byte| byte == b'X').count();
    let ones = ONES.iter().position(|ones| *ones == &word[tens..])?;
    (tens < 4 && !word.is_empty()).then_some((10 * tens + ones) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_as_they_are_written() {
        for number in 1..=39 {
            assert_eq!(value(&numeral(number)), Some(number));
        }
        assert_eq!([9, 14, 40, 99, 255].map(numeral), ["IX", "XIV", "XL", "XCIX", "CCLV"]);
        for none in ["", "IIII", "XXXX", "VX", "IXX", "XL", "C", "xi", "XIa", "Ⅳ"] {
            assert_eq!(value(none), None, "{none:?}");
        }
    }
}
