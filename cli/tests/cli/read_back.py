"""Reads a run's tables with pandas, polars and DuckDB and compares every value with the JSON Lines.

usage: read_back.py RECORDS.jsonl CSV_DIR PARQUET_DIR
"""
import json, math, pathlib, sys

import duckdb, pandas, polars

records, csv_dir, parquet_dir = sys.argv[1:]
KINDS = {"page": "pages", "reference": "references", "document": "documents", "claim": "claims", "audit": "audits"}
rows = {kind: [] for kind in KINDS}
for line in open(records, encoding="utf8"):
    record = json.loads(line)
    if record["kind"] in rows:
        rows[record["kind"]].append(record)

# pandas reads our numbers as the strings they are, if it is told not to guess.
frame = pandas.read_json(records, lines=True, dtype=False, convert_dates=False)
lows = [r for r in frame[frame.kind == "claim"]["low"]]
assert lows == [r["low"] for r in rows["claim"]], "pandas.read_json"

checked = 0


def plain(value):
    """What a table has for a value: text stays text, lists and objects are JSON, nothing is None."""
    if value is None or value == [] or isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return value


def want(record, column):
    special = {"sentence_start": ("sentence", "start"), "sentence_end": ("sentence", "end"), "sentence_text": ("sentence", "text"),
               "relation": ("relation", "type"), "relation_from": ("relation", "from")}
    if record["kind"] == "page" and column in ("references", "documents", "claims", "audits"):
        special[column] = ("counts", column)
    if column in special:
        outer, inner = special[column]
        return (record.get(outer) or {}).get(inner)
    if column.endswith("_float"):
        value = record.get(column.removesuffix("_float"))
        return None if value is None else float(value)
    return plain(record.get(column))


def compare(tool, kind, columns, values):
    global checked
    assert len(values) == len(rows[kind]), f"{tool}: {kind}: {len(values)} rows, {len(rows[kind])} records"
    for record, row in zip(rows[kind], values):
        for column, got in zip(columns, row):
            expected, got = want(record, column), plain(got)
            if isinstance(expected, str) and expected[:1] in "[{" and got is not None:
                expected, got = json.loads(expected), json.loads(got)
            assert expected == got and type(expected) == type(got), f"{tool}: {kind}.{column} of {record['source']} {record['id']}: {got!r}, not {expected!r}"
            checked += 1


ints = {"schema_version", "bytes", "references", "documents", "claims", "audits"}


def typed(kind, column, text):
    """A field of a CSV that was read as text."""
    if text is None or text == "" or isinstance(text, float):
        return None
    if column.endswith("_float"):
        return float(text)
    is_int = column.endswith(("start", "end")) or column == "schema_version" or (kind == "page" and column in ints)
    return int(text) if is_int else text


for kind, name in KINDS.items():
    path = pathlib.Path(parquet_dir) / f"{name}.parquet"
    table = polars.read_parquet(path)
    compare("polars, Parquet", kind, table.columns, table.rows())
    found = duckdb.sql(f"SELECT * FROM '{path}'")
    compare("DuckDB, Parquet", kind, found.columns, found.fetchall())
    frame = pandas.read_parquet(path)
    ints_ok = {c: [None if v is None or v != v else int(v) if str(frame[c].dtype) in ("int64", "float64") and not c.endswith("_float") else v for v in frame[c]] for c in frame}
    compare("pandas, Parquet", kind, list(frame), list(zip(*ints_ok.values())) if len(frame) else [])

    path = pathlib.Path(csv_dir) / f"{name}.csv"
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    compare("pandas, CSV", kind, list(frame), [[typed(kind, c, v) for c, v in zip(frame, row)] for row in frame.itertuples(index=False)])
    table = polars.read_csv(path, infer_schema=False)
    compare("polars, CSV", kind, table.columns, [[typed(kind, c, v) for c, v in zip(table.columns, row)] for row in table.rows()])
    found = duckdb.sql(f"SELECT * FROM read_csv('{path}', all_varchar = true)")
    compare("DuckDB, CSV", kind, found.columns, [[typed(kind, c, v) for c, v in zip(found.columns, row)] for row in found.fetchall()])

print(f"{checked} values of {sum(map(len, rows.values()))} records are the same in every tool")
