//! [`Error`]: what goes wrong at the edges, where pages are read and records are written.

use std::fmt;
#[cfg(feature = "batch")]
use std::io;

/// What went wrong, and with which file. Prints as one line: the name, then the reason.
///
/// Mining itself cannot fail; only reading, decoding and writing can.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    source: String,
    reason: String,
    at: Option<u64>,
}

/// The sorts of [`Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file or folder is missing or cannot be read.
    Read,
    /// A page is not text in an encoding that is known.
    Decode,
    /// A page holds nothing, or a folder no page.
    Empty,
    /// A page is larger than allowed.
    TooLarge,
    /// Mining it panicked: a bug of this library, which cost that page only.
    Panic,
}

impl ErrorKind {
    /// A stable word for it: the `code` of a diagnostic.
    pub const fn code(self) -> &'static str {
        match self {
            ErrorKind::Read => "unreadable",
            ErrorKind::Decode => "undecodable",
            ErrorKind::Empty => "empty",
            ErrorKind::TooLarge => "too_large",
            ErrorKind::Panic => "internal_error",
        }
    }
}

impl Error {
    /// An error of a sort, with the file's or page's name and the reason, without a full stop.
    pub fn new(kind: ErrorKind, source: impl Into<String>, reason: impl Into<String>) -> Error {
        Error { kind, source: source.into(), reason: reason.into(), at: None }
    }

    /// With the byte of the page where it went wrong.
    #[must_use]
    pub fn at(self, byte: u64) -> Error {
        Error { at: Some(byte), ..self }
    }

    /// The sort of error.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The name of the file or page.
    pub fn source_name(&self) -> &str {
        &self.source
    }

    /// The reason, without the name.
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The byte of the page where it went wrong, where that is known.
    pub fn position(&self) -> Option<u64> {
        self.at
    }

    #[cold]
    #[cfg(feature = "batch")]
    pub(crate) fn read(source: impl Into<String>, error: &io::Error) -> Error {
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "no such file or folder".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => error.to_string(),
        };
        Error::new(ErrorKind::Read, source, reason)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.source, self.reason)
    }
}

impl std::error::Error for Error {}
