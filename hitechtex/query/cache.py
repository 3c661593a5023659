"""Answers that were given before, bounded in number and in rows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

from hitechtex.query.result import Result


class ResultCache:
    """The least recently used answers give way; long ones are never kept. Safe between threads."""

    def __init__(self, *, most_results: int = 1024, most_rows: int = 5000) -> None:
        self._results: OrderedDict[Hashable, Result] = OrderedDict()
        self._most_results = most_results
        self._most_rows = most_rows
        self._lock = Lock()

    def get(self, key: Hashable) -> Result | None:
        """Return the answer kept under `key`, or None."""
        with self._lock:
            result = self._results.get(key)
            if result is not None:
                self._results.move_to_end(key)
            return result

    def put(self, key: Hashable, result: Result) -> None:
        """Keep `result` unless it is too long; drop the one that was unused for longest."""
        if len(result.rows) > self._most_rows:
            return
        with self._lock:
            self._results[key] = result
            self._results.move_to_end(key)
            if len(self._results) > self._most_results:
                self._results.popitem(last=False)

    def __len__(self) -> int:
        with self._lock:
            return len(self._results)
