"""What the browser loads from us: our own chart code and the installed plotly.js.

Every file is served under one fingerprint of all of them, `…/hitechtex/<fingerprint>/<name>`, so
that the browser may keep it for ever and relative imports between the files still resolve.
plotly.js is read from the installed plotly package and is never copied into the repository.
"""

from __future__ import annotations

import gzip
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from streamlit import config, file_util

OUR_FILES = (
    "chart.css",
    "chart.js",
    "chart_marks.js",
    "chart_outline.js",
    "chart_table.js",
    "chart_theme.js",
)
PLOTLY = "plotly.min.js"
MEDIA_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".geojson": "application/geo+json",
}
_shared: dict[str, Path] = {}
_compressed: dict[Path, bytes] = {}
_compressing = Lock()


@cache
def files() -> dict[str, Path]:
    """Every file we serve, by name.

    Raises `FileNotFoundError` where the plotly package is not installed.
    """
    spec = find_spec("plotly")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the plotly package is not installed; plotly.js comes from it")
    plotly = Path(spec.submodule_search_locations[0]) / "package_data" / PLOTLY
    here = Path(__file__).parents[1] / "ui"  # beside the Python that mounts a chart
    return {PLOTLY: plotly} | {name: here / name for name in OUR_FILES}


@cache
def fingerprint() -> str:
    """Twelve characters that change whenever one of the files does."""
    digest = sha256()
    for name, path in files().items():
        digest.update(name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def base_path() -> str:
    """The path the app lives under, without a trailing slash; empty at the root."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def folder() -> str:
    """The address of the folder all files are served from, with a trailing slash."""
    return f"{base_path()}/hitechtex/{fingerprint()}/"


@cache
def share(path: Path) -> str:
    """The address of a file of boundaries, named for its content; from now on it is served.

    Sent once and kept by the browser, where in the figure it would travel with every redraw.
    Raises `ValueError` for any other kind of file.
    """
    if path.suffix != ".geojson":
        raise ValueError(f"{path.name} holds no boundaries; only .geojson files are served")
    name = f"{sha256(path.read_bytes()).hexdigest()[:12]}.geojson"
    _shared[name] = path
    return folder() + name


def served(name: str) -> Path | None:
    """The file that is served under a name; None where there is none."""
    return files().get(name) or _shared.get(name)


@cache
def streamlit_files() -> dict[str, Path]:
    """Streamlit's own text files, by request path: a table, so no path is ever resolved."""
    root = Path(file_util.get_static_dir())
    return {
        f"{base_path()}/{path.relative_to(root).as_posix()}": path
        for path in (root / "static").rglob("*")
        if path.suffix in MEDIA_TYPES
    }


def compressed(path: Path) -> bytes:
    """The file's bytes, gzipped once and kept: about 0.2 s for plotly.js, never again."""
    with _compressing:
        if path not in _compressed:
            _compressed[path] = gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)
    return _compressed[path]
