//! Facts: what a page says of itself. Nothing is guessed: what the page does not say, or says in two ways, is open.

use crate::page::line::{Field, Look, field, is_name, opens_name, opens_office, person};
use crate::page::places::places;
use crate::page::zone::{TITLE, Zoner};
use crate::page::{Zone, ZoneSpan, day};
use crate::registry::district::district_at;
use crate::registry::locality::{Kind, kind_at};
use crate::registry::place::{Province, ProvinceName};
use crate::span::floor_boundary;
use crate::text::case::alike;
use crate::text::set::words;
use crate::text::token::{Case, Class, Token};
use crate::text::tokens::Tokens;
use crate::{Date, Span};

/// What a page says of itself, each with the words it was read from.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
#[non_exhaustive]
pub struct Facts {
    /// The headline.
    pub title: Option<Span>,
    /// When it was published or, for a document, issued.
    pub published: Option<(Date, Span)>,
    /// Where it speaks of, or who publishes it.
    pub place: Option<Place>,
    /// The site, as it names itself in a banner or in its footer.
    pub site: Option<Span>,
    /// Who wrote it.
    pub author: Option<Span>,
    /// Where it was taken from.
    pub source: Option<Span>,
}

/// The place that a page is about or from (tỉnh, huyện).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Place {
    /// The words that name it.
    pub span: Span,
    /// The province, in the life that it had when the page was published; `None` where the words or the date leave it
    /// open.
    pub province: Option<Province>,
    /// The district (huyện, quận, thị xã, thành phố thuộc tỉnh), as worded, without its kind.
    pub district: Option<Span>,
}

/// A place in some words: a name of a province, a district, or both.
#[derive(Clone, Copy, Default)]
struct Named {
    span: Option<Span>,
    province: Option<ProvinceName>,
    of_district: Option<Province>,
    district: Option<Span>,
}

impl Facts {
    /// Reads the facts of a page whose zones are known.
    pub(crate) fn read(text: &Tokens, zoner: &Zoner, zones: &[ZoneSpan]) -> Facts {
        let mut facts = Facts { title: title(text, zones), ..Facts::default() };
        let behind = facts.title.and_then(|title| date_behind(text, title));
        facts.title = behind.map(|(_, title)| title).or(facts.title);
        // By label, in the head or below it, above the title, by label below the article.
        let (mut dateline, mut dates) = (None, [None; 4]);
        let headline = facts.title.map_or(0, |title| title.start());
        let mut told = (None, None);
        let (mut signed, mut dated) = (None, None);
        let head = zones.iter().find(|zone| zone.zone == Zone::Body).map_or(u32::MAX, |zone| zone.span.start());
        for (i, look, zone) in zoner.apart() {
            let date = || day::find_in(text, zone.span);
            match look {
                Look::Signature if text[zone.span].starts_with("Theo ") => {
                    keep(&mut facts.source, filled(Span::new(zone.span.start() + 5, zone.span.end())))
                }
                Look::Label(_) | Look::Edge | Look::Furniture | Look::Signature => {
                    let mut line = zone.span;
                    while let Some((name, value, rest)) = field(text, line) {
                        line = if matches!(look, Look::Label(_)) { rest } else { Span::default() };
                        match name {
                            "date" => keep(&mut dates[if zone.zone == Zone::Signature { 3 } else { 0 }], date()),
                            "author" => keep(&mut facts.author, filled(value).filter(|name| !machine(&text[*name]))),
                            "source" => keep(&mut facts.source, filled(value)),
                            "site" => keep(&mut facts.site, banner(text, zone.span, value, zones.get(i + 1))),
                            "owner" => keep(&mut facts.site, owner(text, value)),
                            _ => {}
                        }
                    }
                }
                // Above the title stands the site's calendar, in the lists below other articles' dates.
                Look::Date if zone.zone == Zone::Meta => {
                    let above = zone.span.start() < headline && day::weekday(text, zone.span);
                    let calendar = above && day::calendar(text, zone.span);
                    let date = date();
                    keep(&mut dates[1 + usize::from(above)], date.filter(|_| !calendar));
                    let author = date.filter(|_| zone.span.start() > headline);
                    dated = dated.or_else(|| before_date(text, zone.span.start(), author?.1.start()));
                }
                // The page may break it in two lines.
                Look::Dateline => {
                    keep(&mut dateline, date().or_else(|| day::find_in(text, zone.span.cover(zones.get(i + 1)?.span))))
                }
                Look::Told(Field::Date) => told.0 = date(),
                Look::Told(_) => told.1 = Some(zone.span),
                _ => {}
            }
            if signed.is_none() && zone.zone == Zone::Signature && matches!(look, Look::Name | Look::Plain) {
                let place = |name: &Span| {
                    let country = text[*name].ends_with("Việt Nam");
                    let province = ProvinceName::at(text, name.start() as usize);
                    country || province.is_some_and(|(of, end)| of.stands_alone() && end == name.end() as usize)
                };
                // A name that is an office too, an initial: `Đoàn Phú`, `Minh Trường`, `H. Chi`.
                let whole = || {
                    let tokens = text.within(zone.span);
                    let told = opens_name(text, tokens) || text[zone.span].contains('.');
                    let pair = || tokens.len() == 2 && !opens_office(text, tokens);
                    (is_name(text, tokens, 2) && (told || pair())).then_some(zone.span)
                };
                let first = person(text, zone.span).or_else(whole).filter(|name| !place(name));
                signed = first.map(|name| others(text, name, zone.span, place));
            }
        }
        // A calendar may tell the time too: by the title stands the article's date. What stands in the head as a
        // publication date comes before a document's own date.
        let by_title = dates[1].filter(|(_, span)| dates[2].is_none() || span.start() < head);
        let behind = behind.map(|(date, _)| date);
        let said = told.0.or(dates[0]).or(by_title).or(behind).or(dates[3]).or(dates[2]);
        // Where both say the same, the document's stands by its number.
        facts.published = dateline.filter(|own| said.is_none_or(|said| said.0 == own.0)).or(said);
        facts.author = facts.author.or(signed).or(dated);
        facts.site = facts.site.or(told.1);
        facts.place = place(text, zoner, zones, &facts);
        facts
    }
}

