"""How long a file of 100 000 rows takes from the command line to the store, and how much memory.

The floor is reading the same file as text with pyarrow and writing it as Parquet.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from bench.table import Line
from tests.serving import ROOT

ROWS = 100_000
FLOOR = """
import sys, pyarrow.csv as csv, pyarrow.parquet as parquet
parquet.write_table(csv.read_csv(sys.argv[1]), sys.argv[2])
"""


def lines() -> Iterator[Line]:
    """Measure once: it takes long, and the floor runs right before."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        run("-m", "hitechtex", "sample", "--rows", str(ROWS), "--seed", "1", "--out", name)
        file = folder / "exchanges.csv"
        floor_s, floor_gib = run("-c", FLOOR, str(file), str(folder / "floor.parquet"))
        command = ("-m", "hitechtex", "ingest", str(file), "--dataset", "exchanges", "--json")
        seconds, gib = run(*command, "--store", str(folder / "store"))
    floor_is = "text read and written as Parquet by pyarrow"
    what = f"{ROWS} rows ingested from CSV"
    yield Line(what, seconds, "s", 1, floor=floor_s, floor_is=floor_is, limit=15)
    yield Line(
        f"{what}: its largest process", gib, "GiB", 1, floor=floor_gib, floor_is=floor_is, limit=1
    )


def run(*arguments: str) -> tuple[float, float]:
    """Run Python; return seconds, and GiB of the largest of its processes (Linux counts in KiB)."""
    started = time.perf_counter()
    with TemporaryFile("w+") as output:
        process = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=output, stderr=2)
        _, status, usage = os.wait4(process.pid, 0)
    # 1 says that rows were set aside: the sample breaks some rules on purpose.
    if os.waitstatus_to_exitcode(status) not in {0, 1}:
        raise RuntimeError(f"python {' '.join(arguments)} stopped")
    return time.perf_counter() - started, usage.ru_maxrss / 2**20
