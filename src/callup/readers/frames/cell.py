"""What a formula is worth for a whole column of people: a constant, unknown, or an expression."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import lcm
from typing import Any

import narwhals as nw

from callup.ir.nodes import Constant
from callup.ir.types import Kind
from callup.values.calendar import Duration, Window

PREFIX = "__callup_"
"""What the names of columns begin with that stand only while an answer is worked out."""

LARGEST = 2**62
"""No number in a column may grow beyond it, for columns count in 64 bits."""


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """An expression whose null is unknown; it may be read once `layer` layers are laid down.

    Numbers are integers: their worth times `scale`, never beyond `bound`. Days are dates, or with
    `ordinal` their numbers. Durations are numbers of days or months. Choices are text, or
    `coded`, which compares with a word at once and with nothing else. One that is `sure` is never
    unknown, and one that is `named` stands in the table by that name.
    """

    expr: nw.Expr
    kind: Kind
    layer: int = 0
    scale: int = 1
    bound: int = 0
    ordinal: bool = False
    named: bool = False
    coded: bool = False
    sure: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A function of one column of dates that rises (+1) or falls (-1) with it.

    Compared with a constant it is one comparison of that column with a day; `column` works it
    out where that is not enough.
    """

    source: Column
    function: Callable[[date], Any]
    direction: int
    kind: Kind
    column: Callable[[], Column]


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """A set: whether it contains each of its possible values."""

    inside: Mapping[str, Cell]


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """One of a few constants: of each, whether it is that one.

    No two are yes of one person. `open`, which is never unknown, says of whom the value may be
    unknown beside.
    """

    flags: tuple[tuple[Any, Cell], ...]
    open: Cell


Cell = Constant | Column | Curve | Cases | Members | None
"""None is unknown for everybody."""


@dataclass(slots=True)
class Sheet:
    """Columns that are worked out once and read often, in layers that follow on each other."""

    layers: list[dict[str, nw.Expr]] = field(default_factory=list)
    count: int = 0

    def share(self, column: Column) -> Column:
        """The same column, laid down under a name of its own unless it has one."""
        if column.named:
            return column
        while len(self.layers) <= column.layer:
            self.layers.append({})
        name = f"{PREFIX}{self.count}"
        self.count += 1
        self.layers[column.layer][name] = column.expr
        laid = column.layer + 1
        return replace(column, expr=nw.col(name), layer=laid, named=True)

    def laid(self, cell: Cell) -> Cell:
        """A cell whose columns are shared."""
        if isinstance(cell, Column):
            return self.share(cell)
        if isinstance(cell, Cases):
            flags = tuple((value, self.laid(flag)) for value, flag in cell.flags)
            return Cases(flags, self.laid(cell.open))
        return cell

    def lay(self, frame: Any) -> Any:
        """The frame with all shared columns."""
        for layer in self.layers:
            if layer:
                frame = frame.with_columns(**layer)
        return frame


def is_column(cell: Cell) -> bool:
    return isinstance(cell, (Column, Curve, Cases, Members))


def layer_of(*columns: Column) -> int:
    return max(one.layer for one in columns)


def write(value: Constant) -> Column:
    """A constant as a column."""
    match value:
        case bool():
            return Column(nw.lit(value), "boolean")
        case int():
            return Column(nw.lit(value, dtype=nw.Int64), "number", bound=abs(value))
        case Fraction():
            bound = abs(value.numerator)
            raw = nw.lit(value.numerator, dtype=nw.Int64)
            return Column(raw, "number", scale=value.denominator, bound=bound)
        case date():
            return Column(nw.lit(value, dtype=nw.Date), "date")
        case Duration():
            amount = value.months or value.days
            return Column(nw.lit(amount, dtype=nw.Int64), "duration", bound=abs(amount))
        case str():
            return Column(nw.lit(value), "choice")
        case Window() | frozenset():
            raise TypeError(f"{value} is no value of a column")


def as_column(cell: Constant | Column | Curve | Cases) -> Column:
    """One column for a cell that is known of somebody."""
    match cell:
        case Column():
            return cell
        case Curve():
            return cell.column()
        case Cases():
            return _of_cases(cell)
        case _:
            return write(cell)


def _of_cases(cases: Cases) -> Column:
    written = [write(value) for value, _ in cases.flags]
    scale = lcm(*(one.scale for one in written))
    first = written[0]
    exprs = [one.expr * (scale // one.scale) if scale > 1 else one.expr for one in written]
    result = nw.lit(None, dtype=dtype(first.kind))
    layer = 0
    for expr, (_, flag) in zip(reversed(exprs), reversed(cases.flags), strict=True):
        if isinstance(flag, Column):
            layer = max(layer, flag.layer)
            result = nw.when(flag.expr.fill_null(False)).then(expr).otherwise(result)
        elif flag is True:
            result = expr
    bound = max(one.bound * (scale // one.scale) for one in written)
    return Column(result, first.kind, layer, scale, bound)


def constant(cell: Cell) -> Any:
    """The constant that a cell is; only for cells that are neither unknown nor columns."""
    assert cell is not None and not is_column(cell)
    return cell


def dtype(kind: Kind) -> Any:
    """The type of the column that holds values of a kind while they are worked out."""
    return {"boolean": nw.Boolean, "date": nw.Date, "choice": nw.String}.get(kind, nw.Int64)
