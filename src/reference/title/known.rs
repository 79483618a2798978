//! Titles that are known word for word: those of the documents that are cited most.

use crate::reference::number::Number;
use crate::registry::doc_type::DocType;
use crate::registry::known_document;
pub(super) use crate::registry::known_document::long_title_end;
use crate::text::tokens::Tokens;

/// Where the title ends at a position that is the known one of the document of that type and number, whatever follows it:
/// `Chỉ thị 05 về đẩy mạnh học tập và làm theo … Hồ Chí Minh trong đoàn viên`.
pub(super) fn known_title(text: &Tokens, at: usize, kind: Option<DocType>, number: &Number) -> Option<usize> {
    known_document::title_end(text, at, kind?.name(), text[number.serial].trim_start_matches('0'))
}
