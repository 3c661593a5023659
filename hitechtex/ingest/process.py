"""Run a job in a reading process, with an end to its patience."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import IO, BinaryIO

from hitechtex.ingest.job import Answer, Job
from hitechtex.ingest.look_job import Look, LookJob
from hitechtex.ingest.troubles import Refusal
from hitechtex.ingest.understanding import Understanding

ROOT = Path(__file__).resolve().parents[2]
LOOK_EVERY_SECONDS = 0.02
COMMAND = (sys.executable, "-s", "-P", "-m", "hitechtex.ingest.child")


@dataclass(frozen=True, eq=False)
class Outputs:
    """Files without a name: whatever happens, nothing of them stays on the disk."""

    accepted: IO[bytes]
    set_aside: IO[bytes]
    faults: IO[bytes]
    answer: IO[bytes]

    @property
    def files(self) -> tuple[IO[bytes], ...]:
        """The four files, in the order in which they are handed over."""
        return (self.accepted, self.set_aside, self.faults, self.answer)


@contextmanager
def outputs() -> Iterator[Outputs]:
    """Give four files that exist as long as somebody has them open."""
    with ExitStack() as opened:
        yield Outputs(*(opened.enter_context(tempfile.TemporaryFile()) for _ in range(4)))


def run(job: Job, file: BinaryIO, written: Outputs, *, cancel: Event | None = None) -> Answer:
    """Return the answer to a job; raise Refusal where there is none or it is a refusal."""
    answer = Answer.model_validate_json(_answer(job, (file, *written.files), cancel))
    if answer.outcome == "refused":
        raise Refusal(answer.rule, **answer.places)
    return answer


def look(job: LookJob, file: BinaryIO, *, cancel: Event | None = None) -> Understanding:
    """Return what a file is understood to be; raise Refusal where it is no table."""
    with tempfile.TemporaryFile() as written:
        answer = Look.model_validate_json(_answer(job, (file, written), cancel))
    if answer.understanding is None:
        raise Refusal(answer.rule, **answer.places)
    return answer.understanding


def _answer(job: Job | LookJob, files: tuple[IO[bytes], ...], cancel: Event | None) -> bytes:
    """Return what the reading process writes into the last of the files it is given."""
    passed = [each.fileno() for each in files]
    with subprocess.Popen(
        [*COMMAND, *map(str, passed)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        pass_fds=passed,
        env=_environment(),
        cwd=ROOT,
    ) as process:
        try:
            _ask(process, job)
            _wait(process, job.limits.wall_seconds, cancel)
            last_words = process.stderr.read(2000).decode() if process.stderr else ""
        finally:
            if process.poll() is None:
                process.kill()
    _refuse_death(process.returncode, last_words)
    files[-1].seek(0)
    return files[-1].read()


def _environment() -> dict[str, str]:
    # Nothing of the app's environment: it may hold the key for people and other secrets.
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT),
        "ARROW_DEFAULT_MEMORY_POOL": "system",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }


def _ask(process: subprocess.Popen[bytes], job: Job | LookJob) -> None:
    # The pipe stays open: when it closes, the reading process knows that nobody waits.
    assert process.stdin is not None
    try:
        process.stdin.write(job.model_dump_json().encode() + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        pass


def _wait(process: subprocess.Popen[bytes], seconds: float, cancel: Event | None) -> None:
    patience = time.monotonic() + seconds
    while process.poll() is None:
        if cancel is not None and cancel.is_set():
            raise Refusal("cancelled")
        if time.monotonic() > patience:
            raise Refusal("too_slow", seconds=f"{seconds:g}")
        time.sleep(LOOK_EVERY_SECONDS)


def _refuse_death(code: int, last_words: str) -> None:
    if code == 0:
        return
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        raise Refusal("killed")
    if code < 0 or "Panic" in last_words:
        raise Refusal("too_much_memory")
    raise Refusal("program_fault", detail=last_words.strip() or f"exit status {code}")
