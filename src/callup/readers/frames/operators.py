"""The operators of a program on cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from math import lcm
from typing import Any

import narwhals as nw

from callup.ir.nodes import NOWHERE, Apply, Place
from callup.readers.frames import cases, kleene
from callup.readers.frames.cell import (
    LARGEST,
    Cases,
    Cell,
    Column,
    Curve,
    Members,
    Sheet,
    as_column,
    is_column,
    layer_of,
)
from callup.readers.frames.curve import below, bent
from callup.readers.frames.days import (
    days_between,
    months_between,
    ordinal,
    parts,
    shifted,
    years_between,
)
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.origin import Origin
from callup.values.calendar import Calendar, Duration, Window, shift
from callup.values.calendar import months_between as count_months
from callup.values.calendar import years_between as count_years
from callup.values.number import whole

FEW = 8
"""Among so many words or fewer, one is sought by comparing it with each."""


def refused(place: Place, what: str, why: str) -> Diagnostics:
    """Something that a formula asks and that cannot be done for many people at once."""
    origin = Origin(place.file, max(place.line, 1), 1) if place.file else None
    message = f"{what} is not supported for tables of people"
    help = "leave out the positions that read it, or ask about one person at a time"
    return Diagnostics((Diagnostic("not-supported", message, origin, why=why, help=help),))


@dataclass(slots=True)
class Operators:
    """The operators, with the calendar they count by and the sheet they share columns on."""

    calendar: Calendar
    sheet: Sheet
    place: Place = NOWHERE
    """Where the formula is written that is being worked out."""

    def apply(self, node: Apply, cells: tuple[Cell, ...]) -> Cell:
        """The operator of a node on its arguments. Raises Diagnostics where it cannot be done."""
        match node.operator:
            case "and":
                return self.shared(kleene.conjunction(*cells))
            case "or":
                return self.shared(kleene.disjunction(*cells))
            case "not":
                return kleene.negation(cells[0])
            case "equal":
                return self.equal(*cells)
            case "member":
                return self.member(*cells)
            case "includes":
                return self.includes(*cells)
        if any(cell is None for cell in cells):
            return None
        match node.operator:
            case "less" | "at_most":
                return self.compare(cells[0], cells[1], strictly=node.operator == "less")
            case "within":
                return self.within(*cells)
            case "shift":
                return self.shift(cells[0], cells[1], node.arguments[1].type.of)
            case "days_between" | "months_between" | "years_between" | "difference":
                return self.between(node.operator, *cells)
            case "divide":
                raise refused(self.place, "division", "columns hold no fractions")
            case _:
                return self.arithmetic(node, cells)

    def shared(self, cell: Cell) -> Cell:
        return self.sheet.laid(cell)

    # comparisons

    def equal(self, first: Cell, second: Cell) -> Cell:
        if isinstance(second, (Curve, Members)) and not is_column(first):
            first, second = second, first
        if isinstance(first, Members):
            if second is None:
                return None
            names = dict.fromkeys((*kleene.names_of(first), *kleene.names_of(second)))
            pairs = [(kleene.has(first, n), kleene.has(second, n)) for n in names]
            return kleene.conjunction(*(kleene.equal(a, b) for a, b in pairs))
        if isinstance(first, Curve) and isinstance(second, date):
            over = below(first, second, _order, strictly=True)
            return kleene.conjunction(
                below(first, second, _order, strictly=False), kleene.negation(over)
            )
        if isinstance(first, bool):
            return kleene.negation(second) if first is False else second
        if isinstance(second, bool):
            return self.equal(second, first)
        return kleene.equal(first, second)

    def member(self, value: Cell, of: Cell) -> Cell:
        assert isinstance(of, frozenset)
        if value is None:
            return None if of else False
        if isinstance(value, Cases):
            return cases.spread(value, lambda one: one in of)
        if not isinstance(value, Column):
            return value in of
        if value.coded or not 0 < len(of) <= FEW:
            return Column(value.expr.is_in(sorted(of)), "boolean", value.layer) if of else False
        # text is looked up in a list much slower than it is compared
        return kleene.disjunction(*(kleene.equal(value, one) for one in sorted(of)))

    def includes(self, values: Cell, item: Cell) -> Cell:
        if isinstance(item, str):
            return kleene.has(values, item)
        if isinstance(values, frozenset):
            return self.member(item, values)
        return kleene.disjunction(
            *(
                kleene.conjunction(kleene.equal(item, name), kleene.has(values, name))
                for name in kleene.names_of(values)
            )
        )

    def compare(self, first: Cell, second: Cell, *, strictly: bool) -> Cell:
        a, b = first, second
        if isinstance(a, Cases):
            most = max((value for value, _ in a.flags), key=_order)
            return cases.spread(a, lambda one: self.compare(one, b, strictly=strictly), most)
        if isinstance(b, Cases):
            least = min((value for value, _ in b.flags), key=_order)
            return cases.spread(b, lambda one: self.compare(a, one, strictly=strictly), least)
        if not is_column(a) and not is_column(b):
            return bool(_order(a) < _order(b) if strictly else _order(a) <= _order(b))
        if isinstance(a, Curve) and not is_column(b):
            return below(a, b, _order, strictly=strictly)
        if isinstance(b, Curve) and not is_column(a):
            return kleene.negation(below(b, a, _order, strictly=not strictly))
        x, y = kleene.aligned(self.plain(a), self.plain(b))
        expr = x.expr < y.expr if strictly else x.expr <= y.expr
        return Column(expr, "boolean", layer_of(x, y))

    def within(self, day: Cell, window: Cell) -> Cell:
        assert isinstance(window, Window)
        if isinstance(day, date):
            return window.contains(day)
        found, layer = parts(self.plain(day), self.sheet)
        place = found.month * 100 + found.day
        start, end = (month * 100 + day for month, day in (window.start, window.end))
        after, before = place >= start, place <= end
        expr = after & before if start <= end else after | before
        return Column(expr, "boolean", layer)

    # days

    def shift(self, day: Cell, by: Cell, unit: str) -> Cell:
        if isinstance(day, date) and isinstance(by, Duration):
            return shift(day, by, self.calendar)

        def column() -> Column:
            start = self.plain(day)
            if isinstance(by, Duration):
                months = as_column(by.months) if by.months else None
                days = as_column(by.days) if by.days else None
            else:
                moved = self.plain(by)
                months, days = (moved, None) if unit == "months" else (None, moved)
            return self.sheet.share(shifted(start, months, days, self.sheet, self.calendar))

        if isinstance(day, Curve) and isinstance(by, Duration):
            return bent(day, lambda one: shift(one, by, self.calendar), 1, "date", _once(column))
        return column()

    def between(self, operator: str, first: Cell, second: Cell) -> Cell:
        if operator == "difference":
            # the first less the second
            first, second = second, first
        count: dict[str, Callable[[date, date], Any]] = {
            "difference": lambda a, b: Duration(days=(b - a).days),
            "days_between": lambda a, b: (b - a).days,
            "months_between": lambda a, b: count_months(a, b, self.calendar),
            "years_between": lambda a, b: count_years(a, b, self.calendar),
        }
        function = count[operator]
        if isinstance(first, date) and isinstance(second, date):
            return function(first, second)  # type: ignore[no-any-return]

        def column() -> Column:
            a, b = self.plain(first), self.plain(second)
            if operator == "months_between":
                found = months_between(a, b, self.calendar, self.sheet)
            elif operator == "years_between":
                found = years_between(a, b, self.calendar, self.sheet)
            else:
                found = days_between(a, b)
            return self.sheet.share(found)

        kind = "duration" if operator == "difference" else "integer"
        if isinstance(first, Curve) and isinstance(second, date):
            return bent(first, lambda a: function(a, second), -1, kind, _once(column))  # type: ignore[arg-type]
        if isinstance(second, Curve) and isinstance(first, date):
            return bent(second, lambda b: function(first, b), 1, kind, _once(column))  # type: ignore[arg-type]
        return column()

    # numbers

    def arithmetic(self, node: Apply, cells: tuple[Cell, ...]) -> Cell:
        if not any(is_column(cell) for cell in cells):
            return _PLAIN[node.operator](*cells)  # type: ignore[no-any-return]
        columns = [self.plain(cell) for cell in cells]
        found = self.bounded(self._arithmetic(node.operator, columns), node)
        return Column(
            found.expr, node.type.kind, found.layer, found.scale, found.bound, found.ordinal
        )

    def _arithmetic(self, operator: str, columns: list[Column]) -> Column:
        first = columns[0]
        if operator == "negate":
            return Column(-first.expr, first.kind, first.layer, first.scale, first.bound)
        layer = layer_of(*columns)
        if operator == "multiply":
            a, b = columns
            return Column(a.expr * b.expr, a.kind, layer, a.scale * b.scale, a.bound * b.bound)
        if first.kind == "date":
            columns = [ordinal(one) for one in columns]
        else:
            scale = lcm(*(one.scale for one in columns))
            columns = [kleene.rescaled(one, scale) for one in columns]
        total = sum(one.bound for one in columns)
        exprs = [one.expr for one in columns]
        match operator:
            case "add":
                expr = exprs[0] + exprs[1]
            case "subtract":
                expr = exprs[0] - exprs[1]
            case "least":
                expr = reduce(lambda a, b: _pick(a, b, a <= b), exprs)
            case "greatest":
                expr = reduce(lambda a, b: _pick(a, b, a >= b), exprs)
            case _:
                raise NotImplementedError(operator)
        one = columns[0]
        return Column(expr, one.kind, layer, one.scale, total, one.ordinal)

    def bounded(self, column: Column, node: Apply) -> Column:
        if column.bound > LARGEST:
            why = "its result may grow beyond what 64 bits hold"
            raise refused(self.place, f"`{node.operator}` of these numbers", why)
        return column

    def plain(self, cell: Cell) -> Column:
        assert cell is not None and not isinstance(cell, Members)
        return as_column(cell)


def _pick(a: nw.Expr, b: nw.Expr, first: nw.Expr) -> nw.Expr:
    """One of two numbers; unknown where either is."""
    # adding nothing times the other carries its null over
    return nw.when(first.fill_null(False)).then(a + b * 0).otherwise(b + a * 0)


def _once(make: Callable[[], Column]) -> Callable[[], Column]:
    """Works a column out at most once."""
    made: list[Column] = []

    def column() -> Column:
        if not made:
            made.append(make())
        return made[0]

    return column


def _order(value: Any) -> Any:
    return (value.months, value.days) if isinstance(value, Duration) else value


def _multiply(a: Any, b: Any) -> Any:
    return Duration(a.months * b, a.days * b) if isinstance(a, Duration) else whole(a * b)


def _add(a: Any, b: Any) -> Any:
    total = a + b
    return total if isinstance(total, Duration) else whole(total)


_PLAIN: dict[str, Callable[..., Any]] = {
    "add": _add,
    "subtract": lambda a, b: _add(a, -b),
    "multiply": _multiply,
    "negate": lambda a: -a,
    "least": lambda *values: min(values, key=_order),
    "greatest": lambda *values: max(values, key=_order),
}
