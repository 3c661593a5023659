"""Every example is a partnership of its own whose mappings fit the contracts, data or not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from hitechtex.catalog import read_catalog
from hitechtex.catalog.project import DATA
from hitechtex.ingest.mapping import read_mapping

EXAMPLES = sorted((DATA.parent / "examples").iterdir())
MAPPINGS = [
    path
    for path in sorted((DATA.parent / "examples").rglob("*.toml"))
    if "dataset" in tomllib.loads(path.read_text(encoding="utf-8"))
]


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_stands_alone(folder: Path) -> None:
    project = read_catalog(folder / "project.toml").project
    assert all(project.file(path).exists() for path in (project.map.regions, project.map.land))
    assert len({partner.colour for partner in project.partners}) == len(project.partners)
    says = (folder / "README.md").read_text(encoding="utf-8")
    for path in MAPPINGS:
        if path.parent == folder:
            assert path.name in says


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: f"{path.parent.name} {path.stem}")
def test_a_mapping_fits_its_contract_and_partners(path: Path) -> None:
    catalog = read_catalog(path.parent / "project.toml")
    dataset = tomllib.loads(path.read_text(encoding="utf-8"))["dataset"]
    contract = catalog.contract(dataset)
    mapping = read_mapping(path, contract)
    known = {*catalog.project.partner_ids, ""}
    for source in mapping.fields[contract.partner].sources:
        assert {*source.values.values(), source.constant} <= known
