"""Callup on the eight positions, for all people at once.

Beside the eight values it gives the status of the age limit, which tells `none` from `unknown` as
the programs by hand do too; a request may want every status.
"""

from __future__ import annotations

import sys
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

YES = ("known", True)
LAWBOOK = Path(__file__).parent / "lawbook"


class Callup:
    package = "callup"
    lawbook: Lawbook
    statuses: tuple[str, ...] = ("service_age_limit_status",)

    def __init__(self) -> None:
        self.lawbook = callup.open(LAWBOOK)

    def load(self, file: str) -> pl.DataFrame:
        return pl.read_parquet(file).with_columns(
            col(name).cast(pl.Enum(words)) for name, words in CHOICES.items()
        )

    def answer(self, people: pl.DataFrame, day: date) -> pl.DataFrame:
        answers = self.lawbook.on(day).apply(people.lazy())
        return answers.select(*POSITIONS, *self.statuses).collect()

    def yes(self, answers: pl.DataFrame) -> dict[str, int]:
        sums = answers.select(col(name).sum() for name in TRUTHS)
        return dict(zip(TRUTHS, map(int, sums.row(0)), strict=True))

    def days(self, people: pl.DataFrame, first: date, last: date) -> dict[str, dict[str, int]]:
        """How many have a yes, day by day."""
        return yes_by_day(self.lawbook, people, first, last, TRUTHS)

    def codes(self, answers: pl.DataFrame) -> dict[str, numpy.ndarray]:
        made = answers.select(
            col(name).cast(pl.Int8).fill_null(UNKNOWN) for name in TRUTHS
        ).with_columns(
            service_age_limit=pl.when(answers["service_age_limit_status"] == "none")
            .then(pl.lit(NONE, dtype=pl.Int8))
            .otherwise(answers["service_age_limit"].cast(pl.Int8).fill_null(UNKNOWN))
        )
        return coded({name: made[name].to_numpy() for name in POSITIONS})


def yes_by_day(
    book: Lawbook, people: pl.DataFrame, first: date, last: date, positions: Sequence[str]
) -> dict[str, dict[str, int]]:
    """How many have a yes to which position on every day, with all answers counted."""
    found: dict[str, dict[str, int]] = {}
    for one in book.count(people, first, last, about=positions).every_day():
        yes = sum(number for answer, number in one.answers.items() if answer == YES)
        found.setdefault(one.day.isoformat(), {})[one.position] = int(yes)
    return found


if __name__ == "__main__":
    PROGRAM = Callup()
    if sys.argv[1:] == ["statuses"]:
        PROGRAM.statuses = tuple(f"{name}_status" for name in POSITIONS)
    serve(PROGRAM)
