"""A sample of any size is written in the memory of a small one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from pathlib import Path
from hitechtex.catalog import read_catalog
from hitechtex.sample import write_sample
write_sample(Path(sys.argv[1]), rows=int(sys.argv[2]), catalog=read_catalog())
status = Path("/proc/self/status").read_text()
print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
"""


def peak_megabytes(out: Path, rows: int) -> int:
    """Return the largest resident memory of a process of its own that writes so many rows.

    Read from the kernel: what pyarrow allocates is invisible to tracemalloc.
    """
    command = [sys.executable, "-c", PROGRAM, str(out), str(rows)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout) // 1024


def test_fifteen_times_the_rows_need_no_more_memory(tmp_path: Path) -> None:
    """20 000 against 300 000 rows (5 MB of rows a block; 100 MB if all were kept)."""
    small, large = (peak_megabytes(tmp_path / str(rows), rows) for rows in (20_000, 300_000))
    assert large < 1024
    assert large - small < 60
