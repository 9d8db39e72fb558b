"""Callup on the eight positions, for all people at once.

values    the eight columns of values
statuses  beside each value its status, which tells `none` from `unknown`
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy
import polars as pl
from by_hand import POSITIONS
from many_serve import NONE, UNKNOWN, coded, serve
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

    def codes(self, answers: pl.DataFrame) -> dict[str, numpy.ndarray]:
        made = answers.select(
            pl.when(col(f"{name}_status") == "none")
            .then(pl.lit(NONE, dtype=pl.Int8))
            .otherwise(col(name).cast(pl.Int8).fill_null(UNKNOWN))
            .alias(name)
            for name in POSITIONS
        )
        return coded({name: made[name].to_numpy() for name in POSITIONS})


if __name__ == "__main__":
    serve(Callup())
