//! Ratios to the yardsticks, which a run on any machine can be compared by: `cargo bench --bench ratio`.
//!
//! Every stage and both yardsticks run over the same page before the next page comes, in turn, so that whatever slows the
//! machine down slows all of them down; each ratio is the median over the pages. The yardsticks: one `captures_iter` pass
//! of the `regex` crate over the agreed pattern, and simdutf8's validation. `mine` comes first on every page, while
//! nothing of it is in the processor's caches; a stage by itself comes after it, and so the stages add up to less.
//!
//! `-- --once N` mines the same pages N times and measures nothing: `.ci/instructions` counts what that takes.

mod bench_text;
mod clock;

use std::hint::black_box;

use bench_text::Density;
use clock::{median, time};
use vanban::record::{Options, Origin, records};
use vanban::write::json_line;
use vanban::{Miner, Stage, Text};

const NAMES: [&str; 12] = [
    "regex captures",
    "simdutf8",
    "text",
    "mine",
    "tokens",
    "zones",
    "references",
    "claims",
    "audits",
    "relations",
    "records",
    "JSON Lines",
];
const MINE: usize = 3;
/// Where the miner's own stages begin.
const FIRST: usize = MINE + 1;
const RECORDS: usize = FIRST + Stage::ALL.len();
const ROUNDS: usize = 3;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|arg| arg == "--once") {
        let times = args.get(at + 1).and_then(|n| n.parse().ok()).unwrap_or(1);
        return once(times);
    }
    for (density, name) in
        [(Density::Real, "real pages"), (Density::Fixtures, "the fixtures"), (Density::Cold, "pages without numbers")]
    {
        println!("\nAs dense as {name}:");
        ratios(&bench_text::blocks(bench_text::SIZE, density));
    }
}

/// Mines half a megabyte of pages as dense as real ones, again and again.
fn once(times: usize) {
    let pages = bench_text::blocks(bench_text::SIZE / 8, Density::Real);
    let mut miner = Miner::new();
    for _ in 0..times {
        for page in &pages {
            black_box(miner.mine(black_box(page)).claims.len());
        }
    }
    println!("{}", pages.iter().map(String::len).sum::<usize>());
}

fn ratios(pages: &[String]) {
    let yardstick = bench_text::yardstick();
    let mut miner = Miner::new();
    let bytes: usize = pages.iter().map(String::len).sum();
    let (mut references, mut claims) = (0, 0);
    let mut seconds: Vec<[f64; NAMES.len()]> = Vec::new();
    let mut lines = Vec::new();
    for round in 0..=ROUNDS {
        for page in pages {
            let mut took = [0.0; NAMES.len()];
            took[0] = time(|| bench_text::count(&yardstick, page));
            took[1] = time(|| simdutf8::basic::from_utf8(page.as_bytes()).is_ok());
            took[2] = time(|| Text::new(page).as_str().len());
            took[MINE] = time(|| miner.mine(page).claims.len());
            let mined = miner.mine(page);
            let found = (mined.references.len(), mined.claims.len());
            let mut made = Vec::new();
            took[RECORDS] = time(|| made = records(page, &mined, &Origin::new("page.txt"), &Options::default()));
            lines.clear();
            took[RECORDS + 1] = time(|| made.iter().for_each(|record| json_line(record, &mut lines)));
            drop(made);
            let text = mined.text;
            for (i, stage) in Stage::ALL.into_iter().enumerate() {
                took[FIRST + i] = time(|| miner.stage(stage, text.as_str()));
            }
            if round == 0 {
                // The first round fills the buffers and is not timed.
                references += found.0;
                claims += found.1;
            } else {
                seconds.push(took);
            }
        }
    }
    let mega = bytes as f64 / 1e6;
    println!(
        "{} pages, {mega:.1} MB; a megabyte holds {:.0} references and {:.0} claims\n",
        pages.len(),
        references as f64 / mega,
        claims as f64 / mega
    );
    println!("{:16}{:>10}{:>24}{:>18}{:>14}", "", "MB/s", "time / regex captures", "time / simdutf8", "time / mine");
    for (stage, name) in NAMES.iter().enumerate() {
        let total: f64 = seconds.iter().map(|took| took[stage]).sum();
        let to = |other: usize| median(seconds.iter().map(|took| took[stage] / took[other]).collect());
        let rate = mega * ROUNDS as f64 / total;
        println!("{name:16}{rate:>10.1}{:>24.3}{:>18.2}{:>14.3}", to(0), to(1), to(MINE));
    }
}
