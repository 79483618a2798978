//! `vanban normalize`: the readable text of a page.

use std::io::{self, Write};

use vanban::{Options, normalize};

use crate::show::page;
use crate::{DONE, Failure, SOME_FAILED, args};

pub(crate) fn run(args: &args::Normalize) -> Result<u8, Failure> {
    let mut options = Options::default();
    options.tones = args.tones;
    let page = page(&args.page, &args.read.settings()?);
    let text = page
        .as_ref()
        .map_err(String::clone)
        .and_then(|page| normalize(&page.bytes, &options).map_err(|error| format!("{}: {error}", page.source)));
    let text = match text {
        Ok(text) => text,
        Err(reason) => {
            eprintln!("vanban: {reason}");
            return Ok(SOME_FAILED);
        }
    };
    if args.report {
        let report = text.report();
        eprintln!("{}, {} changes", report.encoding, report.edits);
        for repair in &report.repairs {
            eprintln!("bytes {:?}: read as {}", repair.span, repair.reading);
        }
        for loss in &report.losses {
            eprintln!("{}: {}, first at bytes {:?}", loss.kind, loss.count, loss.first);
        }
    }
    io::stdout().write_all(text.as_str().as_bytes())?;
    Ok(DONE)
}
