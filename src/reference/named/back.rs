//! Words that point back: `Nghị quyết này`, `Chỉ thị nói trên`.

use crate::Span;
use crate::reference::finder::Finder;
use crate::reference::pinpoint;
use crate::reference::words::{Word, skip, word};
use crate::reference::{Form, Reference};
use crate::registry::doc_type::DocType;
use crate::registry::title;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

impl Finder<'_, '_> {
    /// `Thông tư này`, `Chỉ thị nói trên`: only where a document of that type was mentioned before.
    pub(super) fn back(&mut self, at: usize, token: Token) {
        let text = self.text;
        let mut end = token.span.end() as usize;
        let mut start = at;
        let before = |at: usize| text.last_token(at);
        let mut alone = false;
        if token.one_of(words!["trên"]) {
            let lead = before(at).filter(|t| t.one_of(words!["nói", "nêu", "kể"]));
            if let Some(lead) = lead {
                start = lead.span.start() as usize;
                // `đã nêu trên`
                if let Some(done) = before(start).filter(|t| t.case == Case::Lower && t.one_of(words!["đã", "vừa"]))
                {
                    start = done.span.start() as usize;
                }
            } else if let Some(here) = text.next_token(end).filter(|t| t.case == Case::Lower && t.one_of(words!["đây"]))
            {
                end = here.span.end() as usize;
            } else {
                alone = true;
            }
        } else if token.one_of(words!["nêu"]) {
            let lead = before(at).filter(|t| t.case == Case::Lower && t.one_of(words!["vừa", "đã"]));
            let Some(lead) = lead else { return };
            if text.next_token(end).is_some_and(|t| t.case == Case::Lower && t.one_of(words!["trên"])) {
                return;
            }
            start = lead.span.start() as usize;
            alone = true;
        }
        let Some((kind, kind_start)) = DocType::before(text, text.skip_space_back(start).0) else { return };
        if kind_start < self.done || !self.seen(kind) || alone && !closed(text, end) {
            return;
        }
        // `dự thảo Nghị định này`, `dự luật này`: what is no document yet.
        let draft = before(kind_start).is_some_and(|t| {
            let first = || before(t.span.start() as usize).is_some_and(|t| t.one_of(words!["dự"]));
            t.one_of(words!["dự"]) || t.one_of(words!["thảo", "án"]) && first()
        });
        if draft {
            return;
        }
        // `quy định pháp luật này`
        if kind.name() == "luật" && before(kind_start).is_some_and(|t| t.one_of(words!["pháp", "kỷ"])) {
            return;
        }
        // `các Nghị quyết nêu trên`: a group, not one document. `02 văn bản này`, but not `Điều 9 Nghị định này`.
        let counts = |t: Token| {
            t.class == Class::Digits
                && !text[t.span.end() as usize..kind_start].contains('\n')
                && !before(t.span.start() as usize).is_some_and(|t| pinpoint::is_level(text, t))
        };
        let groups = words!["các", "những", "hai", "ba", "bốn", "nhiều", "mỗi", "từng"];
        let mut first = kind_start;
        // `các chỉ thị, nghị quyết trên`: the kinds before it are of the group.
        for _ in 0..4 {
            let Some(joint) = before(first).filter(|t| t.one_of(words![",", "và"])) else { break };
            let end = text.skip_space_back(joint.span.start() as usize).0;
            let Some((_, start)) = DocType::before(text, end) else { break };
            first = start;
        }
        if before(first).is_some_and(|t| counts(t) || t.one_of(groups)) {
            return;
        }
        let mut reference = Reference::new(Span::of(kind_start, end), Form::Back);
        reference.doc_type = Some(kind);
        reference.head = Some(Span::of(kind_start, text.skip_space_back(start).0));
        self.push(reference, false);
    }
}

/// Whether what follows closes a phrase: punctuation, the end, a verb of the sentence.
fn closed(text: &Tokens, end: usize) -> bool {
    let at = skip(text, end);
    let Some(token) = text.token_at(at) else { return true };
    match token.class {
        Class::Mark => true,
        Class::Digits => false,
        Class::Word => {
            title::ends(text, at, true)
                || word(text, at, Word::And).is_some()
                || word(text, at, Word::About).is_some()
                || word(text, at, Word::Of).is_some()
                || matches!(
                    &text[token.span],
                    "là" | "không" | "chưa" | "cần" | "nên" | "mà" | "quy" | "rất" | "vẫn" | "còn"
                )
        }
    }
}
