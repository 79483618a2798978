//! Rows: a page in a field of a JSON object.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::Settings;

/// What a line holds of a page.
#[derive(Default)]
pub(super) struct Row {
    pub(super) text: Vec<u8>,
    pub(super) page: Option<String>,
    pub(super) timestamp: Option<String>,
}

/// Reads a line; the error is a sentence without the place.
pub(super) fn row(line: &[u8], settings: &Settings) -> Result<Row, String> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii_end();
    let read = |damaged| -> serde_json::Result<(Row, bool)> {
        let mut reader = serde_json::Deserializer::from_slice(line);
        let row = Fields { settings, damaged }.deserialize(&mut reader)?;
        reader.end()?;
        Ok(row)
    };
    // Strings that are not quite strings are read at a second try, as bytes.
    let (row, had_text) = read(false).or_else(|e| read(true).map_err(|_| malformed(e, line)))?;
    if !had_text {
        let names: serde_json::Map<String, Value> = serde_json::from_slice(line).unwrap_or_default();
        return Err(no_text("field", &settings.text_field, names.keys().map(String::as_str)));
    }
    Ok(row)
}

/// What is told where no field or column of that name holds a page: the names that there are, the first ones.
pub(super) fn no_text<'n>(what: &str, wanted: &str, mut names: impl Iterator<Item = &'n str>) -> String {
    const MOST: usize = 12;
    const LONGEST: usize = 40;
    let cut = |name: &'n str| match name.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{} …", &name[..end])),
        None => Cow::Borrowed(name),
    };
    let reason = format!("no text in the {what} {wanted:?}");
    let first: Vec<_> = names.by_ref().take(MOST).map(cut).collect();
    if first.is_empty() || first.iter().any(|name| *name == wanted) {
        return reason;
    }
    let more = if names.next().is_some() { " …" } else { "" };
    format!("{reason}; there are {}{more}: say which holds the page", first.join(", "))
}

/// What is wrong with a line. Of the parser's place only the byte of the line means anything: it saw no other line.
fn malformed(error: serde_json::Error, line: &[u8]) -> String {
    let reason = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let reason =
        format!("malformed JSON: {} (byte {})", reason.strip_suffix(&place).unwrap_or(&reason), error.column());
    // One list, or an object over many lines, is how some programs write a whole file.
    match line.first() {
        Some(b'[') => reason + "; a row is one object on one line: jq -c '.[]' makes such of a list",
        _ if error.is_eof() => reason + "; a row is one object on one line: jq -c . makes such",
        _ => reason,
    }
}

/// A string's bytes, which may not be UTF-8.
struct Bytes(Vec<u8>);

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Bytes, D::Error> {
        struct Any;
        impl Visitor<'_> for Any {
            type Value = Bytes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
                Ok(Bytes(bytes.to_vec()))
            }
        }
        deserializer.deserialize_bytes(Any)
    }
}

impl Bytes {
    /// Where an escape names half a letter (`\ud83d`, of a text that was cut by its UTF-16), U+FFFD, which is as long.
    fn whole(mut self) -> Vec<u8> {
        let mut at = 0;
        while let Some(found) = memchr::memchr(0xed, &self.0[at..]) {
            at += found;
            if let [_, 0xa0..=0xbf, 0x80..=0xbf, ..] = self.0[at..] {
                self.0[at..at + 3].copy_from_slice("\u{fffd}".as_bytes());
            }
            at += 1;
        }
        self.0
    }
}

/// Picks the wanted fields out of an object without building the rest.
struct Fields<'s> {
    settings: &'s Settings,
    /// The page is taken as bytes: it may hold what no string does.
    damaged: bool,
}

impl<'de> DeserializeSeed<'de> for Fields<'_> {
    type Value = (Row, bool);

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = (Row, bool);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let settings = self.settings;
        let (mut row, mut had_text, mut best_id) = (Row::default(), false, usize::MAX);
        while let Some(key) = map.next_key::<String>()? {
            // The id's field is the first of the settings' that the row has.
            let id = settings.id_fields.iter().position(|field| *field == key);
            if key == settings.text_field {
                if self.damaged {
                    (row.text, had_text) = (map.next_value::<Bytes>()?.whole(), true);
                } else if let Value::String(text) = map.next_value()? {
                    (row.text, had_text) = (text.into_bytes(), true);
                }
            } else if let Some(rank) = id.filter(|rank| *rank < best_id) {
                if let Some(value) = word(map.next_value()?) {
                    (row.page, best_id) = (Some(value), rank);
                }
            } else if key == settings.timestamp_field {
                row.timestamp = word(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok((row, had_text))
    }
}

fn word(value: Value) -> Option<String> {
    match value {
        Value::String(s) => Some(s),
        Value::Number(n) => Some(n.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_is_no_string_throughout_is_read() {
        let text = |line: &[u8]| row(line, &Settings::default()).map(|row| row.text);
        assert_eq!(text(br#"{"title":"\ud83d","text":"5 x\u00e3 \ud83d."}"#).unwrap(), "5 xã \u{fffd}.".as_bytes());
        assert_eq!(text(br#"{"text":"\ud83d\ude00"}"#).unwrap(), "\u{1f600}".as_bytes(), "two halves are a letter");
        assert_eq!(text(b"{\"text\":\"5 x\xe3\"}").unwrap(), b"5 x\xe3", "of whatever encoding");
        assert!(text(br#"{"text":"5 x\u00e"}"#).unwrap_err().starts_with("malformed JSON: invalid escape"));
        assert!(text(br#"{"text":5,"a":"\ud83d"}"#).unwrap_err().starts_with("no text in the field"));
    }

    #[test]
    fn the_names_that_there_are_are_few_and_short() {
        let told = |names: &[&str]| no_text("column", "text", names.iter().copied());
        assert_eq!(told(&["id", "text"]), "no text in the column \"text\"");
        let end = ": say which holds the page";
        assert_eq!(told(&["id", "body"]), format!("no text in the column \"text\"; there are id, body{end}"));
        let many = told(&["ă".repeat(50).as_str(); 13]);
        assert!(many.ends_with(&format!(", {} … …{end}", "ă".repeat(40))), "{many}");
    }
}
