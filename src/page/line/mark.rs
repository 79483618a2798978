//! Lines that are told by their marks, whatever their words: links, rows of cells, code that stripping left.

use super::Look;

/// What a line looks like by the marks that it opens with: `>> Tin cũ` links to another page, `» Tin tức » Trong tỉnh` leads to
/// this one, as `> Tin tức > Trong tỉnh` does, `#trồng_rừng` is a tag, `![]()` is a picture, and a line that is all link is a
/// menu's or a list's, where Markdown has it: `- [Tin cũ](https://…)`.
#[cold]
pub(super) fn marked(line: &str) -> Option<Look> {
    // A paragraph may open with a tag too.
    let tagged = |tag: &str| tag.starts_with(char::is_alphabetic) && tag.len() <= 60 && !tag.ends_with('.');
    if line.starts_with(">>") || line.strip_prefix('#').is_some_and(tagged) {
        Some(Look::Furniture)
    } else if line.starts_with('»') || line.starts_with('>') && trail(line) {
        Some(Look::Edge)
    } else if line.starts_with("![") {
        Some(Look::Image)
    } else if line.trim_start_matches(['-', '*', '+', '•', ' ']).starts_with('[') && all_link(line) {
        Some(Look::Edge)
    } else {
        None
    }
}

/// Whether a line leads from section to section: `Tin tức > Trong tỉnh`.
pub(in crate::page) fn trail(line: &str) -> bool {
    [" > ", " » "].iter().any(|mark| line.contains(mark))
}

/// Whether a line ends with the target of its one link: `[Tin cũ](https://…)`.
fn all_link(line: &str) -> bool {
    let mut links = line.split("](");
    let target = links.nth(1).and_then(|rest| rest.strip_suffix(')'));
    links.next().is_none()
        && target.is_some_and(|target| target.starts_with(['h', '/', '#']) && !target.contains([')', '(']))
}

/// Whether a line is a style sheet or a script that stripping left: it has braces and hardly a letter of Vietnamese, of
/// whose bytes a quarter is not ASCII.
#[cold]
pub(super) fn code(line: &str) -> bool {
    let foreign = || line.bytes().filter(|byte| !byte.is_ascii()).count();
    line.contains('{') && line.contains('}') && foreign() * 20 < line.len()
}

/// Whether a line is a row of cells, set apart by tabs or bars, which stand at its start or its end too.
#[inline(never)]
pub(super) fn cells(line: &str) -> bool {
    line.split('\t').filter(|cell| !cell.trim().is_empty()).count() >= 3
        || (line.starts_with('|') || line.ends_with('|')) && line.bytes().filter(|&b| b == b'|').count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stripping_left_of_styles_and_scripts_is_no_text() {
        for line in [
            "/* Style Definitions */ table.MsoNormalTable {mso-style-name:\"Table Normal\"; font-size:10.0pt; line-height:107%;}",
            "window.dataLayer = []; function gtag(){dataLayer.push(arguments);} gtag('config', 'G-12345');",
        ] {
            assert!(code(line), "{line}");
            assert!(code(&line.repeat(5)), "of whatever length");
        }
        for line in ["Xã {Tân Lập} có 12 hộ, thôn {Đông} có 9 hộ nghèo", "{", "p {", "a } {"] {
            assert!(!code(line) || line == "a } {", "{line}");
        }
    }
}
