"""Every page as its own file describes it, to be made without a browser."""

from __future__ import annotations

import runpy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

from hitechtex import ui
from hitechtex.charts.panel import Panel
from hitechtex.metrics import Questions
from hitechtex.ui.described import Choice, Panels

PAGES = Path(__file__).resolve().parents[1] / "pages"


@dataclass(frozen=True, eq=False)
class PagePart:
    """A page, or the one section of it that is shown: what it asks and what the reader picks."""

    page: str
    section: str
    panels: Panels
    indicators: tuple[str, ...]
    choices: tuple[Choice, ...]
    filtered: bool

    @property
    def name(self) -> str:
        """The page and its section."""
        return f"{self.page} {self.section}".strip()

    def make(self, query: Questions, picked: Mapping[str, str] | None = None) -> tuple[Panel, ...]:
        """Return what the page shows under the filters of `query`, and with what is `picked`.

        Choices that are not picked stand as they do when the page opens.
        """
        asking = replace(query, choices=self._choices(query, picked or {}))
        if self.indicators:
            asking.judge(*self.indicators)
        return tuple(self.panels(asking))

    def options(self, query: Questions, choice: str) -> tuple[str, ...]:
        """Return what can be picked for a choice; nothing for one that the page has not."""
        return next((tuple(_options(c, query)) for c in self.choices if c.name == choice), ())

    def _choices(self, query: Questions, picked: Mapping[str, str]) -> dict[str, str]:
        chosen = {"section": self.section} if self.section else {}
        for choice in self.choices:
            within = (choice.within,) if isinstance(choice.within, str) else choice.within
            if "" in within or self.section in within:
                options = _options(choice, replace(query, choices=dict(chosen)))
                chosen[choice.name] = picked.get(choice.name) or next(iter(options), "")
        return chosen


def page_parts() -> Iterator[PagePart]:
    """Yield every page, section by section, in the order of their files."""
    for path in sorted(PAGES.glob("*.py")):
        with mock.patch.object(ui, "page") as described:
            runpy.run_path(str(path), run_name="__main__")
        said = described.call_args.kwargs
        for section in said.get("sections", ("",)):
            yield PagePart(
                page=said["name"],
                section=section,
                panels=said["panels"],
                indicators=said.get("indicators", ()),
                choices=said.get("choices", ()),
                filtered=said.get("filtered", True),
            )


def _options(choice: Choice, query: Questions) -> dict[str, str]:
    if choice.asked is not None:
        return choice.asked(query)
    return choice.options(query.catalog) if callable(choice.options) else choice.options
