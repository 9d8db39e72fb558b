"""What a formula reads, through definitions and `as of` too, and on which days its law changes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from callup.ir.nodes import AsOf, Const, Definition, Doubt, Fact, Node, Parameter, State, walk
from callup.ir.program import Program, switches_in, versions
from callup.values.interval import Interval

DAY = timedelta(days=1)


@dataclass(slots=True)
class Cone:
    """Everything that formulas read of one program; each formula is gone through once."""

    program: Program
    _own: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    _nodes: dict[int, tuple[tuple[Node, ...], Node]] = field(default_factory=dict)

    def own(self, name: str) -> tuple[Node, ...]:
        """The formulas of a definition itself, on all days."""
        if name not in self._own:
            definition = self.program.definitions[name]
            found = (
                {} if definition.formula is None else {id(definition.formula): definition.formula}
            )
            for _, line in definition.rules:
                for value in line.values:
                    for rule in versions(value):
                        for node in (rule.gives, *(one.node for one in rule.conditions)):
                            found[id(node)] = node
            self._own[name] = tuple(found.values())
        return self._own[name]

    def nodes(self, root: Node) -> tuple[Node, ...]:
        """All nodes that a formula reads, outer before inner, itself first."""
        if id(root) not in self._nodes:
            found: dict[int, Node] = {}
            entered: set[str] = set()
            waiting = [root]
            while waiting:
                for node in walk(waiting.pop()):
                    found[id(node)] = node
                    if isinstance(node, Definition) and node.name not in entered:
                        entered.add(node.name)
                        waiting.extend(self.own(node.name))
            # the root is kept beside, so that its id stays its own
            self._nodes[id(root)] = (tuple(found.values()), root)
        return self._nodes[id(root)][0]

    def all_nodes(self, roots: Iterable[Node]) -> Iterator[Node]:
        for root in roots:
            yield from self.nodes(root)

    def days(self, roots: Iterable[Node]) -> tuple[date, ...]:
        """The days on which the law that formulas read changes, ascending."""
        program = self.program
        found: set[date] = set()
        for node in self.all_nodes(roots):
            match node:
                case Definition(name=name):
                    definition = program.definitions[name]
                    found.update(day for _, line in definition.rules for day in line.days)
                    if definition.meaning == "position":
                        covers = definition.covers
                        found.update(day for day in (covers.start, covers.end) if day)
                case Parameter(name=name):
                    settings = program.parameters[name].settings
                    found.update(day for _, line in settings for day in line.days)
                case State(name=name):
                    found.update(program.states[name].standing.days)
                case AsOf(day=Const(value=date() as day)):
                    found.update((day, day + DAY))
                case _:
                    pass
        return tuple(sorted(found))

    def facts(self, roots: Iterable[Node]) -> frozenset[str]:
        return frozenset(n.name for n in self.all_nodes(roots) if isinstance(n, Fact))

    def definitions(self, roots: Iterable[Node]) -> frozenset[str]:
        return frozenset(n.name for n in self.all_nodes(roots) if isinstance(n, Definition))

    def switches(self, roots: Iterable[Node]) -> frozenset[str]:
        """The switches that decide anything of what formulas read."""
        program = self.program
        found: set[str] = set()
        for node in self.all_nodes(roots):
            match node:
                case Doubt(id=id):
                    found.add(f"doubt:{id}")
                case State(name=name):
                    found.update(
                        s for v in program.states[name].standing.values for s in switches_in(v)
                    )
                    if program.states[name].otherwise == "unknown":
                        found.add(f"state:{name}")
                case Parameter(name=name):
                    lines = [line for _, line in program.parameters[name].settings]
                    found.update(s for line in lines for v in line.values for s in switches_in(v))
                case Definition(name=name):
                    lines_ = [line for _, line in program.definitions[name].rules]
                    found.update(s for line in lines_ for v in line.values for s in switches_in(v))
                case _:
                    pass
        return frozenset(found)

    def stretches(self, roots: Iterable[Node], within: Interval) -> list[tuple[date, date]]:
        """[first, end) of every stretch of days on which the law that formulas read is one."""
        assert within.start is not None
        assert within.end is not None
        inner = [day for day in self.days(roots) if within.start < day < within.end]
        cuts = [within.start, *inner, within.end]
        return [(a, b) for a, b in itertools.pairwise(cuts) if a < b]
