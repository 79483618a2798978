//! Compressed files: known by their first bytes, whatever their names say.

use std::io::{self, BufRead, BufReader, Read};

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstd,
    Xz,
    /// What HTTP calls deflate: zlib's format.
    Zlib,
    /// What some servers send under that name: deflate without zlib's head.
    Deflate,
    /// Bodies in archives that browsers wrote.
    Brotli,
}

const SUFFIXES: [(&str, Compression); 4] =
    [(".gz", Compression::Gzip), (".zst", Compression::Zstd), (".zstd", Compression::Zstd), (".xz", Compression::Xz)];

impl Compression {
    /// The compression that a lower-case name tells of, and the name without its ending.
    pub(super) fn of_name(name: &str) -> (Option<Compression>, &str) {
        let found = SUFFIXES.iter().find_map(|(suffix, c)| Some((Some(*c), name.strip_suffix(suffix)?)));
        found.unwrap_or((None, name))
    }

    /// The compression that a stream's first bytes tell of.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Compression> {
        match bytes {
            [0x1f, 0x8b, ..] => Some(Compression::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Compression::Zstd),
            [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Some(Compression::Xz),
            _ => None,
        }
    }

    /// The compression of an HTTP body whose head names one. Crawlers often undo it and keep the head: believe the bytes.
    /// The error names one that is not read.
    pub(super) fn of_body(encoding: &str, bytes: &[u8]) -> Result<Option<Compression>, String> {
        match (encoding, Compression::of_bytes(bytes)) {
            ("" | "identity", _) => Ok(None),
            (_, Some(compression)) => Ok(Some(compression)),
            ("deflate", None) if is_zlib(bytes) => Ok(Some(Compression::Zlib)),
            (_, None) if !is_binary(bytes) => Ok(None),
            ("deflate", None) => Ok(Some(Compression::Deflate)),
            ("br", None) => Ok(Some(Compression::Brotli)),
            (other, None) => Err(format!("the body is compressed as {other}, which is not read")),
        }
    }

    /// What the compressed bytes hold.
    #[cfg(feature = "compression")]
    pub(super) fn reader<'r>(self, read: impl Read + Send + 'r) -> io::Result<Box<dyn BufRead + Send + 'r>> {
        let read = BufReader::with_capacity(1 << 16, read);
        Ok(match self {
            // A dump is often many members in one file.
            Compression::Gzip => {
                Box::new(BufReader::with_capacity(1 << 16, flate2::bufread::MultiGzDecoder::new(read)))
            }
            Compression::Zstd => Box::new(BufReader::with_capacity(1 << 16, zstd::Decoder::with_buffer(read)?)),
            Compression::Xz => Box::new(BufReader::with_capacity(1 << 16, lzma_rust2::XzReader::new(read, true))),
            Compression::Zlib => Box::new(BufReader::with_capacity(1 << 16, flate2::bufread::ZlibDecoder::new(read))),
            Compression::Deflate => {
                Box::new(BufReader::with_capacity(1 << 16, flate2::bufread::DeflateDecoder::new(read)))
            }
            Compression::Brotli => {
                Box::new(BufReader::with_capacity(1 << 16, brotli_decompressor::Decompressor::new(read, 1 << 12)))
            }
        })
    }

    #[cfg(not(feature = "compression"))]
    pub(super) fn reader<'r>(self, _: impl Read + Send + 'r) -> io::Result<Box<dyn BufRead + Send + 'r>> {
        Err(io::Error::new(io::ErrorKind::Unsupported, "compressed; this build reads no compressed files"))
    }
}

/// Whether bytes begin as zlib's format does (RFC 1950): the method, and a check of the first two bytes.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [method, flags, ..] if method & 0x8f == 8 && u16::from_be_bytes([*method, *flags]) % 31 == 0)
}

/// Whether the first bytes are no text's: of control characters it has those of lines and tabs only.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    let control = |b: &u8| *b < b' ' && !b.is_ascii_whitespace();
    bytes.iter().take(512).any(control)
}

/// A reader of what a file or a stream holds, decompressed where its first bytes say that it is compressed: `named` is what
/// its name says. Programs that fetch often undo a compression and keep the name, or drop an ending: believe the bytes.
pub(super) fn plain<'r>(
    named: Option<Compression>,
    read: impl Read + Send + 'r,
) -> io::Result<Box<dyn BufRead + Send + 'r>> {
    let mut read = BufReader::with_capacity(1 << 16, read);
    let first = read.fill_buf()?;
    match Compression::of_bytes(first).or(named.filter(|_| is_binary(first))) {
        Some(compression) => compression.reader(read),
        None => Ok(Box::new(read)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(feature = "compression")]
    fn a_file_is_what_its_bytes_say() {
        use std::io::Write;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all("Số 1".as_bytes()).unwrap();
        let gzip = gzip.finish().unwrap();
        let read = |named, bytes: &[u8]| {
            let mut text = String::new();
            plain(named, bytes).and_then(|mut read| read.read_to_string(&mut text)).map(|_| text)
        };
        for named in [None, Some(Compression::Gzip), Some(Compression::Zstd)] {
            assert_eq!(read(named, &gzip).unwrap(), "Số 1", "{named:?}");
            assert_eq!(read(named, "Số 2".as_bytes()).unwrap(), "Số 2", "{named:?}");
            assert_eq!(read(named, b"").unwrap(), "", "{named:?}");
        }
        assert!(read(Some(Compression::Gzip), b"\x1f\x8c\x08\0\0").is_err(), "damaged, not a text");
    }

    #[test]
    fn bodies_are_what_their_bytes_say() {
        let page = "<p>Số 1</p>\r\n\t".as_bytes();
        let (gzip, zlib, raw) = ([0x1f, 0x8b, 8, 0], [0x78, 0x9c, 0xb3, 0x29], [0xb3, 0x29, 0x50, 0x08, 0x00]);
        for (encoding, bytes, want) in [
            ("", &gzip[..], Ok(None)),
            ("identity", &gzip, Ok(None)),
            ("gzip", &gzip, Ok(Some(Compression::Gzip))),
            ("x-gzip", &gzip, Ok(Some(Compression::Gzip))),
            ("gzip", page, Ok(None)),
            ("zstd", &[0x28, 0xb5, 0x2f, 0xfd], Ok(Some(Compression::Zstd))),
            ("deflate", &zlib, Ok(Some(Compression::Zlib))),
            ("deflate", &raw, Ok(Some(Compression::Deflate))),
            ("deflate", page, Ok(None)),
            ("br", page, Ok(None)),
            ("br", &raw, Ok(Some(Compression::Brotli))),
            ("compress", &raw, Err("the body is compressed as compress, which is not read".to_owned())),
        ] {
            assert_eq!(Compression::of_body(encoding, bytes), want, "{encoding} {bytes:x?}");
        }
    }
}
