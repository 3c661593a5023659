"""Files for spreadsheets: text stays text, numbers stay numbers."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest

from hitechtex.catalog.units import unit_of
from hitechtex.query.export import as_csv
from hitechtex.query.result import Column, Result


def of(*values: object) -> Result:
    columns = tuple(Column(f"c{place}", "", unit_of("c"), "") for place in range(len(values)))
    return Result("q", "", "", columns, (tuple(values),), {}, (), None, 1, "s")


def back(result: Result) -> list[str]:
    return list(csv.reader(io.StringIO(as_csv(result), newline="")))[1]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
def test_text_that_would_be_a_formula_is_text(text: str) -> None:
    assert back(of(text)) == [f"'{text}"]


def test_numbers_and_dates_are_exact_and_missing_is_blank() -> None:
    row = of(-5, Decimal("-1234567.89"), 0.1, date(2023, 3, 2), None, "plain, with comma")
    assert back(row) == ["-5", "-1234567.89", "0.1", "2023-03-02", "", "plain, with comma"]
