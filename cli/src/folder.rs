//! `--out DIR`: a run whose files appear whole or not at all, and which can be taken up where it was stopped.
//!
//! While a run goes on, its records and failures are appended to two logs in `DIR/.vanban`. Now and then the logs are
//! synced and `progress.json` is replaced, atomically, by one that says how many inputs are done and how long the logs
//! are. A run that was killed is taken up by cutting the logs to these lengths and going on with the next input. At the
//! end the tables are made of the logs, moved to their places one by one, and `manifest.json` is written last.
//!
//! The records of an input depend on nothing but the input, and nothing that is written says when or how fast: so a run
//! that was killed any number of times leaves the bytes of one that was not.
//!
//! Nothing is removed or replaced but what a run of this command left: what the manifest lists, or where a run was
//! stopped while it moved its files, what its progress lists. One run at a time has the folder's lock.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use vanban::Error;
use vanban::batch::{Found, LeftOut};
use vanban::record::{Kind, SCHEMA_VERSION};
use vanban::write::file_stem;

use crate::Failure;
use crate::args::{self, Format};
use crate::chunk::Mined;
use crate::files::named;
use crate::tables::{Stream, convert};
use crate::tally::Tally;

/// How often progress is made safe: what a kill costs at most.
const EVERY: Duration = Duration::from_millis(300);

/// An output folder with a run under way.
pub(crate) struct Folder {
    root: PathBuf,
    records: BufWriter<File>,
    errors: BufWriter<File>,
    progress: Progress,
    safe: Instant,
    lock: Lock,
}

/// What `progress.json` says.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Progress {
    /// Of the inputs and the options: a run is taken up only where they are the same.
    fingerprint: String,
    /// How many inputs are done.
    inputs: u64,
    /// How long the logs are.
    records: u64,
    errors: u64,
    tally: Tally,
    /// All inputs are done; what is left is to make the files.
    complete: bool,
    /// The names that the files will have.
    files: Vec<String>,
}

/// What `manifest.json` says.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    vanban: String,
    schema_version: u32,
    fingerprint: String,
    format: String,
    #[serde(flatten)]
    tally: Tally,
    /// What the inputs' folders hold and was not read.
    #[serde(default)]
    left_out: LeftOut,
    files: Vec<Written>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Written {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    kind: Option<Kind>,
    rows: u64,
    bytes: u64,
}

pub(crate) enum Opened {
    Folder(Box<Folder>),
    /// The run was complete already.
    Complete(Tally),
}

/// The log of the records: what it holds depends on what is made of it.
fn log_name(format: Format) -> &'static str {
    if format == Format::Jsonl { "records.jsonl" } else { "rows" }
}

fn work(root: &Path) -> PathBuf {
    root.join(".vanban")
}

impl Folder {
    pub(crate) fn open(root: &Path, args: &args::Mine, found: &[Result<Found, Error>]) -> Result<Opened, Failure> {
        if root.exists() && !root.is_dir() {
            return Err(Failure::Usage(format!("--out {}: a file, not a folder", root.display())));
        }
        let lock = Lock::take(root)?;
        let fingerprint = fingerprint(args, found);
        let manifest: Option<Manifest> = read_json(&root.join("manifest.json"))?;
        let progress: Option<Progress> = read_json(&work(root).join("progress.json"))?;
        let usage = |reason: &str| Err(Failure::Usage(format!("{}: {reason}", root.display())));
        match (&manifest, &progress) {
            _ if args.overwrite => {}
            (Some(_), _) if !args.resume => return usage("holds a complete run; --overwrite replaces it"),
            (Some(manifest), _) if manifest.fingerprint != fingerprint => {
                return usage("holds a complete run of other inputs or options; --overwrite replaces it");
            }
            (Some(manifest), _) => {
                lock.clear()?;
                return Ok(Opened::Complete(manifest.tally));
            }
            (None, Some(_)) if !args.resume => {
                return usage("holds a run that was stopped; --resume goes on with it, --overwrite replaces it");
            }
            (None, Some(progress)) if progress.fingerprint != fingerprint => {
                return usage("the run that was stopped here had other inputs or options; --overwrite replaces it");
            }
            (None, _) => {}
        }
        let own = own(manifest, progress.as_ref());
        let files: Vec<String> = names(args).collect();
        if let Some(name) = files.iter().find(|name| !own.contains(name) && root.join(name).exists()) {
            return usage(&format!("holds a {name} that no run of this command left"));
        }
        let progress = match progress {
            Some(progress) if !args.overwrite => progress,
            // Killed before it had any progress, or new.
            _ => {
                lock.clear()?;
                // The manifest first: what it lists is there as long as it is.
                for name in ["manifest.json"].into_iter().chain(own.iter().map(String::as_str)) {
                    let _ = fs::remove_file(root.join(name));
                }
                let (inputs, records, errors, tally) = (0, 0, 0, Tally::default());
                Progress { fingerprint, inputs, records, errors, tally, complete: false, files }
            }
        };
        Ok(Opened::Folder(Box::new(Folder::at(root, args.format, progress, lock)?)))
    }

