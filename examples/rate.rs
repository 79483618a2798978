//! How fast the library mines on this machine: `cargo run --release --example rate -- PAGES REPEATS THREADS WHAT`.
//!
//! Reads the pages of a folder, then mines all of them `REPEATS` times on each of so many threads, and prints bytes and
//! seconds as JSON. `WHAT` is `mine`: what is found, as spans and values; or `records`: with records made of it.
//! `python/scale.py` holds the other ways to run vanban against it.

use std::hint::black_box;
use std::time::Instant;
use std::{env, fs, io, thread};

use vanban::Miner;
use vanban::record::{Options, Origin, records};

fn main() -> io::Result<()> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [folder, repeats, threads, what] = &args[..] else {
        return Err(io::Error::other("usage: rate PAGES REPEATS THREADS mine|records"));
    };
    let number = |word: &String| word.parse::<usize>().map_err(io::Error::other);
    let (repeats, threads) = (number(repeats)?, number(threads)?);
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    let pages = paths.iter().map(fs::read_to_string).collect::<io::Result<Vec<_>>>()?;
    let bytes = repeats * threads * pages.iter().map(String::len).sum::<usize>();
    let started = Instant::now();
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| run(&pages, repeats, what == "records"));
        }
    });
    let seconds = started.elapsed().as_secs_f64();
    println!("{{\"what\":\"{what}\",\"threads\":{threads},\"bytes\":{bytes},\"seconds\":{seconds}}}");
    Ok(())
}

fn run(pages: &[String], repeats: usize, owned: bool) {
    let mut miner = Miner::new();
    for page in (0..repeats).flat_map(|_| pages) {
        let mined = miner.mine(page);
        if owned {
            black_box(records(page, &mined, &Origin::new("page"), &Options::default()));
        } else {
            black_box(mined.claims.len());
        }
    }
}
