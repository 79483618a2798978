//! WARC and WET: the archives that crawlers write (ISO 28500), read with as little as pages need.
//!
//! Pages are `response` records of an HTTP answer with HTML or plain text, `resource` records of such types, and the
//! `conversion` records of WET. Everything else is passed over: requests, metadata, images. An answer that does not say
//! its type is a page where its bytes are text.

use std::io::{self, BufRead, Read};

use super::Settings;
use super::compress::{Compression, is_binary};
use super::input::{Content, Input};
use super::read::read_at_most;
use crate::{Error, ErrorKind};

/// Head lines longer than this are no head lines.
const LONGEST_LINE: u64 = 1 << 16;

/// The pages of an archive, in order.
pub(super) struct Reader<R> {
    source: String,
    read: R,
    row: u64,
    most: u64,
    done: bool,
}

/// The fields of a record's head that say what it is.
#[derive(Default, Debug)]
struct Head {
    kind: String,
    uri: Option<String>,
    date: Option<String>,
    content_type: String,
    length: Option<u64>,
}

impl<R: BufRead> Reader<R> {
    pub(super) fn new(source: &str, read: R, settings: &Settings) -> Reader<R> {
        Reader { source: source.into(), read, row: 0, most: settings.max_page_bytes, done: false }
    }

    fn name(&self) -> String {
        format!("{}#{}", self.source, self.row)
    }

    fn malformed(&mut self, reason: &str) -> Error {
        // Where the next record begins is anybody's guess.
        self.done = true;
        Error::new(ErrorKind::Decode, self.name(), format!("malformed WARC: {reason}"))
    }

    /// The next record that is a page; none at the end.
    fn record(&mut self) -> io::Result<Option<Result<Input, Error>>> {
        loop {
            let Some(version) = next_line(&mut self.read)? else { return Ok(None) };
            if version.is_empty() {
                continue;
            }
            self.row += 1;
            if !version.starts_with(b"WARC/") {
                return Ok(Some(Err(self.malformed("a record does not begin with WARC/"))));
            }
            let Some(head) = self.head()? else {
                return Ok(Some(Err(self.malformed("the head has no end"))));
            };
            let Some(length) = head.length else {
                return Ok(Some(Err(self.malformed("no Content-Length"))));
            };
            let wanted = match head.kind.as_str() {
                "response" => head.content_type.is_empty() || head.content_type.starts_with("application/http"),
                "resource" | "conversion" => is_text(&head.content_type),
                _ => false,
            };
            if !wanted || length > self.most.saturating_add(LONGEST_LINE) {
                let skipped = io::copy(&mut (&mut self.read).take(length), &mut io::sink())?;
                if skipped < length {
                    return Ok(Some(Err(self.malformed("the archive ends inside a record"))));
                }
                if wanted {
                    let reason = format!("larger than {} bytes", self.most);
                    return Ok(Some(Err(Error::new(ErrorKind::TooLarge, self.name(), reason))));
                }
                continue;
            }
            let mut block = Vec::new();
            (&mut self.read).take(length).read_to_end(&mut block)?;
            if (block.len() as u64) < length {
                return Ok(Some(Err(self.malformed("the archive ends inside a record"))));
            }
            if head.kind == "response" {
                match http_body(&block, self.most) {
                    Ok(Some(body)) => block = body,
                    Ok(None) => continue,
                    Err(reason) => return Ok(Some(Err(Error::new(ErrorKind::Decode, self.name(), reason)))),
                }
            }
            let (page, timestamp) = (head.uri, head.date);
            return Ok(Some(Ok(Input { source: self.name(), page, timestamp, content: Content::Bytes(block) })));
        }
    }

    fn head(&mut self) -> io::Result<Option<Head>> {
        let mut head = Head::default();
        while let Some(line) = next_line(&mut self.read)? {
            if line.is_empty() {
                return Ok(Some(head));
            }
            let Some((name, value)) = field(&line) else { continue };
            match name.as_str() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => head.uri = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-date" => head.date = Some(value),
                "content-type" => head.content_type = value.to_ascii_lowercase(),
                "content-length" => head.length = value.parse().ok(),
                _ => {}
            }
        }
        Ok(None)
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Input, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.record();
        match next {
            Ok(None) => self.done = true,
            Ok(Some(input)) => return Some(input),
            Err(e) => {
                self.done = true;
                return Some(Err(Error::read(self.name(), &e)));
            }
        }
        None
    }
}

