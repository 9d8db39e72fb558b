"""Reads a person and the settings of switches out of a model of the solver."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import z3

from callup.ir.nodes import Constant
from callup.ir.program import FactType
from callup.readers.proof.line import Curve, Line
from callup.readers.proof.logic import Truth
from callup.readers.proof.space import Space, at_place
from callup.readers.proof.value import Base, Choice, Members, Valued
from callup.values.number import Number, whole


def facts_of(space: Space, model: Any, names: Any = None) -> dict[str, Constant]:
    """The facts of the person that a model describes, of those that were asked about."""
    return {
        name: value_of(space.program.facts[name], found, model)
        for name, found in space.facts.items()
        if names is None or name in names
    }


def settings_of(space: Space, model: Any) -> dict[str, str]:
    """How the open switches stand in a model."""
    return {name: _choice(choice, model) for name, choice in space.switches.items()}


def value_of(fact: FactType, found: Truth | Valued, model: Any) -> Constant:
    """What a fact is worth in a model, as a constant of its type."""
    if isinstance(found, Truth):
        return truth_of(found.yes, model)
    ((_, base),) = found.cases
    return _base(fact, base, model)


def truth_of(formula: Any, model: Any) -> bool:
    if isinstance(formula, bool):
        return formula
    return bool(z3.is_true(model.eval(formula, model_completion=True)))


def _base(fact: FactType, base: Base, model: Any) -> Constant:
    match base:
        case Choice():
            return _choice(base, model)
        case Members():
            return frozenset(name for name, inside in base.members if truth_of(inside, model))
        case Line():
            assert base.curve is not None
            return at_place(fact, _place(base.curve, model))
        case _:
            raise AssertionError(base)


def _choice(choice: Choice, model: Any) -> str:
    index: int = model.eval(choice.term, model_completion=True).as_long()
    return choice.values[index]


def _place(curve: Curve, model: Any) -> int:
    found: int = model.eval(curve.variable.place, model_completion=True).as_long()
    return found


def number_of(line: Line, model: Any) -> Number:
    """The number that a point is in a model; one without a curve was told before (`tell`)."""
    if line.curve is not None:
        return whole(Fraction(line.curve.at(_place(line.curve, model))))
    found = model.eval(line.formula, model_completion=True)
    if z3.is_int_value(found):
        return int(found.as_long())
    return whole(Fraction(found.numerator_as_long(), found.denominator_as_long()))


def tell(value: Truth | Valued) -> None:
    """Makes the terms of a value, so that the next model has them."""
    if isinstance(value, Valued):
        for _, base in value.cases:
            if isinstance(base, Line) and base.curve is None:
                _ = base.formula
