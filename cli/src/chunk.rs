//! Chunks: the handful of pages that a worker takes at a time, and what comes of them.

use std::cell::Cell;
use std::io;
use std::panic;

use vanban::Error;
use vanban::batch::{Input, Outcome, Worker};
use vanban::record::Record;
use vanban::write::json_line;

use crate::args;
use crate::tables::Rows;
use crate::tally::Tally;

/// Pages that a worker takes at a time, and their bytes.
const CHUNK_PAGES: usize = 32;
const CHUNK_BYTES: u64 = 256 << 10;

/// Inputs by the handful: enough that handing them over costs little, few enough that all threads have work.
pub(crate) struct Chunks<I> {
    pub(crate) inputs: I,
}

impl<I: Iterator<Item = Result<Input, Error>>> Iterator for Chunks<I> {
    type Item = Vec<Result<Input, Error>>;

    fn next(&mut self) -> Option<Self::Item> {
        let (mut chunk, mut weight) = (Vec::new(), 0);
        while chunk.len() < CHUNK_PAGES && weight < CHUNK_BYTES {
            let Some(input) = self.inputs.next() else { break };
            weight += input.as_ref().map_or(0, Input::weight);
            chunk.push(input);
        }
        (!chunk.is_empty()).then_some(chunk)
    }
}

/// What came of a chunk.
#[derive(Default)]
pub(crate) struct Mined {
    /// How many inputs were worked on.
    pub(crate) inputs: u64,
    /// The records, as the log has them.
    pub(crate) log: Vec<u8>,
    /// The failures as records, a line each.
    pub(crate) errors: Vec<u8>,
    pub(crate) told: Vec<Error>,
    pub(crate) tally: Tally,
    /// The first failure ended the run.
    pub(crate) stopped: bool,
}

thread_local! {
    /// A page is being worked on: a panic is its failure and is told as that.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Mines the pages of a chunk.
pub(crate) fn mine(worker: &mut Worker, chunk: Vec<Result<Input, Error>>, args: &args::Mine) -> io::Result<Mined> {
    let mut out = Mined::default();
    let mut rows = Rows::new(args.format, &args.records.kinds());
    for input in chunk {
        out.inputs += 1;
        let mut pushed = Ok(());
        let outcome = guarded(worker, input, |records| {
            let mut wanted = records.iter().filter(|record| args.records.wants(record.kind()));
            pushed = wanted.try_for_each(|record| rows.push(record));
        });
        pushed?;
        out.tally.input(&outcome);
        // What follows the first failure is as if it had not been read.
        out.stopped = args.fail_fast && outcome.is_err();
        if let Some(error) = outcome.map_or_else(Some, |outcome| outcome.damage) {
            json_line(&Record::from(&error), &mut out.errors);
            out.told.push(error);
        }
        if out.stopped {
            break;
        }
    }
    out.log = rows.finish()?;
    Ok(out)
}

/// Mines an input and hands its records to `each`; of a panic on the page nothing is printed.
pub(crate) fn guarded(
    worker: &mut Worker,
    input: Result<Input, Error>,
    each: impl FnOnce(&[Record<'_>]),
) -> Result<Outcome, Error> {
    GUARDED.set(true);
    let outcome = input.and_then(|input| {
        worker.mine(input, |records| {
            GUARDED.set(false);
            each(records);
        })
    });
    GUARDED.set(false);
    outcome
}

/// Runs with panics of pages kept from standard error: they are told as failures.
pub(crate) fn quiet_panics<T>(work: impl FnOnce() -> T) -> T {
    let before = std::sync::Arc::new(panic::take_hook());
    let others = before.clone();
    panic::set_hook(Box::new(move |info| {
        if !GUARDED.get() {
            others(info);
        }
    }));
    let out = work();
    drop(panic::take_hook());
    if let Ok(before) = std::sync::Arc::try_unwrap(before) {
        panic::set_hook(before);
    }
    out
}
