"""`data/*.toml` as frozen values: the catalogue that every other step is handed."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from hitechtex.catalog.codes import Codes, read_codes
from hitechtex.catalog.contracts import Contract, read_contracts
from hitechtex.catalog.forecasting import ForecastRules, read_forecast_rules
from hitechtex.catalog.health import Health, read_health
from hitechtex.catalog.indicators import Indicators, read_indicators
from hitechtex.catalog.project import Project, project_path, read_project
from hitechtex.catalog.public_record import PublicRecord, read_public_record
from hitechtex.catalog.rules import Countries, LumpSums, read_countries, read_lump_sums
from hitechtex.errors import UnknownName


@dataclass(frozen=True, eq=False)
class Catalog:
    """Everything that is declared, for one partnership."""

    project: Project
    contracts: dict[str, Contract]
    indicators: Indicators
    codes: Codes
    lump_sums: LumpSums
    countries: Countries
    forecast: ForecastRules = field(default_factory=read_forecast_rules)
    public_record: PublicRecord = field(default_factory=PublicRecord)
    health: Health = field(default_factory=read_health)

    def contract(self, dataset: str) -> Contract:
        """Return the contract of `dataset`; raise UnknownName with the nearest one."""
        if dataset not in self.contracts:
            raise UnknownName("dataset", dataset, self.contracts)
        return self.contracts[dataset]


def read_catalog(path: Path | None = None) -> Catalog:
    """Return the catalogue of the partnership in `path` (default: the one in force)."""
    return _read_catalog((path or project_path()).resolve())


@cache
def _read_catalog(path: Path) -> Catalog:
    project = read_project(path)
    codes = read_codes()
    return Catalog(
        project=project,
        contracts=read_contracts(),
        indicators=read_indicators(),
        codes=codes,
        lump_sums=read_lump_sums(project.file(project.rules.lump_sums)),
        countries=read_countries(project.file(project.rules.countries)),
        public_record=read_public_record(project, codes["record_kinds"]),
    )
