//! Compressed files: known by the end of their name, or of a stream by its first bytes.

use std::io::{self, BufRead, BufReader, Read};

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compression {
    Gzip,
    Zstd,
    Xz,
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
        })
    }

    #[cfg(not(feature = "compression"))]
    pub(super) fn reader<'r>(self, _: impl Read + Send + 'r) -> io::Result<Box<dyn BufRead + Send + 'r>> {
        Err(io::Error::new(io::ErrorKind::Unsupported, "compressed; this build reads no compressed files"))
    }
}

/// A reader of what the file holds, decompressed where need be.
pub(super) fn plain<'r>(
    compression: Option<Compression>,
    read: impl Read + Send + 'r,
) -> io::Result<Box<dyn BufRead + Send + 'r>> {
    match compression {
        Some(compression) => compression.reader(read),
        None => Ok(Box::new(BufReader::with_capacity(1 << 16, read))),
    }
}
