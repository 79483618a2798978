//! Arrow: records as the rows of record batches, for engines and data frames.
//!
//! Integers are signed 64-bit (some readers have no unsigned ones), text is UTF-8, exact decimals are text beside a
//! double, dates are ISO 8601 text (a year is a date here), lists and objects are JSON text.
//!
//! ```
//! use vanban::record::{self, Kind, Origin};
//! use vanban::write::arrow::Rows;
//! let page = "Huyện trồng mới 1.640 ha rừng.";
//! let mut miner = vanban::Miner::new();
//! let mut rows = Rows::new(&[Kind::Claim]);
//! for record in record::records(page, &miner.mine(page), &Origin::new("a.txt"), &record::Options::default()) {
//!     rows.push(&record)?;
//! }
//! let batch = rows.finish()?;
//! assert_eq!(batch.num_rows(), 1);
//! # Ok::<(), vanban::write::arrow::RowError>(())
//! ```

use std::fmt::{self, Display, Write};
use std::ops::Range;
use std::sync::Arc;

use arrow_array::builder::{ArrayBuilder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use serde::ser::{self, Impossible, Serialize, Serializer};
use serde_json::Value;

use super::column::{Column, Content, columns};
use crate::record::{Kind, Record};

/// The schema of a table of these kinds: what every record has, then each kind's own columns, every name once. A column
/// is never null where it is so in each of the kinds.
pub fn schema(kinds: &[Kind]) -> SchemaRef {
    let field = |column: &Column| {
        let data = match column.content {
            Content::Text | Content::Json => DataType::Utf8,
            Content::Int => DataType::Int64,
            Content::Float => DataType::Float64,
        };
        let required = kinds.iter().all(|&kind| columns(kind).any(|c| c.name == column.name && c.required));
        Field::new(column.name, data, !required)
    };
    Arc::new(Schema::new(union(kinds).into_iter().map(field).collect::<Vec<_>>()))
}

fn union(kinds: &[Kind]) -> Vec<&'static Column> {
    let mut all: Vec<&Column> = Vec::new();
    for column in kinds.iter().flat_map(|&kind| columns(kind)) {
        if !all.iter().any(|c| c.name == column.name) {
            all.push(column);
        }
    }
    all
}

/// Rows of one kind or several, built column by column.
pub struct Rows {
    schema: SchemaRef,
    columns: Vec<Values>,
    /// Where each kind's fields go.
    slots: Vec<(Kind, Vec<Slot>)>,
    len: usize,
    scratch: String,
}

/// Why rows cannot be made into a batch.
#[derive(Debug)]
#[non_exhaustive]
pub enum RowError {
    /// A column has as much text as Arrow's offsets can point into (2 GiB).
    Full,
    /// A row lacks a value that every row must have.
    Arrow(ArrowError),
}

