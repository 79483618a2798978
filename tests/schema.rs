//! The schemas that are kept in `schema/`, and the list of fields in `docs/`, are those of the types. `UPDATE_SCHEMA=1 cargo
//! test` writes them anew.
#![cfg(feature = "schema")]

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use vanban::Miner;
use vanban::claim::Flags;
use vanban::record::{self, Kind, Options, Origin, Record};
use vanban::write::{self, Content};

#[track_caller]
fn kept(name: &str, want: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(&path, want).unwrap();
    }
    let have = fs::read_to_string(&path).unwrap_or_default();
    assert!(have == want, "{name} is not what the types say: UPDATE_SCHEMA=1 cargo test, and read the diff");
}

#[test]
fn the_json_schema_is_the_one_that_is_kept() {
    kept("schema/record.schema.json", &(serde_json::to_string_pretty(&record::json_schema()).unwrap() + "\n"));
}

#[test]
fn the_columns_are_the_ones_that_are_kept() {
    kept("schema/tables.tsv", &write::describe_columns());
}

/// What people read: every field with its meaning, out of the schema.
#[test]
fn the_fields_are_explained() {
    let schema = serde_json::to_value(record::json_schema()).unwrap();
    let mut out = "# What the records hold\n\nMade from the types by `UPDATE_SCHEMA=1 cargo test`: every field of every kind of \
        record. `vanban schema` prints the\nsame as JSON Schema, `vanban schema --tables` the columns of CSV and Parquet, \
        where a field within a field has both names\n(`sentence_start`) and a list is JSON text.\n"
        .to_owned();
    let order = |kind: Kind| -> Vec<&'static str> {
        let mut fields: Vec<&str> = write::columns(kind).map(|column| column.field()).collect();
        fields.dedup();
        fields
    };
    let common = order(Kind::Zone);
    let common: Vec<&str> = common.into_iter().filter(|field| !["kind", "zone"].contains(field)).collect();
    let zone = &schema["$defs"]["Zone"];
    out += "\n## Every record\n\nIts `kind` is one of those below.\n\n";
    out += &table(&schema, zone, &common);
    for kind in [Kind::Reference, Kind::Document, Kind::Claim, Kind::Audit, Kind::Page, Kind::Zone, Kind::Diagnostic] {
        let variant =
            schema["oneOf"].as_array().unwrap().iter().find(|v| v["properties"]["kind"]["const"] == kind.name());
        let this = pointed(&schema, variant.unwrap());
        let own: Vec<&str> = order(kind).into_iter().filter(|f| *f != "kind" && !common.contains(f)).collect();
        out += &format!("\n## {}\n\n{}\n\n{}", kind.name(), words(this), table(&schema, this, &own));
    }
    kept("docs/records.md", &out);
    // What a string may hold is told where it is not in the types.
    let flags = words(&schema["$defs"]["Claim"]["properties"]["flags"]);
    let all = [
        (Flags::TWO_READINGS, Flags::DOT_DECIMAL, Flags::ENGLISH_GROUPING),
        (Flags::MALFORMED, Flags::SPACED, Flags::OVERFLOW),
        (Flags::WORDS_DISAGREE, Flags::REGIONAL_UNIT, Flags::SHARED_UNIT),
        (Flags::SHARED_COUNTED, Flags::WORDS, Flags::NONE),
    ];
    for name in all.iter().flat_map(|(a, b, c)| a.with(*b).with(*c).names()) {
        assert!(flags.contains(&format!("`{name}`")), "{name}");
    }
}

type Json = serde_json::Value;

/// The definition that a schema points to, or the schema itself.
fn pointed<'s>(schema: &'s Json, of: &'s Json) -> &'s Json {
    let any = of["anyOf"].as_array().map_or(of, |any| &any[0]);
    let item = if any["items"].is_object() { &any["items"] } else { any };
    item["$ref"].as_str().map_or(item, |name| &schema["$defs"][name.rsplit('/').next().unwrap()])
}

/// A description on one line, its links as code.
fn words(of: &Json) -> String {
    of["description"].as_str().unwrap_or_default().replace('\n', " ").replace("[`", "`").replace("`]", "`")
}

