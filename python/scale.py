"""Measures how fast vanban mines on this machine, each way of running it on the same pages: what SCALE.md is made of.

    python python/scale.py [--megabytes 64] [--runs 3] [--pages fixtures/pages]

The wheel (`pip install ./python`), the command and the example `rate` must have been built in one profile; pyspark and
Java for Spark's part. The ways are run in turn, `--runs` times, and the medians are told: the machine may be shared, so
only what is measured in one run may be compared.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import vanban

ROOT = Path(__file__).parents[1]
RELEASE = ROOT / "target/release"


def main() -> None:
    """Runs every way in turn and prints a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=Path, default=ROOT / "fixtures/pages", help="a folder of pages in UTF-8")
    parser.add_argument("--megabytes", type=int, default=64, help="how much to mine: the pages, as often as it takes")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-spark", action="store_true")
    said = parser.parse_args()
    pages = [path.read_text("utf-8") for path in sorted(said.pages.iterdir())]
    size = sum(len(page.encode()) for page in pages)
    repeats = max(2, said.megabytes * 1_000_000 // size) // 2 * 2
    with tempfile.TemporaryDirectory() as folder:
        measure(said, pages, size * repeats, repeats, Path(folder))


def measure(said: argparse.Namespace, pages: list[str], size: int, repeats: int, folder: Path) -> None:
    """Prints the medians of the ways."""
    table = pa.table({"id": [str(i) for i in range(len(pages) * repeats)], "text": pages * repeats})
    # Eight files, so that no way to run it is short of work for two threads.
    (folder / "pages").mkdir()
    for i in range(8):
        part = table.slice(i * len(table) // 8, (i + 1) * len(table) // 8 - i * len(table) // 8)
        pq.write_table(part, folder / "pages" / f"{i}.parquet", compression="zstd")
    batches = table.to_batches(max_chunksize=512)

    def library(threads: int, what: str) -> float:
        args = [RELEASE / "examples/rate", said.pages, str(repeats // threads), str(threads)]
        lines = subprocess.run(args, capture_output=True, text=True, check=True).stdout.splitlines()
        (one,) = [line for line in map(json.loads, lines) if line["what"] == what]
        return one["seconds"]

    def command(jobs: int, *args: str) -> float:
        out = folder / f"run-{time.monotonic_ns()}"
        where = ["--out", str(out)] if args else []
        line = [RELEASE / "vanban", "mine", folder / "pages", "--jobs", str(jobs), "--quiet", *args, *where]
        began = time.perf_counter()
        subprocess.run(line, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - began

    def objects() -> float:
        few = pages * max(1, repeats // 8)
        began = time.perf_counter()
        for page in few:
            vanban.mine(page)
        return (time.perf_counter() - began) * len(table) / len(few)

    def wheel() -> float:
        began = time.perf_counter()
        for batch in batches:
            vanban.mine_batch(batch)
        return time.perf_counter() - began

    ways = {
        "library: mine": (1, lambda: library(1, "mine")),
        "library: mine, with records": (1, lambda: library(1, "records")),
        "library: mine, with records, 2 threads": (2, lambda: library(2, "records")),
        "command: Parquet to JSON Lines, --jobs 1": (1, lambda: command(1)),
        "command: Parquet to JSON Lines, --jobs 2": (2, lambda: command(2)),
        "command: Parquet to Parquet, --jobs 2": (2, lambda: command(2, "--format", "parquet")),
        "wheel: mine, typed objects": (1, objects),
        "wheel: mine_batch": (1, wheel),
    }
    spark = None if said.no_spark else Spark(folder)
    if spark:
        ways["Spark local[2,4]: Parquet to Parquet, warm"] = (2, spark.run)
        spark.run()
    took: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(said.runs):
        for way, (_, run) in ways.items():
            took[way].append(run())
    rows = vanban.mine_batch(pa.table({"text": pages})).num_rows * repeats
    print(
        f"{os.cpu_count()} cores, {len(table)} pages, {size / 1e6:.0f} MB of text, {rows} records; medians of {said.runs}\n"
    )
    base = {cores: size / statistics.median(took[way]) for way, (cores, _) in ways.items() if "with records" in way}
    print("| way | cores | MB/s | MB per core-second | of the library with records |\n| --- | --- | --- | --- | --- |")
    for way, (cores, _) in ways.items():
        rate = size / statistics.median(took[way])
        print(f"| {way} | {cores} | {rate / 1e6:.1f} | {rate / cores / 1e6:.1f} | {rate / base[cores]:.2f} |")


class Spark:
    """A session that stays: a job's own rate, without Java's start."""

    def __init__(self, folder: Path) -> None:
        sys.path.insert(0, str(ROOT / "python/spark"))
        import mine as job

        self.job, self.folder = job, folder
        self.spark = job.session("local[2,4]")
        self.spark.sparkContext.setLogLevel("ERROR")

    def run(self) -> float:
        out = self.folder / f"spark-{time.monotonic_ns()}"
        options = self.job.Options()
        began = time.perf_counter()
        rows = self.job.read(self.spark, [str(self.folder / "pages")], options)
        self.job.write(self.job.mine(rows, options), str(out))
        return time.perf_counter() - began


if __name__ == "__main__":
    main()
