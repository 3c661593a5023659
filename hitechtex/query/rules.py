"""The rules of the scheme: one file below `queries/rules/`, each judging every exchange once.

    -- The stay has at least 3 working days, travel days excluded.
    --
    -- Rule: R-MIN
    -- Source: https://clustercollaboration.eu/clusterxchange/about
    -- Mark: C
    -- Severity: error
    -- Holds from: 2020-01-01
    -- Reads: working_days
    select exchanges.*, case … end as verdict
    from exchanges;

The verdict is `met`, `not_met` or `cannot_tell`. What was read, and which of it is missing, follows
from `Reads`; before the day from which a rule holds nothing is judged by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

import duckdb

from hitechtex.catalog.contracts import Contract
from hitechtex.errors import QueryError
from hitechtex.query.declared import QUERIES, header_of, line_of
from hitechtex.query.literals import text

Mark = Literal["C", "I", "U"]
Severity = Literal["error", "warning"]
ALWAYS = "always"
UNKNOWN = "?"
"""What stands for a field that is not given among the values read."""
KEPT = (
    *("exchange_id", "day", "month", "month_end", "partner", "from_region", "to_region"),
    *("visiting_organisation", "visiting_type", "mode", "status", "state", "lump_sum_eur"),
    *("source_file", "source_sheet", "source_row"),
)
"""What a verdict knows of its exchange: what the filters ask for, and the way back to the file."""
EXPECTED = {
    "Rule": "an id such as R-MIN",
    "Source": "the address where the rule was read",
    "Mark": "C (read in the source), I (inferred) or U (not confirmed)",
    "Severity": "error or warning",
    "Holds from": "a day such as 2022-02-01, or “always”",
    "Reads": "the columns that the verdict rests on",
}


@dataclass(frozen=True)
class Rule:
    """One rule as its file declares it.

    `holds_from` None is always. `reads` are fields of the dataset, and columns that the rule adds.
    """

    id: str
    wording: str
    source: str
    mark: Mark
    severity: Severity
    holds_from: date | None
    reads: tuple[str, ...]
    sql: str


def read_rules(folder: Path = QUERIES / "rules") -> tuple[Rule, ...]:
    """Return every rule of `folder`; raise QueryError where a header is not as agreed."""
    return tuple(read_rule(path) for path in sorted(folder.glob("*.sql")))


def read_rule(path: Path) -> Rule:
    """Return the rule in one file; raise QueryError naming the file and what its header lacks."""
    sql = path.read_text(encoding="utf-8")
    header = header_of(sql)
    said = {name: line_of(header, name) for name in EXPECTED}
    choices = {"Mark": get_args(Mark), "Severity": get_args(Severity)}
    for name, expected in EXPECTED.items():
        if not said[name] or said[name] not in choices.get(name, (said[name],)):
            found = f"“{said[name]}”" if said[name] else "not given"
            raise QueryError(f"the line “{name}” is {found}", where=str(path), expected=expected)
    return Rule(
        id=said["Rule"],
        wording=header[0],
        source=said["Source"],
        mark=said["Mark"],  # type: ignore[arg-type]
        severity=said["Severity"],  # type: ignore[arg-type]
        holds_from=_day(said["Holds from"], path),
        reads=tuple(said["Reads"].split(", ")),
        sql=sql,
    )


def create_rules(
    connection: duckdb.DuckDBPyConnection, rules: Iterable[Rule], contract: Contract
) -> None:
    """Create the table `rules`, and the view `verdicts`: one row per rule and exchange.

    The view has the columns KEPT, then `rule`, `verdict`, `value` (what was read, as "name =
    value" with ; between, ? where not given) and `missing` (fields, where it cannot tell).
    """
    connection.execute(
        "create table rules (rule varchar, wording varchar, source varchar, mark varchar, "
        "severity varchar, holds_from date, position bigint)"
    )
    selects = []
    for position, rule in enumerate(rules, start=1):
        row = [rule.id, rule.wording, rule.source, rule.mark, rule.severity, rule.holds_from]
        connection.execute("insert into rules values (?, ?, ?, ?, ?, ?, ?)", [*row, position])
        selects.append(_judged(rule, contract))
    if selects:
        connection.execute(f"create view verdicts as {' union all '.join(selects)}")


def _judged(rule: Rule, contract: Contract) -> str:
    """Return the select that gives every exchange its verdict by one rule, and what was read."""
    given = [name for name in rule.reads if name in contract.field_names]
    derived = [name for name in rule.reads if name not in given]
    verdict = "judged.verdict"
    if rule.holds_from is not None:
        before = f"judged.day < date '{rule.holds_from}'"
        verdict = f"case when {before} then 'cannot_tell' else judged.verdict end"
    return (
        f"select {', '.join(f'judged.{name}' for name in KEPT)}, "  # noqa: S608
        f"{text(rule.id)} as rule, {verdict} as verdict, "
        f"concat_ws('; ', {', '.join(_read(name, given) for name in rule.reads)}) as value, "
        f"case when {verdict} = 'cannot_tell' then {_missing(given, derived)} end as missing "
        f"from ({rule.sql.rstrip().rstrip(';')}) as judged"
    )


def _read(name: str, given: list[str]) -> str:
    """Return “name = value”; a column that the rule adds is left out where it is null."""
    value = f"cast(judged.{name} as varchar)"
    return f"'{name} = ' || {f'coalesce({value}, {text(UNKNOWN)})' if name in given else value}"


def _missing(given: list[str], derived: list[str]) -> str:
    """Return the fields that are not given; where all are, the columns the rule could not make."""
    first, then = (
        ", ".join(f"case when judged.{name} is null then '{name}' end" for name in names)
        for names in (given, derived)
    )
    fields = f"nullif(concat_ws(', ', {first}), '')" if first else "null"
    return f"coalesce({fields}, concat_ws(', ', {then}))" if then else f"coalesce({fields}, '')"


def _day(said: str, path: Path) -> date | None:
    try:
        return None if said == ALWAYS else date.fromisoformat(said)
    except ValueError:
        raise QueryError(
            f"“{said}” is no day", where=str(path), expected=EXPECTED["Holds from"]
        ) from None
