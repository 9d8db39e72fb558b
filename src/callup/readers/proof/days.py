"""The arithmetic of days for the solver: exact, with leap years and the ends of months.

A day is its number, as `date.toordinal` counts. Where a formula needs its year, month and day of
the month, they are new whole numbers that the solver must choose so that they make up the day:

    day = 365 · (y-1) + ⌊(y-1)/4⌋ - ⌊(y-1)/100⌋ + ⌊(y-1)/400⌋ + days before month m + d

with 1 ≤ m ≤ 12 and 1 ≤ d ≤ the length of the month. For each day there is one such choice, so
the new numbers never exclude anybody. The year is split as y = 4q + r, from which the leap years
are read; centuries are counted one by one within the bounds of the day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import z3

from callup.readers.proof.line import Line, NotEncoded, Point, highest, lowest, result
from callup.readers.proof.logic import Bool, both, choose, either, opposite
from callup.readers.proof.numbers import add, scaled, subtract
from callup.values.calendar import (
    LAST_DAY,
    Calendar,
    Duration,
    Window,
    months_between,
    shift,
    years_between,
)

LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
BEFORE = tuple(sum(LENGTHS[:month]) for month in range(12))
FURTHEST = 100_000
"""Months or days by which the solver shifts; law goes nowhere near."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: months and days, each a point."""

    months: Point
    days: Point


@dataclass(frozen=True, slots=True)
class Parts:
    """Year, month and day of the month, and whether the year is a leap year."""

    year: Any
    month: Any
    day: Any
    leap: Bool

    @property
    def place(self) -> Any:
        """The place in the year, as a number that grows with it."""
        return self.month * 32 + self.day


