"""Who contributes? One small burn-up per partner, all on one scale, each with its own target."""

from __future__ import annotations

from collections.abc import Sequence

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import forms_time, numbers
from hitechtex.charts.burn_up import COLUMNS, curve_of, month_rows
from hitechtex.charts.forms_multiples import Small, small_multiples
from hitechtex.charts.labels import partner_colour, partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.charts.tables import table_from
from hitechtex.metrics.status import Status
from hitechtex.query.result import Result

ACHIEVED = "exchanges_achieved"


def partner_multiples(burn_up: Result, statuses: Sequence[Status], catalog: Catalog) -> Panel:
    """Return one small burn-up per partner.

    `statuses` may be of any indicator; those of the exchanges achieved give each its symbol.
    """
    if burn_up.is_empty:
        return nothing("partner_multiples", [burn_up], catalog)
    by_partner = {each.partner: each for each in statuses if each.indicator == ACHIEVED}
    # Who is filtered away has not kept silent: only those asked for are shown.
    partners = burn_up.filters.get("partners") or catalog.project.partner_ids
    smalls = [_small(burn_up, by_partner.get(name), catalog, name) for name in partners]
    figure = small_multiples(smalls, start=catalog.project.start)
    return Panel(
        id="partner_multiples",
        title=_title(smalls),
        subtitle=say("charts.multiples.subtitle", scope=scope(burn_up, catalog)),
        takeaway=_takeaway(smalls),
        note=note([burn_up], catalog),
        results=(burn_up,),
        figure=figure,
        table=_table(burn_up, catalog),
        height=int(figure.layout.height),
        selects="partners",
    )


def _table(burn_up: Result, catalog: Catalog) -> TableTwin:
    partners = dict.fromkeys(name for name in burn_up["partner"] if name is not None)
    rows = [(name, *row) for name in partners for row in month_rows(burn_up, name)]
    caption = say("charts.multiples.caption")
    return table_from(rows, catalog, caption=caption, columns=("partner", *COLUMNS), blank="–")


def _small(burn_up: Result, status: Status | None, catalog: Catalog, partner: str) -> Small:
    curve = curve_of(burn_up, partner)
    name = partner_name(catalog, partner)
    said = _against(curve)
    return Small(
        name=name,
        said=said if status is None else f"{_symbol(status)} {said}",
        curve=curve,
        colour=partner_colour(catalog, partner),
        key=partner,
        words=say("charts.multiples.words", partner=name, said=said),
    )


def _symbol(status: Status) -> str:
    return say(f"status.symbol.{status.word}")


def _against(curve: forms_time.Curve) -> str:
    """Return "14 of 18", or that there is no target, or no data."""
    if curve.achieved is None:
        return say("charts.multiples.no_data")
    achieved = numbers.count(curve.achieved)
    if curve.target is None:
        return say("charts.multiples.no_target", achieved=achieved)
    return say("charts.part_of", part=achieved, total=numbers.count(curve.target))


def _title(smalls: Sequence[Small]) -> str:
    """Return who brought most, and of how many."""
    given = [small for small in smalls if small.curve.achieved]
    if len(smalls) == 1:
        return say("charts.multiples.words", partner=smalls[0].name, said=_against(smalls[0].curve))
    if not given:
        return say("charts.multiples.title_none")
    most = max(given, key=lambda small: small.curve.achieved or 0)
    together = sum(small.curve.achieved or 0 for small in given)
    return say(
        "charts.multiples.title",
        n=len(given),
        partner=most.name,
        most=numbers.count(most.curve.achieved),
        all=numbers.count(together),
        contributing=numbers.count(len(given)),
        partners=numbers.count(len(smalls)),
    )


def _takeaway(smalls: Sequence[Small]) -> str:
    """Return who is behind the own plan, who has none, and who gave no data."""
    behind = [
        small.name
        for small in smalls
        if small.curve.planned_now and (small.curve.achieved or 0) < small.curve.planned_now
    ]
    silent = [small.name for small in smalls if small.curve.achieved is None]
    targeted = [small for small in smalls if small.curve.target]
    sentences = [
        say("charts.multiples.behind", n=len(behind), names=numbers.listed(behind))
        if behind
        else "",
        say("charts.multiples.none_behind") if targeted and not behind else "",
        say("charts.multiples.no_plan") if not targeted else "",
        say("charts.multiples.silent", n=len(silent), names=numbers.listed(silent))
        if silent
        else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)
