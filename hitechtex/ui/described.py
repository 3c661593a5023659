"""A page as its file describes it: what it asks, shows and lets the reader pick."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from hitechtex.catalog import Catalog
from hitechtex.charts.panel import Panel
from hitechtex.metrics import Questions

Panels = Callable[[Questions], Iterable[Panel]]
Options = Callable[[Catalog], dict[str, str]]
Asked = Callable[[Questions], dict[str, str]]
Below = Mapping[str, Callable[[Questions], None]]


@dataclass(frozen=True)
class Choice:
    """Something picked on the page itself; `name` is also its name in the URL.

    `options` are read from the catalogue when the page is drawn, where they stand in it.
    One that `is_long` is offered as a list to search, and the URL holds the option, not its label.
    One `within` a section is picked there alone. `asked` gives options that the store knows,
    under the filters and what was picked before; where there are none, nothing is offered.
    """

    name: str
    options: dict[str, str] | Options = field(default_factory=dict)
    is_long: bool = False
    within: tuple[str, ...] | str = ""
    asked: Asked | None = None


@dataclass(frozen=True, eq=False)
class Described:
    """A page as its file describes it; `below` is what stands under the panels of a section."""

    doc: str
    name: str
    panels: Panels
    indicators: tuple[str, ...]
    choices: tuple[Choice, ...]
    filtered: bool
    below: Below = field(default_factory=dict)

    @property
    def question(self) -> str:
        """The question it answers, and for whom."""
        return self.doc.partition("\n\n")[0]

    @property
    def limits(self) -> str:
        """What it does not say."""
        return self.doc.partition("\n\n")[2]
