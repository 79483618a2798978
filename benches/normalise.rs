//! Normalisation: a clean page against simdutf8's validation, decomposed and legacy pages against what they cost
//! elsewhere. `cargo bench --bench normalise` prints Criterion's figures, then the ratios that are promised: the clean
//! check at most twice simdutf8, composition at least eight times as fast as `unicode-normalization`'s `.nfc()`.

mod bench_text;
mod clock;

use std::hint::black_box;
use std::time::{Duration, Instant};

use bench_text::Density;
use clock::{median, time};
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

/// Medians over rounds in which ours and theirs take turns, so that whatever slows the machine down slows both down.
struct Pair {
    /// Theirs over ours.
    times: f64,
    /// Ours, bytes a second.
    speed: f64,
}

fn pair<T, U>(pages: &[String], ours: impl Fn(&str) -> T, theirs: impl Fn(&str) -> U) -> Pair {
    let (mut times, mut speeds) = (Vec::new(), Vec::new());
    let began = Instant::now();
    while began.elapsed() < Duration::from_millis(1500) {
        for page in pages {
            black_box(page.clone()); // neither fetches it for the other
            let took = (time(|| ours(black_box(page))), time(|| theirs(black_box(page))));
            times.push(took.1 / took.0);
            speeds.push(page.len() as f64 / took.0);
        }
    }
    Pair { times: median(times), speed: median(speeds) }
}

fn ratios() {
    // One page again and again: the branch predictor knows it by heart. Other sentences on every page: it does not.
    let shuffled = bench_text::blocks(bench_text::SIZE / 2, bench_text::PAGE, Density::Real);
    let shuffled = shuffled.iter().map(|page| Text::new(page).into_string()).collect();
    let ascii = |page: &String| page.replace(|c: char| !c.is_ascii(), "a");
    let decomposed = |page: &String| page.nfd().collect();
    let clean = vec![clean_page()];
    for (name, clean) in [("repeated", &clean), ("shuffled", &shuffled)] {
        println!("Pages of text that is {name}:");
        for (name, pages) in [("clean", clean.clone()), ("ascii", clean.iter().map(ascii).collect())] {
            let of = pair(
                &pages,
                |page| Text::new(page).report().edits,
                |page| simdutf8::basic::from_utf8(page.as_bytes()).is_ok(),
            );
            println!("  {name}: {:.2} GB/s, {:.2} times simdutf8's validation", of.speed / 1e9, 1.0 / of.times);
        }
        let pages: Vec<String> = clean.iter().map(decomposed).collect();
        let of = pair(&pages, |page| Text::new(page).report().edits, |page| page.nfc().collect::<String>());
        println!("  decomposed: {:.0} MB/s, {:.1} times as fast as .nfc().collect()", of.speed / 1e6, of.times);
    }
    let of = pair(&[mojibake()], |page| Text::new(page).report().edits, |_| ());
    println!("mojibake: {:.0} MB/s", of.speed / 1e6);
}

criterion_group!(benches, normalise);

fn main() {
    if !std::env::args().any(|arg| arg == "--ratios") {
        benches();
        Criterion::default().configure_from_args().final_summary();
    }
    ratios();
}
