//! JSON: one page a line, or one an object of a list, as [`super::row`] reads it.

use std::io::{self, BufRead, Read};

use super::Settings;
use super::input::{Content, Input, Inputs};
use crate::{Error, ErrorKind};

/// The rows of a file: its lines; where it begins as one list does, or as an object over many lines, its objects.
///
/// # Errors
///
/// Where it holds what this crate wrote: records are no pages.
pub(super) fn rows(source: &str, mut read: impl BufRead + Send + 'static, settings: &Settings) -> io::Result<Inputs> {
    let start = read.fill_buf()?;
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    if is_record(start) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, RECORDS));
    }
    let first = start.split(|&byte| byte == b'\n').next().unwrap_or_default();
    Ok(if start.starts_with(b"[") || first.trim_ascii_end() == b"{" {
        Box::new(Objects::new(source, read, settings))
    } else {
        Box::new(Lines::new(source, read, settings))
    })
}

/// What is told of a file of records.
pub(super) const RECORDS: &str = "records that vanban mine wrote, no pages";

/// Whether a file begins as one of records does.
fn is_record(start: &[u8]) -> bool {
    let kind = start.strip_prefix(b"{\"kind\":\"").and_then(|rest| rest.splitn(2, |&byte| byte == b'"').nth(1));
    kind.is_some_and(|rest| rest.starts_with(b",\"schema_version\":"))
}

/// A line or an object that is about to be parsed, on the worker's thread.
fn input(source: String, json: Vec<u8>) -> Input {
    Input { source, page: None, timestamp: None, content: Content::Json(json) }
}

/// JSON may write a character in six bytes where the page has one to three.
fn most(settings: &Settings) -> u64 {
    settings.max_page_bytes.saturating_mul(6)
}

/// The lines of a file.
struct Lines<R> {
    source: String,
    read: R,
    row: u64,
    most: u64,
    done: bool,
}

impl<R: BufRead> Lines<R> {
    fn new(source: &str, read: R, settings: &Settings) -> Lines<R> {
        Lines { source: source.into(), read, row: 0, most: most(settings), done: false }
    }

    fn line(&mut self) -> io::Result<Option<Result<Vec<u8>, Error>>> {
        let mut line = Vec::new();
        let n = (&mut self.read).take(self.most.saturating_add(1)).read_until(b'\n', &mut line)?;
        if n == 0 {
            return Ok(None);
        }
        if n as u64 > self.most && line.last() != Some(&b'\n') {
            skip_line(&mut self.read)?;
            let error = Error::new(ErrorKind::TooLarge, self.name(), format!("line of more than {} bytes", self.most));
            return Ok(Some(Err(error)));
        }
        Ok(Some(Ok(line)))
    }

    fn name(&self) -> String {
        format!("{}#{}", self.source, self.row)
    }
}

fn skip_line(read: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = read.fill_buf()?;
        let (n, end) = match buffer.iter().position(|&b| b == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        read.consume(n);
        if end {
            return Ok(());
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Input, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            self.row += 1;
            match self.line() {
                Ok(None) => self.done = true,
                Ok(Some(Err(error))) => return Some(Err(error)),
                Ok(Some(Ok(line))) => {
                    if line.iter().all(u8::is_ascii_whitespace) {
                        continue;
                    }
                    return Some(Ok(input(self.name(), line)));
                }
                Err(e) => {
                    self.done = true;
                    return Some(Err(Error::read(self.name(), &e)));
                }
            }
        }
        None
    }
}

/// The objects of one list, or objects one after the other, whatever lines they stand on.
struct Objects<R> {
    source: String,
    read: R,
    row: u64,
    most: u64,
    done: bool,
}

impl<R: BufRead> Objects<R> {
    fn new(source: &str, read: R, settings: &Settings) -> Objects<R> {
        Objects { source: source.into(), read, row: 0, most: most(settings), done: false }
    }