/// The next line without its break; none at the end.
fn next_line(read: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    if read.take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    while matches!(line.last(), Some(b'\n' | b'\r')) {
        line.pop();
    }
    Ok(Some(line))
}

/// `Name: value`, the name in lower case.
fn field(line: &[u8]) -> Option<(String, String)> {
    let line = String::from_utf8_lossy(line);
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_ascii_lowercase(), value.trim().to_owned()))
}

fn is_text(content_type: &str) -> bool {
    ["text/html", "text/plain", "application/xhtml"].iter().any(|kind| content_type.starts_with(kind))
}

/// The body of an HTTP answer; none where it is no page: another status than 200, another type than text, or none and
/// bytes that are no text.
fn http_body(mut block: &[u8], most: u64) -> Result<Option<Vec<u8>>, String> {
    let missing = || "malformed HTTP answer".to_owned();
    let status = next_line(&mut block).ok().flatten().ok_or_else(missing)?;
    if !status.starts_with(b"HTTP/") {
        return Err(missing());
    }
    if status.split(|&b| b == b' ').nth(1) != Some(b"200") {
        return Ok(None);
    }
    let (mut text, mut chunked, mut encoding) = (None, false, String::new());
    loop {
        let line = next_line(&mut block).ok().flatten().ok_or_else(missing)?;
        if line.is_empty() {
            break;
        }
        let Some((name, value)) = field(&line) else { continue };
        let value = value.to_ascii_lowercase();
        match name.as_str() {
            "content-type" => text = Some(is_text(&value)),
            "transfer-encoding" => chunked = value.contains("chunked"),
            "content-encoding" => encoding = value,
            _ => {}
        }
    }
    if text == Some(false) {
        return Ok(None);
    }
    // Crawlers often undo both chunks and compression, and keep the heads as they were: believe the bytes.
    let body = if chunked { unchunked(block).unwrap_or_else(|| block.to_vec()) } else { block.to_vec() };
    let body = match Compression::of_body(&encoding, &body)? {
        None => body,
        Some(compression) => {
            let read = compression.reader(&body[..]).map_err(|e| e.to_string())?;
            let plain = read_at_most(read, most).map_err(|e| format!("damaged body: {e}"))?;
            plain.ok_or_else(|| format!("larger than {most} bytes"))?
        }
    };
    Ok((text.is_some() || !is_binary(&body)).then_some(body))
}

