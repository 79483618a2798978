//! Identity: which document a cluster is, or why that stays open.
//!
//! A document is its symbol, its issuer's place, and the term or year that its number belongs to. Its key is one string
//! on every page:
//!
//! | document | key |
//! | --- | --- |
//! | Kết luận số 114-KL/TW, khóa XI | `114-KL/TW#XI` |
//! | Nghị định số 04/2015/NĐ-CP | `04/2015/NĐ-CP` |
//! | Chỉ thị số 16/CT-TTg, 2020 | `16/CT-TTg#2020` |
//! | Quyết định số 12/QĐ-UBND, 2020, tỉnh Phú Yên | `12/QĐ-UBND@phú-yên#2020` |
//! | Nghị quyết số 08-NQ/HU, nhiệm kỳ 2020 - 2025 | `08-NQ/HU@phú-yên/huyện-sơn-hòa#2020-2025` |
//! | Hiến pháp năm 2013 | `Hiến pháp#2013` |
//! | Nghị quyết Đại hội XIII của Đảng | `Nghị quyết Đại hội#XIII` |

use super::urn::{self, Urn};
use super::{DocType, Form, Issuer, KnownDocuments, Pinpoint, Province, Reference};
use crate::name::names;
use crate::registry::code::Code;
use crate::registry::locality::district_kind;
use crate::registry::series::{Level, Restart, series};
use crate::registry::symbol::Symbol;
use crate::roman;
use crate::text::token::Words;
use crate::{Date, Span};

/// Which numbering period a document belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[non_exhaustive]
pub enum Period {
    /// The khóa of the Central Committee.
    Term(u8),
    /// The term (nhiệm kỳ) of a local party committee, by its first and last year.
    Years(u16, u16),
    /// A year.
    Year(u16),
    /// The symbol itself holds the year or the term.
    InSymbol,
}

/// Where the name of a document is read from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Name {
    /// The symbol of a mention.
    Printed(u32),
    /// The number of a mention, with the letters that its type and issuer always bear.
    Completed { mention: u32, kind: &'static str, issuer: &'static str, year: Option<u16> },
    /// A row of the known documents.
    Known(u32),
    /// The congress of which a mention is the resolution: its number.
    Congress(u8),
}

/// Which document a cluster is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Identity {
    pub(crate) name: Name,
    /// The province, where the issuer is local.
    pub province: Option<Province>,
    /// Below the province: the word for the kind of place, and its name.
    pub(crate) below: Option<(Span, Span)>,
    /// The numbering period.
    pub period: Period,
}

/// What settled an identity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Basis {
    /// The words of its mentions alone.
    Stated,
    /// Its mentions, completed with the page's own place.
    Page,
    /// A known document of that number or name whose title or year the page gives.
    Registry,
    /// Dates between which it must have been issued.
    Inferred,
}

names!(Basis { Stated: "stated", Page: "page", Registry: "registry", Inferred: "inferred" });

/// Why an identity stays open.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum OpenBecause {
    /// Party numbers restart each khóa, and neither khóa nor a date that settles it is given.
    TermUnknown,
    /// Administrative numbers restart each year, and none is given.
    YearUnknown,
    /// The issuer is local, and the page does not say of which place.
    PlaceUnknown,
    /// The number has no letters, and no issuer is named that completes it.
    IssuerUnknown,
    /// The symbol's letters are of no series that the registry knows.
    SeriesUnknown,
    /// A law is named without its year.
    VersionUnknown,
    /// The name is not among the known documents.
    NotKnown,
    /// Several documents fit the words.
    SeveralFit,
    /// What is said of it contradicts itself: see the diagnostics.
    Contradiction,
    /// A back reference with nothing before it that it could mean.
    NoAntecedent,
    /// A back reference that can mean several documents, or one that was not extracted.
    AntecedentUnsure,
    /// The page itself is meant: `Nghị định này` on a decree's own page.
    OwnPage,
    /// A congress or plenum that is not told apart from others.
    EventUnclear,
}

names!(OpenBecause {
    TermUnknown: "term_unknown",
    YearUnknown: "year_unknown",
    PlaceUnknown: "place_unknown",
    IssuerUnknown: "issuer_unknown",
    SeriesUnknown: "series_unknown",
    VersionUnknown: "version_unknown",
    NotKnown: "not_known",
    SeveralFit: "several_fit",
    Contradiction: "contradiction",
    NoAntecedent: "no_antecedent",
    AntecedentUnsure: "antecedent_unsure",
    OwnPage: "own_page",
    EventUnclear: "event_unclear",
});

