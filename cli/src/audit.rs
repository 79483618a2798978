//! `vanban audit`: the numbers of pages that do not add up.

use std::io;
use std::ops::ControlFlow;

use vanban::Error;
use vanban::audit::Verdict;
use vanban::batch::{Input, Worker, in_order};
use vanban::record::{Audit, Record};
use vanban::write::json_line;

use crate::args::{self, Report};
use crate::chunk::Chunks;
use crate::mine::pages;
use crate::show::safe;
use crate::{DONE, Failure, SOME_FAILED, files, put, told};

/// What came of a chunk of pages.
#[derive(Default)]
struct Checked {
    lines: Vec<u8>,
    checked: u64,
    wrong: u64,
    failed: Vec<Error>,
}

pub(crate) fn run(args: &args::Audit) -> Result<u8, Failure> {
    let mut settings = args.input.read.settings()?;
    settings.records.sentences = true;
    let inputs = pages(files::find(&args.input)?.files, args.input.limit, settings.clone());
    let (mut checked, mut wrong, mut clean) = (0, 0, true);
    let take = |chunk: Checked| -> ControlFlow<io::Error> {
        checked += chunk.checked;
        wrong += chunk.wrong;
        clean &= chunk.failed.is_empty();
        chunk.failed.iter().for_each(|error| eprintln!("{}", told(error)));
        put(&chunk.lines).map_or_else(ControlFlow::Break, ControlFlow::Continue)
    };
    let worker = || Worker::new(settings.clone());
    let end = in_order(args.jobs.number(), Chunks { inputs }, worker, |worker, chunk| check(worker, chunk, args), take);
    if let ControlFlow::Break(error) = end {
        return Err(error.into());
    }
    eprintln!("{checked} checked, {wrong} do not hold");
    Ok(if clean { DONE } else { SOME_FAILED })
}

/// Checks the pages of a chunk.
fn check(worker: &mut Worker, chunk: Vec<Result<Input, Error>>, args: &args::Audit) -> Checked {
    let mut out = Checked::default();
    for input in chunk {
        let outcome = input.and_then(|input| {
            worker.mine(input, |records| {
                for record in records {
                    let Record::Audit(audit) = record else { continue };
                    out.checked += 1;
                    let holds_not = audit.verdict == Verdict::DoesNotHold;
                    out.wrong += u64::from(holds_not);
                    match args.format {
                        _ if !holds_not && !args.all => {}
                        Report::Jsonl => json_line(record, &mut out.lines),
                        Report::Text => out.lines.extend(text(audit).into_bytes()),
                    }
                }
            })
        });
        match outcome {
            Ok(outcome) => out.failed.extend(outcome.damage),
            Err(error) => out.failed.push(error),
        }
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
