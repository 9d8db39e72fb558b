"""The calendar that the solver is told is the calendar that answers are given by."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
import z3
from hypothesis import given
from hypothesis import strategies as st

from callup.readers.proof.days import Days, Length
from callup.readers.proof.line import Line
from callup.values.calendar import (
    Calendar,
    Duration,
    Window,
    months_between,
    shift,
    years_between,
)
from examples import examples

CALENDARS = [Calendar(a, b) for a, b in product((True, False), repeat=2)]
CORNERS = [
    date(1900, 2, 28), date(1900, 3, 1), date(2000, 2, 29), date(2000, 12, 31), date(2004, 2, 29),
    date(2019, 12, 31), date(2020, 1, 31), date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1),
    date(2020, 3, 31), date(2021, 2, 28), date(2021, 3, 1), date(2024, 2, 29), date(2100, 2, 28),
    date(2100, 3, 1), date(1800, 1, 1), date(2199, 12, 31),
]  # fmt: skip

days = st.one_of(
    st.sampled_from(CORNERS),
    st.integers(0, 146_000).map(lambda n: date(1800, 1, 1) + timedelta(days=n)),
)
calendars = st.sampled_from(CALENDARS)


class Table:
    """Terms of the solver for days that it may not look through, and what they are worth."""

    def __init__(self, calendar: Calendar) -> None:
        self.days = Days(calendar, z3.Context())
        self.fixed: list[object] = []

    def day(self, value: date) -> Line:
        """A day that is known to the solver only by a constraint."""
        low, high = date(1800, 1, 1).toordinal(), date(2199, 12, 31).toordinal()
        term = self.days.number("day", low, high)
        self.fixed.append(term == value.toordinal())
        return Line(low, high, lambda: term)

    def worth(self, term: object) -> int:
        """The one value that a term can have."""
        solver = z3.Solver(ctx=self.days.context)
        solver.add(*self.days.constraints, *self.fixed)
        assert solver.check() == z3.sat
        found = solver.model().eval(term)
        solver.add(term != found)
        assert solver.check() == z3.unsat
        return int(found.as_long())


@examples(60)
@given(days, st.integers(-60, 240), st.integers(-40, 400), calendars)
def test_shifts(day: date, months: int, more: int, calendar: Calendar) -> None:
    table = Table(calendar)
    moved = table.days.shift(table.day(day), Length(months, more))
    expected = shift(day, Duration(months, more), calendar)
    assert date.fromordinal(table.worth(moved.formula)) == expected
    assert moved.low <= expected.toordinal() <= moved.high


@examples(60)
@given(days, days, calendars)
def test_whole_units_between(start: date, end: date, calendar: Calendar) -> None:
    table = Table(calendar)
    a, b = table.day(start), table.day(end)
    assert table.worth(table.days.months_between(a, b).formula) == months_between(
        start, end, calendar
    )
    assert table.worth(table.days.years_between(a, b).formula) == years_between(
        start, end, calendar
    )


@pytest.mark.parametrize("calendar", CALENDARS)
@pytest.mark.parametrize("start", [date(2020, 2, 29), date(2020, 1, 31)])
@pytest.mark.parametrize("end", [date(2021, 2, 28), date(2021, 3, 1), date(2024, 2, 29)])
def test_ends_of_february(start: date, end: date, calendar: Calendar) -> None:
    table = Table(calendar)
    a, b = table.day(start), table.day(end)
    months = table.days.months_between(a, b)
    years = table.days.years_between(a, b)
    assert table.worth(months.formula) == months_between(start, end, calendar)
    assert table.worth(years.formula) == years_between(start, end, calendar)


@examples(60)
@given(days, st.sampled_from([((3, 1), (6, 30)), ((11, 15), (2, 28)), ((2, 29), (3, 5))]))
def test_parts_of_the_year(day: date, ends: tuple[tuple[int, int], tuple[int, int]]) -> None:
    table = Table(Calendar())
    window = Window(*ends)
    inside = table.days.within(table.day(day), window)
    assert table.worth(z3.If(inside, 1, 0)) == window.contains(day)
