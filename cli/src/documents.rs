//! `vanban documents`: the documents that the records of a run cite.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;

use vanban::record::{Documents, Record};

use crate::{DONE, Failure, SOME_FAILED, args};

pub(crate) fn run(args: &args::Documents) -> Result<u8, Failure> {
    let mut documents = Documents::new();
    let mut failed = 0;
    for path in &args.records {
        let name = path.display();
        let lines: Box<dyn BufRead> = if path == Path::new("-") {
            Box::new(io::stdin().lock())
        } else {
            match File::open(path) {
                Ok(file) => Box::new(BufReader::new(file)),
                Err(error) => {
                    eprintln!("vanban: {name}: {error}");
                    failed += 1;
                    continue;
                }
            }
        };
        for (number, line) in lines.lines().enumerate() {
            let line = line?;
            if line.trim().is_empty() {
                continue;
            }
            match serde_json::from_str::<Record<'_>>(&line) {
                Ok(record) => documents.add(&record),
                Err(error) => {
                    eprintln!("vanban: {name}:{}: no record: {error}", number + 1);
                    failed += 1;
                }
            }
        }
    }
    let mut out = BufWriter::new(io::stdout().lock());
    documents.write_csv(&mut out)?;
    out.flush()?;
    if let Some(path) = &args.edges {
        let mut out = BufWriter::new(File::create(path)?);
        documents.write_edges(&mut out)?;
        out.flush()?;
    }
    Ok(if failed == 0 { DONE } else { SOME_FAILED })
}
