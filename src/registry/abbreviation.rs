//! Abbreviations whose full stop ends no sentence (`data/abbreviation.tsv`): `TP. Huế`, `ThS. Nam`.

use once_cell::sync::Lazy;

use crate::tsv::Table;

static SHORT: Lazy<Vec<&'static str>> = Lazy::new(|| {
    let table = Table::new("abbreviation", include_str!("../../data/abbreviation.tsv"));
    table.rows().map(|row| row.get("short")).collect()
});

/// Whether the full stop at `stop` closes an abbreviation.
pub(crate) fn closed_at(text: &str, stop: usize) -> bool {
    let before = &text[..stop];
    let last = |word: &str| word.bytes().next_back();
    let mut alike = SHORT.iter().filter(|short| last(short) == last(before));
    alike.any(|short| before.strip_suffix(short).is_some_and(|rest| !rest.ends_with(char::is_alphabetic)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::{sentence_end, sentence_start};

    #[test]
    fn no_row_ends_a_sentence_in_its_example() {
        let table = Table::new("abbreviation", include_str!("../../data/abbreviation.tsv"));
        for row in table.rows() {
            let text = format!("Hội nghị đã kết thúc. {} phát biểu.", row.get("example"));
            let stop =
                text.rfind(&format!("{}. ", row.get("short"))).expect("the example has it") + row.get("short").len();
            assert!(closed_at(&text, stop), "{text}");
            let sentence = &text[sentence_start(&text, stop, 400)..sentence_end(&text, stop, 400)];
            assert_eq!(sentence, text.strip_prefix("Hội nghị đã kết thúc. ").unwrap());
        }
        for text in ["của thành phố.", "họp ở HTP.", "tp.", "vitamin C.", "."] {
            assert!(!closed_at(text, text.len() - 1), "{text}");
        }
    }
}
