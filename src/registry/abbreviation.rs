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
    let letters = before.chars().rev().take(LONGEST + 1).take_while(|c| c.is_alphabetic());
    let (count, len) = letters.fold((0, 0), |(count, len), c| (count + 1, len + c.len_utf8()));
    (1..=LONGEST).contains(&count) && SHORT.contains(&&before[stop - len..])
}

/// The most letters that one has.
const LONGEST: usize = 4;

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
