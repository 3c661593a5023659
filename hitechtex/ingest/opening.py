"""Open a partner's file for reading only, and know that it stayed the same."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from hitechtex.ingest.limits import Limits
from hitechtex.ingest.troubles import Refusal


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[BufferedReader]:
    """Give the file; raise Refusal where it is no file, too large or not to be read."""
    try:
        # A pipe or a device would wait for ever, so the kind of file is looked at first.
        kind = path.stat()
        if stat.S_ISDIR(kind.st_mode):
            raise Refusal("folder")
        if not stat.S_ISREG(kind.st_mode):
            raise Refusal("no_file")
        file = path.open("rb")
    except FileNotFoundError:
        raise Refusal("not_there") from None
    except OSError as problem:
        raise Refusal("unreadable", reason=problem.strerror) from None
    with file:
        if os.fstat(file.fileno()).st_size > limits.file_bytes:
            raise Refusal("too_large", limit=limits.file_bytes)
        yield file


def fingerprint(file: BufferedReader) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    file.seek(0)
    try:
        return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise Refusal("unreadable", reason=problem.strerror) from None


def state(file: BufferedReader) -> tuple[int, int]:
    """Return the size in bytes and the time of the last change: equal as long as nobody writes."""
    now = os.fstat(file.fileno())
    return now.st_size, now.st_mtime_ns
