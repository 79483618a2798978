//! Party congresses that a resolution is known by: the party's own, and those of its organisations.

use crate::Span;
use crate::reference::issuer::{nth, organisation_at};
use crate::reference::words::{Word, byte, keys, longest_at, ordinal, phrase, skip, word};
use crate::reference::{Event, Meeting};
use crate::roman;
use crate::text::case::one_of;
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Words};
use crate::text::tokens::Tokens;

/// A party congress that a resolution is known by, the term of the committee that it elected, and where the words end
/// that identify it.
pub(in crate::reference) fn congress(text: &Tokens, at: usize) -> Option<(Event, Option<Span>, usize)> {
    let mut pos = match phrase(text, at, keys!["Đại", "hội"]) {
        Some(end) => end,
        None if phrase(text, at, keys!["Đảng", "bộ"]).is_some() => at,
        None => return None,
    };
    let event = Event { meeting: Meeting::PartyCongress, ordinal: None, place: None, years: None };
    let mut name = Name { text, at, event, end: pos, term: None, party: false, behind: false };
    for _ in 0..16 {
        let here = skip(text, pos);
        let comma = byte(text, here) == b',';
        let here = if comma { skip(text, here + 1) } else { here };
        if let Some(end) = name.ordinal(here) {
            pos = end;
        } else if name.closes(here) || comma {
            break;
        } else if let Some(end) = name.part(here)? {
            pos = end;
        } else {
            break;
        }
    }
    name.close()
}

/// A congress's name, read part by part.
struct Name<'t> {
    text: &'t Tokens<'t>,
    /// Where it begins.
    at: usize,
    /// Where the words end that identify it.
    end: usize,
    event: Event,
    /// The numeral of the committee's term.
    term: Option<Span>,
    /// Whether the party, or one of its organisations, was named.
    party: bool,
    /// Whether the organisation stands behind the ordinal.
    behind: bool,
}

impl Name<'_> {
    /// `lần thứ XII`: where it ends.
    fn ordinal(&mut self, at: usize) -> Option<usize> {
        let (n, end) = nth(self.text, at)?;
        self.event.ordinal = Some(n);
        self.end = end;
        Some(end)
    }

    /// Reads years or term, after which nothing more identifies the congress; whether their word stands here.
    fn closes(&mut self, at: usize) -> bool {
        let (text, open) = (self.text, self.event.ordinal.is_none());
        match longest_at(text, at) {
            Some((Word::Years, end)) => {
                if let Some((years, end)) = years_at(text, skip(text, end)) {
                    self.event.years = Some(years);
                    // `lần thứ XXII, nhiệm kỳ 2020 - 2025`: the ordinal identifies; the term only says it again.
                    self.end = if open { end } else { self.end };
                }
                true
            }
            // `Đại hội Đảng bộ xã khóa XIX`: a committee's term bears the number of the congress that elected it.
            Some((Word::Term, end)) if self.party && open => {
                let numeral = skip(text, end);
                if let Some((n, end)) = numeral_at(text, numeral) {
                    self.event.ordinal = Some(n);
                    self.term = Some(Span::of(numeral, end));
                    self.end = end;
                }
                true
            }
            _ => false,
        }
    }

    /// Reads one more part and returns where it ends, `Some(None)` where there is none; `None` for no congress.
    fn part(&mut self, here: usize) -> Option<Option<usize>> {
        let text = self.text;
        if let Some(end) = phrase(text, here, keys!["đại", "biểu"]) {
            return Some(Some(end));
        }
        if let Some(end) = phrase(text, here, keys!["toàn", "quốc"]) {
            self.event.meeting = Meeting::NationalCongress;
            return Some(Some(end));
        }
        if let Some(end) = self.organisation(here) {
            return Some(self.identified(end));
        }
        let open = self.event.ordinal.is_none();
        if let Some((Word::Level, end)) = longest_at(text, here).filter(|_| open || self.behind) {
            self.event.meeting = match &text[here..end] {
                level if one_of(level, &["tỉnh", "thành phố"]) => Meeting::ProvinceCongress,
                level if one_of(level, &["huyện", "quận", "thị xã"]) => Meeting::DistrictCongress,
                level if one_of(level, &["xã", "phường", "thị trấn", "đặc khu"]) => Meeting::CommuneCongress,
                level if one_of(level, &["cấp", "các cấp"]) => return None,
                _ => self.event.meeting,
            };
            return Some(self.identified(end));
        }
        let Some(token) = text.token_at(here) else { return Some(None) };
        let numeral = token.class == Class::Digits && token.span.len() <= 2
            || token.class == Class::Word && (token.case == Case::Upper || roman::value(&text[token.span]).is_some());
        if let Some((n, end)) = numeral_at(text, here).filter(|_| numeral && open) {
            self.event.ordinal = Some(n);
            return Some(self.identified(end));
        }
        // `Đảng bộ Khối các cơ quan tỉnh`, `Đảng bộ Quân đội`: an organisation's own, up to the ordinal; of no place.
        if self.party && open && self.event.place.is_none() && token.one_of(UNITS) {
            let end = unit_end(text, here)?;
            self.event.meeting = Meeting::PartyCongress;
            self.event.place = Some(Span::of(here, end));
            return Some(self.identified(end));
        }
        // The place's own name, after its level.
        let named = token.class == Class::Word && token.case != Case::Lower && self.end > self.at;
        let other = matches!(&text[token.span], "Đoàn" | "Hội" | "Công");
        if !named || !self.party || other || !(open || self.behind) {
            return Some(None);
        }
        let start = self.event.place.map_or(here, |place| place.start() as usize);
        self.event.place = Some(Span::of(start, token.span.end() as usize));
        Some(self.identified(token.span.end() as usize))
    }

    /// `Đảng`, `của Đảng bộ`: where it ends.
    fn organisation(&mut self, at: usize) -> Option<usize> {
        let text = self.text;
        let at = word(text, at, Word::Of).map_or(at, |of| skip(text, of));
        let party = party_name(text, at);
        let branch = || phrase(text, at, keys!["Đảng", "bộ"]).or_else(|| phrase(text, at, keys!["Chi", "bộ"]));
        let end = party.or_else(branch)?;
        // `lần thứ V của Đảng bộ phường`: the organisation after the ordinal.
        if party.is_none() {
            self.behind = self.event.ordinal.is_some();
        }
        self.party = true;
        Some(end)
    }

    /// The words that identify the congress go on up to `end`.
    fn identified(&mut self, end: usize) -> Option<usize> {
        self.end = end;
        Some(end)
    }

    /// The congress, where its name says enough.
    fn close(self) -> Option<(Event, Option<Span>, usize)> {
        let Name { text, at, end, mut event, term, party, .. } = self;
        // `Đại hội toàn quốc lần thứ XII Công đoàn Việt Nam`: another organisation's.
        let after = skip(text, end);
        let owner = word(text, after, Word::Of).map_or(after, |of| skip(text, of));
        if !party && organisation_at(text, owner) {
            return None;
        }
        // `Đại hội XIII`, `Đại hội toàn quốc lần thứ XIII` are the party's own; the former, where the page speaks of no
        // other.
        let general = event.meeting == Meeting::PartyCongress && event.place.is_none();
        let national = event.meeting == Meeting::NationalCongress || general;
        if !party && !national || event.ordinal.is_none() && event.years.is_none() {
            return None;
        }
        if general && party && event.ordinal.is_some() && !text[at..end].contains("bộ") {
            event.meeting = Meeting::NationalCongress;
        }
        Some((event, term, end))
    }
}

