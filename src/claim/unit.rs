//! Units of measure: đơn vị đo, alone (`ha`, `%`) and as rates (`triệu đồng/người/năm`).

use std::fmt;

use crate::Span;
use crate::registry::cue::CUES;
use crate::registry::unit::{Kind, UNITS, UnitRow};
use crate::text::set::{WordSet, words};
use crate::text::token::{Case, Class, Token, Words};
use crate::text::tokens::Tokens;

/// A row of the units table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct UnitId(u16);

impl UnitId {
    pub(crate) fn new(row: u32) -> UnitId {
        UnitId(row as u16)
    }

    pub(crate) fn row(self) -> &'static UnitRow {
        &UNITS.rows[usize::from(self.0)]
    }

    /// The canonical symbol: `VND`, `t` (tấn), `m2`, `%`.
    pub fn symbol(self) -> &'static str {
        self.row().symbol
    }
}

/// What a rate is per: a unit (`năm`, `ha`) or something counted, as the text words it (`người`, `học sinh`).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Per {
    /// A unit of measure.
    Unit(UnitId),
    /// Something counted: a span of the text.
    Noun(Span),
}

/// A unit of measure with up to two denominators: `đồng/người/năm`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub struct Unit {
    /// What is measured.
    pub base: UnitId,
    /// The denominators, in order.
    pub per: [Option<Per>; 2],
}

impl Unit {
    /// The canonical form, written as it is displayed: `VND/người/năm`. `text` is the text the claim was found in.
    pub fn canonical(self, text: &str) -> impl fmt::Display + '_ {
        Canonical { unit: self, text }
    }
}

struct Canonical<'t> {
    unit: Unit,
    text: &'t str,
}

impl fmt::Display for Canonical<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.unit.base.symbol())?;
        for per in self.unit.per.iter().flatten() {
            f.write_str("/")?;
            match per {
                Per::Unit(id) => f.write_str(id.symbol())?,
                Per::Noun(span) => {
                    self.text[*span]
                        .chars()
                        .flat_map(char::to_lowercase)
                        .try_for_each(|c| fmt::Write::write_char(f, c))?;
                }
            }
        }
        Ok(())
    }
}

/// A unit in the text: what it is and its words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) unit: Unit,
    pub(super) text: Span,
}

/// Reads the unit after a number that ends at `end`, denominators included.
pub(super) fn unit_at(text: &Tokens, end: usize) -> Option<Found> {
    let (at, spaced) = super::near(text, end)?;
    let (mut id, mut stop) = surface(text, at, spaced)?;
    if matches!(text.as_bytes()[at..], [b'm', b' ' | b'\n', b'2' | b'3', ..]) && stop == at + 1 {
        if let Some(power) = set_apart(text, stop + 1) {
            (id, stop) = (power, stop + 2);
        }
    }
    // 20 mét khối (m3): the symbol says the unit again.
    if matches!(text.as_bytes()[stop..], [b' ', b'(', ..]) {
        stop = said_again(text, id, stop + 2).unwrap_or(stop);
    }
    let (per, stop) = rates(text, id, stop);
    Some(Found { unit: Unit { base: id, per }, text: Span::of(at, stop) })
}

/// Where the bracket closes that holds but a unit's symbol.
#[cold]
fn said_again(text: &Tokens, id: UnitId, at: usize) -> Option<usize> {
    let (same, end) = surface(text, at, false).filter(|(same, _)| same.symbol() == id.symbol())?;
    (same.row().power == 0 && text.as_bytes().get(end) == Some(&b')')).then_some(end + 1)
}

/// The money that a bare magnitude's rate tells of: `36 triệu/người/năm`.
#[cold]
pub(super) fn money_at(text: &Tokens, end: usize) -> Option<Found> {
    let (base, (per, stop)) = (of_symbol("VND")?, rates(text, of_symbol("VND")?, end));
    (stop > end).then(|| Found { unit: Unit { base, per }, text: Span::of(end, stop) })
}