/// What is at odds in what a page says of a document. Reported, never corrected.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Inconsistency {
    /// The date of issue lies outside the stated khóa.
    DateOutsideTerm,
    /// The year in the symbol is not the date's.
    SymbolYear,
    /// The type is none that this issuer issues: a decree of a people's committee.
    IssuerCannotIssue,
    /// The province did not exist on that date.
    PlaceGone,
    /// The known document of that number and period has another date.
    KnownDate,
    /// Mentions of the one document give different dates.
    DatesDiffer,
}

impl Inconsistency {
    /// A sentence for a person.
    pub fn message(self) -> &'static str {
        match self {
            Inconsistency::DateOutsideTerm => "the date of issue lies outside the stated khóa",
            Inconsistency::SymbolYear => "the year in the symbol is not the year of the date",
            Inconsistency::IssuerCannotIssue => "this issuer does not issue documents of this type",
            Inconsistency::PlaceGone => "the province did not exist on the date of issue",
            Inconsistency::KnownDate => "the known document of this number and period has another date",
            Inconsistency::DatesDiffer => "mentions of this document give different dates",
        }
    }

    /// A stable word for it.
    pub fn code(self) -> &'static str {
        match self {
            Inconsistency::DateOutsideTerm => "date_outside_term",
            Inconsistency::SymbolYear => "symbol_year",
            Inconsistency::IssuerCannotIssue => "issuer_cannot_issue",
            Inconsistency::PlaceGone => "place_gone",
            Inconsistency::KnownDate => "known_date",
            Inconsistency::DatesDiffer => "dates_differ",
        }
    }
}

/// One document of a page: what all its mentions say together, and which one it is. Plain data.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Document {
    /// The cluster of its mentions.
    pub cluster: u32,
    /// The mention that says most of it: its place among the page's references.
    pub mention: u32,
    /// How many mentions it has.
    pub mentions: u32,
    /// The kind of document.
    pub doc_type: Option<DocType>,
    /// The date of issue, from any mention.
    pub issued: Option<Date>,
    /// The khóa, from any mention.
    pub term: Option<u8>,
    /// The issuer, from any mention.
    pub issuer_id: Option<Issuer>,
    /// The title or matter, from the first mention that has one.
    pub title: Option<Span>,
    /// Which document it is; `None` while open.
    pub identity: Option<Identity>,
    /// What settled it.
    pub basis: Option<Basis>,
    /// Why it is open.
    pub open_because: Option<OpenBecause>,
    /// Where its candidates lie in the resolution's buffer.
    pub(crate) candidates: (u32, u32),
}

/// The documents of a page, in the order of their clusters, with candidates and inconsistencies: buffers to reuse.
#[derive(Clone, Default, Debug)]
pub struct Resolution {
    pub(crate) documents: Vec<Document>,
    pub(crate) candidates: Vec<u32>,
    pub(crate) inconsistencies: Vec<(u32, Inconsistency)>,
}

impl Resolution {
    /// Empties it, keeping its buffers.
    pub fn clear(&mut self) {
        self.documents.clear();
        self.candidates.clear();
        self.inconsistencies.clear();
    }

    /// The documents, in the order of their clusters.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The document of a cluster.
    pub fn document(&self, cluster: u32) -> Option<&Document> {
        let at = self.documents.binary_search_by_key(&cluster, |d| d.cluster).ok()?;
        self.documents.get(at)
    }

    /// Settles a document that is known: an identity of [`KnownDocuments::identity`].
    pub fn settle(&mut self, cluster: u32, identity: Identity) {
        if let Ok(at) = self.documents.binary_search_by_key(&cluster, |d| d.cluster) {
            let document = &mut self.documents[at];
            (document.identity, document.basis, document.open_because) = (Some(identity), Some(Basis::Registry), None);
            document.candidates = (0, 0);
        }
    }

    /// Leaves a document open.
    pub fn open(&mut self, cluster: u32, why: OpenBecause) {
        if let Ok(at) = self.documents.binary_search_by_key(&cluster, |d| d.cluster) {
            let document = &mut self.documents[at];
            (document.identity, document.basis, document.open_because) = (None, None, Some(why));
        }
    }

    /// The known documents that an open one may be: places in [`KnownDocuments::rows`].
    pub fn candidates(&self, document: &Document) -> &[u32] {
        self.candidates.get(document.candidates.0 as usize..document.candidates.1 as usize).unwrap_or_default()
    }

