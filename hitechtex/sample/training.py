"""Sessions of the sample, and who was there: some kept as totals, some person by person."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hitechtex.sample.columns import (
    code_column,
    day_column,
    decimal_column,
    in_order,
    key_column,
    number_column,
)
from hitechtex.sample.draws import (
    Chance,
    Mask,
    Whole,
    between,
    exactly,
    one_in,
    shuffled,
    spread,
    stream,
)
from hitechtex.sample.people import People, people_at
from hitechtex.sample.programme import read_programme
from hitechtex.sample.setting import Setting

SESSIONS, AT_ROWS = 25, 90
FEWEST_SESSIONS = 8
FIRST_SHARE = 1 / 12
"""No session in the first twelfth of the project."""

TOTALS, PERSONS, BOTH = 0, 1, 2
GRAINS = (32, 38, 30)
DIFFERING_SHARE = 0.1
REGISTERED = {
    "training": (15, 28),
    "webinar": (24, 58),
    "workshop": (14, 26),
    "coaching": (3, 6),
    "learning_visit": (6, 12),
}
DAYS = {"training": 2, "learning_visit": 2}
MODES = {
    "training": (5, 3, 2),
    "webinar": (0, 1, 0),
    "workshop": (6, 2, 2),
    "coaching": (4, 6, 0),
    "learning_visit": (1, 0, 0),
}
"""Physical, virtual, hybrid."""


@dataclass(frozen=True, eq=False)
class Sessions:
    """One element per session; kinds, modes and organisers are positions in their lists.

    `grain` says how attendance was kept; `registered` is what the organiser expected to keep.
    """

    subject: Whole
    kind: Whole
    mode: Whole
    organiser: Whole
    start: Whole
    end: Whole
    minutes: Whole
    registered: Whole
    grain: Whole
    speaks_english: Mask

    def __len__(self) -> int:
        return len(self.kind)


def session_count(setting: Setting) -> int:
    """Return the number of sessions held in a sample of this size."""
    return max(FEWEST_SESSIONS, int(SESSIONS * math.sqrt(setting.rows / AT_ROWS) + 0.5))


def draw_sessions(setting: Setting) -> Sessions:
    """Return the sessions held up to the reporting day, in the order of their days."""
    chance = stream(setting.seed, "sessions")
    n = session_count(setting)
    subjects, kinds = read_programme().sessions, list(setting.catalog.codes["session_kinds"])
    subject = np.arange(n) % len(subjects)
    kind = np.array([kinds.index(each.kind) for each in subjects])[subject]
    start = _days(chance, setting, n)
    lasts = np.array([DAYS.get(each, 1) for each in kinds])[kind]
    low, high = (np.array([REGISTERED[each][i] for each in kinds])[kind] for i in (0, 1))
    weights = np.array([MODES[each] for each in kinds])[kind]
    position = chance.random(n) * weights.sum(axis=1)
    return Sessions(
        subject=subject,
        kind=kind,
        mode=(position[:, None] >= np.cumsum(weights, axis=1)).sum(axis=1),
        organiser=spread(chance, n, [1] * len(setting.roles)),
        start=start,
        end=np.minimum(start + lasts - 1, setting.as_of),
        minutes=np.array([int(each.hours * 60) for each in subjects])[subject],
        registered=low + (chance.random(n) * (high - low + 1)).astype(np.int64),
        grain=spread(chance, n, GRAINS)[shuffled(chance, n)],
        speaks_english=one_in(chance, n, 0.7),
    )


def _days(chance: Chance, setting: Setting, n: int) -> Whole:
    """Return days from Monday to Thursday, evenly laid up to the reporting day."""
    first = setting.first_day + int(setting.days * FIRST_SHARE)
    span = max(1, setting.as_of - first - 6)
    day = first + ((np.arange(n) + chance.random(n)) / n * span).astype(np.int64)
    monday: Whole = day - (day + 3) % 7
    held: Whole = np.maximum(monday + between(chance, n, 0, 3), setting.first_day)
    return held


def session_rows(setting: Setting) -> Iterator[pa.RecordBatch]:
    """Yield one row per session."""
    held = draw_sessions(setting)
    subjects = read_programme().sessions
    again = np.arange(len(held)) // len(subjects) + 1
    titles = [
        subjects[i].title if k == 1 else f"{subjects[i].title}, edition {k}"
        for i, k in zip(held.subject, again, strict=True)
    ]
    columns = {
        "session_id": session_ids(held, np.arange(len(held))),
        "title": pa.array(titles),
        "topic": code_column([each.topic for each in subjects], held.subject),
        "kind": code_column(list(setting.catalog.codes["session_kinds"]), held.kind),
        "start_date": day_column(held.start),
        "end_date": day_column(held.end),
        "hours": _hours(held),
        **_where(setting, held),
        **_totals(setting, held),
    }
    yield in_order(setting.catalog.contract("sessions"), columns)


def session_ids(held: Sessions, position: Whole) -> pa.Array:
    """Return the identifiers of the sessions at these positions."""
    return key_column("SAMPLE-S-", position + 1, width=max(3, len(str(len(held)))))


def _hours(held: Sessions) -> pa.Array:
    everyone = np.ones(len(held), dtype=np.bool_)
    return decimal_column(held.minutes * 100 // 60, decimals=2, given=everyone)


def _where(setting: Setting, held: Sessions) -> dict[str, pa.Array]:
    """Return mode, organiser, language and place; a virtual session has no place."""
    partners = setting.catalog.project.partners
    modes = list(setting.catalog.codes["modes"])
    shown = np.array([modes.index(each) for each in ("physical", "virtual", "hybrid")])[held.mode]
    own = code_column([(*p.languages, "en")[0] for p in partners], held.organiser)
    english = code_column(["en"], np.zeros(len(held), dtype=np.int64))
    there = shown != modes.index("virtual")
    return {
        "mode": code_column(modes, shown),
        "organiser": code_column(setting.catalog.project.partner_ids, held.organiser),
        "language": pc.if_else(pa.array(held.speaks_english), english, own),
        "country": code_column([p.country for p in partners], held.organiser, given=there),
        "city": code_column([p.seat for p in partners], held.organiser, given=there),
    }


def _totals(setting: Setting, held: Sessions) -> dict[str, pa.Array]:
    """Return totals where they were kept, counted from the people where both were.

    A few of the sessions with both differ by one to three, as real lists do.
    """
    chance = stream(setting.seed, "totals")
    there = people_there(setting, held)
    n = len(held)
    kept = held.grain != PERSONS
    differs = exactly(chance, DIFFERING_SHARE, held.grain == BOTH)
    attended = there.count(there.attended) + np.where(differs, between(chance, n, 1, 3), 0)
    scored = np.bincount(there.session, weights=there.satisfaction, minlength=n).astype(np.int64)
    answers = there.count(there.satisfaction > 0)
    mean = (scored * 10_000 + answers // 2) // np.maximum(answers, 1)
    return {
        "registered": number_column(np.maximum(held.registered, attended), given=kept),
        "attended": number_column(attended, given=kept),
        "certificates": number_column(there.count(there.certificate), given=kept),
        "satisfaction": decimal_column(mean, decimals=4, given=kept & (answers > 0)),
        "satisfaction_n": number_column(answers, given=kept),
    }


def people_there(setting: Setting, held: Sessions) -> People:
    """Return every person registered for every session, also where only totals were kept."""
    chance = stream(setting.seed, "people")
    kinds = list(setting.catalog.codes["session_kinds"])
    certified = np.array([each in ("training", "coaching") for each in kinds])[held.kind]
    tested = np.array([each in ("training", "workshop") for each in kinds])[held.kind]
    return people_at(
        chance,
        setting,
        registered=held.registered,
        minutes=held.minutes,
        certified=certified,
        tested=tested & one_in(chance, len(held), 0.7),
        logged=held.mode > 0,
    )


def attendance_rows(setting: Setting) -> Iterator[pa.RecordBatch]:
    """Yield one row per person and session, where people were kept."""
    held = draw_sessions(setting)
    there = people_there(setting, held)
    kept = np.flatnonzero(held.grain[there.session] != TOTALS)
    columns = {"session_id": session_ids(held, there.session), **there.columns(setting)}
    yield in_order(setting.catalog.contract("attendance"), columns).take(pa.array(kept))