/// `US$ 2,5 tỷ`, `USD 500 triệu`: the currency that stands before a number.
#[cold]
pub(super) fn led(text: &Tokens, at: usize) -> Option<Found> {
    let end = text.skip_space_back(at).0;
    let sign = text[..end].strip_suffix('$').or_else(|| text[..end].strip_suffix("USD"))?;
    let start = sign.strip_suffix("US").map_or(sign.len(), str::len);
    // 25 USD 30 tỷ đồng: the number's before.
    let own = text[..start].trim_end().ends_with(|c: char| c.is_ascii_digit());
    let money = text.last_token(start).is_some_and(|t| t.one_of(words!["triệu", "tỷ", "tỉ", "nghìn", "ngàn", "/"]));
    let found = Found { unit: Unit { base: of_symbol("USD")?, per: [None; 2] }, text: Span::of(start, end) };
    (!own && !money).then_some(found)
}

/// Đồng, as what only a magnitude's word stands for.
pub(super) fn money(words: Span) -> Option<Found> {
    of_symbol("VND").map(|base| Found { unit: Unit { base, per: [None; 2] }, text: words })
}

/// `1.250 m 3),`: the power of a metre, set apart from it and ending its phrase.
#[cold]
fn set_apart(text: &Tokens, at: usize) -> Option<UnitId> {
    let bytes = text.as_bytes();
    let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
    // m\n2, where a line is its own: a list may go on with 2.
    let apart = text.as_bytes()[at - 1] == b'\n';
    let ends = match next {
        b'.' | b'\n' | b' ' if apart => false,
        b')' | b';' | b'\n' => true,
        b',' | b'.' => !bytes.get(at + 2).is_some_and(u8::is_ascii_digit),
        b' ' => text.token_at(at + 2).is_some_and(|t| t.one_of(words!["đất", "sàn", "nước", "rừng", "đá", "cát", ","])),
        _ => false,
    };
    if ends { of_symbol(if bytes[at] == b'2' { "m2" } else { "m3" }) } else { None }
}

/// The unit of a canonical symbol.
fn of_symbol(symbol: &str) -> Option<UnitId> {
    let row = UNITS.rows.iter().position(|row| row.symbol == symbol && row.power == 0)?;
    Some(UnitId::new(row as u32))
}

/// The denominators after a unit that ends at `stop`, and where they end.
fn rates(text: &Tokens, id: UnitId, mut stop: usize) -> ([Option<Per>; 2], usize) {
    let mut per = [None; 2];
    for slot in &mut per {
        let Some((found, next)) = per_at(text, stop) else { break };
        // A share is per time only: what it is a share of is its base.
        let timed = matches!(found, Per::Unit(per) if per.row().kind == Kind::Time);
        if id.row().share && !timed {
            break;
        }
        *slot = Some(found);
        stop = next;
    }
    (per, stop)
}

