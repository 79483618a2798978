//! Whose committee: the level and the name of the place in an issuer's words (`UBND tỉnh Bình Phước`, `Huyện ủy`).

use once_cell::sync::Lazy;

use super::series::Level;
use crate::Span;
use crate::text::case::one_of;
use crate::text::hash::words_hash;
use crate::text::lexicon::Lexicon;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token, Words};

/// The kind of place that an issuer's words name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// tỉnh, Tỉnh ủy
    Province,
    /// thành phố, Thành ủy: of a province or under the centre; the name tells.
    City,
    /// huyện, quận, thị xã, Huyện ủy …
    District,
    /// xã, phường, thị trấn, đặc khu, Đảng ủy xã
    Commune,
}

/// The place in an issuer's words, as far as they go.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Locality {
    pub(crate) kind: Option<Kind>,
    /// The word that gave the kind: `thị xã`, `Huyện ủy`.
    pub(crate) word: Option<Span>,
    /// The place's own name.
    pub(crate) name: Option<Span>,
}

/// The words that name a kind of place, and the party committee of one.
static KINDS: Lazy<Lexicon> = Lazy::new(|| {
    let rows: [(&[&str], Kind); 4] = [
        (&["tỉnh", "tỉnh ủy"], Kind::Province),
        (&["thành phố", "thành ủy", "tp", "tp."], Kind::City),
        (&["huyện", "quận", "thị xã", "huyện ủy", "quận ủy", "thị ủy"], Kind::District),
        (&["xã", "phường", "thị trấn", "đặc khu"], Kind::Commune),
    ];
    let kinds = rows.iter().flat_map(|(words, kind)| words.iter().map(|word| (*word, *kind as u32)));
    Lexicon::new(kinds.chain([("xã hội", SOCIETY), ("xã hội chủ nghĩa", SOCIETY)]))
});

/// What stands beside a body in the heading of a document (Decree 30/2020/NĐ-CP, Guideline 36-HD/VPTW), and on one line with it
/// where columns were lost: `UBND HUYỆN LÂM BÌNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`; or beside a place in what a law database
/// says of a document: `Nơi ban hành: Tỉnh Khánh Hòa Người ký: …`.
static HEADINGS: Lazy<Lexicon> = Lazy::new(|| {
    let headings = ["cộng hòa xã hội", "độc lập - tự do", "đảng cộng sản việt nam", "người ký"];
    Lexicon::new(headings.into_iter().map(|heading| (heading, 0)))
});

/// `xã hội` is society, where it does not name a commune: `xã Hội Sơn`.
const SOCIETY: u32 = 4;

fn kind_of(value: u32) -> Kind {
    match value {
        0 => Kind::Province,
        1 => Kind::City,
        2 => Kind::District,
        _ => Kind::Commune,
    }
}

/// The word for a kind of place that starts at `at`, and where it ends.
pub(crate) fn kind_at(text: &(impl Words + ?Sized), at: usize) -> Option<(Kind, usize)> {
    kind_starting(text, text.token_at(at)?)
}

/// [`kind_at`] a token that was read already.
pub(crate) fn kind_starting(text: &(impl Words + ?Sized), first: Token) -> Option<(Kind, usize)> {
    let (value, end) = KINDS.starting(text, first)?;
    if value != SOCIETY {
        return Some((kind_of(value), end));
    }
    let word = first.span.end() as usize;
    let name = text.next_token(word)?;
    (name.case == Case::Title && name.span.end() as usize == end).then_some((Kind::Commune, word))
}

/// The name that starts at `at`: a run of capitalised words (`Trà Vinh`, `Bà Rịa - Vũng Tàu`) or a number (`quận 1`).
pub(crate) fn name_at(text: &(impl Words + ?Sized), at: usize, limit: usize) -> Option<Span> {
    let (mut pos, mut end, mut words, mut case) = (at, at, 0, Case::Lower);
    while let Some(token) = text.token_at(pos).filter(|token| token.span.end() as usize <= limit) {
        let capital = token.class == Class::Word && token.case != Case::Lower;
        if capital && HEADINGS.at(text, pos).is_some() {
            break;
        }
        // `HUYỆN ỦY VĨNH LỘC`, and `Số 118-BC/HU` on the next line.
        let other = token.case != case || token.one_of(words!["số"]);
        if words > 0 && other && text.as_text()[end..pos].contains('\n') {
            break;
        }
        let number = token.class == Class::Digits && words == 0;
        if capital || number {
            (words, case) = (words + 1, token.case);
            end = past_apostrophe(text, token).min(limit);
            if number || words == 4 {
                break;
            }
        } else if &text.as_text()[token.span] != "-" || words == 0 || text.as_text().as_bytes()[pos - 1] == b'-' {
            // A rule of dashes ends it.
            break;
        }
        let (next, spaced) = text.skip_space(end.max(token.span.end() as usize));
        if next > pos && !spaced && capital && text.as_text().as_bytes().get(next) != Some(&b'-') {
            break;
        }
        pos = next;
    }
    (end > at).then(|| Span::of(at, end))
}

/// Where a word of a name ends, with what an apostrophe joins to a single letter: `M’gar`, `R'Lấp`, `H' Drai`.
pub(crate) fn past_apostrophe(text: &(impl Words + ?Sized), token: Token) -> usize {
    let (end, words) = (token.span.end() as usize, text.as_text());
    let letter = words[token.span].chars().nth(1).is_none();
    let mark = words[end..].chars().next().filter(|c| letter && matches!(c, '\'' | '’' | 'ʼ'));
    let rest = mark.map(|mark| end + mark.len_utf8()).and_then(|after| {
        let space = usize::from(words[after..].starts_with(' '));
        text.token_at(after + space).filter(|t| t.class == Class::Word && (space == 0 || t.case == Case::Title))
    });
    rest.map_or(end, |rest| rest.span.end() as usize)
}

