"""Are we on target? Every indicator as a bullet, worst first."""

from __future__ import annotations

from collections.abc import Sequence

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import forms_rows, numbers
from hitechtex.charts.notes import note
from hitechtex.charts.panel import Panel, TableTwin
from hitechtex.charts.statuses import against
from hitechtex.charts.tables import table_from
from hitechtex.charts.theme import STATUS_COLOURS
from hitechtex.metrics.status import WORST_FIRST, Status, Word
from hitechtex.query.result import Result

BULLET_COLUMNS = (
    "indicator", "status_word", "actual", "expected_to_date", "target", "target_share",
    "expected_share", "n",
)  # fmt: skip


def indicator_bullets(
    statuses: Sequence[Status], catalog: Catalog, *, results: Sequence[Result] = ()
) -> Panel:
    """Return every indicator against its target and what was expected by now, worst first.

    Of `statuses` those of the whole selection are shown (partner None). `results` are those they
    were read from; they give the note its sources.
    """
    ours = [status for status in statuses if status.partner is None]
    ordered = sorted(ours, key=lambda status: WORST_FIRST.index(status.word))
    if not ordered:
        words = say("charts.bullets.empty")
        title = say("charts.indicator_bullets.question")
        return Panel("indicator_bullets", title, words, "", (), empty=words, height=0)
    rule = catalog.project.status
    figure = forms_rows.bullets([_bullet(status, catalog) for status in ordered])
    return Panel(
        id="indicator_bullets",
        title=_title(ordered),
        subtitle=say(
            "charts.bullets.subtitle",
            on_track=numbers.percent(rule.on_track),
            watch=numbers.percent(rule.watch),
        ),
        takeaway=" ".join(_sentence(status, catalog) for status in ordered[:2]),
        note=note(results, catalog) or _rests_on(ordered),
        results=tuple(results),
        figure=figure,
        table=_table(ordered, catalog),
        height=int(figure.layout.height),
        selects="indicator",
    )


def _rests_on(statuses: Sequence[Status]) -> str:
    """Return the note where no result is at hand: the day the statuses are of."""
    days = [status.as_of for status in statuses if status.as_of is not None]
    parts = (
        say("charts.note.data_date", day=numbers.day(max(days))) if days else "",
        say("charts.bullets.each_n"),
        say("charts.note.provisional"),
    )
    return " ".join(part for part in parts if part)


def _title(statuses: Sequence[Status]) -> str:
    due = sum(1 for status in statuses if status.expected)
    behind = sum(1 for status in statuses if status.word in (Word.OFF_TRACK, Word.WATCH))
    # Nothing is known of an indicator without data: it is not among those on track either.
    known = sum(1 for status in statuses if status.expected and status.word is not Word.NO_DATA)
    if not known:
        return say("charts.bullets.title_none")
    if not behind:
        return say("charts.bullets.title_all", n=known, due=numbers.count(known))
    places = {"behind": numbers.count(behind), "due": numbers.count(due)}
    return say("charts.bullets.title", n=behind, **places)


def _bullet(status: Status, catalog: Catalog) -> forms_rows.Bullet:
    return forms_rows.Bullet(
        label=_label(status, catalog),
        actual=_share(status.value, status.target),
        expected=_share(status.expected, status.target),
        has_target=bool(status.target),
        said=say(
            "charts.bullets.row",
            colour=STATUS_COLOURS[status.word],
            symbol=say(f"status.symbol.{status.word}"),
            word=say(f"status.word.{status.word}"),
            against=against(status),
        ),
        colour=STATUS_COLOURS[status.word],
        key=status.indicator,
        words=_sentence(status, catalog),
    )


def _sentence(status: Status, catalog: Catalog) -> str:
    label = _label(status, catalog)
    word, said = say(f"status.word.{status.word}"), against(status)
    if not said:
        return say("charts.bullets.sentence_bare", label=label, word=word)
    return say("charts.bullets.sentence", label=label, word=word, against=said)


def _label(status: Status, catalog: Catalog) -> str:
    return catalog.indicators[status.indicator].label


def _share(value: float | None, target: float | None) -> float | None:
    return None if value is None or not target else value / target


def _table(statuses: Sequence[Status], catalog: Catalog) -> TableTwin:
    rows = [
        (
            status.indicator, status.word.value, status.value, status.expected, status.target,
            _share(status.value, status.target), _share(status.expected, status.target), status.n,
        )
        for status in statuses
    ]  # fmt: skip
    caption = say("charts.bullets.caption")
    made = table_from(rows, catalog, caption=caption, columns=BULLET_COLUMNS)
    shown = [
        (
            _label(status, catalog),
            row[1],
            *(
                numbers.shown(v, status.unit)
                for v in (status.value, status.expected, status.target)
            ),
            *row[5:],
        )
        for status, row in zip(statuses, made.rows, strict=True)
    ]
    return TableTwin(made.caption, made.columns, tuple(shown), made.exact)
