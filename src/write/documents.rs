//! The documents of a run: what many pages' references cite, counted by document.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::csv::field;
use crate::record::{Record, Reference};
use crate::reference::{Basis, OpenBecause, RelationType};

/// The documents that the records of a run cite, settled and open apart. Add records, then list or write.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    settled: BTreeMap<String, Cited>,
    open: BTreeMap<(String, Option<OpenBecause>), Cited>,
    /// page, relation, document → how often
    edges: BTreeMap<(String, RelationType, String), u64>,
}

/// How one document is cited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cited {
    /// How often it is mentioned.
    pub mentions: u64,
    /// The pages that mention it: their sources, with the page's own id or URL where it has one.
    pub pages: BTreeSet<String>,
    /// The least sure ground on which a mention was settled.
    pub basis: Option<Basis>,
    /// Its type, where a mention says it.
    pub doc_type: Option<String>,
    /// Its title, where a mention says it.
    pub title: Option<String>,
    /// The keys of the known documents that it may be, where it is open.
    pub candidates: BTreeSet<String>,
    /// What is done with it, and how often.
    pub relations: BTreeMap<RelationType, u64>,
}

impl Documents {
    /// None yet.
    pub fn new() -> Documents {
        Documents::default()
    }

    /// Counts a record; only references count.
    pub fn add(&mut self, record: &Record<'_>) {
        let Record::Reference(reference) = record else { return };
        let page = match &reference.head.page {
            Some(page) => format!("{}#{page}", reference.head.source),
            None => reference.head.source.to_string(),
        };
        let cited = match &reference.document {
            Some(key) => {
                *self.edges.entry((page.clone(), reference.relation.kind, key.to_string())).or_default() += 1;
                self.settled.entry(key.to_string()).or_default()
            }
            None => self.open.entry((label(reference), reference.open_because)).or_default(),
        };
        cited.mentions += 1;
        cited.pages.insert(page);
        cited.basis = cited.basis.max(reference.basis);
        let set = |slot: &mut Option<String>, value: &Option<std::borrow::Cow<'_, str>>| {
            if slot.is_none() {
                *slot = value.as_deref().map(str::to_owned);
            }
        };
        set(&mut cited.doc_type, &reference.doc_type);
        set(&mut cited.title, &reference.title);
        cited.candidates.extend(reference.candidates.iter().map(|key| key.to_string()));
        *cited.relations.entry(reference.relation.kind).or_default() += 1;
    }

    /// The settled documents by key, the most cited first.
    pub fn settled(&self) -> Vec<(&str, &Cited)> {
        let mut all: Vec<_> = self.settled.iter().map(|(key, cited)| (key.as_str(), cited)).collect();
        all.sort_by_key(|(key, cited)| (std::cmp::Reverse(cited.mentions), *key));
        all
    }

    /// The open ones, by symbol or words and by why they are open, the most cited first.
    pub fn open(&self) -> Vec<(&str, Option<OpenBecause>, &Cited)> {
        let mut all: Vec<_> = self.open.iter().map(|((label, why), cited)| (label.as_str(), *why, cited)).collect();
        all.sort_by_key(|(label, _, cited)| (std::cmp::Reverse(cited.mentions), *label));
        all
    }

    /// Writes the list as CSV: settled documents first, open ones after them, each with why. Of very many pages the first are
    /// named, and how many more there are; [`Documents::write_edges`] has all of a settled document.
    pub fn write_csv(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "document,mention,mentions,pages,basis,open_because,candidates,doc_type,title,relations,where")?;
        for (key, cited) in self.settled() {
            row(out, key, "", None, cited)?;
        }
        for (label, why, cited) in self.open() {
            row(out, "", label, why, cited)?;
        }
        Ok(())
    }

    /// Writes the edge list as CSV, for network tools: page, relation, settled document, how often.
    pub fn write_edges(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "source,relation,target,weight")?;
        for ((page, relation, document), weight) in &self.edges {
            writeln!(out, "{},{},{},{weight}", cell(page), relation.name(), cell(document))?;
        }
        Ok(())
    }
}

/// Spreadsheets cut a cell at 32,767 characters, in the middle of a name.
const LONGEST: usize = 32_000;

/// Items in one cell, as many as there is room for, and how many more there are.
fn list(items: impl Iterator<Item = impl AsRef<str>>) -> String {
    let (mut cell, mut characters, mut more) = (String::new(), 0, 0u64);
    for item in items {
        let item = item.as_ref();
        characters += item.chars().count() + 2;
        if characters > LONGEST {
            more += 1;
            continue;
        }
        if !cell.is_empty() {
            cell.push_str("; ");
        }
        cell.push_str(item);
    }
    if more > 0 { format!("{cell}; … and {more} more") } else { cell }
}

fn row(out: &mut impl Write, key: &str, label: &str, why: Option<OpenBecause>, cited: &Cited) -> io::Result<()> {
    writeln!(
        out,
        "{},{},{},{},{},{},{},{},{},{},{}",
        cell(key),
        cell(label),
        cited.mentions,
        cited.pages.len(),
        cited.basis.map_or("", Basis::name),
        why.map_or("", OpenBecause::name),
        cell(&list(cited.candidates.iter())),
        cell(cited.doc_type.as_deref().unwrap_or_default()),
        cell(cited.title.as_deref().unwrap_or_default()),
        cell(&list(cited.relations.iter().map(|(kind, n)| format!("{} {n}", kind.name())))),
        cell(&list(cited.pages.iter())),
    )
}

