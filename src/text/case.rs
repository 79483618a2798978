//! Words compared whatever their case, without folding a string on the way.

/// Whether words of the text are one of those listed (in lower case), whatever their case.
#[inline]
pub(crate) fn one_of(words: &str, list: &[&str]) -> bool {
    list.iter().any(|lower| same(words, lower))
}

/// Whether words of the text are those given (in lower case), whatever their case.
///
/// A Vietnamese letter has as many bytes in either case, and the same first one save for ASCII's bit, so most words are
/// told apart by their length and first byte.
#[inline]
pub(crate) fn same(words: &str, lower: &str) -> bool {
    let (a, b) = (words.as_bytes(), lower.as_bytes());
    a.len() == b.len()
        && (a == b || a.first().zip(b.first()).is_some_and(|(a, b)| a | 0x20 == b | 0x20) && same_letters(words, lower))
}

/// Whether words of the text open with those given (in lower case).
pub(crate) fn opens_with(words: &str, lower: &str) -> bool {
    words.get(..lower.len()).is_some_and(|head| same(head, lower))
}

/// Whether words of the text end with those given (in lower case).
pub(crate) fn ends_with(words: &str, lower: &str) -> bool {
    words.len().checked_sub(lower.len()).and_then(|at| words.get(at..)).is_some_and(|tail| same(tail, lower))
}

/// Whether two stretches of the text differ in case at most.
pub(crate) fn alike(a: &str, b: &str) -> bool {
    a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
}

fn same_letters(words: &str, lower: &str) -> bool {
    words.chars().flat_map(char::to_lowercase).eq(lower.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_does_not_count_and_nothing_else_is_forgiven() {
        assert!(same("ĐẠT", "đạt") && same("Đạt", "đạt") && same("Ước", "ước") && same("ÂM", "âm"));
        assert!(!same("đat", "đạt") && !same("dạt", "đạt") && !same("đạt ", "đạt"));
        assert!(one_of("Từ", &["đến", "từ"]) && !one_of("tư", &["đến", "từ"]));
        assert!(opens_with("Kể từ ngày", "kể từ") && ends_with("Nghị quyết NÀY", "này"));
        assert!(!opens_with("kế", "kể từ") && !ends_with("y", "này"));
        assert!(alike("Bình Phước", "BÌNH PHƯỚC") && !alike("Bình Phước", "Bình Phức"));
    }
}
