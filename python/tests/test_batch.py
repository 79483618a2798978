"""`vanban.mine_batch`: a table of pages in, a table of records out."""

import warnings
from decimal import Decimal

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import vanban

CLAIM = "Xã trồng mới 1.640 ha rừng, tăng 0,43%."
OLD = b"C\xabng t\xb8c d\xa9n v\xcbn c\xf1a \xa7\xb6ng b\xe9, tr\xe5ng m\xedi 1.640 ha"


def errors(rows: pa.RecordBatch) -> list[tuple[str, str]]:
    """The rows that could not be read, and why."""
    return [
        (row["source"], row["message"])
        for row in rows.to_pylist()
        if row["kind"] == "diagnostic" and row["severity"] == "error"
    ]


def claims(rows: pa.RecordBatch) -> list[tuple[str, str]]:
    """The claims: which row they are of, and their value."""
    return [(row["source"], row["low"]) for row in rows.to_pylist() if row["kind"] == "claim"]


def test_a_batch_has_the_columns_of_its_kinds():
    batch = pa.record_batch({"text": [CLAIM]})
    for kinds in [["claim"], ["reference", "claim"], vanban.KINDS]:
        rows = vanban.mine_batch(batch, kinds=kinds)
        assert isinstance(rows, pa.RecordBatch)
        rows.validate(full=True)
        assert rows.schema == vanban.schema(kinds)
    assert {str(field.type) for field in vanban.schema()} == {"string", "int64", "double"}
    (row, _) = vanban.mine_batch(batch, kinds=["claim"]).to_pylist()
    assert (row["low"], row["low_float"], row["unit"], row["source"]) == ("1640", 1640.0, "ha", "#1")
    assert (
        CLAIM[row["char_start"] : row["char_end"]] == row["text"] == CLAIM.encode()[row["start"] : row["end"]].decode()
    )
    assert vanban.mine_batch(batch.slice(0, 0)).num_rows == 0


def test_sentences_zones_and_utf16_on_request():
    batch = pa.record_batch({"text": ["😀 " + CLAIM]})
    row = vanban.mine_batch(batch, kinds=["claim"], sentences=True, utf16=True).to_pylist()[0]
    assert row["sentence_text"].endswith("0,43%.") and row["utf16_start"] == row["char_start"] + 1
    assert set(vanban.mine_batch(batch, kinds=["zone"])["kind"].to_pylist()) == {"zone"}
    assert vanban.mine_batch(batch, kinds=["claim"])["sentence_text"].null_count == 2


@pytest.mark.parametrize(
    "table",
    [
        pa.record_batch({"text": [CLAIM, CLAIM]}),
        pa.concat_tables([pa.table({"text": [CLAIM]})] * 2),
        pa.record_batch({"text": pa.array([CLAIM] * 2, pa.large_string())}),
        pa.record_batch({"text": pa.array([CLAIM] * 2, pa.string_view())}),
        pa.record_batch({"text": pa.array([CLAIM.encode()] * 2, pa.binary())}),
        pa.record_batch({"text": pa.array([CLAIM.encode()] * 2, pa.large_binary())}),
        pa.record_batch({"text": pa.array([CLAIM.encode()] * 2, pa.binary_view())}),
        pa.record_batch({"text": ["x", CLAIM, CLAIM]}).slice(1),
        pd.DataFrame({"text": [CLAIM, CLAIM]}),
        pl.DataFrame({"text": [CLAIM, CLAIM]}),
    ],
    ids=["batch", "table", "large", "view", "binary", "large binary", "binary view", "slice", "pandas", "polars"],
)
def test_whatever_hands_over_arrow_is_read(table):
    rows = vanban.mine_batch(table, kinds=["claim"])
    assert claims(rows) == [("#1", "1640"), ("#1", "0.43"), ("#2", "1640"), ("#2", "0.43")]


def test_names_of_rows():
    batch = pa.record_batch(
        {"url": ["u", None], "id": pa.array([7, 8], pa.uint16()), "file": ["a", "b"], "text": [CLAIM] * 2}
    )

    def names(**how):
        pages = vanban.mine_batch(batch, kinds=["page"], **how)
        return list(zip(pages["source"].to_pylist(), pages["page"].to_pylist(), strict=True))

    assert names() == [("#1", "7"), ("#2", "8")]
    assert names(id="url", source="file") == [("a", "u"), ("b", None)]
    assert names(id=["url", "id"]) == [("#1", "u"), ("#2", "8")]
    assert names(id="none") == [("#1", None), ("#2", None)]
    with pytest.raises(KeyError, match="no column \\\\?[\"']name"):
        names(source="name")


