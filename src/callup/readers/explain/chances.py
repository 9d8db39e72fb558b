"""How far an answer is from settled, and how far it is expected to be once a fact is known.

The measure is the chance that two people drawn at random have different answers: zero once one
end is left (Gini's measure of impurity). Chances are whole parts of ONE, rounded down at each
node: they only rank questions, and exact fractions take several times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from callup.readers.explain.diagram import (
    Answer,
    Diagram,
    End,
    Split,
    branch,
    points,
    topological,
)
from callup.readers.explain.partial import INVALID, Variable

ONE = 1 << 60

Weigh = Callable[[Variable, list[Any]], list[int]]
"""How likely the cells are that begin at the keys of a variable, beside each other."""

Shares = dict[int, int]
"""How likely each end is, by the identity of the end."""


@dataclass(slots=True)
class Chances:
    """The chances of one diagram."""

    answer: Answer
    weigh: Weigh
    order: list[Diagram] = field(init=False)
    reach: Shares = field(default_factory=dict)
    """How likely each node is met."""
    below: dict[int, Shares] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.order = topological(self.answer.root)
        self.reach[id(self.answer.root)] = ONE
        parts = {id(node): self.parts(node) for node in self.order}
        for node in self.order:
            for weight, total, inner in parts[id(node)]:
                share = self.reach[id(node)] * weight // total
                self.reach[id(inner)] = self.reach.get(id(inner), 0) + share
        for node in reversed(self.order):
            if isinstance(node, End):
                self.below[id(node)] = {} if node.value is INVALID else {id(node): ONE}
            else:
                self.below[id(node)] = _mixed(
                    (w, t, self.below[id(n)]) for w, t, n in parts[id(node)]
                )

    def parts(self, node: Diagram) -> list[tuple[int, int, Diagram]]:
        """Each branch with its weight among all."""
        if isinstance(node, End):
            return []
        weights = self.weigh(node.variable, list(node.keys))
        total = sum(weights)
        return [(w, total, inner) for w, inner in zip(weights, node.branches, strict=True)]

    def now(self) -> int:
        """How far the answer is from settled, in parts of ONE."""
        return _impurity([self.below[id(self.answer.root)]])

    def after(self, variable: Variable) -> int:
        """How far it is expected to be from settled once a variable is known."""
        own = [n for n in self.order if isinstance(n, Split) and n.variable == variable]
        if not own:
            return self.now()
        past = _mixed(
            [
                (1, 1, self.below[id(self.answer.root)]),
                *((-self.reach[id(n)], ONE, self.below[id(n)]) for n in own),
            ]
        )
        keys = sorted_points(own)
        weights = self.weigh(variable, keys)
        total = sum(weights)
        inside = []
        for key, weight in zip(keys, weights, strict=True):
            met = [(self.reach[id(n)], ONE, self.below[id(branch(n, key))]) for n in own]
            case = _mixed([(1, 1, past), *met])
            inside.append({end: max(share, 0) * weight // total for end, share in case.items()})
        return _impurity(inside)


def sorted_points(own: list[Split]) -> list[Any]:
    """The keys of all cells of some nodes of one variable; along a line from the first on."""
    keys = points(own)
    return sorted(keys, key=lambda key: (key is not None, key)) if own[0].line else keys


def _mixed(parts: Iterable[tuple[int, int, Shares]]) -> Shares:
    mixed: Shares = {}
    for weight, total, shares in parts:
        for end, share in shares.items():
            mixed[end] = mixed.get(end, 0) + share * weight // total
    return mixed


def _impurity(cases: list[Shares]) -> int:
    """The impurity within cases, each counted by how likely it is among those that are possible."""
    masses = [sum(case.values()) for case in cases]
    total = sum(masses)
    if not total:
        return 0
    pure = sum(
        sum(share * share for share in case.values()) // mass
        for case, mass in zip(cases, masses, strict=True)
        if mass
    )
    return ONE - pure * ONE // total
