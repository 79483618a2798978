//! Documents without a number: laws, codes, ordinances and the constitution by name, resolutions by the meeting that
//! passed them, and words that point back (`Nghị quyết này`).

mod back;
mod congress;
mod event;
mod law;

pub(super) use congress::{congress, years_at};
pub(super) use law::revision_after;

use crate::reference::finder::Finder;
use crate::reference::words::{keys, phrase};
use crate::text::key::Key;
use crate::text::set::words;
use crate::text::token::{Case, Words};

impl Finder<'_, '_> {
    /// A document without a number at a head word.
    pub(super) fn named(&mut self, at: usize) {
        let Some(token) = self.text.token_at(at) else { return };
        const LAW: Key = Key::of("luật");
        const ORDER: Key = Key::of("lệnh");
        const STATUTE: Key = Key::of("lệ");
        const CONSTITUTION: Key = Key::of("hiến");
        const PLATFORM: Key = Key::of("cương");
        const NQ: Key = Key::of("nq");
        const RESOLUTION: Key = Key::of("nghị");
        const CONCLUSION: Key = Key::of("luận");
        const THIS: Key = Key::of("này");
        const ABOVE: Key = Key::of("trên");
        const NAMED: Key = Key::of("nêu");
        match token.key {
            LAW => self.law(at, words!["bộ"], false),
            ORDER => self.law(at, words!["pháp"], true),
            STATUTE => {
                // `Điều lệ Đảng`, not `tỷ lệ`.
                let before = self.text.last_token(at);
                if let Some(first) = before.filter(|t| t.one_of(words!["điều"])) {
                    self.law_at(first.span.start() as usize);
                }
            }
            CONSTITUTION | PLATFORM => self.law_at(at),
            NQ => self.event(at, token.span.end() as usize),
            RESOLUTION => {
                if let Some(end) = phrase(self.text, at, keys!["nghị", "quyết"]) {
                    self.event(at, end);
                }
            }
            CONCLUSION => {
                let before = self.text.last_token(at);
                if let Some(first) = before.filter(|t| t.one_of(words!["kết"])) {
                    self.event(first.span.start() as usize, token.span.end() as usize);
                }
            }
            THIS | ABOVE | NAMED => self.back(at, token),
            _ if token.case == Case::Upper => self.law_at(at),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::event::{CONGRESSES, MEETINGS};
    use super::*;
    use crate::registry::{issuer, law};

    #[test]
    fn the_gates_let_through_what_the_registry_words() {
        for row in issuer::ROWS.iter().filter(|row| ["trung-uong", "ban-chap-hanh-trung-uong"].contains(&row.id)) {
            for wording in row.wordings() {
                let first = wording.token_at(0).unwrap();
                assert!(first.one_of(MEETINGS) && !first.one_of(CONGRESSES), "{wording}");
            }
        }
        for row in law::ROWS.iter().filter(|row| row.name.split(' ').nth(1) == Some("lệ")) {
            assert!(row.name.starts_with("Điều lệ"), "{}", row.name);
        }
    }
}
