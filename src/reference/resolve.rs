//! Resolving: from clusters to documents. A step of its own, which callers may replace; finding never resolves.
//!
//! Each document of a page is worked out from its mentions, from the page's own place, from the numbering rules, and
//! from the known documents. What they do not settle stays open, with the reason and the candidates: a wrong identity is
//! worse than none.

use std::cell::RefCell;
use std::collections::HashMap;

use memchr::memmem;

use super::cluster::{Abstained, content_words, heads, parent};
use super::identity::{
    Basis, Document, Identity, Inconsistency, Name, OpenBecause, Period, Resolution, has_number, known_identity,
};
use super::relation::{Actor, Relation, RelationType};
use super::{DocType, Event, Family, Form, Issuer, KnownDocuments, Meeting, Province, Reference};
use crate::page::{self, Home, ZoneSpan};
use crate::registry::competence::may_issue;
use crate::registry::district::district_at;
use crate::registry::locality::{Kind, Locality};
use crate::registry::place::ProvinceName;
use crate::registry::plenum::plenum;
use crate::registry::series::{Level, Restart, Series, code_of, series};
use crate::registry::symbol::Symbol;
use crate::registry::term::{self, Body, bounds};
use crate::text::hash::words_hash;
use crate::text::key::token_at;
use crate::text::tokens::Table;
use crate::{Date, Mined, Span};

/// Works out which documents a page's clusters are.
///
/// The crate's own is [`Rules`]. A caller's may wrap it, to settle more from sources of its own or to leave more open.
pub trait Resolver {
    /// Fills `out` with one document for each cluster, in the clusters' order.
    fn resolve(&self, mined: &Mined<'_, '_>, out: &mut Resolution);

    /// The known documents that its identities and candidates refer to.
    fn known(&self) -> &KnownDocuments;
}

/// The crate's resolver: the numbering rules, the page's own place, and known documents.
///
/// ```
/// use vanban::Miner;
/// use vanban::reference::{Resolution, Resolver, Rules};
///
/// let mut miner = Miner::new();
/// let mined = miner.mine("Thực hiện Kết luận số 114-KL/TW, ngày 14/7/2015 của Ban Bí thư.");
/// let (rules, mut resolution) = (Rules::default(), Resolution::default());
/// rules.resolve(&mined, &mut resolution);
/// for document in resolution.documents() {
///     let key = document.identity.map(|identity| mined.naming(&rules).key(&identity));
///     assert_eq!(key.as_deref(), Some("114-KL/TW#XI"));
/// }
/// ```
#[derive(Clone, Debug)]
pub struct Rules<'k> {
    known: &'k KnownDocuments,
}

impl Default for Rules<'static> {
    fn default() -> Rules<'static> {
        Rules { known: KnownDocuments::builtin() }
    }
}

impl<'k> Rules<'k> {
    /// The rules with a caller's known documents, to which [`KnownDocuments::builtin`] may have been cloned.
    pub fn with(known: &'k KnownDocuments) -> Rules<'k> {
        Rules { known }
    }
}

impl Resolver for Rules<'_> {
    fn resolve(&self, mined: &Mined<'_, '_>, out: &mut Resolution) {
        let text = mined.text.as_str();
        let page = Page {
            text,
            tokens: mined.tokens,
            zones: mined.zones,
            facts: &mined.facts,
            references: mined.references,
            abstained: mined.abstained,
            known: self.known,
            relations: mined.relations,
            home: once_cell::unsync::OnceCell::new(),
            undated: RefCell::new(Vec::new()),
        };
        page.resolve(out);
    }

    fn known(&self) -> &KnownDocuments {
        self.known
    }
}

struct Page<'a> {
    text: &'a str,
    tokens: &'a Table,
    zones: &'a [ZoneSpan],
    facts: &'a page::Facts,
    references: &'a [Reference],
    abstained: &'a [(u32, Abstained)],
    known: &'a KnownDocuments,
    relations: &'a [Relation],
    /// The documents that lack nothing but their term, each with whose terms they follow.
    undated: RefCell<Vec<(u32, Identity, Body)>>,
    /// Read only where a mention leaves its place out.
    home: once_cell::unsync::OnceCell<Home>,
}

/// What all mentions of a document say together, beyond what its record holds.
struct Facts<'a> {
    document: Document,
    symbol: Option<Symbol<'a>>,
    /// The letters of the symbol, or what type and issuer complete.
    issuer: String,
    series: Option<Series>,
    place: Locality,
    titles: Vec<u64>,
    /// The numerals among them: `XIII` of `tiến tới Đại hội XIII`.
    numerals: Vec<u64>,
    event: Option<Event>,
    /// Whether mentions give dates that cannot be one.
    dates_differ: bool,
}

/// How far below its number a letterhead's date may stand, in bytes.
const LETTERHEAD: u32 = 400;

type Settled = Result<(Identity, Basis), OpenBecause>;

impl<'a> Page<'a> {
    fn resolve(&self, out: &mut Resolution) {
        out.clear();
        let clusters = self.references.iter().map(|r| r.cluster).max().unwrap_or_default();
        // The mentions of each cluster, without a list for each: sorted by cluster, then by place.
        let mut order: Vec<u32> = (0..self.references.len() as u32).collect();
        order.sort_by_key(|&i| (self.references[i as usize].cluster, i));
        let mut at = 0;
        for cluster in 1..=clusters {
            let end = at + order[at..].iter().take_while(|&&i| self.references[i as usize].cluster == cluster).count();
            if end > at {
                self.document(&order[at..end], out);
            }
            at = end;
        }
        self.infer(out);
        self.share(out);
    }

