"""Sets two laws side by side, so that the solver can be asked whom they answer otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from callup.ir.nodes import Definition, Place
from callup.ir.program import Program
from callup.readers.proof.change import Change, Group
from callup.readers.proof.cone import Cone
from callup.readers.proof.encode import Moment, on
from callup.readers.proof.line import NotEncoded
from callup.readers.proof.side import Side
from callup.readers.proof.solve import Undecided
from callup.readers.proof.space import Space


@dataclass(frozen=True, slots=True)
class Law:
    """A law as it is asked about: its program, the switches that are set, and the day."""

    program: Program
    settings: Mapping[str, str]
    day: date


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A position of which the solver does not know whether anything changes, and why."""

    position: str
    reason: str
    place: Place | None


@dataclass(slots=True)
class Comparison:
    """Two laws; a position that only one of them has is not covered by the other."""

    before: Law
    after: Law
    cones: dict[int, Cone] = field(default_factory=dict)
    _union: Program | None = None

    def groups(self, name: str) -> Iterator[Group | NotChecked]:
        """The people whose answer differs for a position, group by group."""
        try:
            yield from self._change(name).groups(name)
        except NotEncoded as problem:
            yield NotChecked(name, str(problem), problem.place)
        except Undecided as problem:
            yield NotChecked(name, str(problem), None)

    def _change(self, name: str) -> Change:
        """A comparison of what one position reads; small questions are answered sooner."""
        space = Space(self.union(), self.cones)
        before, after = self.before, self.after
        since = min(before.day, after.day).toordinal()
        facts = frozenset[str]()
        for law in (before, after):
            defined = law.program.definitions.get(name)
            if defined is not None:
                facts |= space.cone(law.program).facts([Definition(name, defined.type)])

        def side(law: Law, moment: Moment) -> Side:
            return Side(space, law.program, law.settings, moment, since, facts)

        between = None
        if before.day != after.day and before.program is after.program:
            between = side(before, Moment(before.day, after.day.toordinal()))
        first, second = side(before, on(before.day)), side(after, on(after.day))
        return Change(space, first, second, between, before.day if between else None)

    def union(self) -> Program:
        """A program with the facts, values and switches of both, which people are made of."""
        if self._union is None:
            one, other = self.before.program, self.after.program
            self._union = one
            if one is not other:
                self._union = replace(
                    one,
                    facts={**other.facts, **one.facts},
                    values={**other.values, **one.values},
                    switches={**other.switches, **one.switches},
                )
        return self._union
