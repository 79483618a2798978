//! `vanban mine`: pages in, records out.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::num::NonZero;
use std::ops::ControlFlow;
use std::thread;

use vanban::Error;
use vanban::batch::{Found, Input, Settings, Worker, in_order, inputs};
use vanban::record::{Kind, Record};

use crate::args::{self, Format};
use crate::chunk::{Chunks, Mined, mine, quiet_panics};
use crate::files::{self, named};
use crate::folder::{Folder, Opened};
use crate::progress::Progress;
use crate::tables::Stream;
use crate::tally::Tally;
use crate::{DONE, Failure, SOME_FAILED, of_stdout};

/// As many failures are told one by one where all are kept in a file.
pub(crate) const TOLD: u64 = 20;

pub(crate) fn run(args: &args::Mine) -> Result<u8, Failure> {
    if args.out.is_none() && args.format != Format::Jsonl && args.records.kinds.len() != 1 {
        let name = args.format.name();
        return Err(Failure::Usage(format!("--format {name} needs --out DIR, or --kinds with one kind")));
    }
    if args.bom && args.format != Format::Csv {
        return Err(Failure::Usage("--bom is for --format csv".into()));
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
    let mut progress = Progress::new(&found, &settings, args.quiet);

    let pages = pages(found, args.input.limit, settings.clone());
    let one_by_one = Chunks { inputs: pages.skip(done_before as usize) };
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

/// All pages of all files, or the first ones, in order, not yet read.
fn pages(
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

/// Hands every page's records to `each`, in order, and tells what fails; whether all pages were read. Ends where `each`
/// fails.
pub(crate) fn for_each_page(
    args: &args::Input,
    mut each: impl FnMut(&[Record<'_>]) -> io::Result<()>,
) -> Result<bool, Failure> {
    let mut settings = args.read.settings()?;
    settings.records.sentences = true;
    let mut worker = Worker::new(settings.clone());
    let mut clean = true;
    for input in pages(files::find(args)?, args.limit, settings) {
        let mut handed = Ok(());
        let outcome = input.and_then(|input| worker.mine(input, |records| handed = each(records)));
        handed?;
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
            Sink::Lines(out) => out.write_all(&mined.log).map_err(of_stdout)?,
            Sink::Table(table) => table.log(&mined.log).map_err(of_stdout)?,
            Sink::Folder(folder) => folder.write(mined, tally)?,
        }
        Ok(())
    }

    /// The run is complete.
    fn finish(self, tally: Tally, jobs: usize, args: &args::Mine) -> Result<(), Failure> {
        match self {
            Sink::Folder(folder) => folder.finish(tally, jobs, args),
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
