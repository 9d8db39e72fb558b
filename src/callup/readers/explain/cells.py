"""Cuts a fact on a line into cells within which every comparison says the same.

A comparison with known values turns in one place, which is found by halving. What compares two
unknown values is cut where it reaches the other's own cuts; `exact` goes through such cells by
their ends and middle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from callup.ir.facts import EARLIEST, LATEST
from callup.readers.explain.along import along, branches
from callup.readers.explain.clock import turning_days
from callup.readers.explain.compile import Engine
from callup.readers.explain.partial import Algebra, Assigned, Residual, Value, Variable
from callup.readers.explain.situation import Situation
from callup.values.number import whole

MOST_PLACES = 500
"""A stretch in which a comparison moves both ways is gone through value by value up to this."""


class TooManyCases(Exception):
    """The case split passed its bound."""


@dataclass(slots=True)
class Scale:
    """The values of a fact on a line as whole numbers, so that cuts can be searched for."""

    engine: Engine
    name: str
    low: int = field(init=False)
    high: int = field(init=False)
    step: int = field(init=False)

    def __post_init__(self) -> None:
        fact = self.engine.program.facts[self.name]
        self.step = {"money": 100, "number": 10**6}.get(fact.type.kind, 1)
        if fact.type.kind == "date":
            self.step = 0
            self.low, self.high = EARLIEST.toordinal(), LATEST.toordinal() - 1
            return
        lowest = 0 if fact.type.kind == "money" else -(10**15)
        low = fact.low if fact.low is not None else lowest
        high = fact.high if fact.high is not None else 10**15
        self.low, self.high = int(low * self.step), int(high * self.step)

    def value(self, place: int) -> Value:
        if self.step == 0:
            return date.fromordinal(place)
        return place if self.step == 1 else whole(Fraction(place, self.step))

    def place(self, value: Value) -> int:
        """The place of a value, held within the scale; between two places the lower one."""
        if self.step == 0:
            found: int = value.toordinal()
        else:
            found = int(Fraction(value) * self.step // 1)
        return min(max(found, self.low), self.high)


@dataclass(slots=True)
class Cutter:
    """Finds where the comparisons that a variable stands in turn along its line."""

    engine: Engine
    situation: Situation
    scale: Scale
    variable: Variable
    root: Residual
    found: set[int] = field(default_factory=set)
    related: bool = False

    @property
    def algebra(self) -> Algebra:
        return self.engine.algebra

    def cuts(self) -> tuple[list[int], bool]:
        """The first places of all cells but the first; whether other unknowns are compared."""
        atoms: dict[int, Residual] = {}
        _atoms(self.root, self.variable, atoms, set())
        # inner conditions come before what they stand in, so that between their turns it moves one
        # way; windows come last: they are cut in the years that the other cuts lie in
        inner_first = reversed(list(atoms.values()))
        for atom in sorted(inner_first, key=lambda one: one.operator == "within"):
            self.cut(atom)
        inner = sorted(c for c in self.found if self.scale.low < c <= self.scale.high)
        return inner, self.related

    def cut(self, atom: Residual) -> None:
        if atom.operator == "pending":
            self.law_days(atom)
        elif atom.variables == {self.variable}:
            self.cut_alone(atom)
        else:
            self.cut_related(atom)

    def cut_alone(self, atom: Residual) -> None:
        """The places where a comparison with known values turns."""
        if atom.operator == "within":
            self.cut_window(atom)
        elif atom.operator in ("equal", "member"):
            self.cut_equal(atom)
        elif atom.operator in ("less", "at_most"):
            self.search_pieces(atom)
        else:
            # a value of its own, such as an amount: every place may differ, so look at both ends
            self.related = True

    def at(self, atom: Residual, place: int) -> Value:
        return self.algebra.substitute(atom, {self.variable: self.scale.value(place)})

    def search_pieces(self, atom: Residual) -> None:
        """The places where a comparison turns, between the cuts found so far."""
        if branches(atom, self.variable):
            inner = sorted(c for c in self.found if self.scale.low < c <= self.scale.high)
            self.search_between(atom, inner)
            return
        # nothing but the comparison itself tells where it turns
        known = self.algebra.turns.get((id(atom), self.variable))
        if known is None:
            alone = Cutter(self.engine, self.situation, self.scale, self.variable, self.root)
            alone.search_between(atom, [])
            known = self.algebra.turns[id(atom), self.variable] = (atom, frozenset(alone.found))
        self.found |= known[1]

    def search_between(self, atom: Residual, inner: list[int]) -> None:
        pieces = zip([self.scale.low, *inner], [*inner, self.scale.high + 1], strict=True)
        for start, end in pieces:
            middle: Assigned = {self.variable: self.scale.value((start + end - 1) // 2)}
            if along(atom, self.variable, middle, self.algebra) != 0:
                self.search(lambda place: self.at(atom, place), start, end - 1)
            elif end - start <= MOST_PLACES:
                self.found.update(range(start, end + 1))
            else:
                # it moves both ways, and there are too many values to try each
                raise TooManyCases

    def search(
        self, at: Callable[[int], Value], low: int | None = None, high: int | None = None
    ) -> None:
        """The one place where a monotone comparison turns, by halving."""
        low = self.scale.low if low is None else low
        high = self.scale.high if high is None else high
        first, last = at(low), at(high)
        if first is last:
            return
        while high - low > 1:
            middle = (low + high) // 2
            if at(middle) is first:
                low = middle
            else:
                high = middle
        self.found.add(high)

    def cut_equal(self, atom: Residual) -> None:
        """Equality holds from where the left side reaches the right up to where it passes it."""
        a, b = atom.arguments
        lowest: Assigned = {self.variable: self.scale.value(self.scale.low)}
        if isinstance(self.algebra.substitute(a, lowest), (str, bool, frozenset)):
            return  # what it compares is no line; the day stands inside, and is cut there
        for operator in ("less", "at_most"):
            parted = self.algebra.operators[operator](a, b)
            if isinstance(parted, Residual):
                self.search_pieces(parted)

    def cut_window(self, atom: Residual) -> None:
        """The borders of a part of the year, in all years near the other cuts and the day."""
        window = atom.arguments[1]
        today = self.situation.day
        years = {today.year + n for n in (-2, -1, 0, 1, 2)}
        for cut in list(self.found):
            year = self.scale.value(cut).year
            years |= {year + n for n in (-2, -1, 0, 1, 2)}
        for year in sorted(years):
            for month, place in (window.start, window.end):
                border = date(year, month, min(place, 28))
                for offset in range(-3, 5):
                    self.step_around(atom, (border + timedelta(days=offset)).toordinal())

    def step_around(self, atom: Residual, target: int) -> None:
        """Cuts at a place where the inner day reaches `target` and the answer turns there."""
        day = atom.arguments[0]

        def reached(place: int) -> bool:
            found = self.algebra.substitute(day, {self.variable: self.scale.value(place)})
            return isinstance(found, date) and found.toordinal() >= target

        low, high = self.scale.low, self.scale.high
        if reached(low) or not reached(high):
            return
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if reached(middle) else (middle, high)
        if self.at(atom, high - 1) is not self.at(atom, high):
            self.found.add(high)

    def cut_related(self, atom: Residual) -> None:
        """A comparison with another unknown: cut where it reaches the other's own values."""
        self.related = True
        others = atom.variables - {self.variable}
        for probe in self.probes(atom, others):
            part = self.algebra.substitute(atom, probe)
            if isinstance(part, Residual) and part.operator in ("less", "at_most"):
                self.search_pieces(part)
            elif isinstance(part, Residual) and part.operator == "equal":
                self.cut_equal(part)

    def probes(self, atom: Residual, others: Iterable[Variable]) -> list[dict[Variable, Value]]:
        """Values of the other unknowns at which this one should be cut: those of their cells."""
        found: list[dict[Variable, Value]] = [{}]
        for other in sorted(others):
            if other[0] != "fact" or not self.engine.program.facts[other[1]].type.is_line:
                values = self.few(other)
            else:
                scale = Scale(self.engine, other[1])
                near = [scale.place(self.situation.day)] if scale.step == 0 else [0]
                values = [scale.value(p) for p in (*self.fixed(other, scale), *near)]
            found = [{**one, other: value} for one in found for value in values][:64]
        return found

    def few(self, other: Variable) -> list[Value]:
        if other[0] == "switch":
            return list(self.engine.program.switches[other[1]].settings)
        type = self.engine.program.facts[other[1]].type if other[0] == "fact" else None
        if type is None or type.kind == "boolean":
            return [False, True]
        return [name for name, _ in self.engine.program.values[type.of]][:32]

    def fixed(self, other: Variable, scale: Scale) -> list[int]:
        """The cuts that another unknown has by itself, and their neighbours."""
        atoms: dict[int, Residual] = {}
        _atoms(self.root, other, atoms, set())
        inner = Cutter(self.engine, self.situation, scale, other, self.root)
        for atom in atoms.values():
            if atom.variables == {other}:
                inner.cut_alone(atom)
        return sorted(
            {p for cut in inner.found for p in (cut - 1, cut) if scale.low <= p <= scale.high}
        )

    def law_days(self, pending: Residual) -> None:
        """The days on which the law that `as of` looks at changes, and the person's own days."""
        node, day = pending.arguments[0]
        inputs = self.engine.cones.inputs_of(node.body)
        targets = set(self.engine.cones.days_of(inputs))
        targets |= turning_days(self.engine, node.body, self.situation)
        if any(self.engine.program.facts[name].kind == "of the day" for name in inputs.facts):
            targets |= {self.situation.given_on, self.situation.day}
            targets |= {self.situation.day + timedelta(days=1)}
        for target in sorted(targets):
            self.reach(day, target.toordinal())
        if inputs.facts - self.situation.person.facts.keys():
            self.related = True

    def reach(self, day: Value, target: int) -> None:
        """Cuts where the day of `as of` reaches a day."""
        if day.operator == "variable":
            self.found.add(target)
            return

        def reached(place: int) -> Value:
            found = self.algebra.substitute(day, {self.variable: self.scale.value(place)})
            return isinstance(found, date) and found.toordinal() >= target

        self.search(reached)


