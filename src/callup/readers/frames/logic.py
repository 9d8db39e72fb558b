"""Values that conditions decide between, and what operators make of them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

from callup.ir.nodes import Constant
from callup.readers.frames import kleene
from callup.readers.frames.cell import (
    Branch,
    Cell,
    Column,
    Curve,
    Formula,
    Members,
    Sheet,
    Values,
    Variable,
)
from callup.readers.frames.encode import Encoder
from callup.readers.frames.formula import Formulas, Truth, divided, union
from callup.readers.frames.settle import Settler

MOST_LEAVES = 250
"""Of how many pairs of values an operator is worked out before they become columns."""
TRUTHS = frozenset((True,))
BOTH = frozenset((True, False))


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The constants that a value may be, each by its type, with whether it is that one; `other`
    is whether it is any constant that is not among them: no, or unknown where nothing settles it.
    """

    truths: Mapping[tuple[type, Any], Truth]
    other: Truth

    def items(self) -> Iterator[tuple[Any, Truth]]:
        for (_, value), truth in self.truths.items():
            yield value, truth

    def of(self, value: Constant) -> Truth:
        """Whether the value is this one."""
        return self.truths.get(_typed(value), self.other)


def _typed(value: Constant) -> tuple[type, Any]:
    return type(value), value


def _joined(
    parts: Sequence[Alternatives | None], join: Callable[[Sequence[Truth]], Truth]
) -> Alternatives | None:
    """The alternatives of several parts, of each of which the truths are joined."""
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    keys = dict.fromkeys(key for part in known for key in part.truths)
    truths = {key: join([part.truths.get(key, part.other) for part in known]) for key in keys}
    return Alternatives(truths, join([part.other for part in known]))


