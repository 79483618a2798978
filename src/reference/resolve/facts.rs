//! What the mentions of a document say together.

use super::context::{Facts, Page};
use crate::date::date_at;
use crate::reference::cluster::heads;
use crate::reference::identity::{Document, has_number};
use crate::reference::issuer::{IssuerAt, issuer_at};
use crate::reference::words::{byte, keys, phrase, skip};
use crate::reference::{Event, Form, Reference};
use crate::registry::district::district_at;
use crate::registry::locality::{Kind, Locality};
use crate::registry::place::ProvinceName;
use crate::registry::series::{Level, Series, code_of, series};
use crate::registry::term::overlap;
use crate::roman;
use crate::segment::{line_start, sentence_start};
use crate::span::ceil_boundary;
use crate::text::set::words;
use crate::text::token::{Class, Words};
use crate::text::tokens::Tokens;
use crate::{Date, Span};

impl<'a> Page<'a> {
    /// Gathers what the mentions say.
    pub(super) fn facts(&self, mentions: &[u32]) -> Facts<'a> {
        let of = |i: u32| &self.references[i as usize];
        let rank = |r: &Reference| match r.form {
            // `nghị định 49/NĐ-CP` beside `49/2010/NĐ-CP`
            Form::Numbered if r.number.is_some_and(|n| n.year.is_some()) => 0,
            Form::Numbered => 1,
            Form::NumberOnly if r.number.is_some_and(|n| n.year.is_some()) => 2,
            Form::Named if r.issued.is_some() => 3,
            Form::NumberOnly => 4,
            Form::Named | Form::Event => 5,
            Form::Back => 6,
        };
        let best = mentions.iter().copied().min_by_key(|&i| (rank(of(i)), i)).unwrap_or_default();
        let mut document = Document {
            cluster: of(best).cluster,
            mention: best,
            mentions: mentions.len() as u32,
            doc_type: of(best).doc_type,
            issued: None,
            term: None,
            issuer_id: None,
            title: None,
            identity: None,
            basis: None,
            open_because: None,
            candidates: (0, 0),
        };
        let (mut place, mut event, mut dates_differ) = (Locality::default(), None::<Event>, false);
        let mut titles = Vec::new();
        let (mut words, mut ordinals) = (Vec::new(), Vec::new());
        for reference in mentions.iter().map(|&i| of(i)) {
            if let (Some(a), Some(b)) = (document.issued, reference.issued) {
                dates_differ |= !overlap(a, b);
            }
            // The more exact date: of 2015 and 2015-07-14 the latter. The first, where they differ.
            if !dates_differ {
                document.issued = document.issued.max(reference.issued);
            }
            document.term = document.term.or(reference.term);
            document.issuer_id = document.issuer_id.or(reference.issuer_id);
            document.title = document.title.or(reference.title);
            place.absorb(reference.locality(self.text));
            if place.kind.is_some() && place.name.is_none() {
                let title = reference.title.and_then(|title| own_place(self.text, title));
                place.name = title.filter(|own| own.kind == place.kind).and_then(|own| own.name);
            }
            if let Some(title) = reference.title {
                content_words(&self.text[title], &mut words);
                titles.extend_from_slice(&words);
                numerals(&self.text[title], &mut ordinals);
            }
            match (&mut event, reference.event) {
                (Some(known), Some(new)) => known.absorb(new),
                (None, new) => event = new,
                (Some(_), None) => {}
            }
        }
        if place.kind.is_none() {
            if let Some(head) = mentions.iter().find(|&&i| heads(self.text, of(i))) {
                place.absorb(self.letterhead(*head as usize));
                self.dateline(of(*head).core, &mut place);
            }
        }
        if document.issued.is_none() || document.issuer_id.is_none() || place.kind.is_none() {
            if let Some((date, body)) = mentions.iter().find_map(|&i| self.announced(of(i))) {
                document.issued = document.issued.or(date);
                if let Some(body) = body {
                    document.issuer_id = document.issuer_id.or(body.id);
                    place.absorb(Locality::within(self.text, body.span));
                }
            }
        }
        titles.sort_unstable();
        titles.dedup();
        let symbol = of(best).symbol_parts(self.text).filter(|_| has_number(of(best)));
        let letters = symbol.map(|symbol| symbol.letters());
        let issuer = match letters.and_then(|letters| letters.issuer) {
            Some(run) => run.as_str().to_owned(),
            None => document.issuer_id.map(code_of).unwrap_or_default().to_owned(),
        };
        let series = letters.and_then(|letters| letters.series()).or_else(|| series(&issuer)).or_else(|| {
            // `238-CT`: the chairman of the Council of Ministers numbered his own.
            let chairman = document.issuer_id.is_some_and(|id| id.id() == "hdbt") && issuer == "CT";
            document.issuer_id.filter(|_| chairman).map(code_of).and_then(series)
        });
        // The letterhead says the day of a year that a mention gives.
        let exact = |date: Date| document.issued.is_none_or(|year| year == Date::of_year(date.year()));
        if self.date().is_some_and(exact) && mentions.iter().any(|&i| self.heads_page(of(i), series)) {
            document.issued = self.date();
        }
        Facts { document, symbol, issuer, series, place, titles, numerals: ordinals, event, dates_differ }
    }

    /// The one place that a letterhead names above its number, else below it: `UBND TỈNH QUẢNG NAM`, `HỘI ĐỒNG NHÂN DÂN TỈNH
    /// KIÊN GIANG`. Of two, a body's own place stands on the line with it, below the higher body's (`ĐẢNG ỦY XÃ ĐỨC LẬP`) or above the
    /// province alone (`THÀNH PHỐ ĐÀ NẴNG`); else none.
    pub(super) fn letterhead(&self, head: usize) -> Locality {
        let text = self.text;
        let number = self.references[head].core;
        let (start, end) = (number.start() as usize, number.end() as usize);
        // What a list above it names is not its own.
        let list = head.checked_sub(1).map_or(0, |before| self.references[before].mention.end() as usize);
        let above = Span::of(ceil_boundary(text, start.saturating_sub(LETTERHEAD)).max(list).min(start), start);
        let below = Span::of(end, ceil_boundary(text, end + LETTERHEAD / 2));
        for window in [above, below] {
            let first = headed(text, window);
            let Some(word) = first.word else { continue };
            let from = first.name.map_or(word.end(), Span::end);
            let other = headed(text, Span::new(from, window.end()));
            let Some(below) = other.word.filter(|_| other.kind != first.kind) else { return first };
            let lone = text[..below.start() as usize].ends_with('\n');
            let province = matches!(other.kind, Some(Kind::Province | Kind::City));
            return match (first.kind, other.kind) {
                (Some(Kind::Commune), _) if lone && province => first,
                (_, Some(Kind::Commune)) if !lone => other,
                _ => Locality::default(),
            };
        }
        Locality::default()
    }

    /// Completes the place of a letterhead: `UBND TỈNH` by the place of the date, `Bình Dương, ngày …`; no level at all by what a
    /// law database says of who issued it, `Cơ quan ban hành: UBND tỉnh Bình Định`, or by a province that no town is called after.
    fn dateline(&self, number: Span, place: &mut Locality) {
        match (place.kind, place.name) {
            (Some(kind @ (Kind::Province | Kind::City)), None) => {
                let city = |name: ProvinceName| name.lives().any(|life| life.kind() == "thành phố");
                let named = self.day_place().filter(|(name, _)| kind == Kind::Province || city(*name));
                place.name = named.map(|(_, span)| span);
            }
            (None, _) => {
                let label = self
                    .facts
                    .place
                    .and_then(|told| Some((line_start(self.text, told.span.start() as usize, LETTERHEAD)?, told.span)));
                if let Some((_, told)) =
                    label.filter(|(start, told)| self.text[*start..told.start() as usize].contains("an hành:"))
                {
                    place.absorb(Locality::within(self.text, told));
                } else if ["UBND", "HĐND"].iter().any(|body| self.text[number].contains(body)) {
                    let town = |span: &Span| {
                        district_at(self.text, span.start() as usize).is_some_and(|(_, end)| end == span.end() as usize)
                    };
                    if let Some((_, name)) = self.day_place().filter(|(_, name)| !town(name)) {
                        *place = Locality { kind: Some(Kind::Province), word: Some(name), name: Some(name) };
                    }
                }
            }
            _ => {}
        }
    }

    /// The province before the day of a letterhead, first on its line or in its cell.
    pub(super) fn day_place(&self) -> Option<(ProvinceName, Span)> {
        let (_, date) = self.facts.published?;
        let line = line_start(self.text, date.start() as usize, LETTERHEAD)?;
        let cell = self.text[line..date.start() as usize].rfind('|').map_or(line, |bar| line + bar + 1);
        let start = self.text.skip_space(cell).0;
        let (name, end) = ProvinceName::at(self.text, start)?;
        let between = self.text.get(end..date.start() as usize)?.trim();
        matches!(between, "," | ", ngày").then(|| (name, Span::of(start, end)))
    }

    /// Whether a mention is the page's own number in its letterhead, whose place and date stand beside it: `Số:
    /// 216-QĐ/TW`, `Hà Nội, ngày …`. Central bodies sign in Hà Nội.
    pub(super) fn heads_page(&self, reference: &Reference, series: Option<Series>) -> bool {
        let Some((_, date)) = self.facts.published.filter(|_| heads(self.text, reference)) else { return false };
        let (start, end) = (reference.core.start() as usize, reference.core.end() as usize);
        let near = date.start() as usize >= end && date.start() as usize - end <= LETTERHEAD;
        let central = series.is_some_and(|s| s.level == Level::Central);
        if near {
            return !central || self.text[end..date.start() as usize].contains("Nội,");
        }
        // `Hà Nội, ngày …` on the line above `Số: …`, as lost columns leave it.
        let Some(so) = self.text.get(date.end() as usize..start) else { return false };
        if !matches!(so.trim(), "Số" | "Số:") {
            return false;
        }
        let line = line_start(self.text, date.start() as usize, LETTERHEAD);
        let place = line.map_or("", |line| &self.text[line..date.start() as usize]);
        place.contains(if central { "Nội," } else { "," })
    }

    /// The day on which the sentence says that the document was issued, and by whom, beside the mention: `Ngày 3/5/2021, UBND
    /// tỉnh đã ban hành Quyết định số …`, `Luật Giá được Quốc hội khóa XIII thông qua ngày …`.
    fn announced(&self, reference: &Reference) -> Option<(Option<Date>, Option<IssuerAt>)> {
        let text = &self.tokens.of(self.text);
        if reference.form == Form::Named {
            return passed_on(text, reference.mention.end() as usize).map(|date| (Some(date), None));
        }
        let start = reference.core.start() as usize;
        let before = self.text[..start].trim_end_matches([' ', '“', '"', '\n']);
        let verb = [" ban hành", " ra"].iter().find_map(|verb| before.strip_suffix(verb));
        let verb = verb.or_else(|| Some(before).filter(|before| before.ends_with(" ký")))?;
        let said = ["ký", "vừa", "đã"].iter().fold(verb.trim_end(), |said, word| {
            said.strip_suffix(word).filter(|rest| rest.ends_with(' ')).map_or(said, str::trim_end)
        });
        let from = sentence_start(self.text, start, ANNOUNCED);
        let from = self.text[from..start].rfind("; ").map_or(from, |clause| from + clause + 2);
        let day = ["Ngày ", "Sáng ngày ", "Chiều ngày "].iter().find(|day| self.text[from..].starts_with(**day));
        let found = day.and_then(|day| date_at(text, from + day.len())).filter(|found| found.has_day);
        let subject = match &found {
            Some(found) => {
                let end = skip(text, found.span.end() as usize);
                if byte(text, end) == b',' { skip(text, end + 1) } else { end }
            }
            None => from,
        };
        let body = issuer_at(text, subject, false)?;
        let rest = self.text.get(body.span.end() as usize..said.len())?.trim_matches([' ', ',', '(', ')']);
        let numeral = |numeral: &str| numeral.chars().all(char::is_alphanumeric);
        let term = |khoa: &str| rest.strip_prefix(khoa).is_some_and(numeral);
        // `Bộ trưởng Bộ Nội vụ Phạm Thị Thanh Trà đã ký`
        let named = |name: &str| (2..=5).contains(&name.split(' ').count()) && name.split(' ').all(is_capital);
        let own = rest.is_empty() || ["khóa ", "khoá ", "Khóa ", "Khoá "].into_iter().any(term) || named(rest);
        own.then(|| (found.and_then(|found| found.date), Some(body)))
    }
}

