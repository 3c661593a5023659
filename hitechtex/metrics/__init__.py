"""A result becomes a judgement."""

from hitechtex.metrics.indicators import judge, judge_all
from hitechtex.metrics.questions import Questions
from hitechtex.metrics.status import Status, Word

__all__ = ["Questions", "Status", "Word", "judge", "judge_all"]
