//! `vanban mine`: pages in, records out.

use std::cell::Cell;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::num::NonZero;
use std::ops::ControlFlow;
use std::panic;
use std::path::Path;
use std::thread;

use vanban::Error;
use vanban::batch::{Found, Input, Settings, Worker, in_order, inputs};
use vanban::record::{Kind, Record};
use vanban::write::json_line;

use crate::args::{self, Format};
use crate::folder::{Folder, Opened};
use crate::progress::Progress;
use crate::tables::{Rows, Stream};
use crate::tally::Tally;
use crate::{DONE, Failure, SOME_FAILED, files};

/// Pages that a worker takes at a time, and their bytes where these are in hand.
const CHUNK_PAGES: usize = 32;
const CHUNK_BYTES: usize = 256 << 10;

/// As many failures are told one by one where all are kept in a file.
const TOLD: u64 = 20;

pub(crate) fn run(args: &args::Mine) -> Result<u8, Failure> {
    if args.out.is_none() && args.format != Format::Jsonl && args.records.kinds.len() != 1 {
        let name = args.format.name();
        return Err(Failure::Usage(format!("--format {name} needs --out DIR, or --kinds with one kind")));
    }
    let mut settings = args.input.read.settings()?;
    settings.records.zones = args.records.wants(Kind::Zone);
    settings.records.sentences = args.records.sentences;
    settings.records.utf16 = args.records.utf16;
    let found = files::find(&args.input)?;
    let jobs = args.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get));

    let (mut sink, done_before, mut tally) = match Sink::open(args, &found)? {
        (_, Some(tally)) => {
            if !args.quiet {
                eprintln!("nothing to do: the run is complete ({})", tally.line());
            }
            return Ok(if tally.is_clean() { DONE } else { SOME_FAILED });
        }
        (sink, None) => {
            let (inputs, tally) = sink.state();
            (sink, inputs, tally)
        }
    };
    let mut errors = match (&args.errors, &args.out) {
        (Some(path), None) => Some(BufWriter::new(fs::File::create(path).map_err(|e| named(path, e))?)),
        _ => None,
    };
    let kept = args.errors.is_some() || args.out.is_some();
    let mut told = 0;
    let progress = Progress::new(&found, &settings, args.quiet);

    let one_by_one = Chunks { inputs: pages(found, settings.clone()).skip(done_before as usize) };
    let end = quiet_panics(|| {
        in_order(
            jobs,
            one_by_one,
            || Worker::new(settings.clone()),
            |worker, chunk| mine(worker, chunk, args),
            |mined: io::Result<Mined>| {
                let mined = match mined {
                    Ok(mined) => mined,
                    Err(error) => return ControlFlow::Break(Err(error.into())),
                };
                for error in &mined.told {
                    told += 1;
                    if !kept || told <= TOLD {
                        progress.say(&format!("vanban: {error}"));
                    } else if told == TOLD + 1 {
                        progress.say("vanban: more pages failed; they are told in the file of errors only");
                    }
                }
                tally.add(mined.tally);
                progress.update(&tally);
                let written = errors.as_mut().map_or(Ok(()), |out| out.write_all(&mined.errors));
                match written.map_err(Failure::from).and_then(|()| sink.write(&mined, tally)) {
                    Err(error) => ControlFlow::Break(Err(error)),
                    Ok(()) if mined.stopped => ControlFlow::Break(Ok(())),
                    Ok(()) => ControlFlow::Continue(()),
                }
            },
        )
    });
    let stopped = end.is_break();
    if let ControlFlow::Break(Err(error)) = end {
        return Err(error);
    }
    if let Some(mut out) = errors {
        out.flush()?;
    }
    if stopped {
        sink.stop(tally)?
    } else {
        sink.finish(tally, jobs, args)?
    }
    progress.end();
    if !args.quiet {
        eprintln!("{}", tally.line());
        if stopped {
            eprintln!("stopped at the first failure");
        }
    }
    Ok(if tally.is_clean() { DONE } else { SOME_FAILED })
}

