"""Mines pages on Spark: Parquet or JSON Lines in, a Parquet table for each kind of record out.

    python mine.py pages.parquet --out run
    spark-submit --master yarn mine.py s3a://bucket/pages --out s3a://bucket/run

Every task hands its rows to `vanban.mine_batch` as Arrow, without the interpreter's lock and without a string made in
Python. The output is partitioned by table:

    run/table=references  run/table=claims  run/table=audits  run/table=documents  run/table=pages
    run/table=diagnostics  run/table=errors

`errors` are the rows that could not be read, each with its `source`, `code` and `message`; the others are not harmed.
`source` names a row as the command does (`pages.parquet#17`). Of JSON Lines, which have no row numbers on a cluster, it
ends in a hash of the line (`pages.jsonl#x9f8e7d6c5b4a3f2e`), the same in every run.

A task that dies is run again (`local[2,4]`: two threads, four attempts; plain `local[2]` never tries again), and its rows
appear once: Spark keeps the files of the attempt that ended well.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import vanban
from pyspark.sql import Column, DataFrame, Observation, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

if TYPE_CHECKING:
    import pyarrow

SETTINGS = {
    # Pages are long and mining them is slow, so batches and splits are smaller than Spark would have them: no worker holds
    # much, and all cores have work to the end.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "512",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(64 << 20),
    "spark.sql.files.maxPartitionBytes": str(32 << 20),
    # The tables of a task are written side by side, instead of after a sort.
    "spark.sql.maxConcurrentOutputFileWriters": "16",
    "spark.sql.parquet.compression.codec": "zstd",
}


@dataclass(frozen=True)
class Options:
    """How rows are read, and what is made of them: what `vanban.mine_batch` takes."""

    text: str = "text"
    id: Sequence[str] = ("id", "url")
    timestamp: str = "timestamp"
    kinds: Sequence[vanban.Kind] = vanban.KINDS
    sentences: bool = False


def session(master: str | None = None, settings: dict[str, str] | None = None) -> SparkSession:
    """The session, with what this job needs. Under spark-submit, the master is what was said there."""
    builder = SparkSession.builder.appName("vanban")
    if "PYSPARK_GATEWAY_PORT" not in os.environ:
        # Started as plain Python: workers on this machine run the interpreter that runs this.
        builder = builder.master(master or "local[*,4]").config("spark.pyspark.python", sys.executable)
        builder = builder.config("spark.ui.enabled", "false")
    return builder.config(map={**SETTINGS, **(settings or {})}).getOrCreate()


def read(spark: SparkSession, paths: Sequence[str], options: Options, form: str | None = None) -> DataFrame:
    """The rows of files or folders, each with its `source`: Parquet, or lines of JSON in the column `json`."""
    form = form or ("jsonl" if re.search(r"\.(jsonl|ndjson|jsonlines)(\.\w+)?$", paths[0]) else "parquet")
    if form == "jsonl":
        lines = spark.read.text(list(paths), lineSep="\n", recursiveFileLookup=True)
        row = F.concat(F.lit("x"), F.lower(F.hex(F.xxhash64("value"))))
        blank = F.trim(F.col("value"), F.lit(" \t\r")) == ""
        return lines.select(source(paths, row), F.col("value").alias("json")).where(~blank)
    rows = spark.read.parquet(*paths, recursiveFileLookup=True)
    wanted = [options.text, *options.id, options.timestamp]
    columns = [name for name in dict.fromkeys(wanted) if name in rows.columns]
    return rows.select(source(paths, F.col("_metadata.row_index") + 1), *columns)


def source(paths: Sequence[str], row: Column) -> Column:
    """A row's name, as the command has it: the file as it was named or its path below the folder that was, `#`, the row.

    Where several were named, a path below begins with the folder as it was named, so that files of one name stay apart.
    """
    # Spark has the path as a part of a URL: `%20` is a space, `+` itself.
    path = F.url_decode(F.replace("_metadata.file_path", F.lit("+"), F.lit("%2B")))
    names = []
    for said in paths:
        # What comes before is the scheme and the host, which Spark adds.
        root = (re.sub(r"^[a-z0-9]+:/*", "/", said) if ":" in said else os.path.abspath(said)).rstrip("/")
        below = F.try_element_at(F.split(path, re.escape(root + "/"), 2), F.lit(2))
        names += [
            F.when(path.endswith(root), said),
            F.concat(F.lit(said.rstrip("/") + "/"), below) if len(paths) > 1 else below,
        ]
    name = F.coalesce(*names, path)
    return F.concat(name, F.lit("#"), row).alias("source")


def mine(rows: DataFrame, options: Options) -> DataFrame:
    """The records of rows, in the table of their kinds."""
    # Plain data: a worker need not know this file.
    how = {**asdict(options), "source": "source", "json": "json" if "json" in rows.columns else None}

    def work(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            yield vanban.mine_batch(batch, **how)

    return rows.mapInArrow(work, from_arrow_schema(vanban.schema(options.kinds)))


def write(records: DataFrame, out: str) -> dict[str, Any]:
    """Writes the tables; how many records and failed rows there are."""
    failed = F.coalesce(F.col("severity") == "error", F.lit(False))
    table = F.when(failed, "errors").otherwise(F.concat("kind", F.lit("s")))
    seen = Observation("seen")
    counts = [F.count(F.lit(1)).alias("records"), F.count_if(failed).alias("errors")]
    records.observe(seen, *counts).withColumn("table", table).write.partitionBy("table").parquet(out)
    return seen.get


def main(args: Sequence[str] | None = None) -> int:
    """Runs the job: exit code 1 where rows could not be read."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("input", nargs="+", help="files or folders")
    parser.add_argument("--out", required=True, help="the folder of tables; it must not exist")
    parser.add_argument("--format", choices=["parquet", "jsonl"], help="what the input is; else its names tell")
    parser.add_argument("--text", default=Options.text, help="the field of the page: text")
    parser.add_argument("--id", default=",".join(Options.id), help="the fields that may hold the page's id: id,url")
    parser.add_argument("--timestamp", default=Options.timestamp, help="the field of the time of fetching: timestamp")
    parser.add_argument("--kinds", default=",".join(Options.kinds), help="the kinds of record, with commas")
    parser.add_argument("--sentences", action="store_true", help="write each record's sentence as words")
    parser.add_argument("--master", help="where to run as plain Python: local[2,4]; under spark-submit say it there")
    said = parser.parse_args(args)
    kinds = said.kinds.split(",")
    if "diagnostic" not in kinds:
        kinds.append("diagnostic")  # or the rows that fail would be lost
    options = Options(said.text, said.id.split(","), said.timestamp, kinds, said.sentences)
    spark = session(said.master)
    counts = write(mine(read(spark, said.input, options, said.format), options), said.out)
    print("{records} records, {errors} rows that could not be read".format(**counts), file=sys.stderr)
    spark.stop()
    return 1 if counts["errors"] else 0


if __name__ == "__main__":
    sys.exit(main())
