"""How many people have which answer: on one day, and over days as what is added day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from callup.values.number import Number, whole

DAY = timedelta(days=1)

Group = tuple[str | None, ...]
"""The values of the columns that people are split by; None where there is none."""


class Answer(NamedTuple):
    """A status, and the value where the status is `known`."""

    status: str
    value: Any = None


YES, NO = Answer("known", True), Answer("known", False)
UNKNOWN, NONE, CONFLICT = Answer("unknown"), Answer("none"), Answer("conflict")
NOT_COVERED = Answer("not covered")
REFUSED = Answer("refused")


@dataclass(frozen=True, slots=True)
class Count:
    """How many people of a group have which answer to a position on a day; none has any other."""

    day: date
    position: str
    group: Group
    answers: Mapping[Answer, Number]


@dataclass(slots=True)
class Course:
    """How the counts of one position go over time.

    `from_` holds what they are on the first day of a stretch, `added` what a day within it adds.
    """

    stretches: dict[date, dict[tuple[Group, Answer], int]] = field(default_factory=dict)
    added: dict[date, dict[tuple[Group, Answer], int]] = field(default_factory=dict)

    def start(self, day: date, group: Group, answer: Answer, number: int) -> None:
        _add(self.stretches.setdefault(day, {}), (group, answer), number)

    def add(self, day: date, group: Group, answer: Answer, number: int) -> None:
        _add(self.added.setdefault(day, {}), (group, answer), number)

    def days(self) -> list[date]:
        """The days on which a count may differ from the day before, the first one included."""
        return sorted({*self.stretches, *(day for day, found in self.added.items() if found)})

    def steps(self) -> Iterator[tuple[date, dict[tuple[Group, Answer], int]]]:
        """The counts on each of those days on which they do differ."""
        now: dict[tuple[Group, Answer], int] = {}
        last: dict[tuple[Group, Answer], int] | None = None
        for day in self.days():
            if day in self.stretches:
                now = dict(self.stretches[day])
            for key, number in self.added.get(day, {}).items():
                _add(now, key, number)
            if now != last:
                last = dict(now)
                yield day, last


def _add(counts: dict[tuple[Group, Answer], int], key: tuple[Group, Answer], number: int) -> None:
    found = counts.get(key, 0) + number
    if found:
        counts[key] = found
    else:
        counts.pop(key, None)


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of positions from `start` through `end`.

    `by` names the columns that people are split by. Numbers in `courses` count people times
    `scale`. `never` rows are refused for what they hold, and others on the days of `refused`.
    `day_by_day` names positions for which, from one day up to another, each day had to be counted
    by itself; the counts are the same.
    """

    start: date
    end: date
    by: tuple[str, ...]
    scale: int
    groups: tuple[Group, ...]
    courses: Mapping[str, Course]
    never: int
    refused: Course
    day_by_day: tuple[tuple[str, date, date], ...]

    def changes(self) -> Iterator[Count]:
        """The counts on the first day, and on every later one on which one of them differs."""
        for name, course in self.courses.items():
            last: dict[Group, dict[Answer, Number]] = {}
            for day, found in course.steps():
                split = self._split(found)
                for group, answers in split.items():
                    if last.get(group) != answers:
                        yield Count(day, name, group, answers)
                last = split

    def every_day(self) -> Iterator[Count]:
        """The counts on every day, position by position."""
        for name, course in self.courses.items():
            steps = dict(course.steps())
            split: dict[Group, dict[Answer, Number]] = {}
            day = self.start
            while day <= self.end:
                if day in steps:
                    split = self._split(steps[day])
                for group, answers in split.items():
                    yield Count(day, name, group, answers)
                day += DAY

    def on(self, day: date) -> Iterator[Count]:
        """The counts on one day."""
        for name, course in self.courses.items():
            found: dict[tuple[Group, Answer], int] = {}
            for start, counts in course.steps():
                if start <= day:
                    found = counts
            for group, answers in self._split(found).items():
                yield Count(day, name, group, answers)

    def rejected(self) -> Iterator[tuple[date, int]]:
        """How many rows are refused, on the first day and on every later one that differs."""
        if not self.refused.stretches:
            yield self.start, self.never
        for day, found in self.refused.steps():
            yield day, self.never + sum(n for (_, a), n in found.items() if a == REFUSED)

    def _split(self, found: dict[tuple[Group, Answer], int]) -> dict[Group, dict[Answer, Number]]:
        split: dict[Group, dict[Answer, Number]] = {group: {} for group in self.groups}
        for (group, answer), number in found.items():
            people = number if self.scale == 1 else whole(Fraction(number, self.scale))
            split.setdefault(group, {})[answer] = people
        return split


@dataclass(frozen=True, slots=True)
class Turned:
    """How many of a group have another answer on the later day; `day` is that of the change of the
    law which turned them, None where their own days or the calendar did."""

    position: str
    group: Group
    before: Answer
    after: Answer
    day: date | None
    acts: tuple[str, ...]
    """The acts by which what changed on that day then stands."""
    number: Number
