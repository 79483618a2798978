//! `vanban mine`: what is read, what is told, in which order.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::{Run, command, dump, fixtures, pages, scratch, vanban};

#[test]
fn every_record_has_the_head_of_the_contract() {
    let run = vanban(&fixtures(), &["mine", "."]);
    run.code(0);
    let records = run.records();
    assert!(records.iter().filter(|r| r["kind"] == "page").count() == pages().len());
    for record in &records {
        for field in
            ["schema_version", "kind", "id", "source", "page", "start", "end", "char_start", "char_end", "text"]
        {
            assert!(record.get(field).is_some(), "{field}: {record}");
        }
        let page = fs::read_to_string(fixtures().join(record["source"].as_str().unwrap())).unwrap();
        let (start, end) = (record["start"].as_u64().unwrap() as usize, record["end"].as_u64().unwrap() as usize);
        assert_eq!(record["char_start"], page[..start].chars().count());
        assert_eq!(record["char_end"], page[..end].chars().count());
    }
    let mut ids: Vec<String> = records.iter().map(|r| format!("{} {}", r["source"], r["id"])).collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id is unique on its page");
}

#[test]
fn what_cannot_be_read_is_told_and_costs_itself_only() {
    let folder = scratch("mine-bad");
    fs::write(folder.join("a.txt"), "Có 5 xã.").unwrap();
    fs::write(folder.join("b.txt"), b"caf\xe9 \x81 5").unwrap();
    fs::write(folder.join("c.txt"), " \n").unwrap();
    fs::write(folder.join("d.txt"), "Có 6 xã.").unwrap();
    fs::write(folder.join("e.txt.gz"), b"\x1f\x8b\x08\0cut").unwrap();
    fs::write(folder.join("f.txt"), b"K\xd5t lu\xcbn 114-KL/TW c\xf1a B\xe9 Ch\xddnh tr\xde n\xaau 5 x\xb7").unwrap();
    fs::write(folder.join("photo.jpg"), b"\xff\xd8").unwrap();
    let run = vanban(&folder, &["mine", ".", "missing.txt", "--kinds", "page", "--errors", "errors.jsonl"]);
    run.code(1);
    let sources: Vec<Value> = run.records().iter().map(|r| r["source"].clone()).collect();
    assert_eq!(sources, ["a.txt", "b.txt", "d.txt", "f.txt"], "what can be read of b.txt is kept");
    assert_eq!(run.records()[3]["encoding"], "TCVN3", "another encoding is no failure");
    let err = run.err();
    let told: Vec<&str> = err.lines().collect();
    assert_eq!(told[0], "vanban: b.txt: not UTF-8, nor in a Vietnamese encoding; read as windows-1252 (byte 3)");
    assert_eq!(told[1], "vanban: c.txt: empty page");
    assert!(told[2].starts_with("vanban: e.txt.gz: "), "{err}");
    assert_eq!(told[3], "vanban: missing.txt: no such file or folder");
    assert!(told[4].starts_with("4 pages: ") && told[4].ends_with("; 3 failed, 1 damaged; left out: 1 .jpg"), "{err}");
    let errors = fs::read_to_string(folder.join("errors.jsonl")).unwrap();
    let errors: Vec<Value> = errors.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let codes: Vec<&str> = errors.iter().map(|e| e["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["undecodable", "empty", "unreadable", "unreadable"]);
    assert!(errors.iter().all(|e| e["kind"] == "diagnostic" && e["severity"] == "error"));

    let run = vanban(&folder, &["mine", ".", "--kinds", "page", "--fail-fast"]);
    run.code(1);
    assert_eq!(run.records().len(), 2);
    assert!(run.err().contains("stopped at the first failure"));
    let run = vanban(&folder, &["mine", "d.txt", "a.txt", "--max-doc-bytes", "9"]);
    assert!(run.code(1).err().contains("d.txt: larger than 9 bytes"));
}

#[test]
fn usage_is_exit_code_2() {
    let folder = scratch("mine-usage");
    for args in [&["mine"][..], &["min"], &["mine", "x", "--kinds", "claims"], &["mine", "x", "--format", "csv"]] {
        vanban(&folder, args).code(2);
    }
    for args in [&["--help"][..], &["mine", "--help"], &["--version"]] {
        assert!(!vanban(&folder, args).code(0).out().is_empty());
    }
}

#[test]
fn standard_input_lists_and_patterns() {
    let folder = scratch("mine-stdin");
    fs::create_dir_all(folder.join("a/b")).unwrap();
    for name in ["a/2.txt", "a/1.txt", "a/b/3.txt"] {
        fs::write(folder.join(name), "Có 5 xã.").unwrap();
    }
    let fed = |args: &[&str], input: &[u8]| {
        let mut child = command(&folder)
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        Run(child.wait_with_output().unwrap())
    };
    let sources = |run: Run| -> Vec<String> {
        run.code(0);
        run.records().iter().map(|r| r["source"].as_str().unwrap().to_owned()).collect()
    };
    let kind = ["--kinds", "page"];
    assert_eq!(sources(fed(&[&["mine", "-"], &kind[..]].concat(), "Có 5 xã.".as_bytes())), ["-"]);
    let rows = "{\"text\":\"Có 5 xã.\"}\n{\"text\":\"Có 6 xã.\"}\n".as_bytes();
    assert_eq!(sources(fed(&[&["mine", "-"], &kind[..]].concat(), rows)), ["-#1", "-#2"]);
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(rows).unwrap();
    let gzip = gzip.finish().unwrap();
    assert_eq!(sources(fed(&[&["mine", "-"], &kind[..]].concat(), &gzip)), ["-#1", "-#2"], "compressed or not");
    let list = [&["mine", "--files-from", "-"], &kind[..]].concat();
    assert_eq!(sources(fed(&list, b"a/2.txt\n\na/1.txt\r\n")), ["a/2.txt", "a/1.txt"]);
    assert_eq!(sources(vanban(&folder, &[&["mine", "a"], &kind[..]].concat())), ["1.txt", "2.txt", "b/3.txt"]);
    assert_eq!(
        sources(vanban(&folder, &[&["mine", "a/**/*.txt"], &kind[..]].concat())),
        ["a/1.txt", "a/2.txt", "a/b/3.txt"]
    );
    fs::write(folder.join("a/[1].txt"), "Có 5 xã.").unwrap();
    assert_eq!(sources(vanban(&folder, &[&["mine", "a/[1].txt"], &kind[..]].concat())), ["a/[1].txt"], "a file's name");
    assert!(vanban(&folder, &["mine", "a/*.html"]).code(1).err().contains("a/*.html: no file matches"));
}

#[test]
fn what_is_no_text_is_told_by_name_and_not_mined() {
    let folder = scratch("mine-kinds-of-file");
    fs::create_dir(folder.join("scans")).unwrap();
    fs::create_dir(folder.join("none")).unwrap();
    fs::write(folder.join("report.pdf"), "%PDF-1.4\n1 0 obj 5 xã").unwrap();
    fs::write(folder.join("scans/1.pdf"), "%PDF-1.4\n").unwrap();
    fs::write(folder.join("packed.jsonl"), b"PK\x03\x04\0\0\0\0\n\0\n").unwrap();
    fs::write(folder.join("excel.csv"), b"\xff\xfet\0e\0").unwrap();
    let run = vanban(&folder, &["mine", "report.pdf", "packed.jsonl", "excel.csv", "scans", "none"]);
    assert!(run.code(1).out().is_empty());
    let err = run.err();
    let told: Vec<&str> = err.lines().collect();
    assert_eq!(
        told,
        [
            "vanban: report.pdf: not a text: a PDF file",
            "vanban: packed.jsonl: not a text: a ZIP file, as .docx, .xlsx and .odt are",
            "vanban: excel.csv: UTF-16, where a dump is UTF-8: iconv -f UTF-16 -t UTF-8 makes such",
            "vanban: scans: no page in this folder; by their endings its files (1) are none",
            "vanban: none: no file in this folder",
            "0 pages: 0 references to 0 documents, 0 claims, 0 audits; 5 failed; left out: 1 .pdf",
        ]
    );
}

/// A page that is read but for some of its bytes says so; one of which nothing is left says that.
#[test]
fn what_is_lost_of_a_page_is_told() {
    let folder = scratch("mine-lost");
    let utf16 =
        |units: &[u16]| [&[0xff, 0xfe], &units.iter().flat_map(|u| u.to_le_bytes()).collect::<Vec<_>>()[..]].concat();
    let words: Vec<u16> = "Có 5 xã".encode_utf16().collect();
    for (name, page, told) in [
        (
            "a.txt",
            "Có 5 xã ".as_bytes().iter().copied().chain([0xff]).chain(" ở đây".bytes()).collect(),
            "not UTF-8 throughout; the rest was read (byte 10)",
        ),
        ("b.txt", utf16(&[&words[..], &[0xd800]].concat()), "a byte is no character; the rest was read (byte 16)"),
        (
            "c.txt",
            utf16(&[&[0xd800], &words[..], &[0xd800]].concat()),
            "2 bytes are no characters; the rest was read (byte 2)",
        ),
        ("d.txt", "\u{200b}\n".into(), "empty page"),
        ("e.html", "<html><body><script>5</script></body></html>".into(), "empty page"),
    ] {
        let page: Vec<u8> = page;
        fs::write(folder.join(name), page).unwrap();
        let run = vanban(&folder, &["mine", name, "--quiet", "--kinds", "claim"]);
        assert_eq!(run.code(1).err(), format!("vanban: {name}: {told}\n"));
        assert_eq!(run.records().len(), usize::from(told != "empty page"), "{name}");
    }
}

#[test]
fn rows_of_json_under_any_name() {
    let folder = scratch("mine-json");
    let rows = "{\"id\":1,\"text\":\"Có 5 xã.\"}\nno row\n{\"id\":3,\"text\":null}\n";
    fs::write(folder.join("pages.json"), rows).unwrap();
    let run = vanban(&folder, &["mine", "pages.json", "--kinds", "page"]);
    assert_eq!(run.code(1).records()[0]["source"], "pages.json#1");
    let err = run.err();
    let told: Vec<&str> = err.lines().collect();
    assert_eq!(told[0], "vanban: pages.json#2: malformed JSON: expected ident (byte 2)");
    assert_eq!(told[1], "vanban: pages.json#3: no text in the field \"text\"");
}

/// What a folder holds besides pages is no failure, but it is said.
#[test]
#[cfg(unix)]
fn what_a_folder_s_pages_stand_beside_is_counted() {
    let folder = scratch("mine-left-out");
    fs::create_dir_all(folder.join("pages/b")).unwrap();
    fs::create_dir_all(folder.join("old")).unwrap();
    for name in ["pages/a.txt", "pages/b/a.pdf", "pages/b.PDF", "pages/c.json", "pages/.hidden.json", "old/1.txt"] {
        fs::write(folder.join(name), "Có 5 xã.").unwrap();
    }
    std::os::unix::fs::symlink(folder.join("old"), folder.join("pages/old")).unwrap();
    let run = vanban(&folder, &["mine", "pages", "--out", "run"]);
    let want = "1 page: 0 references to 0 documents, 1 claim, 0 audits; 0 failed; left out: 1 .json, 2 .pdf, 1 link to a folder\n";
    assert_eq!(run.code(0).err(), want);
    let manifest: Value = serde_json::from_slice(&fs::read(folder.join("run/manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["left_out"], serde_json::json!({"files": {"json": 1, "pdf": 2}, "links": 1}));
    assert!(!vanban(&folder, &["mine", "pages/a.txt"]).code(0).err().contains("left out"));
}

#[test]
fn a_limit_takes_the_first_pages() {
    let folder = scratch("mine-limit");
    dump(&folder.join("pages.jsonl"), 40);
    fs::write(folder.join("a.txt"), "Có 5 xã.").unwrap();
    let sources = |args: &[&str]| -> Vec<String> {
        let run = vanban(&folder, &[&["mine", "a.txt", "pages.jsonl", "--kinds", "page"], args].concat());
        run.code(0).records().iter().map(|r| r["source"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(sources(&["--limit", "3", "-j", "2"]), ["a.txt", "pages.jsonl#1", "pages.jsonl#2"]);
    assert_eq!(sources(&["--limit", "100"]).len(), 41);
    vanban(&folder, &["mine", "pages.jsonl", "--limit", "5", "--out", "run"]).code(0);
    let other = vanban(&folder, &["mine", "pages.jsonl", "--limit", "6", "--out", "run", "--resume"]);
    assert!(other.code(2).err().contains("other inputs or options"));
}

/// No page is mined out of what the command wrote: a run may be called from within the folder of its pages.
#[test]
fn what_runs_wrote_is_no_page() {
    let folder = scratch("mine-own");
    for name in ["a.txt", "z.txt"] {
        fs::write(folder.join(name), "Có 5 xã.").unwrap();
    }
    let summary = |run: &Run| run.code(0).err().lines().last().unwrap().to_owned();
    let want = "2 pages: 0 references to 0 documents, 2 claims, 0 audits; 0 failed";
    assert_eq!(summary(&vanban(&folder, &["mine", ".", "--out", "run"])), want);
    assert!(vanban(&folder, &["mine", ".", "--out", "run", "--resume"]).code(0).err().starts_with("nothing to do"));
    let left_out = "; left out: 1 .json";
    for args in [&["run", "--overwrite"][..], &["tables", "--format", "csv"], &["."], &[".", "--overwrite"]] {
        let run = vanban(&folder, &[&["mine", ".", "--out"], args].concat());
        assert_eq!(summary(&run).trim_end_matches(left_out), want, "{args:?}");
    }
    let run = vanban(&folder, &["mine", "run"]);
    assert_eq!(
        run.code(1).err().lines().next().unwrap(),
        "vanban: run: no page in this folder, but what vanban mine wrote"
    );

    // Of what stands by itself the content tells.
    fs::copy(folder.join("run/records.jsonl"), folder.join("old.jsonl")).unwrap();
    fs::copy(folder.join("tables/claims.csv"), folder.join("old.csv")).unwrap();
    for name in ["old.jsonl", "old.csv"] {
        let err = vanban(&folder, &["mine", name]).code(1).err();
        assert!(err.starts_with(&format!("vanban: {name}: records that vanban mine wrote, no pages\n")), "{err}");
    }
}

/// `vanban mine . > records.jsonl`: the shell has made the file before the folder is read.
#[test]
#[cfg(unix)]
fn a_run_does_not_read_what_it_writes() {
    let folder = scratch("mine-feedback");
    for name in ["a.txt", "z.txt"] {
        fs::write(folder.join(name), "Có 5 xã.").unwrap();
    }
    let run = |args: &[&str]| {
        // Of an earlier run something is there already.
        fs::write(folder.join("failed.txt"), "Có 5 xã.").unwrap();
        let out = fs::File::create(folder.join("m.jsonl")).unwrap();
        let mut command = command(&folder);
        let run = Run(command.arg("mine").args(args).stdout(out).output().unwrap());
        (run.0.status.code(), run.err())
    };
    let summary = "2 pages: 0 references to 0 documents, 2 claims, 0 audits; ";
    assert_eq!(run(&[".", "--errors", "failed.txt"]), (Some(0), format!("{summary}0 failed\n")));
    let named = "vanban: m.jsonl: this run writes into it; read it from another file\n";
    let (code, err) = run(&["a.txt", "m.jsonl", "z.txt"]);
    assert_eq!((code, err), (Some(1), format!("{named}{summary}1 failed\n")));
}

/// What fetched pages has often undone a compression and kept the name, or dropped the ending.
#[test]
fn a_file_is_decompressed_by_its_bytes() {
    use std::io::Write;
    let folder = scratch("mine-compressed");
    let row = "{\"text\":\"Có 5 xã.\"}\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(row.as_bytes()).unwrap();
    fs::write(folder.join("a.jsonl"), gzip.finish().unwrap()).unwrap();
    fs::write(folder.join("b.jsonl.gz"), row).unwrap();
    fs::write(folder.join("c.html"), zstd::encode_all("<p>Có 5 xã.</p>".as_bytes(), 1).unwrap()).unwrap();
    fs::write(folder.join("d.jsonl.xz"), "").unwrap();
    let run = vanban(&folder, &["mine", "a.jsonl", "b.jsonl.gz", "c.html", "d.jsonl.xz", "--kinds", "claim"]);
    assert_eq!(run.code(0).records().len(), 3, "{}", run.err());
}

/// One list of objects, as Scrapy and pandas write it.
#[test]
fn a_list_of_json_is_a_dump() {
    let folder = scratch("mine-list");
    let list = "[\n{\"url\": \"u1\", \"text\": \"Có 5 xã.\"},\n{\"url\": \"u2\", \"text\": \"Có 6 xã.\"}\n]";
    fs::write(folder.join("items.json"), list).unwrap();
    let pages = |run: Run| -> Vec<String> {
        run.code(0).records().iter().map(|r| format!("{} {}", r["source"], r["page"])).collect()
    };
    let want = ["\"items.json#1\" \"u1\"", "\"items.json#2\" \"u2\""];
    assert_eq!(pages(vanban(&folder, &["mine", "items.json", "--kinds", "page"])), want);
    let mut piped = command(&folder);
    let stdin = fs::File::open(folder.join("items.json")).unwrap();
    let run = Run(piped.args(["mine", "-", "--kinds", "page"]).stdin(stdin).output().unwrap());
    assert_eq!(pages(run), want.map(|name| name.replace("items.json", "-")));
    assert!(vanban(&folder, &["show", "items.json#2"]).code(0).out().starts_with("Có {6}c1 xã."));
}

/// Names that may hold line breaks end with a zero byte.
#[test]
#[cfg(target_os = "linux")]
fn a_list_of_files_may_be_that_of_print0() {
    use std::os::unix::ffi::OsStrExt;
    let folder = scratch("mine-print0");
    let names = [&b"a\nb.txt"[..], b"b\xe1o.txt", b"c.txt"];
    for name in names {
        fs::write(folder.join(std::ffi::OsStr::from_bytes(name)), "Có 5 xã.").unwrap();
    }
    fs::write(folder.join("list"), [&names.join(&0)[..], b"\0"].concat()).unwrap();
    assert_eq!(vanban(&folder, &["mine", "--files-from", "list", "--kinds", "page"]).code(0).records().len(), 3);
    fs::write(folder.join("list"), b"b\xe1o.txt\r\n\nc.txt\n").unwrap();
    assert_eq!(vanban(&folder, &["mine", "--files-from", "list", "--kinds", "page"]).code(0).records().len(), 2);
}

/// Failures that are kept in a file are not all told on the terminal, and one reason is not told a thousand times.
#[test]
fn many_failures_are_told_in_the_file_of_errors() {
    let folder = scratch("mine-many-failures");
    fs::write(folder.join("rows.jsonl"), "no row\n".repeat(50)).unwrap();
    let told = |args: &[&str]| vanban(&folder, &[&["mine", "rows.jsonl"], args].concat()).code(1).err().lines().count();
    assert_eq!(told(&[]), 22, "twenty, how many more, and the summary");
    let err = vanban(&folder, &["mine", "rows.jsonl"]).code(1).err();
    let rest = "\nvanban: 30 pages more: malformed JSON: expected ident (byte 2); --errors FILE keeps them\n";
    assert!(err.contains(rest), "{err}");
    fs::write(folder.join("some.jsonl"), "no row\n{}\n".repeat(20)).unwrap();
    assert_eq!(vanban(&folder, &["mine", "some.jsonl"]).code(1).err().lines().count(), 41, "each, and the summary");
    assert_eq!(vanban(&folder, &["audit", "rows.jsonl"]).code(1).err().lines().count(), 22);
    assert_eq!(told(&["--errors", "errors.jsonl"]), 22, "twenty, that there are more, and the summary");
    assert_eq!(fs::read_to_string(folder.join("errors.jsonl")).unwrap().lines().count(), 50);
}

/// `/dev/full` takes nothing: a command whose output is lost must not end as if all were well.
#[test]
#[cfg(target_os = "linux")]
fn output_that_cannot_be_written_is_a_failure() {
    let folder = scratch("mine-full");
    fs::write(folder.join("a.txt"), "Có 5 xã.").unwrap();
    fs::write(folder.join("file"), "").unwrap();
    fs::write(folder.join("records.jsonl"), vanban(&folder, &["mine", "a.txt"]).out()).unwrap();
    let mut commands = vec![
        vec!["mine", "a.txt"],
        vec!["mine", "a.txt", "--format", "csv", "--kinds", "claim"],
        vec!["audit", "a.txt", "--all"],
        vec!["show", "a.txt"],
        vec!["normalize", "a.txt"],
        vec!["stats", "records.jsonl"],
        vec!["documents", "records.jsonl"],
        vec!["schema"],
        vec!["--generate", "man"],
    ];
    if cfg!(feature = "parquet") {
        commands.push(vec!["mine", "a.txt", "--format", "parquet", "--kinds", "claim"]);
    }
    fs::write(folder.join("a.txt"), "Xã có 18 cuộc (16 cuộc và 3 cuộc).").unwrap();
    for args in commands {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = command(&folder).args(&args).stdout(full).stderr(Stdio::piped()).spawn().unwrap();
        let run = Run(run.wait_with_output().unwrap());
        assert!(run.code(2).err().starts_with("vanban: standard output: "), "{args:?}: {}", run.err());
    }
    let run = vanban(&folder, &["mine", "none.txt", "--errors", "/dev/full"]);
    assert!(run.code(2).err().contains("vanban: /dev/full: "), "{}", run.err());
    let run = vanban(&folder, &["mine", "a.txt", "--out", "file"]);
    assert_eq!(run.code(2).err(), "vanban: --out file: a file, not a folder\n");
    assert!(vanban(&folder, &["mine", "a.txt", "--bom"]).code(2).err().contains("--bom"));
}

/// One folder that cannot be read costs its own pages only.
#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_read_costs_itself_only() {
    use std::os::unix::fs::PermissionsExt;
    let folder = scratch("mine-locked");
    for name in ["a", "b", "c"] {
        fs::create_dir_all(folder.join("pages").join(name)).unwrap();
        fs::write(folder.join("pages").join(name).join("1.txt"), "Có 5 xã.").unwrap();
    }
    let locked = folder.join("pages/b");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&locked).is_ok() {
        println!("skipped: nothing is forbidden to this user");
        return;
    }
    let run = vanban(&folder, &["mine", "pages", "--kinds", "page"]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    let sources: Vec<Value> = run.code(1).records().iter().map(|r| r["source"].clone()).collect();
    assert_eq!(sources, ["a/1.txt", "c/1.txt"]);
    assert!(run.err().starts_with("vanban: pages/b: permission denied\n"), "{}", run.err());
    // A pattern meets it, too.
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    let run = vanban(&folder, &["mine", "pages/*/*.txt", "--kinds", "page"]);
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(run.code(1).records().len(), 2);
    assert!(run.err().contains("pages/b") && run.err().contains("1 failed"), "{}", run.err());
}

/// Encodings, markup and tone marks, as `mine` reads them.
#[test]
fn normalize_writes_the_readable_text() {
    let folder = scratch("normalize");
    fs::write(folder.join("old.txt"), b"C\xabng t\xb8c d\xa9n v\xcbn, ho\xb5 b\xd7nh").unwrap();
    let page = "<html><body><p>Xa&#771; co&#769; 5\u{a0}th&ocirc;n.</p><script>var x</script></body></html>";
    fs::write(folder.join("a.html"), page).unwrap();
    fs::write(folder.join("b.jsonl"), "{\"text\":\"ho\u{e0} 1\"}\n{\"text\":\"ho\u{e0} 2\"}\n").unwrap();
    let out = |args: &[&str]| vanban(&folder, &[&["normalize"], args].concat()).code(0).out();
    assert_eq!(out(&["old.txt"]), "Công tác dân vận, hoà bình");
    assert_eq!(out(&["old.txt", "--tones", "hòa"]), "Công tác dân vận, hòa bình");
    assert_eq!(out(&["a.html"]).trim(), "Xã có 5 thôn.");
    assert_eq!(out(&["b.jsonl#2", "--tones", "hòa"]), "hòa 2");
    assert!(vanban(&folder, &["normalize", "old.txt", "--report"]).err().starts_with("TCVN3, "));
    assert!(
        vanban(&folder, &["normalize", "b.jsonl#3"])
            .code(1)
            .err()
            .ends_with("b.jsonl#3: no such page; its last page is b.jsonl#2\n")
    );
    fs::create_dir(folder.join("pages")).unwrap();
    fs::write(folder.join("pages/a.txt"), "x").unwrap();
    let err = vanban(&folder, &["show", "pages"]).code(1).err();
    assert_eq!(err, "vanban: pages: a folder: name one of its pages, say pages/a.txt\n");
}

/// Of an HTML page its text is shown; what its markup calls a caption is greyed.
#[test]
fn show_marks_what_was_found_and_greys_the_rest() {
    let folder = scratch("show");
    let page = "<html><body><h1>Huyện sơ kết công tác dân vận</h1><figure><figcaption>Ảnh chụp ở 3 thôn</figcaption></figure>\
                <p>Thực hiện Kết luận số <b>12</b>-KL/TW, x&atilde; có 5 thôn, 1.240 hộ.</p></body></html>";
    fs::write(folder.join("a.html"), page).unwrap();
    let plain = vanban(&folder, &["show", "a.html", "--color", "never"]).code(0).out();
    assert!(plain.contains("Thực hiện [Kết luận số 12-KL/TW]r1, xã có {5}c2 thôn, {1.240}c3 hộ."), "{plain}");
    let colours = vanban(&folder, &["show", "a.html", "--color", "always"]).out();
    assert!(colours.contains("\x1b[1;36mKết luận số 12-KL/TW\x1b[0m"), "{colours}");
    assert!(colours.contains("\x1b[2mẢnh chụp ở "), "a caption is greyed: {colours}");
    assert!(!vanban(&folder, &["show", "a.html"]).out().contains('\x1b'), "no colours where no terminal is");
    fs::write(folder.join("b.txt"), "Có 5 xã \x1b[31mđỏ\x07.").unwrap();
    let shown = vanban(&folder, &["show", "b.txt", "--color", "never"]).code(0).out();
    assert!(shown.contains("đỏ\u{fffd}.") && !shown.contains(['\x1b', '\x07']), "what a terminal would obey: {shown}");
    let err = vanban(&folder, &["mine", "no\x1b[31m\nfile.txt"]).code(1).err();
    assert!(err.starts_with("vanban: no\u{fffd}[31m\u{fffd}file.txt: no such file"), "in names, too: {err}");
}

/// `source` and the page's own name tell pages apart: two folders may hold files of one name.
#[test]
fn sources_do_not_collide() {
    let folder = scratch("mine-sources");
    for name in ["old/1.txt", "old/b/2.txt", "new/1.txt", "other/3.txt"] {
        fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), format!("Xã có {} hộ.", name.len() * 100 + 7)).unwrap();
    }
    let sources = |args: &[&str]| -> Vec<String> {
        let run = vanban(&folder, &[&["mine", "--kinds", "page"], args].concat());
        run.code(0);
        run.records().iter().map(|r| r["source"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(sources(&["old", "other"]), ["1.txt", "b/2.txt", "3.txt"], "no name twice: below the folder");
    assert_eq!(sources(&["old/", "new", "other"]), ["old/1.txt", "old/b/2.txt", "new/1.txt", "3.txt"]);
    assert_eq!(sources(&["*"]), ["new/1.txt", "old/1.txt", "old/b/2.txt", "3.txt"], "a pattern's folders, too");
    assert_eq!(sources(&["old", "old"]), ["old/1.txt", "old/b/2.txt"], "named twice, read once");
    assert_eq!(sources(&["new/1.txt", "new/1.txt"]), ["new/1.txt"]);
    assert_eq!(sources(&["old", "old/1.txt"]), ["1.txt", "b/2.txt", "old/1.txt"]);
    // The rule holds for every order and number of jobs, and the pages are the ones that are named.
    let run = vanban(&folder, &["mine", "--kinds", "claim", "new", "old", "-j", "2"]);
    let claims: Vec<(String, String)> = run
        .records()
        .iter()
        .map(|r| (r["source"].as_str().unwrap().into(), r["low"].as_str().unwrap().into()))
        .collect();
    let want = [("new/1.txt", "907"), ("old/1.txt", "907"), ("old/b/2.txt", "1107")];
    assert_eq!(claims, want.map(|(source, low)| (source.to_owned(), low.to_owned())));
}

#[test]
fn offsets_count_bytes_code_points_and_utf_16_units() {
    let folder = scratch("mine-offsets");
    let page = "Đến nay 😀 có 9/12 xã đạt.";
    fs::write(folder.join("a.txt"), page).unwrap();
    let run = vanban(&folder, &["mine", "a.txt", "--kinds", "claim", "--utf16"]);
    run.code(0);
    let claim = &run.records()[0];
    let slice = |from: &str, to: &str| (claim[from].as_u64().unwrap() as usize, claim[to].as_u64().unwrap() as usize);
    let (start, end) = slice("start", "end");
    assert_eq!(&page[start..end], "9/12");
    let (start, end) = slice("char_start", "char_end");
    assert_eq!(page.chars().collect::<Vec<_>>()[start..end].iter().collect::<String>(), "9/12");
    let (start, end) = slice("utf16_start", "utf16_end");
    let units: Vec<u16> = page.encode_utf16().collect();
    assert_eq!(String::from_utf16(&units[start..end]).unwrap(), "9/12");
    assert_eq!(start, page[..page.find('9').unwrap()].chars().count() + 1, "the smiley has two units");
    assert!(vanban(&folder, &["mine", "a.txt"]).records().iter().all(|r| r.get("utf16_start").is_none()));
}

#[test]
#[cfg(feature = "readability")]
fn a_second_reader_of_html() {
    let folder = scratch("mine-html-reader");
    let text = "Các cấp ủy đã chỉ đạo đổi mới nội dung, phương thức vận động nhân dân, hướng mạnh về cơ sở, nói đi đôi với làm; \
                đến nay có 9/12 xã đạt chuẩn.";
    let head = "<div><p>Số: 12-KH/HU</p><p>Nơi nhận: như trên</p></div>";
    let page = format!("<html><body>{head}<article><p>{text}</p><p>{text}</p><p>{text}</p></article></body></html>");
    fs::write(folder.join("a.html"), page).unwrap();
    for (reader, head) in [("blocks", true), ("readability", false)] {
        let run = vanban(&folder, &["mine", "a.html", "--html-reader", reader, "--zones"]);
        run.code(0);
        let claims = run.records().iter().filter(|r| r["kind"] == "claim" && r["text"] == "9/12").count();
        assert_eq!(claims, 3, "{reader}");
        assert_eq!(run.records().iter().any(|r| r["kind"] == "zone" && r["text"] == "Số: 12-KH/HU"), head, "{reader}");
    }
}

#[test]
fn the_number_of_jobs_changes_no_byte() {
    let folder = scratch("mine-jobs");
    dump(&folder.join("pages.jsonl"), 100);
    fs::write(folder.join("bad.txt"), b"\xff").unwrap();
    let run = |jobs: &str| vanban(&folder, &["mine", ".", "-j", jobs, "--sentences", "--zones", "--utf16"]);
    let one = run("1");
    one.code(1);
    for jobs in ["2", "3"] {
        let many = run(jobs);
        assert!(many.0.stdout == one.0.stdout && many.0.stderr == one.0.stderr, "-j {jobs}");
    }
}

#[test]
fn one_table_goes_to_standard_output() {
    let folder = scratch("mine-table");
    fs::write(folder.join("a.txt"), "Có 5 xã.").unwrap();
    let run = vanban(&folder, &["mine", "a.txt", "--format", "csv", "--kinds", "page", "--bom"]);
    run.code(0);
    let out = run.out();
    assert!(out.starts_with("\u{feff}schema_version,kind,id,source,page,start,end,"));
    assert!(out.lines().nth(1).unwrap().starts_with("1,page,p1,a.txt,"));
    assert_eq!(out.lines().count(), 2);
}

/// A table of a user's own documents settles numbers that are nobody else's.
#[test]
fn known_documents_of_the_users_own() {
    let folder = scratch("known");
    fs::write(folder.join("page.txt"), "Thực hiện Nghị quyết số 91-NQ/TW về nghề muối ven biển.\n").unwrap();
    let table = "symbol\ttype\tterm\tissued\ttitle\n91-NQ/TW\tnghị quyết\t14\t2026-05-04\tNghề muối ven biển\n";
    fs::write(folder.join("known.tsv"), table).unwrap();
    let document = |args: &[&str]| {
        let records = vanban(&folder, args).code(0).records();
        records.iter().find(|r| r["kind"] == "reference").map(|r| r["document"].clone())
    };
    assert_eq!(document(&["mine", "page.txt"]), Some(serde_json::Value::Null));
    assert_eq!(document(&["mine", "page.txt", "--known", "known.tsv"]), Some("91-NQ/TW#XIV".into()));
    fs::write(folder.join("known.tsv"), "symbol\tissued\n91-NQ/TW\t4/5/2026\n").unwrap();
    let wrong = vanban(&folder, &["mine", "page.txt", "--known", "known.tsv"]);
    assert!(wrong.code(2).err().contains("line 2"), "{}", wrong.err());
}
