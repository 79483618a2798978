"""The command, the wheel and Spark give the same records, row for row."""

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import vanban

KINDS = [*vanban.KINDS, "zone"]


def ordered(table: pa.Table) -> pa.Table:
    return table.combine_chunks().sort_by([("source", "ascending"), ("kind", "ascending"), ("id", "ascending")])


def of_command(vanban_command, path, out, *args) -> dict[str, pa.Table]:
    """The command's tables, by kind."""
    vanban_command("mine", path, "--out", out, "--format", "parquet", "--kinds", ",".join(KINDS), *args)
    return {kind: ordered(pq.read_table(out / f"{kind}s.parquet")) for kind in KINDS}


def test_the_wheel_is_the_command(vanban_command, parquet, tmp_path):
    want = of_command(vanban_command, parquet, tmp_path / "run")
    assert all(want[kind].num_rows for kind in ("page", "reference", "claim", "document", "zone"))
    pages = pq.read_table(parquet)
    names = pa.array([f"{parquet}#{i + 1}" for i in range(pages.num_rows)])
    rows = vanban.mine_batch(pages.append_column("source", names), kinds=KINDS, source="source")
    for kind, table in vanban.by_kind(rows).items():
        assert ordered(pa.table(table)).equals(want[kind]), kind
        assert table.schema == vanban.schema([kind]) == want[kind].schema.remove_metadata()


def test_typed_objects_are_the_command(vanban_command, pages, tmp_path):
    lines = tmp_path / "pages.jsonl"
    lines.write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in pages), "utf-8")
    records = [json.loads(line) for line in vanban_command("mine", lines).splitlines()]
    for name, text in pages:
        mined = vanban.mine(text)
        of_page = [r for r in records if r["page"] == name]
        for kind, found in [("reference", mined.references), ("claim", mined.claims), ("audit", mined.audits)]:
            want = [(r["id"], r["char_start"], r["char_end"], r["text"]) for r in of_page if r["kind"] == kind]
            assert [(f.id, *f.span, f.text) for f in found] == want
        want = [(r["low"], r["unit"], r["flags"]) for r in of_page if r["kind"] == "claim"]
        assert [(None if c.low is None else f"{c.low:f}", c.unit, list(c.flags)) for c in mined.claims] == want


@pytest.mark.spark
def test_spark_is_the_command(vanban_command, parquet, tmp_path, job, spark):
    want = of_command(vanban_command, parquet, tmp_path / "run")
    options = job.Options(kinds=KINDS)
    job.mine(job.read(spark, [str(parquet)], options), options, str(tmp_path / "spark"))
    for kind in KINDS:
        folder = tmp_path / "spark" / f"table={kind}s"
        if want[kind].num_rows == 0:
            assert not folder.exists()
            continue
        assert ordered(pq.read_table(folder, partitioning=None)).equals(want[kind]), kind


@pytest.mark.spark
def test_a_frame_of_records_on_spark_is_the_command(vanban_command, parquet, tmp_path, job, spark):
    want = of_command(vanban_command, parquet, tmp_path / "run")["claim"]
    options = job.Options(kinds=["claim"])
    got = job.records(job.read(spark, [str(parquet)], options), options).toArrow()
    assert ordered(got).to_pylist() == want.to_pylist()
