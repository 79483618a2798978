//! Gaps: what the words between two claims say, read once however many audits ask.

use crate::Span;
use crate::claim::Claim;
use crate::registry::audit_cue::{AUDIT_CUES, Role};
use crate::segment::stops;
use crate::text::token::{Class, Token, Words};
use crate::text::tokens::Tokens;

/// What opens the list of parts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Opener {
    Bracket,
    /// `gồm`, `cụ thể`
    All,
    /// `trong đó`
    Some,
    /// A colon, a semicolon, or a comma.
    Mark,
}

/// What the words between a claim and the next say.
#[derive(Clone, Copy, Default)]
pub(super) struct Gap {
    /// Whether a sentence begins there.
    pub(super) breaks: bool,
    /// What they open, if anything.
    pub(super) opener: Option<Opener>,
    /// The first cue.
    pub(super) cue: Option<Role>,
    /// Whether they say that the claim after them sums up what stands before.
    pub(super) sums: bool,
    /// Whether dots leave something out.
    pub(super) dots: bool,
    /// Whether a bracket opens, and none closes.
    pub(super) bracket: bool,
    /// How many more brackets open than close.
    pub(super) depth: i32,
    /// The lowest depth that is reached on the way.
    pub(super) lowest: i32,
}

/// Where cues are looked for: words that go on for longer join no numbers.
const LONGEST: u32 = 600;

/// The words between one claim and the next.
pub(super) fn between(from: &Claim, to: &Claim) -> Span {
    Span::new(from.core.end(), to.core.start().max(from.core.end()))
}

/// The gaps of a page, each read when it is first asked for.
#[derive(Default)]
pub(super) struct Gaps {
    before: Vec<Option<Gap>>,
}

impl Gaps {
    /// Forgets the page before.
    pub(super) fn clear(&mut self, claims: usize) {
        self.before.clear();
        self.before.resize(claims, None);
    }

    /// What the words before a claim say.
    pub(super) fn before(&mut self, text: &Tokens, claims: &[Claim], claim: usize) -> Gap {
        let between = between(&claims[claim - 1], &claims[claim]);
        *self.before[claim].get_or_insert_with(|| Gap::read(text, between))
    }
}

impl Gap {
    pub(super) fn read(text: &Tokens, span: Span) -> Gap {
        let words = &text[span];
        let mut gap = Gap { lowest: if words.starts_with('(') { 1 } else { 0 }, ..Gap::default() };
        if words.is_empty() {
            gap.lowest = i32::MAX;
        }
        let (mut open, mut closed, mut mark) = (None, false, false);
        let (mut opener, mut opened, mut aside, mut closes) = (None, None, None, false);
        let mut broken = memchr::memrchr(b'\n', words.as_bytes()).map(|at| span.start() + at as u32);
        let mut after = 0;
        for token in text.within(span) {
            let at = token.span.start();
            if token.class == Class::Mark {
                let rest = &text[Span::new(at, span.end())];
                match rest.as_bytes()[0] {
                    b'(' => {
                        (open, gap.bracket) = (Some(at), true);
                        gap.depth += 1;
                    }
                    b')' => {
                        (open, closed) = (None, true);
                        gap.depth -= 1;
                        gap.lowest = gap.lowest.min(gap.depth);
                    }
                    b'.' | b'!' | b'?' => {
                        gap.dots |= rest.starts_with("...");
                        if stops(text, at as usize) {
                            broken = broken.max(Some(at));
                        }
                    }
                    b':' | b';' | b',' => mark = true,
                    _ => gap.dots |= rest.starts_with('…'),
                }
            }
            if at < after || span.len() > LONGEST {
                continue;
            }
            let Some((role, stop)) = cue_at(text, *token, span) else { continue };
            after = stop;
            if role == Role::Sums {
                gap.sums = true;
                continue;
            }
            gap.cue = gap.cue.or(Some(role));
            match role {
                Role::Opens => opener = Some(Opener::All),
                Role::Includes => opener = Some(Opener::Some),
                Role::Closes => closes = true,
                Role::Aside | Role::Plan => aside = Some(at),
                _ => {}
            }
            opened = opened.or(opener.map(|_| stop));
        }
        gap.breaks = broken.is_some();
        gap.bracket &= !closed;
        // A sentence may end before the cue that opens, not after it; an aside in the bracket makes it no list.
        let apart = broken.is_some_and(|broken| opened.is_none_or(|stop| broken >= stop));
        if !(closes || apart || open.is_some() && aside > open) {
            gap.opener = open.map(|_| Opener::Bracket).or(opener).or(mark.then_some(Opener::Mark));
        }
        gap
    }
}

/// The cue that starts with a token between two claims. An adjective (`chuyên đề cụ thể`) is none: such a cue follows a mark.
fn cue_at(text: &Tokens, token: Token, span: Span) -> Option<(Role, u32)> {
    let (role, stop) = AUDIT_CUES.starting(text, token)?;
    let after_mark = || {
        let before = text.skip_space_back(token.span.start() as usize).0;
        before <= span.start() as usize || text.token_before(before).is_none_or(|token| token.class == Class::Mark)
    };
    match role {
        Role::Specifies => after_mark().then_some((Role::Opens, stop as u32)),
        role => Some((role, stop as u32)),
    }
}
