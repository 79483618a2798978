//! Known documents (`data/known_document.tsv`, and rows that a user loads): what a number may stand for.
//!
//! The registry warns and completes; it never overrides what a page says.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use once_cell::sync::Lazy;

use super::doc_type::DocType;
use super::place::{Province, ProvinceName};
use super::series::{Level, Restart};
use super::symbol::Symbol;
use super::term::{self, Body, overlap};
use crate::roman;
use crate::text::hash::words_hash;
use crate::text::lexicon::Lexicon;
use crate::text::token::Words;
use crate::tsv::Table;
use crate::{Date, Span};

/// A document that the registry knows: a row of `data/known_document.tsv`, or of a user's own table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct KnownDocument {
    /// Number and symbol: `25-NQ/TW`; empty for documents that bear none (`Hiến pháp`).
    pub symbol: Cow<'static, str>,
    /// The type's Vietnamese name, lower case.
    pub doc_type: Cow<'static, str>,
    /// The issuing body.
    pub issuer: Cow<'static, str>,
    /// The province's id ([`Province::id`]) of a local document: `bình-phước`; empty for central ones.
    pub place: Cow<'static, str>,
    /// The khóa of the party or the National Assembly, where numbers follow it.
    pub term: Option<u16>,
    /// The date of issue, as far as it is known.
    pub issued: Option<Date>,
    /// The title or matter; for laws the name, `Luật Đất đai`.
    pub title: Cow<'static, str>,
}

/// Known documents, to look up by symbol and by name.
#[derive(Default, Debug, Clone)]
pub struct KnownDocuments {
    rows: Vec<KnownDocument>,
    by_symbol: HashMap<u64, Vec<u32>>,
    by_name: HashMap<u64, Vec<u32>>,
    by_serial: HashMap<u64, Vec<u32>>,
}

/// The rows that come with the crate.
pub(crate) static KNOWN: Lazy<KnownDocuments> = Lazy::new(|| {
    let table = Table::new("known_document", include_str!("../../data/known_document.tsv"));
    let mut known = KnownDocuments::default();
    for row in table.rows() {
        known.push(KnownDocument {
            symbol: row.get("symbol").into(),
            doc_type: row.get("type").into(),
            issuer: row.get("issuer").into(),
            place: "".into(),
            term: row.optional("term"),
            issued: row.optional("issued"),
            title: row.get("title").into(),
        });
    }
    known
});

/// The titles that are known word for word, each with the documents that bear it.
static WHOLE: Lazy<(Vec<Vec<u32>>, Lexicon)> = Lazy::new(|| {
    let table = Table::new("known_document", include_str!("../../data/known_document.tsv"));
    let mut titles: Vec<(&str, Vec<u32>)> = Vec::new();
    for (i, row) in table.rows().enumerate().filter(|(_, row)| row.get("wording") == "whole") {
        match titles.iter_mut().find(|(title, _)| *title == row.get("title")) {
            Some((_, rows)) => rows.push(i as u32),
            None => titles.push((row.get("title"), vec![i as u32])),
        }
    }
    let straight: Vec<String> = titles.iter().map(|(title, _)| title.replace(['“', '”'], "\"")).collect();
    let spellings = titles.iter().map(|(title, _)| *title).enumerate();
    let spellings = spellings.chain(straight.iter().map(String::as_str).enumerate());
    let lexicon = Lexicon::new(spellings.map(|(i, title)| (title, i as u32)));
    (titles.into_iter().map(|(_, rows)| rows).collect(), lexicon)
});

/// The documents whose titles are known word for word.
#[cfg(test)]
pub(crate) fn whole() -> impl Iterator<Item = &'static KnownDocument> {
    WHOLE.0.iter().flatten().map(|&row| &KNOWN.rows()[row as usize])
}