impl Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RowError::Full => f.write_str("a column of more than 2 GiB of text: make batches of fewer pages"),
            RowError::Arrow(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RowError {}

impl From<ArrowError> for RowError {
    fn from(error: ArrowError) -> RowError {
        RowError::Arrow(error)
    }
}

enum Values {
    Text(StringBuilder),
    Int(Int64Builder),
    Float(Float64Builder),
}

/// A column as one kind fills it.
struct Slot {
    column: usize,
    content: Content,
    /// The record's field, and the field within it.
    path: [&'static str; 2],
}

impl Rows {
    /// No rows yet, of these kinds.
    pub fn new(kinds: &[Kind]) -> Rows {
        let all = union(kinds);
        let slot = |column: &Column| Slot {
            column: all.iter().position(|c| c.name == column.name).unwrap_or(0),
            content: column.content,
            path: [column.path.0, column.path.1],
        };
        let values = |column: &&Column| match column.content {
            Content::Text | Content::Json => Values::Text(StringBuilder::new()),
            Content::Int => Values::Int(Int64Builder::new()),
            Content::Float => Values::Float(Float64Builder::new()),
        };
        Rows {
            schema: schema(kinds),
            columns: all.iter().map(values).collect(),
            slots: kinds.iter().map(|&kind| (kind, columns(kind).map(slot).collect())).collect(),
            len: 0,
            scratch: String::new(),
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Appends a record; one of another kind is passed over.
    ///
    /// # Errors
    ///
    /// Where the columns are full: the rows are then of no more use.
    pub fn push(&mut self, record: &Record<'_>) -> Result<(), RowError> {
        self.push_as(record.kind(), record)
    }

    /// Appends whatever has the fields of a kind's record.
    pub(super) fn push_as(&mut self, kind: Kind, record: &impl Serialize) -> Result<(), RowError> {
        let Some((_, slots)) = self.slots.iter().find(|(k, _)| *k == kind) else { return Ok(()) };
        let mut row = Row {
            slots,
            columns: &mut self.columns,
            len: self.len,
            next: 0,
            scratch: std::mem::take(&mut self.scratch),
            full: false,
        };
        // What is no object has none of the fields.
        let _ = record.serialize(Put { row: &mut row, slots: 0..slots.len(), depth: 0 });
        let full = row.full;
        self.scratch = row.scratch;
        self.len += 1;
        if full { Err(RowError::Full) } else { Ok(()) }
    }

    /// The rows as a batch; the next ones begin anew.
    ///
    /// # Errors
    ///
    /// Where a row lacks a value that every row must have.
    pub fn finish(&mut self) -> Result<RecordBatch, RowError> {
        let len = std::mem::take(&mut self.len);
        let arrays = self.columns.iter_mut().map(|values| -> ArrayRef {
            values.fill(len);
            match values {
                Values::Text(values) => Arc::new(values.finish()),
                Values::Int(values) => Arc::new(values.finish()),
                Values::Float(values) => Arc::new(values.finish()),
            }
        });
        Ok(RecordBatch::try_new(self.schema.clone(), arrays.collect())?)
    }
}

impl Values {
    /// Puts nulls where rows had no value: most have none in most columns. Whether the next value is of the row `len`.
    fn fill(&mut self, len: usize) -> bool {
        let behind = |have: usize| len.saturating_sub(have);
        match self {
            Values::Text(values) => values.append_nulls(behind(values.len())),
            Values::Int(values) => values.append_nulls(behind(values.len())),
            Values::Float(values) => values.append_nulls(behind(values.len())),
        }
        let have = match self {
            Values::Text(values) => values.len(),
            Values::Int(values) => values.len(),
            Values::Float(values) => values.len(),
        };
        have == len
    }
}

/// A row that is being filled from a record's fields.
struct Row<'r> {
    slots: &'r [Slot],
    columns: &'r mut [Values],
    /// How many rows are complete.
    len: usize,
    /// The slot after the one that was filled last: fields mostly come in the columns' order.
    next: usize,
    scratch: String,
    full: bool,
}

impl Row<'_> {
    /// The slots, among these, of a field: they are neighbours.
    fn find(&self, name: &str, among: Range<usize>, depth: usize) -> Range<usize> {
        let next = self.next.clamp(among.start, among.end);
        let is = |i: &usize| self.slots[*i].path[depth] == name;
        let Some(start) = (next..among.end).chain(among.start..next).find(is) else { return 0..0 };
        start..start + (start..among.end).take_while(is).count()
    }

    fn text(&mut self, slots: Range<usize>, text: &str) {
        for slot in &self.slots[slots] {
            let values = &mut self.columns[slot.column];
            // A field that comes twice counts once.
            if !values.fill(self.len) {
                continue;
            }
            match values {
                Values::Text(values) if values.values_slice().len() + text.len() > i32::MAX as usize => {
                    self.full = true
                }
                Values::Text(values) => values.append_value(text),
                Values::Float(values) => values.append_option(text.parse().ok()),
                Values::Int(_) => {}
            }
        }
    }

    fn int(&mut self, slots: Range<usize>, n: i64) {
        for i in slots {
            let values = &mut self.columns[self.slots[i].column];
            match (values.fill(self.len), values) {
                (true, Values::Int(values)) => values.append_value(n),
                (true, Values::Text(_)) => self.display(i..i + 1, &n),
                _ => {}
            }
        }
    }

    fn display(&mut self, slots: Range<usize>, value: &(impl Display + ?Sized)) {
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        // Writing to memory cannot fail.
        let _ = write!(scratch, "{value}");
        self.text(slots, &scratch);
        self.scratch = scratch;
    }

    /// JSON text; nothing for null and for an empty list.
    fn json(&mut self, slots: Range<usize>, value: &(impl Serialize + ?Sized)) {
        // A value first: its objects have their keys in one order, whatever they are made of.
        match serde_json::to_value(value) {
            Err(_) | Ok(Value::Null) => {}
            Ok(Value::Array(list)) if list.is_empty() => {}
            Ok(value) => self.display(slots, &value),
        }
    }
}

/// Puts a value where it belongs: into slots, or, where it is an object, its fields into theirs.
struct Put<'p, 'r> {
    row: &'p mut Row<'r>,
    slots: Range<usize>,
    /// How many fields lead to the value.
    depth: usize,
}

/// The value is of a shape that the slots do not hold as it is.
#[derive(Debug)]
struct Unfit;

impl Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no plain value")
    }
}

