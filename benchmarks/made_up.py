"""Makes up people for any lawbook: every fact at random, and unknown as often as is said."""

from __future__ import annotations

from datetime import date

import numpy
import polars as pl

from callup.ir.program import FactType, Program

BORN = date(1950, 1, 1), date(2010, 1, 1)
LATELY = date(2015, 1, 1), date(2026, 1, 1)
"""Between which days people were born, and all else happened to them."""
LIKELY = 0.2
"""How likely a yes-or-no fact is to be yes."""


def people(program: Program, rows: int, unknown: float, seed: int = 1) -> pl.DataFrame:
    """A table with a column for every fact but sets; choices are Enums."""
    chance = numpy.random.Generator(numpy.random.Philox(key=seed))
    columns = {}
    for name, fact in program.facts.items():
        column = _column(program, fact, rows, chance)
        if column is not None:
            hidden = pl.Series(chance.random(rows, numpy.float32) < unknown)
            columns[name] = pl.select(pl.when(~hidden).then(column)).to_series()
    return pl.DataFrame(columns)


def _column(
    program: Program, fact: FactType, rows: int, chance: numpy.random.Generator
) -> pl.Series | None:
    match fact.type.kind:
        case "boolean":
            return pl.Series(chance.random(rows, numpy.float32) < LIKELY)
        case "choice":
            words = [value for value, _ in program.values[fact.type.of]]
            codes = chance.integers(len(words), size=rows, dtype=numpy.uint32)
            return pl.Series(words, dtype=pl.Enum(words)).gather(codes)
        case "date":
            start, end = BORN if fact.name == "born" else LATELY
            days = chance.integers(start.toordinal(), end.toordinal(), rows, numpy.int32)
            return pl.Series(days - date(1970, 1, 1).toordinal()).cast(pl.Date)
        case "integer" | "number" | "money":
            low = int(fact.low or 0)
            high = int(low + 30 if fact.high is None else fact.high)
            return pl.Series(chance.integers(low, high + 1, rows, numpy.int64))
        case _:
            return None
