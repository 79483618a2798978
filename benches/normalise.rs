//! Normalisation: a clean page against simdutf8's validation, decomposed and legacy pages against what they cost
//! elsewhere. `cargo bench --bench normalise` prints Criterion's figures, then the ratios that are promised: the clean
//! check at most twice simdutf8, composition at least eight times as fast as `unicode-normalization`'s `.nfc()`.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group};
use unicode_normalization::UnicodeNormalization;
use vanban::Text;

const PARAGRAPH: &str = "Thực hiện Kế hoạch số 41-KH/HU ngày 12/3/2021 của Ban Thường vụ Huyện ủy, trong 6 tháng đầu năm \
    các xã đã vận động nhân dân hiến 12.500 m2 đất, đóng góp 3,4 tỷ đồng; “đường giao thông” – nhựa hóa 98,2%.\n";

/// Some 15 kB, as pages are.
fn clean_page() -> String {
    PARAGRAPH.repeat(60)
}

fn decomposed() -> String {
    clean_page().nfd().collect()
}

/// UTF-8 read as Latin-1 and stored again.
fn mojibake() -> String {
    PARAGRAPH.repeat(20).bytes().map(char::from).collect()
}

fn normalise(c: &mut Criterion) {
    let (clean, decomposed, mojibake) = (clean_page(), decomposed(), mojibake());
    let ascii: String = clean.chars().map(|c| if c.is_ascii() { c } else { 'a' }).collect();
    let mut group = c.benchmark_group("normalise");
    for (name, page) in [("clean", &clean), ("ascii", &ascii), ("decomposed", &decomposed), ("mojibake", &mojibake)] {
        group.throughput(Throughput::Bytes(page.len() as u64));
        group.bench_function(name, |b| b.iter(|| black_box(Text::new(black_box(page)))));
    }
    group.throughput(Throughput::Bytes(clean.len() as u64));
    group.bench_function("simdutf8, clean", |b| {
        b.iter(|| simdutf8::basic::from_utf8(black_box(clean.as_bytes())).is_ok())
    });
    group.throughput(Throughput::Bytes(decomposed.len() as u64));
    group.bench_function("unicode-normalization, decomposed", |b| {
        b.iter(|| black_box(&decomposed).nfc().collect::<String>())
    });
    group.finish();
}

/// The best of many runs.
fn time<T>(mut run: impl FnMut() -> T) -> Duration {
    let started = Instant::now();
    let mut best = Duration::MAX;
    while started.elapsed() < Duration::from_millis(700) {
        let at = Instant::now();
        black_box(run());
        best = best.min(at.elapsed());
    }
    best
}

fn ratios() {
    for (name, page) in [("clean", clean_page()), ("ascii", PARAGRAPH.repeat(60).replace(|c: char| !c.is_ascii(), "a"))]
    {
        let ours = time(|| Text::new(black_box(&page)).report().edits);
        let theirs = time(|| simdutf8::basic::from_utf8(black_box(page.as_bytes())).is_ok());
        let speed = page.len() as f64 / ours.as_secs_f64() / 1e9;
        println!(
            "{name}: {speed:.2} GB/s, {:.2} times simdutf8's validation",
            ours.as_secs_f64() / theirs.as_secs_f64()
        );
    }
    let page = decomposed();
    let ours = time(|| Text::new(black_box(&page)));
    let theirs = time(|| black_box(&page).nfc().collect::<String>());
    let speed = page.len() as f64 / ours.as_secs_f64() / 1e6;
    println!(
        "decomposed: {speed:.0} MB/s, {:.1} times as fast as .nfc().collect()",
        theirs.as_secs_f64() / ours.as_secs_f64()
    );
    let page = mojibake();
    let ours = time(|| Text::new(black_box(&page)));
    println!("mojibake: {:.0} MB/s", page.len() as f64 / ours.as_secs_f64() / 1e6);
}

criterion_group!(benches, normalise);

fn main() {
    if !std::env::args().any(|arg| arg == "--ratios") {
        benches();
        Criterion::default().configure_from_args().final_summary();
    }
    ratios();
}
