"""The rules of the scheme on every exchange: met, not met, or cannot tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hitechtex.errors import UnknownName
from hitechtex.query import Engine
from hitechtex.query.result import Filters, Result

EVERYTHING = Filters()


def newest(engine: Engine, filters: Filters, verdict: str, *, limit: int) -> Result:
    """Return the newest answers of one verdict to `rule_verdicts`, closed exchanges left out.

    How far back they reach is counted first, so that no older exchange is judged for nothing.
    """
    wanted = {"verdicts": (verdict,), "limit": limit}
    (since,) = engine.ask("rule_verdicts_since", filters, **wanted)["since"]
    return engine.ask("rule_verdicts", filters, counted=True, since=since, **wanted)


@dataclass(frozen=True)
class Verdict:
    """What one rule says of one exchange.

    `verdict` is met, not_met or cannot_tell; `value` is what was read, as "name = value", with ?
    where it is not given; `source` is where the rule was read.
    """

    exchange_id: str
    rule: str
    verdict: str
    value: str
    source: str


def check(
    engine: Engine,
    filters: Filters = EVERYTHING,
    *,
    rules: Sequence[str] | None = None,
    verdicts: Sequence[str] | None = None,
    limit: int | None = None,
) -> tuple[Verdict, ...]:
    """Return a verdict per exchange and rule, the newest exchange first.

    `rules` narrows to ids of rules, `verdicts` to some verdicts, `limit` to so many rows; None is
    all of them. Raises UnknownName for a rule that does not exist.
    """
    known = [rule.id for rule in engine.rules]
    for name in rules or ():
        if name not in known:
            raise UnknownName("rule", name, known)
    told = engine.ask("rule_verdicts", filters, rules=rules, verdicts=verdicts, limit=limit)
    places = [told.names.index(name) for name in Verdict.__dataclass_fields__]
    return tuple(Verdict(*(row[place] for place in places)) for row in told.rows)
