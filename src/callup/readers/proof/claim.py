"""Whether a formula can be yes, or anything but no: for all people, all settings and all days.

Time is gone through stretch by stretch, each with one law; within a stretch the day is a number
that the solver chooses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from callup.ir.nodes import Apply, Node
from callup.ir.program import Program
from callup.ir.types import BOOLEAN
from callup.readers.proof.change import Person
from callup.readers.proof.cone import Cone
from callup.readers.proof.encode import Encoder, Moment, on
from callup.readers.proof.line import Line, Variable, of_variable
from callup.readers.proof.logic import Bool, opposite
from callup.readers.proof.person import settings_of
from callup.readers.proof.smallest import Item, Smallest, given_facts
from callup.readers.proof.solve import INNER, Bound, Solver, Undecided
from callup.readers.proof.space import Space
from callup.values.interval import Interval

DAY = timedelta(days=1)
Sought = Callable[[Encoder], Bool]
"""Who is looked for, by the moment that an encoder is for."""


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
    bound: Bound = INNER
    any_state: bool = False
    """Whether states may stand in any way, whatever acts have declared."""
    cones: dict[int, Cone] = field(default_factory=dict)

    def broken(self, node: Node, days: Interval) -> tuple[Example, bool] | None:
        """Somebody of whom the formula is yes on one of the days, with True; where there is
        nobody, somebody of whom nothing settles it, however much is known, with False.

        Raises NotEncoded, Undecided.
        """
        open_: tuple[date, Mapping[str, str]] | None = None
        for start, end in self.stretches(node, days):
            space = Space(self.program, self.cones)
            encoder, solver = self.open(space, node, start, end)
            model = solver.find(yes(node, encoder))
            if model is not None:
                at, settings = day_in(encoder, model, start), settings_of(space, model)
                return self.smallest(node, at, settings, partial(yes, node)), True
            model = None if open_ else solver.find(unsettled(node, encoder))
            if model is not None:
                open_ = day_in(encoder, model, start), settings_of(space, model)
        if open_ is None:
            return None
        return self.smallest(node, *open_, partial(unsettled, node)), False

    def anybody(self, node: Node, start: date, end: date) -> Example | None:
        """Somebody of whom the formula is yes on a day from `start` up to `end`, with all facts.

        Raises NotEncoded, Undecided.
        """
        space = Space(self.program, self.cones)
        encoder, solver = self.open(space, node, start, end)
        model = solver.find(yes(node, encoder))
        if model is None:
            return None
        past = [Item(key[0], value, then) for key, (value, then) in space.past.items()]
        items = [*(Item(name, value) for name, value in space.facts.items()), *past]
        person = Person(*given_facts(space, model, items))
        return Example(day_in(encoder, model, start), settings_of(space, model), person, person)

    def stretches(self, node: Node, days: Interval) -> list[tuple[date, date]]:
        """The stretches of days on which the law is one, for a formula and what is impossible."""
        roots = [node, *(one.node for one in self.program.impossible)]
        return self.cone.stretches(roots, days)

    def law_days(self, nodes: Iterable[Node]) -> tuple[date, ...]:
        """The days on which the law changes that formulas, or what is impossible, read."""
        return self.cone.days([*nodes, *(one.node for one in self.program.impossible)])

    @property
    def cone(self) -> Cone:
        return self.cones.setdefault(id(self.program), Cone(self.program))

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
        solver = Solver(space, self.bound)
        solver.tell(*encoder.possible(moment, facts))
        return encoder, solver

    def smallest(
        self, node: Node, day: date, settings: Mapping[str, str], sought: Sought
    ) -> Example:
        """Somebody who is sought on a day under these settings, with the fewest facts; there is
        somebody. What is sought reads no more than the formula does. Raises Undecided."""
        space = Space(self.program, self.cones)
        moment = on(day)
        encoder = Encoder(space, self.program, {**settings, **self.settings}, moment, moment.day)
        target = sought(encoder)
        facts = space.cone(self.program).facts([node])
        possible = encoder.possible(moment, facts)
        ties = tuple(space.cone(self.program).facts([one.node]) for one in self.program.impossible)
        search = Smallest(space, possible, target, target, facts, ties, day)
        found = None
        with suppress(Undecided):
            found = search.find()
        if found is None:
            solver = Solver(space, self.bound)
            solver.tell(*possible)
            model, items = solver.find(target), search.items
        else:
            model, items = found
        whole = Person(*given_facts(space, model, search.items))
        return Example(day, settings, Person(*given_facts(space, model, items)), whole)


def yes(node: Node, encoder: Encoder) -> Bool:
    return encoder.truth(node, encoder.base).yes


def unsettled(node: Node, encoder: Encoder) -> Bool:
    return opposite(encoder.truth(node, encoder.base).settled)


def day_in(encoder: Encoder, model: Any, start: date) -> date:
    """The day that a model is about, of the stretch that begins with `start`."""
    point = encoder.base.day
    if not isinstance(point, Line):
        return start
    return date.fromordinal(model.eval(point.formula, model_completion=True).as_long())


def denied(node: Node) -> Node:
    return Apply("not", (node,), BOOLEAN)
