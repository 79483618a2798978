//! [`Miner`]: one pass over a page, references first, then claims.

use std::fmt;

use crate::audit::{self, Audits};
use crate::claim::{self, Claim};
use crate::page::{Facts, ZoneSpan, Zoner};
use crate::reference::{
    self, Abstained, Clusters, Found, Naming, Pinpoint, Reference, Relation, Resolver, mentions_into, relations_into,
};
use crate::scan::{Anchor, SCANNER};
use crate::text::tokens::Table;
use crate::{Span, Text};

/// The worker that mines pages: it holds the buffers, so keep one a thread and reuse it.
#[derive(Default)]
pub struct Miner {
    zoner: Zoner,
    zones: Vec<ZoneSpan>,
    tokens: Table,
    anchors: Vec<(u32, Anchor)>,
    found: Found,
    clusters: Clusters,
    taken: Vec<Span>,
    finder: claim::Finder,
    claims: Vec<Claim>,
    auditing: audit::Buffers,
    audits: Audits,
    relations: Vec<Relation>,
}

/// What was found on one page, borrowed from its [`Miner`]. Spans are bytes of [`Mined::text`].
pub struct Mined<'m, 'p> {
    /// The page's text, with its way back to the page.
    pub text: Text<'p>,
    /// What the page says of itself.
    pub facts: Facts,
    pub(crate) tokens: &'m Table,
    /// The lines and their zones.
    pub zones: &'m [ZoneSpan],
    /// The references, in order.
    pub references: &'m [Reference],
    /// The pinpoints that [`Reference::pinpoints`] picks from.
    pub pinpoints: &'m [Pinpoint],
    /// The claims, in order.
    pub claims: &'m [Claim],
    /// Whether the claims agree with each other.
    pub audits: &'m Audits,
    /// What is done with each reference's document, in the references' order.
    pub relations: &'m [Relation],
    /// The back references that were left by themselves, and why.
    pub(crate) abstained: &'m [(u32, Abstained)],
}

impl fmt::Debug for Miner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Miner").finish_non_exhaustive()
    }
}

impl fmt::Debug for Mined<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut mined = f.debug_struct("Mined");
        mined.field("text", &self.text.as_str()).field("facts", &self.facts).field("references", &self.references);
        mined.field("claims", &self.claims).field("audits", &self.audits).field("relations", &self.relations);
        mined.finish_non_exhaustive()
    }
}

impl Mined<'_, '_> {
    /// What makes strings (keys, `urn:lex` names) of the documents that a resolver works out for this page.
    pub fn naming<'a>(&'a self, resolver: &'a dyn Resolver) -> Naming<'a> {
        Naming { text: self.text.as_str(), references: self.references, known: resolver.known() }
    }
}

impl Miner {
    /// A miner with empty buffers.
    pub fn new() -> Miner {
        Miner::default()
    }

    /// The longest text so far, for which its buffers have room.
    #[cfg(all(test, feature = "batch"))]
    pub(crate) fn room(&self) -> usize {
        self.tokens.room()
    }

    /// Mines one page. Total: it never fails and never panics, whatever the page holds. HTML is taken as it stands: of its own
    /// words [`Miner::mine_text`] with `Text::from_html` (feature `html`).
    ///
    /// ```
    /// let mut miner = vanban::Miner::new();
    /// for (page, claims) in [("Xã có 5 thôn, 1.240 hộ.", 2), ("Ngày 05/3/2022", 0)] {
    ///     assert_eq!(miner.mine(page).claims.len(), claims);
    /// }
    /// ```
    pub fn mine<'m, 'p>(&'m mut self, page: &'p str) -> Mined<'m, 'p> {
        self.mine_text(Text::new(page))
    }

    /// Mines a text that was read already: [`Text::from_bytes`] for pages that may not be UTF-8.
    ///
    /// ```
    /// use vanban::{Miner, Text};
    /// let mut miner = Miner::new();
    /// let mined = miner.mine_text(Text::from_bytes(b"K\xd5t lu\xcbn 114-KL/TW c\xf1a B\xe9 Ch\xddnh tr\xde")?);
    /// assert!(mined.text.as_str().starts_with("Kết luận 114-KL/TW"));
    /// # Ok::<(), vanban::DecodeError>(())
    /// ```
    pub fn mine_text<'m, 'p>(&'m mut self, text: Text<'p>) -> Mined<'m, 'p> {
        for stage in Stage::ALL {
            match stage {
                // Only here is known what the page's markup says.
                Stage::Zones => self.zoner.zones_into(&self.tokens.of(text.as_str()), text.marks(), &mut self.zones),
                _ => self.stage(stage, text.as_str()),
            }
        }
        let facts = Facts::read(&self.tokens.of(text.as_str()), &self.zoner, &self.zones);
        Mined {
            text,
            facts,
            tokens: &self.tokens,
            zones: &self.zones,
            references: &self.found.references,
            pinpoints: &self.found.pinpoints,
            claims: &self.claims,
            audits: &self.audits,
            relations: &self.relations,
            abstained: &self.clusters.abstained,
        }
    }
}

/// The stages of mining, in their order: each reads what the ones before it left in the miner's buffers. After claims all
/// cores stand; what follows says more of them.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Stage {
    Tokens,
    Zones,
    References,
    Claims,
    Mentions,
    Context,
    Audits,
    Relations,
}

impl Stage {
    pub const ALL: [Stage; 8] = [
        Stage::Tokens,
        Stage::Zones,
        Stage::References,
        Stage::Claims,
        Stage::Mentions,
        Stage::Context,
        Stage::Audits,
        Stage::Relations,
    ];
}

impl Miner {
    /// One stage by itself, on the text that was mined last: the benches time it. Not part of the interface.
    #[doc(hidden)]
    pub fn stage(&mut self, stage: Stage, text: &str) {
        match stage {
            Stage::Zones => self.zoner.zones_into(&self.tokens.of(text), &[], &mut self.zones),
            Stage::Tokens => SCANNER.scan_into(text, &mut self.tokens, &mut self.anchors),
            Stage::References => {
                let text = &self.tokens.of(text);
                reference::find_into(text, &self.anchors, &self.zones, &mut self.found);
                self.taken.clear();
                self.taken.extend(self.found.references.iter().map(|r| r.core));
            }
            Stage::Claims => {
                self.finder.find_into(&self.tokens.of(text), &self.anchors, &self.zones, &self.taken, &mut self.claims)
            }
            Stage::Mentions => mentions_into(&self.tokens.of(text), &mut self.found),
            Stage::Context => self.finder.describe(&self.tokens.of(text), &mut self.claims),
            Stage::Audits => {
                audit::find_into(&self.tokens.of(text), &self.claims, &mut self.auditing, &mut self.audits)
            }
            Stage::Relations => {
                let text = &self.tokens.of(text);
                self.taken.clear();
                self.taken.extend(self.claims.iter().map(|c| c.core));
                relations_into(text, &self.found.references, &self.taken, &mut self.relations);
                self.clusters.assign(text, &self.zones, &mut self.found.references, &self.relations);
            }
        }
    }
}
