"""Functions of one column of dates, which compared with a constant are one comparison of days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import narwhals as nw

from callup.ir.facts import EARLIEST, LATEST
from callup.ir.types import Kind
from callup.readers.frames.cell import Cell, Column, Curve


def of_dates(source: Column) -> Curve:
    """A column of dates as a function of itself."""
    return Curve(source, lambda day: day, 1, "date", lambda: source)


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
        curve.source, lambda day: function(inner(day)), curve.direction * direction, kind, column
    )


def below(curve: Curve, limit: Any, order: Callable[[Any], Any], *, strictly: bool) -> Cell:
    """Whether the curve lies below a constant, or not above it."""
    end = order(limit)

    def holds(day: date) -> bool:
        value = order(curve.function(day))
        return bool(value < end) if strictly else bool(value <= end)

    rising = curve.direction > 0
    cut = _turn(holds, first=rising)
    expr = curve.source.expr
    day = nw.lit(cut, dtype=nw.Date)
    return Column(expr < day if rising else expr >= day, "boolean", curve.source.layer)


def _turn(holds: Callable[[date], bool], *, first: bool) -> date:
    """The first day on which `holds` is no longer `first`; LATEST where there is none."""
    low, high = EARLIEST.toordinal(), LATEST.toordinal()
    while low < high:
        middle = (low + high) // 2
        if holds(date.fromordinal(middle)) is first:
            low = middle + 1
        else:
            high = middle
    return date.fromordinal(low)
