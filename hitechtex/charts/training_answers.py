"""Did the training work? What people answered, and what they knew before and after."""

from __future__ import annotations

from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.catalog.units import UNITS
from hitechtex.charts import numbers
from hitechtex.charts.forms_answers import Answers, likert
from hitechtex.charts.forms_slopes import Slope, slopes
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_from
from hitechtex.charts.theme import OTHERS
from hitechtex.charts.training import ROWS, part_colour, part_name
from hitechtex.query.result import Result

SCORE, POINTS = UNITS["_score"], UNITS["_points"]
SCALE = tuple(range(1, 6))
DIVISIONS = ("kind", "organiser")
ANSWERED = (
    "divided_by", "part", "satisfaction_score", "answers", "response_share",
    *(f"answers_{score}" for score in SCALE), *(f"answers_{score}_share" for score in SCALE),
)  # fmt: skip
LEARNED = ("divided_by", "part", "matched_people", "pre_points", "post_points", "gain_points")
NAMES = 196  # pixels for the names at the right of the slopes
Row = dict[str, Any]


def satisfaction_answers(whole: Result, parts: Result, catalog: Catalog) -> Panel:
    """Return answers by kind and organiser as diverging bars, each with mean, n and response."""
    rows = [r for r in parts.records() if r["divided_by"] in DIVISIONS and r["answers"]]
    partnership = next((row for row in whole.records() if row["partner"] is None), None)
    if whole.is_empty or partnership is None or not partnership["answers"] or not rows:
        return nothing("satisfaction_answers", [whole, parts], catalog, what="answers")
    rows = sorted(rows, key=lambda row: DIVISIONS.index(row["divided_by"]))
    heads = [say(f"charts.satisfaction_answers.{name}") for name in ("low", "high", "middle")]
    figure = likert(
        [_answers(row, rows[:place], catalog) for place, row in enumerate(rows)],
        heads=(heads[0], heads[1], heads[2]),
    )
    return Panel(
        id="satisfaction_answers",
        title=_satisfied(partnership),
        subtitle=say("charts.satisfaction_answers.subtitle", scope=scope(whole, catalog)),
        takeaway=_responded(partnership),
        note=note([whole, parts], catalog),
        results=(whole, parts),
        figure=figure,
        table=table_from([_answer_row(row, catalog) for row in rows], catalog,
                         caption=whole.question, columns=ANSWERED, blank="–"),
        height=int(figure.layout.height),
        rows_query=ROWS,
    )  # fmt: skip


def _satisfied(row: Row) -> str:
    places = {"mean": numbers.decimal(row["satisfaction_score"], 2),
              "n": row["answers"], "count": numbers.count(row["answers"])}  # fmt: skip
    if row["low_score"] is None:
        return say("charts.satisfaction_answers.title_bare", **places)
    ends = (numbers.decimal(row[name], 2) for name in ("low_score", "high_score"))
    return say("charts.satisfaction_answers.title", low=next(ends), high=next(ends), **places)


def _responded(row: Row) -> str:
    if not row["asked_people"]:
        return say("charts.satisfaction_answers.nobody_asked")
    response = numbers.of_total(row["of_asked_answers"], row["asked_people"])
    asked = numbers.count(row["asked_people"])
    return say("charts.satisfaction_answers.takeaway", response=response, asked=asked)


def _single(row: Row) -> list[int]:
    """Return the single answers 1 to 5; nothing where only means are known."""
    return [row[f"answers_{score}"] for score in SCALE if row[f"answers_{score}"] is not None]


def _shares(row: Row) -> tuple[float, ...]:
    single = _single(row)
    return tuple(count / sum(single) for count in single) if sum(single) else ()


