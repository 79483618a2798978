//! Pages: which lines speak and which are furniture, and what a page says of itself.

pub(crate) mod day;
mod facts;
mod home;
#[cfg(feature = "html")]
pub(crate) mod html;
mod line;
mod places;
mod zone;

use crate::Span;
use crate::name::names;
pub use facts::{Facts, Place};
pub(crate) use home::Home;
#[cfg(feature = "html")]
pub use html::{HtmlReader, is_html};
pub(crate) use zone::Zoner;

/// What a stretch of a page is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ZoneName"))]
#[non_exhaustive]
pub enum Zone {
    /// The page's headline.
    Title,
    /// What the page says of itself: date, author, source.
    Meta,
    /// Running text.
    Body,
    /// The words under a picture.
    Caption,
    /// A data table.
    Table,
    /// Who signed.
    Signature,
    /// Menus, counters, footers: no claim stands there.
    Furniture,
}

names!(Zone {
    Title: "title",
    Meta: "meta",
    Body: "body",
    Caption: "caption",
    Table: "table",
    Signature: "signature",
    Furniture: "furniture",
});

/// A line of the text and its zone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct ZoneSpan {
    /// The line, without its break.
    pub span: Span,
    /// What it is.
    pub zone: Zone,
}

/// The zone that holds a position; [`Zone::Body`] between lines.
pub(crate) fn zone_at(zones: &[ZoneSpan], at: u32) -> Zone {
    let n = zones.partition_point(|z| z.span.start() <= at);
    n.checked_sub(1).map(|i| zones[i]).filter(|z| at < z.span.end()).map_or(Zone::Body, |z| z.zone)
}
