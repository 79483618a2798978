//! Clusters: which mentions of a page mean one document.
//!
//! Mentions that identify a document by themselves (a symbol, a dated law, a number with its year) are held together
//! first. Then the page is read once more in order: short forms (`Kết luận 114`, `Luật Đất đai`) join the document that
//! they can mean, and back references (`Nghị quyết này`) the nearest earlier document of their type. Where more than
//! one can be meant, a mention stays by itself: a wrong antecedent is worse than none.

use memchr::memmem;

use super::issuer::plenum_at;
use super::relation::{Actor, Relation, RelationType};
use super::{DocType, Event, Form, Meeting, Reference};
use crate::registry::known_document::KNOWN;
use crate::registry::locality::Locality;
use crate::registry::series::{Restart, Series, code_of, series};
use crate::registry::symbol::{Letters, Symbol};
use crate::registry::term;
use crate::roman;
use crate::segment::sentence_start;
use crate::text::case::{ends_with, one_of, opens_with, same};
use crate::text::hash::{Hash, Map, words_hash};
use crate::text::set::words;
use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;
use crate::{Date, Span};

/// Why a back reference was left by itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Abstained {
    /// Nothing of its type stands before it.
    NoAntecedent,
    /// Several documents of its type can be meant.
    Several,
    /// Something of its type that was not extracted stands between.
    Blocked,
    /// It means the page itself: `Nghị định này` on the page of a decree.
    Host,
}

/// Assigns clusters; holds buffers to reuse.
#[derive(Default, Debug)]
pub(crate) struct Clusters {
    groups: Vec<Group>,
    of: Vec<u32>,
    index: Map<u64, u32>,
    entries: Vec<(u32, u32)>,
    trails: Vec<Trail>,
    /// Whether a mention is what another of its type amends, replaces or carries out, and which other.
    objects: Vec<bool>,
    actors: Vec<u32>,
    /// The back references that were left by themselves.
    pub(crate) abstained: Vec<(u32, Abstained)>,
}

/// What is known of one document of the page.
#[derive(Clone, Copy, Debug)]
struct Group {
    /// The mention met last, in order; `NONE` before the first.
    last: u32,
    letters: bool,
    /// The first issuer's code, as one number, and its numbering rule.
    issuer: u64,
    series: Option<Series>,
    year: Option<u16>,
    issued: Option<Date>,
    term: Option<u8>,
    place: Locality,
    event: Option<Event>,
    number: u64,
    /// How often it was met.
    count: u32,
}

/// The mentions of one type of document met so far.
#[derive(Clone, Copy, Debug)]
struct Trail {
    kind: DocType,
    last: u32,
    group: u32,
    /// Whether more than one document was met.
    several: bool,
    /// The document met most often, how often, and how often the next.
    most: (u32, u32, u32),
    /// The group of back references that have nothing to point to.
    unbound: u32,
}

const NONE: u32 = u32::MAX;

/// How many groups with one key are looked at: a page that repeats a number a thousand times stays linear.
const CHAIN: usize = 24;

/// How far back references reach, in bytes, where several documents of the type were met.
const REACH: u32 = 900;

impl Clusters {
    /// Gives every reference its cluster: 1, 2, … in the order of first mention.
    pub(crate) fn assign(&mut self, text: &Tokens, references: &mut [Reference], relations: &[Relation]) {
        self.groups.clear();
        self.of.clear();
        self.index.clear();
        self.entries.clear();
        self.trails.clear();
        self.abstained.clear();
        self.objects.clear();
        self.actors.clear();
        for (at, relation) in relations.iter().enumerate() {
            let acts = !matches!(relation.kind, RelationType::Cites | RelationType::IssuedWith);
            let actor = match relation.from {
                Actor::Reference(i) if acts && (i as usize) < at => i,
                _ => NONE,
            };
            let kind = |i: usize| references.get(i).and_then(|r: &Reference| r.doc_type).map(parent);
            self.objects.push(actor != NONE && kind(actor as usize) == kind(at));
            self.actors.push(actor);
        }
        for reference in references.iter() {
            let group = self.anchored(text, reference);
            self.of.push(group);
        }
        self.plenums(text, references);
        // Numbers 1, 2, … in reading order; the second pass meets documents in that order too.
        self.groups.iter_mut().for_each(|group| group.last = NONE);
        let host = references.iter().any(|r| r.form == Form::Back) && is_document(text);
        let host = host.then(|| heading(text));
        for at in 0..references.len() {
            let reference = &references[at];
            if self.of[at] == NONE {
                self.of[at] = match reference.form {
                    Form::Back => self.back(text, references, at, host),
                    Form::Event => self.event(text, reference),
                    Form::Named => self.named(text, reference),
                    Form::Numbered | Form::NumberOnly => self.short(text, reference),
                };
            }
            self.met(text, references, at);
        }
        let mut next = 0;
        self.groups.iter_mut().for_each(|group| group.last = 0);
        for (reference, &group) in references.iter_mut().zip(&self.of) {
            let number = &mut self.groups[group as usize].last;
            if *number == 0 {
                next += 1;
                *number = next;
            }
            reference.cluster = *number;
        }
    }

