//! Rows: a page in a field of a JSON object.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::Settings;

/// What a line holds of a page.
#[derive(Default)]
pub(super) struct Row {
    pub(super) text: String,
    pub(super) page: Option<String>,
    pub(super) timestamp: Option<String>,
}

/// Reads a line; the error is a sentence without the place.
pub(super) fn row(line: &[u8], settings: &Settings) -> Result<Row, String> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii_end();
    let mut reader = serde_json::Deserializer::from_slice(line);
    let (row, had_text) = Fields(settings).deserialize(&mut reader).map_err(|e| malformed(e, line))?;
    reader.end().map_err(|e| malformed(e, line))?;
    if !had_text {
        let reason = format!("no text in the field {:?}", settings.text_field);
        return Err(
            others(line, &settings.text_field).map_or(reason.clone(), |others| format!("{reason}; there are {others}"))
        );
    }
    Ok(row)
}

/// The names of a row's fields, the first ones; `None` where it has none, or the one that is wanted.
fn others(line: &[u8], wanted: &str) -> Option<String> {
    const MOST: usize = 12;
    let row: serde_json::Map<String, Value> = serde_json::from_slice(line).ok()?;
    if row.contains_key(wanted) {
        return None;
    }
    let names: Vec<&str> = row.keys().take(MOST).map(String::as_str).collect();
    (!names.is_empty()).then(|| names.join(", ") + if row.len() > MOST { " …" } else { "" })
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

/// Picks the wanted fields out of an object without building the rest.
struct Fields<'s>(&'s Settings);

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
        let settings = self.0;
        let (mut row, mut had_text, mut best_id) = (Row::default(), false, usize::MAX);
        while let Some(key) = map.next_key::<String>()? {
            // The id's field is the first of the settings' that the row has.
            let id = settings.id_fields.iter().position(|field| *field == key);
            if key == settings.text_field {
                if let Value::String(text) = map.next_value()? {
                    (row.text, had_text) = (text, true);
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
