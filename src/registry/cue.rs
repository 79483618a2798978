//! Cue words around numbers: hedges, verbs of change, nouns that are counted, words that bar a claim.

use once_cell::sync::Lazy;

use crate::Span;
use crate::name::names;
use crate::text::lexicon::Lexicon;
use crate::text::token::{Token, Words};
use crate::tsv::Table;

/// How exactly the words bound the value.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub enum Bound {
    /// No hedge.
    Exact,
    /// khoảng, xấp xỉ
    About,
    /// gần: just under
    Nearly,
    /// hơn, trên
    MoreThan,
    /// ít nhất, trở lên
    AtLeast,
    /// dưới
    LessThan,
    /// tối đa, không quá
    AtMost,
}

names!(Bound {
    Exact: "exact",
    About: "about",
    Nearly: "nearly",
    MoreThan: "more_than",
    AtLeast: "at_least",
    LessThan: "less_than",
    AtMost: "at_most",
});

/// Whether the number is the size of a change.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "snake_case"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Change {
    /// tăng
    Increase,
    /// giảm
    Decrease,
}

names!(Change { Increase: "increase", Decrease: "decrease" });

/// How strongly a cue bars the number beside it; the names of `data/trap.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Bar {
    /// Never a claim.
    Hard,
    /// No claim unless a unit or a counted noun follows.
    Soft,
    /// No claim where the number is a pair: a score.
    Score,
    /// No claim where the cue is a line's label.
    Colon,
}

/// What a word before a number makes of it; the names of `data/period.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TimeWord {
    Year,
    Month,
    Day,
    Quarter,
    Span,
    Clock,
    Week,
    Name,
}

/// What a counted noun names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Class {
    Person,
    Place,
    /// What bears a number of its own: `quyết định`, `phòng`.
    Numbered,
    /// What things are judged or told by: `tiêu chí`, `hình thức`.
    Criterion,
    Other,
}

/// What a word does for the phrase that says what a quantity measures; the names of `data/phrase.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Head {
    /// Its head: `sản lượng`.
    Noun,
    /// Its head where the clause begins: `dịch vụ`.
    Sector,
    /// No head, though it begins like one: `chi bộ`.
    Other,
    /// What it does not reach over: `với`.
    Break,
}

/// Phrases with a value each.
pub(crate) struct Phrases<T> {
    lexicon: Lexicon,
    values: Vec<T>,
    #[cfg(test)]
    examples: Vec<(&'static str, &'static str)>,
}

impl<T: Copy> Phrases<T> {
    fn new(table: &Table, keep: Option<(&str, &[&str])>, value: impl Fn(&crate::tsv::Row) -> T) -> Phrases<T> {
        let (mut phrases, mut values) = (Vec::new(), Vec::new());
        #[cfg(test)]
        let mut examples = Vec::new();
        for row in table.rows() {
            if keep.is_some_and(|(column, values)| !values.contains(&row.get(column))) {
                continue;
            }
            phrases.push((row.get("phrase"), values.len() as u32));
            values.push(value(&row));
            #[cfg(test)]
            examples.push((row.get("phrase"), row.get("example")));
        }
        Phrases {
            lexicon: Lexicon::new(phrases),
            values,
            #[cfg(test)]
            examples,
        }
    }

    /// Each row's value, phrase and example.
    #[cfg(test)]
    pub(crate) fn rows(&self) -> impl Iterator<Item = (T, &'static str, &'static str)> {
        self.values.iter().zip(&self.examples).map(|(value, (phrase, example))| (*value, *phrase, *example))
    }

    /// The longest phrase that starts at `at`: its value and where it ends.
    #[inline]
    pub(crate) fn at(&self, text: &(impl Words + ?Sized), at: usize) -> Option<(T, usize)> {
        self.lexicon.at(text, at).map(|(i, end)| (self.values[i as usize], end))
    }

    /// The longest phrase that starts with a token: its value and where it ends.
    #[inline]
    pub(crate) fn starting(&self, text: &(impl Words + ?Sized), first: Token) -> Option<(T, usize)> {
        self.lexicon.starting(text, first).map(|(i, end)| (self.values[i as usize], end))
    }

    /// Whether a stretch of the text is a phrase.
    pub(crate) fn is(&self, text: &(impl Words + ?Sized), stretch: Span) -> bool {
        self.at(text, stretch.start() as usize).is_some_and(|(_, end)| end == stretch.end() as usize)
    }

