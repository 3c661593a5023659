"""The reading process: `python -m hitechtex.ingest.child FILE [ACCEPTED SET_ASIDE FAULTS] ANSWER`.

The arguments are numbers of open files, the job comes on standard input; without files for rows
it is only looked at. It is a fresh
interpreter with limits of its own, so that a file made to hurt hurts nothing else; it knows no
path and nothing of the app's environment.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import TracebackType

import pyarrow as pa

from hitechtex.catalog.declared import Declared
from hitechtex.ingest.job import Answer, Job
from hitechtex.ingest.limits import Limits, hold
from hitechtex.ingest.look_job import Look, LookJob
from hitechtex.ingest.reading import read_job
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.understanding import Understanding


def main() -> None:
    """Do one job, write the answer."""
    sys.excepthook = _tell_where_only
    file, *outputs, answered = (int(number) for number in sys.argv[1:])
    if not outputs:
        # Its libraries are loaded only where they are needed: they cost time and memory.
        _look(import_module("hitechtex.ingest.looking").look, file, answered)
    else:
        _read(file, outputs, answered)


def _read(file: int, outputs: list[int], answered: int) -> None:
    job = Job.model_validate_json(sys.stdin.buffer.readline())
    _hold(job.limits)
    refusal = _refusal(lambda: _write(read_job(job, file, outputs), answered))
    if refusal:
        _write(Answer(outcome="refused", rule=refusal.rule, places=refusal.places), answered)


def _look(look: Callable[[LookJob, int], Understanding], file: int, answered: int) -> None:
    job = LookJob.model_validate_json(sys.stdin.buffer.readline())
    _hold(job.limits)
    refusal = _refusal(lambda: _write(Look(understanding=look(job, file)), answered))
    if refusal:
        _write(Look(rule=refusal.rule, places=refusal.places), answered)


def _hold(limits: Limits) -> None:
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    hold(limits)
    # A short life with millions of small lists: collecting cycles would take most of it.
    gc.disable()


def _write(answer: Declared, answered: int) -> None:
    with os.fdopen(answered, "wb") as written:
        written.write(answer.model_dump_json().encode())


def _refusal(work: Callable[[], None]) -> Refusal | None:
    """Do the work; return the refusal that it ended with, if it did."""
    try:
        work()
    except Refusal as refusal:
        return refusal
    except MemoryError:
        return Refusal("too_much_memory")
    except pa.ArrowException as problem:
        # Only what Arrow has no name for: no memory, or no thread, where it counted on one.
        if type(problem) is not pa.ArrowException:
            raise
        return Refusal("too_much_memory")
    except OSError as problem:
        return Refusal("cannot_write", reason=os.strerror(problem.errno or 0))
    return None


def _end_with_the_parent() -> None:
    # The parent keeps its end of the pipe open; when it is gone, nobody waits for the answer.
    os.read(sys.stdin.fileno(), 1)
    os._exit(3)


def _tell_where_only(
    kind: type[BaseException], _: BaseException, trace: TracebackType | None
) -> None:
    # The message of an exception may quote a cell, and a cell may be a person.
    last = traceback.extract_tb(trace)[-1]
    sys.stderr.write(f"{kind.__name__} in {Path(last.filename).name}, line {last.lineno}")


if __name__ == "__main__":
    main()
