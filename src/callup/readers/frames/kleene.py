"""Three-valued logic on cells: null is unknown, and what does not depend on it is known.

Every `when` here has a condition that cannot be null; a bare when/otherwise on one that can takes
the second branch silently, on every engine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import narwhals as nw

from callup.ir.nodes import Constant
from callup.readers.frames.cell import (
    Branch,
    Cell,
    Column,
    Curve,
    Formula,
    Members,
    as_column,
    constant,
    dtype,
    is_column,
    reads_of,
)
from callup.readers.frames.days import ordinal
from callup.readers.frames.truth import (
    certainly,
    conjunction,
    disjunction,
    negation,
    possibly,
)

__all__ = [
    "agreed",
    "aligned",
    "among",
    "certainly",
    "choose",
    "conjunction",
    "disjunction",
    "equal",
    "has",
    "is_truth",
    "known",
    "names_of",
    "negation",
    "possibly",
    "rescaled",
    "same",
    "spelled",
    "where",
]


def known(cell: Cell) -> Cell:
    """Whether it is known at all; never unknown."""
    if isinstance(cell, (Column, Curve)):
        found = as_column(cell)
        return Column(~found.expr.is_null(), "boolean", found.reads, sure=True)
    return cell is not None


def where(condition: Cell, then: Cell, otherwise: Cell) -> Cell:
    """One of two by a condition that is never unknown."""
    if condition is True or condition is False:
        return then if condition else otherwise
    assert isinstance(condition, Column)
    if same(then, otherwise):
        return then
    if isinstance(then, (Members, frozenset)) or isinstance(otherwise, (Members, frozenset)):
        names = dict.fromkeys(name for one in (then, otherwise) for name in names_of(one))
        return Members({n: where(condition, has(then, n), has(otherwise, n)) for n in names})
    first, second = _alike(then, otherwise)
    expr = nw.when(condition.expr).then(first.expr).otherwise(second.expr)
    bound = max(first.bound, second.bound)
    reads = reads_of(condition, first, second)
    return Column(expr, first.kind, reads, first.scale, bound, first.ordinal)


def among(cases: Sequence[tuple[Cell, Constant]]) -> Cell:
    """The constant of which the flag is yes, which is never unknown; unknown where none is."""
    left = [(flag, one) for flag, one in cases if flag is not False]
    narrow = bool(left) and all(isinstance(flag, Column) and _fits(one) for flag, one in left)
    result: Cell = _byte(None) if narrow else None
    for flag, one in left:
        result = where(flag, _byte(one) if narrow else one, result)
    if not narrow:
        return result
    # numbers that fit into a byte are chosen as bytes, which is much faster than in 64 bits
    assert isinstance(result, Column)
    return replace(result, expr=result.expr.cast(nw.Int64))


def _fits(one: Constant) -> bool:
    return type(one) is int and abs(one) < 2**7


def _byte(number: Any) -> Column:
    return Column(nw.lit(number, dtype=nw.Int8), "number", bound=abs(number or 0))


def choose(condition: Cell, then: Cell, otherwise: Cell) -> Cell:
    """The branch that a condition selects; where it is unknown, what both branches share."""
    if condition is True or condition is False:
        return then if condition else otherwise
    if same(then, otherwise):
        return then
    if is_truth(then) and is_truth(otherwise) and not (then is None and otherwise is None):
        return disjunction(
            conjunction(condition, then),
            conjunction(negation(condition), otherwise),
            conjunction(then, otherwise),
        )
    shared = agreed(then, otherwise)
    no = certainly(negation(condition))
    return where(certainly(condition), then, where(no, otherwise, shared))


def agreed(first: Cell, second: Cell) -> Cell:
    """The value that both have; unknown where they differ or one is unknown."""
    if same(first, second):
        return first
    if first is None or second is None or not (is_column(first) or is_column(second)):
        return None
    if isinstance(first, Members) or isinstance(second, Members):
        names = dict.fromkeys(name for one in (first, second) for name in names_of(one))
        return Members({n: agreed(has(first, n), has(second, n)) for n in names})
    return where(certainly(equal(first, second)), first, None)


def equal(first: Cell, second: Cell) -> Cell:
    """Whether two values that are no sets are equal."""
    if first is None or second is None:
        return None
    if not is_column(first) and not is_column(second):
        return bool(first == second)
    if isinstance(second, str) and isinstance(first, Column):
        return Column(first.expr == second, "boolean", first.reads)
    if isinstance(first, str) and isinstance(second, Column):
        return Column(second.expr == first, "boolean", second.reads)
    if isinstance(first, Column) and first is second:
        return Column(nw.when(~first.expr.is_null()).then(nw.lit(True)), "boolean", first.reads)
    a, b = _alike(first, second)
    if a.kind == "boolean":
        return disjunction(conjunction(a, b), conjunction(negation(a), negation(b)))
    return Column(a.expr == b.expr, "boolean", reads_of(a, b))


def same(first: Cell, second: Cell) -> bool:
    """Whether two cells are one value for everybody, or both unknown for everybody."""
    if first is second:
        return True
    if is_column(first) or is_column(second):
        return False
    return type(first) is type(second) and bool(first == second)


def is_truth(cell: Cell) -> bool:
    return cell is None or isinstance(cell, bool) or getattr(cell, "kind", "") == "boolean"


def has(cell: Cell, name: str) -> Cell:
    """Whether a set contains a value."""
    if isinstance(cell, Members):
        return cell.inside.get(name, False)
    return None if cell is None else name in constant(cell)


def names_of(cell: Cell) -> tuple[str, ...]:
    if isinstance(cell, Members):
        return tuple(cell.inside)
    return () if cell is None else tuple(sorted(constant(cell)))


def aligned(first: Column, second: Column) -> tuple[Column, Column]:
    """Two columns counted in the same way: days both as dates or numbers, numbers at one scale."""
    if first.kind == "date" and first.ordinal != second.ordinal:
        return ordinal(first), ordinal(second)
    if first.coded or second.coded:
        return spelled(first), spelled(second)
    if first.scale != second.scale:
        scale = first.scale * second.scale
        return rescaled(first, scale), rescaled(second, scale)
    return first, second


def spelled(one: Column) -> Column:
    """Choices as text, whatever they were."""
    return Column(one.expr.cast(nw.String), one.kind, one.reads) if one.coded else one


def rescaled(one: Column, scale: int) -> Column:
    factor = scale // one.scale
    return Column(one.expr * factor, one.kind, one.reads, scale, one.bound * factor)


def _alike(first: Cell, second: Cell) -> tuple[Column, Column]:
    """Both as columns that can stand in one; unknown is null of the other's type."""
    if first is None:
        other = spelled(_plain(second))
        return _null(other), other
    if second is None:
        one = spelled(_plain(first))
        return one, _null(one)
    return aligned(_plain(first), _plain(second))


def _plain(cell: Cell) -> Column:
    assert cell is not None and not isinstance(cell, (Branch, Formula, Members))
    return as_column(cell)


def _null(like: Column) -> Column:
    type = nw.Int64 if like.ordinal else dtype(like.kind)
    empty = nw.lit(None, dtype=type)
    return Column(empty, like.kind, scale=like.scale, ordinal=like.ordinal)
