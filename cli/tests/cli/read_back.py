"""Reads a run's tables with pandas, polars and DuckDB and compares every value with the JSON Lines.

usage: read_back.py RECORDS.jsonl CSV_DIR PARQUET_DIR COLUMNS.tsv
COLUMNS.tsv is what `vanban schema --tables` prints: which field of the record each column holds, and of which type.
"""
import csv, json, pathlib, sys

import duckdb, pandas, polars

lines, csv_dir, parquet_dir, described = sys.argv[1:]
columns = {}
for row in csv.DictReader(open(described, encoding="utf8"), delimiter="\t"):
    columns.setdefault(row["table"], {})[row["column"]] = (row["type"], row["field"].split("."))
KINDS = {"page": "pages", "reference": "references", "document": "documents", "claim": "claims", "audit": "audits"}
rows = {kind: [] for kind in KINDS}
for line in open(lines, encoding="utf8"):
    record = json.loads(line)
    if record["kind"] in rows:
        rows[record["kind"]].append(record)
assert all(rows.values()), "every kind has records"

# pandas reads our numbers as the strings they are, if it is told not to guess.
frame = pandas.read_json(lines, lines=True, dtype=False, convert_dates=False)
lows = [r for r in frame[frame.kind == "claim"]["low"]]
assert lows == [r["low"] for r in rows["claim"]], "pandas.read_json"

checked = 0


def want(record, kind, field):
    """What a table holds of a field: text stays text, lists and objects are JSON, and what is empty is null."""
    value = record
    for name in field:
        value = value.get(name) if value else None
    if kind.startswith("double"):
        return None if value is None else float(value)
    return (value or None) if kind == "string (JSON)" else value


def got(value, kind, text):
    """What a tool read: of CSV all is text, and null where there is none."""
    if value is None or value != value or (text and value == "" and kind != "string"):
        return None
    assert text or isinstance(value, str) == kind.startswith("string"), f"{value!r} is no {kind}"
    if kind == "string (JSON)":
        return json.loads(value)
    if kind == "int64":
        return int(value)
    return float(value) if kind.startswith("double") else value


def compare(tool, table, names, values, text=False):
    global checked
    records = rows[table]
    assert set(names) == set(columns[KINDS[table]]), f"{tool}: {table}: other columns than the schema's"
    assert len(values) == len(records), f"{tool}: {table}: {len(values)} rows, {len(records)} records"
    for record, row in zip(records, values):
        for name, value in zip(names, row):
            kind, field = columns[KINDS[table]][name]
            expected, read = want(record, kind, field), got(value, kind, text)
            # CSV cannot tell an empty text from none.
            same = expected == read or (text and (expected or "") == (read or ""))
            assert same, f"{tool}: {table}.{name} of {record['source']} {record['id']}: {read!r}, not {expected!r}"
            checked += 1


for kind, name in KINDS.items():
    path = pathlib.Path(parquet_dir) / f"{name}.parquet"
    table = polars.read_parquet(path)
    compare("polars, Parquet", kind, table.columns, table.rows())
    found = duckdb.sql(f"SELECT * FROM '{path}'")
    compare("DuckDB, Parquet", kind, found.columns, found.fetchall())
    frame = pandas.read_parquet(path)
    compare("pandas, Parquet", kind, list(frame), frame.astype(object).where(frame.notna(), None).values.tolist())

    path = pathlib.Path(csv_dir) / f"{name}.csv"
    frame = pandas.read_csv(path, dtype=str, keep_default_na=False)
    compare("pandas, CSV", kind, list(frame), frame.values.tolist(), text=True)
    table = polars.read_csv(path, infer_schema=False)
    compare("polars, CSV", kind, table.columns, table.rows(), text=True)
    found = duckdb.sql(f"SELECT * FROM read_csv('{path}', all_varchar = true)")
    compare("DuckDB, CSV", kind, found.columns, found.fetchall(), text=True)

print(f"{checked} values of {sum(map(len, rows.values()))} records are the same in every tool")
