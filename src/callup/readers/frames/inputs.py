"""What formulas begin with: facts as columns give them, and the switches that are set."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce

import narwhals as nw

from callup.ir.facts import EARLIEST, LATEST
from callup.ir.facts import LARGEST as LARGEST_FACT
from callup.ir.program import FactType, Program
from callup.ir.types import Kind
from callup.readers.frames.cell import Cell, Column, Members, Values, Variable, dtype
from callup.readers.frames.curve import of_fact
from callup.readers.frames.formula import Truth
from callup.readers.frames.logic import BOTH, TRUTHS, Logic
from callup.values.number import Number

SCALE = {"money": 100, "number": 10**6}
FEW = 8
"""Among so many words or fewer, one is sought by comparing it with each."""


@dataclass(slots=True)
class Inputs:
    """The facts and switches of a program; `given` are the facts of which there is a column."""

    program: Program
    settings: Mapping[str, str]
    given: Mapping[str, Cell]
    logic: Logic
    closers: dict[str, list[FactType]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for fact in self.program.facts.values():
            for name in fact.closed:
                self.closers.setdefault(name, []).append(fact)

    def fact(self, name: str, key: tuple[Hashable, ...], given: Cell) -> Cell:
        """A fact as it was given; `key` tells it apart from the same on another day."""
        fact = self.program.facts[name]
        match fact.type.kind:
            case "boolean":
                return self.truth(Variable(key, BOTH, (name,)), given)
            case "choice":
                return self.choice(fact, key, given)
            case "set":
                return self.members(fact, key, given)
            case _:
                return self.on_a_line(fact, key, given)

    def truth(self, variable: Variable, given: Cell) -> Truth:
        if isinstance(given, Column):
            self.logic.formulas.columns.setdefault(variable, lambda _: given)
        return self.logic.formulas.atom(variable, TRUTHS)

    def choice(self, fact: FactType, key: tuple[Hashable, ...], given: Cell) -> Cell:
        domain = frozenset(value for value, _ in self.program.values[fact.type.of])
        variable = Variable(key, domain, (fact.name,))
        if not isinstance(given, Column):
            empty = nw.lit(None, dtype=nw.String)
            return Column(empty, "choice", absent=True, variable=variable)

        def among(values: Values) -> Column:
            listed, others = sorted(values), sorted(domain.difference(values))
            if len(others) < len(listed):
                # one of the fewer others is sought faster, and is often asked for as well
                opposite = among(frozenset(others))
                return replace(opposite, expr=~opposite.expr)
            if len(listed) > (1 if given.coded else FEW):
                return Column(given.expr.is_in(listed), "boolean", given.reads)
            # text is looked up in a list much slower than it is compared
            expr = reduce(lambda a, b: a | b, (given.expr == one for one in listed))
            return Column(expr, "boolean", given.reads)

        self.logic.formulas.columns.setdefault(variable, among)
        return replace(given, variable=variable)

    def members(self, fact: FactType, key: tuple[Hashable, ...], given: Cell) -> Cell:
        values = [value for value, _ in self.program.values[fact.type.of]]
        inside = given.inside if isinstance(given, Members) else {}
        return Members(
            {
                value: self.truth(
                    Variable(("member", value, *key), BOTH, (fact.name,)), inside.get(value)
                )
                for value in values
            }
        )

    def on_a_line(self, fact: FactType, key: tuple[Hashable, ...], given: Cell) -> Cell:
        kind = fact.type.kind
        column = given
        if not isinstance(column, Column):
            empty = nw.lit(None, dtype=dtype(kind))
            column = Column(empty, kind, scale=scale_of(kind), absent=True)
        if kind == "date":
            return of_fact(line_of(fact), column, self.before(fact.name, key, column))
        return of_fact(line_of(fact), column, self.under(fact, key, column))

    def before(
        self, name: str, key: tuple[Hashable, ...], column: Column
    ) -> Callable[[int], Truth]:
        """Whether a day lies before another. Each is a variable of its own, for as days pass some
        move along the line and some do not: what holds of one day would not hold of the next."""

        def lies(place: int) -> Truth:
            day = date.fromordinal(place)
            variable = Variable((*key, "before", place), BOTH, (name,))
            expr = column.expr < self.logic.sheet.bound(name, column, day)
            found = Column(expr, "boolean", column.reads)
            return self.truth(variable, None if column.absent else found)

        return lies

    def under(
        self, fact: FactType, key: tuple[Hashable, ...], column: Column
    ) -> Callable[[int], Truth]:
        """Whether a number lies below another."""
        variable = Variable(key, line_of(fact), (fact.name,))

        def among(values: Values) -> Column:
            assert isinstance(values, range)
            expr = column.expr < nw.lit(values.stop, dtype=nw.Int64)
            return Column(expr, "boolean", column.reads)

        if not column.absent:
            self.logic.formulas.columns.setdefault(variable, among)

        def lies(place: int) -> Truth:
            return self.logic.formulas.atom(variable, range(line_of(fact).start, place))

        return lies

    def setting_in(self, switch: str, settings: frozenset[str]) -> Truth:
        """Whether a switch stands one of these ways; a variable of its own where it is open."""
        found = self.settings.get(switch)
        if found is not None:
            return found in settings
        known = self.program.switches[switch].settings
        variable = Variable(("switch", switch), frozenset(known), (switch,))
        return self.logic.formulas.atom(variable, settings)


def scale_of(kind: Kind) -> int:
    """By what a fact's worth is multiplied to be counted in whole numbers."""
    return SCALE.get(kind, 1)


def line_of(fact: FactType) -> range:
    """The places on its line that a fact may have, as it is counted."""
    if fact.type.kind == "date":
        return range(EARLIEST.toordinal(), LATEST.toordinal())
    scale = scale_of(fact.type.kind)
    lowest: Number = 0 if fact.type.kind == "money" else -LARGEST_FACT
    low = lowest if fact.low is None else fact.low
    high = LARGEST_FACT if fact.high is None else fact.high
    return range(int(low * scale), int(high * scale) + 1)
