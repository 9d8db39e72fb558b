"""What claims together imply, and which of them cannot all be true: linear programming by HiGHS.

Rows are exact. HiGHS reckons in floating point, on rows divided by the largest number among them,
so sums count as equal where they differ by less than `TOLERANCE` of that number.

A set of claims is a conflict when, identities and flows that never fall given, no world satisfies
it, and some world satisfies it without any one of its claims (deletion filter). Other conflicts
lack at least one claim of a conflict that is known, so they are found by leaving out each in turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from scipy.optimize import linprog
from scipy.sparse import csr_array

from callup.record.model import Claim, Record
from callup.record.period import Span, days_in_words
from callup.record.system import Row, System, build
from callup.text.words import Words

TOLERANCE: Final = Fraction(1, 10**6)
MOST_CONFLICTS: Final = 50
MOST_SETS: Final = 2_000  # sets of claims that are looked at for further conflicts

Bounds = tuple[Fraction | None, Fraction | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the arithmetic of a conflict: `times` its number, on the lower or upper side."""

    owner: str
    is_claim: bool
    quantities: tuple[str, ...]
    side: str
    number: Fraction
    times: Fraction
    days: Words
    how: Words


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot all be true. Together at least `low` would be at most `high`."""

    claims: tuple[str, ...]
    steps: tuple[Step, ...]
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What the claims imply for a quantity over a window; a bound that is None is open.

    `bounds` is None where the claims conflict. `complete` tells whether all conflicts were sought.
    """

    quantity: str
    bounds: Bounds | None
    binding: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    complete: bool
    claims: tuple[str, ...]
    set_aside: tuple[tuple[str, Words], ...]


def reconcile(
    record: Record, claims: Iterable[Claim], quantity: str, window: Span
) -> Reconciliation:
    """The tightest bounds that the claims and identities allow, or the conflicts among them."""
    system = build(record, claims, quantity, window)
    solver = _Solver(system)
    conflicts, complete = _conflicts(solver)
    bounds: Bounds | None = None
    binding: tuple[str, ...] = ()
    if not conflicts:
        low, below = solver.extreme(1)
        high, above = solver.extreme(-1)
        bounds = (low, high)
        binding = tuple(sorted(below | above))
    return Reconciliation(
        quantity, bounds, binding, conflicts, complete, system.claims, system.set_aside
    )