/// Where the title at a position ends that is, word for word, that of a document of a type and a serial number.
pub(crate) fn title_end(text: &(impl Words + ?Sized), at: usize, doc_type: &str, serial: &str) -> Option<usize> {
    let (i, end) = WHOLE.1.at(text, at)?;
    let same = |&row: &u32| {
        let row = &KNOWN.rows()[row as usize];
        let symbol = row.symbol.trim_start_matches('0').strip_prefix(serial);
        row.doc_type == doc_type && symbol.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    WHOLE.0[i as usize].iter().any(same).then_some(end)
}

/// Where the title at a position ends that is some known document's, word for word, and long enough to be nothing else:
/// programmes and plans take the title of what they carry out.
pub(crate) fn long_title_end(text: &(impl Words + ?Sized), at: usize) -> Option<usize> {
    let (_, end) = WHOLE.1.at(text, at)?;
    (text.as_text()[at..end].split_whitespace().count() >= LONG_TITLE).then_some(end)
}

/// How many syllables make a title that two documents do not bear by chance.
const LONG_TITLE: usize = 8;

impl KnownDocuments {
    /// No documents at all.
    pub fn empty() -> KnownDocuments {
        KnownDocuments::default()
    }

    /// The documents that come with the crate.
    pub fn builtin() -> &'static KnownDocuments {
        &KNOWN
    }

    /// Adds a document.
    pub fn push(&mut self, row: KnownDocument) {
        let id = self.rows.len() as u32;
        if let Some(symbol) = Symbol::parse(&row.symbol) {
            self.by_symbol.entry(symbol.hash()).or_default().push(id);
            self.by_serial.entry(symbol.serial_hash()).or_default().push(id);
        }
        if ["luật", "bộ luật", "pháp lệnh", "hiến pháp"].contains(&&*row.doc_type) {
            let name = words_hash(&*row.title, Span::of(0, row.title.len()));
            self.by_name.entry(name).or_default().push(id);
        }
        self.rows.push(row);
    }

    /// Adds the rows of a user's table: tab-separated, with a header that names some of the columns `symbol`, `type`,
    /// `issuer`, `place` (of a local document the province, by name or id), `term` (14 or XIV), `issued` (ISO 8601), `title`
    /// in any order; lines that begin with `#` are notes. Says how many.
    ///
    /// ```
    /// use vanban::reference::KnownDocuments;
    /// let mut known = KnownDocuments::builtin().clone();
    /// let rows = "symbol\ttype\tplace\tissued\n12-NQ/TU\tnghị quyết\tTrà Vinh\t2017-05-08\n";
    /// assert_eq!(known.load(rows).unwrap(), 1);
    /// assert_eq!(known.rows().last().unwrap().place, "trà-vinh");
    /// assert!(known.load("symbol\tissued\n12-NQ/TU\t8/5/2017\n").is_err(), "dates are ISO 8601");
    /// ```
    ///
    /// # Errors
    ///
    /// Where a column is unknown or neither `symbol` nor `title` is there, a row has too few or too many cells, a cell is
    /// none of what its column holds, or the cells contradict each other; nothing is added then.
    pub fn load(&mut self, table: &str) -> Result<usize, LoadError> {
        let table = table.strip_prefix('\u{feff}').unwrap_or(table);
        let mut lines = table.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let Some((first, header)) = lines.next() else { return Ok(0) };
        let header: Vec<&str> = header.split('\t').map(str::trim).collect();
        let fail = |reason: String| LoadError { line: first + 1, reason };
        let known =
            ["symbol", "type", "issuer", "place", "title", "term", "issued", "verified", "example", "wording", "note"];
        if let Some(other) = header.iter().find(|column| !known.contains(column)) {
            let parted = if header.len() == 1 { "; columns are parted by tabs" } else { "" };
            return Err(fail(format!("unknown column {other:?}{parted}")));
        }
        if !header.contains(&"symbol") && !header.contains(&"title") {
            return Err(fail("no column symbol or title, by which documents are known".into()));
        }
        let mut new = Vec::new();
        for (number, line) in lines {
            let fail = |reason: String| LoadError { line: number + 1, reason };
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            if cells.len() != header.len() {
                return Err(fail(format!("{} cells where the header has {}", cells.len(), header.len())));
            }
            let cell = |column: &str| header.iter().position(|name| *name == column).map_or("", |i| cells[i]);
            new.push(row(cell).map_err(fail)?);
        }
        let count = new.len();
        new.into_iter().for_each(|row| self.push(row));
        Ok(count)
    }

    /// The documents, in the order in which they were added.
    pub fn rows(&self) -> &[KnownDocument] {
        &self.rows
    }

    /// The documents that bear a symbol, as their places in [`KnownDocuments::rows`].
    pub(crate) fn with_symbol(&self, hash: u64) -> &[u32] {
        self.by_symbol.get(&hash).map_or(&[], Vec::as_slice)
    }

    /// The documents that bear a serial number, whatever their years and letters.
    pub(crate) fn with_serial(&self, hash: u64) -> &[u32] {
        self.by_serial.get(&hash).map_or(&[], Vec::as_slice)
    }

    /// The laws of a name, whatever their years.
    pub(crate) fn with_name(&self, hash: u64) -> &[u32] {
        self.by_name.get(&hash).map_or(&[], Vec::as_slice)
    }

    /// Those of some documents that can be of a date.
    pub(crate) fn dated<'r>(&'r self, rows: &'r [u32], date: Date) -> impl Iterator<Item = u32> + 'r {
        let of_date = move |row: u32| self.rows[row as usize].issued.is_some_and(|issued| overlap(issued, date));
        rows.iter().copied().filter(move |&row| of_date(row))
    }

    /// The name of the one law that bears a symbol, as one number.
    pub(crate) fn law_of(&self, hash: u64) -> Option<u64> {
        let [id] = self.with_symbol(hash) else { return None };
        let row = &self.rows[*id as usize];
        let named = ["luật", "bộ luật", "pháp lệnh"].contains(&&*row.doc_type);
        named.then(|| words_hash(&*row.title, Span::of(0, row.title.len())))
    }
}

