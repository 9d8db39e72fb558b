"""What the rules of a definition come to together: a value, none, a conflict or unknown.

A rule is a pair: whether it applies, and what it gives. Where all that apply agree, that is the
value; where two differ, it is a conflict, and there is no value, not even one that could be known;
where none applies, what the definition says about silence holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from callup.ir.program import Otherwise
from callup.readers.frames import kleene
from callup.readers.frames.cell import Cell, Column
from callup.readers.frames.formula import Formulas, Truth
from callup.readers.frames.logic import Alternatives, Logic, as_truth

Pair = tuple[Truth, Cell]
MOST_VALUES = 40
"""Among how many constants rules may decide before they become one column."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where `conflict` or `none` is yes, `value` is what nothing can settle."""

    value: Cell
    conflict: Truth = False
    none: Truth = False


def decide_truth(otherwise: Otherwise, pairs: Sequence[Pair], formulas: Formulas) -> Outcome:
    """The outcome of rules that give yes or no."""
    both, either, opposite = formulas.conjunction, formulas.disjunction, formulas.negation
    yes = either(*(both(applies, as_truth(gives)) for applies, gives in pairs))
    no = either(*(both(applies, opposite(as_truth(gives))) for applies, gives in pairs))
    conflict = both(yes, no)
    match otherwise:
        case "no":
            return Outcome(both(yes, either(opposite(no), None)), conflict)
        case "yes":
            return Outcome(opposite(both(no, either(opposite(yes), None))), conflict)
        case "unknown" | "none":
            value = either(both(yes, opposite(no)), both(None, either(yes, opposite(no))))
            none = _silent(pairs, formulas) if otherwise == "none" else False
            return Outcome(value, conflict, none)


def decide_value(otherwise: Otherwise, pairs: Sequence[Pair], logic: Logic) -> Outcome:
    """The outcome of rules that give numbers, days or choices."""
    none = _silent(pairs, logic.formulas) if otherwise == "none" else False
    if len(pairs) == 1:
        ((applies, gives),) = pairs
        return Outcome(logic.choose(applies, gives, None), False, none)
    found = [logic.alternatives(gives) for _, gives in pairs]
    known = [one for one in found if one is not None]
    values = list(dict.fromkeys(key for one in known for key in one.truths))
    if len(known) < len(found) or len(values) > MOST_VALUES:
        value, conflict = _among_columns(pairs, logic)
    else:
        among = [(applies, one) for (applies, _), one in zip(pairs, known, strict=True)]
        value, conflict = _among_constants(among, [value for _, value in values], logic)
    return Outcome(value, conflict, none)


def _silent(pairs: Sequence[Pair], formulas: Formulas) -> Truth:
    """Whether no rule applies."""
    return formulas.negation(formulas.disjunction(*(applies for applies, _ in pairs)))


def _among_constants(
    pairs: Sequence[tuple[Truth, Alternatives]], values: list[Any], logic: Logic
) -> tuple[Cell, Truth]:
    """The value that some rule gives and no rule another; and whether two are given."""
    formulas = logic.formulas
    given = [
        formulas.disjunction(
            *(formulas.conjunction(applies, gives.of(v)) for applies, gives in pairs)
        )
        for v in values
    ]
    conflict: Truth = False
    before: Truth = False
    for one in given:
        conflict = formulas.disjunction(conflict, formulas.conjunction(before, one))
        before = formulas.disjunction(before, one)
    result: Cell = None
    for index, value in reversed(list(enumerate(values))):
        others = formulas.disjunction(*given[:index], *given[index + 1 :])
        only = formulas.conjunction(given[index], formulas.negation(others))
        result = logic.choose(only, value, result)
    return result, conflict


def _among_columns(pairs: Sequence[Pair], logic: Logic) -> tuple[Cell, Truth]:
    """The same for values that are columns, row by row in Kleene's logic."""
    share = logic.shared
    columns = [(share(logic.settled(a)), share(logic.column(g))) for a, g in pairs]
    certain = [kleene.certainly(applies) for applies, _ in columns]
    first: Cell = None
    for sure, (_, gives) in reversed(list(zip(certain, columns, strict=True))):
        first = kleene.where(kleene.conjunction(sure, kleene.known(gives)), gives, first)
    first = share(first)
    alike = [share(kleene.equal(gives, first)) for _, gives in columns]
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
            for (applies, _), one in zip(columns, alike, strict=True)
        ),
    )
    value = share(kleene.where(share(settled), first, None))
    if isinstance(conflict, Column):
        return value, logic.formulas.row(("conflict", *logic.keep(conflict)), conflict)
    return value, as_truth(conflict)
