//! `vanban stats`: what a run holds.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;
use serde_json::Value;
use vanban::record::Kind;

use crate::{DONE, Failure, SOME_FAILED, args, put, records};

type Counts = BTreeMap<String, u64>;

/// Everything that is counted, by name.
#[derive(Default, Serialize)]
struct Stats {
    records: Counts,
    forms: Counts,
    doc_types: Counts,
    issuers: Counts,
    years: Counts,
    relations: Counts,
    open_because: Counts,
    units: Counts,
    bounds: Counts,
    changes: Counts,
    flags: Counts,
    verdicts: Counts,
    diagnostics: Counts,
    failures: Counts,
}

pub(crate) fn run(args: &args::Stats) -> Result<u8, Failure> {
    let mut stats = Stats::default();
    let clean = records::each_line(&args.records, &Kind::ALL, |line| {
        let record: Value = serde_json::from_slice(line).map_err(|e| records::reason(&e))?;
        if record["kind"].is_string() {
            stats.count(&record);
            return Ok(());
        }
        Err("it has no kind".into())
    })?;
    let mut out = Vec::new();
    if args.json {
        serde_json::to_writer_pretty(&mut out, &stats).map_err(io::Error::from)?;
        out.push(b'\n');
    } else {
        stats.print(args.top, &mut out)?;
    }
    put(&out)?;
    Ok(if clean { DONE } else { SOME_FAILED })
}

impl Stats {
    fn count(&mut self, record: &Value) {
        let kind = record["kind"].as_str().unwrap_or_default();
        if kind == "diagnostic" {
            let failed = record["severity"] == "error";
            add(if failed { &mut self.failures } else { &mut self.diagnostics }, &record["code"]);
            if failed {
                return;
            }
        }
        add(&mut self.records, &record["kind"]);
        match kind {
            "reference" => {
                add(&mut self.forms, &record["form"]);
                add(&mut self.doc_types, &record["doc_type"]);
                add(&mut self.relations, &record["relation"]["type"]);
                let issuer = if record["issuer_id"].is_null() { &record["issuer"] } else { &record["issuer_id"] };
                add(&mut self.issuers, issuer);
                let year = record["issued"].as_str().and_then(|date| date.get(..4));
                add(&mut self.years, &year.map_or(Value::Null, Value::from));
                add(&mut self.open_because, &record["open_because"]);
            }
            "claim" => {
                add(&mut self.units, &record["unit"]);
                add(&mut self.bounds, &record["bound"]);
                add(&mut self.changes, &record["change"]);
                record["flags"].as_array().into_iter().flatten().for_each(|flag| add(&mut self.flags, flag));
            }
            "audit" => add(&mut self.verdicts, &record["verdict"]),
            _ => {}
        }
    }

    fn print(&self, top: usize, out: &mut Vec<u8>) -> io::Result<()> {
        let tables: [(&str, &Counts); 14] = [
            ("Records", &self.records),
            ("References: forms", &self.forms),
            ("References: types of document", &self.doc_types),
            ("References: issuers", &self.issuers),
            ("References: years of issue", &self.years),
            ("References: relations", &self.relations),
            ("References: open because", &self.open_because),
            ("Claims: units", &self.units),
            ("Claims: bounds", &self.bounds),
            ("Claims: changes", &self.changes),
            ("Claims: flags", &self.flags),
            ("Audits: verdicts", &self.verdicts),
            ("Diagnostics", &self.diagnostics),
            ("Pages that failed", &self.failures),
        ];
        for (name, counts) in tables.into_iter().filter(|(_, counts)| !counts.is_empty()) {
            let mut rows: Vec<(&String, u64)> = counts.iter().map(|(name, n)| (name, *n)).collect();
            let all: u64 = rows.iter().map(|(_, n)| n).sum();
            // The most frequent first; where two are as frequent, by name.
            rows.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
            writeln!(out, "{name} ({all})")?;
            for (name, n) in rows.iter().take(top) {
                writeln!(out, "{n:>9}  {name}")?;
            }
            let rest = &rows[rows.len().min(top)..];
            if !rest.is_empty() {
                writeln!(out, "{:>9}  in {} more", rest.iter().map(|(_, n)| n).sum::<u64>(), rest.len())?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

fn add(counts: &mut Counts, value: &Value) {
    if let Some(name) = value.as_str() {
        // Terminals obey control characters; names have none.
        *counts.entry(name.replace(char::is_control, " ")).or_default() += 1;
    }
}
