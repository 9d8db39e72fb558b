"""What a position is for one person of whom part is known, by the solver: for agreement.

Every completion of what is not known is asked about at once, as `readers.explain` goes through
them case by case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from callup.ir.nodes import Constant
from callup.ir.program import Program
from callup.ir.types import Type
from callup.readers.proof.encode import Encoder, Given, on
from callup.readers.proof.line import Line
from callup.readers.proof.logic import Bool, Truth, both, either, opposite
from callup.readers.proof.outcome import Outcome
from callup.readers.proof.person import number_of, tell, truth_of
from callup.readers.proof.solve import Solver
from callup.readers.proof.space import Space
from callup.readers.proof.value import Base, Choice, Members, Valued


@dataclass(slots=True)
class Asked:
    """One person on one day, with what is left open as variables of the solver."""

    program: Program
    given: Given
    on: date
    settings: Mapping[str, str]
    encoder: Encoder = field(init=False)
    solver: Solver = field(init=False)

    def __post_init__(self) -> None:
        space = Space(self.program)
        moment = on(self.on)
        self.encoder = Encoder(space, self.program, self.settings, moment, moment.day, self.given)
        self.solver = Solver(space)
        self.solver.tell(*self.encoder.possible(moment))

    def answer(self, name: str) -> tuple[str, Constant | None]:
        """Status and value over all completions. Raises Undecided, NotEncoded; LookupError where
        nobody can be like this."""
        outcome = self.encoder.outcome(name, on(self.on))
        if not outcome.covered:
            return "not covered", None
        tell(outcome.value)
        model = self.solver.find()
        if model is None:
            raise LookupError(name)
        status, value, same = like(
            outcome, model, self.encoder, self.program.definitions[name].type
        )
        if self.solver.find(opposite(same)) is not None:
            return "unknown", None
        return status, value


def like(
    outcome: Outcome, model: Any, encoder: Encoder, type: Type
) -> tuple[str, Constant | None, Bool]:
    """Status and value in a model, and for whom they are the same."""
    for status, formula in (("none", outcome.none), ("conflict", outcome.conflict)):
        if truth_of(formula, model):
            return status, None, formula
    if not truth_of(outcome.known, model):
        return "unknown", None, outcome.unknown
    if isinstance(outcome.value, Truth):
        yes = truth_of(outcome.value.yes, model)
        formula = outcome.value.yes if yes else opposite(outcome.value.yes)
        return "known", yes, both(outcome.known, formula)
    base, constant = _in_model(outcome.value, model, type)
    return "known", constant, both(outcome.known, is_worth(outcome.value, base, encoder))


def is_worth(value: Valued, base: Base, encoder: Encoder) -> Bool:
    """For whom a value is this constant."""
    equal = encoder.operators.equal
    return either(*(both(guard, equal(other, base)) for guard, other in value.cases))


def _in_model(value: Valued, model: Any, type: Type) -> tuple[Base, Constant]:
    """What a value is worth in a model, as a base and as a constant."""
    base = next(base for guard, base in value.cases if truth_of(guard, model))
    match base:
        case Choice():
            found: Base = base.values[model.eval(base.term, model_completion=True).as_long()]
        case Members():
            found = frozenset(name for name, inside in base.members if truth_of(inside, model))
        case Line():
            found = number_of(base, model)
        case _:
            found = base
    return found, date.fromordinal(found) if type.kind == "date" else found
