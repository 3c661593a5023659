"""Actions, services, milestones and labels of the sample: short lists, the same at every size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pyarrow as pa

from hitechtex.catalog.declared import Declared, declare, read_toml
from hitechtex.catalog.project import DATA
from hitechtex.sample.columns import text_rows
from hitechtex.sample.draws import Chance, between, choose, shuffled, stream
from hitechtex.sample.setting import Setting

SLOTS = 24
"""Times are declared in 24ths of the project."""


class Session(Declared):
    """What a session is about; it is held more than once in a large sample."""

    title: str
    topic: str
    kind: str
    hours: float


class Action(Declared):
    """A joint action; one without a start is an idea."""

    title: str
    kind: str
    cross_sector: str
    start: float | None = None
    end: float | None = None
    budget_eur: int | None = None
    result: str = ""


class Service(Declared):
    """A service of the joint portfolio."""

    title: str
    category: str


class Milestone(Declared):
    """A planned step of an activity line; `after` names those it waits for."""

    line: str
    title: str
    kind: str
    start: float
    end: float
    after: tuple[str, ...] = ()


class Label(Declared):
    """A label that one partner is awarded; `partner` is its place in the list of partners."""

    partner: int
    label: str
    awarded: float


class Programme(Declared):
    """All that `data/sample/programme.toml` declares."""

    sessions: tuple[Session, ...]
    actions: tuple[Action, ...]
    services: tuple[Service, ...]
    milestones: tuple[Milestone, ...]
    labels: tuple[Label, ...]


@cache
def read_programme() -> Programme:
    """Return the programme of the sample."""
    path = DATA / "sample" / "programme.toml"
    return declare(Programme, read_toml(path), where=str(path))


def action_rows(setting: Setting) -> Iterator[pa.RecordBatch]:
    """Yield one row per joint action."""
    chance = stream(setting.seed, "actions")
    actions = read_programme().actions
    dropped = int(shuffled(chance, len(actions) - 1)[0])
    smes = between(chance, len(actions), 3, 14)
    rows = [
        {
            **action.model_dump(exclude={"start", "end", "result"}),
            "action_id": f"SAMPLE-A-{i + 1:02}",
            **_taking_part(chance, setting, i),
            **_progress(setting, action, is_dropped=i == dropped),
            "smes_involved": smes[i] if action.start is not None and i != dropped else None,
            "source_url": f"https://example.org/sample/actions/{i + 1}",
        }
        for i, action in enumerate(actions)
    ]
    yield text_rows(setting.catalog.contract("actions"), rows)


def _taking_part(chance: Chance, setting: Setting, i: int) -> dict[str, str]:
    """Return the leading partner, each in turn, and all who take part, the leader first."""
    ids = setting.catalog.project.partner_ids
    lead = i % len(ids)
    others = [int(k) for k in shuffled(chance, len(ids)) if k != lead]
    chosen = others[: int(between(chance, 1, 1, 4)[0])]
    return {"lead": ids[lead], "partners": ";".join(ids[k] for k in (lead, *chosen))}


def _progress(setting: Setting, action: Action, *, is_dropped: bool) -> dict[str, object]:
    """Return dates, status and result as they stand on the reporting day."""
    if action.start is None or action.end is None:
        return {"status": "idea"}
    first, last = day_at(setting, action.start), day_at(setting, action.end)
    is_done = last <= reporting_day(setting)
    is_begun = first <= reporting_day(setting)
    status = "done" if is_done else "running" if is_begun else "planned"
    return {
        "status": "dropped" if is_dropped else status,
        "start_date": first,
        "end_date": last,
        "result": action.result if is_done and not is_dropped else None,
    }


def service_rows(setting: Setting) -> Iterator[pa.RecordBatch]:
    """Yield one row per service."""
    chance = stream(setting.seed, "services")
    services = read_programme().services
    ids = setting.catalog.project.partner_ids
    order = shuffled(chance, len(services))
    status = ("offered", "pilot", "planned", "retired")
    state = choose(chance, len(services), (12, 5, 6, 1))
    smes = between(chance, len(services), 4, 60)
    joint = choose(chance, len(services), (45, 55))
    rows = [
        {
            **service.model_dump(),
            "service_id": f"SAMPLE-V-{i + 1:02}",
            "provider": ids[order[i] % len(ids)],
            "status": status[state[i]],
            "is_joint": bool(joint[i]),
            **_launch(chance, setting, is_live=state[i] != 2, smes=int(smes[i])),
        }
        for i, service in enumerate(services)
    ]
    yield text_rows(setting.catalog.contract("services"), rows)


def _launch(chance: Chance, setting: Setting, *, is_live: bool, smes: int) -> dict[str, object]:
    """Return launch and SMEs served; a planned service has neither."""
    launched = setting.as_of - int(between(chance, 1, 10, max(10, setting.days // 2))[0])
    if not is_live:
        return {}
    return {
        "launched_on": date(1970, 1, 1) + timedelta(days=max(launched, setting.first_day)),
        "smes_served": smes,
    }


def milestone_rows(setting: Setting) -> Iterator[pa.RecordBatch]:
    """Yield one row per milestone, with its plan and what came of it."""
    chance = stream(setting.seed, "milestones")
    milestones = read_programme().milestones
    project = setting.catalog.project
    lines = tuple(line.id for line in project.lines)
    number = {each.title: f"SAMPLE-R-{i + 1:02}" for i, each in enumerate(milestones)}
    rows = [
        {
            "milestone_id": number[each.title],
            "line": each.line if each.line in lines else lines[i % len(lines)],
            "title": each.title,
            "kind": each.kind,
            "owner": project.partner_ids[i % len(project.partner_ids)],
            "depends_on": ";".join(number[title] for title in each.after),
            **_course(chance, setting, each),
        }
        for i, each in enumerate(milestones)
    ]
    yield text_rows(setting.catalog.contract("milestones"), rows)


def _course(chance: Chance, setting: Setting, each: Milestone) -> dict[str, object]:
    """Return planned and actual days and percent done: half on time, some late, a few very late."""
    late = (between(chance, 1, -4, 0), between(chance, 1, 5, 30), between(chance, 1, 31, 90))
    delay = timedelta(days=int(late[int(choose(chance, 1, (50, 33, 17))[0])][0]))
    planned_start, planned_end = day_at(setting, each.start), day_at(setting, each.end)
    start = max(planned_start + delay / 2, setting.catalog.project.start)
    end = max(planned_end + delay, start)
    today = reporting_day(setting)
    begun, done = start <= today, end <= today
    part = (today - start).days * 100 // max(1, (end - start).days) if begun else 0
    return {
        "planned_start": planned_start,
        "planned_end": planned_end,
        "actual_start": start if begun else None,
        "actual_end": end if done else None,
        "percent_done": 100 if done else part // 5 * 5,
    }


def label_rows(setting: Setting) -> Iterator[pa.RecordBatch]:
    """Yield one row per label awarded by the reporting day, some before the project; none is due.

    Whose label is whose is drawn; a partner without any stays without.
    """
    chance = stream(setting.seed, "labels")
    ids = setting.catalog.project.partner_ids
    order = shuffled(chance, len(ids))
    awarded = [
        (label, setting.first_day + int(setting.days * label.awarded / SLOTS))
        for label in read_programme().labels
        if label.partner < len(ids)
    ]
    rows = [
        {
            "label_id": f"SAMPLE-L-{i + 1:02}",
            "partner": ids[order[label.partner]],
            "label": label.label,
            "awarded_on": date(1970, 1, 1) + timedelta(days=day),
            "source_url": f"https://example.org/sample/labels/{i + 1}",
        }
        for i, (label, day) in enumerate(awarded)
        if day <= setting.as_of
    ]
    yield text_rows(setting.catalog.contract("labels"), rows)


def day_at(setting: Setting, slot: float) -> date:
    """Return the day at so many 24ths of the project, within it."""
    day = min(int(setting.days * slot / SLOTS), setting.days - 1)
    return date(1970, 1, 1) + timedelta(days=setting.first_day + day)


def reporting_day(setting: Setting) -> date:
    """Return the day on which the sample stands."""
    return date(1970, 1, 1) + timedelta(days=setting.as_of)