    /// Ties numbered resolutions to the plenums that the page says passed them, so that `Nghị quyết Trung ương 5 khóa X`
    /// finds its number.
    fn plenums(&mut self, text: &Tokens, references: &[Reference]) {
        let named = |r: &Reference| r.event.is_some_and(|event| event.meeting == Meeting::Plenum);
        if !references.iter().any(named) {
            return;
        }
        for (at, reference) in references.iter().enumerate().filter(|(_, r)| r.form == Form::Numbered) {
            let told = passed_by(text, reference).or_else(|| same_matter(text, references, reference));
            let Some((ordinal, term)) = told else { continue };
            let group = &mut self.groups[self.of[at] as usize];
            let event = Event { meeting: Meeting::Plenum, ordinal: Some(ordinal), place: None, years: None };
            group.event = group.event.or(Some(event));
            group.term = group.term.or(term);
            self.register(self.of[at], key(b'e', [1, 0]));
        }
    }

    /// The group of a mention that identifies its document by itself; `NONE` for the others.
    fn anchored(&mut self, text: &Tokens, reference: &Reference) -> u32 {
        match reference.form {
            Form::Numbered => self.numbered(text, reference),
            // A number with a year and no letters is held by itself, apart from full symbols.
            Form::NumberOnly if reference.number.is_some_and(|n| n.year.is_some()) => {
                let Some(symbol) = reference.symbol_parts(text) else { return NONE };
                let key = key(b'y', [root(reference.doc_type), symbol.number_hash()]);
                let group = self.group(text, reference, Some((&symbol, &symbol.letters())));
                let found = self.all(key).find(|&g| self.fits(g, &group, text));
                let found = found.unwrap_or_else(|| self.add(group, key));
                self.register(found, short_key(reference, &symbol));
                self.absorb(found, &group);
                found
            }
            Form::Named if reference.issued.is_some() => {
                let Some(name) = name_key(text, reference) else { return NONE };
                let group = self.alone(text, reference);
                let found = self.all(name).find(|&g| self.groups[g as usize].year == group.year);
                let found = found.unwrap_or_else(|| self.add(group, name));
                self.absorb(found, &group);
                found
            }
            _ => NONE,
        }
    }

    fn numbered(&mut self, text: &Tokens, reference: &Reference) -> u32 {
        if lacks_year(text, reference) {
            return NONE;
        }
        let Some(symbol) = reference.symbol_parts(text) else { return NONE };
        let letters = symbol.letters();
        let (full, short) = (key(b's', [letters.hash, 0]), short_key(reference, &symbol));
        let group = self.group(text, reference, Some((&symbol, &letters)));
        let best = |all: &mut dyn Iterator<Item = u32>| {
            all.filter(|&g| self.fits(g, &group, text)).max_by_key(|&g| self.groups[g as usize].last)
        };
        // A misprinted or missing type code: the head word, the number and the issuer hold them together.
        let found = best(&mut self.all(full)).or_else(|| {
            let same = |g: &u32| {
                let other = &self.groups[*g as usize];
                other.letters && other.number == group.number && other.issuer == group.issuer
            };
            best(&mut self.all(short).filter(same)).filter(|_| reference.head.is_some())
        });
        let name = name_key(text, reference).or_else(|| KNOWN.law_of(letters.hash).map(|known| key(b'n', [known, 0])));
        // `Luật Giá năm 2012`, met before: a year passes one law of a name.
        let found = found.or_else(|| {
            let same = |g: &u32| {
                let other = &self.groups[*g as usize];
                !other.letters && other.year.is_some() && other.year == group.year
            };
            let found = self.all(name?).find(same)?;
            let known = &mut self.groups[found as usize];
            (known.letters, known.number) = (true, group.number);
            self.register(found, full);
            Some(found)
        });
        let found = found.unwrap_or_else(|| self.add(group, full));
        self.register(found, short);
        if let Some(name) = name {
            self.register(found, name);
        }
        self.absorb(found, &group);
        self.groups[found as usize].last = reference.core.start();
        found
    }

