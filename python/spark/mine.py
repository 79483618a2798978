"""Mines pages on Spark: Parquet or JSON Lines in, a Parquet table for each kind of record out.

    python mine.py pages.parquet --out run
    spark-submit --master yarn mine.py s3a://bucket/pages --out s3a://bucket/run

The output is partitioned by table, each with the columns that the command gives it:

    run/table=references  run/table=claims  run/table=audits  run/table=documents  run/table=pages
    run/table=diagnostics  run/table=errors

`errors` are the rows that could not be read, each with its `source`, `code` and `message`; the others are not harmed.
`source` names a row as the command does (`pages.parquet#17`). Of JSON Lines, which have no row numbers on a cluster, it
ends in a hash of the line (`pages.jsonl#x9f8e7d6c5b4a3f2e`), the same in every run.

Pages go to the wheel as Arrow (`mapInArrow`), and records do not come back: a task mines its pages and writes its files
of the tables itself, under names of its own in a folder that readers pass over, and what it returns to Spark are these
names. Spark takes the outcome of one attempt of a task, whatever becomes of others; the files that it names are moved to
their places at the end, then `_SUCCESS` is written. So a task that dies is run again (`local[2,4]`: two threads, four
attempts; plain `local[2]` never tries again), and its rows appear once.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from uuid import uuid4

import pyarrow as pa
import vanban
from pyarrow import fs
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

SETTINGS = {
    # Pages are long and mining them is slow, so batches and splits are smaller than Spark would have them: no worker holds
    # much, and all cores have work to the end.
    "spark.sql.execution.arrow.maxRecordsPerBatch": "512",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(64 << 20),
    "spark.sql.files.maxPartitionBytes": str(32 << 20),
}


@dataclass(frozen=True)
class Options:
    """How rows are read, and what is made of them: what `vanban.mine_batch` takes."""

    text: str = "text"
    id: Sequence[str] = ("id", "url")
    timestamp: str = "timestamp"
    kinds: Sequence[vanban.Kind] = vanban.KINDS
    sentences: bool = False
    utf16: bool = False
    known: vanban.KnownDocuments | None = None
    html_reader: vanban.HtmlReader = "blocks"
    max_doc_bytes: int = vanban.MAX_DOC_BYTES


def session(master: str | None = None, settings: dict[str, str] | None = None) -> SparkSession:
    """The session, with what this job needs. Under spark-submit, the master is what was said there."""
    builder = SparkSession.builder.appName("vanban")
    if "PYSPARK_GATEWAY_PORT" not in os.environ:
        # Started as plain Python: workers on this machine run the interpreter that runs this.
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.master(master or "local[*,4]").config("spark.ui.enabled", "false")
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


def records(rows: DataFrame, options: Options) -> DataFrame:
    """The records of rows as a frame, for who goes on with them in Spark: wide rows of all kinds, which cost their share."""
    how = arguments(rows, options)

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield vanban.mine_batch(batch, **how)

    return rows.mapInArrow(work, from_arrow_schema(vanban.schema(options.kinds)))


def mine(rows: DataFrame, options: Options, out: str) -> dict[str, int]:
    """Mines rows and writes the tables; how many records and failed rows there are."""
    how = arguments(rows, options)
    folder = uri(rows.sparkSession, out)
    system, root = fs.FileSystem.from_uri(folder)
    if system.get_file_info(root).type != fs.FileType.NotFound:
        raise FileExistsError(f"{out} exists")
    # Readers pass over names with an underscore.
    attempts = f"_temporary-{uuid4().hex}"

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from pyspark import TaskContext

        name = f"part-{TaskContext.get().partitionId():05}-{uuid4()}.parquet"
        written = vanban.write_tables(batches, f"{folder}/{attempts}", name, **how)
        yield pa.RecordBatch.from_pylist([file._asdict() for file in written], WRITTEN)

    try:
        system.create_dir(f"{root}/{attempts}")
        files = rows.mapInArrow(work, from_arrow_schema(WRITTEN)).collect()
        for table in {file.table for file in files}:
            system.create_dir(f"{root}/table={table}")
        with ThreadPoolExecutor(16) as pool:  # where to move is to copy, it takes its time
            list(pool.map(lambda file: system.move(f"{root}/{attempts}/{file.path}", f"{root}/{file.path}"), files))
        system.delete_dir(f"{root}/{attempts}")
    except BaseException:
        system.delete_dir(root)
        raise
    system.open_output_stream(f"{root}/_SUCCESS").close()
    counts = Counter[str]()
    for file in files:
        counts[file.table] += file.rows
    return {"records": counts.total(), "errors": counts["errors"]}


WRITTEN = pa.schema({"table": pa.string(), "path": pa.string(), "rows": pa.int64()})


def arguments(rows: DataFrame, options: Options) -> dict[str, object]:
    """What `vanban` is called with. Plain data: a worker need not know this file."""
    how = {field.name: getattr(options, field.name) for field in fields(options)}
    return {**how, "source": "source", "json": "json" if "json" in rows.columns else None}


def uri(spark: SparkSession, out: str) -> str:
    """A folder as Spark understands it, which may have a file system of its own, for pyarrow."""
    path = spark._jvm.org.apache.hadoop.fs.Path(out)  # type: ignore[union-attr]
    full = path.getFileSystem(spark._jsc.hadoopConfiguration()).makeQualified(path)
    return re.sub(r"^file:/+", "file:///", re.sub("^s3[an]:", "s3:", full.toUri().toASCIIString()))


def known(path: str) -> vanban.KnownDocuments:
    """The documents of a table: a file on this machine, which the tasks need not have."""
    with open(path, encoding="utf8") as file:
        try:
            return vanban.KnownDocuments(file.read())
        except ValueError as error:
            raise argparse.ArgumentTypeError(f"{path}: {error}") from None


def size(said: str) -> int:
    """`64M`: bytes, or with K, M or G."""
    match = re.fullmatch(r"(\d+)([kmg]?)", said.lower())
    if not match or not int(match[1]):
        raise argparse.ArgumentTypeError("a number of bytes, or with K, M or G")
    return int(match[1]) << " kmg".index(match[2] or " ") * 10


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
    parser.add_argument("--utf16", action="store_true", help="write UTF-16 offsets, too")
    parser.add_argument("--known", type=known, metavar="FILE", help="a table of documents of your own, on this machine")
    parser.add_argument("--html-reader", choices=["blocks", "readability"], default="blocks", help="who finds the article")
    parser.add_argument("--max-doc-bytes", type=size, default=Options.max_doc_bytes, metavar="SIZE", help="larger pages fail")
    parser.add_argument("--master", help="where to run as plain Python: local[2,4]; under spark-submit say it there")
    said = parser.parse_args(args)
    kinds = said.kinds.split(",")
    if "diagnostic" not in kinds:
        kinds.append("diagnostic")  # or the rows that fail would be lost
    options = Options(
        text=said.text,
        id=said.id.split(","),
        timestamp=said.timestamp,
        kinds=kinds,
        sentences=said.sentences,
        utf16=said.utf16,
        known=said.known,
        html_reader=said.html_reader,
        max_doc_bytes=said.max_doc_bytes,
    )
    spark = session(said.master)
    counts = mine(read(spark, said.input, options, said.format), options, said.out)
    print("{records} records, {errors} rows that could not be read".format(**counts), file=sys.stderr)
    spark.stop()
    return 1 if counts["errors"] else 0


if __name__ == "__main__":
    sys.exit(main())
