"""Who there may be: the facts of a person and the open switches, as variables of the solver."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import z3

from callup.ir.facts import EARLIEST, LARGEST, LATEST
from callup.ir.nodes import Constant
from callup.ir.program import FactType, Program
from callup.readers.proof.cone import Cone
from callup.readers.proof.days import Days, Length
from callup.readers.proof.line import Line, Point, Variable, formula, of_variable
from callup.readers.proof.logic import Bool, Truth, known
from callup.readers.proof.value import Base, Choice, Members, Valued, constant
from callup.values.calendar import Duration
from callup.values.number import whole

SCALES = {"money": 100, "number": 10**6}
"""In how many steps one is counted; a fact has no more decimals."""


@dataclass(slots=True)
class Space:
    """The variables of one question, after the facts and switches of a program."""

    program: Program
    cones: dict[int, Cone] = field(default_factory=dict)
    """What formulas read, kept from one question to the next."""
    context: z3.Context = field(default_factory=z3.Context)
    days: Days = field(init=False)
    facts: dict[str, Truth | Valued] = field(default_factory=dict)
    switches: dict[str, Choice] = field(default_factory=dict)
    past: dict[tuple[str, int], tuple[Truth | Valued, Point]] = field(default_factory=dict)
    """Facts of the day as they were on other days, by the day's term."""
    terms: dict[str, list[Any]] = field(default_factory=dict)
    """The variables of Z3 that make up a fact or switch."""

    def __post_init__(self) -> None:
        self.days = Days(self.program.calendar, self.context)

    def cone(self, program: Program) -> Cone:
        """What the formulas of a program read."""
        if id(program) not in self.cones:
            self.cones[id(program)] = Cone(program)
        return self.cones[id(program)]

    @property
    def constraints(self) -> list[Any]:
        """What every person and every new number must meet; it grows with what is encoded."""
        return self.days.constraints

    def fact(self, name: str) -> Truth | Valued:
        """A fact as it is on the day asked about."""
        if name not in self.facts:
            self.terms[name] = []
            self.facts[name] = self._fresh(self.program.facts[name], name, None)
        return self.facts[name]

    def fact_on(self, name: str, day: Point) -> Truth | Valued:
        """A fact of the day as it was on another day: a function of the day."""
        term = formula(day, self.context)
        key = (name, term.get_id())
        if key not in self.past:
            self.terms.setdefault(name, [])
            self.past[key] = (self._fresh(self.program.facts[name], f"{name}@", term), day)
        return self.past[key][0]

    def _fresh(self, fact: FactType, name: str, day: Any) -> Truth | Valued:
        match fact.type.kind:
            case "boolean":
                return known(self._variable(fact.name, name, z3.BoolSort(self.context), day))
            case "choice":
                return constant(self._choice(fact, name, day))
            case "set":
                members = [value for value, _ in self.program.values[fact.type.of]]
                sort = z3.BoolSort(self.context)
                found = [(m, self._variable(fact.name, f"{name}/{m}", sort, day)) for m in members]
                return constant(Members(tuple(found)))
            case _:
                return constant(self._line(fact, name, day))

    def _variable(self, fact: str, name: str, sort: Any, day: Any) -> Any:
        if day is None:
            found = z3.Const(name, sort)
            self.terms[fact].append(found)
            return found
        return z3.Function(name, z3.IntSort(self.context), sort)(day)

    def _choice(self, fact: FactType, name: str, day: Any) -> Choice:
        values = tuple(value for value, _ in self.program.values[fact.type.of])
        return self._bits(fact.name, name, values, day)

    def _bits(self, owner: str, name: str, values: tuple[str, ...], day: Any) -> Choice:
        width = max(1, (len(values) - 1).bit_length())
        term = self._variable(owner, name, z3.BitVecSort(width, self.context), day)
        if len(values) < 2**width:
            self.constraints.append(z3.ULT(term, z3.BitVecVal(len(values), width, self.context)))
        return Choice(term, values)

    def _line(self, fact: FactType, name: str, day: Any) -> Line:
        low, high, scale = bounds(fact)
        place = self._variable(fact.name, name, z3.IntSort(self.context), day)
        self.constraints.extend((place >= low, place <= high))
        return of_variable(Variable(place, low, high, scale))

    def stands(self, state: str, region: str) -> Bool:
        """Whether a state stands in a region, where that is left open; `""` is nationwide."""
        return z3.Bool(f"state:{state}/{region}", self.context)

    def switch(self, name: str) -> Choice:
        """A switch that is open."""
        if name not in self.switches:
            self.terms[name] = []
            settings = self.program.switches[name].settings
            self.switches[name] = self._bits(name, name, settings, None)
        return self.switches[name]


def bounds(fact: FactType) -> tuple[int, int, int]:
    """The least and greatest place of a fact on a line, and how many places make one."""
    if fact.type.kind == "date":
        return EARLIEST.toordinal(), LATEST.toordinal() - 1, 1
    scale = SCALES.get(fact.type.kind, 1)
    lowest = 0 if fact.type.kind == "money" else -LARGEST
    low = fact.low if fact.low is not None else lowest
    high = fact.high if fact.high is not None else LARGEST
    return int(low * scale), int(high * scale), scale


def base_of(value: Constant) -> Base:
    """A constant as a base: days are numbers, durations lengths."""
    match value:
        case date():
            return value.toordinal()
        case Duration(months=months, days=days):
            return Length(months, days)
        case _:
            return value


def result_of(value: Constant) -> Truth | Valued:
    """A constant as what a formula is worth."""
    if isinstance(value, bool):
        return known(value)
    return constant(base_of(value))


def at_place(fact: FactType, place: int) -> Constant:
    """The value of a fact on a line that stands at a place."""
    if fact.type.kind == "date":
        return date.fromordinal(place)
    return whole(Fraction(place, SCALES.get(fact.type.kind, 1)))
