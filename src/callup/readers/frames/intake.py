"""Facts from the columns of a table: their types are checked before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import narwhals as nw

from callup.ir.facts import EARLIEST, LARGEST, LATEST
from callup.ir.program import FactType, Program
from callup.readers.frames.cell import PREFIX, Cell, Column, Members
from callup.readers.frames.inputs import line_of, scale_of
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest

WANTED = {
    "boolean": "Boolean",
    "choice": "String",
    "date": "Date",
    "integer": "Int64",
    "number": "Int64 or Decimal",
    "money": "Int64 or Decimal",
    "set": "List(String)",
}
DECIMALS = 18
"""With more of them, what is in bounds does not fit the 38 digits that there are."""
WIDE = (nw.UInt64, nw.UInt128, nw.Int128)
"""Whole numbers that may lie beyond 64 bits."""
BOUNDS = "it is out of bounds"


Within = tuple[nw.Expr, Any, Any]
"""Values, and the least and the most that they may be."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A fact from a column; `refused` is where its value cannot be, with the reason.

    It is None where every value can be. Of days and numbers `within` says the same by the least
    and the most that they may be.
    """

    fact: str
    column: str
    cell: Cell
    refused: nw.Expr | None
    reason: str
    within: Within | None = None


def columns_of(
    program: Program, schema: Mapping[str, Any], facts: Mapping[str, str]
) -> dict[str, str]:
    """Which column gives which fact. Raises Diagnostics for facts or columns there are not."""
    problems = []
    for name, column in facts.items():
        if name not in program.facts:
            near = suggest(name, program.facts)
            help = f"did you mean `{near}`?" if near else "`callup show LAWBOOK facts` lists them"
            message = f"there is no fact `{name[:60]}`"
            problems.append(Diagnostic("unknown-fact", message, None, help=help))
        if column not in schema:
            near = suggest(column, schema)
            message = f"there is no column `{column[:60]}`"
            advice = f"did you mean `{near}`?" if near else None
            problems.append(Diagnostic("bad-column", message, None, help=advice))
    if problems:
        raise Diagnostics(problems)
    named = {name: name for name in program.facts if name in schema}
    return {**named, **facts}


def take(
    program: Program,
    schema: Mapping[str, Any],
    columns: Mapping[str, str],
    unread: Mapping[str, str],
) -> tuple[Taken, ...]:
    """The facts of a table. Raises Diagnostics for every column of a type that does not fit.

    `unread` names for a fact the column that says where its value could not be read.
    """
    problems = [
        Diagnostic("bad-column", f"`{name}` is a name that Callup keeps to itself", None)
        for name in schema
        if name.startswith(PREFIX) and name not in unread.values()
    ]
    taken = []
    for fact, column in columns.items():
        found = _take(program.facts[fact], column, schema[column], program)
        if found is None:
            kind = program.facts[fact].type.kind
            wanted = WANTED[kind]
            if schema[column] == nw.Decimal and kind in ("number", "money"):
                wanted = f"at most {DECIMALS} decimals"
            message = f"column `{column}` is {schema[column]}, wanted {wanted}"
            help = f"the fact `{fact}` is a {program.facts[fact].type}"
            problems.append(Diagnostic("bad-column", message, None, help=help))
            continue
        refused = None if found.refused is None else found.refused.fill_null(False)
        if fact in unread:
            where = nw.col(unread[fact])
            refused = where if refused is None else refused | where
        within = None if fact in unread else found.within
        taken.append(Taken(fact, column, found.cell, refused, found.reason, within))
    if problems:
        raise Diagnostics(problems)
    return tuple(taken)


def _take(fact: FactType, name: str, found: Any, program: Program) -> Taken | None:
    """The fact as it is worked with; None where the column is of a type that does not fit."""
    expr, kind = nw.col(name), fact.type.kind
    outside: nw.Expr | None
    match kind:
        case "boolean" if found == nw.Boolean:
            return Taken(fact.name, name, Column(expr, kind), None, "it is no yes or no")
        case "date" if found == nw.Date:
            outside = ~((expr >= nw.lit(EARLIEST)) & (expr < nw.lit(LATEST)))
            reason = "it is no day of a person's life"
            within = (expr, EARLIEST, LATEST - timedelta(days=1))
            return Taken(fact.name, name, Column(expr, kind), outside, reason, within)
        case "choice" if found == nw.Enum:
            listed = [value for value, _ in program.values[fact.type.of]]
            strange = sorted({*found.categories} - {*listed})
            outside = expr.is_in(strange) if strange else None
            cell = Column(expr, kind, coded=True)
            return Taken(fact.name, name, cell, outside, "it is none of its values")
        case "choice" if found in (nw.String, nw.Categorical) or found.is_integer():
            coded = found == nw.Categorical
            text = expr if found == nw.String or coded else expr.cast(nw.String)
            listed = [value for value, _ in program.values[fact.type.of]]
            outside = ~text.is_in(listed)
            cell = Column(text, kind, coded=coded)
            return Taken(fact.name, name, cell, outside, "it is none of its values")
        case "set" if found == nw.List(nw.String):
            listed = [value for value, _ in program.values[fact.type.of]]
            inside = {one: Column(expr.list.contains(one), "boolean") for one in listed}
            total = nw.sum_horizontal(*(c.expr.cast(nw.Int64) for c in inside.values()))
            outside = expr.list.unique().list.len() > total
            return Taken(fact.name, name, Members(inside), outside, "some are none of its values")
        case "integer" if found.is_integer():
            return _integer(fact, name, found)
        case "number" | "money" if found.is_integer():
            return _integer(fact, name, found)
        case "number" | "money" if found == nw.Decimal and found.scale <= DECIMALS:
            return _decimal(fact, name, found)
        case _:
            return None


def _integer(fact: FactType, name: str, found: Any) -> Taken:
    """Whole numbers, none of which is multiplied or cast before it is known to be in bounds."""
    low, high = _bounds(fact)
    scale = scale_of(fact.type.kind)
    least, most = -(-low // scale), high // scale
    expr = nw.col(name)
    if found in WIDE:
        floor = max(least, 0) if found.is_unsigned_integer() else least
        expr = nw.when((expr >= floor) & (expr <= most)).then(expr).cast(nw.Int64)
        # what is left out is refused by the column as it came
        outside = nw.col(name).is_null() ^ expr.is_null()
        return Taken(fact.name, name, _cell(fact, expr * scale), outside, BOUNDS)
    expr = expr.cast(nw.Int64)
    inside = (expr >= least) & (expr <= most)
    raw = expr if scale == 1 else nw.when(inside).then(expr) * scale
    return Taken(fact.name, name, _cell(fact, raw), ~inside, BOUNDS, (expr, least, most))


def _decimal(fact: FactType, name: str, found: Any) -> Taken:
    """Numbers with decimals, of which no more are taken than a fact may have."""
    low, high = _bounds(fact)
    scale = scale_of(fact.type.kind)
    expr = nw.col(name)
    near = (expr >= low // scale) & (expr <= -(-high // scale))
    counted = nw.when(near).then(expr) * scale
    raw = counted.cast(nw.Int64)
    outside = ~near | ~((raw >= low) & (raw <= high))
    if 10**found.scale <= scale:
        within = (expr, Decimal(low) / scale, Decimal(high) / scale)
        return Taken(fact.name, name, _cell(fact, raw), outside, BOUNDS, within)
    outside |= counted != raw
    reason = "it is out of bounds, or has more decimals than there may be"
    return Taken(fact.name, name, _cell(fact, raw), outside, reason)


def _bounds(fact: FactType) -> tuple[int, int]:
    """The least and the most that a fact may be, as it is counted."""
    line, scale = line_of(fact), scale_of(fact.type.kind)
    most = LARGEST // scale if scale > 100 else LARGEST
    return max(line.start, -most * scale), min(line.stop - 1, most * scale)


def _cell(fact: FactType, raw: nw.Expr) -> Column:
    kind = fact.type.kind
    bound = max(map(abs, _bounds(fact)))
    return Column(raw, kind, scale=scale_of(kind), bound=bound)
