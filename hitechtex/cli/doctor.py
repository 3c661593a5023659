"""What works here and what does not, each with what to do: `doctor`."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from hitechtex.catalog import read_catalog
from hitechtex.catalog.project import project_path
from hitechtex.catalog.texts import say
from hitechtex.cli.printing import print_json, print_table
from hitechtex.errors import HitechtexError
from hitechtex.query import open_engine
from hitechtex.store import Snapshot, current, open_store

LEAST_PYTHON = (3, 11)
LIBRARIES = (
    "streamlit", "duckdb", "pandas", "plotly", "geopandas", "deltalake", "pyarrow", "pydantic",
    "python-calamine", "openpyxl", "babel", "pytz",
)  # fmt: skip
EMPTY = Snapshot(id="doctor", version=0, batches=(), files={})


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `do` where it is not well."""

    what: str
    ok: bool
    says: str
    do: str = ""


def examine(options: argparse.Namespace) -> int:
    """Print what works here; 1 where something does not. Nothing is changed."""
    looks: dict[str, Callable[[], str]] = {
        "project": _project,
        "boundaries": _boundaries,
        "store": lambda: _store(options.store),
        "writing": lambda: _writing(options.store),
        "queries": lambda: _queries(options.store),
    }
    findings = [_python(), *map(_library, LIBRARIES)]
    findings += [_look(what, look) for what, look in looks.items()]
    if options.json:
        print_json([asdict(finding) for finding in findings])
    else:
        _print(findings)
    return 0 if all(finding.ok for finding in findings) else 1


def _look(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, look())
    except HitechtexError as problem:
        says = f"{problem.where}: {problem.says}" if problem.where else problem.says
        return Finding(what, False, says, problem.do or problem.expected)


def _python() -> Finding:
    ok = sys.version_info >= LEAST_PYTHON
    return Finding("python", ok, platform.python_version(), "" if ok else say("cli.doctor.python"))


def _library(name: str) -> Finding:
    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, say("cli.doctor.absent"), say("cli.doctor.install"))


def _project() -> str:
    catalog = read_catalog()
    partners = len(catalog.project.partners)
    return say("cli.doctor.project", n=partners, title=catalog.project.name, path=project_path())


def _boundaries() -> str:
    project = read_catalog().project
    files = (project.map.regions, project.map.countries, project.map.land)
    absent = [str(path) for path in map(project.file, files) if not path.is_file()]
    if absent:
        raise HitechtexError(
            say("cli.doctor.no_boundaries", n=len(absent), files=", ".join(absent)),
            do=say("cli.doctor.build_boundaries"),
        )
    return say("cli.doctor.boundaries", n=len(project.regions))


def _store(path: Path) -> str:
    if not path.exists():
        return say("cli.doctor.no_store", path=path)
    now = current(open_store(path, create=False))
    return say("cli.doctor.store", n=len(now.live), path=path.resolve(), version=now.version)


def _writing(path: Path) -> str:
    """Ask the system, and write nothing: a disk that can only be read answers no as well."""
    existing = next(each for each in (path, *path.resolve().parents) if each.exists())
    if not os.access(existing, os.W_OK | os.X_OK):
        raise HitechtexError(
            say("cli.doctor.not_writable"), where=str(existing), do=say("cli.doctor.make_writable")
        )
    return say("cli.doctor.writable", path=existing)


def _queries(path: Path) -> str:
    """Load the store, or nothing, and ask one question."""
    is_there = (path / "batches").exists()
    now = current(open_store(path, create=False)) if is_there else EMPTY
    engine = open_engine(now, read_catalog())
    engine.ask("exchanges_total")
    return say("cli.doctor.queries", n=len(engine.queries))


def _print(findings: list[Finding]) -> None:
    well = {True: say("cli.doctor.ok"), False: say("cli.doctor.not_ok")}
    rows = [(finding.what, well[finding.ok], finding.says) for finding in findings]
    print_table(("what", "ok", "says"), rows)
    for finding in findings:
        if not finding.ok:
            print(f"\n{finding.what}: {finding.says}\n{finding.do}")