    fn at(root: &Path, format: Format, progress: Progress, lock: Lock) -> io::Result<Folder> {
        let log = |name: &str, length: u64| -> io::Result<BufWriter<File>> {
            let path = work(root).join(name);
            let file = OpenOptions::new().create(true).append(true).open(&path).map_err(|e| named(&path, e))?;
            // A complete run may have moved its logs to their places already: then there is nothing to cut.
            if !progress.complete {
                if file.metadata()?.len() < length {
                    return Err(named(&path, io::Error::other("shorter than it was; --overwrite starts anew")));
                }
                file.set_len(length)?;
            }
            Ok(BufWriter::with_capacity(1 << 16, file))
        };
        Ok(Folder {
            root: root.to_owned(),
            records: log(log_name(format), progress.records)?,
            errors: log("errors.jsonl", progress.errors)?,
            progress,
            safe: Instant::now(),
            lock,
        })
    }

    /// How many inputs are done, and what they gave.
    pub(crate) fn state(&self) -> (u64, Tally) {
        // Of a complete run no input is left, whatever their number.
        (if self.progress.complete { u64::MAX } else { self.progress.inputs }, self.progress.tally)
    }

    pub(crate) fn write(&mut self, mined: &Mined, tally: Tally) -> io::Result<()> {
        let written = self.records.write_all(&mined.log).and_then(|()| self.errors.write_all(&mined.errors));
        written.map_err(|e| named(&self.root, e))?;
        self.progress.inputs += mined.inputs;
        self.progress.records += mined.log.len() as u64;
        self.progress.errors += mined.errors.len() as u64;
        self.progress.tally = tally;
        if self.safe.elapsed() >= EVERY { self.make_safe() } else { Ok(()) }
    }

    /// The run ends before its inputs do: it can be taken up.
    pub(crate) fn stop(mut self, tally: Tally) -> Result<(), Failure> {
        self.progress.tally = tally;
        Ok(self.make_safe()?)
    }

    fn make_safe(&mut self) -> io::Result<()> {
        let mut logs = [&mut self.records, &mut self.errors].into_iter();
        logs.try_for_each(|log| log.flush().and_then(|()| log.get_ref().sync_data()))
            .and_then(|()| write_json(&work(&self.root), "progress.json", &self.progress))
            .map_err(|e| named(&self.root, e))?;
        self.safe = Instant::now();
        Ok(())
    }

    /// Makes the files.
    pub(crate) fn finish(
        mut self,
        tally: Tally,
        left_out: &LeftOut,
        jobs: usize,
        args: &args::Mine,
    ) -> Result<(), Failure> {
        if !self.progress.complete {
            self.progress.tally = tally;
            self.progress.complete = true;
            self.make_safe()?;
        }
        let root = self.root.clone();
        let mut files = self.files(jobs, args).map_err(|e| named(&root, e))?;
        let errors = self.place("errors.jsonl").map_err(|e| named(&root, e))?;
        if let Some(path) = &args.errors {
            copy(&root.join(&errors.name), path).map_err(|e| named(path, e))?;
        }
        files.push(errors);
        let manifest = Manifest {
            vanban: env!("CARGO_PKG_VERSION").into(),
            schema_version: SCHEMA_VERSION,
            fingerprint: self.progress.fingerprint,
            format: args.format.name().into(),
            tally: self.progress.tally,
            left_out: left_out.clone(),
            files,
        };
        write_json(&root, "manifest.json", &manifest).map_err(|e| named(&root, e))?;
        Ok(self.lock.clear()?)
    }

    /// Makes the files of records out of the log.
    fn files(&self, jobs: usize, args: &args::Mine) -> io::Result<Vec<Written>> {
        if args.format == Format::Jsonl {
            return Ok(vec![self.place("records.jsonl")?]);
        }
        let work = work(&self.root);
        let name = |kind: Kind| format!("{}.{}", file_stem(kind), args.format.name());
        let rows = convert(&work.join(log_name(args.format)), &args.records.kinds(), jobs, |kind| {
            Stream::new(BufWriter::new(File::create(work.join(name(kind)))?), kind, args.format, args.bom)
        })?;
        let file = |(kind, rows): (Kind, u64)| {
            let (name, to) = (name(kind), self.root.join(name(kind)));
            fs::rename(work.join(&name), &to)?;
            Ok(Written { name, kind: Some(kind), rows, bytes: to.metadata()?.len() })
        };
        rows.into_iter().map(file).collect()
    }

    /// Moves a log to its place, where it is not there yet.
    fn place(&self, name: &str) -> io::Result<Written> {
        let (from, to) = (work(&self.root).join(name), self.root.join(name));
        let length = if name == "errors.jsonl" { self.progress.errors } else { self.progress.records };
        // Opening the logs anew has left an empty one where it was moved already.
        if from.metadata().is_ok_and(|meta| meta.len() == length) {
            fs::rename(&from, &to)?;
        }
        let rows = count_lines(&to)?;
        Ok(Written { name: name.into(), kind: None, rows, bytes: length })
    }
}

