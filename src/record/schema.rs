//! The JSON Schema of a record, made from the types that are written.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema as schema};

use super::Record;
use crate::{Date, Decimal};

/// The JSON Schema (2020-12) of a record: one line of `vanban mine`.
///
/// ```
/// let schema = vanban::record::json_schema();
/// assert_eq!(schema.get("title").and_then(|t| t.as_str()), Some("Record"));
/// ```
pub fn json_schema() -> Schema {
    schemars::schema_for!(Record<'static>)
}

impl JsonSchema for Decimal {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schema!({"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$"})
    }
}

impl JsonSchema for Date {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schema!({"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"})
    }
}
