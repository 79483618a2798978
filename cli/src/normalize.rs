//! `vanban normalize`: the readable text of a page.

use vanban::batch::Settings;
use vanban::{DecodeError, Error, ErrorKind, Options, normalize};

use crate::show::page;
use crate::{DONE, Failure, SOME_FAILED, args, put, told};

pub(crate) fn run(args: &args::Normalize) -> Result<u8, Failure> {
    match readable(args, &args.read.settings()?) {
        Ok(text) => put(text.as_bytes())?,
        Err(error) => {
            eprintln!("{}", told(error));
            return Ok(SOME_FAILED);
        }
    }
    Ok(DONE)
}

/// The page's text, as `mine` reads it.
fn readable(args: &args::Normalize, settings: &Settings) -> Result<String, Error> {
    let page = page(&args.page, settings)?;
    let text = page.text()?;
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
    if args.tones.is_none() {
        return Ok(text.into_string());
    }
    let mut options = Options::default();
    (options.repair, options.tones) = (false, args.tones);
    let failed = |error: DecodeError| Error::new(ErrorKind::Decode, &*page.source, error.to_string());
    Ok(normalize(text.as_str().as_bytes(), &options).map_err(failed)?.into_string())
}