    /// What is at odds, each with the mention (its place among the page's references).
    pub fn inconsistencies(&self) -> &[(u32, Inconsistency)] {
        &self.inconsistencies
    }
}

/// The page that a resolution belongs to, to make strings from it.
#[derive(Clone, Copy, Debug)]
pub struct Naming<'a> {
    /// The text that the references were found in.
    pub text: &'a str,
    /// The page's references.
    pub references: &'a [Reference],
    /// The known documents that the resolver used.
    pub known: &'a KnownDocuments,
}

impl Naming<'_> {
    /// The symbol of a settled document in its one spelling; empty where it bears none.
    pub fn symbol(&self, identity: &Identity) -> String {
        self.printed(identity, |symbol| symbol.print())
    }

    fn printed(&self, identity: &Identity, read: impl Fn(&Symbol<'_>) -> String) -> String {
        match identity.name {
            Name::Printed(mention) => self
                .references
                .get(mention as usize)
                .and_then(|r| r.symbol_parts(self.text))
                .map_or_else(String::new, |symbol| read(&symbol)),
            Name::Completed { mention, kind, issuer, year } => {
                let number = self.references.get(mention as usize).and_then(|r| r.symbol_parts(self.text));
                let Some(number) = number else { return String::new() };
                let year = year.map_or_else(String::new, |year| format!("/{year}"));
                let kind = if kind.is_empty() { String::new() } else { format!("{kind}-") };
                let whole = format!("{}{}{year}/{kind}{issuer}", number.serial, number.suffix);
                Symbol::parse(&whole).map_or_else(String::new, |symbol| read(&symbol))
            }
            Name::Known(row) => {
                let row = self.known.rows().get(row as usize);
                row.and_then(|row| Symbol::parse(&row.symbol)).map_or_else(String::new, |symbol| read(&symbol))
            }
            Name::Congress(_) => String::new(),
        }
    }

    /// The canonical key of a document, the same on every page.
    pub fn key(&self, identity: &Identity) -> String {
        let mut key = self.symbol(identity);
        if key.is_empty() {
            key = match identity.name {
                Name::Known(row) => {
                    self.known.rows().get(row as usize).map_or_else(String::new, |r| r.title.to_string())
                }
                _ => "Nghị quyết Đại hội".to_owned(),
            };
        }
        if let Some(province) = identity.province {
            key.push('@');
            key.push_str(province.id());
        }
        if let Some((word, name)) = identity.below {
            key.push('/');
            key.push_str(&self.place_below(word, name));
        }
        if let Name::Congress(number) = identity.name {
            key.push('#');
            key.push_str(&roman::numeral(number));
        }
        match identity.period {
            Period::Term(number) => key.extend(["#", &roman::numeral(number)]),
            Period::Years(from, to) => key.push_str(&format!("#{from}-{to}")),
            Period::Year(year) => key.push_str(&format!("#{year}")),
            Period::InSymbol => {}
        }
        key
    }

    /// `huyện-sơn-hòa` of `Huyện ủy Sơn Hòa`: the kind of place, and its name in one spelling.
    fn place_below(&self, word: Span, name: Span) -> String {
        let word = one_spelling(&self.text[word]);
        let kind = match word.as_str() {
            "xã" | "phường" | "thị-trấn" | "đặc-khu" => word.as_str(),
            _ => district_kind(&word.replace('-', " ")),
        };
        format!("{kind}-{}", one_spelling(&self.text[name]))
    }

    /// The document's `urn:lex` name; `None` where the profile has no name for it: congress resolutions, and documents
    /// without a number.
    pub fn urn(&self, identity: &Identity) -> Option<Urn> {
        let printed = self.symbol(identity);
        let symbol = Symbol::parse(&printed)?;
        let kind = symbol.type_run();
        let rule = symbol.series()?;
        let mut runs = symbol.runs().skip(usize::from(kind.is_some()));
        let first = runs.next()?;
        let mut authority = authority(first.as_str())?;
        for run in runs {
            match joint(run.as_str()) {
                Some(issuer) => authority.extend(["+", &issuer]),
                None => authority.extend([";", &urn::name(run.as_str())]),
            }
        }
        let party = rule.restart == Restart::Term;
        let measure = match (kind, rule.restart) {
            (Some(run), _) => urn::name(type_name(run.as_str(), party)?),
            // Laws and codes bear no code; nor do resolutions, of which only the head word tells them apart.
            (None, Restart::Symbol) => {
                let words = match identity.name {
                    Name::Known(row) => &*self.known.rows().get(row as usize)?.doc_type,
                    Name::Printed(at) | Name::Completed { mention: at, .. } => {
                        self.references.get(at as usize)?.doc_type?.name()
                    }
                    Name::Congress(_) => return None,
                };
                urn::name(if words == "bộ luật" { "luật" } else { words })
            }
            // Symbols of the nineties bore the body's code alone or before the type's (`Nghị định 50/CP`, `Thông tư 15-BTC/TT`):
            // the head word tells the type.
            (None, _) => {
                let worded = match identity.name {
                    Name::Printed(at) | Name::Completed { mention: at, .. } => self.worded(at, &symbol),
                    _ => None,
                };
                let last = symbol.runs().last().filter(|run| *run != first);
                let unit =
                    last.filter(|run| worded.is_some_and(|kind| type_name(run.as_str(), party) == Some(kind.name())));
                if unit.is_some() {
                    authority.truncate(authority.rfind(';').unwrap_or(authority.len()));
                }
                urn::name(worded.map_or("công văn", DocType::name))
            }
        };
        let mut number = format!("{}{}", symbol.serial_number(), symbol.suffix.to_lowercase());
        if let Some(year) = symbol.year {
            number.push_str(&format!("-{year}"));
        }
        let period = match identity.period {
            Period::Term(number) => format!("khoa.{}", roman::numeral(number).to_lowercase()),
            Period::Years(from, _) => format!("nhiem.ky.{from}"),
            Period::Year(year) => year.to_string(),
            Period::InSymbol => match symbol.year {
                Some(year) => year.to_string(),
                None => {
                    let digits: String = first.as_str().chars().filter(char::is_ascii_digit).collect();
                    format!("khoa.{}", roman::numeral(digits.parse().ok()?).to_lowercase())
                }
            },
        };
        let mut places: Vec<String> = identity.province.iter().map(|p| province_name(*p)).collect();
        if let Some((word, name)) = identity.below {
            places.push(urn::whole(&self.place_below(word, name)));
        }
        Some(Urn::new(places, authority, measure, period, number))
    }

    /// The type that the word before a symbol without its code names, where the symbol is first named or where it is named again.
    fn worded(&self, mention: u32, symbol: &Symbol) -> Option<DocType> {
        let kind =
            |mention: &Reference| mention.doc_type.filter(|kind| mention.head.is_some() && !kind.code().is_empty());
        let own = self.references.get(mention as usize)?;
        let same = |other: &&Reference| {
            kind(other).is_some() && other.symbol_parts(self.text).is_some_and(|parts| parts.hash() == symbol.hash())
        };
        let reversed = || symbol.runs().last().is_some_and(|run| type_name(run.as_str(), false).is_some());
        kind(own).or_else(|| if reversed() { self.references.iter().find(same).and_then(kind) } else { None })
    }

    /// The key of a known document; `None` where its row does not settle one.
    pub fn known_key(&self, row: u32) -> Option<String> {
        let identity = self.known.identity(row)?;
        let series = Symbol::parse(&self.known.rows().get(row as usize)?.symbol).and_then(|symbol| symbol.series());
        let whole = match series.map(|series| series.level) {
            None | Some(Level::Central) => true,
            Some(Level::Province | Level::Local) => identity.province.is_some(),
            // A row does not say which place below the province it is of.
            Some(Level::District | Level::Commune | Level::Unit) => false,
        };
        whole.then(|| self.key(&identity))
    }

    /// The name of the part of a document that a pinpoint means.
    pub fn part(&self, urn: Urn, pinpoint: &Pinpoint) -> Urn {
        let levels = [
            ("phụ lục", &pinpoint.appendix),
            ("chương", &pinpoint.chapter),
            ("mục", &pinpoint.section),
            ("điều", &pinpoint.article),
            ("khoản", &pinpoint.clause),
            ("điểm", &pinpoint.point),
        ];
        urn.with_partition(levels.iter().filter_map(|(level, label)| Some((*level, label.as_ref()?.as_str()))))
    }
}

