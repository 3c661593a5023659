"""Who works with whom, on what, and across which sectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import forms, numbers
from hitechtex.charts.collaboration import counts_by_status, no_actions
from hitechtex.charts.forms import Bar
from hitechtex.charts.forms_flow import Cell, Matrix, matrix
from hitechtex.charts.labels import partner_name
from hitechtex.charts.notes import note, scope
from hitechtex.charts.panel import WITHIN, Panel
from hitechtex.charts.tables import table_of
from hitechtex.charts.theme import ACTUAL, OTHERS
from hitechtex.query.result import Result

MOST_PARTNERS = 12
"""More than these, and only those who take part in an action stand in the matrix."""
Pairs = dict[tuple[str, str], dict[str, Any]]


def action_partners(pairs: Result, actions: Result, catalog: Catalog) -> Panel:
    """Return partners by partners: the actions they share; on the diagonal those that one leads.

    `actions` counts the actions by status: the whole, in which each action stands once.
    """
    if pairs.is_empty:
        return no_actions("action_partners", [pairs, actions], catalog, span=2)
    found = {(row["partner"], row["other_partner"]): row for row in pairs.records()}
    counts = counts_by_status(actions)
    whole = sum(counts.values()) - counts["dropped"]
    figure = matrix(_together(found, _shown(found), whole, catalog))
    ahead = sorted({tuple(sorted(pair)) for pair in found if pair[0] != pair[1]})
    apart = [pair for pair in ahead if not found[pair[0], pair[1]]["live_actions"]]
    return Panel(
        id="action_partners",
        title=say(
            "charts.action_partners.title",
            n=len(ahead),
            used=numbers.count(len(ahead) - len(apart)),
            all=numbers.count(len(ahead)),
        ),
        subtitle=say("charts.action_partners.subtitle", scope=scope(pairs, catalog)),
        takeaway=_closest(found, catalog),
        note=note([pairs], catalog),
        results=(pairs, actions),
        figure=figure,
        table=table_of(pairs, catalog),
        height=int(figure.layout.height),
        span=2,
        selects="partners",
        rows_query="action_list",
    )


def _shown(found: Pairs) -> list[str]:
    partners = list(dict.fromkeys(partner for partner, _ in found))
    if len(partners) <= MOST_PARTNERS:
        return partners
    return [partner for partner in partners if found[partner, partner]["live_actions"]]


def _together(found: Pairs, partners: Sequence[str], whole: int, catalog: Catalog) -> Matrix:
    cells = {
        (down, across): _shared(found[one, other], catalog)
        for down, one in enumerate(partners)
        for across, other in enumerate(partners)
    }
    totals = tuple(numbers.count(found[one, one]["live_actions"]) for one in partners)
    names = [partner_name(catalog, partner) for partner in partners]
    return Matrix(
        origins=tuple(numbers.folded(name, 12) for name in names),
        destinations=tuple(numbers.folded(name, 12) for name in names),
        cells=cells,
        origin_totals=totals,
        destination_totals=totals,
        whole=numbers.count(whole),
        total_label=say("charts.action_partners.total"),
        corner=say("charts.action_partners.corner"),
    )


def _shared(row: dict[str, Any], catalog: Catalog) -> Cell:
    """Return two partners' common actions; one partner with itself is what it leads, hatched."""
    one, other = (partner_name(catalog, row[end]) for end in ("partner", "other_partner"))
    key = f"{row['partner']}{WITHIN}{row['other_partner']}"
    if row["partner"] == row["other_partner"]:
        led, own = numbers.count(row["led_actions"]), numbers.count(row["live_actions"])
        words = say("charts.action_partners.own", partner=one, led=led, own=own)
        return Cell(None, led, key, words, is_eligible=False)
    count = numbers.count(row["live_actions"])
    words = say(
        "charts.action_partners.words", n=row["live_actions"], one=one, other=other, count=count
    )
    return Cell(row["live_actions"], count, key, words)


def _closest(found: Pairs, catalog: Catalog) -> str:
    """Return which two partners share most actions, and who takes part in none."""
    pairs = {pair: row["live_actions"] for pair, row in found.items() if pair[0] != pair[1]}
    alone = [
        partner_name(catalog, one)
        for (one, other), row in found.items()
        if one == other and not row["live_actions"]
    ]
    sentences = [say("charts.action_partners.none")]
    if any(pairs.values()):
        one, other = max(pairs, key=lambda pair: pairs[pair])
        count = pairs[one, other]
        names = {"one": partner_name(catalog, one), "other": partner_name(catalog, other)}
        sentences = [
            say("charts.action_partners.closest", n=count, count=numbers.count(count), **names)
        ]
    if alone:
        names_alone = numbers.listed(alone)
        sentences.append(say("charts.action_partners.alone", n=len(alone), names=names_alone))
    return " ".join(sentences)