/// Who stands before the date, one of them with a family name: `VĂN HÀO - TRẦN HỮU 30/04/2016 11:39`.
fn before_date(text: &Tokens, start: u32, date: u32) -> Option<Span> {
    let words = text[Span::new(start, date)].trim_end_matches([' ', '-', '–', '|', ',', '•']);
    let line = Span::of(start as usize, start as usize + words.len());
    let names = others(text, person(text, line)?, line, |_| false);
    let family = |i: usize| opens_name(text, &text.within(line)[i..]);
    let begins = |i: usize| i == 0 || text.within(line)[i - 1].class == Class::Mark;
    (names == line && (0..text.within(line).len()).any(|i| begins(i) && family(i))).then_some(line)
}

/// The author's `name` with the others' that make up the rest of the line: `Thu Hà - Minh Đức`.
fn others(text: &Tokens, name: Span, line: Span, place: impl Fn(&Span) -> bool) -> Span {
    let mut all = name;
    while let [mark, rest @ ..] = text.within(Span::new(all.end(), line.end())) {
        let joins = matches!(&text[mark.span], "-" | "–" | "," | "&");
        let count = rest.iter().take_while(|token| token.class == Class::Word && token.case != Case::Lower).count();
        let Some(last) = rest[..count].last().filter(|_| joins && (2..=4).contains(&count)) else { return name };
        let next = Span::new(rest[0].span.start(), last.span.end());
        if person(text, next) != Some(next) || place(&next) {
            return name;
        }
        all = all.cover(next);
    }
    all
}

fn keep<T>(slot: &mut Option<T>, found: Option<T>) {
    if slot.is_none() {
        *slot = found;
    }
}

/// Whether an author is but who may enter articles.
fn machine(name: &str) -> bool {
    ["admin", "administrator", "super user", "quản trị"].iter().any(|form| name.eq_ignore_ascii_case(form))
}

fn filled(span: Span) -> Option<Span> {
    (!span.is_empty()).then_some(span)
}

