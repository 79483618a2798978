//! [`Label`]: the number or letter of a part.

use std::fmt;

use super::ARTICLE;
use crate::reference::words::byte;
use crate::roman;
use crate::text::token::{Class, Token, Words};
use crate::text::tokens::Tokens;

/// The number or letter of a part: `5`, `52a`, `đ`, `II`. Plain data, as printed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Label {
    bytes: [u8; Label::MAX],
    len: u8,
}

impl Label {
    const MAX: usize = 11;

    /// A label of at most eleven bytes; `None` where it is longer or empty.
    pub fn new(label: &str) -> Option<Label> {
        let len = label.len();
        if len == 0 || len > Label::MAX {
            return None;
        }
        let mut bytes = [0; Label::MAX];
        bytes[..len].copy_from_slice(label.as_bytes());
        Some(Label { bytes, len: len as u8 })
    }

    /// The label's words.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A label at a position: `5`, `52a`, `đ`, `IV`, `Ia`; with the level, only what that level is labelled with.
pub(super) fn label_at(text: &Tokens, at: usize, level: Option<u32>) -> Option<(Label, usize)> {
    let token = text.token_at(at)?;
    let word = &text[token.span];
    let mut end = token.span.end() as usize;
    match token.class {
        Class::Digits if token.span.len() <= 3 => {
            let dotted = dotted_end(text, end);
            if level == Some(ARTICLE as u32) && dotted > end {
                return None;
            }
            end = dotted;
            if let Some(letter) = text.token_at(end).filter(|t| point_letter(&text[t.span])) {
                end = letter.span.end() as usize;
            } else if text.token_at(end).is_some_and(|t| t.class == Class::Word) {
                return None;
            }
        }
        Class::Word => {
            let letter = point_letter(word)
                && !matches!(level, Some(1 | 2))
                && (level == Some(0) || roman::value(word).is_none());
            let numeral = || roman::value(word).is_some() && !matches!(level, Some(0..=2));
            let lettered = || {
                let (last, body) = word.char_indices().next_back().map(|(i, c)| (c, &word[..i])).unwrap_or((' ', ""));
                !matches!(level, Some(0..=2)) && last.is_ascii_lowercase() && roman::value(body).is_some()
            };
            if !(letter || numeral() || lettered()) {
                return None;
            }
            // `a1`, but not the start of a longer mark.
            if letter {
                if let Some(digit) = text.token_at(end).filter(|t| t.class == Class::Digits && t.span.len() == 1) {
                    end = digit.span.end() as usize;
                }
            }
            // `tiết a.1`, `Mục II.3`
            end = dotted_end(text, end);
        }
        _ => return None,
    }
    // `5/2015`, `1.640`: no label.
    if byte(text, end) == b'/' && byte(text, end + 1).is_ascii_digit() || byte(text, end) == b'%' {
        return None;
    }
    Some((Label::new(&text[at..end])?, end))
}

/// `2.4`, `3.1.2`: where the further numbers of a label end. Party documents number so.
fn dotted_end(text: &Tokens, end: usize) -> usize {
    let mut end = end;
    while byte(text, end) == b'.' {
        let Some(more) = text.token_at(end + 1).filter(|t| t.class == Class::Digits && t.span.len() <= 2) else {
            break;
        };
        end = more.span.end() as usize;
    }
    end
}

pub(super) fn label_like(text: &Tokens, token: Token) -> bool {
    match token.class {
        Class::Digits => token.span.len() <= 3,
        Class::Word => {
            let word = &text[token.span];
            let numeral = matches!(word.as_bytes().first(), Some(b'I' | b'V' | b'X'));
            let lettered = || {
                word.len() > 1
                    && word.is_char_boundary(word.len() - 1)
                    && roman::value(&word[..word.len() - 1]).is_some()
            };
            word.len() <= 2 && point_letter(word) || numeral && (roman::value(word).is_some() || lettered())
        }
        Class::Mark => false,
    }
}

fn point_letter(word: &str) -> bool {
    let mut chars = word.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if c.is_ascii_alphabetic() || matches!(c, 'đ' | 'Đ'))
}

/// A number's digits, without a string.
pub(super) fn decimal(mut value: u16, digits: &mut [u8; 5]) -> Option<&str> {
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    std::str::from_utf8(&digits[at..]).ok()
}
