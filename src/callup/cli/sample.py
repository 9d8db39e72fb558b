"""`callup sample`: a file of people made up from marginal tables, plainly marked as such."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from callup.cli.people import beside
from callup.cli.words import Language
from callup.lawbook import Law, Program
from callup.lawbook import open as open_lawbook
from callup.made_up.draw import BLOCK, Drawn, draw
from callup.made_up.margins import Margin, Margins, Stretch, margins_of
from callup.text.diagnostic import Diagnostic, Diagnostics

MARK = "made_up"
"""The column that says of every row that no such person is known."""
MOST = 10**9
ATTEMPTS = 12
"""So often is a row drawn again that nobody can be; then what excludes itself is left unknown."""
EPOCH = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: how many rows, by which seed, and where they go."""

    lawbook: str
    rows: str
    seed: str
    margins: str | None
    output: str


def sample(order: Order, say: Language) -> int:
    """Writes the people; the exit status. Raises Diagnostics for anything that cannot be done."""
    rows, seed = _whole(order.rows, "-n", MOST), _whole(order.seed, "--seed", 2**63)
    target = Path(order.output)
    if target.suffix.lower() not in (".parquet", ".csv"):
        help = "name a file that ends on .parquet or .csv"
        message = f"people are not written as `{target.name[:60]}`"
        raise Diagnostics((Diagnostic("unwritable-file", message, None, help=help),))
    book = open_lawbook(order.lawbook)
    if MARK in book.program.facts:
        message = f"the lawbook has a fact `{MARK}`, which is how made-up rows are marked"
        raise Diagnostics((Diagnostic("not-supported", message, None),))
    margins = margins_of(book.program, Path(order.margins) if order.margins else None)
    law = book.on(book.program.evidence_until)
    made = _frames(law, margins, rows, seed)
    with beside(target) as place:
        _write(made, place, law.program, margins, rows, seed)
    print(say("sample written", rows=f"{rows:,}", file=target, seed=seed), file=sys.stderr)
    if margins.by_type:
        count = len(margins.by_type)
        print(say("sample by type", count=count, first=margins.by_type[0]), file=sys.stderr)
    return 0


def _whole(text: str, option: str, most: int) -> int:
    if not text.isascii() or not text.isdigit() or int(text) >= most:
        message = f"`{option} {text[:30]}` is no number from 0 up to {most}"
        raise Diagnostics((Diagnostic("bad-call", message, None),))
    return int(text)


def _write(
    made: Iterator[pl.DataFrame],
    place: Path,
    program: Program,
    margins: Margins,
    rows: int,
    seed: int,
) -> None:
    from polars.io.plugins import register_io_source

    schema = _schema(program, margins)

    def source(
        columns: list[str] | None, where: Any, most: int | None, batch: int | None
    ) -> Iterator[pl.DataFrame]:
        for frame in made:
            yield frame.select(columns) if columns else frame

    frame = register_io_source(source, schema=schema)
    if place.suffix.lower() == ".csv":
        frame.sink_csv(place)
        return
    told = {"callup": "made-up people", "lawbook": program.digest, "seed": str(seed)}
    frame.sink_parquet(place, metadata=told, row_group_size=BLOCK)


def _schema(program: Program, margins: Margins) -> dict[str, Any]:
    types = {margin.fact: _type(margin, program) for margin in margins.margins}
    return {MARK: pl.Boolean, **types}


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
            return pl.String


def _frames(law: Law, margins: Margins, rows: int, seed: int) -> Iterator[pl.DataFrame]:
    for block in range((rows + BLOCK - 1) // BLOCK):
        frame = _possible(law, margins, seed, block)
        yield frame.head(rows - block * BLOCK)


def _possible(law: Law, margins: Margins, seed: int, block: int) -> pl.DataFrame:
    """A block of rows, in which nobody is whom the lawbook holds to be impossible."""
    frame = _block(law.program, margins, seed, block, 0)
    line = pl.int_range(pl.len(), dtype=pl.Int64).alias("row")
    for attempt in range(1, ATTEMPTS + 1):
        bad = law.rejects(frame)
        if not len(bad):
            return frame
        again = _block(law.program, margins, seed, block, attempt)
        turned = frame.with_columns(line)["row"].is_in(bad["row"].unique().implode())
        frame = pl.select(
            pl.when(turned).then(again[name]).otherwise(frame[name]).alias(name)
            for name in frame.columns
        )
    for row, columns, _ in law.rejects(frame).rows():
        for name in columns.split(", "):
            column = pl.when(line != row).then(pl.col(name)).alias(name)
            frame = frame.with_columns(column)
    return frame


def _block(program: Program, margins: Margins, seed: int, block: int, attempt: int) -> pl.DataFrame:
    columns = {
        margin.fact: _column(draw(margin, seed, block, attempt), program)
        for margin in margins.margins
    }
    return pl.DataFrame({MARK: pl.repeat(True, BLOCK, eager=True), **columns})


def _column(drawn: Drawn, program: Program) -> pl.Series:
    """The values of a fact in the type that the fact has."""
    outcomes = [outcome for outcome, _ in drawn.margin.outcomes]
    which = pl.Series(drawn.which.astype("uint32"))
    kind = _type(drawn.margin, program)
    if any(isinstance(outcome, Stretch) for outcome in outcomes):
        place = pl.Series(drawn.place)
        known = pl.Series([outcome is not None for outcome in outcomes]).gather(which)
        values = _along(drawn.margin.kind, kind, place)
        return pl.select(pl.when(known).then(values)).to_series()
    return pl.Series(outcomes, dtype=kind).gather(which)


def _along(kind: str, dtype: Any, place: pl.Series) -> pl.Series:
    match kind:
        case "date":
            return (place - EPOCH).cast(pl.Int32).cast(pl.Date)
        case "money":
            return (place.cast(dtype) / 100).cast(dtype)
        case "number":
            return (place.cast(pl.Decimal(38, 6)) / 10**6).cast(dtype)
        case _:
            return place
