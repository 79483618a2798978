"""The Spark job: `spark/mine.py`."""

import gzip
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import PYTHON, spark_job

import vanban

pytestmark = pytest.mark.spark

CLAIM = "Xã trồng mới 1.640 ha rừng, tăng 0,43%."


def tables(out: Path) -> dict[str, list[dict]]:
    """The tables of a run, by name."""
    assert (out / "_SUCCESS").exists()
    folders = {folder.name.removeprefix("table="): folder for folder in out.glob("table=*")}
    return {name: pq.read_table(folder, partitioning=None).to_pylist() for name, folder in folders.items()}


def test_bad_rows_go_to_their_own_table(tmp_path):
    column = pa.array([CLAIM.encode(), None, b" ", CLAIM.encode() + b"\xff\xfe", bytes(range(256)) * 4], pa.binary())
    folder = tmp_path / "trang mới"
    folder.mkdir()
    pq.write_table(pa.table({"text": column, "url": ["a", "b", "c", "d", "e"]}), folder / "trang.parquet")
    said = spark_job(tmp_path, "--out", tmp_path / "run", "--kinds", "claim", code=1)
    assert "4 rows that could not be read" in said
    run = tables(tmp_path / "run")
    assert set(run) == {"claims", "errors"}
    name = "trang mới/trang.parquet"
    assert sorted((row["source"], row["page"], row["low"]) for row in run["claims"]) == [
        (f"{name}#{i}", url, low) for i, url in [(1, "a"), (4, "d")] for low in ("0.43", "1640")
    ]
    errors = {row["source"]: row["message"] for row in run["errors"]}
    assert list(sorted(errors)) == [f"{name}#{i}" for i in (2, 3, 4, 5)]
    assert errors[f"{name}#2"] == 'no text in the column "text"'
    assert all(row["severity"] == "error" and row["code"] for row in run["errors"])


def test_lines_of_json(tmp_path, vanban_command):
    pages = [{"id": str(i), "text": CLAIM.replace("1.640", str(i))} for i in range(1, 40)]
    lines = [json.dumps(page, ensure_ascii=False) for page in pages] + ['{"text": ', "", '{"id": "x"}']
    path = tmp_path / "pages.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    spark_job(path, "--out", tmp_path / "run", code=1)
    run = tables(tmp_path / "run")
    records = [json.loads(line) for line in vanban_command("mine", path, code=1).splitlines()]
    for kind in ("claim", "page"):
        want = sorted((r["page"], r["id"], r["text"]) for r in records if r["kind"] == kind)
        assert sorted((r["page"], r["id"], r["text"]) for r in run[kind + "s"]) == want
    names = Counter(row["source"] for row in run["pages"])
    assert len(names) == 39 and all(name.startswith("pages.jsonl.gz#x") for name in names)
    assert sorted(row["message"].split(":")[0] for row in run["errors"]) == ["malformed JSON", 'no text in the field "text"']


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {spark!r})
import mine, vanban

real = vanban.mine_batch
options = mine.Options(kinds=["page", "claim", "diagnostic"])
settings = {{"spark.sql.files.maxPartitionBytes": "4096", "spark.sql.execution.arrow.maxRecordsPerBatch": "4"}}
spark = mine.session("local[2,4]", settings)
rows = mine.read(spark, [{pages!r}], options)
deadly = rows.repartition(4)

def die_once(batches):
    seen = 0
    for batch in batches:
        seen += batch.num_rows
        if seen > 8 and "17" in batch["id"].to_pylist() + ["17"] and not Path({marker!r}).exists():
            Path({marker!r}).touch()
            os.kill(os.getpid(), signal.SIGKILL)  # in the midst of its rows, some of which are mined already
        yield batch

counts = mine.write(mine.mine(deadly.mapInArrow(die_once, deadly.schema), options), {out!r})
assert counts["errors"] == 0, counts
"""


def test_a_worker_that_is_killed_costs_no_row_and_doubles_none(tmp_path):
    pages = pa.table({"id": [str(i) for i in range(200)], "text": [CLAIM.replace("1.640", f"1.{i:03}") for i in range(200)]})
    pq.write_table(pages, tmp_path / "pages.parquet", row_group_size=20)
    script, marker, out = tmp_path / "killed.py", tmp_path / "killed", tmp_path / "run"
    names = {"spark": str(PYTHON / "spark"), "pages": str(tmp_path / "pages.parquet"), "marker": str(marker), "out": str(out)}
    script.write_text(KILLED.format(**names))
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-4000:]
    assert marker.exists(), "no worker was killed"
    assert "Python worker exited unexpectedly" in done.stderr
    run = tables(out)
    assert Counter(row["page"] for row in run["pages"]) == Counter(pages["id"].to_pylist())
    assert Counter(row["page"] for row in run["claims"]) == Counter(pages["id"].to_pylist() * 2)


def test_no_column_is_unsigned_or_unknown_to_spark():
    from pyspark.sql.pandas.types import from_arrow_schema

    types = {field.dataType.simpleString() for field in from_arrow_schema(vanban.schema(["page", "zone", "claim", "audit"]))}
    assert types == {"string", "bigint", "double"}


def test_spark_submit_runs_it_unchanged(tmp_path):
    import pyspark

    submit = Path(pyspark.__file__).parent / "bin/spark-submit"
    pq.write_table(pa.table({"text": [CLAIM]}), tmp_path / "p.parquet")
    command = [submit, "--master", "local[2,4]", PYTHON / "spark/mine.py", tmp_path / "p.parquet", "--out", tmp_path / "run"]
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=600, env=environment)
    assert done.returncode == 0, done.stderr[-4000:]
    assert len(tables(tmp_path / "run")["claims"]) == 2
