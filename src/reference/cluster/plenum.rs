//! Plenums: which numbered resolution of the page one of them passed.

use super::index::Groups;
use super::{CHAIN, NONE, key};
use crate::Span;
use crate::reference::issuer::plenum_at;
use crate::reference::{Event, Form, Meeting, Reference};
use crate::roman;
use crate::span::ceil_boundary;
use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;

/// How far before a number the plenum that passed it is looked for, in bytes.
const PASSED: usize = 160;

impl Groups {
    /// Ties numbered resolutions to the plenums that the page says passed them, so that `Nghị quyết Trung ương 5 khóa X`
    /// finds its number.
    pub(super) fn plenums(&mut self, text: &Tokens, references: &[Reference], of: &[u32]) {
        let named = |r: &Reference| r.event.is_some_and(|event| event.meeting == Meeting::Plenum);
        if !references.iter().any(named) {
            return;
        }
        // What lacks its year has no group yet, and is no resolution of theirs.
        let numbered = |(r, group): &(&Reference, &u32)| r.form == Form::Numbered && **group != NONE;
        for (at, (reference, &group)) in references.iter().zip(of).enumerate().filter(|(_, pair)| numbered(pair)) {
            let told = passed_by(text, reference)
                .or_else(|| in_bracket(text, references, at))
                .or_else(|| same_matter(text, references, reference));
            let Some((ordinal, term)) = told else { continue };
            let known = &mut self[group];
            let event = Event { meeting: Meeting::Plenum, ordinal: Some(ordinal), place: None, years: None };
            known.event = known.event.or(Some(event));
            known.term = known.term.or(term);
            known.passed = known.passed.or(reference.doc_type);
            self.register(group, key::meeting(true));
        }
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
    let near = ceil_boundary(text, start.saturating_sub(PASSED));
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

/// `Nghị quyết Trung ương 4 (khóa XI) “…” (Nghị quyết số 12-NQ/TW)`: the plenum, and its khóa, behind whose resolution the
/// bracket gives its number.
fn in_bracket(text: &Tokens, references: &[Reference], at: usize) -> Option<(u8, Option<u8>)> {
    let (one, two) = (&references[at.checked_sub(1)?], &references[at]);
    two.number?.code_issuer.filter(|body| body.id() == "trung-uong")?;
    let event = one.event.filter(|event| event.meeting == Meeting::Plenum && one.doc_type == two.doc_type)?;
    let gap = text.get(one.mention.end() as usize..two.core.start() as usize)?;
    let opens = gap.trim_start_matches(['"', '”']).trim() == "(";
    opens.then_some((event.ordinal?, one.term))
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
