"""Who brings what share of the whole, where the numbers of partners add up."""

from __future__ import annotations

from collections.abc import Sequence

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.forms_share import Part, Whole, shares
from hitechtex.charts.labels import partner_colour, partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import WITHIN, Panel
from hitechtex.charts.tables import table_from
from hitechtex.charts.theme import OTHERS
from hitechtex.metrics.status import Status
from hitechtex.query.result import Result

PARTS = ("indicator", "partner", "actual", "part_share")


def partner_shares(
    statuses: Sequence[Status],
    known: Result,
    catalog: Catalog,
    *,
    chosen: Sequence[str] | None,
    others: Sequence[Result] = (),
) -> Panel:
    """Return each partner's share of what the partnership has, where partners' values add up.

    `statuses` are those of all partners; with `chosen` the others are one part in grey.
    """
    if known.is_empty:
        return nothing("partner_shares", [known], catalog)
    adding = catalog.indicators.shared_out
    wholes = [
        (status, _parts(statuses, status, catalog, chosen))
        for status in statuses
        if status.partner is None and status.value and status.indicator in adding
    ]
    drawn = [(status, parts) for status, parts in wholes if parts]
    words = "" if drawn else say("charts.partner_shares.none")
    figure = shares([_whole(status, parts, catalog) for status, parts in drawn]) if drawn else None
    lines = [
        (status.indicator, partner, value, value / status.value)
        for status, parts in drawn
        for partner, value in parts
        if status.value
    ]
    caption = say("charts.partner_shares.caption")
    made = table_from(lines, catalog, caption=caption, columns=PARTS, blank=say("charts.rest"))
    return Panel(
        id="partner_shares",
        title=_shares_title(drawn, catalog, chosen),
        subtitle=say("charts.partner_shares.subtitle", scope=scope(known, catalog)),
        takeaway=words or say("charts.partner_shares.takeaway"),
        note=note([known, *others], catalog),
        results=(known, *others),
        figure=figure,
        table=made if drawn else None,
        empty=words,
        height=int(figure.layout.height) if figure else 0,
        span=2,
        selects="indicator" if figure else "",
    )


def _parts(
    statuses: Sequence[Status], whole: Status, catalog: Catalog, chosen: Sequence[str] | None
) -> list[tuple[str | None, float]]:
    """Return partners and their values, in the order of the project; None is all others."""
    given = {
        status.partner: status.value
        for status in statuses
        if status.indicator == whole.indicator and status.partner is not None and status.value
    }
    named = [name for name in catalog.project.partner_ids if not chosen or name in chosen]
    parts: list[tuple[str | None, float]] = [(n, given[n]) for n in named if n in given]
    rest = (whole.value or 0) - sum(value for _, value in parts)
    return [*parts, (None, rest)] if rest > 1e-9 else parts


def _whole(status: Status, parts: list[tuple[str | None, float]], catalog: Catalog) -> Whole:
    value = numbers.shown(status.value, status.unit)
    return Whole(
        label=catalog.indicators[status.indicator].label,
        said=value,
        parts=tuple(_part(status, partner, part, catalog) for partner, part in parts),
    )


def _part(status: Status, partner: str | None, value: float, catalog: Catalog) -> Part:
    share = value / status.value if status.value else 0.0
    name = say("charts.rest") if partner is None else partner_name(catalog, partner)
    said = numbers.shown(value, status.unit)
    words = say(
        "charts.partner_shares.words",
        partner=name,
        value=said,
        share=numbers.percent(share),
        label=catalog.indicators[status.indicator].label,
    )
    key = f"{status.indicator}{WITHIN}{partner}" if partner else ""
    colour = OTHERS if partner is None else partner_colour(catalog, partner)
    return Part(share, said, key, words, colour)


def _shares_title(
    drawn: Sequence[tuple[Status, list[tuple[str | None, float]]]],
    catalog: Catalog,
    chosen: Sequence[str] | None,
) -> str:
    """Return the first indicator's finding: who has most of it, or what the chosen one has."""
    if not drawn:
        return say("charts.partner_shares.question")
    status, parts = drawn[0]
    named = [(partner, value) for partner, value in parts if partner is not None]
    if not named:
        return say("charts.partner_shares.question")
    partner, value = max(named, key=lambda each: each[1])
    key = "title_of" if chosen and len(chosen) == 1 else "title"
    return say(
        f"charts.partner_shares.{key}",
        partner=partner_name(catalog, partner),
        value=numbers.shown(value, status.unit),
        whole=numbers.shown(status.value, status.unit),
        label=catalog.indicators[status.indicator].label,
    )