    /// The next object's bytes, told by its braces; none at the end.
    fn object(&mut self) -> io::Result<Option<Result<Vec<u8>, Error>>> {
        let mut object = Vec::new();
        let (mut depth, mut quoted, mut escaped) = (0u64, false, false);
        loop {
            let buffer = self.read.fill_buf()?;
            if buffer.is_empty() {
                return Ok((depth > 0).then(|| Err(self.malformed("the file ends within an object"))));
            }
            let mut used = 0;
            for &byte in buffer {
                used += 1;
                match byte {
                    // What parts objects, and the mark that a file may begin with.
                    b'[' | b']' | b',' | b' ' | b'\t' | b'\r' | b'\n' | 0xef | 0xbb | 0xbf if depth == 0 => continue,
                    b'{' if !quoted => depth += 1,
                    _ if depth == 0 => {
                        let reason = "a list of what is no object: a page is a field of an object";
                        return Ok(Some(Err(self.malformed(reason))));
                    }
                    _ if escaped => escaped = false,
                    b'\\' if quoted => escaped = true,
                    b'"' => quoted = !quoted,
                    b'}' if !quoted => depth -= 1,
                    _ => {}
                }
                if object.len() as u64 <= self.most {
                    object.push(byte);
                }
                if depth == 0 {
                    self.read.consume(used);
                    if object.len() as u64 > self.most {
                        let reason = format!("object of more than {} bytes", self.most);
                        return Ok(Some(Err(Error::new(ErrorKind::TooLarge, self.name(), reason))));
                    }
                    return Ok(Some(Ok(object)));
                }
            }
            self.read.consume(used);
        }
    }

    fn name(&self) -> String {
        format!("{}#{}", self.source, self.row)
    }

    /// Where the next object begins is anybody's guess.
    fn malformed(&mut self, reason: &str) -> Error {
        self.done = true;
        Error::new(ErrorKind::Decode, self.name(), format!("malformed JSON: {reason}"))
    }
}

