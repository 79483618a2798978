//! What the letters of a symbol name: the type, the body, whose documents are numbered so; and how surely they are a symbol's.

use super::Strength;
use super::part::Part;
use crate::reference::Family;
use crate::registry::doc_type::DocType;
use crate::registry::issuer::Issuer;
use crate::registry::side::Side;

/// The letters of a symbol, where they end, and what they name.
pub(super) struct Tail {
    pub(super) end: usize,
    pub(super) code_type: Option<DocType>,
    pub(super) code_issuer: Option<Issuer>,
    pub(super) strength: Strength,
    pub(super) family: Family,
}

/// What the letters of a symbol name, part by part.
#[derive(Default)]
pub(super) struct Letters {
    pub(super) parts: usize,
    issuer: Option<Issuer>,
    assembly: bool,
    judicial: bool,
    corporate: bool,
}

impl Letters {
    /// Notes the next part, whose letters as they stand are `word`.
    pub(super) fn note(&mut self, part: &Part, word: &str) {
        let is_type = self.parts == 0 && part.is_type();
        self.parts += 1;
        self.assembly |= part.assembly;
        self.judicial |= matches!(
            word,
            "ST" | "PT" | "GĐT" | "HNGĐ" | "HNST" | "QĐST" | "QĐPT" | "TLST" | "TLPT" | "BA" | "KSĐT" | "KDTM"
        );
        let body = part.code.and_then(|c| c.issuer);
        let Some(body) = body.filter(|body| !is_type && body.row().side != Side::Unit) else { return };
        self.corporate |= body.row().side == Side::Corporate;
        self.issuer = self.issuer.or(Some(body));
    }

    /// The letters that end at `end`. `party`: the separators are those of the party's symbols, `25-NQ/TW`.
    pub(super) fn tail(self, first: &Part, end: usize, party: bool) -> Tail {
        let Letters { parts, issuer, assembly, judicial, corporate } = self;
        let side = issuer.map(|body| body.row().side);
        // `QH13` and `HĐNN7` number an assembly whether or not the registry lists the term.
        let issuer = issuer.or_else(|| if assembly { Issuer::by_id("quoc-hoi") } else { None });
        let party = side == Some(Side::Party) || party && matches!(side, None | Some(Side::Both));
        let code_type =
            first.code.and_then(|c| if party { c.party_type.or(c.state_type) } else { c.state_type.or(c.party_type) });
        let code_type = code_type.filter(|_| !(parts == 1 && issuer.is_some()));
        let strength = match (code_type.is_some(), issuer.is_some()) {
            _ if assembly => Strength::Full,
            (true, true) => Strength::Full,
            (true, false) | (false, true) if parts >= 2 => Strength::Half,
            _ => Strength::Weak,
        };
        let family = match side {
            _ if assembly => Family::Assembly,
            _ if corporate => Family::Corporate,
            _ if judicial => Family::Judicial,
            Some(Side::Judicial) if code_type.is_none() => Family::Judicial,
            _ if party => Family::Party,
            Some(Side::Mass) => Family::MassOrganisation,
            Some(Side::Assembly) => Family::Assembly,
            Some(_) => Family::State,
            None if code_type.is_some() => Family::State,
            None => Family::Unknown,
        };
        let code_issuer = issuer.filter(|_| !(judicial && parts == 1));
        Tail { end, code_type, code_issuer, strength, family }
    }
}
