"""The house's measures and manners, read off the source: sizes, names, errors, secrets, locks."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "hitechtex"
PROJECT = tomllib.loads((ROOT / "data" / "project.toml").read_text(encoding="utf-8"))

MODULE_LINES, PAGE_LINES, FUNCTION_LINES, SHORT_SHARE = 250, 80, 30, 0.9
VAGUE_MODULES = {"utils", "util", "helpers", "helper", "core", "common", "misc", "tools"}
VAGUE_VALUES = {"df", "data", "res", "tmp", "obj", "foo"}
# Where whatever is left becomes a line in the log, once: on a page with a sentence on screen; at
# the start so that the server stands and the page can say it.
LAST_DOORS = {"hitechtex/ui/page.py": 1, "hitechtex/server/__init__.py": 1}
Def = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[Path]:
    """Return every module that is shipped: the package, the pages, app.py."""
    return [*sorted(PACKAGE.rglob("*.py")), *sorted((ROOT / "pages").glob("*.py")), ROOT / "app.py"]


def committed() -> list[Path]:
    """Return the files of the repository, those about to be added as well."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(module: ast.Module) -> list[Def]:
    return [node for node in ast.walk(module) if isinstance(node, Def)]


def length(function: Def) -> int:
    """Return the lines of a function: from `def` to its end, its docstring left out."""
    first = function.body[0]
    docstring = first.end_lineno - first.lineno + 1 if ast.get_docstring(function) else 0
    return function.end_lineno - function.lineno + 1 - docstring


def vague_names(module: ast.Module) -> Iterator[str]:
    """Yield every variable, parameter or function whose name says nothing of its value."""
    for node in ast.walk(module):
        name, vague = "", VAGUE_VALUES
        if isinstance(node, Def):
            name, vague = node.name, VAGUE_MODULES
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        elif isinstance(node, ast.arg):
            name = node.arg
        if name in vague:
            yield f"line {node.lineno}: {name}"


def broad_catches(module: ast.Module) -> Iterator[str]:
    """Yield every place that catches more than it can know about, and does not raise it again."""
    for node in ast.walk(module):
        if isinstance(node, ast.ExceptHandler) and ast.unparse(node.body[-1]) != "raise":
            caught = "" if node.type is None else ast.unparse(node.type)
            if not caught or re.search(r"\b(Base)?Exception\b", caught):
                yield f"line {node.lineno}: except {caught}".rstrip()


def without_docstring(module: ast.Module) -> Iterator[str]:
    """Yield the module and every public function, method and class of it that says nothing."""
    if module.body and not ast.get_docstring(module):
        yield "the module"
    classes = (node for node in module.body if isinstance(node, ast.ClassDef))
    for owner in (module, *(each for each in classes if not each.name.startswith("_"))):
        for node in owner.body:
            is_public = isinstance(node, Def | ast.ClassDef) and not node.name.startswith("_")
            if is_public and not ast.get_docstring(node):
                yield f"line {node.lineno}: {node.name}"


def proper_names() -> re.Pattern[str]:
    """Return a pattern of what only project.toml may say: partners, regions, countries, seats."""
    names: set[str] = set()
    for partner in PROJECT["partners"]:
        names |= {partner["id"], partner["name"], partner["seat"], *partner["aliases"]}
    for region in PROJECT["regions"]:
        names |= {region["code"], region["name"], region["english"]}
    names |= set(COUNTRIES_OF_THE_PARTNERS)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, sorted(names)))})(?!\w)", re.IGNORECASE)


COUNTRIES_OF_THE_PARTNERS = (
    *("Portugal", "Portuguese", "Spain", "Spanish", "Italy", "Italian"),
    *("Czechia", "Czech", "Türkiye", "Turkey", "Turkish"),
)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


every_module = pytest.mark.parametrize("path", modules(), ids=named)


@every_module
def test_a_module_fits_its_room(path: Path) -> None:
    most = PAGE_LINES if path.parent.name == "pages" else MODULE_LINES
    assert len(path.read_text(encoding="utf-8").splitlines()) < most


def test_nine_functions_in_ten_are_short() -> None:
    lengths = [
        (length(function), f"{named(path)}:{function.lineno} {function.name}")
        for path in modules()
        for function in functions(tree(path))
    ]
    long = sorted((lines, where) for lines, where in lengths if lines >= FUNCTION_LINES)
    assert len(long) <= (1 - SHORT_SHARE) * len(lengths), long


