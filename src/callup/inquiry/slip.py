"""The small slips that a hand may make in a formula: every one of them, node by node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from callup.ir.nodes import (
    Apply,
    AsOf,
    Const,
    Constant,
    If,
    Node,
    Parameter,
    State,
)
from callup.ir.program import Program
from callup.ir.types import BOOLEAN
from callup.ir.wording import words_of
from callup.values.calendar import Duration, Window

OPERATORS: Final = (
    ("threshold", "a number by one, up and down"),
    ("day", "a day, a length of time or a border of a part of the year by one, both ways"),
    ("junction", "`and` for `or`, and `or` for `and`"),
    ("negation", "`not` put in, or left out"),
    ("comparison", "a comparison for its neighbour: `<` for `<=`, `is` for `<=` or `>=`"),
    ("dropped", "a part that `and` or `or` joins left out"),
    ("exception", "an `unless` or an `overrides` left out"),
    ("choice", "a value of a choice for another, or one of those listed left out"),
    ("branch", "the branches of an `if` exchanged"),
    ("arithmetic", "`+` for `-`, `min` for `max`, and the other way round"),
    ("otherwise", "what silence means: yes for no, and no for yes"),
    ("value", "the yes or no that a rule or parameter gives turned round"),
)
"""Every kind of slip, and what it does."""


@dataclass(frozen=True, slots=True)
class Slip:
    """One formula for another: the kind of slip, and what was there and what is now."""

    kind: str
    before: str
    after: str
    node: Node


def slips(node: Node, program: Program) -> Iterator[Slip]:
    """Every slip in a formula, outer nodes before inner ones."""
    if node.type.kind == "boolean" and not isinstance(node, Const):
        yield _negated(node)
    yield from _within(node, program)


def _within(node: Node, program: Program) -> Iterator[Slip]:
    """The slips but for `not` before or after the whole."""
    for changed in _here(node, program):
        if changed.node != node:
            yield changed
    negated = isinstance(node, Apply) and node.operator == "not"
    for inner, put in _inside(node):
        # what is behind a `not` is not negated again: that is the `not` left out
        for one in _within(inner, program) if negated else slips(inner, program):
            yield replace(one, node=put(one.node))


def _inside(node: Node) -> Iterator[tuple[Node, Callable[[Node], Node]]]:
    """The nodes directly inside, each with what puts another in its place."""
    match node:
        case Apply(arguments=arguments):
            for index, argument in enumerate(arguments):
                yield (
                    argument,
                    lambda one, i=index: replace(  # type: ignore[misc]
                        node, arguments=(*arguments[:i], one, *arguments[i + 1 :])
                    ),
                )
        case If():
            yield node.condition, lambda one: replace(node, condition=one)
            yield node.then, lambda one: replace(node, then=one)
            yield node.otherwise, lambda one: replace(node, otherwise=one)
        case AsOf():
            yield node.body, lambda one: replace(node, body=one)
            yield node.day, lambda one: replace(node, day=one)
        case Parameter(key=key) if key is not None:
            yield key, lambda one: replace(node, key=one)
        case State(where=where) if where is not None:
            yield where, lambda one: replace(node, where=one)
        case _:
            return


def _here(node: Node, program: Program) -> Iterator[Slip]:
    """The slips at the root of a formula."""
    match node:
        case Const():
            yield from constant_slips(node, program)
        case If():
            turned = replace(node, then=node.otherwise, otherwise=node.then)
            yield _slip("branch", node, turned)
        case Apply():
            yield from _applied(node, program)
        case _:
            return


def _slip(kind: str, before: Node, after: Node) -> Slip:
    return Slip(kind, words_of(before), words_of(after), after)


def _negated(node: Node) -> Slip:
    if isinstance(node, Apply) and node.operator == "not":
        return _slip("negation", node, node.arguments[0])
    return _slip("negation", node, Apply("not", (node,), BOOLEAN, node.place))


NEIGHBOURS: Final = {"less": "at_most", "at_most": "less"}
OPPOSITES: Final = {"add": "subtract", "subtract": "add", "least": "greatest", "greatest": "least"}
LINES: Final = ("integer", "number", "money", "date")


def _applied(node: Apply, program: Program) -> Iterator[Slip]:
    operator, arguments = node.operator, node.arguments
    if operator in ("and", "or"):
        yield from junctions(node)
    elif operator in NEIGHBOURS:
        yield _slip("comparison", node, replace(node, operator=NEIGHBOURS[operator]))
    elif operator == "equal" and arguments[0].type.kind in LINES:
        yield _slip("comparison", node, replace(node, operator="at_most"))
        yield _slip(
            "comparison", node, replace(node, operator="at_most", arguments=arguments[::-1])
        )
    elif operator in OPPOSITES:
        yield _slip("arithmetic", node, replace(node, operator=OPPOSITES[operator]))


def junctions(node: Apply) -> Iterator[Slip]:
    """What joins parts exchanged at one place, or one of the parts left out.

    `and` binds first: in `a or b and c` the changed sign joins b and c.
    """
    parts, operator = node.arguments, node.operator
    for index in range(len(parts)):
        left = (*parts[:index], *parts[index + 1 :])
        rest = left[0] if len(left) == 1 else replace(node, arguments=left)
        yield Slip("dropped", words_of(parts[index]), "", rest)
    other = "or" if operator == "and" else "and"
    for index in range(len(parts) - 1):
        before, after = parts[: index + 1], parts[index + 1 :]
        if operator == "and":
            sides = tuple(_joined(node, "and", side) for side in (before, after))
            changed: Node = replace(node, operator="or", arguments=sides)
        else:
            pair = _joined(node, "and", (parts[index], parts[index + 1]))
            changed = _joined(node, "or", (*parts[:index], pair, *parts[index + 2 :]))
        words = (words_of(parts[index]), words_of(parts[index + 1]))
        yield Slip("junction", f" {operator} ".join(words), f" {other} ".join(words), changed)


def _joined(node: Apply, operator: str, parts: tuple[Node, ...]) -> Node:
    return parts[0] if len(parts) == 1 else replace(node, operator=operator, arguments=parts)


# constants


def constant_slips(node: Const, program: Program) -> Iterator[Slip]:
    """What a constant may be by a slip."""
    for kind, value in _values(node, program):
        yield _slip(kind, node, replace(node, value=value))


def _values(node: Const, program: Program) -> Iterator[tuple[str, Constant]]:
    match node.value:
        case bool() as value:
            yield "value", not value
        case int() | Fraction() as value:
            yield "threshold", value + 1
            yield "threshold", value - 1
        case date() as value:
            yield "day", value + timedelta(days=1)
            yield "day", value - timedelta(days=1)
        case Duration() as value:
            yield from (("day", one) for one in _lengths(value))
        case Window() as value:
            yield from (("day", one) for one in _windows(value))
        case str() as value:
            yield "choice", _next(value, program.values.get(node.type.of, ()))
        case frozenset() as value:
            yield from (("choice", value - {one}) for one in sorted(value) if len(value) > 1)
            listed = program.values.get(node.type.of, ())
            rest = [one for one, _ in listed if one not in value]
            yield from (("choice", value | {one}) for one in rest[:1])


def _lengths(length: Duration) -> Iterator[Duration]:
    for sign in (1, -1):
        if length.months:
            yield Duration(length.months + sign, length.days)
        else:
            yield Duration(length.months, length.days + sign)


YEAR: Final = 2024
"""A leap year, so that a part of the year may end on 29 February."""


def _windows(window: Window) -> Iterator[Window]:
    for sign in (1, -1):
        yield replace(window, start=_moved(window.start, sign))
        yield replace(window, end=_moved(window.end, sign))


def _moved(place: tuple[int, int], by: int) -> tuple[int, int]:
    day = date(YEAR, *place) + timedelta(days=by)
    return day.month, day.day


def _next(value: str, listed: tuple[tuple[str, object], ...]) -> str:
    """The value that is listed after this one; after the last, the first."""
    names = [name for name, _ in listed]
    return names[(names.index(value) + 1) % len(names)] if value in names else value
