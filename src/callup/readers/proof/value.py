"""What a formula is worth for everybody: cases, each with the people that it holds for.

A truth is a pair of formulas (`logic.Truth`). Any other value is a list of cases `(guard, base)`:
where the guard holds, the value is the base. A base is a constant, a point on a line, a choice or
a set that is not known. Where the value is settled, at least one guard holds, and if several do,
their bases are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import z3

from callup.readers.proof.days import Length
from callup.readers.proof.line import Line, formula, highest, is_whole, lowest, real
from callup.readers.proof.logic import Bool, both, either

MOST_CASES = 200
"""Past so many cases, numbers and days are told to the solver as one term."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values of a list that is not known: the number of the value, in bits."""

    term: Any
    values: tuple[str, ...]

    def is_(self, value: str) -> Bool:
        if value not in self.values:
            return False
        return self.term == z3.BitVecVal(self.values.index(value), self.term.sort())

    def among(self, values: Iterable[str]) -> Bool:
        """Whether it is one of these, told by whichever side is shorter."""
        wanted = set(values) & set(self.values)
        others = [value for value in self.values if value not in wanted]
        if len(others) < len(wanted):
            return both(*(z3.Not(self.is_(value)) for value in others))
        return either(*(self.is_(value) for value in sorted(wanted)))


@dataclass(frozen=True, slots=True)
class Members:
    """A set that is not known: for each of its possible members whether it is one."""

    members: tuple[tuple[str, Bool], ...]

    def has(self, value: str) -> Bool:
        return dict(self.members).get(value, False)


Base = Any
"""A constant (number, day as a number, text, Length, frozenset), Line, Choice or Members."""


@dataclass(frozen=True, slots=True)
class Valued:
    """A value that is no truth, in cases, and for whom anything settles it."""

    cases: tuple[tuple[Bool, Base], ...]
    settled: Bool = True


def constant(base: Base) -> Valued:
    return Valued(((True, base),))


NOTHING = Valued((), False)


def gather(cases: Iterable[tuple[Bool, Base]], settled: Bool, context: z3.Context) -> Valued:
    """The value with these cases: equal constants joined, and few enough to work with."""
    found: list[tuple[Bool, Base]] = []
    places: dict[Any, int] = {}
    for guard, base in cases:
        if guard is False:
            continue
        key = _key(base)
        if key in places:
            other = found[places[key]]
            found[places[key]] = (either(other[0], guard), other[1])
        else:
            places[key] = len(found)
            found.append((guard, base))
    if len(found) > MOST_CASES and all(_is_point(base) for _, base in found):
        found = [(True, _one_term(found, context))]
    return Valued(tuple(found), settled)


def _key(base: Base) -> Any:
    if isinstance(base, (Line, Choice, Members)):
        return id(base)
    if isinstance(base, Length):
        return (Length, _key(base.months), _key(base.days))
    return (type(base), base)


def _is_point(base: Base) -> bool:
    return not isinstance(base, (str, frozenset, Length, Choice, Members))


def _one_term(cases: list[tuple[Bool, Base]], context: z3.Context) -> Line:
    """All cases of a number or day as one term."""
    whole = all(is_whole(base) for _, base in cases)
    kind = formula if whole else real

    def build() -> Any:
        term = kind(cases[-1][1], context)
        for guard, base in reversed(cases[:-1]):
            term = kind(base, context) if guard is True else z3.If(guard, kind(base, context), term)
        return term

    low = min(lowest(base) for _, base in cases)
    high = max(highest(base) for _, base in cases)
    return Line(low, high, build, whole=whole)


def crossed(values: list[Valued], context: z3.Context) -> Iterable[tuple[Bool, tuple[Base, ...]]]:
    """Every combination of the cases of values that can occur."""
    combined: list[tuple[Bool, tuple[Base, ...]]] = [(True, ())]
    for value in values:
        found = value
        if len(combined) * len(value.cases) > MOST_CASES and _all_points(value):
            found = Valued(((True, _one_term(list(value.cases), context)),), value.settled)
        combined = [
            (joined, (*bases, base))
            for guard, bases in combined
            for other, base in found.cases
            if (joined := both(guard, other)) is not False
        ]
    return combined


def _all_points(value: Valued) -> bool:
    return bool(value.cases) and all(_is_point(base) for _, base in value.cases)


def settled(values: Iterable[Valued]) -> Bool:
    return both(*(value.settled for value in values))


def holds(values: list[Valued], context: z3.Context, test: Callable[..., Bool]) -> Bool:
    """Whether a test of the bases holds, over all combinations of their cases."""
    return either(*(both(guard, test(*bases)) for guard, bases in crossed(values, context)))
