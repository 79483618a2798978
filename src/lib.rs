#![doc = include_str!("../README.md")]
#![deny(unsafe_code)]

mod annotate;
pub mod audit;
#[cfg(feature = "batch")]
pub mod batch;
pub mod claim;
mod date;
mod decimal;
mod error;
mod mine;
pub mod page;
#[cfg(feature = "serde")]
pub mod record;
pub mod reference;
mod registry;
mod scan;
mod segment;
mod span;
mod text;
mod tsv;
#[cfg(feature = "serde")]
pub mod write;

pub use annotate::{Markup, Piece, Pieces, annotate, pieces};
pub use claim::Claim;
pub use date::{Date, ParseDateError};
pub use decimal::{Decimal, ParseDecimalError};
pub use error::{Error, ErrorKind};
#[doc(hidden)]
pub use mine::Stage;
pub use mine::{Mined, Miner};
pub use reference::Reference;
pub use span::Span;
pub use text::{
    DecodeError, Encoding, Fold, Legacy, Loss, Lost, Options, Reading, Repair, Report, Text, TonePlace, fold,
    is_syllable, normalize,
};
