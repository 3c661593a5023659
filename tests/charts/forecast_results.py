"""Forecasts made by hand: a range, one that is too early, an earlier one held against what came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hitechtex.metrics import BackTest, Forecast
from hitechtex.metrics.forecast import Band, Evidence

ACHIEVED = "exchanges_achieved"
BANDS = (
    Band(date(2023, 12, 1), 64, 66, 68, 71, 75),
    Band(date(2024, 1, 1), 66, 70, 75, 82, 90),
)
SAID = Forecast(
    indicator=ACHIEVED,
    partner=None,
    as_of=date(2023, 11, 30),
    end=date(2024, 1, 31),
    reached=62,
    median=75,
    low50=70,
    high50=82,
    low80=66,
    high80=90,
    target=80,
    odds=0.31,
    words="The odds of reaching the target are about 3 in 10.",
    evidence=Evidence(62, 20),
    too_early=False,
    note="From the cases on their way.",
    path=BANDS,
)
EARLY = replace(
    SAID, median=None, low50=None, high50=None, low80=None, high80=None, odds=None, path=(),
    too_early=True, words="Too early to say.", note="Too early to say.",
)  # fmt: skip
HELD = BackTest(ACHIEVED, None, 12, SAID, date(2023, 11, 1), BANDS[0], 70, True, True, "Held.")
