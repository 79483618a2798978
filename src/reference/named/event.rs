//! Resolutions by the meeting that passed them: a plenum of the Central Committee, or a congress.

use crate::Span;
use crate::reference::finder::Finder;
use crate::reference::issuer::plenum_at;
use crate::reference::words::{Word, byte, ordinal, skip, term_at, word};
use crate::reference::{Event, Family, Form, Meeting, Reference};
use crate::registry::doc_type::DocType;
use crate::registry::issuer::Issuer;
use crate::roman;
use crate::text::set::{WordSet, words};
use crate::text::token::{Class, Words};

use super::congress::congress;

impl Finder<'_, '_> {
    /// `Nghị quyết Trung ương 4 (khóa XII)`, `Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XVI`.
    /// From the end of the type word.
    pub(super) fn event(&mut self, start: usize, type_end: usize) {
        let text = self.text;
        if start < self.done {
            return;
        }
        let kind = || match DocType::before(text, type_end) {
            Some((kind, _)) => Some(kind),
            None => DocType::by_name("nghị quyết"),
        };
        let mut pos = skip(text, type_end);
        let Some(mut first) = text.token_at(pos).filter(|t| t.one_of(MEETINGS) || t.one_of(words!["của"])) else {
            return;
        };
        if let Some(end) = word(text, pos, Word::Of) {
            pos = skip(text, end);
            let Some(of) = text.token_at(pos).filter(|t| t.one_of(MEETINGS)) else { return };
            first = of;
        }
        let congress = if first.one_of(CONGRESSES) { congress(text, pos) } else { None };
        if let Some((event, term, end)) = congress {
            let mut reference = Reference::new(Span::of(start, end), Form::Event);
            reference.doc_type = kind();
            reference.family = Family::Party;
            reference.event = Some(event);
            reference.term = event.ordinal.filter(|_| term.is_some());
            reference.term_span = term;
            self.push(reference, false);
        } else if let Some((ordinal, end)) = plenum_at(text, pos) {
            self.plenum(start, kind(), ordinal, end);
        }
    }

    /// A plenum's resolution with its term, and one mention more for every further term: `(khóa XII, XIII)`.
    fn plenum(&mut self, start: usize, kind: Option<DocType>, ordinal_of: u8, end: usize) {
        let text = self.text;
        if self.plenums(start, kind, (ordinal_of, end)).is_some() {
            return;
        }
        let mut pos = skip(text, end);
        // `Hội nghị Trung ương lần thứ 11 của Ban Chấp hành Trung ương Đảng (khóa XIII)`
        let committee = word(text, pos, Word::Of).and_then(|of| Issuer::at(text, skip(text, of)));
        if let Some((_, body_end)) = committee.filter(|(body, _)| body.id() == "ban-chap-hanh-trung-uong") {
            pos = skip(text, body_end);
        }
        if byte(text, pos) == b',' {
            pos = skip(text, pos + 1);
        }
        let bracket = byte(text, pos) == b'(';
        if bracket {
            pos = skip(text, pos + 1);
        }
        let mut core_end = end;
        let mut terms = [None; 4];
        let mut n = 0;
        let mut next = term_at(text, pos);
        while let Some((term, numeral)) = next.filter(|_| n < terms.len()) {
            let numeral_end = numeral.end() as usize;
            terms[n] = Some((term, numeral));
            n += 1;
            core_end = if n == 1 { numeral_end } else { core_end };
            let comma = skip(text, numeral_end);
            let joined = if byte(text, comma) == b',' { Some(comma + 1) } else { word(text, comma, Word::And) };
            let Some(joined) = joined else { break };
            // Only a Roman numeral continues the list: `khóa XII, 5 năm`.
            let at = skip(text, joined);
            let roman = || {
                let token = text.token_at(at).filter(|t| t.class == Class::Word)?;
                roman::value(&text[token.span]).filter(|term| *term <= 39).map(|term| (term, token.span))
            };
            next = term_at(text, at).or_else(roman);
        }
        if bracket && n == 1 {
            let close = skip(text, core_end);
            core_end = if byte(text, close) == b')' { close + 1 } else { core_end };
        }
        for i in 0..n.max(1) {
            let core = match terms[i] {
                Some((_, span)) if i > 0 => span,
                _ => Span::of(start, core_end),
            };
            self.push(plenum(core, kind, ordinal_of, terms[i]), i > 0);
        }
    }

    /// Several plenums of one term: `Nghị quyết Trung ương 6, 7 và 8 (khóa XII)`.
    fn plenums(&mut self, start: usize, kind: Option<DocType>, (ordinal_of, end): (u8, usize)) -> Option<()> {
        let text = self.text;
        let mut found = [(ordinal_of, Span::of(start, end)); 6];
        let (mut n, mut done) = (1, end);
        while n < found.len() {
            let comma = skip(text, done);
            let joined = if byte(text, comma) == b',' { Some(comma + 1) } else { word(text, comma, Word::And) };
            let Some(at) = joined.map(|joined| skip(text, joined)) else { break };
            let digits = || ordinal(text, at).filter(|_| byte(text, at).is_ascii_digit());
            let Some((next, end)) = plenum_at(text, at).or_else(digits) else { break };
            (found[n], done, n) = ((next, Span::of(at, end)), end, n + 1);
        }
        if n == 1 {
            return None;
        }
        let at = skip(text, done);
        let open = if matches!(byte(text, at), b',' | b'(') { skip(text, at + 1) } else { at };
        let term = term_at(text, open)?;
        let mut core_end = term.1.end() as usize;
        core_end += usize::from(byte(text, at) == b'(' && byte(text, core_end) == b')');
        found[n - 1].1 = Span::of(found[n - 1].1.start() as usize, core_end);
        for (i, (ordinal_of, core)) in found.into_iter().take(n).enumerate() {
            self.push(plenum(core, kind, ordinal_of, Some(term)), i > 0);
        }
        Some(())
    }
}

/// The mention of a plenum's resolution.
fn plenum(core: Span, kind: Option<DocType>, ordinal: u8, term: Option<(u8, Span)>) -> Reference {
    let mut reference = Reference::new(core, Form::Event);
    reference.doc_type = kind;
    reference.family = Family::Party;
    reference.event = Some(Event { meeting: Meeting::Plenum, ordinal: Some(ordinal), place: None, years: None });
    (reference.term, reference.term_span) = (term.map(|(term, _)| term), term.map(|(_, span)| span));
    reference
}

/// What a meeting's name, or that of the body that met, opens with after `Nghị quyết` and `của`.
pub(super) const MEETINGS: &WordSet =
    words!["Đại", "Đảng", "Hội", "lần", "Trung", "T", "TƯ", "TW", "Ban", "BCH", "BCHTW", "BCHTƯ"];

/// [`MEETINGS`] that are congresses.
pub(super) const CONGRESSES: &WordSet = words!["Đại", "Đảng"];