impl KnownDocuments {
    /// The identity of one of these documents, by its place in [`KnownDocuments::rows`]; `None` where the row does not say it
    /// whole: a local document without its place, a year's number without a date.
    ///
    /// ```
    /// use vanban::reference::KnownDocuments;
    ///
    /// let known = KnownDocuments::builtin();
    /// let row = known.rows().iter().position(|row| row.symbol == "04/2015/NĐ-CP").unwrap();
    /// assert!(known.identity(row as u32).is_some());
    /// assert!(known.identity(u32::MAX).is_none());
    /// ```
    pub fn identity(&self, row: u32) -> Option<Identity> {
        let document = self.rows().get(row as usize)?;
        let province = Province::by_id(&document.place);
        let year = document.issued.map(Date::year);
        let period = match Symbol::parse(&document.symbol) {
            None => Period::Year(year?),
            Some(symbol) => match symbol.series()?.restart {
                _ if symbol.year.is_some() => Period::InSymbol,
                Restart::Symbol => Period::InSymbol,
                Restart::Year => Period::Year(year?),
                Restart::Term => match symbol.series()?.term_body()? {
                    crate::registry::term::Body::Party => Period::Term(u8::try_from(document.term?).ok()?),
                    body => {
                        let term = crate::registry::term::at(body, document.issued?)?;
                        Period::Years(term.years.0, term.years.1)
                    }
                },
            },
        };
        Some(Identity { name: Name::Known(row), province, below: None, period })
    }
}

