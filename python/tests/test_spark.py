"""The Spark job: `spark/mine.py`."""

import argparse
import gzip
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import PYTHON

import vanban

pyspark = pytest.importorskip("pyspark", reason="no pyspark here: the Spark job was not tested")
from pyspark.sql.pandas.types import from_arrow_schema  # noqa: E402

pytestmark = pytest.mark.spark

CLAIM = "Xã trồng mới 1.640 ha rừng, tăng 0,43%."


def tables(out: Path) -> dict[str, list[dict]]:
    """The tables of a run, by name."""
    # Nothing is left of attempts, and nothing else is there.
    assert all(path.name == "_SUCCESS" or path.name.startswith("table=") for path in out.iterdir())
    assert (out / "_SUCCESS").exists()
    folders = {folder.name.removeprefix("table="): folder for folder in out.glob("table=*")}
    return {name: pq.read_table(folder, partitioning=None).to_pylist() for name, folder in folders.items()}


def run(job, spark, path: Path, out: Path, **options) -> tuple[dict[str, list[dict]], dict[str, int]]:
    """The tables of a run in the tests' session, and what it counted."""
    how = job.Options(**options)
    counts = job.mine(job.read(spark, [str(path)], how), how, str(out))
    return tables(out), counts


def test_bad_rows_go_to_their_own_table(tmp_path, job, spark):
    column = pa.array([CLAIM.encode(), None, b" ", CLAIM.encode() + b"\xff\xfe", b"PNG\0\0\0"], pa.binary())
    folder = tmp_path / "pages/trang mới"
    folder.mkdir(parents=True)
    pq.write_table(pa.table({"text": column, "url": ["a", "b", "c", "d", "e"]}), folder / "trang.parquet")
    found, counts = run(job, spark, tmp_path / "pages", tmp_path / "run", kinds=["claim", "diagnostic"])
    assert counts == {"records": 8, "errors": 4}
    assert set(found) == {"claims", "errors"}
    name = "trang mới/trang.parquet"
    assert sorted((row["source"], row["page"], row["low"]) for row in found["claims"]) == [
        (f"{name}#{i}", url, low) for i, url in [(1, "a"), (4, "d")] for low in ("0.43", "1640")
    ]
    errors = {row["source"]: row["message"] for row in found["errors"]}
    assert sorted(errors) == [f"{name}#{i}" for i in (2, 3, 4, 5)]
    assert errors[f"{name}#2"] == 'no text in the column "text"'
    assert all(row["severity"] == "error" and row["code"] for row in found["errors"])
    # Of several folders, the names tell which.
    (tmp_path / "b").mkdir()
    pq.write_table(pa.table({"text": [CLAIM]}), tmp_path / "b/trang.parquet")
    rows = job.read(spark, [str(folder), str(tmp_path / "b")], job.Options())
    assert {row["source"] for row in rows.collect()} >= {f"{folder}/trang.parquet#1", f"{tmp_path}/b/trang.parquet#1"}


def test_pages_are_read_as_asked(tmp_path, job, spark):
    rows = "symbol\ttype\tterm\tissued\ttitle\n91-NQ/TW\tnghị quyết\t14\t2026-05-04\tNghề muối ven biển\n"
    (tmp_path / "known.tsv").write_text(rows, encoding="utf8")
    page = "Thực hiện Nghị quyết số 91-NQ/TW về nghề muối ven biển."
    pq.write_table(pa.table({"text": [page, page + " " * 200]}), tmp_path / "p.parquet")
    how = {"known": job.known(str(tmp_path / "known.tsv")), "max_doc_bytes": 99, "utf16": True}
    found, counts = run(job, spark, tmp_path / "p.parquet", tmp_path / "run", kinds=["reference", "diagnostic"], **how)
    assert [(row["document"], row["utf16_start"]) for row in found["references"]] == [("91-NQ/TW#XIV", 10)]
    assert [row["code"] for row in found["errors"]] == ["too_large"]
    assert [job.size(said) for said in ("99", "64M", "1g")] == [99, 64 << 20, 1 << 30]
    with pytest.raises(argparse.ArgumentTypeError):
        job.size("0")
    (tmp_path / "known.tsv").write_text("symbol\tterm\n91-NQ/TW\tx\n", encoding="utf8")
    with pytest.raises(argparse.ArgumentTypeError, match="known.tsv: line 2: "):
        job.known(str(tmp_path / "known.tsv"))


