"""Values on a line (days, numbers, money) of which the solver knows: exact, with bounds.

A day is the number of the day as `date.toordinal` counts. Most of what law compares moves one way
with one fact: `born + 18 years`, `years since born`. Such a value is kept as a *curve*, and a
comparison with a constant becomes one comparison of the fact with the place where it turns, found
by halving. Everything else is a formula of the solver.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import z3

from callup.ir.nodes import Place
from callup.readers.proof.logic import Bool, both, opposite
from callup.values.number import Number

Formula = Any
"""A term of Z3, or a number that is known."""


class NotEncoded(Exception):
    """Something that the solver is not told; the message says what, `place` where it is written."""

    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """A fact on a line: a whole number of steps; `scale` steps make one."""

    place: Formula
    low: int
    high: int
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Curve:
    """What moves one way with a variable: up (`rises`) or down, as `at` gives it for a place."""

    variable: Variable
    at: Callable[[int], Number]
    rises: bool

    def first(self, reached: Callable[[Number], bool]) -> int:
        """The first place at which `reached` holds, which then holds for good; past the last one
        where it never does."""
        low, high = self.variable.low, self.variable.high + 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if reached(self.at(middle)) else (middle + 1, high)
        return low

    def from_place(self, place: int) -> Bool:
        """Whether the variable is at a place or beyond it."""
        if place <= self.variable.low:
            return True
        return False if place > self.variable.high else self.variable.place >= place


@dataclass(frozen=True)
class Line:
    """A value on a line that is not known: its bounds, and how it is told to the solver."""

    low: Number
    high: Number
    build: Callable[[], Formula]
    curve: Curve | None = None
    whole: bool = True

    @property
    def formula(self) -> Formula:
        """The term of Z3: of sort Int where the value is whole, else Real."""
        found = self.__dict__.get("_formula")
        if found is None:
            found = self.__dict__["_formula"] = self.build()
        return found


Point = Any
"""A value on a line: int, Fraction or Line. Days are ints here."""


def of_variable(variable: Variable) -> Line:
    """The value of a variable itself."""
    scale = variable.scale
    if scale == 1:
        curve = Curve(variable, lambda place: place, True)
        return Line(variable.low, variable.high, lambda: variable.place, curve)
    curve = Curve(variable, lambda place: Fraction(place, scale), True)
    low, high = Fraction(variable.low, scale), Fraction(variable.high, scale)
    return Line(low, high, lambda: z3.ToReal(variable.place) / scale, curve, whole=False)


def lowest(point: Point) -> Number:
    found: Number = point.low if isinstance(point, Line) else point
    return found


def highest(point: Point) -> Number:
    found: Number = point.high if isinstance(point, Line) else point
    return found


def is_whole(point: Point) -> bool:
    return point.whole if isinstance(point, Line) else isinstance(point, int)


def formula(point: Point, context: z3.Context) -> Formula:
    """The term of Z3 of a point."""
    if isinstance(point, Line):
        return point.formula
    if isinstance(point, int):
        return z3.IntVal(point, context)
    return z3.RatVal(point.numerator, point.denominator, context)


def real(point: Point, context: z3.Context) -> Formula:
    found = formula(point, context)
    return z3.ToReal(found) if z3.is_int(found) else found


def curves(*points: Point) -> tuple[Variable, list[Curve]] | None:
    """The curves of points that all move with one variable; None where they do not."""
    variable: Variable | None = None
    found: list[Curve] = []
    for point in points:
        if not isinstance(point, Line):
            continue
        if point.curve is None or (variable is not None and point.curve.variable != variable):
            return None
        variable = point.curve.variable
        found.append(point.curve)
    return (variable, found) if variable is not None else None


def less(a: Point, b: Point, context: z3.Context) -> Bool:
    """Whether the first is below the second."""
    if a is b:
        return False
    if highest(a) < lowest(b):
        return True
    if lowest(a) >= highest(b):
        return False
    turned = _turning(a, b, lambda one, other: one < other)
    if turned is not None:
        return turned
    if is_whole(a) and is_whole(b):
        return formula(a, context) < formula(b, context)
    return real(a, context) < real(b, context)


def at_most(a: Point, b: Point, context: z3.Context) -> Bool:
    return opposite(less(b, a, context))


def equal(a: Point, b: Point, context: z3.Context) -> Bool:
    """Whether two points are the same."""
    if a is b:
        return True
    if not isinstance(a, Line) and not isinstance(b, Line):
        return a == b
    if curves(a, b) is not None:
        return both(at_most(a, b, context), at_most(b, a, context))
    if highest(a) < lowest(b) or lowest(a) > highest(b):
        return False
    if is_whole(a) and is_whole(b):
        return formula(a, context) == formula(b, context)
    return real(a, context) == real(b, context)


def _turning(a: Point, b: Point, holds: Callable[[Number, Number], bool]) -> Bool | None:
    """`a < b` as one comparison of the variable that both move with, where it turns once."""
    shared = curves(a, b)
    if shared is None:
        return None
    left = a.curve if isinstance(a, Line) else None
    right = b.curve if isinstance(b, Line) else None
    if left is not None and right is not None and left.rises == right.rises:
        return None
    # `a < b` comes to hold where a falls or b rises
    begins = not left.rises if left is not None else right is not None and right.rises

    def at(place: int) -> bool:
        one = left.at(place) if left is not None else a
        other = right.at(place) if right is not None else b
        return holds(one, other)

    truth = Curve(shared[0], lambda place: int(at(place) is begins), True)
    turned = truth.from_place(truth.first(lambda value: value == 1))
    return turned if begins else opposite(turned)


def result(
    points: tuple[Point, ...],
    ways: tuple[int, ...],
    function: Callable[..., Number],
    bounds: tuple[Number, Number],
    build: Callable[[], Formula],
    whole: bool,
) -> Point:
    """A function of points. `ways` tells how it moves with each: 1 with it, -1 against it, 0
    neither; where all of them move one way together, what comes out is a curve."""
    if not any(isinstance(point, Line) for point in points):
        return function(*points)
    return Line(*bounds, build, _joined(points, ways, function), whole)


def _joined(
    points: tuple[Point, ...], ways: tuple[int, ...], function: Callable[..., Number]
) -> Curve | None:
    shared = curves(*points)
    if shared is None:
        return None
    lines = [(p.curve.rises, way) for p, way in zip(points, ways, strict=True) if _moves(p)]
    rising = {rises if way > 0 else not rises for rises, way in lines}
    if len(rising) > 1 or any(way == 0 for _, way in lines):
        return None

    def at(place: int) -> Number:
        return function(*(p.curve.at(place) if _moves(p) else p for p in points))

    return Curve(shared[0], at, rising.pop())


def _moves(point: Point) -> bool:
    return isinstance(point, Line)
