"""What a rule, position, term, state, parameter or fact reads, and what reads it, on any day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from callup.ir.nodes import Definition, Doubt, Fact, Node, Parameter, State, children
from callup.ir.program import Program, Rule, versions

Name = tuple[str, str]
"""(kind, id)"""


@dataclass(frozen=True, slots=True)
class Uses:
    """Things by kind and id, in the order of the lawbook: those read directly, and the rules and
    terms that read directly."""

    reads: tuple[Name, ...] = ()
    read_by: tuple[Name, ...] = ()


Readers = dict[Name, dict[Name, None]]
"""By rule or term: what it names."""


def uses(program: Program, readers: Readers, id: str) -> Uses:
    """Both ways for whatever is called `id`; nothing where it is called so by nobody."""
    reads: dict[Name, None] = {}
    for (kind, name), names in readers.items():
        own = name == id or (
            kind == "rule" and id in program.definitions and _gives(program, name, id)
        )
        if own:
            reads.update(dict.fromkeys(one for one in names if one[1] != id))
    read_by = [reader for reader, names in readers.items() if any(name == id for _, name in names)]
    return Uses(tuple(reads), tuple(read_by))


def _gives(program: Program, rule: str, definition: str) -> bool:
    found = program.definitions.get(definition)
    return found is not None and any(name == rule for name, _ in found.rules)


def readers_of(program: Program) -> Readers:
    """What every rule and every term with a formula names."""
    found: Readers = {}
    for definition in program.definitions.values():
        if definition.formula is not None:
            found["term", definition.name] = dict.fromkeys(_names(program, [definition.formula]))
        for rule, timeline in definition.rules:
            names = found.setdefault(("rule", rule), {})
            for value in timeline.values:
                for version in versions(value):
                    names.update(dict.fromkeys(_names(program, _formulas(version))))
    return found


def _formulas(rule: Rule) -> Iterator[Node]:
    yield from (condition.node for condition in rule.conditions)
    yield rule.gives


def _names(program: Program, nodes: Iterable[Node]) -> Iterator[Name]:
    """What formulas name, as they are written."""
    for node in nodes:
        match node:
            case Fact():
                yield "fact", node.name
            case State():
                yield "state", node.name
            case Parameter():
                yield "parameter", node.name
            case Doubt():
                yield "doubt", node.id
            case Definition():
                yield program.definitions[node.name].meaning, node.name
            case _:
                pass
        yield from _names(program, children(node))
