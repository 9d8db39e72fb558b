"""The conditions that people are described by: those that the law itself asks about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from typing import Literal as Word

import z3

from callup.ir.formula import write_condition, write_formula
from callup.ir.nodes import (
    Apply,
    AsOf,
    Const,
    Constant,
    Definition,
    Fact,
    If,
    Node,
    Parameter,
    children,
)
from callup.ir.program import FactType, versions
from callup.ir.types import BOOLEAN, DATE
from callup.readers.proof.answer import is_worth
from callup.readers.proof.logic import Bool, Truth, both, opposite
from callup.readers.proof.side import Side
from callup.readers.proof.space import Space, at_place, base_of

JUNCTIONS = ("and", "or", "not")


State = Word["holds", "is unknown", "is none", "is in conflict"]


@dataclass(frozen=True, slots=True)
class Literal:
    """A condition that holds, or that the law leaves open, as it stands on one side.

    `node` is what it says, in a formula for the later side; `root` the same without the day that
    it is said for. `weight` tells how much there is to read.
    """

    node: Node
    root: Node
    holds: Bool
    weight: int
    state: State = "holds"
    by_first: bool = False
    """Whether it is meant by the first of two laws of one day."""

    def __str__(self) -> str:
        text = write_condition(self.node)
        if self.state != "holds":
            inner = write_formula(self.node)
            text = f"{inner if isinstance(self.node, Definition) else f'({inner})'} {self.state}"
        return f"{text} (by the first law)" if self.by_first else text


def literals(side: Side, names: Iterable[str], as_of: date | None) -> Iterator[Literal]:
    """The conditions, and their denials, that positions rest on by the law of a side. Where they
    are said for another day, `as_of` is the day they are as of."""
    for node in _conditions(side, names):
        yield from of_condition(node, side, as_of, _size(node))


def of_condition(node: Node, side: Side, as_of: date | None, size: int) -> Iterator[Literal]:
    """That a condition holds, that it does not, and that the law leaves it open."""
    yes, no = side.certainly(side.encoder.truth(node, side.moment))
    if isinstance(yes, bool) and isinstance(no, bool):
        return
    said = _as_of(node, as_of)
    weight = 2 * (size + (as_of is not None)) + 3
    denied = Apply("not", (node,), BOOLEAN)
    yield Literal(said, node, yes, weight)
    yield Literal(Apply("not", (said,), BOOLEAN), denied, no, weight + 1)
    if not _excluded(yes, no):
        unknown = both(opposite(yes), opposite(no))
        yield Literal(said, node, unknown, weight + 5, "is unknown")


def _as_of(node: Node, day: date | None) -> Node:
    return node if day is None else AsOf(node, Const(day, DATE), node.type)


def _excluded(yes: Bool, no: Bool) -> bool:
    """Whether each is plainly the opposite of the other, so that nothing lies between."""
    if isinstance(yes, bool) or isinstance(no, bool):
        return False
    return bool(no.eq(opposite(yes)) or yes.eq(opposite(no)))


def _conditions(side: Side, names: Iterable[str]) -> Iterator[Node]:
    """All formulas of yes or no, down to single comparisons, through the terms that are read."""
    seen: set[Node] = set()
    entered: set[str] = set()
    waiting: list[Node] = []
    for name in names:
        waiting += _own(side, name)
        entered.add(name)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Definition) and node.name not in entered:
            entered.add(node.name)
            waiting += _own(side, node.name)
        if isinstance(node, AsOf):
            if node.type == BOOLEAN and node not in seen:
                seen.add(node)
                yield node
            continue
        if isinstance(node, Parameter) and node.key is not None:
            yield from _indices(side, node, seen)
        if node.type == BOOLEAN and not isinstance(node, Const) and node not in seen:
            seen.add(node)
            if not (isinstance(node, Apply) and node.operator == "not"):
                yield node
        waiting += children(node)


def _own(side: Side, name: str) -> list[Node]:
    """What the law of the side's day says of a definition: conditions, and what rules give."""
    definition = side.program.definitions.get(name)
    if definition is None:
        return []
    found = [] if definition.formula is None else [definition.formula]
    for _, line in definition.rules:
        for rule in versions(line.at(side.moment.law)):
            found += [condition.node for condition in rule.conditions]
            found.append(rule.gives)
    return found


