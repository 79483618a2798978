//! A run that is killed, at any moment and any number of times, leaves the bytes of one that was not.
//!
//! At full length, with an optimised command:
//!
//! ```console
//! $ cargo build --release
//! $ VANBAN_BIN=$PWD/target/release/vanban VANBAN_PAGES=200000 VANBAN_KILLS=100 \
//!     cargo test -p vanban-cli --test cli killed -- --nocapture --test-threads 1
//! ```

use std::io::Write;
use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::{command, digest, dump, scratch, snapshot, vanban};

/// A number that a variable of the environment asks for.
fn asked(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

/// The most memory, in megabytes, that a process has held so far; none where the system does not say.
fn held(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

/// What a run may hold, whatever it reads.
const MOST_HELD: u64 = 500;

fn killed(format: &str) {
    let folder = scratch(&format!("resume-{format}"));
    // Enough that a run lasts some seconds.
    let pages = asked("VANBAN_PAGES", if cfg!(debug_assertions) { 100 } else { 20_000 });
    dump(&folder.join("pages.jsonl"), pages);
    std::fs::write(folder.join("bad.txt"), b"b\xe1\xba").unwrap();
    let args = ["mine", "bad.txt", "pages.jsonl", "nowhere", "--quiet", "--format", format, "--out"];
    let began = Instant::now();
    vanban(&folder, &[&args[..], &["whole"]].concat()).code(1);
    let (took, whole) = (began.elapsed(), digest(&folder.join("whole")));
    assert!(whole.iter().any(|(name, bytes, _)| name.ends_with("errors.jsonl") && *bytes > 0));

    // Any sequence will do; this one is another every time and told where it fails.
    let seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64 | 1;
    let mut random = seed;
    let kills = asked("VANBAN_KILLS", 2);
    let (mut left, mut resumed, mut runs, mut most) = (kills, 0, 0, 0);
    while left > 0 {
        let out = format!("out-{runs}");
        loop {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            // A few kills may fall anywhere in a run; many fall into a few runs.
            let share = if kills > 20 { 6.0 / kills as f64 } else { 1.1 };
            let wait = took.mul_f64(share * (random % 1000) as f64 / 1000.0);
            let mut child =
                command(&folder).args(args).args([&out, "--resume", "-j", "2"]).stderr(Stdio::null()).spawn().unwrap();
            let until = Instant::now() + wait;
            let done = loop {
                most = held(child.id()).unwrap_or(0).max(most);
                match child.try_wait().unwrap() {
                    Some(status) => break Some(status),
                    None if Instant::now() >= until && left > 0 => break None,
                    None => std::thread::sleep(Duration::from_millis(1)),
                }
            };
            match done {
                Some(status) => {
                    assert_eq!(status.code(), Some(1), "seed {seed}");
                    break;
                }
                None => {
                    child.kill().unwrap();
                    child.wait().unwrap();
                    left -= 1;
                    resumed += u32::from(folder.join(&out).join(".vanban/progress.json").exists());
                }
            }
        }
        assert!(digest(&folder.join(&out)) == whole, "other bytes after a kill; seed {seed}, see {out}");
        std::fs::remove_dir_all(folder.join(&out)).unwrap();
        runs += 1;
    }
    std::fs::remove_dir_all(&folder).unwrap();
    println!(
        "{format}, {pages} pages: {kills} kills, {resumed} with progress to take up, {runs} runs ended; a run takes \
         {took:?} and holds at most {most} MB"
    );
    assert!(most < MOST_HELD, "{most} MB");
}

#[test]
fn a_killed_run_resumes_to_the_same_lines() {
    killed("jsonl");
}

#[test]
fn a_killed_run_resumes_to_the_same_tables() {
    killed("csv");
}

/// What a kill left in the log beyond what was made safe is cut off.
#[test]
fn a_stopped_run_goes_on_where_it_was_safe() {
    let folder = scratch("resume-cut");
    dump(&folder.join("a.jsonl"), 10);
    std::fs::write(folder.join("b.txt"), " ").unwrap();
    dump(&folder.join("c.jsonl"), 10);
    let run = |out: &str, more: &[&str]| {
        let args = ["mine", "a.jsonl", "b.txt", "c.jsonl", "--out", out];
        vanban(&folder, &[&args[..], more].concat())
    };
    run("whole", &[]).code(1);
    assert!(run("out", &["--fail-fast"]).code(1).err().ends_with("stopped at the first failure\n"));
    let log = folder.join("out/.vanban/records.jsonl");
    let half = [std::fs::read(&log).unwrap(), b"{\"kind\":\"cl".to_vec()].concat();
    std::fs::write(log, half).unwrap();
    assert!(run("out", &["--fail-fast"]).code(2).err().contains("--resume"));
    assert!(vanban(&folder, &["stats", "out"]).code(1).err().contains("--resume"), "there are no records yet");
    run("out", &["--fail-fast", "--resume"]).code(1);
    for name in ["records.jsonl", "errors.jsonl"] {
        let read = |out: &str| std::fs::read_to_string(folder.join(out).join(name)).unwrap();
        assert!(read("out") == read("whole"), "{name}");
    }
}

/// A run goes on only over the inputs and with the options that it began with.
#[test]
fn a_run_of_other_inputs_is_not_taken_up() {
    let folder = scratch("resume-other");
    std::fs::write(folder.join("a.txt"), "Có 5 xã.").unwrap();
    std::fs::write(folder.join("known.tsv"), "symbol\ttype\n12-NQ/TU\tnghị quyết\n").unwrap();
    let run = |more: &[&str]| {
        let args = ["mine", "a.txt", "--out", "out", "--known", "known.tsv"];
        vanban(&folder, &[&args[..], more].concat())
    };
    run(&[]).code(0);
    run(&["--resume"]).code(0);
    for (name, now) in [("known.tsv", "symbol\ttype\n13-NQ/TU\tnghị quyết\n"), ("a.txt", "Có 15 xã.")] {
        std::fs::write(folder.join(name), now).unwrap();
        assert!(run(&["--resume"]).code(2).err().contains("other inputs or options"), "{name}");
        run(&["--overwrite"]).code(0);
    }
}

#[test]
fn what_is_in_the_folder_is_not_lost_by_mistake() {
    let folder = scratch("resume-care");
    dump(&folder.join("pages.jsonl"), 20);
    let run = |more: &[&str]| vanban(&folder, &[&["mine", "pages.jsonl", "--out", "out"], more].concat());
    run(&[]).code(0);
    let whole = snapshot(&folder.join("out"));
    assert!(run(&[]).code(2).err().contains("--overwrite"), "a complete run is not replaced unasked");
    assert!(run(&["--resume", "--zones"]).code(2).err().contains("other inputs or options"));
    assert!(run(&["--resume"]).code(0).err().contains("nothing to do"));
    std::fs::write(folder.join("out/mine.txt"), "mine").unwrap();
    run(&["--overwrite", "--format", "csv"]).code(0);
    run(&["--overwrite"]).code(0);
    assert!(!folder.join("out/claims.csv").exists(), "the run's own files are replaced");
    assert_eq!(std::fs::read(folder.join("out/mine.txt")).unwrap(), b"mine", "and no other");
    std::fs::remove_file(folder.join("out/mine.txt")).unwrap();
    assert!(snapshot(&folder.join("out")) == whole);
    // A name is all that a manifest may say, whoever wrote it.
    let manifest = std::fs::read_to_string(folder.join("out/manifest.json")).unwrap();
    std::fs::write(folder.join("out/manifest.json"), manifest.replace("errors.jsonl", "../pages.jsonl")).unwrap();
    std::fs::remove_file(folder.join("out/errors.jsonl")).unwrap();
    let pages = std::fs::read(folder.join("pages.jsonl")).unwrap();
    run(&["--overwrite"]).code(0);
    assert!(std::fs::read(folder.join("pages.jsonl")).is_ok_and(|now| now == pages));
    std::fs::create_dir(folder.join("other")).unwrap();
    std::fs::write(folder.join("other/records.jsonl"), "mine").unwrap();
    for more in [&[][..], &["--overwrite"], &["--resume"]] {
        let run = vanban(&folder, &[&["mine", "pages.jsonl", "--out", "other"], more].concat());
        assert_eq!(run.code(2).err(), "vanban: other: holds a records.jsonl that no run of this command left\n");
        assert_eq!(snapshot(&folder.join("other")), [("records.jsonl".into(), b"mine".to_vec())], "{more:?}");
    }
    // Beside a run, too, whatever the run is of.
    run(&["--overwrite", "--format", "csv"]).code(0);
    std::fs::write(folder.join("out/records.jsonl"), "mine").unwrap();
    let whole = snapshot(&folder.join("out"));
    assert!(run(&["--overwrite"]).code(2).err().contains("holds a records.jsonl that no run"));
    assert!(snapshot(&folder.join("out")) == whole, "nor is the run lost for it");
}

/// A run that was killed while its files were moved to their places has no manifest: the files are its own all the same.
#[test]
fn a_run_killed_at_its_end_can_be_replaced() {
    let folder = scratch("resume-end");
    dump(&folder.join("pages.jsonl"), 20);
    let run = |more: &[&str]| vanban(&folder, &[&["mine", "pages.jsonl", "--out", "out"], more].concat());
    run(&[]).code(0);
    let whole = snapshot(&folder.join("out"));
    let killed = || {
        let [manifest, work] = ["out/manifest.json", "out/.vanban"].map(|name| folder.join(name));
        let manifest_now: serde_json::Value = serde_json::from_slice(&std::fs::read(&manifest).unwrap()).unwrap();
        let bytes = |i: usize| manifest_now["files"][i]["bytes"].clone();
        let progress = serde_json::json!({
            "fingerprint": manifest_now["fingerprint"], "inputs": 20, "records": bytes(0), "errors": bytes(1),
            "tally": manifest_now, "complete": true, "files": ["records.jsonl", "errors.jsonl"],
        });
        std::fs::remove_file(manifest).unwrap();
        std::fs::create_dir(&work).unwrap();
        std::fs::write(work.join("progress.json"), progress.to_string()).unwrap();
    };
    for more in ["--overwrite", "--resume"] {
        killed();
        run(&[more]).code(0);
        assert!(snapshot(&folder.join("out")) == whole, "{more}");
    }
}

/// Two runs in one folder would write into each other's logs.
#[test]
fn one_run_at_a_time_writes_into_a_folder() {
    let folder = scratch("resume-two");
    let mut first = command(&folder)
        .args(["mine", "-", "--from", "jsonl", "--out", "out"])
        .stdin(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lock = folder.join("out/.vanban/errors.jsonl");
    let until = Instant::now() + Duration::from_secs(60);
    while !lock.exists() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::fs::write(folder.join("a.txt"), "Có 5 xã.").unwrap();
    for more in [&[][..], &["--resume"], &["--overwrite"]] {
        let run = vanban(&folder, &[&["mine", "a.txt", "--out", "out"], more].concat());
        assert_eq!(run.code(2).err(), "vanban: out: another run writes into this folder\n");
    }
    first.stdin.take().unwrap().write_all("{\"text\":\"Có 6 xã.\"}\n".as_bytes()).unwrap();
    assert_eq!(first.wait().unwrap().code(), Some(0));
    assert!(!folder.join("out/.vanban").exists());
    vanban(&folder, &["mine", "a.txt", "--out", "out", "--overwrite"]).code(0);
}
