"""What a page or a report asks: one snapshot, one selection, the reader's choices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from hitechtex.catalog import Catalog
from hitechtex.metrics.duplicates import Proposal, propose
from hitechtex.metrics.forecast import Forecast
from hitechtex.metrics.forecast_all import forecast_all
from hitechtex.metrics.forecast_back_test import BackTest, back_test
from hitechtex.metrics.indicators import is_planned, judge_all
from hitechtex.metrics.lines import LineStatus, judge_lines
from hitechtex.metrics.rules import newest
from hitechtex.metrics.series import Standing, planned, series
from hitechtex.metrics.status import Status
from hitechtex.query import Engine
from hitechtex.query.result import Filters, Result


@dataclass(frozen=True, eq=False)
class Questions:
    """Asks every question of a page under the same filters, so that its panels agree.

    `choices` are what the reader has picked on the page itself (a measure, a layer), by name.
    """

    engine: Engine
    filters: Filters = field(default_factory=Filters)
    choices: Mapping[str, str] = field(default_factory=dict)
    _judged: dict[str, tuple[Status, ...]] = field(default_factory=dict)

    def __call__(self, name: str, **parameters: Any) -> Result:
        """Return the answer to the query `name`; raise UnknownName or QueryError."""
        return self.engine.ask(name, self.filters, **parameters)

    def judge(self, *names: str) -> tuple[Status, ...]:
        """Return the statuses of the indicators `names`, the partnership's and each partner's.

        Each is judged once for a page, however often it is asked for.
        """
        asked = tuple(name for name in names if name not in self._judged)
        if asked:
            self._judged.update((name, ()) for name in asked)
            for status in judge_all(self.engine, filters=self.filters, names=asked):
                self._judged[status.indicator] += (status,)
        return tuple(status for name in names for status in self._judged[name])

    def lines(self) -> tuple[LineStatus, ...]:
        """Return how each line of work stands by its indicators with a target, the worst first."""
        if not is_planned(self.filters):  # nothing has a target: nothing needs to be asked
            return judge_lines((), self.catalog)
        due = set(self("targets_due")["indicator"])
        judged = [each.id for each in self.catalog.indicators.indicators
                  if each.id in due or each.aim is not None]  # fmt: skip
        return judge_lines(self.judge(*judged) if judged else (), self.catalog)

    def of(self, indicator: str) -> Result:
        """Return the answer to the query of an indicator; raise UnknownName."""
        return self(self.catalog.indicators[indicator].query)

    def series(self, indicator: str) -> tuple[Standing, ...]:
        """Return how an indicator stood at the end of each month, and how it stands."""
        return series(self.engine, indicator, filters=self.filters)

    def planned(self, indicator: str) -> tuple[tuple[date, float], ...]:
        """Return what is planned for the end of each month, where the selection has a plan."""
        return planned(self.engine, indicator, filters=self.filters)

    def rows_query(self, indicator: str) -> str:
        """Return the query that lists the records behind an indicator; blank where none does."""
        asked = self.engine.queries[self.catalog.indicators[indicator].query]
        lists = (f"{dataset.removesuffix('s')}_list" for dataset in asked.datasets)
        return next((name for name in lists if name in self.engine.queries), "")

    def judge_planned(self) -> tuple[Status, ...]:
        """Return the same of the indicators that can have a target."""
        return self.judge(*self.catalog.indicators.planned)

    def judge_shared_out(self) -> tuple[Status, ...]:
        """Return those whose partners add up, of all partners, whichever of them are chosen."""
        everyone = replace(self.filters, partners=None)
        names = self.catalog.indicators.shared_out
        return judge_all(self.engine, filters=everyone, names=names)

    def forecasts(self) -> tuple[Forecast, ...]:
        """Return what the indicators that add up may come to, the partnership's and partners'."""
        return forecast_all(self.engine, filters=self.filters)

    def back_tests(self, indicator: str) -> tuple[BackTest, ...]:
        """Return what would have been said of an indicator in earlier months, and what came."""
        return back_test(self.engine, indicator)

    def proposals(self) -> tuple[Proposal, ...]:
        """Return pairs of visitors' names that may be one organisation; no filter narrows them."""
        return propose(self.engine)

    def newest_verdicts(self, verdict: str, *, limit: int) -> Result:
        """Return the newest exchanges of which a rule says `verdict`, one row per rule."""
        return newest(self.engine, self.filters, verdict, limit=limit)

    @property
    def catalog(self) -> Catalog:
        """Everything declared."""
        return self.engine.catalog