    /// The place that the page is about.
    fn home(&self) -> &Home {
        self.home.get_or_init(|| Home::of(&self.tokens.of(self.text), self.zones, self.facts))
    }

    /// When the page was published.
    fn date(&self) -> Option<Date> {
        self.facts.published.map(|(date, _)| date)
    }

    fn document(&self, mentions: &[u32], out: &mut Resolution) {
        let facts = self.facts(mentions);
        let from = out.candidates.len() as u32;
        let settled = self.identity(&facts, mentions, out);
        let mut document = facts.document;
        self.check(&facts, mentions, &settled, out);
        match settled {
            Ok((identity, basis)) => {
                (document.identity, document.basis) = (Some(identity), Some(basis));
                out.candidates.truncate(from as usize);
            }
            Err(why) => document.open_because = Some(why),
        }
        document.candidates = (from, out.candidates.len() as u32);
        out.documents.push(document);
    }

    /// Gathers what the mentions say.
    fn facts(&self, mentions: &[u32]) -> Facts<'a> {
        let of = |i: u32| &self.references[i as usize];
        let rank = |r: &Reference| match r.form {
            Form::Numbered => 0,
            Form::NumberOnly if r.number.is_some_and(|n| n.year.is_some()) => 1,
            Form::Named if r.issued.is_some() => 2,
            Form::NumberOnly => 3,
            Form::Named | Form::Event => 4,
            Form::Back => 5,
        };
        let best = mentions.iter().copied().min_by_key(|&i| (rank(of(i)), i)).unwrap_or_default();
        let mut document = Document {
            cluster: of(best).cluster,
            mention: best,
            mentions: mentions.len() as u32,
            doc_type: of(best).doc_type,
            issued: None,
            term: None,
            issuer_id: None,
            title: None,
            identity: None,
            basis: None,
            open_because: None,
            candidates: (0, 0),
        };
        let (mut place, mut event, mut dates_differ) = (Locality::default(), None::<Event>, false);
        let mut titles = Vec::new();
        let (mut words, mut ordinals) = (Vec::new(), Vec::new());
        for reference in mentions.iter().map(|&i| of(i)) {
            if let (Some(a), Some(b)) = (document.issued, reference.issued) {
                dates_differ |= !overlap(a, b);
            }
            // The more exact date: of 2015 and 2015-07-14 the latter. The first, where they differ.
            if !dates_differ {
                document.issued = document.issued.max(reference.issued);
            }
            document.term = document.term.or(reference.term);
            document.issuer_id = document.issuer_id.or(reference.issuer_id);
            document.title = document.title.or(reference.title);
            place.absorb(reference.locality(self.text));
            if let Some(title) = reference.title {
                content_words(&self.text[title], &mut words);
                titles.extend_from_slice(&words);
                numerals(&self.text[title], &mut ordinals);
            }
            event = match (event, reference.event) {
                (Some(a), Some(b)) => Some(Event {
                    ordinal: a.ordinal.or(b.ordinal),
                    place: a.place.or(b.place),
                    years: a.years.or(b.years),
                    ..a
                }),
                (a, b) => a.or(b),
            };
        }
        if place.kind.is_none() {
            if let Some(head) = mentions.iter().find(|&&i| heads(self.text, of(i))) {
                place.absorb(letterhead(self.text, of(*head).core));
            }
        }
        titles.sort_unstable();
        titles.dedup();
        let symbol = of(best).symbol_parts(self.text).filter(|_| has_number(of(best)));
        let letters = symbol.map(|symbol| symbol.letters());
        let issuer = match letters.and_then(|letters| letters.issuer) {
            Some(run) => run.as_str().to_owned(),
            None => document.issuer_id.map(code_of).unwrap_or_default().to_owned(),
        };
        let series = letters.and_then(|letters| letters.series()).or_else(|| series(&issuer));
        if document.issued.is_none() && mentions.iter().any(|&i| self.heads_page(of(i), series)) {
            document.issued = self.date();
        }
        Facts { document, symbol, issuer, series, place, titles, numerals: ordinals, event, dates_differ }
    }

    /// Whether a mention is the page's own number in its letterhead, whose place and date stand beside it: `Số:
    /// 216-QĐ/TW`, `Hà Nội, ngày …`. Central bodies sign in Hà Nội.
    fn heads_page(&self, reference: &Reference, series: Option<Series>) -> bool {
        let Some((_, date)) = self.facts.published.filter(|_| heads(self.text, reference)) else { return false };
        let near = date.start() >= reference.core.end() && date.start() - reference.core.end() <= LETTERHEAD;
        let central = series.is_some_and(|s| s.level == Level::Central);
        near && (!central || self.text[reference.core.end() as usize..date.start() as usize].contains("Nội,"))
    }

    fn identity(&self, facts: &Facts, mentions: &[u32], out: &mut Resolution) -> Settled {
        let best = &self.references[facts.document.mention as usize];
        match best.form {
            Form::Back => Err(self.why_open(mentions)),
            Form::Event => self.event(facts, out),
            Form::Named => self.named(facts, best, out),
            Form::Numbered | Form::NumberOnly => self.numbered(facts, best, out),
        }
    }

    fn why_open(&self, mentions: &[u32]) -> OpenBecause {
        // Noted in the order of the mentions.
        let noted = |i: &u32| self.abstained.binary_search_by_key(i, |(at, _)| *at).ok();
        match mentions.iter().find_map(noted).map(|at| self.abstained[at].1) {
            Some(Abstained::Host) => OpenBecause::OwnPage,
            Some(Abstained::Several | Abstained::Blocked) => OpenBecause::AntecedentUnsure,
            Some(Abstained::NoAntecedent) | None => OpenBecause::NoAntecedent,
        }
    }

    /// A document with a number: its symbol, printed or completed, its place and its period.
    fn numbered(&self, facts: &Facts, best: &Reference, out: &mut Resolution) -> Settled {
        if matches!(best.family, Family::Judicial | Family::Corporate) {
            return Err(OpenBecause::SeriesUnknown);
        }
        let symbol = facts.symbol.ok_or(OpenBecause::SeriesUnknown)?;
        let printed = symbol.has_letters();
        let name = if printed { self.whole(facts, best, &symbol)? } else { self.completed(facts, best, &symbol, out)? };
        let rule = match name {
            Name::Completed { issuer, .. } => series(&issuer.to_uppercase()),
            _ => facts.series,
        };
        let rule = rule.ok_or(if printed { OpenBecause::SeriesUnknown } else { OpenBecause::IssuerUnknown })?;
        if let Some(kind) = best.doc_type {
            if printed && !may_issue(&facts.issuer, kind.name()) {
                return Err(OpenBecause::Contradiction);
            }
        }
        // `13-NQ/TƯ của Tỉnh ủy`: the words name another level than the letters.
        let worded = facts.document.issuer_id.map(code_of).and_then(series);
        if worded.is_some_and(|worded| (worded.level == Level::Central) != (rule.level == Level::Central)) {
            return Err(OpenBecause::Contradiction);
        }
        let in_symbol = symbol.year.is_some() || matches!(name, Name::Completed { year: Some(_), .. });
        if facts.dates_differ && !in_symbol {
            return Err(OpenBecause::Contradiction);
        }
        let year = symbol.year.or(facts.document.issued.map(Date::year_of));
        let date = match (symbol.year, facts.document.issued) {
            (Some(year), Some(date)) if date.year_of() == year => Some(date),
            (Some(year), _) => Some(Date::year(year)),
            (None, date) => date,
        };
        let candidates = self.candidates(&symbol, &name, facts, out);
        // Whose: the province, and what lies below it.
        let place = self.place(facts, rule, date);
        // When: the term or the year.
        let period = match rule.restart {
            _ if in_symbol => Ok((Period::InSymbol, Basis::Stated)),
            Restart::Symbol => Ok((Period::InSymbol, Basis::Stated)),
            Restart::Year => match year {
                Some(year) => Ok((Period::Year(year), Basis::Stated)),
                None => Err(OpenBecause::YearUnknown),
            },
            Restart::Term => self.term(facts, rule, place.as_ref().ok().map(|place| place.2)),
        };
        let (province, below, level, place_basis) = place?;
        let (period, basis) = match period {
            Ok(settled) => settled,
            // A known document of this number with this matter: the page's words pick it out.
            Err(why @ (OpenBecause::TermUnknown | OpenBecause::YearUnknown)) => {
                match self.by_matter(&candidates, facts).and_then(|row| known_identity(self.known, row)) {
                    Some(known) => (known.period, Basis::Registry),
                    None => {
                        let level = if rule.level == Level::Central { Level::Central } else { level };
                        if let Some(body) = level.body().filter(|_| why == OpenBecause::TermUnknown) {
                            let partial = Identity { name, province, below, period: Period::InSymbol };
                            self.undated.borrow_mut().push((facts.document.cluster, partial, body));
                        }
                        return Err(why);
                    }
                }
            }
            Err(why) => return Err(why),
        };
        Ok((Identity { name, province, below, period }, basis.max(place_basis)))
    }

    /// A printed symbol. One that names its issuer alone (`15/2014/BCA`) has lost its type's code, which the head word
    /// gives back; until 1997 documents were numbered so (`74/CP`).
    fn whole(&self, facts: &Facts, best: &Reference, symbol: &Symbol) -> Result<Name, OpenBecause> {
        let mention = facts.document.mention;
        let rule = facts.series.filter(|rule| rule.restart == Restart::Year && symbol.runs().nth(1).is_none());
        let (Some(rule), Some(year)) = (rule, symbol.year) else { return Ok(Name::Printed(mention)) };
        let kind = match best.doc_type.map(|kind| kind.name()) {
            Some("nghị định") => "NĐ",
            Some("thông tư") => "TT",
            Some("quyết định") => "QĐ",
            Some("nghị quyết") => "NQ",
            _ => return Err(OpenBecause::SeriesUnknown),
        };
        Ok(Name::Completed { mention, kind, issuer: rule.code, year: Some(year) })
    }

    /// The letters that a number without any must have: only where type and issuer leave no choice.
    fn completed(
        &self,
        facts: &Facts,
        best: &Reference,
        symbol: &Symbol,
        out: &mut Resolution,
    ) -> Result<Name, OpenBecause> {
        let kind = best.doc_type.ok_or(OpenBecause::IssuerUnknown)?;
        // `Thông tư 13/2016 của Bộ Y tế và Bộ Nội vụ`: a joint document's letters name them all.
        if best.issuer.is_some_and(|issuer| joint(self.text, issuer)) {
            return Err(OpenBecause::SeveralFit);
        }
        let mention = facts.document.mention;
        let stated = symbol.year;
        let year = stated.or(facts.document.issued.map(Date::year_of));
        let name = |kind, issuer, year| Ok(Name::Completed { mention, kind, issuer, year });
        // What is known of that number and type, for those that stay open.
        let open = |out: &mut Resolution, why| {
            self.by_number(symbol, kind.name(), year, out);
            Err(why)
        };
        match (kind.name(), facts.series) {
            // Decrees are the Government's, and have borne their year since 1997.
            ("nghị định", rule) if rule.is_none() || facts.issuer == "CP" => match year {
                Some(year) if year >= 1998 => name("NĐ", "CP", Some(year)),
                _ => open(out, OpenBecause::YearUnknown),
            },
            (_, None) => open(out, OpenBecause::IssuerUnknown),
            ("thông tư", Some(rule)) if rule.level == Level::Central => match year {
                Some(year) if year >= 1998 => name("TT", rule.code, Some(year)),
                _ => open(out, OpenBecause::YearUnknown),
            },
            // A decision of the Prime Minister may bear its year or not, and the two are different documents.
            (words, Some(rule)) if rule.code == "TTg" => match (words, stated, year) {
                ("quyết định", Some(year), _) => name("QĐ", "TTg", Some(year)),
                ("chỉ thị", None, Some(year)) if year >= 2012 => name("CT", "TTg", None),
                ("công điện", None, Some(_)) => name("CĐ", "TTg", None),
                (_, None, None) => open(out, OpenBecause::YearUnknown),
                _ => open(out, OpenBecause::SeveralFit),
            },
            // The party's types have one code each, but rules (quy định) bear two.
            (words, Some(rule)) if rule.code == "TW" && stated.is_none() => {
                let code = match words {
                    "nghị quyết" => "NQ",
                    "chỉ thị" => "CT",
                    "kết luận" => "KL",
                    "hướng dẫn" => "HD",
                    "thông báo" => "TB",
                    "quyết định" => "QĐ",
                    _ => return open(out, OpenBecause::SeveralFit),
                };
                name(code, "TW", None)
            }
            (words, Some(rule)) if rule.code == "TU" && stated.is_none() => match words {
                "nghị quyết" => name("NQ", "TU", None),
                "chỉ thị" => name("CT", "TU", None),
                "kết luận" => name("KL", "TU", None),
                "kế hoạch" => name("KH", "TU", None),
                "đề án" => name("ĐA", "TU", None),
                _ => open(out, OpenBecause::SeveralFit),
            },
            (words, Some(rule)) if rule.code == "UBND" => match (words, stated) {
                ("kế hoạch", None) => name("KH", "UBND", None),
                ("chỉ thị", None) => name("CT", "UBND", None),
                ("quyết định", Some(year)) => name("QĐ", "UBND", Some(year)),
                _ => open(out, OpenBecause::SeveralFit),
            },
            (words, Some(rule)) if rule.code == "HĐND" => match (words, stated) {
                ("nghị quyết", Some(year)) => name("NQ", "HĐND", Some(year)),
                _ => open(out, OpenBecause::SeveralFit),
            },
            _ => open(out, OpenBecause::SeveralFit),
        }
    }

    /// The province, the place below it, the level, and what told them.
    #[allow(clippy::type_complexity)]
    fn place(
        &self,
        facts: &Facts,
        rule: Series,
        date: Option<Date>,
    ) -> Result<(Option<Province>, Option<(Span, Span)>, Level, Basis), OpenBecause> {
        if rule.level == Level::Central {
            return Ok((None, None, Level::Central, Basis::Stated));
        }
        let unknown = OpenBecause::PlaceUnknown;
        let named = facts.place.name.and_then(|name| {
            let (province, end) = ProvinceName::at(self.text, name.start() as usize)?;
            (end as u32 >= name.end()).then_some(province)
        });
        // A city is a province where its name is one and its issuer may stand there.
        let level = match (rule.level, facts.place.kind) {
            (Level::Unit | Level::Local, Some(Kind::City)) if named.is_some() => Level::Province,
            (Level::Unit | Level::Local, Some(Kind::City)) if facts.place.name.is_some() => Level::District,
            (Level::Unit | Level::Local, _) => facts.place.level().ok_or(unknown)?,
            (Level::Province, Some(Kind::City)) if facts.place.name.is_some() && named.is_none() => Level::District,
            // A town's committee (Thị ủy) writes TU as a province's does.
            (Level::Province, Some(Kind::District)) => Level::District,
            (level, _) => level,
        };
        let home = || self.home();
        if level == Level::Province {
            let (name, basis) = match (named, facts.place.name) {
                (Some(name), _) => (name, Basis::Stated),
                (None, Some(_)) => return Err(unknown),
                // Bare TU on a page where a city's Thành ủy speaks may be the city's.
                (None, None) if facts.issuer == "TU" && facts.place.kind.is_none() && home().city_committee => {
                    return Err(unknown);
                }
                (None, None) => (home().province.ok_or(unknown)?, Basis::Page),
            };
            return Ok((Some(name.on(date).ok_or(unknown)?), None, level, basis));
        }
        if level == Level::District {
            let (word, name) = match (facts.place.word, facts.place.name) {
                (Some(word), Some(name)) => (word, name),
                _ => home().district.ok_or(unknown)?,
            };
            // A name that one province alone has tells it; where the page is another province's, something is amiss.
            let alone = district_at(self.text, name.start() as usize).filter(|(_, end)| *end == name.end() as usize);
            let province = match (alone.and_then(|(province, _)| province), home().province) {
                (Some(alone), Some(home)) if alone.bearing() != home => return Err(unknown),
                (Some(alone), _) => alone,
                (None, home) => home.ok_or(unknown)?.on(date).ok_or(unknown)?,
            };
            return Ok((Some(province), Some((word, name)), level, Basis::Page));
        }
        let province = home().province.ok_or(unknown)?.on(date).ok_or(unknown)?;
        // Communes of one province share names; since July 2025 there are no districts to tell them apart, and need none.
        let (word, name) = facts.place.word.zip(facts.place.name).ok_or(unknown)?;
        let after = date.is_some_and(|date| date >= Date::new(2025, 7, 1).unwrap_or(date) && date.day_of().is_some());
        if !after {
            return Err(unknown);
        }
        Ok((Some(province), Some((word, name)), Level::Commune, Basis::Page))
    }

    /// The term that a party number belongs to.
    fn term(&self, facts: &Facts, rule: Series, level: Option<Level>) -> Result<(Period, Basis), OpenBecause> {
        let level =
            if rule.level == Level::Central { Level::Central } else { level.ok_or(OpenBecause::PlaceUnknown)? };
        let body = level.body().ok_or(OpenBecause::PlaceUnknown)?;
        let date = facts.document.issued;
        if body == Body::Party {
            if let Some(number) = facts.document.term {
                let admitted = date.is_none_or(|date| term::admits(body, u16::from(number), date));
                let known = term::by_number(body, u16::from(number)).is_some();
                return match (known, admitted) {
                    (false, _) => Err(OpenBecause::TermUnknown),
                    (true, false) => Err(OpenBecause::Contradiction),
                    (true, true) => Ok((Period::Term(number), Basis::Stated)),
                };
            }
        }
        let term = date.and_then(|date| term::at(body, date)).ok_or(OpenBecause::TermUnknown)?;
        Ok(match body {
            Body::Party => (Period::Term(term.number as u8), Basis::Stated),
            _ => (Period::Years(term.years.0, term.years.1), Basis::Stated),
        })
    }

    /// The known documents that bear the symbol and nothing of which is at odds with the page.
    fn candidates(&self, symbol: &Symbol, name: &Name, facts: &Facts, out: &mut Resolution) -> Vec<u32> {
        let whole;
        let hash = match *name {
            Name::Completed { kind, issuer, year, .. } => {
                let year = year.map_or_else(String::new, |year| format!("/{year}"));
                whole = format!("{}{}{year}/{kind}-{issuer}", symbol.serial, symbol.suffix);
                Symbol::parse(&whole).map(|s| s.hash())
            }
            _ => Some(symbol.hash()),
        };
        let rows = hash.map_or(&[][..], |hash| self.known.with_symbol(hash));
        let fits = |&&row: &&u32| {
            let document = &self.known.rows()[row as usize];
            let term = document.term.is_none()
                || facts.document.term.is_none()
                || facts.issuer != "TW"
                || document.term == facts.document.term.map(u16::from);
            let date = document.issued.zip(facts.document.issued).is_none_or(|(a, b)| overlap(a, b));
            let local = facts.series.is_some_and(|s| s.level != Level::Central);
            term && date && (!local || !document.place.is_empty())
        };
        let found: Vec<u32> = rows.iter().filter(fits).copied().collect();
        out.candidates.extend_from_slice(&found);
        found
    }

    /// Adds the known documents of a type with that serial number, whatever their issuers.
    fn by_number(&self, symbol: &Symbol, kind: &str, year: Option<u16>, out: &mut Resolution) {
        let of_type = |&&row: &&u32| {
            let row = &self.known.rows()[row as usize];
            let dated = row.issued.is_some_and(|date| year.is_some_and(|year| date.year_of() != year));
            row.doc_type == kind && !dated
        };
        out.candidates.extend(self.known.with_serial(symbol.serial_hash()).iter().filter(of_type));
    }

    /// The one of several known documents whose matter the page's titles give.
    fn by_matter(&self, rows: &[u32], facts: &Facts) -> Option<u32> {
        let title = &facts.titles;
        if title.len() < 2 {
            return None;
        }
        // A congress is not another one, and nothing is cited before it was issued.
        let can_be = |&&row: &&u32| {
            let document = &self.known.rows()[row as usize];
            let mut own = Vec::new();
            numerals(&document.title, &mut own);
            let other =
                !own.is_empty() && !facts.numerals.is_empty() && !own.iter().any(|n| facts.numerals.contains(n));
            let later =
                self.date().zip(document.issued).is_some_and(|(page, issued)| bounds(issued).0 > bounds(page).1);
            !other && !later
        };
        let rows: Vec<u32> = rows.iter().filter(can_be).copied().collect();
        let mut words: Vec<Vec<u64>> = Vec::new();
        for &row in &rows {
            let mut out = Vec::new();
            content_words(&self.known.rows()[row as usize].title, &mut out);
            words.push(out);
        }
        let shared = |i: usize| title.iter().filter(|word| words[i].binary_search(word).is_ok()).count();
        // Words that set one candidate apart from the others.
        let own = |i: usize| {
            let others = |word: &u64| (0..words.len()).all(|j| j == i || words[j].binary_search(word).is_err());
            title.iter().filter(|word| words[i].binary_search(word).is_ok() && others(word)).count()
        };
        let mut best = None;
        for i in 0..rows.len() {
            let n = shared(i);
            // Most of the shorter of the two titles, and at least two words that no other candidate has.
            let enough = n * 10 >= title.len().min(words[i].len()) * 8 && own(i) >= 2;
            if enough {
                if best.is_some() {
                    return None;
                }
                best = Some(rows[i]);
            } else if n * 2 >= title.len() && own(i) >= 2 {
                // A second that is half as good is too many.
                return None;
            }
        }
        best
    }

    /// A law known by its name: of that year, the one known document.
    fn named(&self, facts: &Facts, best: &Reference, out: &mut Resolution) -> Settled {
        let name = match (best.law, best.name) {
            (Some(law), _) => words_hash(law.name(), Span::of(0, law.name().len())),
            (None, Some(name)) => words_hash(self.text, name),
            (None, None) => return Err(OpenBecause::NotKnown),
        };
        let rows = self.known.with_name(name);
        if rows.is_empty() {
            return Err(OpenBecause::NotKnown);
        }
        let Some(date) = facts.document.issued else {
            out.candidates.extend_from_slice(rows);
            return Err(OpenBecause::VersionUnknown);
        };
        let of_date = |&&row: &&u32| self.known.rows()[row as usize].issued.is_some_and(|d| overlap(d, date));
        let mut found = rows.iter().filter(of_date);
        match (found.next(), found.next()) {
            (Some(&row), None) => {
                let identity = known_identity(self.known, row).ok_or(OpenBecause::NotKnown)?;
                Ok((identity, Basis::Registry))
            }
            (None, _) => {
                out.candidates.extend_from_slice(rows);
                Err(OpenBecause::NotKnown)
            }
            _ => {
                out.candidates.extend(rows.iter().filter(of_date));
                Err(OpenBecause::SeveralFit)
            }
        }
    }

    /// A resolution known by its meeting.
    fn event(&self, facts: &Facts, out: &mut Resolution) -> Settled {
        let event = facts.event.ok_or(OpenBecause::EventUnclear)?;
        let congress = |province, below| {
            let number = event.ordinal.ok_or(OpenBecause::EventUnclear)?;
            Ok(Identity { name: Name::Congress(number), province, below, period: Period::InSymbol })
        };
        match event.meeting {
            Meeting::NationalCongress => Ok((congress(None, None)?, Basis::Stated)),
            // `Nghị quyết Đại hội XIII`, where no local party organisation is spoken of whose congress could be meant.
            Meeting::PartyCongress if event.place.is_none() && !self.local_party() => {
                Ok((congress(None, None)?, Basis::Page))
            }
            Meeting::Plenum => self.plenum(facts, &event, out),
            Meeting::ProvinceCongress | Meeting::DistrictCongress => {
                let unknown = OpenBecause::PlaceUnknown;
                let home = self.home();
                let date = event.years.map(|(from, _)| Date::year(from)).filter(|d| d.year_of() < 2025);
                if event.meeting == Meeting::ProvinceCongress {
                    let named = event.place.and_then(|p| ProvinceName::at(self.text, p.start() as usize));
                    let (name, basis) = match (named, event.place) {
                        (Some((name, _)), _) => (name, Basis::Stated),
                        (None, Some(_)) => return Err(unknown),
                        (None, None) => (home.province.ok_or(unknown)?, Basis::Page),
                    };
                    // Congresses before the merger were the old province's.
                    let province = name.on(date).or_else(|| name.on(self.date())).ok_or(unknown)?;
                    return Ok((congress(Some(province), None)?, basis));
                }
                let province = home.province.ok_or(unknown)?;
                let province = province.on(date).or_else(|| province.on(self.date())).ok_or(unknown)?;
                let below = match event.place {
                    Some(place) => {
                        // The kind of district stands right before its name.
                        let stretch = Span::new(place.start().saturating_sub(16), place.end());
                        let start = (stretch.start()..=place.start()).find(|&i| self.text.is_char_boundary(i as usize));
                        let around =
                            Locality::within(self.text, Span::new(start.unwrap_or(place.start()), place.end()));
                        (around.word.ok_or(unknown)?, place)
                    }
                    None => home.district.ok_or(unknown)?,
                };
                Ok((congress(Some(province), Some(below))?, Basis::Page))
            }
            _ => Err(OpenBecause::EventUnclear),
        }
    }

    /// Whether the page speaks of a local organisation of the party: `Đảng bộ xã`, `Tỉnh ủy`.
    fn local_party(&self) -> bool {
        let text = self.text.as_bytes();
        [
            "ảng bộ",
            "ẢNG BỘ",
            "hi bộ",
            "Đảng ủy",
            "Đảng uỷ",
            "ỉnh ủy",
            "ỉnh uỷ",
            "uyện ủy",
            "uyện uỷ",
            "hành ủy",
            "hành uỷ",
        ]
        .iter()
        .any(|words| memmem::find(text, words.as_bytes()).is_some())
    }

    /// A plenum's resolution: it passes several as often as one.
    fn plenum(&self, facts: &Facts, event: &Event, out: &mut Resolution) -> Settled {
        let number = event.ordinal.ok_or(OpenBecause::EventUnclear)?;
        let by_date = || term::at(Body::Party, facts.document.issued?).map(|t| t.number as u8);
        let term = facts.document.term.or_else(by_date).ok_or(OpenBecause::TermUnknown)?;
        let plenum = plenum(term, number).ok_or(OpenBecause::NotKnown)?;
        let mut rows = Vec::new();
        let mut count = 0;
        for serial in plenum.resolutions.split(';').filter(|serial| !serial.is_empty()) {
            count += 1;
            let whole = format!("{serial}-NQ/TW");
            let Some(symbol) = Symbol::parse(&whole) else { continue };
            let known = self.known.with_symbol(symbol.hash()).iter();
            rows.extend(known.filter(|&&r| self.known.rows()[r as usize].term == Some(u16::from(term))));
        }
        out.candidates.extend_from_slice(&rows);
        let row = match (count, rows.as_slice()) {
            (0, _) => return Err(OpenBecause::NotKnown),
            (1, [only]) => *only,
            _ => self.by_matter(&rows, facts).ok_or(OpenBecause::SeveralFit)?,
        };
        Ok((known_identity(self.known, row).ok_or(OpenBecause::NotKnown)?, Basis::Registry))
    }

    /// A document is younger than those that it carries out, and older than the page. Where all days between fall into
    /// one term, that is its term.
    fn infer(&self, out: &mut Resolution) {
        let undated = self.undated.take();
        if undated.is_empty() {
            return;
        }
        let Some(last) = self.date() else { return };
        // For each cluster, the day before which it cannot have been issued.
        let mut first: HashMap<u32, Date> = HashMap::new();
        for (reference, relation) in self.references.iter().zip(self.relations) {
            let follows = !matches!(relation.kind, RelationType::Cites | RelationType::IssuedWith);
            let Actor::Reference(from) = relation.from else { continue };
            let after = out.document(reference.cluster).and_then(|document| self.earliest(document));
            if let (true, Some(after), Some(actor)) = (follows, after, self.references.get(from as usize)) {
                let slot = first.entry(actor.cluster).or_insert(after);
                *slot = after.max(*slot);
            }
        }
        for (cluster, partial, body) in undated {
            let Some(&first) = first.get(&cluster) else { continue };
            let Some(term) = term::between(body, first, last) else { continue };
            let period = match body {
                Body::Party => Period::Term(term.number as u8),
                _ => Period::Years(term.years.0, term.years.1),
            };
            if let Ok(at) = out.documents.binary_search_by_key(&cluster, |d| d.cluster) {
                let document = &mut out.documents[at];
                document.identity = Some(Identity { period, ..partial });
                (document.basis, document.open_because) = (Some(Basis::Inferred), None);
                document.candidates = (0, 0);
            }
        }
    }

    /// The first day on which a settled document can have been issued.
    fn earliest(&self, document: &Document) -> Option<Date> {
        if let Some(date) = document.issued {
            return Some(bounds(date).0);
        }
        match document.identity?.period {
            Period::Term(number) => term::by_number(Body::Party, u16::from(number)).map(|term| term.closes),
            Period::Year(year) => Date::new(year, 1, 1),
            Period::Years(year, _) => Date::new(year, 1, 1),
            Period::InSymbol => None,
        }
    }

    /// A number with a year and no letters beside the full symbol on the same page: the same document.
    fn share(&self, out: &mut Resolution) {
        // The documents by number and type; `None` where two share them.
        let mut full: HashMap<(u64, Option<DocType>), Option<u32>> = HashMap::new();
        for (at, document) in out.documents.iter().enumerate() {
            let best = &self.references[document.mention as usize];
            let symbol = best.symbol_parts(self.text).filter(|s| best.form == Form::Numbered && s.year.is_some());
            let Some(symbol) = symbol else { continue };
            let entry = full.entry((symbol.number_hash(), document.doc_type.map(parent)));
            entry.and_modify(|slot| *slot = None).or_insert(Some(at as u32));
        }
        if full.is_empty() {
            return;
        }
        for at in 0..out.documents.len() {
            let document = out.documents[at];
            let Some(number) = self.bare_number(&document) else { continue };
            let Some(Some(other)) = full.get(&(number, document.doc_type.map(parent))) else { continue };
            let other = out.documents[*other as usize];
            if other.identity.is_some() {
                let document = &mut out.documents[at];
                (document.identity, document.basis) = (other.identity, Some(Basis::Page));
                (document.open_because, document.candidates) = (None, (0, 0));
            }
        }
    }

    /// The number of an open document that has year but no letters.
    fn bare_number(&self, document: &Document) -> Option<u64> {
        let best = &self.references[document.mention as usize];
        let symbol = best.symbol_parts(self.text)?;
        let bare = document.identity.is_none() && best.form == Form::NumberOnly && symbol.year.is_some();
        bare.then(|| symbol.number_hash())
    }

    /// Notes what is at odds. Nothing is corrected.
    fn check(&self, facts: &Facts, mentions: &[u32], settled: &Settled, out: &mut Resolution) {
        let mut note = |what| out.inconsistencies.push((facts.document.mention, what));
        if facts.dates_differ {
            note(Inconsistency::DatesDiffer);
        }
        let date = facts.document.issued;
        if let (Some(symbol), Some(date)) = (facts.symbol, date) {
            if symbol.year.is_some_and(|year| year != date.year_of()) {
                note(Inconsistency::SymbolYear);
            }
        }
        let central = facts.series.is_some_and(|s| s.term_body() == Some(Body::Party));
        let outside = mentions.iter().map(|&i| &self.references[i as usize]).any(|r| {
            let term = facts.document.term.filter(|_| central).zip(r.issued);
            term.is_some_and(|(term, date)| !term::admits(Body::Party, u16::from(term), date))
        });
        let assembly = facts.issuer.trim_start_matches(|c: char| !c.is_ascii_digit()).parse::<u16>().ok();
        let assembly = assembly.filter(|_| facts.series.is_some_and(|s| s.restart == Restart::Symbol));
        let outside = outside
            || assembly.zip(date).is_some_and(|(term, date)| {
                !facts.issuer.starts_with("HĐNN") && !term::admits(Body::Assembly, term, date)
            });
        if outside {
            note(Inconsistency::DateOutsideTerm);
        }
        let best = &self.references[facts.document.mention as usize];
        let printed = facts.symbol.is_some_and(|s| s.has_letters());
        if printed && best.doc_type.is_some_and(|kind| !may_issue(&facts.issuer, kind.name())) {
            note(Inconsistency::IssuerCannotIssue);
        }
        if let Ok((identity, _)) = settled {
            let gone = identity.province.zip(date).is_some_and(|(place, date)| !place.existed(date));
            if gone {
                note(Inconsistency::PlaceGone);
            }
            // The registry warns; the page's own date stands.
            if let (Some(symbol), Some(date)) = (facts.symbol.filter(|_| printed), date) {
                let rows = self.known.with_symbol(symbol.hash()).iter();
                let same = |&&row: &&u32| {
                    known_identity(self.known, row)
                        .is_some_and(|k| (k.period, k.province) == (identity.period, identity.province))
                };
                let known = rows.filter(same).filter_map(|&row| self.known.rows()[row as usize].issued);
                let known: Vec<Date> = known.collect();
                if !known.is_empty() && !known.iter().any(|&k| overlap(k, date)) {
                    note(Inconsistency::KnownDate);
                }
            }
        }
    }
}