    /// The longest phrase that ends with a token: its value and where it starts.
    #[inline]
    pub(crate) fn ending(&self, text: &(impl Words + ?Sized), last: Token) -> Option<(T, usize)> {
        self.lexicon.ending(text, last).map(|(i, start)| (self.values[i as usize], start))
    }

    /// The longest phrase that ends at `end`: its value and where it starts.
    #[inline]
    pub(crate) fn before(&self, text: &(impl Words + ?Sized), end: usize) -> Option<(T, usize)> {
        self.lexicon.before(text, end).map(|(i, start)| (self.values[i as usize], start))
    }
}

/// All the cues.
pub(crate) struct Cues {
    pub(crate) bound_before: Phrases<Bound>,
    pub(crate) bound_after: Phrases<Bound>,
    /// `None`: the level reached.
    pub(crate) change: Phrases<Option<Change>>,
    pub(crate) counted: Phrases<Class>,
    pub(crate) measured: Phrases<()>,
    /// Whether the word is a verb.
    pub(crate) stop: Phrases<bool>,
    /// Before a quantity: whether a verb of value, or what may stand among them; none for what only ends like those.
    pub(crate) value: Phrases<Option<bool>>,
    /// Where what is measured begins, or what it does not reach over.
    pub(crate) head: Phrases<Head>,
    /// What opens a clause and is no part of its subject.
    pub(crate) lead: Phrases<()>,
    /// What a share is of, with all that follows in the clause.
    pub(crate) plan: Phrases<()>,
    /// Verbs that open what is said of the things counted.
    pub(crate) open: Phrases<()>,
    /// Counted nouns whose verb is their own name: `cuộc kiểm tra`.
    pub(crate) deed: Phrases<()>,
    /// Nouns of work, and the verbs that say of what kind it is: `dự án chăn nuôi`.
    pub(crate) work: Phrases<()>,
    pub(crate) kind: Phrases<()>,
    /// How a number was come by: `bình quân`.
    pub(crate) manner: Phrases<()>,
    pub(crate) trap: Phrases<Bar>,
    pub(crate) trap_after: Phrases<()>,
    pub(crate) homograph: Phrases<()>,
    /// Before a number that is a date or names a time.
    pub(crate) time: Phrases<TimeWord>,
    /// Before a date, part of the scope's words.
    pub(crate) time_prep: Phrases<()>,
    /// Before a duration that is then a scope: whether the words only sum up, outside it.
    pub(crate) duration_lead: Phrases<bool>,
    /// After a duration that is then a scope.
    pub(crate) duration_after: Phrases<()>,
    /// Before a duration that names an occasion.
    pub(crate) duration_title: Phrases<()>,
    /// The head of a document's or programme's name, whose years are no scopes.
    pub(crate) title_head: Phrases<()>,
    /// Verbs of what came to be in a year: the year is the event's.
    pub(crate) event: Phrases<()>,
    /// Before a date that a change is measured from.
    pub(crate) time_base: Phrases<()>,
    /// A scope by itself.
    pub(crate) scope: Phrases<()>,
    /// The last words of the scopes, at which they are looked for.
    pub(crate) scope_words: Vec<&'static str>,
}