/// The bytes of a body in chunks; none where it is not in chunks after all.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let line = next_line(&mut rest).ok()??;
        let digits = line.split(|&b| b == b';').next()?.trim_ascii();
        let size = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source, the page's own name and text of a page, or what is told of it.
    type Got = Result<(String, Option<String>, String), String>;

    fn record(kind: &str, fields: &str, block: &str) -> String {
        format!("WARC/1.0\r\nWARC-Type: {kind}\r\n{fields}Content-Length: {}\r\n\r\n{block}\r\n\r\n", block.len())
    }

    fn pages(archive: &str) -> Vec<Got> {
        let settings = Settings { max_page_bytes: 1000, ..Settings::default() };
        Reader::new("a.warc", archive.as_bytes(), &settings)
            .map(|input| {
                let page = input.and_then(|i| i.open(&settings)).map_err(|e| e.to_string())?;
                Ok((page.source, page.page, String::from_utf8(page.bytes).unwrap()))
            })
            .collect()
    }

    #[test]
    fn answers_with_text_are_pages() {
        let http = "Content-Type: application/http; msgtype=response\r\nWARC-Target-URI: https://a.vn/1\r\n";
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n";
        let archive = [
            record("warcinfo", "", "software: x"),
            record("request", http, "GET / HTTP/1.1\r\n\r\n"),
            record("response", http, &format!("{head}\r\n<p>Số 1</p>")),
            record("response", http, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG"),
            record("response", http, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nkhông có"),
            record(
                "response",
                http,
                &format!("{head}Transfer-Encoding: chunked\r\n\r\n4\r\nSố\r\n2\r\n 2\r\n0\r\n\r\n"),
            ),
            // The first version of the format wrote the address in angle brackets.
            record("conversion", "Content-Type: text/plain\r\nWARC-Target-URI: <https://a.vn/2>\r\n", "Số 3"),
        ]
        .concat();
        let ok = |row: u32, uri: &str, text: &str| Ok((format!("a.warc#{row}"), Some(uri.into()), text.into()));
        assert_eq!(
            pages(&archive),
            [ok(3, "https://a.vn/1", "<p>Số 1</p>"), ok(6, "https://a.vn/1", "Số 2"), ok(7, "https://a.vn/2", "Số 3")]
        );
    }

    /// Heads may tell of a compression that the crawler has undone.
    #[test]
    #[cfg(feature = "compression")]
    fn a_compressed_body_is_read_and_one_that_no_longer_is() {
        use std::io::Write;
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all("Số 1".as_bytes()).unwrap();
        let gzip = gzip.finish().unwrap();
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n\r\n";
        let body = |body: &[u8]| http_body(&[head.as_bytes(), body].concat(), 10);
        assert_eq!(body(&gzip), Ok(Some("Số 1".into())));
        assert_eq!(body("Số 1".as_bytes()), Ok(Some("Số 1".into())));
        assert!(body(&gzip[..gzip.len() - 9]).unwrap_err().starts_with("damaged body: "));
        assert_eq!(http_body(&[head.as_bytes(), &gzip].concat(), 4), Err("larger than 4 bytes".into()));

        let text = "Xã có 5 thôn. ".repeat(20);
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        zlib.write_all(text.as_bytes()).unwrap();
        deflate.write_all(text.as_bytes()).unwrap();
        let zstd = zstd::encode_all(text.as_bytes(), 1).unwrap();
        let brotli = b"\x0b\x06\x80<p>S\xe1\xbb\x91 1</p>\x03";
        let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n";
        let body = |bytes: &[u8]| http_body(&[head.as_bytes(), bytes].concat(), 1000);
        assert_eq!(body(brotli), Ok(Some("<p>Số 1</p>".into())));
        assert!(body(&brotli[..9]).unwrap_err().starts_with("damaged body: "));
        for (encoding, bytes) in
            [("deflate", zlib.finish().unwrap()), ("deflate", deflate.finish().unwrap()), ("zstd", zstd)]
        {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: {encoding}\r\n\r\n");
            let body = http_body(&[head.as_bytes(), &bytes].concat(), 1000);
            assert_eq!(body, Ok(Some(text.clone().into_bytes())), "{encoding}");
        }
    }

    #[test]
    fn a_body_that_cannot_be_read_is_an_error_and_one_without_a_type_is_judged_by_its_bytes() {
        let answer = |head: &str, body: &[u8]| {
            http_body(&[b"HTTP/1.1 200 OK\r\n", head.as_bytes(), b"\r\n", body].concat(), 1000)
        };
        let odd = b"\x1f\x9d\x90So 1";
        assert_eq!(
            answer("Content-Type: text/html\r\nContent-Encoding: compress\r\n", odd),
            Err("the body is compressed as compress, which is not read".into())
        );
        assert_eq!(answer("", "<p>Số 1</p>".as_bytes()), Ok(Some("<p>Số 1</p>".into())));
        assert_eq!(answer("", b"\x89PNG\r\n\x1a\n\0\0"), Ok(None));
    }

    #[test]
    fn damage_is_said_and_ends_the_archive() {
        let whole = record("conversion", "Content-Type: text/plain\r\n", "Số 3");
        let long = record("conversion", "Content-Type: text/plain\r\n", &"x".repeat(70_000));
        let got = pages(&format!("{long}{whole}garbage\r\n{whole}"));
        assert_eq!(got[0], Err("a.warc#1: larger than 1000 bytes".into()));
        assert!(got[1].is_ok());
        assert_eq!(got[2], Err("a.warc#3: malformed WARC: a record does not begin with WARC/".into()));
        assert_eq!(got.len(), 3);
        let got = pages(&whole[..whole.len() - 6]);
        assert_eq!(got, [Err("a.warc#1: malformed WARC: the archive ends inside a record".into())]);
        assert_eq!(pages("WARC/1.0\r\nWARC-Type: conversion\r\n\r\n").len(), 1);
    }
}
