"""Each partner against its own targets: a small scorecard each, and two side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.bullets import indicator_bullets
from hitechtex.charts.forms import LETTER, Bar, bars
from hitechtex.charts.labels import partner_colour, partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import WITHIN, Panel, TableTwin
from hitechtex.charts.tables import table_from
from hitechtex.metrics.status import WORST_FIRST, Status, Word
from hitechtex.query.result import Result

MOST_LINES = 6
BEHIND = (Word.OFF_TRACK, Word.WATCH)
COMPARED = ("indicator", "partner", "status_word", "actual", "expected_to_date", "target",
            "target_share", "n")  # fmt: skip
Statuses = Sequence[Status]


def scorecards(
    statuses: Statuses, known: Result, catalog: Catalog, *, others: Sequence[Result] = ()
) -> tuple[Panel, ...]:
    """Return a panel per partner that is not filtered away, who is furthest behind first.

    `statuses` are those of every indicator; shown are those that have a target of the partner's
    own, or could have one. `known` and `others` give the note its sources.
    """
    if known.is_empty:
        return (nothing("scorecard", [known], catalog),)
    partners = known.filters.get("partners") or catalog.project.partner_ids
    by_partner = {partner: _own(statuses, partner, catalog) for partner in partners}
    order = sorted(partners, key=lambda partner: _behind(by_partner[partner]), reverse=True)
    span = 2 if len(order) == 1 else 1
    return tuple(
        scorecard(by_partner[partner], (known, *others), catalog, partner=partner, span=span)
        for partner in order
    )


def scorecard(
    own: Statuses, known: Sequence[Result], catalog: Catalog, *, partner: str, span: int = 1
) -> Panel:
    """Return one partner's indicators as bullets, worst first; `own` are its own statuses."""
    name = partner_name(catalog, partner)
    panel = f"scorecard-{partner}"
    if not own:
        words = say("charts.scorecard.silent", partner=name)
        line = note(known, catalog)
        return Panel(panel, name, words, line, tuple(known), empty=words, height=0, span=span)
    alone = [replace(status, partner=None) for status in own]
    drawn = indicator_bullets(alone[:MOST_LINES], catalog, results=known)
    due = sum(1 for status in own if status.expected)
    behind = sum(1 for status in own if status.word in BEHIND)
    title = "scorecard.title" if due else "scorecard.title_none"
    return replace(
        drawn,
        id=panel,
        title=say(
            f"charts.{title}",
            n=behind,
            partner=name,
            behind=numbers.count(behind),
            due=numbers.count(due),
        ),
        subtitle=f"{drawn.subtitle} {say('charts.scorecard.own', scope=scope(known[0], catalog))}",
        span=span,
    )


def partner_comparison(
    statuses: Statuses,
    known: Result,
    catalog: Catalog,
    *,
    left: str,
    right: str,
    others: Sequence[Result] = (),
) -> Panel:
    """Return two partners side by side: how far each is to its own targets."""
    if known.is_empty:
        return nothing("partner_comparison", [known], catalog)
    pair = [_own(statuses, partner, catalog) for partner in (left, right)]
    by_indicator = [{status.indicator: status for status in own} for own in pair]
    order = list(dict.fromkeys(status.indicator for own in pair for status in own))
    bars_of = [
        _bar(found.get(name), catalog, partner, heading=heading)
        for name in order
        for found, partner, heading in zip(
            by_indicator, (left, right), (catalog.indicators[name].label, ""), strict=True
        )
    ]
    names = (partner_name(catalog, left), partner_name(catalog, right))
    wide = 16 + LETTER * max(map(len, names))
    drawn = bars(bars_of, beside=True, left=wide) if bars_of else None
    words = "" if bars_of else say("charts.partner_comparison.none")
    return Panel(
        id="partner_comparison",
        title=say("charts.partner_comparison.title", left=names[0], right=names[1]),
        subtitle=say("charts.partner_comparison.subtitle", scope=scope(known, catalog)),
        takeaway=words or " ".join(_said(own, catalog) for own in pair if own),
        note=note([known, *others], catalog),
        results=(known, *others),
        figure=drawn,
        table=_table(pair, catalog) if bars_of else None,
        empty=words,
        height=int(drawn.layout.height) if drawn else 0,
        span=2,
        selects="indicator" if drawn else "",
    )


def _own(statuses: Statuses, partner: str, catalog: Catalog) -> list[Status]:
    """Return the partner's statuses that are, or could be, against a target; worst first."""
    theirs = [
        status
        for status in statuses
        if status.partner == partner
        and (status.target is not None or catalog.indicators[status.indicator].target != "none")
        and catalog.indicators[status.indicator].aim is None
    ]
    return sorted(theirs, key=lambda status: (WORST_FIRST.index(status.word), -_share(status)))


def _behind(own: Statuses) -> tuple[int, int, int]:
    """Return what orders partners: indicators behind plan, off track of these; the silent last."""
    words = [status.word for status in own]
    return sum(word in BEHIND for word in words), words.count(Word.OFF_TRACK), len(words)


def _share(status: Status) -> float:
    return status.value / status.target if status.value is not None and status.target else 0.0


def _said(own: Statuses, catalog: Catalog) -> str:
    partner = partner_name(catalog, own[0].partner)
    due = sum(1 for status in own if status.expected)
    behind = sum(1 for status in own if status.word in BEHIND)
    if not due:
        return say("charts.partner_comparison.not_due", partner=partner)
    return say(
        "charts.partner_comparison.takeaway",
        partner=partner,
        behind=numbers.count(behind),
        due=numbers.count(due),
    )


def _bar(status: Status | None, catalog: Catalog, partner: str, *, heading: str) -> Bar:
    """Return how far one partner is to its own target; no bar where that cannot be said."""
    name = partner_name(catalog, partner)
    said = _against(status)
    indicator = status.indicator if status else ""
    has_share = status is not None and status.value is not None and bool(status.target)
    return Bar(
        label=name,
        value=_share(status) if status and has_share else None,
        said=said,
        key=f"{indicator}{WITHIN}{partner}" if indicator else "",
        words=say("charts.partner_comparison.words", partner=name, said=said),
        colour=partner_colour(catalog, partner),
        heading=heading,
    )


def _against(status: Status | None) -> str:
    if status is None or status.value is None:
        return numbers.missing()
    value = numbers.shown(status.value, status.unit)
    if not status.target:
        return value
    return say("charts.part_of", part=value, total=numbers.shown(status.target, status.unit))


def _table(pair: Sequence[Statuses], catalog: Catalog) -> TableTwin:
    own = sorted(
        (status for statuses in pair for status in statuses),
        key=lambda status: catalog.indicators[status.indicator].number,
    )
    lines = [
        (
            status.indicator, status.partner, status.word.value, status.value, status.expected,
            status.target,
            _share(status) if status.value is not None and status.target else None, status.n,
        )
        for status in own
    ]  # fmt: skip
    caption = say("charts.partner_comparison.caption")
    made = table_from(lines, catalog, caption=caption, columns=COMPARED, blank="–")
    shown = [
        (
            *row[:3],
            *(numbers.shown(v, s.unit) for v in (s.value, s.expected, s.target)),
            *row[6:],
        )
        for s, row in zip(own, made.rows, strict=True)
    ]
    return replace(made, rows=tuple(shown))
