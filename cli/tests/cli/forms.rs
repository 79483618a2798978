//! One page in every form that pages come in: the same records.

use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::{pages, scratch, vanban};

/// The records of a run, without what tells where the page was found.
fn mined(folder: &Path, name: &str) -> Vec<Value> {
    let run = vanban(folder, &["mine", name, "--zones", "--sentences"]);
    run.code(0);
    let mut records = run.records();
    for record in &mut records {
        let fields = record.as_object_mut().unwrap();
        for field in ["source", "page", "timestamp"] {
            fields.remove(field);
        }
    }
    records
}

fn rows() -> String {
    pages().iter().map(|(name, text)| json!({"url": name, "text": text}).to_string() + "\n").collect()
}

fn warc() -> Vec<u8> {
    let mut out = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n".to_vec();
    for (i, (name, text)) in pages().iter().enumerate() {
        // As a crawl has it, and as WET has it, in turns.
        let (kind, media, head) = match i % 2 {
            0 => (
                "response",
                "application/http; msgtype=response",
                "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n",
            ),
            _ => ("conversion", "text/plain", ""),
        };
        let length = head.len() + text.len();
        write!(
            out,
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.vn/{name}\r\nContent-Type: {media}\r\n\
             Content-Length: {length}\r\n\r\n{head}{text}\r\n\r\n"
        )
        .unwrap();
    }
    out
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    // In two members, as dumps are put together.
    for half in [&bytes[..bytes.len() / 2], &bytes[bytes.len() / 2..]] {
        let mut gzip = flate2::write::GzEncoder::new(&mut out, flate2::Compression::fast());
        gzip.write_all(half).unwrap();
        gzip.finish().unwrap();
    }
    out
}

#[test]
fn the_same_records_from_every_container() {
    let folder = scratch("forms");
    fs::create_dir(folder.join("text")).unwrap();
    for (name, text) in pages() {
        fs::write(folder.join("text").join(name), text).unwrap();
    }
    let want = mined(&folder, "text");
    assert!(want.iter().any(|r| r["kind"] == "zone"));

    let (rows, warc) = (rows(), warc());
    fs::write(folder.join("a.jsonl"), &rows).unwrap();
    fs::write(folder.join("b.jsonl.gz"), gzip(rows.as_bytes())).unwrap();
    fs::write(folder.join("c.jsonl.zst"), zstd::encode_all(rows.as_bytes(), 3).unwrap()).unwrap();
    let mut xz = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
    xz.write_all(rows.as_bytes()).unwrap();
    fs::write(folder.join("d.ndjson.xz"), xz.finish().unwrap()).unwrap();
    fs::write(folder.join("e.warc"), &warc).unwrap();
    fs::write(folder.join("f.warc.gz"), gzip(&warc)).unwrap();
    for name in ["a.jsonl", "b.jsonl.gz", "c.jsonl.zst", "d.ndjson.xz", "e.warc", "f.warc.gz"] {
        assert!(mined(&folder, name) == want, "{name}");
    }
    #[cfg(feature = "parquet")]
    {
        fs::write(folder.join("g.parquet"), parquet()).unwrap();
        assert!(mined(&folder, "g.parquet") == want, "g.parquet");
        let run = vanban(&folder, &["mine", "g.parquet", "--kinds", "page"]);
        let first = &run.records()[0];
        assert_eq!((&first["source"], &first["page"]), (&json!("g.parquet#1"), &json!(pages()[0].0)));
        let err = vanban(&folder, &["mine", "g.parquet", "--text-field", "body"]).code(1).err();
        assert!(err.contains("g.parquet: no column \"body\"; there are url, text"), "{err}");
    }
    let first = &vanban(&folder, &["mine", "f.warc.gz", "--kinds", "page"]).records()[0];
    assert_eq!(first["source"], "f.warc.gz#2");
    assert_eq!(first["page"], format!("https://example.vn/{}", pages()[0].0));
}

#[cfg(feature = "parquet")]
fn parquet() -> Vec<u8> {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, LargeStringArray, RecordBatch, StringArray};

    let (names, texts): (Vec<String>, Vec<String>) = pages().into_iter().unzip();
    let columns: [(&str, ArrayRef); 2] =
        [("url", Arc::new(StringArray::from(names))), ("text", Arc::new(LargeStringArray::from(texts)))];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut out = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut out, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    out
}
