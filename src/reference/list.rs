//! Lists of mentions: which follow each other under one type word, and what they share.

use crate::Span;
use crate::roman;
use crate::text::case::one_of;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Words};
use crate::text::tokens::Tokens;

use super::words::{skip, term_at};
use super::{Found, Reference};

/// The list of a mention: that of the mention before, where it goes on with it; 0 where it is of none.
pub(super) fn list_of(text: &Tokens, out: &mut Found, at: usize) -> u32 {
    let goes_on = |i: usize| out.goes_on.get(i).is_some_and(|goes_on| *goes_on);
    let joins = goes_on(at)
        || at.checked_sub(1).is_some_and(|before| joins(text, &out.references[before], &out.references[at]));
    let open = if joins { out.references[at - 1].list } else { 0 };
    if open != 0 || !joins && !goes_on(at + 1) {
        return open;
    }
    out.lists += 1;
    if joins {
        out.references[at - 1].list = out.lists;
    }
    out.lists
}

/// Whether a mention with a number follows one of its type with only a comma or `và` between.
fn joins(text: &Tokens, before: &Reference, reference: &Reference) -> bool {
    let headed = reference.head.is_some();
    let own = if headed { reference.doc_type } else { before.doc_type };
    let start = reference.core.start() as usize;
    reference.number.is_some()
        && reference.name.is_none()
        && before.doc_type.is_some()
        && own == before.doc_type
        && may_connect(text, before.core.end() as usize, start)
        && connected(text, before, start, headed)
}

/// `Chỉ thị 03-CT/TW và Chỉ thị 05-CT/TW của Bộ Chính trị (khóa XI, XII)`: of as many numbers as terms each has its own; where they
/// are not as many, nobody knows which of them a number has.
pub(super) fn part_terms(text: &Tokens, references: &mut [Reference]) {
    let Some(last) = references.last().copied().filter(|last| last.number.is_some()) else { return };
    let first = last.term.zip(last.term_span);
    let Some(first) = first.filter(|own| further_term(text, *own).is_some()) else { return };
    let terms = std::iter::successors(Some(first), |last| further_term(text, *last));
    let of_list = |r: &&Reference| last.list != 0 && r.list == last.list && r.number.is_some() && r.term_span.is_none();
    let members = 1 + references.iter().rev().skip(1).take(LONGEST_LIST).take_while(of_list).count();
    let mut own = Some(terms.clone()).filter(|_| terms.take(members + 1).count() == members);
    let from = references.len() - members;
    for reference in &mut references[from..] {
        (reference.term, reference.term_span) = own.as_mut().and_then(Iterator::next).unzip();
    }
}

/// `, XII`, `và khóa XII`: the later term that stands right behind another.
fn further_term(text: &Tokens, (last, span): (u8, Span)) -> Option<(u8, Span)> {
    let joint = text.next_token(span.end() as usize).filter(|t| t.one_of(words![",", "và"]))?;
    let at = skip(text, joint.span.end() as usize);
    let bare = || {
        let numeral = text.token_at(at).filter(|t| t.case == Case::Upper)?.span;
        roman::value(&text[numeral]).map(|term| (term, numeral))
    };
    term_at(text, at).or_else(bare).filter(|(term, _)| *term > last)
}

/// Gives the fields of the last mention to the members of its list that have none of their own.
pub(super) fn share(text: &str, references: &mut [Reference]) {
    let Some((last, before)) = references.split_last_mut() else { return };
    if last.issued_span.is_none() && last.issuer.is_none() && last.term_span.is_none() && last.title.is_none() {
        return;
    }
    for earlier in before.iter_mut().rev().take(LONGEST_LIST) {
        if earlier.list != last.list
            || earlier.number.is_none()
            || earlier.issuer.is_some()
            || earlier.title.is_some()
            || earlier.doc_type != last.doc_type
            || other_body(earlier, last)
            || last.title.is_some_and(|title| amended_in(text, title, earlier, last))
        {
            break;
        }
        let apart = other_series(earlier, last);
        if !apart && earlier.issued_span.is_none() && earlier.issued.is_none() {
            let year = earlier.number.and_then(|n| n.year);
            if last.issued.is_none_or(|date| year.is_none_or(|y| y == date.year())) {
                earlier.issued = last.issued;
                earlier.issued_span = last.issued_span;
            }
        }
        earlier.issuer = last.issuer;
        earlier.issuer_id = last.issuer_id;
        earlier.issuer_place = last.issuer_place;
        if earlier.term_span.is_none() {
            earlier.term = last.term;
            earlier.term_span = last.term_span;
        }
        earlier.title = last.title.filter(|_| !apart);
    }
}

