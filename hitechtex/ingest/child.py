"""The reading process: `python -m hitechtex.ingest.child FILE ACCEPTED SET_ASIDE FAULTS ANSWER`.

The arguments are numbers of open files, the job comes on standard input. It is a fresh
interpreter with limits of its own, so that a file made to hurt hurts nothing else; it knows no
path and nothing of the app's environment.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

import pyarrow as pa

from hitechtex.ingest.job import Answer, Job
from hitechtex.ingest.limits import hold
from hitechtex.ingest.reading import read_job
from hitechtex.ingest.troubles import Refusal


def main() -> None:
    """Read one job, do it, write the answer."""
    sys.excepthook = _tell_where_only
    job = Job.model_validate_json(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    hold(job.limits)
    # A short life with millions of small lists: collecting cycles would take most of it.
    gc.disable()
    file, *outputs, answered = (int(number) for number in sys.argv[1:])
    answer = _answer(job, file, outputs)
    with os.fdopen(answered, "wb") as written:
        written.write(answer.model_dump_json().encode())


def _answer(job: Job, file: int, outputs: list[int]) -> Answer:
    try:
        return read_job(job, file, outputs)
    except Refusal as refusal:
        return Answer(outcome="refused", rule=refusal.rule, places=refusal.places)
    except MemoryError:
        return Answer(outcome="refused", rule="too_much_memory")
    except pa.ArrowException as problem:
        # Only what Arrow has no name for: no memory, or no thread, where it counted on one.
        if type(problem) is not pa.ArrowException:
            raise
        return Answer(outcome="refused", rule="too_much_memory")
    except OSError as problem:
        reason = os.strerror(problem.errno or 0)
        return Answer(outcome="refused", rule="cannot_write", places={"reason": reason})


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
