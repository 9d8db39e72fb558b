"""Draws values: the value of row i hangs on the seed, the fact and i alone, never on how many.

Every block of rows has a stream of random numbers of its own (Philox, a generator that counts:
Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011), keyed by what is drawn. Rows
take their numbers from it in their order, so that fewer rows are the first of more.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from callup.made_up.margins import Margin, Stretch

BLOCK = 1 << 18
"""So many rows have one stream of numbers."""
FIRST = 16
"""So many bits choose an outcome, but for the few rows where they end on a border."""
CELLS = 1 << FIRST
OPEN = CELLS - 1
"""Stands in a wheel where the first bits do not settle it."""
WHOLE = 1 << 64
SMALL = 1 << 31
"""Stretches up to so long are spread by 32 bits."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Which numbers are drawn: those of a block of rows, at which attempt."""

    seed: int
    block: int
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class Wheel:
    """A margin made ready: which outcome each of the first bits chooses, and the borders between
    outcomes for those that more bits must settle."""

    margin: Margin
    cells: Any
    borders: Any
    lows: Any
    counts: Any


@dataclass(frozen=True, slots=True)
class Drawn:
    """A column of a block: for each row which outcome, and where on its line it stands."""

    which: Any
    place: Any


def wheel(margin: Margin) -> Wheel:
    """Each outcome is as likely as its weight to within one in 2**64."""
    weights = [weight for _, weight in margin.outcomes]
    total, so_far = sum(weights, Fraction(0)), Fraction(0)
    borders = []
    for weight in weights[:-1]:
        so_far += weight
        borders.append(min(int(so_far / total * WHOLE), WHOLE - 1))
    width = WHOLE // CELLS
    starts = np.arange(CELLS, dtype=np.uint64) * np.uint64(width)
    cells = np.searchsorted(_whole(borders), starts, side="right").astype(np.uint16)
    cells[[border // width for border in borders if border % width]] = OPEN
    stretches = [one if isinstance(one, Stretch) else Stretch(0, 0) for one, _ in margin.outcomes]
    lows = np.array([one.low for one in stretches], dtype=np.int64)
    counts = _whole([one.high - one.low + 1 for one in stretches])
    return Wheel(margin, cells, _whole(borders), lows, counts)


def draw(wheel: Wheel, draft: Draft, rows: int) -> Drawn:
    """One fact of the first rows of a block."""
    which = _which(wheel, draft, rows)
    if not any(isinstance(outcome, Stretch) for outcome, _ in wheel.margin.outcomes):
        return Drawn(which, None)
    size = 32 if wheel.counts.max() <= SMALL else 64
    along = bits(draft, f"{wheel.margin.fact} along", rows, size).astype(np.uint64)
    return Drawn(which, np.take(wheel.lows, which) + _spread(along, np.take(wheel.counts, which)))


def _which(wheel: Wheel, draft: Draft, rows: int) -> Any:
    fact = wheel.margin.fact
    first = bits(draft, fact, rows, FIRST)
    which = np.take(wheel.cells, first)
    open_rows = np.flatnonzero(which == OPEN)
    if len(open_rows):
        rest = bits(draft, f"{fact} rest", len(open_rows), 64) >> np.uint64(FIRST)
        whole = (first[open_rows].astype(np.uint64) << np.uint64(64 - FIRST)) | rest
        which[open_rows] = np.searchsorted(wheel.borders, whole, side="right")
    return which


def bits(draft: Draft, what: str, count: int, size: int) -> Any:
    """So many whole numbers of `size` random bits each; fewer of them are the first of more."""
    told = f"{draft.seed} {draft.attempt} {draft.block} {what}".encode()
    key = np.frombuffer(hashlib.sha256(told).digest()[:16], dtype="<u8")
    raw = np.random.Philox(key=key).random_raw(-(-count * size // 64))
    return raw.astype("<u8", copy=False).view(f"<u{size // 8}")[:count]


def _spread(along: Any, counts: Any) -> Any:
    """A whole number from 0 up to each count, each alike to within count in 2**32."""
    if not len(counts) or counts.max() <= SMALL:
        return ((along * counts) >> np.uint64(32)).astype(np.int64)
    return (along % counts).astype(np.int64)


def _whole(numbers: list[int]) -> Any:
    return np.array(numbers, dtype=np.uint64)
