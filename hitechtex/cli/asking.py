"""What is asked of the store: `query` and `indicators`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.project import match_key
from hitechtex.catalog.texts import say
from hitechtex.cli.printing import WrongUse, measured, print_json, print_table
from hitechtex.errors import QueryError, UnknownName
from hitechtex.metrics import Status, judge_all
from hitechtex.query import Engine, Query, Result, open_engine
from hitechtex.query.export import as_csv
from hitechtex.query.parameters import parameter_value
from hitechtex.store import current, find_snapshot, open_store


def ask_query(options: argparse.Namespace) -> int:
    """Run one query of `queries/`; print its rows."""
    engine = engine_of(options, read_catalog())
    if options.name not in engine.queries:
        raise UnknownName("query", options.name, engine.queries)
    result = engine.ask(options.name, **_parameters(engine.queries[options.name], options.set))
    if options.json or options.format == "json":
        print_json(_told(result))
    elif options.format == "csv":
        print(as_csv(result), end="")
    else:
        _print_result(result)
    return 0


def list_indicators(options: argparse.Namespace) -> int:
    """Print every indicator for the partnership, or for one partner, with its judgement."""
    catalog = read_catalog()
    partner = partner_of(options.partner, catalog)
    statuses = judge_all(engine_of(options, catalog))
    chosen = [each for each in statuses if options.partner is None or each.partner == partner]
    if options.json:
        print_json([_judged(status) for status in chosen])
    else:
        _print_statuses(chosen)
    return 0


def engine_of(options: argparse.Namespace, catalog: Catalog) -> Engine:
    """Return the store of the call as it is now, or as `--as-of` names it, ready to be asked."""
    store = open_store(options.store, create=False)
    at = find_snapshot(store, options.as_of) if options.as_of else current(store)
    return open_engine(at, catalog)


def _parameters(query: Query, given: list[str]) -> dict[str, Any]:
    """Return the values of `--set name=value`; a blank value is none, which is everything."""
    values: dict[str, Any] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not equals:
            raise WrongUse(say("cli.query.no_value", given=each), do=say("cli.query.set"))
        parameter = query.parameter(name)
        try:
            values[name] = parameter_value(query, parameter, value or None)
        except QueryError as refused:
            raise WrongUse(
                refused.says, where=refused.where, expected=refused.expected, do=refused.do
            ) from None
    return values


def partner_of(given: str | None, catalog: Catalog) -> str | None:
    """Return the id of a partner named by id, name or alias."""
    if given is None:
        return None
    for each in catalog.project.partners:
        if match_key(given) in map(match_key, (each.id, each.name, *each.aliases)):
            return each.id
    raise UnknownName("partner", given, catalog.project.partner_ids)


def _told(result: Result) -> dict[str, object]:
    return {
        "query": result.query,
        "question": result.question,
        "columns": [
            {"name": each.name, "unit": each.unit.name, "meaning": each.meaning}
            for each in result.columns
        ],
        "rows": result.records(),
        "sources": [asdict(source) for source in result.sources],
        "data_date": result.data_date,
        "n": result.n,
        "snapshot": result.snapshot,
        "left_out": list(result.left_out),
    }


def _print_result(result: Result) -> None:
    print_table(result.names, result.rows)
    print()
    print(say("cli.query.rows", n=len(result.rows)), _about(result))
    for sentence in result.left_out:
        print(sentence)


def _about(result: Result) -> str:
    day = result.data_date.isoformat() if result.data_date else say("missing")
    about = say("cli.query.rests_on", n=result.n, day=day, snapshot=result.snapshot)
    return f"{about} {say('sample_data')}." if result.is_sample else about


def _judged(status: Status) -> dict[str, object]:
    return {
        "indicator": status.indicator,
        "partner": status.partner,
        "value": status.value,
        "unit": status.unit.name,
        "n": status.n,
        "target": status.target,
        "expected": status.expected,
        "status": status.word.value,
        "note": status.note,
    }


def _print_statuses(statuses: list[Status]) -> None:
    names = ("indicator", "partner", "value", "n", "expected", "target", "status", "note")
    print_table(names, [_row(status) for status in statuses])


def _row(status: Status) -> tuple[object, ...]:
    amounts = (status.value, status.expected, status.target)
    value, expected, target = (measured(amount, status.unit) for amount in amounts)
    word = status.word.value.replace("_", " ")
    judged = (value, status.n, expected, target, word, status.note)
    return (status.indicator, status.partner or say("cli.indicators.all"), *judged)
