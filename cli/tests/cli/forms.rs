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

/// What records say, wherever it stands: references, documents, claims and audits without their spans.
fn said(records: &[Value]) -> Vec<Value> {
    let kinds = ["reference", "document", "claim", "audit"];
    let mut said: Vec<Value> =
        records.iter().filter(|r| kinds.contains(&r["kind"].as_str().unwrap())).cloned().collect();
    for record in &mut said {
        let fields = record.as_object_mut().unwrap();
        fields.retain(|name, _| !name.ends_with("start") && !name.ends_with("end") && name != "sentence");
        fields.values_mut().for_each(squeeze);
    }
    said
}

/// Markup has one space where a page of text may have more.
fn squeeze(value: &mut Value) {
    match value {
        Value::String(words) => *words = words.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Object(fields) => fields.values_mut().for_each(squeeze),
        Value::Array(items) => items.iter_mut().for_each(squeeze),
        _ => {}
    }
}

/// The pages as HTML: a paragraph where a blank line parts them, a break where a line ends, character references, markup
/// inside symbols.
fn html() -> Vec<(String, String)> {
    let dress = |text: String| {
        let (mut body, mut after) = (String::from("<p>"), "");
        for line in text.lines() {
            if line.trim().is_empty() {
                after = "</p>\n<p>";
                continue;
            }
            let line = line.replace('&', "&amp;").replace('<', "&lt;").replace("-KL", "<b>-KL</b>");
            body += &format!("{after}{}", line.replace('ế', "&#7871;").replace('“', "&ldquo;"));
            after = "<br/>\n";
        }
        format!(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"></head>\n<body><div>{body}</p></div></body></html>\n"
        )
    };
    pages().into_iter().map(|(name, text)| (name.replace(".txt", ".html"), dress(text))).collect()
}

fn rows(pages: &[(String, String)]) -> String {
    pages.iter().map(|(name, text)| json!({"url": name, "text": text}).to_string() + "\n").collect()
}

/// CSV, or TSV: what its cells are parted by. Quotation marks in cells are doubled.
fn table(pages: &[(String, String)], mark: char) -> String {
    let row = |(name, text): &(String, String)| format!("\"{name}\"{mark}\"{}\"\r\n", text.replace('"', "\"\""));
    format!("url{mark}text\r\n") + &pages.iter().map(row).collect::<String>()
}

