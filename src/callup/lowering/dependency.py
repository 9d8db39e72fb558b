"""Which definitions read which: circles, and how deep one is read through another."""

from __future__ import annotations

from collections.abc import Mapping


def circles(edges: Mapping[str, list[str]]) -> list[list[str]]:
    """Each circle once, found by depth-first search without recursion."""
    state: dict[str, int] = {}
    circles: list[list[str]] = []
    for start in sorted(edges):
        path: list[str] = []
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            name, index = stack.pop()
            if index == 0:
                if state.get(name):
                    continue
                state[name] = 1
                path.append(name)
            following = edges.get(name, [])
            if index < len(following):
                stack.append((name, index + 1))
                after = following[index]
                if state.get(after) == 1:
                    circles.append(path[path.index(after) :])
                elif not state.get(after):
                    stack.append((after, 0))
            else:
                state[name] = 2
                path.pop()
    return circles


def longest_chain(edges: Mapping[str, list[str]]) -> list[str]:
    """The longest chain of names each of which reads the next; there must be no circles."""
    best: dict[str, list[str]] = {}
    for start in sorted(edges):
        stack = [start]
        while stack:
            name = stack[-1]
            waiting = [other for other in edges.get(name, []) if other not in best]
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            below = max((best[other] for other in edges.get(name, [])), key=len, default=[])
            best[name] = [name, *below]
    return max(best.values(), key=len, default=[])