def _indices(side: Side, node: Parameter, seen: set[Node]) -> Iterator[Node]:
    """Whether the index of a parameter is one of those that acts have set."""
    key = node.key
    if key is None or isinstance(key, Const):
        return
    for index, _ in side.program.parameters[node.name].settings:
        test = Apply("equal", (key, Const(index, key.type)), BOOLEAN)
        if index and test not in seen:
            seen.add(test)
            yield test


def _size(node: Node) -> int:
    """How many single conditions a formula has."""
    if isinstance(node, Apply) and node.operator in JUNCTIONS:
        return sum(_size(one) for one in node.arguments)
    if isinstance(node, If):
        return sum(_size(one) for one in children(node))
    return 1


def itself(name: str, side: Side, value: Constant | None, as_of: date | None) -> Iterator[Literal]:
    """What a position itself comes to: the value, if there is one, or that there is none."""
    outcome = side.outcome(name)
    definition = side.program.definitions[name]
    node: Node = Definition(name, definition.type)
    said = _as_of(node, as_of)
    yield Literal(said, node, outcome.unknown, 12, "is unknown")
    yield Literal(said, node, outcome.none, 12, "is none")
    yield Literal(said, node, outcome.conflict, 12, "is in conflict")
    if isinstance(outcome.value, Truth):
        denied = Apply("not", (said,), BOOLEAN)
        yield Literal(said, node, both(outcome.known, outcome.value.yes), 12)
        no = both(outcome.known, opposite(outcome.value.yes))
        yield Literal(denied, Apply("not", (node,), BOOLEAN), no, 12)
    elif value is not None:
        test = Apply("equal", (node, Const(value, definition.type)), BOOLEAN)
        holds = both(outcome.known, is_worth(outcome.value, base_of(value), side.encoder))
        yield Literal(_as_of(test, as_of), test, holds, 12)


def leaves(space: Space, target: Bool) -> Iterator[Literal]:
    """The single comparisons of facts that a formula of the solver is made of, in the words of
    the law: with them everything can be told that does not compare facts with each other."""
    if isinstance(target, bool):
        return
    facts = _facts_by_term(space)
    seen: set[int] = set()
    waiting = [target]
    while waiting:
        term = waiting.pop()
        if term.get_id() in seen:
            continue
        seen.add(term.get_id())
        node = _leaf(term, facts, space)
        if node is None:
            waiting += term.children()
            continue
        denied = Apply("not", (node,), BOOLEAN)
        yield Literal(node, node, term, 6)
        yield Literal(denied, denied, opposite(term), 7)


def _facts_by_term(space: Space) -> dict[int, FactType]:
    """The fact of each variable of the solver that stands for one on its own."""
    return {
        terms[0].get_id(): space.program.facts[name]
        for name, terms in space.terms.items()
        if len(terms) == 1 and name in space.facts
    }


def _leaf(term: Any, facts: dict[int, FactType], space: Space) -> Node | None:
    """The formula that a comparison of one fact with a constant says; None for anything else."""
    if term.get_id() in facts:
        fact = facts[term.get_id()]
        return Fact(fact.name, fact.type) if z3.is_bool(term) else None
    if term.num_args() != 2 or term.arg(0).get_id() not in facts:
        return None
    fact, (_, bound) = facts[term.arg(0).get_id()], term.children()
    node = Fact(fact.name, fact.type)
    if z3.is_eq(term) and z3.is_bv_value(bound):
        value = space.program.values[fact.type.of][bound.as_long()][0]
        return Apply("equal", (node, Const(value, fact.type)), BOOLEAN)
    if z3.is_ge(term) and z3.is_int_value(bound):
        least = Const(at_place(fact, bound.as_long()), fact.type)
        return Apply("at_most", (least, node), BOOLEAN)
    return None
