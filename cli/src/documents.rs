//! `vanban documents`: the documents that the records of a run cite.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use vanban::record::{Kind, Record};
use vanban::write::Documents;

use crate::files::named;
use crate::{DONE, Failure, SOME_FAILED, args, put, records};

pub(crate) fn run(args: &args::Documents) -> Result<u8, Failure> {
    let mut documents = Documents::new();
    let clean = records::each_line(&args.records, &[Kind::Reference], |line| {
        let record: Record<'_> = serde_json::from_slice(line).map_err(|e| records::reason(&e))?;
        documents.add(&record);
        Ok(())
    })?;
    if let Some(path) = &args.edges {
        let write = || -> io::Result<()> {
            let mut out = BufWriter::new(File::create(path)?);
            documents.write_edges(&mut out)?;
            out.flush()
        };
        write().map_err(|e| named(path, e))?;
    }
    let mut out = Vec::new();
    documents.write_csv(&mut out)?;
    put(&out)?;
    Ok(if clean { DONE } else { SOME_FAILED })
}
