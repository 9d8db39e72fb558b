"""Whether a formula can be yes, or anything but no: for all people, all settings and all days.

Time is gone through stretch by stretch, each with one law; within a stretch the day is a number
that the solver chooses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from callup.ir.nodes import Apply, Node
from callup.ir.program import Program
from callup.ir.types import BOOLEAN
from callup.readers.proof.change import Person
from callup.readers.proof.cone import Cone
from callup.readers.proof.encode import Encoder, Moment, on
from callup.readers.proof.line import Line, Variable, of_variable
from callup.readers.proof.logic import Bool, Truth, opposite
from callup.readers.proof.person import settings_of
from callup.readers.proof.smallest import Item, Smallest, given_facts
from callup.readers.proof.solve import SECONDS, Solver
from callup.readers.proof.space import Space
from callup.values.interval import Interval

DAY = timedelta(days=1)
Wanted = Callable[[Truth], Bool]


@dataclass(frozen=True, slots=True)
class Example:
    """Somebody of whom the formula is yes on a day, or of whom nothing settles it.

    `settings` are the open switches as they stand then, of those that it reads.
    """

    day: date
    settings: Mapping[str, str]
    person: Person
    whole: Person
    settled: bool = True
    """Whether the formula is yes of them; if not, nothing settles it."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A model of the solver and the day that it is about."""

    space: Space
    model: Any
    day: date


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A formula on days on which its law is one, ready to be asked about."""

    encoder: Encoder
    solver: Solver
    truth: Truth

    def find(self, wanted: Wanted) -> _Found | None:
        model = self.solver.find(wanted(self.truth))
        if model is None:
            return None
        day = self.encoder.base.day
        if isinstance(day, Line):
            day = model.eval(day.formula, model_completion=True).as_long()
        return _Found(self.encoder.space, model, date.fromordinal(int(day)))


def _yes(truth: Truth) -> Bool:
    return truth.yes


def _unsettled(truth: Truth) -> Bool:
    return opposite(truth.settled)


@dataclass(slots=True)
class Claims:
    """Asks about formulas of one program; `settings` are the switches that are set."""

    program: Program
    settings: Mapping[str, str]
    seconds: int = SECONDS
    any_state: bool = False
    """Whether states may stand in any way, whatever acts have declared."""
    cones: dict[int, Cone] = field(default_factory=dict)

    def example(self, node: Node, days: Interval) -> Example | None:
        """Somebody of whom the formula is yes on one of the days; where it is yes of nobody,
        somebody of whom nothing settles it, however much is known; None if it is always no.

        Raises NotEncoded, Undecided.
        """
        open_: _Found | None = None
        for start, end in self.stretches(node, days):
            stretch = self._stretch(node, start, end)
            found = stretch.find(_yes)
            if found is not None:
                return self._smallest(node, found, _yes)
            if open_ is None:
                open_ = stretch.find(_unsettled)
        return None if open_ is None else self._smallest(node, open_, _unsettled)

    def anybody(self, node: Node, start: date, end: date) -> Example | None:
        """Somebody of whom the formula is yes on a day from `start` up to `end`, with all facts.

        Raises NotEncoded, Undecided.
        """
        found = self._stretch(node, start, end).find(_yes)
        if found is None:
            return None
        space, model = found.space, found.model
        past = [Item(key[0], value, then) for key, (value, then) in space.past.items()]
        items = [*(Item(name, value) for name, value in space.facts.items()), *past]
        person = Person(*given_facts(space, model, items))
        return Example(found.day, settings_of(space, model), person, person)

    def _stretch(self, node: Node, start: date, end: date) -> _Stretch:
        space = Space(self.program, self.cones)
        encoder, solver = self.open(space, node, start, end)
        return _Stretch(encoder, solver, encoder.truth(node, encoder.base))

    def stretches(self, node: Node, days: Interval) -> list[tuple[date, date]]:
        """The stretches of days on which the law is one, for a formula and what is impossible."""
        roots = [node, *(one.node for one in self.program.impossible)]
        cone = self.cones.setdefault(id(self.program), Cone(self.program))
        return cone.stretches(roots, days)

    def open(self, space: Space, node: Node, start: date, end: date) -> tuple[Encoder, Solver]:
        """An encoder for any day of a stretch."""
        moment = on(start)
        if end - start > DAY:
            low, high = start.toordinal(), end.toordinal() - 1
            place = space.days.number("today", low, high)
            moment = Moment(start, of_variable(Variable(place, low, high)))
        encoder = Encoder(
            space, self.program, self.settings, moment, moment.day, any_state=self.any_state
        )
        facts = space.cone(self.program).facts([node])
        solver = Solver(space, self.seconds)
        solver.tell(*encoder.possible(moment, facts))
        return encoder, solver

    def _smallest(self, node: Node, found: _Found, wanted: Wanted) -> Example:
        """The same example with the fewest facts, for its day and settings."""
        day, settings = found.day, settings_of(found.space, found.model)
        space = Space(self.program, self.cones)
        moment = on(day)
        encoder = Encoder(space, self.program, {**settings, **self.settings}, moment, moment.day)
        truth = encoder.truth(node, moment)
        target: Bool = wanted(truth)
        facts = space.cone(self.program).facts([node])
        possible = encoder.possible(moment, facts)
        ties = tuple(space.cone(self.program).facts([one.node]) for one in self.program.impossible)
        search = Smallest(space, possible, target, target, facts, ties, day)
        fewest = search.find()
        if fewest is None:
            solver = Solver(space, self.seconds)
            solver.tell(*possible)
            model, items = solver.find(target), search.items
        else:
            model, items = fewest
        whole = Person(*given_facts(space, model, search.items))
        person = Person(*given_facts(space, model, items))
        return Example(day, settings, person, whole, settled=wanted is _yes)


def denied(node: Node) -> Node:
    return Apply("not", (node,), BOOLEAN)