/// The document that the cells of a user's row give.
fn row<'t>(cell: impl Fn(&str) -> &'t str) -> Result<KnownDocument, String> {
    let no = |what: &str, column: &str| format!("no {what}: {:?}", cell(column));
    let owned = |column: &str| Cow::Owned(cell(column).to_owned());
    let symbol = match cell("symbol") {
        "" => None,
        printed => Some(Symbol::parse(printed).ok_or_else(|| no("symbol", "symbol"))?),
    };
    let doc_type = match cell("type") {
        "" => "",
        name => DocType::by_name(name).ok_or_else(|| no("type of document", "type"))?.name(),
    };
    let issued = match cell("issued") {
        "" => None,
        date => Some(date.parse::<Date>().map_err(|_| no("ISO date", "issued"))?),
    };
    let place = match cell("place") {
        "" => "",
        place => province(place, issued)?.id(),
    };
    let term = match cell("term") {
        "" => None,
        number => Some(term(number).ok_or_else(|| no("term", "term"))?),
    };
    let document = KnownDocument {
        symbol: owned("symbol"),
        doc_type: doc_type.into(),
        issuer: owned("issuer"),
        place: place.into(),
        term,
        issued,
        title: owned("title"),
    };
    symbol.map_or(Ok(()), |symbol| consistent(&symbol, &document))?;
    Ok(document)
}

/// The province of an id or a name; of one that was merged and kept its name, the one of the date.
fn province(cell: &str, issued: Option<Date>) -> Result<Province, String> {
    let named = || ProvinceName::at(cell, 0).filter(|(_, end)| *end == cell.len()).map(|(name, _)| name);
    let found = match (Province::by_id(cell), named()) {
        (Some(province), _) => province,
        (None, Some(name)) => name.on(issued).ok_or_else(|| {
            let ids: Vec<&str> = name.lives().map(Province::id).collect();
            format!("{cell:?} is several provinces: {}", ids.join(" or "))
        })?,
        (None, None) => return Err(format!("no province: {cell:?}")),
    };
    match issued.filter(|date| !found.existed(*date)) {
        Some(date) => Err(format!("there was no province {} on {date}", found.id())),
        None => Ok(found),
    }
}

/// Whether what a row says besides the symbol can be true of it; else why not.
fn consistent(symbol: &Symbol, row: &KnownDocument) -> Result<(), String> {
    let Some(rule) = symbol.series() else { return Ok(()) };
    if rule.level != Level::Central && row.term.is_some() {
        return Err(format!("{}: a term is the party's or the National Assembly's; here the date decides", row.symbol));
    }
    let Some(issued) = row.issued else { return Ok(()) };
    if symbol.year.is_some_and(|year| year != issued.year()) {
        return Err(format!("{} is not of {issued}", row.symbol));
    }
    let body = match rule.restart {
        Restart::Term => Body::Party,
        Restart::Symbol => Body::Assembly,
        Restart::Year => return Ok(()),
    };
    match row.term.filter(|number| !term::admits(body, *number, issued)) {
        Some(number) => Err(format!("{issued} is not in the term {number}")),
        None => Ok(()),
    }
}

/// A khóa: `14` or `XIV`.
fn term(cell: &str) -> Option<u16> {
    cell.parse().ok().or_else(|| roman::value(cell).map(u16::from))
}

/// What is wrong with a table of known documents: the line, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    line: usize,
    reason: String,
}

impl LoadError {
    /// The number of the line, from 1.
    pub fn line(&self) -> usize {
        self.line
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.reason)
    }
}

