//! The words that spell numbers (rows of `data/numeral.tsv`), and those that say which one (`data/ordinal.tsv`).

use once_cell::sync::Lazy;

use crate::text::key::{Key, KeyMap};
use crate::text::lexicon::Lexicon;
use crate::text::token::Words;
use crate::tsv::Table;

/// What a word does in a spelled number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// một … chín, không.
    Digit(u8),
    /// Digits in special places: mốt, tư, lăm, nhăm.
    Units(u8),
    /// mười.
    Ten,
    /// mươi, chục after a digit.
    Tens,
    /// linh, lẻ: no tens.
    Zero,
    /// trăm, nghìn, triệu …: a power of ten.
    Power(u8),
    /// rưỡi: half of the power before.
    Half,
    /// nửa: half of what follows.
    HalfOf,
    /// hàng, vài, mấy, dăm, cả: before a power, an order of magnitude.
    Vague,
    /// thứ: before which one it is.
    Nth,
}

/// The words and their roles.
pub(crate) struct Numerals {
    words: Vec<&'static str>,
    roles: Vec<Role>,
    by_key: KeyMap<Role>,
}

impl Numerals {
    /// The words that may open a number.
    pub(crate) fn openers(&self) -> impl Iterator<Item = &'static str> {
        let opens = |role: &Role| match role {
            Role::Digit(d) => *d > 0,
            Role::Units(_) | Role::Zero | Role::Half => false,
            _ => true,
        };
        self.words
            .iter()
            .zip(&self.roles)
            .filter(move |(word, role)| opens(role) && **word != "mươi")
            .map(|(word, _)| *word)
    }

    /// The role of the word at `at`, and where it ends.
    #[inline]
    pub(crate) fn at(&self, text: &(impl Words + ?Sized), at: usize) -> Option<(Role, usize)> {
        let token = text.token_at(at)?;
        Some((self.role(token.key)?, token.span.end() as usize))
    }

    /// The role of a word.
    #[inline]
    pub(crate) fn role(&self, word: Key) -> Option<Role> {
        self.by_key.get(word)
    }
}

/// The table, read once.
pub(crate) static NUMERALS: Lazy<Numerals> = Lazy::new(|| {
    let table = Table::new("numeral", include_str!("../../data/numeral.tsv"));
    let (mut words, mut roles) = (Vec::new(), Vec::new());
    for row in table.rows() {
        let value: u8 = row.value("value");
        words.push(row.get("word"));
        roles.push(match row.get("role") {
            "digit" => Role::Digit(value),
            "units" => Role::Units(value),
            "ten" => Role::Ten,
            "tens" => Role::Tens,
            "zero" => Role::Zero,
            "power" => Role::Power(value),
            "half" => Role::Half,
            "half_of" => Role::HalfOf,
            "vague" => Role::Vague,
            "nth" => Role::Nth,
            _ => row.wrong("role"),
        });
    }
    let by_key = KeyMap::new(words.iter().map(|word| Key::of(word)).zip(roles.iter().copied()));
    Numerals { words, roles, by_key }
});

fn ordinals() -> Table {
    Table::new("ordinal", include_str!("../../data/ordinal.tsv"))
}

/// Which one it is, in words: `bảy` of `Đại hội lần thứ bảy`.
pub(crate) static ORDINALS: Lazy<Lexicon> =
    Lazy::new(|| Lexicon::new(ordinals().rows().map(|row| (row.get("word"), row.value("number")))));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ordinal_is_read_in_its_example() {
        for row in ordinals().rows() {
            let (word, example) = (row.get("word"), row.get("example"));
            let at = example.len() - word.len();
            assert_eq!(ORDINALS.at(example, at), Some((row.value("number"), example.len())), "{example}");
            assert!(example[..at].ends_with("thứ ") || example[..at].ends_with("khóa "), "{example}");
        }
    }
}
