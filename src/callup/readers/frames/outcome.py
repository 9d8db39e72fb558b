"""What the rules of a definition come to together: a value, none, a conflict or unknown.

A rule is a pair: whether it applies, and what it gives. It is certain where it is known to apply,
and possible where it is not known not to. All that are possible agree: that value, provided that
one is certain or silence says the same. Two certain ones differ: conflict. None is possible:
silence. All else is unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from callup.ir.program import Otherwise
from callup.readers.frames import kleene
from callup.readers.frames.cell import Cell

Pair = tuple[Cell, Cell]


@dataclass(frozen=True, slots=True)
class Outcome:
    """`conflict` and `none` are never unknown; where either is yes, `value` is unknown."""

    value: Cell
    conflict: Cell = False
    none: Cell = False


def decide_truth(otherwise: Otherwise, pairs: list[Pair]) -> Outcome:
    """The outcome of rules that give yes or no."""
    yes = kleene.disjunction(*(kleene.conjunction(a, g) for a, g in pairs))
    no = kleene.disjunction(*(kleene.conjunction(a, kleene.negation(g)) for a, g in pairs))
    conflict = kleene.conjunction(kleene.certainly(yes), kleene.certainly(no))
    if otherwise == "no":
        return Outcome(_unless(yes, no), conflict)
    if otherwise == "yes":
        return Outcome(kleene.negation(_unless(no, yes)), conflict)
    only_yes = kleene.conjunction(yes, kleene.negation(no))
    only_no = kleene.conjunction(no, kleene.negation(yes))
    value = kleene.where(
        kleene.certainly(only_yes), True, kleene.where(kleene.certainly(only_no), False, None)
    )
    return Outcome(value, conflict, _silent(pairs) if otherwise == "none" else False)


def _unless(one: Cell, other: Cell) -> Cell:
    """Yes where `one` is yes and `other` no; no where `one` is no; else unknown."""
    return kleene.conjunction(one, kleene.disjunction(kleene.negation(other), None))


def decide_value(otherwise: Otherwise, pairs: list[Pair], share: Callable[[Cell], Cell]) -> Outcome:
    """The outcome of rules that give numbers, days or choices."""
    none = _silent(pairs) if otherwise == "none" else False
    if len(pairs) == 1:
        ((applies, gives),) = pairs
        return Outcome(kleene.where(kleene.certainly(applies), gives, None), False, none)
    certain = [kleene.certainly(applies) for applies, _ in pairs]
    first: Cell = None
    for sure, (_, gives) in reversed(list(zip(certain, pairs, strict=True))):
        first = kleene.where(kleene.conjunction(sure, kleene.known(gives)), gives, first)
    first = share(first)
    alike = [share(kleene.equal(gives, first)) for _, gives in pairs]
    conflict = kleene.disjunction(
        *(
            kleene.conjunction(sure, kleene.certainly(kleene.negation(one)))
            for sure, one in zip(certain, alike, strict=True)
        )
    )
    settled = kleene.conjunction(
        kleene.disjunction(*certain),
        *(
            kleene.disjunction(kleene.certainly(kleene.negation(applies)), kleene.certainly(one))
            for (applies, _), one in zip(pairs, alike, strict=True)
        ),
    )
    return Outcome(kleene.where(settled, first, None), conflict, none)


def _silent(pairs: list[Pair]) -> Cell:
    """Whether certainly no rule applies."""
    return kleene.conjunction(*(kleene.certainly(kleene.negation(a)) for a, _ in pairs))