impl std::error::Error for Unfit {}

impl ser::Error for Unfit {
    fn custom<T: Display>(_: T) -> Unfit {
        Unfit
    }
}

impl Put<'_, '_> {
    fn field(&mut self, slots: Range<usize>, value: &(impl Serialize + ?Sized)) {
        let Some(first) = self.row.slots[slots.clone()].first() else { return };
        if self.depth == 0 {
            self.row.next = slots.end;
        }
        let put = Put { row: self.row, slots: slots.clone(), depth: self.depth + 1 };
        if first.content == Content::Json || value.serialize(put).is_err() {
            self.row.json(slots, value);
        }
    }
}

/// The methods of a serializer for values that it refuses.
macro_rules! refuse {
    ($($method:ident $type:ty),* $(,)?) => {
        $(fn $method(self, _: $type) -> Result<Self::Ok, Unfit> {
            Err(Unfit)
        })*
    };
}

/// The methods of a serializer for shapes that neither keys nor cells have.
macro_rules! refuse_lists {
    () => {
        type SerializeSeq = Impossible<Self::Ok, Unfit>;
        type SerializeTuple = Impossible<Self::Ok, Unfit>;
        type SerializeTupleStruct = Impossible<Self::Ok, Unfit>;
        type SerializeTupleVariant = Impossible<Self::Ok, Unfit>;
        type SerializeStructVariant = Impossible<Self::Ok, Unfit>;

        fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Unfit> {
            Err(Unfit)
        }

        fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unfit> {
            Err(Unfit)
        }

        fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Unfit> {
            Err(Unfit)
        }

        fn serialize_tuple_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeTupleVariant, Unfit> {
            Err(Unfit)
        }

        fn serialize_struct_variant(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: usize,
        ) -> Result<Self::SerializeStructVariant, Unfit> {
            Err(Unfit)
        }

        fn serialize_newtype_variant<T: Serialize + ?Sized>(
            self,
            _: &'static str,
            _: u32,
            _: &'static str,
            _: &T,
        ) -> Result<Self::Ok, Unfit> {
            Err(Unfit)
        }
    };
}

impl<'p, 'r> Serializer for Put<'p, 'r> {
    type Ok = ();
    type Error = Unfit;
    type SerializeMap = Object<'p, 'r>;
    type SerializeStruct = Object<'p, 'r>;

    refuse_lists!();
    refuse!(serialize_bool bool, serialize_f32 f32, serialize_f64 f64, serialize_char char, serialize_bytes &[u8]);

