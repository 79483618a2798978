//! CSV and its kin: a file's rows to cells (RFC 4180).

use std::io::{self, BufRead};

/// How a row ended.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Ended {
    /// There was none.
    Nowhere,
    Row,
    /// The file ended within quotation marks.
    Quoted,
}

/// A file's cells.
pub(crate) struct Cells<R> {
    pub(crate) read: R,
    pub(crate) mark: u8,
}

impl<R: BufRead> Cells<R> {
    /// Reads a row's cells; of those that are not wanted, and of each beyond `most` bytes, nothing is kept.
    pub(crate) fn row(
        &mut self,
        most: u64,
        wanted: impl Fn(usize) -> bool,
        cells: &mut Vec<Vec<u8>>,
    ) -> io::Result<Ended> {
        cells.clear();
        let (mut any, mut quoted, mut quote) = (false, false, false);
        let mut cell = Vec::new();
        loop {
            let buffer = self.read.fill_buf()?;
            if buffer.is_empty() {
                return Ok(match (any, quoted && !quote) {
                    (false, _) => Ended::Nowhere,
                    (_, true) => Ended::Quoted,
                    _ => {
                        cells.push(cell);
                        Ended::Row
                    }
                });
            }
            let mut used = 0;
            for &byte in buffer {
                used += 1;
                any = true;
                // A quotation mark within quoted words closes them, unless a second one follows.
                let closed = std::mem::take(&mut quote);
                quoted &= !closed || byte == b'"';
                match byte {
                    b'"' if quoted && !closed => quote = true,
                    b'"' if !quoted && cell.is_empty() => quoted = true,
                    _ if !quoted && (byte == self.mark || byte == b'\n') => {
                        if byte == b'\n' && cell.last() == Some(&b'\r') {
                            cell.pop();
                        }
                        cells.push(std::mem::take(&mut cell));
                        if byte == b'\n' {
                            self.read.consume(used);
                            return Ok(Ended::Row);
                        }
                    }
                    _ if wanted(cells.len()) && (cell.len() as u64) < most => cell.push(byte),
                    // Of what is not kept, whether there was anything.
                    _ if cell.is_empty() => cell.push(b' '),
                    _ => {}
                }
            }
            self.read.consume(used);
        }
    }
}
