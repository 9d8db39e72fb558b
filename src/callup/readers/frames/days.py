"""The arithmetic of days on columns: the same as `values.calendar`, by year, month and day.

Days are numbered as Python numbers them, 1 for the first day of the year 1. Years that begin in
March make the day that leaps the last one (Hinnant, "chrono-compatible low-level date
algorithms"). All numbers are positive, so that division rounds alike on every engine.
"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw

from callup.readers.frames.cell import Column, Sheet, reads_of
from callup.values.calendar import Calendar

MARCH = 305
"""The number of a day, plus this, counts from the first of March of the year 0."""
DAYS = 4_000_000
"""More than any day is numbered."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The year, month and day of a column of days."""

    year: nw.Expr
    month: nw.Expr
    day: nw.Expr


def number(flag: nw.Expr) -> nw.Expr:
    """1 for yes, 0 for no."""
    return flag.cast(nw.Int64)


def ordinal(day: Column) -> Column:
    """The days as numbers."""
    if day.ordinal:
        return day
    found = numbered(parts_of_dates(day.expr))
    return Column(found, "date", day.reads, bound=DAYS, ordinal=True)


def numbered(parts: Parts) -> nw.Expr:
    month = (parts.month + 9) % 12
    year = parts.year - month // 10
    of_year = (month * 153 + 2) // 5 + parts.day - 1
    return year * 365 + year // 4 - year // 100 + year // 400 + of_year - MARCH


def parts_of_dates(expr: nw.Expr) -> Parts:
    of = expr.dt
    return Parts(of.year().cast(nw.Int64), of.month().cast(nw.Int64), of.day().cast(nw.Int64))


def parts(day: Column, sheet: Sheet) -> tuple[Parts, frozenset[str]]:
    """Year, month and day of a column, and the shared columns that stand in them."""
    if not day.ordinal:
        return parts_of_dates(day.expr), day.reads

    def share(expr: nw.Expr, *read: Column) -> Column:
        return sheet.share(Column(expr, "integer", reads_of(*read)))

    count = share(day.expr + MARCH, day)
    era = count.expr // 146_097
    rest = share(count.expr - era * 146_097, count)
    days = rest.expr
    year = share((days - days // 1_460 + days // 36_524 - days // 146_096) // 365, rest)
    before = year.expr * 365 + year.expr // 4 - year.expr // 100
    of_year = share(days - before, rest, year)
    month = share((of_year.expr * 5 + 2) // 153, of_year)
    found = Parts(
        year.expr + era * 400 + month.expr // 10,
        (month.expr + 2) % 12 + 1,
        of_year.expr - (month.expr * 153 + 2) // 5 + 1,
    )
    return found, reads_of(count, year, of_year, month)


def leaps(year: nw.Expr) -> nw.Expr:
    return ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)


def last_day(year: nw.Expr, month: nw.Expr) -> nw.Expr:
    """The last day of a month."""
    february = number(month == 2)
    return (month + month // 8) % 2 + 30 - february * 2 + february * number(leaps(year))


def days_between(start: Column, end: Column) -> Column:
    first, last = ordinal(start), ordinal(end)
    return Column(last.expr - first.expr, "integer", reads_of(first, last), bound=DAYS)


def years_between(start: Column, end: Column, calendar: Calendar, sheet: Sheet) -> Column:
    (a, first), (b, second) = parts(start, sheet), parts(end, sheet)
    early = b.month * 100 + b.day < a.month * 100 + a.day
    if not calendar.leap_birthday_is_march:
        leap_birthday = (a.month == 2) & (a.day == 29)
        early = early & ~(leap_birthday & (b.month == 2) & (b.day == 28) & ~leaps(b.year))
    return Column(b.year - a.year - number(early), "integer", first | second, bound=DAYS)


def months_between(start: Column, end: Column, calendar: Calendar, sheet: Sheet) -> Column:
    (a, first), (b, second) = parts(start, sheet), parts(end, sheet)
    last = last_day(b.year, b.month)
    cut = ~_following(a.month, b.month, calendar) & (b.day == last) & (a.day > last)
    whole = (b.year - a.year) * 12 + b.month - a.month
    reached = number((a.day <= b.day) | cut)
    return Column(whole - 1 + reached, "integer", first | second, bound=DAYS)


def shifted(
    day: Column, months: Column | None, days: Column | None, sheet: Sheet, calendar: Calendar
) -> Column:
    """Days moved by months, as the calendar ends them, then by days."""
    if months is not None:
        day = _shifted_months(day, months, sheet, calendar)
    found = ordinal(day)
    if days is None:
        return found
    return Column(found.expr + days.expr, "date", reads_of(found, days), bound=DAYS, ordinal=True)


def _shifted_months(day: Column, months: Column, sheet: Sheet, calendar: Calendar) -> Column:
    start, reads = parts(day, sheet)
    count = start.year * 12 + start.month - 1 + months.expr
    total = sheet.share(Column(count, "integer", reads | months.reads))
    year, month = total.expr // 12, total.expr % 12 + 1
    last = last_day(year, month)
    over = start.day > last
    kept = nw.when(over).then(last).otherwise(start.day)
    following = number(over & _following(start.month, month, calendar))
    expr = numbered(Parts(year, month, kept)) + following
    return Column(expr, "date", reads | total.reads, bound=DAYS, ordinal=True)


def _following(start: nw.Expr, month: nw.Expr, calendar: Calendar) -> nw.Expr:
    """Whether a month that has no such day ends on the first day of the next."""
    birthday = (start == 2) & (month == 2)
    if calendar.leap_birthday_is_march == calendar.month_end_is_next_day:
        return nw.lit(calendar.month_end_is_next_day)
    return birthday if calendar.leap_birthday_is_march else ~birthday
