"""What a formula is worth for a whole column of people: a constant, unknown, or an expression."""

from __future__ import annotations

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

NOTHING: frozenset[str] = frozenset()

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
    """An expression whose null is unknown; `reads` names the shared columns that stand in it.

    Numbers are integers: their worth times `scale`, never beyond `bound`. Days are dates, or with
    `ordinal` their numbers. Durations are numbers of days or months. Choices are text, or
    `coded`, which compares with a word at once and with nothing else. One that is `sure` is never
    unknown, one that is `named` stands in the table by that name, and one that is `absent` is
    unknown of everybody. One that is a choice as it was given has its `variable`.
    """

    expr: nw.Expr
    kind: Kind
    reads: frozenset[str] = NOTHING
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

    `columns` are as they were before they were shared, by their names there; `depths` tells on
    which layer each is laid down. `bound` gives the day, as an expression, with which a fact is
    compared, of which it is told the name and the column; counting over days puts one there that
    is another on another day.
    """

    columns: dict[str, Column] = field(default_factory=dict)
    depths: dict[str, int] = field(default_factory=dict)
    count: int = 0
    bound: Callable[[str, Column, date], nw.Expr] = lambda name, column, day: nw.lit(
        day, dtype=nw.Date
    )

    def copy(self) -> Sheet:
        """A sheet that goes on from here, and leaves this one as it is."""
        return replace(self, columns=dict(self.columns), depths=dict(self.depths))

    def share(self, column: Column) -> Column:
        """The same column, laid down under a name of its own unless it has one."""
        if column.named:
            return column
        name = f"{PREFIX}{self.count}"
        self.count += 1
        self.columns[name] = column
        self.depths[name] = max((self.depths[one] + 1 for one in column.reads), default=0)
        return replace(column, expr=nw.col(name), reads=frozenset((name,)), named=True)

    def lay(self, frame: Any, read: Iterable[Column]) -> Any:
        """The frame with the shared columns that some columns read.

        Polars carries none further than it is read. Engines of SQL carry all that they are told
        to, through every layer, and the time that they take to plan it grows with its square.
        """
        layers, last = self._layers(reads_of(*read))
        if frame.implementation.is_polars():
            for layer in layers:
                frame = frame.with_columns(**exprs(layer))
            return frame
        own, carried = list(frame.collect_schema()), list[str]()
        for depth, layer in enumerate(layers):
            carried = [name for name in carried if last[name] > depth]
            frame = frame.select(*own, *carried, **exprs(layer))
            carried += layer
        return frame

    def _layers(self, read: frozenset[str]) -> tuple[list[dict[str, Column]], dict[str, int]]:
        """What is laid down on each layer so that some columns can be read above them, and for
        each column the last layer that reads it, which is none of them where it is read above."""
        left, needed = list(read), dict.fromkeys(read, len(self.columns))
        while left:
            name = left.pop()
            for one in self.columns[name].reads:
                if one not in needed:
                    left.append(one)
                needed[one] = max(needed.get(one, 0), self.depths[name])
        layers: list[dict[str, Column]] = []
        for name, column in self.columns.items():
            if name in needed:
                layers += ({} for _ in range(self.depths[name] + 1 - len(layers)))
                layers[self.depths[name]][name] = column
        return layers, needed


def exprs(columns: Mapping[str, Column]) -> dict[str, nw.Expr]:
    """Columns as what they are worked out by, once what they read is laid down."""
    return {name: column.expr for name, column in columns.items()}


def is_column(cell: Cell) -> bool:
    return isinstance(cell, (Column, Curve, Members))


def reads_of(*columns: Column) -> frozenset[str]:
    """The shared columns that stand in any of these."""
    return NOTHING.union(*(one.reads for one in columns))


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


def as_flag(cell: Cell) -> Column:
    """A truth that is never unknown as a column."""
    return cell if isinstance(cell, Column) else write(cell is True)


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