    /// A number without letters: `Kết luận 114`.
    fn short(&mut self, text: &Tokens, reference: &Reference) -> u32 {
        let Some(symbol) = reference.symbol_parts(text) else { return self.lone(text, reference) };
        let key = short_key(reference, &symbol);
        let group = self.group(text, reference, Some((&symbol, &symbol.letters())));
        let found = self.only(key, |this, g| this.fits(g, &group, text));
        let found = found.unwrap_or_else(|| self.add(group, key));
        self.absorb(found, &group);
        found
    }

    /// A law without its year: the one met last, else the only one of the page.
    fn named(&mut self, text: &Tokens, reference: &Reference) -> u32 {
        let Some(key) = name_key(text, reference) else { return self.lone(text, reference) };
        let met = |g: &u32| self.groups[*g as usize].last;
        let earlier = self.all(key).filter(|g| met(g) != NONE).max_by_key(met);
        let found = earlier.or_else(|| self.only(key, |_, _| true));
        found.unwrap_or_else(|| {
            let group = self.alone(text, reference);
            self.add(group, key)
        })
    }

    fn event(&mut self, text: &Tokens, reference: &Reference) -> u32 {
        let Some(event) = reference.event else { return self.lone(text, reference) };
        let plenum = event.meeting == Meeting::Plenum;
        let key = key(b'e', [u64::from(plenum), 0]);
        let group = self.alone(text, reference);
        let fits = |g: &u32| {
            let other = &self.groups[*g as usize];
            other.event.is_some_and(|e| same_event(text, &event, reference.term, &e, other.term))
        };
        // Of several numbers that one plenum passed, its name alone tells none.
        let numbered = |g: &u32| self.groups[*g as usize].letters;
        let several = self.all(key).filter(fits).filter(numbered).count() > 1;
        let found = self.all(key).filter(fits).filter(|g| !(several && numbered(g)));
        let found = found.max_by_key(|&g| self.groups[g as usize].last);
        let found = found.unwrap_or_else(|| self.add(group, key));
        self.absorb(found, &group);
        found
    }

    /// A back reference: the nearest earlier document of its type, where nothing else can be meant.
    fn back(&mut self, text: &Tokens, references: &[Reference], at: usize, host: Option<Option<DocType>>) -> u32 {
        let reference = &references[at];
        let Some(kind) = reference.doc_type else { return self.lone(text, reference) };
        let trail = self.trails.iter().position(|trail| trail.kind == parent(kind) && trail.last != NONE);
        let own = host.is_some_and(|page| page.is_none_or(|page| page == parent(kind))) && says_this(text, reference);
        let answer = match trail.map(|t| self.trails[t]) {
            _ if own => Err(Abstained::Host),
            None => Err(Abstained::NoAntecedent),
            Some(trail) => self.antecedent(text, references, at, &trail),
        };
        let why = match answer {
            Ok(group) => return group,
            Err(why) => why,
        };
        if why == Abstained::Host {
            // The page's own number, where its head bears it: `Số: 18/2024/QĐ-UBND`.
            let head = references[..at.min(4)]
                .iter()
                .position(|r| heads(text, r) && r.doc_type.map(parent) == Some(parent(kind)));
            if let Some(head) = head {
                return self.of[head];
            }
        }
        self.abstained.push((at as u32, why));
        if !matches!(why, Abstained::Host | Abstained::NoAntecedent) {
            return self.lone(text, reference);
        }
        // All that mean the page itself, or something said before the page began, mean one document.
        let slot = self.trail(parent(kind));
        if self.trails[slot].unbound == NONE {
            let group = self.lone(text, reference);
            self.trails[slot].unbound = group;
        }
        self.trails[slot].unbound
    }

