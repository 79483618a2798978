//! The whole way from a file of pages to lines of records, on one thread and on two, beside mining alone:
//! `cargo bench --features batch --bench batch`.
//!
//! Processor time is what the system has counted for the process (Linux); a page should cost no more of it on two
//! threads than on one.

mod bench_text;
mod clock;

use std::ops::ControlFlow;
use std::path::Path;
use std::{env, fs, process};

use bench_text::{Density, PAGE, SIZE};
use clock::{median, time};
use vanban::batch::{Settings, Worker, in_order, inputs, walk};
use vanban::write::json_line;
use vanban::{Miner, Text};

const ROUNDS: usize = 7;

fn main() {
    let pages = bench_text::blocks(SIZE, PAGE, Density::Real);
    let file = env::temp_dir().join(format!("vanban-batch-{}.jsonl", process::id()));
    let lines: Vec<String> = pages.iter().map(|page| serde_json::json!({ "text": page }).to_string()).collect();
    fs::write(&file, lines.join("\n")).expect("the pages are written");

    let mut miner = Miner::new();
    let mut seconds = [const { Vec::new() }; 3];
    let mut processor = [const { Vec::new() }; 2];
    let mut written = [0; 2];
    for _ in 0..ROUNDS {
        seconds[0].push(time(|| {
            pages.iter().map(|page| miner.mine_text(Text::new(page)).claims.len()).sum::<usize>();
        }));
        for jobs in [1, 2] {
            let before = processor_seconds();
            seconds[jobs].push(time(|| written[jobs - 1] = batch(&file, jobs)));
            processor[jobs - 1].extend(before.zip(processor_seconds()).map(|(before, after)| after - before));
        }
    }
    fs::remove_file(&file).expect("the pages are removed");
    assert_eq!(written[0], written[1], "bytes of records");

    let [mine, one, two] = seconds.map(median);
    println!("{} pages, {:.1} MB, {:.1} MB of records", pages.len(), mega(&pages), written[0] as f64 / 1e6);
    println!("the batch on one thread / mining alone, time: {:.2}", one / mine);
    println!("pages a second on two threads / on one: {:.2}", one / two);
    let [one, two] = processor.map(median);
    if one.is_nan() {
        println!("processor time: this system does not tell");
    } else {
        println!("processor time a page on two threads / on one: {:.2}", two / one);
    }
}

/// Mines a file of pages on some threads; gives how many bytes of records that makes.
fn batch(file: &Path, jobs: usize) -> usize {
    let settings = Settings::default();
    let found = walk(file).files.into_iter().map(|found| found.expect("the file is there"));
    let pages = found.flat_map(|file| inputs(&file, &settings));
    let (mut bytes, mine) = (0, |worker: &mut Worker, page| {
        let mut lines = Vec::new();
        let outcome = worker.mine(page?, |records| records.iter().for_each(|record| json_line(record, &mut lines)));
        outcome.map(|_| lines.len())
    });
    let end = in_order(
        jobs,
        pages,
        || Worker::new(settings.clone()),
        mine,
        |result| match result {
            Ok(len) => {
                bytes += len;
                ControlFlow::Continue(())
            }
            Err(error) => ControlFlow::Break(error),
        },
    );
    assert!(end.is_continue(), "{end:?}");
    bytes
}

fn mega(pages: &[String]) -> f64 {
    pages.iter().map(String::len).sum::<usize>() as f64 / 1e6
}

/// Processor time of the process so far, all threads together, those that have ended too; `None` where the system does
/// not tell.
fn processor_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // proc(5): the fourteenth and fifteenth fields, in hundredths of a second; the second may hold spaces.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: Vec<f64> = fields.split(' ').skip(12).take(2).filter_map(|field| field.parse().ok()).collect();
    Some(ticks.iter().sum::<f64>() / 100.0)
}
