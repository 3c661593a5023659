"""A result becomes a judgement."""

from hitechtex.metrics.adding import DoesNotAdd, add_up
from hitechtex.metrics.forecast import Forecast
from hitechtex.metrics.forecast_back_test import BackTest
from hitechtex.metrics.indicators import judge, judge_all
from hitechtex.metrics.lines import LineStatus, judge_lines
from hitechtex.metrics.questions import Questions
from hitechtex.metrics.series import Standing
from hitechtex.metrics.status import Status, Word

__all__ = [
    "BackTest",
    "DoesNotAdd",
    "Forecast",
    "LineStatus",
    "Questions",
    "Standing",
    "Status",
    "Word",
    "add_up",
    "judge",
    "judge_all",
    "judge_lines",
]
