"""Callup on the eight positions, for all people at once.

values    the eight columns of values
statuses  beside each value its status, which tells `none` from `unknown`
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy
import polars as pl
from by_hand import POSITIONS
from many_serve import NONE, TRUTHS, UNKNOWN, coded, serve
from people import CHOICES
from polars import col

import callup
from callup.lawbook import Lawbook

LAWBOOK = Path(__file__).parent / "lawbook"
STATUSES = tuple(f"{name}_status" for name in POSITIONS)


class Callup:
    package = "callup"
    lawbook: Lawbook

    def __init__(self) -> None:
        self.lawbook = callup.open(LAWBOOK)

    def load(self, file: str) -> pl.DataFrame:
        return pl.read_parquet(file).with_columns(
            col(name).cast(pl.Enum(words)) for name, words in CHOICES.items()
        )

    def answer(self, people: pl.DataFrame, day: date) -> pl.DataFrame:
        answers = self.lawbook.on(day).apply(people.lazy())
        return answers.select(*POSITIONS, *STATUSES).collect()

    def yes(self, answers: pl.DataFrame) -> dict[str, int]:
        sums = answers.select(col(name).sum() for name in TRUTHS)
        return dict(zip(TRUTHS, map(int, sums.row(0)), strict=True))

    def days(self, people: pl.DataFrame, first: date, last: date) -> dict[str, dict[str, int]]:
        """How many have a yes, day by day."""
        return yes_by_day(self.lawbook, people, first, last, TRUTHS)

    def codes(self, answers: pl.DataFrame) -> dict[str, numpy.ndarray]:
        made = answers.select(
            pl.when(col(f"{name}_status") == "none")
            .then(pl.lit(NONE, dtype=pl.Int8))
            .otherwise(col(name).cast(pl.Int8).fill_null(UNKNOWN))
            .alias(name)
            for name in POSITIONS
        )
        return coded({name: made[name].to_numpy() for name in POSITIONS})


def yes_by_day(
    book: Lawbook, people: pl.DataFrame, first: date, last: date, positions: Sequence[str]
) -> dict[str, dict[str, int]]:
    """How many have a yes to which position on every day, with all answers counted."""
    from callup.readers.frames.every_day import count_days
    from callup.readers.frames.tally import YES

    found: dict[str, dict[str, int]] = {}
    for one in count_days(book.on(first).table(people), positions, last, (), None).every_day():
        found.setdefault(one.day.isoformat(), {})[one.position] = int(one.answers.get(YES, 0))
    return found


if __name__ == "__main__":
    serve(Callup())
