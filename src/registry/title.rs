//! The words at which titles open and end (`data/title.tsv`).

use once_cell::sync::Lazy;

use crate::text::lexicon::Lexicon;
use crate::text::token::{Token, Words};
use crate::tsv::Table;

/// What a phrase does to a title.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Role {
    /// Opens the title of a decree, a decision, a circular.
    Open,
    /// Opens the title of a plan or programme.
    Carry,
    /// Ends an unquoted title.
    End,
    /// Ends it after a comma.
    Comma,
    /// Opens a sentence with what was carried out, so that a clause of its own follows the title.
    Front,
    /// Tells, after a comma in such a sentence, that this clause has begun.
    Predicate,
    /// Someone, in capitals: after a comma, the subject of another clause.
    Person,
    /// Tells, in a sentence that opens with the document or with what was carried out, what is said of it: a likely verb,
    /// believed where nothing surer ends the title.
    Tell,
    /// A verb that does something with a document, wherever in the sentence: `phổ biến Nghị quyết số …`.
    Handle,
    /// To whom, how, or with what success that is done (`đến từng hộ dân`, `vào cuộc sống`): ends the title of a document that
    /// such a verb governs.
    Tail,
    /// Where it is done: ends the title of a document that speaks to the whole country.
    Local,
}

const ROLES: [(&str, Role); 11] = [
    ("open", Role::Open),
    ("carry", Role::Carry),
    ("end", Role::End),
    ("comma", Role::Comma),
    ("front", Role::Front),
    ("predicate", Role::Predicate),
    ("person", Role::Person),
    ("tell", Role::Tell),
    ("handle", Role::Handle),
    ("tail", Role::Tail),
    ("local", Role::Local),
];

pub(crate) struct Row {
    phrase: &'static str,
    role: Role,
    #[cfg(test)]
    pub(crate) example: &'static str,
    #[cfg(test)]
    pub(crate) title: &'static str,
}

pub(crate) static ROWS: Lazy<Vec<Row>> = Lazy::new(|| {
    let table = Table::new("title", include_str!("../../data/title.tsv"));
    let rows = table.rows().map(|row| Row {
        phrase: row.get("phrase"),
        role: ROLES
            .iter()
            .find(|(name, _)| *name == row.get("role"))
            .map_or_else(|| row.wrong("role"), |(_, role)| *role),
        #[cfg(test)]
        example: row.get("example"),
        #[cfg(test)]
        title: row.get("title"),
    });
    rows.collect()
});

/// One lexicon a place where titles turn: openings, ends anywhere, ends after a comma.
struct Phrases {
    open: Lexicon,
    end: Lexicon,
    comma: Lexicon,
    front: Lexicon,
    predicate: Lexicon,
    person: Lexicon,
    tell: Lexicon,
    govern: Lexicon,
}

static PHRASES: Lazy<Phrases> = Lazy::new(|| {
    let of = |roles: &[Role]| {
        let rows = ROWS.iter().enumerate().filter(|(_, row)| roles.contains(&row.role));
        Lexicon::new(rows.map(|(i, row)| (row.phrase, i as u32)))
    };
    Phrases {
        open: of(&[Role::Open, Role::Carry]),
        end: of(&[Role::End, Role::Tail, Role::Local]),
        comma: of(&[Role::Comma]),
        front: of(&[Role::Front]),
        predicate: of(&[Role::Predicate]),
        person: of(&[Role::Person]),
        tell: of(&[Role::Tell]),
        govern: of(&[Role::Front, Role::Handle]),
    }
});

/// The longest phrase that opens a title at a position, and where it ends.
#[inline]
pub(crate) fn opening(text: &(impl Words + ?Sized), at: usize) -> Option<(Role, usize)> {
    PHRASES.open.at(text, at).map(|(i, end)| (ROWS[i as usize].role, end))
}

/// Whether an unquoted title ends before a position, where a comma stands before it or none does.
#[inline]
pub(crate) fn ends(text: &(impl Words + ?Sized), at: usize, after_comma: bool) -> bool {
    text.token_at(at).is_some_and(|token| ends_before(text, token, after_comma))
}

/// [`ends`] before a token that was read already.
#[inline]
pub(crate) fn ends_before(text: &(impl Words + ?Sized), token: Token, after_comma: bool) -> bool {
    matches!(ending(text, token, after_comma), Some((Role::End | Role::Comma, _)))
}

/// What an unquoted title may end with before a token: surely (`End`, `Comma`), or where its document is of the kind that a
/// `Tail` or a `Local` ends; and where the phrase ends.
#[inline]
pub(crate) fn ending(text: &(impl Words + ?Sized), token: Token, after_comma: bool) -> Option<(Role, usize)> {
    let comma = || if after_comma { PHRASES.comma.starting(text, token) } else { None };
    let (i, end) = PHRASES.end.starting(text, token).or_else(comma)?;
    Some((ROWS[i as usize].role, end))
}

/// Whether a phrase at a position does something with the document that follows in its sentence.
#[inline]
pub(crate) fn governs(text: &(impl Words + ?Sized), at: usize) -> bool {
    PHRASES.govern.at(text, at).is_some()
}

/// Whether a phrase at a position opens a sentence with what was carried out: `Thực hiện …`, `Sau 5 năm thực hiện …`.
#[inline]
pub(crate) fn fronts(text: &(impl Words + ?Sized), at: usize) -> bool {
    PHRASES.front.at(text, at).is_some()
}

/// Whether a phrase at a position is the predicate of such a sentence's own clause.
#[inline]
pub(crate) fn predicates(text: &(impl Words + ?Sized), at: usize) -> bool {
    PHRASES.predicate.at(text, at).is_some()
}

/// Whether a phrase at a position names someone: `Ông`, `Phó Giáo sư`. Case is the caller's to see.
#[inline]
pub(crate) fn person(text: &(impl Words + ?Sized), at: usize) -> bool {
    PHRASES.person.at(text, at).is_some()
}

/// Whether a phrase that a token begins is likely the verb of a sentence that must have one.
#[inline]
pub(crate) fn tells(text: &(impl Words + ?Sized), first: Token) -> bool {
    PHRASES.tell.starting(text, first).is_some()
}