    fn antecedent(&self, text: &Tokens, references: &[Reference], at: usize, trail: &Trail) -> Result<u32, Abstained> {
        let (back, near) = (&references[at], &references[trail.last as usize]);
        let kind = parent(near.doc_type.unwrap_or(trail.kind));
        let between = near.mention.end().max(near.core.end()).min(back.core.start());
        if blocked(text, between, back.core.start(), trail.kind) {
            return Err(Abstained::Blocked);
        }
        if !trail.several {
            return Ok(trail.group);
        }
        // `Nghị định này có hiệu lực từ …`: what takes effect is what the page announced, not what it cites by the way.
        if takes_effect(text, back) {
            let first = references[..at].iter().position(|r| r.doc_type.map(parent) == Some(kind));
            let first = first.filter(|&first| self.of[first] != trail.group);
            if let Some(first) = first {
                let announced = announced(text, &references[first]);
                return if announced { Ok(self.of[first]) } else { Err(Abstained::Several) };
            }
        }
        if back.core.start() - between > REACH {
            // So far off, only what the page is about can be meant: the one that it names again and again.
            let (group, most, next) = trail.most;
            return if most >= 2 && most > next { Ok(group) } else { Err(Abstained::Several) };
        }
        // Another document of the type in the antecedent's own sentence can be meant as well.
        let sentence = sentence_start(text, near.core.start() as usize, REACH as usize) as u32;
        let mut others = references[..trail.last as usize].iter().zip(&self.of).rev().take(CHAIN);
        let after = &references[trail.last as usize + 1..at];
        let rival = others
            .by_ref()
            .take_while(|(other, _)| other.core.start() >= sentence)
            .any(|(other, &group)| other.doc_type.map(parent) == Some(kind) && group != trail.group);
        // One that was passed over, but by another document than the antecedent, stands in the way.
        let passed = trail.last as usize + 1..trail.last as usize + 1 + after.len();
        let rival = rival
            || after.iter().zip(passed).take(CHAIN).any(|(other, i)| {
                let same = other.doc_type.map(parent) == Some(kind) && self.of[i] != trail.group;
                same && self
                    .actors
                    .get(i)
                    .is_some_and(|&actor| actor != trail.last && self.of.get(actor as usize) != Some(&trail.group))
            });
        if rival { Err(Abstained::Several) } else { Ok(trail.group) }
    }

    /// Notes that a mention was met, for those that point back.
    fn met(&mut self, text: &Tokens, references: &[Reference], at: usize) {
        let group = self.of[at];
        self.groups[group as usize].last = references[at].core.start();
        self.groups[group as usize].count += 1;
        let count = self.groups[group as usize].count;
        let Some(kind) = references[at].doc_type.map(parent) else { return };
        let slot = self.trail(kind);
        let trail = &mut self.trails[slot];
        if references[at].form == Form::Back && trail.last == NONE {
            return;
        }
        let (best, most, next) = trail.most;
        trail.most = match count {
            _ if group == best || best == NONE => (group, count, next),
            _ if count > most => (group, count, most),
            _ => (best, most, next.max(count)),
        };
        // What another of its type amends or carries out is not what the next sentence speaks of; nor is an aside.
        let aside = |last: u32| in_brackets(text, &references[last as usize], &references[at]);
        if trail.last != NONE && (self.objects.get(at).copied().unwrap_or_default() || aside(trail.last)) {
            return;
        }
        trail.several |= trail.last != NONE && trail.group != group;
        (trail.last, trail.group) = (at as u32, group);
    }

    fn trail(&mut self, kind: DocType) -> usize {
        self.trails.iter().position(|trail| trail.kind == kind).unwrap_or_else(|| {
            self.trails.push(Trail {
                kind,
                last: NONE,
                group: NONE,
                several: false,
                most: (NONE, 0, 0),
                unbound: NONE,
            });
            self.trails.len() - 1
        })
    }

    /// What one mention says of its document.
    fn alone(&self, text: &Tokens, reference: &Reference) -> Group {
        let symbol = reference.symbol_parts(text).map(|symbol| (symbol, symbol.letters()));
        self.group(text, reference, symbol.as_ref().map(|(symbol, letters)| (symbol, letters)))
    }

