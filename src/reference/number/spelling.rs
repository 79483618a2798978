//! The one spelling of a symbol as it stands on the page: no spaces, hyphen-minus, codes as the registry prints them.

use super::Number;
use super::separator::{mark_at, mark_of};
use crate::Span;
use crate::reference::words::{byte, skip};
use crate::registry::code::Code;
use crate::text::token::{Class, Token, Words};
use crate::text::tokens::Tokens;

impl Number {
    /// The normalised symbol: no spaces, hyphen-minus, codes as the registry prints them (`32-CTr/TU`, `TW` for `TƯ`,
    /// đ restored); `None` where there are no letters. Marks that the page doubles stand once.
    pub fn symbol(&self, text: &str) -> Option<String> {
        let mut out = String::with_capacity(24);
        self.symbol_into(text, &mut out).then_some(out)
    }

    /// [`Number::symbol`], written to a caller's buffer; whether there is one.
    pub fn symbol_into(&self, text: &str, out: &mut String) -> bool {
        let Some(tail) = self.tail else { return false };
        let text = &Tokens::plain(text);
        self.push_serial(text, out);
        let mut pos = tail.start() as usize;
        let end = tail.end() as usize;
        let mut word_before = false;
        while pos < end {
            let at = skip(text, pos);
            let Some(token) = text.token_at(at).filter(|t| (t.span.start() as usize) < end) else { break };
            let spaced = at > pos;
            pos = self.push_token(text, token, end, spaced && word_before, out);
            word_before = token.class == Class::Word;
        }
        true
    }

    fn push_serial(&self, text: &Tokens, out: &mut String) {
        // A scanner's `l` and `I` stand for the digit.
        out.extend(text[self.serial].chars().filter(|c| !c.is_whitespace()).map(|c| match c {
            'l' | 'I' => '1',
            _ => c,
        }));
        if let Some(suffix) = self.suffix {
            out.push_str(&text[suffix]);
        }
        if let Some(year) = self.year_span {
            // `23-2018-TT-BNNPTNT` keeps its hyphen; a doubled slash is one.
            let between = text.get(self.suffix.map_or(self.serial.end(), Span::end) as usize..year.start() as usize);
            let dash = between.is_some_and(|b| b.len() <= 6 && b.chars().any(|c| mark_of(c) == Some('-')));
            out.push(if dash { '-' } else { '/' });
            out.push_str(&text[year]);
        }
    }

    /// Writes one token of the tail; returns where the next one may start.
    fn push_token(&self, text: &Tokens, token: Token, end: usize, hyphen: bool, out: &mut String) -> usize {
        let start = token.span.start() as usize;
        if token.class == Class::Mark {
            let (kind, after) = mark_at(text, start).unwrap_or((' ', token.span.end() as usize));
            match kind {
                ' ' => out.push_str(&text[token.span]),
                '/' if out.ends_with('/') => {}
                '-' if out.ends_with('-') => {}
                '_' => out.push('/'),
                _ => out.push(kind),
            }
            return after;
        }
        if hyphen {
            out.push('-');
        }
        let stop = (token.span.end() as usize).min(end);
        if token.class == Class::Word {
            if &text[start..stop] == "T" && byte(text, stop) == b'.' && stop < end {
                let after = text.token_at(stop + 1).map_or(stop + 1, |t| t.span.end() as usize);
                out.push_str(if text[stop..after.min(end)].contains('U') { "TU" } else { "TW" });
                return after;
            }
            let own = &text[start..stop];
            let code = own.token_at(0).and_then(|t| Code::of(t.key));
            match code {
                Some(code) => out.push_str(code.canonical),
                None if own.chars().all(|c| !c.is_uppercase()) => out.extend(own.chars().flat_map(char::to_uppercase)),
                None => out.extend(own.chars().map(|c| if c == 'Ð' { 'Đ' } else { c })),
            }
            return stop;
        }
        out.push_str(&text[start..stop]);
        stop
    }
}