def action_kinds(by_status: Result, catalog: Catalog) -> Panel:
    """Return kinds by statuses: how many actions, zeros shown, totals at the margins."""
    if by_status.is_empty:
        return no_actions("action_kinds", [by_status], catalog)
    figure = matrix(_by_kind(by_status, catalog))
    kinds = _totals(by_status, "action_kind")
    first = max(kinds, key=lambda kind: kinds[kind])
    never = [
        catalog.codes.label("action_kinds", kind) for kind, count in kinds.items() if not count
    ]
    whole = sum(kinds.values())
    return Panel(
        id="action_kinds",
        title=say(
            "charts.action_kinds.title",
            n=whole,
            all=numbers.count(whole),
            kind=catalog.codes.label("action_kinds", first),
            most=numbers.of_total(kinds[first], whole),
        ),
        subtitle=say("charts.action_kinds.subtitle", scope=scope(by_status, catalog)),
        takeaway=say("charts.ranked.never", names=numbers.listed(never))
        if never
        else say("charts.action_kinds.every"),
        note=note([by_status], catalog),
        results=(by_status,),
        figure=figure,
        table=table_of(by_status, catalog, columns=("action_kind", "action_status", "actions")),
        height=int(figure.layout.height),
        rows_query="action_list",
    )


def _totals(by_status: Result, column: str) -> dict[str, int]:
    totals: dict[str, int] = {}
    for row in by_status.records():
        totals[row[column]] = totals.get(row[column], 0) + row["actions"]
    return totals


def _by_kind(by_status: Result, catalog: Catalog) -> Matrix:
    kinds, statuses = (_totals(by_status, f"action_{what}") for what in ("kind", "status"))
    labels = {kind: catalog.codes.label("action_kinds", kind) for kind in kinds}
    heads = {status: catalog.codes.label("action_statuses", status) for status in statuses}
    cells = {}
    for row in by_status.records():
        kind, status = row["action_kind"], row["action_status"]
        count = numbers.count(row["actions"])
        words = say(
            "charts.action_kinds.words", kind=labels[kind], status=heads[status], count=count
        )
        place = (list(kinds).index(kind), list(statuses).index(status))
        cells[place] = Cell(row["actions"], count, f"{kind}{WITHIN}{status}", words)
    return Matrix(
        origins=tuple(numbers.folded(label, 14) for label in labels.values()),
        destinations=tuple(heads.values()),
        cells=cells,
        origin_totals=tuple(map(numbers.count, kinds.values())),
        destination_totals=tuple(map(numbers.count, statuses.values())),
        whole=numbers.count(sum(kinds.values())),
        total_label=say("charts.matrix.total"),
        corner=say("charts.action_kinds.corner"),
    )


def action_sectors(by_sector: Result, catalog: Catalog) -> Panel:
    """Return actions by the sector they cross into, most first, those without any as well."""
    rows = sorted(
        by_sector.records(),
        key=lambda row: (row["cross_sector"] is None, -row["live_actions"]),
    )
    whole = sum(row["live_actions"] for row in rows)
    if by_sector.is_empty or not whole:
        return no_actions("action_sectors", [by_sector], catalog)
    figure = forms.bars([_sector(row, whole, catalog) for row in rows])
    given = [row for row in rows if row["cross_sector"] is not None]
    blank = [_sector_name(row, catalog) for row in given if not row["live_actions"]]
    crossed = len(given) - len(blank)
    return Panel(
        id="action_sectors",
        title=say(
            "charts.action_sectors.title",
            n=crossed,
            crossed=numbers.count(crossed),
            all=numbers.count(len(given)),
        ),
        subtitle=say("charts.action_sectors.subtitle", scope=scope(by_sector, catalog)),
        takeaway=say("charts.action_sectors.blank", names=numbers.listed(blank))
        if blank
        else say("charts.action_sectors.every"),
        note=note([by_sector], catalog),
        results=(by_sector,),
        figure=figure,
        table=table_of(by_sector, catalog),
        height=int(figure.layout.height),
        rows_query="action_list",
    )


def _sector_name(row: dict[str, Any], catalog: Catalog) -> str:
    code = row["cross_sector"]
    return numbers.missing() if code is None else catalog.codes.label("sectors", code)


def _sector(row: dict[str, Any], whole: int, catalog: Catalog) -> Bar:
    label, count = _sector_name(row, catalog), row["live_actions"]
    words = say(
        "charts.action_sectors.words",
        n=count,
        sector=label,
        count=numbers.count(count),
        started=numbers.count(row["started_actions"]),
    )
    colour = ACTUAL if row["cross_sector"] else OTHERS
    key = row["cross_sector"] or "not_given"
    return Bar(label, count, numbers.of_total(count, whole), key, words, colour)
