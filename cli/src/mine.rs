//! `vanban mine`: pages in, records out.

use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use vanban::batch::{Found, walk};
use vanban::record::{self, Options, Origin};
use vanban::{Error, ErrorKind, Miner};

use crate::{DONE, SOME_FAILED, args};

pub(crate) fn run(args: &args::Mine) -> io::Result<u8> {
    let mut options = Options::default();
    (options.zones, options.sentences, options.utf16) = (args.zones, args.sentences, args.utf16);
    let mut run =
        Run { options, miner: Miner::new(), out: BufWriter::new(io::stdout().lock()), tally: Tally::default() };
    for path in &args.paths {
        let mut found = Vec::new();
        if path == Path::new("-") {
            found.push(Found { path: path.clone(), source: "-".into() });
        } else if let Err(error) = walk(path, &mut found) {
            run.fail(&error);
        }
        for file in found {
            match read(&file) {
                Ok(page) => run.mine(&file.source, &page)?,
                Err(error) => run.fail(&error),
            }
        }
    }
    run.out.flush()?;
    let tally = run.tally;
    if !args.quiet {
        eprintln!("{}", tally.line());
    }
    Ok(if tally.failed == 0 { DONE } else { SOME_FAILED })
}

/// The page of a file.
fn read(file: &Found) -> Result<String, Error> {
    let name = file.path.to_string_lossy();
    let mut bytes = Vec::new();
    let got = if file.source == "-" {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(&file.path).and_then(|mut f| f.read_to_end(&mut bytes))
    };
    got.map_err(|e| Error::new(ErrorKind::Read, &*name, e.to_string()))?;
    if bytes.len() > u32::MAX as usize {
        return Err(Error::new(ErrorKind::TooLarge, name, "4 GiB or more"));
    }
    let page = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Error::new(ErrorKind::Decode, &*name, format!("not UTF-8 (byte {at})"))
    })?;
    if page.trim().is_empty() {
        return Err(Error::new(ErrorKind::Empty, name, "empty page"));
    }
    Ok(page)
}

struct Run<W: Write> {
    options: Options,
    miner: Miner,
    out: W,
    tally: Tally,
}

impl<W: Write> Run<W> {
    fn mine(&mut self, source: &str, page: &str) -> io::Result<()> {
        let mined = self.miner.mine(page);
        self.tally.pages += 1;
        self.tally.references += mined.references.len();
        self.tally.claims += mined.claims.len();
        for record in record::records(page, &mined, &Origin::new(source), &self.options) {
            serde_json::to_writer(&mut self.out, &record)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn fail(&mut self, error: &Error) {
        self.tally.failed += 1;
        eprintln!("vanban: {error}");
    }
}

#[derive(Default)]
struct Tally {
    pages: usize,
    failed: usize,
    references: usize,
    claims: usize,
}

impl Tally {
    fn line(&self) -> String {
        let Tally { pages, failed, references, claims } = self;
        format!("{pages} pages, {references} references, {claims} claims; {failed} failed")
    }
}
