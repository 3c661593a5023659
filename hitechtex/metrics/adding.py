"""Parts that make a whole are added up where the indicator says that they do, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from hitechtex.catalog.indicators import Indicator
from hitechtex.catalog.texts import say
from hitechtex.errors import HitechtexError
from hitechtex.metrics.status import Status

Over = Literal["partner", "month"]


class DoesNotAdd(HitechtexError):  # noqa: N818  (said of what was asked for)
    """Parts of an indicator were to be added up that do not make its whole."""


def add_up(
    indicator: Indicator, statuses: Iterable[Status], *, over: Over = "partner"
) -> float | None:
    """Return the sum of the values of `indicator`, in its unit; None where no part has one.

    Over partners the parts are the statuses that have a partner; over months all of `statuses`,
    one per month. Raises DoesNotAdd where `adds_over` does not name it.
    """
    if over not in indicator.adds_over:
        raise DoesNotAdd(
            say("adding.refused", label=indicator.label, over=say(f"adding.over.{over}")),
            do=why_not(indicator),
        )
    values = [
        status.value
        for status in statuses
        if status.indicator == indicator.id
        and status.value is not None
        and (over != "partner" or status.partner is not None)
    ]
    return sum(values) if values else None


def why_not(indicator: Indicator) -> str:
    """Return in a sentence why parts of an indicator do not add up."""
    if indicator.numerator:
        return say("adding.why.ratio")
    return say("adding.why.range" if indicator.low else "adding.why.shared")
