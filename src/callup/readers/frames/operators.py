"""The operators of a program on cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from math import lcm
from typing import Any

import narwhals as nw

from callup.ir.nodes import NOWHERE, Apply, Node, Place
from callup.ir.operators import OPERATORS
from callup.ir.types import Kind
from callup.readers.frames import kleene
from callup.readers.frames.cell import (
    LARGEST,
    Branch,
    Cell,
    Column,
    Curve,
    Formula,
    Members,
    Variable,
    as_column,
    dtype,
    is_column,
    reads_of,
)
from callup.readers.frames.curve import below, bent, is_bounded
from callup.readers.frames.days import (
    days_between,
    months_between,
    ordinal,
    parts,
    shifted,
    years_between,
)
from callup.readers.frames.formula import Truth
from callup.readers.frames.logic import BOTH, TRUTHS, Logic, as_truth, has, names_of
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.origin import Origin
from callup.values.calendar import Calendar, Duration, Window, shift
from callup.values.calendar import months_between as count_months
from callup.values.calendar import years_between as count_years
from callup.values.number import whole


def refused(place: Place, what: str, why: str) -> Diagnostics:
    """Something that a formula asks and that cannot be done for many people at once."""
    origin = Origin(place.file, max(place.line, 1), 1) if place.file else None
    message = f"{what} is not supported for tables of people"
    help = "leave out the positions that read it, or ask about one person at a time"
    return Diagnostics((Diagnostic("not-supported", message, origin, why=why, help=help),))


@dataclass(slots=True)
class Operators:
    """The operators, with the calendar they count by and the logic that joins what they give.

    `facts_in` tells which facts a formula reads.
    """

    calendar: Calendar
    logic: Logic
    facts_in: Callable[[Node], tuple[str, ...]]
    place: Place = NOWHERE
    """Where the formula is written that is being worked out."""

    def apply(self, node: Apply, cells: tuple[Cell, ...]) -> Cell:
        """The operator of a node on its arguments. Raises Diagnostics where it cannot be done."""
        formulas = self.logic.formulas
        match node.operator:
            case "and":
                return formulas.conjunction(*map(as_truth, cells))
            case "or":
                return formulas.disjunction(*map(as_truth, cells))
            case "not":
                return formulas.negation(as_truth(cells[0]))
            case _:
                return self.logic.lift(lambda *values: self.on_values(node, values), *cells)

    def on_values(self, node: Apply, cells: tuple[Cell, ...]) -> Cell:
        """The same on values between which no condition decides."""
        match node.operator:
            case "equal":
                return self.equal(node, *cells)
            case "member":
                return self.member(node, *cells)
            case "includes":
                return self.includes(node, *cells)
        if any(cell is None for cell in cells):
            return None
        match node.operator:
            case "less" | "at_most":
                return self.compare(node, cells[0], cells[1], strictly=node.operator == "less")
            case "within":
                return self.within(node, *cells)
            case "shift":
                return self.shift(cells[0], cells[1], node.arguments[1].type.of)
            case "days_between" | "months_between" | "years_between" | "difference":
                return self.between(node.operator, *cells)
            case "divide":
                raise refused(self.place, "division", OPERATORS["divide"].why)
            case _:
                return self.arithmetic(node, cells)

    def relation(self, node: Node, word: str, make: Callable[..., Cell], *cells: Cell) -> Truth:
        """A truth about several facts, or one that is no comparison with a constant."""
        if any(_is_absent(cell) for cell in cells):
            key = ("absent", word, *self.logic.keep(*cells))
            variable = Variable(key, BOTH, self.facts_in(node))
            return self.logic.formulas.atom(variable, TRUTHS)
        key = (word, *self.logic.keep(*cells))
        return self.logic.relation(key, make(), self.facts_in(node))

    # comparisons

    def equal(self, node: Node, first: Cell, second: Cell) -> Truth:
        formulas = self.logic.formulas
        if isinstance(second, (Curve, Members)) and not is_column(first):
            first, second = second, first
        if isinstance(first, Members):
            if second is None:
                return None
            names = dict.fromkeys((*names_of(first), *names_of(second)))
            pairs = [(has(first, n), has(second, n)) for n in names]
            return formulas.conjunction(
                *(formulas.choose(a, b, formulas.negation(b)) for a, b in pairs)
            )
        if isinstance(first, (Formula, bool)) or isinstance(second, (Formula, bool)):
            a, b = as_truth(first), as_truth(second)
            return formulas.choose(a, b, formulas.negation(b))
        if first is None or second is None:
            return None
        if not is_column(first) and not is_column(second):
            return bool(first == second)
        if isinstance(first, Curve) and not is_column(second):
            under = below(first, second, _order, formulas, strictly=True)
            upto = below(first, second, _order, formulas, strictly=False)
            return formulas.conjunction(upto, formulas.negation(under))
        if isinstance(second, Column) and second.variable and isinstance(first, str):
            first, second = second, first
        if isinstance(first, Column) and first.variable and isinstance(second, str):
            return formulas.atom(first.variable, frozenset((second,)))
        if first is second:
            return True
        column = self.logic.column
        return self.relation(
            node, "equal", lambda: kleene.equal(column(first), column(second)), first, second
        )

    def member(self, node: Node, value: Cell, of: Cell) -> Truth:
        assert isinstance(of, frozenset)
        if value is None:
            return None if of else False
        if isinstance(value, Column) and value.variable is not None:
            return self.logic.formulas.atom(value.variable, of)
        if isinstance(value, Column):
            if not of:
                return False

            def column() -> Cell:
                expr = value.expr.is_in(sorted(of))
                return Column(expr, "boolean", value.reads)

            return self.relation(node, f"member {sorted(of)}", column, value)
        return value in of

    def includes(self, node: Node, values: Cell, item: Cell) -> Truth:
        if isinstance(item, str):
            return has(values, item)
        if isinstance(values, frozenset):
            return self.member(node, item, values)
        formulas = self.logic.formulas
        return formulas.disjunction(
            *(
                formulas.conjunction(self.equal(node, item, name), has(values, name))
                for name in names_of(values)
            )
        )

    def compare(self, node: Node, first: Cell, second: Cell, *, strictly: bool) -> Truth:
        a, b = first, second
        formulas = self.logic.formulas
        if not is_column(a) and not is_column(b):
            return bool(_order(a) < _order(b) if strictly else _order(a) <= _order(b))
        if isinstance(a, Curve) and not is_column(b):
            return below(a, b, _order, formulas, strictly=strictly)
        if isinstance(b, Curve) and not is_column(a):
            return formulas.negation(below(b, a, _order, formulas, strictly=not strictly))
        if a is b:
            return not strictly

        def column() -> Cell:
            x, y = kleene.aligned(self.plain(a), self.plain(b))
            expr = x.expr < y.expr if strictly else x.expr <= y.expr
            return Column(expr, "boolean", reads_of(x, y))

        return self.relation(node, "less" if strictly else "at_most", column, a, b)

    def within(self, node: Node, day: Cell, window: Cell) -> Truth:
        assert isinstance(window, Window)
        if isinstance(day, date):
            return window.contains(day)

        def column() -> Cell:
            found, reads = parts(self.plain(day), self.logic.sheet)
            place = found.month * 100 + found.day
            start, end = (month * 100 + day for month, day in (window.start, window.end))
            after, before = place >= start, place <= end
            expr = after & before if start <= end else after | before
            return Column(expr, "boolean", reads)

        return self.relation(node, f"within {window}", column, day)

    # days

    def shift(self, day: Cell, by: Cell, unit: str) -> Cell:
        if isinstance(day, date) and isinstance(by, Duration):
            return shift(day, by, self.calendar)
        sheet = self.logic.sheet

        def column() -> Column:
            start = self.plain(day)
            if isinstance(by, Duration):
                months = as_column(by.months) if by.months else None
                days = as_column(by.days) if by.days else None
            else:
                moved = self.plain(by)
                months, days = (moved, None) if unit == "months" else (None, moved)
            return sheet.share(shifted(start, months, days, sheet, self.calendar))

        if isinstance(day, Curve) and isinstance(by, Duration):
            return bent(day, lambda one: shift(one, by, self.calendar), 1, "date", _once(column))
        return _nothing("date") if _is_absent(day) or _is_absent(by) else column()

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
        sheet = self.logic.sheet

        def column() -> Column:
            a, b = self.plain(first), self.plain(second)
            if operator == "months_between":
                found = months_between(a, b, self.calendar, sheet)
            elif operator == "years_between":
                found = years_between(a, b, self.calendar, sheet)
            else:
                found = days_between(a, b)
            return sheet.share(found)

        kind: Kind = "duration" if operator == "difference" else "integer"
        if isinstance(first, Curve) and isinstance(second, date):
            return bent(first, lambda a: function(a, second), -1, kind, _once(column))
        if isinstance(second, Curve) and isinstance(first, date):
            return bent(second, lambda b: function(first, b), 1, kind, _once(column))
        return _nothing(kind) if _is_absent(first) or _is_absent(second) else column()

    # numbers

    def arithmetic(self, node: Apply, cells: tuple[Cell, ...]) -> Cell:
        if not any(is_column(cell) for cell in cells):
            return _PLAIN[node.operator](*cells)  # type: ignore[no-any-return]

        def column() -> Column:
            columns = [self.plain(cell) for cell in cells]
            found = self.bounded(self._arithmetic(node.operator, columns), node)
            return Column(
                found.expr, node.type.kind, found.reads, found.scale, found.bound, found.ordinal
            )

        curve = self._curve(node, cells, _once(column))
        if curve is not None:
            return curve
        return _nothing(node.type.kind) if any(map(_is_absent, cells)) else column()

    def _curve(
        self, node: Apply, cells: tuple[Cell, ...], column: Callable[[], Column]
    ) -> Curve | None:
        """Arithmetic on one fact and constants that rises or falls with the fact."""
        curves = [cell for cell in cells if isinstance(cell, Curve)]
        if len(curves) != 1 or sum(map(is_column, cells)) != 1:
            return None
        curve, function = curves[0], _PLAIN[node.operator]
        place = cells.index(curve)
        before, after = cells[:place], cells[place + 1 :]
        direction = 1
        match node.operator:
            case "negate":
                direction = -1
            case "subtract":
                direction = -1 if place else 1
            case "multiply":
                other: Any = (*before, *after)[0]
                if isinstance(other, Duration) or other == 0:
                    return None
                direction = 1 if other > 0 else -1
        found = bent(
            curve, lambda one: function(*before, one, *after), direction, node.type.kind, column
        )
        return found if is_bounded(found) else None

    def _arithmetic(self, operator: str, columns: list[Column]) -> Column:
        first = columns[0]
        if operator == "negate":
            return Column(-first.expr, first.kind, first.reads, first.scale, first.bound)
        reads = reads_of(*columns)
        if operator == "multiply":
            a, b = columns
            return Column(a.expr * b.expr, a.kind, reads, a.scale * b.scale, a.bound * b.bound)
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
        return Column(expr, one.kind, reads, one.scale, total, one.ordinal)

    def bounded(self, column: Column, node: Apply) -> Column:
        if column.bound > LARGEST:
            why = "its result may grow beyond what 64 bits hold"
            raise refused(self.place, f"`{node.operator}` of these numbers", why)
        return column

    def plain(self, cell: Cell) -> Column:
        found = self.logic.column(cell)
        assert found is not None and not isinstance(found, (Members, Formula, Branch))
        return as_column(found)


def _is_absent(cell: Cell) -> bool:
    """Whether a value is one of facts of which the table has no column."""
    return isinstance(cell, (Column, Curve)) and cell.absent


def _nothing(kind: Kind) -> Column:
    """What comes of such a value."""
    return Column(nw.lit(None, dtype=dtype(kind)), kind, absent=True)


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
