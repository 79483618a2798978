//! One part of a symbol's letters: a code with the digits and the bracket that belong to it, without the word that pages
//! glue to it.

use crate::reference::words::byte;
use crate::registry::code::Code;
use crate::registry::side::Side;
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;

/// One part of a symbol's letters: `NĐ`, `QH13`, `PV11(CS)`.
pub(super) struct Part {
    start: usize,
    pub(super) end: usize,
    pub(super) code: Option<&'static Code>,
    /// Letters as the guidelines print them: upper case, no tone; else only what the registry knows counts.
    pub(super) upper: bool,
    /// `QH13`, `UBTVQH14`: letters and the assembly's term.
    pub(super) assembly: bool,
    /// The next word is glued to it.
    pub(super) glued: bool,
}

impl Part {
    /// Its letters as they stand, digits and bracket too.
    pub(super) fn word<'t>(&self, text: &'t Tokens) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether it is the code of a type: `NQ`, `QĐ`.
    pub(super) fn is_type(&self) -> bool {
        self.code.is_some_and(Code::is_type)
    }
}

/// The words that pages glue to the end of a symbol: `04/2015/NĐ-CPngày`.
const GLUED: [&str; 30] = [
    "ngày", "của", "và", "về", "quy", "do", "được", "có", "thì", "là", "tại", "theo", "sửa", "hướng", "với", "cho",
    "trong", "thay", "này", "ban", "để", "đề", "đã", "bao", "gửi", "phê", "nêu", "đến", "từ", "hoặc",
];

/// The part at a position.
pub(super) fn part_at(text: &Tokens, at: usize) -> Option<Part> {
    let token = text.token_at(at).filter(|t| t.class == Class::Word)?;
    let word = &text[token.span];
    // `T.Ư`, `T.W`, `T.U`.
    if word == "T" && byte(text, at + 1) == b'.' {
        let second = text.token_at(at + 2).filter(|t| matches!(&text[t.span], "Ư" | "W" | "U" | "Ư."));
        if let Some(second) = second {
            let stands_for = if &text[second.span] == "U" { "TU" } else { "TW" };
            let code = stands_for.token_at(0).and_then(|t| Code::of(t.key));
            let end = second.span.end() as usize;
            return Some(Part { start: at, end, code, upper: true, assembly: false, glued: false });
        }
    }
    let (len, glued) = unglued(word, token.case);
    let own = &word[..len];
    let key = if glued { own.token_at(0)?.key } else { token.key };
    let code = Code::of(key);
    let upper =
        own.chars().all(|c| c.is_ascii_uppercase() || matches!(c, 'Đ' | 'Ư' | 'Ô' | 'Ơ' | 'Â' | 'Ă' | 'Ê' | 'Ð'));
    let mixed = || {
        let (mut uppers, mut lowers, mut plain) = (0, 0, true);
        for c in own.chars() {
            if c.is_uppercase() {
                uppers += 1;
            } else {
                lowers += 1;
            }
            plain &= c.is_ascii_alphabetic() || matches!(c, 'Đ' | 'đ' | 'Ư');
        }
        plain && uppers >= 2 && lowers <= 4
    };
    let cased = token.case != Case::Lower && !(token.case == Case::Title && own.chars().count() > 3);
    if !(upper || code.is_some() || cased && mixed()) {
        return None;
    }
    let mut end = at + len;
    let mut assembly = false;
    if !glued {
        let of_assembly = matches!(own, "QH" | "UBTVQH" | "HĐNN");
        if of_assembly {
            end = stray_dot(text, end).unwrap_or(end);
        }
        // `30-CT/TW1`: a footnote's mark; only assemblies, a committee's units (`UBND-NN4`) and offices without a code of
        // their own are numbered.
        let numbered = |end| {
            of_assembly
                || own == "VP"
                || branch(text, end)
                || text[..at].ends_with("UBND-")
                || code.and_then(|code| code.issuer).is_none_or(|body| body.row().side == Side::Unit)
        };
        let digits = text.token_at(end).filter(|t| t.class == Class::Digits && t.span.len() <= 3);
        if let Some(digits) = digits.filter(|_| numbered(end)) {
            let digits_end = digits.span.end() as usize;
            assembly = of_assembly && digits.span.len() <= 2;
            end = digits_end;
        }
        end = unit_in_brackets(text, end).unwrap_or(end);
    }
    Some(Part { start: at, end, code, upper: upper && own.len() > 1, assembly, glued })
}

/// `65/KBNN8-KT`: a branch's number, before its department.
fn branch(text: &Tokens, at: usize) -> bool {
    let digits = text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() <= 2);
    let dash = digits.map(|t| t.span.end() as usize).filter(|&dash| byte(text, dash) == b'-');
    dash.and_then(|dash| text.token_at(dash + 1)).is_some_and(|t| t.case == Case::Upper)
}

/// `QH .11`: where the assembly's number starts after a dot that does not belong there.
fn stray_dot(text: &Tokens, at: usize) -> Option<usize> {
    let dot = if byte(text, at) == b' ' { at + 1 } else { at };
    let after = Some(dot + 1).filter(|_| byte(text, dot) == b'.')?;
    let digits = text.token_at(after).filter(|t| t.class == Class::Digits)?;
    (digits.span.len() == 2).then_some(after)
}

/// The length of a symbol's own letters in a word to which the next word may be glued.
fn unglued(word: &str, case: Case) -> (usize, bool) {
    if word.len() <= 4 || case == Case::Upper {
        return (word.len(), false);
    }
    for glued in GLUED {
        if let Some(own) = word.strip_suffix(glued) {
            if own.chars().next_back().is_some_and(|c| c.is_uppercase() || c == 'g' || c == 'r') && own.len() >= 2 {
                return (own.len(), true);
            }
        }
    }
    (word.len(), false)
}

/// A police department after its body: `/C16 (P5)`, `/PV11(CS)`.
fn unit_in_brackets(text: &Tokens, at: usize) -> Option<usize> {
    let open = if byte(text, at) == b' ' { at + 1 } else { at };
    if byte(text, open) != b'(' {
        return None;
    }
    let letters =
        text.token_at(open + 1).filter(|t| t.class == Class::Word && t.case != Case::Lower && t.span.len() <= 3)?;
    // `NQ/TW (NQ21)`: what the document is called for short.
    if Code::of(letters.key).is_some_and(Code::is_type) {
        return None;
    }
    let mut close = letters.span.end() as usize;
    match text.token_at(close).filter(|t| t.class == Class::Digits && t.span.len() <= 2) {
        Some(digits) => close = digits.span.end() as usize,
        // `PV11(CS)`: letters alone only right behind a department's number.
        None if open > at || !byte(text, at - 1).is_ascii_digit() => return None,
        None => {}
    }
    (byte(text, close) == b')').then_some(close + 1)
}
