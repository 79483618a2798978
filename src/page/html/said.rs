//! What a page's markup says of the page where no reader sees it: `<meta>`, `<time>`, linked data.
//!
//! Each becomes a line of its own in the text, at its place in the file, so that its span leads back like any other's.
//! A title is taken only from here where the page shows none.

use std::ops::Range;

use once_cell::sync::Lazy;

use super::tag::StartTag;
use crate::Date;
use crate::page::day;
use crate::text::hash::Map;
use crate::tsv::Table;

/// What is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    Published,
    Title,
    Site,
}

/// Where the markup says something, and how sure that is: a lower rank is surer.
#[derive(Clone, Debug)]
pub(super) struct Said {
    what: What,
    rank: u8,
    page: Range<usize>,
}

/// A `<time>` that does not say what it is the time of: the page's, where the page has but one.
const UNNAMED: u8 = u8::MAX;
/// More is said of other pages: lists of them.
const MOST: usize = 64;
/// Longer values are no titles, and no names of sites.
const LONGEST: usize = 500;

static NAMES: Lazy<Map<&'static [u8], (What, u8)>> = Lazy::new(|| {
    let row = |row: crate::tsv::Row| {
        let what = match row.get("says") {
            "published" => What::Published,
            "title" => What::Title,
            "site" => What::Site,
            _ => row.wrong("says"),
        };
        let rank = row.value("rank");
        row.list("names").map(|name| (name.as_bytes(), (what, rank))).collect::<Vec<_>>()
    };
    table().rows().flat_map(row).collect()
});

fn table() -> Table {
    Table::new("meta", include_str!("../../../data/meta.tsv"))
}

fn named(name: &[u8]) -> Option<(What, u8)> {
    let mut buffer = [0; 40];
    let lower = buffer.get_mut(..name.len())?;
    lower.copy_from_slice(name);
    lower.make_ascii_lowercase();
    NAMES.get(&*lower).copied()
}

/// What a `<meta>` or a `<time>` says; `at` is the tag's place in the page.
pub(super) fn of_tag(name: &[u8], tag: &StartTag, at: usize, out: &mut Vec<Said>) {
    if out.len() >= MOST {
        return;
    }
    let (mut says, mut value) = (None, None);
    let holder: &[u8] = if name == b"time" { b"datetime" } else { b"content" };
    for attribute in tag.attributes() {
        let is = |known: &[u8]| attribute.name.eq_ignore_ascii_case(known);
        if is(holder) {
            value = Some(at + attribute.at..at + attribute.at + attribute.value.len());
        } else if is(b"property") || is(b"name") || is(b"itemprop") {
            says = named(attribute.value).or(says);
        }
    }
    if name == b"time" {
        says = says.or(Some((What::Published, UNNAMED)));
    }
    if let (Some((what, rank)), Some(page)) = (says, value.filter(|v| (4..LONGEST).contains(&v.len()))) {
        out.push(Said { what, rank, page });
    }
}

/// The days of publication in linked data: `"datePublished": "2023-10-17T08:30:00+07:00"`.
pub(super) fn of_linked_data(page: &[u8], at: Range<usize>, out: &mut Vec<Said>) {
    const NAME: &[u8] = b"\"datePublished\"";
    let Some((what, rank)) = named(b"datepublished") else { return };
    let mut from = at.start;
    while let Some(found) = page.get(from..at.end).and_then(|rest| rest.windows(NAME.len()).position(|w| w == NAME)) {
        from += found + NAME.len();
        let rest = &page[from..at.end];
        let mark = |b: &u8| b.is_ascii_whitespace() || *b == b':';
        let Some(open) = rest.iter().position(|b| !mark(b)).filter(|&i| rest[i] == b'"') else { continue };
        let len = rest[open + 1..].iter().take(LONGEST).position(|&b| b == b'"').unwrap_or(0);
        if out.len() < MOST && len > 0 {
            let start = from + open + 1;
            out.push(Said { what, rank, page: start..start + len });
        }
    }
}

/// The day of publication: of the surest rank that names one, where that rank names no other.
pub(super) fn published(said: &[Said], page: &[u8]) -> Option<Range<usize>> {
    let day = |said: &Said| -> Option<Date> {
        let value = std::str::from_utf8(&page[said.page.clone()]).ok()?;
        day::find(value).filter(|(_, span)| span.start() == 0).map(|(date, _)| date)
    };
    let mut found: Option<(u8, Date, &Said)> = None;
    let mut open = false;
    for said in said.iter().filter(|said| said.what == What::Published) {
        let Some(date) = day(said) else { continue };
        match found {
            Some((rank, ..)) if rank < said.rank => {}
            Some((rank, other, _)) if rank == said.rank => open |= date != other,
            _ => (found, open) = (Some((said.rank, date, said)), false),
        }
    }
    found.filter(|_| !open).map(|(.., said)| said.page.clone())
}

