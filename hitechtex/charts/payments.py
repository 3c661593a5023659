"""What is committed and paid, and how long does it take?"""

from __future__ import annotations

from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.forms_ranges import Block, Range, ranges
from hitechtex.charts.forms_rows import Money, money
from hitechtex.charts.labels import partner_colour, partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import Panel
from hitechtex.charts.tables import table_of
from hitechtex.query.result import Result

PAYMENT_LIMIT_DAYS = 10
"""Rule R-PAY: one payment within 10 days after completion, report and its validation."""

STEPS = (("validation", "validated", None), ("payment", "paid", PAYMENT_LIMIT_DAYS))
"""What is waited for, the count that had it, and the limit that a rule sets."""

MONEY_COLUMNS = (
    "partner", "committed_exchanges", "committed_eur", "paid_exchanges", "paid_eur",
    "with_ceiling_exchanges", "ceiling_eur", "over_ceiling_exchanges", "over_ceiling_eur",
)  # fmt: skip
NAMES, ENDS = 92, 128  # pixels for the partners' names and for the numbers at the end


def lump_sums(result: Result, catalog: Catalog) -> Panel:
    """Return lump sums by partner: committed outlined, paid solid, ceilings as marks."""
    rows = partner_rows(result, catalog)
    whole = next((row for row in result.records() if row["partner"] is None), None)
    if result.is_empty or whole is None or not whole["committed_exchanges"]:
        return nothing("lump_sums", [result], catalog, what="lump_sums")
    figure = money([_money(row, catalog) for row in rows or [whole]])
    return Panel(
        id="lump_sums",
        title=say(
            "charts.lump_sums.title",
            paid=numbers.euros(whole["paid_eur"] or 0),
            committed=numbers.euros(whole["committed_eur"]),
        ),
        subtitle=say("charts.lump_sums.subtitle", scope=scope(result, catalog)),
        takeaway=_over(whole),
        note=note([result], catalog),
        results=(result,),
        figure=figure,
        table=table_of(result, catalog, columns=MONEY_COLUMNS),
        height=int(figure.layout.height),
        selects="partners",
    )


def partner_rows(result: Result, catalog: Catalog) -> list[dict[str, Any]]:
    """Return the partners' rows of a result, in the partnership's order."""
    rows = {row["partner"]: row for row in result.records() if row["partner"] is not None}
    order = [*catalog.project.partner_ids, *sorted(set(rows) - set(catalog.project.partner_ids))]
    return [rows[partner] for partner in order if partner in rows]


def _money(row: dict[str, Any], catalog: Catalog) -> Money:
    label = partner_name(catalog, row["partner"])
    said = _paid(row)
    return Money(
        label=label,
        committed=_float(row["committed_eur"]),
        paid=_float(row["paid_eur"]),
        ceiling=_float(row["ceiling_eur"]),
        said=said,
        colour=partner_colour(catalog, row["partner"]),
        key=row["partner"] or "",
        words=say("charts.words", label=label, count=said),
    )


def _paid(row: dict[str, Any]) -> str:
    """Return what is paid of what is committed; a sum over nothing is nothing, not zero."""
    if row["committed_eur"] is None:
        return say("charts.lump_sums.row_none")
    paid, ceiling = row["paid_eur"], row["ceiling_eur"]
    return say(
        "charts.lump_sums.row",
        committed=numbers.euros(row["committed_eur"]),
        paid=say("charts.nothing") if paid is None else numbers.euros(paid),
        ceiling=say("charts.unknown") if ceiling is None else numbers.euros(ceiling),
    )


def _float(amount: Any) -> float | None:
    return None if amount is None else float(amount)


def _over(whole: dict[str, Any]) -> str:
    """Return how many lump sums lie above their ceilings, of how many that have one."""
    known, over = whole["with_ceiling_exchanges"], whole["over_ceiling_exchanges"]
    if not known:
        return say("charts.lump_sums.no_ceiling")
    if not over:
        return say("charts.lump_sums.none_over", n=known, ceilings=numbers.count(known))
    return say(
        "charts.lump_sums.over",
        n=over,
        over=numbers.count(over),
        ceilings=numbers.count(known),
        amount=numbers.euros(whole["over_ceiling_eur"]),
    )


