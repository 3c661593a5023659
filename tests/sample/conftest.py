"""What the tests of the sample share: reading its files, and partnerships of other shapes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.sample import write_sample
from tests.sample.files import read

DATA = Path(__file__).resolve().parents[2] / "data"
Write = Callable[..., Path]

HEAD = """
name = "Nordic Loom"
start = {start}
months = {months}
[texts]
funding_statement = "Funded by nobody."
disclaimer = "Invented."
[map]
regions = "{data}/boundaries/regions.geojson"
countries = "{data}/boundaries/countries.geojson"
land = "{data}/boundaries/land.geojson"
attribution = "{data}/boundaries/attribution.toml"
longitude = [-11.5, 33.0]
latitude = [34.5, 70.0]
[rules]
lump_sums = "{data}/rules/lump_sums.toml"
countries = "{data}/rules/countries.toml"
[[lines]]
id = "visits"
title = "Visits"
says = "Visits."
[[lines]]
id = "skills"
title = "Skills"
says = "Skills."
"""
REGION = """
[[regions]]
code = "{region}"
name = "{region}"
english = "{region}"
level = "NUTS 2"
country = "{country}"
"""
PARTNER = """
[[partners]]
id = "{id}"
name = "{id}"
seat = "{seat}"
latitude = {latitude}
longitude = {longitude}
region = "{region}"
country = "{country}"
colour = "#123456"
"""
NORDIC = (
    {"id": "loom", "seat": "Tampere", "latitude": 61.5, "longitude": 23.8}
    | {"region": "FI19", "country": "FI"},
    {"id": "wool", "seat": "Galway", "latitude": 53.3, "longitude": -9.1}
    | {"region": "IE04", "country": "IE"},
    {"id": "silk", "seat": "Soufli", "latitude": 41.2, "longitude": 26.3}
    | {"region": "EL51", "country": "GR"},
)


@pytest.fixture(scope="session")
def partnership(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Catalog]:
    """Return the catalogue of the first `partners` of three, over so many months."""

    def make(*, partners: int, months: int, start: str = "2025-01-01") -> Catalog:
        parts = [HEAD.format(data=DATA, start=start, months=months)]
        parts += [REGION.format(**each) for each in NORDIC[:partners]]
        parts += [PARTNER.format(**each) for each in NORDIC[:partners]]
        path = tmp_path_factory.mktemp("partnership") / "project.toml"
        path.write_text("".join(parts), encoding="utf-8")
        return read_catalog(path)

    return make


@pytest.fixture
def write(tmp_path: Path, catalog: Catalog) -> Write:
    """Write a sample into a folder of its own and return the folder."""

    def make(name: str = "out", **options: object) -> Path:
        out = tmp_path / name
        write_sample(out, **{"catalog": catalog, **options})  # type: ignore[arg-type]
        return out

    return make


@pytest.fixture(scope="session")
def shipped() -> Callable[[str], pd.DataFrame]:
    """Read a file of the sample that is shipped."""
    return lambda dataset: read(DATA / "sample", dataset)
