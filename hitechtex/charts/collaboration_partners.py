"""Whose exchanges lead further, and whose reach beyond: a count of those that can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import forms, numbers
from hitechtex.charts.forms import Bar
from hitechtex.charts.labels import partner_colour, partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_of
from hitechtex.query.result import Result

Row = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A part of what can be told: the columns of it, of what can be told, of all."""

    name: str
    some: str
    told: str
    all: str


FOLLOW_UPS = Part(
    "follow_up_partners", "followed_exchanges", "answered_exchanges", "achieved_exchanges"
)
REACH = Part("reach_partners", "beyond_exchanges", "placed_exchanges", "achieved_exchanges")


def follow_up_partners(follow_ups: Result, catalog: Catalog) -> Panel:
    """Return the exchanges of each partner that led to something, of those that say."""
    return _by_partner(FOLLOW_UPS, follow_ups, catalog)


def reach_partners(reach: Result, catalog: Catalog) -> Panel:
    """Return the exchanges of each partner that reach beyond the regions, of those placed."""
    return _by_partner(REACH, reach, catalog)


def _by_partner(part: Part, result: Result, catalog: Catalog) -> Panel:
    whole = next((row for row in result.records() if row["partner"] is None), {})
    if not whole.get(part.all):
        return nothing(part.name, [result], catalog, what="achieved")
    rows = [row for row in result.records() if row["partner"] is not None]
    rows.sort(key=lambda row: -row[part.some])
    figure = forms.bars([_bar(part, row, catalog) for row in rows])
    some, told = whole[part.some], whole[part.told]
    places = {"some": numbers.count(some), "all": numbers.count(told)}
    form = "title" if told else "title_none"
    return Panel(
        id=part.name,
        title=say(f"charts.{part.name}.{form}", n=told, **places),
        subtitle=say(f"charts.{part.name}.subtitle", scope=scope(result, catalog)),
        takeaway=_most(part, rows, whole, catalog),
        note=note([result], catalog),
        results=(result,),
        figure=figure,
        table=table_of(result, catalog, columns=("partner", part.some, part.told, part.all)),
        height=int(figure.layout.height),
        selects="partners",
    )


def _bar(part: Part, row: Row, catalog: Catalog) -> Bar:
    """Return one partner; who cannot be told has no bar, which is not a bar of none."""
    label, some, told = partner_name(catalog, row["partner"]), row[part.some], row[part.told]
    said = numbers.of_total(some, told) if told else say(f"charts.{part.name}.silent")
    words = say("charts.words", label=label, count=said)
    colour = partner_colour(catalog, row["partner"])
    return Bar(label, some if told else None, said, row["partner"], words, colour)


def _most(part: Part, rows: Sequence[Row], whole: Row, catalog: Catalog) -> str:
    """Return whose count is highest, and how many exchanges cannot be told."""
    sentence = say(f"charts.{part.name}.none")
    if rows and rows[0][part.some]:
        most = numbers.of_total(rows[0][part.some], rows[0][part.told])
        name = partner_name(catalog, rows[0]["partner"])
        sentence = say(f"charts.{part.name}.most", partner=name, most=most)
    silent = whole[part.all] - whole[part.told]
    if not silent:
        return sentence
    left = say(f"charts.{part.name}.left_out", n=silent, count=numbers.count(silent))
    return f"{sentence} {left}"
