//! Ratios to the yardsticks, which a run on any machine can be compared by: `cargo bench --bench ratio`.
//!
//! What is compared runs over the same block of pages before the next block comes, in turn, so that whatever slows the
//! machine down slows all of it down; each ratio is the median over the blocks. The yardsticks: one `captures_iter` pass of
//! the `regex` crate over the agreed pattern, and simdutf8's validation.
//!
//! `-- --once N` mines the same pages N times and measures nothing, `-- --find N` finds only: `.ci/instructions` counts
//! what that takes.
//! `-- --pages` prints those pages, `-- --seconds` how long mining them takes: `benches/cpython.py` asks for both.

mod bench_text;
mod clock;

use std::hint::black_box;

use bench_text::{Density, PAGE};
use clock::{median, time};
use vanban::record::{Options, Origin, records};
use vanban::write::json_line;
use vanban::{Miner, Stage, Text};

const ROUNDS: usize = 3;

/// Bytes of the pages that are mined before the yardsticks read them: as one read of a file brings.
const BLOCK: usize = 64 << 10;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    for (arg, work) in [("--once", mine as fn(&mut Miner, &str) -> usize), ("--find", find)] {
        if let Some(at) = args.iter().position(|known| known == arg) {
            return again(args.get(at + 1).and_then(|n| n.parse().ok()).unwrap_or(1), work);
        }
    }
    if args.iter().any(|arg| arg == "--pages") {
        return print!("{}", few().concat());
    }
    if args.iter().any(|arg| arg == "--seconds") {
        return println!("{}", seconds(&mut Miner::new(), &few()));
    }
    println!(
        "{:32}{:>16}{:>17}{:>16}{:>17}{:>15}{:>11}",
        "", "yardstick/find", "find/simdutf8", "yardstick/mine", "mine/simdutf8", "references/MB", "claims/MB"
    );
    for (name, length, density) in [
        ("as dense as real pages", PAGE, Density::Real),
        ("the same, in pages of 1 kB", 1 << 10, Density::Real),
        ("as dense as the fixtures", PAGE, Density::Fixtures),
        ("without numbers", PAGE, Density::Cold),
    ] {
        beside(name, &bench_text::blocks(bench_text::SIZE, length, density), BLOCK / length);
    }
    let pages = bench_text::blocks(bench_text::SIZE, PAGE, Density::Real);
    stages(&pages);
    growth(&pages);
}

/// Half a megabyte of pages as dense as real ones.
fn few() -> Vec<String> {
    bench_text::blocks(bench_text::SIZE / 8, PAGE, Density::Real)
}

/// Reads the same pages again and again.
fn again(times: usize, work: fn(&mut Miner, &str) -> usize) {
    let (pages, mut miner) = (few(), Miner::new());
    for _ in 0..times {
        for page in &pages {
            black_box(work(&mut miner, black_box(page)));
        }
    }
    println!("{}", pages.iter().map(String::len).sum::<usize>());
}

/// Everything that a record holds.
fn mine(miner: &mut Miner, page: &str) -> usize {
    miner.mine(page).claims.len()
}

/// The cores of references and claims: the stages up to the claims'. Of mentions only those that tell what a core is.
fn find(miner: &mut Miner, page: &str) -> usize {
    let text = Text::new(page);
    finding().for_each(|stage| miner.stage(stage, text.as_str()));
    text.as_str().len()
}

/// The stages that find cores.
fn finding() -> impl Iterator<Item = Stage> {
    Stage::ALL.into_iter().take(1 + Stage::Claims as usize)
}

/// How long mining the pages takes, once the miner is warm.
fn seconds(miner: &mut Miner, pages: &[String]) -> f64 {
    let mut pass = || time(|| pages.iter().map(|page| miner.mine(page).claims.len()).sum::<usize>());
    pass();
    median((0..2 * ROUNDS + 1).map(|_| pass()).collect())
}

