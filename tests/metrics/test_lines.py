"""How lines of work stand: statuses made by hand, the worst decides, and who is behind is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hitechtex import charts
from hitechtex.catalog import Catalog
from hitechtex.catalog.units import COUNT
from hitechtex.metrics import LineStatus, Questions, Status, Word, judge_lines
from hitechtex.query import Filters, open_engine
from hitechtex.store import current, open_store
from tests.charts.strategy_results import coming

TODAY = date(2023, 6, 14)


def said(
    indicator: str, word: Word, *, partner: str | None = None, value: float | None = 5,
    expected: float | None = 10,
) -> Status:  # fmt: skip
    return Status(
        indicator=indicator, partner=partner, value=value, unit=COUNT, n=9, target=20,
        expected=expected, word=word, as_of=TODAY,
    )  # fmt: skip


STATUSES = (
    said("exchanges_achieved", Word.ON_TRACK),
    said("sme_share", Word.WATCH),
    said("sme_share", Word.WATCH, partner="ntt", value=8),
    said("sme_share", Word.OFF_TRACK, partner="clutex", value=2),
    said("sme_share", Word.REACHED, partner="citeve", value=1),
    said("exchanges_achieved", Word.OFF_TRACK, partner="ateval", value=0),
    said("training_sessions", Word.OFF_TRACK),
    said("pilot_actions", Word.NO_DATA, value=None),
)


def test_the_worst_indicator_decides_and_the_furthest_partner_is_named(catalog: Catalog) -> None:
    lines = {each.line.id: each for each in judge_lines(STATUSES, catalog)}
    exchanges = lines["clusterxchange"]
    assert (exchanges.word, exchanges.reason) == (Word.WATCH, STATUSES[1])
    # ateval is behind on another indicator, citeve is not behind
    assert exchanges.behind is STATUSES[3]
    assert lines["training"].behind is None
    assert (lines["collaboration"].word, lines["collaboration"].reason) == (Word.NO_DATA, None)
    assert (lines["strategy"].word, lines["strategy"].reason) == (Word.NO_TARGET, None)


def test_the_worst_line_comes_first_else_the_projects_order(catalog: Catalog) -> None:
    words = [each.word for each in judge_lines(STATUSES, catalog)]
    assert words[:2] == [Word.OFF_TRACK, Word.WATCH]
    assert words[-1] is Word.NO_DATA
    untold = judge_lines((), catalog)
    measured = {each.line for each in catalog.indicators.indicators}
    assert [each.line.id for each in untold] == [
        line.id for line in catalog.project.lines if line.id in measured
    ]


def test_where_less_is_better_the_partner_with_most_is_furthest_behind(catalog: Catalog) -> None:
    late = said("days_to_validation", Word.OFF_TRACK, value=40, expected=20)
    one, other = (replace(late, partner=name, value=days) for name, days in
                  (("ntt", 30), ("clutex", 60)))  # fmt: skip
    (line, *_) = judge_lines((late, one, other), catalog)
    assert line.behind is other


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        (Word.OFF_TRACK, "How to catch up on “Training sessions”"),
        (Word.WATCH, "Whether to act on “Training sessions” now"),
        (Word.ON_TRACK, "Nothing: “Training sessions” is nearest to its limit"),
        (Word.REACHED, "Whether to raise the target for “Training sessions”"),
        (Word.NOT_DUE, "Nothing yet"),
        (Word.NO_TARGET, "Which target this line is measured by"),
        (Word.NO_DATA, "Who brings the data of this line"),
    ],
)
def test_every_word_has_its_decision(catalog: Catalog, word: Word, sentence: str) -> None:
    rows = _rows(judge_lines((said("training_sessions", word),), catalog), catalog)
    assert rows["Training and coaching"][3].startswith(sentence)


def test_the_panel_says_why_who_and_what_comes(catalog: Catalog) -> None:
    panel = charts.line_statuses(judge_lines(STATUSES, catalog), coming(), catalog)
    assert panel.title == "2 of 2 lines of work are behind their plan"
    assert panel.takeaway.startswith("Training and coaching: Off track. Training sessions: 5; 10")
    rows = _rows(judge_lines(STATUSES, catalog), catalog)
    assert rows["ClusterXchange"][3] == "How CLUTEX catches up: it has 2 of 10 due by now."
    assert rows["ClusterXchange"][4] == "No milestone is planned."
    late = "Second round by 1 Sep 2023 (NTT); 1 milestone is late."
    assert rows["Training and coaching"][4] == late
    assert rows["Joint collaboration"][4] == "Nothing more is planned; 1 milestone is late."
    assert rows["Joint strategy and service portfolio"][4] == "Portfolio by 2 Oct 2023."


def _rows(lines: tuple[LineStatus, ...], catalog: Catalog) -> dict[str, tuple[str, ...]]:
    panel = charts.line_statuses(lines, coming(), catalog)
    assert panel.table is not None
    return {row[0]: row for row in panel.table.rows}


def test_under_a_filter_without_a_plan_no_line_has_a_target(
    sample_store: Path, catalog: Catalog
) -> None:
    engine = open_engine(current(open_store(sample_store)), catalog)
    planned = Questions(engine).lines()
    unplanned = Questions(engine, Filters(modes=("physical",))).lines()
    engine.close()
    assert any(each.word in (Word.WATCH, Word.OFF_TRACK) for each in planned)
    assert {each.word for each in unplanned} == {Word.NO_TARGET}
