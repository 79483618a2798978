//! How the benches that print ratios take time.

use std::hint::black_box;
use std::time::Instant;

/// Seconds that a piece of work takes.
pub fn time<T>(work: impl FnOnce() -> T) -> f64 {
    let began = Instant::now();
    black_box(work());
    began.elapsed().as_secs_f64()
}

/// The value in the middle: what slowed some of the runs down does not count.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