    /// [`Clusters::alone`], where the symbol is taken apart.
    fn group(&self, text: &Tokens, reference: &Reference, symbol: Option<(&Symbol, &Letters)>) -> Group {
        let code = symbol.and_then(|(_, letters)| letters.issuer);
        let of_symbol = symbol.and_then(|(_, letters)| letters.rule);
        let symbol = symbol.map(|(symbol, _)| symbol);
        let by_words = reference.issuer_id.map(code_of).filter(|code| !code.is_empty());
        let hash = |code: &str| {
            let mut hash = Hash::default();
            hash.add(code.as_bytes());
            hash.0
        };
        // QH14 is the Quốc hội of the words; the term is told by the symbol.
        let letters = |code: &str| hash(code.trim_end_matches(|c: char| c.is_ascii_digit()));
        let issuer = code.map(|run| letters(run.as_str())).or_else(|| by_words.map(hash));
        Group {
            last: NONE,
            letters: symbol.is_some_and(|s| s.has_letters()),
            issuer: issuer.unwrap_or_default(),
            series: of_symbol.or_else(|| series(by_words?)),
            year: symbol.and_then(|s| s.year).or_else(|| reference.issued.map(Date::year)),
            issued: reference.issued,
            term: reference.term,
            place: reference.locality(text),
            event: reference.event,
            number: symbol.map_or(0, |s| s.number_hash()),
            count: 0,
        }
    }

    /// Whether a mention can mean the document of a group: nothing that both say is at odds.
    fn fits(&self, group: u32, mention: &Group, text: &Tokens) -> bool {
        let known = &self.groups[group as usize];
        let issuers = known.issuer == 0 || mention.issuer == 0 || known.issuer == mention.issuer;
        issuers && known.place.agrees(&mention.place, text) && !apart(known, mention)
    }

    fn absorb(&mut self, group: u32, mention: &Group) {
        let known = &mut self.groups[group as usize];
        known.issued = known.issued.max(mention.issued);
        known.term = known.term.or(mention.term);
        known.year = known.year.or(mention.year);
        known.place.absorb(mention.place);
        known.series = known.series.or(mention.series);
        if known.issuer == 0 {
            known.issuer = mention.issuer;
        }
        if let (Some(event), Some(new)) = (&mut known.event, mention.event) {
            event.ordinal = event.ordinal.or(new.ordinal);
            event.place = event.place.or(new.place);
            event.years = event.years.or(new.years);
        }
    }

    /// A group of its own.
    fn lone(&mut self, text: &Tokens, reference: &Reference) -> u32 {
        let group = self.alone(text, reference);
        self.groups.push(group);
        self.groups.len() as u32 - 1
    }

    fn add(&mut self, group: Group, key: u64) -> u32 {
        self.groups.push(group);
        let number = self.groups.len() as u32 - 1;
        self.register(number, key);
        number
    }

    /// Makes a group findable under a key.
    fn register(&mut self, group: u32, key: u64) {
        if self.all(key).any(|g| g == group) {
            return;
        }
        let next = self.index.get(&key).copied().unwrap_or(NONE);
        self.entries.push((group, next));
        self.index.insert(key, self.entries.len() as u32 - 1);
    }

    /// The groups under a key, the one added last first.
    fn all(&self, key: u64) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.index.get(&key).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let &(group, next) = self.entries.get(at as usize)?;
            at = next;
            Some(group)
        })
        .take(CHAIN)
    }

    /// The one group under a key that was met and fits; where none was met, the one that fits.
    fn only(&self, key: u64, fits: impl Fn(&Clusters, u32) -> bool) -> Option<u32> {
        let pick = |met: bool| {
            let mut found = self.all(key).filter(|&g| (self.groups[g as usize].last != NONE) == met && fits(self, g));
            let (first, second) = (found.next(), found.next());
            (first, second.is_some())
        };
        match pick(true) {
            (Some(group), false) => Some(group),
            // `Nghị định 100` after both 100/2019 and 100/2019/NĐ-CP: the full symbol.
            (Some(_), true) => {
                let mut full = self.all(key).filter(|&g| {
                    let group = &self.groups[g as usize];
                    group.last != NONE && group.letters && fits(self, g)
                });
                let first = full.next();
                first.filter(|_| full.next().is_none())
            }
            (None, _) => match pick(false) {
                (found, false) => found,
                _ => None,
            },
        }
    }
}

