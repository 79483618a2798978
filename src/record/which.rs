//! [`Which`]: which documents a page's clusters are, in strings.

use std::borrow::Cow;

use crate::reference::{self, Basis, Naming, OpenBecause, Resolution, Urn};

/// Which documents a page's clusters are.
pub(super) struct Which<'r> {
    pub(super) naming: Naming<'r>,
    pub(super) resolution: Resolution,
    /// The strings of each of the resolution's documents: all mentions of a document have the same.
    pub(super) named: Vec<Named>,
}

/// The strings of one document's identity.
#[derive(Default)]
pub(super) struct Named {
    pub(super) cluster: u32,
    pub(super) key: Option<String>,
    pub(super) symbol: Option<String>,
    pub(super) urn: Option<Urn>,
    pub(super) printed_urn: Option<String>,
    pub(super) basis: Option<Basis>,
    pub(super) candidates: Vec<String>,
    pub(super) open_because: Option<OpenBecause>,
}

impl Named {
    pub(super) fn candidates<'a>(&self) -> Vec<Cow<'a, str>> {
        self.candidates.iter().cloned().map(Cow::from).collect()
    }
}

impl Which<'_> {
    pub(super) fn new(naming: Naming<'_>, resolution: Resolution) -> Which<'_> {
        let named = |document: &reference::Document| {
            let identity = document.identity.as_ref();
            let urn = identity.and_then(|identity| naming.urn(identity));
            let known = resolution.candidates(document).iter();
            Named {
                cluster: document.cluster,
                key: identity.map(|identity| naming.key(identity)),
                symbol: identity.map(|identity| naming.symbol(identity)).filter(|symbol| !symbol.is_empty()),
                printed_urn: urn.as_ref().map(Urn::to_string),
                urn,
                basis: document.basis,
                candidates: known.filter_map(|&row| naming.known_key(row)).collect(),
                open_because: document.open_because,
            }
        };
        Which { named: resolution.documents().iter().map(named).collect(), naming, resolution }
    }

    pub(super) fn named(&self, cluster: u32) -> &Named {
        static NONE: Named = Named {
            cluster: 0,
            key: None,
            symbol: None,
            urn: None,
            printed_urn: None,
            basis: None,
            candidates: Vec::new(),
            open_because: None,
        };
        // In the order of their clusters, as the resolution has them.
        self.named.binary_search_by_key(&cluster, |named| named.cluster).map_or(&NONE, |at| &self.named[at])
    }
}
