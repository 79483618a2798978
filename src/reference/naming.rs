//! [`Naming`]: the strings by which the documents of a page are known everywhere: symbol, key, `urn:lex` name.

use super::identity::{Identity, Name, Period};
use super::urn::{self, Urn};
use super::{DocType, KnownDocuments, Pinpoint, Province, Reference};
use crate::registry::code::Code;
use crate::registry::locality::district_kind;
use crate::registry::series::{Level, Restart, series};
use crate::registry::symbol::Symbol;
use crate::roman;
use crate::text::token::Words;
use crate::text::tone;
use crate::{Span, TonePlace};

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
    let lower = words.to_lowercase().replace(['’', 'ʼ'], "'");
    let (words, _) = tone::rewrite(&lower, TonePlace::First);
    let mut out = String::with_capacity(words.len());
    for word in words.split(|c: char| c.is_whitespace() || c == '-' || c == '–').filter(|word| !word.is_empty()) {
        // `H' Drai` is `H'Drai`.
        if !out.is_empty() && !out.ends_with('\'') {
            out.push('-');
        }
        out.push_str(word);
    }
    out
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