def _atoms(value: Residual, variable: Variable, found: dict[int, Residual], seen: set[int]) -> None:
    """The comparisons in a residual that a variable on a line stands in, and pending parts."""
    if id(value) in seen or variable not in value.variables:
        return
    seen.add(id(value))
    if value.operator in ("less", "at_most", "equal", "member", "within", "pending"):
        found[id(value)] = value
        for argument in value.arguments:
            if isinstance(argument, Residual):
                _conditions_inside(argument, variable, found, seen)
        return
    inner = [a for a in value.arguments if isinstance(a, Residual)]
    if value.operator in ("and", "or", "not", "if", "decide", "read", "valid"):
        for argument in inner:
            if argument.operator == "variable" and argument.arguments[0] == variable:
                found[id(argument)] = argument
            else:
                _atoms(argument, variable, found, seen)
        return
    # arithmetic that is itself the answer
    found[id(value)] = value


def _conditions_inside(
    value: Residual, variable: Variable, found: dict[int, Residual], seen: set[int]
) -> None:
    """Comparisons nested in the sides of a comparison, through branches."""
    if variable not in value.variables:
        return
    if value.operator in ("if", "decide", "read", "and", "or", "not", "pending"):
        _atoms(value, variable, found, seen)
        return
    for argument in value.arguments:
        if isinstance(argument, Residual):
            _conditions_inside(argument, variable, found, seen)
