//! Short forms: mentions that join the document of the page that they can mean, where only one can be meant.

use super::group::Group;
use super::index::Groups;
use super::{NONE, key};
use crate::reference::{Event, Meeting, Reference};
use crate::text::hash::words_hash;
use crate::text::tokens::Tokens;

impl Groups {
    /// A number without letters: `Kết luận 114`.
    pub(super) fn short(&mut self, text: &Tokens, reference: &Reference) -> u32 {
        let Some(symbol) = reference.symbol_parts(text) else { return self.lone(text, reference) };
        let key = key::short(reference, &symbol);
        let group = Group::of_symbol(text, reference, Some((&symbol, &symbol.letters())));
        let found = self.only(key, |known| known.fits(&group, text));
        let found = found.unwrap_or_else(|| self.add(group, key));
        self[found].absorb(&group);
        found
    }

    /// A law without its year: the one met last, else the only one of the page; none where versions of two years were met.
    pub(super) fn named(&mut self, text: &Tokens, reference: &Reference) -> u32 {
        let Some(key) = key::name(text, reference) else { return self.lone(text, reference) };
        let group = Group::of(text, reference);
        let met = |g: &u32| self[*g].last;
        let earlier = || self.all(key).filter(|&g| met(&g) != NONE && self[g].same_version(&group));
        let year = |g: u32| self[g].year;
        if earlier().filter_map(year).max() != earlier().filter_map(year).min() {
            return self.lone(text, reference);
        }
        let earlier = earlier().max_by_key(met);
        let found = earlier.or_else(|| self.only(key, |known| known.same_version(&group)));
        let found = found.unwrap_or_else(|| self.add(group, key));
        self[found].revised |= group.revised;
        found
    }

    /// A resolution known by the meeting that passed it.
    pub(super) fn event(&mut self, text: &Tokens, reference: &Reference) -> u32 {
        let Some(event) = reference.event else { return self.lone(text, reference) };
        let plenum = event.meeting == Meeting::Plenum;
        let key = key::meeting(plenum);
        let group = Group::of(text, reference);
        let fits = |g: &u32| {
            let other = &self[*g];
            let same = other.event.is_some_and(|e| same_event(text, &event, reference.term, &e, other.term));
            same && other.same_year(&group) && (other.passed.is_none() || other.passed == group.passed)
        };
        // Of several numbers that one plenum passed, its name alone tells none.
        let numbered = |g: &u32| self[*g].letters;
        let several = self.all(key).filter(fits).filter(numbered).count() > 1;
        // Nor does its ordinal, which every term has, where the page names two.
        let term = |g: u32| self[g].term.filter(|_| plenum);
        let terms = || self.all(key).filter(fits).filter_map(term);
        let unsure = reference.term.is_none() && terms().max() != terms().min();
        let found = self.all(key).filter(fits).filter(|g| !(unsure || several && numbered(g)));
        let found = found.max_by_key(|&g| self[g].last);
        let found = found.unwrap_or_else(|| self.add(group, key));
        self[found].absorb(&group);
        found
    }
}

/// Whether two mentions of meetings can mean one meeting.
fn same_event(text: &Tokens, a: &Event, a_term: Option<u8>, b: &Event, b_term: Option<u8>) -> bool {
    fn agree<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        a.is_none() || b.is_none() || a == b
    }
    let hash = |event: &Event| event.place.map(|span| words_hash(text, span));
    // A plenum's ordinal names it; without one it is any plenum.
    let named = a.meeting != Meeting::Plenum || a.ordinal.is_some() == b.ordinal.is_some();
    // A congress whose level the words leave open is the one that bears its number.
    let open = |one: &Event, other: &Event| {
        one.meeting == Meeting::PartyCongress && other.meeting != Meeting::OtherCongress && one.ordinal.is_some()
    };
    let meeting = a.meeting == b.meeting || (a.ordinal == b.ordinal && (open(a, b) || open(b, a)));
    meeting
        && named
        && agree(a.ordinal, b.ordinal)
        && agree(a_term, b_term)
        && agree(a.years, b.years)
        && agree(hash(a), hash(b))
}
