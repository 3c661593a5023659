"""What holds for every export: order is free, a split join adds up, overlap adds nothing."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hitechtex.catalog.exports import read_exports
from hitechtex.ingest.attendance.clock import read_duration, read_stamp
from hitechtex.ingest.attendance.people import Entry, people_of
from hitechtex.ingest.attendance.presence import Join, covered, minutes_of, seconds_of
from tests.ingest.attendance_files import LANGUAGES, TEAMS, length, moment

START = datetime(2023, 3, 15, 10)
WORDS = {language.code: language for language in read_exports()[0].languages}
seconds = st.integers(0, 4000)
spans = st.tuples(seconds, seconds).map(sorted).map(tuple)
meetings = st.lists(spans, min_size=1, max_size=8)


def join(span: tuple[int, int], *, is_span: bool = False) -> Join:
    start, end = (START + timedelta(seconds=each) for each in span)
    return Join(start, end, span[1] - span[0], is_span)


def present(meeting: list[tuple[int, int]]) -> int:
    """Return the seconds of at least one span, counted one by one."""
    return len({second for start, end in meeting for second in range(start, end)})


@given(meetings)
def test_every_second_counts_once(meeting: list[tuple[int, int]]) -> None:
    joins = [join(span) for span in meeting]
    assert seconds_of(joins) == present(meeting)
    assert covered((j.start, j.end) for j in joins if j.start and j.end) == present(meeting)


@given(meetings, st.randoms(use_true_random=False))
def test_the_order_of_joins_is_free(meeting: list[tuple[int, int]], rng: random.Random) -> None:
    joins = [join(span) for span in meeting]
    before = seconds_of(joins)
    rng.shuffle(joins)
    assert seconds_of(joins) == before


@given(meetings, st.data())
def test_a_join_in_two_parts_adds_up(meeting: list[tuple[int, int]], data: st.DataObject) -> None:
    start, end = meeting[0]
    middle = data.draw(st.integers(start, end))
    parts = [(start, middle), (middle, end), *meeting[1:]]
    for is_span in (False, True):
        whole = seconds_of(join(span, is_span=is_span) for span in meeting)
        assert seconds_of(join(span, is_span=is_span) for span in parts) == whole


@given(meetings, spans)
def test_a_join_more_adds_no_more_than_the_union(
    meeting: list[tuple[int, int]], more: tuple[int, int]
) -> None:
    for is_span in (False, True):
        found = seconds_of(join(span, is_span=is_span) for span in [*meeting, more])
        before = seconds_of(join(span, is_span=is_span) for span in meeting)
        assert found is not None
        assert before is not None
        assert before <= found <= present([*meeting, more])
    inside = (meeting[0][0], meeting[0][1])
    assert seconds_of(map(join, [*meeting, inside])) == present(meeting)


@given(meetings)
def test_a_time_that_is_not_said_is_not_nothing(meeting: list[tuple[int, int]]) -> None:
    joins = [join(span) for span in meeting]
    assert seconds_of([*joins, Join(START, None, None)]) is None


@given(st.integers(0, 10**6))
def test_minutes_are_rounded_by_no_more_than_half(count: int) -> None:
    assert abs(minutes_of(count) * 60 - count) <= 30


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)), st.sampled_from(LANGUAGES))
def test_a_moment_is_read_as_it_was_written(at: datetime, language: str) -> None:
    at = at.replace(microsecond=0)
    stamp = read_stamp(moment(TEAMS[language], at), WORDS[language])
    assert stamp is not None
    order = "month_first" if language == "en" else "day_first"
    assert stamp.at(order) == at


@given(st.integers(0, 400_000), st.sampled_from(LANGUAGES))
def test_a_duration_is_read_as_it_was_written(count: int, language: str) -> None:
    assert read_duration(length(TEAMS[language], count), WORDS[language], "") == count


@given(st.text(max_size=30))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    for language in WORDS.values():
        read_stamp(text, language)
        read_duration(text, language, "minutes")


names = st.sampled_from(["Ana", "ANA ", "Rui", ""])
addresses = st.sampled_from(["", "a@x.org", "A@X.org", "b@x.org"])


@given(st.lists(st.tuples(names, addresses), max_size=8), st.randoms(use_true_random=False))
def test_who_is_who_does_not_hang_on_the_order(
    rows: list[tuple[str, str]], rng: random.Random
) -> None:
    def told(entries: list[Entry]) -> list[tuple[list[int], str]]:
        people = people_of(entries)
        return sorted(
            (sorted(entry.line for entry in person.entries), person.trouble) for person in people
        )

    entries = [Entry(line, name, email, "", False) for line, (name, email) in enumerate(rows)]
    before = told(entries)
    assert sorted(line for lines, _ in before for line in lines) == list(range(len(rows)))
    rng.shuffle(entries)
    assert told(entries) == before
