"""A value for every day, constant between a few days of change."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Timeline(Generic[T]):
    """`values[0]` holds before `days[0]`, and `values[i + 1]` from `days[i]` on.

    Neighbouring values differ, so two timelines that agree on every day are equal.
    """

    days: tuple[date, ...]
    values: tuple[T, ...]

    def at(self, day: date) -> T:
        return self.values[bisect_right(self.days, day)]

    def next_change(self, day: date) -> date | None:
        index = bisect_right(self.days, day)
        return self.days[index] if index < len(self.days) else None

    def since(self, day: date) -> date | None:
        """The first day of the stretch that `day` lies in; None if it has no beginning."""
        index = bisect_right(self.days, day)
        return self.days[index - 1] if index else None

    def map(self, function: Callable[[T], U]) -> Timeline[U]:
        return build(self.days, [function(value) for value in self.values])

    def pieces(self) -> Iterable[tuple[date | None, date | None, T]]:
        """(first day, first day after, value) in order of time; None is open."""
        starts = (None, *self.days)
        ends = (*self.days, None)
        return zip(starts, ends, self.values, strict=True)


def constant(value: T) -> Timeline[T]:
    return Timeline((), (value,))


def build(days: Iterable[date], values: Iterable[T]) -> Timeline[T]:
    """The timeline with these values, equal neighbours joined; days must ascend."""
    source = iter(values)
    kept_days: list[date] = []
    kept = [next(source)]
    for day, value in zip(days, source, strict=True):
        if value != kept[-1]:
            kept_days.append(day)
            kept.append(value)
    return Timeline(tuple(kept_days), tuple(kept))


def sample(days: Iterable[date], function: Callable[[date], T], before: T) -> Timeline[T]:
    """The timeline that is `before` up to the first of `days`, then `function` of each of them."""
    cuts = sorted(set(days))
    return build(cuts, [before, *(function(day) for day in cuts)])
