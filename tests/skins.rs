//! The articles of `fixtures/html/articles.txt` in the skins of nine portals: ninety pages, each with menus, lists of
//! related news, counters and a footer around the article.
#![cfg(feature = "html")]

mod portal;

use portal::{MENU, RELATED, SKINS, articles, f1};
use vanban::page::Zone;
use vanban::{Miner, Span, Text};

/// What the page's article reads like: its lines, furniture, title, dates and signatures aside.
fn article(miner: &mut Miner, text: Text<'_>) -> String {
    let mined = miner.mine_text(text);
    let kept = mined.zones.iter().filter(|z| matches!(z.zone, Zone::Body | Zone::Caption | Zone::Table));
    kept.map(|z| &mined.text.as_str()[z.span]).collect::<Vec<_>>().join("\n")
}

/// The claims and references of a text that stand in no furniture, as words.
fn findings(miner: &mut Miner, text: Text<'_>) -> Vec<String> {
    let mined = miner.mine_text(text);
    let furniture = |span: Span| {
        let in_zone = |z: &&vanban::page::ZoneSpan| z.span.contains(span);
        mined.zones.iter().find(in_zone).is_some_and(|z| z.zone == Zone::Furniture)
    };
    let words = |span: Span| mined.text.as_str()[span].to_owned();
    let references = mined.references.iter().filter(|r| !furniture(r.core)).map(|r| words(r.core));
    references.chain(mined.claims.iter().map(|c| words(c.core))).collect()
}

#[test]
fn ninety_pages_in_nine_skins() {
    let mut miner = Miner::new();
    let articles = articles();
    assert_eq!(articles.len() * SKINS.len(), 90);
    let (mut sum, mut worst) = (0.0, (1.0, String::new()));
    for skin in &SKINS {
        let name = skin.name;
        for article_ in &articles {
            let page = skin.dress(article_);
            let text = Text::from_html(page.as_bytes()).unwrap();
            let found = article(&mut miner, text.clone());
            let expected = article_.expected();
            let score = f1(&found, &expected);
            sum += score;
            if score < worst.0 {
                worst = (score, format!("{name}: {}\n--- found\n{found}\n--- expected\n{expected}", article_.title));
            }
            for item in RELATED.iter().chain(&MENU).chain(&["Tổng số điểm", "Lượt xem", "Đang online", "0912.555.118"])
            {
                assert!(!found.lines().any(|line| line.contains(item)), "{name}: {item} leaks into\n{found}");
            }
            // Every finding leads back to bytes of the file that read the same.
            let mined = miner.mine_text(text);
            assert_eq!(
                mined.facts.published.map(|(date, _)| date.to_string()).as_deref(),
                Some("2023-10-17"),
                "{name}"
            );
            let title = mined.facts.title.map(|span| &mined.text.as_str()[span]);
            assert_eq!(title, Some(article_.title), "{name}");
            let spans = mined.references.iter().map(|r| r.core).chain(mined.claims.iter().map(|c| c.core));
            for span in spans {
                let bytes = &page.as_bytes()[mined.text.to_page(span).range()];
                let read = Text::from_html_stretch(bytes).unwrap();
                assert_eq!(read.as_str(), &mined.text.as_str()[span], "{name}");
            }
        }
    }
    let mean = sum / 90.0;
    println!("mean 4-gram F1 {mean:.4}, worst {:.4}", worst.0);
    assert!(mean >= 0.97 && worst.0 >= 0.9, "mean {mean:.4}, worst {:.4} {}", worst.0, worst.1);
}

/// The other reader: what it keeps is the article's, with spans that lead back; what it loses is written down.
#[test]
#[cfg(feature = "readability")]
fn the_second_reader_keeps_the_article_with_its_spans() {
    use vanban::page::HtmlReader;

    let mut miner = Miner::new();
    let mut sum = 0.0;
    for skin in &SKINS {
        let name = skin.name;
        for article_ in articles() {
            let page = skin.dress(&article_);
            let text = Text::from_html_by(page.as_bytes(), HtmlReader::Readability).unwrap();
            let found = article(&mut miner, text.clone());
            sum += f1(&found, &article_.expected());
            for item in RELATED.iter().chain(&MENU) {
                assert!(!found.lines().any(|line| line.contains(item)), "{name}: {item} leaks into\n{found}");
            }
            let mined = miner.mine_text(text);
            for span in mined.references.iter().map(|r| r.core).chain(mined.claims.iter().map(|c| c.core)) {
                let bytes = &page.as_bytes()[mined.text.to_page(span).range()];
                assert_eq!(Text::from_html_stretch(bytes).unwrap().as_str(), &mined.text.as_str()[span], "{name}");
            }
        }
    }
    println!("mean 4-gram F1 {:.4}", sum / 90.0);
    assert!(sum / 90.0 >= 0.9, "{}", sum / 90.0);
    // Where it must not be asked, and where it finds nothing, the page is read all the same.
    for page in ["<div>".repeat(5000) + "<p>Xã có 5 thôn.", "<p>Xã có 5 thôn.".to_owned()] {
        assert_eq!(Text::from_html_by(page.as_bytes(), HtmlReader::Readability).unwrap().as_str(), "Xã có 5 thôn.");
    }
    // Any encoding: the letters that both have are compared.
    let tcvn3 = b"<div><p>Th\xf9c hi\xd6n K\xd5t lu\xcbn s\xe8 12-KL/TW, ban ch\xcap h\xb5nh \xae\xb6ng b\xe9 huy\xd6n \xae\xb7 t\xe6 ch\xf8c</p></div>";
    let _ = Text::from_html_by(tcvn3, HtmlReader::Readability).unwrap();
}

#[test]
fn the_stripped_article_says_the_same() {
    let mut miner = Miner::new();
    for skin in &SKINS {
        let name = skin.name;
        for article in articles() {
            let html = findings(&mut miner, Text::from_html(skin.dress(&article).as_bytes()).unwrap());
            let stripped =
                format!("{}\nCập nhật: 17/10/2023\n\n{}", article.title, article.expected().replace('\n', "\n\n"));
            assert_eq!(html, findings(&mut miner, Text::new(&stripped)), "{name}: {}", article.title);
        }
    }
}