/// What an open mention is listed under: its symbol, else its words.
fn label(reference: &Reference<'_>) -> String {
    match &reference.symbol {
        Some(symbol) => symbol.to_string(),
        None => reference.head.text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// A CSV cell, quoted where it must be. People open this list in spreadsheets: what these would run as a formula has an
/// apostrophe before it.
fn cell(value: &str) -> String {
    let mut out = Vec::new();
    match value {
        "" => {}
        _ if value.starts_with(['=', '+', '-', '@']) => field(&format!("'{value}"), &mut out),
        _ => field(value, &mut out),
    }
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Miner;
    use crate::record::{Options, Origin, records};

    fn run(pages: &[(&str, &str)]) -> Documents {
        let (mut miner, mut documents) = (Miner::new(), Documents::new());
        for (source, page) in pages {
            let mined = miner.mine(page);
            for record in records(page, &mined, &Origin::new(source), &Options::default()) {
                documents.add(&record);
            }
        }
        documents
    }

    #[test]
    fn one_document_has_one_key_on_every_page() {
        let documents = run(&[
            ("a.txt", "Thực hiện Kết luận số 114-KL/TW ngày 14/7/2015 của Ban Bí thư."),
            ("b.txt", "Sơ kết 3 năm thực hiện Kết luận 114 - KL/TW của Ban Bí thư (khóa XI). Kết luận 114 nêu rõ."),
            ("c.txt", "Kết luận số 114-KL/TW của Ban Bí thư."),
        ]);
        let settled = documents.settled();
        assert_eq!(settled.len(), 1);
        let (key, cited) = settled[0];
        assert_eq!((key, cited.mentions, cited.pages.len()), ("114-KL/TW#XI", 3, 2));
        let open = documents.open();
        assert_eq!((open.len(), open[0].0, open[0].1), (1, "114-KL/TW", Some(OpenBecause::TermUnknown)));
        assert!(open[0].2.candidates.contains("114-KL/TW#XI"), "{:?}", open[0].2.candidates);
        let mut edges = Vec::new();
        documents.write_edges(&mut edges).unwrap();
        let edges = String::from_utf8(edges).unwrap();
        assert!(edges.contains("a.txt,implements,114-KL/TW#XI,1\n"), "{edges}");
        assert!(edges.contains("b.txt,reviews,114-KL/TW#XI,1\n"), "{edges}");
        let mut list = Vec::new();
        documents.write_csv(&mut list).unwrap();
        assert_eq!(String::from_utf8(list).unwrap().lines().count(), 3);
    }

    #[test]
    fn the_most_cited_come_first_with_the_first_title_and_the_least_sure_ground() {
        let page = "Nghị định số 04/2015/NĐ-CP; Nghị định số 12/2016/NĐ-CP; Nghị định số 12/2016/NĐ-CP.";
        let mut miner = Miner::new();
        let mined = miner.mine(page);
        let mut all = records(page, &mined, &Origin::new("a.txt"), &Options::default());
        let mut documents = Documents::new();
        let said = [(Basis::Stated, "một"), (Basis::Inferred, "hai"), (Basis::Stated, "ba")];
        let references = all.iter_mut().filter_map(|record| match record {
            Record::Reference(reference) => Some(reference),
            _ => None,
        });
        for (reference, (basis, title)) in references.zip(said) {
            (reference.basis, reference.title) = (Some(basis), Some(title.into()));
        }
        all.iter().for_each(|record| documents.add(record));
        let settled = documents.settled();
        let found: Vec<_> =
            settled.iter().map(|(key, c)| (*key, c.mentions, c.basis, c.title.as_deref().unwrap())).collect();
        let want =
            [("12/2016/NĐ-CP", 2, Some(Basis::Inferred), "hai"), ("04/2015/NĐ-CP", 1, Some(Basis::Stated), "một")];
        assert_eq!(found, want);
    }

    /// Rows of a dump have one source with a number, or one for all; their own names tell them apart.
    #[test]
    fn pages_are_told_apart_by_their_own_names_and_open_documents_counted() {
        let (mut miner, mut documents) = (Miner::new(), Documents::new());
        for (id, page) in [
            ("1", "Kết luận số 12-KL/TW và Kết luận số 9-KL/TW của Ban Bí thư."),
            ("2", "Kết luận số 12-KL/TW của Ban Bí thư; Kết luận số 12-KL/TW của Ban Bí thư."),
        ] {
            let mined = miner.mine(page);
            let origin = Origin::new("dump").page(Some(id));
            records(page, &mined, &origin, &Options::default()).iter().for_each(|record| documents.add(record));
        }
        let open: Vec<_> =
            documents.open().into_iter().map(|(label, _, c)| (label, c.mentions, c.pages.len())).collect();
        assert_eq!(open, [("12-KL/TW", 3, 2), ("9-KL/TW", 1, 1)], "the most cited first");
    }

    #[test]
    fn a_cell_is_never_longer_than_spreadsheets_read() {
        let pages = |n: usize| list((0..n).map(|page| format!("trang-{page:06}.txt")));
        assert_eq!(pages(0), "");
        assert_eq!(pages(2), "trang-000000.txt; trang-000001.txt");
        let many = pages(50_000);
        assert!(many.chars().count() < 32_767, "{}", many.len());
        let named = many.matches(".txt").count();
        assert!(named > 1_000 && many.ends_with(&format!(".txt; … and {} more", 50_000 - named)), "{named}");
    }

    #[test]
    fn cells_are_quoted() {
        assert_eq!(cell("a,b"), "\"a,b\"");
        for formula in ["=SUM(A1)", "+1", "-1", "@SUM(A1)"] {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        assert_eq!(cell("một \"hai\""), "\"một \"\"hai\"\"\"");
    }
}
