"""Measures how fast vanban mines on this machine, each way of running it on the same pages: what SCALE.md is made of.

    python python/scale.py [--megabytes 64] [--runs 3] [--pages fixtures/pages]

The wheel (`pip install ./python`), the command and the example `rate` must have been built in one profile; pyspark and
Java for Spark's part. The ways are run in turn, `--runs` times, and the medians are told: the machine may be shared, so
only what is measured in one run may be compared, and seconds of cores sooner than seconds on the clock.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).parents[1]
# The wheel that was installed is meant, and not its source, which lies beside this.
sys.path = [path for path in sys.path if Path(path).resolve() != ROOT / "python"]
import vanban  # noqa: E402

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

    def library(threads: int, what: str) -> Took:
        args = [RELEASE / "examples/rate", said.pages, str(repeats // threads), str(threads), what]
        return child(args)

    def command(jobs: int, *args: str) -> Took:
        where = ["--out", str(folder / f"run-{time.monotonic_ns()}")] if args else []
        return child([RELEASE / "vanban", "mine", folder / "pages", "--jobs", str(jobs), "--quiet", *args, *where])

    def objects() -> Took:
        few = pages * max(1, repeats // 4)
        took = here(lambda: [vanban.mine(page) for page in few])
        return Took(*(seconds * len(table) / len(few) for seconds in took))

    ways: dict[str, Callable[[], Took]] = {
        "library, what is found (1 thread)": lambda: library(1, "mine"),
        "library, records (1 thread)": lambda: library(1, "records"),
        "library, records (2 threads)": lambda: library(2, "records"),
        "command, Parquet to JSON Lines (1 thread)": lambda: command(1),
        "command, Parquet to JSON Lines (2 threads)": lambda: command(2),
        "command, Parquet to Parquet (2 threads)": lambda: command(2, "--format", "parquet"),
        "wheel, `mine_batch` (1 thread)": lambda: here(lambda: [vanban.mine_batch(batch) for batch in batches]),
        "wheel, `mine`: typed objects (1 thread)": objects,
    }
    spark = None if said.no_spark else Spark(folder)
    if spark:
        ways["Spark `local[2,4]`, Parquet to Parquet, warm"] = spark.run
    for way in ways.values():
        way()  # files and code are warm from here on
    took: dict[str, list[Took]] = {way: [] for way in ways}
    for _ in range(said.runs):
        for way, run in ways.items():
            took[way].append(run())
    rows = vanban.mine_batch(pa.table({"text": pages})).num_rows * repeats
    print(f"{len(table)} pages, {size / 1e6:.0f} MB of text, {rows} records; medians of {said.runs}\n")
    print("| way | MB/s | MB per core-second | against the library's records, per core |\n| --- | --- | --- | --- |")
    middle = {way: Took(*map(statistics.median, zip(*all, strict=True))) for way, all in took.items()}
    base = [way for way in ways if way.startswith("library, records")]
    for way, (wall, cpu) in middle.items():
        one, two = (middle[name].cpu for name in base)
        share = (one if "1 thread" in way else two) / cpu
        print(f"| {way} | {size / wall / 1e6:.1f} | {size / cpu / 1e6:.1f} | {share:.2f} |")


class Took(NamedTuple):
    """Seconds on the clock, and seconds of cores: only these are the work's own on a machine that others use."""

    wall: float
    cpu: float


def here(work: Callable[[], object]) -> Took:
    """What a call costs."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Took(time.perf_counter() - wall, time.process_time() - cpu)


def child(command: list[str | Path]) -> Took:
    """What a process costs, its start included."""

    def used() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    wall, cpu = time.perf_counter(), used()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return Took(time.perf_counter() - wall, used() - cpu)


def tree(pid: int) -> float:
    """The seconds of cores that a process and all below it have used (Linux)."""
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    below = Path(f"/proc/{pid}/task").glob("*/children")
    children = [int(child) for file in below for child in file.read_text().split()]
    own = sum(int(ticks) for ticks in stat[11:15]) / os.sysconf("SC_CLK_TCK")
    return own + sum(tree(child) for child in children)


class Spark:
    """A session that stays: a job's own rate, without Java's start."""

    def __init__(self, folder: Path) -> None:
        sys.path.insert(0, str(ROOT / "python/spark"))
        import mine as job

        self.job, self.folder = job, folder
        self.spark = job.session("local[2,4]")
        self.spark.sparkContext.setLogLevel("ERROR")
        for _ in range(2):  # Java compiles what it runs often
            self.run()

    def run(self) -> Took:
        out = self.folder / f"spark-{time.monotonic_ns()}"
        options = self.job.Options()
        java = self.spark.sparkContext._gateway.proc.pid
        before = tree(java)
        rows = self.job.read(self.spark, [str(self.folder / "pages")], options)
        wall, cpu = here(lambda: self.job.mine(rows, options, str(out)))
        return Took(wall, cpu + tree(java) - before)


if __name__ == "__main__":
    main()
