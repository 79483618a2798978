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
    /// Opens it, and says what something is to be: an `là` in the title is its own.
    Name,
    /// Opens the title of a plan or programme.
    Carry,
    /// Opens it, and that of the party's own call.
    Call,
    /// What is put into force besides documents: opens the title of what does so.
    Issued,
    /// Behind a verb that opens a title: makes it the verb of the sentence.
    Own,
    /// The same right behind the number only: behind date or body, what is prescribed in detail is the matter.
    Detail,
    /// Tells that a clause obliges someone.
    Must,
    /// Ends an unquoted title.
    End,
    /// Ends it, save behind the document that the title names: what guides that one.
    Guide,
    /// Begins like what ends a title, and belongs to it.
    Inside,
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
    /// Opens a bracket that says something of the document.
    Aside,
    /// Whose `của` belongs to the title, not to the document.
    Matter,
    /// Tells, behind the body at the end of a title, what the sentence says of the document.
    Says,
    /// Between a document's type and its number, how it is sent or what it is for: no title.
    Manner,
    /// Behind a document's number, begins like what that would count, and is not counted.
    Uncounted,
}

impl Role {
    /// Whether what opens a title so opens that of a plan.
    pub(crate) fn carries(self) -> bool {
        matches!(self, Role::Carry | Role::Call)
    }
}

const ROLES: [(&str, Role); 24] = [
    ("open", Role::Open),
    ("name", Role::Name),
    ("carry", Role::Carry),
    ("call", Role::Call),
    ("issued", Role::Issued),
    ("own", Role::Own),
    ("detail", Role::Detail),
    ("must", Role::Must),
    ("end", Role::End),
    ("guide", Role::Guide),
    ("inside", Role::Inside),
    ("comma", Role::Comma),
    ("front", Role::Front),
    ("predicate", Role::Predicate),
    ("person", Role::Person),
    ("tell", Role::Tell),
    ("handle", Role::Handle),
    ("tail", Role::Tail),
    ("local", Role::Local),
    ("aside", Role::Aside),
    ("matter", Role::Matter),
    ("says", Role::Says),
    ("manner", Role::Manner),
    ("uncounted", Role::Uncounted),
];

pub(crate) struct Row {
    pub(crate) phrase: &'static str,
    pub(crate) role: Role,
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

/// What is asked of the words at a position; the rows of some roles tell.
#[derive(Clone, Copy)]
enum Place {
    Open,
    Issued,
    Behind,
    Must,
    End,
    Comma,
    Front,
    Predicate,
    Person,
    Tell,
    Govern,
    Aside,
    Matter,
    Says,
    Manner,
    Uncounted,
}

/// The roles that tell, in the order of [`Place`].
const PLACES: [&[Role]; 16] = [
    &[Role::Open, Role::Name, Role::Carry, Role::Call],
    &[Role::Issued],
    &[Role::Own, Role::Detail],
    &[Role::Must],
    &[Role::End, Role::Guide, Role::Inside, Role::Tail, Role::Local],
    &[Role::Comma],
    &[Role::Front],
    &[Role::Predicate],
    &[Role::Person],
    &[Role::Tell],
    &[Role::Front, Role::Handle],
    &[Role::Aside],
    &[Role::Matter],
    &[Role::Tell, Role::Says],
    &[Role::Manner],
    &[Role::Uncounted],
];

/// The phrases of the rows of some roles.
fn phrases(roles: &[Role], keep: impl Fn(usize) -> bool) -> Lexicon {
    let rows = ROWS.iter().enumerate().filter(|(i, row)| roles.contains(&row.role) && keep(*i));
    Lexicon::new(rows.map(|(i, row)| (row.phrase, i as u32)))
}

static LEXICONS: Lazy<[Lexicon; PLACES.len()]> = Lazy::new(|| PLACES.map(|roles| phrases(roles, |_| true)));

impl Place {
    /// The longest of its phrases that starts with a token: its role and where it ends.
    #[inline]
    fn starting(self, text: &(impl Words + ?Sized), first: Token) -> Option<(Role, usize)> {
        #[cfg(test)]
        if let Some(fewer) = tests::fewer(self) {
            return fewer.starting(text, first).map(|(i, end)| (ROWS[i as usize].role, end));
        }
        LEXICONS[self as usize].starting(text, first).map(|(i, end)| (ROWS[i as usize].role, end))
    }

    /// The longest of its phrases that ends at a position: where it starts.
    #[inline]
    fn before(self, text: &(impl Words + ?Sized), end: usize) -> Option<usize> {
        #[cfg(test)]
        if let Some(fewer) = tests::fewer(self) {
            return fewer.before(text, end).map(|(_, start)| start);
        }
        LEXICONS[self as usize].before(text, end).map(|(_, start)| start)
    }

