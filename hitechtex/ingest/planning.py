"""Somebody sets a plan on the page: a version is a batch like any file, appended and undoable."""

from __future__ import annotations

import csv
import math
import tempfile
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.errors import FileRefused
from hitechtex.ingest import Batch, ingest
from hitechtex.ingest.reading import SAMPLE

DATASET = "targets"
PLAN_FILE = "plan-of-the-page.csv"
LONGEST_NAME = 60
LEVELS = frozenset({"share", "days", "points", "score", "ratio"})
"""Units of what is measured anew each time; anything else grows from nothing."""


def plan(
    given: Mapping[int, object],
    *,
    indicator: str,
    partner: str,
    version: str,
    on: date,
    catalog: Catalog,
    key: bytes,
    is_sample: bool = False,
    known: frozenset[str] = frozenset(),
    by: str = "",
) -> Batch:
    """Return the batch of one version of one plan; accepting it makes it count.

    `given` are cumulative values by project month, in the unit of the indicator; None is not
    given. `partner` is blank for the partnership. `known` are the versions that this plan has.
    On a store of sample data (`is_sample`) the version carries the sample's mark, so that invented
    and real rows stay apart. Raises FileRefused in words for whatever cannot be a plan.
    """
    values = {month: _number(month, value) for month, value in given.items() if value is not None}
    if not values:
        raise _refused("nothing")
    name = _name(version, is_sample=is_sample, known=known)
    if _is_level(indicator, catalog):
        values = {1: values[min(values)], **values}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / PLAN_FILE
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["indicator", "partner", "month", "value", "kind", "version", "set_on"])
            writer.writerows(
                [indicator, partner, month, f"{value:.4f}", "cumulative", name, on.isoformat()]
                for month, value in sorted(values.items())
            )
        return ingest(path, dataset=DATASET, catalog=catalog, key=key, all_or_nothing=True, by=by)


def falls(given: Mapping[int, object], indicator: str, catalog: Catalog) -> tuple[int, ...]:
    """Return the months for which a plan that adds up is lower than before; a level may fall."""
    if _is_level(indicator, catalog):
        return ()
    numbers = [
        (month, float(value))
        for month, value in sorted(given.items())
        if isinstance(value, int | float)
    ]
    return tuple(month for (_, before), (month, value) in pairwise(numbers) if value < before)


def _is_level(indicator: str, catalog: Catalog) -> bool:
    """Whether the plan is a level (a share, days), not a sum that grows from nothing."""
    return catalog.indicators[indicator].unit.name in LEVELS


def _number(month: int, value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(float(value)):  # type: ignore[arg-type]
        raise _refused("no_number", month=month, value=str(value)[:40])
    number = float(value)  # type: ignore[arg-type]
    if number < 0:
        raise _refused("negative", month=month, value=str(value)[:40])
    return number


def _name(version: str, *, is_sample: bool, known: frozenset[str]) -> str:
    """Return the version's name, with the sample's mark where it belongs to the sample."""
    name = " ".join(version.split())
    if not name or len(name) > LONGEST_NAME:
        raise _refused("no_name", most=LONGEST_NAME)
    if is_sample and not name.startswith(SAMPLE):
        name = f"{SAMPLE}{name}"
    elif not is_sample and name.startswith(SAMPLE):
        raise _refused("sample_name", mark=SAMPLE)
    if name in known:
        raise _refused("known", name=name)
    return name


def _refused(why: str, **places: Any) -> FileRefused:
    says, do = (say(f"planning.refused.{why}.{part}", **places) for part in ("says", "do"))
    return FileRefused(says, do=do)
