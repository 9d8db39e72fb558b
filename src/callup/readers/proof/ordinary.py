"""Which values of a fact a witness had better have: those that people meet every day.

A day of birth makes somebody of working age, other days lie in the years just past, numbers are
small and sums are round, and of a choice the values that the lawbook lists first come first.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile
from typing import Final

from callup.ir.facts import EARLIEST, LATEST
from callup.ir.nodes import Constant
from callup.ir.program import FactType, Program
from callup.values.number import Number

AGES: Final = (30, 45, 20, 60, 75, 100)
"""In years, in this order, where another day of birth will do."""
WORKING_AGE: Final = range(18, 66)
AGO: Final = (30, 365, 1000)
"""In days, where another day of something else will do."""
LATELY: Final = 1500
"""A day no more days than this away needs no other in its place."""
SMALL: Final = (1, 2, 3, 5, 10)
SUMS: Final = (100_000, 10_000, 1_000_000)
MOST_CHOICES: Final = 6
"""So many values of a choice are preferred at most."""


def preferred(fact: FactType, value: Constant, on: date, program: Program) -> Iterator[Constant]:
    """Values that are better to read than this one, the best first; none where it will do."""
    match value:
        case bool():
            return
        case date():
            born = fact.kind == "lasting"
            yield from _births(value, on) if born else _days(value, on)
        case str():
            names = (name for name, _ in program.values[fact.type.of])
            first = list(takewhile(lambda name: name != value, names))
            yield from first[:MOST_CHOICES]
        case _ if fact.type.kind == "money":
            assert isinstance(value, Number)
            yield from () if value and value % 1000 == 0 else _within(fact, SUMS)
        case _ if fact.type.is_line:
            assert isinstance(value, Number)
            yield from () if value in range(SMALL[-1] + 1) else _within(fact, SMALL)
        case _:
            return


def _births(value: date, on: date) -> Iterator[date]:
    if on.year - value.year not in WORKING_AGE:
        yield from (date(on.year - age, 1, 1) for age in AGES if on.year - age >= EARLIEST.year)


def _days(value: date, on: date) -> Iterator[date]:
    if abs((on - value).days) > LATELY:
        days = (on - timedelta(days=ago) for ago in AGO)
        yield from (day for day in days if EARLIEST <= day < LATEST)


def _within(fact: FactType, numbers: tuple[int, ...]) -> Iterator[int]:
    for number in numbers:
        low, high = fact.low, fact.high
        if (low is None or low <= number) and (high is None or number <= high):
            yield number
