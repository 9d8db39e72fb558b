"""What a definition depends on, on any day: facts, switches, days of change, clocks.

A clock is a part of a formula that time itself may turn.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from callup.ir.nodes import (
    AsOf,
    Const,
    Definition,
    Doubt,
    Fact,
    Node,
    Parameter,
    State,
    Today,
    children,
)
from callup.ir.program import Program, switches_in, versions
from callup.values.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Inputs:
    """The names of everything that a formula may read, through definitions and `as of` too."""

    facts: frozenset[str] = frozenset()
    switches: frozenset[str] = frozenset()
    definitions: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()

    def __or__(self, other: Inputs) -> Inputs:
        return Inputs(
            self.facts | other.facts,
            self.switches | other.switches,
            self.definitions | other.definitions,
            self.parameters | other.parameters,
            self.states | other.states,
        )


@dataclass(slots=True)
class Cones:
    """Answers, once for each definition, what it depends on."""

    program: Program
    _own_days: dict[str, Timeline[int]] = field(default_factory=dict)
    _inputs: dict[str, Inputs] = field(default_factory=dict)
    _node_inputs: dict[int, tuple[Inputs, Node]] = field(default_factory=dict)
    _cone_days: dict[str, tuple[date, ...]] = field(default_factory=dict)
    _nodes: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    _day_facts: frozenset[str] | None = None

    def own_days(self, name: str) -> Timeline[int]:
        """The stretches of days on which the definition's own rules do not change."""
        found = self._own_days.get(name)
        if found is None:
            rules = self.program.definitions[name].rules
            days = sorted({day for _, timeline in rules for day in timeline.days})
            found = Timeline(tuple(days), tuple(range(len(days) + 1)))
            self._own_days[name] = found
        return found

    def own_nodes(self, name: str) -> tuple[Node, ...]:
        """All formulas of a definition, on any day and under any setting."""
        found = self._nodes.get(name)
        if found is None:
            definition = self.program.definitions[name]
            nodes: dict[int, Node] = {}
            if definition.formula is not None:
                nodes[id(definition.formula)] = definition.formula
            for _, timeline in definition.rules:
                for value in timeline.values:
                    for rule in versions(value):
                        nodes[id(rule.gives)] = rule.gives
                        for condition in rule.conditions:
                            nodes[id(condition.node)] = condition.node
            found = self._nodes[name] = tuple(nodes.values())
        return found

    def inputs(self, name: str) -> Inputs:
        """Everything that a definition may read; definitions never read themselves."""
        found = self._inputs.get(name)
        if found is None:
            found = Inputs(definitions=frozenset((name,)))
            for node in self.own_nodes(name):
                found |= self.inputs_of(node)
            for _, timeline in self.program.definitions[name].rules:
                for value in timeline.values:
                    found |= Inputs(switches=frozenset(switches_in(value)))
            self._inputs[name] = found
        return found

    def inputs_of(self, node: Node) -> Inputs:
        known = self._node_inputs.get(id(node))
        if known is None:
            found = Inputs()
            for inner in _inside(node):
                found |= self._input(inner)
            # the node is kept beside, so that its id stays its own
            known = self._node_inputs[id(node)] = (found, node)
        return known[0]

    def _input(self, node: Node) -> Inputs:
        match node:
            case Fact(name=name):
                return Inputs(facts=frozenset((name, *self.closer_of(name))))
            case Definition(name=name):
                return self.inputs(name)
            case Parameter(name=name):
                timelines = [line for _, line in self.program.parameters[name].settings]
                switches = {s for line in timelines for v in line.values for s in switches_in(v)}
                return Inputs(parameters=frozenset((name,)), switches=frozenset(switches))
            case State(name=name):
                state = self.program.states[name]
                switches = {s for value in state.standing.values for s in switches_in(value)}
                if state.otherwise == "unknown":
                    switches.add(f"state:{name}")
                return Inputs(states=frozenset((name,)), switches=frozenset(switches))
            case Doubt(id=id):
                return Inputs(switches=frozenset((f"doubt:{id}",)))
            case _:
                return Inputs()

    def closer_of(self, name: str) -> Iterable[str]:
        return (fact.name for fact in self.program.facts.values() if name in fact.closed)

    def days(self, name: str) -> tuple[date, ...]:
        """All days on which the law that a definition depends on changes, ascending."""
        found = self._cone_days.get(name)
        if found is None:
            inputs = self.inputs(name)
            found = self._cone_days[name] = self.days_of(inputs)
        return found

    def since(self, name: str, day: date) -> date | None:
        """The first day since which all law that a definition depends on stands as on a day."""
        days = self.days(name)
        index = bisect_right(days, day)
        return days[index - 1] if index else None

    def days_of(self, inputs: Inputs) -> tuple[date, ...]:
        days: set[date] = set()
        program = self.program
        for name in inputs.definitions:
            days.update(self.own_days(name).days)
            definition = program.definitions[name]
            if definition.meaning == "position":
                days.update(d for d in (definition.covers.start, definition.covers.end) if d)
        for name in inputs.parameters:
            days.update(day for _, line in program.parameters[name].settings for day in line.days)
        for name in inputs.states:
            days.update(program.states[name].standing.days)
        # on the day that `as of` names itself, what is not known of it is what is not known now
        for name in inputs.definitions:
            for node in self.own_nodes(name):
                for inner in _inside(node):
                    if isinstance(inner, AsOf) and isinstance(inner.day, Const):
                        day = inner.day.value
                        if isinstance(day, date):
                            days.update((day, day + timedelta(days=1)))
        return tuple(sorted(days))

    def mentioned(self, node: Node, of: str) -> frozenset[str]:
        """The values of a list of choices that a formula tells apart, on any day: those it names,
        and the indices and regions of the parameters and states that it reads."""
        inputs = self.inputs_of(node)
        nodes = [node, *(n for name in inputs.definitions for n in self.own_nodes(name))]
        found: set[str] = set()
        for one in nodes:
            for inner in _inside(one):
                if isinstance(inner, Const) and inner.type.of == of:
                    value = inner.value
                    found.update(value if isinstance(value, frozenset) else (str(value),))
        for name in inputs.parameters:
            parameter = self.program.parameters[name]
            if parameter.index is not None and parameter.index.of == of:
                found.update(key for key, _ in parameter.settings if key)
        if of == self.program.territory:
            for name in inputs.states:
                for version in self.program.states[name].standing.values:
                    for standing in versions(version):
                        found |= standing.spoken
        return frozenset(found)

    def variables(self, inputs: Inputs, settings: dict[str, str]) -> set[tuple[str, ...]]:
        """What may be unknown of the inputs: facts as of the day asked about, open switches."""
        found: set[tuple[str, ...]] = set()
        for name in inputs.facts:
            type = self.program.facts[name].type
            if type.kind == "set":
                found.update(("member", value, name) for value, _ in self.program.values[type.of])
            else:
                found.add(("fact", name))
        found.update(("switch", switch) for switch in inputs.switches if switch not in settings)
        return found

    def day_facts(self) -> frozenset[str]:
        """The facts on which `as of` looks at the law of another day."""
        if self._day_facts is None:
            names: set[str] = set()
            for definition in self.program.definitions:
                for node in self.own_nodes(definition):
                    for inner in _inside(node):
                        if isinstance(inner, AsOf):
                            names |= self.inputs_of(inner.day).facts
            self._day_facts = frozenset(names)
        return self._day_facts


def _inside(node: Node) -> list[Node]:
    found = [node]
    for one in found:
        found.extend(children(one))
    return found


def reads_today(node: Node) -> bool:
    """Whether the node itself, not through definitions, depends on the day of evaluation."""
    if isinstance(node, Today):
        return True
    if isinstance(node, AsOf):
        return reads_today(node.day)
    return any(reads_today(child) for child in children(node))