class _Solver:
    """The rows as matrices, divided by the largest number among them."""

    def __init__(self, system: System) -> None:
        self.system = system
        numbers = [abs(one) for row in system.rows for one in (row.low, row.high) if one]
        self.scale = max(numbers, default=Fraction(1))
        variables = {*system.asked, *(one for row in system.rows for one in row.sum)}
        self.columns = {one: index for index, one in enumerate(sorted(variables))}
        self.sides = [
            (row, sign)
            for row in sorted(system.rows, key=lambda row: (row.owner, row.span, row.how.get("en")))
            for sign, bound in ((1, row.high), (-1, row.low))
            if bound is not None
        ]
        self._feasible: dict[frozenset[str], bool] = {}

    def solve(self, claims: frozenset[str], goal: dict[Any, Fraction] | None, sign: int) -> Any:
        """HiGHS on the rows of these claims; without a goal, the least that they must give way."""
        kept = [(row, way) for row, way in self.sides if not row.is_claim or row.owner in claims]
        slack = len(self.columns)
        data: list[float] = []
        at: list[int] = []
        on: list[int] = []
        limits: list[float] = []
        for index, (row, way) in enumerate(kept):
            for variable, factor in row.sum.items():
                data.append(float(way * factor))
                at.append(index)
                on.append(self.columns[variable])
            if row.is_claim:
                data.append(-1)
                at.append(index)
                on.append(slack)
            bound = row.high if way == 1 else row.low
            assert bound is not None
            limits.append(float(way * bound / self.scale))
        matrix = csr_array((data, (at, on)), shape=(len(kept), slack + 1)) if kept else None
        costs: list[float] = [0] * (slack + 1)
        costs[slack] = 1 if goal is None else 0
        for variable, factor in (goal or {}).items():
            costs[self.columns[variable]] = float(sign * factor)
        ordered = sorted(self.columns, key=self.columns.__getitem__)
        spans: list[tuple[float | None, float | None]] = [
            (0 if one in self.system.rising else None, None) for one in ordered
        ]
        give = None if goal is None else self._give
        spans.append((0, give))
        found = linprog(costs, A_ub=matrix, b_ub=limits or None, bounds=spans, method="highs")
        return found, kept

    _give: float = 0

    def feasible(self, claims: frozenset[str]) -> bool:
        """Whether some world satisfies these claims, within the tolerance."""
        if claims not in self._feasible:
            found, _ = self.solve(claims, None, 1)
            self._feasible[claims] = found.status == 0 and found.fun <= TOLERANCE
            if self._feasible[claims]:
                self._give = max(self._give, float(found.fun))
        return self._feasible[claims]

    def extreme(self, sign: int) -> tuple[Fraction | None, set[str]]:
        """The least (1) or greatest (-1) that is asked for, and the claims that hold it there."""
        found, kept = self.solve(frozenset(self.system.claims), self.system.asked, sign)
        if found.status != 0:
            return None, set()
        value = Fraction(sign * found.fun) * self.scale
        prices = found.ineqlin.marginals if kept else []
        binding = {
            row.owner
            for (row, _), price in zip(kept, prices, strict=True)
            if row.is_claim and abs(price) > TOLERANCE
        }
        return _clean(value), binding

    def conflict(self, claims: frozenset[str]) -> Conflict:
        """The conflict that these claims are, with its arithmetic."""
        found, kept = self.solve(claims, None, 1)
        steps: list[Step] = []
        if found.status == 0:
            prices = [
                Fraction(-price).limit_denominator(10**6) for price in found.ineqlin.marginals
            ]
            least = min((one for one in prices if one > TOLERANCE), default=Fraction(1))
            for (row, way), price in zip(kept, prices, strict=True):
                if price > TOLERANCE:
                    times = (price / least).limit_denominator(1000)
                    steps.append(_step(row, way, times))
        merged = _merged(steps)
        low = sum((s.times * s.number for s in merged if s.side == "at least"), Fraction(0))
        high = sum((s.times * s.number for s in merged if s.side == "at most"), Fraction(0))
        return Conflict(tuple(sorted(claims)), merged, low, high)


def _step(row: Row, way: int, times: Fraction) -> Step:
    number = row.high if way == 1 else row.low
    assert number is not None
    names = tuple(sorted({name for name, _ in row.sum}))
    side = "at most" if way == 1 else "at least"
    how = row.how
    return Step(row.owner, row.is_claim, names, side, number, times, days_in_words(row.span), how)


def _merged(steps: list[Step]) -> tuple[Step, ...]:
    """Claims first; an identity that is used on many stretches stands once."""
    seen: dict[tuple[object, ...], Step] = {}
    for one in steps:
        key = (one.owner, one.side, one.number, one.days if one.is_claim or one.number else "")
        seen.setdefault(key, one)
    ranked = {"at least": 0, "at most": 1}
    return tuple(sorted(seen.values(), key=lambda s: (not s.is_claim, ranked[s.side], s.owner)))


def _clean(value: Fraction) -> Fraction:
    """The number without the dust of floating point: to the thousandth."""
    return Fraction(round(value * 1000), 1000)


def _conflicts(solver: _Solver) -> tuple[tuple[Conflict, ...], bool]:
    """All minimal sets up to the stated bounds, and whether the bounds were kept."""
    known: list[frozenset[str]] = []
    waiting = [frozenset(solver.system.claims)]
    seen = set(waiting)
    complete = True
    while waiting:
        claims = waiting.pop()
        found = next((one for one in known if one <= claims), None)
        if found is None:
            if solver.feasible(claims):
                continue
            found = _least(solver, claims)
            known.append(found)
        if len(known) >= MOST_CONFLICTS or len(seen) >= MOST_SETS:
            complete = not waiting and not found
            break
        for one in sorted(found):
            without = claims - {one}
            if without not in seen:
                seen.add(without)
                waiting.append(without)
    ordered = sorted(known, key=lambda one: (len(one), sorted(one)))
    return tuple(solver.conflict(one) for one in ordered), complete


def _least(solver: _Solver, claims: frozenset[str]) -> frozenset[str]:
    """A minimal set within claims that no world satisfies (deletion filter)."""
    kept = claims
    for one in sorted(claims):
        if not solver.feasible(kept - {one}):
            kept -= {one}
    return kept