/// Whether a word is one of a name: a capital and small letters.
fn is_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase)
}

/// How far before a mention its sentence is read for the day.
const ANNOUNCED: usize = 240;

/// `đã được Quốc hội khóa XIII, kỳ họp thứ 6 thông qua ngày 29/11/2013` at a position: that day.
fn passed_on(text: &Tokens, at: usize) -> Option<Date> {
    let mut pos = skip(text, at);
    if byte(text, pos) == b'(' {
        pos += 1;
    }
    pos = phrase(text, pos, keys!["đã"]).map_or(pos, |end| skip(text, end));
    pos = skip(text, phrase(text, pos, keys!["được"])?);
    phrase(text, pos, keys!["Quốc", "hội"])?;
    for _ in 0..30 {
        let token = text.token_at(pos).filter(|t| t.class != Class::Mark || t.one_of(words![",", "(", ")"]))?;
        if let Some(end) = phrase(text, pos, keys!["thông", "qua"]) {
            let day = skip(text, phrase(text, skip(text, end), keys!["ngày"])?);
            return date_at(text, day).filter(|found| found.has_day).and_then(|found| found.date);
        }
        pos = skip(text, token.span.end() as usize);
    }
    None
}

/// The place where a document's own title says that it holds: `… trên địa bàn tỉnh Lào Cai`.
fn own_place(text: &str, title: Span) -> Option<Locality> {
    const AREA: &str = "trên địa bàn ";
    let at = title.start() as usize + text[title].rfind(AREA)? + AREA.len();
    let place = Locality::within(text, Span::of(at, title.end() as usize));
    place.word.filter(|word| word.start() as usize == at)?;
    Some(place)
}