@every_module
def test_names_say_what_a_value_is(path: Path) -> None:
    assert path.stem not in VAGUE_MODULES
    assert list(vague_names(tree(path))) == []


@every_module
def test_only_known_errors_are_caught(path: Path) -> None:
    assert len(list(broad_catches(tree(path)))) <= LAST_DOORS.get(named(path), 0)


@every_module
def test_what_is_public_says_what_it_does(path: Path) -> None:
    assert list(without_docstring(tree(path))) == []


@every_module
def test_no_partner_region_or_country_is_named_in_code(path: Path) -> None:
    found = proper_names().findall(path.read_text(encoding="utf-8"))
    assert found == []


@every_module
def test_markup_of_our_own_is_made_in_ui_alone(path: Path) -> None:
    if (PACKAGE / "ui") not in path.parents:
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"unsafe_allow_html\s*=\s*True|\bst\.html\(", source)


def test_no_file_names_a_path_of_one_machine() -> None:
    machine = re.compile(rb"(?<![\w.])/(work|farm|tmp|root|home/\w+|Users/\w+)/\w")
    found = [
        f"{named(path)}: {line.strip()[:100]!r}"
        for path in committed()
        if path.suffix not in {".png", ".xlsx", ".parquet"} and path != Path(__file__)
        for line in path.read_bytes().splitlines()
        if machine.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_what_is_installed_is_locked(name: str) -> None:
    """Every package exactly and with hashes, from whichever index the reader's machine uses."""
    locked = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?://|file:|--(index|extra|find|trusted)|-i ", locked)
    packages = re.split(r"^(?=[a-z0-9])", locked, flags=re.MULTILINE)[1:]
    assert len(packages) > 20
    unlocked = [p for p in packages if not re.match(r"\S+==\S+ .*\\\n +--hash=sha256:", p)]
    assert unlocked == []
    for package, reason in declared(f"{name}.in"):
        assert re.search(rf"^{re.escape(package)}==", locked, flags=re.MULTILINE), package
        assert reason, f"{package} has no reason"


def declared(file: str) -> list[tuple[str, str]]:
    """Return each direct dependency with its reason."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    asked = [line.partition("#") for line in lines if line and line[0] not in "#-"]
    return [(package.strip(), reason.strip()) for package, _, reason in asked]


def test_what_is_imported_is_required() -> None:
    """Nothing is used that only happens to be installed because something else needs it."""
    provides = {"python-calamine": "python_calamine"}
    required = {provides.get(package, package) for package, _ in declared("requirements.in")}
    ours = {"hitechtex"}
    imported = {name for path in modules() for name in imports(tree(path))}
    outside = imported - ours - set(STANDARD_LIBRARY)
    assert outside <= required | COME_WITH, outside - required - COME_WITH


# Parts of a direct dependency's own interface: they come with it, in the version that it wants.
COME_WITH = {"numpy", "shapely", "pyproj", "starlette", "anyio"}
STANDARD_LIBRARY = __import__("sys").stdlib_module_names


def imports(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (vague_names, "def total(df): pass"),
        (vague_names, "for tmp in []: pass"),
        (vague_names, "def helper(): pass"),
        (broad_catches, "try: pass\nexcept: pass"),
        (broad_catches, "try: pass\nexcept BaseException:\n    raise ValueError"),
        (broad_catches, "try: pass\nexcept (OSError, Exception): pass"),
        (without_docstring, '"""Says."""\nclass A:\n    """Says."""\n    def b(self): pass'),
        (without_docstring, "a = 1"),
    ],
)
def test_a_lapse_is_seen(check: object, source: str) -> None:
    assert len(list(check(ast.parse(source)))) == 1  # type: ignore[operator]


def test_a_long_function_and_a_proper_name_are_seen() -> None:
    long = "def f():\n" + '    """Says."""\n' + "    x = 1\n" * 30
    assert [length(function) for function in functions(ast.parse(long))] == [31]
    partner, region = PROJECT["partners"][0], PROJECT["regions"][0]
    assert proper_names().search(f"if partner == '{partner['id']}'")
    assert proper_names().search(f"the region {region['name'].upper()}")
    assert not proper_names().search("nttp, enormous, pre-Turkeyish")
