"""Asks the solver whether there is anybody, within a stated bound.

The bound is counted in steps of the solver, so that the same question has the same answer on a
machine that has other work to do. Only where somebody waits for one answer is it of the clock too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import z3

from callup.readers.proof.logic import Bool, both, opposite
from callup.readers.proof.space import Space

SECONDS = 30
STEPS = 30_000_000
"""Of Z3's `rlimit`; on a small machine about half a minute."""


class Undecided(Exception):
    """The solver gave no answer within its bound; the message says which that is."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What one question may take: so many steps of the solver, or, where somebody waits for the
    answer, so many seconds."""

    steps: int = STEPS
    seconds: int | None = None

    def __str__(self) -> str:
        if self.seconds is not None:
            return f"not decided in {self.seconds} s"
        return f"not decided in {self.steps} steps of the solver"


INNER = Bound()
WAITING = Bound(seconds=SECONDS)


@dataclass(slots=True)
class Solver:
    """A solver for one space. What is encoded later is made known before each question."""

    space: Space
    bound: Bound = INNER
    solver: Any = field(init=False)
    _told: int = 0
    asked: int = 0
    _named: dict[int, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.solver = z3.SimpleSolver(ctx=self.space.context)
        if self.bound.seconds is None:
            self.solver.set("rlimit", self.bound.steps)
        else:
            self.solver.set("timeout", self.bound.seconds * 1000)
        self.solver.set("random_seed", 0)

    def tell(self, *formulas: Bool) -> None:
        """Adds what must hold from now on."""
        for formula in formulas:
            self.solver.add(self._term(formula))

    def find(self, *formulas: Bool) -> Any:
        """A model in which the formulas hold, None if there is none. Raises Undecided."""
        if any(formula is False for formula in formulas):
            return None
        self._catch_up()
        self.asked += 1
        wanted = [self._term(formula) for formula in formulas if formula is not True]
        answer = self.solver.check(*self._literals(wanted))
        if answer == z3.unknown:
            raise Undecided(str(self.bound))
        return self.solver.model() if answer == z3.sat else None

    def holds(self, *formulas: Bool) -> bool:
        """Whether nobody is an exception to any of the formulas. Raises Undecided."""
        return self.find(opposite(both(*formulas))) is None

    def core(self, literals: dict[Any, Bool]) -> list[Any] | None:
        """Of literals that cannot hold together the keys of some that cannot either; None where
        they can. Raises Undecided."""
        self._catch_up()
        self.asked += 1
        by_term = {}
        assumptions = []
        for key, literal in literals.items():
            (term,) = self._literals([self._term(literal)])
            by_term[term.get_id()] = key
            assumptions.append(term)
        answer = self.solver.check(*assumptions)
        if answer == z3.unknown:
            raise Undecided(str(self.bound))
        if answer == z3.sat:
            return None
        return [by_term[term.get_id()] for term in self.solver.unsat_core()]

    def _literals(self, terms: Iterable[Any]) -> list[Any]:
        """Names for formulas, which the solver may assume and let go of."""
        found = []
        for term in terms:
            if _is_literal(term):
                found.append(term)
                continue
            name = z3.Bool(f"literal!{term.get_id()}", self.space.context)
            if term.get_id() not in self._named:
                self._named[term.get_id()] = term
                self.solver.add(z3.Implies(name, term))
            found.append(name)
        return found

    def _catch_up(self) -> None:
        constraints = self.space.constraints
        if self._told < len(constraints):
            self.solver.add(*constraints[self._told :])
            self._told = len(constraints)

    def _term(self, formula: Bool) -> Any:
        return z3.BoolVal(formula, self.space.context) if isinstance(formula, bool) else formula


def _is_literal(term: Any) -> bool:
    inner = term.arg(0) if z3.is_not(term) else term
    return bool(z3.is_const(inner) and inner.decl().kind() == z3.Z3_OP_UNINTERPRETED)
