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
from callup.readers.proof.line import Variable, of_variable
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
        """Somebody of whom the formula is yes on one of the days; None if it never is.

        Raises NotEncoded, Undecided.
        """
        return self._first(node, days, lambda truth: truth.yes)

    def unsettled(self, node: Node, days: Interval) -> Example | None:
        """Somebody of whom nothing settles the formula, however much is known."""
        return self._first(node, days, lambda truth: opposite(truth.settled))

    def anybody(self, node: Node, start: date, end: date) -> Example | None:
        """Somebody of whom the formula is yes on a day from `start` up to `end`, with all facts.

        Raises NotEncoded, Undecided.
        """
        found = self._found(node, start, end, lambda truth: truth.yes)
        if found is None:
            return None
        space, model, day = found
        past = [Item(key[0], value, then) for key, (value, then) in space.past.items()]
        items = [*(Item(name, value) for name, value in space.facts.items()), *past]
        person = Person(*given_facts(space, model, items))
        return Example(day, settings_of(space, model), person, person)

    def _first(self, node: Node, days: Interval, wanted: Wanted) -> Example | None:
        for start, end in self.stretches(node, days):
            found = self._found(node, start, end, wanted)
            if found is not None:
                space, model, day = found
                return self._smallest(node, day, settings_of(space, model), wanted)
        return None

    def _found(
        self, node: Node, start: date, end: date, wanted: Wanted
    ) -> tuple[Space, Any, date] | None:
        space = Space(self.program, self.cones)
        encoder, solver = self.open(space, node, start, end)
        model = solver.find(wanted(encoder.truth(node, encoder.base)))
        if model is None:
            return None
        if end - start == DAY:
            return space, model, start
        number = model.eval(encoder.base.day.formula, model_completion=True)
        return space, model, date.fromordinal(number.as_long())

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

    def _smallest(
        self, node: Node, day: date, settings: Mapping[str, str], wanted: Wanted
    ) -> Example:
        """The same example with the fewest facts, for its day and settings."""
        space = Space(self.program, self.cones)
        moment = on(day)
        encoder = Encoder(space, self.program, {**settings, **self.settings}, moment, moment.day)
        truth = encoder.truth(node, moment)
        target: Bool = wanted(truth)
        facts = space.cone(self.program).facts([node])
        possible = encoder.possible(moment, facts)
        ties = tuple(space.cone(self.program).facts([one.node]) for one in self.program.impossible)
        search = Smallest(space, possible, target, target, facts, ties)
        found = search.find()
        if found is None:
            solver = Solver(space, self.seconds)
            solver.tell(*possible)
            model, items = solver.find(target), search.items
        else:
            model, items = found
        whole = Person(*given_facts(space, model, search.items))
        return Example(day, settings, Person(*given_facts(space, model, items)), whole)


def denied(node: Node) -> Node:
    return Apply("not", (node,), BOOLEAN)
