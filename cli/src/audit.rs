//! `vanban audit`: the numbers of pages that do not add up.

use std::io;
use std::ops::ControlFlow;

use vanban::Error;
use vanban::audit::Verdict;
use vanban::batch::{Input, Walk, Worker, in_order};
use vanban::record::{Audit, Record};
use vanban::write::json_line;

use crate::args::{self, Report};
use crate::chunk::{Chunks, guarded, quiet_panics};
use crate::failures::Failures;
use crate::mine::{code, pages};
use crate::progress::Progress;
use crate::show::safe;
use crate::tally::{Tally, count};
use crate::{Failure, files, put};

/// What came of a chunk of pages.
#[derive(Default)]
struct Checked {
    lines: Vec<u8>,
    wrong: u64,
    told: Vec<Error>,
    tally: Tally,
}

pub(crate) fn run(args: &args::Audit) -> Result<u8, Failure> {
    let mut settings = args.input.read.settings()?;
    settings.records.sentences = true;
    let Walk { files, left_out, .. } = files::find(&args.input, None)?;
    let mut progress = Progress::new(&files, &settings, args.quiet);
    let (mut tally, mut wrong, mut failures) = (Tally::default(), 0, Failures::default());
    let take = |chunk: Checked| -> ControlFlow<io::Error> {
        tally.add(chunk.tally);
        wrong += chunk.wrong;
        chunk.told.iter().filter_map(|error| failures.line(error)).for_each(|line| progress.say(&line));
        progress.update(&tally);
        progress.aside(|| put(&chunk.lines)).map_or_else(ControlFlow::Break, ControlFlow::Continue)
    };
    let inputs = pages(files, args.input.limit, settings.clone());
    let worker = || Worker::new(settings.clone());
    let end = quiet_panics(|| {
        in_order(args.jobs.number(), Chunks { inputs }, worker, |worker, chunk| check(worker, chunk, args), take)
    });
    if let ControlFlow::Break(error) = end {
        return Err(error.into());
    }
    progress.end();
    failures.rest("").for_each(|line| eprintln!("{line}"));
    if !args.quiet {
        let found = format!("{} checked, {wrong} do not hold", tally.audits);
        eprintln!("{}: {found}; {}{}", count(tally.pages, "page"), tally.failures(), files::told(&left_out));
    }
    Ok(code(&tally))
}

/// Checks the pages of a chunk.
fn check(worker: &mut Worker, chunk: Vec<Result<Input, Error>>, args: &args::Audit) -> Checked {
    let mut out = Checked::default();
    for input in chunk {
        let outcome = guarded(worker, input, |records| {
            for record in records {
                let Record::Audit(audit) = record else { continue };
                let holds_not = audit.verdict == Verdict::DoesNotHold;
                out.wrong += u64::from(holds_not);
                match args.format {
                    _ if !holds_not && !args.all => {}
                    Report::Jsonl => json_line(record, &mut out.lines),
                    Report::Text => out.lines.extend(text(audit).into_bytes()),
                }
            }
        });
        out.tally.input(&outcome);
        out.told.extend(outcome.map_or_else(Some, |outcome| outcome.damage));
    }
    out
}

/// An audit for a person: the place, the arithmetic and the sentence.
fn text(audit: &Audit<'_>) -> String {
    let head = &audit.head;
    let verdict = match audit.verdict {
        Verdict::Holds => "holds: ",
        Verdict::HoldsRounded => "holds, rounded: ",
        Verdict::DoesNotHold => "",
        _ => "not checkable: ",
    };
    let words = head.sentence.as_ref().and_then(|sentence| sentence.text.as_deref()).unwrap_or(&head.text);
    let mut lines = String::new();
    safe(&format!("{}:{}: {verdict}{}", head.source, head.start, audit.explanation).replace('\n', " "), &mut lines);
    lines.push_str("\n    ");
    safe(&words.replace('\n', " "), &mut lines);
    lines.push('\n');
    lines
}
