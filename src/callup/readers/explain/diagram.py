"""Decision diagrams: what an answer comes to in every case, and which variables matter."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from callup.readers.explain.partial import INVALID, Value, Variable

OTHER = object()
"""Stands for a value of a choice that no formula mentions."""


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """An end of the diagram: a constant value, or NONE, CONFLICT, UNKNOWN, INVALID."""

    value: Value


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """A node of the diagram. `keys[i]` begins the cell (on a line, None the first), is the value
    (of a choice, OTHER the rest) or holds the settings (of a switch) that lead to `branches[i]`."""

    variable: Variable
    line: bool
    keys: tuple[Any, ...]
    branches: tuple[Diagram, ...]


Diagram = End | Split


@dataclass(slots=True)
class Answer:
    """The diagram of one question."""

    root: Diagram
    order: dict[Variable, int]

    def ends(self) -> list[Value]:
        """The different possible answers; the impossible is left out."""
        found: list[Value] = []
        for node in nodes(self.root):
            if isinstance(node, End) and node.value is not INVALID:
                found.append(node.value)
        return found

    def ends_where(self, variable: Variable, key: object) -> list[Value]:
        """The possible answers when a variable has one value."""
        found: list[Value] = []
        seen: set[int] = set()
        stack: list[Diagram] = [self.root]
        while stack:
            node = stack.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, End):
                if node.value is not INVALID:
                    found.append(node.value)
            elif node.variable == variable:
                stack.append(branch(node, key))
            else:
                stack.extend(node.branches)
        return found

    def mattering(self) -> list[Variable]:
        """The variables that matter, those first whose answer is expected to settle most."""
        worth = _worth(self.root)
        return sorted(self.matter(), key=lambda one: (-worth[one], self.order[one]))

    def matter(self) -> set[Variable]:
        """The variables that matter."""
        comparer = _Comparer(self.order)
        matter: set[Variable] = set()
        for node in nodes(self.root):
            if isinstance(node, Split) and node.variable not in matter:
                pairs = [
                    (a, b) for i, a in enumerate(node.branches) for b in node.branches[i + 1 :]
                ]
                if any(comparer.differ(a, b) for a, b in pairs):
                    matter.add(node.variable)
        return matter


def nodes(root: Diagram) -> list[Diagram]:
    """Every node once, outer before inner."""
    seen = {id(root)}
    found = [root]
    for node in found:
        if isinstance(node, Split):
            for branch in node.branches:
                if id(branch) not in seen:
                    seen.add(id(branch))
                    found.append(branch)
    return found


def _worth(root: Diagram) -> dict[Variable, Fraction]:
    """For each variable, how likely the commonest end is once its value is known, on average.

    All cells of a node count as equally likely. One pass down gives how likely each node is
    reached, one pass up the shares of the ends below it.
    """
    nodes = topological(root)
    reach: dict[int, Fraction] = {id(root): Fraction(1)}
    for node in nodes:
        if isinstance(node, Split):
            part = reach[id(node)] / len(node.branches)
            for branch in node.branches:
                reach[id(branch)] = reach.get(id(branch), Fraction(0)) + part
    shares: dict[int, Shares] = {}
    for node in reversed(nodes):
        if isinstance(node, End):
            shares[id(node)] = {} if node.value is INVALID else {id(node): Fraction(1)}
        else:
            parts = [
                (shares[id(branch)], Fraction(1, len(node.branches))) for branch in node.branches
            ]
            shares[id(node)] = _mixed(parts)
    variables = {node.variable for node in nodes if isinstance(node, Split)}
    return {one: _settled(one, root, nodes, reach, shares) for one in variables}


Shares = dict[int, Fraction]


def _settled(
    variable: Variable,
    root: Diagram,
    nodes: list[Diagram],
    reach: dict[int, Fraction],
    shares: dict[int, Shares],
) -> Fraction:
    own = [node for node in nodes if isinstance(node, Split) and node.variable == variable]
    past = _mixed([(shares[id(root)], Fraction(1)), *((shares[id(n)], -reach[id(n)]) for n in own)])
    keys = points(own)
    total = Fraction(0)
    for key in keys:
        inside = _mixed(
            [(past, Fraction(1)), *((shares[id(branch(n, key))], reach[id(n)]) for n in own)]
        )
        mass = sum(inside.values(), Fraction(0))
        total += max(inside.values()) / mass if mass else Fraction(0)
    return total / len(keys)


def _mixed(parts: list[tuple[Shares, Fraction]]) -> Shares:
    mixed: Shares = {}
    for shares, weight in parts:
        for end, share in shares.items():
            mixed[end] = mixed.get(end, Fraction(0)) + share * weight
    return mixed


def topological(root: Diagram) -> list[Diagram]:
    """Every node once, each before those below it."""
    done: set[int] = set()
    order: list[Diagram] = []
    stack: list[tuple[Diagram, bool]] = [(root, False)]
    while stack:
        node, left = stack.pop()
        if left:
            order.append(node)
        elif id(node) not in done:
            done.add(id(node))
            stack.append((node, True))
            if isinstance(node, Split):
                stack.extend((branch, False) for branch in node.branches)
    order.reverse()
    return order


def points(nodes: list[Split]) -> list[Any]:
    """Keys of all cells of these nodes, settings of switches one by one; each once."""
    keys: list[Any] = []
    for node in nodes:
        for key in node.keys:
            for point in sorted(key) if isinstance(key, frozenset) else (key,):
                if point not in keys:
                    keys.append(point)
    return keys


def branch(node: Split, key: Any) -> Diagram:
    """The branch for a value, or for the cell that begins at it."""
    if not node.line:
        for own, branch in zip(node.keys, node.branches, strict=True):
            if own == key or (isinstance(own, frozenset) and key in own):
                return branch
        return node.branches[node.keys.index(OTHER)] if OTHER in node.keys else node.branches[-1]
    if key is None:
        return node.branches[0]
    return node.branches[bisect_right(node.keys[1:], key)]


@dataclass(slots=True)
class _Comparer:
    """Whether two diagrams give different possible answers for one and the same completion."""

    order: dict[Variable, int]
    memo: dict[tuple[int, int], bool] = field(default_factory=dict)

    def differ(self, a: Diagram, b: Diagram) -> bool:
        if a is b:
            return False
        key = (id(a), id(b)) if id(a) < id(b) else (id(b), id(a))
        found = self.memo.get(key)
        if found is None:
            found = self.memo[key] = self._differ(a, b)
        return found

    def _differ(self, a: Diagram, b: Diagram) -> bool:
        if isinstance(a, End) and isinstance(b, End):
            return a.value is not INVALID and b.value is not INVALID and not same_end(a, b)
        splits = [node for node in (a, b) if isinstance(node, Split)]
        top = min(splits, key=lambda node: self.order[node.variable])
        keys = points([node for node in splits if node.variable == top.variable])
        return any(
            self.differ(follow(a, top.variable, key), follow(b, top.variable, key)) for key in keys
        )


def follow(node: Diagram, variable: Variable, key: Any) -> Diagram:
    if isinstance(node, Split) and node.variable == variable:
        return branch(node, key)
    return node


def same_end(a: End, b: End) -> bool:
    return type(a.value) is type(b.value) and bool(a.value == b.value)
