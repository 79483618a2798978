"""What the tests share: pages, the command, Spark."""

import os
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shutil import which

import pyarrow as pa
import pyarrow.parquet
import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / "python"


@pytest.fixture(scope="session")
def pages() -> list[tuple[str, str]]:
    """Names and words of pages: the fixtures, and the shared corpus where it lies beside the clone."""
    folders = [ROOT / "fixtures/pages", ROOT.parent / "shared/corpus/pages"]
    found = [path for folder in folders for path in sorted(folder.rglob("*.txt"))]
    assert found
    if not folders[1].exists():
        print("no shared corpus beside this clone: the fixtures alone")
    return [(path.name, path.read_text("utf-8")) for path in found]


@pytest.fixture(scope="session")
def parquet(pages, tmp_path_factory) -> Path:
    """The pages as a Parquet file."""
    path = tmp_path_factory.mktemp("pages") / "pages.parquet"
    table = pa.table({"id": [name for name, _ in pages], "text": [text for _, text in pages]})
    pa.parquet.write_table(table, path, row_group_size=8)
    return path


@pytest.fixture(scope="session")
def vanban_command():
    """Runs the command: the one that VANBAN names, or the wheel's."""
    command = shlex.split(os.environ.get("VANBAN", "")) or [sys.executable, "-m", "vanban"]

    def run(*args: str | Path, code: int = 0) -> str:
        done = subprocess.run([*command, *map(str, args)], capture_output=True, text=True, timeout=600)
        assert done.returncode == code, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def job():
    """The Spark job, as a module."""
    sys.path.insert(0, str(PYTHON / "spark"))
    import mine

    return mine


@pytest.fixture(scope="session")
def spark(job):
    """One session for all tests: two threads, four attempts."""
    session = job.session("local[2,4]")
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def pytest_collection_modifyitems(items):
    """Without Spark or a Java to run it, its tests are skipped, and say so."""
    missing = [name for name, there in (("pyspark", find_spec("pyspark")), ("Java", which("java"))) if not there]
    for item in items:
        if missing and item.get_closest_marker("spark"):
            item.add_marker(pytest.mark.skip(reason=f"no {' and no '.join(missing)} here"))
