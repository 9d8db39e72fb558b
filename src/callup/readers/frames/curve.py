"""Functions of one fact on a line, which compared with a constant are one comparison of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from callup.ir.types import Kind
from callup.readers.frames.cell import LARGEST, Column, Curve
from callup.readers.frames.formula import Formulas, Truth
from callup.values.number import whole


def of_fact(line: range, source: Column, under: Callable[[int], Truth]) -> Curve:
    """A fact as a function of itself: of dates by their ordinals, of numbers by their scale."""

    def worth(place: int) -> Any:
        if source.kind == "date":
            return date.fromordinal(place)
        return place if source.scale == 1 else whole(Fraction(place, source.scale))

    return Curve(line, under, worth, 1, source.kind, lambda: source, source.absent)


def bent(
    curve: Curve,
    function: Callable[[Any], Any],
    direction: int,
    kind: Kind,
    column: Callable[[], Column],
) -> Curve:
    """A curve of a curve."""
    inner = curve.function
    return Curve(
        curve.line,
        curve.under,
        lambda place: function(inner(place)),
        curve.direction * direction,
        kind,
        column,
        curve.absent,
    )


def is_bounded(curve: Curve) -> bool:
    """Whether a curve of numbers stays where columns could count it."""
    ends = (curve.line.start, curve.line.stop - 1)
    return all(abs(curve.function(end)) <= LARGEST for end in ends)


def below(
    curve: Curve, limit: Any, order: Callable[[Any], Any], formulas: Formulas, *, strictly: bool
) -> Truth:
    """Whether the curve lies below a constant, or not above it."""
    end = order(limit)

    def holds(place: int) -> bool:
        value = order(curve.function(place))
        return bool(value < end) if strictly else bool(value <= end)

    rising = curve.direction > 0
    key = (id(curve.under), rising)
    cut = _turn(holds, curve.line, formulas.turns.get(key), first=rising)
    formulas.turns[key] = cut
    under: Truth = cut > curve.line.start
    if curve.line.start < cut < curve.line.stop:
        under = curve.under(cut)
    return under if rising else formulas.negation(under)


def _turn(holds: Callable[[int], bool], line: range, near: int | None, *, first: bool) -> int:
    """The first place at which `holds` is no longer `first`; the end where there is none.

    It is looked for around `near` in steps that double, and then by halving.
    """
    low, high = line.start, line.stop
    step = 1
    while near is not None and low <= near < high:
        if holds(near) is first:
            low, near = near + 1, near + step
        else:
            high, near = near, near - step
        step *= 2
    while low < high:
        middle = (low + high) // 2
        if holds(middle) is first:
            low = middle + 1
        else:
            high = middle
    return low
