"""What an answer comes to over what can be asked, when the rest stays unknown for good.

Some of what an answer waits for nobody will tell: facts that the person does not know, and
switches of the law. Over all ways in which that may stand, an answer is settled where one end is
left, and open where there are several. So the diagram of an answer becomes one over the variables
that can be asked, with OPEN among its ends. A question can matter only if it stands there.

A node of the new diagram is a set of nodes of the old one: those that are possible at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from callup.readers.explain.diagram import (
    OTHER,
    Answer,
    Diagram,
    End,
    Split,
    follow,
    points,
    same_end,
)
from callup.readers.explain.partial import INVALID, UNKNOWN, Outcome, Variable

OPEN = Outcome("open")
"""The end where the answer stays unknown, whatever else is told."""

MOST_STATES = 4_000


class TooManyStates(Exception):
    """The sets of nodes passed their bound."""


def settle(answer: Answer, can_ask: Callable[[Variable], bool]) -> Answer:
    """The diagram of what can be settled by asking. Raises TooManyStates."""
    settler = _Settler(answer.order, can_ask)
    return Answer(settler.of([answer.root]), answer.order)


@dataclass(slots=True)
class _Settler:
    order: dict[Variable, int]
    can_ask: Callable[[Variable], bool]
    memo: dict[frozenset[int], Diagram] = field(default_factory=dict)
    splits: dict[tuple[Any, ...], Split] = field(default_factory=dict)
    ends: dict[Any, End] = field(default_factory=dict)

    def of(self, together: list[Diagram]) -> Diagram:
        """The diagram of nodes that are possible at once."""
        end, left = self.opened(together)
        if end is not None and (end.value is OPEN or not left):
            return end
        if not left:
            return self.end(End(INVALID))
        key = frozenset((*map(id, left), id(end)))
        found = self.memo.get(key)
        if found is None:
            if len(self.memo) > MOST_STATES:
                raise TooManyStates
            found = self.memo[key] = self.split(left if end is None else [*left, end], left)
        return found

    def opened(self, together: list[Diagram]) -> tuple[End | None, list[Split]]:
        """The end that all share so far, and the nodes whose variable can be asked."""
        end: End | None = None
        left: dict[int, Split] = {}
        stack, seen = list(together), set(map(id, together))
        while stack:
            node = stack.pop()
            if isinstance(node, End):
                if node.value is not INVALID:
                    end = self.joined(end, node)
            elif self.can_ask(node.variable):
                left[id(node)] = node
            else:
                stack += [one for one in node.branches if id(one) not in seen]
                seen.update(map(id, node.branches))
        return end, sorted(left.values(), key=lambda node: self.order[node.variable])

    def joined(self, end: End | None, other: End) -> End:
        """One end for two: their own where they are the same, else OPEN."""
        if other.value is UNKNOWN or (end is not None and not same_end(end, other)):
            return self.end(End(OPEN))
        return self.end(other)

    def end(self, end: End) -> End:
        return self.ends.setdefault((type(end.value), end.value), end)

    def split(self, together: Sequence[Diagram], left: list[Split]) -> Diagram:
        variable = left[0].variable
        own = [node for node in left if node.variable == variable]
        line = own[0].line
        keys: list[Any] = []
        branches: list[Diagram] = []
        for key in _ordered(points(own), line):
            branch = self.of([follow(node, variable, key) for node in together])
            if line and branches and branches[-1] is branch:
                continue
            keys.append(key)
            branches.append(branch)
        if all(branch is branches[0] for branch in branches):
            return branches[0]
        shape = (variable, *((type(key), key) for key in keys), *map(id, branches))
        return self.splits.setdefault(shape, Split(variable, line, tuple(keys), tuple(branches)))


def _ordered(keys: list[Any], line: bool) -> list[Any]:
    """Along a line from its first cell on; of a choice, the rest last."""
    if line:
        return sorted(keys, key=lambda key: (key is not None, key))
    return [key for key in keys if key is not OTHER] + ([OTHER] if OTHER in keys else [])