/// The tables, read once.
pub(crate) static CUES: Lazy<Cues> = Lazy::new(|| {
    let hedge = |row: &crate::tsv::Row| row.value("bound");
    let bound = Table::new("bound", include_str!("../../data/bound.tsv"));
    let change = Table::new("change", include_str!("../../data/change.tsv"));
    let counted = Table::new("counted", include_str!("../../data/counted.tsv"));
    let measured = Table::new("measured", include_str!("../../data/measured.tsv"));
    let stop = Table::new("stop", include_str!("../../data/stop.tsv"));
    let homograph = Table::new("homograph", include_str!("../../data/homograph.tsv"));
    let period = Table::new("period", include_str!("../../data/period.tsv"));
    let role = |role: &'static str| Phrases::new(&period, Some(("role", &[role])), |_| ());
    let phrase = Table::new("phrase", include_str!("../../data/phrase.tsv"));
    let part = |part: &'static str| Phrases::new(&phrase, Some(("role", &[part])), |_| ());
    let times = ["year", "month", "day", "quarter", "span", "clock", "week", "name"];
    let trap = Table::new("trap", include_str!("../../data/trap.tsv"));
    Cues {
        bound_before: Phrases::new(&bound, Some(("side", &["before"])), hedge),
        bound_after: Phrases::new(&bound, Some(("side", &["after"])), hedge),
        change: Phrases::new(&change, None, |row| match row.get("change") {
            "increase" => Some(Change::Increase),
            "decrease" => Some(Change::Decrease),
            "none" => None,
            _ => row.wrong("change"),
        }),
        counted: Phrases::new(&counted, None, |row| match row.get("class") {
            "person" | "household" => Class::Person,
            "place" => Class::Place,
            "document" | "thing" => Class::Numbered,
            "criterion" => Class::Criterion,
            "event" | "living" | "model" | "organisation" | "other" => Class::Other,
            _ => row.wrong("class"),
        }),
        measured: Phrases::new(&measured, None, |_| ()),
        stop: Phrases::new(&stop, None, |row| match row.get("class") {
            "verb" => true,
            "adverb" | "conjunction" | "preposition" => false,
            _ => row.wrong("class"),
        }),
        value: Phrases::new(&phrase, Some(("role", &["value", "adverb", "noun"])), |row| match row.get("role") {
            "value" => Some(true),
            "adverb" => Some(false),
            "noun" => None,
            _ => row.wrong("role"),
        }),
        head: Phrases::new(&phrase, Some(("role", &["head", "sector", "other", "break"])), |row| {
            match row.get("role") {
                "head" => Head::Noun,
                "sector" => Head::Sector,
                "other" => Head::Other,
                "break" => Head::Break,
                _ => row.wrong("role"),
            }
        }),
        lead: part("lead"),
        plan: part("plan"),
        open: part("open"),
        deed: part("deed"),
        work: part("work"),
        kind: part("kind"),
        manner: part("manner"),
        time: Phrases::new(&period, Some(("role", &times)), |row| match row.get("role") {
            "year" => TimeWord::Year,
            "month" => TimeWord::Month,
            "day" => TimeWord::Day,
            "quarter" => TimeWord::Quarter,
            "span" => TimeWord::Span,
            "clock" => TimeWord::Clock,
            "week" => TimeWord::Week,
            "name" => TimeWord::Name,
            _ => row.wrong("role"),
        }),
        time_prep: role("prep"),
        duration_lead: Phrases::new(&period, Some(("role", &["lead", "sum"])), |row| row.get("role") == "sum"),
        duration_after: role("after"),
        duration_title: role("title"),
        title_head: role("named"),
        event: role("event"),
        time_base: role("base"),
        scope: role("word"),
        scope_words: period
            .rows()
            .filter(|row| row.get("role") == "word")
            .filter_map(|row| row.get("phrase").split(' ').next_back())
            .collect(),
        homograph: Phrases::new(&homograph, None, |_| ()),
        trap_after: Phrases::new(&trap, Some(("side", &["after"])), |_| ()),
        trap: Phrases::new(&trap, Some(("side", &["before"])), |row| match row.get("strength") {
            "hard" => Bar::Hard,
            "soft" => Bar::Soft,
            "score" => Bar::Score,
            "colon" => Bar::Colon,
            _ => row.wrong("strength"),
        }),
    }
});

#[cfg(test)]
mod tests {
    use super::*;

    /// Each list takes the rows of its roles: one whose role is misspelt would be in none.
    #[test]
    fn no_row_falls_between_the_lists() {
        let c = &*CUES;
        let n = [
            (
                "bound",
                include_str!("../../data/bound.tsv"),
                c.bound_before.rows().count() + c.bound_after.rows().count(),
            ),
            ("trap", include_str!("../../data/trap.tsv"), c.trap.rows().count() + c.trap_after.rows().count()),
            (
                "phrase",
                include_str!("../../data/phrase.tsv"),
                c.value.rows().count()
                    + c.head.rows().count()
                    + [&c.lead, &c.plan, &c.open, &c.deed, &c.work, &c.kind, &c.manner]
                        .map(|list| list.rows().count())
                        .iter()
                        .sum::<usize>(),
            ),
            (
                "period",
                include_str!("../../data/period.tsv"),
                c.time.rows().count()
                    + c.duration_lead.rows().count()
                    + [&c.time_prep, &c.duration_after, &c.duration_title, &c.title_head]
                        .map(|list| list.rows().count())
                        .iter()
                        .sum::<usize>()
                    + [&c.event, &c.time_base, &c.scope].map(|list| list.rows().count()).iter().sum::<usize>(),
            ),
        ];
        for (name, text, kept) in n {
            assert_eq!(Table::new(name, text).rows().count(), kept, "data/{name}.tsv");
        }
    }
}