/// The first title, with the lines that continue it.
fn title(text: &Tokens, zones: &[ZoneSpan]) -> Option<Span> {
    let first = zones.iter().position(|zone| zone.zone == Zone::Title)?;
    let mut span = zones[first].span;
    for zone in zones[first + 1..].iter().take_while(|zone| zone.zone == Zone::Title) {
        // The title again, or a piece of it, continues nothing; nor is any so long.
        if span.len() > TITLE
            || text[span].contains(&text[zone.span])
            || text[zone.span].starts_with(text[span].get(..24).unwrap_or("\n"))
        {
            break;
        }
        span = span.cover(zone.span);
    }
    // A heading of Markdown, an item of a list (`# Huyện sơ kết`), what a reader of pages puts before it (`Title: …`).
    let words = text[span].trim_start_matches(['#', '•', ' ']);
    let marks = text[span].len() - words.strip_prefix("Title: ").unwrap_or(words).len();
    Some(if marks < text[span].len() { Span::new(span.start() + marks as u32, span.end()) } else { span })
}

/// The date that stands right behind a title of six words or more, and the title without it: `Huyện sơ kết công tác dân vận
/// 17/08/2022`; not where the title leads to it: `Lịch công tác từ 15/8 đến 17/08/2022`.
fn date_behind(text: &Tokens, title: Span) -> Option<((Date, Span), Span)> {
    let ends = text.as_bytes()[title.end() as usize - 1].is_ascii_digit();
    // With its time of day it stands in brackets: `… dân vận (17/08/2022 21:20)`.
    if let Some(open) = text[title].strip_suffix(')').and_then(|words| words.rfind('(')) {
        let inner = Span::new(title.start() + open as u32, title.end());
        let date = day::find_in(text, inner).filter(|(_, at)| at.start() == inner.start() + 1)?;
        let before = Span::of(title.start() as usize, title.start() as usize + text[title][..open].trim_end().len());
        return (text[inner].contains(':') && !before.is_empty()).then_some((date, before));
    }
    let (date, at) = day::find_in(text, title).filter(|(_, at)| ends && at.end() == title.end())?;
    let before = text.within(Span::new(title.start(), at.start()));
    let last = before.last().filter(|last| before.len() >= 6 && last.class == Class::Word)?;
    let leads = last.one_of(words![
        "ngày", "đến", "từ", "tới", "và", "trước", "sau", "sáng", "chiều", "tối", "trưa", "hôm", "hết", "kể", "tin",
        "số", "báo", "tuần", "kỳ", "tháng", "nay", "cn", "nhật", "hai", "ba", "tư", "năm", "sáu", "bảy"
    ]);
    (!leads).then(|| ((date, at), Span::new(title.start(), last.span.end())))
}

/// What a site calls itself on a `line`, of which `value` follows the phrase (`Cổng thông tin điện tử huyện Sơn
/// Dương`); whose site it is may stand on the next line (`XÃ LÂM DƯƠNG`). Without that the phrase says nothing.
fn banner(text: &Tokens, line: Span, value: Span, next: Option<&ZoneSpan>) -> Option<Span> {
    if !value.is_empty() {
        return Some(line);
    }
    let names = |next: &&ZoneSpan| {
        let place = || kind_at(text, next.span.start() as usize).is_some();
        next.zone == Zone::Furniture && (place() || opens_office(text, text.within(next.span)))
    };
    next.filter(names).map(|next| line.cover(next.span))
}

/// The owner's name after `©` or `Bản quyền thuộc về`: from its first capital, years aside, to the first stop.
fn owner(text: &Tokens, rest: Span) -> Option<Span> {
    let capital = |span: Span| text[span].starts_with(char::is_uppercase);
    let first = text.within(rest).iter().find(|token| token.class == Class::Word && capital(token.span))?;
    let words = &text[Span::new(first.span.start(), rest.end())];
    let name = words.find(['.', '|', ',', ';', '(', '\t']).map_or(words, |stop| &words[..stop]);
    let name = name.trim_end_matches([' ', '-', '–']);
    let start = first.span.start();
    (name.split_whitespace().count() >= 2).then(|| Span::new(start, start + name.len() as u32))
}

