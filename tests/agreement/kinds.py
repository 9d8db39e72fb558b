"""What kinds of thing a program is made of, so that random programs can be counted by them."""

from __future__ import annotations

from collections.abc import Iterator

from callup.ir.nodes import Apply, Node, State, walk
from callup.ir.program import Program, Rule, switches_in, versions
from callup.values.timeline import Timeline


def kinds(program: Program) -> frozenset[str]:
    """The nodes, operators, modes of states, switches and parts of the law that stand in it."""
    found = {kind for node in _formulas(program) for one in walk(node) for kind in _of(one)}
    found |= {f"switch {switch.kind}" for switch in program.switches.values()}
    found |= {f"{one.type.kind} fact" for one in program.facts.values()}
    found |= {"closing fact" for one in program.facts.values() if one.closed}
    found |= {"indexed parameter" for one in program.parameters.values() if one.index}
    for position in program.positions():
        found |= {"measure"} if position.otherwise == "none" else {f"silence {position.otherwise}"}
        found |= {"covers"} if position.covers != program.covers else set()
    for rule in _rules(program):
        found |= {"overrides"} if rule.overrides else set()
        found |= {"exception"} if any(one.exception for one in rule.conditions) else set()
    for definition in program.definitions.values():
        for _, line in definition.rules:
            found |= {"cover"} if _is_interrupted(line) else set()
            found |= {"rule by switch" for one in line.values if any(switches_in(one))}
    found |= {"impossible"} if program.impossible else set()
    return frozenset(found)


def _of(node: Node) -> Iterator[str]:
    yield type(node).__name__
    if isinstance(node, Apply):
        yield f"operator {node.operator}"
    if isinstance(node, State):
        yield f"state {node.mode}"


def _rules(program: Program) -> Iterator[Rule]:
    for definition in program.definitions.values():
        for _, line in definition.rules:
            for value in line.values:
                yield from versions(value)


def _formulas(program: Program) -> Iterator[Node]:
    yield from (one.node for one in program.impossible)
    yield from (one.formula for one in program.definitions.values() if one.formula is not None)
    for rule in _rules(program):
        yield rule.gives
        yield from (condition.node for condition in rule.conditions)


def _is_interrupted(line: Timeline[object]) -> bool:
    """Whether a rule stands, then does not, and then stands again."""
    stands = [value is not None for value in line.values]
    return any(
        stands[:i] and any(stands[:i]) and not one and any(stands[i:])
        for i, one in enumerate(stands)
    )
