"""Gathers a table of an engine into few rows: who is alike in all that counting reads is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

import narwhals as nw

from callup.ir.program import Program
from callup.readers.frames.apply import Table
from callup.readers.frames.asked import questions, refusal
from callup.readers.frames.cone import facts_of

TIMES = "_callup_times"
"""How many rows of the table that came are one row here."""

ROWS = nw.len().cast(nw.Int64).alias(TIMES)


@dataclass(frozen=True, slots=True)
class Gathered:
    """A table of Polars, and how many rows were refused for a value that they hold."""

    table: Table
    refused: int


def gathered(
    table: Table, positions: Sequence[str], by: Sequence[str], weight: str | None
) -> Gathered:
    """The combinations of what positions read that occur, each with how often it does.

    The engine groups; what comes into this process grows with the combinations, not with the rows.
    """
    people, refused = table.people, 0
    bad = [one.refused for one in table.taken if one.refused is not None]
    if bad:
        where = reduce(lambda a, b: a | b, bad)
        refused = _rows(people.filter(where)).collect(backend="polars").item(0, TIMES)
        people = people.filter(~where)
    read = facts_read(table.program, positions)
    columns = {one.fact: one.column for one in table.taken if one.fact in read}
    keys = list(dict.fromkeys((*columns.values(), *by, *((weight,) if weight else ()))))
    # without a key, as where no column is a fact, all are alike
    grouped = people.group_by(*keys).agg(ROWS) if keys else _rows(people)
    found: Any = grouped.collect(backend="polars").to_native().lazy()
    return Gathered(replace(table, frame=found, facts=columns, unread={}, row=None), int(refused))


def _rows(people: Any) -> Any:
    return people.select(ROWS)


def facts_read(program: Program, positions: Sequence[str]) -> frozenset[str]:
    """The facts that answers hang on, those of all that is impossible, and what closes them."""
    asked = (*questions(program, positions), refusal(program))
    read = {name for one in asked for node in one.nodes for name in facts_of(program, node)}
    closing = {fact.name for fact in program.facts.values() if not read.isdisjoint(fact.closed)}
    return frozenset(read | closing)
