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
from small import act, facts, program, terms
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


CLOCKS = {
    "positions.yaml": """\
positions:
  young: {kind: liberty, title: P, question: P?, otherwise: no}
  new: {kind: liberty, title: P, question: P?, otherwise: no}
  limit: {kind: measure, type: integer, title: P, question: P?, otherwise: none}
""",
    "choices.yaml": "choices:\n  ranks: {values: {low: Low, high: High}}\n",
    **facts(
        born="date, kind: lasting",
        acquired="date, kind: a day",
        fit="boolean, kind: of the day",
        rank="ranks, kind: of the day",
    ),
    **terms(age=("integer", "years since born")),
    **act(
        "first",
        "2000-01-01",
        """\
- add: one
  says: R
  position: young
  when: age >= 18 and age < 27 and (fit or born < 2008-01-01) and acquired < 2024-06-01
- add: two
  says: R
  position: new
  when: (days since acquired >= 30 and age >= 17) or (acquired < 2025-12-02 and not fit)
- add: three
  says: R
  position: limit
  when: age >= 18 and days since acquired < 400
  gives: 50
- add: four
  says: R
  position: limit
  when: age < 18 and rank is high
  gives: 60
""",
    ),
}


def test_fixed_days_that_moving_ones_meet() -> None:
    """Windows that end on the very day on which a cut reaches a day that the law names."""
    law = program(CLOCKS)
    random = Random(7)
    first, span = date(1998, 1, 1).toordinal(), 11 * 366

    def day(start: int, span: int) -> date | None:
        return date.fromordinal(start + random.randrange(span)) if random.random() < 0.9 else None

    rows = [
        {
            "born": day(first, span),
            "acquired": day(date(2024, 1, 1).toordinal(), 760),
            "fit": random.choice([True, False, None]),
            "rank": random.choice(["low", "high", None]),
            "weight": random.randrange(5),
        }
        for _ in range(3_000)
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    for start, end in (
        (date(2025, 11, 25), date(2025, 12, 31)),
        (date(2025, 12, 20), date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 1, 20)),
    ):
        assert compare(law, frame, start, end, ["rank"], "weight") == 0
        assert compare(law, frame, start, end) == 0


def test_a_value_that_is_a_column_beside_an_answer_that_the_same_day_turns() -> None:
    law = program(
        {
            "positions.yaml": (
                "positions:\n"
                "  may: {kind: liberty, title: P, question: P?, otherwise: no}\n"
                "  bonus: {kind: measure, type: money, title: B, question: B?, otherwise: none}\n"
            ),
            **facts(born="date, kind: lasting", pay="money", guard="boolean"),
            **act(
                "a",
                "2000-01-01",
                "- add: r\n  position: may\n  says: R\n  when: years since born >= 18 and guard\n"
                "- add: s\n  position: bonus\n  says: R\n  when: may\n  gives: max(pay, 10 RUB)\n",
            ),
        }
    )
    frame = pl.DataFrame(
        {
            "born": [date(2000, 2, 29), None, date(1999, 12, 31), date(2000, 3, 1)],
            "pay": pl.Series(["7", "7", "12.50", None]).cast(pl.Decimal(38, 2)),
            "guard": [True, True, True, None],
        }
    )
    assert compare(law, frame, date(2017, 12, 20), date(2018, 3, 5)) == 0
