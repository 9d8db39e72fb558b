"""Draws values: the value of row i hangs on the seed, the fact and i alone, never on how many.

Every block of rows has a stream of random numbers of its own (Philox, a generator that counts:
Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", 2011), keyed by what is drawn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from callup.made_up.margins import Margin, Stretch

BLOCK = 1 << 18
"""So many rows are drawn at once."""
WHOLE = 1 << 64


@dataclass(frozen=True, slots=True)
class Drawn:
    """A column of a block: for each row which outcome, and where on its line it stands."""

    margin: Margin
    which: Any
    place: Any


def draw(margin: Margin, seed: int, block: int, attempt: int) -> Drawn:
    """One fact of the rows of a block. Each `attempt` gives other values."""
    which = choose(
        [weight for _, weight in margin.outcomes], raw(seed, margin.fact, block, attempt)
    )
    place = np.zeros(BLOCK, dtype=np.int64)
    if any(isinstance(outcome, Stretch) for outcome, _ in margin.outcomes):
        along = raw(seed, margin.fact + " along", block, attempt)
        for index, (outcome, _) in enumerate(margin.outcomes):
            if isinstance(outcome, Stretch):
                count = outcome.high - outcome.low + 1
                there = which == index
                place[there] = outcome.low + spread(along[there], count)
    return Drawn(margin, which, place)


def raw(seed: int, what: str, block: int, attempt: int) -> Any:
    """64 random bits for each row of a block."""
    told = hashlib.sha256(f"{seed} {attempt} {block} {what}".encode()).digest()
    key = np.frombuffer(told[:16], dtype="<u8")
    return np.random.Philox(key=key).random_raw(BLOCK)


def choose(weights: Sequence[Fraction], bits: Any) -> Any:
    """Which of several outcomes, each as likely as its weight to within one in 2**64."""
    total = sum(weights, Fraction(0))
    borders = []
    so_far = Fraction(0)
    for weight in weights[:-1]:
        so_far += weight
        borders.append(min(int(so_far / total * WHOLE), WHOLE - 1))
    return np.searchsorted(np.array(borders, dtype=np.uint64), bits, side="right")


def spread(bits: Any, count: int) -> Any:
    """A whole number from 0 up to `count`, each alike to within count in 2**32."""
    if count <= 1 << 31:
        return (((bits >> np.uint64(32)) * np.uint64(count)) >> np.uint64(32)).astype(np.int64)
    return (bits % np.uint64(count)).astype(np.int64)
