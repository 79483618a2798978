//! The codes of symbols: `NQ`, `CTr`, `TW`, `UBND`, each with the type or the body that it stands for.
//!
//! One code may be both (`CT` chỉ thị, chủ tịch) and one may stand for two types (`TT`: thông tri of the party, thông
//! tư of the state). Case does not count, nor does a missing đ where the registry lists the variant.

use std::collections::HashMap;

use once_cell::sync::Lazy;

use super::doc_type::{self, DocType};
use super::issuer::{self, Issuer};
use super::side::Side;
use crate::text::key::{Key, KeyMap};
use crate::text::token::Words;

/// What a code stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Code {
    /// As symbols print it: `CTr`, `TTg`, `TW` for `TƯ`.
    pub(crate) canonical: &'static str,
    /// The type, in the party's symbols and in all others.
    pub(crate) party_type: Option<DocType>,
    pub(crate) state_type: Option<DocType>,
    pub(crate) issuer: Option<Issuer>,
}

static CODES: Lazy<HashMap<Key, Code>> = Lazy::new(|| {
    let mut codes: HashMap<Key, Code> = HashMap::new();
    let mut entry = |spelling: &'static str, canonical: &'static str, set: &dyn Fn(&mut Code)| {
        let Some(token) = spelling.token_at(0).filter(|t| t.span.end() as usize == spelling.len()) else { return };
        let code =
            codes.entry(token.key).or_insert(Code { canonical, party_type: None, state_type: None, issuer: None });
        set(code);
    };
    for (i, row) in doc_type::ROWS.iter().enumerate() {
        let kind = Some(DocType::of(i));
        for spelling in row.variants.iter().chain([&row.code]) {
            let canonical = if is_slip(spelling, row.code) { row.code } else { spelling };
            entry(spelling, canonical, &|code| {
                if row.side == Side::Party || row.side == Side::Both {
                    code.party_type = code.party_type.or(kind);
                }
                if row.side != Side::Party {
                    code.state_type = code.state_type.or(kind);
                }
            });
        }
    }
    for (i, row) in issuer::ROWS.iter().enumerate() {
        for spelling in row.variants.iter().chain([&row.code]) {
            let canonical = if is_slip(spelling, row.code) { row.code } else { spelling };
            entry(spelling, canonical, &|code| code.issuer = code.issuer.or(Some(Issuer::of(i))));
        }
    }
    codes
});

static BY_KEY: Lazy<KeyMap<&'static Code>> = Lazy::new(|| KeyMap::new(CODES.iter().map(|(key, code)| (*key, code))));

/// Whether a variant is the code itself in another spelling (case, a missing đ, `TƯ` for `TW`), not another code.
fn is_slip(variant: &str, code: &str) -> bool {
    let fold = |s: &str| s.to_lowercase().replace('đ', "d").replace("tư", "tw");
    fold(variant) == fold(code)
}

impl Code {
    /// The code of that key; case does not count.
    pub(crate) fn of(key: Key) -> Option<&'static Code> {
        BY_KEY.get(key)
    }

    /// Whether it stands for a type: `NQ`, `QĐ`.
    pub(crate) fn is_type(&self) -> bool {
        self.party_type.is_some() || self.state_type.is_some()
    }
}
