"""The public record: each fact with its source, and refused where it contradicts itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from hitechtex.catalog import Catalog, read_catalog
from hitechtex.catalog.public_record import PublicRecord, read_public_record
from hitechtex.errors import DeclarationError

ROOT = Path(__file__).resolve().parents[2]
RECORD = (ROOT / "data" / "public_record.toml").read_text(encoding="utf-8")


def read(catalog: Catalog, path: Path) -> PublicRecord:
    project = catalog.project.model_copy(update={"folder": path.parent, "public_record": path.name})
    return read_public_record(project, catalog.codes["record_kinds"])


def test_what_is_shipped_is_what_was_published(catalog: Catalog) -> None:
    """Ten events, six with a day; what was announced only, or is in doubt, has none."""
    events = catalog.public_record.events
    assert len(events) == 10
    assert sum(event.first_day is not None for event in events) == 6
    for event in events:
        assert event.first_day is None or event.kind != "announcement", event.title
        assert event.first_day is None or "conflict" not in event.note, event.title
        assert event.note or event.first_day, event.title  # why a day is missing is said
        assert event.note.endswith("." if event.note else ""), event.title


def test_another_partnership_has_its_own_or_none() -> None:
    assert read_catalog(ROOT / "examples" / "erasmus-2012" / "project.toml").public_record == (
        PublicRecord()
    )


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("read_on = 2026-11-22\n", "", "read_on, the day on which the sources were read"),
        ('host = "citeve"', 'host = "cteve"', "the partner “cteve” of events.0 is not known"),
        ('kind = "coaching"', 'kind = "party"', "the kind “party” of events.2 is not known"),
        ("last_day = 2022-02-08\n", "", "first_day and last_day come together"),
        ("last_day = 2022-02-08", "last_day = 2022-02-06", "last_day lies before first_day"),
        ('source_url = "https', 'source_url = "javascript', "events.0.source_url"),
        ('source_url = "https', 'url = "https', "events.0.source_url"),
        ('mode = "virtual"', 'mode = "dreamt"', "events.0.mode"),
    ],
)
def test_a_broken_record_names_file_and_key(
    catalog: Catalog, tmp_path: Path, before: str, after: str, says: str
) -> None:
    assert before in RECORD
    path = tmp_path / "record.toml"
    path.write_text(RECORD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DeclarationError) as refused:
        read(catalog, path)
    assert says in str(refused.value)
    assert refused.value.where.startswith(str(path))


def test_a_record_that_is_named_but_not_there(catalog: Catalog, tmp_path: Path) -> None:
    with pytest.raises(DeclarationError, match="the file does not exist"):
        read(catalog, tmp_path / "record.toml")
