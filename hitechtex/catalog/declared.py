"""Read a declaration below `data/` into frozen values, or say which file and key is wrong."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from hitechtex.errors import DeclarationError


class Declared(BaseModel):
    """A frozen value read from a file; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


D = TypeVar("D", bound=Declared)

OWN = "Value error, "
"""What pydantic puts before the reasons that the models here give."""


def read_toml(path: Path) -> dict[str, object]:
    """Return the tables of a TOML file; raise DeclarationError if it is missing or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DeclarationError("the file does not exist", where=str(path)) from None
    except OSError as problem:
        raise DeclarationError(f"cannot be read ({problem.strerror})", where=str(path)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise DeclarationError(f"is not valid TOML: {problem}", where=str(path)) from None


def declare(model: type[D], tables: dict[str, object], *, where: str) -> D:
    """Return `tables` as a frozen `model`; raise DeclarationError naming the first wrong key."""
    try:
        return model.model_validate(tables)
    except ValidationError as problem:
        first = problem.errors()[0]
        key = ".".join(str(step) for step in first["loc"])
        more = problem.error_count() - 1
        reason = first["msg"].removeprefix(OWN)
        raise DeclarationError(
            f"the key “{key}” is wrong" if key else reason,
            where=where,
            expected=_expected(first["type"], reason, first.get("input")) if key else "",
            do=f"{more} more of its keys are wrong" if more else "",
        ) from None


def _expected(kind: str, reason: str, found: object) -> str:
    if kind == "missing":
        return "a value; none is given"
    if kind == "extra_forbidden":
        return "no such key; remove it or correct its spelling"
    if isinstance(found, dict | list | tuple):
        return reason
    return f"{reason} (found “{found}”)"
