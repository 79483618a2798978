//! Cleaning HTML, beside dom_smoothie (a port of readability.js): `cargo bench -p vanban --features readability --bench html`.
//!
//! The pages are the ninety of `tests/portal`. Both readers take each page in turn, so that whatever slows the machine
//! down slows both down; what is printed is the median of the ratios and, beside it, how much of the articles each found
//! (F1 by runs of four words). What is timed on our side is the text with its way back to the file and the zones of its
//! lines, on theirs the article with its text.

mod clock;
#[path = "../tests/portal/mod.rs"]
mod portal;

use clock::{median, time};
use dom_smoothie::Readability;
use portal::{SKINS, articles, f1};
use vanban::page::Zone;
use vanban::{Miner, Stage, Text};

const ROUNDS: usize = 25;

fn main() {
    let pages: Vec<(String, String)> =
        SKINS.iter().flat_map(|skin| articles().into_iter().map(|a| (skin.dress(&a), a.expected()))).collect();
    let bytes: usize = pages.iter().map(|(page, _)| page.len()).sum();
    let mut miner = Miner::new();
    let (mut ours, mut theirs) = (0.0, 0.0);
    for (page, expected) in &pages {
        ours += f1(&article(&mut miner, page), expected);
        theirs += f1(&their_article(page), expected);
    }
    let mut seconds = [(); 2].map(|()| Vec::new());
    for _ in 0..ROUNDS {
        for (page, _) in &pages {
            seconds[0].push(time(|| {
                let text = Text::from_html(page.as_bytes()).expect("a page of UTF-8");
                miner.stage(Stage::Tokens, text.as_str());
                miner.stage(Stage::Zones, text.as_str());
                text.as_str().len()
            }));
            seconds[1].push(time(|| their_article(page).len()));
        }
    }
    let count = pages.len() as f64;
    println!("{} pages, {:.2} MB, {ROUNDS} rounds\n", pages.len(), bytes as f64 / 1e6);
    println!("{:14}{:>10}{:>10}{:>10}", "", "pages/s", "MB/s", "F1");
    for (name, took, f1) in [("vanban", &seconds[0], ours), ("dom_smoothie", &seconds[1], theirs)] {
        let total: f64 = took.iter().sum::<f64>() / ROUNDS as f64;
        println!("{name:14}{:>10.0}{:>10.1}{:>10.4}", count / total, bytes as f64 / 1e6 / total, f1 / count);
    }
    let ratio = |range: std::ops::Range<usize>| {
        let of_pages = seconds[0].iter().zip(&seconds[1]).enumerate();
        let here = of_pages.filter(|(i, _)| range.contains(&(i % pages.len())));
        median(here.map(|(_, (ours, theirs))| theirs / ours).collect())
    };
    println!("\npages per second against dom_smoothie, median: {:.2}", ratio(0..pages.len()));
    let each = pages.len() / SKINS.len();
    for (i, skin) in SKINS.iter().enumerate() {
        println!("  {:12}{:.2}", skin.name, ratio(i * each..(i + 1) * each));
    }
}

/// The article as our zones have it.
fn article(miner: &mut Miner, page: &str) -> String {
    let mined = miner.mine_text(Text::from_html(page.as_bytes()).expect("a page of UTF-8"));
    let kept = mined.zones.iter().filter(|z| matches!(z.zone, Zone::Body | Zone::Caption | Zone::Table));
    kept.map(|z| &mined.text.as_str()[z.span]).collect::<Vec<_>>().join("\n")
}

/// The article as dom_smoothie has it; nothing where it finds none.
fn their_article(page: &str) -> String {
    let article = Readability::new(page, None, None).and_then(|mut reader| reader.parse());
    article.map_or_else(|_| String::new(), |article| article.text_content.to_string())
}