/// Whether the last member's title says that it amends another (`Nghị định 15/2020/NĐ-CP và Nghị định 14/2022/NĐ-CP ngày … sửa đổi
/// Nghị định 15/2020/NĐ-CP`), which does so in no other year: none of it is that one's.
fn amended_in(text: &str, title: Span, member: &Reference, last: &Reference) -> bool {
    let Some((number, other)) = member.number.zip(last.number) else { return false };
    let printed = &text[number.serial.start() as usize..member.core.end() as usize];
    let amends = ["sửa đổi", "Sửa đổi"].iter().any(|verb| text[title].starts_with(verb));
    number.tail.is_some() && text[title].contains(printed) || amends && number.year != other.year
}

/// A list of more members than this shares nothing with its first ones.
const LONGEST_LIST: usize = 64;

/// Whether the symbols of two mentions name different bodies: what is said of the one is not said of the other.
fn other_body(a: &Reference, b: &Reference) -> bool {
    let body = |r: &Reference| r.number.and_then(|n| n.code_issuer);
    body(a).zip(body(b)).is_some_and(|(a, b)| a != b)
}

/// Whether one of two symbols alone has its year: they are numbered apart, and neither day nor matter is shared (`Quyết định số
/// 18/2022/QĐ-TTg và Quyết định số 263/QĐ-TTg ngày …`).
fn other_series(a: &Reference, b: &Reference) -> bool {
    let lettered = |r: &Reference| r.number.filter(|number| number.tail.is_some());
    lettered(a).zip(lettered(b)).is_some_and(|(a, b)| a.year.is_some() != b.year.is_some())
}

/// Whether a mention is of the list of the one before, which it follows with only a comma or `và` between. It starts at
/// `start`; `headed`: with a type word of its own.
pub(super) fn connected(text: &Tokens, before: &Reference, start: usize, headed: bool) -> bool {
    let end = before.mention.end() as usize;
    start >= end
        && text.next_token(end).is_some_and(|t| t.one_of(CONNECTORS))
        && text.get(end..start).is_some_and(|between| connector(between, headed))
}

/// Whether the word before a core, after the last one's end, joins members of a list.
pub(super) fn may_connect(text: &Tokens, last_end: usize, start: usize) -> bool {
    let joint = text.get(last_end..start).map_or(0, |between| between.trim_end().len());
    joint > 0 && text.token_before(last_end + joint).is_some_and(|t| t.one_of(CONNECTORS))
}

/// What stands between two members of a list, first and last.
const CONNECTORS: &WordSet = words![",", ";", ":", "và", "hoặc", "cùng", "với", "số", "hai", "các"];

/// Whether only a connector stands between two members of a list.
fn connector(between: &str, headed: bool) -> bool {
    let mut words = 0;
    for word in between.split_whitespace() {
        let bare = word.trim_matches([',', ';', ':']);
        let semicolon = word.contains(';');
        if bare.is_empty() {
            if semicolon && headed {
                return false;
            }
        } else if one_of(bare, &["và", "hoặc", "cùng", "với", "số", "số:", "hai", "các"]) {
            words += 1;
        } else {
            return false;
        }
    }
    (words > 0 || between.contains([',', ';'])) && words <= 3 && !between.contains("\n\n")
}
