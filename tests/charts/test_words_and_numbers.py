"""Numbers as they are read, tables and their names, notes, and every text that is asked for."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import read_texts
from hitechtex.catalog.units import COUNT, UNITS
from hitechtex.charts import forms_time, map_places, numbers
from hitechtex.charts.labels import region_name
from hitechtex.charts.notes import narrowed, note
from hitechtex.charts.tables import table_of
from hitechtex.query.result import Source
from tests.charts import results

CHARTS = Path(__file__).resolve().parents[2] / "hitechtex" / "charts"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (numbers.count(1234), "1,234"),
        (numbers.count(None), "not given"),
        (numbers.count(0), "0"),
        (numbers.euros(Decimal("1234.50")), "€1,234"),
        (numbers.percent(0.725), "72%"),
        (numbers.days(1), "1 day"),
        (numbers.days(12.5), "12.5 days"),
        (numbers.of_total(3, 7), "3 of 7"),
        (numbers.of_total(3, 19), "3 of 19"),
        (numbers.of_total(5, 20), "5 (25%)"),
        (numbers.of_total(0, 20), "0"),
        (numbers.of_total(0, 7), "0 of 7"),
        (numbers.of_total(None, 7), "not given"),
        (numbers.of_total(3, 0), "3"),
        (numbers.shown(81.4, COUNT), "81.4"),
        (numbers.shown(4.27, UNITS["_score"]), "4.3 of 5"),
        (numbers.day(date(2023, 3, 2)), "2 Mar 2023"),
        (numbers.month(date(2023, 3, 2)), "Mar 2023"),
        (numbers.country("TR"), "Türkiye"),
        (numbers.country("QQQ"), "QQQ"),
        (numbers.listed(["a", "b", "c"]), "a, b, and c"),
    ],
)
def test_numbers_are_written_for_a_reader(written: str, expected: str) -> None:
    assert written == expected


def test_numbers_follow_the_language() -> None:
    assert numbers.decimal(1234.5, 1, language="pt_PT") == "1\N{NO-BREAK SPACE}234,5"
    assert numbers.decimal(1234.5, 1, language="it") == "1.234,5"
    assert numbers.percent(0.87, language="tr") == "%87"


@given(st.lists(st.one_of(st.none(), st.integers(0, 1000)), max_size=8))
def test_a_sum_over_nothing_is_nothing(values: list[int | None]) -> None:
    known = [value for value in values if value is not None]
    assert numbers.total(values) == (sum(known) if known else None)


@given(st.lists(st.floats(0, 300), min_size=1, max_size=6), st.floats(5, 40))
def test_labels_pushed_apart_keep_their_order_and_their_gap(
    places: list[float], gap: float
) -> None:
    moved = forms_time.spread(places, gap)
    order = sorted(range(len(places)), key=lambda index: places[index])
    steps = [moved[b] - moved[a] for a, b in pairwise(order)]
    assert all(step >= gap - 1e-6 for step in steps)
    assert sum(moved) == pytest.approx(sum(places), abs=1e-6)  # none runs away


def test_labels_far_apart_stay_where_they_are() -> None:
    assert forms_time.spread([10, 100, 50], 19) == [10, 100, 50]
    assert forms_time.spread([50, 50], 20) == [40, 60]


def test_counts_on_arcs_keep_clear_of_what_is_there() -> None:
    along = [float(step) for step in range(9)]  # a path from 0 to 8 east on the equator
    path = (along, [0.0] * 9)
    # The middle part is 3, 4, 5; with something at 5 the farthest is 3, then 5 from that 3 … 4
    assert map_places.free_places([path], [(5.0, 0.0)]) == [(3.0, 0.0)]
    assert map_places.free_places([path, path], [(0.0, 0.0)]) == [(5.0, 0.0), (3.0, 0.0)]


def test_a_table_keeps_exact_values_beside_those_shown(catalog: Catalog) -> None:
    rows = [(None, Decimal("1234.56"), None), ("citeve", Decimal("0.40"), 3)]
    made = table_of(results.result("q", "partner lump_sum_eur exchanges", rows), catalog)
    assert made.columns == ("Partner", "Lump sum", "Exchanges")
    assert made.rows == (("Partnership", "€1,235", "not given"), ("CITEVE", "€0", "3"))
    assert made.exact == ((None, Decimal("1234.56"), None), ("citeve", Decimal("0.40"), 3))


def test_elsewhere_is_not_missing(catalog: Catalog) -> None:
    assert region_name(catalog, "other") == "Elsewhere"
    assert region_name(catalog, None) == "not given"
    assert region_name(catalog, "FR10") == "FR10"


def test_a_note_says_where_from_how_many_and_what_is_left_out(catalog: Catalog) -> None:
    source = Source("exchanges", 2, ("b1", "b2"), ("citeve", "ntt"), True)
    made = results.result("q", "partner", [], n=1, sources=(source,), left_out=("One is masked.",))
    assert note([made], catalog) == (
        "Source: sample data, exchanges (2 files of CITEVE, NTT). Data to 14 Jun 2023. "
        "n = 1 record. One is masked. Provisional."
    )
    assert note([replace(made, final=True)], catalog).endswith("Final.")
    # Two results are final together; sources that both rest on are counted once.
    both = [replace(made, final=True), made]
    assert note(both, catalog).endswith("Provisional.")
    some = replace(made, sources=(replace(source, is_sample=False, approved_files=1),))
    assert note([some, some], catalog).endswith("Provisional: 1 of 2 files are approved.")
    assert note([], catalog) == ""


def test_a_note_repeats_nothing(catalog: Catalog) -> None:
    made = results.result("q", "partner", [], left_out=("One is masked.",))
    assert note([made, made], catalog).count("One is masked.") == 1


def test_filters_are_said_in_words(catalog: Catalog) -> None:
    filters = {
        "first_day": date(2022, 2, 1), "last_day": None, "partners": ("citeve", "ntt"),
        "regions": ("TR3",), "organisation_types": ("sme",), "modes": None,
        "visiting_regions": ("PT11",),
    }  # fmt: skip
    assert narrowed(filters, catalog) == [
        "since 1 Feb 2022", "CITEVE, NTT", "Ege", "SME", "visitors from Norte",
    ]  # fmt: skip
    assert narrowed({}, catalog) == []


def asked_for() -> set[str]:
    """Return every text that the charts name, with `.*` where a part of the name is computed."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(CHARTS.glob("*.py")))
    named = re.findall(r'say\(\s*f?"((?:charts|status)\.[^"]+)"', source)
    return {re.sub(r"\\\{[^}]*\\?\}", ".*", re.escape(name)) for name in named}


def test_every_text_that_is_asked_for_is_written() -> None:
    texts = read_texts()
    unwritten = [n for n in asked_for() if not any(re.fullmatch(n, text) for text in texts)]
    assert unwritten == []


def test_no_text_is_written_for_nobody() -> None:
    computed = {"charts.column", "charts.what", "charts.dataset", "charts.issue", "charts.side"}
    patterns = asked_for()
    unasked = [
        text
        for text in read_texts()
        if text.startswith("charts.")
        and text.rpartition(".")[0] not in computed
        and not any(re.fullmatch(pattern, text) for pattern in patterns)
    ]
    assert unasked == []
