//! The Vietnamese letters: their numbers, their tones, and how the composed characters spell them.

/// A Vietnamese letter outside ASCII: its number with its tone above bit 8, and whether it is upper case.
///
/// The Icelandic Ð and ð count as Đ and đ, which they stand for in many pages; Ƣ and ƣ as Ư and ư, which the fonts of PDF files
/// confuse.
#[inline]
pub(crate) fn letter(c: char) -> Option<(u16, bool)> {
    let point = u32::from(c);
    let low = (point & 0x3f) as usize;
    let entry = match point {
        0xc0..=0x1bf => TWO_BYTES[(point >> 6) as usize - 3][low],
        0x1e80..=0x1eff => THREE_BYTES[(point >> 6) as usize & 1][low],
        _ => 0,
    };
    (entry != 0).then_some((entry & !UPPER, entry & UPPER != 0))
}

/// A letter as the bytes spell it: its number in the low byte, its tone above, [`UPPER`] where it is a capital; and how
/// many bytes it has. The entry is 0 where no Vietnamese letter starts at `at`.
#[inline]
pub(crate) const fn letter_at(bytes: &[u8], at: usize) -> (u16, usize) {
    let second = if at + 1 < bytes.len() { bytes[at + 1] } else { 0 };
    match bytes[at] {
        byte @ ..0x80 => (ASCII[byte as usize], 1),
        byte @ 0xc3..=0xc6 => (TWO_BYTES[(byte - 0xc3) as usize][(second & 0x3f) as usize], 2),
        0xe1 if second & 0xfe == 0xba => {
            let third = if at + 2 < bytes.len() { bytes[at + 2] } else { 0 };
            (THREE_BYTES[(second & 1) as usize][(third & 0x3f) as usize], 3)
        }
        _ => (0, 1),
    }
}

/// How many bytes the Vietnamese letter has that ends at `end`; 0 where none does.
#[inline]
pub(crate) fn letter_before(bytes: &[u8], end: usize) -> usize {
    let Some(last) = end.checked_sub(1) else { return 0 };
    if bytes[last] < 0x80 {
        return usize::from(ASCII[usize::from(bytes[last])] != 0);
    }
    let back = |n: usize| if end >= n { bytes[end - n] } else { 0 };
    let len = match (back(2), back(3)) {
        (0xc3..=0xc6, _) => 2,
        (_, 0xe1) => 3,
        _ => return 0,
    };
    if letter_at(bytes, end - len).0 == 0 { 0 } else { len }
}

/// The bit of an entry that marks a capital.
const UPPER: u16 = 0x8000;

/// [`letter`] for ASCII letters too: number, tone, upper case.
#[inline]
pub(crate) fn spelled(c: char) -> Option<(u8, u8, bool)> {
    if c.is_ascii_alphabetic() {
        return Some((c.to_ascii_lowercase() as u8 - b'a' + 1, 0, c.is_ascii_uppercase()));
    }
    letter(c).map(|(code, upper)| ((code & 0xff) as u8, (code >> 8) as u8, upper))
}

/// The character of a letter's number, tone and case; `None` where there is none (`b` takes no tone).
#[inline]
pub(crate) fn character(number: u8, tone: u8, upper: bool) -> Option<char> {
    let row = COMPOSED.get(usize::from(number))?;
    let c = row[usize::from(tone.min(5)) + if upper { 6 } else { 0 }];
    if c != '\0' {
        return Some(c);
    }
    let plain = match number {
        1..=26 => char::from(b'a' + number - 1),
        _ => return None,
    };
    (tone == 0).then_some(if upper { plain.to_ascii_uppercase() } else { plain })
}

/// The letter with one more modifier (1 circumflex, 2 breve, 3 horn; 0 none) and one more tone (0 none); `None` where
/// Vietnamese has no such letter, or the letter has one of the kind already.
#[inline]
pub(crate) fn compose(base: char, modifier: u8, tone: u8) -> Option<char> {
    let (number, own, upper) = spelled(base)?;
    if matches!(base, 'Ð' | 'ð') || (own != 0 && tone != 0) {
        return None;
    }
    let number = match (number, modifier) {
        (_, 0) => number,
        (1, 1) => 28,
        (1, 2) => 27,
        (5, 1) => 30,
        (15, 1) => 31,
        (15, 3) => 32,
        (21, 3) => 33,
        _ => return None,
    };
    character(number, own + tone, upper)
}

/// What a combining mark adds: modifier and tone, as [`compose`] counts them.
#[inline]
pub(crate) fn mark(c: char) -> Option<(u8, u8)> {
    match c {
        '\u{301}' | '\u{341}' => Some((0, 1)),
        '\u{300}' | '\u{340}' => Some((0, 2)),
        '\u{309}' => Some((0, 3)),
        '\u{303}' => Some((0, 4)),
        '\u{323}' => Some((0, 5)),
        '\u{302}' => Some((1, 0)),
        '\u{306}' => Some((2, 0)),
        '\u{31b}' => Some((3, 0)),
        _ => None,
    }
}

/// Letter numbers: a–z are 1–26, then the Vietnamese seven.
pub(crate) const LETTERS: [(char, u16); 7] =
    [('ă', 27), ('â', 28), ('đ', 29), ('ê', 30), ('ô', 31), ('ơ', 32), ('ư', 33)];

