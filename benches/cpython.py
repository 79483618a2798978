"""How many times as long CPython's `re.finditer` takes over the yardstick pattern as mining the same pages does.

    python3 benches/cpython.py

Builds the bench `ratio`, which says what the pages are and how long mining them takes.
"""

import json
import pathlib
import re
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def bench() -> str:
    command = ["cargo", "bench", "--package", "vanban", "--bench", "ratio", "--no-run", "--message-format=json"]
    built = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout.splitlines()
    return [path for line in built if (path := json.loads(line).get("executable"))][-1]


def main() -> None:
    program = bench()
    pages = subprocess.run([program, "--pages"], check=True, stdout=subprocess.PIPE).stdout.decode()
    yardstick = re.compile((ROOT / "benches/yardstick.regex").read_text().strip())
    ratios = []
    for _ in range(5):
        mining = float(subprocess.run([program, "--seconds"], check=True, stdout=subprocess.PIPE).stdout)
        began = time.perf_counter()
        found = sum(1 for _ in yardstick.finditer(pages))
        ratios.append((time.perf_counter() - began) / mining)
    print(f"re.finditer / mine: {sorted(ratios)[2]:.0f} ({found} matches in {len(pages.encode()) / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
