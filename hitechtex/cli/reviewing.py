"""What is said of a file that came in: `return`, `approve`, `reopen`; of periods as well."""

from __future__ import annotations

import argparse
import calendar
import re
from datetime import date
from typing import Any

from hitechtex.catalog import read_catalog
from hitechtex.catalog.texts import say
from hitechtex.cli.asking import partner_of
from hitechtex.cli.intake import told_of
from hitechtex.cli.printing import WrongUse, print_json
from hitechtex.store import (
    Snapshot,
    Store,
    approve,
    approve_period,
    open_store,
    reopen,
    reopen_period,
    send_back,
)


def return_batch(options: argparse.Namespace) -> int:
    """Return a file to its partner with a comment."""
    store = open_store(options.store, create=False)
    after = send_back(store, options.batch, comment=options.comment, by=options.by)
    return _print_batch(options, after, "return")


def approve_any(options: argparse.Namespace) -> int:
    """Approve a file, or what a partner filed in a dataset until a day."""
    _one_of_both(options, "until")
    store = open_store(options.store, create=False)
    given: dict[str, Any] = {"by": options.by, "comment": options.comment}
    if options.batch:
        return _print_batch(options, approve(store, options.batch, **given), "approve")
    return _period(options, store, approve_period, until=_day(options.until), **given)


def reopen_any(options: argparse.Namespace) -> int:
    """Reopen an approved file, or an approved period, from a day on."""
    _one_of_both(options, "")
    store = open_store(options.store, create=False)
    given: dict[str, Any] = {"by": options.by, "comment": options.comment}
    if options.batch:
        return _print_batch(options, reopen(store, options.batch, **given), "reopen")
    since = _day(options.since, is_first=True) if options.since else None
    return _period(options, store, reopen_period, since=since, **given)


def _one_of_both(options: argparse.Namespace, needed: str) -> None:
    """Raise WrongUse unless there is a batch, or else a partner, a dataset and what is needed."""
    period = [options.partner, options.dataset, *([getattr(options, needed)] if needed else [])]
    if bool(options.batch) == any(period) or (any(period) and not all(period)):
        raise WrongUse(say("cli.review.what"), do=say(f"cli.review.how_{options.command}"))


def _period(options: argparse.Namespace, store: Store, act: Any, **given: Any) -> int:
    catalog = read_catalog()
    whose: dict[str, Any] = {
        "dataset": catalog.contract(options.dataset).dataset,
        "partner": partner_of(options.partner, catalog),
    }
    after: Snapshot = act(store, **whose, **given)
    held = next((p for p in after.periods if (p.dataset, p.partner) == tuple(whose.values())), None)
    until = held.until if held else None
    if options.json:
        print_json({**whose, "until": until})
    else:
        name = "cli.review.period" if until else "cli.review.no_period"
        print(say(name, until=until, **whose))
    return 0


def _print_batch(options: argparse.Namespace, after: Snapshot, name: str) -> int:
    record = next(each for each in after.batches if each.batch == options.batch)
    if options.json:
        print_json(told_of(record))
    else:
        print(say(f"cli.{name}.done", batch=record.batch, file=record.file))
    return 0


def _day(given: str, *, is_first: bool = False) -> date:
    """Return a day given as 2023-06-30, or as its month: the last day, or the first one."""
    month = re.fullmatch(r"(\d{4})-(\d{2})", given)
    try:
        if not month:
            return date.fromisoformat(given)
        year, number = int(month[1]), int(month[2])
        return date(year, number, 1 if is_first else calendar.monthrange(year, number)[1])
    except ValueError:
        raise WrongUse(say("cli.review.no_day", given=given), do=say("cli.review.day")) from None
