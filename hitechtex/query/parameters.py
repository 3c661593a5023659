"""Values for a query's parameters: those of the page, or text from the command line."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hitechtex.errors import QueryError
from hitechtex.query.declared import Parameter, Query

EXPECTED = {
    "DATE": "a day such as 2023-06-30",
    "BIGINT": "a whole number",
    "DOUBLE": "a number",
    "BOOLEAN": "true or false",
    "VARCHAR": "a text",
    "VARCHAR[]": "a list of texts, or a text with commas between them",
}
BOOLEANS = {"true": True, "false": False}


def parameter_value(query: Query, parameter: Parameter, value: object) -> Any:
    """Return `value` in the declared type, lists as sorted tuples; None stays None.

    Raises QueryError naming the query, the parameter and what was expected.
    """
    if value is None:
        return None
    try:
        return _CONVERTED[parameter.type](value)
    except (TypeError, ValueError, KeyError):
        raise QueryError(
            f"the parameter “{parameter.name}” cannot be {value!r}",
            where=f"query {query.name}",
            expected=EXPECTED[parameter.type],
        ) from None


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(_text(value))


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(value)
    return int(value)


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(value)
    return float(value)


def _truth(value: object) -> bool:
    return value if isinstance(value, bool) else BOOLEANS[_text(value).lower()]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return str(value)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [part.strip() for part in value.split(",")]
    if not isinstance(value, list | tuple | set | frozenset):
        raise TypeError(value)
    return tuple(sorted({_text(each) for each in value}))


_CONVERTED = {
    "DATE": _day,
    "BIGINT": _whole,
    "DOUBLE": _number,
    "BOOLEAN": _truth,
    "VARCHAR": _text,
    "VARCHAR[]": _texts,
}
