"""The rules of the scheme on every exchange: `check`."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import asdict

from hitechtex.catalog import read_catalog
from hitechtex.catalog.texts import say
from hitechtex.cli.asking import engine_of, partner_of
from hitechtex.cli.printing import print_json, print_table
from hitechtex.metrics.rules import Verdict, check
from hitechtex.query import Engine, Filters

VERDICTS = ("met", "not_met", "cannot_tell")


def check_rules(options: argparse.Namespace) -> int:
    """Print the verdict of every rule on every exchange; a rule that is not met is no failure."""
    catalog = read_catalog()
    partner = partner_of(options.partner, catalog)
    engine = engine_of(options, catalog)
    filters = Filters(partners=(partner,) if partner else None)
    verdicts = check(engine, filters, rules=options.rule)
    if options.json:
        print_json([asdict(verdict) for verdict in verdicts])
    else:
        _print(verdicts, engine)
    return 0


def _print(verdicts: tuple[Verdict, ...], engine: Engine) -> None:
    """Print what is not met, then how often each rule is met, is not, or cannot be judged."""
    broken = [verdict for verdict in verdicts if verdict.verdict == "not_met"]
    if broken:
        names = ("exchange_id", "rule", "source", "value")
        print_table(names, [(v.exchange_id, v.rule, v.source, v.value) for v in broken])
        print()
    counts = Counter((verdict.rule, verdict.verdict) for verdict in verdicts)
    judged = {verdict.rule for verdict in verdicts}
    rows = [
        (rule.id, *(counts[rule.id, word] for word in VERDICTS), rule.wording)
        for rule in engine.rules
        if rule.id in judged
    ]
    print_table(("rule", *VERDICTS, "wording"), rows)
    exchanges = len({verdict.exchange_id for verdict in verdicts})
    print()
    print(say("cli.check.done", n=exchanges, rules=len(rows), broken=len(broken)))
