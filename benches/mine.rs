//! Criterion benches: references, claims and the whole of `mine`, each beside the yardstick, with bytes a second.
//!
//! `cargo bench --bench ratio` prints the ratios that count; this one follows each stage over time.

mod bench_text;

use std::hint::black_box;

use bench_text::Density;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vanban::{Miner, Stage};

fn mine(c: &mut Criterion) {
    let pages = bench_text::blocks(bench_text::SIZE, bench_text::PAGE, Density::Real);
    let yardstick = bench_text::yardstick();
    let mut group = c.benchmark_group("mine");
    group.throughput(Throughput::Bytes(pages.iter().map(|p| p.len() as u64).sum()));
    group.sample_size(20);

    group.bench_function("yardstick", |b| {
        b.iter(|| pages.iter().map(|page| bench_text::count(&yardstick, page).0).sum::<usize>());
    });
    let mut miner = Miner::new();
    group.bench_function("mine", |b| {
        b.iter(|| {
            for page in &pages {
                black_box(miner.mine(black_box(page)).claims.len());
            }
        });
    });
    // The stages by themselves run on what those before them left in the miner's buffers.
    let mut mined = Vec::new();
    for page in &pages {
        let mut miner = Miner::new();
        let text = miner.mine(page).text;
        miner.stage(Stage::References, text.as_str());
        mined.push((miner, text));
    }
    for (name, stage) in [("references", Stage::References), ("claims", Stage::Claims), ("context", Stage::Context)] {
        group.bench_function(name, |b| {
            b.iter(|| mined.iter_mut().for_each(|(miner, text)| miner.stage(stage, black_box(text.as_str()))));
        });
    }
    group.finish();
}

criterion_group!(benches, mine);
criterion_main!(benches);