@dataclass(slots=True)
class Logic:
    """Formulas, what they settle to, and the columns that they become."""

    sheet: Sheet
    formulas: Formulas = field(default_factory=Formulas)
    settler: Settler = field(init=False)
    encoder: Encoder = field(init=False)
    _kept: list[Cell] = field(default_factory=list)
    _columns: dict[int, Cell] = field(default_factory=dict)
    _alternatives: dict[int, Alternatives | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.settler = Settler(self.formulas)
        self.encoder = Encoder(self.formulas, self.sheet)

    # choices

    def choose(self, condition: Truth, then: Cell, otherwise: Cell) -> Cell:
        """The branch that a condition selects; where it is unknown, what both branches share."""
        if condition is True or condition is False:
            return then if condition else otherwise
        if same(then, otherwise):
            return then
        if is_truth(then) and is_truth(otherwise):
            return self.formulas.choose(condition, then, otherwise)  # type: ignore[arg-type]
        if isinstance(then, (Members, frozenset)) or isinstance(otherwise, (Members, frozenset)):
            names = dict.fromkeys((*names_of(then), *names_of(otherwise)))
            return Members(
                {n: self.choose(condition, has(then, n), has(otherwise, n)) for n in names}
            )
        return Branch(self.formulas.plain(condition), then, otherwise)

    def lift(self, function: Callable[..., Cell], *cells: Cell) -> Cell:
        """A function of values, of each that conditions decide between."""
        sizes = [sum(1 for _ in leaves(cell)) for cell in cells if isinstance(cell, Branch)]
        if len(sizes) > 1 and prod(sizes) > MOST_LEAVES:
            cells = tuple(self.column(c) if isinstance(c, Branch) else c for c in cells)
        return self._lift(function, cells)

    def _lift(self, function: Callable[..., Cell], cells: tuple[Cell, ...]) -> Cell:
        for index, cell in enumerate(cells):
            if isinstance(cell, Branch):
                before, after = cells[:index], cells[index + 1 :]
                return self._by_cases(
                    cell,
                    lambda one: self._lift(function, (*before, one, *after)),  # noqa: B023
                )
        return function(*cells)

    def _by_cases(self, cell: Branch, result: Callable[[Cell], Cell]) -> Cell:
        """What comes of each value; where one variable chooses, each result stands once."""
        variable = cell.condition.variable
        if variable is None or isinstance(variable.domain, range):
            then, otherwise = result(cell.then), result(cell.otherwise)
            return self.choose(self.formulas.truth(cell.condition), then, otherwise)
        groups: list[tuple[Cell, Values]] = []

        def add(value: Cell, values: Values) -> None:
            for index, (other, before) in enumerate(groups):
                if same(other, value):
                    groups[index] = (other, union(before, values))
                    return
            groups.append((value, values))

        left: Values = variable.domain
        one: Cell = cell
        while isinstance(one, Branch) and one.condition.variable == variable:
            inside, left = divided(left, one.condition.holds)
            add(result(one.then), inside)
            one = one.otherwise
        add(result(one), left)
        found, _ = groups[0]
        for value, values in groups[1:]:
            found = self.choose(self.formulas.atom(variable, values), value, found)
        return found

    def alternatives(self, cell: Cell) -> Alternatives | None:
        """Of a value among constants, which it may be; None where it may be a column.

        Each part that conditions decide between is looked at once, however often it stands there.
        """
        if isinstance(cell, Branch):
            if id(cell) not in self._alternatives:
                self._kept.append(cell)  # so that its id stays its own
                self._alternatives[id(cell)] = self._alternatives_of(cell)
            return self._alternatives[id(cell)]
        if isinstance(cell, (Column, Curve, Members, Formula)):
            return None
        return Alternatives({}, None) if cell is None else Alternatives({_typed(cell): True}, False)

    def _alternatives_of(self, cell: Branch) -> Alternatives | None:
        variable = cell.condition.variable
        if variable is None or isinstance(variable.domain, range):
            two = [self.alternatives(one) for one in (cell.then, cell.otherwise)]
            condition = self.formulas.truth(cell.condition)
            return _joined(two, lambda truths: self.formulas.choose(condition, *truths))
        found: list[Alternatives | None] = []
        places: list[Values] = []
        left: Values = variable.domain
        one: Cell = cell
        while isinstance(one, Branch) and one.condition.variable == variable:
            inside, left = divided(left, one.condition.holds)
            found.append(self.alternatives(one.then))
            places.append(inside)
            one = one.otherwise
        found.append(self.alternatives(one))
        places.append(left)

        def among(truths: Sequence[Truth]) -> Truth:
            groups: dict[Truth, Values] = {}
            for truth, values in zip(truths, places, strict=True):
                groups[truth] = union(groups[truth], values) if truth in groups else values
            (result, _), *others = groups.items()
            for truth, values in others:
                result = self.formulas.choose(self.formulas.atom(variable, values), truth, result)
            return result

        return _joined(found, among)

    # columns

    def settled(self, truth: Truth) -> Cell:
        """A truth as a column, in the form that says unknown least."""
        return self.encoder.encode(self.settler.settle(truth))

    def certain(self, truth: Truth) -> Cell:
        """Where a truth is known to be yes; never unknown."""
        return self.encoder.certain(self.settler.settle(truth))

    def column(self, cell: Cell) -> Cell:
        """A value as one column: a constant, unknown for everybody, or a Column (or Members)."""
        match cell:
            case Formula():
                return self.settled(cell)
            case Curve():
                return None if cell.absent else cell.column()
            case Column():
                return None if cell.absent else cell
            case Members():
                return Members({name: self.column(one) for name, one in cell.inside.items()})
            case Branch():
                if id(cell) not in self._columns:
                    self._kept.append(cell)  # so that its id stays its own
                    self._columns[id(cell)] = self._column(cell)
                return self._columns[id(cell)]
            case _:
                return cell

    def _column(self, cell: Branch) -> Cell:
        condition = self.settled(self.formulas.truth(cell.condition))
        then, otherwise = (
            self.shared(self.column(cell.then)),
            self.shared(self.column(cell.otherwise)),
        )
        return self.shared(kleene.choose(self.shared(condition), then, otherwise))

    def shared(self, cell: Cell) -> Cell:
        return self.sheet.share(cell) if isinstance(cell, Column) else cell

    def relation(self, key: tuple[Hashable, ...], column: Cell, facts: tuple[str, ...]) -> Truth:
        """A truth that a column tells, and that is taken to depend on nothing else."""
        if not isinstance(column, Column):
            assert column is None or isinstance(column, bool)
            return column
        variable = Variable(("relation", *key), BOTH, facts)
        self.formulas.columns.setdefault(variable, lambda _: column)
        return self.formulas.atom(variable, TRUTHS)

    def keep(self, *cells: Cell) -> tuple[Hashable, ...]:
        """What tells cells apart, for as long as this lives."""
        self._kept.extend(cells)
        return tuple(
            id(one) if isinstance(one, (Column, Curve, Members)) else (type(one), one)
            for one in cells
        )

    def known(self, name: str, given: Cell) -> Truth:
        """Whether a fact was given; known of every row."""
        if given is None:
            return False
        if isinstance(given, Members):
            tests = [self.known(f"{name} {n}", one) for n, one in given.inside.items()]
            return self.formulas.conjunction(*tests)
        assert isinstance(given, Column)
        column = Column(~given.expr.is_null(), "boolean", given.reads, sure=True)
        return self.formulas.row(("known", name), column)


def as_truth(cell: Cell) -> Truth:
    assert cell is None or isinstance(cell, (bool, Formula))
    return cell


def is_truth(cell: Cell) -> bool:
    return cell is None or isinstance(cell, (bool, Formula))


def same(first: Cell, second: Cell) -> bool:
    """Whether two values are one for everybody, or both unknown for everybody."""
    if first is second:
        return True
    parts = (Formula, Column, Curve, Members, Branch)
    if isinstance(first, parts) or isinstance(second, parts):
        return False
    return type(first) is type(second) and bool(first == second)


def has(cell: Cell, name: str) -> Truth:
    """Whether a set contains a value."""
    if isinstance(cell, Members):
        return as_truth(cell.inside.get(name, False))
    assert cell is None or isinstance(cell, frozenset)
    return None if cell is None else name in cell


def names_of(cell: Cell) -> tuple[str, ...]:
    if isinstance(cell, Members):
        return tuple(cell.inside)
    assert cell is None or isinstance(cell, frozenset)
    return () if cell is None else tuple(sorted(cell))


def leaves(cell: Cell) -> Iterator[Cell]:
    """The values that conditions decide between."""
    left = [cell]
    while left:
        one = left.pop()
        if isinstance(one, Branch):
            left += [one.otherwise, one.then]
        else:
            yield one