def _answers(row: Row, above: list[Row], catalog: Catalog) -> Answers:
    label, shares = part_name(row, catalog), _shares(row)
    is_first = not any(other["divided_by"] == row["divided_by"] for other in above)
    said = [
        numbers.shown(row["satisfaction_score"], SCORE),
        say("charts.satisfaction_answers.n", n=row["answers"], count=numbers.count(row["answers"])),
        _response(row),
        "" if shares else say("charts.satisfaction_answers.means_only"),
    ]
    return Answers(
        label=label,
        shares=shares,
        said=" · ".join(part for part in said if part),
        key=f"{row['divided_by']}:{row['part'] or ''}",
        words=tuple(
            say("charts.satisfaction_answers.words", label=label, score=score,
                count=numbers.of_total(count, sum(_single(row))))
            for score, count in zip(SCALE, _single(row), strict=False)
        ),
        heading=say(f"charts.training.by.{row['divided_by']}") if is_first else "",
    )  # fmt: skip


def _rate(row: Row) -> float | None:
    return row["of_asked_answers"] / row["asked_people"] if row["asked_people"] else None


def _response(row: Row) -> str:
    rate = _rate(row)
    return "" if rate is None else say("charts.satisfaction_answers.rate",
                                       share=numbers.percent(rate))  # fmt: skip


def _answer_row(row: Row, catalog: Catalog) -> tuple[Any, ...]:
    return (
        say(f"charts.training.by.{row['divided_by']}"), part_name(row, catalog),
        row["satisfaction_score"], row["answers"], _rate(row),
        *(row[f"answers_{score}"] for score in SCALE),
        *(_shares(row) or (None,) * len(SCALE)),
    )  # fmt: skip


def learning_slopes(whole: Result, parts: Result, catalog: Catalog) -> Panel:
    """Return scores before and after by kind and organiser, of people who sat both tests."""
    rows = [r for r in parts.records() if r["divided_by"] in DIVISIONS and r["matched_people"]]
    partnership = next((row for row in whole.records() if row["partner"] is None), None)
    if whole.is_empty or partnership is None or not partnership["matched_people"] or not rows:
        return nothing("learning_slopes", [whole, parts], catalog, what="tests")
    figure = slopes(
        [_slope(row, catalog) for row in rows],
        heads=(say("charts.learning_slopes.before"), say("charts.learning_slopes.after")),
        right=NAMES,
    )
    gain, matched = numbers.decimal(partnership["gain_points"], 1), partnership["matched_people"]
    return Panel(
        id="learning_slopes",
        title=say("charts.learning_slopes.title", n=matched, gain=gain,
                  count=numbers.count(matched)),
        subtitle=say("charts.learning_slopes.subtitle", scope=scope(whole, catalog)),
        takeaway=_between(partnership),
        note=note([whole, parts], catalog),
        results=(whole, parts),
        figure=figure,
        table=table_from([_learned_row(row, catalog) for row in rows], catalog,
                         caption=whole.question, columns=LEARNED),
        height=int(figure.layout.height),
        rows_query=ROWS,
    )  # fmt: skip


def _between(row: Row) -> str:
    if row["low_points"] is None:
        return say("charts.learning_slopes.no_interval")
    low, high = (numbers.decimal(row[name], 1) for name in ("low_points", "high_points"))
    return say("charts.learning_slopes.takeaway", low=low, high=high)


def _slope(row: Row, catalog: Catalog) -> Slope:
    label, count = part_name(row, catalog), numbers.count(row["matched_people"])
    before, after = (numbers.decimal(row[name], 1) for name in ("pre_points", "post_points"))
    gain = numbers.decimal(row["post_points"] - row["pre_points"], 1)
    places = {"label": label, "gain": gain, "n": row["matched_people"], "count": count}
    return Slope(
        label=label,
        before=row["pre_points"],
        after=row["post_points"],
        said=say("charts.learning_slopes.row", after=numbers.decimal(row["post_points"], 0),
                 **places),
        colour=part_colour(row, catalog) if row["divided_by"] == "organiser" else OTHERS,
        key=f"{row['divided_by']}:{row['part'] or ''}",
        words=say("charts.learning_slopes.words", before=before, after=after, **places),
    )  # fmt: skip


def _learned_row(row: Row, catalog: Catalog) -> tuple[Any, ...]:
    return (
        say(f"charts.training.by.{row['divided_by']}"), part_name(row, catalog),
        row["matched_people"], row["pre_points"], row["post_points"],
        row["post_points"] - row["pre_points"],
    )  # fmt: skip
