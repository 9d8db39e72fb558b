"""Counts of the people of a table that the operator names, one count at a time, kept a while."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, Protocol

from markupsafe import Markup

from callup.lawbook import Answer, Counts, Group, Lawbook, Program, as_day
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.values.number import Number
from callup.web.crew import Crew
from callup.web.drawing import inline
from callup.web.languages import Tongue
from callup.web.limits import MOST_COUNTED_DAYS, MOST_COUNTS_WAITING

DAY: Final = timedelta(days=1)
MOST_KEPT: Final = 32
ORDER: Final = ("known", "unknown", "none", "conflict", "not covered")


class People(Protocol):
    """A table as it was read: its rows, and what is known about its columns."""

    @property
    def frame(self) -> Any: ...
    @property
    def unread(self) -> Mapping[str, str]: ...
    @property
    def columns(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Population:
    """A table of people: what it is called, how it is read, what weighs a row, what splits it.

    `row` is the column that numbers the rows.
    """

    name: str
    read: Callable[[Program], People]
    row: str
    weight: str | None = None
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A position, the first and the last day, and the column to split by, if any."""

    position: str
    start: date
    end: date
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The counts of a group on a day, in the order of the answers."""

    day: date
    group: str | None
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """Counts in one language: the picture, none where nobody is counted, and the data beside it."""

    picture: Markup
    answers: tuple[str, ...]
    rows: tuple[Row, ...]
    refused: int
    day_by_day: bool


@dataclass(slots=True)
class Counting:
    """The counts of one table under one lawbook. It works on one question at a time."""

    lawbook: Lawbook
    population: Population
    crew: Crew = field(default_factory=lambda: Crew(1, MOST_COUNTS_WAITING))
    _counts: dict[tuple[object, ...], Counts] = field(default_factory=dict)
    _shown: dict[tuple[object, ...], Shown] = field(default_factory=dict)

    def check(self) -> None:
        """Counts the first rows, so that a wrong column is told at the start. Raises
        Diagnostics."""
        program = self.lawbook.program
        first = next(iter(program.positions())).name
        people = self.population.read(program)
        if not people.columns and not set(people.frame.collect_schema()) & set(program.facts):
            message = f"no column of {self.population.name} is called as a fact"
            help = "`callup show LAWBOOK facts` lists them; --column FACT=COLUMN names a column"
            raise Diagnostics([Diagnostic("bad-column", message, None, help=help)])
        day = program.evidence_until
        self._count(people, people.frame.head(20), Asked(first, day, day), self.population.by)

    def asked(self, position: str, start: str, end: str, by: str) -> Asked:
        """What an address asks for. Raises Diagnostics for what is not counted."""
        made = Asked(position, as_day(start), as_day(end), by or None)
        names = [one.name for one in self.lawbook.program.positions()]
        if position not in names:
            raise _refusal("bad-question", f"there is no position `{position[:60]}`")
        if made.end < made.start:
            raise _refusal("bad-day", f"the days run backwards, from {made.start} to {made.end}")
        if (made.end - made.start).days >= MOST_COUNTED_DAYS:
            raise _refusal("too-large", f"{MOST_COUNTED_DAYS} days at most are counted at once")
        if made.by is not None and made.by not in self.population.by:
            raise _refusal("bad-question", f"people are not split by `{by[:60]}`")
        return made

    async def shown(self, asked: Asked, tongue: Tongue) -> Shown:
        """The counts in words and as a picture. Raises Diagnostics, TooBusy and TooSlow."""
        found = self._shown.get((self.lawbook.digest, asked, tongue.code))
        if found is None:
            found = await self.crew.work(self._work, asked, tongue)
        return found

    def _work(self, asked: Asked, tongue: Tongue) -> Shown:
        key = (self.lawbook.digest, asked)
        shown = self._shown.get((*key, tongue.code))
        if shown is not None:
            return shown
        counts = self._counts.get(key)
        if counts is None:
            people = self.population.read(self.lawbook.program)
            by = (asked.by,) if asked.by else ()
            counts = self._count(people, people.frame, asked, by)
            _keep(self._counts, key, counts)
        shown = _in_words(self.lawbook, counts, self.population.name, tongue)
        _keep(self._shown, (*key, tongue.code), shown)
        return shown

    def _count(self, people: People, frame: Any, asked: Asked, by: tuple[str, ...]) -> Counts:
        return self.lawbook.count(
            frame,
            asked.start,
            asked.end,
            by=by,
            weight=self.population.weight,
            about=[asked.position],
            facts=people.columns,
            unread=people.unread,
            row=self.population.row,
        )


def _keep(kept: dict[tuple[object, ...], Any], key: tuple[object, ...], found: object) -> None:
    while len(kept) >= MOST_KEPT:
        kept.pop(next(iter(kept)), None)
    kept[key] = found


def _refusal(code: str, message: str) -> Diagnostics:
    return Diagnostics([Diagnostic(code, message, None)])


def _in_words(lawbook: Lawbook, counts: Counts, table: str, tongue: Tongue) -> Shown:
    from callup.wire.counts_drawn import counts_drawn  # only who counts waits for charts to load

    somebody = any(one.answers for one in counts.changes())
    drawn = counts_drawn(lawbook, counts, table, "svg", tongue) if somebody else b""
    steps: dict[Group, list[tuple[date, Mapping[Answer, Number]]]] = {}
    for one in counts.changes():
        steps.setdefault(one.group, []).append((one.day, one.answers))
    answers = {answer for found in steps.values() for _, one in found for answer in one}
    listed = sorted((one for one in answers if one.status in ORDER), key=_order)
    rows = [
        Row(day, _group(group), tuple(_at(found, day).get(answer, 0) for answer in listed))
        for day in _days(counts)
        for group, found in steps.items()
    ]
    return Shown(
        inline(drawn),
        tuple(_word(answer, tongue) for answer in listed),
        tuple(rows),
        max((rows for _, rows in counts.rejected()), default=0),
        bool(counts.day_by_day),
    )


def _days(counts: Counts) -> list[date]:
    """The ends, each first day of a month, and each day on which the law that holds changes."""
    days = {counts.start, counts.end}
    days |= {day for course in counts.courses.values() for day in course.stretches}
    day = counts.start
    while day <= counts.end:
        day = (day.replace(day=1) + 31 * DAY).replace(day=1)
        days.add(day)
    return sorted(day for day in days if counts.start <= day <= counts.end)


def _at(found: list[tuple[date, Mapping[Answer, Number]]], day: date) -> Mapping[Answer, Number]:
    """The counts on a day: those of the last step up to it."""
    place = bisect_right([step for step, _ in found], day)
    return found[place - 1][1] if place else {}


def _order(answer: Answer) -> tuple[int, bool, str]:
    return ORDER.index(answer.status), answer.value is not True, f"{answer.value!s:>24}"


def _group(group: Group) -> str | None:
    return None if not group else "?" if group[0] is None else str(group[0])


def _word(answer: Answer, tongue: Tongue) -> str:
    if answer.status != "known":
        return tongue(f"count {answer.status}")
    if isinstance(answer.value, bool):
        return tongue("count yes" if answer.value else "count no")
    return str(answer.value)