/// Whether two say periods in which the number stands for different documents.
fn apart(a: &Group, b: &Group) -> bool {
    let restart = a.series.or(b.series).map(|s| s.restart);
    match restart {
        Some(Restart::Term) => {
            if let (Some(x), Some(y)) = (a.term, b.term) {
                return x != y;
            }
            let level = a.series.or(b.series).and_then(|s| s.term_body());
            let by_date = |g: &Group| level.and_then(|body| term::at(body, g.issued?)).map(|t| t.number);
            let central = level == Some(term::Body::Party);
            let of = |g: &Group| g.term.filter(|_| central).map(u16::from).or_else(|| by_date(g));
            matches!((of(a), of(b)), (Some(x), Some(y)) if x != y)
        }
        Some(Restart::Symbol) => false,
        _ => matches!((a.year, b.year), (Some(x), Some(y)) if x != y),
    }
}

/// The plenum that passed a numbered resolution, and its khóa: as its issuer (`Nghị quyết số 25-NQ/TW Hội nghị Trung ương
/// 7`) or as the sentence's subject (`Hội nghị Trung ương 7 khóa XI đã ban hành Nghị quyết số …`).
fn passed_by(text: &Tokens, reference: &Reference) -> Option<(u8, Option<u8>)> {
    if reference.number?.code_issuer?.id() != "trung-uong" {
        return None;
    }
    if let Some(issuer) = reference.issuer {
        return plenum_at(text, issuer.start() as usize).map(|(ordinal, _)| (ordinal, reference.term));
    }
    let start = reference.head?.start() as usize;
    let near = (start.saturating_sub(PASSED)..start).find(|&i| text.is_char_boundary(i))?;
    let at = near + text[near..start].rfind("Hội nghị")?;
    let (ordinal, end) = plenum_at(text, at)?;
    let mut rest = text[end..start].trim_start_matches([' ', '\n', ',', '(']);
    let mut term = None;
    for lead in ["khóa ", "khoá ", "Khóa ", "Khoá "] {
        if let Some(numeral) = rest.strip_prefix(lead) {
            let stop = numeral.find([' ', ')', ',', '\n']).unwrap_or(numeral.len());
            term = Some(roman::value(&numeral[..stop]).or_else(|| numeral[..stop].parse().ok())?);
            rest = numeral[stop..].trim_start_matches([')', ',']);
        }
    }
    let verb = rest.trim().trim_start_matches("đã ").trim_start_matches("vừa ");
    matches!(verb, "ban hành" | "ra" | "thông qua" | "ký ban hành").then_some((ordinal, term))
}

/// The plenum, and its khóa, of a resolution that bears the numbered one's own title on this page.
fn same_matter(text: &Tokens, references: &[Reference], numbered: &Reference) -> Option<(u8, Option<u8>)> {
    let title = numbered
        .title
        .filter(|_| numbered.number.and_then(|n| n.code_issuer).is_some_and(|body| body.id() == "trung-uong"))?;
    let plenums = references.iter().filter(|r| r.event.is_some_and(|event| event.meeting == Meeting::Plenum));
    let agrees = |r: &Reference| r.term.is_none() || numbered.term.is_none() || r.term == numbered.term;
    let mut same = plenums.take(CHAIN).filter(|r| {
        r.doc_type == numbered.doc_type && agrees(r) && r.title.is_some_and(|other| begin_alike(text, title, other))
    });
    same.next().and_then(|r| Some((r.event?.ordinal?, r.term)))
}

/// Whether two titles begin with the same six words.
fn begin_alike(text: &Tokens, a: Span, b: Span) -> bool {
    let words = |span: Span| {
        let mut at = span.start() as usize;
        std::iter::from_fn(move || {
            while at < span.end() as usize {
                let token = text.token_at(at)?;
                at = text.skip_space(token.span.end() as usize).0;
                if token.class != Class::Mark {
                    return Some(token.key.unspaced());
                }
            }
            None
        })
    };
    let (mut left, mut right) = (words(a), words(b));
    (0..6).all(|_| left.next().is_some_and(|word| right.next() == Some(word)))
}

/// How far before a number the plenum that passed it is looked for, in bytes.
const PASSED: usize = 160;

