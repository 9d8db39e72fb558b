"""Whether there is somebody for each of many questions about one definition.

One person often answers dozens of them: whoever is found is held against all that are still open,
and only what is left is asked about again. A few days are looked at first; for what nobody was
found for on them, every stretch of days on which the law is one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from callup.ir.nodes import Node
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
    """Whom a question is about, on the days on which it is one; `key` tells questions apart."""

    key: Hashable
    days: tuple[Interval, ...]
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
    """Why it is not known whether there is anybody."""

    problem: NotEncoded | Undecided


Answer = Found | Nobody | NotKnown


@dataclass(slots=True)
class Somebody:
    """Asks all questions about what one formula reads."""

    claims: Claims
    root: Node
    found: dict[Hashable, Found] = field(default_factory=dict)
    problems: dict[Hashable, NotKnown] = field(default_factory=dict)

    def answers(self, questions: Iterable[Sought]) -> Mapping[Hashable, Answer]:
        """The answer to every question, by its key."""
        asked = list(questions)
        self._on_few_days(asked)
        self._on_all_days(self._left(asked))
        answers: dict[Hashable, Answer] = {}
        for one in asked:
            problem = self.problems.get(one.key, Nobody())
            answers[one.key] = self.found.get(one.key, problem)
        return answers

    def _left(self, questions: Iterable[Sought]) -> list[Sought]:
        return [one for one in questions if one.key not in self.found]

    def _on_few_days(self, questions: list[Sought]) -> None:
        """The day that most questions are about goes first."""
        days = {day for one in questions for days in one.days for day in few(days)}
        while days and (left := self._left(questions)):
            counts = {day: sum(one.on(day) for one in left) for day in days}
            best = max(sorted(days), key=lambda day: counts[day])
            if not counts[best]:
                return
            days.remove(best)
            self._ask([one for one in left if one.on(best)], best, best + DAY)

    def _on_all_days(self, questions: list[Sought]) -> None:
        starts = [days.start for one in questions for days in one.days if days.start]
        ends = [days.end for one in questions for days in one.days if days.end]
        if not starts:
            return
        edges = {*starts, *ends}
        for first, end in self.claims.stretches(self.root, Interval(min(starts), max(ends))):
            cuts = sorted({first, end, *(day for day in edges if first < day < end)})
            for start, following in zip(cuts, cuts[1:], strict=False):
                left = [one for one in self._left(questions) if one.on(start)]
                if left:
                    self._ask(left, start, following)

    def _ask(self, questions: list[Sought], start: date, end: date) -> None:
        """Notes for which of the questions there is somebody on a stretch of one law."""
        space = Space(self.claims.program, self.claims.cones)
        try:
            encoder, solver = self.claims.open(space, self.root, start, end)
        except NotEncoded as problem:
            self.problems |= {one.key: NotKnown(problem) for one in questions}
            return
        wanted: dict[Hashable, Bool] = {}
        for one in questions:
            try:
                wanted[one.key] = one.who(encoder)
            except NotEncoded as problem:
                self.problems[one.key] = NotKnown(problem)
        try:
            self._settle(wanted, encoder, solver, start)
        except Undecided:
            self._one_by_one(wanted, encoder, solver, start)

    def _settle(
        self, wanted: dict[Hashable, Bool], encoder: Encoder, solver: Solver, start: date
    ) -> None:
        """Finds people until there is nobody for what is left. Raises Undecided."""
        while wanted and (model := solver.find(either(*wanted.values()))) is not None:
            if not self._note(wanted, encoder, model, start):
                self._one_by_one(wanted, encoder, solver, start)
                return

    def _one_by_one(
        self, wanted: dict[Hashable, Bool], encoder: Encoder, solver: Solver, start: date
    ) -> None:
        for key in list(wanted):
            if key not in wanted:
                continue
            try:
                model = solver.find(wanted[key])
            except Undecided as problem:
                self.problems[key] = NotKnown(problem)
                continue
            if model is not None:
                self.found[key] = Found(day_in(encoder, model, start))
                self._note(wanted, encoder, model, start)

    def _note(
        self, wanted: dict[Hashable, Bool], encoder: Encoder, model: Any, start: date
    ) -> int:
        """Takes out all questions that the person of a model answers, and counts them."""
        day = day_in(encoder, model, start)
        answered = [key for key, one in wanted.items() if truth_of(one, model)]
        for key in answered:
            self.found[key] = Found(day)
            del wanted[key]
        return len(answered)


def few(days: Interval) -> Iterable[date]:
    """The last day, the first and the one between."""
    assert days.start is not None
    assert days.end is not None
    last = days.end - DAY
    return dict.fromkeys((last, days.start, days.start + (last - days.start) // 2))
