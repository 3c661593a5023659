"""The codes of the datasets and their labels (`data/codes.toml`)."""

from __future__ import annotations

from pathlib import Path

from pydantic import RootModel

from hitechtex.catalog.declared import read_toml
from hitechtex.catalog.project import DATA
from hitechtex.errors import DeclarationError, UnknownName


class Codes(RootModel[dict[str, dict[str, str]]]):
    """Lists of codes: code → label, in the order in which they are shown."""

    def __getitem__(self, name: str) -> dict[str, str]:
        if name not in self.root:
            raise UnknownName("list of codes", name, self.root)
        return self.root[name]

    def label(self, name: str, code: str) -> str:
        """Return the label of `code` in the list `name`; an unknown code stands for itself."""
        return self[name].get(code, code)


def read_codes(path: Path = DATA / "codes.toml") -> Codes:
    """Return every list of codes; raise DeclarationError where a status has no phase or state."""
    codes = Codes.model_validate(read_toml(path))
    for rolled_up, into in (("phase_of_status", "phases"), ("state_of_status", "states")):
        for status in codes["statuses"]:
            if codes[rolled_up].get(status) not in codes[into]:
                raise DeclarationError(
                    f"the status “{status}” rolls up to none of the {into}",
                    where=f"{path}: {rolled_up}",
                )
    return codes
