//! Resolving: from clusters to documents. A step of its own, which callers may replace; finding never resolves.
//!
//! Each document of a page is worked out from its mentions, from the page's own place, from the numbering rules, and
//! from the known documents. What they do not settle stays open, with the reason and the candidates: a wrong identity is
//! worse than none.

mod check;
mod context;
mod event;
mod facts;
mod known;
mod numbered;
mod place;
mod share;
mod term;

use std::cell::RefCell;

use crate::reference::cluster::Abstained;
use crate::reference::identity::{OpenBecause, Resolution};
use crate::reference::{Form, KnownDocuments};

use crate::Mined;
use context::{Facts, Page, Settled};

/// Works out which documents a page's clusters are.
///
/// The crate's own is [`Rules`]. A caller's may wrap it, to settle more by known documents ([`Resolution::settle`]) or to leave
/// more open ([`Resolution::open`]).
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
            local_party: once_cell::unsync::OnceCell::new(),
            undated: RefCell::new(Vec::new()),
        };
        page.resolve(out);
    }

    fn known(&self) -> &KnownDocuments {
        self.known
    }
}

impl Page<'_> {
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
        self.amended(out);
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
}
