"""Who may import whom: the contracts hold, each has been seen to fail, and pages stay sentences."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted((ROOT / "pages").glob("*.py"))
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
LAYERS = [
    [name.strip() for name in line.split("|")]
    for contract in CONTRACTS
    if contract["type"] == "layers"
    for line in contract["layers"]
]

# For each contract an import that it must refuse: the module it is planted in, and the line.
PLANTED = {
    "The road is one-way": ("hitechtex/errors.py", "import hitechtex.catalog"),
    "Streamlit only in ui and server": ("hitechtex/query/result.py", "import streamlit"),
    "DuckDB only in query and ingest": ("hitechtex/charts/panel.py", "import duckdb"),
    "Delta Lake only in store": ("hitechtex/ingest/batch.py", "from deltalake import DeltaTable"),
    "Plotly only in charts": ("hitechtex/metrics/status.py", "import plotly.graph_objects as go"),
    "Geometry only in charts and sample": ("hitechtex/catalog/project.py", "import geopandas"),
}


def lint_imports(folder: Path) -> tuple[int, str]:
    """Check the contracts on the package in `folder`; return the exit status and the report."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, " ".join((done.stdout + done.stderr).split())


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A folder with a copy of the package and its contracts."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "hitechtex", tmp_path / "hitechtex", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def plant(package: Path, module: str, line: str) -> None:
    with (package / module).open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")


def test_the_contracts_hold() -> None:
    status, report = lint_imports(ROOT)
    assert status == 0, report
    assert f"{len(CONTRACTS)} kept, 0 broken" in report


def test_every_contract_has_an_import_that_breaks_it() -> None:
    assert sorted(PLANTED) == sorted(contract["name"] for contract in CONTRACTS)


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_import_breaks_its_contract(name: str, package: Path) -> None:
    plant(package, *PLANTED[name])
    status, report = lint_imports(package)
    assert status == 1
    assert f"{name} BROKEN" in report


def test_every_layer_is_refused_the_one_above_it(package: Path) -> None:
    """All at once: each layer imports a module of the next layer up, and every one is reported."""
    upwards = [(lower[0], upper) for higher, lower in pairwise(LAYERS) for upper in higher]
    for lower, upper in upwards:
        place = Path(*lower.split("."))
        is_folder = (package / place).is_dir()
        module = place / "__init__.py" if is_folder else place.with_suffix(".py")
        plant(package, str(module), f"import {upper}")
    _, report = lint_imports(package)
    missed = [
        f"{a} -> {b}" for a, b in upwards if f"{a} is not allowed to import {b}" not in report
    ]
    assert not missed


def test_no_part_of_the_package_escapes_the_contracts() -> None:
    """A new folder or module belongs to a layer, and is a source of all contracts but its own."""
    found = {
        f"hitechtex.{path.stem}"
        for path in (ROOT / "hitechtex").iterdir()
        if (path.suffix == ".py" and path.stem not in {"__init__", "__main__"})
        or (path.is_dir() and any(path.glob("*.py")))
    }
    assert found <= {name for line in LAYERS for name in line}
    homes = {
        "Streamlit only in ui and server": {"hitechtex.ui", "hitechtex.server"},
        "DuckDB only in query and ingest": {"hitechtex.query", "hitechtex.ingest"},
        "Delta Lake only in store": {"hitechtex.store"},
        "Plotly only in charts": {"hitechtex.charts"},
        "Geometry only in charts and sample": {"hitechtex.charts", "hitechtex.sample"},
    }
    for contract in CONTRACTS:
        if contract["type"] == "forbidden":
            assert found - set(contract["source_modules"]) <= homes[contract["name"]]


ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.USub)
IN_TEXT = {
    "a colour": re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\("),
    "SQL": re.compile(r"\bselect\b.+\bfrom\b", re.IGNORECASE | re.DOTALL),
    "a path": re.compile(r"^[\w.~-]*(/[\w.-]+)+$|^\S+\.(csv|sql|toml|parquet|geojson|py)$"),
    "markup": re.compile(r"</?[a-z]+[^>]*>"),
}


def trespasses(source: str) -> list[str]:
    """Return what a page does that belongs elsewhere, each with its line."""
    tree = ast.parse(source)
    return [f"line {line}: {what}" for line, what in sorted(_trespasses(tree))]


def _trespasses(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from ((line, f"imports {name}") for name in _imported(node) if not _may(name))
        elif isinstance(getattr(node, "op", None), ARITHMETIC):
            yield line, "calculates"
        elif isinstance(node, ast.FormattedValue):
            yield line, "builds a text"
        elif isinstance(node, ast.Attribute) and node.attr == "session_state":
            yield line, "reads the session state"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (
                (line, f"holds {what}") for what, p in IN_TEXT.items() if p.search(node.value)
            )


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if node.module == "hitechtex":
        return [f"hitechtex.{name.name}" for name in node.names]
    return [node.module or "."]


def _may(name: str) -> bool:
    parts = name.split(".")
    if parts[0] == "hitechtex":
        return len(parts) > 1 and parts[1] in {"charts", "ui"}
    return name in {"__future__", "collections.abc", "typing"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("import pandas as pd", "imports pandas"),
        ("from hitechtex.query import ask", "imports hitechtex.query"),
        ("from hitechtex import metrics", "imports hitechtex.metrics"),
        ("from pathlib import Path", "imports pathlib"),
        ("share = achieved / expected", "calculates"),
        ("total += 1", "calculates"),
        ("title = f'{achieved} achieved'", "builds a text"),
        ("ui.session_state['region']", "reads the session state"),
        ("colour = '#0598FF'", "holds a colour"),
        ("query('select a from b')", "holds SQL"),
        ("query('queries/exchanges_total.sql')", "holds a path"),
        ("ui.say('<b>now</b>')", "holds markup"),
    ],
)
def test_a_trespass_is_seen(line: str, expected: str) -> None:
    assert trespasses(line) == [f"line 1: {expected}"]


def test_a_page_as_described_is_no_trespass() -> None:
    page = '''"""Where do visits go? For the committee; says nothing on quality."""
from __future__ import annotations
from hitechtex import charts, ui
from hitechtex.charts import forms
INDICATORS = ("exchanges_achieved",)
def panels(query: ui.Ask) -> list[charts.Panel] | None:
    return [charts.bars(query("exchanges_by_status"), by="status", value="exchanges")]
if __name__ == "__main__":
    ui.page(__doc__, panels, indicators=INDICATORS)
'''
    assert trespasses(page) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_import_charts_and_ui_alone(path: Path) -> None:
    assert trespasses(path.read_text(encoding="utf-8")) == []