fn warc(pages: &[(String, String)]) -> Vec<u8> {
    let mut out = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 2\r\n\r\nhi\r\n\r\n".to_vec();
    for (i, (name, text)) in pages.iter().enumerate() {
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

/// The same page in text and in markup says the same, and its markup says the same in every container.
#[test]
fn the_same_records_from_text_and_from_html() {
    let folder = scratch("forms-html");
    fs::create_dir(folder.join("text")).unwrap();
    fs::create_dir(folder.join("html")).unwrap();
    let (text, html) = (pages(), html());
    for (kind, pages) in [("text", &text), ("html", &html)] {
        for (name, page) in pages {
            fs::write(folder.join(kind).join(name), page).unwrap();
        }
    }
    let want = mined(&folder, "html");
    let (of_text, of_html) = (said(&mined(&folder, "text")), said(&want));
    for (a, b) in of_text.iter().zip(&of_html) {
        assert_eq!(a, b);
    }
    assert_eq!(of_text.len(), of_html.len());
    assert!(of_text.len() > 500, "{}", of_text.len());
    fs::write(folder.join("a.jsonl"), rows(&html)).unwrap();
    fs::write(folder.join("b.warc"), warc(&html)).unwrap();
    fs::write(folder.join("d.csv"), table(&html, ',')).unwrap();
    for name in ["a.jsonl", "b.warc", "d.csv"] {
        assert!(mined(&folder, name) == want, "{name}: other records, or other spans");
    }
    #[cfg(feature = "parquet")]
    {
        fs::write(folder.join("c.parquet"), parquet(html)).unwrap();
        assert!(mined(&folder, "c.parquet") == want, "c.parquet: other records, or other spans");
    }
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

    let (rows, warc) = (rows(&pages()), warc(&pages()));
    fs::write(folder.join("a.jsonl"), &rows).unwrap();
    fs::write(folder.join("b.jsonl.gz"), gzip(rows.as_bytes())).unwrap();
    fs::write(folder.join("c.jsonl.zst"), zstd::encode_all(rows.as_bytes(), 3).unwrap()).unwrap();
    let mut xz = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(1)).unwrap();
    xz.write_all(rows.as_bytes()).unwrap();
    fs::write(folder.join("d.ndjson.xz"), xz.finish().unwrap()).unwrap();
    fs::write(folder.join("e.warc"), &warc).unwrap();
    fs::write(folder.join("f.warc.gz"), gzip(&warc)).unwrap();
    fs::write(folder.join("i.csv.gz"), gzip(table(&pages(), ',').as_bytes())).unwrap();
    fs::write(folder.join("j.tsv"), table(&pages(), '\t')).unwrap();
    let names = ["a.jsonl", "b.jsonl.gz", "c.jsonl.zst", "d.ndjson.xz", "e.warc", "f.warc.gz", "i.csv.gz", "j.tsv"];
    for name in names {
        assert!(mined(&folder, name) == want, "{name}");
    }
    #[cfg(feature = "parquet")]
    {
        fs::write(folder.join("g.parquet"), parquet(pages())).unwrap();
        assert!(mined(&folder, "g.parquet") == want, "g.parquet");
        let run = vanban(&folder, &["mine", "g.parquet", "--kinds", "page"]);
        let first = &run.records()[0];
        assert_eq!((&first["source"], &first["page"]), (&json!("g.parquet#1"), &json!(pages()[0].0)));
        // Bytes are read in whatever encoding they are: here one page in UTF-8 and one in TCVN3.
        let tcvn3 = b"C\xabng t\xb8c d\xa9n v\xcbn c\xf1a \xa7\xb6ng, 5 x\xb7".as_slice();
        fs::write(folder.join("h.parquet"), bytes(&["Có 5 xã.".as_bytes(), tcvn3])).unwrap();
        let records = vanban(&folder, &["mine", "h.parquet", "--kinds", "page"]).code(0).records();
        assert_eq!(records.iter().map(|r| r["encoding"].as_str().unwrap()).collect::<Vec<_>>(), ["UTF-8", "TCVN3"]);
        let err = vanban(&folder, &["mine", "g.parquet", "--text-field", "body"]).code(1).err();
        assert!(
            err.contains("g.parquet: no text in the column \"body\"; there are url, text: say which holds the page"),
            "{err}"
        );
    }
    let first = &vanban(&folder, &["mine", "j.tsv", "--kinds", "page"]).records()[0];
    assert_eq!((&first["source"], &first["page"]), (&json!("j.tsv#1"), &json!(pages()[0].0)));
    let err = vanban(&folder, &["mine", "j.tsv", "--text-field", "body"]).code(1).err();
    assert!(
        err.contains("j.tsv: no text in the column \"body\"; there are url, text: say which holds the page"),
        "{err}"
    );
    let first = &vanban(&folder, &["mine", "f.warc.gz", "--kinds", "page"]).records()[0];
    assert_eq!(first["source"], "f.warc.gz#2");
    assert_eq!(first["page"], format!("https://example.vn/{}", pages()[0].0));
}

#[cfg(feature = "parquet")]
fn parquet(pages: Vec<(String, String)>) -> Vec<u8> {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, LargeStringArray, RecordBatch, StringArray};

    let (names, texts): (Vec<String>, Vec<String>) = pages.into_iter().unzip();
    let columns: [(&str, ArrayRef); 2] =
        [("url", Arc::new(StringArray::from(names))), ("text", Arc::new(LargeStringArray::from(texts)))];
    written(RecordBatch::try_from_iter(columns).unwrap())
}

/// A column `text` of bytes.
#[cfg(feature = "parquet")]
fn bytes(pages: &[&[u8]]) -> Vec<u8> {
    let text: arrow_array::ArrayRef = std::sync::Arc::new(arrow_array::BinaryArray::from_vec(pages.to_vec()));
    written(arrow_array::RecordBatch::try_from_iter([("text", text)]).unwrap())
}

#[cfg(feature = "parquet")]
fn written(batch: arrow_array::RecordBatch) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = parquet::arrow::ArrowWriter::try_new(&mut out, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    out
}
