"""How far each exchange has come on the reporting day, by the dates of its own course."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hitechtex.sample.draws import Chance, Mask, Whole, below, between, exactly, one_in
from hitechtex.sample.missions import Travel
from hitechtex.sample.setting import Setting

NEVER = -1
"""A day that has not come."""

DROPPED_SHARE = 0.10
REJECTED_SHARE = 0.3
UNCONFIRMED_SHARE = 0.015
UNDATED_SHARE = 0.25
UNKNOWN_DAY_SHARE = 0.01

SIGNED_WITHIN, MATCHED_WITHIN, ACCEPTED_WITHIN = 21, 50, 80
"""Days to the stay under which a visitor has usually come so far."""


@dataclass(frozen=True, eq=False)
class Course:
    """One element per exchange; `status` is a position in the list of statuses.

    Days are counted from 1970-01-01, NEVER where they have not come or nobody wrote them down.
    `over` holds where the stay took place and has ended, `committed` from the signature on.
    """

    status: Whole
    registered: Whole
    start: Whole
    end: Whole
    completed: Whole
    validated: Whole
    paid: Whole
    over: Mask
    committed: Mask


def course(chance: Chance, setting: Setting, way: Travel, *, unpaid: Mask) -> Course:
    """Return the course of every exchange; those in `unpaid` never receive a payment."""
    codes = {code: i for i, code in enumerate(setting.catalog.codes["statuses"])}
    n = len(way)
    completed = way.end + below(chance, n, 4)
    reported, validated, paid = _finalisation(chance, completed)
    paid = np.where(unpaid, np.iinfo(np.int64).max, paid)
    status = _before(chance, setting, way, codes)
    for code, day in (
        ("ongoing", way.start),
        ("completed", completed),
        ("report_submitted", reported),
        ("report_validated", validated),
        ("paid", paid),
    ):
        status = np.where(day <= setting.as_of, codes[code], status)
    status, dropped = _dropped(chance, status, codes)
    begun = (status >= codes["ongoing"]) & ~dropped
    over = (status >= codes["completed"]) & ~dropped
    undated = _undated(chance, status, dropped, codes)
    return Course(
        status=status,
        registered=_forgotten(chance, way.registered, begun),
        start=np.where(undated, NEVER, way.start),
        end=np.where(undated, NEVER, way.end),
        completed=np.where(over, completed, NEVER),
        validated=_reached(chance, validated, over & (status >= codes["report_validated"])),
        paid=np.where(over & (status >= codes["paid"]), paid, NEVER),
        over=over,
        committed=(status >= codes["commitment_signed"]) & ~dropped,
    )


def _finalisation(chance: Chance, completed: Whole) -> tuple[Whole, Whole, Whole]:
    """Return days of report, validation and payment: mostly prompt, some late, a few very late."""
    n = len(completed)
    report = between(chance, n, 4, 20)
    report += np.where(one_in(chance, n, 0.12), between(chance, n, 20, 60), 0)
    check = between(chance, n, 5, 20)
    check += np.where(one_in(chance, n, 0.08), between(chance, n, 20, 75), 0)
    payment = between(chance, n, 2, 10)
    payment += np.where(one_in(chance, n, 0.15), between(chance, n, 8, 40), 0)
    reported = completed + report
    validated = reported + check
    return reported, validated, validated + payment


def _before(chance: Chance, setting: Setting, way: Travel, codes: dict[str, int]) -> Whole:
    """Return the status of a visitor before the stay: the nearer it is, the further it has come."""
    ahead = way.start - setting.as_of + between(chance, len(way), -6, 6)
    status = np.full(len(way), codes["registered"])
    for code, days in (
        ("accepted", ACCEPTED_WITHIN),
        ("matched", MATCHED_WITHIN),
        ("commitment_signed", SIGNED_WITHIN),
    ):
        status = np.where(ahead <= days, codes[code], status)
    return status


def _dropped(chance: Chance, status: Whole, codes: dict[str, int]) -> tuple[Whole, Mask]:
    """Return the statuses with drop-outs and forgotten confirmations, and who dropped out."""
    n = len(status)
    dropped = exactly(chance, DROPPED_SHARE, status != codes["ongoing"])
    rejected = dropped & exactly(chance, DROPPED_SHARE * REJECTED_SHARE, dropped)
    recent = (status == codes["completed"]) | (status == codes["report_submitted"])
    unconfirmed = exactly(chance, UNCONFIRMED_SHARE, recent & ~dropped)
    forgotten = np.where(one_in(chance, n, 0.5), codes["matched"], codes["commitment_signed"])
    status = np.where(unconfirmed, forgotten, status)
    closed = np.where(rejected, codes["rejected"], codes["cancelled"])
    return np.where(dropped, closed, status), dropped


def _undated(chance: Chance, status: Whole, dropped: Mask, codes: dict[str, int]) -> Mask:
    """Return whose dates are not known: some not yet agreed, and every rejected visitor's."""
    early: Mask = (status <= codes["accepted"]) & one_in(chance, len(status), UNDATED_SHARE)
    never: Mask = dropped & (status == codes["rejected"])
    return early | never


def _forgotten(chance: Chance, registered: Whole, begun: Mask) -> Whole:
    """Return days of registration without a few that nobody wrote down."""
    return np.where(exactly(chance, UNKNOWN_DAY_SHARE, begun), NEVER, registered)


def _reached(chance: Chance, validated: Whole, reached: Mask) -> Whole:
    """Return days of validation where it was reached, without a few nobody wrote down."""
    unknown = exactly(chance, UNKNOWN_DAY_SHARE, reached)
    return np.where(reached & ~unknown, validated, NEVER)
