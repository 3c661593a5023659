"""Totals of a partner's own sheet are held against the rows that were taken from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hitechtex.catalog import Catalog
from hitechtex.ingest import ingest, understand
from hitechtex.ingest.mending import mend

HEAD = "Exchange id;Partner;Visitor;Status;Working days;Visitor satisfaction;Lump sum"
ROWS = ("E-1;ntt;A;paid;3;4;1.234,50 €", "E-2;ntt;B;paid;4;5;780,00")
LATER = ("E-3;ntt;C;paid;5;3;390,00",)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((*ROWS, "Total;;;;7;4,5;2.014,50 €"), ()),
        ((*ROWS, "Total;;;;7;;2014.5"), ()),
        ((*ROWS, "Subtotal;;;;7;;2.014,50", *LATER, "Total;;;;12;;2.404,50"), ()),
        ((*ROWS, "Subtotal;;;;7;;2.014,50", *LATER, "Subtotal;;;;5;;390,00"), ()),
        (
            (*ROWS, "Total;;;;7;;2.104,50 €"),
            ("The total in row 4 gives 2.104,50 € for “Lump sum”; the rows accepted add up to "
             "2014.5.",),
        ),
        (
            (*ROWS, "E-4;ntt;D;paid;x;4;390,00", "Total;;;;7;;2.404,50"),
            ("The total in row 5 gives 2.404,50 for “Lump sum”; the rows accepted add up to "
             "2014.5. 1 row is set aside and not in that sum.",),
        ),
        (
            (*ROWS, *LATER, "Total;;;;1200;;2.404,50"),
            ("The total in row 5 gives 1200 for “Working days”; the rows accepted add up to 12.",),
        ),
    ],
    ids=["equal", "true-number", "grand", "parts", "differs", "waits", "whole"],
)  # fmt: skip
def test_a_total_that_differs_is_said_and_no_other(
    catalog: Catalog, tmp_path: Path, lines: tuple[str, ...], said: tuple[str, ...]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("\n".join((HEAD, *lines)) + "\n", encoding="utf-8")
    found = understand(path, catalog=catalog, dataset="exchanges", partner="ntt")
    assert not found.questions, found.questions
    batch = ingest(path, dataset="exchanges", catalog=catalog, key=b"k" * 32, understanding=found)
    assert tuple(each for each in batch.left_out if "add up" in each) == said
    assert any("is a total" in each for each in batch.left_out)


def test_what_does_not_add_up_is_held_against_no_total(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(
        "Indicator;Partner;Month;Value;Kind;Version;Set on\n"
        "exchanges_achieved;ntt;6;3;cumulative;v1;2022-02-01\n"
        "exchanges_achieved;ntt;12;9;cumulative;v1;2022-02-01\n"
        "Total;;12;9;;;\n",
        encoding="utf-8",
    )
    found = understand(path, catalog=catalog, dataset="targets", partner="ntt")
    batch = ingest(path, dataset="targets", catalog=catalog, key=b"k" * 32, understanding=found)
    assert batch.accepted == 2
    assert any("is a total" in each for each in batch.left_out)
    assert not any("add up" in each for each in batch.left_out)


def test_a_mended_row_counts_towards_the_total(catalog: Catalog, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    lines = (HEAD, *ROWS, "E-4;ntt;D;paid;x;4;390,00", "Total;;;;;;2.404,50")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = understand(path, catalog=catalog, dataset="exchanges", partner="ntt")
    given: dict[str, Any] = {"catalog": catalog, "key": b"k" * 32}
    batch = ingest(path, dataset="exchanges", understanding=found, **given)
    assert any("add up" in each for each in batch.left_out)
    mended = mend(batch, {4: {"Working days": "5"}}, found, **given)
    assert mended.accepted == 3
    assert not any("add up" in each for each in mended.left_out)