/// Whether two mentions of meetings can mean one meeting.
fn same_event(text: &Tokens, a: &Event, a_term: Option<u8>, b: &Event, b_term: Option<u8>) -> bool {
    fn agree<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        a.is_none() || b.is_none() || a == b
    }
    let hash = |event: &Event| event.place.map(|span| words_hash(text, span));
    // A plenum's ordinal names it; without one it is any plenum.
    let named = a.meeting != Meeting::Plenum || a.ordinal.is_some() == b.ordinal.is_some();
    // A congress whose level the words leave open is the one that bears its number.
    let open = |one: &Event, other: &Event| {
        one.meeting == Meeting::PartyCongress && other.meeting != Meeting::OtherCongress && one.ordinal.is_some()
    };
    let meeting = a.meeting == b.meeting || (a.ordinal == b.ordinal && (open(a, b) || open(b, a)));
    meeting
        && named
        && agree(a.ordinal, b.ordinal)
        && agree(a_term, b_term)
        && agree(a.years, b.years)
        && agree(hash(a), hash(b))
}

/// The type that stands for a family of types in back references and short forms: an action programme is a programme.
pub(crate) fn parent(kind: DocType) -> DocType {
    if kind.name().starts_with("chương trình") {
        return DocType::by_name("chương trình").unwrap_or(kind);
    }
    kind
}

fn root(kind: Option<DocType>) -> u64 {
    let mut hash = Hash::default();
    hash.add(kind.map_or("", |kind| parent(kind).name()).as_bytes());
    hash.0
}

fn key(sort: u8, parts: [u64; 2]) -> u64 {
    let mut hash = Hash::default();
    hash.add(&[sort]);
    parts.iter().for_each(|part| hash.add(&part.to_le_bytes()));
    hash.0
}

/// The key of type and serial number alone: what `Kết luận 114` says.
fn short_key(reference: &Reference, symbol: &Symbol) -> u64 {
    key(b'o', [root(reference.doc_type), symbol.serial_hash()])
}

/// Whether a symbol lacks the year that all such bear: `Nghị định 95/NĐ-CP`, `Nghị quyết 326/UBTVQH`. It is read as the number
/// alone is.
fn lacks_year(text: &Tokens, reference: &Reference) -> bool {
    let Some(tail) = reference.number.filter(|number| number.year.is_none()).and_then(|number| number.tail) else {
        return false;
    };
    let dated = || reference.doc_type.is_some_and(|kind| matches!(kind.code(), "NĐ" | "TT" | "TTLT"));
    let assembly = |tail: &str| tail.starts_with("/UBTVQH") || tail.starts_with("/QH");
    reference.head.is_some() && text[tail].starts_with('/') && (dated() || assembly(&text[tail]))
}

/// The key of a law's name, whatever its year and its abbreviation.
fn name_key(text: &Tokens, reference: &Reference) -> Option<u64> {
    let name = match reference.law {
        Some(law) => law.words(),
        None => words_hash(text, reference.name?),
    };
    Some(key(b'n', [name, 0]))
}

/// Whether the page is itself a document with articles: there `Nghị định này` is the page.
fn is_document(text: &Tokens) -> bool {
    let bytes = text.as_bytes();
    // Broken lines part the word from its number.
    const ARTICLE: &str = "\nĐiều";
    let first = |at: usize| {
        let number = text[at + ARTICLE.len()..].trim_start();
        ["1.", "1:", "2."].iter().any(|mark| number.starts_with(mark))
    };
    // `- Căn cứ …`: bases may be a list.
    let opens = |at: usize| {
        let before = text[..at].trim_end_matches([' ', '-', '–', '+', '*']);
        before.is_empty() || before.ends_with('\n')
    };
    let based = || memmem::find_iter(bytes, "Căn cứ ".as_bytes()).any(opens);
    memmem::find_iter(bytes, ARTICLE).any(first) && based()
}

/// The type that a document's own page bears as a heading: `QUYẾT ĐỊNH` on a line of its own.
fn heading(text: &Tokens) -> Option<DocType> {
    text.lines().take(80).map(|line| line.trim().trim_end_matches(':')).find_map(|line| {
        let short = line.len() <= 64 && line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase);
        if short { DocType::by_name(line).map(parent) } else { None }
    })
}

