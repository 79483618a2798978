//! Every row of the registry's tables of units and cues does in its example what the table says.

use std::collections::HashSet;

use crate::registry::cue::{Bar, CUES, Head, Phrases};
use crate::registry::unit::UNITS;
use crate::text::Text;
use crate::{Claim, Miner};

/// The claims of an example.
fn claims(example: &str) -> Vec<Claim> {
    Miner::new().mine(example).claims.to_vec()
}

/// Fails with all rows that fail.
fn every<T: Copy>(phrases: &Phrases<T>, holds: impl Fn(T, &str, &str) -> bool) {
    let wrong: Vec<_> = phrases
        .rows()
        .filter(|(value, phrase, example)| {
            !example.to_lowercase().contains(&phrase.to_lowercase()) || !holds(*value, phrase, example)
        })
        .map(|(_, phrase, example)| (phrase, example))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_unit_is_read_in_its_example() {
    let wrong: Vec<_> = UNITS
        .rows
        .iter()
        .filter(|row| {
            let units: HashSet<String> = claims(row.example)
                .iter()
                .filter_map(|c| c.unit.map(|unit| unit.canonical(Text::new(row.example).as_str()).to_string()))
                .collect();
            // `tạ` stands in `62,5 tạ/ha`.
            !units.iter().any(|unit| unit == row.symbol || unit.split('/').next() == Some(row.symbol))
        })
        .map(|row| (row.symbol, row.example))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_unit_goes_on_in_its_parts() {
    for row in &UNITS.rows {
        for (symbol, times) in &row.parts {
            let part = UNITS.rows.iter().find(|part| part.symbol == *symbol).expect(symbol);
            let read = |parts: u16| {
                let words = format!("Thi công dài 2 {} {parts} {} theo thiết kế", row.surface, part.surface);
                claims(&words).iter().map(|c| c.low.to_string()).collect::<Vec<_>>()
            };
            assert_eq!(read(1), [(2 * times + 1).to_string()], "{} and {symbol}", row.symbol);
            // So many parts would make another whole: a number of their own, or none behind a cue (phút 60).
            let cue = CUES.trap.rows().any(|(_, cue, _)| cue == row.surface);
            let parts = times.to_string();
            let own: &[&str] = if cue { &["2"] } else { &["2", &parts] };
            assert_eq!(read(*times), own, "{} and {symbol}", row.symbol);
        }
    }
}

#[test]
fn every_hedge_bounds_its_example() {
    for phrases in [&CUES.bound_before, &CUES.bound_after] {
        every(phrases, |bound, _, example| claims(example).iter().any(|claim| claim.bound == bound));
    }
}

#[test]
fn every_verb_of_change_governs_its_example() {
    every(&CUES.change, |change, _, example| claims(example).iter().any(|claim| claim.change == change));
}

#[test]
fn every_counted_noun_is_counted_in_its_example() {
    let counts = |phrase: &str, example: &str| {
        let found = claims(example);
        found.iter().filter_map(|c| c.counted).any(|span| {
            let counted = Text::new(example).as_str()[span].to_lowercase();
            counted.starts_with(&phrase.to_lowercase()) || phrase.to_lowercase().starts_with(&counted)
        })
    };
    every(&CUES.counted, |_, phrase, example| counts(phrase, example));
    every(&CUES.measured, |(), phrase, example| counts(phrase, example));
    every(&CUES.homograph, |(), _, example| claims(example).iter().all(|c| c.unit.is_none()));
    // Some of these are counted elsewhere: `tổ chức`, `sao`.
    let counted = |phrase: &str| CUES.counted.at(phrase, 0).is_some();
    every(&CUES.stop, |_, phrase, example| counted(phrase) || !counts(phrase, example));
}

#[test]
fn every_bar_keeps_its_example_out() {
    every(&CUES.trap, |bar, phrase, example| match bar {
        Bar::Colon => claims(&format!("{phrase}: 7")).is_empty(),
        _ => claims(example).is_empty(),
    });
    every(&CUES.trap_after, |(), _, example| claims(example).is_empty());
}

#[test]
fn every_word_of_time_keeps_its_number_out_of_the_claims() {
    every(&CUES.time, |_, _, example| claims(example).is_empty());
}

#[test]
fn every_scope_governs_the_claim_after_it() {
    let scope = |example: &str| period(&format!("{example}, toàn xã trồng 25 ha lúa."));
    for phrases in [&CUES.time_prep, &CUES.duration_after, &CUES.scope] {
        every(phrases, |(), phrase, example| {
            // What was before a year is not told of the year.
            scope(example).map_or(phrase == "trước", |scope| scope == phrase || example.ends_with(&scope))
        });
    }
    every(&CUES.duration_lead, |sums, phrase, example| {
        let words = if sums { example.strip_prefix(phrase).map(str::trim_start) } else { Some(example) };
        scope(example).as_deref() == words
    });
}

#[test]
fn every_word_that_is_no_scope_governs_nothing() {
    every(&CUES.time_base, |(), _, example| period(&format!("Thu ngân sách tăng 25% {example}.")).is_none());
    every(&CUES.duration_title, |(), _, example| {
        period(&format!("Hội nghị {example}, toàn xã trồng 25 ha lúa.")).is_none()
    });
    every(&CUES.title_head, |(), _, example| period(&format!("Vốn cấp {example} là 25 ha.")).is_none());
    every(&CUES.event, |(), _, example| period(&format!("Xã {example}, có 25 ha lúa.")).is_none());
}

/// The time scope of a page's last claim.
fn period(page: &str) -> Option<String> {
    let scope = claims(page).last().expect(page).period?;
    Some(Text::new(page).as_str()[scope].to_owned())
}

#[test]
fn every_word_of_phrases_does_its_part_in_its_example() {
    let holds = |example: &str, pick: fn(&Claim) -> Option<crate::Span>, words: &str| {
        let words = words.to_lowercase();
        claims(example).iter().filter_map(pick).any(|span| {
            let said = Text::new(example).as_str()[span].to_lowercase();
            said == words || said.starts_with(&format!("{words} "))
        })
    };
    for phrases in [&CUES.lead, &CUES.plan, &CUES.open] {
        every(phrases, |(), phrase, example| {
            holds(example, |c| c.subject, "sản lượng")
                || holds(example, |c| c.base, phrase)
                || holds(example, |c| c.predicate, phrase)
        });
    }
    every(&CUES.manner, |(), _, example| claims(example).iter().all(|c| c.subject.is_none()));
    every(&CUES.value, |value, _, example| value.is_none() || holds(example, |c| c.subject, "sản lượng"));
    every(&CUES.head, |kind, phrase, example| match kind {
        Head::Noun | Head::Sector => holds(example, |c| c.subject, phrase),
        Head::Other => !holds(example, |c| c.subject, phrase),
        Head::Break => holds(example, |c| c.subject, "sản lượng"),
    });
}

#[test]
fn no_verb_that_names_what_is_counted_says_anything_of_it() {
    // 12 hộ hỗ trợ nông dân, 12 hộ kiểm tra: of other nouns it does.
    let said = |example: &str| claims(example).iter().any(|c| c.predicate.is_some());
    for phrases in [&CUES.deed, &CUES.work, &CUES.kind] {
        every(phrases, |(), _, example| !said(example));
    }
    every(&CUES.work, |(), noun, example| said(&example.replacen(noun, "hộ", 1)));
    every(&CUES.kind, |(), _, example| said(&example.replacen("dự án", "hộ", 1)));
    every(&CUES.deed, |(), noun, example| said(&example.replacen(noun, "hộ", 1)));
}
