//! Laws known by name or abbreviation (`data/law.tsv`): `Bộ luật Hình sự`, `BLHS`.

use once_cell::sync::Lazy;

use crate::Span;
use crate::text::hash::words_hash;
use crate::text::key::KeyMap;
use crate::text::lexicon::Lexicon;
use crate::text::token::{Case, Class, Words};
use crate::tsv::Table;

/// A law, code, ordinance or the constitution, known by its name, whatever its year. A row of `data/law.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Law(u16);

pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// One number for all spellings of the name.
    words: u64,
    abbreviations: Vec<&'static str>,
    /// Other wordings of the whole name: `Luật Tổ chức HĐND và UBND`.
    pub(crate) also: Vec<&'static str>,
    #[cfg(test)]
    pub(crate) example: &'static str,
}

pub(crate) static ROWS: Lazy<Vec<Row>> = Lazy::new(|| {
    let table = Table::new("law", include_str!("../../data/law.tsv"));
    let words = |name: &str| words_hash(name, Span::of(0, name.len()));
    let rows = table.rows().map(|row| Row {
        name: row.get("name"),
        words: words(row.get("name")),
        abbreviations: row.list("abbreviations").collect(),
        also: row.list("also").collect(),
        #[cfg(test)]
        example: row.get("example"),
    });
    rows.collect()
});

/// The names, with and without the commas inside them, with bodies written short (`Luật Tổ chức HĐND và UBND`), and `Luật`
/// with an abbreviation (`Luật HN&GĐ`).
static NAMES: Lazy<Lexicon> = Lazy::new(|| {
    const SHORT: [(&str, &str); 3] =
        [("Hội đồng nhân dân", "HĐND"), ("Ủy ban nhân dân", "UBND"), ("Mặt trận Tổ quốc", "MTTQ")];
    let mut names: Vec<(String, u32)> = Vec::new();
    for (i, row) in ROWS.iter().enumerate() {
        names.push((row.name.to_owned(), i as u32));
        names.extend(row.also.iter().map(|also| ((*also).to_owned(), i as u32)));
    }
    for (i, row) in ROWS.iter().enumerate() {
        if row.name.contains(',') {
            names.push((row.name.replace(',', ""), i as u32));
        }
        let shorter = |name: &str| SHORT.iter().fold(name.to_owned(), |name, (long, short)| name.replace(long, short));
        let wordings = std::iter::once(&row.name).chain(&row.also);
        names.extend(wordings.map(|name| shorter(name)).map(|name| (name, i as u32)));
        // `Luật Tổ chức Hội đồng nhân dân và UBND`: one body short, the other in full.
        let one = |(long, short): (&str, &str)| row.name.contains(long).then(|| row.name.replace(long, short));
        names.extend(SHORT.into_iter().filter_map(one).map(|name| (name, i as u32)));
        for short in row.abbreviations.iter().filter(|short| !short.starts_with("BL")) {
            names.push((format!("Luật {short}"), i as u32));
        }
    }
    Lexicon::new(names.iter().map(|(name, i)| (name.as_str(), *i)))
});

/// Abbreviations that stand alone: `BLHS`.
static CODES: Lazy<KeyMap<Law>> = Lazy::new(|| {
    let short = |row: &'static Row| row.abbreviations.iter().filter(|short| short.starts_with("BL"));
    let keyed = ROWS.iter().enumerate().flat_map(|(i, row)| short(row).map(move |s| (s, Law(i as u16))));
    KeyMap::new(keyed.filter_map(|(s, law)| s.token_at(0).map(|token| (token.key, law))))
});

impl Law {
    /// The law's name without its year: `Bộ luật Tố tụng hình sự`.
    pub fn name(self) -> &'static str {
        ROWS[usize::from(self.0)].name
    }

    /// One number for all spellings of the name.
    pub(crate) fn words(self) -> u64 {
        ROWS[usize::from(self.0)].words
    }

    /// The law of that full name.
    pub fn by_name(name: &str) -> Option<Law> {
        ROWS.iter().position(|row| row.name == name).map(|i| Law(i as u16))
    }

    /// The longest name that starts at a position, and where it ends; abbreviations are upper case.
    pub(crate) fn at(text: &(impl Words + ?Sized), at: usize) -> Option<(Law, usize)> {
        let first = text.token_at(at).filter(|t| t.class == Class::Word)?;
        if first.case == Case::Upper {
            if let Some(law) = CODES.get(first.key) {
                return Some((law, first.span.end() as usize));
            }
        }
        // `Luật Khiếu nại, tố cáonăm 1998` is no `Luật Khiếu nại`.
        let (i, end) = match NAMES.starting(text, first) {
            Some((i, end)) if text.as_text()[end..].starts_with(", ") => {
                NAMES.at_glued(text, at).filter(|(_, glued)| *glued > end).unwrap_or((i, end))
            }
            Some(found) => found,
            None => NAMES.at_glued(text, at)?,
        };
        Some((Law(i as u16), end))
    }

    /// The words at which a document without a number may stand: the last word of a law's type (`luật`, `lệnh` of `pháp
    /// lệnh`), the abbreviations, the first word of `nghị quyết`, and the words that end one that points back.
    pub(crate) fn openers() -> impl Iterator<Item = &'static str> {
        let codes = ROWS.iter().flat_map(|row| row.abbreviations.iter().copied()).filter(|s| s.starts_with("BL"));
        ["luật", "lệnh", "hiến", "lệ", "cương", "nq", "nghị", "luận", "này", "trên", "nêu"].into_iter().chain(codes)
    }
}
