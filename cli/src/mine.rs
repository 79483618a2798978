//! `vanban mine`: pages in, records out.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::ops::ControlFlow;

use vanban::Error;
use vanban::batch::{Found, Input, LeftOut, Settings, Walk, Worker, in_order, inputs};
use vanban::record::Kind;

use crate::args::{self, Format};
use crate::chunk::{Chunks, Mined, mine, quiet_panics};
use crate::failures::Failures;
use crate::files::{self, named};
use crate::folder::{Folder, Opened};
use crate::progress::Progress;
use crate::tables::Stream;
use crate::tally::Tally;
use crate::{DONE, Failure, SOME_FAILED, of_stdout};

pub(crate) fn run(args: &args::Mine) -> Result<u8, Failure> {
    check(args)?;
    let mut settings = args.input.read.settings()?;
    settings.records.zones = args.records.wants(Kind::Zone);
    settings.records.sentences = args.records.sentences;
    settings.records.utf16 = args.records.utf16;
    let Walk { files: found, left_out, .. } = files::find(&args.input, args.errors.as_deref())?;
    let sink = match &args.out {
        None => Sink::stdout(args)?,
        Some(root) => match Folder::open(root, args, &found)? {
            Opened::Folder(folder) => Sink::Folder(folder),
            Opened::Complete(tally) => {
                if !args.quiet {
                    eprintln!("nothing to do: the run is complete ({})", tally.line());
                }
                return Ok(code(&tally));
            }
        },
    };
    let (done_before, tally) = sink.state();
    let errors = match (&args.errors, &args.out) {
        (Some(path), None) => Some(BufWriter::new(fs::File::create(path).map_err(|e| named(path, e))?)),
        _ => None,
    };
    let progress = Progress::new(&found, &settings, args.quiet);
    let failures = Failures::new(args.errors.is_some() || args.out.is_some());
    let mut run = Run { args, sink, errors, progress, tally, left_out, failures };

    let jobs = args.jobs.number();
    let pages = pages(found, args.input.limit, settings.clone());
    let chunks = Chunks { inputs: pages.skip(done_before as usize) };
    let worker = || Worker::new(settings.clone());
    let end = quiet_panics(|| {
        in_order(jobs, chunks, worker, |worker, chunk| mine(worker, chunk, args), |mined| run.take(mined))
    });
    match end {
        ControlFlow::Continue(()) => run.end(jobs, false),
        ControlFlow::Break(Ok(())) => run.end(jobs, true),
        ControlFlow::Break(Err(error)) => Err(error),
    }
}

/// What the arguments ask for must be possible.
fn check(args: &args::Mine) -> Result<(), Failure> {
    if args.out.is_none() && args.format != Format::Jsonl && args.records.kinds.len() != 1 {
        let name = args.format.name();
        return Err(Failure::Usage(format!("--format {name} needs --out DIR, or --kinds with one kind")));
    }
    if args.bom && args.format != Format::Csv {
        return Err(Failure::Usage("--bom is for --format csv".into()));
    }
    Ok(())
}

pub(crate) fn code(tally: &Tally) -> u8 {
    if tally.is_clean() { DONE } else { SOME_FAILED }
}

/// A run under way: where records and failures go, and what is told of them.
struct Run<'a> {
    args: &'a args::Mine,
    sink: Sink,
    errors: Option<BufWriter<fs::File>>,
    progress: Progress,
    tally: Tally,
    left_out: LeftOut,
    failures: Failures,
}

