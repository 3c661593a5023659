"""The rules of the scheme: who does not meet which, what it costs, and what cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.charts import numbers
from hitechtex.charts.forms_flow import Cell, Matrix, matrix
from hitechtex.charts.labels import heading, partner_name
from hitechtex.charts.notes import note, nothing, scope
from hitechtex.charts.panel import WITHIN, Panel, TableTwin
from hitechtex.charts.tables import table_from
from hitechtex.query.result import Result
from hitechtex.query.rules import UNKNOWN

COSTS = ("rule", "wording", "severity", "mark", "not_met_exchanges", "not_met_eur",
         "cannot_tell_exchanges", "met_exchanges")  # fmt: skip
BROKEN = ("exchange_id", "partner", "rule", "value", "wording", "source", "lump_sum_eur",
          "source_file", "source_row")  # fmt: skip
GAPS = ("rule", "missing", "cannot_tell_exchanges")
Rows = list[dict[str, Any]]


def rule_matrix(exceptions: Result, catalog: Catalog) -> Panel:
    """Return rules by partners: exchanges that do not meet the rule; a click chooses a partner."""
    if exceptions.is_empty:
        return nothing("rule_matrix", [exceptions], catalog)
    figure = matrix(_drawn(exceptions.records(), catalog))
    return Panel(
        id="rule_matrix",
        title=_title(exceptions.records()),
        subtitle=say("charts.rule_matrix.subtitle", scope=scope(exceptions, catalog)),
        takeaway=_worst(exceptions.records(), catalog),
        note=note([exceptions], catalog),
        results=(exceptions,),
        figure=figure,
        table=_matrix_table(exceptions, catalog),
        height=int(figure.layout.height),
        span=2,
        selects="partners",
    )


def rule_costs(exceptions: Result, catalog: Catalog) -> Panel:
    """Return a line per rule: its wording, how often it is not met, and the lump sums concerned."""
    if exceptions.is_empty:
        return nothing("rule_costs", [exceptions], catalog)
    rows = sorted(_whole(exceptions), key=lambda row: -(row["not_met_eur"] or 0))
    concerned = numbers.euros(numbers.total([row["not_met_eur"] for row in rows]) or 0)
    lines = [tuple(_said(row, name) for name in COSTS) for row in rows]
    return Panel(
        id="rule_costs",
        title=say("charts.rule_costs.title", amount=concerned),
        subtitle=say("charts.rule_costs.subtitle", scope=scope(exceptions, catalog)),
        takeaway=say("charts.rule_costs.takeaway"),
        note=note([exceptions], catalog),
        results=(exceptions,),
        table=table_from(lines, catalog, caption=exceptions.question, columns=COSTS, blank="–"),
        height=0,
        span=2,
        rows_query="",
    )


def rule_gaps(gaps: Result, catalog: Catalog) -> Panel:
    """Return what is missing, so that a rule cannot be judged; the most frequent first."""
    if gaps.is_empty:
        return nothing("rule_gaps", [gaps], catalog)
    rows = gaps.records()
    before = say("charts.rule_gaps.before")  # nothing is missing: the rule came later
    lines = [
        (row["rule"], fields(row["missing"]) or before, row["cannot_tell_exchanges"])
        for row in rows
    ]
    lacking = next((line for line, row in zip(lines, rows, strict=True) if row["missing"]), None)
    questions = sum(row["cannot_tell_exchanges"] for row in rows)
    words = "" if rows else say("charts.rule_gaps.none")
    return Panel(
        id="rule_gaps",
        title=say("charts.rule_gaps.title", n=questions, count=numbers.count(questions)),
        subtitle=say("charts.rule_gaps.subtitle", scope=scope(gaps, catalog)),
        takeaway=words
        or (
            say("charts.rule_gaps.takeaway", rule=lacking[0], fields=lacking[1])
            if lacking
            else say("charts.rule_gaps.all_before")
        ),
        note=note([gaps], catalog),
        results=(gaps,),
        table=table_from(lines, catalog, caption=gaps.question, columns=GAPS) if rows else None,
        empty=words,
        height=0,
        rows_query="",
    )


def broken_rules(verdicts: Result, catalog: Catalog) -> Panel:
    """Return the exchanges that do not meet a rule: what was read, what is said, where."""
    if verdicts.is_empty:
        return nothing("broken_rules", [verdicts], catalog)
    rows = verdicts.records()
    lines = [tuple(_said(row, name) for name in BROKEN) for row in rows]
    words = "" if rows else say("charts.broken_rules.none")
    exchanges = len({row["exchange_id"] for row in rows})
    return Panel(
        id="broken_rules",
        title=say("charts.broken_rules.title", n=exchanges, count=numbers.count(exchanges)),
        subtitle=say("charts.broken_rules.subtitle", scope=scope(verdicts, catalog)),
        takeaway=words or say("charts.broken_rules.takeaway"),
        note=note([verdicts], catalog),
        results=(verdicts,),
        table=table_from(lines, catalog, caption=verdicts.question, columns=BROKEN)
        if rows
        else None,
        empty=words,
        height=0,
        span=2,
        rows_query="",
    )


def fields(names: str) -> str:
    """Return names of fields, with commas between, as they are called on screen."""
    return ", ".join(heading(name) for name in names.split(", ") if name)


def values(read: str) -> str:
    """Return what was read, “name = value; …”, with fields as they are called on screen."""
    said = []
    for part in read.split("; "):
        name, equals, value = part.partition(" = ")
        shown = numbers.missing() if value == UNKNOWN else value
        said.append(say("charts.words", label=heading(name), count=shown) if equals else part)
    return "; ".join(said)


def _said(row: dict[str, Any], name: str) -> Any:
    if name == "value":
        return values(row[name])
    return say(f"charts.{name}.{row[name]}") if name in ("severity", "mark") else row[name]


def _whole(exceptions: Result) -> Rows:
    """Return the rows of the partnership, or those of the partner who alone was chosen."""
    return [row for row in exceptions.records() if row["partner"] is None]


def _title(rows: Rows) -> str:
    broken = [row for row in rows if row["partner"] is None and row["not_met_exchanges"]]
    errors = sum(row["not_met_exchanges"] for row in broken if row["severity"] == "error")
    warnings = sum(row["not_met_exchanges"] for row in broken) - errors
    return say(
        "charts.rule_matrix.title",
        n=errors,
        errors=numbers.count(errors),
        warnings=numbers.count(warnings),
    )


def _worst(rows: Rows, catalog: Catalog) -> str:
    """Return which partner does not meet which rule most often."""
    cells = [row for row in rows if row["partner"] is not None and row["not_met_exchanges"]]
    if not cells:
        return say("charts.rule_matrix.none")
    worst = max(cells, key=lambda row: row["not_met_exchanges"])
    return say(
        "charts.rule_matrix.takeaway",
        n=worst["not_met_exchanges"],
        count=numbers.count(worst["not_met_exchanges"]),
        rule=worst["rule"],
        wording=worst["wording"],
        partner=partner_name(catalog, worst["partner"]),
    )


def _drawn(rows: Rows, catalog: Catalog) -> Matrix:
    rules = list(dict.fromkeys(row["rule"] for row in rows))
    partners = list(dict.fromkeys(row["partner"] for row in rows if row["partner"] is not None))
    found = {(row["rule"], row["partner"]): row for row in rows}
    cells = {
        (down, across): _cell(found[rule, partner], catalog)
        for down, rule in enumerate(rules)
        for across, partner in enumerate(partners)
    }
    return Matrix(
        origins=tuple(rules),
        destinations=tuple(numbers.folded(partner_name(catalog, each), 12) for each in partners),
        cells=cells,
        origin_totals=tuple(_count([found[rule, None]]) for rule in rules),
        destination_totals=tuple(
            _count([found[rule, partner] for rule in rules]) for partner in partners
        ),
        whole=_count([found[rule, None] for rule in rules]),
        total_label=say("charts.matrix.total"),
        corner=say("charts.rule_matrix.corner"),
    )


def _cell(row: dict[str, Any], catalog: Catalog) -> Cell:
    """Return one rule and partner; hatched where nothing could be judged."""
    is_judged = bool(row["not_met_exchanges"] or row["met_exchanges"])
    count = row["not_met_exchanges"]
    words = say(
        "charts.rule_matrix.words",
        rule=row["rule"],
        partner=partner_name(catalog, row["partner"]),
        count=numbers.count(count),
        unknown=numbers.count(row["cannot_tell_exchanges"]),
    )
    text = numbers.count(count) if is_judged else UNKNOWN
    key = f"{row['partner']}{WITHIN}{row['rule']}"
    return Cell(count if is_judged else None, text, key, words, is_judged)


def _count(rows: Sequence[dict[str, Any]]) -> str:
    return numbers.count(sum(row["not_met_exchanges"] for row in rows))


def _matrix_table(exceptions: Result, catalog: Catalog) -> TableTwin:
    columns = ("rule", "partner", "not_met_exchanges", "cannot_tell_exchanges", "met_exchanges")
    lines = [tuple(row[name] for name in columns) for row in exceptions.records()]
    return table_from(lines, catalog, caption=exceptions.question, columns=columns)
