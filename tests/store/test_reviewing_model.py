"""Any sequence of files and reviews: the rows of an approved period stay as they were approved."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from hitechtex.errors import StoreError
from hitechtex.ingest.batch import Batch
from hitechtex.store import (
    append,
    approve,
    approve_period,
    current,
    keep_approved,
    open_store,
    reopen,
    reopen_period,
    send_back,
    snapshot,
    undo,
)
from tests.store.batches import a_filed_batch

Row = tuple[str, date | None, int]
DAYS = [None, date(2023, 1, 5), date(2023, 2, 5), date(2023, 3, 5)]
ENDS = st.sampled_from([date(2023, 1, 31), date(2023, 2, 28)])
PARTNERS = st.sampled_from(["north", "north", "south"])
KEYS = st.sampled_from(["A", "B", "C"])
FILED = st.tuples(PARTNERS, st.sampled_from(DAYS), st.integers(1, 3))
ROWS = st.dictionaries(KEYS, FILED, max_size=3)
SOME_ROWS = st.dictionaries(KEYS, FILED, min_size=2, max_size=3)


class AnyReview(RuleBasedStateMachine):
    """The model: batches with their rows, which count, which are approved, and until when."""

    batches = Bundle("batches")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="reviews-"))
        self.store = open_store(self.folder)
        self.rows: dict[str, dict[str, Row]] = {}
        self.replaces: dict[str, str] = {}
        self.live: list[str] = []
        self.approved: set[str] = set()
        self.until: dict[str, date] = {}
        self.history: list[object] = [self.seen()]

    def seen(self) -> object:
        now = current(self.store)
        return [(r.batch, r.state, r.review) for r in now.batches], now.periods, now.files

    def counted(self, live: list[str], more: dict[str, dict[str, Row]] | None = None) -> object:
        """The rows filed in an approved period, where these batches count."""
        merged: dict[str, Row] = {}
        for batch, rows in (self.rows | (more or {})).items():
            merged |= rows if batch in live else {}
        return {key: row for key, row in merged.items() if self.is_locked(row)}

    def is_locked(self, row: Row) -> bool:
        partner, day, _ = row
        return day is not None and partner in self.until and day <= self.until[partner]

    def try_it(self, act: object, may: bool) -> bool:
        """Do it; it must be refused exactly where the model says so, and then change nothing."""
        before = self.seen()
        try:
            act()  # type: ignore[operator]
        except StoreError:
            assert not may
            assert self.seen() == before
        else:
            assert may
            self.history.append(self.seen())
        return may

    def accept(self, batch: Batch, rows: dict[str, Row], old: str = "") -> str:
        live = [each for each in self.live if each != old]
        unchanged = self.counted([*live, batch.id], {batch.id: rows}) == self.counted(self.live)
        may = unchanged and (not old or (old in self.live and old not in self.approved))
        if self.try_it(lambda: append(self.store, batch, replaces=old), may):
            self.rows[batch.id] = rows
            self.replaces |= {batch.id: old} if old else {}
            self.live = [*live, batch.id]
            return batch.id
        return old

    @initialize(target=batches, rows=SOME_ROWS)
    def begin_with_an_approved_period(self, rows: dict[str, Row]) -> str:
        """Most of what can go wrong needs one: no time is lost on getting there."""
        batch = self.bring(rows)
        self.approve_until("north", date(2023, 2, 28))
        return batch

    @rule(target=batches, rows=ROWS)
    def bring(self, rows: dict[str, Row]) -> str:
        """A file whose faulty rows are set aside always comes in, and changes no approved row."""
        batch = a_filed_batch(rows)
        kept = keep_approved(self.store, batch)
        accepted = {key: rows[key] for key in kept.rows["exchange_id"].to_pylist()}
        assert kept.accepted + kept.set_aside.rows.num_rows == len(rows) == kept.rows_read
        assert len(kept.faults) == len(rows) - len(accepted)
        return self.accept(kept, accepted)

    @rule(rows=ROWS)
    def bring_as_it_is(self, rows: dict[str, Row]) -> None:
        self.accept(a_filed_batch(rows), rows)

    @rule(target=batches, rows=ROWS, old=batches)
    def replace(self, rows: dict[str, Row], old: str) -> str:
        return self.accept(a_filed_batch(rows), rows, old)

    @rule(batch=batches)
    def take_back(self, batch: str) -> None:
        back = self.replaces.get(batch)
        live = [each for each in (*self.live, *([back] if back else [])) if each != batch]
        unchanged = self.counted(live) == self.counted(self.live)
        may = batch in self.live and batch not in self.approved and unchanged
        if self.try_it(lambda: undo(self.store, batch), may):
            self.live = live

    @rule(batch=batches)
    def approve_it(self, batch: str) -> None:
        may = batch in self.live and batch not in self.approved
        if self.try_it(lambda: approve(self.store, batch), may):
            self.approved.add(batch)

    @rule(batch=batches)
    def return_it(self, batch: str) -> None:
        may = batch in self.live and batch not in self.approved
        self.try_it(lambda: send_back(self.store, batch, comment="Mend."), may)

    @rule(batch=batches)
    def reopen_it(self, batch: str) -> None:
        if self.try_it(lambda: reopen(self.store, batch), batch in self.approved):
            self.approved.discard(batch)

    @rule(partner=PARTNERS, until=ENDS)
    def approve_until(self, partner: str, until: date) -> None:
        may = self.until.get(partner, date.min) < until
        where = {"dataset": "exchanges", "partner": partner}
        if self.try_it(lambda: approve_period(self.store, until=until, **where), may):
            self.until[partner] = until

    @rule(partner=PARTNERS)
    def reopen_period_of(self, partner: str) -> None:
        may = partner in self.until
        if self.try_it(
            lambda: reopen_period(self.store, dataset="exchanges", partner=partner), may
        ):
            del self.until[partner]

    @invariant()
    def says_what_the_model_says(self) -> None:
        now = current(self.store)
        assert [r.batch for r in now.live] == [each for each in self.rows if each in self.live]
        assert {r.batch for r in now.batches if r.review == "approved"} == self.approved
        assert {p.partner: p.until for p in now.periods} == self.until

    @rule(share=st.floats(0, 1))
    def replays(self, share: float) -> None:
        at = round(share * (len(self.history) - 1))
        then = snapshot(self.store, at)
        told = [(r.batch, r.state, r.review) for r in then.batches], then.periods, then.files
        assert told == self.history[at]

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


TestAnyReview = AnyReview.TestCase
TestAnyReview.settings = settings(max_examples=25, stateful_step_count=10, deadline=None)