def delays(result: Result, catalog: Catalog) -> Panel:
    """Return the days from completion to validation and to payment, the median and the span."""
    rows = partner_rows(result, catalog)
    whole = next((row for row in result.records() if row["partner"] is None), {})
    if result.is_empty or not any(whole.get(f"{count}_exchanges") for _, count, _ in STEPS):
        return nothing("delays", [result], catalog, what="delays")
    blocks = [_block(step, count, limit, rows, catalog) for step, count, limit in STEPS]
    figure = ranges(blocks, left=NAMES, right=ENDS)
    return Panel(
        id="delays",
        title=_delays_title(whole),
        subtitle=say("charts.delays.subtitle", scope=scope(result, catalog)),
        takeaway=_slowest(rows, catalog),
        note=note([result], catalog),
        results=(result,),
        figure=figure,
        table=table_of(result, catalog),
        height=int(figure.layout.height),
        selects="partners",
    )


def _block(
    step: str, count: str, limit: float | None, rows: list[dict[str, Any]], catalog: Catalog
) -> Block:
    return Block(
        heading=say(f"charts.delays.to_{step}"),
        rows=[_range(step, count, row, catalog) for row in rows],
        limit=limit,
        limit_label=say("charts.delays.limit", days=numbers.days(limit)) if limit else "",
    )


def _range(step: str, count: str, row: dict[str, Any], catalog: Catalog) -> Range:
    label, n = partner_name(catalog, row["partner"]), row[f"{count}_exchanges"]
    shortest, median, longest = (
        row[f"{which}_to_{step}_days"] for which in ("shortest", "median", "longest")
    )
    places: dict[str, Any] = {"n": n, "count": numbers.count(n), "median": numbers.days(median)}
    said = say("charts.delays.row", **places) if median is not None else say("charts.none")
    span: dict[str, Any] = {"shortest": numbers.days(shortest), "longest": numbers.days(longest)}
    # A partner stands in both blocks; only in the first can it be chosen.
    key = row["partner"] if step == STEPS[0][0] else ""
    words = say("charts.delays.words", partner=label, **places, **span)
    colour = partner_colour(catalog, row["partner"])
    return Range(label, shortest, median, longest, said, colour, key, words)


def _delays_title(whole: dict[str, Any]) -> str:
    validation, payment = (whole[f"median_to_{step}_days"] for step, _, _ in STEPS)
    if payment is None:
        return say("charts.delays.title_unpaid", validation=numbers.days(validation))
    places: dict[str, Any] = {
        "payment": numbers.days(payment),
        "limit": numbers.days(PAYMENT_LIMIT_DAYS),
    }
    if validation is None:
        return say("charts.delays.title_paid", **places)
    return say("charts.delays.title", validation=numbers.days(validation), **places)


def _slowest(rows: list[dict[str, Any]], catalog: Catalog) -> str:
    """Return who has waited longest for a validation."""
    given = [row for row in rows if row["longest_to_validation_days"] is not None]
    if not given:
        return say("charts.delays.none_validated")
    worst = max(given, key=lambda row: row["longest_to_validation_days"])
    days = numbers.days(worst["longest_to_validation_days"])
    return say("charts.delays.slowest", partner=partner_name(catalog, worst["partner"]), days=days)


def exchange_table(result: Result, catalog: Catalog) -> Panel:
    """Return the exchanges one by one, newest first, as far as the result goes."""
    if not result.rows:
        return nothing("exchange_table", [result], catalog, span=2)
    shown = len(result.rows)
    places: dict[str, Any] = {"shown": numbers.count(shown), "all": numbers.count(result.n)}
    form = "title" if shown >= result.n else "title_newest"
    return Panel(
        id="exchange_table",
        title=say(f"charts.exchange_table.{form}", n=result.n, **places),
        subtitle=say("charts.exchange_table.subtitle", scope=scope(result, catalog)),
        takeaway=say("charts.exchange_table.takeaway"),
        note=note([result], catalog),
        results=(result,),
        table=table_of(result, catalog),
        height=0,
        span=2,
    )
