"""What a formula is worth for a whole column of people: a constant, unknown, or an expression."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

import narwhals as nw

from callup.ir.nodes import Constant
from callup.ir.types import Kind
from callup.values.calendar import Duration, Window

PREFIX = "__callup_"
"""What the names of columns begin with that stand only while an answer is worked out."""

SHARED = re.compile(rf"\b{PREFIX}\d+\b")
"""What the names of shared columns look like, as an expression that reads them is written."""

LARGEST = 2**62
"""No number in a column may grow beyond it, for columns count in 64 bits."""


Values = frozenset[Any] | range
"""Some of the values of a variable; those on a line are counted, and lie side by side."""


@dataclass(frozen=True, slots=True)
class Variable:
    """Something that may not be known: a fact, a switch, or a relation between facts.

    `facts` are the names by which it is missing.
    """

    key: tuple[Hashable, ...]
    domain: Values = field(compare=False)
    facts: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """A truth over some variables; `parts` are inside it.

    An `atom` says that its variable has one of the values `holds`, and `column` is where that is
    told, null where it is not known; without a column it is known of nobody. One without a
    variable is known of everybody. `never` is what nothing can settle; `settled` says that it
    stands inside.
    """

    kind: str
    parts: tuple[Formula, ...] = ()
    variable: Variable | None = None
    holds: Values = frozenset()
    column: Column | None = None
    variables: frozenset[Variable] = frozenset()
    never: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """An expression whose null is unknown; it may be read once `layer` layers are laid down.

    Numbers are integers: their worth times `scale`, never beyond `bound`. Days are dates, or with
    `ordinal` their numbers. Durations are numbers of days or months. Choices are text, or
    `coded`, which compares with a word at once and with nothing else. One that is `sure` is never
    unknown, one that is `named` stands in the table by that name, and one that is `absent` is
    unknown of everybody. One that is a choice as it was given has its `variable`.
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
    absent: bool = False
    variable: Variable | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A function of one fact on a line, as it is counted there, that rises (+1) or falls (-1).

    Compared with a constant it is one comparison of that fact with a place on the `line`, which
    `under` makes; `column` works it out where that is not enough. Of a fact that is `absent` the
    table has no column.
    """

    line: range
    under: Callable[[int], Any]
    function: Callable[[int], Any]
    direction: int
    kind: Kind
    column: Callable[[], Column]
    absent: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """A set: whether it contains each of its possible values."""

    inside: Mapping[str, Cell]


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """One of two values by a condition; where that is unknown, what both share."""

    condition: Formula
    then: Cell
    otherwise: Cell


Cell: TypeAlias = "Constant | Column | Curve | Members | Branch | Formula | None"
"""None is unknown for everybody, whatever is known of them."""


@dataclass(slots=True)
class Sheet:
    """Columns that are worked out once and read often, in layers that follow on each other.

    `bound` gives the day, as an expression, with which a fact is compared, of which it is told the
    name and the column; counting over days puts one there that is another on another day.
    """

    layers: list[dict[str, nw.Expr]] = field(default_factory=list)
    count: int = 0
    bound: Callable[[str, Column, date], nw.Expr] = lambda name, column, day: nw.lit(
        day, dtype=nw.Date
    )

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

    def lay(self, frame: Any, read: Iterable[nw.Expr] | None = None) -> Any:
        """The frame with all shared columns; or with those of them that `read` names.

        Polars carries none further than it is read. Engines of SQL carry all that they are told
        to, through every layer, and the time that they take to plan it grows with its square.
        """
        if read is None or frame.implementation.is_polars():
            for layer in self.layers:
                frame = frame.with_columns(**layer) if layer else frame
            return frame
        kept, laid = list(frame.collect_schema()), self._alive(read)
        for layer, alive in zip(self.layers, laid, strict=True):
            if layer:
                below = (name for name in alive if name not in layer)
                frame = frame.select(*kept, *below, **layer)
        return frame

    def _alive(self, read: Iterable[nw.Expr]) -> list[list[str]]:
        """For each layer, which columns of it and of those below are read above it."""
        needed = {name for one in read for name in SHARED.findall(repr(one))}
        found = []
        for depth in reversed(range(len(self.layers))):
            below = [name for layer in self.layers[: depth + 1] for name in layer]
            found.append([name for name in below if name in needed])
            needed.update(
                n for one in self.layers[depth].values() for n in SHARED.findall(repr(one))
            )
        return found[::-1]


def is_column(cell: Cell) -> bool:
    return isinstance(cell, (Column, Curve, Members))


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


def as_column(cell: Constant | Column | Curve) -> Column:
    """One column for a cell that is known of somebody."""
    match cell:
        case Column():
            return cell
        case Curve():
            return cell.column()
        case _:
            return write(cell)


def constant(cell: Cell) -> Any:
    """The constant that a cell is; only for cells that are neither unknown nor columns."""
    assert cell is not None and not is_column(cell)
    return cell


def dtype(kind: Kind) -> Any:
    """The type of the column that holds values of a kind while they are worked out."""
    return {"boolean": nw.Boolean, "date": nw.Date, "choice": nw.String}.get(kind, nw.Int64)
