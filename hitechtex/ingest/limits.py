"""How much one file may cost: every step that reads a stranger's bytes is bounded by these."""

from __future__ import annotations

import os
import resource
from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB
POLITE = 10


@dataclass(frozen=True)
class Limits:
    """What the process that reads a file may use; sized for a machine with 4 GiB of memory.

    `memory_bytes` is address space (an idle reader already takes 0.3 GiB of it); `line_bytes` is
    the longest record of a CSV file; `cells` is rows times columns up to the farthest used cell.
    Ten million rows take some minutes; a slower machine may need more: `Limits(cpu_seconds=3600)`.
    """

    file_bytes: int = 8 * GIB
    memory_bytes: int = 3 * GIB
    output_bytes: int = 16 * GIB
    cpu_seconds: int = 900
    wall_seconds: float = 1800
    unpacked_bytes: int = 768 * MIB
    cells: int = 25_000_000
    columns: int = 1000
    rows: int = 50_000_000
    line_bytes: int = 4 * MIB
    faults: int = 200_000


def hold(limits: Limits) -> None:
    """Set the limits of this process; never to be called in the process of the app."""
    # Whoever clicks meanwhile goes first.
    os.nice(POLITE)
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.output_bytes),
        # A core file would hold the partner's file in clear.
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (allowed, allowed))