/// The unit whose surface stands at `at`.
fn surface(text: &Tokens, at: usize, spaced: bool) -> Option<(UnitId, usize)> {
    let token = text.token_at(at)?;
    let (row, end) = UNITS.surfaces.starting(text, token)?;
    let mut chars = text[at..end].chars();
    let letter = chars.next().filter(|_| token.class == Class::Word && chars.next().is_none());
    match letter {
        // Lone letters: lower case, but W; k only glued.
        Some('W') => {}
        Some('k') if spaced => return None,
        Some(_) if token.case != Case::Lower => return None,
        // 250tr; not 12 tr
        None if spaced && end - at == 2 && token.one_of(words!["tr"]) => return None,
        _ => {}
    }
    // ban hành 12 NQ, 45 QĐ, 156 CV: letters, no horsepower.
    if token.one_of(words!["cv"]) && counts_letters(text, token) {
        return None;
    }
    let longer = |other: Option<usize>| other.is_some_and(|other| other > end);
    // 6 triệu đồng tiền mặt: so many are money.
    let money = |end: &usize| {
        text[..*end].ends_with("đồng tiền")
            && text.before(&token).is_some_and(|(t, _)| t.one_of(words!["nghìn", "ngàn", "triệu", "tỷ", "tỉ"]))
    };
    // 75 Đồng Nhân, 12 Yên Thế: an address.
    let named = token.case == Case::Title && token.one_of(words!["đồng", "yên"]);
    if named && text.after(&token).is_some_and(|(t, _)| t.case == Case::Title) {
        let digits = text.before(&token).is_some_and(|(t, _)| t.class == Class::Digits);
        if digits {
            return None;
        }
    }
    // gấp 2,4 lần đầu năm: the year's beginning.
    let year = |end: &usize| {
        token.one_of(words!["lần"]) && text.next_word(*end, words!["năm", "tháng", "quý", "kỳ", "nhiệm"]).is_some()
    };
    let name = CUES.homograph.starting(text, token).map(|(_, end)| end).filter(|end| !year(end));
    let noun = CUES.counted.starting(text, token).map(|(_, end)| end).filter(|end| !year(end));
    if longer(name.filter(|end| !money(end))) || longer(noun.filter(|end| !money(end))) {
        return None;
    }
    // 2 mẫu ruộng: what follows says that it is no sample, and is what is measured.
    let land = end > token.span.end() as usize
        && token.one_of(words!["mẫu"])
        && text[token.span.end() as usize..end].trim_start().starts_with(char::is_lowercase);
    Some((UnitId::new(row), if land { token.span.end() as usize } else { end }))
}

/// Whether what stands before the number of a unit is a paper that is written: `ban hành 156 CV`, `45 QĐ, 156 CV`.
#[cold]
fn counts_letters(text: &Tokens, unit: Token) -> bool {
    const PAPERS: &WordSet = words!["hành", "nq", "qđ", "kh", "tb", "bc", "hd", "kl", "ct", "ttr", "thảo"];
    let number = text.before(&unit).map(|(t, _)| t).filter(|t| t.class == Class::Digits);
    let Some((last, _)) = number.and_then(|number| text.before(&number)) else { return false };
    let word = if last.one_of(words![",", "và", ";"]) { text.before(&last).map(|(t, _)| t) } else { Some(last) };
    word.is_some_and(|t| t.one_of(PAPERS))
}

/// A denominator after a unit or a noun that ends at `end`: `/năm`, `/ người`.
pub(super) fn per_at(text: &Tokens, end: usize) -> Option<(Per, usize)> {
    let blanks = |pos: usize| if text.as_bytes().get(pos) == Some(&b' ') { pos + 1 } else { pos };
    let slash = blanks(end);
    if text.as_bytes().get(slash) != Some(&b'/') {
        return None;
    }
    let mut at = blanks(slash + 1);
    let mut token = text.token_at(at)?;
    // 5 triệu đồng/1 ha, 200.000 đồng/mỗi hộ: per one.
    if matches!(&text[token.span], "1" | "01") || token.one_of(words!["một", "mỗi"]) {
        token = text.after(&token).filter(|(_, spaced)| *spaced)?.0;
        at = token.span.start() as usize;
    }
    // 9.874 tấn/KH 9.650 tấn: what was planned.
    if token.class != Class::Word || token.one_of(words!["kh", "kế"]) {
        return None;
    }
    let unit = UNITS.surfaces.at(text, at);
    let noun = CUES.counted.at(text, at);
    match (unit, noun) {
        (Some((row, end)), noun) if noun.is_none_or(|(_, other)| other <= end) => {
            Some((Per::Unit(UnitId::new(row)), end))
        }
        (_, Some((_, end))) => Some((Per::Noun(Span::of(at, end)), end)),
        // 1.500 đồng/CP, 12 triệu đồng/chỉ
        _ if (token.case == Case::Lower || token.case == Case::Upper && token.span.len() > 1)
            && (CUES.stop.at(text, at).is_none() || token.one_of(words!["chỉ"])) =>
        {
            Some((Per::Noun(token.span), token.span.end() as usize))
        }
        _ => None,
    }
}
