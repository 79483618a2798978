//! [`Rules`]: the rows of `data/line.tsv`, which say what a line looks like that opens with a phrase.

use std::collections::HashMap;

use once_cell::sync::Lazy;

use super::{Field, Look};
use crate::page::Zone;
use crate::text::lexicon::Lexicon;
use crate::text::token::Token;
use crate::text::tokens::Tokens;
use crate::tsv::{Row, Table};

/// What the line holds besides the phrase: the table's head says which is which.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Alone,
    Count,
    Label,
    Start,
    Opener,
    Others,
    Unit,
    Name,
    Office,
}

/// Where on the page such a line is furniture.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    Any,
    Edge,
    Group,
}

/// A row, as one of its phrases has it.
#[derive(Clone, Copy)]
pub(in crate::page) struct Rule {
    pub(super) zone: Zone,
    pub(super) field: &'static str,
    pub(super) shape: Shape,
    pub(super) place: Where,
    /// What a line looks like that fits.
    pub(super) look: Look,
}

/// The rows of `data/line.tsv`: a phrase leads to the rules that it opens.
pub(in crate::page) struct Rules {
    /// By lexicon value.
    phrases: Vec<Phrase>,
    lexicon: Lexicon,
}

/// A phrase, which several rows may have.
pub(super) struct Phrase {
    pub(super) rules: Vec<Rule>,
    /// Whether one of the rules is [`Rule::listed`].
    pub(super) listed: bool,
}

impl Rules {
    /// The phrase that tokens begin with, and how many tokens it has.
    #[inline]
    pub(super) fn opening(&self, text: &Tokens, tokens: &[Token]) -> Option<(&Phrase, usize)> {
        let (phrase, count) = self.lexicon.opening(text, tokens)?;
        Some((self.phrases.get(phrase as usize)?, count))
    }

    /// How many tokens the phrase has that tokens begin with, where one of its rules is such.
    pub(in crate::page) fn count(
        &self,
        text: &Tokens,
        tokens: &[Token],
        such: impl Fn(&Rule) -> bool,
    ) -> Option<usize> {
        self.opening(text, tokens).filter(|(phrase, _)| phrase.rules.iter().any(such)).map(|(_, count)| count)
    }
}

impl Rule {
    /// Whether the phrase may stand beside others of its kind: `In trang | Gửi bài`.
    pub(super) fn listed(&self) -> bool {
        self.zone == Zone::Furniture && matches!(self.shape, Shape::Alone | Shape::Opener)
    }

    /// Whether it is of a document's letterhead.
    pub(super) fn heads(&self) -> bool {
        self.look == Look::Letterhead && self.shape == Shape::Alone
    }

    /// Whether it counts, or is what a counter counts.
    pub(super) fn counts(&self) -> bool {
        matches!(self.shape, Shape::Count | Shape::Unit)
    }

    /// Whether it counts readers among other counters: those of a day or a week, or the others.
    pub(in crate::page) fn tallies(&self, day: bool) -> bool {
        self.place == Where::Group && self.shape == Shape::Count && day == (self.field == "day")
    }

    /// Whether it may stand beside a publication date: counters, labels, sections.
    pub(super) fn beside_date(&self) -> bool {
        match self.zone {
            Zone::Meta => self.shape == Shape::Label && self.field != "document",
            _ => self.counts() || self.shape == Shape::Alone,
        }
    }
}

/// The table, of which other files read the rows that tell no look.
pub(super) static LINES: Lazy<Table> = Lazy::new(|| Table::new("line", include_str!("../../../data/line.tsv")));

