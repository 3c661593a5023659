"""What kinds of organisation visit, and what kinds host?"""

from __future__ import annotations

from collections.abc import Mapping

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.forms import Bar
from hitechtex.charts.forms_rows import TwoBars, two_columns
from hitechtex.charts.labels import heading
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_from
from hitechtex.charts.theme import ACTUAL, OTHERS
from hitechtex.query.result import Result

COLUMNS = ("organisation_type", "visiting_exchanges", "hosting_exchanges")
Types = Mapping[str | None, int]


def organisation_types(result: Result, catalog: Catalog) -> Panel:
    """Return exchanges by type of visitor and by type of host, side by side on one scale."""
    visiting, hosting = (_side(result, side) for side in ("visiting", "host"))
    if result.is_empty or not (any(visiting.values()) or any(hosting.values())):
        return nothing("organisation_types", [result], catalog)
    codes = _order(visiting, hosting, catalog)
    rows = [_row(code, visiting, hosting, catalog) for code in codes]
    figure = two_columns(rows, heads=(heading(COLUMNS[1]), heading(COLUMNS[2])))
    exact = [(code, visiting.get(code, 0), hosting.get(code, 0)) for code in codes]
    return Panel(
        id="organisation_types",
        title=_leading("title", visiting, catalog),
        subtitle=say("charts.organisation_types.subtitle", scope=scope(result, catalog)),
        takeaway=_leading("takeaway", hosting, catalog),
        note=note([result], catalog),
        results=(result,),
        figure=figure,
        table=table_from(exact, catalog, caption=result.question, columns=COLUMNS),
        height=int(figure.layout.height),
        selects="organisation_types",
    )


def _side(result: Result, side: str) -> dict[str | None, int]:
    """Return the exchanges by type of one side, visiting or host."""
    return {
        row["organisation_type"]: row["exchanges"]
        for row in result.records()
        if row["side"] == side
    }


def _order(visiting: Types, hosting: Types, catalog: Catalog) -> list[str | None]:
    """Return every type, those that visit most first; "not given" last where it occurs."""
    listed = [*catalog.codes["organisation_types"]]
    rest = sorted({code for code in (*visiting, *hosting) if code} - set(listed))
    codes: list[str | None] = sorted([*listed, *rest], key=lambda code: -visiting.get(code, 0))
    return codes + ([None] if visiting.get(None) or hosting.get(None) else [])


def _row(code: str | None, visiting: Types, hosting: Types, catalog: Catalog) -> TwoBars:
    label = _label(code, catalog)
    count = {COLUMNS[1]: visiting.get(code, 0), COLUMNS[2]: hosting.get(code, 0)}
    colour = OTHERS if code is None else ACTUAL
    left, right = (
        Bar(
            label,
            value,
            numbers.count(value),
            # Only visitors' types are a filter, so only they can be chosen.
            key=(code or "") if side == COLUMNS[1] else "",
            words=say(
                "charts.words", label=f"{label}, {heading(side)}", count=numbers.count(value)
            ),
            colour=colour,
        )
        for side, value in count.items()
    )
    return TwoBars(label, left, right)


def _label(code: str | None, catalog: Catalog) -> str:
    return catalog.codes.label("organisation_types", code) if code else numbers.missing()


def _leading(text: str, side: Types, catalog: Catalog) -> str:
    """Return the most frequent known type of a side, of those whose type is given."""
    known = {code: count for code, count in side.items() if code and count}
    if not known:
        return say(f"charts.organisation_types.{text}_none")
    code = max(known, key=lambda name: known[name])
    share = numbers.of_total(known[code], sum(known.values()))
    return say(f"charts.organisation_types.{text}", label=_label(code, catalog), share=share)