impl std::error::Error for LoadError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_consistent() {
        for row in KNOWN.rows() {
            let what = format!("{} {}", row.symbol, row.title);
            assert!(row.issued.is_some(), "{what} has no date");
            if row.symbol.is_empty() {
                continue;
            }
            let symbol = Symbol::parse(&row.symbol).unwrap_or_else(|| panic!("{what}"));
            let rule = symbol.series().unwrap_or_else(|| panic!("{what} has no series"));
            assert_eq!(consistent(&symbol, row), Ok(()), "{what}");
            assert!(rule.restart != Restart::Term || row.term.is_some(), "{what} has no term");
            assert!(rule.level == Level::Central, "{what} is local");
            assert!(!row.title.is_empty() && !row.issuer.is_empty(), "{what}");
        }
    }

    #[test]
    fn no_two_rows_are_one_document() {
        for (i, a) in KNOWN.rows().iter().enumerate() {
            for b in &KNOWN.rows()[..i] {
                let same = !a.symbol.is_empty() && a.symbol == b.symbol && a.term == b.term;
                assert!(!same || a.issued.map(Date::year) != b.issued.map(Date::year), "{} twice", a.symbol);
            }
        }
    }

    #[test]
    fn only_laws_have_a_law_s_name() {
        let mut laws = 0;
        for row in KNOWN.rows() {
            let Some(symbol) = Symbol::parse(&row.symbol) else { continue };
            let named = KNOWN.law_of(symbol.hash());
            let law = ["luật", "bộ luật", "pháp lệnh"].contains(&&*row.doc_type);
            assert!(named.is_none() || law, "{} {}", row.doc_type, row.symbol);
            laws += usize::from(named.is_some());
        }
        assert!(laws > 50, "{laws}");
    }

    #[test]
    fn users_add_rows() {
        let mut known = KNOWN.clone();
        let n = known.rows().len();
        let table = "# mine\nissued\tsymbol\ttype\tplace\n2021-04-02\t587/QĐ-UBND\tQuyết định\tđồng-nai\n";
        assert_eq!(known.load(table), Ok(1));
        assert_eq!(known.rows()[n].doc_type, "quyết định");
        assert_eq!(known.load("title\tterm\nmột\t14\nhai\tXIV\n"), Ok(2), "terms as numbers and as pages write them");
        assert_eq!(known.rows()[n + 1..].iter().map(|row| row.term).collect::<Vec<_>>(), [Some(14), Some(14)]);
        assert_eq!(known.with_symbol(Symbol::parse("587/QĐ - UBND").unwrap().hash()), [n as u32]);
        for (bad, line) in [
            ("symbol\tcolour\n1\t2\n", 1),
            ("# mine\nKết luận số 114-KL/TW\n", 2),
            ("term\tissued\n", 1),
            ("symbol\n\n12-NQ/TU\tx\n", 3),
            ("title\tterm\n\nx\tXIIX\n", 3),
        ] {
            assert_eq!(known.load(bad).unwrap_err().line(), line, "{bad:?}");
        }
        assert_eq!(known.rows().len(), n + 3, "a table with an error adds nothing");
    }

    /// A cell that is almost right must not make a row that is wrong.
    #[test]
    fn a_row_says_what_it_can_be_said_to_say() {
        let place = |place: &str, issued: &str| {
            let mut known = KnownDocuments::empty();
            let table = format!("symbol\tplace\tissued\n12-NQ/TU\t{place}\t{issued}\n");
            known.load(&table).map(|_| known.rows()[0].place.to_string()).map_err(|e| e.to_string())
        };
        for name in ["Trà Vinh", "trà-vinh", "TRÀ VINH"] {
            assert_eq!(place(name, "2017-05-08"), Ok("trà-vinh".into()));
        }
        assert_eq!(place("Thanh Hoá", "2017"), Ok("thanh-hóa".into()), "however the tone mark is placed");
        assert_eq!(place("An Giang", "2020"), Ok("an-giang".into()));
        assert_eq!(place("An Giang", "2026"), Ok("an-giang-2025".into()));
        assert_eq!(
            place("An Giang", ""),
            Err("line 2: \"An Giang\" is several provinces: an-giang or an-giang-2025".into())
        );
        assert_eq!(place("trà-vin", "2017"), Err("line 2: no province: \"trà-vin\"".into()));
        assert_eq!(place("Trà Vinh cũ", "2017"), Err("line 2: no province: \"Trà Vinh cũ\"".into()));
        assert_eq!(place("trà-vinh", "2026-01-05"), Err("line 2: there was no province trà-vinh on 2026-01-05".into()));

        let row = |cells: &str| {
            let mut known = KnownDocuments::empty();
            known.load(&format!("symbol\ttype\tterm\tissued\n{cells}\n")).map_err(|e| e.to_string())
        };
        assert_eq!(row("12-NQ/TU\tNghị Quyết\t\t2017-05-08"), Ok(1));
        assert_eq!(row("12-NQ/TU\tnghị quyêt\t\t"), Err("line 2: no type of document: \"nghị quyêt\"".into()));
        assert!(row("12-NQ/TU\tnghị quyết\t16\t2017-05-08").unwrap_err().contains("here the date decides"));
        assert_eq!(row("12-NQ/TW\t\t12\t2017-05-08"), Ok(1));
        assert_eq!(row("12-NQ/TW\t\t14\t2017-05-08"), Err("line 2: 2017-05-08 is not in the term 14".into()));
        assert_eq!(row("12/2017/NĐ-CP\t\t\t2018"), Err("line 2: 12/2017/NĐ-CP is not of 2018".into()));
    }
}
