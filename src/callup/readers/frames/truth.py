"""Three-valued `and`, `or` and `not` on cells: null is unknown, as engines have it too."""

from __future__ import annotations

from functools import reduce

import narwhals as nw

from callup.readers.frames.cell import Cell, Column, reads_of


def conjunction(*cells: Cell) -> Cell:
    """All of them: no where one is no, yes where all are yes."""
    return _junction(cells, absorbing=False)


def disjunction(*cells: Cell) -> Cell:
    """Any of them: yes where one is yes, no where all are no."""
    return _junction(cells, absorbing=True)


def _junction(cells: tuple[Cell, ...], absorbing: bool) -> Cell:
    if any(cell is absorbing for cell in cells):
        return absorbing
    left = list(dict.fromkeys(cell for cell in cells if isinstance(cell, Column)))
    unknown = any(cell is None for cell in cells)
    if not left:
        return None if unknown else not absorbing
    exprs = [column.expr for column in left]
    if unknown:
        exprs.append(nw.lit(None, dtype=nw.Boolean))
    if len(exprs) == 1:
        return left[0]
    joined = reduce((lambda a, b: a | b) if absorbing else (lambda a, b: a & b), exprs)
    sure = not unknown and all(column.sure for column in left)
    return Column(joined, "boolean", reads_of(*left), sure=sure)


def negation(cell: Cell) -> Cell:
    if cell is None:
        return None
    if isinstance(cell, Column):
        return Column(~cell.expr, "boolean", cell.reads, sure=cell.sure)
    return not cell


def certainly(cell: Cell) -> Cell:
    """Whether it is known to be yes; never unknown."""
    if isinstance(cell, Column) and cell.sure:
        return cell
    if isinstance(cell, Column):
        return Column(cell.expr.fill_null(False), "boolean", cell.reads, sure=True)
    return cell is True


def possibly(cell: Cell) -> Cell:
    """Whether it is not known to be no; never unknown."""
    return negation(certainly(negation(cell)))
