"""What the events of a review mean: states of batches, and periods that are approved.

A batch is `submitted` when it is accepted, `returned` with a comment or `approved`, and submitted
again when it is reopened; the last event decides. A period is one partner, one dataset and all
days until one: `period_approved` sets that day, `period_reopened` sets it back or takes it away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from hitechtex.store.snapshot import ApprovedPeriod

if TYPE_CHECKING:
    from hitechtex.store.ledger import Event

SUBMITTED = "submitted"
RETURNED = "returned"
APPROVED = "approved"
REOPENED = "reopened"
PERIOD_APPROVED = "period_approved"
PERIOD_REOPENED = "period_reopened"

STATES = {RETURNED: RETURNED, APPROVED: APPROVED, REOPENED: SUBMITTED}
KINDS = frozenset((*STATES, PERIOD_APPROVED, PERIOD_REOPENED))


def reviews(events: Iterable[Event]) -> dict[str, dict[str, Any]]:
    """Return the fields of a BatchRecord that its last review gives, by batch."""
    return {
        event.batch: {
            "review": STATES[event.event],
            "reviewed_at": event.at,
            "reviewed_by": event.by,
            "comment": event.comment,
        }
        for event in events
        if event.event in STATES
    }


def periods(events: Iterable[Event]) -> tuple[ApprovedPeriod, ...]:
    """Return the approved periods in force, by dataset and partner."""
    found: dict[tuple[str, str], ApprovedPeriod] = {}
    for event in events:
        whose = (event.dataset, event.partner)
        if event.event == PERIOD_REOPENED and event.until is None:
            found.pop(whose, None)
        elif event.event in (PERIOD_APPROVED, PERIOD_REOPENED) and event.until is not None:
            found[whose] = ApprovedPeriod(*whose, event.until, event.at, event.by, event.comment)
    return tuple(found[whose] for whose in sorted(found))
