"""People made up, block by block of rows: drawn fact by fact, and nobody whom the law excludes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from polars.io.plugins import register_io_source

from callup.lawbook import Law, Program
from callup.made_up.draw import BLOCK, Draft, Wheel, draw, wheel
from callup.made_up.margins import PLACES, Margin, Margins

MARK = "made_up"
"""The column that says of every row that no such person is known."""
ATTEMPTS = 12
"""So often is a row drawn again that nobody can be; then what excludes itself is left unknown."""
ROW = "row"
EPOCH = date(1970, 1, 1).toordinal()


def made_people(law: Law, margins: Margins, rows: int, seed: int) -> pl.LazyFrame:
    """A table that is drawn as it is read, in constant memory."""
    wheels = {margin.fact: wheel(margin) for margin in margins.margins}
    types = {margin.fact: _type(margin, law.program) for margin in margins.margins}
    makers = {name: _Maker(one, types[name]) for name, one in wheels.items()}

    def source(
        columns: list[str] | None, where: Any, most: int | None, batch: int | None
    ) -> Iterator[pl.DataFrame]:
        excluded = _Excluded(law, {name: types[name] for name in sorted(tied(law) & types.keys())})
        for block in range(-(-rows // BLOCK)):
            size = min(BLOCK, rows - block * BLOCK)
            yield _asked(_block(makers, excluded, Draft(seed, block), size), columns, where)

    return register_io_source(source, schema={MARK: pl.Boolean, **types})


def _asked(frame: pl.DataFrame, columns: list[str] | None, where: Any) -> pl.DataFrame:
    """What a query reads of a batch."""
    found = frame if where is None else frame.filter(where)
    return found.select(columns) if columns else found


def tied(law: Law) -> frozenset[str]:
    """The facts of which some exclude each other, and those that close them."""
    engine = law.lawbook.engine(law.program)
    found: set[str] = set()
    for condition in law.program.impossible:
        facts = engine.cones.inputs_of(condition.node).facts
        found.update(facts, *(engine.closers.get(fact, ()) for fact in facts))
    return frozenset(found)


def _block(makers: dict[str, _Maker], excluded: _Excluded, draft: Draft, size: int) -> pl.DataFrame:
    """The first rows of a block. Facts are drawn each for itself, so where some exclude each other
    only those that are tied to them are drawn again, for the rows that are left in their order."""
    made = {name: one.column(draft, size) for name, one in makers.items()}
    frame = pl.DataFrame({MARK: pl.repeat(True, size, eager=True), **made})
    ties = pl.DataFrame({name: made[name] for name in excluded.types})
    bad = excluded.rows(ties)
    for attempt in range(1, ATTEMPTS + 1):
        if not len(bad):
            break
        again = Draft(draft.seed, draft.block, attempt)
        drawn = {name: makers[name].column(again, len(bad)) for name in ties.columns}
        ties = _replaced(ties, bad, pl.DataFrame(drawn))
        bad = bad.gather(excluded.rows(ties[bad]))
    if len(bad):
        ties = _replaced(ties, bad, excluded.left_unknown(ties[bad]))
    return frame.with_columns(ties)


def _replaced(frame: pl.DataFrame, rows: pl.Series, others: pl.DataFrame) -> pl.DataFrame:
    """The table with other values in these rows."""
    place = np.arange(len(frame), dtype=np.uint32)
    place[rows.to_numpy()] = np.arange(len(frame), len(frame) + len(rows), dtype=np.uint32)
    return pl.concat([frame, others], rechunk=True)[pl.Series(place)]


@dataclass(slots=True)
class _Excluded:
    """Which rows the law refuses; its formulas are made once for all tables of these types."""

    law: Law
    types: dict[str, Any]
    _looked_at: list[pl.DataFrame] = field(default_factory=list)
    _refused: pl.LazyFrame = field(init=False)

    def __post_init__(self) -> None:
        def source(
            columns: list[str] | None, where: Any, most: int | None, batch: int | None
        ) -> Iterator[pl.DataFrame]:
            (frame,) = self._looked_at
            frame = frame.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias(ROW))
            yield _asked(frame, columns, where)

        people = register_io_source(source, schema={**self.types, ROW: pl.UInt32})
        _, refused = self.law.table(people, row=ROW).split()
        self._refused = refused.select(ROW)

    def rows(self, frame: pl.DataFrame) -> pl.Series:
        """The numbers of the rows that nobody can be, from 0 on."""
        if not self.types:
            return pl.Series(ROW, dtype=pl.UInt32)
        self._looked_at[:] = [frame]
        return self._refused.collect().to_series()

    def left_unknown(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The table without what excludes itself."""
        line = pl.int_range(pl.len(), dtype=pl.Int64)
        for (columns,), bad in self.law.rejects(frame).group_by("column", maintain_order=True):
            stays = ~line.is_in(bad["row"].implode())
            frame = frame.with_columns(
                pl.when(stays).then(pl.col(name)).alias(name) for name in columns.split(", ")
            )
        return frame


def _type(margin: Margin, program: Program) -> Any:
    match margin.kind:
        case "boolean":
            return pl.Boolean
        case "date":
            return pl.Date
        case "integer":
            return pl.Int64
        case "money":
            return pl.Decimal(38, 2)
        case "number":
            return pl.Decimal(38, 6)
        case "set":
            return pl.List(pl.String)
        case _:
            fact = program.facts[margin.fact]
            return pl.Enum([value for value, _ in program.values[fact.type.of]])


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the column of a fact, of the type that the fact has."""

    wheel: Wheel
    type: Any

    def column(self, draft: Draft, rows: int) -> pl.Series:
        drawn = draw(self.wheel, draft, rows)
        outcomes = [outcome for outcome, _ in self.wheel.margin.outcomes]
        which = pl.Series(drawn.which)
        if drawn.place is None and self.type != pl.Boolean:
            return pl.Series(outcomes, dtype=self.type).gather(which)
        values = (
            _among(which, [one is True for one in outcomes])
            if drawn.place is None
            else self._along(pl.Series(drawn.place))
        )
        known = _among(which, [one is not None for one in outcomes])
        return pl.select(pl.when(known).then(values)).to_series()

    def _along(self, place: pl.Series) -> pl.Series:
        match self.wheel.margin.kind:
            case "date":
                return (place - EPOCH).cast(pl.Int32).cast(pl.Date)
            case "money" | "number" as kind:
                return (place.cast(self.type) / PLACES[kind]).cast(self.type)
            case _:
                return place


def _among(which: pl.Series, listed: list[bool]) -> pl.Series:
    """Where the outcome is one of those listed."""
    if all(listed):
        return pl.repeat(True, len(which), eager=True)
    if listed.count(True) == 1:
        return which == listed.index(True)
    if listed.count(False) == 1:
        return which != listed.index(False)
    return which.is_in([i for i, one in enumerate(listed) if one])
