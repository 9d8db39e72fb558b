"""On which days the law that a formula reads changes, through the definitions that it reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from callup.ir.nodes import AsOf, Const, Definition, Fact, Node, Parameter, State, walk
from callup.ir.program import Program, versions

DAY = timedelta(days=1)


def days_of(program: Program, node: Node) -> tuple[date, ...]:
    """The days that cut time into stretches on which the law is one."""
    days: set[date] = set()
    for one in cone(program, node):
        match one:
            case Definition(name=name):
                definition = program.definitions[name]
                days.update(day for _, line in definition.rules for day in line.days)
                if definition.meaning == "position":
                    covers = definition.covers
                    days.update(day for day in (covers.start, covers.end) if day)
            case Parameter(name=name):
                days.update(d for _, line in program.parameters[name].settings for d in line.days)
            case State(name=name):
                days.update(program.states[name].standing.days)
            case AsOf(day=Const(value=date() as day)):
                days.update((day, day + DAY))
    return tuple(sorted(days))


def reads_facts_of_the_day(program: Program, node: Node) -> bool:
    """Whether it matters to a formula on which day the facts of the day were given."""
    names = {fact.name for fact in program.facts.values() if fact.kind == "of the day"}
    closed = {name for fact in names for name in program.facts[fact].closed}
    return any(isinstance(one, Fact) and one.name in names | closed for one in cone(program, node))


def cone(program: Program, node: Node) -> Iterable[Node]:
    """The nodes of a formula and of all that it reads, on any day."""
    found = walk(node)
    seen: set[str] = set()
    for one in found:
        if isinstance(one, Definition) and one.name not in seen:
            seen.add(one.name)
            definition = program.definitions[one.name]
            if definition.formula is not None:
                found.extend(walk(definition.formula))
            for _, line in definition.rules:
                for version in line.values:
                    for rule in versions(version):
                        found.extend(walk(rule.gives))
                        for condition in rule.conditions:
                            found.extend(walk(condition.node))
    return found


def facts_of(program: Program, node: Node) -> frozenset[str]:
    """The facts that a formula reads, through the definitions that it reads."""
    return frozenset(one.name for one in cone(program, node) if isinstance(one, Fact))