/// Where the page is from: what its site, its letterhead, its title or its signature says; else the one province that
/// its first paragraphs speak of.
fn place(text: &Tokens, zoner: &Zoner, zones: &[ZoneSpan], facts: &Facts) -> Option<Place> {
    let date = facts.published.map(|(date, _)| date);
    // Nor where those are whom it goes to: `Kính gửi: Sở Y tế tỉnh`, `- UBND các huyện;`.
    let told = |look: Look, span: Span| look != Look::Recipients && !text[span].starts_with(['-', '–', '+']);
    let meta = zoner.apart().filter(|(_, look, zone)| zone.zone == Zone::Meta && told(*look, zone.span));
    let meta = meta.flat_map(|(_, look, zone)| values(text, look, zone.span));
    // Not what other articles' titles name.
    let ends = zoner.apart().filter(|(_, look, zone)| match zone.zone {
        Zone::Furniture => {
            let counts = matches!(look, Look::Counter | Look::Group | Look::Number | Look::Ruler);
            let other = matches!(look, Look::Plain | Look::Prose | Look::Date);
            !counts && !other && !text[zone.span].starts_with(['»', '>'])
        }
        zone => zone == Zone::Signature,
    });
    let ends = ends.map(|(_, _, zone)| zone.span);
    let mut found = Named::default();
    for line in facts.site.into_iter().chain(meta).chain(facts.title).chain(ends) {
        if !found.absorb(text, named(text, line)) {
            // Two places that exclude each other: the page does not say which is meant.
            return None;
        }
    }
    let lead = zones.iter().filter(|zone| zone.zone == Zone::Body).map(|zone| zone.span).take(3);
    // What the article's first lines name can add to that, never take it back.
    let said = found.span.is_some();
    for line in lead {
        if found.province.is_some() || (found.of_district.is_some() && found.district.is_some()) {
            break;
        }
        let end = floor_boundary(text, (line.start() + 1500).min(line.end()) as usize);
        if !found.absorb(text, named(text, Span::of(line.start() as usize, end))) {
            if said {
                break;
            }
            return None;
        }
    }
    if found.span.is_none() {
        found = facts.title.and_then(|title| heads_title(text, title))?;
    }
    let of_name = found.province.and_then(|name| name.on(date));
    let of_district = found.of_district.filter(|p| date.is_none_or(|date| p.existed(date)));
    Some(Place { span: found.span?, province: of_name.or(of_district), district: found.district })
}

/// The province that a title opens with, before a colon: `Hải Dương: Trồng mới 200 ha rừng`.
fn heads_title(text: &Tokens, title: Span) -> Option<Named> {
    let (province, end) = ProvinceName::at(text, title.start() as usize).filter(|(name, _)| name.stands_alone())?;
    let span = Span::of(title.start() as usize, end);
    text[Span::new(span.end(), title.end())].starts_with(':').then(|| Named {
        span: Some(span),
        province: Some(province),
        ..Named::default()
    })
}

impl Named {
    /// Takes over what another line names; `false` where the two exclude each other.
    #[inline]
    fn absorb(&mut self, text: &Tokens, other: Named) -> bool {
        // Most lines name none.
        other.span.is_none() || self.add(text, other)
    }

    fn add(&mut self, text: &Tokens, other: Named) -> bool {
        if self.province.zip(other.province).is_some_and(|(a, b)| a != b) {
            return false;
        }
        let far = |district: Option<Province>, name: Option<ProvinceName>| {
            district.zip(name).is_some_and(|(district, name)| name.on(None).is_some_and(|p| p != district))
        };
        if far(self.of_district, other.province) || far(other.of_district, self.province) {
            return false;
        }
        if self.district.zip(other.district).is_some_and(|(a, b)| !alike(&text[a], &text[b])) {
            // Two districts of one province: the province is what they share.
            if self.of_district.is_some() && self.of_district == other.of_district {
                return true;
            }
            return other.district.is_none() || self.province.is_some();
        }
        self.province = self.province.or(other.province);
        self.of_district = self.of_district.or(other.of_district);
        self.district = self.district.or(other.district);
        self.span = self.span.or(other.span);
        true
    }
}

