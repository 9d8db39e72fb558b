"""Whether there is somebody for each of many questions about one definition.

One person often answers dozens of them: whoever is found is held against all that are still open,
and only what is left is asked about again. A few days are looked at first; for what nobody was
found for on them, every stretch of days on which the law is one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from callup.ir.nodes import Node, Place
from callup.readers.proof.claim import Claims, day_in
from callup.readers.proof.encode import Encoder
from callup.readers.proof.line import NotEncoded
from callup.readers.proof.logic import Bool, either
from callup.readers.proof.person import truth_of
from callup.readers.proof.solve import Solver, Undecided
from callup.readers.proof.space import Space
from callup.values.interval import Interval

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom a question is about, on the days on which it is one. It reads these formulas, and the
    law that decides whether they are asked about changes on the days `cuts`."""

    days: tuple[Interval, ...]
    reads: tuple[Node, ...]
    cuts: frozenset[date]
    who: Callable[[Encoder], Bool]

    def on(self, day: date) -> bool:
        return any(day in one for one in self.days)


@dataclass(frozen=True, slots=True)
class Found:
    """A day on which there is somebody."""

    day: date


@dataclass(frozen=True, slots=True)
class Nobody:
    """There is nobody, on any of the days."""


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Why it is not known whether there is anybody, and where what stands in the way is written."""

    why: str
    place: Place | None = None

    @staticmethod
    def of(problem: NotEncoded | Undecided) -> NotKnown:
        if isinstance(problem, NotEncoded):
            return NotKnown(f"it uses {problem}", problem.place)
        return NotKnown(str(problem))


Answer = Found | Nobody | NotKnown


@dataclass(slots=True)
class Somebody:
    """Asks questions about what one formula reads; each is known by its place among them."""

    claims: Claims
    root: Node
    questions: Sequence[Sought]
    found: dict[int, Found] = field(default_factory=dict)
    problems: dict[int, NotKnown] = field(default_factory=dict)

    def answers(self) -> list[Answer]:
        """The answer to every question, in their order."""
        self._on_few_days()
        self._on_all_days()
        nobody = Nobody()
        places = range(len(self.questions))
        return [self.found.get(i, self.problems.get(i, nobody)) for i in places]

    def _left(self, day: date) -> list[int]:
        """The questions about a day for which nobody was found."""
        asked = enumerate(self.questions)
        return [i for i, one in asked if i not in self.found and one.on(day)]

    def _on_few_days(self) -> None:
        """The day that most questions are about goes first."""
        days = {day for one in self.questions for days in one.days for day in few(days)}
        while days:
            left = {day: self._left(day) for day in sorted(days)}
            best = max(left, key=lambda day: len(left[day]))
            if not left[best]:
                return
            days.remove(best)
            self._ask(left[best], best, best + DAY)

    def _on_all_days(self) -> None:
        """What reads the same formulas on the same days is asked about together."""
        groups: dict[tuple[object, ...], list[int]] = {}
        for i, one in enumerate(self.questions):
            if i not in self.found:
                key = (one.days, one.cuts, *(id(node) for node in one.reads))
                groups.setdefault(key, []).append(i)
        for group in groups.values():
            one = self.questions[group[0]]
            for days in one.days:
                for start, end in self._stretches(one, days):
                    left = [i for i in group if i not in self.found]
                    if left:
                        self._ask(left, start, end)

    def _stretches(self, one: Sought, days: Interval) -> list[tuple[date, date]]:
        """[first, end) of every stretch on which all that a question reads is one."""
        law = self.claims.law_days(one.reads)
        inner = {day for day in (*law, *one.cuts) if day in days and day != days.start}
        assert days.start is not None
        assert days.end is not None
        return list(pairwise([days.start, *sorted(inner), days.end]))

    def _ask(self, asked: list[int], start: date, end: date) -> None:
        """Notes for which of the questions there is somebody on a stretch of one law."""
        space = Space(self.claims.program, self.claims.cones)
        try:
            encoder, solver = self.claims.open(space, self.root, start, end)
        except NotEncoded as problem:
            self.problems |= dict.fromkeys(asked, NotKnown.of(problem))
            return
        wanted: dict[int, Bool] = {}
        for i in asked:
            try:
                wanted[i] = self.questions[i].who(encoder)
            except NotEncoded as problem:
                self.problems[i] = NotKnown.of(problem)
        look = _Look(self, wanted, encoder, solver, start)
        try:
            look.together()
        except Undecided:
            look.one_by_one()


@dataclass(slots=True)
class _Look:
    """Looks on one stretch for people whom what is left of the questions is about."""

    asking: Somebody
    wanted: dict[int, Bool]
    encoder: Encoder
    solver: Solver
    start: date

    def together(self) -> None:
        """Finds people until there is nobody for what is left. Raises Undecided."""
        while self.wanted and (model := self._anybody()) is not None:
            if not self.note(model):
                self.one_by_one()

    def _anybody(self) -> Any:
        return self.solver.find(either(*self.wanted.values()))

    def one_by_one(self) -> None:
        for i in list(self.wanted):
            if i not in self.wanted:
                continue
            try:
                model = self.solver.find(self.wanted.pop(i))
            except Undecided as problem:
                self.asking.problems[i] = NotKnown.of(problem)
                continue
            if model is not None:
                self.asking.found[i] = Found(day_in(self.encoder, model, self.start))
                self.note(model)

    def note(self, model: Any) -> int:
        """Takes out all questions that the person of a model answers, and counts them."""
        day = day_in(self.encoder, model, self.start)
        answered = [i for i, one in self.wanted.items() if truth_of(one, model)]
        for i in answered:
            self.asking.found[i] = Found(day)
            del self.wanted[i]
        return len(answered)


def few(days: Interval) -> Iterable[date]:
    """The last day, the first and the one between."""
    assert days.start is not None
    assert days.end is not None
    last = days.end - DAY
    return dict.fromkeys((last, days.start, days.start + (last - days.start) // 2))
