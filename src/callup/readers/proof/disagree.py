"""Whether two rules of one definition may give one person different values.

For every stretch of days on which the law is one it is asked of all pairs of rules together; only
where somebody is found, pair by pair, and on which day first. At most one reading is on at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import combinations
from typing import Any

from callup.ir.nodes import Definition as Reference
from callup.ir.program import Definition, Rule
from callup.readers.proof.claim import Claims, Example, day_in
from callup.readers.proof.encode import Encoder
from callup.readers.proof.line import Line, NotEncoded, at_most
from callup.readers.proof.logic import Bool, both, either, opposite
from callup.readers.proof.outcome import differ
from callup.readers.proof.person import settings_of
from callup.readers.proof.solve import Solver, Undecided
from callup.readers.proof.somebody import NotKnown
from callup.readers.proof.space import Space
from callup.values.interval import Interval

DAY = timedelta(days=1)
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Clash:
    """Two rules with somebody to whom both apply and who gets a different value from each, under
    a reading that is on, if one is."""

    rules: tuple[Rule, Rule]
    example: Example
    reading: str | None


@dataclass(frozen=True, slots=True)
class NotSettled:
    """Why it is not known of a stretch of days."""

    start: date
    answer: NotKnown


@dataclass(slots=True)
class Disagreement:
    """Asks about the rules of one definition; the readings of `claims` are left open."""

    claims: Claims
    definition: Definition
    seen: set[tuple[Pair, str | None]] = field(default_factory=set)

    @property
    def root(self) -> Reference:
        return Reference(self.definition.name, self.definition.type)

    def clashes(self, days: Interval) -> Iterator[Clash | NotSettled]:
        """Every pair that may disagree, once for the law as it stands and for each reading."""
        for start, end in self.claims.stretches(self.root, days):
            if sum(line.at(start) is not None for _, line in self.definition.rules) < 2:
                continue
            try:
                yield from self._on(start, end)
            except (NotEncoded, Undecided) as problem:
                yield NotSettled(start, NotKnown.of(problem))

    def _on(self, start: date, end: date) -> Iterator[Clash]:
        space = Space(self.claims.program, self.claims.cones)
        encoder, solver = self.claims.open(space, self.root, start, end)
        pairs = disagreeing(self.definition.name, encoder)
        readings = self._readings(encoder)
        solver.tell(*(opposite(both(a, b)) for a, b in combinations(readings.values(), 2)))
        if not pairs or solver.find(either(*pairs.values())) is None:
            return
        none = opposite(either(*readings.values()))
        for reading, under in [(None, none), *readings.items()]:
            for pair, disagree in pairs.items():
                known = {(pair, None), (pair, reading)} & self.seen
                model = None if known else solver.find(disagree, under)
                if model is not None:
                    self.seen.add((pair, reading))
                    first = _first(solver, both(disagree, under), encoder, model, start)
                    yield self._clash(pair, reading, first, encoder, start)

    def _readings(self, encoder: Encoder) -> dict[str, Bool]:
        """The readings that are open here, each with when it is on."""
        switches = self.claims.program.switches
        names = [name for name in encoder.told if switches[name].kind == "reading"]
        return {name: encoder.space.switch(name).is_("on") for name in sorted(names)}

    def _clash(
        self, pair: Pair, reading: str | None, model: Any, encoder: Encoder, start: date
    ) -> Clash:
        name = self.definition.name
        settings = settings_of(encoder.space, model)
        day = day_in(encoder, model, start)
        example = self.claims.smallest(self.root, day, settings, partial(_of_pair, name, pair))
        standing = {one.rule.id: one.rule for one in encoder.all_applied(name, encoder.base)}
        return Clash((standing[pair[0]], standing[pair[1]]), example, reading)


def disagreeing(name: str, encoder: Encoder) -> dict[Pair, Bool]:
    """For every two rules to whom both apply and give different values, where there may be any."""
    found: dict[Pair, Bool] = {}
    for a, b in combinations(encoder.all_applied(name, encoder.base), 2):
        if a.rule.id == b.rule.id:
            continue
        apart = both(a.gives.settled, b.gives.settled, differ(a.gives, b.gives, encoder.operators))
        disagree = both(a.applies.yes, b.applies.yes, apart)
        if disagree is not False:
            pair = (a.rule.id, b.rule.id)
            found[pair] = either(found.get(pair, False), disagree)
    return found


def _of_pair(name: str, pair: Pair, encoder: Encoder) -> Bool:
    return disagreeing(name, encoder).get(pair, False)


def _first(solver: Solver, wanted: Bool, encoder: Encoder, model: Any, start: date) -> Any:
    """A model for the first day of the stretch on which there is somebody."""
    day = encoder.base.day
    if not isinstance(day, Line):
        return model
    low = start.toordinal()
    while low < (high := day_in(encoder, model, start).toordinal()):
        middle = (low + high) // 2
        sooner = solver.find(wanted, at_most(day, middle, encoder.context))
        low, model = (middle + 1, model) if sooner is None else (low, sooner)
    return model