/// The place that some words name: a province or a district after the word for its kind. Several districts are none.
fn named(text: &Tokens, line: Span) -> Named {
    let (mut out, mut several) = (Named::default(), false);
    for place in places(text, line) {
        let Some(name) = place.name else { continue };
        // In capitals all words look like names: `THÀNH PHỐ TRỰC THUỘC TRUNG ƯƠNG`.
        if text.within(name).first().is_some_and(|token| token.one_of(words!["trực", "thuộc"])) {
            continue;
        }
        let (kind, at) = (place.kind, place.word.start() as usize);
        if let Some((province, end)) = place.province.filter(|&(_, end)| ends(text, end, name)) {
            if out.province.is_some_and(|other| other != province) {
                return Named::default();
            }
            out.province = Some(province);
            out.span = out.span.or(Some(Span::of(at, end)));
            continue;
        }
        if matches!(kind, Kind::District | Kind::City) {
            let known = district_at(text, name.start() as usize).filter(|&(_, end)| ends(text, end, name));
            // `huyện A` is any.
            let letter = || matches!(text[name].as_bytes(), [byte] if byte.is_ascii_alphabetic());
            let none = || {
                unbounded(text, line, name)
                    || follows_plural(text, line, place.word)
                    || is_person(text, name)
                    || letter()
            };
            if known.is_none() && none() {
                continue;
            }
            let end = known.map_or(name.end() as usize, |(_, end)| end);
            let district = Span::of(name.start() as usize, end);
            let province = known.and_then(|(province, _)| province);
            several |= known.is_some() && others_follow(text, line, end);
            match out.district {
                None => (out.of_district, out.district) = (province, Some(district)),
                Some(other) if alike(&text[other], &text[district]) => {}
                // Several districts: what they share is the province.
                Some(_) if province.is_none() || out.of_district != province => return Named::default(),
                Some(_) => several = true,
            }
            out.span = out.span.or(Some(Span::of(at, end)));
        }
    }
    let beyond = |(district, name): (Province, ProvinceName)| name.on(None).is_some_and(|p| p != district);
    if out.of_district.zip(out.province).is_some_and(beyond) {
        return Named::default();
    }
    out.district = out.district.filter(|_| !several);
    out
}

/// Whether a known name is the whole name that stands there: `Vĩnh Tường` is not `Vĩnh Tường Đông`. In capitals the
/// name's end does not show.
fn ends(text: &Tokens, end: usize, name: Span) -> bool {
    let run = name.end() as usize;
    end >= run || text.get(end..run).is_some_and(|rest| !rest.chars().any(char::is_lowercase))
}

/// Whether more words in capitals follow a name in capitals, so that its end does not show: `QUẬN, HUYỆN TRONG THỰC HIỆN …`.
fn unbounded(text: &Tokens, line: Span, name: Span) -> bool {
    let upper = |token: &Token| token.class == Class::Word && token.case == Case::Upper;
    let rest = text.within(Span::new(name.end(), line.end()));
    text.within(name).iter().all(upper) && rest.first().is_some_and(upper)
}

/// Whether a name behind a committee's is its secretary's: `Bí thư Huyện ủy Lê Văn Tâm`.
fn is_person(text: &Tokens, name: Span) -> bool {
    let tokens = text.within(name);
    is_name(text, tokens, 3) && opens_name(text, tokens)
}

/// Whether a kind of place stands after `các`: what follows is no name (`CÁC HUYỆN MIỀN NÚI`).
fn follows_plural(text: &Tokens, line: Span, word: Span) -> bool {
    let before = text.within(Span::new(line.start(), word.start()));
    before.last().is_some_and(|token| token.one_of(words!["các"]))
}

/// Whether the words from `end` on name more districts under the same word for their kind: `huyện Thạch Hà và Can Lộc`,
/// `các huyện Bảo Yên, Bắc Hà và Bảo Thắng`.
fn others_follow(text: &Tokens, line: Span, end: usize) -> bool {
    let mut rest = text.within(Span::of(end, line.end() as usize));
    while let [join, name, ..] = rest {
        let and = join.one_of(words!["và"]);
        let known = district_at(text, name.span.start() as usize).filter(|&(_, end)| end <= line.end() as usize);
        let Some((_, end)) = known.filter(|_| and || &text[join.span] == ",") else { return false };
        if and {
            return true;
        }
        rest = text.within(Span::of(end, line.end() as usize));
    }
    false
}

/// What a line says, label by label: `Nơi ban hành: Thành phố Hồ Chí Minh Người ký: …`.
fn values<'t>(text: &'t Tokens<'t>, look: Look, line: Span) -> impl Iterator<Item = Span> + 't {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let line = rest.take()?;
        let Some((_, value, after)) = field(text, line).filter(|_| matches!(look, Look::Label(_))) else {
            return Some(line);
        };
        rest = Some(after).filter(|after| !after.is_empty());
        Some(value)
    })
}
