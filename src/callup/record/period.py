"""Periods as the record writes them: EDTF days, months, parts of years, years, uncertain ends."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from callup.record.reason import because
from callup.text.words import Words
from callup.values.calendar import parse_day

DAY = timedelta(days=1)
AROUND = timedelta(days=7)  # how far an uncertain day may lie from the one that is written
_YEAR = re.compile(r"(\d{4})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_SET = re.compile(r"\[(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})\]")
# EDTF writes parts of a year where a month would stand: quarters and halves.
_PARTS = {33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3), 40: (1, 6), 41: (7, 6)}

Span = tuple[date, date]
"""Days, half-open."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days whose ends may be uncertain.

    The first day is one of `first` (both included); the first day after it is one of `after`,
    or open where `after` is None.
    """

    text: str
    first: Span
    after: Span | None

    @property
    def certain(self) -> bool:
        """Whether both ends are known to the day."""
        return self.first[0] == self.first[1] and (
            self.after is not None and self.after[0] == self.after[1]
        )

    @property
    def core(self) -> Span | None:
        """The days that are certainly meant; None where there are none or the end is open."""
        if self.after is None or self.first[1] >= self.after[0]:
            return None
        return self.first[1], self.after[0]

    @property
    def outer(self) -> Span | None:
        """The days that may be meant; None where the end is open."""
        return (self.first[0], self.after[1]) if self.after else None

    def closed(self, said: Period) -> Period:
        """The same with an open end put on the day on which it was said."""
        if self.after is not None or said.after is None:
            return self
        return Period(self.text, self.first, (said.first[0] + DAY, said.after[1]))


def parse_period(text: str) -> Period | None:
    """The period that `text` writes; None for what is none, or ends before it begins."""
    if "/" not in text:
        part = _part(text)
        if part is None:
            return None
        days, vague = part
        if not vague:
            return Period(text, (days[0], days[0]), (days[1], days[1]))
        return Period(text, (days[0], days[1] - DAY), (days[0] + DAY, days[1]))
    start, _, end = text.partition("/")
    first, last = _end(start, at_start=True), _end(end, at_start=False)
    if first is None or (last is None and end != ".."):
        return None
    after = (last[0] + DAY, last[1] + DAY) if last else None
    period = Period(text, first, after)
    return None if after and first[0] >= after[1] else period


def _end(text: str, *, at_start: bool) -> Span | None:
    """The days of which one is the first or last of the period, both included."""
    among = _SET.fullmatch(text)
    if among:
        low, high = parse_day(among[1]), parse_day(among[2])
        return (low, high) if low and high and low <= high else None
    part = _part(text)
    if part is None:
        return None
    (start, after), vague = part
    if vague:
        return start, after - DAY
    day = start if at_start else after - DAY
    return day, day


def _part(text: str) -> tuple[Span, bool] | None:
    """The days that one part of EDTF stands for, and whether they are approximate."""
    vague = text[-1:] in ("~", "?", "%")
    body = text[:-1] if vague else text
    day = parse_day(body)
    if day is not None:
        if not date(1000, 1, 1) <= day < date(9000, 1, 1):
            return None
        return ((day - AROUND, day + AROUND + DAY) if vague else (day, day + DAY)), vague
    year = _YEAR.fullmatch(body)
    if year and 1000 <= int(year[1]) < 9000:
        return (date(int(year[1]), 1, 1), date(int(year[1]) + 1, 1, 1)), vague
    month = _MONTH.fullmatch(body)
    if not month or not 1000 <= int(month[1]) < 9000:
        return None
    number = int(month[2])
    first, length = _PARTS.get(number, (number, 1))
    if not 1 <= first <= 12:
        return None
    start = date(int(month[1]), first, 1)
    over = first + length
    end = date(start.year + (over > 12), over - 12 if over > 12 else over, 1)
    return (start, end), vague


def months(span: Span) -> Fraction:
    """How many months a stretch of days is: each day is its part of its own month."""
    day, end = span
    total = Fraction(0)
    while day < end:
        length = monthrange(day.year, day.month)[1]
        after = date(day.year, day.month, length) + DAY
        total += Fraction((min(end, after) - day).days, length)
        day = after
    return total


def days_in_words(span: Span) -> Words:
    """Both ends, included, as people read them."""
    first, last = span[0], span[1] - DAY
    if first == last:
        return Words((("en", first.isoformat()),))
    return because("days", first=first, last=last)