/// The number of a congress or a term.
fn numeral_at(text: &Tokens, at: usize) -> Option<(u8, usize)> {
    ordinal(text, at).filter(|(n, _)| (1..=39).contains(n))
}

/// What the names of organisations open with that have a party organisation of their own.
const UNITS: &WordSet = words![
    "Khối", "Công", "Quân", "Bộ", "Tập", "Tổng", "Sở", "Cục", "Ngân", "Trường", "Học", "Cơ", "Văn", "Ban", "Viện",
    "Bệnh", "Ủy", "UBND", "các", "Biên", "Tòa", "Đài", "Báo"
];

/// Where an organisation's name ends, right before the ordinal, the term or the years of its congress.
fn unit_end(text: &Tokens, at: usize) -> Option<usize> {
    let (mut pos, mut end) = (at, at);
    for _ in 0..14 {
        if nth(text, pos).is_some() || matches!(longest_at(text, pos), Some((Word::Term | Word::Years, _))) {
            return Some(end).filter(|end| *end > at);
        }
        let token =
            text.token_at(pos).filter(|t| t.class == Class::Word || matches!(&text[t.span], "-" | "–" | "&"))?;
        end = token.span.end() as usize;
        pos = skip(text, end);
    }
    None
}

/// `Đảng`, `Đảng Cộng sản Việt Nam`, not `Đảng bộ`.
fn party_name(text: &Tokens, at: usize) -> Option<usize> {
    let end = phrase(text, at, keys!["Đảng"])?;
    let whole = phrase(text, at, keys!["Đảng", "Cộng", "sản", "Việt", "Nam"]);
    let short = || text.next_token(end).is_none_or(|t| !t.one_of(words!["bộ", "ủy"]));
    whole.or_else(|| Some(end).filter(|_| short()))
}

/// `2020 - 2025`.
pub(in crate::reference) fn years_at(text: &Tokens, at: usize) -> Option<((u16, u16), usize)> {
    let year = |at: usize| text.token_at(at).filter(|t| t.class == Class::Digits && t.span.len() == 4);
    let from = year(at)?;
    let dash = text.next_token(from.span.end() as usize).filter(|t| matches!(&text[t.span], "-" | "–" | "—"))?;
    let to = year(skip(text, dash.span.end() as usize))?;
    Some(((text[from.span].parse().ok()?, text[to.span].parse().ok()?), to.span.end() as usize))
}