/// Where the surest of those that say it says it.
pub(super) fn first(said: &[Said], what: What) -> Option<Range<usize>> {
    let said = said.iter().filter(|said| said.what == what).min_by_key(|said| said.rank)?;
    Some(said.page.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Miner, Text};

    /// Title, day and site of a page.
    fn facts(page: &str) -> (Option<String>, Option<String>, Option<String>) {
        let mut miner = Miner::new();
        let mined = miner.mine_text(Text::from_html(page.as_bytes()).unwrap());
        let words = |span: Option<crate::Span>| span.map(|span| mined.text.as_str()[span].to_owned());
        for span in
            mined.facts.title.iter().chain(&mined.facts.site).chain(mined.facts.published.as_ref().map(|p| &p.1))
        {
            let bytes = &page.as_bytes()[mined.text.to_page(*span).range()];
            assert_eq!(Text::from_html_stretch(bytes).unwrap().as_str(), &mined.text.as_str()[*span], "{page}");
        }
        assert!(mined.claims.is_empty(), "{page}");
        (words(mined.facts.title), mined.facts.published.map(|(date, _)| date.to_string()), words(mined.facts.site))
    }

    const ARTICLE: &str = "<body><p>Các cấp ủy đã chỉ đạo đổi mới nội dung, phương thức vận động nhân dân, hướng mạnh về cơ sở, \
        nói đi đôi với làm, được nhân dân trong huyện đồng tình ủng hộ.</p>";

    #[test]
    fn every_name_says_what_its_row_says() {
        for row in table().rows() {
            for name in row.list("names") {
                let (start, rest) = row.get("example").split_once("=\"").unwrap();
                let (_, rest) = rest.split_once('"').unwrap();
                let page = format!("<html><head>{start}=\"{}\"{rest}</head>{ARTICLE}", name.to_uppercase());
                let (title, published, site) = facts(&page);
                match row.get("says") {
                    "published" => assert_eq!(published.as_deref(), Some("2023-10-17"), "{page}"),
                    "title" => assert_eq!(title.as_deref(), Some("Huyện sơ kết công tác dân vận"), "{page}"),
                    _ => assert_eq!(site.as_deref(), Some("Cổng thông tin điện tử huyện Phù Khê"), "{page}"),
                }
            }
        }
    }

    #[test]
    fn the_day_is_the_one_in_viet_nam_and_no_guess() {
        let head = |markup: &str| facts(&format!("<html><head>{markup}</head>{ARTICLE}")).1;
        let meta = |value: &str| format!("<meta property=article:published_time content='{value}'>");
        for (markup, day) in [
            (meta("2023-10-16T23:30:00Z"), Some("2023-10-17")),
            (meta("2023-12-31T20:00:00+00:00"), Some("2024-01-01")),
            (meta("2023-10-17T23:30:00+07:00"), Some("2023-10-17")),
            (meta("2023-10-17 08:30"), Some("2023-10-17")),
            (meta("17/10/2023 08:30:00"), Some("2023-10-17")),
            (meta("sáng 17/10/2023"), None),
            (meta("2023"), None),
            (meta("2023-10-17") + &meta("2023-10-18"), None),
            (meta("2023-10-17") + "<meta name='dc.date' content='2023-10-18'>", Some("2023-10-17")),
            ("<meta name='date' content='2023-10-17'>".into(), None),
            (
                "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\" : \"2023-10-17T08:30:00+07:00\",\"dateModified\":\"2024-01-02\"}</script>".into(),
                Some("2023-10-17"),
            ),
            ("<script>{\"datePublished\":\"2023-10-17\"}</script>".into(), None),
            ("<time datetime='2023-10-17T08:30'>hôm qua</time>".into(), Some("2023-10-17")),
            ("<time datetime='2023-10-17'>a</time><time datetime='2023-10-16'>b</time>".into(), None),
            (
                "<time itemprop=datePublished datetime='2023-10-17'>a</time><time datetime='2023-10-16'>b</time>".into(),
                Some("2023-10-17"),
            ),
        ] {
            assert_eq!(head(&markup).as_deref(), day, "{markup}");
        }
    }

    #[test]
    fn a_title_that_the_page_shows_comes_first() {
        let page = format!(
            "<html><head><meta property='og:title' content='Sơ kết công tác &quot;dân vận&quot; - Trang tin'></head>\
             <body><h1>Huyện sơ kết công tác dân vận khéo</h1>{ARTICLE}"
        );
        assert_eq!(facts(&page).0.as_deref(), Some("Huyện sơ kết công tác dân vận khéo"));
        let bare = page.replace("<h1>Huyện sơ kết công tác dân vận khéo</h1>", "");
        assert_eq!(facts(&bare).0.as_deref(), Some("Sơ kết công tác \"dân vận\" - Trang tin"));
    }
}
