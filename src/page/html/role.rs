//! [`Role`]: what the attributes of an element say it holds (`data/container.tsv`).

use once_cell::sync::Lazy;

use crate::text::hash::Map;
use crate::tsv::{Row, Table};

/// What an element's attributes say it holds. A later one wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Role {
    None,
    Caption,
    Footer,
    Drop,
}

static ROLES: Lazy<Map<&'static [u8], Role>> = Lazy::new(|| {
    let role = |row: &Row| match row.get("role") {
        "drop" => Role::Drop,
        "footer" => Role::Footer,
        "caption" => Role::Caption,
        _ => row.wrong("role"),
    };
    roles()
        .rows()
        .flat_map(|row| row.list("words").map(|word| (word.as_bytes(), role(&row))).collect::<Vec<_>>())
        .collect()
});

fn roles() -> Table {
    Table::new("container", include_str!("../../../data/container.tsv"))
}

/// The longest word of `data/container.tsv`.
const LONGEST: usize = 16;

impl Role {
    /// What the words of a `class` or `id` attribute say.
    pub(super) fn of(attribute: &[u8]) -> Role {
        // The word before, and the word that is being read, side by side.
        let mut words = [0; 2 * LONGEST + 2];
        let (mut found, mut before, mut len, mut low) = (Role::None, 0, 0, false);
        for &byte in attribute.iter().take(400).chain(b" ") {
            let cut = !byte.is_ascii_alphabetic() || (byte.is_ascii_uppercase() && low);
            if cut && len > before {
                let role = |word: &[u8]| ROLES.get(word).copied().unwrap_or(Role::None);
                found = found.max(role(&words[before..len])).max(role(&words[..len]));
                words.copy_within(before..len, 0);
                (before, len) = (len - before, len - before);
            }
            if byte.is_ascii_alphabetic() {
                // A word that is longer than all that are known is none of them, whatever its end.
                if len - before <= LONGEST {
                    words[len] = byte.to_ascii_lowercase();
                    len += 1;
                }
            } else if byte.is_ascii_whitespace() {
                (before, len) = (0, 0);
            }
            low = byte.is_ascii_lowercase();
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_by_words() {
        for row in roles().rows() {
            assert_ne!(Role::of(row.get("example").as_bytes()), Role::None, "{}", row.get("example"));
            for word in row.list("words") {
                assert_ne!(Role::of(word.as_bytes()), Role::None, "{word}");
                assert!(word.len() <= LONGEST, "{word}");
            }
        }
        assert_eq!(Role::of(b"boxTinLienQuan"), Role::Drop);
        assert_eq!(Role::of(b"page-footer news"), Role::Footer);
        for name in ["sharepoint-content", "stage", "advantage", "ms-rtestate-field", "noi-dung-tin", ""] {
            assert_eq!(Role::of(name.as_bytes()), Role::None, "{name}");
        }
    }
}