/// Rows of a vowel without tone and with each of the five tones (sắc, huyền, hỏi, ngã, nặng), lower then upper case.
const ROWS: [(u16, &str); 12] = [
    (1, "aáàảãạAÁÀẢÃẠ"),
    (27, "ăắằẳẵặĂẮẰẲẴẶ"),
    (28, "âấầẩẫậÂẤẦẨẪẬ"),
    (5, "eéèẻẽẹEÉÈẺẼẸ"),
    (30, "êếềểễệÊẾỀỂỄỆ"),
    (9, "iíìỉĩịIÍÌỈĨỊ"),
    (15, "oóòỏõọOÓÒỎÕỌ"),
    (31, "ôốồổỗộÔỐỒỔỖỘ"),
    (32, "ơớờởỡợƠỚỜỞỠỢ"),
    (21, "uúùủũụUÚÙỦŨỤ"),
    (33, "ưứừửữựƯỨỪỬỮỰ"),
    (25, "yýỳỷỹỵYÝỲỶỸỴ"),
];

/// ASCII's letters, as [`letter_at`] gives them.
pub(crate) static ASCII: [u16; 128] = {
    let mut out = [0; 128];
    let mut letter = 1;
    while letter <= 26 {
        out[(b'a' - 1) as usize + letter as usize] = letter;
        out[(b'A' - 1) as usize + letter as usize] = letter | UPPER;
        letter += 1;
    }
    out
};
/// Letters under the leads C3 to C6, by the second byte's low six bits.
static TWO_BYTES: [[u16; 64]; 4] = [table(0xc0), table(0x100), table(0x140), table(0x180)];
/// Letters under E1 BA and E1 BB, by the third byte's low six bits.
static THREE_BYTES: [[u16; 64]; 2] = [table(0x1e80), table(0x1ec0)];
static COMPOSED: [[char; 12]; 34] = composed();

/// The entries of [`ROWS`] and of đ that fall into the table which starts at `base`.
const fn table(base: u32) -> [u16; 64] {
    let mut out = [0u16; 64];
    let mut row = 0;
    while row < ROWS.len() {
        let (letter, text) = ROWS[row];
        let bytes = text.as_bytes();
        let (mut at, mut nth) = (0, 0u16);
        while at < bytes.len() {
            let (point, len) = decode(bytes, at);
            if point >= base && point - base < 64 {
                let upper = if nth >= 6 { UPPER } else { 0 };
                out[(point - base) as usize] = upper | ((nth % 6) << 8) | letter;
            }
            at += len;
            nth += 1;
        }
        row += 1;
    }
    // Đ and đ, and the Icelandic Ð and ð that stand for them; Ƣ and ƣ, which PDF files have for Ư and ư.
    let (crossed, horned) = (LETTERS[2].1, LETTERS[6].1);
    let others = [
        (0x110, crossed | UPPER),
        (0x111, crossed),
        (0xd0, crossed | UPPER),
        (0xf0, crossed),
        (0x1a2, horned | UPPER),
        (0x1a3, horned),
    ];
    let mut i = 0;
    while i < others.len() {
        let (point, entry) = others[i];
        if point >= base && point - base < 64 {
            out[(point - base) as usize] = entry;
        }
        i += 1;
    }
    out
}

/// [`ROWS`] by letter number, and đ.
const fn composed() -> [[char; 12]; 34] {
    let mut out = [['\0'; 12]; 34];
    let mut row = 0;
    while row < ROWS.len() {
        let (letter, text) = ROWS[row];
        let bytes = text.as_bytes();
        let (mut at, mut nth) = (0, 0);
        while at < bytes.len() {
            let (point, len) = decode(bytes, at);
            if let Some(c) = char::from_u32(point) {
                out[letter as usize][nth] = c;
            }
            at += len;
            nth += 1;
        }
        row += 1;
    }
    out[29][0] = 'đ';
    out[29][6] = 'Đ';
    out
}

/// The code point at `at` of well-formed UTF-8 of at most three bytes a character, and its length.
pub(crate) const fn decode(bytes: &[u8], at: usize) -> (u32, usize) {
    let a = bytes[at] as u32;
    if a < 0x80 {
        (a, 1)
    } else if a < 0xe0 {
        ((a & 0x1f) << 6 | (bytes[at + 1] as u32 & 0x3f), 2)
    } else {
        ((a & 0x0f) << 12 | (bytes[at + 1] as u32 & 0x3f) << 6 | (bytes[at + 2] as u32 & 0x3f), 3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn composing_agrees_with_unicode_and_goes_on_where_it_stops() {
        let marks = ['\u{301}', '\u{300}', '\u{309}', '\u{303}', '\u{323}'];
        let modifiers = ['\u{302}', '\u{306}', '\u{31b}'];
        for base in "aăâbdđeêioôơuưyAĂÂBDĐEÊIOÔƠUƯY".chars() {
            for (m, modifier) in [None].into_iter().chain(modifiers.map(Some)).enumerate() {
                for (t, mark) in [None].into_iter().chain(marks.map(Some)).enumerate() {
                    let Some(ours) = compose(base, m as u8, t as u8) else { continue };
                    let theirs: String = [Some(base), modifier, mark].into_iter().flatten().nfc().collect();
                    assert_eq!(theirs, ours.to_string());
                }
            }
        }
        assert_eq!(compose('ó', 1, 0), Some('ố'), "plain NFC leaves a mark on ó");
        assert_eq!(compose('ó', 0, 5), None, "one tone a letter");
        assert_eq!(compose('b', 0, 1), None);
    }
}