def test_lines_of_json(tmp_path, job, spark, vanban_command):
    pages = [{"id": str(i), "text": CLAIM.replace("1.640", str(i))} for i in range(1, 40)]
    lines = [json.dumps(page, ensure_ascii=False) for page in pages] + ['{"text": ', "", '{"id": "x"}']
    path = tmp_path / "pages.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    found, _ = run(job, spark, path, tmp_path / "run")
    records = [json.loads(line) for line in vanban_command("mine", path, code=1).splitlines()]
    for kind in ("claim", "page"):
        want = sorted((r["page"], r["id"], r["text"]) for r in records if r["kind"] == kind)
        assert sorted((r["page"], r["id"], r["text"]) for r in found[kind + "s"]) == want
    names = Counter(row["source"] for row in found["pages"])
    assert len(names) == 39 and all(name.startswith(f"{path}#x") for name in names)
    malformed, without = sorted(row["message"] for row in found["errors"])
    assert malformed.startswith("malformed JSON: ")
    assert without == 'no text in the field "text"; there are id: say which holds the page'


def test_a_worker_that_is_killed_costs_no_row_and_doubles_none(tmp_path, job, spark):
    pages = pa.table(
        {"id": [str(i) for i in range(200)], "text": [CLAIM.replace("1.640", f"1.{i:03}") for i in range(200)]}
    )
    pq.write_table(pages, tmp_path / "pages.parquet")
    marker, out = str(tmp_path / "killed"), str(tmp_path / "run")

    def die_once(batches):
        for i, batch in enumerate(batches):
            if i == 2 and not os.path.exists(marker):
                open(marker, "w").close()
                # All workers of this session: those that mine and have written rows before it, and at last this one.
                workers = [
                    int(pid) for file in Path(f"/proc/{os.getppid()}/task").glob("*/children") for pid in file.read_text().split()
                ]
                for pid in sorted(workers, key=lambda pid: pid == os.getpid()):
                    os.kill(pid, signal.SIGKILL)
            yield batch

    options = job.Options(kinds=["page", "claim", "diagnostic"])
    before = spark.conf.get("spark.sql.execution.arrow.maxRecordsPerBatch")
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", "8")
    try:
        rows = job.read(spark, [str(tmp_path / "pages.parquet")], options).repartition(4)
        counts = job.mine(rows.mapInArrow(die_once, rows.schema), options, out)
    finally:
        spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", before)
    assert os.path.exists(marker), "no worker was killed"
    assert counts == {"records": 600, "errors": 0}
    found = tables(Path(out))
    assert Counter(row["page"] for row in found["pages"]) == Counter(pages["id"].to_pylist())
    assert Counter(row["page"] for row in found["claims"]) == Counter(pages["id"].to_pylist() * 2)


def test_no_column_is_unsigned_or_unknown_to_spark():
    types = {
        field.dataType.simpleString() for field in from_arrow_schema(vanban.schema(["page", "zone", "claim", "audit"]))
    }
    assert types == {"string", "bigint", "double"}


def test_spark_submit_runs_it_unchanged(tmp_path):
    submit = Path(pyspark.__file__).parent / "bin/spark-submit"
    pq.write_table(pa.table({"text": [CLAIM, None]}), tmp_path / "p.parquet")
    command = [
        submit,
        "--master",
        "local[2,4]",
        PYTHON / "spark/mine.py",
        tmp_path / "p.parquet",
        "--out",
        tmp_path / "run",
    ]
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, env=environment)
    assert done.returncode == 1, done.stderr[-4000:]
    assert "4 records, 1 rows that could not be read" in done.stdout + done.stderr
    found = tables(tmp_path / "run")
    assert (len(found["claims"]), len(found["errors"])) == (2, 1)
