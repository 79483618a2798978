//! Character references: `&#7871;`, `&#x1EBF;`, `&eacute;`.

use std::collections::HashMap;

use once_cell::sync::Lazy;

use crate::tsv::Table;

/// A name's text, and whether its semicolon may be left out.
static NAMES: Lazy<HashMap<&'static str, (String, bool)>> = Lazy::new(|| {
    let point = |hex: &str| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
    let row = |row: crate::tsv::Row| {
        (row.get("name"), (row.get("points").split(' ').filter_map(point).collect(), row.get("bare") == "yes"))
    };
    table().rows().map(row).collect()
});

fn table() -> Table {
    Table::new("entity", include_str!("../../data/entity.tsv"))
}

/// The longest name of a reference that may stand without its semicolon.
const LONGEST_BARE: usize = 6;
/// The longest name of all.
pub(super) const LONGEST: usize = 31;

/// The reference that `bytes` begin with: what it stands for, and its length. `None`: the ampersand is only that.
pub(crate) fn decode(bytes: &[u8]) -> Option<(String, usize)> {
    if bytes.get(1) == Some(&b'#') {
        return number(bytes);
    }
    let name = bytes[1..].iter().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric()).count();
    let name = std::str::from_utf8(&bytes[1..1 + name]).ok()?;
    if bytes.get(1 + name.len()) == Some(&b';') {
        if let Some((text, _)) = NAMES.get(name) {
            return Some((text.clone(), name.len() + 2));
        }
    }
    // The longest name that needs no semicolon: `&nbspnăm`.
    let bare = |len: &usize| NAMES.get(&name[..*len]).is_some_and(|(_, bare)| *bare);
    let len = (2..=name.len().min(LONGEST_BARE)).rev().find(bare)?;
    Some((NAMES.get(&name[..len])?.0.clone(), len + 1))
}

fn number(bytes: &[u8]) -> Option<(String, usize)> {
    let hex = matches!(bytes.get(2), Some(b'x' | b'X'));
    let start = if hex { 3 } else { 2 };
    let digit = |b: &u8| if hex { b.is_ascii_hexdigit() } else { b.is_ascii_digit() };
    let len = bytes.get(start..)?.iter().take_while(|b| digit(b)).count();
    let digits = std::str::from_utf8(&bytes[start..start + len]).ok().filter(|d| !d.is_empty())?;
    let point = u32::from_str_radix(digits.trim_start_matches('0'), if hex { 16 } else { 10 }).unwrap_or(0);
    let end = start + len + usize::from(bytes.get(start + len) == Some(&b';'));
    let point = match point {
        // What windows-1252 has there, as browsers read it.
        0x80..=0x9f => WINDOWS_1252[(point - 0x80) as usize],
        _ => char::from_u32(point).filter(|c| *c != '\0').unwrap_or('\u{fffd}'),
    };
    Some((point.into(), end))
}

const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_every_kind() {
        for (bytes, text, len) in [
            ("&#7871;t", "ế", 7),
            ("&#x1EBF;", "ế", 8),
            ("&#xe9 x", "é", 5),
            ("&eacute;", "é", 8),
            ("&nbspnăm", "\u{a0}", 5),
            ("&#150;", "–", 6),
            ("&#0;", "\u{fffd}", 4),
            ("&#99999999999;", "\u{fffd}", 14),
            ("&abreve;", "ă", 8),
        ] {
            assert_eq!(decode(bytes.as_bytes()), Some((text.to_owned(), len)), "{bytes}");
        }
        for bytes in ["& ", "&", "&#;", "&#x;", "&khong;", "&abreve"] {
            assert_eq!(decode(bytes.as_bytes()), None, "{bytes}");
        }
    }

    #[test]
    fn every_row_is_reached() {
        for row in table().rows() {
            let reference = format!("&{};", row.get("name"));
            assert_eq!(decode(reference.as_bytes()).map(|(_, len)| len), Some(reference.len()), "{reference}");
        }
    }
}
