"""The fewest facts that would have to be other than they are for another answer.

The diagram of an answer, in which facts that can change are left open, is followed with what they
are; a change leaves the way at one of them. What is not known stays so: then all branches are
followed at once, and must come to the same end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from callup.readers.explain.chances import sorted_points
from callup.readers.explain.diagram import (
    OTHER,
    Answer,
    Diagram,
    End,
    Split,
    branch,
    follow,
    same_end,
)
from callup.readers.explain.partial import INVALID, UNKNOWN, Value, Variable

MOST_STEPS = 200_000


class TooManyWays(Exception):
    """The ways through the diagram passed their bound."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Some values of a variable. On a line those from `key` (None: the lowest) up to `stop` (None:
    the highest); else the value `key`, where OTHER is all that are not `told`."""

    variable: Variable
    line: bool
    key: Any
    stop: Any
    told: tuple[Any, ...]

    def holds(self, value: Value) -> bool:
        if not self.line:
            return bool(value == self.key) or (self.key is OTHER and value not in self.told)
        above = self.key is None or value >= self.key
        return above and (self.stop is None or value < self.stop)


@dataclass(frozen=True, slots=True)
class Way:
    """Variables that are otherwise, each in a cell, and the end that they lead to."""

    changed: tuple[Cell, ...]
    end: Value


@dataclass(slots=True)
class Nearest:
    """`now` is what the facts that can change are; those that are not in it are not known.
    `open_` are the variables of facts that can change and are not known."""

    answer: Answer
    now: Mapping[Variable, Value]
    open_: frozenset[Variable]
    steps: int = 0
    seen: set[tuple[Any, ...]] = field(default_factory=set)

    def ways(self, most: int) -> Iterator[Way]:
        """All ways to an end with at most so many changes. Raises TooManyWays."""
        yield from self._from([self.answer.root], (), most)

    def _from(self, together: list[Diagram], changed: tuple[Cell, ...], left: int) -> Iterator[Way]:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooManyWays
        key = (frozenset(map(id, together)), changed, left)
        if key in self.seen:
            return
        self.seen.add(key)
        splits = [node for node in together if isinstance(node, Split)]
        if not splits:
            end = _joined([node for node in together if isinstance(node, End)])
            if end is not None:
                yield Way(changed, end.value)
            return
        top = min((node.variable for node in splits), key=lambda one: self.answer.order[one])
        own = [node for node in splits if node.variable == top]
        rest = [node for node in together if node not in own]
        if top in self.now:
            kept: list[Diagram] = [branch(node, self.now[top]) for node in own]
        else:
            kept = [inner for node in own for inner in node.branches]
        yield from self._from(_once(rest + kept), changed, left)
        if left == 0 or (top not in self.now and top not in self.open_):
            return
        for cell in _cells(top, own):
            if top not in self.now or not cell.holds(self.now[top]):
                moved = [follow(node, top, cell.key) for node in own]
                yield from self._from(_once(rest + moved), (*changed, cell), left - 1)


def _cells(variable: Variable, own: list[Split]) -> list[Cell]:
    points = sorted_points(own)
    line, told = own[0].line, tuple(point for point in points if point is not OTHER)
    stops = [*points[1:], None] if line else [None] * len(points)
    return [Cell(variable, line, key, stop, told) for key, stop in zip(points, stops, strict=True)]


def _once(nodes: list[Diagram]) -> list[Diagram]:
    return list({id(node): node for node in nodes}.values())


def _joined(ends: list[End]) -> End | None:
    """The one end that is possible; None where there are several, or it is not known."""
    possible = [end for end in ends if end.value is not INVALID]
    if not possible or any(not same_end(one, possible[0]) for one in possible):
        return None
    return None if possible[0].value is UNKNOWN else possible[0]
