"""What each .sql file declares at its top: the question, its grain, parameters and columns.

A header is read as written; whether it is true is checked against DuckDB by the tests.

    -- How many exchanges did each partner achieve?
    --
    -- Grain: one row per partner and one for the partnership.
    -- Data: exchanges
    -- Parameters
    --   $partners  VARCHAR[]  partners that handled the visitor
    -- Columns
    --   partner    VARCHAR    null is the partnership
    --   exchanges  BIGINT     exchanges in scope
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb

from hitechtex.catalog.project import DATA
from hitechtex.catalog.units import unit_of
from hitechtex.errors import QueryError, UnknownName
from hitechtex.query.result import Column

QUERIES = DATA.parent / "queries"
TYPES = ("VARCHAR", "VARCHAR[]", "DATE", "BIGINT", "DOUBLE", "BOOLEAN")
NUMBERS = ("BIGINT", "DOUBLE")
SECTIONS = ("Parameters", "Columns", "Method")

_ENTRY = re.compile(r"^  (\$?[a-z][a-z0-9_]*) +([A-Z]+(?:\[\])?)(?: +(\S.*))?$")


@dataclass(frozen=True)
class Parameter:
    """One `$name` of a query; null is everything, or the default that `meaning` tells."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Query:
    """One file below `queries/`: a question in SQL and what it declares."""

    name: str
    question: str
    grain: str
    datasets: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    method: str
    sql: str

    @cached_property
    def statement(self) -> duckdb.Statement:
        """The SQL parsed, once: of an answer it takes a sixth of the time."""
        (parsed,) = duckdb.extract_statements(self.sql)
        return parsed

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """Names without the dollar, in the order of the header."""
        return tuple(parameter.name for parameter in self.parameters)

    def parameter(self, name: str) -> Parameter:
        """Return one parameter; raise UnknownName with the nearest one."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise UnknownName(f"parameter of the query {self.name}", name, self.parameter_names)


def read_queries(folder: Path = QUERIES) -> dict[str, Query]:
    """Return every query of `folder` by name; raise QueryError where a header is not as agreed."""
    return {path.stem: read_query(path) for path in sorted(folder.glob("*.sql"))}


def read_query(path: Path) -> Query:
    """Return the query in one file; raise QueryError naming the file and what its header lacks."""
    sql = path.read_text(encoding="utf-8")
    header = header_of(sql)
    sections = _sections(header, where=str(path))
    return Query(
        name=path.stem,
        question=_said(header[0] if header else "", "a question in the first line", path),
        grain=_said(line_of(header, "Grain"), "a line “-- Grain: one row per …”", path),
        datasets=tuple(_said(line_of(header, "Data"), "a line “-- Data: …”", path).split(", ")),
        parameters=tuple(
            Parameter(name.removeprefix("$"), kind, meaning)
            for name, kind, meaning in _entries(sections["Parameters"], where=str(path))
        ),
        columns=tuple(
            Column(name, kind, unit_of(name, is_number=kind in NUMBERS), meaning)
            for name, kind, meaning in _entries(sections["Columns"], where=str(path))
        ),
        method=" ".join(line.strip() for line in sections["Method"]),
        sql=sql,
    )


def header_of(sql: str) -> list[str]:
    """Return the lines of comment at the top of a file, without their dashes."""
    lines = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").removeprefix(" ").rstrip())
    return lines


def line_of(header: list[str], name: str) -> str:
    """Return what follows `name:`, with the lines that continue it."""
    said: list[str] = []
    for line in header:
        if line.startswith(f"{name}: "):
            said.append(line.removeprefix(f"{name}: "))
        elif said and line.startswith("  "):
            said.append(line.strip())
        elif said:
            break
    return " ".join(said)


def _sections(header: list[str], *, where: str) -> dict[str, list[str]]:
    sections: dict[str, list[str]] = {name: [] for name in SECTIONS}
    current: list[str] | None = None
    for line in header:
        if line in sections:
            current = sections[line]
        elif current is not None and line.startswith("  "):
            current.append(line)
        else:
            current = None
    if not sections["Columns"]:
        raise QueryError("no columns are declared", where=where, expected="a section “-- Columns”")
    return sections


def _entries(lines: list[str], *, where: str) -> list[tuple[str, str, str]]:
    """Return (name, type, meaning) per entry; a line that only continues a meaning is joined."""
    entries: list[tuple[str, str, str]] = []
    for line in lines:
        found = _ENTRY.match(line)
        if found and found[2] in TYPES:
            entries.append((found[1], found[2], found[3] or ""))
        elif entries and line.startswith("      "):
            name, kind, meaning = entries[-1]
            entries[-1] = (name, kind, f"{meaning} {line.strip()}".strip())
        else:
            raise QueryError(
                f"the line “{line.strip()}” is not understood",
                where=where,
                expected=f"“name  TYPE  meaning”, with a type out of {', '.join(TYPES)}",
            )
    return entries


def _said(text: str, expected: str, path: Path) -> str:
    if not text:
        raise QueryError("the header is not complete", where=str(path), expected=expected)
    return text
