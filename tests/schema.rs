//! The schemas that are kept in `schema/` are those of the types. `UPDATE_SCHEMA=1 cargo test` writes them anew.
#![cfg(feature = "schema")]

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

use vanban::Miner;
use vanban::record::{self, Kind, Options, Origin, Record};
use vanban::write::{self, Content};

#[track_caller]
fn kept(name: &str, want: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(name);
    if env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(&path, want).unwrap();
    }
    let have = fs::read_to_string(&path).unwrap_or_default();
    assert!(have == want, "schema/{name} is not what the types say: UPDATE_SCHEMA=1 cargo test, and read the diff");
}

#[test]
fn the_json_schema_is_the_one_that_is_kept() {
    kept("record.schema.json", &(serde_json::to_string_pretty(&record::json_schema()).unwrap() + "\n"));
}

#[test]
fn the_columns_are_the_ones_that_are_kept() {
    kept("tables.tsv", &write::describe_columns());
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
