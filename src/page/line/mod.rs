//! Lines: what one line of a page looks like, taken by itself.
//!
//! The phrases are rows of `data/line.tsv`, which [`rule`] reads. A [`look`] is told by a line's [`mark`]s, by the phrase that
//! it opens with (does it [`fit`]?), and by what is rare in it: a credit ([`picture`]), a date. What a line says is read here
//! too: a [`label`]'s value, a [`mod@person`]'s name, the body in a [`letterhead`]. [`super::zone`] weighs the lines against each
//! other.

mod fit;
mod label;
mod letterhead;
mod look;
mod mark;
mod person;
mod picture;
mod rule;
mod words;

use crate::page::Zone;
pub(super) use label::field;
pub(super) use letterhead::{heads_cell, is_authority};
pub(super) use look::Rare;
pub(super) use mark::trail;
pub(super) use person::{is_byline, is_name, opens_name, opens_office, person};
pub(super) use picture::{bracketed, scene, shows};
#[cfg(feature = "html")]
pub(super) use rule::MORE;
pub(super) use rule::{GROUNDS, NEIGHBOURS, RULES, Rules};
pub(super) use words::{ends_sentence, upper};

/// The longest line, in bytes, that is judged by its words; what is longer is a paragraph.
pub(super) const LONGEST: usize = 320;
/// A line of this many bytes that ends as sentences do is a paragraph.
pub(super) const SENTENCE: usize = 100;

/// What a meta line says of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    Date,
    Author,
    Source,
    Site,
    /// What a law database says of a document: number, type, who signed.
    Document,
}

/// What a line looks like by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    /// A paragraph: long, or a whole sentence.
    Prose,
    /// A short line that no row knows.
    Plain,
    /// Furniture wherever it stands.
    Furniture,
    /// Furniture outside the article.
    Edge,
    /// Furniture beside a counter.
    Group,
    /// A counter: it draws the lines of [`Look::Group`] along.
    Counter,
    /// Opens the page's tail; furniture wherever it stands.
    Opener,
    /// Opens the page's tail outside the article.
    EdgeOpener,
    /// The title, as the page's markup says.
    Title,
    /// Stands for a picture.
    Image,
    /// The words under a picture.
    Caption,
    /// A publication date: `Thứ ba - 22/03/2022 21:58`.
    Date,
    /// A label with what it names: `Tác giả: …`.
    Label(Field),
    /// What the page's markup says of the page where no reader sees it.
    Told(Field),
    /// National title and motto.
    Letterhead,
    /// Opens the list of whom a document goes to.
    Recipients,
    /// Place and date of a document: `Hà Nội, ngày 14 tháng 7 năm 2015`.
    Dateline,
    /// Who signs for whom, or the paper that the text is from.
    Signature,
    /// A person's name, with the family name first.
    Name,
    /// A rule drawn with marks: `-----`.
    Ruler,
    /// A number of few digits, and no more.
    Number,
    /// Cells of a table.
    Row,
}

impl Look {
    /// The zone of a line that looks so, where no other line tells more.
    #[inline]
    pub(super) fn zone(self) -> Zone {
        match self {
            Look::Furniture | Look::Counter | Look::Opener | Look::Image | Look::Ruler => Zone::Furniture,
            Look::Caption => Zone::Caption,
            Look::Title => Zone::Title,
            Look::Told(_) | Look::Letterhead | Look::Dateline | Look::Recipients => Zone::Meta,
            Look::Row => Zone::Table,
            _ => Zone::Body,
        }
    }
}
