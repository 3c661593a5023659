"""What the disk or a table answers when it cannot, as one plain sentence."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake.exceptions import DeltaError

from hitechtex.catalog.texts import say
from hitechtex.errors import StoreError

_SAYS = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "closed",
    errno.EPERM: "closed",
    errno.ENOENT: "gone",
    errno.ENOTDIR: "not_a_folder",
    errno.EEXIST: "not_a_folder",
    errno.EOPNOTSUPP: "no_links",
    errno.EBUSY: "busy",
}


def refusal(name: str, path: Path, **places: Any) -> StoreError:
    """Return the refusal `store.<name>` of the texts: what is wrong, and who does what."""
    return StoreError(
        say(f"store.{name}.says", **places),
        where=str(path),
        do=say(f"store.{name}.do", **places),
    )


@contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Turn what the system, the table or the file format raises into a StoreError."""
    try:
        yield
    except OSError as problem:
        name = _SAYS.get(problem.errno or 0, "failed")
        raise refusal(name, path, reason=problem.strerror or str(problem)) from problem
    except (DeltaError, pa.ArrowException) as problem:
        reason = str(problem).strip().splitlines()[0]
        raise refusal("damaged", path, reason=reason) from problem
