//! The registry: rows of facts in `data/*.tsv` that drive the rules, read once.
//!
//! Facts are rows, code is grammar. A table is a tab-separated file with a header; every row has an `example` which a
//! test parses, so a row that no rule can reach is an error.

pub(crate) mod abbreviation;
pub(crate) mod audit_cue;
pub(crate) mod body;
pub(crate) mod code;
pub(crate) mod competence;
pub(crate) mod cue;
pub(crate) mod district;
pub(crate) mod doc_type;
pub(crate) mod issuer;
pub(crate) mod known_document;
pub(crate) mod law;
pub(crate) mod letters;
pub(crate) mod locality;
pub(crate) mod numeral;
pub(crate) mod place;
pub(crate) mod plenum;
pub(crate) mod series;
pub(crate) mod side;
pub(crate) mod symbol;
pub(crate) mod term;
pub(crate) mod title;
pub(crate) mod unit;