impl Run<'_> {
    /// Takes what came of a chunk. Breaks where the run ends before its inputs do: by a failure of its own, or because it
    /// was asked to stop at the first that a page has.
    fn take(&mut self, mined: io::Result<Mined>) -> ControlFlow<Result<(), Failure>> {
        match mined.map_err(Failure::from).and_then(|mined| self.write(&mined)) {
            Err(error) => ControlFlow::Break(Err(error)),
            Ok(true) => ControlFlow::Break(Ok(())),
            Ok(false) => ControlFlow::Continue(()),
        }
    }

    /// Writes it; whether the run stops here.
    fn write(&mut self, mined: &Mined) -> Result<bool, Failure> {
        let Run { failures, progress, .. } = self;
        mined.told.iter().filter_map(|error| failures.line(error)).for_each(|line| progress.say(&line));
        self.tally.add(mined.tally);
        self.progress.update(&self.tally);
        self.write_errors(|out| out.write_all(&mined.errors))?;
        self.sink.write(mined, self.tally)?;
        Ok(mined.stopped)
    }

    fn write_errors(&mut self, write: impl FnOnce(&mut BufWriter<fs::File>) -> io::Result<()>) -> io::Result<()> {
        match (&mut self.errors, &self.args.errors) {
            (Some(out), Some(path)) => write(out).map_err(|e| named(path, e)),
            _ => Ok(()),
        }
    }

    /// Ends the run, complete or stopped, and says what it gave; the exit code.
    fn end(mut self, jobs: usize, stopped: bool) -> Result<u8, Failure> {
        self.write_errors(BufWriter::flush)?;
        let Run { args, sink, progress, tally, left_out, failures, .. } = self;
        if stopped { sink.stop(tally) } else { sink.finish(tally, &left_out, jobs, args) }?;
        progress.end();
        failures.rest("; --errors FILE keeps them").for_each(|line| eprintln!("{line}"));
        if !args.quiet {
            eprintln!("{}{}", tally.line(), files::told(&left_out));
            if stopped {
                eprintln!("stopped at the first failure");
            }
        }
        Ok(code(&tally))
    }
}

/// All pages of all files, or the first ones, in order, not yet read.
pub(crate) fn pages(
    found: Vec<Result<Found, Error>>,
    limit: Option<usize>,
    settings: Settings,
) -> impl Iterator<Item = Result<Input, Error>> + Send {
    let pages = found.into_iter().flat_map(move |file| match file {
        Ok(file) => inputs(&file, &settings),
        Err(error) => Box::new(std::iter::once(Err(error))),
    });
    pages.take(limit.unwrap_or(usize::MAX))
}

/// Where the records go.
enum Sink {
    Lines(BufWriter<io::Stdout>),
    Table(Box<Stream<io::Stdout>>),
    Folder(Box<Folder>),
}

impl Sink {
    fn stdout(args: &args::Mine) -> io::Result<Sink> {
        let out = BufWriter::with_capacity(1 << 16, io::stdout());
        Ok(match args.format {
            Format::Jsonl => Sink::Lines(out),
            format => Sink::Table(Box::new(Stream::new(out, args.records.kinds[0], format, args.bom)?)),
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
            Sink::Lines(out) => out.write_all(&mined.log).map_err(of_stdout)?,
            Sink::Table(table) => table.log(&mined.log).map_err(of_stdout)?,
            Sink::Folder(folder) => folder.write(mined, tally)?,
        }
        Ok(())
    }

    /// The run is complete.
    fn finish(self, tally: Tally, left_out: &LeftOut, jobs: usize, args: &args::Mine) -> Result<(), Failure> {
        match self {
            Sink::Folder(folder) => folder.finish(tally, left_out, jobs, args),
            out => out.end(),
        }
    }

    /// The run ends before its inputs do.
    fn stop(self, tally: Tally) -> Result<(), Failure> {
        match self {
            Sink::Folder(folder) => folder.stop(tally),
            out => out.end(),
        }
    }

    /// Writes what is still buffered, where it is not for a folder.
    fn end(self) -> Result<(), Failure> {
        let ended = match self {
            Sink::Lines(mut out) => out.flush(),
            Sink::Table(table) => table.finish().and_then(|mut out| out.flush()),
            Sink::Folder(_) => Ok(()),
        };
        Ok(ended.map_err(of_stdout)?)
    }
}
