//! JSON Lines: one page a line, as [`super::row`] reads it.

use std::io::{self, BufRead, Read};

use super::Settings;
use super::input::{Content, Input};
use crate::{Error, ErrorKind};

/// The lines of a file. They are parsed later, on the worker's thread.
pub(super) struct Lines<R> {
    source: String,
    read: R,
    row: u64,
    most: u64,
    done: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(source: &str, read: R, settings: &Settings) -> Lines<R> {
        // JSON may write a character in six bytes where the page has one to three.
        Lines { source: source.into(), read, row: 0, most: settings.max_page_bytes.saturating_mul(6), done: false }
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
                    // A list, or an object over many lines: each of them would fail.
                    self.done |= self.row == 1 && matches!(line.trim_ascii(), b"[" | b"{");
                    let source = self.name();
                    return Some(Ok(Input { source, page: None, timestamp: None, content: Content::Json(line) }));
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Source, the page's own name and text of a page, or what is told of it.
    type Got = Result<(String, Option<String>, String), String>;

    fn pages(dump: &str, settings: &Settings) -> Vec<Got> {
        Lines::new("dump.jsonl", dump.as_bytes(), settings)
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
        assert_eq!(reasons[1], "dump.jsonl#2: no text in the field \"text\"; there are id");
        assert!(reasons[2].starts_with("dump.jsonl#3: malformed JSON") && reasons[2].contains("jq -c '.[]'"));
        assert_eq!(reasons[3], "dump.jsonl#4: line of more than 30 bytes");
        assert_eq!(got[4].as_ref().unwrap().2, "12345");
        assert_eq!(reasons[4], "dump.jsonl#6: larger than 5 bytes");
    }

    #[test]
    fn what_is_one_list_fails_once() {
        for dump in ["[\n{\"text\":\"a\"},\n{\"text\":\"b\"}\n]\n", "{\n\"text\": \"a\"\n}\n"] {
            let got = pages(dump, &Settings::default());
            assert!(matches!(&got[..], [Err(reason)] if reason.contains("jq -c")), "{got:?}");
        }
    }
}