@dataclass(slots=True)
class Days:
    """Counts days for one question; `constraints` say what the new numbers are."""

    calendar: Calendar
    context: z3.Context
    constraints: list[Any] = field(default_factory=list)
    _parts: dict[int, tuple[Parts, Any]] = field(default_factory=dict)
    _made: int = 0

    def number(self, what: str, low: int, high: int) -> Any:
        """A new whole number within bounds."""
        self._made += 1
        found = z3.Int(f"{what}!{self._made}", self.context)
        self.constraints += [found >= low, found <= high]
        return found

    # the parts of a day

    def parts(self, point: Point) -> Parts:
        if not isinstance(point, Line):
            day = date.fromordinal(int(point))
            return Parts(day.year, day.month, day.day, _is_leap(day.year))
        key = point.formula.get_id()
        if key not in self._parts:
            # the term is kept beside its parts, so that its id stays its own
            self._parts[key] = (self._split(point), point.formula)
        return self._parts[key][0]

    def _split(self, point: Line) -> Parts:
        first, last = (date.fromordinal(int(one)).year for one in (point.low, point.high))
        year = self.number("year", first, last)
        leap, before = self._year(year, first, last)
        month = self.number("month", 1, 12)
        day = self.number("day", 1, 31)
        self.constraints += [
            day <= _length(month, leap),
            point.formula == before + _before(month, leap) + day,
        ]
        return Parts(year, month, day, leap)

    def _year(self, year: Any, first: int, last: int) -> tuple[Bool, Any]:
        """Whether a year is a leap year, and the number of the day before its first."""
        four = self.number("four", first // 4, last // 4)
        rest = self.number("rest", 0, 3)
        self.constraints.append(year == 4 * four + rest)
        centuries = [c for c in range(-(-first // 100) * 100, last + 1, 100) if c % 400]
        leap = z3.And(rest == 0, *(year != century for century in centuries))
        # leap years before this one
        start = first - 1
        skipped = start // 100 - start // 400
        passed = [z3.If(year > century, 1, 0) for century in centuries if century > start]
        leaps = z3.If(rest == 0, four - 1, four) - skipped - z3.Sum([*passed, self._nothing()])
        return leap, 365 * (year - 1) + leaps

    def _nothing(self) -> Any:
        return z3.IntVal(0, self.context)

    def line(self, year: Any, month: Any, day: Any, bounds: tuple[int, int]) -> Any:
        """The number of the day that parts make up."""
        first, last = (date.fromordinal(one).year for one in bounds)
        leap, before = self._year(year, first, last)
        return before + _before(month, leap) + day

    # operators

    def shift(self, day: Point, by: Length) -> Point:
        """`day` moved by months first, then by days."""
        if isinstance(by.months, int) and isinstance(by.days, int):
            return self._shift_known(day, Duration(by.months, by.days))
        moved = day if by.months == 0 else self._shift_months(day, by.months)
        return self._within_calendar(add(moved, by.days, self.context))

    def _shift_known(self, day: Point, by: Duration) -> Point:
        def function(number: Any) -> int:
            return shift(date.fromordinal(int(number)), by, self.calendar).toordinal()

        bounds = (function(lowest(day)), function(highest(day)))
        if isinstance(day, Line) and _leaves_calendar(day, by):
            raise NotEncoded("a day beyond the year 9999 or before the year 1")

        def build() -> Any:
            moved = self._shift_months(day, by.months) if by.months else day
            return add(moved, by.days, self.context).formula

        return result((day,), (1,), function, bounds, build, True)

    def _within_calendar(self, day: Point) -> Point:
        if lowest(day) < 1 or highest(day) > LAST_DAY.toordinal():
            raise NotEncoded("a day beyond the year 9999 or before the year 1")
        return day

    def _shift_months(self, day: Point, months: Point) -> Line:
        """`day` moved by months, of which at least one is not known."""
        scaled(months, FURTHEST)
        start = self.parts(day)
        least, most = int(lowest(months)), int(highest(months))
        low = lowest(day) + min(31 * least, 28 * least) - 31
        high = highest(day) + max(31 * most, 28 * most) + 31
        if low < 1 or high > LAST_DAY.toordinal() - 31:
            raise NotEncoded("a day beyond the year 9999 or before the year 1")
        bounds = (int(low), int(high))
        count = months.formula if isinstance(months, Line) else months
        first, last = (date.fromordinal(one).year for one in bounds)
        year, month = self.number("year", first, last), self.number("month", 1, 12)
        self.constraints.append(12 * year + month == 12 * start.year + start.month + count)
        leap, before = self._year(year, first, last)
        length = _length(month, leap)
        past = start.day > length
        is_next = self._goes_on(start, count)
        held = z3.If(past, length + _one(is_next), start.day)
        moved = before + _before(month, leap) + held
        return Line(*bounds, lambda: moved)

    def _goes_on(self, start: Parts, months: Any) -> Bool:
        """Whether a day that its month lacks becomes the first of the next one."""
        calendar = self.calendar
        if isinstance(months, int):
            whole_years: Bool = months % 12 == 0
        else:
            whole_years = months % 12 == 0
        february = start.month == 2
        birthday = both(february, whole_years)
        return choose(birthday, calendar.leap_birthday_is_march, calendar.month_end_is_next_day)

    def days_between(self, start: Point, end: Point) -> Point:
        return subtract(end, start, self.context)

    def months_between(self, start: Point, end: Point) -> Point:
        """The greatest number of months that can be added to `start` without passing `end`."""
        return self._between(start, end, months_between, 31, self._months)

    def years_between(self, start: Point, end: Point) -> Point:
        return self._between(start, end, years_between, 366, self._years)

    def _between(
        self,
        start: Point,
        end: Point,
        count: Callable[[date, date, Calendar], int],
        longest: int,
        build: Callable[[Parts, Parts], Any],
    ) -> Point:
        def function(a: Any, b: Any) -> int:
            return count(date.fromordinal(int(a)), date.fromordinal(int(b)), self.calendar)

        bounds = (function(highest(start), lowest(end)), function(lowest(start), highest(end)))
        term = lambda: build(self.parts(start), self.parts(end))  # noqa: E731
        return result((start, end), (-1, 1), function, bounds, term, True)

    def _years(self, a: Parts, b: Parts) -> Any:
        reached = either(_formula(a.place <= b.place), self._last_of_february(a, b))
        return b.year - a.year - _one(opposite(reached))

    def _last_of_february(self, a: Parts, b: Parts) -> Bool:
        """Whether a birthday on 29 February is kept on the 28th, and it is that day."""
        if self.calendar.leap_birthday_is_march:
            return False
        leap_day, last = _formula(a.place == 2 * 32 + 29), _formula(b.place == 2 * 32 + 28)
        return both(leap_day, last, opposite(b.leap))

    def _months(self, a: Parts, b: Parts) -> Any:
        count = 12 * (b.year - a.year) + b.month - a.month
        length = _length(b.month, b.leap)
        held = both(opposite(self._goes_on(a, count)), _formula(b.day == length))
        reached = choose(_formula(a.day <= length), _formula(a.day <= b.day), held)
        return count - _one(opposite(reached))

    def within(self, day: Point, window: Window) -> Bool:
        """Whether a day lies in a part of its year."""
        if not isinstance(day, Line):
            return window.contains(date.fromordinal(int(day)))
        place = self.parts(day).place
        after, before = place >= _place(window.start), place <= _place(window.end)
        return z3.And(after, before) if window.start <= window.end else z3.Or(after, before)


def _place(place: tuple[int, int]) -> int:
    return place[0] * 32 + place[1]


def _formula(truth: Any) -> Bool:
    return truth


def _one(condition: Bool) -> Any:
    if isinstance(condition, bool):
        return int(condition)
    return z3.If(condition, 1, 0)


def _is_leap(year: int) -> bool:
    return monthrange(year, 2)[1] == 29


def _leaves_calendar(day: Line, by: Duration) -> bool:
    """Whether a shift may be held at the ends of the years 1 to 9999."""
    years = [date.fromordinal(int(one)).year for one in (day.low, day.high)]
    far = abs(by.months) // 12 + abs(by.days) // 365 + 2
    return years[0] - far < 1 or years[1] + far > 9999


def _length(month: Any, leap: Bool) -> Any:
    """The length of a month."""
    if isinstance(month, int):
        return LENGTHS[month - 1] + (_one(leap) if month == 2 else 0)
    short = z3.Or(*(month == one for one in (4, 6, 9, 11)))
    return z3.If(month == 2, 28 + _one(leap), z3.If(short, 30, 31))


def _before(month: Any, leap: Bool) -> Any:
    """How many days of the year come before a month."""
    found = z3.IntVal(BEFORE[11], month.ctx)
    for index in range(10, -1, -1):
        found = z3.If(month <= index + 1, BEFORE[index], found)
    return found + z3.If(z3.And(month > 2, leap), 1, 0)