pub(in crate::page) static RULES: Lazy<Rules> = Lazy::new(|| {
    let mut phrases: Vec<(&str, Vec<Rule>)> = Vec::new();
    let mut seen = HashMap::<String, usize>::new();
    for row in LINES.rows().filter(|row| !matches!(row.get("shape"), "shown" | "said")) {
        let shape = match row.get("shape") {
            "alone" => Shape::Alone,
            "count" => Shape::Count,
            "label" => Shape::Label,
            "start" => Shape::Start,
            "opener" => Shape::Opener,
            "others" => Shape::Others,
            "unit" => Shape::Unit,
            "name" => Shape::Name,
            "office" => Shape::Office,
            _ => row.wrong("shape"),
        };
        let place = match row.get("where") {
            "any" => Where::Any,
            "edge" => Where::Edge,
            "group" => Where::Group,
            _ => row.wrong("where"),
        };
        let zone = match row.get("zone") {
            "furniture" => Zone::Furniture,
            "caption" => Zone::Caption,
            "meta" => Zone::Meta,
            "signature" => Zone::Signature,
            _ => row.wrong("zone"),
        };
        let field = row.get("field");
        for phrase in row.list("forms") {
            let id = *seen.entry(phrase.to_lowercase()).or_insert_with(|| {
                phrases.push((phrase, Vec::new()));
                phrases.len() - 1
            });
            phrases[id].1.push(Rule { zone, field, shape, place, look: look_of(&row, zone, shape, place) });
        }
    }
    let lexicon = Lexicon::new(phrases.iter().enumerate().map(|(id, (phrase, _))| (*phrase, id as u32)));
    let phrase = |rules: Vec<Rule>| Phrase { listed: rules.iter().any(Rule::listed), rules };
    Rules { phrases: phrases.into_iter().map(|(_, rules)| phrase(rules)).collect(), lexicon }
});

/// How the grounds of a document open, each on a line of its own: `Căn cứ Luật …`.
pub(in crate::page) static GROUNDS: Lazy<Vec<&str>> = Lazy::new(|| forms("grounds"));
/// What leads to the article before or after; its title may be glued on: `Bài trướcHuyện ra quân làm thủy lợi`.
pub(in crate::page) static NEIGHBOURS: Lazy<Vec<&str>> = Lazy::new(|| forms("neighbour"));
/// What leads to more of the matter: `Xem thêm: …`.
#[cfg(feature = "html")]
pub(in crate::page) static MORE: Lazy<Vec<&str>> = Lazy::new(|| forms("more"));

/// The phrases of the rows with a field.
fn forms(field: &str) -> Vec<&'static str> {
    LINES.rows().filter(|row| row.get("field") == field).flat_map(|row| row.list("forms").collect::<Vec<_>>()).collect()
}

/// What a line looks like that fits a row.
fn look_of(row: &Row, zone: Zone, shape: Shape, place: Where) -> Look {
    match (zone, shape, place) {
        (Zone::Furniture, Shape::Count, Where::Group) => Look::Group,
        (Zone::Furniture, Shape::Count, Where::Any) => Look::Counter,
        (Zone::Furniture, Shape::Opener, Where::Edge) => Look::EdgeOpener,
        (Zone::Furniture, Shape::Opener | Shape::Others, _) => Look::Opener,
        (Zone::Furniture, _, Where::Edge) => Look::Edge,
        (Zone::Furniture, _, _) if row.get("field") == "image" => Look::Image,
        (Zone::Furniture, _, _) => Look::Furniture,
        (Zone::Caption, _, _) => Look::Caption,
        (Zone::Meta, _, _) => match row.get("field") {
            "date" => Look::Label(Field::Date),
            "author" => Look::Label(Field::Author),
            "source" => Look::Label(Field::Source),
            "document" => Look::Label(Field::Document),
            "recipients" => Look::Recipients,
            "letterhead" | "authority" => Look::Letterhead,
            _ => row.wrong("field"),
        },
        (_, Shape::Name, _) => Look::Name,
        _ => Look::Signature,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every phrase is reached: no row stands behind another one's.
    #[test]
    fn every_phrase_is_found() {
        for row in LINES.rows().filter(|row| !matches!(row.get("shape"), "shown" | "said")) {
            for phrase in row.list("forms") {
                let found = RULES.lexicon.at(phrase, 0);
                assert_eq!(found.map(|(_, end)| end), Some(phrase.len()), "{phrase:?}");
            }
        }
    }

    #[test]
    fn the_grounds_of_a_document_open_as_their_row_says() {
        for example in LINES.rows().filter(|row| row.get("shape") == "said").map(|row| row.get("example")) {
            assert!(GROUNDS.iter().any(|form| example.starts_with(form)), "{example:?}");
        }
    }
}
