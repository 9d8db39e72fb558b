"""What a term or position comes to for everybody: a value, none, a conflict, or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

from callup.ir.program import Otherwise, Rule
from callup.ir.types import Type
from callup.readers.proof.logic import UNSETTLED, Bool, Truth, alike, both, either, known, opposite
from callup.readers.proof.operate import Operators, Result
from callup.readers.proof.value import NOTHING, Valued, crossed, gather


@dataclass(frozen=True, slots=True)
class Applied:
    """A rule with whom its conditions hold for, whom it applies to (no other rule overrides it
    there), and what it gives."""

    rule: Rule
    holds: Truth
    applies: Truth
    gives: Result


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whom a definition has a value for, and which; for whom it is none or in conflict.

    For all others it is unknown; where it is not covered, for everybody neither.
    """

    value: Result
    known: Bool
    none: Bool
    conflict: Bool
    covered: bool = True

    @staticmethod
    def not_covered(type: Type) -> Outcome:
        empty: Result = UNSETTLED if type.kind == "boolean" else NOTHING
        return Outcome(empty, False, False, False, covered=False)

    @staticmethod
    def of(value: Result) -> Outcome:
        return Outcome(value, value.settled, False, False)

    @property
    def unknown(self) -> Bool:
        return both(opposite(self.known), opposite(self.none), opposite(self.conflict))

    def read(self) -> Result:
        """What a formula gets that reads the definition."""
        if isinstance(self.value, Truth):
            return Truth(both(self.value.yes, self.known), self.known)
        return Valued(self.value.cases, self.known)


@dataclass(frozen=True, slots=True)
class _Group:
    """The rules that give the same: whom one of them certainly, or perhaps, applies to."""

    gives: Result
    certain: Bool
    perhaps: Bool

    @property
    def present(self) -> Bool:
        return either(self.certain, self.perhaps)


def decide(rules: list[Applied], otherwise: Otherwise, type: Type, operators: Operators) -> Outcome:
    """No rule applies: `otherwise`. All that apply agree: that value. Else a conflict.

    A rule whose conditions nothing settles may apply: then there is a value only where it would
    change nothing.
    """
    groups = _grouped(rules)
    silent = opposite(either(*(group.certain for group in groups)))
    spoken = either(*(group.present for group in groups))
    if otherwise in ("no", "yes"):
        groups = _with_silence(groups, otherwise == "yes", silent)
    conflict = either(
        *(
            both(a.certain, b.certain, a.gives.settled, b.gives.settled, _differ(a, b, operators))
            for a, b in combinations(groups, 2)
        )
    )
    unsettled = either(*(both(g.present, opposite(g.gives.settled)) for g in groups))
    apart = either(
        *(both(a.present, b.present, _differ(a, b, operators)) for a, b in combinations(groups, 2))
    )
    has_value = either(*(group.present for group in groups))
    if otherwise in ("none", "unknown"):
        # what applies only perhaps leaves open whether the law is silent
        has_value = both(has_value, opposite(silent))
    settled = both(has_value, opposite(conflict), opposite(unsettled), opposite(apart))
    none = both(otherwise == "none", opposite(spoken))
    return Outcome(_value(groups, type, operators), settled, none, conflict)


def _grouped(rules: list[Applied]) -> list[_Group]:
    found: dict[Any, _Group] = {}
    for rule in rules:
        certain = rule.applies.yes
        perhaps = opposite(rule.applies.settled)
        key = _key(rule.gives)
        if key in found:
            old = found[key]
            certain, perhaps = either(old.certain, certain), either(old.perhaps, perhaps)
        found[key] = _Group(rule.gives, certain, perhaps)
    return list(found.values())


def _with_silence(groups: list[_Group], value: bool, silent: Bool) -> list[_Group]:
    """The groups and, where no rule certainly applies, what silence says."""
    found = [group for group in groups if group.gives != known(value)]
    same = [group for group in groups if group.gives == known(value)]
    certain = either(*(group.certain for group in same))
    perhaps = either(silent, *(group.perhaps for group in same))
    return [*found, _Group(known(value), certain, perhaps)]


def _key(gives: Result) -> Any:
    """The same for rules that give the same constant."""
    if isinstance(gives, Truth) and isinstance(gives.yes, bool) and gives.settled is True:
        return gives
    if isinstance(gives, Valued) and len(gives.cases) == 1 and gives.settled is True:
        ((guard, base),) = gives.cases
        if guard is True and isinstance(base, (int, str, frozenset)):
            return (type(base), base)
    return id(gives)


def _differ(a: _Group, b: _Group, operators: Operators) -> Bool:
    return differ(a.gives, b.gives, operators)


def differ(one: Result, other: Result, operators: Operators) -> Bool:
    """Whether two settled values are not the same."""
    if isinstance(one, Truth) and isinstance(other, Truth):
        return opposite(alike(one.yes, other.yes))
    assert isinstance(one, Valued)
    assert isinstance(other, Valued)
    return either(
        *(
            both(guard, opposite(operators.equal(*bases)))
            for guard, bases in crossed([one, other], operators.context)
        )
    )


def _value(groups: list[_Group], type: Type, operators: Operators) -> Result:
    """The value that those present share, wherever there is one."""
    if type.kind == "boolean":
        yes = [both(g.present, g.gives.yes) for g in groups if isinstance(g.gives, Truth)]
        return known(either(*yes))
    cases = [
        (both(group.present, guard), base)
        for group in groups
        if isinstance(group.gives, Valued)
        for guard, base in group.gives.cases
    ]
    return gather(cases, True, operators.context)
