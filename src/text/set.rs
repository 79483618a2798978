//! [`WordSet`]: the closed classes of words that a rule asks about, told apart by their keys.

use super::key::Key;

/// A few words or marks: whether a token is among them takes one look at a bit, and rarely more.
///
/// Written with [`words!`](crate::text::set::words); case and tone placement do not count, as in every [`Key`].
#[derive(Clone, Copy)]
pub(crate) struct WordSet {
    /// A bit for each key's hash.
    filter: u64,
    keys: &'static [Key],
}

impl WordSet {
    pub(crate) const fn new(keys: &'static [Key]) -> WordSet {
        let (mut filter, mut i) = (0, 0);
        while i < keys.len() {
            filter |= 1 << keys[i].bit();
            i += 1;
        }
        WordSet { filter, keys }
    }

    #[inline(always)]
    pub(crate) fn has(&self, key: Key) -> bool {
        self.filter >> key.bit() & 1 == 1 && self.keys.contains(&key)
    }
}

/// A [`WordSet`] of the words given, made when the program is compiled; a word that no key holds does not compile.
macro_rules! words {
    ($($word:literal),+ $(,)?) => {{
        const KEYS: &[$crate::text::key::Key] = &[$($crate::text::key::Key::of($word)),+];
        const SET: &$crate::text::set::WordSet = &$crate::text::set::WordSet::new(KEYS);
        SET
    }};
}
pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::token::Words;

    #[test]
    fn a_set_has_its_words_in_every_case_and_tone_place() {
        let set = words!["hòa", "kỹ", "đến", "/", "-"];
        for word in ["hoà", "HÒA", "kĩ", "Đến", "/", "–"] {
            assert!(word.token_at(0).unwrap().one_of(set), "{word}");
        }
        for word in ["hóa", "đén", "đế", "đếnn", ".", "1", "Müller"] {
            assert!(!word.token_at(0).unwrap().one_of(set), "{word}");
        }
    }

    #[test]
    fn a_key_is_the_same_whether_compiled_or_read() {
        for word in ["nghiêng", "ỷ", "quý", "lý", "Đ", "thuở", "%", "(", "x"] {
            assert_eq!(Key::of(word), word.token_at(0).unwrap().key, "{word}");
        }
    }
}
