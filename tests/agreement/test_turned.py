"""Whose answers differ between two days is what the answers of the two days say."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import polars as pl
from agree import table_of
from hypothesis import given
from hypothesis import strategies as st

from callup.ir.program import Program
from callup.readers.frames.apply import Table
from callup.readers.frames.change import turned
from callup.switches import choose
from examples import examples
from small import act, facts, program, terms
from strategies import Book, books, moments, people

DAY = timedelta(days=1)


def answers(law: Program, frame: pl.DataFrame, on: date) -> list[dict[str, Any]]:
    settings = choose(law, (), ()).settings(law)
    return Table(law, on, settings, frame).answers(None, checked=True).to_dicts()


@examples(60)
@given(books(), st.lists(people(), min_size=1, max_size=5), moments(), st.integers(0, 300))
def test_random_people_under_random_law(
    book: Book, persons: list[dict[str, object]], start: date, days: int
) -> None:
    law = program(book.parts)
    frame = table_of(law, persons)
    end = start + days * DAY
    settings = choose(law, (), ()).settings(law)
    found: Counter[tuple[str, Any, Any]] = Counter()
    for one in turned(Table(law, start, settings, frame), end):
        assert one.day is None or start < one.day <= end
        found[one.position, tuple(one.before), tuple(one.after)] += one.number
    expected: Counter[tuple[str, Any, Any]] = Counter()
    for old, new in zip(answers(law, frame, start), answers(law, frame, end), strict=True):
        for position in law.positions():
            name = position.name
            pair = [(row[f"{name}_status"], row[name]) for row in (old, new)]
            if pair[0] != pair[1]:
                expected[name, pair[0], pair[1]] += 1
    assert found == expected


def test_what_time_turns_is_told_apart_from_what_an_act_does() -> None:
    law = program(
        {
            "positions.yaml": "positions:\n  p: {kind: liberty, title: P, question: P?, "
            "otherwise: no}\n",
            **facts(born="date, kind: lasting"),
            **terms(age=("integer", "years since born")),
            **act("a", "2000-01-01", "- add: r\n  position: p\n  says: R\n  when: age >= 21\n"),
            **act("b", "2020-06-01", "- replace: r\n  when: age >= 18\n"),
        }
    )
    frame = pl.DataFrame({"born": [date(1999, 3, 1), date(2001, 1, 1), date(2010, 1, 1)]})
    table = Table(law, date(2020, 1, 1), {}, frame)
    found = [(one.day, one.acts, one.number) for one in turned(table, date(2020, 12, 31))]
    assert found == [(None, (), 1), (date(2020, 6, 1), ("b",), 1)]
