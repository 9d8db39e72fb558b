"""Whether two programs of one lawbook say the same of everybody on a stretch of days.

The day is open within the stretch, every fact is known and every switch may stand either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import z3

from callup.ir.nodes import Constant, Definition
from callup.ir.program import Program
from callup.readers.proof.cone import Cone
from callup.readers.proof.encode import Encoder, Moment
from callup.readers.proof.line import Variable, of_variable
from callup.readers.proof.logic import opposite
from callup.readers.proof.person import facts_of, settings_of
from callup.readers.proof.side import same
from callup.readers.proof.smallest import Item, given_facts
from callup.readers.proof.solve import Bound, Solver
from callup.readers.proof.space import Space
from callup.values.interval import Interval

SHORT = Bound(steps=5_000_000)
"""There are thousands of mutants."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Somebody of whom two programs say different things: the day, the facts, what facts of the
    day were on other days, and how the open switches stand."""

    on: date
    facts: Mapping[str, Constant]
    histories: Mapping[str, Mapping[date, Constant]]
    settings: Mapping[str, str]


@dataclass(slots=True)
class Twins:
    """Two programs, and the switches that are set in both."""

    one: Program
    other: Program
    settings: Mapping[str, str] = field(default_factory=dict)
    bound: Bound = SHORT
    cones: dict[int, Cone] = field(default_factory=dict)

    def stretches(self, name: str, within: Interval) -> list[tuple[date, date]]:
        """[first, end) of every stretch on which the law that a definition reads is one, in both
        programs."""
        root = Definition(name, self.one.definitions[name].type)
        both = [Space(self.one, self.cones).cone(p) for p in (self.one, self.other)]
        days = sorted({day for cone in both for day in cone.days([root])})
        assert within.start is not None
        assert within.end is not None
        cuts = [day for day in days if within.start < day < within.end]
        return list(zip([within.start, *cuts], [*cuts, within.end], strict=True))

    def apart(self, name: str, start: date, end: date) -> Iterator[Apart]:
        """Somebody for whom a definition differs on a day from `start` up to `end`, if there is.

        Raises NotEncoded for what the solver is not told, and Undecided.
        """
        space = Space(self.one, self.cones)
        place = z3.Int("today", space.context)
        first, last = start.toordinal(), end.toordinal() - 1
        space.constraints.extend((place >= first, place <= last))
        today = of_variable(Variable(place, first, last))
        moment = Moment(start, today)
        encoders = [
            Encoder(space, program, self.settings, moment, today)
            for program in (self.one, self.other)
        ]
        before, after = (encoder.outcome(name, moment) for encoder in encoders)
        differs = opposite(same(before, after, encoders[0]))
        if differs is False:
            return
        root = Definition(name, self.one.definitions[name].type)
        facts = frozenset().union(*(encoder.cone.facts([root]) for encoder in encoders))
        solver = Solver(space, self.bound)
        solver.tell(*encoders[0].possible(moment, facts))
        model = solver.find(differs)
        if model is None:
            return
        on = date.fromordinal(model.eval(place, model_completion=True).as_long())
        past = [Item(key[0], value, day) for key, (value, day) in space.past.items()]
        _, histories = given_facts(space, model, past)
        yield Apart(on, facts_of(space, model), histories, settings_of(space, model))