/// The kind of district that a word or its party committee names.
pub(crate) fn district_kind(word: &str) -> &'static str {
    let kinds: [(&[&str], &str); 3] = [
        (&["quận", "quận ủy", "quận uỷ"], "quận"),
        (&["thị xã", "thị ủy", "thị uỷ"], "thị-xã"),
        (&["thành phố", "thành ủy", "thành uỷ", "tp", "tp."], "thành-phố"),
    ];
    kinds.iter().find(|(words, _)| one_of(word, words)).map_or("huyện", |(_, kind)| *kind)
}

impl Locality {
    /// The first place that a stretch of the text names.
    pub(crate) fn within(text: &(impl Words + ?Sized), stretch: Span) -> Locality {
        let end = stretch.end() as usize;
        let place = |first: Token| {
            let at = first.span.start() as usize;
            let (kind, stop) = kind_starting(text, first).filter(|&(_, stop)| stop <= end)?;
            let name = name_at(text, text.skip_space(stop).0, end);
            Some(Locality { kind: Some(kind), word: Some(Span::of(at, stop)), name })
        };
        text.tokens_in(stretch).filter(|t| t.class == Class::Word).find_map(place).unwrap_or_default()
    }

    /// Whether the kind of place is told by its party committee's name: `Huyện ủy`, `Thị ủy`.
    pub(crate) fn of_committee(&self, text: &(impl Words + ?Sized)) -> bool {
        self.word.is_some_and(|word| text.as_text()[word].ends_with(['y', 'ỷ', 'Y', 'Ỷ']) && word.len() > 4)
    }

    /// Whether both can be one place.
    pub(crate) fn agrees(&self, other: &Locality, text: &(impl Words + ?Sized)) -> bool {
        let kinds = match (self.kind, other.kind) {
            (Some(Kind::City), Some(b)) => b != Kind::Commune,
            (Some(a), Some(Kind::City)) => a != Kind::Commune,
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        kinds
            && match (self.name, other.name) {
                (Some(a), Some(b)) => words_hash(text, a) == words_hash(text, b),
                _ => true,
            }
    }

    /// Fills in what this one does not know.
    pub(crate) fn absorb(&mut self, other: Locality) {
        if self.kind.is_none() {
            (self.kind, self.word) = (other.kind, other.word);
        }
        if self.name.is_none() {
            self.name = other.name;
        }
    }

    /// The level that the kind and the name tell; a city's is open.
    pub(crate) fn level(&self) -> Option<Level> {
        match self.kind? {
            Kind::Province => Some(Level::Province),
            Kind::City => None,
            Kind::District => Some(Level::District),
            Kind::Commune => Some(Level::Commune),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_in_an_issuers_words() {
        let rows = [
            ("UBND tỉnh Bình Phước", Some(Kind::Province), Some("Bình Phước")),
            ("Ủy ban nhân dân huyện", Some(Kind::District), None),
            ("Ban Thường vụ Tỉnh ủy Trà Vinh", Some(Kind::Province), Some("Trà Vinh")),
            ("HĐND thành phố Việt Trì", Some(Kind::City), Some("Việt Trì")),
            ("UBND quận 1", Some(Kind::District), Some("1")),
            ("UBND HUYỆN LÂM BÌNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA", Some(Kind::District), Some("LÂM BÌNH")),
            ("HĐND XÃ ĐỘC LẬP Độc lập - Tự do - Hạnh phúc", Some(Kind::Commune), Some("ĐỘC LẬP")),
            ("HUYỆN ỦY LẠC SƠN      ĐẢNG CỘNG SẢN VIỆT NAM", Some(Kind::District), Some("LẠC SƠN")),
            ("UBND xã Cộng Hòa", Some(Kind::Commune), Some("Cộng Hòa")),
            ("UBND tỉnh Bà Rịa - Vũng Tàu", Some(Kind::Province), Some("Bà Rịa - Vũng Tàu")),
            ("Đảng ủy xã Tân Lập", Some(Kind::Commune), Some("Tân Lập")),
            ("UBND xã Hội Sơn", Some(Kind::Commune), Some("Hội Sơn")),
            ("Bộ Công an", None, None),
            ("Sở Lao động - Thương binh và Xã hội", None, None),
            ("CỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM", None, None),
        ];
        for (words, kind, name) in rows {
            let got = Locality::within(words, Span::of(0, words.len()));
            assert_eq!((got.kind, got.name.map(|s| &words[s])), (kind, name), "{words}");
        }
    }

    #[test]
    fn places_agree_as_far_as_they_are_known() {
        let text = "UBND tỉnh Trà Vinh; UBND tỉnh; UBND huyện; UBND tỉnh Bến Tre; Thành ủy Trà Vinh";
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Locality::within(text, Span::of(start, start + words.len()))
        };
        assert!(at("UBND tỉnh Trà Vinh").agrees(&at("UBND tỉnh"), text));
        assert!(!at("UBND tỉnh Trà Vinh").agrees(&at("UBND huyện"), text));
        assert!(!at("UBND tỉnh Trà Vinh").agrees(&at("UBND tỉnh Bến Tre"), text));
        assert!(at("UBND tỉnh Trà Vinh").agrees(&at("Thành ủy Trà Vinh"), text));
    }
}
