"""Long work beside the page: others click meanwhile, it can be cancelled, and it ends by itself."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from threading import Event
from time import monotonic
from typing import Generic, TypeVar
from weakref import WeakSet

import streamlit as st

from hitechtex.catalog.texts import say

AT_ONCE = 3
"""Files read at the same time for all visits together; the next ones wait for their turn."""
PATIENCE_SECONDS = 0.3
LOOK_EVERY_SECONDS = 0.5
LONGEST_NAME = 120

T = TypeVar("T")
_readers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="reading")
_under_way: WeakSet[Event] = WeakSet()


@dataclass(frozen=True, eq=False)
class Work(Generic[T]):
    """Something under way for one visit; cancelled, it has changed nothing."""

    future: Future[T]
    stop: Event
    since: float

    def cancel(self) -> None:
        """Stop it wherever it stands, also before its turn."""
        self.stop.set()
        self.future.cancel()

    def is_done(self) -> bool:
        """Return whether it has ended; a short while is waited for that."""
        try:
            self.future.exception(PATIENCE_SECONDS)
        except TimeoutError:
            return False
        except CancelledError:
            return True
        return True

    def result(self) -> T | None:
        """Return what came of it, None where it was cancelled; raise what went wrong in it."""
        return None if self.stop.is_set() else self.future.result()


def start(task: Callable[[Event], T]) -> Work[T]:
    """Begin a task in a thread of its own; it is given the event that says it is cancelled."""
    stop = Event()
    _under_way.add(stop)
    return Work(_readers.submit(task, stop), stop, monotonic())


def stop_all() -> None:
    """Cancel whatever is under way: the server ends, and waits for no file."""
    for stop in list(_under_way):
        stop.set()


@st.fragment(run_every=LOOK_EVERY_SECONDS)
def show_progress(work: Work[T], *, name: str, key: str) -> None:
    """Say that `name` is being read, and for how long; offer to cancel; draw again at the end."""
    if work.is_done():
        st.rerun()
    with st.container(border=True):
        says = "bring.reading" if work.future.running() else "bring.queued"
        st.write(say(says, file=name, seconds=round(monotonic() - work.since)))
        st.button(say("bring.cancel"), key=key, on_click=work.cancel, icon=":material/close:")


@contextmanager
def private_file(name: str, content: bytes) -> Iterator[Path]:
    """Give what was uploaded as a file that only this account can read, and delete it."""
    with tempfile.TemporaryDirectory(prefix="hitechtex-") as folder:
        path = Path(folder) / safe_name(name)
        path.write_bytes(content)
        yield path


def safe_name(name: str) -> str:
    """Return the last part of a file's name, printable and not longer than any disk takes."""
    last = PurePath(name.replace("\\", "/")).name
    plain = "".join(each for each in last if each.isprintable()).strip(". ") or "file"
    stem, dot, ending = plain.rpartition(".")
    return f"{(stem or ending)[:LONGEST_NAME]}{dot}{ending[:10]}" if stem else plain[:LONGEST_NAME]
