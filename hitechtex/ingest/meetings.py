"""The session that an attendance export tells of becomes a batch of its own, like any file."""

from __future__ import annotations

import csv
import tempfile
from dataclasses import replace
from pathlib import Path

from hitechtex.catalog import Catalog
from hitechtex.catalog.texts import say
from hitechtex.errors import FileRefused
from hitechtex.ingest import Batch, ingest

DATASET = "sessions"
KIND, MODE = "webinar", "virtual"
"""What a meeting on line is, unless whoever organised it says otherwise."""


def session_of(
    batch: Batch, *, catalog: Catalog, key: bytes, kind: str = KIND, by: str = ""
) -> Batch | None:
    """Return the batch of the one session whose people `batch` holds; None where it was named.

    The organiser is the partner who sent the export. Raises FileRefused where nobody is named as
    that, and RowsRefused where the contract of sessions refuses what the export says.
    """
    meeting = batch.meeting
    if meeting is None:
        return None
    if not batch.partner:
        raise FileRefused(
            say("exports.no_partner.says"), where=batch.file, do=say("exports.no_partner.do")
        )
    row = {
        "session_id": meeting.session_id,
        "title": meeting.title or say("exports.untitled", day=meeting.start_date.isoformat()),
        "kind": kind,
        "start_date": meeting.start_date.isoformat(),
        "end_date": meeting.end_date.isoformat() if meeting.end_date else "",
        "hours": meeting.hours,
        "mode": MODE,
        "organiser": batch.partner,
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "session.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(row))
            writer.writeheader()
            writer.writerow(row)
        made = ingest(path, dataset=DATASET, catalog=catalog, key=key, all_or_nothing=True, by=by)
    said = say("exports.session_made", session=meeting.session_id, title=row["title"], kind=kind)
    return replace(made, file=batch.file, understood=(said,))
