"""The arithmetic of days: shifts by months and years, whole units between days, parts of a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip

FIRST_DAY = date(1, 1, 1)
LAST_DAY = date(9999, 12, 31)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a jurisdiction counts where months differ in length.

    leap_birthday_is_march: a year after 29 February ends on 1 March (else on 28 February).
    month_end_is_next_day: a month after 31 January ends on the day after the last of February
    (else on that last day).
    """

    leap_birthday_is_march: bool = True
    month_end_is_next_day: bool = False


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of months and a number of days; years are twelve months, weeks are seven days."""

    months: int = 0
    days: int = 0

    def __neg__(self) -> Duration:
        return Duration(-self.months, -self.days)

    def __add__(self, other: Duration) -> Duration:
        return Duration(self.months + other.months, self.days + other.days)

    def __str__(self) -> str:
        years, months = divmod(self.months, 12) if self.months >= 0 else (0, self.months)
        named = ((years, "year"), (months, "month"), (self.days, "day"))
        parts = [f"{n} {unit}{'' if abs(n) == 1 else 's'}" for n, unit in named if n]
        return " and ".join(parts) or "0 days"


@dataclass(frozen=True, slots=True)
class Window:
    """A part of every year, both ends included, as (month, day); it may wrap over the new year."""

    start: tuple[int, int]
    end: tuple[int, int]

    def contains(self, day: date) -> bool:
        place = (day.month, day.day)
        if self.start <= self.end:
            return self.start <= place <= self.end
        return place >= self.start or place <= self.end

    def next_change(self, day: date) -> date | None:
        """The first later day on which the answer of `contains` differs; None if there is none."""
        inside = self.contains(day)
        for year in range(day.year, day.year + 10):  # 29 February may be eight years away
            for border in sorted(_borders(self, year)):
                if border > day and self.contains(border) != inside:
                    return border
        return None

    def __str__(self) -> str:
        return f"between {_named(self.start)} and {_named(self.end)}"


def _named(place: tuple[int, int]) -> str:
    return f"{place[1]} {MONTHS[place[0] - 1]}"


def _borders(window: Window, year: int) -> list[date]:
    """The first days inside and outside the window in one year.

    A window that ends on 28 February is left on 29 February in a leap year, and one that starts
    on 29 February is entered on 1 March in a common year.
    """
    if year > LAST_DAY.year - 1:
        return []
    start_month, start_day = window.start
    if start_day > monthrange(year, start_month)[1]:
        start = date(year, start_month + 1, 1)
    else:
        start = date(year, start_month, start_day)
    end_month, end_day = window.end
    last = date(year, end_month, min(end_day, monthrange(year, end_month)[1]))
    return [start, last + timedelta(days=1)]


def parse_day(text: str) -> date | None:
    """The day that `text` writes as YYYY-MM-DD, or None."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def shift(day: date, by: Duration, calendar: Calendar) -> date:
    """`day` moved by months first, then by days; held within the years 1 to 9999."""
    moved = _shift_months(day, by.months, calendar) if by.months else day
    if not by.days:
        return moved
    ordinal = moved.toordinal() + by.days
    return date.fromordinal(min(max(ordinal, 1), LAST_DAY.toordinal()))


def _shift_months(day: date, months: int, calendar: Calendar) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if year < 1:
        return FIRST_DAY
    if year > 9999:
        return LAST_DAY
    last = monthrange(year, month)[1]
    if day.day <= last:
        return date(year, month, day.day)
    leap_birthday = day.month == 2 and months % 12 == 0
    if calendar.leap_birthday_is_march if leap_birthday else calendar.month_end_is_next_day:
        return date(year, month, last) + timedelta(days=1)
    return date(year, month, last)


def months_between(start: date, end: date, calendar: Calendar) -> int:
    """The greatest n with `start` + n months on or before `end`; negative when end is earlier."""
    guess = (end.year - start.year) * 12 + end.month - start.month + 1
    while shift(start, Duration(months=guess), calendar) > end:
        guess -= 1
    return guess


def years_between(start: date, end: date, calendar: Calendar) -> int:
    """The greatest n with `start` + n years on or before `end`; negative when end is earlier."""
    guess = end.year - start.year
    if start.month == 2 and start.day == 29:
        return guess - (shift(start, Duration(months=12 * guess), calendar) > end)
    return guess - ((end.month, end.day) < (start.month, start.day))