impl<R: BufRead> Iterator for Objects<R> {
    type Item = Result<Input, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        self.row += 1;
        match self.object() {
            Ok(None) => {
                self.done = true;
                None
            }
            Ok(Some(object)) => Some(object.map(|object| input(self.name(), object))),
            Err(e) => {
                self.done = true;
                Some(Err(Error::read(self.name(), &e)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Source, the page's own name and text of a page, or what is told of it.
    type Got = Result<(String, Option<String>, String), String>;

    fn pages(dump: &str, settings: &Settings) -> Vec<Got> {
        // A small buffer, so that rows go on from one to the next.
        rows("dump.jsonl", io::BufReader::with_capacity(16, io::Cursor::new(dump.to_owned())), settings)
            .unwrap()
            .map(|input| {
                let page = input.and_then(|i| i.open(settings)).map_err(|e| e.to_string())?;
                Ok((page.source, page.page, String::from_utf8(page.bytes).unwrap()))
            })
            .collect()
    }

    #[test]
    fn rows_carry_their_id_or_url() {
        let dump = "\u{feff}{\"text\":\"Số 1\",\"meta\":{\"text\":\"không\"},\"url\":\"https://a.vn/1\"}\n\n{\"id\":7,\"text\":\"Số \\u0032\",\"url\":\"u\"}\n{\"text\":\"Số 3\"}";
        let ok = |source: &str, page: Option<&str>, text: &str| Ok((source.into(), page.map(Into::into), text.into()));
        assert_eq!(
            pages(dump, &Settings::default()),
            [
                ok("dump.jsonl#1", Some("https://a.vn/1"), "Số 1"),
                ok("dump.jsonl#3", Some("7"), "Số 2"),
                ok("dump.jsonl#4", None, "Số 3")
            ]
        );
        let other = Settings { text_field: "body".into(), id_fields: vec!["k".into()], ..Settings::default() };
        assert_eq!(pages("{\"body\":\"x\",\"text\":\"y\",\"k\":\"z\"}", &other), [ok("dump.jsonl#1", Some("z"), "x")]);
    }

    #[test]
    fn a_bad_line_costs_that_line() {
        let settings = Settings { max_page_bytes: 5, ..Settings::default() };
        let long = format!("{{\"text\":\"{}\"}}", "x".repeat(100));
        let dump = format!("{{\"text\":\n{{\"id\":1}}\n[1]\n{long}\n{{\"text\":\"12345\"}}\n{{\"text\":\"123456\"}}\n");
        let got = pages(&dump, &settings);
        let reasons: Vec<&str> = got.iter().filter_map(|r| r.as_ref().err()).map(String::as_str).collect();
        assert_eq!(reasons.len(), 5, "{got:?}");
        let remedy = "a row is one object on one line: jq -c . makes such";
        assert_eq!(reasons[0], format!("dump.jsonl#1: malformed JSON: EOF while parsing a value (byte 8); {remedy}"));
        assert_eq!(reasons[1], "dump.jsonl#2: no text in the field \"text\"; there are id: say which holds the page");
        assert!(reasons[2].starts_with("dump.jsonl#3: malformed JSON") && reasons[2].contains("jq -c '.[]'"));
        assert_eq!(reasons[3], "dump.jsonl#4: line of more than 30 bytes");
        assert_eq!(got[4].as_ref().unwrap().2, "12345");
        assert_eq!(reasons[4], "dump.jsonl#6: larger than 5 bytes");
    }

    #[test]
    fn a_list_is_its_objects() {
        let settings = Settings { max_page_bytes: 40, ..Settings::default() };
        let told = |dump: &str| -> Vec<String> {
            let told = |got: Got| got.map_or_else(|e| format!("! {e}"), |(source, _, text)| format!("{source} {text}"));
            pages(dump, &settings).into_iter().map(told).collect()
        };
        for dump in [
            // As Scrapy, pandas and jq write them.
            "[\n{\"text\":\"a {\"},\n{\"text\":\"b \\\"}\"}\n]\n",
            "\u{feff}[{\"text\":\"a {\",\"n\":{\"x\":[1]}},{\"text\":\"b \\\"}\"}]",
            "{\n  \"text\": \"a {\"\n}\n{\n  \"text\": \"b \\\"}\"\n}\n",
        ] {
            assert_eq!(told(dump), ["dump.jsonl#1 a {", "dump.jsonl#2 b \"}"], "{dump}");
        }
        assert_eq!(told("[]"), [""; 0]);
        let long = format!("[{{\"text\":\"{}\"}},{{\"text\":\"b\"}}", "x".repeat(300));
        assert_eq!(told(&long), ["! dump.jsonl#1: object of more than 240 bytes", "dump.jsonl#2 b"]);
        let broken = told("[{\"text\":\"a\"},{\"text\":}, {\"text\":\"b\"}, {\"text\"");
        assert!(broken[1].starts_with("! dump.jsonl#2: malformed JSON: expected value"), "{broken:?}");
        assert_eq!(broken[2..], ["dump.jsonl#3 b", "! dump.jsonl#4: malformed JSON: the file ends within an object"]);
        let reason = "! dump.jsonl#1: malformed JSON: a list of what is no object: a page is a field of an object";
        assert_eq!(told("[\"a\", {\"text\":\"b\"}]"), [reason]);
    }

    #[test]
    fn records_are_no_pages() {
        let record = r#"{"kind":"claim","schema_version":1,"id":"c1","text":"5"}"#;
        let rows = |dump: &str| rows("d.jsonl", io::Cursor::new(dump.to_owned()), &Settings::default());
        assert_eq!(rows(record).err().unwrap().to_string(), RECORDS);
        assert!(rows(r#"{"kind":"tin tức","text":"5"}"#).is_ok());
    }
}
