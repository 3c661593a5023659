"""How a partner's layout was read the last time, kept beside the key, offered the next time.

    <store>/layouts/<hash>.json   one file per partner and layout, written whole or not at all

It is a memory and no ledger: of two processes that remember the same layout the later one stands,
and a file that cannot be read is as if there were none.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from datetime import date
from pathlib import Path

from pydantic import Field as Setting
from pydantic import ValidationError

from hitechtex.catalog.declared import Declared
from hitechtex.catalog.project import match_key
from hitechtex.ingest import Understanding
from hitechtex.ingest.corrections import added_columns
from hitechtex.store.keeping import Store
from hitechtex.store.synced import make_folder, sync
from hitechtex.store.trouble import said_plainly

FOLDER = "layouts"
MOST_BYTES = 1_000_000


class Layout(Declared):
    """What was decided about one layout of one partner, in the names of answers.

    `day` is when it was accepted, `file` and `batch` with what. A decision is kept whether it was
    answered or followed from the file's own values.
    """

    partner: str
    dataset: str
    day: date
    file: str
    batch: str
    answers: dict[str, str] = Setting(default_factory=dict)


def remember(store: Store, found: Understanding, *, batch: str, day: date) -> None:
    """Keep how a file was read that was accepted; raise StoreError where the disk refuses."""
    layout = Layout(
        partner=found.partner,
        dataset=found.dataset,
        day=day,
        file=found.file,
        batch=batch,
        answers=_answers(found),
    )
    path = _path(store, found)
    with said_plainly(store.path):
        make_folder(path.parent)
        _replace(path, layout.model_dump_json())


def recall(store: Store, found: Understanding) -> Layout | None:
    """Return how this partner's layout was read the last time; None where it is new."""
    try:
        path = _path(store, found)
        if not found.columns or path.stat().st_size > MOST_BYTES:
            return None
        return Layout.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _answers(found: Understanding) -> dict[str, str]:
    decided = {each.id: each.value for each in found.decisions if each.choices}
    return {**decided, **found.answers}


def _path(store: Store, found: Understanding) -> Path:
    """Return the file of a layout: the partner, and the same names of columns in any case.

    The dataset is no part of it, because it may be what is asked; nor are our own columns, so that
    a correction sheet is known by the file that it corrects.
    """
    ours = {*added_columns()}
    names = [match_key(each.name) for each in found.columns if each.name not in ours]
    text = json.dumps([found.partner, names], ensure_ascii=False)
    return store.path / FOLDER / f"{hashlib.sha256(text.encode()).hexdigest()[:32]}.json"


def _replace(path: Path, text: str) -> None:
    draft = path.with_name(f".{secrets.token_hex(8)}.tmp")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    sync(path.parent)
