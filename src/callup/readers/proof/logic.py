"""Truth that is either known now or left to the solver: `bool`, or a formula of Z3.

What is known is folded away here, so that only what people differ in reaches the solver.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import z3

Bool = Any
"""`bool` or a formula of Z3."""


def both(*parts: Bool) -> Bool:
    """Whether all of them hold."""
    left: dict[int, Bool] = {}
    for part in parts:
        if part is False:
            return False
        if part is not True:
            left[part.get_id()] = part
    if len(left) > 1:
        return z3.And(list(left.values()))
    return next(iter(left.values()), True)


def either(*parts: Bool) -> Bool:
    """Whether any of them holds."""
    left: dict[int, Bool] = {}
    for part in parts:
        if part is True:
            return True
        if part is not False:
            left[part.get_id()] = part
    if len(left) > 1:
        return z3.Or(list(left.values()))
    return next(iter(left.values()), False)


def opposite(part: Bool) -> Bool:
    if isinstance(part, bool):
        return not part
    return part.arg(0) if z3.is_not(part) else z3.Not(part)


def choose(condition: Bool, then: Bool, otherwise: Bool) -> Bool:
    """`then` where the condition holds, else `otherwise`."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    if isinstance(then, bool) or isinstance(otherwise, bool):
        return either(both(condition, then), both(opposite(condition), otherwise))
    return then if then.eq(otherwise) else z3.If(condition, then, otherwise)


def alike(a: Bool, b: Bool) -> Bool:
    """Whether both hold or neither."""
    if isinstance(a, bool):
        return b if a else opposite(b)
    if isinstance(b, bool):
        return a if b else opposite(a)
    return a == b


class Truth(NamedTuple):
    """Yes, no, or not settled by anything: `yes` implies `settled`."""

    yes: Bool
    settled: Bool

    @property
    def no(self) -> Bool:
        return both(self.settled, opposite(self.yes))


UNSETTLED = Truth(False, False)


def known(yes: Bool) -> Truth:
    return Truth(yes, True)


def all_of(parts: Iterable[Truth]) -> Truth:
    """All of them, by Kleene: one that is no decides, whatever is not settled."""
    found = list(parts)
    yes = both(*(part.yes for part in found))
    if all(part.settled is True for part in found):
        return Truth(yes, True)
    return Truth(yes, either(yes, *(part.no for part in found)))


def any_of(parts: Iterable[Truth]) -> Truth:
    """Any of them, by Kleene."""
    found = list(parts)
    yes = either(*(part.yes for part in found))
    if all(part.settled is True for part in found):
        return Truth(yes, True)
    return Truth(yes, either(yes, both(*(part.no for part in found))))


def negation(part: Truth) -> Truth:
    return Truth(part.no, part.settled)
