"""All positions of `ru` for a whole population on one day, beside copying the same bytes."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy
import polars as pl
from made_up import people
from people import TODAY
from rows import Row

import callup
from callup.lawbook import Law

UNKNOWN = 0.3
"""How likely a fact is to be unknown."""
BLOCK = 16 * 1024 * 1024
"""Bytes that are copied at once, more than any cache of the processor holds."""


def whole_lawbook(rows: int, turns: int) -> list[Row]:
    """What the answers take in all, a second, and beside a copy of what is read and written."""
    book = callup.open("ru")
    law = book.on(TODAY)
    table = law.accepted(people(book.program, rows, UNKNOWN))
    names = [position.name for position in book.program.positions()]
    answers = values(law, table, names)
    size = table.estimated_size() + answers.estimated_size()
    del answers
    pairs = [(took(lambda: values(law, table, names)), copied(size)) for _ in range(turns)]
    ours, copy = (statistics.median(pair[i] for pair in pairs) for i in (0, 1))
    built = took(lambda: values(law, table.head(1), names))
    each = len(table) * len(names) / ours
    what = f"the whole of ru ({len(names)} positions), {len(table):,} people, one day"
    return [
        Row(
            f"{what}: a copy of the {size / 2**20:,.0f} MiB read and written",
            f"{ours:.2f} s",
            f"{copy:.2f} s",
            f"{statistics.median(b / a for a, b in pairs):.3f}",
        ),
        Row("  people × positions a second", f"{each / 1e6:,.0f} million"),
        Row("  of which before the first row is read", f"{built:.2f} s"),
    ]


def values(law: Law, table: pl.DataFrame, names: list[str]) -> pl.DataFrame:
    return law.apply(table.lazy()).select(names).collect()


def copied(size: int) -> float:
    """Seconds that a copy of so many bytes takes."""
    source = numpy.ones(BLOCK, dtype=numpy.uint8)
    target = numpy.empty_like(source)
    times, rest = divmod(size, BLOCK)
    start = time.perf_counter()
    for _ in range(times):
        numpy.copyto(target, source)
    numpy.copyto(target[:rest], source[:rest])
    return time.perf_counter() - start


def took(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