    fn serialize_str(self, text: &str) -> Result<(), Unfit> {
        self.row.text(self.slots, text);
        Ok(())
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Unfit> {
        self.row.display(self.slots, value);
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Unfit> {
        self.serialize_str(variant)
    }

    fn serialize_i64(self, n: i64) -> Result<(), Unfit> {
        self.row.int(self.slots, n);
        Ok(())
    }

    fn serialize_u64(self, n: u64) -> Result<(), Unfit> {
        i64::try_from(n).map_err(|_| Unfit).and_then(|n| self.serialize_i64(n))
    }

    fn serialize_i8(self, n: i8) -> Result<(), Unfit> {
        self.serialize_i64(n.into())
    }

    fn serialize_i16(self, n: i16) -> Result<(), Unfit> {
        self.serialize_i64(n.into())
    }

    fn serialize_i32(self, n: i32) -> Result<(), Unfit> {
        self.serialize_i64(n.into())
    }

    fn serialize_u8(self, n: u8) -> Result<(), Unfit> {
        self.serialize_i64(n.into())
    }

    fn serialize_u16(self, n: u16) -> Result<(), Unfit> {
        self.serialize_i64(n.into())
    }

    fn serialize_u32(self, n: u32) -> Result<(), Unfit> {
        self.serialize_i64(n.into())
    }

    fn serialize_none(self) -> Result<(), Unfit> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Unfit> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unfit> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Unfit> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Unfit> {
        value.serialize(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Object<'p, 'r>, Unfit> {
        // An object where a plain value was looked for.
        if self.depth > 1 || self.row.slots[self.slots.clone()].iter().any(|slot| slot.path[self.depth].is_empty()) {
            return Err(Unfit);
        }
        Ok(Object { put: self, key: 0..0 })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object<'p, 'r>, Unfit> {
        self.serialize_map(None)
    }
}

/// The fields of an object.
struct Object<'p, 'r> {
    put: Put<'p, 'r>,
    key: Range<usize>,
}

impl ser::SerializeMap for Object<'_, '_> {
    type Ok = ();
    type Error = Unfit;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unfit> {
        self.key = key.serialize(Key(&self.put))?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unfit> {
        self.put.field(self.key.clone(), value);
        Ok(())
    }

    fn end(self) -> Result<(), Unfit> {
        Ok(())
    }
}

impl ser::SerializeStruct for Object<'_, '_> {
    type Ok = ();
    type Error = Unfit;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Unfit> {
        let slots = self.put.row.find(key, self.put.slots.clone(), self.put.depth);
        self.put.field(slots, value);
        Ok(())
    }

    fn end(self) -> Result<(), Unfit> {
        Ok(())
    }
}

/// Finds the slots of a key.
struct Key<'k, 'p, 'r>(&'k Put<'p, 'r>);

impl Serializer for Key<'_, '_, '_> {
    type Ok = Range<usize>;
    type Error = Unfit;
    type SerializeMap = Impossible<Range<usize>, Unfit>;
    type SerializeStruct = Impossible<Range<usize>, Unfit>;

    refuse_lists!();
    refuse!(
        serialize_bool bool, serialize_f32 f32, serialize_f64 f64, serialize_char char, serialize_bytes &[u8],
        serialize_i8 i8, serialize_i16 i16, serialize_i32 i32, serialize_i64 i64, serialize_u8 u8, serialize_u16 u16,
        serialize_u32 u32, serialize_u64 u64, serialize_unit_struct &'static str,
    );

    fn serialize_str(self, name: &str) -> Result<Range<usize>, Unfit> {
        Ok(self.0.row.find(name, self.0.slots.clone(), self.0.depth))
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<Range<usize>, Unfit> {
        self.serialize_str(name)
    }

    fn serialize_none(self) -> Result<Range<usize>, Unfit> {
        Err(Unfit)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, key: &T) -> Result<Range<usize>, Unfit> {
        key.serialize(self)
    }

    fn serialize_unit(self) -> Result<Range<usize>, Unfit> {
        Err(Unfit)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, key: &T) -> Result<Range<usize>, Unfit> {
        key.serialize(self)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unfit> {
        Err(Unfit)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Unfit> {
        Err(Unfit)
    }
}

#[cfg(test)]
mod tests {
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, Int64Type};

    use super::*;
    use crate::Miner;
    use crate::record::{Options, Origin, records};

    const PAGE: &str = "Ngày đăng: 18/12/2023\n\nThực hiện khoản 2 Điều 5 Kết luận số 12-KL/TW ngày 14/7/2015 của Ban Bí thư, huyện có 2 xã: trồng mới 1.640 ha, \
        tăng 0,43% so với năm 2020. Nghị quyết số 05-NQ/HU, 60 cuộc (năm 2021: 23, năm 2022: 37).";

    fn batch(kinds: &[Kind]) -> RecordBatch {
        let mut miner = Miner::new();
        let mut rows = Rows::new(kinds);
        let options = Options { zones: true, sentences: true, utf16: false };
        for record in records(PAGE, &miner.mine(PAGE), &Origin::new("a.txt"), &options) {
            rows.push(&record).unwrap();
        }
        rows.finish().unwrap()
    }

    #[test]
    fn no_integer_is_unsigned() {
        for field in schema(&Kind::ALL).fields() {
            let plain = matches!(field.data_type(), DataType::Utf8 | DataType::Int64 | DataType::Float64);
            assert!(plain, "{}", field.name());
        }
    }

    #[test]
    fn columns_of_one_name_hold_the_same_in_every_kind() {
        for kind in Kind::ALL {
            for column in columns(kind) {
                for other in union(&Kind::ALL).into_iter().filter(|other| other.name == column.name) {
                    assert_eq!(other.content, column.content, "{kind:?}.{}", column.name);
                }
            }
        }
    }

    #[test]
    fn a_claim_is_a_row() {
        let claims = batch(&[Kind::Claim]);
        let text = |name: &str| claims.column_by_name(name).unwrap().as_string::<i32>();
        let row = text("low").iter().position(|low| low == Some("0.43")).unwrap();
        assert_eq!((text("kind").value(row), text("unit").value(row)), ("claim", "%"));
        assert_eq!((text("text").value(row), text("change").value(row)), ("0,43%", "increase"));
        assert!(text("sentence_text").value(row).starts_with("Thực hiện"));
        assert_eq!(claims["low_float"].as_primitive::<Float64Type>().value(row), 0.43);
        let start = claims["start"].as_primitive::<Int64Type>().value(row);
        assert_eq!(start as usize, PAGE.find("0,43%").unwrap());
        assert!(claims["page"].is_null(row) && claims["utf16_start"].is_null(row) && claims["flags"].is_null(row));
    }

    #[test]
    fn kinds_share_a_table_and_keep_their_values() {
        let all = batch(&Kind::ALL);
        for kind in Kind::ALL {
            let one = batch(&[kind]);
            let rows: Vec<usize> =
                (0..all.num_rows()).filter(|&i| all["kind"].as_string::<i32>().value(i) == kind.name()).collect();
            assert_eq!(rows.len(), one.num_rows(), "{kind:?}");
            for (i, &row) in rows.iter().enumerate() {
                for field in schema(&[kind]).fields() {
                    let name = field.name().as_str();
                    assert_eq!(one[name].slice(i, 1).to_data(), all[name].slice(row, 1).to_data(), "{kind:?}.{name}");
                }
                for field in all.schema().fields().iter().filter(|f| one.column_by_name(f.name()).is_none()) {
                    assert!(all[field.name().as_str()].is_null(row), "{kind:?} has no {}", field.name());
                }
            }
        }
    }

    #[test]
    fn a_row_is_what_the_same_record_is_as_a_line() {
        use crate::write::{Cell, Table, json_line};
        let mut miner = Miner::new();
        let mined = miner.mine(PAGE);
        let all = records(PAGE, &mined, &Origin::new("a.txt").page(Some("7")), &Options::default());
        assert!(all.iter().any(|r| matches!(r, Record::Reference(r) if r.pinpoint.is_some())));
        for record in all {
            let kind = record.kind();
            let mut rows = Rows::new(&[kind]);
            rows.push(&record).unwrap();
            let (mut line, mut table) = (Vec::new(), Table::new(kind));
            json_line(&record, &mut line);
            table.push(&line).unwrap();
            for ((cell, array), column) in table.row(0).zip(rows.finish().unwrap().columns()).zip(columns(kind)) {
                let same = match cell {
                    Cell::Null => array.is_null(0),
                    Cell::Text(text) => array.as_string::<i32>().value(0) == text,
                    Cell::Int(n) => array.as_primitive::<Int64Type>().value(0) == n,
                    Cell::Float(n) => array.as_primitive::<Float64Type>().value(0) == n,
                };
                assert!(same, "{kind:?}.{}", column.name);
            }
        }
    }
}