/// Whether an issuer's words name another body after the first.
fn joint(text: &str, issuer: Span) -> bool {
    let first = Issuer::at(text, issuer.start() as usize).map_or(issuer.end() as usize, |(_, end)| end);
    let rest = text.get(first..issuer.end() as usize).unwrap_or_default().trim_start();
    let conjunction = ["và ", ",", "-", "–"].iter().find_map(|joint| rest.strip_prefix(joint));
    conjunction.is_some_and(|other| {
        let at = issuer.end() as usize - other.trim_start().len();
        Issuer::at(text, at).is_some_and(|(id, _)| !matches!(id.id(), "ban-bi-thu" | "bo-chinh-tri"))
    })
}

/// The numerals of a title, as keys: Roman ones and figures.
fn numerals(title: &str, out: &mut Vec<u64>) {
    let words = title.split(|c: char| !c.is_alphanumeric());
    let numeral = |word: &&str| {
        !word.is_empty() && (word.bytes().all(|b| b.is_ascii_digit()) || super::words::roman(word).is_some())
    };
    out.extend(words.filter(numeral).filter_map(|word| token_at(word, 0)).map(|token| token.key.unspaced().bits()));
}

/// The one place that a letterhead names above its number, else below it: `UBND TỈNH QUẢNG NAM`, `HỘI ĐỒNG NHÂN DÂN TỈNH
/// KIÊN GIANG`. None where a higher body's place stands there too.
fn letterhead(text: &str, number: Span) -> Locality {
    let boundary = |at: usize| (at..=text.len()).find(|&i| text.is_char_boundary(i)).unwrap_or(text.len());
    let (start, end) = (number.start() as usize, number.end() as usize);
    let above = Span::of(boundary(start.saturating_sub(LETTERHEAD as usize)), start);
    let below = Span::of(end, boundary((end + LETTERHEAD as usize / 2).min(text.len())));
    for window in [above, below] {
        let mut first = Locality::within(text, window);
        let Some(word) = first.word else { continue };
        // In capitals the name's end does not show; its line's end does.
        if let Some(name) = first.name {
            let len = text[name].find('\n').map_or(name.len(), |at| at as u32);
            first.name = Some(Span::new(name.start(), name.start() + len));
        }
        let from = first.name.map_or(word.end(), Span::end);
        let other = Locality::within(text, Span::new(from, window.end()));
        return if other.kind.is_none_or(|kind| Some(kind) == first.kind) { first } else { Locality::default() };
    }
    Locality::default()
}

/// Whether two dates, as far as they are known, can be one.
fn overlap(a: Date, b: Date) -> bool {
    let ((a_first, a_last), (b_first, b_last)) = (bounds(a), bounds(b));
    a_first <= b_last && b_first <= a_last
}