/// The issuer's full name, for the authority.
fn authority(code: &str) -> Option<String> {
    let letters = code.trim_end_matches(|c: char| c.is_ascii_digit());
    let of = |code: &str| Code::of(code.token_at(0)?.key)?.issuer;
    Some(urn::name(of(letters).or_else(|| of(code))?.name()))
}

/// The type's full name that a code stands for.
fn type_name(code: &str, party: bool) -> Option<&'static str> {
    let code = Code::of(code.token_at(0)?.key)?;
    let (own, other) = if party { (code.party_type, code.state_type) } else { (code.state_type, code.party_type) };
    own.or(other).map(DocType::name)
}

/// A further issuer of a joint document; `None` for drafting units, which are no issuers.
fn joint(code: &str) -> Option<String> {
    series(code)?;
    authority(code)
}

fn province_name(province: Province) -> String {
    // A province that was merged and kept its name is another one since: its id tells them apart.
    let since = province.id().rsplit('-').next().filter(|last| last.bytes().all(|b| b.is_ascii_digit()));
    match since {
        Some(year) => format!("{}.{year}", urn::name(province.name())),
        None => urn::name(province.name()),
    }
}

/// A name in one spelling: lower case, words joined with hyphens, the tone on the first vowel of an open oa, oe, uy.
fn one_spelling(words: &str) -> String {
    const PAIRS: [(&str, &str); 15] = [
        ("oà", "òa"),
        ("oá", "óa"),
        ("oả", "ỏa"),
        ("oã", "õa"),
        ("oạ", "ọa"),
        ("oè", "òe"),
        ("oé", "óe"),
        ("oẻ", "ỏe"),
        ("oẽ", "õe"),
        ("oẹ", "ọe"),
        ("uỳ", "ùy"),
        ("uý", "úy"),
        ("uỷ", "ủy"),
        ("uỹ", "ũy"),
        ("uỵ", "ụy"),
    ];
    let mut out = String::with_capacity(words.len());
    for word in words.split(|c: char| c.is_whitespace() || c == '-' || c == '–').filter(|word| !word.is_empty()) {
        // `H' Drai` is `H'Drai`.
        if !out.is_empty() && !out.ends_with('\'') {
            out.push('-');
        }
        let word = word.to_lowercase().replace(['’', 'ʼ'], "'");
        let pair = PAIRS.iter().find(|(new, _)| word.ends_with(new) && !word.ends_with(&format!("q{new}")));
        match pair {
            Some((new, old)) => out.extend([&word[..word.len() - new.len()], old]),
            None => out.push_str(&word),
        }
    }
    out
}

/// Whether a mention could be written with a symbol: it has a number.
pub(crate) fn has_number(reference: &Reference) -> bool {
    matches!(reference.form, Form::Numbered | Form::NumberOnly) && reference.number.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_places_have_one_spelling() {
        for (a, b) in [("Sơn Hoà", "sơn-hòa"), ("SƠN HÒA", "sơn-hòa"), ("Phú Quý", "phú-quý"), ("Tân Thuỷ", "tân-thủy")]
        {
            assert_eq!(one_spelling(a), b);
        }
        assert_ne!(one_spelling("Tân Thành"), one_spelling("Tân Thạnh"));
    }
}
