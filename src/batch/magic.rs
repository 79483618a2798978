//! Files that are no text, known by their first bytes: so that a report that is still a PDF is told as that, not mined.

/// First bytes, and what begins with them.
const KINDS: [(&[u8], &str); 15] = [
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP file, as .docx, .xlsx and .odt are"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of old Word, Excel or PowerPoint"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PAR1", "a Parquet file under another name"),
    (b"\x1f\x8b", "compressed by gzip, which its name does not say"),
    (b"\x28\xb5\x2f\xfd", "compressed by zstd, which its name does not say"),
    (b"\xfd7zXZ\0", "compressed by xz, which its name does not say"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\0", "a database of SQLite"),
];

/// What a page is that is no text, where its first bytes say so.
pub(super) fn no_text(page: &[u8]) -> Option<&'static str> {
    KINDS.iter().find(|(magic, _)| page.starts_with(magic)).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_none_of_these() {
        assert_eq!(no_text(b"%PDF-1.7\n1 0 obj"), Some("a PDF file"));
        for page in ["", "PK", "Kế hoạch số 5", "{\"text\": 1}", "GIF8", "%PDF"] {
            assert_eq!(no_text(page.as_bytes()), None, "{page:?}");
        }
    }
}
