//! A run that is killed, at any moment and any number of times, leaves the bytes of one that was not.

use std::process::Stdio;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::{command, dump, scratch, snapshot, vanban};

/// Kills in a test run; `VANBAN_KILLS` asks for more.
fn kills() -> u32 {
    std::env::var("VANBAN_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(2)
}

fn killed(format: &str) {
    let folder = scratch(&format!("resume-{format}"));
    // Enough that a run lasts some seconds.
    dump(&folder.join("pages.jsonl"), if cfg!(debug_assertions) { 100 } else { 20_000 });
    std::fs::write(folder.join("bad.txt"), b"b\xe1\xba").unwrap();
    let args = ["mine", "bad.txt", "pages.jsonl", "nowhere", "--quiet", "--format", format, "--out"];
    let began = Instant::now();
    vanban(&folder, &[&args[..], &["whole"]].concat()).code(1);
    let (whole, took) = (snapshot(&folder.join("whole")), began.elapsed());
    assert!(whole.iter().any(|(name, bytes)| name.ends_with("errors.jsonl") && bytes.contains(&b'\n')));

    // Any sequence will do; this one is another every time and told where it fails.
    let seed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos() as u64 | 1;
    let mut random = seed;
    let (mut left, mut resumed, mut runs) = (kills(), 0, 0);
    while left > 0 {
        let out = format!("out-{runs}");
        loop {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let wait = took.mul_f64((random % 1000) as f64 / 900.0);
            let mut child =
                command(&folder).args(args).args([&out, "--resume", "-j", "2"]).stderr(Stdio::null()).spawn().unwrap();
            let until = Instant::now() + wait;
            let done = loop {
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
        assert!(snapshot(&folder.join(&out)) == whole, "other bytes after a kill; seed {seed}, see {out}");
        runs += 1;
    }
    println!("{} kills, {resumed} with progress to take up, {runs} runs ended; a run takes {took:?}", kills());
}

#[test]
fn a_killed_run_resumes_to_the_same_lines() {
    killed("jsonl");
}

#[test]
fn a_killed_run_resumes_to_the_same_tables() {
    killed("csv");
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
    std::fs::create_dir(folder.join("other")).unwrap();
    std::fs::write(folder.join("other/records.jsonl"), "mine").unwrap();
    vanban(&folder, &["mine", "pages.jsonl", "--out", "other"]).code(2);
}