def test_lines_of_json():
    lines = ['{"id": 7, "text": "Trồng mới 1.640 ha."}', '{"text": ', '{"id": 8}']
    rows = vanban.mine_batch(pa.record_batch({"value": lines}), json="value")
    assert claims(rows) == [("#1", "1640")]
    assert rows["page"].to_pylist()[0] == "7"
    (second, third) = errors(rows)
    assert second[0] == "#2" and "malformed JSON" in second[1]
    assert third == ("#3", 'no text in the field "text"; there are id: say which holds the page')


def test_bad_rows_are_named_and_cost_themselves_alone():
    column = [None, CLAIM.encode(), b"", OLD, CLAIM.encode() + b"\xff\xfe", bytes(range(256)) * 4, CLAIM.encode()]
    rows = vanban.mine_batch(pa.record_batch({"text": pa.array(column, pa.binary())}))
    bad = dict(errors(rows))
    assert list(bad) == ["#1", "#3", "#5", "#6"]
    assert bad["#1"] == 'no text in the column "text"' and bad["#3"] == "empty page"
    assert "byte" in bad["#5"]
    # What can be read of a damaged page is read, old encodings whole.
    assert {source for source, _ in claims(rows)} == {"#2", "#4", "#5", "#7"}
    rows.validate(full=True)


def test_a_page_of_50_mb_is_a_page():
    huge = "\n".join([CLAIM, "Công tác dân vận của Đảng bộ. " * 1_300_000, CLAIM])
    assert len(huge.encode()) > 50_000_000
    rows = vanban.mine_batch(pa.record_batch({"text": [CLAIM, huge, CLAIM]}), kinds=["claim"])
    assert claims(rows) == [(row, low) for row in ("#1", "#2", "#2", "#3") for low in ("1640", "0.43")]
    last = rows.to_pylist()[5]
    assert huge.encode()[last["start"] : last["end"]].decode() == huge[last["char_start"] : last["char_end"]] == "0,43%"


def test_columns_of_other_types_are_named():
    for column, type in [([1], "Int64"), ([1.5], "Float64"), ([["a"]], "List")]:
        with pytest.raises(TypeError, match=f'column "text" is {type}.*strings or binary'):
            vanban.mine_batch(pa.record_batch({"text": column}))
    with pytest.raises(TypeError, match='column "text" is Dictionary'):
        vanban.mine_batch(pa.record_batch({"text": pa.array([CLAIM]).dictionary_encode()}))
    with pytest.raises(KeyError, match="body.*there are id, text"):
        vanban.mine_batch(pa.record_batch({"id": [1], "text": [CLAIM]}), text="body")
    with pytest.raises(TypeError, match="Arrow data.*list"):
        vanban.mine_batch([CLAIM])
    with pytest.raises(ValueError, match="claims.*there are page"):
        vanban.mine_batch(pa.record_batch({"text": [CLAIM]}), kinds=["claims"])
    with pytest.raises(ValueError, match="no kind"):
        vanban.mine_batch(pa.record_batch({"text": [CLAIM]}), kinds=[])
    # A column without a single value has no type.
    assert len(errors(vanban.mine_batch(pa.record_batch({"text": pa.nulls(2)})))) == 2


def test_one_kind_and_one_table_need_no_list(tmp_path):
    table = pa.table({"text": [CLAIM]})
    assert vanban.mine_batch(table, kinds="claim") == vanban.mine_batch(table, kinds=["claim"])
    assert vanban.schema("claim") == vanban.schema(["claim"])
    (written,) = vanban.write_tables(table, tmp_path, "part.parquet", kinds="claim")
    assert (written.rows, (tmp_path / written.path).exists()) == (2, True)


def test_failures_are_never_silent():
    batch = pa.record_batch({"text": [None, CLAIM]})
    with pytest.warns(vanban.RowWarning, match='#1: no text in the column "text"'):
        rows = vanban.mine_batch(batch, kinds=["claim"])
    assert claims(rows) == [("#2", "1640"), ("#2", "0.43")]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert len(errors(vanban.mine_batch(batch))) == 1


def test_a_row_is_what_the_typed_object_is():
    (claim, _) = vanban.mine(CLAIM).claims
    row = vanban.mine_batch(pa.record_batch({"text": [CLAIM]}), kinds=["claim"]).to_pylist()[0]
    assert (Decimal(row["low"]), row["unit"], row["text"], row["id"]) == (claim.low, claim.unit, claim.text, claim.id)
    assert (row["char_start"], row["char_end"]) == claim.span
