"""Describes a set of people by conditions: a short list of short alternatives, exactly the set.

An alternative is a list of conditions that only people of the set meet (an implicant), of which
none can be left out. For a person of the set, the lightest such list among the conditions that
this person meets is found by turns: a cheapest list that hits every obstacle known so far is
tried; whoever meets it and is not of the set is a new obstacle, for at least one of the conditions
that person lacks must be asked for.

Alternatives are added until nobody of the set is left, and those are dropped that the others make
needless. The solver checks both: each of them holds only people of the set, together all of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from callup.readers.proof.literal import Literal
from callup.readers.proof.logic import Bool, both, either, opposite
from callup.readers.proof.person import truth_of
from callup.readers.proof.solve import Solver

MOST_ALTERNATIVES = 24
MOST_TURNS = 60
MOST_STEPS = 20_000


class NotDescribed(Exception):
    """The conditions do not tell the people of the set from others, or too many are needed."""


Alternative = tuple[Literal, ...]


def cover(solver: Solver, target: Bool, literals: Sequence[Literal]) -> list[Alternative]:
    """Alternatives that together are exactly the set. Raises NotDescribed, Undecided."""
    found: list[Alternative] = []
    left = target
    while (model := solver.find(left)) is not None:
        if len(found) >= MOST_ALTERNATIVES:
            raise NotDescribed
        met = [one for one in literals if truth_of(one.holds, model)]
        alternative = _lightest(solver, target, met)
        found.append(alternative)
        left = both(left, opposite(_all(alternative)))
    return _needed(solver, target, found)


def _all(alternative: Alternative) -> Bool:
    return both(*(one.holds for one in alternative))


def _needed(solver: Solver, target: Bool, found: list[Alternative]) -> list[Alternative]:
    """The alternatives without those that the others make needless; the heaviest goes first."""
    kept = sorted(found, key=_weight)
    for alternative in sorted(found, key=_weight, reverse=True):
        others = [one for one in kept if one is not alternative]
        rest = opposite(either(*(_all(one) for one in others)))
        if others and solver.find(target, rest) is None:
            kept = others
    return kept


def _weight(alternative: Alternative) -> int:
    return sum(one.weight for one in alternative)


def _lightest(solver: Solver, target: Bool, met: list[Literal]) -> Alternative:
    """The lightest list of conditions, among those met, that only people of the set meet."""
    obstacles: list[frozenset[int]] = []
    for _ in range(MOST_TURNS):
        chosen = lightest_hitting([one.weight for one in met], obstacles)
        if chosen is None:
            break
        other = solver.find(opposite(target), *(met[i].holds for i in sorted(chosen)))
        if other is None:
            return tuple(met[i] for i in sorted(chosen))
        lacking = frozenset(i for i, one in enumerate(met) if not truth_of(one.holds, other))
        if not lacking:
            raise NotDescribed
        obstacles.append(lacking)
    return _shrunk(solver, target, met)


def _shrunk(solver: Solver, target: Bool, met: list[Literal]) -> Alternative:
    """A list from which nothing can be left out, found by leaving out one after the other."""
    kept = {index: one.holds for index, one in enumerate(met)}
    outside = opposite(target)
    core = solver.core({**kept, "outside": outside})
    if core is None:
        raise NotDescribed
    names = sorted((i for i in core if i != "outside"), key=lambda i: -met[i].weight)
    for index in list(names):
        others = [i for i in names if i != index]
        if solver.find(outside, *(met[i].holds for i in others)) is None:
            names = others
    return tuple(met[i] for i in sorted(names))


def lightest_hitting(
    weights: Sequence[int], obstacles: Sequence[frozenset[int]]
) -> frozenset[int] | None:
    """The lightest set of numbers that meets every obstacle; None where it takes too long."""
    search = _Search(weights, sorted(obstacles, key=len))
    search.go(frozenset(), 0, frozenset())
    return None if search.steps > MOST_STEPS else search.best


@dataclass(slots=True)
class _Search:
    weights: Sequence[int]
    obstacles: Sequence[frozenset[int]]
    best: frozenset[int] | None = None
    weight: int = 0
    steps: int = 0

    def go(self, chosen: frozenset[int], weight: int, barred: frozenset[int]) -> None:
        """Branches on the first obstacle that is not met yet."""
        self.steps += 1
        if self.steps > MOST_STEPS or (self.best is not None and weight >= self.weight):
            return
        unmet = next((one for one in self.obstacles if not one & chosen), None)
        if unmet is None:
            self.best, self.weight = chosen, weight
            return
        tried = barred
        for index in sorted(unmet - barred, key=lambda i: (self.weights[i], i)):
            self.go(chosen | {index}, weight + self.weights[index], tried)
            tried |= {index}
