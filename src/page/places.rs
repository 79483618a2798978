//! The places that a stretch of a page names: a word for a kind of place and the name after it (`tỉnh Trà Vinh`).

use crate::Span;
use crate::registry::locality::{Kind, kind_at, kind_starting, name_at};
use crate::registry::place::ProvinceName;
use crate::text::set::words;
use crate::text::token::{Token, Words};
use crate::text::tokens::Tokens;

/// One place as it is worded.
#[derive(Clone, Copy, Debug)]
pub(super) struct NamedPlace {
    pub(super) kind: Kind,
    /// The word for the kind: `tỉnh`, `Huyện ủy`.
    pub(super) word: Span,
    /// The capitalised words after it.
    pub(super) name: Option<Span>,
    /// The province that a word for a province or a city names, and where its name ends.
    pub(super) province: Option<(ProvinceName, usize)>,
}

/// The provinces, districts and cities of a stretch, in order.
pub(super) fn places<'t>(text: &'t Tokens, stretch: Span) -> impl Iterator<Item = NamedPlace> + 't {
    // The first words for these kinds.
    let opening =
        text.within(stretch).iter().filter(|token| token.one_of(words!["tỉnh", "thành", "tp", "huyện", "quận", "thị"]));
    let mut after = stretch.start();
    let bytes = text.as_bytes();
    opening.filter_map(move |token| {
        let at = token.span.start();
        // Digits and signs outside ASCII right before make it no word of its own.
        let glued = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
        if at < after || at > after && glued(bytes[at as usize - 1]) {
            return None;
        }
        let place = place_at(text, *token, stretch.end() as usize)?;
        after = place.province.map_or(place.word.end(), |(_, end)| end as u32);
        Some(place)
    })
}

fn place_at(text: &Tokens, first: Token, limit: usize) -> Option<NamedPlace> {
    let (kind, end) = kind_starting(text, first).filter(|&(kind, end)| kind != Kind::Commune && end < limit)?;
    let start = text.skip_space(end).0;
    // The second word names it: `Thành ủy TP Huế`.
    if kind_at(text, start).is_some_and(|(kind, _)| kind != Kind::Commune) {
        return None;
    }
    let of_province = matches!(kind, Kind::Province | Kind::City);
    let province = if of_province { ProvinceName::at(text, start).filter(|&(_, end)| end <= limit) } else { None };
    Some(NamedPlace {
        kind,
        word: Span::of(first.span.start() as usize, end),
        name: name_at(text, start, limit),
        province,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokens::Table;

    #[test]
    fn kinds_and_names() {
        let text = "UBND tỉnh Trà Vinh, Huyện ủy Cầu Kè; thành phố xanh, quận 3, xã Tân Lập, tỉnh hòa bình.";
        let mut table = Table::default();
        table.read(text, |_| 0);
        let found = |n: usize| {
            let place = places(&table.of(text), Span::of(0, text.len())).nth(n)?;
            Some((&text[place.word], place.name.map(|name| &text[name]), place.province.is_some()))
        };
        assert_eq!(found(0), Some(("tỉnh", Some("Trà Vinh"), true)));
        assert_eq!(found(1), Some(("Huyện ủy", Some("Cầu Kè"), false)));
        assert_eq!(found(2), Some(("thành phố", None, false)));
        assert_eq!(found(3), Some(("quận", Some("3"), false)));
        assert_eq!(found(4), Some(("tỉnh", None, true)), "names in lower case are known ones only");
        assert_eq!(found(5), None, "communes are passed over");
        let double = "Thành ủy TP Cần Thơ";
        table.read(double, |_| 0);
        let place = places(&table.of(double), Span::of(0, double.len())).next().unwrap();
        assert_eq!((&double[place.word], place.province.is_some()), ("TP", true));
        let glued = "Chất tỉnhTrà Vinh";
        table.read(glued, |_| 0);
        assert!(places(&table.of(glued), Span::of(0, glued.len())).next().is_none());
    }
}
