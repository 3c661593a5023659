"""Which texts the code asks for, read off its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FILLED = "\0"
"""Stands in a name where the code fills in a value."""


@dataclass(frozen=True)
class Call:
    """One call of `say` whose text is named in full or in part where it is called.

    `name` has FILLED where a value is filled in; `places` are the keywords given, None where a
    mapping is unpacked and nobody can tell.
    """

    where: str
    name: str
    places: frozenset[str] | None


def sources() -> list[Path]:
    """Return every module that may speak to a reader."""
    package = sorted((ROOT / "hitechtex").rglob("*.py"))
    return [*package, *sorted((ROOT / "pages").glob("*.py")), ROOT / "app.py"]


def calls() -> Iterator[Call]:
    """Yield every call of `say` with a name or a pattern of names."""
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and _called(node) == "say" and node.args:
                keywords = frozenset(each.arg or "" for each in node.keywords)
                for name in _names(node.args[0]):
                    where = f"{path.relative_to(ROOT)}:{node.lineno}"
                    yield Call(where, name, None if "" in keywords else keywords)


@cache
def mentions() -> frozenset[str]:
    """Return every string of the code: each may be the name of a text on its way to `say`."""
    return frozenset(
        name for path in sources() for node in ast.walk(tree(path)) for name in _names(node)
    )


def is_asked_for(name: str) -> bool:
    """Return whether some string of the code is this name, or may become it."""
    dotted = (pattern for pattern in mentions() if FILLED in pattern and "." in pattern)
    return name in mentions() or any(fits(pattern, name) for pattern in dotted)


def fits(pattern: str, name: str) -> bool:
    """Return whether a pattern gives this name when its places are filled with known words.

    A word may be put together of several: `columns_{kind}{'_mapped' if …}`.
    """
    found = _expression(pattern).fullmatch(name)
    filled = "_".join(found.groups()) if found else ""
    return bool(found) and all(word in words() for word in filled.split("_") if word)


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    pieces = (re.escape(piece) for piece in re.split(f"{FILLED}+", pattern))
    return re.compile("([^.]+)".join(pieces))


@cache
def words() -> frozenset[str]:
    """Return every word of code, queries and declarations, and the names of the pages."""
    folders = {"hitechtex": "*.py", "pages": "*.py", "queries": "*.sql", "data": "*.toml"}
    written = (
        path.read_text(encoding="utf-8")
        for folder, kind in folders.items()
        for path in (ROOT / folder).rglob(kind)
        if path.parent.parent != ROOT / "data" / "texts"
    )
    pages = (path.stem for path in (ROOT / "pages").glob("*.py"))
    return frozenset(re.findall(r"[^\W_]+", " ".join((*written, *pages))))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["".join(_piece(piece) for piece in node.values)]
    if isinstance(node, ast.IfExp):
        return [*_names(node.body), *_names(node.orelse)]
    return []


def _piece(piece: ast.expr) -> str:
    return str(piece.value) if isinstance(piece, ast.Constant) else FILLED
