//! One page into dictionaries, which the package makes its types of.

use std::cell::Cell;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use vanban::batch::{Input, Settings, Worker};
use vanban::record::{Head, Origin, Record, Sentence, records};
use vanban::{ErrorKind, Miner};

use super::Page;
use super::read::Read;

thread_local! {
    /// The thread's worker, whose buffers are warm; gone while it works, so that what Python runs meanwhile has another.
    static WORKER: Cell<Option<Worker>> = const { Cell::new(None) };
}

/// The records of a page. Positions are the page's: bytes, or of a `str`, where these are not asked for, code points.
#[pyfunction]
pub(crate) fn mine(py: Python<'_>, page: Page, bytes: bool, read: Read) -> PyResult<Py<PyAny>> {
    let settings = read.settings()?;
    let options = settings.records;
    py.detach(|| {
        let mut out = None;
        let mut worker = WORKER.take().unwrap_or_else(|| Worker::new(Settings::default()));
        *worker.settings_mut() = settings;
        let outcome = worker.mine(Input::new("", page.bytes()), |records| {
            out = Some(to_python(records.to_vec(), &page, bytes));
        });
        WORKER.set(Some(worker));
        match (outcome, out) {
            (Ok(outcome), Some(records)) => {
                let records = records?;
                if let Some(damage) = &outcome.damage {
                    let more = to_python(vec![Record::from(damage)], &page, bytes)?;
                    Python::attach(|py| records.call_method1(py, "extend", (more,)))?;
                }
                Ok(records)
            }
            // A page that holds nothing is no failure for who holds it in hand.
            (Err(error), _) if error.kind() == ErrorKind::Empty => {
                let mut miner = Miner::new();
                to_python(records("", &miner.mine(""), &Origin::new(""), &options), &page, bytes)
            }
            (Err(error), _) => Err(PyValueError::new_err(error.reason().to_owned())),
            (Ok(_), None) => Err(PyValueError::new_err("no records")),
        }
    })
}

fn to_python(mut records: Vec<Record<'_>>, page: &Page, bytes: bool) -> PyResult<Py<PyAny>> {
    if let (Page::Text(text), false) = (page, bytes) {
        count_characters(text, &mut records);
    }
    Python::attach(|py| Ok(pythonize::pythonize(py, &records)?.unbind()))
}

/// Turns the positions of the records from bytes into code points.
fn count_characters(page: &str, records: &mut [Record<'_>]) {
    if page.is_ascii() {
        return;
    }
    let mut at = Vec::new();
    records.iter_mut().for_each(|record| positions(record, &mut |byte| at.push((*byte, 0))));
    at.sort_unstable();
    at.dedup();
    let (mut from, mut characters) = (0, 0);
    for (byte, character) in &mut at {
        let to = (*byte as usize).min(page.len());
        // A character is counted at its first byte.
        characters += page.as_bytes()[from..to].iter().filter(|&&b| b & 0xc0 != 0x80).count() as u32;
        (from, *character) = (to, characters);
    }
    let character = |byte: &mut u32| {
        if let Ok(i) = at.binary_search_by_key(byte, |(byte, _)| *byte) {
            *byte = at[i].1;
        }
    };
    records.iter_mut().for_each(|record| positions(record, &mut |byte| character(byte)));
}

/// Hands over every position of a record.
fn positions(record: &mut Record<'_>, each: &mut dyn FnMut(&mut u32)) {
    let mut pair = |start: &mut u32, end: &mut u32| {
        each(start);
        each(end);
    };
    let head: &mut Head<'_> = match record {
        Record::Reference(r) => {
            pair(&mut r.mention_start, &mut r.mention_end);
            &mut r.head
        }
        Record::Page(page) => {
            let facts = [&mut page.title, &mut page.published_in, &mut page.place, &mut page.district];
            for fact in facts.into_iter().chain([&mut page.site, &mut page.author, &mut page.taken_from]).flatten() {
                pair(&mut fact.start, &mut fact.end);
            }
            for repair in &mut page.repairs {
                pair(&mut repair.start, &mut repair.end);
            }
            &mut page.head
        }
        Record::Claim(r) => &mut r.head,
        Record::Audit(r) => &mut r.head,
        Record::Document(r) => &mut r.head,
        Record::Zone(r) => &mut r.head,
        Record::Diagnostic(r) => &mut r.head,
        _ => return,
    };
    pair(&mut head.start, &mut head.end);
    if let Some(Sentence { start, end, .. }) = &mut head.sentence {
        pair(start, end);
    }
}
