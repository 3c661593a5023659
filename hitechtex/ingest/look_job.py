"""What the reading process is asked when a file is only looked at, and what it answers."""

from __future__ import annotations

from pydantic import Field as Setting

from hitechtex.catalog.contracts import Contract
from hitechtex.catalog.declared import Declared
from hitechtex.catalog.exports import Export
from hitechtex.ingest.lexicon import Lexicon
from hitechtex.ingest.limits import Limits
from hitechtex.ingest.understanding import Understanding


class LookJob(Declared):
    """One file to look at. `dataset` is blank where it is to be proposed; `exports` are known."""

    name: str
    dataset: str
    partner: str
    contracts: dict[str, Contract]
    lexicon: Lexicon
    exports: tuple[Export, ...] = ()
    answers: dict[str, str] = Setting(default_factory=dict)
    limits: Limits


class Look(Declared):
    """What came of looking: an understanding, or the rule and places of a refusal."""

    understanding: Understanding | None = None
    rule: str = ""
    places: dict[str, str] = Setting(default_factory=dict)