    /// [`Place::starting`] at a position.
    #[inline]
    fn at(self, text: &(impl Words + ?Sized), at: usize) -> Option<(Role, usize)> {
        self.starting(text, text.token_at(at)?)
    }
}

/// The longest phrase that opens a title at a position, and where it ends.
#[inline]
pub(crate) fn opening(text: &(impl Words + ?Sized), at: usize) -> Option<(Role, usize)> {
    Place::Open.at(text, at)
}

/// Whether what is put into force besides documents stands at a position: `Bảng giá`, `Danh mục`.
#[inline]
pub(crate) fn issued(text: &(impl Words + ?Sized), at: usize) -> bool {
    Place::Issued.at(text, at).is_some()
}

/// What follows a verb that opens titles and makes it the verb of the sentence, always (`Own`) or at times (`Detail`).
#[inline]
pub(crate) fn behind(text: &(impl Words + ?Sized), at: usize) -> Option<Role> {
    Place::Behind.at(text, at).map(|(role, _)| role)
}

/// Whether a phrase at a position tells that its clause obliges someone: `phải`, `bị phạt`.
#[inline]
pub(crate) fn obliges(text: &(impl Words + ?Sized), at: usize) -> bool {
    Place::Must.at(text, at).is_some()
}

/// Whether an unquoted title ends before a position, where a comma stands before it or none does.
#[inline]
pub(crate) fn ends(text: &(impl Words + ?Sized), at: usize, after_comma: bool) -> bool {
    text.token_at(at).is_some_and(|token| ends_before(text, token, after_comma))
}

/// [`ends`] before a token that was read already.
#[inline]
pub(crate) fn ends_before(text: &(impl Words + ?Sized), token: Token, after_comma: bool) -> bool {
    let ending = ending(text, token, after_comma);
    matches!(ending, Some((Role::End | Role::Guide | Role::Inside | Role::Comma, _)))
}

/// What an unquoted title may end with before a token: surely (`End`, `Comma`), or where its document is of the kind that a
/// `Tail` or a `Local` ends, where it names none that a `Guide` is of; or what it does not end with (`Inside`); and where the
/// phrase ends.
#[inline]
pub(crate) fn ending(text: &(impl Words + ?Sized), token: Token, after_comma: bool) -> Option<(Role, usize)> {
    let comma = || if after_comma { Place::Comma.starting(text, token) } else { None };
    Place::End.starting(text, token).or_else(comma)
}

/// Whether a phrase at a position begins like what ends a title, and belongs to it: `đã cấp`, `có tính đến năm 2030`.
#[inline]
pub(crate) fn inside(text: &(impl Words + ?Sized), at: usize) -> bool {
    Place::End.at(text, at).is_some_and(|(role, _)| role == Role::Inside)
}

/// Whether a phrase at a position does something with the document that follows in its sentence.
#[inline]
pub(crate) fn governs(text: &(impl Words + ?Sized), at: usize) -> bool {
    Place::Govern.at(text, at).is_some()
}

/// Whether a phrase at a position opens a sentence with what was carried out: `Thực hiện …`, `Sau 5 năm thực hiện …`.
#[inline]
pub(crate) fn fronts(text: &(impl Words + ?Sized), at: usize) -> bool {
    Place::Front.at(text, at).is_some()
}

/// Whether a phrase at a position is the predicate of such a sentence's own clause.
#[inline]
pub(crate) fn predicates(text: &(impl Words + ?Sized), at: usize) -> bool {
    Place::Predicate.at(text, at).is_some()
}

/// Whether a phrase at a position names someone: `Ông`, `Phó Giáo sư`. Case is the caller's to see.
#[inline]
pub(crate) fn person(text: &(impl Words + ?Sized), at: usize) -> bool {
    Place::Person.at(text, at).is_some()
}

/// Whether a phrase that a token begins is likely the verb of a sentence that must have one.
#[inline]
pub(crate) fn tells(text: &(impl Words + ?Sized), first: Token) -> bool {
    Place::Tell.starting(text, first).is_some()
}

/// Whether a phrase at a position, in a bracket's beginning, says something of the document: `sửa đổi năm 2019`.
#[inline]
pub(crate) fn aside(text: &(impl Words + ?Sized), at: usize) -> bool {
    Place::Aside.at(text, at).is_some()
}

/// Whether a phrase that ends at a position is what the words behind `của` there have: `chế độ làm việc`.
#[inline]
pub(crate) fn owned(text: &(impl Words + ?Sized), end: usize) -> bool {
    Place::Matter.before(text, end).is_some()
}

/// Whether a phrase at a position, behind the body of a document, says something of the document: `giao`, `yêu cầu`.
#[inline]
pub(crate) fn says(text: &(impl Words + ?Sized), at: usize) -> bool {
    Place::Says.at(text, at).is_some()
}

/// Where a phrase ends that says how a document is sent or what it is for: `hỏa tốc`, `thẩm tra`.
#[inline]
pub(crate) fn manner(text: &(impl Words + ?Sized), at: usize) -> Option<usize> {
    Place::Manner.at(text, at).map(|(_, end)| end)
}

/// Whether a phrase that a token begins is not counted by the number before it, though it begins like what is: `chỉ đạo`.
#[inline]
pub(crate) fn uncounted(text: &(impl Words + ?Sized), first: Token) -> bool {
    Place::Uncounted.starting(text, first).is_some()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::RefCell;
    use std::sync::Arc;

    use super::*;

    thread_local! {
        static FEWER: RefCell<[Option<Arc<Lexicon>>; PLACES.len()]> = RefCell::default();
    }

    pub(super) fn fewer(place: Place) -> Option<Arc<Lexicon>> {
        FEWER.with_borrow(|fewer| fewer[place as usize].clone())
    }

    /// What `read` reads where one row is left out.
    pub(crate) fn without<T>(row: usize, read: impl FnOnce() -> T) -> T {
        let fewer = |roles: &[Role]| Some(Arc::new(phrases(roles, |i| i != row)));
        FEWER.set(PLACES.map(|roles| if roles.contains(&ROWS[row].role) { fewer(roles) } else { None }));
        let read = read();
        FEWER.take();
        read
    }
}
