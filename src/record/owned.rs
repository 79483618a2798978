//! Records that borrow nothing: what is kept after the page is gone.

use std::borrow::Cow;

use super::model::{
    Audit, Claim, Counts, Diagnostic, Document, Event, Fact, Head, Page, Pinpoint, Record, Reference, Relation, Repair,
    Sentence, Severity, Zone,
};
use crate::{Date, Decimal, audit, claim, page, reference};

/// What a record is made of, as a value that borrows nothing.
trait Own {
    type Owned;

    fn own(self) -> Self::Owned;
}

impl Own for Cow<'_, str> {
    type Owned = Cow<'static, str>;

    fn own(self) -> Cow<'static, str> {
        Cow::Owned(self.into_owned())
    }
}

impl<T: Own> Own for Option<T> {
    type Owned = Option<T::Owned>;

    fn own(self) -> Option<T::Owned> {
        self.map(T::own)
    }
}

impl<T: Own> Own for Vec<T> {
    type Owned = Vec<T::Owned>;

    fn own(self) -> Vec<T::Owned> {
        self.into_iter().map(T::own).collect()
    }
}

macro_rules! plain {
    ($($type:ty),*) => {
        $(impl Own for $type {
            type Owned = $type;

            fn own(self) -> $type {
                self
            }
        })*
    };
}

plain!(
    u8,
    u16,
    u32,
    Date,
    Decimal,
    Counts,
    Severity,
    audit::Form,
    audit::Verdict,
    claim::Form,
    claim::Bound,
    claim::Change
);
plain!(page::Zone, reference::Form, reference::Family, reference::Meeting, reference::RelationType);
plain!(reference::Basis, reference::OpenBecause);

macro_rules! owned {
    ($($type:ident { $($field:ident),* $(,)? })*) => {
        $(
            impl $type<'_> {
                /// The same without a borrow of the page or of anything else, to be kept.
                pub fn into_owned(self) -> $type<'static> {
                    $type { $($field: self.$field.own()),* }
                }
            }

            impl Own for $type<'_> {
                type Owned = $type<'static>;

                fn own(self) -> $type<'static> {
                    self.into_owned()
                }
            }
        )*
    };
}

owned! {
    Head { schema_version, id, source, page, start, end, char_start, char_end, utf16_start, utf16_end, text, sentence }
    Sentence { start, end, text }
    Reference {
        head, mention_start, mention_end, zone, form, family, doc_type, symbol, name, event, issued, issuer,
        issuer_id, issuer_place, term, title, pinpoint, cluster, relation, document, basis, candidates, open_because,
        urn,
    }
    Relation { kind, from }
    Event { meeting, ordinal, place, term_from, term_to }
    Pinpoint { point, clause, article, section, chapter, appendix }
    Claim {
        head, zone, form, low, high, of, other, unit, unit_text, counted, subject, predicate, base, bound, bound_text,
        change, period, period_from, period_to, flags,
    }
    Audit { head, form, total, parts, stated, expected, verdict, fits, explanation }
    Document {
        head, mentions, document, basis, candidates, open_because, urn, doc_type, symbol, issued, issuer_id, term,
        title,
    }
    Page {
        head, bytes, timestamp, encoding, repairs, title, published, published_in, place, province, province_now,
        district, site, author, taken_from, counts,
    }
    Fact { text, start, end }
    Repair { start, end, reading }
    Zone { head, zone }
    Diagnostic { head, code, severity, message }
}

impl Record<'_> {
    /// The record without a borrow of the page or of anything else, to be kept.
    ///
    /// ```
    /// use vanban::{Miner, record::{self, Origin, Record}};
    /// let mut miner = Miner::new();
    /// let mut all: Vec<Record<'static>> = Vec::new();
    /// for (name, page) in [("a.txt".to_owned(), "Có 5 xã."), ("b.txt".to_owned(), "Có 6 xã.")] {
    ///     let mined = miner.mine(page);
    ///     let records = record::records(page, &mined, &Origin::new(&name), &record::Options::default());
    ///     all.extend(records.into_iter().map(Record::into_owned));
    /// }
    /// assert_eq!(all.iter().filter(|record| matches!(record, Record::Claim(_))).count(), 2);
    /// ```
    pub fn into_owned(self) -> Record<'static> {
        match self {
            Record::Reference(r) => Record::Reference(r.into_owned()),
            Record::Claim(r) => Record::Claim(r.into_owned()),
            Record::Audit(r) => Record::Audit(r.into_owned()),
            Record::Document(r) => Record::Document(r.into_owned()),
            Record::Page(r) => Record::Page(r.into_owned()),
            Record::Zone(r) => Record::Zone(r.into_owned()),
            Record::Diagnostic(r) => Record::Diagnostic(r.into_owned()),
        }
    }
}