pub(crate) fn named(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// All pages of all files, in order, not yet read.
fn pages(found: Vec<Result<Found, Error>>, settings: Settings) -> impl Iterator<Item = Result<Input, Error>> + Send {
    found.into_iter().flat_map(move |file| match file {
        Ok(file) => inputs(&file, &settings),
        Err(error) => Box::new(std::iter::once(Err(error))),
    })
}

/// Hands every page's records to `each`, in order, and tells what fails; whether all pages were read.
pub(crate) fn for_each_page(args: &args::Input, mut each: impl FnMut(&[Record<'_>])) -> Result<bool, Failure> {
    let mut settings = args.read.settings()?;
    settings.records.sentences = true;
    let mut worker = Worker::new(settings.clone());
    let mut clean = true;
    for input in pages(files::find(args)?, settings) {
        let outcome = input.and_then(|input| worker.mine(input, &mut each));
        let error = match outcome {
            Ok(outcome) => outcome.damage,
            Err(error) => Some(error),
        };
        if let Some(error) = error {
            clean = false;
            eprintln!("vanban: {error}");
        }
    }
    Ok(clean)
}

/// Inputs by the handful: enough that handing them over costs little, few enough that all threads have work.
struct Chunks<I> {
    inputs: I,
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
    told: Vec<Error>,
    tally: Tally,
    /// The first failure ended the run.
    stopped: bool,
}

thread_local! {
    /// A page is being worked on: a panic is its failure and is told as that.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

fn mine(worker: &mut Worker, chunk: Vec<Result<Input, Error>>, args: &args::Mine) -> io::Result<Mined> {
    let mut out = Mined::default();
    let mut rows = Rows::new(args.format, &args.records.kinds());
    for input in chunk {
        out.inputs += 1;
        let mut pushed = Ok(());
        GUARDED.set(true);
        let outcome = input.and_then(|input| {
            worker.mine(input, |records| {
                let mut wanted = records.iter().filter(|record| args.records.wants(record.kind()));
                pushed = wanted.try_for_each(|record| rows.push(record));
            })
        });
        GUARDED.set(false);
        pushed?;
        match outcome {
            Ok(outcome) => {
                out.tally.page(outcome.counts);
                if let Some(damage) = outcome.damage {
                    out.tally.damaged += 1;
                    json_line(&Record::from(&damage), &mut out.errors);
                    out.told.push(damage);
                }
            }
            Err(error) => {
                out.tally.failed += 1;
                json_line(&Record::from(&error), &mut out.errors);
                out.told.push(error);
                if args.fail_fast {
                    // What follows is as if it had not been read.
                    out.stopped = true;
                    break;
                }
            }
        }
    }
    out.log = rows.finish()?;
    Ok(out)
}

/// Runs with panics of pages kept from standard error: they are told as failures.
fn quiet_panics<T>(work: impl FnOnce() -> T) -> T {
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

/// Where the records go.
enum Sink {
    Lines(BufWriter<io::Stdout>),
    Table(Box<Stream<io::Stdout>>),
    Folder(Box<Folder>),
}

impl Sink {
    /// Opens the sink; the tally where the run was complete already.
    fn open(args: &args::Mine, found: &[Result<Found, Error>]) -> Result<(Sink, Option<Tally>), Failure> {
        let stdout = BufWriter::with_capacity(1 << 16, io::stdout());
        Ok(match (&args.out, args.format) {
            (Some(root), _) => match Folder::open(root, args, found)? {
                Opened::Complete(tally) => (Sink::Lines(stdout), Some(tally)),
                Opened::Folder(folder) => (Sink::Folder(folder), None),
            },
            (None, Format::Jsonl) => (Sink::Lines(stdout), None),
            (None, format) => {
                (Sink::Table(Box::new(Stream::new(stdout, args.records.kinds[0], format, args.bom)?)), None)
            }
        })
    }

    /// How many inputs an earlier run has done, and what it found.
    fn state(&self) -> (u64, Tally) {
        match self {
            Sink::Folder(folder) => folder.state(),
            _ => Default::default(),
        }
    }

    fn write(&mut self, mined: &Mined, tally: Tally) -> Result<(), Failure> {
        match self {
            Sink::Lines(out) => out.write_all(&mined.log)?,
            Sink::Table(table) => table.log(&mined.log)?,
            Sink::Folder(folder) => folder.write(mined, tally)?,
        }
        Ok(())
    }

    /// The run is complete.
    fn finish(self, tally: Tally, jobs: usize, args: &args::Mine) -> Result<(), Failure> {
        match self {
            Sink::Lines(mut out) => Ok(out.flush()?),
            Sink::Table(table) => Ok(table.finish()?.flush()?),
            Sink::Folder(folder) => folder.finish(tally, jobs, args),
        }
    }

    /// The run ends before its inputs do.
    fn stop(self, tally: Tally) -> Result<(), Failure> {
        match self {
            Sink::Lines(mut out) => Ok(out.flush()?),
            Sink::Table(table) => Ok(table.finish()?.flush()?),
            Sink::Folder(folder) => folder.stop(tally),
        }
    }
}