/// How far below its number a letterhead's date may stand, in bytes.
const LETTERHEAD: usize = 400;

/// The words of a stretch that carry meaning, as keys.
pub(super) fn content_words(text: &str, out: &mut Vec<u64>) {
    let stop = words![
        "về", "việc", "và", "của", "các", "trong", "đối", "với", "cho", "một", "số", "những", "đến", "ở", "là", "tại",
        "theo", "để", "từ", "năm", "thực", "hiện",
    ];
    out.clear();
    let words = text.tokens_in(Span::of(0, text.len())).filter(|t| t.class != Class::Mark && !t.one_of(stop));
    out.extend(words.map(|word| word.key.unspaced().bits()));
    out.sort_unstable();
    out.dedup();
}

/// The numerals of a title, as keys: Roman ones and figures.
pub(super) fn numerals(title: &str, out: &mut Vec<u64>) {
    let words = title.split(|c: char| !c.is_alphanumeric());
    let numeral =
        |word: &&str| !word.is_empty() && (word.bytes().all(|b| b.is_ascii_digit()) || roman::value(word).is_some());
    out.extend(words.filter(numeral).filter_map(|word| word.token_at(0)).map(|token| token.key.unspaced().bits()));
}

/// The first place that a stretch of a letterhead names.
fn headed(text: &str, stretch: Span) -> Locality {
    let mut first = Locality::within(text, stretch);
    let Some(word) = first.word else { return first };
    // `ỦY BAN NHÂN DÂN TỈNH`, and the first grounds on the next line.
    let capitals = |span: Span| !text[span].contains(char::is_lowercase);
    first.name = first.name.filter(|&name| {
        capitals(word) == capitals(name) || !text[word.end() as usize..name.start() as usize].contains('\n')
    });
    // In capitals the name's end does not show; its line's end does.
    if let Some(name) = first.name {
        let len = text[name].find('\n').map_or(name.len(), |at| at as u32);
        first.name = Some(Span::new(name.start(), name.start() + len));
    }
    first
}