fn count_lines(path: &Path) -> io::Result<u64> {
    let mut read = io::BufReader::with_capacity(1 << 16, File::open(path)?);
    let mut lines = 0;
    loop {
        let buffer = io::BufRead::fill_buf(&mut read)?;
        if buffer.is_empty() {
            return Ok(lines);
        }
        lines += buffer.iter().filter(|&&b| b == b'\n').count() as u64;
        let n = buffer.len();
        io::BufRead::consume(&mut read, n);
    }
}

/// The files that a run of these arguments leaves.
fn names(args: &args::Mine) -> impl Iterator<Item = String> {
    let format = args.format;
    let tables = args.records.kinds().into_iter().filter(move |_| format != Format::Jsonl);
    let tables = tables.map(move |kind| format!("{}.{}", file_stem(kind), format.name()));
    let records = (format == Format::Jsonl).then(|| "records.jsonl".to_owned());
    tables.chain(records).chain(["errors.jsonl".to_owned()])
}

/// The files that earlier runs left: those of the complete one, and of one that was stopped what it may have moved to its
/// place. A name is all that a list of them may say.
fn own(manifest: Option<Manifest>, progress: Option<&Progress>) -> Vec<String> {
    let complete = manifest.into_iter().flat_map(|manifest| manifest.files).map(|file| file.name);
    let stopped = progress.filter(|progress| progress.complete).into_iter().flat_map(|progress| progress.files.clone());
    complete.chain(stopped).filter(|name| Path::new(name).components().count() == 1).collect()
}

/// The one run that may write into a folder: it holds the lock of a file in the folder `.vanban`, which the system takes
/// back when a run is killed. Removes the folder in the end, where nothing is in it that a run needs.
struct Lock {
    work: PathBuf,
    _file: File,
}

const LOCK: &str = "lock";

impl Lock {
    fn take(root: &Path) -> Result<Lock, Failure> {
        let work = work(root);
        fs::create_dir_all(&work).map_err(|e| named(root, e))?;
        let path = work.join(LOCK);
        let file = OpenOptions::new().create(true).append(true).open(&path).map_err(|e| named(&path, e))?;
        match fs4::FileExt::try_lock(&file) {
            Err(fs4::TryLockError::WouldBlock) => {
                Err(Failure::Usage(format!("{}: another run writes into this folder", root.display())))
            }
            // Some systems of files know no locks: there, users must take care themselves.
            Ok(()) | Err(fs4::TryLockError::Error(_)) => Ok(Lock { work, _file: file }),
        }
    }

    /// Removes what a run keeps while it goes on.
    fn clear(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.work).map_err(|e| named(&self.work, e))? {
            let path = entry?.path();
            if path.file_name().is_some_and(|name| name != LOCK) {
                fs::remove_file(&path).map_err(|e| named(&path, e))?;
            }
        }
        Ok(())
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let only =
            fs::read_dir(&self.work).is_ok_and(|entries| entries.flatten().all(|entry| entry.file_name() == LOCK));
        if only {
            let _ = fs::remove_file(self.work.join(LOCK)).and_then(|()| fs::remove_dir(&self.work));
        }
    }
}

fn read_json<T: for<'de> Deserialize<'de>>(path: &Path) -> io::Result<Option<T>> {
    match fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|e| named(path, e.into())),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(e) => Err(named(path, e)),
    }
}

/// Replaces a file in one step.
fn write_json(folder: &Path, name: &str, value: &impl Serialize) -> io::Result<()> {
    let (new, path) = (folder.join(format!("{name}.new")), folder.join(name));
    let mut file = File::create(&new)?;
    serde_json::to_writer_pretty(&mut file, value)?;
    file.write_all(b"\n")?;
    file.sync_all()?;
    fs::rename(new, path)
}

/// Copies a file, whole or not at all.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = to.with_file_name(name);
    fs::copy(from, &new)?;
    fs::rename(new, to)
}

/// Inputs and options in sixteen digits: FNV-1a, which needs to tell runs apart, not to withstand anybody.
fn fingerprint(args: &args::Mine, found: &[Result<Found, Error>]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let mut add = |bytes: &[u8]| {
        for &byte in bytes.iter().chain(&[0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    add(env!("CARGO_PKG_VERSION").as_bytes());
    let (read, limit, records) = (&args.input.read, args.input.limit, &args.records);
    add(format!("{read:?} {limit:?} {records:?} {:?} {} {}", args.format, args.bom, args.fail_fast).as_bytes());
    for path in &read.known {
        add(&fs::read(path).unwrap_or_default());
    }
    for file in found {
        match file {
            Err(error) => add(error.to_string().as_bytes()),
            Ok(file) => {
                add(file.source.as_bytes());
                if let Ok(meta) = fs::metadata(&file.path) {
                    let changed = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
                    add(format!("{} {:?}", meta.len(), changed).as_bytes());
                }
            }
        }
    }
    format!("{hash:016x}")
}
