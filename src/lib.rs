#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod claim;
mod date;
mod decimal;
mod mine;
pub mod page;
pub mod reference;
mod registry;
mod scan;
mod segment;
mod span;
mod text;

pub use claim::Claim;
pub use date::Date;
pub use decimal::{Decimal, ParseDecimalError};
pub use mine::{Mined, Miner};
pub use reference::Reference;
pub use span::Span;
pub use text::Text;
