"""Measures everything that was promised, beside this machine's own floors: `make bench`.

python -m bench                    # every part; prints one table and keeps it in docs/bench.md
python -m bench filter_change      # only that part; keeps nothing
"""

from __future__ import annotations

import argparse
import os
import platform
from datetime import date
from importlib import import_module, metadata
from pathlib import Path

from bench.table import Line, markdown

PARTS = ("filter_change", "first_page", "ingestion", "intake", "hostile", "forecasts", "queries")
KEPT = Path(__file__).resolve().parents[1] / "docs" / "bench.md"
LIBRARIES = ("streamlit", "duckdb", "plotly", "pandas", "deltalake", "pyarrow")
ABOUT = """\
# How fast it is

Made by `make bench`; nothing here is typed. Medians of n repetitions, each beside the least this
machine needs for the same kind of thing in the same run. No test depends on a time.

Measured on {day}: {machine}.

"""


def main() -> None:
    """Run the parts asked for and print their lines as one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    wanted = parser.parse_args().parts
    lines: list[Line] = []
    for name in wanted or PARTS:
        print(f"{name} …", flush=True)
        lines += import_module(f"bench.{name}").lines()
    table = markdown(lines)
    print(f"\n{table}")
    if not wanted:
        KEPT.write_text(ABOUT.format(day=date.today(), machine=machine()) + table, encoding="utf-8")


def machine() -> str:
    """Return what the numbers were measured on: processors, system, libraries."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    system = f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}"
    return f"{system}, Python {platform.python_version()}, {versions}"


if __name__ == "__main__":
    main()
