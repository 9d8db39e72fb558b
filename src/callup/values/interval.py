"""Half-open intervals of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from `start` up to, but not including, `end`; None is open."""

    start: date | None = None
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: Interval) -> bool:
        return _before(self.start, other.end) and _before(other.start, self.end)

    def clip(self, other: Interval) -> Interval:
        """The days of both; empty intervals come out with start >= end."""
        starts = [d for d in (self.start, other.start) if d is not None]
        ends = [d for d in (self.end, other.end) if d is not None]
        return Interval(max(starts, default=None), min(ends, default=None))

    @property
    def empty(self) -> bool:
        return not _before(self.start, self.end)

    def __str__(self) -> str:
        """Both ends included, as people read them."""
        first = "always" if self.start is None else f"from {self.start}"
        return first if self.end is None else f"{first} through {self.end - DAY}"


def _before(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start < end
