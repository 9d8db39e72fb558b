"""Arithmetic on numbers of which the solver knows. It is exact: whole numbers and fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import z3

from callup.readers.proof.line import (
    Line,
    NotEncoded,
    Point,
    formula,
    highest,
    is_whole,
    less,
    lowest,
    real,
    result,
)
from callup.readers.proof.logic import Bool, choose, either
from callup.values.number import Number, whole

LARGEST = 10**30
"""Beyond every amount in law; what is larger is unknown to all readers."""


def add(a: Point, b: Point, context: z3.Context) -> Point:
    bounds = (lowest(a) + lowest(b), highest(a) + highest(b))
    both_whole = is_whole(a) and is_whole(b)
    kind = formula if both_whole else real
    return result(
        (a, b),
        (1, 1),
        lambda x, y: whole(x + y),
        bounds,
        lambda: kind(a, context) + kind(b, context),
        both_whole,
    )


def negate(a: Point, context: z3.Context) -> Point:
    bounds = (-highest(a), -lowest(a))
    return result((a,), (-1,), lambda x: -x, bounds, lambda: -formula(a, context), is_whole(a))


def subtract(a: Point, b: Point, context: z3.Context) -> Point:
    return add(a, negate(b, context), context)


def multiply(a: Point, b: Point, context: z3.Context) -> Point:
    corners = [x * y for x, y in product((lowest(a), highest(a)), (lowest(b), highest(b)))]
    both_whole = is_whole(a) and is_whole(b)
    kind = formula if both_whole else real
    return result(
        (a, b),
        (_way(b), _way(a)),
        lambda x, y: whole(Fraction(x) * y),
        (min(corners), max(corners)),
        lambda: kind(a, context) * kind(b, context),
        both_whole,
    )


def _way(factor: Point) -> int:
    """How a product moves with the other factor."""
    if isinstance(factor, Line):
        return 0
    return (factor > 0) - (factor < 0) or 1


def divide(a: Point, b: Point, context: z3.Context) -> tuple[Point, Bool]:
    """The quotient, and whether there is one: nothing divides by zero."""
    if not isinstance(b, Line):
        return (0, False) if b == 0 else (multiply(a, Fraction(1, 1) / b, context), True)
    far = LARGEST**2  # no bound is known: `in_bounds` is left to the solver
    is_one = either(less(b, 0, context), less(0, b, context))
    quotient = Line(-far, far, lambda: real(a, context) / real(b, context), curve=None, whole=False)
    return quotient, is_one


def extreme(points: list[Point], least: bool, context: z3.Context) -> Point:
    """The least or the greatest of points."""
    pick = min if least else max
    found = points[0]
    for point in points[1:]:
        found = _two(found, point, pick is min, context)
    return found


def _two(a: Point, b: Point, least: bool, context: z3.Context) -> Point:
    pick = min if least else max
    bounds = (pick(lowest(a), lowest(b)), pick(highest(a), highest(b)))
    both_whole = is_whole(a) and is_whole(b)
    kind = formula if both_whole else real

    def build() -> object:
        first = less(a, b, context)
        one, other = (a, b) if least else (b, a)
        if isinstance(first, bool):
            return kind(one if first else other, context)
        return z3.If(first, kind(one, context), kind(other, context))

    return result((a, b), (1, 1), pick, bounds, build, both_whole)


def in_bounds(point: Point, context: z3.Context) -> Bool:
    """Whether a result is one that law counts with; what is too large is unknown."""
    if not isinstance(point, Line):
        too_fine = isinstance(point, Fraction) and point.denominator > LARGEST
        return abs(point) <= LARGEST and not too_fine
    if -LARGEST <= point.low and point.high <= LARGEST:
        return True
    inside = choose(less(point, -LARGEST, context), False, True)
    if inside is False:
        return False
    above = less(LARGEST, point, context)
    return choose(above, False, inside)


def scaled(point: Point, limit: Number) -> Point:
    """A point that must stay within what the calendar can count."""
    if lowest(point) < -limit or highest(point) > limit:
        raise NotEncoded("a number of days or months beyond the calendar")
    return point