/// Finding and mining beside both yardsticks, by blocks of so many pages.
fn beside(name: &str, pages: &[String], block: usize) {
    let (yardstick, mut miner) = (bench_text::yardstick(), Miner::new());
    let (mut references, mut claims) = (0, 0);
    for page in pages {
        let mined = miner.mine(page);
        references += mined.references.len();
        claims += mined.claims.len();
    }
    let mut ratios = [const { Vec::new() }; 4];
    for _ in 0..2 * ROUNDS {
        for pages in pages.chunks_exact(block) {
            let regex = time(|| pages.iter().map(|page| bench_text::count(&yardstick, page).0).sum::<usize>());
            let simdutf8 = time(|| pages.iter().all(|page| simdutf8::basic::from_utf8(page.as_bytes()).is_ok()));
            let find = time(|| pages.iter().map(|page| find(&mut miner, page)).sum::<usize>());
            let mine = time(|| pages.iter().map(|page| mine(&mut miner, page)).sum::<usize>());
            let of = [regex / find, find / simdutf8, regex / mine, mine / simdutf8];
            ratios.iter_mut().zip(of).for_each(|(ratios, ratio)| ratios.push(ratio));
        }
    }
    let mega = pages.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    let [to_find, find, to_mine, mine] = ratios.map(median);
    println!(
        "{name:32}{to_find:>16.2}{find:>17.1}{to_mine:>16.2}{mine:>17.1}{:>15.0}{:>11.0}",
        references as f64 / mega,
        claims as f64 / mega
    );
}

/// Each stage by itself, warm, and what is done with the findings.
fn stages(pages: &[String]) {
    let (yardstick, mut miner) = (bench_text::yardstick(), Miner::new());
    let names: Vec<String> = ["regex captures", "simdutf8", "text"].map(str::to_owned).into_iter().collect();
    let own = Stage::ALL.iter().map(|stage| format!("{stage:?}").to_lowercase());
    let names: Vec<String> =
        names.into_iter().chain(own).chain(["mine", "records", "json lines"].map(str::to_owned)).collect();
    let first = 3;
    let mine = first + Stage::ALL.len();
    let mut seconds: Vec<Vec<f64>> = Vec::new();
    let mut lines = Vec::new();
    for round in 0..=ROUNDS {
        for page in pages {
            let mut took = vec![0.0; names.len()];
            took[0] = time(|| bench_text::count(&yardstick, page));
            took[1] = time(|| simdutf8::basic::from_utf8(page.as_bytes()).is_ok());
            took[2] = time(|| Text::new(page).as_str().len());
            took[mine] = time(|| miner.mine(page).claims.len());
            let text = Text::new(page);
            for (i, stage) in Stage::ALL.into_iter().enumerate() {
                took[first + i] = time(|| miner.stage(stage, text.as_str()));
            }
            let mined = miner.mine(page);
            let mut made = Vec::new();
            took[mine + 1] = time(|| made = records(page, &mined, &Origin::new("page.txt"), &Options::default()));
            lines.clear();
            took[mine + 2] = time(|| made.iter().for_each(|record| json_line(record, &mut lines)));
            drop(made);
            if round > 0 {
                seconds.push(took);
            }
        }
    }
    println!(
        "\n{:16}{:>10}{:>24}{:>18}{:>14}",
        "stages, warm", "MB/s", "time / regex captures", "time / simdutf8", "time / mine"
    );
    let mega = pages.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    for (i, name) in names.iter().enumerate() {
        let to = |other: usize| median(seconds.iter().map(|took| took[i] / took[other]).collect());
        let rate = mega * ROUNDS as f64 / seconds.iter().map(|took| took[i]).sum::<f64>();
        println!("{name:16}{rate:>10.1}{:>24.3}{:>18.2}{:>14.3}", to(0), to(1), to(mine));
    }
}

/// How the time grows: with the number of pages, and with the length of a page.
fn growth(pages: &[String]) {
    let mut miner = Miner::new();
    let half = &pages[..pages.len() / 2];
    let more = (0..ROUNDS).map(|_| seconds(&mut miner, pages) / seconds(&mut miner, half)).collect();
    let joined: Vec<String> = pages.chunks_exact(2).map(<[String]>::concat).collect();
    let longer = (0..ROUNDS).map(|_| 2.0 * seconds(&mut miner, &joined) / seconds(&mut miner, pages)).collect();
    println!("\ntwice the pages: {:.2} times the time; pages of twice the length: {:.2}", median(more), median(longer));
}
