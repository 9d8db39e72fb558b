"""Values that are one of a few constants, by cases: comparing one compares each constant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from callup.readers.frames.cell import Cases, Cell
from callup.readers.frames.truth import conjunction, disjunction, negation, possibly

MOST = 12
"""With more constants than this a value is worked out as a column."""


def choose(condition: Cell, then: Cell, otherwise: Cell) -> Cases | None:
    """One of two by a condition that may be unknown; None where there are not few constants."""
    if not (_is_few(then) and _is_few(otherwise)):
        return None
    values = dict.fromkeys((*_values(then), *_values(otherwise)))
    if not 0 < len(values) <= MOST:
        return None
    other = negation(condition)

    def flag(value: Any) -> Cell:
        first, second = _flag(then, value), _flag(otherwise, value)
        # where the condition is unknown, what holds in both branches holds
        both = conjunction(first, second) if condition is None else False
        return disjunction(conjunction(condition, first), conjunction(other, second), both)

    open = disjunction(
        conjunction(possibly(condition), _open(then)),
        conjunction(possibly(other), _open(otherwise)),
    )
    return Cases(tuple((value, flag(value)) for value in values), open)


def by_key(values: dict[str, Cell], inside: Callable[[frozenset[str]], Cell]) -> Cases | None:
    """The value that stands at a key; `inside` says whether the key is one of several.

    None where there are not few constants.
    """
    if not all(value is None or _is_constant(value) for value in values.values()):
        return None
    names: dict[Any, list[str]] = {}
    for name, value in values.items():
        names.setdefault(value, []).append(name)
    unknown = inside(frozenset(names.pop(None, ())))
    if not 0 < len(names) <= MOST:
        return None
    flags = tuple((value, inside(frozenset(keys))) for value, keys in names.items())
    return Cases(flags, possibly(unknown))


def spread(cases: Cases, test: Callable[[Any], Cell], strictest: Any = None) -> Cell:
    """A yes-or-no test of a value: yes or no where all constants that it may be say so.

    `strictest` is the constant whose yes is a yes of all, where there is one.
    """
    results = {value: test(value) for value, _ in cases.flags}
    either = (conjunction(flag, results[value]) for value, flag in cases.flags)
    every = (results[strictest],) if strictest is not None else results.values()
    return disjunction(
        *either, conjunction(negation(cases.open), *every), conjunction(cases.open, None)
    )


def _is_constant(cell: Cell) -> bool:
    return isinstance(cell, (int, Fraction, date, str)) and not isinstance(cell, bool)


def _is_few(cell: Cell) -> bool:
    return cell is None or isinstance(cell, Cases) or _is_constant(cell)


def _values(cell: Cell) -> tuple[Any, ...]:
    if isinstance(cell, Cases):
        return tuple(value for value, _ in cell.flags)
    return () if cell is None else (cell,)


def _flag(cell: Cell, value: Any) -> Cell:
    if isinstance(cell, Cases):
        found: Cell = dict(cell.flags).get(value, False)
        return found
    return cell is not None and bool(cell == value)


def _open(cell: Cell) -> Cell:
    return cell.open if isinstance(cell, Cases) else cell is None
