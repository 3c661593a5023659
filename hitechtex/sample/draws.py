"""Chance that is the same everywhere: numbers drawn from a counter, never from a state.

Only `Generator.random` over Philox is used (53 bits of each 64-bit word), and only sums, products
and comparisons are made of it, so that the numbers do not depend on a numerical library's version.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
Chance = np.random.Generator

EDITION = 1
"""Another edition is another sample for every seed."""

GOLDEN = 0.6180339887498949
"""Fractional part of the golden ratio: its multiples fill the unit interval evenly."""


def stream(seed: int, part: str, block: int = 0) -> Chance:
    """Return the numbers of one block of one part of the sample; no two share any."""
    key = np.array([seed, zlib.crc32(f"{EDITION} {part}".encode()) << 32 | block], dtype=np.uint64)
    return np.random.Generator(np.random.Philox(key=key))


def below(chance: Chance, n: int, limit: Any) -> Whole:
    """Return `n` whole numbers from 0 to `limit` - 1; `limit` may be one per number."""
    numbers: Whole = (chance.random(n) * limit).astype(np.int64)
    return numbers


def between(chance: Chance, n: int, least: int, most: int) -> Whole:
    """Return `n` whole numbers from `least` to `most`, both included."""
    return least + below(chance, n, most - least + 1)


def choose(chance: Chance, n: int, weights: Sequence[int]) -> Whole:
    """Return `n` positions in `weights`, each as often as its weight says."""
    return at(weights, chance.random(n))


def spread(chance: Chance, n: int, weights: Sequence[int]) -> Whole:
    """As `choose`, but evenly mixed: every stretch of rows holds about its share of each."""
    return at(weights, (chance.random() + np.arange(n) * GOLDEN) % 1.0)


def at(weights: Sequence[int], position: NDArray[np.floating[Any]]) -> Whole:
    """Return where `position` (0-1) falls when the weights are laid end to end."""
    ends = np.cumsum(np.asarray(weights, dtype=np.int64))
    place: Whole = np.searchsorted(ends, position * ends[-1], side="right").astype(np.int64)
    return place


def one_in(chance: Chance, n: int, share: float) -> Mask:
    """Return a mask that holds with the chance `share`."""
    return chance.random(n) < share


def exactly(chance: Chance, share: float, among: Mask) -> Mask:
    """Return a mask of `share` of all rows, at least one, taken from the rows in `among`.

    Fewer only where `among` holds fewer. What must be seen in any sample is planted with it.
    """
    rank = np.where(among, chance.random(len(among)), 2.0)
    wanted = max(1, int(len(among) * share + 0.5))
    mask = np.zeros(len(among), dtype=np.bool_)
    mask[np.argsort(rank, kind="stable")[:wanted]] = True
    return mask & among


def shuffled(chance: Chance, n: int) -> Whole:
    """Return the numbers 0 to `n` - 1 in an order of chance."""
    return np.argsort(chance.random(n), kind="stable").astype(np.int64)
