"""Any sequence of accepting, replacing and undoing gives what a plain dict would."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from hitechtex.errors import HitechtexError
from hitechtex.store import append, current, open_store, snapshot, undo
from tests.store.batches import a_batch, live_rows

KEYS = st.dictionaries(st.sampled_from(["EX-1", "EX-2", "EX-3"]), st.integers(1, 9), max_size=3)


class AnySequence(RuleBasedStateMachine):
    """The model: batches in their order, each with its rows, and which of them count."""

    batches = Bundle("batches")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="store-"))
        self.store = open_store(self.folder)
        self.rows: dict[str, dict[str, int]] = {}
        self.replaces: dict[str, str] = {}
        self.live: set[str] = set()
        self.history = [self.expected()]

    def expected(self) -> dict[str, int]:
        merged: dict[str, int] = {}
        for batch, rows in self.rows.items():
            merged |= rows if batch in self.live else {}
        return merged

    @rule(target=batches, rows=KEYS)
    def accept(self, rows: dict[str, int]) -> str:
        batch = a_batch(rows)
        append(self.store, batch)
        self.rows[batch.id] = rows
        self.live.add(batch.id)
        self.history.append(self.expected())
        return batch.id

    @rule(target=batches, rows=KEYS, old=batches)
    def replace(self, rows: dict[str, int], old: str) -> str:
        batch = a_batch(rows)
        try:
            append(self.store, batch, replaces=old)
        except HitechtexError:
            assert old not in self.live
            return old
        assert old in self.live
        self.rows[batch.id] = rows
        self.replaces[batch.id] = old
        self.live ^= {old, batch.id}
        self.history.append(self.expected())
        return batch.id

    @rule(batch=batches)
    def take_back(self, batch: str) -> None:
        try:
            undo(self.store, batch)
        except HitechtexError:
            assert batch not in self.live
            return
        assert batch in self.live
        self.live -= {batch}
        if batch in self.replaces:
            self.live.add(self.replaces[batch])
        self.history.append(self.expected())

    @invariant()
    def holds_what_the_dict_holds(self) -> None:
        now = current(self.store)
        assert live_rows(now) == self.expected()
        assert {record.batch for record in now.live} == self.live

    @rule(share=st.floats(0, 1))
    def held_what_it_held(self, share: float) -> None:
        at = round(share * (len(self.history) - 1))
        assert live_rows(snapshot(self.store, at)) == self.history[at]

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


TestAnySequence = AnySequence.TestCase
TestAnySequence.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
