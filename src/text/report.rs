//! [`Report`]: what was done to a page so that it reads, and what could not be restored.

use std::fmt;

use super::legacy::Legacy;
use crate::Span;

/// What normalisation did to a page: all counts are zero and all lists empty where the page was clean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Report {
    /// What the page's bytes are.
    pub encoding: Encoding,
    /// The blocks that were read otherwise than they stood, in order.
    pub repairs: Vec<Repair>,
    /// What could not be restored.
    pub losses: Vec<Loss>,
    /// Changed runs: composed letters, spaces, removed characters, repaired ones.
    pub edits: usize,
}

/// What a page's bytes are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, whatever may be wrong with the text inside.
    #[default]
    Utf8,
    /// UTF-16, the lower byte first.
    Utf16Le,
    /// UTF-16, the higher byte first.
    Utf16Be,
    /// One Vietnamese encoding from before Unicode.
    Legacy(Legacy),
    /// windows-1252, without Vietnamese letters.
    Windows1252,
    /// Some blocks are UTF-8, some are not; the repairs say which.
    Mixed,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Legacy(legacy) => legacy.name(),
            Encoding::Windows1252 => "windows-1252",
            Encoding::Mixed => "mixed",
        })
    }
}

/// How a block was read that made no sense as it stood.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Reading {
    /// Bytes of a Vietnamese encoding, raw or taken for Latin-1 or windows-1252 and stored as Unicode.
    Legacy(Legacy),
    /// UTF-8 that was taken for windows-1252 or Latin-1 (for windows-1258 where `vietnamese`) and stored again, so
    /// many times.
    Mojibake {
        /// Taken for windows-1258.
        vietnamese: bool,
        /// Once or twice.
        times: u8,
    },
    /// Bytes that are neither UTF-8 nor Vietnamese, read as windows-1252.
    Windows1252,
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reading::Legacy(legacy) => f.write_str(legacy.name()),
            Reading::Windows1252 => f.write_str("windows-1252"),
            Reading::Mojibake { vietnamese, times } => {
                let page = if *vietnamese { "windows-1258" } else { "windows-1252" };
                write!(f, "UTF-8 read as {page}{}", if *times > 1 { ", twice" } else { "" })
            }
        }
    }
}

/// One stretch of a page that was read otherwise than it stood, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Repair {
    /// The page's bytes.
    pub span: Span,
    /// How they were read.
    pub reading: Reading,
    /// Words with letters outside ASCII, as read now.
    pub words: u32,
    /// How many of them are Vietnamese syllables now.
    pub syllables: u32,
    /// How many were before.
    pub before: u32,
    /// Words whose capitals, or whose lost ư, were restored.
    pub restored: u32,
}

/// Something that could not be restored, or not for sure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Loss {
    /// What is lost.
    pub kind: Lost,
    /// How often.
    pub count: u32,
    /// The first place, in the page's bytes.
    pub first: Span,
}

/// What normalisation could not restore.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Lost {
    /// TCVN3's capital fonts show small letters as capitals; which words they stood in, the text does not say.
    Capitals,
    /// A deleted `ư` (TCVN3's 0xAD, taken for a soft hyphen) that could stand in two places.
    Horn,
    /// Bytes that are no character; each became U+FFFD.
    Bytes,
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Lost::Capitals => "capitals that the encoding does not keep",
            Lost::Horn => "a deleted ư with two readings",
            Lost::Bytes => "bytes that are no character",
        })
    }
}

impl Report {
    /// Whether the page was read exactly as it stood.
    pub fn is_clean(&self) -> bool {
        *self == Report::default()
    }

    pub(crate) fn lose(&mut self, kind: Lost, at: Span) {
        match self.losses.iter_mut().find(|loss| loss.kind == kind) {
            Some(loss) => loss.count += 1,
            None => self.losses.push(Loss { kind, count: 1, first: at }),
        }
    }
}