/// The fields of an object: their types and what they mean, with what they may hold.
fn table(schema: &Json, of: &Json, fields: &[&str]) -> String {
    let mut out = "| field | type | what it holds |\n| --- | --- | --- |\n".to_owned();
    for name in fields {
        let field = &of["properties"][name];
        let target = pointed(schema, field);
        let types: Vec<&str> = match &field["type"] {
            Json::Array(types) => types.iter().filter_map(Json::as_str).collect(),
            Json::String(one) => vec![one],
            _ if field["anyOf"].is_array() => vec![target["type"].as_str().unwrap_or("string"), "null"],
            _ => vec![target["type"].as_str().unwrap_or("string")],
        };
        let types = types.join(" or ").replace("array", "list");
        let types = if target["pattern"].as_str().is_some_and(|p| p.starts_with("^-?")) {
            types.replace("string", "decimal")
        } else if target["pattern"].is_string() {
            types.replace("string", "date")
        } else {
            types
        };
        out += &format!("| `{name}` | {types} | {} |\n", meaning(schema, field).replace('|', "\\|"));
    }
    out
}

/// What a field holds: its own words, and those of the names or the fields that it may have.
fn meaning(schema: &Json, field: &Json) -> String {
    let (own, target) = (words(field), pointed(schema, field));
    assert!(!own.is_empty(), "{field} has no meaning");
    let names = target["oneOf"].as_array().into_iter().flatten();
    let names = names.map(|one| (one["const"].as_str().unwrap().to_owned(), words(one)));
    let fields = target["properties"].as_object().filter(|_| target != field).into_iter().flatten();
    let fields = fields.filter(|(name, _)| *name != "end").map(|(name, of)| match name.as_str() {
        "start" => ("start`, `end".to_owned(), "its bytes, in the page as it came in".to_owned()),
        name => (name.to_owned(), meaning(schema, of)),
    });
    let within = names.chain(fields).map(|(name, words)| format!("`{name}`: {}", words.trim_end_matches('.')));
    let within = within.collect::<Vec<_>>().join("; ");
    if within.is_empty() { own } else { format!("{own} {within}.").replace("….", "…") }
}

/// The fields of a kind's record in the schema.
fn fields(kind: Kind) -> BTreeSet<String> {
    let schema = serde_json::to_value(record::json_schema()).unwrap();
    let variants = schema["oneOf"].as_array().unwrap();
    let this = variants.iter().find(|v| v["properties"]["kind"]["const"] == kind.name()).unwrap();
    let mut names: BTreeSet<String> = this["properties"].as_object().unwrap().keys().cloned().collect();
    let of = this["$ref"].as_str().map(|r| r.rsplit('/').next().unwrap().to_owned());
    let mut refs: Vec<String> = of.into_iter().collect();
    while let Some(name) = refs.pop() {
        let def = &schema["$defs"][&name];
        names.extend(def["properties"].as_object().into_iter().flatten().map(|(k, _)| k.clone()));
        refs.extend(def["$ref"].as_str().map(|r| r.rsplit('/').next().unwrap().to_owned()));
    }
    names
}

#[test]
fn no_field_is_left_out_of_the_tables() {
    for kind in Kind::ALL {
        let columns: BTreeSet<String> = write::columns(kind).map(|c| c.field().to_owned()).collect();
        assert_eq!(columns, fields(kind), "{kind:?}");
        let names: BTreeSet<&str> = write::columns(kind).map(|c| c.name).collect();
        assert_eq!(names.len(), write::columns(kind).len(), "{kind:?}: a name stands twice");
        assert!(write::columns(kind).any(|c| c.content == Content::Int && c.name == "start"));
    }
}

/// Every field that the schema calls required is there, and every field that is there is in the schema.
#[test]
fn records_are_as_the_schema_says_and_read_back() {
    let page = "Kết luận số 12-KL/TW nêu 9/12 xã đạt chuẩn, tăng 0,43%.";
    let mut miner = Miner::new();
    let mut options = Options::default();
    (options.zones, options.sentences, options.utf16) = (true, true, true);
    let mined = miner.mine(page);
    for record in record::records(page, &mined, &Origin::new("page.txt").page(Some("u")), &options) {
        let line = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<Record>(&line).unwrap(), record);
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        let known = fields(record.kind());
        for field in value.as_object().unwrap().keys() {
            assert!(known.contains(field), "{field} of {line}");
        }
    }
}
