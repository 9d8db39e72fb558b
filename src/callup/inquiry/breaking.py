"""Which slip of the hand in a lawbook would break a theorem; one that no slip breaks says nothing.

The solver picks the slip together with the person and the day (`every_slip`), on the latest law
first, and first among conditions and exceptions left out, which break most theorems and are few.
Whoever it names is asked about again in the lawbook with that one slip. Slips in what acts set
parameters to are tried one by one, and last.

Two kinds of slip do not count: what silence means turned round, which breaks almost any theorem
without touching a rule, and an `overrides` left out, which makes conflicts and no answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from callup.inquiry.every_slip import MADE, NAME, EverySlip
from callup.inquiry.mutants import Mutant, applied, parameter_mutants
from callup.inquiry.prove import Claim, Prover, days_of
from callup.inquiry.replay import given
from callup.ir.nodes import Apply, Parameter
from callup.ir.program import Program
from callup.ir.types import BOOLEAN
from callup.readers.explain.compile import Engine
from callup.readers.proof.change import Person
from callup.readers.proof.claim import Claims, Example
from callup.readers.proof.cone import Cone
from callup.values.interval import Interval

FIRST: Final = frozenset(("dropped", "exception"))
MOST_STRETCHES: Final = 40
"""On so many stretches of days with one law, the latest, a slip is looked for."""


class NotReplayed(Exception):
    """A slip that the solver names does not break the theorem when it is tried."""


class NotSought(Exception):
    """No slip was found, and there are days before `start` on which none was looked for."""

    def __init__(self, start: date) -> None:
        super().__init__(start)
        self.start = start


@dataclass(slots=True)
class Breaking:
    """Looks for slips in one program."""

    program: Program
    cones: dict[int, Cone] = field(default_factory=dict)
    _first: EverySlip = field(init=False)
    _all: EverySlip = field(init=False)

    def __post_init__(self) -> None:
        self._first = EverySlip(self.program, FIRST)
        self._all = EverySlip(self.program)

    def slip(self, claim: Claim, prover: Prover, within: Interval) -> Mutant | None:
        """A slip with which a theorem that holds no longer does; None if there is none.

        Raises NotEncoded, Undecided, NotReplayed, NotSought.
        """
        days = days_of(self.program, claim.node, None, within)
        names = sorted(self.cone(self.program).definitions([claim.node]))
        for slips in (self._first, self._all):
            found = self._chosen(slips, slips.made(names), claim, prover, days)
            if found is not None:
                return found
        return self._of_parameters(claim, prover, days)

    def cone(self, program: Program) -> Cone:
        return self.cones.setdefault(id(program), Cone(program))

    def _chosen(
        self, slips: EverySlip, program: Program, claim: Claim, prover: Prover, days: Interval
    ) -> Mutant | None:
        """The slip that the solver chooses, from the latest law on backwards."""
        claims = Claims(program, prover.setup.settings, prover.claims.bound, cones=self.cones)
        node = Apply("and", (claim.broken, MADE), BOOLEAN)
        stretches = claims.stretches(node, days)
        for start, end in reversed(stretches[-MOST_STRETCHES:]):
            example = claims.anybody(node, start, end)
            if example is not None:
                return self._tried(slips, claim, prover, example)
        if len(stretches) > MOST_STRETCHES:
            raise NotSought(stretches[-MOST_STRETCHES][0])
        return None

    def _tried(self, slips: EverySlip, claim: Claim, prover: Prover, example: Example) -> Mutant:
        """The slip that was chosen, once the person is answered accordingly with it."""
        facts = dict(example.person.facts)
        mutant = slips.mutant(str(facts.pop(NAME)))
        person = given(Person(facts, example.person.histories), self.program)
        engine = Engine(applied(mutant, self.program))
        with_slip = Prover(engine, prover.setup, prover.claims)
        if with_slip.value(claim.broken, person, example.day, example.settings) is not True:
            raise NotReplayed(mutant)
        return mutant

    def _of_parameters(self, claim: Claim, prover: Prover, days: Interval) -> Mutant | None:
        """A slip in a parameter, if one breaks the theorem."""
        for mutant in self._in_parameters(claim):
            engine = Engine(applied(mutant, self.program))
            claims = Claims(engine.program, prover.setup.settings, prover.claims.bound)
            if Prover(engine, prover.setup, claims).prove(claim, within=days).proved is False:
                return mutant
        return None

    def _in_parameters(self, claim: Claim) -> Iterator[Mutant]:
        nodes = self.cone(self.program).nodes(claim.node)
        for name in dict.fromkeys(one.name for one in nodes if isinstance(one, Parameter)):
            yield from parameter_mutants(self.program.parameters[name], self.program)
