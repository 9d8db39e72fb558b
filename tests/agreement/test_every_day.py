"""Counting over days gives what counting each day by itself gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import polars as pl
import pytest
from agree import table_of
from hypothesis import given, note
from hypothesis import strategies as st
from test_frames import somebody

import callup
from callup.ir.program import Program
from callup.readers.frames.apply import Table
from callup.readers.frames.every_day import count
from callup.readers.frames.tally import Answer
from callup.switches import choose
from callup.values.number import whole
from examples import examples
from small import program
from strategies import Book, books, moments, people

DAY = timedelta(days=1)

Day = Mapping[tuple[str, tuple[Any, ...], Answer], Any]


def by_itself(
    law: Program, frame: pl.DataFrame, on: date, by: Sequence[str], weight: str | None
) -> tuple[Day, int]:
    """What a day comes to when it alone is counted, and how many rows are refused."""
    settings = choose(law, (), ()).settings(law)
    accepted, refused = Table(law, on, settings, frame).split()
    answers = Table(law, on, settings, accepted).answers(None, checked=True)
    found: Counter[tuple[str, tuple[Any, ...], Answer]] = Counter()
    for row in answers.to_dicts():
        group = tuple(None if row[one] is None else _text(row[one]) for one in by)
        for position in law.positions():
            status, value = row[f"{position.name}_status"], row[position.name]
            if isinstance(value, (int, float)) is False and hasattr(value, "as_tuple"):
                value = whole(Fraction(value))
            found[position.name, group, Answer(status, value)] += row[weight] if weight else 1
    return {key: number for key, number in found.items() if number}, len(refused)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def compare(
    law: Program,
    frame: pl.DataFrame,
    start: date,
    end: date,
    by: Sequence[str] = (),
    weight: str | None = None,
) -> int:
    """Asserts that every day is counted as by itself; how many positions went day by day."""
    settings = choose(law, (), ()).settings(law)
    table = Table(law, start, settings, frame)
    counts = count(table, end, by, weight)
    found: dict[date, dict[tuple[str, tuple[Any, ...], Answer], Any]] = {}
    for one in counts.every_day():
        for answer, number in one.answers.items():
            if answer.status != "refused":
                found.setdefault(one.day, {})[one.position, one.group, answer] = number
    rejected = dict(counts.rejected())
    refused = 0
    day = start
    while day <= end:
        expected, bad = by_itself(law, frame, day, by, weight)
        refused = rejected.get(day, refused)
        assert found.get(day, {}) == expected, day
        assert refused == bad, day
        day += DAY
    return len({name for name, _, _ in counts.day_by_day})


@examples(80)
@given(books(), st.lists(people(), min_size=1, max_size=6), moments(), st.data())
def test_random_people_under_random_law(
    book: Book, persons: list[dict[str, object]], start: date, data: st.DataObject
) -> None:
    law = program(book.parts)
    note(f"{start}")
    weights = data.draw(st.lists(st.integers(0, 9), min_size=len(persons), max_size=len(persons)))
    frame = table_of(law, persons).with_columns(weight=pl.Series(weights, dtype=pl.Int64))
    by = data.draw(st.sampled_from([[], ["c"], ["b1", "region"]]))
    by = [one for one in by if one in frame.columns]
    weight = data.draw(st.sampled_from([None, "weight"]))
    compare(law, frame, start, start + data.draw(st.integers(0, 60)) * DAY, by, weight)


@pytest.mark.parametrize("start", [date(2022, 9, 18), date(2025, 7, 4)])
def test_people_of_russia(start: date) -> None:
    random = Random(start.toordinal())
    law = callup.open("ru").program
    persons = [somebody(random) for _ in range(200)]
    compare(law, table_of(law, persons), start, start + 5 * DAY, ["sex"])