/// Whether a symbol stands in a document's head: after `Số` on a line of its own.
pub(super) fn heads(text: &str, reference: &Reference) -> bool {
    let start = reference.core.start() as usize;
    if reference.form != Form::Numbered || start > 2000 {
        return false;
    }
    let before = text[..start].trim_end().trim_end_matches(':').trim_end();
    let line = before.rfind('\n').map_or(0, |i| i + 1);
    before.len() - line <= 8 && same(before[line..].trim(), "số")
}

/// Whether a document is said to take effect, or to replace others, right after it is named.
fn takes_effect(text: &Tokens, reference: &Reference) -> bool {
    let rest = text[reference.core.end() as usize..].trim_start();
    ["có hiệu lực", "chính thức có hiệu lực", "sẽ có hiệu lực", "thay thế"].iter().any(|verb| rest.starts_with(verb))
}

/// Whether a document is named right after the verb with which it was issued: `đã ban hành Nghị định 70/2020/NĐ-CP`.
fn announced(text: &Tokens, reference: &Reference) -> bool {
    let before = text[..reference.core.start() as usize].trim_end();
    ["ban hành", "đã ký", "vừa ký", "công bố", "thông qua"].iter().any(|verb| before.ends_with(verb))
}

/// Whether a back reference ends in `này`, which on a document's own page means that document.
fn says_this(text: &Tokens, reference: &Reference) -> bool {
    ends_with(&text[reference.core], "này")
}

/// `Nghị định 100/2019/NĐ-CP (được sửa đổi bởi Nghị định 123/2021/NĐ-CP)`: whether a mention stands in brackets that
/// open right after another.
fn in_brackets(text: &Tokens, last: &Reference, reference: &Reference) -> bool {
    let between = text.get(last.mention.end() as usize..reference.core.start() as usize).unwrap_or_default();
    between.len() <= 120 && between.trim_start().starts_with('(') && !between.contains(')')
}

/// Whether something of the type that was not extracted stands in a stretch: `dự thảo Nghị định`, `Nghị quyết của
/// HĐND xã`. A bare type word is no block: it points back as well.
fn blocked(text: &Tokens, start: u32, end: u32, kind: DocType) -> bool {
    let start = start.max(end.saturating_sub(REACH)) as usize;
    let start = (start..=end as usize).find(|&i| text.is_char_boundary(i)).unwrap_or(end as usize);
    let stretch = &text[start..end as usize];
    let name = kind.name();
    let first = name.chars().next().map_or(0, char::len_utf8);
    // In lower case the word may be a verb (`quyết định`) or mean documents in general; a draft is one all the same.
    let capital = stretch.match_indices(&name[first..]).any(|(tail, word)| {
        let Some(at) = tail.checked_sub(first).filter(|&at| stretch.is_char_boundary(at)) else { return false };
        let initial = &stretch[at..tail];
        if !same(initial, &name[..first]) || initial == &name[..first] {
            return false;
        }
        let rest = stretch[tail + word.len()..].trim_start();
        let before = stretch[..at].trim_end();
        let described = ["của ", "về ", "do ", "số ", "chuyên đề", "mới", "liên tịch", "riêng"];
        let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        let plural = one_of(last, &["các", "những", "nhiều"]);
        !plural && (described.iter().any(|word| rest.starts_with(word)) || before.ends_with("một"))
    });
    let draft = |word: &str| {
        stretch.match_indices(word).any(|(at, word)| {
            let rest = stretch[at + word.len()..].trim_start();
            opens_with(rest, name)
        })
    };
    capital || draft("dự thảo") || draft("Dự thảo") || stretch.trim_end().ends_with(" một")
}

/// The words of a stretch that carry meaning, as keys.
pub(crate) fn content_words(text: &str, out: &mut Vec<u64>) {
    let stop = words![
        "về", "việc", "và", "của", "các", "trong", "đối", "với", "cho", "một", "số", "những", "đến", "ở", "là", "tại",
        "theo", "để", "từ", "năm", "thực", "hiện",
    ];
    out.clear();
    let mut at = 0;
    while at < text.len() {
        let Some(token) = text.token_at(at) else {
            at = text.skip_space(at).0.max(at + text[at..].chars().next().map_or(1, char::len_utf8));
            continue;
        };
        if token.class != Class::Mark && !token.one_of(stop) {
            out.push(token.key.unspaced().bits());
        }
        at = text.skip_space(token.span.end() as usize).0;
    }
    out.sort_unstable();
    out.dedup();
}
