"""The nodes of a formula in a program: names and types are settled, the day is an input.

Where a node was written does not count when nodes are compared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from callup.ir.types import BOOLEAN, DATE, Type
from callup.values.calendar import Duration, Window

Constant = bool | int | Fraction | str | date | Duration | Window | frozenset[str]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is written: file, line, and the words themselves."""

    file: str
    line: int
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


NOWHERE = Place("", 0)


@dataclass(frozen=True, slots=True)
class Const:
    value: Constant
    type: Type
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Today:
    """The day of evaluation; inside `AsOf` the day that it names."""

    type: Type = DATE
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the person, as it is on the day of evaluation."""

    name: str
    type: Type
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Apply:
    """An operator of `ir.operators` on its arguments."""

    operator: str
    arguments: tuple[Node, ...]
    type: Type
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class If:
    condition: Node
    then: Node
    otherwise: Node
    type: Type
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term or position, by name, by the law of the day of evaluation."""

    name: str
    type: Type
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter; `key` is its index, None where it has none."""

    name: str
    key: Node | None
    type: Type
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class State:
    """Whether a state stands: nationwide for one without territory, else where `mode` says."""

    name: str
    mode: Literal["bare", "in", "anywhere", "everywhere"]
    where: Node | None = None
    type: Type = BOOLEAN
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class AsOf:
    """`body` by the law of another day, applied to that day, with the facts of that day."""

    body: Node
    day: Node
    type: Type
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Doubt:
    id: str
    type: Type = BOOLEAN
    place: Place = field(default=NOWHERE, compare=False)


Node = Const | Today | Fact | Apply | If | Definition | Parameter | State | AsOf | Doubt


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside, in the order in which they are written."""
    match node:
        case Apply():
            return node.arguments
        case If():
            return (node.condition, node.then, node.otherwise)
        case AsOf():
            return (node.body, node.day)
        case Parameter() if node.key is not None:
            return (node.key,)
        case State() if node.where is not None:
            return (node.where,)
        case _:
            return ()


def walk(node: Node) -> list[Node]:
    """The node and all inside it, outer before inner."""
    found = [node]
    for one in found:
        found.extend(children(one))
    return found
