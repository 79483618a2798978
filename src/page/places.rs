//! The places that a stretch of a page names: a word for a kind of place and the name after it (`tỉnh Trà Vinh`).

use crate::Span;
use crate::registry::locality::{Kind, kind_at, name_at};
use crate::registry::place::ProvinceName;
use crate::text::key::skip_space;

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
pub(super) fn places(text: &str, stretch: Span) -> impl Iterator<Item = NamedPlace> + '_ {
    let limit = stretch.end() as usize;
    let mut at = stretch.start() as usize;
    let mut inside_word = false;
    std::iter::from_fn(move || {
        while let Some(&byte) = text.as_bytes().get(at).filter(|_| at < limit) {
            let start = at;
            at += 1;
            // The words for these kinds begin with `t`, `h`, `q`.
            let opens = !inside_word && matches!(byte | 0x20, b't' | b'h' | b'q');
            inside_word = !byte.is_ascii() || byte.is_ascii_alphanumeric();
            let found = if opens { place_at(text, start, limit) } else { None };
            if let Some(place) = found {
                at = place.province.map_or(place.word.end() as usize, |(_, end)| end);
                inside_word = false;
                return Some(place);
            }
        }
        None
    })
}

fn place_at(text: &str, at: usize, limit: usize) -> Option<NamedPlace> {
    let (kind, end) = kind_at(text, at).filter(|&(kind, end)| kind != Kind::Commune && end < limit)?;
    let start = skip_space(text, end).0;
    let of_province = matches!(kind, Kind::Province | Kind::City);
    let province = if of_province { ProvinceName::at(text, start).filter(|&(_, end)| end <= limit) } else { None };
    Some(NamedPlace { kind, word: Span::of(at, end), name: name_at(text, start, limit), province })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_names() {
        let text = "UBND tỉnh Trà Vinh, Huyện ủy Cầu Kè; thành phố xanh, quận 3, xã Tân Lập, tỉnh hòa bình.";
        let found = |n: usize| {
            let place = places(text, Span::of(0, text.len())).nth(n)?;
            Some((&text[place.word], place.name.map(|name| &text[name]), place.province.is_some()))
        };
        assert_eq!(found(0), Some(("tỉnh", Some("Trà Vinh"), true)));
        assert_eq!(found(1), Some(("Huyện ủy", Some("Cầu Kè"), false)));
        assert_eq!(found(2), Some(("thành phố", None, false)));
        assert_eq!(found(3), Some(("quận", Some("3"), false)));
        assert_eq!(found(4), Some(("tỉnh", None, true)), "names in lower case are known ones only");
        assert_eq!(found(5), None, "communes are passed over");
        assert!(places("Chất tỉnhTrà", Span::of(0, 8)).next().is_none());
    }
}
