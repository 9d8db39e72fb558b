"""What the passing of days may turn while the law stays as it is: comparisons that read the day.

A comparison turns on days that the person's own facts give. What it compares is written without
branches first: a term by its formula, a rule or branch by each value that it may give, a parameter
by each of its values. The days on which the one or the other of them is chosen are those of the
conditions that choose, which are comparisons of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from math import prod

from callup.ir.motion import Motion
from callup.ir.nodes import (
    Apply,
    AsOf,
    Const,
    Definition,
    Fact,
    If,
    Node,
    Parameter,
    Today,
    children,
    walk,
)
from callup.ir.program import Program, versions
from callup.ir.types import BOOLEAN
from callup.readers.frames.cone import cone, days_of, reads_facts_of_the_day

MOST_CASES = 64
"""In so many forms a comparison may be written without branches."""

COMPARISONS = ("less", "at_most", "equal", "member", "includes", "within")


class NotDescribed(Exception):
    """The days on which a formula turns cannot be told from its words."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A comparison that time may turn, and all that it may come to, without branches."""

    node: Apply
    cases: tuple[Apply, ...]


@dataclass(frozen=True, slots=True)
class Turning:
    """What may turn formulas: comparisons with facts, and conditions on the day alone."""

    atoms: tuple[Atom, ...]
    calendar: tuple[Node, ...]


@dataclass(slots=True)
class Moments:
    """Answers what may turn the formulas of a program under settings of its switches."""

    program: Program
    motion: Motion = field(init=False)
    _depends: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.motion = Motion(self.program)

    def borders(self, nodes: Iterable[Node]) -> tuple[date, ...]:
        """The days on which the law that these formulas read changes."""
        return tuple(sorted({day for node in nodes for day in days_of(self.program, node)}))

    def turning(self, nodes: Iterable[Node], law: date) -> Turning:
        """What may turn these formulas under the law of a day. Raises NotDescribed."""
        found = _Found(self, law)
        for node in nodes:
            found.read(node)
        return Turning(tuple(found.atoms.values()), tuple(found.calendar.values()))

    def own(self, name: str, law: date) -> Iterator[tuple[Node, bool]]:
        """The formulas of a definition by the law of a day, and whether each gives its value."""
        definition = self.program.definitions[name]
        if definition.formula is not None:
            yield definition.formula, False
        for _, line in definition.rules:
            for rule in versions(line.at(law)):
                yield rule.gives, True
                yield from ((condition.node, False) for condition in rule.conditions)

    def depends(self, node: Node) -> bool:
        """Whether a value may be another one on another day, by the same law."""
        match node:
            case Today():
                return True
            case AsOf():
                return self.depends(node.day) or reads_facts_of_the_day(self.program, node.body)
            case Definition(name=name):
                if name not in self._depends:
                    inner = self._formulas(name)
                    self._depends[name] = any(self.depends(one) for one in inner)
                return self._depends[name]
            case _:
                return any(self.depends(child) for child in children(node))

    def _formulas(self, name: str) -> Iterator[Node]:
        definition = self.program.definitions[name]
        if definition.formula is not None:
            yield definition.formula
        for _, line in definition.rules:
            for version in line.values:
                for rule in versions(version):
                    yield rule.gives
                    yield from (condition.node for condition in rule.conditions)

    def leaves(self, node: Node, law: date) -> tuple[Node, ...]:
        """All that a value may be, without branches. Raises NotDescribed where branches move."""
        match node:
            case If():
                return self._still(
                    (*self.leaves(node.then, law), *self.leaves(node.otherwise, law))
                )
            case Definition(name=name):
                formula = self.program.definitions[name].formula
                if formula is not None:
                    return self.leaves(formula, law)
                gives = [one for one, is_value in self.own(name, law) if is_value]
                return self._still(tuple(leaf for one in gives for leaf in self.leaves(one, law)))
            case Parameter():
                lines = [line for _, line in self.program.parameters[node.name].settings]
                settings = [one for line in lines for one in versions(line.at(law))]
                return tuple(dict.fromkeys(one.value for one in settings))
            case Apply() if self.depends(node):
                parts = [self.leaves(one, law) for one in node.arguments]
                if prod(len(part) for part in parts) > MOST_CASES:
                    raise NotDescribed
                return tuple(Apply(node.operator, one, node.type) for one in product(*parts))
            case _:
                return (node,)

    def _still(self, leaves: tuple[Node, ...]) -> tuple[Node, ...]:
        # which of two moving values it is may hang on whether they are equal that day
        if any(self.motion.moves(leaf) for leaf in leaves):
            raise NotDescribed
        return tuple(dict.fromkeys(leaves))


@dataclass(slots=True)
class _Found:
    """What was found in the formulas read so far."""

    moments: Moments
    law: date
    atoms: dict[int, Atom] = field(default_factory=dict)
    calendar: dict[int, Node] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)

    def read(self, node: Node) -> None:
        """A formula and all that it reads on the same day."""
        match node:
            case AsOf():
                self.as_of(node)
                self.read(node.day)
                return
            case Definition(name=name) if name not in self.names:
                self.names.add(name)
                for one, is_value in self.moments.own(name, self.law):
                    self.read(one)
                    if is_value and one.type != BOOLEAN and self.moves(one):
                        raise NotDescribed
            case Apply(operator="equal", arguments=(first, _)) if first.type == BOOLEAN:
                pass
            case Apply(operator=operator) if operator in COMPARISONS:
                self.compared(node)
        for child in children(node):
            self.read(child)

    def moves(self, node: Node) -> bool:
        leaves = self.moments.leaves(node, self.law)
        return any(self.moments.motion.moves(leaf) for leaf in leaves)

    def compared(self, node: Apply) -> None:
        if not self.moments.depends(node):
            return
        if not any(isinstance(one, (Fact, Parameter, AsOf)) for one in self.inside(node)):
            self.calendar[id(node)] = node
            return
        sides = [self.moments.leaves(one, self.law) for one in node.arguments]
        if prod(len(side) for side in sides) > MOST_CASES:
            raise NotDescribed
        cases = [Apply(node.operator, one, node.type) for one in product(*sides)]
        cases = [case for case in cases if self.moments.motion.moves(case)]
        if any(case.operator not in ("less", "at_most", "equal") for case in cases):
            raise NotDescribed
        if any(
            isinstance(one, AsOf) and self.moments.depends(one) for c in cases for one in walk(c)
        ):
            raise NotDescribed
        if cases:
            self.atoms[id(node)] = Atom(node, tuple(cases))

    def inside(self, node: Node) -> Iterable[Node]:
        """The nodes of a formula and of all that it reads; rules stand for facts."""
        found = walk(node)
        for one in found:
            if isinstance(one, Definition):
                formula = self.moments.program.definitions[one.name].formula
                if formula is None:
                    found.append(Fact("", one.type))
                else:
                    found.extend(walk(formula))
        return found

    def as_of(self, node: AsOf) -> None:
        """Facts of the day are known on the day asked about and later, so they turn with it."""
        program = self.moments.program
        if self.moments.depends(node.day):
            raise NotDescribed
        if not reads_facts_of_the_day(program, node.body):
            return
        if any(
            isinstance(one, AsOf) and reads_facts_of_the_day(program, one.body)
            for one in cone(program, node.body)
        ):
            raise NotDescribed
        if not isinstance(node.day, Const):
            past = Apply("less", (node.day, Today()), BOOLEAN)
            self.atoms[id(node)] = Atom(past, (past,))
